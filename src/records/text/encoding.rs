//! How a file writes its letters: UTF-8, UTF-16 or Windows-1252 (of which Latin-1 is a part).

use super::lines::lines;
use crate::phrase::Phrase;

/// How a file writes its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Nothing but ASCII so far, which all but UTF-16 write alike.
    Ascii,
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252.
    Windows1252,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoText {
    /// They are something else.
    Is(Phrase),
    /// A line fits no encoding.
    Line(u64),
}

impl Encoding {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ascii | Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16-le",
            Self::Utf16Be => "utf-16-be",
            Self::Windows1252 => "windows-1252",
        }
    }

    /// Find out from the first bytes of a file, and how many of them are a byte-order mark.
    ///
    /// # Errors
    /// The bytes are no text, or text in an encoding that is not read.
    pub fn of(head: &[u8], at_end: bool) -> Result<(Self, usize), NoText> {
        let is = |what: Phrase| Err(NoText::Is(what));
        match head {
            [0xef, 0xbb, 0xbf, ..] => return Ok((Self::Utf8, 3)),
            [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return is(Phrase::UTF_32),
            [0xff, 0xfe, ..] => return Ok((Self::Utf16Le, 2)),
            [0xfe, 0xff, ..] => return Ok((Self::Utf16Be, 2)),
            [b'P', b'K', 3, 4, ..] => return is(Phrase::EXCEL),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => return is(Phrase::OLD_EXCEL),
            [b'P', b'A', b'R', b'1', ..] => return is(Phrase::PARQUET),
            [b'$', b'F', b'L', b'2' | b'3', ..] => return is(Phrase::SPSS),
            [b'%', b'P', b'D', b'F', ..] => return is(Phrase::PDF),
            _ => {}
        }
        let zeros = |first: usize| {
            let (units, _) = head[..head.len().min(64)].as_chunks::<2>();
            units.len() > 1 && units.iter().all(|unit| unit[first] == 0 && unit[1 - first] != 0)
        };
        if zeros(1) {
            return Ok((Self::Utf16Le, 0));
        }
        if zeros(0) {
            return Ok((Self::Utf16Be, 0));
        }
        if memchr::memchr(0, head).is_some() {
            return is(Phrase::NO_TEXT);
        }
        let whole = if at_end { head } else { &head[..whole_lines(head)] };
        let text = |at| NoText::Line(lines(&whole[..at]) + 1);
        Ok((Self::Ascii.settle(whole).map_err(text)?, 0))
    }

    /// The encoding after some more lines; where they do not fit, the place of the first byte that does not.
    ///
    /// ASCII becomes what the first other letters are: a file is UTF-8 as long as it can be.
    pub(super) fn settle(self, lines: &[u8]) -> Result<Self, usize> {
        match self {
            Self::Ascii if lines.is_ascii() => Ok(Self::Ascii),
            Self::Ascii => match std::str::from_utf8(lines) {
                Ok(_) => Ok(Self::Utf8),
                Err(error) => fits_1252(lines).map(|()| Self::Windows1252).map_err(|at| {
                    if lines[..error.valid_up_to()].is_ascii() { at } else { error.valid_up_to() }
                }),
            },
            Self::Windows1252 if !lines.is_ascii() => fits_1252(lines).map(|()| self),
            Self::Utf8 => match std::str::from_utf8(lines) {
                Ok(_) => Ok(self),
                Err(error) => Err(error.valid_up_to()),
            },
            _ => Ok(self),
        }
    }
}

fn whole_lines(bytes: &[u8]) -> usize {
    memchr::memrchr2(b'\n', b'\r', bytes).unwrap_or(0)
}

/// Characters of the bytes 0x80 to 0x9f; the rest of Windows-1252 is Latin-1. U+FFFD stands for no character.
///
/// Source: WHATWG Encoding Standard, index windows-1252, without its five control characters.
const HIGH: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
    '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}',
    'ž', 'Ÿ',
];

/// The character of a byte.
fn char_of(byte: u8) -> char {
    if (0x80..0xa0).contains(&byte) { HIGH[usize::from(byte - 0x80)] } else { char::from(byte) }
}

/// Whether lines are Windows-1252; else the place of the first byte that speaks against it.
///
/// It is none where a byte has no character, where a sign stands between two letters (as an accented letter of another
/// code page does), or where a line is UTF-8: then the file is two that were put together.
fn fits_1252(lines: &[u8]) -> Result<(), usize> {
    let mut start = 0;
    while start < lines.len() {
        let end =
            memchr::memchr2(b'\n', b'\r', &lines[start..]).map_or(lines.len(), |at| start + at);
        let line = &lines[start..end];
        if !line.is_ascii() {
            if std::str::from_utf8(line).is_ok() {
                return Err(start);
            }
            let wrong = (0..line.len()).find(|at| line[*at] >= 0x80 && !fits_between(line, *at));
            if let Some(at) = wrong {
                return Err(start + at);
            }
        }
        start = end + 1;
    }
    Ok(())
}

