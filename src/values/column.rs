//! A column of a small table, read by the one vocabulary: what it says, what stood for a missing value, what is wrong.

use hashbrown::{HashMap, HashSet};

use super::date::{Parsed, parse};
use super::{
    Cleaned, Doubt, Evidence, Kind, Notation, Sign, Signs, Written, clean, flag, read, sign,
};

/// A column that was read. Rows are counted from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Column<T> {
    /// The values; `None` where one is missing or bad.
    pub values: Vec<Option<T>>,
    /// Rows whose text is no such value.
    pub bad: Vec<usize>,
    /// Signs that stood for a missing value or for nil, and how often; blanks are not among them.
    pub signs: Vec<(String, u64)>,
}

/// What a text is once signs are taken out.
enum Text<'a> {
    Missing,
    Nil,
    Value(std::borrow::Cow<'a, str>),
    Bad,
}

fn parsed<'a, T>(
    texts: impl Iterator<Item = Option<&'a str>>,
    signs_of: impl Fn(&str) -> Option<Sign>,
    mut take: impl FnMut(usize, Text<'a>) -> Option<Option<T>>,
) -> Column<T> {
    let (mut values, mut bad) = (Vec::new(), Vec::new());
    let mut signs: HashMap<String, u64> = HashMap::new();
    for (row, text) in texts.enumerate() {
        let text = match text.map(clean) {
            None => Text::Missing,
            Some(Cleaned::Unprintable) => Text::Bad,
            Some(Cleaned::Text(text)) => match signs_of(&text) {
                None => Text::Value(text),
                Some(found) => {
                    if !text.is_empty() {
                        *signs.entry_ref(&*text).or_default() += 1;
                    }
                    if found == Sign::Nil { Text::Nil } else { Text::Missing }
                }
            },
        };
        let value = take(row, text).unwrap_or_else(|| {
            bad.push(row);
            None
        });
        values.push(value);
    }
    let mut signs: Vec<_> = signs.into_iter().collect();
    signs.sort_unstable();
    Column { values, bad, signs }
}

/// Codes or names, cleaned; `known` are the codes it can have, where that is declared.
#[must_use]
pub fn codes<'a>(
    texts: impl Iterator<Item = Option<&'a str>>,
    kind: Kind,
    known: Option<&HashSet<String>>,
) -> Column<String> {
    let texts: Vec<Option<&str>> = texts.collect();
    let distinct: HashSet<&str> = texts.iter().flatten().copied().collect();
    let cleaned = distinct.into_iter().filter_map(|text| match clean(text) {
        Cleaned::Text(text) => Some(text.into_owned()),
        Cleaned::Unprintable => None,
    });
    let cleaned: Vec<String> = cleaned.collect();
    let signs = Signs::of(kind, cleaned.iter().map(String::as_str), known);
    parsed(
        texts.into_iter(),
        |text| signs.sign(text),
        |_, text| match text {
            Text::Missing | Text::Nil => Some(None),
            Text::Value(text) => Some(Some(text.into_owned())),
            Text::Bad => None,
        },
    )
}

/// Yes and no.
#[must_use]
pub fn flags<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Column<bool> {
    parsed(
        texts,
        |text| sign(Kind::Flag, text),
        |_, text| match text {
            Text::Missing | Text::Nil => Some(None),
            Text::Value(text) => flag(&text).map(Some),
            Text::Bad => None,
        },
    )
}

/// Days, counted from 1 January 1970.
#[must_use]
pub fn days<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Column<i32> {
    parsed(
        texts,
        |text| sign(Kind::Day, text),
        |_, text| match text {
            Text::Missing | Text::Nil => Some(None),
            Text::Value(text) => match parse(&text) {
                Parsed::Day(day) => Some(Some(day)),
                Parsed::Swapped | Parsed::Unreadable => None,
            },
            Text::Bad => None,
        },
    )
}

/// Columns of numbers of one file, which has one notation.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// As they were asked for.
    pub columns: Vec<Column<f64>>,
    /// The notation given or found; `None` where no number needs one.
    pub notation: Option<Notation>,
    /// Why it was not found: the values that depend on it are then missing.
    pub doubt: Option<Doubt>,
    /// A column and a row of it that leave the notation open, where it was not found.
    pub doubtful: Option<(usize, usize)>,
}

