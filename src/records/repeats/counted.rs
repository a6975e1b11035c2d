//! Counts and keys from one pass.

use super::keys::Keys;
use crate::error::{Error, Result};
use crate::records::{Axis, Block, Numbers, Sink, Tally};

/// Counts of records and, where wanted, the keys of their dwellings, from one pass.
#[derive(Debug)]
pub struct Counted {
    /// How often each combination of values occurs.
    pub tally: Tally,
    /// Keys of the dwellings.
    pub keys: Option<Keys>,
}

impl Counted {
    /// Of the same columns, without records.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self { tally: self.tally.fresh(), keys: self.keys.as_ref().map(Keys::fresh) }
    }

    /// Add the records of another part.
    ///
    /// # Errors
    /// As [`Tally::merge`] and [`Keys::merge`].
    pub fn merge(&mut self, other: Self) -> Result<()> {
        if let (Some(mine), Some(theirs)) = (&mut self.keys, other.keys) {
            mine.merge(theirs)?;
        }
        self.tally.merge(&other.tally)
    }
}

impl Sink for Counted {
    fn width(&self) -> usize {
        self.tally.width()
    }

    /// Keys need days where the tally has months: the source gives days, of which the months follow.
    fn axis(&mut self, at: usize) -> &mut Axis {
        match &mut self.keys {
            Some(keys) if keys.date() == at => keys.days(),
            _ => self.tally.axis(at),
        }
    }

    fn numbers(&mut self) -> &mut [Numbers] {
        self.tally.numbers()
    }

    fn block(&mut self, block: Block) {
        self.tally.block(block);
    }

    fn weighted(&mut self, ids: &[&[u32]], weights: &[u64]) -> Result<()> {
        match self.keys {
            None => self.tally.weighted(ids, weights),
            Some(_) => Err(Error::OneByOne {}),
        }
    }

    fn rows(&mut self, ids: &[&[u32]]) -> Result<()> {
        let Some(keys) = &mut self.keys else { return self.tally.rows(ids) };
        keys.rows(self.tally.columns(), ids)?;
        let date = keys.date();
        let months = keys.coarser(ids[date], self.tally.axis(date));
        let mut ids = ids.to_vec();
        ids[date] = months;
        self.tally.rows(&ids)
    }
}
