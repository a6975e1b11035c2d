//! Spatial autocorrelation: Moran's I, Geary's C, Getis and Ord's G, global and local.

pub mod global;
pub mod local;
#[cfg(test)]
mod local_tests;
pub mod rates;

use crate::check;
use crate::error::Result;
use crate::weights::{Sums, Weights};

/// Values of areas and their weights, ready for every statistic of this module.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Values as given.
    pub values: Vec<f64>,
    /// Values minus their mean.
    pub deviations: Vec<f64>,
    /// Weights among the areas.
    pub weights: Weights,
    sums: Sums,
    /// `wᵢⱼ + wⱼᵢ` of each pair with `i < j`, row by row.
    folded: Weights,
}

impl Sample {
    /// Values of areas with their weights.
    ///
    /// # Errors
    /// Not one value per area, a value is not finite, or their fourth powers leave the range of a number.
    pub fn new(values: Vec<f64>, weights: Weights) -> Result<Self> {
        check::length("values", values.len(), weights.len())?;
        check::finite("values", &values)?;
        check::scale("values", &values)?;
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let deviations = values.iter().map(|x| x - mean).collect();
        let (sums, folded) = (weights.sums(), fold(&weights));
        Ok(Self { values, deviations, weights, sums, folded })
    }

    /// Number of areas.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no area.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Why no statistic is defined; `None` where it is.
    #[must_use]
    pub fn undefined(&self) -> Option<&'static str> {
        if self.len() < 4 {
            return Some("fewer than four areas have a value");
        }
        if check::constant(&self.values) {
            return Some("all values are equal");
        }
        (self.sums.s0 == 0.0).then_some("no area has a neighbour")
    }
}

/// Every pair once, with the sum of its two weights.
fn fold(weights: &Weights) -> Weights {
    let back = weights.transposed();
    let (mut offsets, mut targets, mut values) = (vec![0], Vec::new(), Vec::new());
    for i in 0..weights.len() {
        let mut row: Vec<(usize, f64)> =
            weights.row(i).chain(back.row(i)).filter(|&(j, _)| j > i).collect();
        row.sort_unstable_by_key(|&(j, _)| j);
        for same in row.chunk_by(|a, b| a.0 == b.0) {
            targets.push(u32::try_from(same[0].0).unwrap_or(u32::MAX));
            values.push(same.iter().map(|&(_, w)| w).sum());
        }
        offsets.push(targets.len());
    }
    Weights { offsets, targets, values }
}
