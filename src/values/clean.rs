//! Text of a cell without what cannot be seen.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text as the library takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cleaned<'a> {
    /// The text; empty where nothing can be seen.
    Text(Cow<'a, str>),
    /// The text holds characters that no name or code has: control characters, U+FFFD to U+FFFF.
    Unprintable,
}

/// Take away spaces around a text and signs without width; any run of white space within is one space; letters with
/// their accents are one character each (NFC, Unicode Standard Annex 15).
///
/// # Example
/// ```
/// use spreiding::values::{Cleaned, clean};
/// assert_eq!(clean("\u{a0} E\u{301}e\u{301}n \n plein\u{200b}"), Cleaned::Text("Één plein".into()));
/// assert_eq!(clean("a\u{1}"), Cleaned::Unprintable);
/// ```
#[must_use]
pub fn clean(text: &str) -> Cleaned<'_> {
    if is_clean(text.as_bytes()) {
        return Cleaned::Text(Cow::Borrowed(text));
    }
    let mut seen = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !has_no_width(*c)) {
        if c.is_whitespace() {
            if !seen.is_empty() && !seen.ends_with(' ') {
                seen.push(' ');
            }
        } else if c.is_control() || matches!(c, '\u{fffd}'..='\u{ffff}') {
            return Cleaned::Unprintable;
        } else {
            seen.push(c);
        }
    }
    if seen.ends_with(' ') {
        seen.pop();
    }
    Cleaned::Text(Cow::Owned(if is_nfc(&seen) { seen } else { seen.nfc().collect() }))
}

/// Plain letters, digits and signs with single spaces between them: the usual case.
fn is_clean(bytes: &[u8]) -> bool {
    let mut before = b' ';
    for byte in bytes {
        if !matches!(byte, b' '..=b'~') || (*byte == b' ' && before == b' ') {
            return false;
        }
        before = *byte;
    }
    bytes.is_empty() || before != b' '
}

/// Signs without width: soft hyphen, joiners, marks of direction, byte-order mark.
fn has_no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_makes_no_difference() {
        for text in [
            "E16",
            " E16",
            "E16\u{a0}",
            "\u{feff}E16\t",
            "E\u{200b}16",
            "\r\nE16\u{2028}",
            "E\u{ad}16 ",
        ] {
            assert_eq!(clean(text), Cleaned::Text("E16".into()), "{text:?}");
        }
        for text in ["", " ", "\u{a0}\u{200b}", "\t\n"] {
            assert_eq!(clean(text), Cleaned::Text("".into()), "{text:?}");
        }
        assert_eq!(clean("Eigen\u{a0}\u{a0}Haard"), clean("Eigen Haard"));
        assert_eq!(clean("Cafe\u{301}"), clean("Café"));
    }

    #[test]
    fn control_characters_are_no_text() {
        for text in ["a\0b", "\u{1b}[0m", "a\u{7f}", "a\u{85}b\u{9c}", "Ch\u{fffd}teau", "\u{ffff}"]
        {
            assert_eq!(clean(text), Cleaned::Unprintable, "{text:?}");
        }
    }

    #[test]
    fn a_plain_text_is_not_copied() {
        assert!(matches!(clean("omslag MOBW"), Cleaned::Text(Cow::Borrowed(_))));
        assert_eq!(clean("a  b"), Cleaned::Text("a b".into()));
    }
}
