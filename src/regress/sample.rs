//! Which areas take part in a regression, and why the others do not.

use std::collections::HashMap;

use ndarray::Array2;

use super::matrix::{by_column, columns, flat};
use crate::check;
use crate::error::{Error, Result};
use crate::phrase::Phrase;

/// The name of the intercept among the terms.
pub const CONSTANT: &str = "constant";

/// A column and its name; NaN is missing.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    /// Name, as messages use it.
    pub name: &'a str,
    /// One value per area.
    pub values: &'a [f64],
}

/// What a regression is computed from. All columns describe the same areas in the same order.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// What is explained; a share in [0, 1] for the models of counts.
    pub y: Column<'a>,
    /// What explains it.
    pub x: Vec<Column<'a>>,
    /// Code of each area; its row number where absent.
    pub areas: Option<Vec<Option<&'a str>>>,
    /// Weight of each area, > 0.
    pub weights: Option<Column<'a>>,
    /// Denominator of y: whole numbers >= 1.
    pub trials: Option<Column<'a>>,
    /// Rentals of each area and the least number that takes part.
    pub least: Option<(Column<'a>, f64)>,
}

/// Why an area does not take part.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Fewer rentals than asked.
    TooFew,
    /// These columns have no value.
    Missing(Vec<String>),
}

impl Reason {
    /// The reason in words.
    #[must_use]
    pub fn text(&self) -> &'static str {
        match self {
            Self::TooFew => "too few rentals",
            Self::Missing(_) => "missing value",
        }
    }
}

/// The areas that take part, complete and finite.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Sample {
    /// Their codes and their rows in the input.
    pub areas: Vec<String>,
    /// Rows of the input, counted from 0.
    pub rows: Vec<usize>,
    /// Names of the predictors.
    pub names: Vec<String>,
    /// What is explained.
    #[serde(with = "crate::numeric::figures")]
    pub y: Vec<f64>,
    /// Predictors, areas × predictors, by column.
    #[serde(with = "crate::numeric::figures")]
    pub x: Array2<f64>,
    /// Weights, if given.
    pub weights: Option<Vec<f64>>,
    /// Trials, if given.
    pub trials: Option<Vec<f64>>,
    /// Row, code and reason of each area left out.
    pub dropped: Vec<(usize, String, Reason)>,
}

impl Sample {
    /// Select the areas: first by rentals, then those with every value (listwise deletion).
    ///
    /// # Errors
    /// Lengths differ; a code is missing or there twice; a value is infinite; a weight is not > 0; trials are not
    /// whole; y lies outside [0, 1] where trials are given; a column is there twice.
    pub fn new(input: &Input) -> Result<Self> {
        let n = input.y.values.len();
        let columns = input.columns();
        for column in &columns {
            if column.values.len() != n {
                let (column, found) = (column.name.to_owned(), column.values.len());
                return Err(Error::ColumnLength { column, found, expected: n });
            }
            refuse(column, Phrase::FINITE, f64::is_infinite)?;
        }
        check_names(input)?;
        check_counts(input)?;
        let codes = codes(input, n)?;
        let mut kept = Vec::with_capacity(n);
        let mut dropped = Vec::new();
        for (row, code) in codes.iter().enumerate() {
            match input.reason(&columns, row) {
                Some(reason) => dropped.push((row, code.clone(), reason)),
                None => kept.push(row),
            }
        }
        let add = |to: &mut Vec<f64>, c: &Column| {
            if kept.len() == n {
                to.extend_from_slice(c.values);
            } else {
                to.extend(kept.iter().map(|&row| c.values[row]));
            }
        };
        let take = |c: &Column| {
            let mut values = Vec::with_capacity(kept.len());
            add(&mut values, c);
            values
        };
        let mut x = Vec::with_capacity(kept.len() * input.x.len());
        input.x.iter().for_each(|c| add(&mut x, c));
        Ok(Self {
            areas: kept.iter().map(|&row| codes[row].clone()).collect(),
            names: input.x.iter().map(|c| c.name.to_owned()).collect(),
            y: take(&input.y),
            x: by_column(kept.len(), x),
            weights: input.weights.as_ref().map(take),
            trials: input.trials.as_ref().map(take),
            rows: kept,
            dropped,
        })
    }

