//! A column on its way to what a reader wants of its values, some rows at a time.

use std::fs::File;

use super::bits::Hybrid;
use super::footer::{Group, Leaf, Physical};
use super::pages::{Page, Pages};
use super::values::{Failed, Raw, Values};
use crate::error::{Error, Result};

/// Most rows that are made at a time: memory does not grow with a page that says one thing many times.
const STEP: usize = 1 << 14;

/// What a reader makes of stored values.
pub(super) trait Make {
    /// What it makes.
    type Of: Clone;

    /// What stands for a missing value.
    fn missing(&self) -> Self::Of;

    /// Make one.
    ///
    /// # Errors
    /// The column must hold something else.
    fn make(&mut self, raw: Raw<'_>) -> Result<Self::Of>;

    /// Make those of `count` texts, where there is a faster way than one by one; `None` where there is not.
    fn make_texts(
        &mut self,
        _rest: &mut &[u8],
        _count: usize,
        _into: &mut Vec<Self::Of>,
    ) -> Option<bool> {
        None
    }

    /// How much is held of what was made, where that is to be forgotten.
    fn held(&self) -> usize {
        0
    }

    /// Forget what was made after so much was held: rows of a step need not remember those before.
    fn forget(&mut self, _held: usize) {}
}

/// A column of the row group at hand. Its room serves one row group after the other.
#[derive(Debug)]
pub(super) struct Column<T> {
    /// Position among the columns of the file.
    at: usize,
    pages: Pages,
    physical: Physical,
    optional: bool,
    dictionary: Vec<T>,
    values: Option<Values>,
    /// Which rows have a value, of a page whose rows do not all have one.
    levels: Option<Hybrid>,
    /// Rows of the page, and of the row group, that are to come.
    in_page: usize,
    left: u64,
    made: Vec<T>,
    taken: usize,
    present: Vec<u32>,
    /// What is held of the dictionary by the reader.
    held: usize,
}

impl<T: Clone> Column<T> {
    pub(super) fn new(at: usize) -> Self {
        Self {
            at,
            pages: Pages::default(),
            physical: Physical::Boolean,
            optional: false,
            dictionary: Vec::new(),
            values: None,
            levels: None,
            in_page: 0,
            left: 0,
            made: Vec::new(),
            taken: 0,
            present: Vec::new(),
            held: 0,
        }
    }

    /// Go to a row group.
    pub(super) fn start(&mut self, leaf: &Leaf, group: &Group) -> std::result::Result<(), String> {
        let chunk = group.chunks.get(self.at).and_then(Option::as_ref);
        self.pages.start(chunk.ok_or("the values of a column stand in another file")?);
        (self.physical, self.optional, self.left) = (leaf.physical, leaf.optional, group.rows);
        (self.values, self.levels, self.in_page, self.taken) = (None, None, 0, 0);
        self.held = 0;
        self.dictionary.clear();
        self.made.clear();
        Ok(())
    }

    /// Rows that can be taken now; makes the next where there are none. 0 at the end of the row group.
    pub(super) fn ready<M: Make<Of = T>>(
        &mut self,
        file: &mut File,
        make: &mut M,
    ) -> std::result::Result<usize, Problem> {
        while self.taken == self.made.len() {
            if self.left == 0 {
                return Ok(0);
            }
            if self.in_page == 0 {
                self.next_page(file, make)?;
                continue;
            }
            self.step(make)?;
        }
        Ok(self.made.len() - self.taken)
    }

    /// Take rows that are ready.
    pub(super) fn take(&mut self, rows: usize) -> &[T] {
        self.taken += rows;
        &self.made[self.taken - rows..self.taken]
    }

    fn next_page<M: Make<Of = T>>(
        &mut self,
        file: &mut File,
        make: &mut M,
    ) -> std::result::Result<(), Problem> {
        let found = self.pages.next_page(file)?.ok_or("a column ends before the others")?;
        let page = self.pages.bytes();
        let mut at = match found.page {
            Page::Dictionary => {
                if !self.dictionary.is_empty() {
                    return Err("a second dictionary".into());
                }
                let mut values =
                    Values::new(0, self.physical, page, 0).ok_or("a dictionary is none")?;
                let dictionary = &mut self.dictionary;
                let take = |raw: Raw<'_>| {
                    dictionary.push(make.make(raw)?);
                    Ok(())
                };
                values.read(self.physical, page, found.values, take)?;
                self.held = make.held();
                return Ok(());
            }
            Page::First | Page::Second { .. } if !self.optional => 0,
            Page::First => {
                let size = page.first_chunk().map(|size| u32::from_le_bytes(*size) as usize);
                let size = size.ok_or("a page ends in its levels")?;
                4_usize
                    .checked_add(size)
                    .filter(|end| *end <= page.len())
                    .ok_or("a page ends in its levels")?
            }
            Page::Second { levels } => levels,
        };
        self.levels = match found.page {
            Page::First if self.optional => Hybrid::new(1, 4, at),
            Page::Second { levels } if self.optional => Hybrid::new(1, 0, levels),
            Page::Second { levels } => {
                at = levels;
                None
            }
            _ => None,
        };
        let wrong = || format!("a page is encoded in a way that is not read ({})", found.encoding);
        self.values = Some(Values::new(found.encoding, self.physical, page, at).ok_or_else(wrong)?);
        self.in_page = found.values;
        if self.in_page as u64 > self.left {
            return Err("a page has more rows than its row group".into());
        }
        Ok(())
    }

