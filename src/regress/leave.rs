//! The fit with each area left out.

use ndarray::Array2;
use rayon::prelude::*;

use super::{
    inference::{Covariance, OWN_COEFFICIENT},
    linear::Linear,
    matrix::{PARALLEL, by_column, column, each_column, flat},
};
use crate::error::Result;
use crate::interrupt::Stop;
use crate::numeric::tails::StudentTable;

/// Per area, and per area and term; NaN where there is no fit without the area.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct LeaveOneOut {
    /// Coefficients, areas × terms.
    #[serde(with = "crate::numeric::figures")]
    pub b: Array2<f64>,
    /// Their standard errors.
    #[serde(with = "crate::numeric::figures")]
    pub se: Array2<f64>,
    /// Their two-sided p.
    #[serde(with = "crate::numeric::figures")]
    pub p: Array2<f64>,
    /// Share of variance explained; not defined for models of counts.
    #[serde(with = "crate::numeric::figures")]
    pub r2: Vec<f64>,
}

impl Linear {
    /// Every coefficient, its p and R² without each area, in closed form: `b − S xᵢ eᵢ / (1 − hᵢ)` and
    /// `S + S xᵢ xᵢ′ S / (1 − hᵢ)` (Sherman & Morrison 1950, *Annals of Mathematical Statistics* 21(1), 124-127).
    ///
    /// HC0 to HC3 take the squared residuals of each reduced fit: `n²` steps in place of `n`.
    ///
    /// # Errors
    /// The work was asked to stop.
    pub fn leave_one_out(&self) -> Result<LeaveOneOut> {
        let solved = &self.solved;
        let (n, df) = (solved.n(), solved.df());
        let left: Vec<f64> = solved
            .leverage
            .iter()
            .map(|h| if 1.0 - h < OWN_COEFFICIENT { f64::NAN } else { 1.0 - h })
            .collect();
        // Made empty and filled by column, not copied: fresh memory is touched once, by the thread that fills it.
        let empty = || by_column(n, vec![0.0; n * solved.p()]);
        let weights = |j: usize| column(&solved.pseudo_inverse, j);
        let mut b = empty();
        each_column(&mut b, |j, values| {
            let rows = weights(j).iter().zip(&solved.residuals).zip(&left);
            for (v, ((c, e), s)) in values.iter_mut().zip(rows) {
                *v = solved.b[j] - c * e / s;
            }
        });
        let se = if self.covariance == Covariance::Classical {
            let mut se = empty();
            each_column(&mut se, |j, values| {
                let own = solved.inverse[[j, j]];
                let rows = weights(j).iter().zip(&left).zip(&self.variance_without);
                for (v, ((c, s), variance)) in values.iter_mut().zip(rows) {
                    *v = (variance * (own + c * c / s)).sqrt();
                }
            });
            se
        } else {
            self.robust_without(&left)?
        };
        let mut p = empty();
        let all = p.as_slice_memory_order_mut().unwrap_or_default();
        let many = all.len() >= PARALLEL;
        let fill = |tails: &mut [f64], b: &[f64], se: &[f64]| {
            let mut table = StudentTable::new(df - 1.0, many);
            for (tail, (b, se)) in tails.iter_mut().zip(b.iter().zip(se)) {
                *tail = table.tail(b / se);
            }
        };
        // Few values share one table; many columns are done side by side, each with its own.
        if many {
            let columns = flat(&b).par_chunks(n).zip(flat(&se).par_chunks(n));
            all.par_chunks_mut(n).zip(columns).for_each(|(p, (b, se))| fill(p, b, se));
        } else {
            fill(all, flat(&b), flat(&se));
        }
        Ok(LeaveOneOut { b, se, p, r2: self.r2_without(&left) })
    }

    fn r2_without(&self, left: &[f64]) -> Vec<f64> {
        let squares = self.sse;
        let all = self.weights.as_ref().map_or(self.solved.n() as f64, |w| w.iter().sum());
        (0..self.solved.n())
            .map(|i| {
                let w = self.weights.as_ref().map_or(1.0, |w| w[i]);
                let gone = w * (self.y[i] - self.y_mean).powi(2);
                let rest = if self.intercept { all / (all - w) } else { 1.0 };
                let total = self.sst - gone * rest;
                let sse = squares - self.solved.residuals[i].powi(2) / left[i];
                if total <= 1e-13 * self.sst { f64::NAN } else { 1.0 - sse / total }
            })
            .collect()
    }

    /// Standard errors of the sandwich without each area.
    fn robust_without(&self, left: &[f64]) -> Result<Array2<f64>> {
        let stop = Stop::current();
        let solved = &self.solved;
        let (n, p) = (solved.n(), solved.p());
        let by_row = |m: &Array2<f64>| m.iter().copied().collect::<Vec<f64>>();
        let (pseudo_inverse, x) = (by_row(&solved.pseudo_inverse), by_row(&self.x));
        let (m, df) = ((n - 1) as f64, solved.df() - 1.0);
        let one = |i: usize| {
            stop.check()?;
            let mut sums = vec![0.0; p];
            let own = &pseudo_inverse[i * p..(i + 1) * p];
            for j in (0..n).filter(|&j| j != i) {
                let (row, point) = (&pseudo_inverse[j * p..(j + 1) * p], &x[j * p..(j + 1) * p]);
                let hat: f64 = point.iter().zip(own).map(|(x, c)| x * c).sum();
                let e = solved.residuals[j] + hat * solved.residuals[i] / left[i];
                let h = solved.leverage[j] + hat * hat / left[i];
                let weight = self.covariance.weight(e, h, m, df);
                for ((sum, c), o) in sums.iter_mut().zip(row).zip(own) {
                    *sum += weight * (c + o * hat / left[i]).powi(2);
                }
            }
            Ok(sums.iter().map(|s| s.sqrt()).collect())
        };
        let rows: Vec<Vec<f64>> = (0..n).into_par_iter().map(one).collect::<Result<_>>()?;
        Ok(by_column(n, (0..n * p).map(|at| rows[at % n][at / n]).collect()))
    }
}
