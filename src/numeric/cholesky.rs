//! Cholesky factor of a symmetric positive definite matrix, scaled to a unit diagonal first: units of coefficients differ
//! by powers of ten.

use ndarray::{Array2, ArrayView2};

/// `A = S L L′ S` with `S` the roots of the diagonal.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky {
    /// Lower triangle of the scaled matrix.
    pub(crate) lower: Array2<f64>,
    scale: Vec<f64>,
}

impl Cholesky {
    /// Factor `a`, with `ridge` added to the diagonal of the scaled matrix.
    ///
    /// # Errors
    /// The first column of which at most `least` (of 1) lies outside the columns before it.
    pub(crate) fn new(a: ArrayView2<'_, f64>, ridge: f64, least: f64) -> Result<Self, usize> {
        let size = a.nrows();
        let scale: Vec<f64> = (0..size).map(|j| a[[j, j]].abs().sqrt().max(1e-150)).collect();
        let mut lower = Array2::zeros((size, size));
        for i in 0..size {
            for j in 0..=i {
                let own = a[[i, j]] / scale[i] / scale[j] + if i == j { ridge } else { 0.0 };
                let sum: f64 = (0..j).map(|c| lower[[i, c]] * lower[[j, c]]).sum();
                if i == j {
                    let square: f64 = own - sum;
                    if square <= least || square.is_nan() {
                        return Err(i);
                    }
                    lower[[i, i]] = square.sqrt();
                } else {
                    lower[[i, j]] = (own - sum) / lower[[j, j]];
                }
            }
        }
        Ok(Self { lower, scale })
    }

    /// `L⁻¹ S⁻¹ z`: its squared length is `z′ A⁻¹ z`.
    pub(crate) fn forward(&self, z: &[f64]) -> Vec<f64> {
        let mut out = Vec::with_capacity(z.len());
        for (i, (z, scale)) in z.iter().zip(&self.scale).enumerate() {
            let sum: f64 = out.iter().enumerate().map(|(c, z)| self.lower[[i, c]] * z).sum();
            out.push((z / scale - sum) / self.lower[[i, i]]);
        }
        out
    }

    /// `A⁻¹ z`.
    pub(crate) fn solve(&self, z: &[f64]) -> Vec<f64> {
        let mut z = self.forward(z);
        let size = z.len();
        for i in (0..size).rev() {
            let sum: f64 = (i + 1..size).map(|c| self.lower[[c, i]] * z[c]).sum();
            z[i] = (z[i] - sum) / self.lower[[i, i]];
        }
        z.iter_mut().zip(&self.scale).for_each(|(z, s)| *z /= s);
        z
    }

    /// `A⁻¹`.
    pub(crate) fn inverse(&self) -> Array2<f64> {
        let size = self.scale.len();
        let mut inverse = Array2::zeros((size, size));
        for (j, mut column) in inverse.columns_mut().into_iter().enumerate() {
            let unit: Vec<f64> = (0..size).map(|i| f64::from(u8::from(i == j))).collect();
            column.iter_mut().zip(self.solve(&unit)).for_each(|(to, v)| *to = v);
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn an_inverse_by_hand_whatever_the_units() {
        // [4 2; 2 3]⁻¹ = [3 −2; −2 4] / 8; a unit of 1e6 in the second term scales its row and column.
        let a = array![[4.0, 2e6], [2e6, 3e12]];
        let found = Cholesky::new(a.view(), 0.0, 1e-14).expect("positive definite").inverse();
        let expected = array![[0.375, -0.25e-6], [-0.25e-6, 0.5e-12]];
        assert!(found.iter().zip(&expected).all(|(a, b)| (a / b - 1.0_f64).abs() < 1e-14));
    }

    #[test]
    fn the_first_dependent_column_is_named() {
        let a = array![[1.0, 0.5, 1.0], [0.5, 1.0, 0.5], [1.0, 0.5, 1.0]];
        assert_eq!(Cholesky::new(a.view(), 0.0, 1e-12).unwrap_err(), 2);
    }
}
