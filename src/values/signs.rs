//! Signs that stand for a missing value, per kind of column: `data/missing_signs.csv`.

use std::sync::LazyLock;

use hashbrown::{HashMap, HashSet};

/// What a column holds, as far as its missing values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Codes of areas; a letting may have no place.
    Area,
    /// Codes of target groups; a letting without one is a regular letting, so that "unknown" is no missing value.
    Group,
    /// Names and codes of anything else.
    Name,
    /// Yes or no.
    Flag,
    /// Measures.
    Number,
    /// Numbers of dwellings, lettings or persons, where `-` is nil.
    Count,
    /// Days.
    Day,
}

/// What a sign says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// There is no value.
    Missing,
    /// The value is 0.
    Nil,
}

const KINDS: [(&str, Kind); 7] = [
    ("area", Kind::Area),
    ("group", Kind::Group),
    ("name", Kind::Name),
    ("flag", Kind::Flag),
    ("number", Kind::Number),
    ("count", Kind::Count),
    ("day", Kind::Day),
];

type Table = HashMap<(Kind, String), Sign>;

static SIGNS: LazyLock<Table> = LazyLock::new(|| table().unwrap_or_default());

/// Whether a sign can begin with a byte; of letters that are no ASCII, nothing is said.
static BEGINS: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let mut begins = [false; 256];
    begins[128..].fill(true);
    for first in SIGNS.keys().filter_map(|(_, sign)| sign.bytes().next()) {
        begins[usize::from(first.to_ascii_lowercase())] = true;
        begins[usize::from(first.to_ascii_uppercase())] = true;
    }
    begins
});

fn table() -> Option<Table> {
    let mut rows = csv::Reader::from_reader(crate::data::embedded("missing_signs.csv")?.as_bytes());
    let names = rows.headers().ok()?.clone();
    let mut signs = Table::new();
    for row in rows.records().flatten() {
        for (name, kind) in KINDS {
            let at = names.iter().position(|held| held == name)?;
            let sign = match row.get(at)? {
                "missing" => Sign::Missing,
                "nil" => Sign::Nil,
                _ => continue,
            };
            signs.insert((kind, row.get(0)?.to_lowercase()), sign);
        }
    }
    Some(signs)
}

/// What a cleaned text says in a column of this kind; `None` where it is a value. Case makes no difference.
///
/// # Example
/// ```
/// use spreiding::values::{Kind, Sign, sign};
/// assert_eq!(sign(Kind::Count, "-"), Some(Sign::Nil));
/// assert_eq!(sign(Kind::Group, "-"), Some(Sign::Missing));
/// assert_eq!(sign(Kind::Group, "#N/B"), None);
/// ```
#[must_use]
pub fn sign(kind: Kind, text: &str) -> Option<Sign> {
    if text.is_empty() {
        return Some(Sign::Missing);
    }
    // No sign is as long or begins so: nothing need be looked up.
    if text.len() > 24 || !BEGINS[usize::from(text.as_bytes()[0])] {
        return None;
    }
    SIGNS.get(&(kind, text.to_lowercase())).copied()
}

/// The signs of one column, whose values tell which of them are codes.
///
/// What is declared is no sign. Where nothing is, a sign of letters is a code if other values of the column are shaped
/// like it: `NA` beside `MH` is a wijk.
#[derive(Debug)]
pub struct Signs<'a> {
    kind: Kind,
    known: Option<&'a HashSet<String>>,
    shapes: HashSet<String>,
}

impl<'a> Signs<'a> {
    /// Of a column with these distinct values, cleaned; `known` are the codes it can have, where that is declared.
    pub fn of<'t>(
        kind: Kind,
        values: impl Iterator<Item = &'t str>,
        known: Option<&'a HashSet<String>>,
    ) -> Self {
        let coded = |text: &&str| known.is_none() && is_word(text) && sign(kind, text).is_none();
        Self { kind, known, shapes: values.filter(coded).map(shape).collect() }
    }

    /// What a cleaned text says in the column; `None` where it is a value.
    #[must_use]
    pub fn sign(&self, text: &str) -> Option<Sign> {
        let found = sign(self.kind, text)?;
        let is_code = match self.known {
            Some(known) => known.contains(text),
            None => is_word(text) && self.shapes.contains(&shape(text)),
        };
        (!is_code).then_some(found)
    }
}

/// Whether a text is nothing but letters.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic)
}

/// Kind of each character: `Aa9`.
fn shape(text: &str) -> String {
    let kind = |c: char| match c {
        c if c.is_uppercase() => 'A',
        c if c.is_alphabetic() => 'a',
        c if c.is_numeric() => '9',
        c => c,
    };
    text.chars().map(kind).collect()
}

impl Kind {
    /// Whether a number is one that stands for a missing value.
    #[must_use]
    pub fn is_sentinel(self, value: f64) -> bool {
        static NUMBERS: LazyLock<HashMap<(Kind, u64), Sign>> = LazyLock::new(|| {
            let number = |((kind, text), sign): (&(Kind, String), &Sign)| {
                let value: f64 = text.parse().ok().filter(|v: &f64| v.is_finite())?;
                Some(((*kind, value.to_bits()), *sign))
            };
            SIGNS.iter().filter_map(number).collect()
        });
        value < -90_000.0 && NUMBERS.contains_key(&(self, value.to_bits()))
    }

    /// The kind of this name, as `"area"`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        // Oracle: the file has a line per sign; every kind has signs.
        let lines = crate::data::embedded("missing_signs.csv").unwrap().lines().count() - 1;
        let texts: hashbrown::HashSet<&str> = SIGNS.keys().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts.len(), lines);
        assert!(KINDS.iter().all(|(_, kind)| SIGNS.keys().any(|(held, _)| held == kind)));
    }

    #[test]
    fn unknown_is_missing_for_a_place_and_no_regular_letting() {
        for text in [".", "x", "X", "#N/B", "onbekend", "-99997"] {
            assert_eq!(sign(Kind::Area, text), Some(Sign::Missing), "{text}");
            assert!(sign(Kind::Number, text).is_some(), "{text}");
            assert_eq!(sign(Kind::Group, text), None, "{text}");
        }
        for text in ["", "NA", "n.v.t.", "N.V.T.", "-", "geen"] {
            assert_eq!(sign(Kind::Group, text), Some(Sign::Missing), "{text}");
        }
    }

    #[test]
    fn sentinels_are_known_as_numbers_too() {
        assert!(Kind::Number.is_sentinel(-99_997.0) && Kind::Count.is_sentinel(-99_999_999.0));
        assert!(!Kind::Number.is_sentinel(-99_997.5) && !Kind::Number.is_sentinel(-5.0));
        assert!(Kind::Number.is_sentinel(f64::MIN));
    }
}
