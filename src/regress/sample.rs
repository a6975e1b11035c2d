//! Which areas take part in a regression, and why the others do not.

use std::collections::HashMap;

use crate::error::{Error, Result};

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
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// Fewer rentals than asked.
    TooFew,
    /// These columns have no value.
    Missing(Vec<String>),
}

/// The areas that take part, complete and finite.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Their codes and their rows in the input.
    pub areas: Vec<String>,
    /// Rows of the input, counted from 0.
    pub rows: Vec<usize>,
    /// Names of the predictors.
    pub names: Vec<String>,
    /// What is explained.
    pub y: Vec<f64>,
    /// Predictors by column.
    pub x: Vec<f64>,
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
                let (name, found) = (column.name, column.values.len());
                return Err(Error::Input(format!("{name:?} has {found} values, must have {n}")));
            }
            refuse(column, "must be finite", f64::is_infinite)?;
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
        let take = |c: &Column| kept.iter().map(|&r| c.values[r]).collect::<Vec<f64>>();
        Ok(Self {
            areas: kept.iter().map(|&row| codes[row].clone()).collect(),
            names: input.x.iter().map(|c| c.name.to_owned()).collect(),
            y: take(&input.y),
            x: input.x.iter().flat_map(take).collect(),
            weights: input.weights.as_ref().map(take),
            trials: input.trials.as_ref().map(take),
            rows: kept,
            dropped,
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
        left.x = rest(&self.x);
        left.weights = self.weights.as_deref().map(rest);
        left.trials = self.trials.as_deref().map(rest);
        left
    }

    /// The design by column, the intercept first, and its terms.
    ///
    /// # Errors
    /// Too few areas, or a column (of x, or y) that does not vary.
    pub fn design(&self, y_name: &str, intercept: bool) -> Result<(Vec<f64>, Vec<String>)> {
        let n = self.y.len();
        let p = self.names.len() + usize::from(intercept);
        if n <= p {
            let (all, gone) = (n + self.dropped.len(), self.dropped.len());
            return Err(Error::Input(format!(
                "{n} areas take part ({gone} of {all} dropped), must be more than the {p} coefficients"
            )));
        }
        let flat = |values: &[f64]| values.iter().all(|v| v.to_bits() == values[0].to_bits());
        if flat(&self.y) {
            return Err(Error::Input(format!("y column {y_name:?} is constant, must vary")));
        }
        for (name, column) in self.names.iter().zip(self.x.chunks_exact(n)) {
            let zero = column.iter().all(|v| *v == 0.0);
            if zero || (intercept && flat(column)) {
                let what = if zero { "0 everywhere" } else { "constant" };
                return Err(Error::Input(format!("x column {name:?} is {what}, must vary")));
            }
        }
        let constant = if intercept { vec![1.0; n] } else { Vec::new() };
        let first = intercept.then(|| CONSTANT.to_owned());
        Ok((
            [constant, self.x.clone()].concat(),
            first.into_iter().chain(self.names.clone()).collect(),
        ))
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
        return Err(Error::Input("x names no column, must name at least one".into()));
    }
    for (i, column) in input.x.iter().enumerate() {
        let name = column.name;
        if name == CONSTANT {
            let rule = "that is the name of the intercept: rename the column";
            return Err(Error::Input(format!("x names a column {name:?}; {rule}")));
        }
        if name == input.y.name {
            return Err(Error::Input(format!("{name:?} is both y and in x, must be one of them")));
        }
        if input.x[..i].iter().any(|other| other.name == name) {
            return Err(Error::Input(format!("x names {name:?} twice, must name it once")));
        }
    }
    Ok(())
}

fn check_counts(input: &Input) -> Result<()> {
    if let Some((rentals, _)) = &input.least {
        if rentals.values.len() != input.y.values.len() {
            let (found, expected) = (rentals.values.len(), input.y.values.len());
            return Err(Error::Length { column: "rentals", found, expected });
        }
        refuse(rentals, "must be finite and >= 0", |v| v < 0.0 || v.is_infinite())?;
    }
    if let Some(weights) = &input.weights {
        refuse(weights, "must be > 0", |v| v <= 0.0)?;
    }
    let Some(trials) = &input.trials else { return Ok(()) };
    refuse(trials, "must be a whole number >= 0", |v| v < 0.0 || v.fract() != 0.0)?;
    let rule = "must be a share in [0, 1] (not a percentage, not a count)";
    refuse(&input.y, rule, |v| !(0.0..=1.0).contains(&v))?;
    let empty =
        trials.values.iter().zip(input.y.values).map(|(&m, y)| if y.is_nan() { 1.0 } else { m });
    let empty: Vec<f64> = empty.collect();
    refuse(&Column { name: trials.name, values: &empty }, "must be >= 1 where y has a value", |v| {
        v < 1.0
    })
}

/// Refuse a column with a value that breaks a rule; missing values never do.
fn refuse(column: &Column, rule: &str, broken: impl Fn(f64) -> bool) -> Result<()> {
    let mut rows = Vec::new();
    for (row, &value) in column.values.iter().enumerate() {
        if !value.is_nan() && broken(value) {
            rows.push(row);
        }
    }
    let Some(&first) = rows.first() else { return Ok(()) };
    Err(Error::Input(format!(
        "column {:?} is {} in row {first}, {rule} ({})",
        column.name,
        column.values[first],
        listed(&rows)
    )))
}

/// `rows 1, 2, 3 and 4 more, counted from 0`.
fn listed(rows: &[usize]) -> String {
    let shown: Vec<String> = rows.iter().take(10).map(ToString::to_string).collect();
    let more = rows.len().saturating_sub(10);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("rows {}{more}, counted from 0", shown.join(", "))
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
            return Err(Error::Input(format!("area is missing in row {row}, must be a code")));
        };
        if let Some(before) = seen.insert(code, row) {
            return Err(Error::Input(format!(
                "area {code:?} stands in rows {before} and {row}, must be there once"
            )));
        }
    }
    Ok(areas.iter().flatten().map(|&code| code.to_owned()).collect())
}
