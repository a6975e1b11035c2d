//! Least squares as a model of `linfa`: parameters that are checked, `Fit` on a `Dataset`, `Predict` on the result.

use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::prelude::ParamGuard;
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, ArrayBase, Data, Ix2};

use super::{
    inference::Covariance,
    linear::{Linear, Options, linear},
    matrix::by_column,
    sample::Sample,
};
use crate::check;
use crate::error::{Error, Result};

/// Checked settings of least squares; made by [`Ols::params`].
///
/// Weights of the dataset (32 bits in `linfa`) make the fit a weighted one; names of features and target are those of
/// the result. For weights of 64 bits and missing values see [`linear()`] with a [`Sample`].
///
/// # Example
/// ```
/// use linfa::prelude::*;
/// use ndarray::array;
/// use spreiding::regress::{Covariance, Ols};
///
/// let x = array![[1.0], [2.0], [3.0], [4.0], [5.0]];
/// let data = Dataset::new(x, array![2.1, 3.9, 6.2, 7.8, 10.0]).with_feature_names(vec!["vacancies"]);
/// let fit = Ols::params().covariance(Covariance::Hc3).fit(&data)?;
/// assert_eq!(fit.terms, ["constant", "vacancies"]);
/// assert!((fit.b()[1] - 1.97).abs() < 1e-12 && fit.tests.p[1] < 1e-3);
/// let expected = fit.predict(&array![[6.0]]);
/// assert!((expected[0] - (fit.b()[0] + 6.0 * 1.97)).abs() < 1e-12);
/// # Ok::<(), spreiding::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Ols {
    covariance: Covariance,
    intercept: bool,
    level: f64,
}

/// Settings of least squares, not checked yet.
#[derive(Debug, Clone, PartialEq)]
pub struct OlsParams(Ols);

impl Ols {
    /// Classical covariance, with a constant, bounds at 95%.
    #[must_use]
    pub fn params() -> OlsParams {
        OlsParams(Self { covariance: Covariance::Classical, intercept: true, level: 0.95 })
    }
}

impl OlsParams {
    /// How the covariance of the coefficients is estimated.
    #[must_use]
    pub fn covariance(mut self, covariance: Covariance) -> Self {
        self.0.covariance = covariance;
        self
    }

    /// Whether there is a constant.
    #[must_use]
    pub fn with_intercept(mut self, intercept: bool) -> Self {
        self.0.intercept = intercept;
        self
    }

    /// Level of the confidence bounds, in (0, 1).
    #[must_use]
    pub fn level(mut self, level: f64) -> Self {
        self.0.level = level;
        self
    }
}

impl ParamGuard for OlsParams {
    type Checked = Ols;
    type Error = Error;

    fn check_ref(&self) -> Result<&Ols> {
        check::level(self.0.level)?;
        Ok(&self.0)
    }

    fn check(self) -> Result<Ols> {
        self.check_ref()?;
        Ok(self.0)
    }
}

impl From<linfa::error::Error> for Error {
    fn from(error: linfa::error::Error) -> Self {
        Self::Model { reason: error.to_string() }
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, Error> for Ols {
    type Object = Linear;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Linear> {
        let (x, y) = (dataset.records(), dataset.as_single_targets());
        let n = x.nrows();
        check::length("targets", y.len(), n)?;
        let y: Vec<f64> = y.to_vec();
        let columns: Vec<f64> = x.columns().into_iter().flat_map(|c| c.to_vec()).collect();
        check::finite("targets", &y)?;
        check::finite("records", &columns)?;
        let mut names = dataset.feature_names().to_vec();
        if names.is_empty() {
            names = (0..x.ncols()).map(|j| format!("x{j}")).collect();
        }
        let weights =
            dataset.weights().map(|w| w.iter().map(|w| f64::from(*w)).collect::<Vec<_>>());
        if let Some(weights) = &weights {
            check::length("weights", weights.len(), n)?;
            check::finite("weights", weights)?;
        }
        let target = dataset.target_names().first().map_or("y", String::as_str);
        let sample = Sample::complete(target, y, names, by_column(n, columns), weights)?;
        let (covariance, intercept, level) = (self.covariance, self.intercept, self.level);
        linear(&sample, &Options { y: target.to_owned(), covariance, intercept, level })
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for Linear {
    /// Expected values of new areas.
    ///
    /// # Panics
    /// The number of columns is not that of the predictors.
    fn predict_inplace(&self, x: &ArrayBase<D, Ix2>, y: &mut Array1<f64>) {
        let (constant, slopes) = self.b().split_at(usize::from(self.intercept));
        assert_eq!(x.ncols(), slopes.len(), "columns of x must be the predictors of the fit");
        let slopes = Array1::from_vec(slopes.to_vec());
        *y = x.dot(&slopes) + constant.first().copied().unwrap_or(0.0);
    }

    fn default_target(&self, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(x.nrows())
    }
}

impl Linear {
    /// Largest relative difference of a coefficient between this fit and that of `linfa-linear`, whose solver (QR
    /// without pivoting, scaling or refinement) loses digits where residuals are large and the design is
    /// ill-conditioned; NaN where it finds no fit.
    #[must_use]
    pub fn cross_check(&self) -> f64 {
        let root = |i: usize| self.weights.as_ref().map_or(1.0, |w| w[i].sqrt());
        let y: Array1<f64> = self.y.iter().enumerate().map(|(i, y)| y * root(i)).collect();
        let model = linfa_linear::LinearRegression::new().with_intercept(false);
        let Ok(fit) = model.fit(&linfa::Dataset::new(self.x.clone(), y)) else { return f64::NAN };
        let pairs = fit.params().iter().zip(&self.solved.b);
        pairs.map(|(other, own)| ((other - own) / own).abs()).fold(0.0, f64::max)
    }
}
