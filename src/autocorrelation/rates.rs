//! Rates made comparable before Moran's I: the fewer the cases, the more a rate varies by chance alone.

use crate::check;
use crate::error::{Error, Result};

/// Empirical Bayes standardised rates, `(rᵢ − b) / √vᵢ`.
///
/// - `events`, `population`: counts per area, such as allocations and rentals; NaN in either gives NaN.
/// - returns: one value per area; NaN where the population is 0.
///
/// # Errors
/// Columns differ in length, a count is negative, or the population adds up to 0.
///
/// # Source
/// Assunção & Reis (1999), Statistics in Medicine 18, 2147–2162, equations 4–6 (with `vᵢ = b / popᵢ` where the variance
/// would be negative).
pub fn standardised(events: &[f64], population: &[f64]) -> Result<Vec<f64>> {
    check::length("events", events.len(), population.len())?;
    let here =
        |i: &usize| events[*i].is_finite() && population[*i] > 0.0 && population[*i].is_finite();
    for (column, values) in [("events", events), ("population", population)] {
        if let Some(row) = values.iter().position(|v| *v < 0.0 || v.is_infinite()) {
            return Err(Error::Count { column, row, value: values[row] });
        }
    }
    let known: Vec<usize> = (0..events.len()).filter(here).collect();
    let total = |of: &[f64]| known.iter().map(|&i| of[i]).sum::<f64>();
    let (all_events, all) = (total(events), total(population));
    if all == 0.0 {
        return Err(Error::NoMembers { column: "population" });
    }
    let b = all_events / all;
    let spread = |&i: &usize| population[i] * (events[i] / population[i] - b).powi(2);
    let s2 = known.iter().map(spread).sum::<f64>() / all;
    let a = s2 - b / (all / known.len() as f64);
    let one = |i: usize| {
        let variance = a + b / population[i];
        let variance = if variance > 0.0 { variance } else { b / population[i] };
        (events[i] / population[i] - b) / variance.sqrt()
    };
    Ok((0..events.len()).map(|i| if here(&i) { one(i) } else { f64::NAN }).collect())
}
