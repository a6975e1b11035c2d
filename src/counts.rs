//! Counts per area: how many of how many. Checked once; every statistic takes them as they are.

use serde::{Deserialize, Serialize};

use crate::check;
use crate::error::{Error, Result};
use crate::phrase::Phrase;

/// `x` of `n` per area with `0 <= x <= n <= 2^53`; NaN in either is missing. May be weighted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked", into = "Unchecked")]
pub struct Counts {
    x: Vec<f64>,
    n: Vec<f64>,
}

/// What is read and written for [`Counts`].
#[derive(Serialize, Deserialize)]
struct Unchecked {
    #[serde(with = "crate::numeric::figures")]
    x: Vec<f64>,
    #[serde(with = "crate::numeric::figures")]
    n: Vec<f64>,
}

impl TryFrom<Unchecked> for Counts {
    type Error = Error;

    fn try_from(counts: Unchecked) -> Result<Self> {
        Self::new(&counts.x, &counts.n)
    }
}

impl From<Counts> for Unchecked {
    fn from(Counts { x, n }: Counts) -> Self {
        Self { x, n }
    }
}

impl Counts {
    /// Check counts.
    ///
    /// - `x`: number with a property per area; `n`: number in all, in the same order of areas.
    ///
    /// # Errors
    /// Columns differ in length, a count is negative, infinite or above 2^53, or `x > n`.
    ///
    /// # Example
    /// ```
    /// use spreiding::counts::Counts;
    /// let counts = Counts::new(&[58.0, 3.0], &[87.0, f64::NAN])?;
    /// assert_eq!(counts.known().collect::<Vec<_>>(), [(58.0, 87.0)]);
    /// assert_eq!(Counts::new(&[2.0], &[1.0]).unwrap_err().code(), "part-exceeds-whole");
    /// # Ok::<(), spreiding::Error>(())
    /// ```
    pub fn new(x: &[f64], n: &[f64]) -> Result<Self> {
        Self::named(("x", x), ("n", n))
    }

