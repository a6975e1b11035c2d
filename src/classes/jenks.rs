//! Fisher–Jenks classes: the partition with the least sum of squares, in `O(k n log n)`.

use crate::error::Result;
use crate::interrupt::Stop;
use crate::numeric::double::{Double, Number};

/// Below this share of the total sum of squares, plain sums would decide between partitions by rounding.
const PLAIN_IS_EXACT: f64 = 1e-4;

/// From this many columns on, the halves of a layer are worth two threads.
const PARALLEL: usize = 8_192;

/// Sums over the first `j` distinct values: weight, weighted value and weighted square, around the mean.
struct Sums {
    weight: Vec<f64>,
    value: Vec<Double>,
    square: Vec<Double>,
}

impl Sums {
    fn new(runs: &[(f64, f64)]) -> Self {
        let n: f64 = runs.iter().map(|(_, weight)| weight).sum();
        let level = runs[0].0;
        let centre = level + runs.iter().map(|(v, weight)| (v - level) * weight).sum::<f64>() / n;
        let size = runs.len() + 1;
        let mut sums = Self {
            weight: Vec::with_capacity(size),
            value: Vec::with_capacity(size),
            square: Vec::with_capacity(size),
        };
        let (mut weight, mut value, mut square) = (0.0, Double::ZERO, Double::ZERO);
        for run in [None].into_iter().chain(runs.iter().map(Some)) {
            if let Some((v, times)) = run {
                let gap = Double::of(*v) - Double::of(centre);
                weight += times;
                value = value + gap.times(*times);
                square = square + (gap * gap).times(*times);
            }
            sums.weight.push(weight);
            sums.value.push(value);
            sums.square.push(square);
        }
        sums
    }

    /// Sum of squares around the mean of distinct values `i..j`, by plain floats.
    fn plain(&self, i: usize, j: usize) -> f64 {
        let value = self.value[j].high() - self.value[i].high();
        let square = self.square[j].high() - self.square[i].high();
        square - value * value / (self.weight[j] - self.weight[i])
    }

    /// The same with twice the digits.
    fn exact(&self, i: usize, j: usize) -> f64 {
        let value = self.value[j] - self.value[i];
        let square = self.square[j] - self.square[i];
        (square - (value * value).over(self.weight[j] - self.weight[i])).value()
    }
}

/// Upper bound of each of `k` classes; `runs` are at least `k` distinct rising values with their numbers.
///
/// The best place of the last cut never moves left when values are added on the right, because the cost of a class
/// satisfies the quadrangle inequality; each layer is therefore solved by divide and conquer.
///
/// # Source
/// Fisher (1958), JASA 53(284), 789–798 (the optimum is a partition into runs, by dynamic programming);
/// Yao (1980), STOC, 429–435 (the cuts rise); Grønlund et al. (2017), arXiv:1701.07204, section 3.
///
/// # Errors
/// The work was asked to stop.
pub(super) fn upper(runs: &[(f64, f64)], k: usize, stop: &Stop) -> Result<Vec<f64>> {
    let sums = Sums::new(runs);
    let (least, cuts) = solve(&|i, j| sums.plain(i, j), runs.len(), k, stop)?;
    let total = sums.exact(0, runs.len());
    let cuts = if least < PLAIN_IS_EXACT * total {
        solve(&|i, j| sums.exact(i, j), runs.len(), k, stop)?.1
    } else {
        cuts
    };
    Ok(cuts.into_iter().map(|cut| runs[cut - 1].0).collect())
}

/// Least cost and the ends of the `k` classes, for a cost of the values `i..j`.
fn solve(
    cost: &(impl Fn(usize, usize) -> f64 + Sync),
    n: usize,
    k: usize,
    stop: &Stop,
) -> Result<(f64, Vec<usize>)> {
    let mut before: Vec<f64> =
        (0..=n).map(|j| if j == 0 { f64::INFINITY } else { cost(0, j) }).collect();
    let mut layers = Vec::with_capacity(k);
    for class in 2..=k {
        // The last class must end at n, so of its layer only one column is wanted.
        let first = if class == k { n } else { class };
        let mut best = vec![f64::INFINITY; n + 1];
        let mut cut = vec![0_u32; n + 1];
        let layer = Layer { cost, before: &before, stop };
        layer.fill(first, &mut best[first..], &mut cut[first..], class - 1, n - 1);
        stop.check()?;
        layers.push(cut);
        before = best;
    }
    let mut ends = vec![n];
    for cut in layers.iter().rev() {
        let end = ends[ends.len() - 1];
        ends.push(cut[end] as usize);
    }
    ends.reverse();
    Ok((before[n], ends))
}

struct Layer<'a, C> {
    cost: &'a C,
    /// Least cost of the first `j` values in one class fewer.
    before: &'a [f64],
    stop: &'a Stop,
}

impl<C: Fn(usize, usize) -> f64 + Sync> Layer<'_, C> {
    /// Fill columns `first..`, whose cuts lie in `low..=high`.
    fn fill(&self, first: usize, best: &mut [f64], cut: &mut [u32], low: usize, high: usize) {
        if best.is_empty() || self.stop.raised() {
            return;
        }
        let middle = best.len() / 2;
        let j = first + middle;
        let (mut least, mut place) = (f64::INFINITY, low);
        for i in low..=high.min(j - 1) {
            let found = self.before[i] + (self.cost)(i, j);
            if found < least {
                (least, place) = (found, i);
            }
        }
        best[middle] = least;
        cut[middle] = u32::try_from(place).unwrap_or(u32::MAX);
        let ((best_left, best_right), (cut_left, cut_right)) =
            (best.split_at_mut(middle), cut.split_at_mut(middle));
        let mut left = || self.fill(first, best_left, cut_left, low, place);
        let (best_right, cut_right) = (&mut best_right[1..], &mut cut_right[1..]);
        if middle > PARALLEL {
            rayon::join(left, || self.fill(j + 1, best_right, cut_right, place, high));
        } else {
            left();
            self.fill(j + 1, best_right, cut_right, place, high);
        }
    }
}
