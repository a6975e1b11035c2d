//! A workbook that is open, and the walk over the cells of one of its sheets.

use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{
    Data, Ods, OdsError, Reader, Sheet, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError,
};

use super::{Cell, Column};
use crate::error::{Error, Result};
use crate::records::{Stamp, name_of};

/// Most cells of the columns that are asked for.
const MOST: u64 = 1 << 28;

type Bytes = BufReader<File>;

/// A workbook that is open.
pub struct Book {
    file: String,
    held: Held,
    sheets: Vec<Sheet>,
}

enum Held {
    Xlsx(Box<Xlsx<Bytes>>),
    Ods(Box<Ods<Bytes>>),
    Xls(Box<Xls<Bytes>>),
}

/// Why a workbook, or a sheet of it, cannot be read.
enum Why {
    Locked,
    Fault,
    Unreadable,
}

impl From<XlsxError> for Why {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Locked,
            // Of a newer kind than the reader knows, such as #SPILL!.
            XlsxError::CellError(_) => Self::Fault,
            _ => Self::Unreadable,
        }
    }
}

impl From<OdsError> for Why {
    fn from(error: OdsError) -> Self {
        if matches!(error, OdsError::Password) { Self::Locked } else { Self::Unreadable }
    }
}

impl From<XlsError> for Why {
    fn from(error: XlsError) -> Self {
        if matches!(error, XlsError::Password) { Self::Locked } else { Self::Unreadable }
    }
}

impl Book {
    /// Open a workbook, of the kind that its name ends in: `.ods`, `.xls`, else one of `.xlsx` and `.xlsm`.
    ///
    /// # Errors
    /// The file cannot be opened, is no such workbook, or has a password.
    pub fn open(path: &Path) -> Result<Self> {
        let file = name_of(path);
        let bytes = BufReader::new(Stamp::open(path)?.0);
        let kind = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        let kind = kind.to_ascii_lowercase();
        let (held, sheets) = guarded(&file, || match &*kind {
            "ods" => {
                let book = Ods::new(bytes)?;
                let sheets = book.sheets_metadata().to_vec();
                Ok((Held::Ods(Box::new(book)), sheets))
            }
            "xls" => {
                let book = Xls::new(bytes)?;
                let sheets = book.sheets_metadata().to_vec();
                Ok((Held::Xls(Box::new(book)), sheets))
            }
            _ => {
                let book = Xlsx::new(bytes)?;
                let sheets = book.sheets_metadata().to_vec();
                Ok((Held::Xlsx(Box::new(book)), sheets))
            }
        })?;
        Ok(Self { file, held, sheets })
    }

    /// Names of the sheets with cells, and whether each can be seen.
    #[must_use]
    pub fn sheets(&self) -> Vec<(String, bool)> {
        let cells = self.sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        cells.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
    }

    /// The first rows of a sheet as text, from its first row and column on.
    ///
    /// # Errors
    /// The sheet cannot be read.
    pub fn top(&mut self, sheet: &str, rows: usize) -> Result<Vec<Vec<Option<String>>>> {
        let mut top: Vec<Vec<Option<String>>> = Vec::new();
        self.walk(sheet, |row, column, cell| {
            if row >= rows {
                return false;
            }
            if let Some(text) = cell.map(|cell| cell.text()).filter(|text| !text.is_empty()) {
                grow(&mut top, row + 1);
                grow(&mut top[row], column + 1);
                top[row][column] = Some(text);
            }
            true
        })?;
        Ok(top)
    }

    /// Columns of a sheet, by position, of the rows from `first` on in which something stands anywhere; and the
    /// positions of those rows.
    ///
    /// # Errors
    /// The sheet cannot be read, or has more cells than fit in memory.
    pub fn columns(
        &mut self,
        sheet: &str,
        first: usize,
        wanted: &[usize],
    ) -> Result<(Vec<usize>, Vec<Column>)> {
        let mut rows: Vec<usize> = Vec::new();
        let last = wanted.iter().max().map_or(0, |last| last + 1);
        let mut place = vec![None; last];
        for (at, column) in wanted.iter().enumerate() {
            place[*column] = Some(at);
        }
        let mut cells: Vec<Vec<(usize, Cell)>> = vec![Vec::new(); wanted.len()];
        self.walk(sheet, |row, column, cell| {
            let Some(cell) = cell.filter(|_| row >= first) else { return true };
            if cell.is_seen() && rows.last() != Some(&row) {
                rows.push(row);
            }
            if let Some(at) = place.get(column).copied().flatten() {
                cells[at].push((row, cell));
            }
            true
        })?;
        rows.sort_unstable();
        rows.dedup();
        if rows.len() as u64 * wanted.len() as u64 > MOST {
            let (rows, columns) = (rows.len() as u64, wanted.len());
            return Err(Error::LargeTable { file: self.file.clone(), rows, columns, most: MOST });
        }
        let columns = cells.into_iter().map(|cells| Column::of(dense(&rows, cells))).collect();
        Ok((rows, columns))
    }

    /// Hand every cell of a sheet over, with its row and column, until that is enough.
    fn walk(
        &mut self,
        sheet: &str,
        mut take: impl FnMut(usize, usize, Option<Cell>) -> bool,
    ) -> Result<()> {
        let held = &mut self.held;
        let title = format!("{}, {sheet}", self.file);
        guarded(&title, || {
            let cells = match held {
                Held::Xlsx(book) => {
                    let mut cells = book.worksheet_cells_reader(sheet)?;
                    while let Some(cell) = cells.next_cell()? {
                        let (row, column) = cell.get_position();
                        let data = Data::from(cell.get_value().clone());
                        if !take(row as usize, column as usize, Cell::of(data)) {
                            break;
                        }
                    }
                    return Ok(());
                }
                Held::Ods(book) => book.worksheet_range(sheet)?,
                Held::Xls(book) => book.worksheet_range(sheet)?,
            };
            let (top, left) = cells.start().unwrap_or_default();
            for (row, column, data) in cells.used_cells() {
                let cell = Cell::of(data.clone());
                if !take(row + top as usize, column + left as usize, cell) {
                    break;
                }
            }
            Ok(())
        })
    }
}

/// Run the reader of workbooks: whatever is wrong with a file, what it says of it may quote a cell.
fn guarded<T>(file: &str, work: impl FnOnce() -> std::result::Result<T, Why>) -> Result<T> {
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Why::Unreadable));
    let file = file.to_owned();
    done.map_err(|why| match why {
        Why::Locked => Error::WorkbookLocked { file },
        Why::Fault => Error::WorkbookFaults { file },
        Why::Unreadable => Error::WorkbookUnreadable { file },
    })
}

fn grow<T: Default>(list: &mut Vec<T>, len: usize) {
    if list.len() < len {
        list.resize_with(len, T::default);
    }
}

/// The cells of a column at these rows; of two in one place, as only a damaged file has them, the last.
fn dense(rows: &[usize], mut cells: Vec<(usize, Cell)>) -> Vec<Option<Cell>> {
    cells.sort_by_key(|(row, _)| *row);
    let mut next = cells.into_iter().peekable();
    let at = |row: &usize| {
        let mut found = None;
        while let Some((at, cell)) = next.next_if(|(at, _)| at <= row) {
            found = (at == *row).then_some(cell);
        }
        found
    };
    rows.iter().map(at).collect()
}
