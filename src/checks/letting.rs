//! Second pass: lettings that repeat an earlier one of the same dwelling.

use hashbrown::HashSet;

use super::Repeats;
use crate::error::Result;
use crate::records::{Axis, MISSING, Numbers, Sink};

/// A row: the position of its part, and its number there, from 1.
pub type Row = (u32, u64);

/// Second pass: rows of the dwellings that may be let twice. Columns: dwelling
/// ([`crate::records::Kind::Watched`]), day, group. Needs the rows in order.
#[derive(Debug)]
pub struct Watch {
    axes: Vec<Axis>,
    provider: HashSet<String>,
    part: u32,
    seen: u64,
    /// Dwelling, day, row, group.
    rows: Vec<(u32, i32, Row, u32)>,
}

/// Rows that repeat an earlier letting of the same dwelling, by kind, in the order of the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// Same dwelling and day.
    pub same_day: Vec<Row>,
    /// Same dwelling and day, the first from another part of the source.
    pub other_part: Vec<Row>,
    /// Same dwelling and day, with another group.
    pub other_group: Vec<Row>,
    /// Same dwelling within the number of days.
    pub within: Vec<Row>,
    /// Same dwelling and group, after a letting through a care provider.
    pub provider: Vec<Row>,
}

impl Watch {
    /// A watch without rows.
    #[must_use]
    pub fn new(axes: Vec<Axis>, provider: HashSet<String>) -> Self {
        Self { axes, provider, part: 0, seen: 0, rows: Vec::new() }
    }

    /// The rows that follow are those of part `part`, after `before` others of it.
    pub fn start(&mut self, part: u32, before: u64) {
        (self.part, self.seen) = (part, before);
    }

    /// Rows of the part seen so far.
    #[must_use]
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// Rows that repeat an earlier letting.
    #[must_use]
    pub fn hits(&mut self, repeats: Repeats) -> Hits {
        self.rows.sort_unstable();
        let mut hits = Hits::default();
        for pair in self.rows.windows(2) {
            let [(before, first_day, first, group), (dwelling, day, row, other)] = pair else {
                continue;
            };
            if before != dwelling {
                continue;
            }
            let code = self.axes[2].code(*group as usize);
            let by_provider = code.is_some_and(|code| self.provider.contains(code));
            if day == first_day {
                hits.same_day.push(*row);
                if first.0 != row.0 {
                    hits.other_part.push(*row);
                }
                if group != other && *group != MISSING && *other != MISSING {
                    hits.other_group.push(*row);
                }
            } else if day - first_day <= repeats.within {
                hits.within.push(*row);
            } else if by_provider && group == other && day - first_day <= repeats.provider {
                hits.provider.push(*row);
            }
        }
        for rows in [
            &mut hits.same_day,
            &mut hits.other_part,
            &mut hits.other_group,
            &mut hits.within,
            &mut hits.provider,
        ] {
            rows.sort_unstable();
        }
        hits
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

    fn rows(&mut self, ids: &[&[u32]]) -> Result<()> {
        for (at, dwelling) in ids[0].iter().enumerate() {
            let day = self.axes[1].day(ids[1][at] as usize);
            if let (true, Some(day)) = (*dwelling != MISSING, day) {
                let row = (self.part, self.seen + at as u64 + 1);
                self.rows.push((*dwelling, day, row, ids[2][at]));
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
    use crate::checks::{Counted, Keys};
    use crate::records::{Kind, Tally, key};

    const REPEATS: Repeats = Repeats { within: 60, provider: 730 };

    fn axes(dwelling: Kind) -> Vec<Axis> {
        vec![
            Axis::new("dwelling", dwelling),
            Axis::new("day", Kind::Day),
            Axis::new("group", Kind::Text),
        ]
    }

    fn feed(sink: &mut impl Sink, rows: &[(String, i32, &str)]) {
        sink.block();
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
        let mut watch = Watch::new(axes(Kind::Watched(suspects)), provider);
        feed(&mut watch, rows);
        (count, watch.hits(REPEATS))
    }

    #[test]
    fn every_kind_of_repeat_is_found_by_its_row() {
        // Oracle: the rows were made by hand; days 0, 60 and 61 stand on both sides of the limit.
        let row = |dwelling: &str, day, group| (dwelling.to_owned(), day, group);
        let rows = [
            row("a", 17_000, "x"),
            row("b", 17_000, ""),
            row(" a ", 17_000, "y"),
            row("b", 17_060, ""),
            row("c", 17_000, ""),
            row("c", 17_061, ""),
            row("d", 17_000, "omslag"),
            row("d", 17_100, "omslag"),
            row("e", 17_000, "omslag"),
            row("e", 17_100, "x"),
            row("", 17_000, "x"),
            row("", 17_000, "x"),
        ];
        let (suspects, hits) = found(&rows);
        assert_eq!(suspects, 3); // neither c nor e
        let at = |row| vec![(0, row)];
        assert_eq!((hits.same_day, hits.other_group), (at(3), at(3)));
        assert_eq!((hits.within, hits.provider, hits.other_part), (at(4), at(8), vec![]));
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