    /// Make the next rows of the page.
    fn step<M: Make<Of = T>>(&mut self, make: &mut M) -> std::result::Result<(), Problem> {
        let rows = self.in_page.min(STEP);
        let page = self.pages.bytes();
        self.made.clear();
        self.taken = 0;
        make.forget(self.held);
        let present = match &mut self.levels {
            Some(levels) => present(levels, page, rows, &mut self.present)?,
            None => rows,
        };
        let values = self.values.as_mut().ok_or("a page without values")?;
        if let Values::Dictionary(hybrid) = values {
            point(hybrid, page, present, &self.dictionary, &mut self.made)?;
        } else {
            let fast = match values {
                Values::Plain(at) if self.physical == Physical::Bytes => {
                    let mut rest = page.get(*at..).unwrap_or_default();
                    let done = make.make_texts(&mut rest, present, &mut self.made);
                    *at = page.len() - rest.len();
                    done
                }
                _ => None,
            };
            match fast {
                Some(true) => {}
                Some(false) => return Err("a page is cut short".into()),
                None => {
                    let made = &mut self.made;
                    let take = |raw: Raw<'_>| {
                        made.push(make.make(raw)?);
                        Ok(())
                    };
                    values.read(self.physical, page, present, take)?;
                }
            }
        }
        if present < rows {
            spread(&mut self.made, &self.present, &make.missing());
        }
        self.in_page -= rows;
        self.left -= rows as u64;
        Ok(())
    }
}

/// Why a column cannot be read.
#[derive(Debug)]
pub(super) enum Problem {
    /// The file is damaged.
    Damaged(String),
    /// The column must hold something else.
    Value(Error),
}

impl From<&str> for Problem {
    fn from(what: &str) -> Self {
        Self::Damaged(what.to_owned())
    }
}

impl From<String> for Problem {
    fn from(what: String) -> Self {
        Self::Damaged(what)
    }
}

impl From<Failed> for Problem {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Page => Self::Damaged("a page is cut short".to_owned()),
            Failed::Value(error) => Self::Value(error),
        }
    }
}

/// Which of the next rows have a value (1) or not (0), and how many have.
fn present(
    levels: &mut Hybrid,
    page: &[u8],
    rows: usize,
    present: &mut Vec<u32>,
) -> std::result::Result<usize, Problem> {
    present.clear();
    if levels.same(page, rows) == Some(1) {
        return Ok(rows);
    }
    let found = levels.read(
        page,
        rows,
        present,
        |present: &mut Vec<u32>, level, times| {
            present.resize(present.len() + times, level & 1);
            Some(())
        },
        |present, some| {
            present.extend_from_slice(some);
            Some(())
        },
    );
    found.ok_or("a page has fewer rows than it says")?;
    Ok(present.iter().map(|level| *level as usize).sum())
}

/// What is made of values that are stored as positions in the dictionary.
fn point<T: Clone>(
    hybrid: &mut Hybrid,
    page: &[u8],
    count: usize,
    dictionary: &[T],
    made: &mut Vec<T>,
) -> std::result::Result<(), Problem> {
    made.reserve(count);
    let found = hybrid.read(
        page,
        count,
        made,
        |made, at, times| {
            let value = dictionary.get(at as usize)?;
            made.resize(made.len() + times, value.clone());
            Some(())
        },
        |made, some| {
            // One question for the whole block, so that the loop has nothing to do but look up.
            let last = some.iter().max()?;
            dictionary.get(*last as usize)?;
            made.extend(some.iter().map(|at| dictionary[*at as usize].clone()));
            Some(())
        },
    );
    Ok(found.ok_or("a value points outside its dictionary")?)
}

/// Move what was made apart, so that missing values stand between.
fn spread<T: Clone>(made: &mut Vec<T>, present: &[u32], missing: &T) {
    let packed = std::mem::take(made);
    made.reserve(present.len());
    let mut at = 0;
    for present in present {
        // A choice without a branch, as missing values come in no order.
        let value = packed.get(at).unwrap_or(missing);
        made.push(if *present == 0 { missing } else { value }.clone());
        at += *present as usize;
    }
}
