//! Border: frames of polars. Names polars, with `frame` and the bindings.

use polars::prelude::{ArrowDataType as Type, DataFrame};
use polars_arrow::array::{Array, PrimitiveArray, Utf8ViewArray};

use super::{Axis, Block, Broken, Columns, Extent, MISSING, Passed, Sink, Source, Verdict};
use crate::error::{Error, Result};
use crate::phrase::Phrase;

/// One piece of a column.
type Held = Box<dyn Array>;

/// A frame whose columns stand in the order of what they feed: axes, as text or days, then numbers.
pub(crate) struct Frame {
    pub(crate) table: DataFrame,
    /// Line of each row, from 1, where the rows come from a file of text.
    pub(crate) lines: Option<Vec<u64>>,
    /// Records that each row stands for, where an engine has counted them.
    pub(crate) weights: Option<Vec<u64>>,
}

impl Source for Frame {
    fn names(&self) -> Vec<String> {
        self.table.get_column_names().iter().map(ToString::to_string).collect()
    }

    fn rows(&self) -> Option<u64> {
        Some(self.table.height() as u64)
    }

    fn workers(&self, _threads: usize) -> usize {
        1
    }

    fn ordered(&self, _threads: usize) -> usize {
        1
    }

    fn pass<S: Sink + Send>(
        &self,
        _columns: &Columns,
        mut sinks: Vec<S>,
        mut tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Passed<S>> {
        if let Some(sink) = sinks.first_mut() {
            self.feed(sink)?;
        }
        tick(self.table.height() as u64)?;
        let mut extent = Extent::new(u64::from(self.lines.is_some()));
        extent.add(0, self.table.height() as u64, 0);
        extent.settle();
        Ok(Passed { sinks, broken: Broken::default(), extent })
    }
}

impl Frame {
    fn feed<S: Sink>(&self, sink: &mut S) -> Result<()> {
        let (axes, numbers) = (sink.width(), sink.numbers().len());
        let columns = self.table.columns();
        crate::check::length("frame", columns.len(), axes + numbers)?;
        sink.block(Block { number: 0, first: Some(0) });
        if let (Some(lines), Some(wanted)) = (&self.lines, sink.lines()) {
            wanted.extend(lines.iter().map(|line| line - 1));
        }
        for (number, column) in columns[axes..].iter().enumerate() {
            let mut offset = 0;
            for array in column.as_materialized_series().chunks() {
                array_numbers(array, sink, number, offset, column.name())?;
                offset += array.len();
            }
        }
        let mut ids = vec![Vec::with_capacity(self.table.height()); axes];
        for (axis, (ids, column)) in ids.iter_mut().zip(columns).enumerate() {
            for array in column.as_materialized_series().chunks() {
                array_ids(array, sink.axis(axis), ids, column.name())?;
            }
        }
        let slices: Vec<&[u32]> = ids.iter().map(Vec::as_slice).collect();
        match &self.weights {
            None => sink.rows(&slices),
            Some(weights) => {
                crate::check::length("weights", weights.len(), self.table.height())?;
                sink.weighted(&slices, weights)
            }
        }
    }
}

fn must_hold(name: &str, array: &dyn Array, expected: Phrase) -> Error {
    let (file, column) = ("frame".to_owned(), name.to_owned());
    Error::ColumnType { file, column, holds: format!("{:?}", array.dtype()), expected }
}

/// Ids of a column of codes or days.
fn array_ids(array: &Held, axis: &mut Axis, ids: &mut Vec<u32>, name: &str) -> Result<()> {
    let any = array.as_any();
    if array.null_count() == array.len() {
        ids.resize(ids.len() + array.len(), MISSING);
    } else if let Some(texts) = any.downcast_ref::<Utf8ViewArray>() {
        for text in texts {
            ids.push(text.map_or(Ok(MISSING), |text| axis.text(text.as_bytes()))?);
        }
    } else if let (Some(days), true) = (any.downcast_ref::<PrimitiveArray<i32>>(), axis.is_date()) {
        ids.extend(days.iter().map(|day| day.map_or(MISSING, |day| axis.on_day(*day))));
    } else {
        return Err(must_hold(
            name,
            &**array,
            if axis.is_date() { Phrase::DATES } else { Phrase::TEXT },
        ));
    }
    Ok(())
}

/// Check a column of numbers.
fn array_numbers<S: Sink>(
    array: &Held,
    sink: &mut S,
    column: usize,
    offset: usize,
    name: &str,
) -> Result<()> {
    let any = array.as_any();
    if let Some(values) = any.downcast_ref::<PrimitiveArray<f64>>() {
        for (row, value) in values.iter().enumerate() {
            if sink.numbers()[column].number(value.copied()) == Verdict::Bad {
                sink.bad_number(column, offset + row);
            }
        }
    } else if let Some(texts) = any.downcast_ref::<Utf8ViewArray>() {
        for (row, text) in texts.iter().enumerate() {
            let numbers = &mut sink.numbers()[column];
            let found = match text {
                Some(text) => numbers.text(text.as_bytes()),
                None => numbers.number(None),
            };
            if found == Verdict::Bad {
                sink.bad_number(column, offset + row);
            }
        }
    } else if matches!(array.dtype(), Type::Null) {
        for _ in 0..array.len() {
            sink.numbers()[column].number(None);
        }
    } else {
        return Err(must_hold(name, &**array, Phrase::NUMBERS));
    }
    Ok(())
}
