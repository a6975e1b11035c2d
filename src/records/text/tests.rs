//! Tests of the whole way from a file to counts.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Encoding, Text, blocks};
use crate::error::{Error, Result};
use crate::records::{
    Axis, Broken, Columns, Extent, Fault, Finder, Kind, Numbers, Place, Rule, Source, Tally,
};
use crate::values;

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let place = std::env::temp_dir().join(format!("spreiding-text-{}", std::process::id()));
    std::fs::create_dir_all(&place).unwrap();
    let path = place.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn axes() -> Vec<Axis> {
    vec![
        Axis::new("date", Kind::Day),
        Axis::new("area", Kind::Text(values::Kind::Area)),
        Axis::new("group", Kind::Text(values::Kind::Group)),
    ]
}

fn columns() -> Columns {
    Columns {
        axes: ["date", "area", "group"].map(str::to_owned).to_vec(),
        numbers: vec!["rent".to_owned()],
    }
}

fn tallied(path: &Path, threads: usize) -> Result<(Tally, Broken, Extent, Encoding)> {
    let text = Text::open(path)?;
    let numbers = vec![Numbers::new("rent", 0.0, None)];
    let empty = Tally::new(axes(), numbers, &[vec![0, 1, 2]])?;
    let sinks = (0..threads).map(|_| empty.fresh()).collect();
    let passed = text.pass(&columns(), sinks, |_| Ok(()))?;
    let mut whole = empty;
    for part in &passed.sinks {
        whole.merge(part)?;
    }
    Ok((whole, passed.broken, passed.extent, text.encoding()))
}

const HEAD: &str = "date;area;group;rent;note\n";

/// Records of every kind, and the numbers of the lines and rows that a rule must find.
fn records(rows: usize) -> (String, Vec<u64>, Vec<u64>, Vec<u64>) {
    let (mut text, mut line) = (HEAD.to_owned(), 2);
    let (mut bad_lines, mut bad_rows, mut ragged, mut row) = (vec![], vec![], vec![], 0);
    for i in 0..rows {
        let end = if i % 5 == 0 { "\r\n" } else { "\n" };
        let record = match i % 11 {
            0 => "\n\n".to_owned() + "2016-05-01;E16;UMO;1,5;x",
            1 => "2016-05-01;E17;;;\"two\nlines \"\"quoted\"\"\"".to_owned(),
            2 => "2016-05-01;E16".to_owned(),
            3 => "2016-05-02;E99;UMO;7;5\" hoog".to_owned(),
            4 => ";;;;".to_owned(),
            _ => format!("2016-05-0{};E1{};SMU;{i};", 1 + i % 7, i % 3),
        };
        let before = record.bytes().take_while(|b| *b == b'\n').count() as u64;
        match i % 11 {
            2 => ragged.push(line),
            4 => {}
            kind => {
                row += 1;
                if kind == 3 {
                    bad_lines.push(line + before);
                    bad_rows.push(row);
                }
            }
        }
        line += record.matches('\n').count() as u64 + 1;
        text = text + &record + end;
    }
    (text, bad_lines, bad_rows, ragged)
}

#[test]
fn rows_and_lines_are_true_in_every_block_and_by_any_number_of_threads() {
    // Oracle: the lines counted as they were written; blocks are small in tests.
    let (text, lines, rows, ragged) = records(4000);
    let path = file("lines.csv", text.as_bytes());
    for threads in [1, 3] {
        let rule = Rule::OneOf(["E99".to_owned()].into_iter().collect());
        let numbers = vec![Numbers::new("rent", 0.0, Some(values::Notation::Dutch))];
        let finder = Finder::new(axes(), numbers, vec![vec![(1, rule)]], 5);
        let sinks = (0..threads).map(|_| finder.fresh()).collect();
        let passed = Text::open(&path).unwrap().pass(&columns(), sinks, |_| Ok(())).unwrap();
        let mut whole = finder;
        for part in passed.sinks {
            whole.merge(part);
        }
        let found = &whole.found()[0];
        assert_eq!(found.count, rows.len() as u64);
        let at = |place: &Place| (passed.extent.row(*place), passed.extent.line(*place).unwrap());
        let expected: Vec<_> = rows.iter().copied().zip(lines.iter().copied()).take(5).collect();
        assert_eq!(found.rows.iter().map(at).collect::<Vec<_>>(), expected);
        let (fault, count, places) = passed.broken.faults().next().unwrap();
        assert_eq!((fault, count), (Fault::Ragged, ragged.len() as u64));
        let found: Vec<_> =
            places.iter().map(|place| passed.extent.line(*place).unwrap()).collect();
        assert_eq!(found, ragged[..5]);
        assert_eq!(passed.broken.faults().count(), 1);
    }
}

