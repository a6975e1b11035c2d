//! Border: columns from Python frames into plain slices, and results back. The only file, with `records/parquet`,
//! that names polars.

use std::ops::Deref;

use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, Float64Chunked, Int32Chunked, Int64Chunked,
    IntoSeries, NamedFrom, NewChunkedArray, PlSmallStr, Series, StringChunked, UInt32Chunked,
};
use pyo3::prelude::*;
use pyo3_polars::{PyDataFrame, PySeries};

use crate::error::Error;
use crate::phrase::Phrase;
use crate::process::own;

/// A column of numbers from Python (any `polars.Series` of a numeric type); null and NaN are NaN.
#[derive(Debug, Clone)]
pub struct Floats(Held);

#[derive(Debug, Clone)]
enum Held {
    Borrowed(Float64Chunked),
    Owned(Vec<f64>),
}

impl Deref for Floats {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        match &self.0 {
            // Only a column without nulls in one chunk is kept borrowed (see `extract`).
            Held::Borrowed(column) => column.cont_slice().unwrap_or_default(),
            Held::Owned(values) => values,
        }
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Floats {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        _ = own();
        let series = object.extract::<PySeries>()?.0;
        let column = series
            .f64()
            .cloned()
            .or_else(|_| series.strict_cast(&DataType::Float64)?.f64().cloned());
        let column = column.map_err(|_| {
            let (column, holds) = (series.name().to_string(), series.dtype().to_string());
            Error::SeriesType { column, holds, expected: Phrase::NUMBERS }
        })?;
        if column.cont_slice().is_ok() {
            return Ok(Self(Held::Borrowed(column)));
        }
        Ok(Self(Held::Owned(column.iter().map(|v| v.unwrap_or(f64::NAN)).collect())))
    }
}

/// A column of text from Python (`polars.Series` of strings); null is `None`.
#[derive(Debug, Clone)]
pub struct Texts(StringChunked);

impl Texts {
    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.0.iter()
    }

    /// The values as owned text; a null becomes empty text.
    pub fn to_vec(&self) -> Vec<String> {
        self.0.iter().map(|v| v.unwrap_or_default().to_owned()).collect()
    }

    /// Number of values.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Texts {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        _ = own();
        let series = object.extract::<PySeries>()?.0;
        let column = series.str().map_err(|_| {
            let (column, holds) = (series.name().to_string(), series.dtype().to_string());
            Error::SeriesType { column, holds, expected: Phrase::TEXT }
        })?;
        Ok(Self(column.clone()))
    }
}

/// A frame under construction; becomes a `polars.DataFrame` in Python.
#[derive(Debug, Default)]
pub struct Table(Vec<Column>);

impl Table {
    /// An empty frame.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn push(mut self, series: Series) -> Self {
        self.0.push(series.into());
        self
    }

    /// Add a column of any kind.
    #[must_use]
    pub fn series(self, name: &str, column: Series1) -> Self {
        self.push(column.0.with_name(name.into()))
    }

    /// Add numbers; NaN stands for a missing value and becomes null.
    #[must_use]
    pub fn floats(self, name: &str, values: Vec<f64>) -> Self {
        let name = PlSmallStr::from_str(name);
        if values.iter().any(|v| v.is_nan()) {
            let values = values.into_iter().map(|v| (!v.is_nan()).then_some(v));
            return self.push(Float64Chunked::from_iter_options(name, values).into_series());
        }
        self.push(Float64Chunked::from_vec(name, values).into_series())
    }

    /// Add a column per name that share one buffer: `values` are those of the first, the second and so on, each of as
    /// many rows; NaN as in [`Table::floats`].
    #[must_use]
    pub fn matrix(self, names: impl ExactSizeIterator<Item = String>, values: Vec<f64>) -> Self {
        let rows = values.len().checked_div(names.len()).unwrap_or(0);
        let shared = Float64Chunked::from_vec(PlSmallStr::EMPTY, values);
        names.enumerate().fold(self, |table, (at, name)| {
            let column = shared.slice(i64::try_from(at * rows).unwrap_or(i64::MAX), rows);
            match column.cont_slice() {
                Ok(own) if own.iter().any(|v| v.is_nan()) => table.floats(&name, own.to_vec()),
                _ => table.push(column.with_name(name.into()).into_series()),
            }
        })
    }

    /// Add whole numbers.
    #[must_use]
    pub fn integers(self, name: &str, values: Vec<i64>) -> Self {
        self.push(Series::new(name.into(), values))
    }

    /// Add whole numbers that may be missing.
    #[must_use]
    pub fn integers_or_null(self, name: &str, values: Vec<Option<i64>>) -> Self {
        self.push(Series::new(name.into(), values))
    }

    /// Add text.
    #[must_use]
    pub fn texts<S: AsRef<str>>(self, name: &str, values: &[S]) -> Self {
        self.push(StringChunked::from_slice(name.into(), values).into_series())
    }

    /// Add text that may be missing.
    #[must_use]
    pub fn texts_or_null<S: AsRef<str>>(self, name: &str, values: &[Option<S>]) -> Self {
        self.push(StringChunked::from_slice_options(name.into(), values).into_series())
    }

    /// Add yes/no values.
    #[must_use]
    pub fn booleans(self, name: &str, values: &[bool]) -> Self {
        self.push(BooleanChunked::from_slice(name.into(), values).into_series())
    }
}

