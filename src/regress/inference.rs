//! From a solved least-squares problem to standard errors, tests and intervals.

use ndarray::{Array2, s};

use super::{
    factor::Solved,
    matrix::{by_column, column},
};
use crate::check;
use crate::error::{Error, Result};
use crate::numeric::cholesky::Cholesky;
use crate::numeric::tails::{normal, normal_quantile, student, student_quantile};

/// How the covariance of the coefficients is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covariance {
    /// One variance for all areas.
    Classical,
    /// White (1980), *Econometrica* 48(4), 817-838.
    Hc0,
    /// With `n / (n − p)`; this and the next two: `MacKinnon` & White (1985), *J. Econometrics* 29(3), 305-325.
    Hc1,
    /// Squared residuals over `1 − h`.
    Hc2,
    /// Squared residuals over `(1 − h)²`.
    Hc3,
}

check::names!(Covariance, "covariance" {
    "classical" => Self::Classical,
    "hc0" => Self::Hc0,
    "hc1" => Self::Hc1,
    "hc2" => Self::Hc2,
    "hc3" => Self::Hc3,
});

impl Covariance {
    /// Weight of a squared residual in the middle of the sandwich.
    pub(super) fn weight(self, e: f64, h: f64, n: f64, df: f64) -> f64 {
        match self {
            Self::Classical | Self::Hc0 => e * e,
            Self::Hc1 => e * e * n / df,
            Self::Hc2 => e * e / (1.0 - h),
            Self::Hc3 => (e / (1.0 - h)).powi(2),
        }
    }
}

/// Below this `1 − h` an area is fitted exactly by a coefficient of its own.
pub(super) const OWN_COEFFICIENT: f64 = 1e-10;

/// Covariance matrix of the coefficients, p × p; `variance` is that of a residual.
///
/// # Errors
/// HC2 and HC3 where an area has leverage 1.
pub(super) fn covariance(
    solved: &Solved,
    kind: Covariance,
    variance: f64,
    areas: &[String],
) -> Result<Array2<f64>> {
    if kind == Covariance::Classical {
        return Ok(&solved.inverse * variance);
    }
    let (n, p, df) = (solved.n(), solved.p(), solved.df());
    let alone = solved.leverage.iter().position(|h| 1.0 - h < OWN_COEFFICIENT);
    if let (Some(i), Covariance::Hc2 | Covariance::Hc3) = (alone, kind) {
        return Err(Error::LeverageOne { area: areas[i].clone() });
    }
    let middle: Vec<f64> = (0..n)
        .map(|i| kind.weight(solved.residuals[i], solved.leverage[i], n as f64, df))
        .collect();
    let mut matrix = by_column(p, vec![0.0; p * p]);
    for a in 0..p {
        let own = column(&solved.pseudo_inverse, a);
        let left: Vec<f64> = own.iter().zip(&middle).map(|(c, w)| c * w).collect();
        for c in 0..=a {
            let right = column(&solved.pseudo_inverse, c);
            let sum: f64 = left.iter().zip(right).map(|(l, r)| l * r).sum();
            (matrix[[a, c]], matrix[[c, a]]) = (sum, sum);
        }
    }
    Ok(matrix)
}

/// Tests and intervals of coefficients.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Tests {
    /// Standard errors.
    #[serde(with = "crate::numeric::figures")]
    pub se: Vec<f64>,
    /// Coefficient over standard error.
    #[serde(with = "crate::numeric::figures")]
    pub t: Vec<f64>,
    /// Two-sided p.
    #[serde(with = "crate::numeric::figures")]
    pub p: Vec<f64>,
    /// Confidence bounds.
    #[serde(with = "crate::numeric::figures")]
    pub lower: Vec<f64>,
    /// See `lower`.
    #[serde(with = "crate::numeric::figures")]
    pub upper: Vec<f64>,
}

impl Tests {
    /// `df`: degrees of freedom of t; infinite for the normal distribution.
    pub(super) fn new(b: &[f64], covariance: &Array2<f64>, df: f64, level: f64) -> Self {
        let se: Vec<f64> = covariance.diag().iter().map(|v| v.sqrt()).collect();
        let t: Vec<f64> = b.iter().zip(&se).map(|(b, se)| b / se).collect();
        let plain = df.is_infinite();
        let z =
            if plain { normal_quantile(1.0 - level) } else { student_quantile(1.0 - level, df) };
        Self {
            p: t.iter().map(|&t| if plain { normal(t) } else { student(t, df) }).collect(),
            lower: b.iter().zip(&se).map(|(b, se)| b - z * se).collect(),
            upper: b.iter().zip(&se).map(|(b, se)| b + z * se).collect(),
            se,
            t,
        }
    }

    /// What has no meaning where y is fitted exactly.
    pub(super) fn blank(&mut self) {
        for values in [&mut self.t, &mut self.p, &mut self.lower, &mut self.upper] {
            values.fill(f64::NAN);
        }
    }
}

/// Wald's F of all slopes, from their covariance: `b′ V⁻¹ b / q`; NaN where V has no inverse.
pub(super) fn wald(b: &[f64], covariance: &Array2<f64>, first: usize) -> f64 {
    let slopes = covariance.slice(s![first.., first..]);
    let Ok(factor) = Cholesky::new(slopes, 0.0, 0.0) else { return f64::NAN };
    let z = factor.forward(&b[first..]);
    z.iter().map(|z| z * z).sum::<f64>() / z.len() as f64
}
