//! The rows of a problem: read once more, only when something is wrong.

use hashbrown::HashSet;

use super::{Axis, Block, MISSING, Numbers, Place, SWAPPED, Sink, UNPRINTABLE, UNREADABLE};
use crate::error::Result;

/// What makes a value of a column part of a problem.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// The value is missing: blank, or one of these labels.
    Missing(HashSet<String>),
    /// The date cannot be read, or the code is no UTF-8.
    Unreadable,
    /// The date can only be read with day and month changed over.
    Swapped,
    /// The code holds control characters.
    Unprintable,
    /// The label, as it stands in the source, is one of these.
    OneOf(HashSet<String>),
    /// The day is before the first or after the last.
    Outside(i32, i32),
}

impl Rule {
    fn holds(&self, axis: &Axis, id: u32) -> bool {
        let among = |labels: &HashSet<String>| {
            axis.label(id as usize).is_some_and(|label| labels.contains(label))
        };
        match self {
            Self::Missing(signs) => id == MISSING || among(signs),
            Self::Unreadable => id == UNREADABLE,
            Self::Swapped => axis.is_date() && id == SWAPPED,
            Self::Unprintable => !axis.is_date() && id == UNPRINTABLE,
            Self::OneOf(labels) => among(labels),
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
    /// The first of them.
    pub rows: Vec<Place>,
}

impl Found {
    fn add(&mut self, place: Place, most: usize) {
        self.count += 1;
        if self.rows.len() < most {
            self.rows.push(place);
        }
    }

    fn merge(&mut self, other: Self, most: usize) {
        self.count += other.count;
        self.rows.extend(other.rows);
        self.rows.sort_unstable();
        self.rows.truncate(most);
    }
}

/// A sink that looks for rows in which every rule of a problem holds.
#[derive(Debug)]
pub struct Finder {
    axes: Vec<Axis>,
    numbers: Vec<Numbers>,
    problems: Vec<Vec<(usize, Rule)>>,
    found: Vec<Found>,
    most: usize,
    block: u64,
    /// Rows of the block at hand that were taken.
    seen: u64,
    /// Lines of the rows of the block at hand, where the source has lines.
    lines: Vec<u64>,
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
        Self { axes, numbers, problems, found, most, block: 0, seen: 0, lines: Vec::new() }
    }

    /// A finder of the same problems for another thread.
    #[must_use]
    pub fn fresh(&self) -> Self {
        let axes = self.axes.iter().map(Axis::fresh).collect();
        let numbers = self.numbers.iter().map(Numbers::fresh).collect();
        Self::new(axes, numbers, self.problems.clone(), self.most)
    }

    /// Add what another thread found.
    pub fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.found.iter_mut().zip(other.found) {
            mine.merge(theirs, self.most);
        }
    }

    /// What was found per problem, then per column of numbers.
    #[must_use]
    pub fn found(self) -> Vec<Found> {
        self.found
    }

    fn place(&self, row: u64) -> Place {
        let line = usize::try_from(row).ok().and_then(|at| self.lines.get(at));
        Place { block: self.block, row, line: line.copied().unwrap_or_default() }
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

    fn block(&mut self, block: Block) {
        (self.block, self.seen) = (block.number, 0);
        self.lines.clear();
    }

    fn lines(&mut self) -> Option<&mut Vec<u64>> {
        Some(&mut self.lines)
    }

    fn rows(&mut self, ids: &[&[u32]]) -> Result<()> {
        let rows = ids.first().map_or(0, |column| column.len());
        for (at, problem) in self.problems.iter().enumerate() {
            let table = |(axis, rule): &(usize, Rule)| {
                let of = &self.axes[*axis];
                let holds = |id| rule.holds(of, u32::try_from(id).unwrap_or(u32::MAX));
                (*axis, (0..of.len()).map(holds).collect::<Vec<bool>>())
            };
            let tables: Vec<_> = problem.iter().map(table).collect();
            let mut hits = Vec::new();
            for row in 0..rows {
                if tables.iter().all(|(axis, holds)| holds[ids[*axis][row] as usize]) {
                    hits.push(self.place(self.seen + row as u64));
                }
            }
            for place in hits {
                self.found[at].add(place, self.most);
            }
        }
        self.seen += rows as u64;
        Ok(())
    }

    fn bad_number(&mut self, column: usize, offset: usize) {
        let place = self.place(self.seen + offset as u64);
        self.found[self.problems.len() + column].add(place, self.most);
    }
}
