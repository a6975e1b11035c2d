//! Rows that repeat an earlier letting, counted by kind.

/// Rows of a kind that are kept.
const SHOWN: usize = 5;

/// A row: the position of its part, and its number there, from 1.
pub type Row = (usize, u64);

/// Rows of a kind: how many, and the first of them in the order of the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Number of rows.
    pub count: u64,
    /// The first few.
    pub first: Vec<Row>,
}

impl Rows {
    pub(super) fn add(&mut self, row: Row) {
        self.count += 1;
        let at = self.first.partition_point(|other| *other < row);
        if at < SHOWN {
            self.first.insert(at, row);
            self.first.truncate(SHOWN);
        }
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.first.extend(other.first);
        self.first.sort_unstable();
        self.first.truncate(SHOWN);
    }
}

/// Rows that repeat an earlier letting of the same dwelling, by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// Same dwelling and day.
    pub same_day: Rows,
    /// Same dwelling and day, the first from another part of the source.
    pub other_part: Rows,
    /// Same dwelling and day, with another group.
    pub other_group: Rows,
    /// Same dwelling within the number of days.
    pub within: Rows,
    /// Same dwelling and group, after a letting through a care provider.
    pub provider: Rows,
}

impl Hits {
    /// Add the rows of other dwellings.
    pub fn merge(&mut self, other: Self) {
        self.same_day.merge(other.same_day);
        self.other_part.merge(other.other_part);
        self.other_group.merge(other.other_group);
        self.within.merge(other.within);
        self.provider.merge(other.provider);
    }
}
