//! Small tables, and columns of them read by the one vocabulary of values.

use std::path::PathBuf;
use std::sync::Arc;

use hashbrown::HashSet;
use pyo3::prelude::*;

use super::arguments::{Fault, faults, notation_of};
use crate::error::{Error, Result};
use crate::frame::{Floats1, Series1, Texts};
use crate::python::border::short;
use crate::records::parquet::{Cell, Parquet};
use crate::records::text::Text;
use crate::values::column::{self, Column};
use crate::values::{self, Cleaned, Doubt, Kind, Notation, clean, is_note};

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
        let (parquet, table) = short(py, || {
            let parquet = Arc::new(Parquet::open(&path)?);
            let table = parquet.table()?;
            Ok((parquet, table))
        })?;
        let columns = table.into_iter().map(|(name, cells)| {
            let kind = parquet.holds(&name)?;
            let values = series_of(&name, kind, &cells)?;
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

/// Values of Parquet, all of one kind, as a series.
pub(super) fn series_of(name: &str, kind: &str, cells: &[Cell]) -> Result<Series1> {
    if let Some(row) = cells.iter().position(|cell| *cell == Cell::NoText) {
        return Err(Error::NotUtf8 { column: name.to_owned(), row: row + 1 });
    }
    macro_rules! of {
        ($cell:ident) => {
            cells.iter().map(|cell| if let Cell::$cell(value) = cell { Some(value) } else { None })
        };
    }
    Ok(match kind {
        "whole" => Series1::whole(of!(Whole).map(Option::<&i128>::copied)),
        "number" => Series1::real(of!(Real).map(Option::<&f64>::copied)),
        "flag" => Series1::flags(of!(Flag).map(Option::<&bool>::copied)),
        "day" => Series1::days(of!(Day).map(Option::<&i32>::copied)),
        _ => Series1::texts_or_null(of!(Text).map(|text| text.map(ToString::to_string))),
    })
}

/// Rows (from 1) that are bad, and signs that stood for a missing value with their numbers.
type Said = (Vec<usize>, Vec<(String, u64)>);

fn said<T>(column: &Column<T>) -> Said {
    (column.bad.iter().map(|row| row + 1).collect(), column.signs.clone())
}

fn kind_of(name: &str) -> Result<Kind> {
    let known =
        || ["area", "group", "name", "flag", "number", "count", "day"].into_iter().collect();
    let wrong = || Error::Unknown { name: "kind", value: name.to_owned(), known: known() };
    Kind::named(name).ok_or_else(wrong)
}

/// Codes, cleaned; then rows with control characters, signs met, and rows that are a note about the table.
#[pyfunction]
#[pyo3(signature = (texts, kind, known=None))]
pub(crate) fn codes_column(
    texts: Texts,
    kind: &str,
    known: Option<Vec<String>>,
) -> Result<(Series1, Said, Vec<usize>)> {
    let known: Option<HashSet<String>> = known.map(|codes| codes.into_iter().collect());
    let found = column::codes(texts.iter(), kind_of(kind)?, known.as_ref());
    let declared = |code: &str| known.as_ref().is_some_and(|known| known.contains(code));
    let no_code = |code: &str| !declared(code) && is_note(code);
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

/// Texts as they are compared: without what cannot be seen.
#[pyfunction]
pub(crate) fn cleaned(texts: Vec<String>) -> Vec<String> {
    let text = |text: String| match clean(&text) {
        Cleaned::Text(text) => text.into_owned(),
        Cleaned::Unprintable => text.clone(),
    };
    texts.into_iter().map(text).collect()
}

/// Whether a number is one that stands for a missing value.
#[pyfunction]
pub(crate) fn is_sentinel(value: f64) -> bool {
    Kind::Number.is_sentinel(value)
}

/// Whether a code names a total, as the last row of a table does.
#[pyfunction]
pub(crate) fn is_total(text: &str) -> bool {
    matches!(clean(text), Cleaned::Text(text) if values::is_total(&text))
}
