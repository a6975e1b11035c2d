//! Numbers in text, in the Dutch or the international notation.

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Decimal comma, point for thousands: `1.785,5`.
    Dutch,
    /// Decimal point, comma for thousands: `1,785.5`.
    International,
}

/// What a text says as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Written {
    /// The same in both notations: `1785`.
    Plain(f64),
    /// A number in one of them: `52,3` or `0.785`.
    Only(Notation, f64),
    /// A number in both, and not the same: `1.785`.
    Either {
        /// 1785.
        dutch: f64,
        /// 1,785.
        international: f64,
    },
    /// No number.
    No,
}

impl Written {
    /// The number in a notation; `None` where it is none.
    #[must_use]
    pub fn value(self, notation: Notation) -> Option<f64> {
        match self {
            Self::Plain(value) => Some(value),
            Self::Only(of, value) => (of == notation).then_some(value),
            Self::Either { dutch, international } => {
                Some(if notation == Notation::Dutch { dutch } else { international })
            }
            Self::No => None,
        }
    }
}

impl Notation {
    /// The notation of this name: `"nl"` or `"en"`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "nl" => Some(Self::Dutch),
            "en" => Some(Self::International),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self == Self::Dutch { "nl" } else { "en" }
    }
}

/// Read a number. A mark for thousands stands before every group of three digits; a space can be one too. A euro
/// sign may stand before the number. `1e-05` is a number as programs write it; `1,2E+05` is what a spreadsheet shows
/// of one, and none.
///
/// # Example
/// ```
/// use spreiding::values::{Notation::Dutch, Notation::International, Written, read};
/// assert_eq!(read("1.785"), Written::Either { dutch: 1785.0, international: 1.785 });
/// assert_eq!(read("1.785,5"), Written::Only(Dutch, 1785.5));
/// assert_eq!(read("1.78"), Written::Only(International, 1.78));
/// assert_eq!(read("1785"), Written::Plain(1785.0));
/// assert_eq!(read("1.2.3"), Written::No);
/// ```
#[must_use]
pub fn read(text: &str) -> Written {
    let text = text.trim();
    let text = text.strip_prefix('€').map_or(text, str::trim_start);
    let (negative, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let signed = |value: f64| if negative { -value } else { value };
    if !body.is_empty() && body.bytes().all(|b| b.is_ascii_digit()) {
        return body.parse().map_or(Written::No, |value| Written::Plain(signed(value)));
    }
    if let Some(value) = scientific(body) {
        return Written::Only(Notation::International, signed(value));
    }
    let of = |decimal, thousands| parts(body, decimal, thousands).map(signed);
    match (of(',', '.'), of('.', ',')) {
        (None, None) => Written::No,
        (Some(value), None) => Written::Only(Notation::Dutch, value),
        (None, Some(value)) => Written::Only(Notation::International, value),
        // Spaces for thousands and no mark: the same in both.
        #[expect(clippy::float_cmp, reason = "the same digits give the same number")]
        (Some(dutch), Some(international)) if dutch == international => Written::Plain(dutch),
        (Some(dutch), Some(international)) => Written::Either { dutch, international },
    }
}

/// A number of digits with at most one mark and no other than one or two digits behind it: what nearly all are. It is
/// what [`read`] gives of the same text, without a look at anything else; `None` says nothing.
///
/// # Example
/// ```
/// use spreiding::values::{Notation::Dutch, Written, plain};
/// assert_eq!(plain(b"1785"), Some(Written::Plain(1785.0)));
/// assert_eq!(plain(b"712,35"), Some(Written::Only(Dutch, 712.35)));
/// assert_eq!(plain(b"1.785"), None);
/// ```
#[must_use]
#[inline]
pub fn plain(raw: &[u8]) -> Option<Written> {
    // Fifteen digits are a whole number that an f64 holds, so the quotient is the nearest one too (Clinger 1990).
    if raw.len() > 15 {
        return None;
    }
    let (mut digits, mut mark) = (0_u64, None);
    for (at, byte) in raw.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits = digits * 10 + u64::from(byte - b'0'),
            b'.' | b',' if mark.is_none() => mark = Some(at),
            _ => return None,
        }
    }
    let Some(at) = mark else { return (!raw.is_empty()).then_some(Written::Plain(digits as f64)) };
    let scale = match raw.len() - at - 1 {
        1 => 10.0,
        2 => 100.0,
        _ => return None,
    };
    if at == 0 {
        return None;
    }
    let notation = if raw[at] == b',' { Notation::Dutch } else { Notation::International };
    Some(Written::Only(notation, digits as f64 / scale))
}

/// A number as programs write very large and small ones, with a small e.
fn scientific(text: &str) -> Option<f64> {
    let (digits, exponent) = text.split_once('e')?;
    let exponent_digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let good = plain(whole) && plain(fraction) && plain(exponent_digits);
    if !good || whole.len() != 1 || fraction.is_empty() || !(1..=3).contains(&exponent_digits.len())
    {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

fn parts(text: &str, decimal: char, thousands: char) -> Option<f64> {
    let (whole, fraction) = text.split_once(decimal).unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut joined = String::with_capacity(text.len() + 2);
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let mark = whole.chars().find(|c| *c == thousands || is_space(*c));
    match mark {
        // `,5` is how some programs write 0,5.
        None if whole.is_empty() && text.len() > 1 => joined.push('0'),
        None => joined.push_str(whole),
        Some(mark) => {
            let mut groups = whole.split(mark);
            joined.push_str(groups.next()?);
            if !(1..=3).contains(&joined.len()) || joined.starts_with('0') {
                return None;
            }
            for group in groups {
                if group.len() != 3 {
                    return None;
                }
                joined.push_str(group);
            }
        }
    }
    if joined.is_empty() || !joined.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    joined.push('.');
    joined.push_str(fraction);
    joined.parse().ok().filter(|value: &f64| value.is_finite())
}

/// What the numbers of a file say about its notation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Numbers that only the Dutch notation has.
    pub dutch: u64,
    /// Numbers that only the international one has.
    pub international: u64,
    /// Numbers that have another value in each.
    pub either: u64,
}

/// Why numbers do not tell their notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// All marks can be read both ways, as in `1.785`.
    Either,
    /// Some numbers are Dutch and others international.
    Both,
}

