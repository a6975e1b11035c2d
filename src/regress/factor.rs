//! Least squares by Householder factorisation. The normal equations square the condition number; they are never formed.

use ndarray::Array2;
use rayon::prelude::*;

use super::{
    matrix::{PARALLEL, by_column, columns, each_column, flat},
    qr::{Collinear, Qr, compress},
};
use crate::numeric::double::{Double, Number};

/// Above this condition number (columns of length 1) the work is done again with 31 digits.
const HARD: f64 = 1e3;
/// Rows treated together, so that they stay in the processor's cache.
const BLOCK: usize = 256;

/// Least squares of one design: everything that inference and influence need.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Solved {
    /// Coefficients.
    #[serde(with = "crate::numeric::figures")]
    pub b: Vec<f64>,
    /// Residuals.
    #[serde(with = "crate::numeric::figures")]
    pub residuals: Vec<f64>,
    /// `(X′X)⁻¹`, p × p.
    #[serde(with = "crate::numeric::figures")]
    pub inverse: Array2<f64>,
    /// `X (X′X)⁻¹`, n × p: the Moore–Penrose inverse, transposed. Row i is what y of row i adds to the coefficients.
    #[serde(with = "crate::numeric::figures")]
    pub pseudo_inverse: Array2<f64>,
    /// Diagonal of the hat matrix.
    #[serde(with = "crate::numeric::figures")]
    pub leverage: Vec<f64>,
    /// Ratio of the largest to the smallest singular value, columns scaled to length 1
    /// (Belsley, Kuh & Welsch 1980, §3.2).
    #[serde(with = "crate::numeric::figures")]
    pub condition: f64,
    /// Length of y.
    #[serde(with = "crate::numeric::figures")]
    pub length: f64,
}

impl Solved {
    /// Rows of the design.
    pub(super) fn n(&self) -> usize {
        self.residuals.len()
    }

    /// Columns of the design.
    pub(super) fn p(&self) -> usize {
        self.b.len()
    }

    /// Degrees of freedom of a residual.
    pub(super) fn df(&self) -> f64 {
        (self.n() - self.p()) as f64
    }
}

/// Solve `min ‖y − X b‖`.
///
/// # Errors
/// Columns of `x` are linearly dependent.
pub(super) fn solve(x: &Array2<f64>, y: &[f64]) -> Result<Solved, Collinear> {
    let scale: Vec<f64> = columns(x).map(power_of_two).collect();
    let (small, projected) = compress(x, y, &scale);
    let plain = Qr::new(small);
    let condition = plain.as_ref().map_or(f64::INFINITY, Qr::condition);
    let mut solved = match plain {
        Ok(qr) if condition < HARD => by_plain(&qr, projected, x, y, &scale),
        _ => by_double(x, y, &scale)?,
    };
    if condition < HARD {
        solved.condition = condition;
    }
    Ok(solved)
}

/// Squared length of the projection of `y` on the columns of `x`, without the rest of [`solve`]; `None` where columns
/// are linearly dependent or nearly so.
pub(super) fn projection(x: &Array2<f64>, y: &[f64]) -> Option<f64> {
    let scale: Vec<f64> = columns(x).map(power_of_two).collect();
    let (small, mut projected) = compress(x, y, &scale);
    let qr = Qr::new(small).ok()?;
    if qr.smallest() < 1.0 / HARD / HARD {
        return None;
    }
    qr.transpose_times(&mut projected);
    let projected = &projected[..x.ncols()];
    Some(f64::dot(projected, projected))
}

/// Scaling by a power of two changes no digit.
fn power_of_two(column: &[f64]) -> f64 {
    let length = f64::dot(column, column).sqrt();
    if length > 0.0 && length.is_finite() { length.log2().floor().exp2() } else { 1.0 }
}

/// `R⁻¹` with pivoting and scaling undone in its rows: one row per term.
fn open_inverse(r_inverse: &[f64], pivot: &[usize], scale: &[f64]) -> Array2<f64> {
    let p = pivot.len();
    let mut open = by_column(p, vec![0.0; p * p]);
    for m in 0..p {
        for (i, &term) in pivot.iter().enumerate().take(m + 1) {
            open[[term, m]] = r_inverse[m * p + i] / scale[term];
        }
    }
    open
}

