//! Global statistics, their moments, and their permutation distribution.

use rayon::prelude::*;

use super::Sample;
use crate::check;
use crate::error::Result;
use crate::interrupt::Stop;
use crate::numeric::random::Stream;

/// A statistic of autocorrelation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// Moran's I: above its expectation with positive autocorrelation.
    Moran,
    /// Geary's C: below 1 with positive autocorrelation.
    Geary,
    /// Getis and Ord's G: above its expectation where high values are near each other; values `>= 0`.
    GetisOrd,
}

check::names!(Statistic, "statistic" {
    "moran" => Self::Moran,
    "geary" => Self::Geary,
    "getis_ord" => Self::GetisOrd,
});

/// A statistic with its expectation and variances.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Moments {
    /// The statistic.
    #[serde(with = "crate::numeric::figures")]
    pub observed: f64,
    /// Its expectation without autocorrelation.
    #[serde(with = "crate::numeric::figures")]
    pub expected: f64,
    /// Its variance under normality; NaN for G.
    #[serde(with = "crate::numeric::figures")]
    pub normal: f64,
    /// Its variance under randomisation.
    #[serde(with = "crate::numeric::figures")]
    pub random: f64,
}

/// Counts and sums over permutations.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct Permuted {
    /// Permutations at or above the observed value.
    pub greater: u64,
    /// Permutations at or below the observed value.
    pub less: u64,
    /// Permutations at least as far from the expectation as the observed value.
    pub further: u64,
    /// Sum of the permuted values.
    #[serde(with = "crate::numeric::figures")]
    pub sum: f64,
    /// Sum of squares of the permuted values.
    #[serde(with = "crate::numeric::figures")]
    pub squares: f64,
}

