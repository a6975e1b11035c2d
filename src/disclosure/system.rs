//! Integer unknowns and the rows that tie them.

use crate::error::{Error, Result};

/// A row without a lower (`-NONE`) or upper (`NONE`) end.
pub const NONE: i64 = 1 << 60;

/// Integer unknowns `low <= x <= high` and rows `low <= sum(coef * x) <= high`.
#[derive(Debug, Clone)]
pub struct System {
    pub(super) low: Vec<i64>,
    pub(super) high: Vec<i64>,
    pub(super) row_low: Vec<i64>,
    pub(super) row_high: Vec<i64>,
    start: Vec<usize>,
    terms: Vec<(usize, i64)>,
    rows_start: Vec<usize>,
    rows: Vec<usize>,
    /// Coefficients in the order of `rows`.
    coefs: Vec<i64>,
}

impl System {
    /// Build a system from compressed rows: row `i` has the terms `start[i]..start[i + 1]` of `unknown` and `coef`.
    ///
    /// # Errors
    /// Lengths do not match, `start` is not ascending, an unknown does not exist, or a number is so large (over
    /// `2^50` for bounds, `2^20` for coefficients) that a sum could overflow.
    pub fn new(
        [low, high]: [Vec<i64>; 2],
        start: Vec<usize>,
        unknown: &[usize],
        coef: &[i64],
        [row_low, row_high]: [Vec<i64>; 2],
    ) -> Result<Self> {
        crate::check::length("high", high.len(), low.len())?;
        crate::check::length("row_high", row_high.len(), row_low.len())?;
        crate::check::length("start", start.len(), row_low.len() + 1)?;
        crate::check::length("coef", coef.len(), unknown.len())?;
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
        let mut rows_start = vec![0; low.len() + 1];
        for &j in unknown {
            rows_start[j + 1] += 1;
        }
        for j in 0..low.len() {
            rows_start[j + 1] += rows_start[j];
        }
        let mut fill = rows_start.clone();
        let (mut rows, mut coefs) = (vec![0; unknown.len()], vec![0; unknown.len()]);
        for row in 0..row_low.len() {
            for t in start[row]..start[row + 1] {
                let at = &mut fill[unknown[t]];
                (rows[*at], coefs[*at]) = (row, coef[t]);
                *at += 1;
            }
        }
        let terms = unknown.iter().copied().zip(coef.iter().copied()).collect();
        Ok(Self { low, high, row_low, row_high, start, terms, rows_start, rows, coefs })
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
        &self.rows[self.rows_start[unknown]..self.rows_start[unknown + 1]]
    }

    /// Coefficient of an unknown in a row in which it stands.
    pub(super) fn coef(&self, row: usize, unknown: usize) -> i64 {
        let at = self.rows_start[unknown]..self.rows_start[unknown + 1];
        self.rows[at.clone()].binary_search(&row).map_or(0, |i| self.coefs[at.start + i])
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

fn broken(name: &'static str, rule: &'static str) -> Error {
    Error::Argument { name, value: "not".into(), rule }
}
