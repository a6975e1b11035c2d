//! A column that must hold numbers: how many are missing, good and bad.

use crate::values::{self, Cleaned, Evidence, Notation, Written, clean, plain, read, sign};

/// What a value of a column of numbers is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Missing, or a number that keeps the rule.
    Good,
    /// No number, or one that breaks the rule.
    Bad,
}

/// A column that must hold numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// Name of the column in its source.
    pub name: String,
    /// Smallest value allowed.
    pub least: f64,
    /// How the source writes numbers, where that is known.
    pub notation: Option<Notation>,
    /// Missing values.
    pub missing: u64,
    /// Numbers that keep the rule and do not depend on the notation.
    pub good: u64,
    /// Texts that are no number, numbers that are not finite or too small.
    pub bad: u64,
    /// Numbers that depend on a notation that is not known.
    pub evidence: Evidence,
}

impl Numbers {
    /// A column without values.
    #[must_use]
    pub fn new(name: &str, least: f64, notation: Option<Notation>) -> Self {
        let (missing, good, bad, evidence) = Default::default();
        Self { name: name.to_owned(), least, notation, missing, good, bad, evidence }
    }

    /// The same column without values.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self::new(&self.name, self.least, self.notation)
    }

    /// Add what another thread met.
    pub fn merge(&mut self, other: &Self) {
        self.missing += other.missing;
        self.good += other.good;
        self.bad += other.bad;
        self.evidence.merge(other.evidence);
    }

    /// Take a number; NaN is a missing value.
    pub fn number(&mut self, value: Option<f64>) -> Verdict {
        match value {
            None => self.missing += 1,
            Some(value) if value.is_nan() || values::Kind::Number.is_sentinel(value) => {
                self.missing += 1;
            }
            Some(value) if !value.is_finite() || value < self.least => {
                self.bad += 1;
                return Verdict::Bad;
            }
            Some(_) => self.good += 1,
        }
        Verdict::Good
    }

    /// Take a text.
    #[inline]
    pub fn text(&mut self, raw: &[u8]) -> Verdict {
        match plain(raw) {
            Some(written) => self.written(written),
            None => self.other(raw),
        }
    }

    /// Take a text that is not just a number.
    #[inline(never)]
    fn other(&mut self, raw: &[u8]) -> Verdict {
        match std::str::from_utf8(raw).map(clean) {
            Ok(Cleaned::Text(text)) if sign(values::Kind::Number, &text).is_some() => {
                self.number(None)
            }
            Ok(Cleaned::Text(text)) => self.written(read(&text)),
            _ => self.written(Written::No),
        }
    }

    #[inline]
    fn written(&mut self, written: Written) -> Verdict {
        match (written, self.notation) {
            (Written::Plain(value), _) => self.number(Some(value)),
            (Written::Only(_, value), None) if value >= self.least => self.doubt(written),
            (Written::Either { dutch, international }, None)
                if dutch.min(international) >= self.least =>
            {
                self.doubt(written)
            }
            (written, Some(notation)) => {
                self.number(Some(written.value(notation).unwrap_or(f64::INFINITY)))
            }
            _ => self.number(Some(f64::INFINITY)),
        }
    }

    fn doubt(&mut self, written: Written) -> Verdict {
        self.evidence.add(written, false);
        Verdict::Good
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_sorted_by_what_they_need() {
        let mut rent = Numbers::new("rent", 0.0, None);
        for text in
            ["575", " 575,20 ", "1.785", "", "n.v.t.", "-99997", "-5", "duur", "€ 600", "NaN"]
        {
            rent.text(text.as_bytes());
        }
        rent.number(Some(f64::NAN));
        rent.number(Some(f64::NEG_INFINITY));
        assert_eq!((rent.missing, rent.good, rent.bad), (5, 2, 3));
        assert_eq!(rent.evidence, Evidence { dutch: 1, international: 0, either: 1 });
    }

    #[test]
    fn in_a_known_notation_every_number_is_good_or_bad() {
        let mut rent = Numbers::new("rent", 0.0, Some(Notation::Dutch));
        let found = ["1.785", "52,3", "52.3", "7"].map(|text| rent.text(text.as_bytes()));
        assert_eq!(found, [Verdict::Good, Verdict::Good, Verdict::Bad, Verdict::Good]);
        assert_eq!((rent.good, rent.bad, rent.evidence), (3, 1, Evidence::default()));
    }
}
