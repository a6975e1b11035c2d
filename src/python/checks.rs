//! Documented in `python/spreiding/checks/`.

use pyo3::prelude::*;
use rayon::prelude::*;

use crate::error::Result;
use crate::frame::{Floats, Floats1};
use crate::numeric::binomial;

/// Chances that a binomial count is at most `x`, and at least `x`; one value per count.
#[pyfunction]
pub(crate) fn binomial_tails(
    py: Python<'_>,
    x: Floats,
    n: Floats,
    p: Floats,
) -> Result<(Floats1, Floats1)> {
    crate::check::length("n", n.len(), x.len())?;
    crate::check::length("p", p.len(), x.len())?;
    let (most, least) = py.detach(|| {
        let each = x.par_iter().zip(&*n).zip(&*p).with_min_len(32);
        each.map(|((x, n), p)| binomial::tails(*x, *n, *p)).unzip()
    });
    Ok((Floats1(most), Floats1(least)))
}
