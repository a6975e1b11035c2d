//! Do residuals of neighbours resemble each other?

use ndarray::Array2;
use rayon::prelude::*;

use super::{
    diagnostics::Diagnostic,
    linear::Linear,
    matrix::{column, columns},
};
use crate::check;
use crate::error::{Error, Result};
use crate::numeric::double::Number;
use crate::numeric::tails::normal;
use crate::weights::Weights;

/// Moran's I of residuals with its moments for residuals of a regression.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct ResidualMoran {
    /// Moran's I.
    #[serde(with = "crate::numeric::figures")]
    pub i: f64,
    /// Its expectation without spatial dependence.
    #[serde(with = "crate::numeric::figures")]
    pub expected: f64,
    /// Its variance.
    #[serde(with = "crate::numeric::figures")]
    pub variance: f64,
    /// Standard normal deviate.
    #[serde(with = "crate::numeric::figures")]
    pub z: f64,
    /// Its two-sided p.
    #[serde(with = "crate::numeric::figures")]
    pub p: f64,
}

impl Linear {
    fn fits(&self, weights: &Weights) -> Result<()> {
        check::length("neighbours", weights.len(), self.solved.n())?;
        if self.weights.is_some() {
            return Err(Error::WeightedSpatial {});
        }
        if weights.values.is_empty() {
            return Err(Error::NoPair {});
        }
        Ok(())
    }

    /// Moran's I of the residuals, under normality.
    ///
    /// Source: Cliff & Ord (1981), *Spatial Processes*, p. 203.
    ///
    /// # Errors
    /// The fit is weighted, areas and weights differ in number, or there are no neighbours.
    pub fn residual_moran(&self, weights: &Weights) -> Result<ResidualMoran> {
        self.fits(weights)?;
        let ((n, p), e) = (self.x.dim(), &self.solved.residuals);
        let sums = weights.sums();
        let back = weights.transposed();
        let i = n as f64 / sums.s0 * f64::dot(e, &weights.lag(e)?) / f64::dot(e, e);
        let lagged: Result<Vec<Vec<f64>>> = (0..p)
            .into_par_iter()
            .map(|j| {
                let forward = weights.lag(column(&self.x, j))?;
                let backward = back.lag(column(&self.x, j))?;
                Ok(forward.iter().zip(&backward).map(|(f, b)| f + b).collect())
            })
            .collect();
        let both = lagged?;
        // A = (X′X)⁻¹ X′ (W + W′) X / 2 and B = (X′X)⁻¹ X′ (W + W′)² X, by the pseudo-inverse. The book's A has W: the
        // same where W is symmetric, and only so right where it is not.
        let (pseudo_inverse, inverse) = (&self.solved.pseudo_inverse, &self.solved.inverse);
        let dot = |m: &Array2<f64>, r: usize, c: usize| f64::dot(column(m, r), &both[c]);
        let entries = (0..p * p).into_par_iter().with_min_len(if n < 2_000 { p * p } else { p });
        let (a, products): (Vec<f64>, Vec<f64>) = entries
            .map(|at| {
                let (r, c) = (at % p, at / p);
                let once = if r == c { 1.0 } else { 2.0 };
                let product =
                    if r < c { 0.0 } else { once * inverse[[r, c]] * f64::dot(&both[r], &both[c]) };
                (dot(pseudo_inverse, r, c) / 2.0, product)
            })
            .unzip();
        let trace: f64 = (0..p).map(|j| a[j * p + j]).sum();
        let square: f64 = (0..p * p).map(|at| a[at] * a[at % p * p + at / p]).sum();
        let b: f64 = products.iter().sum();
        let df = (n - p) as f64;
        let scale = n as f64 / sums.s0;
        let expected = -scale * trace / df;
        let middle = sums.s1 + 2.0 * square - b - 2.0 * trace * trace / df;
        let variance = scale * scale * middle / (df * (df + 2.0));
        let z = (i - expected) / variance.sqrt();
        Ok(ResidualMoran { i, expected, variance, z, p: normal(z) })
    }

    /// Lagrange-multiplier tests against a spatial error and a spatial lag, plain and robust to the other.
    ///
    /// Source: Anselin (1988), *Geographical Analysis* 20(1), 1-17; Anselin, Bera, Florax & Yoon (1996), *Regional
    /// Science and Urban Economics* 26(1), 77-104.
    ///
    /// # Errors
    /// As [`Self::residual_moran`].
    pub fn lagrange_multipliers(&self, weights: &Weights) -> Result<Vec<Diagnostic>> {
        self.fits(weights)?;
        let (n, e) = (self.solved.n(), &self.solved.residuals);
        let variance = self.sse / n as f64;
        // tr((W′ + W) W) = Σ wᵢⱼ² + Σ wᵢⱼ wⱼᵢ, which is ½ Σ (wᵢⱼ + wⱼᵢ)².
        let trace = weights.sums().s1;
        let mut rest = weights.lag(&self.fitted)?;
        // Twice: what the first pass leaves of the projection by rounding, the second takes away.
        for _ in 0..2 {
            let before = rest.clone();
            for (own, x) in columns(&self.solved.pseudo_inverse).zip(columns(&self.x)) {
                f64::add_times(&mut rest, -f64::dot(own, &before), x);
            }
        }
        let all = f64::dot(&rest, &rest) / variance + trace;
        let error = f64::dot(e, &weights.lag(e)?) / variance;
        let lag = f64::dot(e, &weights.lag(&self.y)?) / variance;
        let robust_lag = (lag - error).powi(2) / (all - trace);
        let robust_error = (error - trace / all * lag).powi(2) / (trace * (1.0 - trace / all));
        Ok(vec![
            Diagnostic::chi("lm_error", "spatial error", error * error / trace, 1.0),
            Diagnostic::chi("lm_lag", "spatial lag", lag * lag / all, 1.0),
            Diagnostic::chi("robust_lm_error", "spatial error, given a lag", robust_error, 1.0),
            Diagnostic::chi("robust_lm_lag", "spatial lag, given an error", robust_lag, 1.0),
            Diagnostic::chi(
                "lm_sarma",
                "spatial error and lag",
                error * error / trace + robust_lag,
                2.0,
            ),
        ])
    }
}