/// What a block of rows contributes: its rows of the pseudo-inverse and leverages, and `Q′e` of its residuals.
struct Rows {
    pseudo_inverse: Vec<f64>,
    leverage: Vec<f64>,
    projected: Vec<f64>,
}

/// `Q = X R⁻¹`, orthogonal to 1e-13 as the condition number is below [`HARD`], and one step of refinement.
fn by_plain(
    qr: &Qr<f64>,
    mut projected: Vec<f64>,
    x: &Array2<f64>,
    y: &[f64],
    scale: &[f64],
) -> Solved {
    let (n, p) = x.dim();
    let open = open_inverse(flat(&qr.r_inverse()), &qr.pivot, scale);
    qr.transpose_times(&mut projected);
    let mut b = vec![0.0; p];
    let add = |b: &mut [f64], projected: &[f64]| {
        for (weights, q) in columns(&open).zip(projected) {
            f64::add_times(b, *q, weights);
        }
    };
    add(&mut b, &projected);
    let residuals = rest(x, y, &b);
    let starts: Vec<usize> = (0..n).step_by(BLOCK).collect();
    let block = |&start: &usize| rows(start, x, &residuals, &open);
    let parts: Vec<Rows> = if n * p < PARALLEL {
        starts.iter().map(block).collect()
    } else {
        starts.par_iter().map(block).collect()
    };
    let mut leverage = Vec::with_capacity(n);
    for part in &parts {
        leverage.extend_from_slice(&part.leverage);
        add(&mut b, &part.projected);
    }
    let mut pseudo_inverse = by_column(n, vec![0.0; n * p]);
    each_column(&mut pseudo_inverse, |j, column| {
        for (to, part) in column.chunks_mut(BLOCK).zip(&parts) {
            to.copy_from_slice(&part.pseudo_inverse[j * to.len()..(j + 1) * to.len()]);
        }
    });
    let (residuals, inverse) = (rest(x, y, &b), square(&open));
    Solved { b, residuals, inverse, pseudo_inverse, leverage, condition: 0.0, length: length(y) }
}

fn length(y: &[f64]) -> f64 {
    f64::dot(y, y).sqrt()
}

/// `y − X b`.
fn rest(x: &Array2<f64>, y: &[f64], b: &[f64]) -> Vec<f64> {
    let mut e = y.to_vec();
    for (start, block) in e.chunks_mut(BLOCK).enumerate() {
        for (column, &b) in columns(x).zip(b) {
            let from = start * BLOCK;
            f64::add_times(block, -b, &column[from..from + block.len()]);
        }
    }
    e
}

fn rows(start: usize, x: &Array2<f64>, residuals: &[f64], open: &Array2<f64>) -> Rows {
    let (n, p) = x.dim();
    let (x, open) = (flat(x), flat(open));
    let size = BLOCK.min(n - start);
    let (mut q, mut pseudo_inverse) = (vec![0.0; size * p], vec![0.0; size * p]);
    let mut leverage = vec![0.0; size];
    let e = &residuals[start..start + size];
    for (m, column) in q.chunks_exact_mut(size).enumerate() {
        for j in (0..p).filter(|j| open[m * p + j] != 0.0) {
            f64::add_times(column, open[m * p + j], &x[j * n + start..j * n + start + size]);
        }
        leverage.iter_mut().zip(&*column).for_each(|(h, q)| *h += q * q);
    }
    for (m, column) in q.chunks_exact(size).enumerate() {
        for j in (0..p).filter(|j| open[m * p + j] != 0.0) {
            let to = &mut pseudo_inverse[j * size..(j + 1) * size];
            f64::add_times(to, open[m * p + j], column);
        }
    }
    let projected = q.chunks_exact(size).map(|column| f64::dot(column, e)).collect();
    Rows { pseudo_inverse, leverage, projected }
}

/// `R⁻¹ R⁻ᵀ`.
fn square(open: &Array2<f64>) -> Array2<f64> {
    let p = open.nrows();
    let mut inverse = by_column(p, vec![0.0; p * p]);
    for a in 0..p {
        for c in 0..=a {
            let sum = (0..p).map(|m| open[[a, m]] * open[[c, m]]).sum();
            (inverse[[a, c]], inverse[[c, a]]) = (sum, sum);
        }
    }
    inverse
}