impl Sample {
    /// The statistic with its moments.
    ///
    /// # Source
    /// Cliff & Ord (1981), Spatial Processes, pages 17, 42–46 and 63 (I and C); Getis & Ord (1992), Geographical Analysis
    /// 24(3), 189–206, <https://doi.org/10.1111/j.1538-4632.1992.tb00261.x>, page 195 (G).
    #[must_use]
    pub fn moments(&self, statistic: Statistic) -> Moments {
        let n = self.len() as f64;
        let (s0, s1, s2) = (self.sums.s0, self.sums.s1, self.sums.s2);
        let power = |k: i32| self.deviations.iter().map(|z| z.powi(k)).sum::<f64>();
        let kurtosis = n * power(4) / power(2).powi(2);
        let observed = self.scale(statistic) * self.cross(statistic, self.given(statistic));
        match statistic {
            Statistic::Moran => {
                let expected = -1.0 / (n - 1.0);
                let normal = (n * n * s1 - n * s2 + 3.0 * s0 * s0) / (s0 * s0 * (n * n - 1.0));
                let random = (n * ((n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0 * s0)
                    - kurtosis * ((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0 * s0))
                    / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s0 * s0);
                let square = expected * expected;
                Moments { observed, expected, normal: normal - square, random: random - square }
            }
            Statistic::Geary => {
                let normal =
                    ((2.0 * s1 + s2) * (n - 1.0) - 4.0 * s0 * s0) / (2.0 * (n + 1.0) * s0 * s0);
                let random = ((n - 1.0) * s1 * (n * n - 3.0 * n + 3.0 - (n - 1.0) * kurtosis)
                    - (n - 1.0) * s2 * (n * n + 3.0 * n - 6.0 - (n * n - n + 2.0) * kurtosis)
                        / 4.0
                    + s0 * s0 * (n * n - 3.0 - (n - 1.0).powi(2) * kurtosis))
                    / (n * (n - 2.0) * (n - 3.0) * s0 * s0);
                Moments { observed, expected: 1.0, normal, random }
            }
            Statistic::GetisOrd => {
                let expected = s0 / (n * (n - 1.0));
                let random = self.getis_ord_square() - expected * expected;
                Moments { observed, expected, normal: f64::NAN, random }
            }
        }
    }

    /// `E[G²]` in random order.
    fn getis_ord_square(&self) -> f64 {
        let n = self.len() as f64;
        let (s0, s1, s2) = (self.sums.s0, self.sums.s1, self.sums.s2);
        let m = |k: i32| self.values.iter().map(|x| x.powi(k)).sum::<f64>();
        let (m1, m2, m3, m4) = (m(1), m(2), m(3), m(4));
        let b0 = (n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0 * s0;
        let b1 = -((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0 * s0);
        let b2 = -(2.0 * n * s1 - (n + 3.0) * s2 + 6.0 * s0 * s0);
        let b3 = 4.0 * (n - 1.0) * s1 - 2.0 * (n + 1.0) * s2 + 8.0 * s0 * s0;
        let b4 = s1 - s2 + s0 * s0;
        (b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1.powi(4))
            / ((m1 * m1 - m2).powi(2) * n * (n - 1.0) * (n - 2.0) * (n - 3.0))
    }

    /// Permutations `first` to `last` (not included) of a seed, compared with the observed value.
    ///
    /// # Errors
    /// The work was asked to stop.
    pub fn permuted(
        &self,
        statistic: Statistic,
        seed: u64,
        first: u64,
        last: u64,
    ) -> Result<Permuted> {
        let stop = Stop::current();
        let (scale, given) = (self.scale(statistic), self.given(statistic));
        let Moments { observed, expected, .. } = self.moments(statistic);
        let gap = (observed - expected).abs();
        // Sums in another order may differ in the last bits where they are equal in truth.
        let hair = 1e-11 * (1.0 + observed.abs());
        let judge = |cross: f64| {
            let value = scale * cross;
            Permuted {
                greater: u64::from(value >= observed - hair),
                less: u64::from(value <= observed + hair),
                further: u64::from((value - expected).abs() >= gap - hair),
                sum: value,
                squares: value * value,
            }
        };
        let block = |(buffer, lanes): &mut (Vec<f64>, Vec<[f64; LANES]>), block: u64| {
            let numbers = (block * BLOCK).max(first)..((block + 1) * BLOCK).min(last);
            let mut total = Permuted::default();
            let mut next = numbers.start;
            while next < numbers.end && !stop.raised() {
                let side_by_side = (numbers.end - next).min(LANES as u64);
                for (lane, number) in (next..next + side_by_side).enumerate() {
                    Stream::permutation(seed, number).shuffle_into(given, buffer);
                    lanes.iter_mut().zip(&*buffer).for_each(|(to, x)| to[lane] = *x);
                }
                let crosses = self.cross_lanes(statistic, lanes);
                total = (0..)
                    .zip(crosses)
                    .take_while(|&(lane, _)| lane < side_by_side)
                    .fold(total, |t, (_, c)| add(t, judge(c)));
                next += side_by_side;
            }
            total
        };
        // Blocks of fixed size, added in order: sums do not depend on the number of threads.
        let blocks: Vec<Permuted> = (first.div_euclid(BLOCK)
            ..=last.saturating_sub(1).div_euclid(BLOCK))
            .into_par_iter()
            .map_init(|| (given.to_vec(), vec![[0.0; LANES]; given.len()]), block)
            .collect();
        stop.check()?;
        Ok(blocks.into_iter().fold(Permuted::default(), add))
    }

    fn given(&self, statistic: Statistic) -> &[f64] {
        if statistic == Statistic::GetisOrd { &self.values } else { &self.deviations }
    }

    /// Factor between the cross product and the statistic.
    fn scale(&self, statistic: Statistic) -> f64 {
        let n = self.len() as f64;
        let square = |of: &[f64]| of.iter().map(|x| x * x).sum::<f64>();
        match statistic {
            Statistic::Moran => n / (self.sums.s0 * square(&self.deviations)),
            Statistic::Geary => (n - 1.0) / (2.0 * self.sums.s0 * square(&self.deviations)),
            Statistic::GetisOrd => {
                1.0 / (self.values.iter().sum::<f64>().powi(2) - square(&self.values))
            }
        }
    }

    fn cross(&self, statistic: Statistic, x: &[f64]) -> f64 {
        let lanes: Vec<[f64; LANES]> = x.iter().map(|&x| [x; LANES]).collect();
        self.cross_lanes(statistic, &lanes)[0]
    }

    fn cross_lanes(&self, statistic: Statistic, x: &[[f64; LANES]]) -> [f64; LANES] {
        match statistic {
            Statistic::Geary => self.fold_pairs(x, |a, b| (a - b) * (a - b)),
            _ => self.fold_pairs(x, |a, b| a * b),
        }
    }

    /// Weighted sum over pairs, of several orders of the values side by side: a weight is read once for all.
    #[inline]
    fn fold_pairs(&self, x: &[[f64; LANES]], of: impl Fn(f64, f64) -> f64) -> [f64; LANES] {
        let Self { folded, .. } = self;
        let mut total = [0.0; LANES];
        for (a, ends) in x.iter().zip(folded.offsets.windows(2)) {
            let range = ends[0]..ends[1];
            for (&j, &w) in folded.targets[range.clone()].iter().zip(&folded.values[range]) {
                let b = &x[j as usize];
                for lane in 0..LANES {
                    total[lane] += w * of(a[lane], b[lane]);
                }
            }
        }
        total
    }
}

/// Orders of the values that are compared side by side.
const LANES: usize = 4;

const BLOCK: u64 = 32;

fn add(a: Permuted, b: Permuted) -> Permuted {
    Permuted {
        greater: a.greater + b.greater,
        less: a.less + b.less,
        further: a.further + b.further,
        sum: a.sum + b.sum,
        squares: a.squares + b.squares,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weights::Weights;

    /// Every order of the values, by Heap's algorithm.
    fn orders(values: &mut Vec<f64>, k: usize, visit: &mut impl FnMut(&[f64])) {
        if k <= 1 {
            return visit(values);
        }
        for i in 0..k {
            orders(values, k - 1, visit);
            if i + 1 < k {
                values.swap(if k.is_multiple_of(2) { i } else { 0 }, k - 1);
            }
        }
    }

    #[test]
    fn moments_equal_full_enumeration() {
        let pairs = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 4), (4, 2), (0, 5), (5, 3)];
        let (focal, near): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
        let weight = [1.0, 0.5, 2.0, 1.0, 1.0, 0.3, 1.0, 1.0, 0.7];
        let weights = Weights::from_pairs(6, &focal, &near, &weight).unwrap();
        let values = vec![3.0, 1.0, 4.0, 1.5, 9.0, 2.5];
        for statistic in [Statistic::Moran, Statistic::Geary, Statistic::GetisOrd] {
            let (mut sum, mut squares, mut n) = (0.0, 0.0, 0.0);
            orders(&mut values.clone(), 6, &mut |order| {
                let sample = Sample::new(order.to_vec(), weights.clone()).unwrap();
                let value = sample.moments(statistic).observed;
                (sum, squares, n) = (sum + value, squares + value * value, n + 1.0);
            });
            let moments = Sample::new(values.clone(), weights.clone()).unwrap().moments(statistic);
            // 720 terms of order 1, and variances as differences of squares: 1e-12 leaves room for both.
            assert!((moments.expected - sum / n).abs() < 1e-12, "{statistic:?} {moments:?}");
            let variance = squares / n - (sum / n).powi(2);
            assert!(
                (moments.random - variance).abs() < 1e-12,
                "{statistic:?} {moments:?} {variance}"
            );
        }
    }

    #[test]
    fn permutations_do_not_depend_on_how_they_are_split() {
        let weights = Weights::from_pairs(5, &[0, 1, 2, 3], &[1, 2, 3, 4], &[1.0; 4]).unwrap();
        let sample = Sample::new(vec![1.0, 2.0, 4.0, 8.0, 9.0], weights).unwrap();
        let whole = sample.permuted(Statistic::Moran, 3, 0, 199).unwrap();
        let parts = [(0, 64), (64, 128), (128, 199)];
        let sum = parts
            .map(|(a, b)| sample.permuted(Statistic::Moran, 3, a, b).unwrap())
            .into_iter()
            .fold(Permuted::default(), add);
        assert_eq!(
            (whole.greater, whole.less, whole.further),
            (sum.greater, sum.less, sum.further)
        );
        assert_eq!(whole.greater.min(199), whole.greater);
    }
}