impl<'py> IntoPyObject<'py> for Table {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let frame = DataFrame::new_infer_height(self.0).map_err(|error| Error::Fault {
            reason: error.to_string(),
            place: "a table".to_owned(),
        })?;
        PyDataFrame(frame).into_pyobject(py)
    }
}

/// One column of any kind, which becomes a `polars.Series` without a name.
#[derive(Debug, Clone)]
pub struct Series1(Series);

impl Series1 {
    /// Text.
    #[must_use]
    pub fn texts(values: &[String]) -> Self {
        Self(StringChunked::from_slice(PlSmallStr::EMPTY, values).into_series())
    }

    /// Text that may be missing.
    pub fn texts_or_null(values: impl Iterator<Item = Option<String>>) -> Self {
        Self(values.collect::<StringChunked>().into_series())
    }

    /// Whole numbers that may be missing; as 64-bit floats where 64-bit whole numbers do not hold them.
    pub fn whole(values: impl Iterator<Item = Option<i128>> + Clone) -> Self {
        let narrow = |value: Option<i128>| value.map(i64::try_from).transpose();
        match values.clone().map(narrow).collect::<std::result::Result<Int64Chunked, _>>() {
            Ok(column) => Self(column.into_series()),
            Err(_) => Self::real(values.map(|value| value.map(|value| value as f64))),
        }
    }

    /// Numbers that may be missing.
    pub fn real(values: impl Iterator<Item = Option<f64>>) -> Self {
        Self(values.collect::<Float64Chunked>().into_series())
    }

    /// Yes and no that may be missing.
    pub fn flags(values: impl Iterator<Item = Option<bool>>) -> Self {
        Self(values.collect::<BooleanChunked>().into_series())
    }

    /// Days since 1970, as 32-bit whole numbers, that may be missing.
    pub fn days(values: impl Iterator<Item = Option<i32>>) -> Self {
        Self(values.collect::<Int32Chunked>().into_series())
    }
}

impl<'py> IntoPyObject<'py> for Series1 {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        PySeries(self.0).into_pyobject(py)
    }
}

/// Types of which a column back to Python is made: each becomes a `polars.Series` without a name.
macro_rules! column {
    ($(#[$doc:meta])* $name:ident, $value:ty, $column:ty) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub Vec<$value>);

        impl<'py> IntoPyObject<'py> for $name {
            type Target = PyAny;
            type Output = Bound<'py, PyAny>;
            type Error = PyErr;

            fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
                let column = <$column>::from_vec(PlSmallStr::EMPTY, self.0);
                PySeries(column.into_series()).into_pyobject(py)
            }
        }
    };
}

column! {
    /// One column of numbers.
    Floats1, f64, Float64Chunked
}
column! {
    /// One column of whole numbers.
    Integers1, i64, Int64Chunked
}
column! {
    /// Positions in a list, as 32-bit whole numbers; `u32::MAX` stands for nowhere.
    Positions, u32, UInt32Chunked
}

/// Positions from Python (`polars.Series` of 32-bit whole numbers without nulls).
#[derive(Debug, Clone)]
pub struct Indices(Vec<u32>);

impl Deref for Indices {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        &self.0
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Indices {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        _ = own();
        let series = object.extract::<PySeries>()?.0;
        let (column, holds) = (series.name().to_string(), series.dtype().to_string());
        let whole = series.u32().ok().filter(|whole| whole.null_count() == 0);
        let wrong = || Error::SeriesType { column, holds, expected: Phrase::POSITIONS };
        Ok(Self(whole.ok_or_else(wrong)?.iter().flatten().collect()))
    }
}

/// A whole number from Python; one that its type does not hold is refused in the library's own words.
#[derive(Debug, Clone, Copy)]
pub struct Whole<T>(pub T);

impl<'a, 'py, T: FromPyObject<'a, 'py>> FromPyObject<'a, 'py> for Whole<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        object.extract().map(Self).map_err(|_| {
            let value = object.repr().map_or_else(|_| "not one".into(), |text| text.to_string());
            let rule = match std::any::type_name::<T>() {
                "i32" => Phrase::WHOLE_I32,
                "u32" => Phrase::WHOLE_U32,
                _ => Phrase::WHOLE_U64,
            };
            Error::Argument { name: "a number", value, rule }.into()
        })
    }
}
