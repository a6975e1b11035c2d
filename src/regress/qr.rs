//! Householder factorisation with column pivoting.
//!
//! Source: Businger & Golub (1965), *Numerische Mathematik* 7, 269-276; by blocks of rows: Demmel, Grigori, Hoemmen
//! & Langou (2012), *SIAM J. Scientific Computing* 34(1), A206-A239.

use ndarray::Array2;
use rayon::prelude::*;

use super::matrix::{PARALLEL, by_column, column, columns, each_column};
use crate::numeric::double::Number;

/// A column whose part outside the others is below this share of its length is a combination of them: rounding
/// leaves 1e-16 to 1e-14 there, and the hardest problem of NIST (Filip) 1e-10.
const COLLINEAR: f64 = 1e-12;

/// Collinear columns, as indices into the design.
#[derive(Debug, PartialEq)]
pub(super) struct Collinear(pub Vec<usize>);

pub(super) struct Qr<T> {
    /// Below and on the diagonal the reflections, above it R.
    a: Array2<T>,
    diagonal: Vec<T>,
    /// Factor of each reflection.
    tau: Vec<T>,
    /// Term of each pivoted column.
    pub pivot: Vec<usize>,
}

impl<T: Number> Qr<T> {
    pub(super) fn new(a: Array2<T>) -> Result<Self, Collinear> {
        let (n, p) = a.dim();
        let (mut a, _) = a.into_raw_vec_and_offset();
        let mut pivot: Vec<usize> = (0..p).collect();
        let (mut diagonal, mut tau) = (vec![T::ZERO; p], vec![T::ZERO; p]);
        let full: Vec<f64> = a.chunks_exact(n).map(|c| T::dot(c, c).value()).collect();
        let (mut left, mut known) = (full.clone(), full.clone());
        for j in 0..p {
            let share = |c: usize, left: &[f64]| left[c] / full[pivot[c]];
            let best = (j..p).fold(j, |b, c| if share(c, &left) > share(b, &left) { c } else { b });
            if best != j {
                let (low, high) = a.split_at_mut(best * n);
                low[j * n..(j + 1) * n].swap_with_slice(&mut high[..n]);
                pivot.swap(j, best);
                left.swap(j, best);
                known.swap(j, best);
            }
            let (done, rest) = a.split_at_mut((j + 1) * n);
            let v = &mut done[j * n + j..];
            let norm = T::dot(v, v).root();
            if norm.value() <= COLLINEAR * full[pivot[j]].sqrt() {
                diagonal[j] = norm;
                let qr = Self { a: by_column(n, a), diagonal, tau, pivot };
                return Err(qr.collinear(j, &full));
            }
            let alpha = if v[0].value() > 0.0 { -norm } else { norm };
            v[0] = v[0] - alpha;
            diagonal[j] = alpha;
            tau[j] = -(T::ONE / (alpha * v[0]));
            for (c, column) in rest.chunks_exact_mut(n).enumerate() {
                let c = j + 1 + c;
                let column = &mut column[j..];
                let factor = T::dot(v, column) * tau[j];
                T::add_times(column, -factor, v);
                let entry = column[0].value();
                left[c] -= entry * entry;
                // The running length loses digits as it shrinks: measure again.
                if left[c] < 1e-4 * known[c] {
                    left[c] = T::dot(&column[1..], &column[1..]).value();
                    known[c] = left[c];
                }
            }
        }
        Ok(Self { a: by_column(n, a), diagonal, tau, pivot })
    }

    fn r(&self, row: usize, column: usize) -> T {
        if row == column { self.diagonal[row] } else { self.a[[row, column]] }
    }

    /// The columns that make up pivoted column `j`, itself included.
    fn collinear(&self, j: usize, squares: &[f64]) -> Collinear {
        let mut weights: Vec<T> = (0..j).map(|i| self.a[[i, j]]).collect();
        for i in (0..j).rev() {
            let known = (i + 1..j).fold(weights[i], |sum, m| sum - self.r(i, m) * weights[m]);
            weights[i] = known / self.diagonal[i];
        }
        let own = squares[self.pivot[j]].sqrt();
        let mut columns: Vec<usize> = (0..j)
            .filter(|&i| weights[i].value().abs() * squares[self.pivot[i]].sqrt() > 1e-8 * own)
            .map(|i| self.pivot[i])
            .collect();
        columns.push(self.pivot[j]);
        columns.sort_unstable();
        Collinear(columns)
    }

    /// Q′y, in place.
    pub(super) fn transpose_times(&self, y: &mut [T]) {
        for j in 0..self.diagonal.len() {
            self.reflect(j, y);
        }
    }

    fn reflect(&self, j: usize, y: &mut [T]) {
        let v = &column(&self.a, j)[j..];
        let factor = T::dot(v, &y[j..]) * self.tau[j];
        T::add_times(&mut y[j..], -factor, v);
    }

    /// The first p columns of Q.
    pub(super) fn q(&self) -> Array2<T> {
        let (n, p) = self.a.dim();
        let mut q = by_column(n, vec![T::ZERO; n * p]);
        each_column(&mut q, |c, column| {
            column[c] = T::ONE;
            for j in (0..p).rev() {
                self.reflect(j, column);
            }
        });
        q
    }