#[test]
fn encodings_and_compressions_give_the_same_counts() {
    let (text, ..) = records(500);
    let text = text.replace("UMO", "geïnd");
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = zstd::encode_all(text.as_bytes(), 1).unwrap();
    let forms: [(&str, Vec<u8>, Encoding); 6] = [
        ("plain.csv", text.clone().into_bytes(), Encoding::Utf8),
        ("latin.csv", latin, Encoding::Windows1252),
        ("utf16.csv", [vec![0xff, 0xfe], utf16(&text)].concat(), Encoding::Utf16Le),
        ("gzip.csv", gzip.clone(), Encoding::Utf8),
        ("two.csv", [gzip.clone(), gzip.clone()].concat(), Encoding::Utf8),
        ("zstd.csv", zstd, Encoding::Utf8),
    ];
    let counted = |tally: &Tally| {
        let labels = |id| tally.columns()[2].label(id).map(str::to_owned);
        let mut counts: Vec<_> = tally
            .marginal(2)
            .unwrap()
            .into_iter()
            .enumerate()
            .map(|(id, n)| (labels(id), n))
            .collect();
        counts.sort();
        counts
    };
    let (expected, ..) = tallied(&file("plain.csv", text.as_bytes()), 1).unwrap();
    for (name, bytes, encoding) in forms {
        let (found, _, _, of) = tallied(&file(name, &bytes), 2).unwrap();
        assert_eq!(of, encoding, "{name}");
        if name == "two.csv" {
            // The second member's line of names is a record, and no date.
            assert_eq!(found.count(), expected.count() * 2 + 1);
        } else {
            assert_eq!(counted(&found), counted(&expected), "{name}");
        }
    }
    for (name, cut) in [("cut.csv", 10), ("checksum.csv", 0)] {
        let mut damaged = gzip[..gzip.len() - cut].to_vec();
        let last = damaged.len() - 6;
        damaged[last] ^= u8::from(cut == 0);
        let error = tallied(&file(name, &damaged), 1).unwrap_err().to_string();
        assert!(error.contains("damaged or cut short"), "{error}");
    }
}

#[test]
fn an_open_quote_is_told_by_its_line_and_swallows_nothing() {
    let good = "2016-05-01;E16;UMO;;\n";
    let cases = [
        ("2016-05-01;E16;UMO;;\"aan 't water\n", Fault::OpenQuote, 3),
        ("2016-05-01;\"E16;UMO;;\n", Fault::OpenQuote, 3),
        // The second quote closes before text.
        ("2016-05-01;E16;;;\"t Hof\n2016-05-01;E16;;;\"t Huis\n", Fault::AfterQuote, 3),
        // The second quote closes at the end of a field: only the lines within tell.
        ("2016-05-01;E16;;;\"t Hof\n2016-05-01;E16;;;5\"\n", Fault::OpenQuote, 3),
        ("2016-05-01;\"E16;;;\n2016-05-01;E16\";;;\n", Fault::OpenQuote, 3),
    ];
    for (bad, fault, line) in cases {
        for rows in [2, 400] {
            let text = HEAD.to_owned() + good + bad + &good.repeat(rows);
            let (_, broken, extent, _) = tallied(&file("quote.csv", text.as_bytes()), 2).unwrap();
            let found: Vec<_> =
                broken.faults().map(|(f, n, p)| (f, n, extent.line(p[0]).unwrap())).collect();
            assert_eq!(found, [(fault, 1, line)], "{bad:?} {rows}");
        }
    }
    // Text of several lines that only looks like records.
    for note in ["two\n2016-05-01", "2016-05-01\n;x", "a;b\nc;d;e;f\ng", "x\nE16;UMO"] {
        let text = HEAD.to_owned() + &format!("2016-05-01;E16;UMO;;\"{note}\"\n");
        let (tally, broken, ..) = tallied(&file("note.csv", text.as_bytes()), 1).unwrap();
        assert_eq!((tally.count(), broken), (1, Broken::default()), "{note}");
    }
    let first = "note;date;area;group;rent\n\"a\nb\";2016-05-01;E16;UMO;\n";
    let (tally, broken, ..) = tallied(&file("first.csv", first.as_bytes()), 1).unwrap();
    assert_eq!((tally.count(), broken), (1, Broken::default()));
    let endless = HEAD.to_owned() + good + &"x".repeat(3 * blocks::BLOCK);
    let (_, broken, extent, _) = tallied(&file("endless.csv", endless.as_bytes()), 2).unwrap();
    let (fault, count, places) = broken.faults().next().unwrap();
    assert_eq!((fault, count, extent.line(places[0])), (Fault::Endless, 1, Some(3)));
}