/// Columns of numbers, of kind [`Kind::Number`] or [`Kind::Count`]; counts are whole.
#[must_use]
pub fn numbers<'a, I: Iterator<Item = Option<&'a str>>>(
    columns: impl IntoIterator<Item = (I, Kind)>,
    given: Option<Notation>,
) -> Table {
    let (mut evidence, mut doubtful) = (Evidence::default(), None);
    let mut written: Vec<Column<Written>> = Vec::new();
    for (at, (texts, kind)) in columns.into_iter().enumerate() {
        let whole = kind == Kind::Count;
        let column = parsed(
            texts,
            |text| sign(kind, text),
            |row, text| match text {
                Text::Missing => Some(None),
                Text::Nil => Some(Some(Written::Plain(0.0))),
                Text::Bad => None,
                Text::Value(text) => match read(&text) {
                    Written::No => None,
                    Written::Plain(value) if kind.is_sentinel(value) => Some(None),
                    written => {
                        let before = evidence;
                        evidence.add(written, whole);
                        if evidence.either > before.either && doubtful.is_none() {
                            doubtful = Some((at, row));
                        }
                        Some(Some(written))
                    }
                },
            },
        );
        written.push(column);
    }
    let found = given.map_or_else(|| evidence.notation(), |given| Ok(Some(given)));
    let (notation, doubt) = found.map_or_else(|doubt| (None, Some(doubt)), |found| (found, None));
    let columns = written.into_iter().map(|column| settled(column, notation, doubt)).collect();
    Table { columns, notation, doubt, doubtful: doubtful.filter(|_| doubt.is_some()) }
}

fn settled(
    column: Column<Written>,
    notation: Option<Notation>,
    doubt: Option<Doubt>,
) -> Column<f64> {
    let Column { values, mut bad, signs } = column;
    let values = values.into_iter().enumerate().map(|(row, written)| match (written?, notation) {
        (Written::Plain(value), _) => Some(value),
        (written, Some(notation)) => {
            let value = written.value(notation);
            if value.is_none() {
                bad.push(row);
            }
            value
        }
        (written, None) => {
            // In a table of two notations, those that only one of them has are shown.
            if doubt == Some(Doubt::Both) && matches!(written, Written::Only(..)) {
                bad.push(row);
            }
            None
        }
    });
    let values = values.collect();
    bad.sort_unstable();
    Column { values, bad, signs }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some<'a>(texts: &'a [&'a str]) -> impl Iterator<Item = Option<&'a str>> {
        texts.iter().map(|text| Some(*text))
    }

    #[test]
    fn codes_are_cleaned_and_signs_are_told() {
        let found = codes(some(&[" E16", "n.v.t.", "", "x", "a\u{1}", "x"]), Kind::Area, None);
        assert_eq!(found.values, [Some("E16".to_owned()), None, None, None, None, None]);
        assert_eq!(
            (found.bad, found.signs),
            (vec![4], vec![("n.v.t.".to_owned(), 1), ("x".to_owned(), 2)])
        );
        let known = HashSet::from_iter(["x".to_owned()]);
        let found = codes(some(&["x"]), Kind::Area, Some(&known));
        assert_eq!(found.values, [Some("x".to_owned())]);
    }

    #[test]
    fn numbers_of_a_file_have_one_notation() {
        let table = numbers(
            [
                (some(&["1.785", "-", "."]), Kind::Count),
                (some(&["7.125", "-5", "-99997"]), Kind::Number),
            ],
            None,
        );
        // The dwellings decide: they are whole.
        assert_eq!((table.notation, table.doubt), (Some(Notation::Dutch), None));
        assert_eq!(table.columns[0].values, [Some(1785.0), Some(0.0), None]);
        assert_eq!(table.columns[1].values, [Some(7125.0), Some(-5.0), None]);
        assert_eq!(table.columns[1].signs, [("-99997".to_owned(), 1)]);

        let alone = numbers([(some(&["12", "7.125"]), Kind::Number)], None);
        assert_eq!((alone.doubt, alone.doubtful), (Some(Doubt::Either), Some((0, 1))));
        assert_eq!(alone.columns[0].values, [Some(12.0), None]);
        let given =
            numbers([(some(&["12", "7.125", "7,5"]), Kind::Number)], Some(Notation::International));
        assert_eq!(
            (given.columns[0].bad.clone(), given.columns[0].values[1]),
            (vec![2], Some(7.125))
        );
        let both = numbers([(some(&["7,5", "7.5", "x1"]), Kind::Number)], None);
        assert_eq!((both.doubt, both.columns[0].bad.clone()), (Some(Doubt::Both), vec![0, 1, 2]));
    }

    #[test]
    fn flags_and_days_are_read_or_bad() {
        let found = flags(some(&["Ja", "nee", "", "misschien", "NA"]));
        assert_eq!(
            (found.values, found.bad),
            (vec![Some(true), Some(false), None, None, None], vec![3])
        );
        let found = days(some(&["1970-01-02", "31-12-9999", "onbekend", "13-13-2016"]));
        assert_eq!(
            (found.values, found.bad),
            (vec![Some(1), Some(2_932_896), None, None], vec![3])
        );
    }
}