    /// `R⁻¹`, upper triangular.
    pub(super) fn r_inverse(&self) -> Array2<T> {
        let p = self.diagonal.len();
        let mut inverse = by_column(p, vec![T::ZERO; p * p]);
        for c in 0..p {
            inverse[[c, c]] = T::ONE / self.diagonal[c];
            for i in (0..c).rev() {
                let sum = (i + 1..=c).fold(T::ZERO, |s, m| s + self.r(i, m) * inverse[[m, c]]);
                inverse[[i, c]] = -(sum / self.diagonal[i]);
            }
        }
        inverse
    }

    /// Smallest over largest entry of the diagonal of R.
    pub(super) fn smallest(&self) -> f64 {
        let sizes = || self.diagonal.iter().map(|d| d.value().abs());
        sizes().fold(f64::INFINITY, f64::min) / sizes().fold(0.0, f64::max)
    }

    pub(super) fn condition(&self) -> f64 {
        let p = self.diagonal.len();
        let mut r = vec![0.0; p * p];
        for c in 0..p {
            let column = &mut r[c * p..(c + 1) * p];
            for (i, entry) in column.iter_mut().enumerate().take(c + 1) {
                *entry = self.r(i, c).value();
            }
            let length = f64::dot(column, column).sqrt();
            for entry in column {
                *entry /= length;
            }
        }
        let lengths = singular_values(&mut r, p);
        let (low, high) =
            lengths.iter().fold((f64::INFINITY, 0.0_f64), |(l, h), &s| (l.min(s), h.max(s)));
        high / low
    }
}

/// Singular values of a p × p matrix by one-sided rotations (Hestenes 1958, *J. SIAM* 6(1), 51-90).
fn singular_values(a: &mut [f64], p: usize) -> Vec<f64> {
    for _ in 0..60 {
        let mut turned = false;
        for i in 0..p {
            for j in i + 1..p {
                let (low, high) = a.split_at_mut(j * p);
                turned |= rotate(&mut low[i * p..(i + 1) * p], &mut high[..p]);
            }
        }
        if !turned {
            break;
        }
    }
    a.chunks_exact(p.max(1)).map(|c| f64::dot(c, c).sqrt()).collect()
}

/// Make two columns perpendicular; whether they were not yet.
fn rotate(x: &mut [f64], y: &mut [f64]) -> bool {
    let (xx, yy, xy) = (f64::dot(x, x), f64::dot(y, y), f64::dot(x, y));
    if xy.abs() <= 1e-10 * (xx * yy).sqrt() {
        return false;
    }
    let zeta = (yy - xx) / (2.0 * xy);
    let tangent = zeta.signum() / (zeta.abs() + zeta.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = cosine * tangent;
    for (x, y) in x.iter_mut().zip(y) {
        (*x, *y) = (cosine * *x - sine * *y, sine * *x + cosine * *y);
    }
    true
}

/// Rows in a block of [`compress`]: with some twenty columns they stay in a core's own cache.
const BLOCK: usize = 512;

/// Replace each block of rows of `[X y]` by its triangle: the same R and Q′y from fewer rows. Columns of X are
/// divided by `scale`.
pub(super) fn compress(x: &Array2<f64>, y: &[f64], scale: &[f64]) -> (Array2<f64>, Vec<f64>) {
    let (n, p) = x.dim();
    let take = |start: usize, size: usize| -> Vec<f64> {
        let mut block = Vec::with_capacity(size * (p + 1));
        for (column, s) in columns(x).zip(scale) {
            block.extend(column[start..start + size].iter().map(|x| x / s));
        }
        block.extend_from_slice(&y[start..start + size]);
        block
    };
    let blocks: Vec<(usize, Vec<f64>)> = if n * p < PARALLEL || p + 1 > BLOCK / 2 {
        vec![(n, take(0, n))]
    } else {
        let starts: Vec<usize> = (0..n).step_by(BLOCK).collect();
        let triangle = |start: usize| {
            let size = BLOCK.min(n - start);
            triangle(&mut take(start, size), size, p)
        };
        starts.into_par_iter().map(triangle).collect()
    };
    let mut columns = vec![Vec::new(); p + 1];
    for (rows, block) in &blocks {
        for (column, part) in columns.iter_mut().zip(block.chunks_exact(*rows)) {
            column.extend_from_slice(part);
        }
    }
    let y = columns.pop().unwrap_or_default();
    (by_column(y.len(), columns.concat()), y)
}

/// Householder reflections of the first `p` columns of a block; its top rows.
fn triangle(block: &mut [f64], rows: usize, p: usize) -> (usize, Vec<f64>) {
    let top = rows.min(p);
    for j in 0..top {
        let (done, rest) = block.split_at_mut((j + 1) * rows);
        let v = &mut done[j * rows + j..];
        let norm = f64::dot(v, v).sqrt();
        if norm > 0.0 {
            let alpha = if v[0] > 0.0 { -norm } else { norm };
            v[0] -= alpha;
            let tau = -1.0 / (alpha * v[0]);
            for column in rest.chunks_exact_mut(rows) {
                let factor = f64::dot(v, &column[j..]) * tau;
                f64::add_times(&mut column[j..], -factor, v);
            }
            v[0] = alpha;
        }
        v[1..].fill(0.0);
    }
    (top, block.chunks_exact(rows).flat_map(|column| &column[..top]).copied().collect())
}
