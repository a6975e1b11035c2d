//! Which areas are neighbours, and how much each counts.

pub mod contiguity;
pub mod distance;

use crate::check;
use crate::error::{Error, Result};
use crate::numeric::rows::starts;
use crate::phrase::Phrase;

/// Sparse square matrix of weights, row by row: the neighbours of area `i` are
/// `targets[offsets[i]..offsets[i + 1]]`, in rising order, never `i` itself.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Pairs", into = "Pairs")]
pub struct Weights {
    /// Where each row starts in `targets`; one more than there are areas.
    pub offsets: Vec<usize>,
    /// Position of the neighbour.
    pub targets: Vec<u32>,
    /// Weight of the neighbour, finite and not 0.
    pub values: Vec<f64>,
}

/// What is read and written for [`Weights`].
#[derive(serde::Serialize, serde::Deserialize)]
struct Pairs {
    areas: usize,
    focal: Vec<u32>,
    neighbour: Vec<u32>,
    weight: Vec<f64>,
}

impl TryFrom<Pairs> for Weights {
    type Error = Error;

    fn try_from(pairs: Pairs) -> Result<Self> {
        Self::from_pairs(pairs.areas, &pairs.focal, &pairs.neighbour, &pairs.weight)
    }
}

impl From<Weights> for Pairs {
    fn from(weights: Weights) -> Self {
        let (areas, focal) = (weights.len(), weights.focal());
        Self { areas, focal, neighbour: weights.targets, weight: weights.values }
    }
}

/// Sums over all weights that moments of autocorrelation need (Cliff & Ord 1981, Spatial Processes, p. 19).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Sums {
    /// `Σ wᵢⱼ`.
    #[serde(with = "crate::numeric::figures")]
    pub s0: f64,
    /// `½ Σ (wᵢⱼ + wⱼᵢ)²`.
    #[serde(with = "crate::numeric::figures")]
    pub s1: f64,
    /// `Σᵢ (Σⱼ wᵢⱼ + Σⱼ wⱼᵢ)²`.
    #[serde(with = "crate::numeric::figures")]
    pub s2: f64,
}