    /// As [`Counts::new`], with the names that errors give the columns.
    ///
    /// # Errors
    /// As [`Counts::new`].
    pub fn named(
        (column, x): (&'static str, &[f64]),
        (of, n): (&'static str, &[f64]),
    ) -> Result<Self> {
        check::length(of, n.len(), x.len())?;
        check::counts_or_missing(column, x)?;
        check::counts_or_missing(of, n)?;
        if let Some(row) = x.iter().zip(n).position(|(x, n)| x > n) {
            return Err(Error::Part { row, column, part: x[row], of, whole: n[row] });
        }
        Ok(Self { x: x.to_vec(), n: n.to_vec() })
    }

    /// Numbers with the property.
    #[must_use]
    pub fn x(&self) -> &[f64] {
        &self.x
    }

    /// Numbers in all.
    #[must_use]
    pub fn n(&self) -> &[f64] {
        &self.n
    }

    /// Number of areas.
    #[must_use]
    pub fn len(&self) -> usize {
        self.x.len()
    }

    /// Whether there is no area.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// `(x, n)` of every area, missing ones as NaN.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (f64, f64)> + Clone {
        self.x.iter().copied().zip(self.n.iter().copied())
    }

    /// `(x, n)` of the areas where both are known and `n > 0`.
    pub fn known(&self) -> impl Iterator<Item = (f64, f64)> + Clone {
        self.rows().filter(|(x, n)| !x.is_nan() && *n > 0.0)
    }

    /// Sums of `x` and `n` over the known areas.
    ///
    /// # Errors
    /// The members, or those outside the group, add up to 0: there is no share between 0 and 1.
    pub fn mixed_sum(&self) -> Result<(f64, f64)> {
        let sum = self.known().fold((0.0, 0.0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
        if sum.0 <= 0.0 {
            return Err(Error::NoMembers { column: "group" });
        }
        if sum.0 >= sum.1 {
            return Err(Error::NoMembers { column: "rest" });
        }
        Ok(sum)
    }

    /// No count is missing.
    ///
    /// # Errors
    /// Names the first area where one is.
    pub fn complete(&self) -> Result<()> {
        match self.rows().position(|(x, n)| x.is_nan() || n.is_nan()) {
            Some(row) if self.x[row].is_nan() => Err(Error::Missing { column: "x", row }),
            Some(row) => Err(Error::Missing { column: "n", row }),
            None => Ok(()),
        }
    }

    /// Every count is whole or missing.
    ///
    /// # Errors
    /// Names the first area where one is not.
    pub fn whole(&self) -> Result<()> {
        let broken = |(x, n): (f64, f64)| x.fract().abs() > 0.0 || n.fract().abs() > 0.0;
        match self.rows().position(broken) {
            Some(row) => Err(Error::NotWhole { row, part: self.x[row], whole: self.n[row] }),
            None => Ok(()),
        }
    }
}

/// Members of several groups per area: one column per group, all known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Vec<f64>>", into = "Vec<Vec<f64>>")]
pub struct Groups(Vec<Vec<f64>>);

impl Groups {
    /// Check the counts of several groups.
    ///
    /// # Errors
    /// There are fewer than two groups, columns differ in length, a count is missing, negative, infinite or above
    /// 2^53, or fewer than two groups have members.
    pub fn new(groups: &[&[f64]]) -> Result<Self> {
        if groups.len() < 2 {
            let value = groups.len().to_string();
            return Err(Error::Argument { name: "number of groups", value, rule: Phrase::FROM_2 });
        }
        for group in groups {
            check::length("group", group.len(), groups[0].len())?;
            check::counts("group", group)?;
        }
        if groups.iter().filter(|group| group.iter().sum::<f64>() > 0.0).count() < 2 {
            return Err(Error::NoMembers { column: "all groups but one" });
        }
        Ok(Self(groups.iter().map(|group| group.to_vec()).collect()))
    }

    /// The columns, one per group.
    #[must_use]
    pub fn columns(&self) -> &[Vec<f64>] {
        &self.0
    }

    /// Number of areas.
    #[must_use]
    pub fn areas(&self) -> usize {
        self.0[0].len()
    }

    /// Members of every group in one area.
    #[must_use]
    pub fn area(&self, at: usize) -> Vec<f64> {
        self.0.iter().map(|group| group[at]).collect()
    }
}

impl TryFrom<Vec<Vec<f64>>> for Groups {
    type Error = Error;

    fn try_from(groups: Vec<Vec<f64>>) -> Result<Self> {
        Self::new(&groups.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }
}

impl From<Groups> for Vec<Vec<f64>> {
    fn from(groups: Groups) -> Self {
        groups.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_counts_are_refused_with_their_row() {
        let code = |x: f64, n: f64| Counts::new(&[1.0, x], &[2.0, n]).map_err(|e| e.code());
        assert_eq!(code(3.0, 2.0), Err("part-exceeds-whole"));
        assert_eq!(code(-1.0, 2.0), Err("count"));
        assert_eq!(code(1.0, f64::INFINITY), Err("count"));
        assert_eq!(code(1.0, 1e19), Err("too-large"));
        assert!(code(1.0, 9_007_199_254_740_992.0).is_ok());
        assert_eq!(Counts::new(&[1.0], &[]).unwrap_err().code(), "length");
        let missing = Counts::new(&[f64::NAN, 1.0], &[2.0, f64::NAN]).expect("missing is allowed");
        assert_eq!(missing.known().count(), 0);
    }

    #[test]
    fn groups_need_two_with_members_and_no_gaps() {
        let code = |groups: &[&[f64]]| Groups::new(groups).map_err(|e| e.code()).map(|_| ());
        assert_eq!(code(&[&[1.0]]), Err("argument"));
        assert_eq!(code(&[&[1.0], &[0.0]]), Err("no-members"));
        assert_eq!(code(&[&[1.0], &[1.0, 2.0]]), Err("length"));
        assert_eq!(code(&[&[1.0], &[f64::NAN]]), Err("count"));
        assert_eq!(code(&[&[1.0], &[1e17]]), Err("too-large"));
        assert_eq!(code(&[&[1.0], &[2.0]]), Ok(()));
    }
}
