//! The rows of a problem: read once more, only when something is wrong.

use hashbrown::HashSet;

use super::{Axis, MISSING, Numbers, SWAPPED, Sink, UNREADABLE};
use crate::error::Result;

/// What makes a value of a column part of a problem.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// The value is missing.
    Missing,
    /// The date cannot be read.
    Unreadable,
    /// The date can only be read with day and month changed over.
    Swapped,
    /// The code is one of these.
    OneOf(HashSet<String>),
    /// The day is before the first or after the last.
    Outside(i32, i32),
}

impl Rule {
    fn holds(&self, axis: &Axis, id: u32) -> bool {
        match self {
            Self::Missing => id == MISSING,
            Self::Unreadable => axis.is_date() && id == UNREADABLE,
            Self::Swapped => axis.is_date() && id == SWAPPED,
            Self::OneOf(codes) => axis.code(id as usize).is_some_and(|code| codes.contains(code)),
            Self::Outside(first, last) => {
                axis.day(id as usize).is_some_and(|day| day < *first || day > *last)
            }
        }
    }
}

/// Rows that a problem was found in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Number of rows.
    pub count: u64,
    /// The first of them, counted from 1.
    pub rows: Vec<u64>,
}

/// A sink that looks for rows in which every rule of a problem holds.
#[derive(Debug)]
pub struct Finder {
    axes: Vec<Axis>,
    numbers: Vec<Numbers>,
    problems: Vec<Vec<(usize, Rule)>>,
    found: Vec<Found>,
    most: usize,
    seen: u64,
}

impl Finder {
    /// A finder of `problems`: each a list of axes and rules. At most `most` rows are kept for each.
    #[must_use]
    pub fn new(
        axes: Vec<Axis>,
        numbers: Vec<Numbers>,
        problems: Vec<Vec<(usize, Rule)>>,
        most: usize,
    ) -> Self {
        let found = vec![Found::default(); problems.len() + numbers.len()];
        Self { axes, numbers, problems, found, most, seen: 0 }
    }

    /// What was found per problem, then per column of numbers.
    #[must_use]
    pub fn found(self) -> Vec<Found> {
        self.found
    }
}

impl Sink for Finder {
    fn width(&self) -> usize {
        self.axes.len()
    }

    fn axis(&mut self, at: usize) -> &mut Axis {
        &mut self.axes[at]
    }

    fn numbers(&mut self) -> &mut [Numbers] {
        &mut self.numbers
    }

    fn rows(&mut self, ids: &[&[u32]]) -> Result<()> {
        let rows = ids.first().map_or(0, |column| column.len());
        for (problem, found) in self.problems.iter().zip(&mut self.found) {
            let tables: Vec<(usize, Vec<bool>)> = problem
                .iter()
                .map(|(axis, rule)| {
                    let of = &self.axes[*axis];
                    (
                        *axis,
                        (0..of.len())
                            .map(|id| rule.holds(of, u32::try_from(id).unwrap_or(u32::MAX)))
                            .collect(),
                    )
                })
                .collect();
            for row in 0..rows {
                if tables.iter().all(|(axis, holds)| holds[ids[*axis][row] as usize]) {
                    found.count += 1;
                    if found.rows.len() < self.most {
                        found.rows.push(self.seen + row as u64 + 1);
                    }
                }
            }
        }
        self.seen += rows as u64;
        Ok(())
    }

    fn bad_number(&mut self, column: usize, offset: usize) {
        let found = &mut self.found[self.problems.len() + column];
        found.count += 1;
        if found.rows.len() < self.most {
            found.rows.push(self.seen + offset as u64 + 1);
        }
    }
}
