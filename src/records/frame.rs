//! Border: columns of frames and of polars' own Parquet reader. Names polars.

use polars::prelude::{ArrowDataType as Type, DataFrame};
use polars_arrow::array::{Array, BooleanArray, PrimitiveArray, Utf8Array, Utf8ViewArray};

use super::{Axis, MISSING, Sink};
use crate::error::{Error, Result};

/// One piece of a column.
pub(crate) type Held = Box<dyn Array>;

fn must_hold(name: &str, array: &dyn Array, what: &str) -> Error {
    Error::Input(format!(
        "column {name:?} holds {:?}, must hold {what}{}",
        array.dtype(),
        if what == "text" { "; a code read as a number may have lost a leading zero" } else { "" }
    ))
}

/// Ids of a column of codes or days.
pub(crate) fn array_ids(
    array: &Held,
    axis: &mut Axis,
    ids: &mut Vec<u32>,
    name: &str,
) -> Result<()> {
    let any = array.as_any();
    if array.null_count() == array.len() {
        ids.resize(ids.len() + array.len(), MISSING);
    } else if let Some(texts) = any.downcast_ref::<Utf8ViewArray>() {
        for text in texts {
            ids.push(text.map_or(Ok(MISSING), |text| axis.text(text.as_bytes()))?);
        }
    } else if let Some(texts) = any.downcast_ref::<Utf8Array<i64>>() {
        for text in texts {
            ids.push(text.map_or(Ok(MISSING), |text| axis.text(text.as_bytes()))?);
        }
    } else if let (Some(flags), false) = (any.downcast_ref::<BooleanArray>(), axis.is_date()) {
        for flag in flags {
            ids.push(
                flag.map_or(Ok(MISSING), |flag| axis.text(if flag { b"true" } else { b"false" }))?,
            );
        }
    } else if axis.is_keyed()
        && matches!(array.dtype(), Type::Int64 | Type::Int32 | Type::UInt64 | Type::UInt32)
    {
        whole_ids(array, axis, ids)?;
    } else if let (Some(days), true) = (any.downcast_ref::<PrimitiveArray<i32>>(), axis.is_date()) {
        ids.extend(days.iter().map(|day| day.map_or(MISSING, |day| axis.on_day(*day))));
    } else if let (Some(stamps), Type::Timestamp(_, _), true) =
        (any.downcast_ref::<PrimitiveArray<i64>>(), array.dtype(), axis.is_date())
    {
        let a_day = match array.dtype() {
            Type::Timestamp(polars::prelude::ArrowTimeUnit::Second, _) => 86_400,
            Type::Timestamp(polars::prelude::ArrowTimeUnit::Millisecond, _) => 86_400_000,
            Type::Timestamp(polars::prelude::ArrowTimeUnit::Microsecond, _) => 86_400_000_000,
            _ => 86_400_000_000_000,
        };
        let day = |stamp: i64| i32::try_from(stamp.div_euclid(a_day)).unwrap_or(i32::MAX);
        ids.extend(
            stamps.iter().map(|stamp| stamp.map_or(MISSING, |stamp| axis.on_day(day(*stamp)))),
        );
    } else {
        return Err(must_hold(name, &**array, if axis.is_date() { "dates" } else { "text" }));
    }
    Ok(())
}

/// Ids of identifiers that were stored as whole numbers, by their digits.
fn whole_ids(array: &Held, axis: &mut Axis, ids: &mut Vec<u32>) -> Result<()> {
    macro_rules! each {
        ($type:ty) => {
            if let Some(values) = array.as_any().downcast_ref::<PrimitiveArray<$type>>() {
                for value in values {
                    let text = value.map(ToString::to_string).unwrap_or_default();
                    ids.push(axis.text(text.as_bytes())?);
                }
                return Ok(());
            }
        };
    }
    each!(i64);
    each!(i32);
    each!(u64);
    each!(u32);
    Err(Error::Input(format!("column {:?} holds {:?}, must hold text", axis.name(), array.dtype())))
}

/// Check a column of numbers.
pub(crate) fn array_numbers<S: Sink>(
    array: &Held,
    sink: &mut S,
    column: usize,
    offset: usize,
    name: &str,
) -> Result<()> {
    macro_rules! each {
        ($type:ty, $to:expr) => {
            if let Some(values) = array.as_any().downcast_ref::<PrimitiveArray<$type>>() {
                for (row, value) in values.iter().enumerate() {
                    if sink.numbers()[column].number(value.map(|v| $to(*v))) {
                        sink.bad_number(column, offset + row);
                    }
                }
                return Ok(());
            }
        };
    }
    each!(f64, |v: f64| v);
    each!(f32, f64::from);
    each!(i32, f64::from);
    each!(i64, |v: i64| v as f64);
    each!(u32, f64::from);
    each!(i16, f64::from);
    each!(i8, f64::from);
    each!(u8, f64::from);
    each!(u16, f64::from);
    if array.null_count() == array.len() {
        for _ in 0..array.len() {
            sink.numbers()[column].number(None);
        }
        return Ok(());
    }
    Err(must_hold(name, &**array, "numbers"))
}

/// Hand the rows of a frame to a sink: the columns of the axes, then those of the numbers.
pub(crate) fn frame_into<S: Sink>(frame: &DataFrame, sink: &mut S) -> Result<()> {
    let (axes, numbers) = (sink.width(), sink.numbers().len());
    let columns = frame.columns();
    if columns.len() != axes + numbers {
        return Err(Error::Length {
            column: "frame",
            found: columns.len(),
            expected: axes + numbers,
        });
    }
    for (number, column) in columns[axes..].iter().enumerate() {
        let mut offset = 0;
        for array in column.as_materialized_series().chunks() {
            array_numbers(array, sink, number, offset, column.name())?;
            offset += array.len();
        }
    }
    sink.block(None);
    let mut ids = vec![Vec::with_capacity(frame.height()); axes];
    for (axis, (ids, column)) in ids.iter_mut().zip(columns).enumerate() {
        for array in column.as_materialized_series().chunks() {
            array_ids(array, sink.axis(axis), ids, column.name())?;
        }
    }
    let slices: Vec<&[u32]> = ids.iter().map(Vec::as_slice).collect();
    sink.rows(&slices)
}