    /// A sample from columns that are complete: areas are numbered.
    ///
    /// # Errors
    /// A weight is not > 0, or a column is there twice, is y too, or has the name of the intercept.
    pub(super) fn complete(
        y_name: &str,
        y: Vec<f64>,
        names: Vec<String>,
        x: Array2<f64>,
        weights: Option<Vec<f64>>,
    ) -> Result<Self> {
        let each = names.iter().zip(columns(&x));
        let weights_column =
            weights.as_ref().map(|w| Column { name: "weights", values: w.as_slice() });
        let input = Input {
            y: Column { name: y_name, values: &y },
            x: each.map(|(name, values)| Column { name, values }).collect(),
            areas: None,
            weights: weights_column,
            trials: None,
            least: None,
        };
        check_names(&input)?;
        check_counts(&input)?;
        let n = y.len();
        let areas = (0..n).map(|row| row.to_string()).collect();
        Ok(Self {
            areas,
            rows: (0..n).collect(),
            names,
            y,
            x,
            weights,
            trials: None,
            dropped: Vec::new(),
        })
    }

    /// The sample without row `i`.
    #[must_use]
    pub fn without(&self, i: usize) -> Self {
        let n = self.y.len();
        let rest = |values: &[f64]| {
            values.iter().enumerate().filter(|(at, _)| at % n != i).map(|(_, &v)| v).collect()
        };
        let mut left = self.clone();
        left.areas.remove(i);
        left.rows.remove(i);
        left.y = rest(&self.y);
        left.x = by_column(n - 1, rest(flat(&self.x)));
        left.weights = self.weights.as_deref().map(rest);
        left.trials = self.trials.as_deref().map(rest);
        left
    }

    /// The design, the intercept first, and its terms.
    ///
    /// # Errors
    /// Too few areas; a column (of x, or y) that does not vary; values whose squares leave the range of a number.
    pub fn design(&self, y_name: &str, intercept: bool) -> Result<(Array2<f64>, Vec<String>)> {
        let n = self.y.len();
        let p = self.names.len() + usize::from(intercept);
        if n <= p {
            let dropped = self.dropped.len();
            return Err(Error::FewAreas { n, dropped, all: n + dropped, p });
        }
        check::scale(y_name, &self.y)?;
        let broken = |side, column: &str, what| {
            Err(Error::ConstantColumn { side, column: column.to_owned(), what })
        };
        if check::constant(&self.y) {
            return broken("y", y_name, Phrase::CONSTANT);
        }
        for (name, column) in self.names.iter().zip(columns(&self.x)) {
            check::scale(name, column)?;
            if column.iter().all(|v| *v == 0.0) {
                return broken("x", name, Phrase::ZERO);
            }
            if intercept && check::constant(column) {
                return broken("x", name, Phrase::CONSTANT);
            }
        }
        let mut values = Vec::with_capacity(n * p);
        values.resize(if intercept { n } else { 0 }, 1.0);
        values.extend_from_slice(flat(&self.x));
        let first = intercept.then(|| CONSTANT.to_owned());
        Ok((by_column(n, values), first.into_iter().chain(self.names.clone()).collect()))
    }
}

impl<'a> Input<'a> {
    fn columns(&self) -> Vec<Column<'a>> {
        let mut columns = vec![self.y];
        columns.extend(&self.x);
        columns.extend(self.weights);
        columns.extend(self.trials);
        columns
    }

    fn reason(&self, columns: &[Column], row: usize) -> Option<Reason> {
        if let Some((rentals, least)) = self.least {
            if rentals.values[row].is_nan() {
                return Some(Reason::Missing(vec![rentals.name.to_owned()]));
            }
            if rentals.values[row] < least {
                return Some(Reason::TooFew);
            }
        }
        let gaps = columns.iter().filter(|c| c.values[row].is_nan());
        let gaps: Vec<String> = gaps.map(|c| c.name.to_owned()).collect();
        (!gaps.is_empty()).then_some(Reason::Missing(gaps))
    }
}

