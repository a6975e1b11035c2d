//! Columns of numbers in text, in the Dutch or the international notation.

/// How a file writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Convention {
    /// Decimal comma, point for thousands: `1.785,5`.
    Dutch,
    /// Decimal point, comma for thousands: `1,785.5`.
    International,
}

impl Convention {
    /// Read a number; `None` where the text is no number in this notation.
    ///
    /// A thousands mark must stand before each group of three digits, so `1.78` is no Dutch number.
    ///
    /// # Example
    /// ```
    /// use spreiding::records::Convention::{Dutch, International};
    /// assert_eq!(Dutch.parse("1.785"), Some(1785.0));
    /// assert_eq!(International.parse("1.785"), Some(1.785));
    /// assert_eq!(Dutch.parse("1.78"), None);
    /// ```
    #[must_use]
    pub fn parse(self, text: &str) -> Option<f64> {
        let (decimal, thousands) = match self {
            Self::Dutch => (',', '.'),
            Self::International => ('.', ','),
        };
        let text = text.trim();
        let (sign, digits) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
        let (whole, fraction) = digits.split_once(decimal).unwrap_or((digits, "0"));
        let mut groups = whole.split(thousands);
        let first = groups.next()?;
        let mut joined = first.to_owned();
        let mut grouped = false;
        for group in groups {
            if group.len() != 3 || first.len() > 3 || first.is_empty() {
                return None;
            }
            grouped = true;
            joined.push_str(group);
        }
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(&joined) || !is_number(fraction) || (grouped && joined.starts_with('0')) {
            return None;
        }
        format!("{joined}.{fraction}").parse::<f64>().ok().map(|value| sign * value)
    }
}

/// A column that must hold numbers: how many are missing, good and bad.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// Name of the column in its source.
    pub name: String,
    /// Smallest value allowed.
    pub least: f64,
    /// Missing values.
    pub missing: u64,
    /// Numbers that keep the rule.
    pub good: u64,
    /// Texts that are no number, numbers that are not finite or too small.
    pub bad: u64,
}

impl Numbers {
    /// A column without values.
    #[must_use]
    pub fn new(name: &str, least: f64) -> Self {
        Self { name: name.to_owned(), least, missing: 0, good: 0, bad: 0 }
    }

    /// Take a number; returns whether it breaks the rule.
    pub fn number(&mut self, value: Option<f64>) -> bool {
        let bad = value.is_some_and(|v| !v.is_finite() || v < self.least);
        match value {
            None => self.missing += 1,
            Some(_) if bad => self.bad += 1,
            Some(_) => self.good += 1,
        }
        bad
    }

    /// Take a text; returns whether it breaks the rule.
    pub fn text(&mut self, raw: &[u8], convention: Convention) -> bool {
        if raw.trim_ascii().is_empty() {
            return self.number(None);
        }
        let value = std::str::from_utf8(raw).ok().and_then(|text| convention.parse(text));
        self.number(Some(value.unwrap_or(f64::NAN)))
    }
}

#[cfg(test)]
mod tests {
    use super::Convention::{Dutch, International};

    #[test]
    fn each_notation_reads_only_its_own() {
        assert_eq!(Dutch.parse("1.785,25"), Some(1785.25));
        assert_eq!(Dutch.parse("-0,5"), Some(-0.5));
        assert_eq!(Dutch.parse("52,3"), Some(52.3));
        assert_eq!(Dutch.parse("52.3"), None);
        assert_eq!(Dutch.parse("1785"), Some(1785.0));
        assert_eq!(International.parse("1,785"), Some(1785.0));
        assert_eq!(International.parse("52,3"), None);
        for text in ["", "-", "abc", "1e5", "1.2.3", "0.785", "NaN", "1 785"] {
            assert_eq!(Dutch.parse(text), None, "{text}");
        }
    }
}