impl Evidence {
    /// Take a number; one that must be `whole` cannot be `1.785` in the international notation.
    pub fn add(&mut self, written: Written, whole: bool) {
        match written {
            Written::Only(Notation::Dutch, _) => self.dutch += 1,
            Written::Only(Notation::International, _) => self.international += 1,
            Written::Either { international, .. } if whole && international.fract() != 0.0 => {
                self.dutch += 1;
            }
            Written::Either { dutch, .. } if whole && dutch.fract() != 0.0 => {
                self.international += 1;
            }
            Written::Either { .. } => self.either += 1,
            Written::Plain(_) | Written::No => {}
        }
    }

    /// Add what other numbers of the file say.
    pub fn merge(&mut self, other: Self) {
        self.dutch += other.dutch;
        self.international += other.international;
        self.either += other.either;
    }

    /// The notation; `None` where no number needs one.
    ///
    /// # Errors
    /// The numbers leave it open, or contradict each other.
    pub fn notation(self) -> Result<Option<Notation>, Doubt> {
        match (self.dutch > 0, self.international > 0, self.either > 0) {
            (false, false, false) => Ok(None),
            (true, false, _) => Ok(Some(Notation::Dutch)),
            (false, true, _) => Ok(Some(Notation::International)),
            (false, false, true) => Err(Doubt::Either),
            (true, true, _) => Err(Doubt::Both),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Notation::{Dutch, International};
    use super::*;

    fn of(texts: &[&str], whole: bool) -> Result<Option<Notation>, Doubt> {
        let mut evidence = Evidence::default();
        for text in texts {
            evidence.add(read(text), whole);
        }
        evidence.notation()
    }

    #[test]
    fn each_notation_reads_only_its_own() {
        let nl = |text: &str| read(text).value(Dutch);
        let en = |text: &str| read(text).value(International);
        assert_eq!(nl("1.785,25"), Some(1785.25));
        assert_eq!(nl("-0,5"), Some(-0.5));
        assert_eq!(
            (nl("52,3"), en("52,3"), nl("52.3"), en("52.3")),
            (Some(52.3), None, None, Some(52.3))
        );
        assert_eq!((nl("1785"), en("1785")), (Some(1785.0), Some(1785.0)));
        assert_eq!(
            (en("1,785"), en("1,785.5"), nl("1.234.567")),
            (Some(1785.0), Some(1785.5), Some(1_234_567.0))
        );
        assert_eq!(
            (nl(",5"), en(".5"), en("0.785"), nl("0.785")),
            (Some(0.5), Some(0.5), Some(0.785), None)
        );
        assert_eq!(
            (nl("1 785"), en("1\u{a0}785"), nl("12 345,5")),
            (Some(1785.0), Some(1785.0), Some(12345.5))
        );
        assert_eq!((nl("€ 575,20"), en("+5"), nl("−5")), (Some(575.2), Some(5.0), Some(-5.0)));
        assert_eq!((en("1e-05"), en("2.5e+10")), (Some(1e-5), Some(2.5e10)));
        for text in [
            "", "-", ".", ",", "abc", "1,2E+05", "1.2.3", "NaN", "inf", "5.", "1.78.500",
            "01.785,0", "12%", "1e999", "--5", "1 2", "٣",
        ] {
            assert_eq!(read(text), Written::No, "{text}");
        }
    }

    #[test]
    fn a_plain_number_is_what_it_is_anywhere() {
        // Oracle: the whole reading, of every text of up to five of these signs and of long ones.
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            let longer = texts
                .iter()
                .flat_map(|text| "0179.,- e".chars().map(move |c| format!("{text}{c}")));
            texts = texts.iter().cloned().chain(longer.collect::<Vec<_>>()).collect();
            texts.dedup();
        }
        for size in 1..18 {
            let digits = &"123456789987654321"[..size];
            texts.extend([
                format!("{digits}.7"),
                format!("{digits},07"),
                format!("{digits}.125"),
                digits.to_owned(),
            ]);
        }
        let mut found = 0;
        for text in &texts {
            if let Some(written) = plain(text.as_bytes()) {
                assert_eq!(written, read(text), "{text}");
                assert_eq!(crate::values::sign(crate::values::Kind::Number, text), None, "{text}");
                found += 1;
            }
        }
        assert!(found > 1_000, "{found}");
    }

    #[test]
    fn the_numbers_of_a_file_decide_together() {
        assert_eq!(of(&["12", "7"], false), Ok(None));
        assert_eq!(of(&["7.125"], false), Err(Doubt::Either));
        assert_eq!(of(&["7.125", "7,5"], false), Ok(Some(Dutch)));
        assert_eq!(of(&["7.125", "7.5"], false), Ok(Some(International)));
        assert_eq!(of(&["7.5", "7,5"], false), Err(Doubt::Both));
        // Dwellings are whole: 1.785 can only be Dutch; 1.000 could be 1 with three decimals.
        assert_eq!(of(&["1.785", "5.200"], true), Ok(Some(Dutch)));
        assert_eq!(of(&["1.000", "5.000"], true), Err(Doubt::Either));
        assert_eq!(of(&["1.000", "250.000", "0.000"], true), Ok(Some(International)));
    }
}
