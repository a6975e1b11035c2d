//! Integer unknowns and the rows that tie them.

use crate::check;
use crate::error::{Error, Result};
use crate::numeric::rows::Rows;

/// A row without a lower (`-NONE`) or upper (`NONE`) end.
pub const NONE: i64 = 1 << 60;

/// Whole numbers that came as floats; an infinite one becomes [`NONE`].
///
/// # Errors
/// A number is missing (NaN) or not whole.
pub fn whole(name: &'static str, values: &[f64]) -> Result<Vec<i64>> {
    #[expect(clippy::cast_possible_truncation, reason = "whole numbers, and infinities saturate")]
    let one = |&v: &f64| {
        if v.is_infinite() || v.fract() == 0.0 {
            Ok((v as i64).clamp(-NONE, NONE))
        } else {
            Err(broken(name, "whole numbers, none missing"))
        }
    };
    values.iter().map(one).collect()
}

/// Positions that came as floats.
///
/// # Errors
/// A number is missing (NaN), not whole or below 0.
pub fn positions(name: &'static str, values: &[f64]) -> Result<Vec<usize>> {
    let one = |v| usize::try_from(v).map_err(|_| broken(name, "positions from 0"));
    whole(name, values)?.into_iter().map(one).collect()
}

/// Integer unknowns `low <= x <= high` and rows `low <= sum(coef * x) <= high`.
#[derive(Debug, Clone)]
pub struct System {
    pub(super) low: Vec<i64>,
    pub(super) high: Vec<i64>,
    pub(super) row_low: Vec<i64>,
    pub(super) row_high: Vec<i64>,
    start: Vec<usize>,
    terms: Vec<(usize, i64)>,
    /// Rows in which each unknown stands, and its coefficients there.
    rows: Rows<usize>,
    coefs: Rows<i64>,
}

impl System {
    /// Build a system from compressed rows: row `i` has the terms `start[i]..start[i + 1]` of `unknown` and `coef`.
    ///
    /// # Errors
    /// Lengths do not match, `start` is not ascending, an unknown does not exist or stands twice in a row, or a number
    /// is so large (over `2^32` for bounds, `2^20` for coefficients, `2^60` for a sum) that a sum could overflow.
    pub fn new(
        [low, high]: [Vec<i64>; 2],
        start: Vec<usize>,
        unknown: &[usize],
        coef: &[i64],
        [row_low, row_high]: [Vec<i64>; 2],
    ) -> Result<Self> {
        check::length("high", high.len(), low.len())?;
        check::length("row_high", row_high.len(), row_low.len())?;
        check::length("start", start.len(), row_low.len() + 1)?;
        check::length("coef", coef.len(), unknown.len())?;
        let ascending = start.windows(2).all(|w| w[0] <= w[1]);
        if !ascending || start[0] != 0 || start[start.len() - 1] != unknown.len() {
            return Err(broken("start", "start[0] = 0, ascending, and end at the number of terms"));
        }
        if unknown.iter().any(|&j| j >= low.len()) {
            return Err(broken("unknown", "the position of an unknown"));
        }
        if low.iter().chain(&high).any(|v| v.abs() > 1 << 32)
            || coef.iter().any(|c| c.abs() > 1 << 20)
        {
            return Err(broken(
                "low, high or coef",
                "at most 2^32 (bounds) and 2^20 (coefficients)",
            ));
        }
        for row in 0..row_low.len() {
            let terms = start[row]..start[row + 1];
            let reach = |t: usize| {
                let far = low[unknown[t]].abs().max(high[unknown[t]].abs());
                i128::from(coef[t].abs()) * i128::from(far)
            };
            if terms.map(reach).sum::<i128>() > i128::from(NONE) {
                return Err(broken("a row", "such that its largest sum stays below 2^60"));
            }
        }
        let of = |row: usize| unknown[start[row]..start[row + 1]].iter().map(move |&j| (j, row));
        let rows = Rows::new(low.len(), (0..row_low.len()).flat_map(of));
        let coefs = Rows::new(low.len(), unknown.iter().copied().zip(coef.iter().copied()));
        if let Some((unknown, row)) = twice(&rows) {
            return Err(Error::UnknownTwice { row, unknown });
        }
        let terms = unknown.iter().copied().zip(coef.iter().copied()).collect();
        Ok(Self { low, high, row_low, row_high, start, terms, rows, coefs })
    }

    /// Number of unknowns.
    #[must_use]
    pub fn len(&self) -> usize {
        self.low.len()
    }

    /// Whether there is no unknown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.low.is_empty()
    }

    /// Number of rows.
    pub(super) fn n_rows(&self) -> usize {
        self.row_low.len()
    }

    /// Unknowns and coefficients of a row.
    pub(super) fn terms(&self, row: usize) -> &[(usize, i64)] {
        &self.terms[self.start[row]..self.start[row + 1]]
    }

    /// Rows in which an unknown stands.
    pub(super) fn rows_of(&self, unknown: usize) -> &[usize] {
        self.rows.row(unknown)
    }

    /// Coefficient of an unknown in a row in which it stands.
    pub(super) fn coef(&self, row: usize, unknown: usize) -> i64 {
        let at = self.rows.row(unknown).binary_search(&row);
        at.map_or(0, |i| self.coefs.row(unknown)[i])
    }

    /// The first row that an assignment breaks; `usize::MAX` if it breaks the bounds of an unknown.
    pub(super) fn first_broken(&self, values: &[i64]) -> Option<usize> {
        let inside = |j: usize| (self.low[j]..=self.high[j]).contains(&values[j]);
        if !(0..self.len()).all(inside) {
            return Some(usize::MAX);
        }
        (0..self.n_rows()).find(|&row| {
            let sum: i64 = self.terms(row).iter().map(|&(j, c)| c * values[j]).sum();
            sum < self.row_low[row] || sum > self.row_high[row]
        })
    }
}

/// An unknown that stands twice in one row, and that row: its two coefficients would be one or the other.
fn twice(rows: &Rows<usize>) -> Option<(usize, usize)> {
    let mut each = rows.each().enumerate();
    each.find_map(|(j, rows)| Some((j, rows.windows(2).find(|two| two[0] == two[1])?[0])))
}

fn broken(name: &'static str, rule: &'static str) -> Error {
    Error::System { name, rule }
}
