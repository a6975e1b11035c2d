//! Matrices stand by column (Fortran order), so that a column is a slice.

use ndarray::{Array2, ShapeBuilder};
use rayon::prelude::*;

/// From this many entries on, waking a second thread pays.
pub(super) const PARALLEL: usize = 20_000;

/// A matrix of `n` rows from its columns one after another.
pub(super) fn by_column<T: Default>(n: usize, values: Vec<T>) -> Array2<T> {
    let p = values.len().checked_div(n).unwrap_or(0);
    Array2::from_shape_vec((n, p).f(), values).unwrap_or_default()
}

/// All entries, column by column.
pub(super) fn flat<T>(a: &Array2<T>) -> &[T] {
    a.as_slice_memory_order().unwrap_or_default()
}

/// Column `j`.
pub(super) fn column<T>(a: &Array2<T>, j: usize) -> &[T] {
    let n = a.nrows();
    &flat(a)[j * n..(j + 1) * n]
}

/// Every column.
pub(super) fn columns<T>(a: &Array2<T>) -> std::slice::ChunksExact<'_, T> {
    flat(a).chunks_exact(a.nrows().max(1))
}

/// Do something to each column; side by side only where that pays for waking a thread.
pub(super) fn each_column<T: Send>(a: &mut Array2<T>, f: impl Fn(usize, &mut [T]) + Sync) {
    let n = a.nrows().max(1);
    let Some(values) = a.as_slice_memory_order_mut() else { return };
    if values.len() < PARALLEL {
        values.chunks_exact_mut(n).enumerate().for_each(|(c, column)| f(c, column));
    } else {
        values.par_chunks_exact_mut(n).enumerate().for_each(|(c, column)| f(c, column));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_slices_of_what_was_given() {
        let mut a = by_column(3, vec![1, 2, 3, 4, 5, 6]);
        assert_eq!((a.dim(), a[[2, 0]], a[[0, 1]]), ((3, 2), 3, 4));
        assert_eq!(column(&a, 1), [4, 5, 6]);
        each_column(&mut a, |c, column| column[0] = if c == 0 { 7 } else { 8 });
        assert_eq!(flat(&a), [7, 2, 3, 8, 5, 6]);
    }
}
