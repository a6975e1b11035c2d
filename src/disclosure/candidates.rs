//! How many values an unknown can have: each is proved by an assignment that meets every row.

use rayon::prelude::*;

use super::propagate::State;
use super::search::{Candidates, Search};
use super::system::System;
use crate::check;
use crate::error::{Error, Result};
use crate::interrupt::Stop;

/// Values per unknown that can be asked for.
const MOST: usize = 1_000_000;

/// Prove, for each target, up to `want` possible values.
///
/// A value is proved by moving from `witness`, an assignment that meets all rows, to one in which the target has that
/// value: the rows broken by a move are mended by moving other unknowns. It is refuted when narrowing empties an
/// interval. The answer depends on `seed` only where a value stays open.
///
/// # Errors
/// `witness` has another length, or breaks a row; a target does not exist; or the work was asked to stop.
pub fn candidates(
    system: &System,
    witness: &[i64],
    targets: &[usize],
    want: usize,
    seed: u64,
) -> Result<Vec<Candidates>> {
    check::length("witness", witness.len(), system.len())?;
    if let Some(row) = system.first_broken(witness) {
        let row = if row == usize::MAX { "of its own bounds".to_owned() } else { row.to_string() };
        return Err(Error::Witness { row });
    }
    if targets.iter().any(|&t| t >= system.len()) {
        return Err(Error::System { name: "targets", rule: "positions of unknowns" });
    }
    if want > MOST {
        return Err(Error::System { name: "want", rule: "at most 1000000 values per unknown" });
    }
    let mut root = State::new(system);
    root.root().map_err(|row| Error::CannotBeMet { row })?;
    let search = Search::new(root, witness);
    let stop = Stop::current();
    let one = |search: &mut Search, &t: &usize| {
        stop.check()?;
        Ok(search.target(t, want, seed))
    };
    targets.par_iter().map_init(|| search.clone(), one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::NONE;
    use super::*;

    /// A 2 x 2 table with all margins shown: the four cells move together.
    fn square(margins: [i64; 4]) -> System {
        let sums = margins.to_vec();
        System::new(
            [vec![1; 4], vec![1000; 4]],
            vec![0, 2, 4, 6, 8],
            &[0, 1, 2, 3, 0, 2, 1, 3],
            &[1; 8],
            [sums.clone(), sums],
        )
        .unwrap()
    }

    #[test]
    fn a_hidden_square_has_as_many_values_as_its_smallest_margin_allows() {
        // Closed form: x in 1..=min(row, column) - 1, here 1..=5 and 1..=3.
        let found = candidates(&square([6, 20, 9, 17]), &[2, 4, 7, 13], &[0, 3], 5, 0).unwrap();
        assert_eq!((found[0].values.len(), found[1].values.len()), (5, 5));
        let found = candidates(&square([4, 20, 9, 15]), &[2, 2, 7, 13], &[0, 3], 5, 0).unwrap();
        assert_eq!((found[0].values.len(), found[0].open), (3, 0));
        assert_eq!((found[0].low, found[0].high), (1, 3));
    }

    #[test]
    fn a_gap_between_values_is_refuted() {
        // 3x - 2y = 1 with y in 0..=3: x is 1 (y = 1); 2 would need y = 2.5.
        let system = System::new(
            [vec![0, 0], vec![2, 3]],
            vec![0, 2],
            &[0, 1],
            &[3, -2],
            [vec![1], vec![1]],
        )
        .unwrap();
        let found = candidates(&system, &[1, 1], &[0], 5, 0).unwrap();
        assert_eq!((found[0].values.len(), found[0].open), (1, 0));
    }

    #[test]
    fn a_wrong_witness_is_refused() {
        let system =
            System::new([vec![0], vec![9]], vec![0, 1], &[0], &[1], [vec![4], vec![NONE]]).unwrap();
        assert!(candidates(&system, &[3], &[0], 5, 0).is_err());
    }
}