#[test]
fn letters_of_two_encodings_are_told_by_their_line() {
    let good = "2016-05-01;E16;UMO;;\n".repeat(40);
    let line = |bytes: &[u8]| {
        let (_, broken, extent, _) = tallied(&file("mixed.csv", bytes), 1)?;
        let found = broken.faults().next().map(|(f, _, p)| (f, extent.line(p[0]).unwrap()));
        Ok::<_, Error>(found)
    };
    let of = |first: &[u8], second: &[u8]| {
        let row = |note: &[u8]| [b"2016-05-01;E16;UMO;;", note, b"\n"].concat();
        [HEAD.as_bytes(), good.as_bytes(), &row(first), good.as_bytes(), &row(second)].concat()
    };
    for mixed in [of("é".as_bytes(), b"\xe9"), of(b"\xe9", "é".as_bytes())] {
        let error = line(&mixed).unwrap_err().to_string();
        assert!(error.contains("line 83: fits neither UTF-8 nor Windows-1252"), "{error}");
        // Beyond the head, it is one of the lines that are no records.
        let long = [HEAD.as_bytes(), &good.as_bytes().repeat(20), &mixed[HEAD.len()..]].concat();
        assert_eq!(line(&long).unwrap(), Some((Fault::Encoding, 883)));
    }
    assert_eq!(line(&of(b"\xe9", b"\xeb")).unwrap(), None);
    assert_eq!(line(&of("é".as_bytes(), "ë".as_bytes())).unwrap(), None);
}

#[test]
fn empty_columns_at_the_end_are_no_matter() {
    let text = "date;area;group;rent;;\n2016-05-01;E16;UMO;1,5\n2016-05-01;E16;UMO;1,5;;;;\n\
                2016-05-01;E16;UMO;1,5;;;;x\n2016-05-01;E16;UMO\n";
    let (tally, broken, extent, _) = tallied(&file("trailing.csv", text.as_bytes()), 1).unwrap();
    assert_eq!(tally.count(), 2);
    let (fault, count, places) = broken.faults().next().unwrap();
    let lines: Vec<_> = places.iter().map(|place| extent.line(*place).unwrap()).collect();
    assert_eq!((fault, count, lines), (Fault::Ragged, 2, vec![4, 5]));
}

#[test]
fn chunks_hold_what_a_pass_counts() {
    let (text, _, _, ragged) = records(300);
    let path = file("chunks.csv", text.as_bytes());
    let (tally, ..) = tallied(&path, 1).unwrap();
    let mut chunks =
        Text::open(&path).unwrap().chunks(&["area".to_owned(), "note".to_owned()]).unwrap();
    let (mut rows, mut notes) = (0, Vec::new());
    let all: Vec<&str> = text.lines().collect();
    while let Some(chunk) = chunks.next_chunk().unwrap() {
        rows += chunk.lines.len();
        for (area, line) in chunk.columns[0].iter().zip(&chunk.lines) {
            let line = all[usize::try_from(*line).unwrap() - 1];
            assert!(line.split(';').nth(1) == Some(area), "{line}");
        }
        notes.extend(chunk.columns[1].iter().filter(|note| note.contains("quoted")).cloned());
    }
    assert_eq!(rows as u64, tally.count());
    assert!(notes.iter().all(|note| note == "two\nlines \"quoted\""));
    let (broken, extent) = chunks.broken();
    let (_, count, places) = broken.faults().next().unwrap();
    assert_eq!((count, extent.line(places[0])), (ragged.len() as u64, Some(ragged[0])));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_noticed() {
    let (text, ..) = records(3000);
    let path = file("changes.csv", text.as_bytes());
    let opened = Text::open(&path).unwrap();
    std::fs::write(&path, &text[..text.len() / 2]).unwrap();
    let empty =
        Tally::new(axes(), vec![Numbers::new("rent", 0.0, None)], &[vec![0, 1, 2]]).unwrap();
    let error = opened.pass(&columns(), vec![empty], |_| Ok(())).unwrap_err().to_string();
    assert!(error.contains("has changed while it was read"), "{error}");
}
