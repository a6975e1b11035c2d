//! How a text file is written, found out from its head.

use std::path::Path;

use super::encoding::{Encoding, NoText, Utf16, from_1252};
use super::input::Input;
use super::scan::{Field, Scan, undouble};
use crate::error::{Error, Result};
use crate::records::name_of;
use crate::values::{Cleaned, clean};

/// Bytes that are looked at; the line of column names lies in them.
const HEAD: usize = if cfg!(test) { 1 << 14 } else { 1 << 20 };
/// Lines below the column names that are looked at.
const LINES: usize = 100;
/// What may stand between fields, the likeliest last.
const DELIMITERS: [u8; 4] = [b',', b'|', b'\t', b';'];

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialect {
    /// Byte between fields.
    pub delimiter: u8,
    /// How letters are written, as far as the head of the file tells.
    pub encoding: Encoding,
    /// Bytes of the byte-order mark; 0 where there is none.
    pub bom: usize,
    /// Name of the compression, where there is one.
    pub compression: Option<&'static str>,
    /// Names of the columns, cleaned; empty where a column has none.
    pub header: Vec<String>,
    /// Bytes before the first record, as UTF-8 and without byte-order mark.
    pub(super) start: usize,
    /// Number of the line that the first record stands on.
    pub(super) first_line: u64,
}

/// Find out how a file is written: encoding, compression, `;`, tab, `|` or `,` between fields, names of columns.
///
/// # Errors
/// The file cannot be read, is no text, is empty, has no line of column names or names a column twice.
pub fn sniff(path: &Path) -> Result<Dialect> {
    let file = name_of(path);
    let (mut input, _) = Input::open(path)?;
    let mut raw = Vec::new();
    let at_end = input.read(HEAD, &mut raw)?;
    let (encoding, bom) = Encoding::of(&raw, at_end).map_err(|what| match what {
        NoText::Is(what) => Error::NotText { file: file.clone(), what },
        NoText::Line(line) => Error::Encoding { file: file.clone(), line },
    })?;
    let head = text_of(&raw[bom..], encoding, at_end);
    let (given, skipped) = separator(&head);
    let body = &head[skipped..];
    let delimiter = given.unwrap_or_else(|| delimiter_of(body));
    let top = header(body, delimiter).map_err(|(fault, line)| {
        let (file, line) = (file.clone(), line + 1 + u64::from(skipped > 0));
        match fault {
            Bad::Quote => Error::HeadQuote { file, line },
            Bad::Control => Error::HeadControl { file, line },
        }
    })?;
    let (header, start, lines) = top.ok_or_else(|| Error::FileEmpty { file: file.clone() })?;
    let first_line = 1 + u64::from(skipped > 0) + lines;
    check(file, &header, &body[start..], first_line)?;
    let compression = input.compression;
    Ok(Dialect {
        delimiter,
        encoding,
        bom,
        compression,
        header,
        start: skipped + start,
        first_line,
    })
}

/// The head as UTF-8, without a last line that may be cut in two.
fn text_of(raw: &[u8], encoding: Encoding, at_end: bool) -> Vec<u8> {
    let mut text = match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => {
            let mut text = Vec::new();
            Utf16::new(encoding == Encoding::Utf16Be).push(raw, at_end, &mut text);
            text
        }
        Encoding::Windows1252 => from_1252(raw),
        Encoding::Ascii | Encoding::Utf8 => raw.to_vec(),
    };
    if !at_end && let Some(end) = memchr::memrchr2(b'\n', b'\r', &text) {
        text.truncate(end);
    }
    text
}

/// The delimiter that a first line such as `sep=;` gives, and the bytes of that line.
fn separator(head: &[u8]) -> (Option<u8>, usize) {
    let end = memchr::memchr2(b'\n', b'\r', head).unwrap_or(head.len());
    let line = head[..end].trim_ascii();
    let line = line.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(line);
    let rest = line.split_at_checked(4).filter(|(word, _)| word.eq_ignore_ascii_case(b"sep="));
    let mark = match rest {
        Some((_, [mark])) => *mark,
        Some((_, b"\\t" | b"")) => b'\t',
        _ => return (None, 0),
    };
    let both = head[end..].starts_with(b"\r\n");
    (Some(mark), (end + 1 + usize::from(both)).min(head.len()))
}

/// The delimiter with which most of the first lines have as many fields as the line of names.
fn delimiter_of(body: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let (mut scan, mut fields) = (Scan::new(body, delimiter), Vec::new());
        let mut sizes = Vec::new();
        while sizes.len() <= LINES
            && let Some(found) = scan.record(&mut fields)
        {
            if !is_empty(body, &fields) {
                // A quote that opens a field and does not close says that this is the delimiter.
                let size = if sizes.is_empty() { 2 } else { 0 };
                sizes.push(if found.is_ok() { fields.len() } else { size });
            }
        }
        let (first, rest) =
            sizes.split_first().map_or((1, &[][..]), |(first, rest)| (*first, rest));
        let alike = if first > 1 { rest.iter().filter(|size| **size == first).count() } else { 0 };
        (alike, first)
    };
    let best = DELIMITERS.into_iter().max_by_key(|delimiter| score(*delimiter));
    best.filter(|delimiter| score(*delimiter).1 > 1).unwrap_or(b',')
}

fn is_empty(body: &[u8], fields: &[Field]) -> bool {
    fields.iter().all(|field| body[field.start..field.end].trim_ascii().is_empty())
}

/// Whether a line holds nothing but delimiters, whichever is that of the file.
fn is_bare(line: &[u8]) -> bool {
    line.iter().all(|byte| b";,|\t \r\n".contains(byte))
}

