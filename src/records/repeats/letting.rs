//! Second pass: lettings that repeat an earlier one of the same dwelling, known by its full name.

use hashbrown::HashSet;

use super::hits::{Hits, Row};
use super::rule::Repeats;
use crate::error::Result;
use crate::records::spell::codes;
use crate::records::{Axis, Block, MISSING, Numbers, RESERVED, Sink};

/// Bits of the group in [`Letting::place`]; its ids stay below 2^20.
const GROUP_BITS: u32 = 24;

/// A row of a dwelling that may be let twice, in the order that repeats are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Letting {
    dwelling: u32,
    day: i32,
    /// Number among the rows of all parts, and the group.
    place: u64,
}

impl Letting {
    fn group(self) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "only the bits of the group")]
        let group = self.place as u32;
        group & ((1 << GROUP_BITS) - 1)
    }

    fn row(self) -> u64 {
        self.place >> GROUP_BITS
    }
}

/// Rows of the dwellings that may be let twice. Columns: dwelling ([`crate::records::Kind::Watched`]), day, group.
#[derive(Debug)]
pub struct Watch {
    axes: Vec<Axis>,
    /// Rows before the source at hand, and rows seen.
    before: u64,
    seen: u64,
    /// Rows before each part.
    parts: Vec<u64>,
    rows: Vec<Letting>,
}

impl Watch {
    /// A watch without rows.
    #[must_use]
    pub fn new(axes: Vec<Axis>) -> Self {
        Self { axes, before: 0, seen: 0, parts: Vec::new(), rows: Vec::new() }
    }

    /// The rows that follow are of part `part`; parts and their pieces come in order.
    pub fn start(&mut self, part: usize) {
        while self.parts.len() <= part {
            self.parts.push(self.seen);
        }
        self.before = self.seen;
    }

    /// A watch for another thread on the same source.
    #[must_use]
    pub fn fresh(&self) -> Self {
        let axes = self.axes.iter().map(Axis::fresh).collect();
        Self { before: self.before, seen: self.seen, ..Self::new(axes) }
    }

    /// Add the rows of another thread.
    ///
    /// # Errors
    /// There are too many distinct values.
    pub fn merge(&mut self, other: Self) -> Result<()> {
        let dwellings = self.axes[0].absorb(&other.axes[0])?;
        let groups = self.axes[2].absorb(&other.axes[2])?;
        self.rows.extend(other.rows.into_iter().map(|letting| Letting {
            dwelling: dwellings[letting.dwelling as usize],
            day: letting.day,
            place: letting.row() << GROUP_BITS | u64::from(groups[letting.group() as usize]),
        }));
        self.seen = self.seen.max(other.seen);
        Ok(())
    }

    /// Rows that repeat an earlier letting; `provider` are the labels of groups that are let through a care provider
    /// first, cleaned.
    #[must_use]
    pub fn hits(mut self, provider: &HashSet<String>, repeats: Repeats) -> Hits {
        self.rows.sort_unstable();
        let none = (0..RESERVED).map(|_| None);
        let groups: Vec<Option<String>> = none.chain(codes(&self.axes[2], None)).collect();
        let by_provider =
            |code: &Option<String>| code.as_ref().is_some_and(|c| provider.contains(c));
        let by_provider: Vec<bool> = groups.iter().map(by_provider).collect();
        let mut hits = Hits::default();
        for pair in self.rows.windows(2) {
            let [before, letting] = [pair[0], pair[1]];
            if before.dwelling != letting.dwelling {
                continue;
            }
            let (days, row) = (letting.day - before.day, self.row(letting));
            let [group, other] = [before, letting].map(|letting| &groups[letting.group() as usize]);
            if days == 0 {
                hits.same_day.add(row);
                if self.row(before).0 != row.0 {
                    hits.other_part.add(row);
                }
                if group != other && group.is_some() && other.is_some() {
                    hits.other_group.add(row);
                }
            } else if days <= repeats.within {
                hits.within.add(row);
            } else if by_provider[before.group() as usize]
                && group == other
                && days <= repeats.provider
            {
                hits.provider.add(row);
            }
        }
        hits
    }

    fn row(&self, letting: Letting) -> Row {
        let row = letting.row();
        let part = self.parts.partition_point(|before| *before <= row).saturating_sub(1);
        (part, row - self.parts.get(part).copied().unwrap_or_default() + 1)
    }
}

impl Sink for Watch {
    fn width(&self) -> usize {
        self.axes.len()
    }

    fn axis(&mut self, at: usize) -> &mut Axis {
        &mut self.axes[at]
    }

    fn numbers(&mut self) -> &mut [Numbers] {
        &mut []
    }

