//! Small tables, and columns of them read by the one vocabulary of values.

use std::path::PathBuf;

use hashbrown::HashSet;
use pyo3::prelude::*;

use super::notation_of;
use super::source::{Fault, faults};
use crate::error::{Error, Result};
use crate::frame::{Floats1, Series1, Texts};
use crate::python::border::short;
use crate::records::parquet::{Cell, Parquet};
use crate::records::text::Text;
use crate::values::column::{self, Column};
use crate::values::{Doubt, Kind, Notation, is_note, is_total};

/// A column: its name, what it holds (`"text"`, `"whole"`, `"number"`, `"flag"` or `"day"`) and its values.
type Held = (String, &'static str, Series1);
/// Delimiter, encoding, byte-order mark, compression of a file of text.
type Dialect = (String, &'static str, bool, Option<&'static str>);

/// Columns of a small file; its kind is told by its first bytes, `parquet` or text. Of text also the line of each row,
/// how it is written, and the lines that are no rows.
#[pyfunction]
#[expect(clippy::type_complexity, reason = "taken apart in one place")]
pub(crate) fn read_table(
    py: Python<'_>,
    path: PathBuf,
    parquet: bool,
) -> PyResult<(Vec<Held>, Option<Vec<u64>>, Option<Dialect>, Vec<Fault>)> {
    if parquet {
        let table = short(py, || Parquet::open(&path)?.table())?;
        let columns = table.into_iter().map(|(name, cells)| {
            let (kind, values) = typed(&name, &cells)?;
            Ok((name, kind, values))
        });
        return Ok((columns.collect::<Result<_>>()?, None, None, Vec::new()));
    }
    let (opened, names, table, lines, faults) = short(py, || {
        let text = Text::open(&path)?;
        let names: Vec<String> =
            text.dialect().header.iter().filter(|name| !name.is_empty()).cloned().collect();
        let mut chunks = text.chunks(&names)?;
        let (mut table, mut lines) = (vec![Vec::new(); names.len()], Vec::new());
        while let Some(chunk) = chunks.next_chunk()? {
            for (held, more) in table.iter_mut().zip(chunk.columns) {
                held.extend(more);
            }
            lines.extend(chunk.lines);
        }
        let encoding = chunks.encoding().name();
        let (broken, extent) = chunks.broken();
        Ok(((text, encoding), names, table, lines, faults(&broken, &extent)))
    })?;
    let (text, encoding) = opened;
    let of = text.dialect();
    let dialect = (char::from(of.delimiter).to_string(), encoding, of.bom > 0, of.compression);
    let column = |(name, texts): (String, Vec<String>)| (name, "text", Series1::texts(&texts));
    let columns = names.into_iter().zip(table).map(column).collect();
    Ok((columns, Some(lines), Some(dialect), faults))
}

/// A column of Parquet as a series.
fn typed(name: &str, cells: &[Cell]) -> Result<(&'static str, Series1)> {
    let first = cells.iter().find(|cell| !matches!(cell, Cell::Missing));
    Ok(match first {
        Some(Cell::Whole(_)) => {
            let whole = |cell: &Cell| if let Cell::Whole(v) = cell { Some(*v) } else { None };
            ("whole", Series1::whole(cells.iter().map(whole)))
        }
        Some(Cell::Real(_)) => {
            let real = |cell: &Cell| if let Cell::Real(v) = cell { Some(*v) } else { None };
            ("number", Series1::real(cells.iter().map(real)))
        }
        Some(Cell::Flag(_)) => {
            let flag = |cell: &Cell| if let Cell::Flag(v) = cell { Some(*v) } else { None };
            ("flag", Series1::flags(cells.iter().map(flag)))
        }
        Some(Cell::Day(_)) => {
            let day = |cell: &Cell| if let Cell::Day(v) = cell { Some(*v) } else { None };
            ("day", Series1::days(cells.iter().map(day)))
        }
        _ => {
            if let Some(row) = cells.iter().position(|cell| *cell == Cell::NoText) {
                return Err(Error::NotUtf8 { column: name.to_owned(), row: row + 1 });
            }
            let text =
                |cell: &Cell| if let Cell::Text(v) = cell { Some(v.to_string()) } else { None };
            ("text", Series1::texts_or_null(cells.iter().map(text)))
        }
    })
}

/// Rows (from 1) that are bad, and signs that stood for a missing value with their numbers.
type Said = (Vec<usize>, Vec<(String, u64)>);

fn said<T>(column: &Column<T>) -> Said {
    (column.bad.iter().map(|row| row + 1).collect(), column.signs.clone())
}

fn kind_of(name: &str) -> Result<Kind> {
    let rule = "area, group, name, flag, number, count or day";
    let wrong = || Error::Argument { name: "kind", value: name.to_owned(), rule };
    Kind::named(name).ok_or_else(wrong)
}

/// Codes, cleaned; then rows with control characters, signs met, and rows that name a total or are a note.
#[pyfunction]
pub(crate) fn codes_column(
    texts: Texts,
    kind: &str,
    known: Vec<String>,
) -> Result<(Series1, Said, Vec<usize>)> {
    let known: HashSet<String> = known.into_iter().collect();
    let found = column::codes(texts.iter(), kind_of(kind)?, |code| known.contains(code));
    let no_code = |code: &str| !known.contains(code) && (is_total(code) || is_note(code));
    let rows = found.values.iter().enumerate();
    let others = rows.filter(|(_, code)| code.as_deref().is_some_and(no_code));
    let others = others.map(|(row, _)| row + 1).collect();
    let said = said(&found);
    Ok((Series1::texts_or_null(found.values.into_iter()), said, others))
}

/// Yes and no.
#[pyfunction]
pub(crate) fn flags_column(texts: Texts) -> (Series1, Said) {
    let found = column::flags(texts.iter());
    let said = said(&found);
    (Series1::flags(found.values.into_iter()), said)
}

/// Days since 1 January 1970.
#[pyfunction]
pub(crate) fn days_column(texts: Texts) -> (Series1, Said) {
    let found = column::days(texts.iter());
    let said = said(&found);
    (Series1::days(found.values.into_iter()), said)
}

/// Columns of numbers (`"number"`) and whole counts (`"count"`) of one file: values (NaN where missing or bad) with
/// what was met; the notation given or found; why it is open (`"either"`, `"both"`), and a column and row that leave
/// it so.
#[pyfunction]
#[pyo3(signature = (columns, notation=None))]
#[expect(clippy::type_complexity, reason = "taken apart in one place")]
pub(crate) fn numbers_columns(
    columns: Vec<(Texts, String)>,
    notation: Option<&str>,
) -> PyResult<(
    Vec<(Floats1, Said)>,
    Option<&'static str>,
    Option<(&'static str, Option<(usize, usize)>)>,
)> {
    let texts = columns.into_iter().map(|(texts, kind)| Ok((texts, kind_of(&kind)?)));
    let texts: Vec<(Texts, Kind)> = texts.collect::<Result<_>>()?;
    let each = texts.iter().map(|(texts, kind)| (texts.iter(), *kind));
    let table = column::numbers(each, notation_of(notation)?);
    let doubt = table.doubt.map(|doubt| {
        let name = if doubt == Doubt::Either { "either" } else { "both" };
        (name, table.doubtful.map(|(column, row)| (column, row + 1)))
    });
    let column = |column: Column<f64>| {
        let said = said(&column);
        let values = column.values.into_iter().map(|value| value.unwrap_or(f64::NAN));
        (Floats1(values.collect()), said)
    };
    let columns = table.columns.into_iter().map(column).collect();
    Ok((columns, table.notation.map(Notation::name), doubt))
}
