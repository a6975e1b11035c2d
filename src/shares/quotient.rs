//! Location quotients and the certainty of a map class.

use rayon::prelude::*;

use super::interval::{Method, interval};
use crate::check;
use crate::counts::Counts;
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::numeric::beta::Beta;

/// Interval of a ratio of two independent shares from the interval of each.
///
/// # Source
/// Donner & Zou (2012), Statistical Methods in Medical Research 21(4), 347–359, eq. 9 (MOVER-R).
fn ratio(p: f64, (l1, u1): (f64, f64), q: f64, (l2, u2): (f64, f64)) -> (f64, f64) {
    let bound = |e1: f64, e2: f64, sign: f64| {
        let scale = e2 * (2.0 * q - e2);
        let product = p * q;
        let root = (product * product - e1 * (2.0 * p - e1) * scale).max(0.0).sqrt();
        // The two roots of a quadratic; by their product where the scale is about 0.
        if sign < 0.0 { e1 * (2.0 * p - e1) / (product + root) } else { (product + root) / scale }
    };
    let lower = if p > 0.0 { bound(l1, u2, -1.0).max(0.0) } else { 0.0 };
    let upper = if l2 > 0.0 && q > 0.0 { bound(u1, l2, 1.0) } else { f64::INFINITY };
    (lower, upper)
}

/// Location quotient `(x/n) / (X/N)` of an area with its interval.
///
/// - `x`, `n`: members and units of the area; `all_x`, `all_n`: of the city, the area included.
/// - returns: `(quotient, lower, upper)`; 1 is the city's share; NaN where `n` or `X` is 0 or a number is missing.
///
/// The area is part of the city, so the quotient is written as `1 / (w + (1 − w) ρ)` with `w = n/N` and `ρ` the ratio
/// of the rest of the city to the area: two independent shares, each with its Wilson interval.
#[must_use]
pub fn quotient(x: f64, n: f64, all_x: f64, all_n: f64, level: f64) -> (f64, f64, f64) {
    let value = (x / n) / (all_x / all_n);
    let none = (f64::NAN, f64::NAN, f64::NAN);
    if !value.is_finite() || n <= 0.0 || all_x <= 0.0 {
        return none;
    }
    let (rest_x, rest_n) = (all_x - x, all_n - n);
    if rest_n <= 0.0 {
        return (value, f64::NAN, f64::NAN); // the area is the whole city
    }
    let own = interval(x, n, Method::Wilson, level);
    let rest = interval(rest_x, rest_n, Method::Wilson, level);
    let (low, high) = ratio(x / n, own, rest_x / rest_n, rest);
    let weight = n / all_n;
    let of = |ratio: f64| if ratio > 0.0 { 1.0 / (weight + (1.0 - weight) / ratio) } else { 0.0 };
    (value, of(low), of(high))
}

/// Location quotients of many areas of one city; see [`quotient`].
///
/// - returns: quotients with their lower and upper bounds.
///
/// # Errors
/// The city's counts break `0 <= X <= N` or lie below those of an area, or `level` is not in `(0, 1)`.
pub fn quotients(counts: &Counts, (all_x, all_n): (f64, f64), level: f64) -> Result<[Vec<f64>; 3]> {
    check::level(level)?;
    Counts::named(("city x", &[all_x]), ("city n", &[all_n]))?;
    let above = counts.rows().position(|(x, n)| x > all_x || n > all_n);
    if let Some(row) = above {
        let (part, whole) = (counts.n()[row], all_n);
        return Err(Error::Part { row, column: "n", part, of: "city n", whole });
    }
    let mut columns = [const { Vec::new() }; 3];
    for (x, n) in counts.rows() {
        let (value, lower, upper) = quotient(x, n, all_x, all_n, level);
        columns.iter_mut().zip([value, lower, upper]).for_each(|(to, v)| to.push(v));
    }
    Ok(columns)
}

/// Chance that the true share lies in each class, under Jeffreys' posterior `Beta(x + ½, n − x + ½)`.
///
/// - `edges`: rising bounds between classes; returns one chance per class, `edges.len() + 1`, adding up to 1; NaN
///   where `n` is 0 or a number is missing.
///
/// # Source
/// Prior: Jeffreys (1946), Proceedings of the Royal Society A 186, 453–461.
#[must_use]
pub fn class_chances(x: f64, n: f64, edges: &[f64]) -> Vec<f64> {
    if !(x >= 0.0 && x <= n && n > 0.0) {
        return vec![f64::NAN; edges.len() + 1];
    }
    let posterior = Beta::new(x + 0.5, n - x + 0.5);
    let tails: Vec<(f64, f64)> = edges.iter().map(|edge| posterior.tails(*edge)).collect();
    let chance = |k: usize| {
        let from = if k == 0 { (0.0, 1.0) } else { tails[k - 1] };
        let to = if k == tails.len() { (1.0, 0.0) } else { tails[k] };
        // By the tails that are small, so that an unlikely class keeps its digits.
        if from.0 > 0.5 { from.1 - to.1 } else { to.0 - from.0 }
    };
    (0..=edges.len()).map(chance).collect()
}

/// Chances of many areas, one column per class; see [`class_chances`].
///
/// # Errors
/// An edge is not finite, edges do not rise, or the work was asked to stop.
pub fn chances_by_class(counts: &Counts, edges: &[f64]) -> Result<Vec<Vec<f64>>> {
    check::finite("edges", edges)?;
    if let Some(row) = edges.windows(2).position(|pair| pair[0] >= pair[1]) {
        return Err(Error::Edges { row: row + 1, value: edges[row + 1], before: edges[row] });
    }
    let stop = Stop::current();
    let one = |(x, n): (&f64, &f64)| stop.check().map(|()| class_chances(*x, *n, edges));
    let rows: Vec<Vec<f64>> =
        counts.x().par_iter().zip(counts.n()).map(one).collect::<Result<_>>()?;
    Ok((0..=edges.len()).map(|class| rows.iter().map(|row| row[class]).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_of_the_city_share_is_one_inside_its_interval() {
        let (value, lower, upper) = quotient(29.0, 100.0, 2_900.0, 10_000.0, 0.95);
        assert!((value - 1.0).abs() < 1e-15 && lower < 1.0 && upper > 1.0);
        let (value, lower, upper) = quotient(0.0, 10.0, 29.0, 100.0, 0.95);
        assert!(value == 0.0 && lower == 0.0 && upper > 0.5);
        assert!(quotient(1.0, 0.0, 29.0, 100.0, 0.95).0.is_nan());
    }

    #[test]
    fn the_ratio_of_donner_and_zou_solves_its_quadratic() {
        // With p = q and the same interval the bounds are each other's reciprocals.
        let own = interval(30.0, 100.0, Method::Wilson, 0.95);
        let (lower, upper) = ratio(0.3, own, 0.3, own);
        assert!((lower * upper - 1.0).abs() < 1e-12, "{lower} {upper}");
    }

    #[test]
    fn class_chances_add_up_to_one() {
        let chances = class_chances(22.0, 23.0, &[0.10, 0.25, 0.35, 0.50]);
        assert!((chances.iter().sum::<f64>() - 1.0).abs() < 1e-15 && chances[4] > 0.999);
        assert!(class_chances(1.0, 0.0, &[0.5])[0].is_nan());
    }
}