fn fits_between(line: &[u8], at: usize) -> bool {
    let c = char_of(line[at]);
    if c == '\u{fffd}' {
        return false;
    }
    let letter =
        |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let between = letter(at.checked_sub(1)) && letter(Some(at + 1));
    !between || c.is_alphabetic() || matches!(c, '’' | '‘' | '–' | '\u{ad}' | '·' | '´')
}

/// Text of Windows-1252 as UTF-8.
pub(super) fn from_1252(bytes: &[u8]) -> Vec<u8> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    text.extend(bytes.iter().map(|byte| char_of(*byte)));
    text.into_bytes()
}

/// Turns UTF-16 into UTF-8, piece by piece.
#[derive(Debug, Default)]
pub(super) struct Utf16 {
    /// Bytes that do not make a character yet: at most three.
    rest: Vec<u8>,
    big: bool,
}

impl Utf16 {
    pub(super) fn new(big: bool) -> Self {
        Self { rest: Vec::new(), big }
    }

    /// Add the text of some bytes. A unit without its other half becomes U+FFFF, which no text has.
    pub(super) fn push(&mut self, bytes: &[u8], at_end: bool, text: &mut Vec<u8>) {
        let mut held = std::mem::take(&mut self.rest);
        held.extend_from_slice(bytes);
        let unit = |pair: &[u8; 2]| {
            if self.big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) }
        };
        let (pairs, odd) = held.as_chunks::<2>();
        let open = pairs.last().is_some_and(|pair| (0xd800..0xdc00).contains(&unit(pair)));
        let (whole, kept) = pairs.split_at(pairs.len() - usize::from(open && !at_end));
        let mut room = [0; 4];
        for c in char::decode_utf16(whole.iter().map(unit)) {
            text.extend_from_slice(c.unwrap_or('\u{ffff}').encode_utf8(&mut room).as_bytes());
        }
        if at_end && !odd.is_empty() {
            text.extend_from_slice('\u{ffff}'.encode_utf8(&mut room).as_bytes());
        }
        self.rest = [kept.as_flattened(), odd].concat();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_recognised() {
        let of = |bytes: &[u8]| Encoding::of(bytes, true).ok();
        let latin = b"naam\nCh\xe2ss\xe9buurt\n\x80 5, \x91t Hof\n";
        assert_eq!(of(b"a;b\n"), Some((Encoding::Ascii, 0)));
        assert_eq!(of("a;é\n".as_bytes()), Some((Encoding::Utf8, 0)));
        assert_eq!(of(b"\xef\xbb\xbfa"), Some((Encoding::Utf8, 3)));
        assert_eq!(of(latin), Some((Encoding::Windows1252, 0)));
        assert_eq!(
            String::from_utf8(from_1252(latin)).unwrap(),
            "naam\nChâssébuurt\n€ 5, ‘t Hof\n"
        );
        assert_eq!(of(b"\xff\xfea\0"), Some((Encoding::Utf16Le, 2)));
        assert_eq!(of(b"\0a\0b\0;"), Some((Encoding::Utf16Be, 0)));
        assert_eq!(of(b"a\0b\0;\0"), Some((Encoding::Utf16Le, 0)));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let refused: [&[u8]; 6] = [
            b"PK\x03\x04",
            b"PAR1",
            b"a\x00\x00b",
            b"\xff\xfe\0\0a\0\0\0",
            b"Ch\x83ss\x82buurt", // code page 850
            b"a\x81",
        ];
        for bytes in refused {
            assert!(Encoding::of(bytes, true).is_err(), "{bytes:?}");
        }
        // Two files put together: UTF-8 on one line, Windows-1252 on another.
        assert!(Encoding::of(b"\xc3\xa9\n\xe9\n", true).is_err());
        assert_eq!(Encoding::Windows1252.settle(b"ab\n\xc3\xa9\n"), Err(3));
        assert_eq!(Encoding::Utf8.settle(b"ab\xe9\n"), Err(2));
    }

    #[test]
    fn utf_16_is_read_in_pieces_of_any_size() {
        // Oracle: the text itself; it has a character of two units.
        let text = "wijk;é\n𝔸;z\n";
        for big in [false, true] {
            let bytes: Vec<u8> = text
                .encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect();
            for size in 1..bytes.len() {
                let (mut decoder, mut out) = (Utf16::new(big), Vec::new());
                let pieces = bytes.chunks(size);
                let last = pieces.len() - 1;
                for (at, piece) in pieces.enumerate() {
                    decoder.push(piece, at == last, &mut out);
                }
                assert_eq!(String::from_utf8(out).unwrap(), text);
            }
        }
        let mut out = Vec::new();
        Utf16::new(false).push(b"a\0\x00\xd8b\0c", true, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "a\u{ffff}b\u{ffff}");
    }
}