/// What is wrong among the column names.
enum Bad {
    Quote,
    Control,
}

type Top = Option<(Vec<String>, usize, u64)>;

/// The names of the columns, the bytes before the first record, and the lines.
fn header(body: &[u8], delimiter: u8) -> std::result::Result<Top, (Bad, u64)> {
    let (mut scan, mut fields) = (Scan::new(body, delimiter), Vec::new());
    loop {
        let (start, line) = (scan.at(), scan.line());
        let Some(found) = scan.record(&mut fields) else { return Ok(None) };
        if found.is_err() {
            return Err((Bad::Quote, line));
        }
        if is_empty(body, &fields) || is_bare(&body[start..scan.at()]) {
            continue;
        }
        let name = |field: &Field| {
            let raw = &body[field.start..field.end];
            let raw = if field.doubled { undouble(raw) } else { raw.to_vec() };
            let text = String::from_utf8_lossy(&raw);
            match clean(&text) {
                Cleaned::Text(text) => Ok(text.into_owned()),
                Cleaned::Unprintable => Err((Bad::Control, line)),
            }
        };
        let names = fields.iter().map(name).collect::<std::result::Result<_, _>>()?;
        return Ok(Some((names, scan.at(), scan.line())));
    }
}

/// The names are names: none occurs twice, and the line is no title above them.
fn check(file: String, header: &[String], rest: &[u8], first_line: u64) -> Result<()> {
    let named = |names: &[String]| names.iter().filter(|name| !name.is_empty()).count();
    for (i, column) in header.iter().enumerate().filter(|(_, column)| !column.is_empty()) {
        if header[..i].contains(column) {
            return Err(Error::HeadTwice { file, column: column.clone() });
        }
    }
    if named(header) > 1 {
        return Ok(());
    }
    let Some(line) = DELIMITERS.into_iter().find_map(|delimiter| names_below(rest, delimiter))
    else {
        return Ok(());
    };
    let found = header.iter().find(|name| !name.is_empty()).cloned().unwrap_or_default();
    Err(Error::HeadTitle { file, line: first_line - 1, found, names: first_line + line })
}

/// The line, of the first few, that has more than two fields.
fn names_below(rest: &[u8], delimiter: u8) -> Option<u64> {
    let (mut scan, mut fields) = (Scan::new(rest, delimiter), Vec::new());
    for _ in 0..20 {
        let line = scan.line();
        scan.record(&mut fields)?.ok()?;
        let filled = |field: &&Field| !rest[field.start..field.end].trim_ascii().is_empty();
        if fields.iter().filter(filled).count() > 2 {
            return Some(line);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &[u8]) -> Result<Dialect> {
        let place = std::env::temp_dir().join(format!("spreiding-{}", std::process::id()));
        std::fs::create_dir_all(&place).unwrap();
        let path = place.join(format!("{:x}.csv", crate::records::key(text)));
        std::fs::write(&path, text).unwrap();
        let found = sniff(&path);
        std::fs::remove_file(&path).unwrap();
        found
    }

    #[test]
    fn heads_as_offices_make_them() {
        let cases: [(&[u8], u8, &[&str], u64); 11] = [
            (b"a,b\n1,2\n", b',', &["a", "b"], 2),
            (b"sep=;\r\na;b\r\n1;2\r\n", b';', &["a", "b"], 3),
            (b"\"sep=,\"\na,b;c\n", b',', &["a", "b;c"], 3),
            (b"\xef\xbb\xbf\n \na\tb\n", b'\t', &["a", "b"], 4),
            (
                b"\"naam, adres, plaats\";\"date\"\n\"x, y\";1\n",
                b';',
                &["naam, adres, plaats", "date"],
                2,
            ),
            (
                b"\"Datum\ncontract\",\"de \"\"wijk\"\"\"\n",
                b',',
                &["Datum contract", "de \"wijk\""],
                3,
            ),
            (b"a;b;;\n1;2;;\n", b';', &["a", "b", "", ""], 2),
            (b"a|b\r1|2\r", b'|', &["a", "b"], 2),
            (b"x, y, z;date\n1;2\n3;4\n", b';', &["x, y, z", "date"], 2),
            (b"ge\xefnd;b\n", b';', &["geïnd", "b"], 2),
            (b"only\n1,5\n", b',', &["only"], 2),
        ];
        for (text, delimiter, header, line) in cases {
            let found = of(text).unwrap();
            assert_eq!((found.delimiter, found.first_line), (delimiter, line), "{header:?}");
            assert_eq!(found.header, header);
        }
        let utf16: Vec<u8> =
            "\u{feff}a\tb\n1\t2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(of(&utf16).unwrap().header, ["a", "b"]);
    }

    #[test]
    fn heads_that_are_none_are_told() {
        let cases: [(&[u8], &str); 8] = [
            (b"", "the file is empty"),
            (b"\n  \n;;\n", "the file is empty"),
            (b"a,b,a\n", "\"a\" occurs more than once"),
            (b"Verhuringen 2016\n\ndate;area;group\n2016-05-01;E16;\n", "seem to stand on line 3"),
            (b"Verhuringen;;\ndate;area;group\n", "seem to stand on line 2"),
            (
                b"date;area;\"group\n1;2;3\n",
                "line 1: a quote among the column names does not close",
            ),
            (b"\na,\"b\n", "line 2: a quote among the column names does not close"),
            (b"a,b\x01c\n", "line 1: a column name holds control"),
        ];
        for (text, message) in cases {
            let error = of(text).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