impl Weights {
    /// Weights of `n` areas from triples; pairs that occur twice, or an area with itself, are refused.
    ///
    /// # Errors
    /// Columns differ in length, a position is not below `n`, a weight is not finite, or a pair is refused.
    pub fn from_pairs(n: usize, focal: &[u32], neighbour: &[u32], weight: &[f64]) -> Result<Self> {
        check::length("neighbour", neighbour.len(), focal.len())?;
        check::length("weight", weight.len(), focal.len())?;
        check::finite("weight", weight)?;
        let mut triples: Vec<(u32, u32, f64)> = focal
            .iter()
            .zip(neighbour)
            .zip(weight)
            .filter(|&(_, &weight)| weight != 0.0)
            .map(|((&i, &j), &w)| (i, j, w))
            .collect();
        triples.sort_unstable_by_key(|&(i, j, _)| (i, j));
        let wrong = |reason: Phrase| Err(Error::Neighbours { reason });
        if triples.iter().any(|&(i, j, _)| i.max(j) as usize >= n) {
            return wrong(Phrase::PAIR_UNKNOWN);
        }
        if triples.iter().any(|&(i, j, _)| i == j) {
            return wrong(Phrase::PAIR_ITSELF);
        }
        if triples.windows(2).any(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1)) {
            return wrong(Phrase::PAIR_TWICE);
        }
        let offsets = starts(n, triples.iter().map(|t| t.0 as usize));
        let targets = triples.iter().map(|t| t.1).collect();
        Ok(Self { offsets, targets, values: triples.iter().map(|t| t.2).collect() })
    }

    /// Weight 1 for each pair of a sorted list without repetition.
    fn from_sorted(n: usize, pairs: &[(u32, u32)]) -> Self {
        let offsets = starts(n, pairs.iter().map(|p| p.0 as usize));
        let targets = pairs.iter().map(|p| p.1).collect();
        Self { offsets, targets, values: vec![1.0; pairs.len()] }
    }

    /// Number of areas.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there is no area.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Neighbours of one area with their weights.
    pub fn row(&self, i: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.offsets[i]..self.offsets[i + 1];
        self.targets[range.clone()]
            .iter()
            .map(|&j| j as usize)
            .zip(self.values[range].iter().copied())
    }

    /// Position of the area that each weight belongs to.
    #[must_use]
    pub fn focal(&self) -> Vec<u32> {
        let each = (0u32..).zip(0..self.len());
        each.flat_map(|(i, at)| std::iter::repeat_n(i, self.count(at))).collect()
    }

    /// Number of neighbours of one area.
    #[must_use]
    pub fn count(&self, i: usize) -> usize {
        self.offsets[i + 1] - self.offsets[i]
    }

    /// Weighted sum over the neighbours of every area, `Σⱼ wᵢⱼ xⱼ`.
    ///
    /// # Errors
    /// Not one value per area.
    pub fn lag(&self, x: &[f64]) -> Result<Vec<f64>> {
        check::length("values", x.len(), self.len())?;
        Ok((0..self.len()).map(|i| self.row(i).map(|(j, w)| w * x[j]).sum()).collect())
    }

    /// Every weight 1.
    #[must_use]
    pub fn binary(&self) -> Self {
        Self { values: vec![1.0; self.values.len()], ..self.clone() }
    }

    /// Every row divided by its sum, so that a lag is a mean; rows without neighbours stay empty.
    ///
    /// # Errors
    /// A row adds up to 0.
    pub fn row_standardised(&self) -> Result<Self> {
        let mut new = self.clone();
        for i in 0..self.len() {
            let row = &mut new.values[self.offsets[i]..self.offsets[i + 1]];
            let sum: f64 = row.iter().sum();
            if !row.is_empty() && sum == 0.0 {
                return Err(Error::ZeroWeights { area: i + 1 });
            }
            for w in row {
                *w /= sum;
            }
        }
        Ok(new)
    }

    /// The matrix with rows and columns exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let n = self.len();
        let offsets = starts(n, self.targets.iter().map(|&j| j as usize));
        let mut next = offsets.clone();
        let (mut targets, mut values) = (vec![0; self.targets.len()], vec![0.0; self.values.len()]);
        for (i, number) in (0..n).zip(0u32..) {
            for (j, w) in self.row(i) {
                (targets[next[j]], values[next[j]]) = (number, w);
                next[j] += 1;
            }
        }
        Self { offsets, targets, values }
    }

    /// The areas at `keep`, in that order, and the pairs among them; weights as they are.
    ///
    /// # Errors
    /// There is no area of a number in `keep`, or one is there twice.
    pub fn subset(&self, keep: &[u32]) -> Result<Self> {
        let mut place = vec![u32::MAX; self.len()];
        for (new, &old) in (0u32..).zip(keep) {
            let Some(place) = place.get_mut(old as usize) else {
                return Err(Error::NoNeighbourArea { area: old as usize });
            };
            if *place != u32::MAX {
                return Err(Error::Neighbours { reason: Phrase::KEPT_TWICE });
            }
            *place = new;
        }
        let (mut offsets, mut targets, mut values) = (vec![0], Vec::new(), Vec::new());
        for &old in keep {
            let mut row: Vec<(u32, f64)> = self
                .row(old as usize)
                .filter_map(|(j, w)| (place[j] != u32::MAX).then_some((place[j], w)))
                .collect();
            row.sort_unstable_by_key(|&(j, _)| j);
            targets.extend(row.iter().map(|&(j, _)| j));
            values.extend(row.iter().map(|&(_, w)| w));
            offsets.push(targets.len());
        }
        Ok(Self { offsets, targets, values })
    }

    /// `S₀`, `S₁` and `S₂`.
    #[must_use]
    pub fn sums(&self) -> Sums {
        let back = self.transposed();
        let total =
            |w: &Self, i: usize| w.values[w.offsets[i]..w.offsets[i + 1]].iter().sum::<f64>();
        let s0 = self.values.iter().sum();
        let s2 = (0..self.len()).map(|i| (total(self, i) + total(&back, i)).powi(2)).sum();
        // ½ Σ (wᵢⱼ + wⱼᵢ)² = Σ wᵢⱼ² + Σ wᵢⱼ wⱼᵢ over the pairs that there are.
        let squares: f64 = self.values.iter().map(|w| w * w).sum();
        let crossed: f64 = (0..self.len()).map(|i| dot(self.row(i), back.row(i))).sum();
        Sums { s0, s1: squares + crossed, s2 }
    }
}

/// Sum of products of two sparse rows in rising order.
fn dot(a: impl Iterator<Item = (usize, f64)>, b: impl Iterator<Item = (usize, f64)>) -> f64 {
    let mut b = b.peekable();
    let mut sum = 0.0;
    for (j, w) in a {
        while b.next_if(|&(k, _)| k < j).is_some() {}
        if let Some((_, v)) = b.next_if(|&(k, _)| k == j) {
            sum += w * v;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn star() -> Weights {
        Weights::from_pairs(4, &[0, 1, 0, 2, 3], &[1, 0, 2, 0, 0], &[1.0, 2.0, 3.0, 1.0, 1.0])
            .unwrap()
    }

    #[test]
    fn sums_equal_those_of_the_full_matrix() {
        let star = star();
        let mut full = [[0.0; 4]; 4];
        for (i, row) in full.iter_mut().enumerate() {
            star.row(i).for_each(|(j, w)| row[j] = w);
        }
        let pairs = || (0..4).flat_map(|i| (0..4).map(move |j| (i, j)));
        let s1: f64 = pairs().map(|(i, j): (usize, usize)| (full[i][j] + full[j][i]).powi(2)).sum();
        let around = |i: usize| (0..4).map(|j| full[i][j] + full[j][i]).sum::<f64>().powi(2);
        let expected = Sums { s0: 8.0, s1: s1 / 2.0, s2: (0..4).map(around).sum() };
        assert_eq!(star.sums(), expected); // whole numbers: exact
    }

    #[test]
    fn twice_transposed_is_the_same() {
        assert_eq!(star().transposed().transposed(), star());
    }

    #[test]
    fn refused_pairs_are_named() {
        let error =
            |i, j| Weights::from_pairs(2, &[0, i], &[1, j], &[1.0, 1.0]).unwrap_err().to_string();
        assert_eq!(error(0, 1), "neighbours: a pair occurs twice, must be once");
        assert_eq!(error(1, 1), "neighbours: an area is paired with itself, must be with another");
        assert_eq!(error(1, 2), "neighbours: a pair names an area that is not there");
    }
}
