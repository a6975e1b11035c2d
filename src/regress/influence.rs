//! Influence of each area on a fit, from the one factorisation, without refits.
//!
//! Source: Belsley, Kuh & Welsch (1980), *Regression Diagnostics*, ch. 2; Cook (1977), *Technometrics* 19(1), 15-18;
//! for counts Pregibon (1981), *Annals of Statistics* 9(4), 705-724.

use ndarray::Array2;

use super::{
    factor::Solved,
    inference::OWN_COEFFICIENT,
    matrix::{by_column, column, each_column},
};

/// Per area; NaN where the area is fitted exactly by a coefficient of its own.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Influence {
    /// Diagonal of the hat matrix.
    #[serde(with = "crate::numeric::figures")]
    pub leverage: Vec<f64>,
    /// Residual over its standard error (internally studentised).
    #[serde(with = "crate::numeric::figures")]
    pub internal: Vec<f64>,
    /// The same with the variance estimated without the area (externally studentised).
    #[serde(with = "crate::numeric::figures")]
    pub student: Vec<f64>,
    /// Cook's distance.
    #[serde(with = "crate::numeric::figures")]
    pub cooks: Vec<f64>,
    /// Change of the fitted value in standard errors.
    #[serde(with = "crate::numeric::figures")]
    pub dffits: Vec<f64>,
    /// DFBETAS, areas × terms: change of each coefficient in standard errors.
    #[serde(with = "crate::numeric::figures")]
    pub dfbetas: Array2<f64>,
}

/// Variance of a residual: with all areas, and without each.
pub(super) struct Variance {
    pub all: f64,
    pub without: Vec<f64>,
}

impl Variance {
    /// Estimated from the residuals, with `df` degrees of freedom.
    pub(super) fn estimated(solved: &Solved, df: f64) -> Self {
        let squares: f64 = solved.residuals.iter().map(|e| e * e).sum();
        let without = solved.residuals.iter().zip(&solved.leverage).map(|(e, h)| {
            let left = squares - e * e / (1.0 - h);
            // What rounding leaves of a difference of equals is no variance.
            if df < 2.0 || 1.0 - h < OWN_COEFFICIENT || left <= 1e-13 * squares {
                f64::NAN
            } else {
                left / (df - 1.0)
            }
        });
        Self { all: squares / df, without: without.collect() }
    }

    /// Known from the model.
    pub(super) fn known(n: usize) -> Self {
        Self { all: 1.0, without: vec![1.0; n] }
    }
}

impl Influence {
    pub(super) fn new(solved: &Solved, variance: &Variance) -> Self {
        let p = solved.p();
        let rows = || solved.residuals.iter().zip(&solved.leverage);
        let left = |h: f64| if 1.0 - h < OWN_COEFFICIENT { f64::NAN } else { 1.0 - h };
        let internal: Vec<f64> =
            rows().map(|(e, &h)| e / (variance.all * left(h)).sqrt()).collect();
        let student: Vec<f64> =
            rows().zip(&variance.without).map(|((e, &h), v)| e / (v * left(h)).sqrt()).collect();
        let ratio: Vec<f64> = solved.leverage.iter().map(|&h| h / left(h)).collect();
        let cooks = internal.iter().zip(&ratio).map(|(r, q)| r * r * q / p as f64).collect();
        let dffits = student.iter().zip(&ratio).map(|(t, q)| t * q.sqrt()).collect();
        let step: Vec<f64> =
            rows().zip(&variance.without).map(|((e, &h), v)| e / (left(h) * v.sqrt())).collect();
        let mut dfbetas = by_column(solved.n(), vec![0.0; solved.n() * p]);
        each_column(&mut dfbetas, |j, values| {
            let scale = 1.0 / solved.inverse[[j, j]].sqrt();
            let rows = column(&solved.pseudo_inverse, j).iter().zip(&step);
            values.iter_mut().zip(rows).for_each(|(value, (c, step))| *value = c * (step * scale));
        });
        Self { leverage: solved.leverage.clone(), internal, student, cooks, dffits, dfbetas }
    }
}