/// The same with 31 digits and an explicit Q.
fn by_double(x: &Array2<f64>, y: &[f64], scale: &[f64]) -> Result<Solved, Collinear> {
    let (n, p) = x.dim();
    let wide = |v: &f64| Double::of(*v);
    let scaled = columns(x).zip(scale).flat_map(|(c, s)| c.iter().map(move |v| Double::of(v / s)));
    let qr = Qr::new(by_column(n, scaled.collect()))?;
    let r_inverse = qr.r_inverse();
    let mut e: Vec<Double> = y.iter().map(wide).collect();
    let mut projected = e.clone();
    qr.transpose_times(&mut projected);
    let mut b = vec![Double::ZERO; p];
    for c in 0..p {
        for i in 0..=c {
            b[qr.pivot[i]] = b[qr.pivot[i]] + r_inverse[[i, c]] * projected[c];
        }
    }
    for ((column, b), s) in columns(x).zip(&mut b).zip(scale) {
        *b = *b / Double::of(*s);
        for (e, x) in e.iter_mut().zip(column) {
            *e = *e - *b * wide(x);
        }
    }
    let plain = |values: &[Double]| values.iter().map(|v| v.value()).collect::<Vec<f64>>();
    let q = by_column(n, plain(flat(&qr.q())));
    let open = open_inverse(&plain(flat(&r_inverse)), &qr.pivot, scale);
    let mut pseudo_inverse = by_column(n, vec![0.0; n * p]);
    let mut leverage = vec![0.0; n];
    columns(&q).for_each(|column| {
        leverage.iter_mut().zip(column).for_each(|(h, q)| *h += q * q);
    });
    each_column(&mut pseudo_inverse, |j, to| {
        for (m, column) in columns(&q).enumerate() {
            f64::add_times(to, open[[j, m]], column);
        }
    });
    let condition = qr.condition();
    let (b, residuals, inverse) = (plain(&b), plain(&e), square(&open));
    Ok(Solved { b, residuals, inverse, pseudo_inverse, leverage, condition, length: length(y) })
}

#[cfg(test)]
mod tests {
    use super::*;

    // y = 1 + 2x exactly, by hand.
    #[test]
    fn a_line_through_its_points() {
        let x = [1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 2.0, 3.0];
        let solved = solve(&by_column(4, x.to_vec()), &[1.0, 3.0, 5.0, 7.0]).unwrap();
        assert!((solved.b[0] - 1.0).abs() < 1e-14 && (solved.b[1] - 2.0).abs() < 1e-14);
        // (X'X)⁻¹ = [14 −6; −6 4] / 20; hat diagonal 0.7 0.3 0.3 0.7.
        let expected = [0.7, -0.3, -0.3, 0.2];
        assert!(solved.inverse.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-14));
        let expected = [0.7, 0.3, 0.3, 0.7];
        assert!(solved.leverage.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-14));
    }

    #[test]
    fn dependent_columns_are_named_and_others_are_not() {
        let x: Vec<f64> = (0..40_u32).map(|i| f64::from(i * i % 17)).collect();
        let (a, c) = (&x[..10], &x[10..20]);
        let both: Vec<f64> = a.iter().zip(c).map(|(a, c)| 0.3 * a - 7.1 * c).collect();
        let design = [&[1.0; 10], a, &x[25..35], c, &both].concat();
        let error = solve(&by_column(10, design), &x[30..40]).unwrap_err();
        assert_eq!(error, Collinear(vec![1, 3, 4]));
    }

    #[test]
    fn a_hard_problem_keeps_its_digits() {
        // Columns 1, x, x² … x⁹ at x = 1 … 15 and y = their sum: every coefficient is 1.
        let x: Vec<f64> = (1..=15).map(f64::from).collect();
        let design: Vec<f64> =
            (0..10).flat_map(|k| x.iter().map(move |x| x.powi(k)).collect::<Vec<_>>()).collect();
        let y: Vec<f64> = (0..15).map(|i| design.iter().skip(i).step_by(15).sum()).collect();
        let solved = solve(&by_column(15, design), &y).unwrap();
        assert!(solved.condition > 1e6);
        assert!(solved.b.iter().all(|b| (b - 1.0).abs() < 1e-9)); // y itself is exact
    }
}
