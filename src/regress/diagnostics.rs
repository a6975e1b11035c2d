//! Does the fit break the assumptions behind its standard errors?

use std::borrow::Cow;

use ndarray::Array2;

use super::{
    factor::{projection, solve},
    linear::Linear,
    matrix::{by_column, columns, flat},
};
use crate::numeric::double::Number;
use crate::numeric::tails::{chi_squared, fisher};
/// A test of the residuals. NaN with a reason where it cannot be done.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Diagnostic {
    /// Name of the test.
    pub test: Cow<'static, str>,
    /// What is tested.
    pub against: Cow<'static, str>,
    /// Chi-squared, or F where `df2` is not NaN, or z where `df` is NaN.
    #[serde(with = "crate::numeric::figures")]
    pub statistic: f64,
    /// Degrees of freedom.
    #[serde(with = "crate::numeric::figures")]
    pub df: f64,
    /// Those of the denominator.
    #[serde(with = "crate::numeric::figures")]
    pub df2: f64,
    /// Two-sided p.
    #[serde(with = "crate::numeric::figures")]
    pub p: f64,
    /// Why there is no number.
    pub reason: Option<Cow<'static, str>>,
}

impl Diagnostic {
    /// A chi-squared test.
    pub(super) fn chi(test: &'static str, against: &'static str, statistic: f64, df: f64) -> Self {
        let p = chi_squared(statistic, df);
        let (test, against) = (test.into(), against.into());
        Self { test, against, statistic, df, df2: f64::NAN, p, reason: None }
    }

    fn none(test: &'static str, against: &'static str, reason: &'static str) -> Self {
        let nan = f64::NAN;
        let (test, against, reason) = (test.into(), against.into(), Some(reason.into()));
        Self { test, against, statistic: nan, df: nan, df2: nan, p: nan, reason }
    }
}

/// Mean 0 and length 1: the products of such columns stay comparable.
fn standard(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let centred: Vec<f64> = values.iter().map(|v| v - mean).collect();
    let length = f64::dot(&centred, &centred).sqrt();
    centred.iter().map(|v| v / length * (values.len() as f64).sqrt()).collect()
}

/// n R² of a regression of `y` on `x` (with a constant); `None` where columns are collinear.
fn n_r2(x: &Array2<f64>, y: &[f64]) -> Option<f64> {
    let n = y.len();
    let mean = y.iter().sum::<f64>() / n as f64;
    let y: Vec<f64> = y.iter().map(|y| y - mean).collect();
    let total = f64::dot(&y, &y);
    let explained = projection(x, &y).or_else(|| {
        let e = solve(x, &y).ok()?.residuals;
        Some(total - f64::dot(&e, &e))
    })?;
    Some(n as f64 * explained / total)
}

impl Linear {
    /// Breusch–Pagan (Koenker's form), White, Jarque–Bera and RESET (second and third power of the fit); on weighted
    /// residuals where the fit is weighted.
    ///
    /// Source: Koenker (1981), *J. Econometrics* 17(1), 107-112; White (1980), *Econometrica* 48(4), 817-838; Jarque &
    /// Bera (1980), *Economics Letters* 6(3), 255-259; Ramsey (1969), *J. Royal Statistical Society B* 31(2), 350-371.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let white = self.white();
        vec![self.breusch_pagan(), white, self.jarque_bera(), self.reset()]
    }

    fn squares(&self) -> Vec<f64> {
        self.solved.residuals.iter().map(|e| e * e).collect()
    }

    fn breusch_pagan(&self) -> Diagnostic {
        let (test, against) = ("breusch_pagan", "variance depends on x");
        if !self.intercept || self.exact {
            return Diagnostic::none(test, against, "needs a constant and residuals");
        }
        match n_r2(&self.x, &self.squares()) {
            Some(statistic) => {
                Diagnostic::chi(test, against, statistic, self.solved.p() as f64 - 1.0)
            }
            None => Diagnostic::none(test, against, "columns are collinear"),
        }
    }

    fn white(&self) -> Diagnostic {
        let (test, against) = ("white", "variance depends on x, its squares and products");
        let n = self.solved.n();
        if !self.intercept || self.exact || self.weights.is_some() {
            return Diagnostic::none(test, against, "needs a constant, residuals and no weights");
        }
        let columns: Vec<Vec<f64>> = columns(&self.x).skip(1).map(standard).collect();
        let mut all = vec![vec![1.0; n]];
        all.extend(columns.iter().cloned());
        for (i, a) in columns.iter().enumerate() {
            all.extend(columns[i..].iter().map(|c| a.iter().zip(c).map(|(a, c)| a * c).collect()));
        }
        if n <= all.len() {
            return Diagnostic::none(test, against, "more squares and products than areas");
        }
        let df = all.len() as f64 - 1.0;
        match n_r2(&by_column(n, all.concat()), &self.squares()) {
            Some(statistic) => Diagnostic::chi(test, against, statistic, df),
            None => Diagnostic::none(test, against, "squares and products of x are collinear"),
        }
    }

    fn jarque_bera(&self) -> Diagnostic {
        let (test, against) = ("jarque_bera", "residuals are not normal");
        if self.exact {
            return Diagnostic::none(test, against, "needs residuals");
        }
        let e = &self.solved.residuals;
        let n = e.len() as f64;
        let mean = e.iter().sum::<f64>() / n;
        let moment = |k: i32| e.iter().map(|e| (e - mean).powi(k)).sum::<f64>() / n;
        let (skew, kurtosis) = (moment(3) / moment(2).powf(1.5), moment(4) / moment(2).powi(2));
        let statistic = n / 6.0 * (skew * skew + (kurtosis - 3.0).powi(2) / 4.0);
        Diagnostic::chi(test, against, statistic, 2.0)
    }

    fn reset(&self) -> Diagnostic {
        let (test, against) = ("reset", "the relation is not a straight line");
        let (n, p) = self.x.dim();
        if !self.intercept || self.exact || self.weights.is_some() || n <= p + 2 {
            let reason = "needs a constant, residuals, no weights and two more areas";
            return Diagnostic::none(test, against, reason);
        }
        let fitted = standard(&self.fitted);
        let powers =
            [2, 3].map(|k| fitted.iter().map(|f| f.powi(k)).collect::<Vec<f64>>()).concat();
        let Ok(wide) = solve(&by_column(n, [flat(&self.x), &powers].concat()), &self.y) else {
            return Diagnostic::none(test, against, "powers of the fit depend on x");
        };
        let df2 = (n - p) as f64 - 2.0;
        let left = f64::dot(&wide.residuals, &wide.residuals);
        let statistic = (self.sse - left) / 2.0 / (left / df2);
        let p = fisher(statistic, 2.0, df2);
        let (test, against) = (test.into(), against.into());
        Diagnostic { test, against, statistic, df: 2.0, df2, p, reason: None }
    }
}