    fn block(&mut self, block: Block) {
        if let Some(first) = block.first {
            self.seen = self.before + first;
        }
    }

    fn rows(&mut self, ids: &[&[u32]]) -> Result<()> {
        for (at, dwelling) in ids[0].iter().enumerate() {
            if *dwelling == MISSING {
                continue;
            }
            if let Some(day) = self.axes[1].day(ids[1][at] as usize) {
                let place = (self.seen + at as u64) << GROUP_BITS | u64::from(ids[2][at]);
                self.rows.push(Letting { dwelling: *dwelling, day, place });
            }
        }
        self.seen += ids[0].len() as u64;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::records::repeats::{Counted, Keys, Rows};
    use crate::records::{Kind, Tally, key};
    use crate::values;

    const REPEATS: Repeats = Repeats { within: 60, provider: 730 };

    fn axes(dwelling: Kind) -> Vec<Axis> {
        vec![
            Axis::new("dwelling", dwelling),
            Axis::new("day", Kind::Day),
            Axis::new("group", Kind::Text(values::Kind::Group)),
        ]
    }

    fn feed(sink: &mut impl Sink, rows: &[(String, i32, &str)]) {
        sink.block(Block::default());
        for (dwelling, day, group) in rows {
            let ids = [
                sink.axis(0).text(dwelling.as_bytes()).unwrap(),
                sink.axis(1).on_day(*day),
                sink.axis(2).text(group.as_bytes()).unwrap(),
            ];
            sink.rows(&[&ids[..1], &ids[1..2], &ids[2..]]).unwrap();
        }
    }

    fn found(rows: &[(String, i32, &str)]) -> (usize, Hits) {
        let provider: HashSet<String> = ["omslag".to_owned()].into_iter().collect();
        let mut whole = Counted {
            tally: Tally::new(axes(Kind::Key), Vec::new(), &[vec![2]]).unwrap(),
            keys: Some(Keys::new([0, 1, 2])),
        };
        for block in rows.chunks(7) {
            let mut part = whole.fresh();
            feed(&mut part, block);
            whole.merge(part).unwrap();
        }
        let suspects = whole.keys.unwrap().suspects(&provider, REPEATS);
        let count = suspects.len();
        let suspects = Arc::new(suspects.into_iter().collect());
        let mut watch = Watch::new(axes(Kind::Watched(suspects)));
        watch.start(0);
        feed(&mut watch, rows);
        (count, watch.hits(&provider, REPEATS))
    }

    #[test]
    fn every_kind_of_repeat_is_found_by_its_row() {
        // Oracle: the rows were made by hand; days 0, 60 and 61 stand on both sides of the limit.
        let table = "a 0 x|b 0 |\ta\t 0 y|b 60 |c 0 |c 61 |d 0 omslag|d 100 omslag|e 0 omslag|e 100 x| 0 x| 0 x";
        let row = |row: &'static str| {
            let mut cells = row.split(' ');
            let mut next = || cells.next().unwrap();
            (next().to_owned(), 17_000 + next().parse::<i32>().unwrap(), next())
        };
        let rows: Vec<_> = table.split('|').map(row).collect();
        let (suspects, hits) = found(&rows);
        assert_eq!(suspects, 3); // neither c nor e
        let at = |row| Rows { count: 1, first: vec![(0, row)] };
        assert_eq!((hits.same_day, hits.other_group), (at(3), at(3)));
        assert_eq!((hits.within, hits.provider, hits.other_part), (at(4), at(8), Rows::default()));
    }

    #[test]
    fn a_suspect_by_its_hash_alone_is_no_finding() {
        // Oracle: all dwellings are watched, as if all hashes had met; each is let once.
        let rows: Vec<_> = (0..1000).map(|i| (format!("0363{i:012}"), 17_000, "x")).collect();
        let suspects = rows.iter().map(|row| key(row.0.as_bytes())).collect();
        let mut watch = Watch::new(axes(Kind::Watched(Arc::new(suspects))));
        watch.start(0);
        feed(&mut watch, &rows);
        assert_eq!(watch.hits(&HashSet::new(), REPEATS), Hits::default());
    }

    #[test]
    fn no_repeat_is_found_where_there_is_none() {
        // Oracle: 100,000 dwellings let once each.
        let rows: Vec<_> = (0..100_000).map(|i| (format!("0363{i:012}"), 17_000, "")).collect();
        assert_eq!(found(&rows), (0, Hits::default()));
        let keys: HashSet<u64> = rows.iter().map(|row| key(row.0.as_bytes())).collect();
        assert_eq!(keys.len(), rows.len());
    }
}
