use super::*;

type Records = Vec<Result<Vec<String>, Fault>>;

fn all(text: &str, delimiter: u8) -> (Records, Vec<u64>) {
    let mut scan = Scan::new(text.as_bytes(), delimiter);
    let (mut fields, mut records, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        let line = scan.line();
        let Some(found) = scan.record(&mut fields) else { return (records, lines) };
        let field = |field: &Field| {
            let raw = &text.as_bytes()[field.start..field.end];
            let raw = if field.doubled { undouble(raw) } else { raw.to_vec() };
            String::from_utf8(raw).unwrap()
        };
        records.push(found.map(|()| fields.iter().map(field).collect()));
        lines.push(line);
    }
}

#[test]
fn fields_and_lines_are_as_made_by_hand() {
    let text = "a;b\r\n\"x;\"\"y\";\"1\n2\r\n3\"\r\n\n5\" hoog;\rlast; \"q\" \n;";
    let (records, lines) = all(text, b';');
    let expected: [&[&str]; 6] =
        [&["a", "b"], &["x;\"y", "1\n2\r\n3"], &[""], &["5\" hoog", ""], &["last", "q"], &["", ""]];
    assert_eq!(records.iter().map(|r| r.clone().unwrap()).collect::<Vec<_>>(), expected);
    assert_eq!(lines, [0, 1, 4, 5, 6, 7]);
}

#[test]
fn quotes_that_do_not_fit_are_told_and_the_scan_goes_on() {
    let (records, lines) = all("a,\"b\"c\nd,e\nf,\"g\nh,i\n", b',');
    let good = |fields: [&str; 2]| Ok(fields.map(str::to_owned).to_vec());
    assert_eq!(records, [Err(Fault::AfterQuote), good(["d", "e"]), Err(Fault::OpenQuote)]);
    assert_eq!(lines, [0, 1, 2]);
    assert_eq!(all("\"a\"\"", b',').0, [Err(Fault::OpenQuote)]);
    assert_eq!(all("\"a\"\"\"", b',').0, [Ok(vec!["a\"".to_owned()])]);
}

#[test]
fn records_agree_with_the_csv_crate_at_every_length() {
    // Oracle: the csv crate, on files made of pieces, so that marks fall on every place of a chunk.
    let pieces = ["a", "bc", ",", ",", "\n", "\"q,\"\"\n\",", "long text without marks ", "\"\","];
    let mut state = 1_u64;
    for size in 0..300 {
        let mut text = String::new();
        for _ in 0..size {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let piece = pieces[(state >> 40) as usize % pieces.len()];
            let begins = text.is_empty() || text.ends_with([',', '\n']);
            if begins || !piece.starts_with('"') {
                text.push_str(piece);
            }
        }
        let mut oracle = csv::ReaderBuilder::new();
        let oracle = oracle.has_headers(false).flexible(true);
        let expected: Vec<Vec<String>> = oracle
            .from_reader(text.as_bytes())
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        let found: Vec<_> = all(&text, b',').0.into_iter().map(Result::unwrap).collect();
        // The crate leaves blank lines out.
        let found: Vec<_> = found.into_iter().filter(|r| r.as_slice() != [""]).collect();
        let expected: Vec<_> = expected.into_iter().filter(|r| r.as_slice() != [""]).collect();
        assert_eq!(found, expected, "{text:?}");
    }
}

#[test]
fn whole_records_end_where_a_record_ends() {
    // Oracle: the ends of the records themselves, for every length of the text.
    for text in [
        "a;b\nc;d\r\ne",
        "a;\"x\ny\";\r\"z\"\n5\" h;\n \"q\n\"\nz",
        "\"a\nb",
        "x\r",
        "a;\"b\"\"\n\"\n\"c\";d",
    ] {
        for size in 0..=text.len() {
            let bytes = &text.as_bytes()[..size];
            let mut scan = Scan::new(bytes, b';');
            let (mut fields, mut expected) = (Vec::new(), 0);
            while let Some(found) = scan.record(&mut fields) {
                let cut = scan.at() == size && bytes.ends_with(b"\r");
                let ended = matches!(bytes[scan.at() - 1], b'\n' | b'\r');
                if found.is_ok() && ended && !cut {
                    expected = scan.at();
                }
            }
            assert_eq!(whole_records(bytes, b';', false), expected, "{text:?} {size}");
            assert_eq!(whole_records(bytes, b';', true), size);
        }
    }
}
