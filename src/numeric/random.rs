//! Random numbers by counter: what is drawn depends on a seed and a number, never on the thread or the order of work.
//!
//! Source: Steele, Lea & Flood (2014), OOPSLA, 453–472, <https://doi.org/10.1145/2660193.2660195> (`SplitMix64`).

/// Step of the sequence, 2^64 over the golden ratio (section 5).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Finaliser of the sequence (section 5).
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The upper 53 bits as a number in `[0, 1)`.
fn unit(word: u64) -> f64 {
    (word >> 11) as f64 / (1_u64 << 53) as f64
}

/// A number in `[0, 1)` that depends only on its three arguments.
#[must_use]
pub fn unit_at(seed: u64, round: u64, item: u64) -> f64 {
    let step = |z: u64, word: u64| {
        mix(z.wrapping_add(GOLDEN).wrapping_add(word.wrapping_mul(0xd1b5_4a32_d192_ed03)))
    };
    unit(step(step(seed, round), item))
}

/// A sequence of random numbers.
#[derive(Debug, Clone)]
pub struct Stream(u64);

impl Stream {
    /// The numbers of one iteration; `purpose` keeps uses with the same seed apart.
    #[must_use]
    pub fn new(seed: u64, purpose: u64, iteration: u64) -> Self {
        let start =
            mix(seed.wrapping_add(GOLDEN)) ^ mix(purpose.wrapping_mul(GOLDEN).wrapping_add(1));
        Self(mix(mix(start).wrapping_add(iteration.wrapping_mul(GOLDEN))))
    }

    /// The numbers of one permutation of a seed.
    #[must_use]
    pub fn permutation(seed: u64, number: u64) -> Self {
        Self(mix(mix(seed.wrapping_add(GOLDEN)) ^ number.wrapping_mul(GOLDEN)))
    }

    /// The sequence that follows a state.
    #[must_use]
    pub fn after(state: u64) -> Self {
        Self(state)
    }

    /// 64 random bits.
    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number in `[0, 1)` with 53 random bits.
    pub fn unit(&mut self) -> f64 {
        unit(self.word())
    }

    /// A whole number below `n`; off by at most `n / 2^64` from equal chances.
    pub fn below(&mut self, n: u64) -> u64 {
        u64::try_from((u128::from(self.word()) * u128::from(n)) >> 64).unwrap_or(0)
    }

    /// One whole number below each bound, all equally likely, from one random word where possible.
    ///
    /// The product of the bounds must be below 2⁶³.
    ///
    /// # Source
    /// Brackett-Rozinsky & Lemire (2024), Software: Practice and Experience,
    /// <https://doi.org/10.1002/spe.3369> (batched ranged random integers).
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves of a product of 64-bit words"
    )]
    pub fn below_each<const K: usize>(&mut self, bounds: [u64; K]) -> [u64; K] {
        let product: u64 = bounds.iter().product();
        loop {
            let mut rest = self.word();
            let dice = bounds.map(|bound| {
                let wide = u128::from(rest) * u128::from(bound);
                rest = wide as u64;
                (wide >> 64) as u64
            });
            // Words in the unfinished last stretch would favour low numbers.
            if rest >= product || rest >= product.wrapping_neg() % product {
                return dice;
            }
        }
    }

    /// Put values in random order (Fisher & Yates).
    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap_or(0);
            values.swap(last, other);
        }
    }

    /// Fill `target` with the values of `source` in random order, every order equally likely (Durstenfeld 1964, inside
    /// out): four places from one word, twice as fast as [`Stream::shuffle`].
    #[expect(clippy::cast_possible_truncation, reason = "numbers below a length")]
    pub fn shuffle_into(&mut self, source: &[f64], target: &mut [f64]) {
        const FOUR: usize = 1 << 15; // four bounds up to here multiply to below 2⁶³
        let mut put = |at: usize, from: u64| {
            target[at] = target[from as usize];
            target[from as usize] = source[at];
        };
        let mut at = 0;
        while at + 4 <= source.len().min(FOUR) {
            let first = at as u64 + 1;
            for (step, from) in
                self.below_each([first, first + 1, first + 2, first + 3]).into_iter().enumerate()
            {
                put(at + step, from);
            }
            at += 4;
        }
        for at in at..source.len() {
            let [from] = self.below_each([at as u64 + 1]);
            put(at, from);
        }
    }

    /// The first `target.len()` places of a random order of `0..n`; `order` is `0..n` and is left so.
    #[expect(clippy::cast_possible_truncation, reason = "numbers below a length")]
    pub fn choose(&mut self, order: &mut [u32], target: &mut [u32]) {
        let n = order.len();
        let mut swaps = Vec::with_capacity(target.len());
        for at in 0..target.len() {
            let [step] = self.below_each([(n - at) as u64]);
            let from = at + step as usize;
            order.swap(at, from);
            target[at] = order[at];
            swaps.push(from);
        }
        for (at, from) in swaps.into_iter().enumerate().rev() {
            order.swap(at, from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_that_of_the_paper() {
        // The reference implementation from state 1234567 (Vigna, 2015, splitmix64.c).
        let mut stream = Stream::after(1_234_567);
        let words = [stream.word(), stream.word(), stream.word()];
        assert_eq!(
            words,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn every_order_of_four_is_equally_likely() {
        let source = [0.0, 1.0, 2.0, 3.0];
        let mut counts = std::collections::HashMap::new();
        for number in 0..24_000 {
            let mut target = [0.0; 4];
            Stream::permutation(7, number).shuffle_into(&source, &mut target);
            *counts.entry(target.map(f64::to_bits)).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 24);
        let misfit: f64 = counts.values().map(|&n| f64::from(n - 1000).powi(2) / 1000.0).sum();
        // Chi-squared with 23 degrees of freedom exceeds 49.7 once in 1000 seeds; this seed is fixed.
        assert!(misfit < 49.7, "{misfit}");
    }

    #[test]
    fn chosen_places_are_distinct_and_leave_the_order_as_it_was() {
        let mut order: Vec<u32> = (0..9).collect();
        let mut target = [0; 9];
        Stream::permutation(0, 3).choose(&mut order, &mut target);
        assert_eq!(order, (0..9).collect::<Vec<_>>());
        target.sort_unstable();
        assert_eq!(target[..], order[..]);
    }
}
