//! From a solved least-squares problem to standard errors, tests and intervals.

use super::{
    factor::Solved,
    tails::{fisher, normal, normal_quantile, student, student_quantile},
};
use crate::error::{Error, Result};

/// How the covariance of the coefficients is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl Covariance {
    /// By its name in the interface.
    ///
    /// # Errors
    /// There is no such name.
    pub fn named(name: &str) -> Result<Self> {
        Ok(match name {
            "classical" => Self::Classical,
            "hc0" => Self::Hc0,
            "hc1" => Self::Hc1,
            "hc2" => Self::Hc2,
            "hc3" => Self::Hc3,
            _ => {
                let rule = "one of classical, hc0, hc1, hc2, hc3";
                return Err(Error::Argument { name: "covariance", value: name.into(), rule });
            }
        })
    }

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
pub(super) const FREE: f64 = 1e-10;

/// Covariance matrix of the coefficients, p × p; `variance` is that of a residual.
///
/// # Errors
/// HC2 and HC3 where an area has leverage 1.
pub(super) fn covariance(
    solved: &Solved,
    kind: Covariance,
    variance: f64,
    areas: &[String],
) -> Result<Vec<f64>> {
    if kind == Covariance::Classical {
        return Ok(solved.inverse.iter().map(|s| s * variance).collect());
    }
    let (n, p) = (solved.n, solved.p);
    let alone = solved.leverage.iter().position(|h| 1.0 - h < FREE);
    if let (Some(i), Covariance::Hc2 | Covariance::Hc3) = (alone, kind) {
        return Err(Error::Input(format!(
            "area {:?} has leverage 1, where hc2 and hc3 divide by 0; must be classical, hc0 or hc1",
            areas[i]
        )));
    }
    let df = (n - p) as f64;
    let middle: Vec<f64> = (0..n)
        .map(|i| kind.weight(solved.residuals[i], solved.leverage[i], n as f64, df))
        .collect();
    let mut matrix = vec![0.0; p * p];
    for a in 0..p {
        let left: Vec<f64> =
            column(&solved.pull, n, a).iter().zip(&middle).map(|(c, w)| c * w).collect();
        for c in 0..=a {
            let right = column(&solved.pull, n, c);
            let sum: f64 = left.iter().zip(right).map(|(l, r)| l * r).sum();
            (matrix[a * p + c], matrix[c * p + a]) = (sum, sum);
        }
    }
    Ok(matrix)
}

/// Column `c` of a matrix with `n` rows.
pub(super) fn column(matrix: &[f64], n: usize, c: usize) -> &[f64] {
    &matrix[c * n..(c + 1) * n]
}

/// Tests and intervals of coefficients.
#[derive(Debug, Clone, Default)]
pub struct Tests {
    /// Standard errors.
    pub se: Vec<f64>,
    /// Coefficient over standard error.
    pub t: Vec<f64>,
    /// Two-sided p.
    pub p: Vec<f64>,
    /// Confidence bounds.
    pub lower: Vec<f64>,
    /// See `lower`.
    pub upper: Vec<f64>,
}

impl Tests {
    /// `df`: degrees of freedom of t; infinite for the normal distribution.
    pub(super) fn new(b: &[f64], covariance: &[f64], df: f64, level: f64) -> Self {
        let p = b.len();
        let se: Vec<f64> = (0..p).map(|j| covariance[j * p + j].sqrt()).collect();
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

/// Wald's F of all slopes, from their covariance: `b′ V⁻¹ b / q`.
pub(super) fn wald(b: &[f64], covariance: &[f64], first: usize) -> f64 {
    let (p, q) = (b.len(), b.len() - first);
    let mut v: Vec<f64> = Vec::with_capacity(q * q);
    for a in first..p {
        v.extend_from_slice(&covariance[a * p + first..(a + 1) * p]);
    }
    // Cholesky on a correlation scale: the units of the coefficients differ by powers of ten.
    let scale: Vec<f64> = (0..q).map(|j| v[j * q + j].sqrt()).collect();
    let mut z: Vec<f64> = b[first..].iter().zip(&scale).map(|(b, s)| b / s).collect();
    for j in 0..q {
        for i in 0..q {
            v[j * q + i] /= scale[j] * scale[i];
        }
    }
    for j in 0..q {
        for m in 0..j {
            for i in j..q {
                v[j * q + i] -= v[m * q + i] * v[m * q + j];
            }
            z[j] -= v[m * q + j] * z[m];
        }
        let root = v[j * q + j].sqrt();
        v[j * q + j..(j + 1) * q].iter_mut().for_each(|x| *x /= root);
        z[j] /= root;
    }
    z.iter().map(|z| z * z).sum::<f64>() / q as f64
}

/// p of F, NaN where F is.
pub(super) fn f_p(f: f64, df1: f64, df2: f64) -> f64 {
    fisher(f, df1, df2)
}