fn check_names(input: &Input) -> Result<()> {
    if input.x.is_empty() {
        return Err(Error::NoPredictor {});
    }
    for (i, column) in input.x.iter().enumerate() {
        let (name, column) = (column.name, column.name.to_owned());
        if name == CONSTANT {
            return Err(Error::ConstantName { column });
        }
        if name == input.y.name {
            return Err(Error::BothSides { column });
        }
        if input.x[..i].iter().any(|other| other.name == name) {
            return Err(Error::NamedTwice { column });
        }
    }
    Ok(())
}

fn check_counts(input: &Input) -> Result<()> {
    if let Some((rentals, least)) = &input.least {
        if !(least.is_finite() && *least >= 0.0) {
            let (value, rule) = (least.to_string(), Phrase::NUMBER_FROM_0);
            return Err(Error::Argument { name: "min_rentals", value, rule });
        }
        if rentals.values.len() != input.y.values.len() {
            let (found, expected) = (rentals.values.len(), input.y.values.len());
            return Err(Error::Length { column: "rentals", found, expected });
        }
        refuse(rentals, Phrase::FINITE_FROM_0, |v| v < 0.0 || v.is_infinite())?;
    }
    if let Some(weights) = &input.weights {
        refuse(weights, Phrase::ABOVE_0, |v| v <= 0.0)?;
        check::scale(weights.name, weights.values)?;
    }
    let Some(trials) = &input.trials else { return Ok(()) };
    refuse(trials, Phrase::WHOLE_FROM_0, |v| {
        !(0.0..=check::LARGEST).contains(&v) || v.fract() != 0.0
    })?;
    let rule = Phrase::SHARE_ONLY;
    refuse(&input.y, rule, |v| !(0.0..=1.0).contains(&v))?;
    let empty =
        trials.values.iter().zip(input.y.values).map(|(&m, y)| if y.is_nan() { 1.0 } else { m });
    let empty: Vec<f64> = empty.collect();
    refuse(&Column { name: trials.name, values: &empty }, Phrase::FROM_1_WITH_Y, |v| v < 1.0)
}

/// Refuse a column with a value that breaks a rule; missing values never do.
fn refuse(column: &Column, rule: Phrase, broken: impl Fn(f64) -> bool) -> Result<()> {
    let wrong = |&row: &usize| !column.values[row].is_nan() && broken(column.values[row]);
    let rows: Vec<usize> = (0..column.values.len()).filter(wrong).collect();
    let Some(&row) = rows.first() else { return Ok(()) };
    let (name, value) = (column.name.to_owned(), column.values[row]);
    Err(Error::Column { column: name, value, row, rule, rows: listed(&rows) })
}

/// `rows 1, 2, 3 and 4 more, counted from 0`.
fn listed(rows: &[usize]) -> String {
    let shown: Vec<String> = rows.iter().take(10).map(ToString::to_string).collect();
    let more = rows.len().saturating_sub(10);
    let more = if more > 0 { format!(", … (+{more})") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

fn codes(input: &Input, n: usize) -> Result<Vec<String>> {
    let Some(areas) = &input.areas else {
        return Ok((0..n).map(|row| row.to_string()).collect());
    };
    if areas.len() != n {
        return Err(Error::Length { column: "area", found: areas.len(), expected: n });
    }
    let mut seen: HashMap<&str, usize> = HashMap::with_capacity(n);
    for (row, code) in areas.iter().enumerate() {
        let Some(code) = code else {
            return Err(Error::NoCode { row });
        };
        if let Some(first) = seen.insert(code, row) {
            return Err(Error::AreaTwice { area: (*code).to_owned(), first, second: row });
        }
    }
    Ok(areas.iter().flatten().map(|&code| code.to_owned()).collect())
}
