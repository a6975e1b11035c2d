//! How unevenly a group is spread over areas: one index per file, with its distribution under a null hypothesis.

pub mod atkinson;
pub mod chance;
pub mod dissimilarity;
pub mod entropy;
pub mod exposure;
pub mod gini;
pub mod multigroup;
pub mod nested;

use crate::check;
use crate::counts::Counts;
use crate::error::{Error, Result};
use crate::phrase::Phrase;

/// An index of one group against its complement or a reference.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// See [`dissimilarity`](dissimilarity::dissimilarity).
    Dissimilarity,
    /// See [`gini`](gini::gini).
    Gini,
    /// See [`entropy`](entropy::entropy).
    Entropy,
    /// See [`isolation`](exposure::isolation).
    Isolation,
    /// See [`interaction`](exposure::interaction).
    Interaction,
    /// See [`atkinson`](atkinson::atkinson); the shape lies strictly between 0 and 1.
    Atkinson(f64),
}

impl Index {
    /// The index of that name; `shape` is used by Atkinson's only.
    ///
    /// # Errors
    /// There is no such index, or `shape` is not strictly between 0 and 1.
    pub fn named(name: &str, shape: f64) -> Result<Self> {
        let found: Self = name.parse()?;
        if !matches!(found, Self::Atkinson(_)) {
            return Ok(found);
        }
        if shape > 0.0 && shape < 1.0 {
            return Ok(Self::Atkinson(shape));
        }
        Err(Error::Argument {
            name: "shape",
            value: shape.to_string(),
            rule: Phrase::BETWEEN_0_AND_1,
        })
    }

    /// Whether a higher value is more uneven; only for interaction it is not.
    #[must_use]
    pub fn rises(self) -> bool {
        self != Self::Interaction
    }
}

check::names!(Index, "index" {
    "dissimilarity" => Self::Dissimilarity,
    "gini" => Self::Gini,
    "entropy" => Self::Entropy,
    "isolation" => Self::Isolation,
    "interaction" => Self::Interaction,
    "atkinson" => Self::Atkinson(0.5),
});

/// Members of a group per area among a total, rows in an order that does not depend on the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// Members of the group.
    pub group: Vec<f64>,
    /// All units: the group is part of them.
    pub total: Vec<f64>,
    /// Whether the reference is all units (a stock) and not those outside the group.
    pub against_all: bool,
}

impl Spread {
    /// Check and put in order: equal rows are exchangeable, so rows sorted by their counts give results, simulated
    /// ones too, that are the same for any order of areas.
    ///
    /// # Errors
    /// A count is missing, or the group or its reference adds up to 0.
    pub fn new(counts: &Counts, against_all: bool) -> Result<Self> {
        counts.complete()?;
        let mut rows: Vec<(f64, f64)> = counts.rows().map(|(x, t)| (t, x)).collect();
        rows.retain(|(t, _)| *t > 0.0);
        rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let (total, group): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let (all, members) = (total.iter().sum::<f64>(), group.iter().sum::<f64>());
        if members <= 0.0 {
            return Err(Error::NoMembers { column: "group" });
        }
        if !against_all && members >= all {
            return Err(Error::NoMembers { column: "rest" });
        }
        Ok(Self { group, total, against_all })
    }

    /// Value of an index for these counts.
    #[must_use]
    pub fn value(&self, index: Index) -> f64 {
        self.with(index, &self.group)
    }

    /// Value of an index with other members in the same areas; NaN where the group or the rest is empty.
    #[must_use]
    pub fn with(&self, index: Index, group: &[f64]) -> f64 {
        let (total, all) = (&self.total, self.against_all);
        match index {
            Index::Dissimilarity => dissimilarity::dissimilarity(group, total, all),
            Index::Gini => gini::gini(group, total, all),
            Index::Entropy => entropy::entropy(group, total),
            Index::Isolation => exposure::isolation(group, total),
            Index::Interaction => exposure::interaction(group, total),
            Index::Atkinson(shape) => atkinson::atkinson(group, total, all, shape),
        }
    }

    /// Points of the Lorenz curve: cumulative share of the reference and of the group, areas by rising share.
    #[must_use]
    pub fn lorenz(&self) -> (Vec<f64>, Vec<f64>) {
        gini::lorenz(&self.group, &self.total, self.against_all)
    }
}

#[cfg(test)]
mod tests;
