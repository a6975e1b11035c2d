//! The fit with each area left out.

use rayon::prelude::*;

use super::{
    inference::{Covariance, FREE},
    linear::Linear,
    qr::{PARALLEL, each_column},
    tails::StudentTable,
};

/// Per area (n) and coefficient (n × p by column); NaN where there is no fit without the area.
#[derive(Debug, Clone, Default)]
pub struct LeaveOneOut {
    /// Coefficients.
    pub b: Vec<f64>,
    /// Their standard errors.
    pub se: Vec<f64>,
    /// Their two-sided p.
    pub p: Vec<f64>,
    /// Share of variance explained; of deviance for models of counts.
    pub r2: Vec<f64>,
}

impl Linear {
    /// Every coefficient, its p and R² without each area, in closed form: `b − S xᵢ eᵢ / (1 − hᵢ)` and
    /// `S + S xᵢ xᵢ′ S / (1 − hᵢ)` (Sherman & Morrison 1950, *Annals of Mathematical Statistics* 21(1), 124-127).
    ///
    /// HC0 to HC3 take the squared residuals of each reduced fit: `n²` steps in place of `n`.
    #[must_use]
    pub fn leave_one_out(&self) -> LeaveOneOut {
        let (n, p, solved) = (self.solved.n, self.solved.p, &self.solved);
        let df = (n - p) as f64;
        let spare: Vec<f64> = solved
            .leverage
            .iter()
            .map(|h| if 1.0 - h < FREE { f64::NAN } else { 1.0 - h })
            .collect();
        let mut b = solved.pull.clone();
        each_column(&mut b, n, |j, values| {
            for ((v, e), s) in values.iter_mut().zip(&solved.residuals).zip(&spare) {
                *v = solved.b[j] - *v * e / s;
            }
        });
        let mut se = solved.pull.clone();
        if self.covariance == Covariance::Classical {
            each_column(&mut se, n, |j, values| {
                let own = solved.inverse[j * p + j];
                for ((v, s), variance) in values.iter_mut().zip(&spare).zip(&self.variance_without)
                {
                    *v = (variance * (own + *v * *v / s)).sqrt();
                }
            });
        } else {
            se = self.robust_without(&spare);
        }
        let mut tail = b.clone();
        let many = tail.len() >= PARALLEL;
        let tails = |t: &mut [f64], se: &[f64]| {
            let mut table = StudentTable::new(df - 1.0, many);
            for (t, se) in t.iter_mut().zip(se) {
                *t = table.tail(*t / se);
            }
        };
        // Few values share one table; many columns are done side by side, each with its own.
        if many {
            tail.par_chunks_mut(n).zip(se.par_chunks(n)).for_each(|(t, se)| tails(t, se));
        } else {
            tails(&mut tail, &se);
        }
        LeaveOneOut { b, se, p: tail, r2: self.r2_without(&spare) }
    }

    fn r2_without(&self, spare: &[f64]) -> Vec<f64> {
        let squares = self.sse;
        let all = self.weights.as_ref().map_or(self.solved.n as f64, |w| w.iter().sum());
        (0..self.solved.n)
            .map(|i| {
                let w = self.weights.as_ref().map_or(1.0, |w| w[i]);
                let gone = w * (self.y[i] - self.y_mean).powi(2);
                let rest = if self.intercept { all / (all - w) } else { 1.0 };
                let total = self.sst - gone * rest;
                let left = squares - self.solved.residuals[i].powi(2) / spare[i];
                if total <= 1e-13 * self.sst { f64::NAN } else { 1.0 - left / total }
            })
            .collect()
    }

    /// Standard errors of the sandwich without each area.
    fn robust_without(&self, spare: &[f64]) -> Vec<f64> {
        let (n, p, solved) = (self.solved.n, self.solved.p, &self.solved);
        let by_row = |m: &[f64]| (0..n * p).map(|at| m[at % p * n + at / p]).collect::<Vec<f64>>();
        let (pull, x) = (by_row(&solved.pull), by_row(&self.x));
        let (m, df) = ((n - 1) as f64, (n - p) as f64 - 1.0);
        let rows: Vec<Vec<f64>> = (0..n)
            .into_par_iter()
            .map(|i| {
                let mut sums = vec![0.0; p];
                let own = &pull[i * p..(i + 1) * p];
                for j in (0..n).filter(|&j| j != i) {
                    let (row, point) = (&pull[j * p..(j + 1) * p], &x[j * p..(j + 1) * p]);
                    let hat: f64 = point.iter().zip(own).map(|(x, c)| x * c).sum();
                    let e = solved.residuals[j] + hat * solved.residuals[i] / spare[i];
                    let h = solved.leverage[j] + hat * hat / spare[i];
                    let weight = self.covariance.weight(e, h, m, df);
                    for ((sum, c), o) in sums.iter_mut().zip(row).zip(own) {
                        *sum += weight * (c + o * hat / spare[i]).powi(2);
                    }
                }
                sums.iter().map(|s| s.sqrt()).collect()
            })
            .collect();
        (0..n * p).map(|at| rows[at % n][at / n]).collect()
    }
}
