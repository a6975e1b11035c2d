//! Theil's index split over a nesting of areas: how much lies between parents, how much within each.

use crate::check;
use crate::counts::Groups;
use crate::error::{Error, Result};

/// One parent area: its part of the index.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// Number of the parent, as given.
    pub parent: usize,
    /// Units in it.
    #[serde(with = "crate::numeric::figures")]
    pub total: f64,
    /// Information index `M` among its own areas, in nats.
    #[serde(with = "crate::numeric::figures")]
    pub m: f64,
    /// Entropy index `H` among its own areas; NaN where the parent has one group only.
    #[serde(with = "crate::numeric::figures")]
    pub h: f64,
    /// Its part of the city's `H` that lies within parents: these add up to the within term.
    #[serde(with = "crate::numeric::figures")]
    pub within: f64,
}

/// The index, split.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Nested {
    /// Information index `M` of the city, in nats.
    #[serde(with = "crate::numeric::figures")]
    pub m: f64,
    /// Entropy index `H = M / E` of the city.
    #[serde(with = "crate::numeric::figures")]
    pub h: f64,
    /// Part of `H` between parents.
    #[serde(with = "crate::numeric::figures")]
    pub between: f64,
    /// Part of `H` within parents; `between + within = h`.
    #[serde(with = "crate::numeric::figures")]
    pub within: f64,
    /// The parents by number.
    pub parts: Vec<Part>,
}

fn entropy(groups: &[f64]) -> f64 {
    let total: f64 = groups.iter().sum();
    let term = |x: &f64| if *x > 0.0 { -x / total * (x / total).ln() } else { 0.0 };
    groups.iter().map(term).sum()
}

/// Split `H = H_between + Σ (T_g E_g / T E) H_g` over parents `g`; `M` splits alike with weights `T_g / T`.
///
/// - `groups`: members per area, one column per group; `parents`: number of the parent of each area, `0..n_parents`.
///
/// # Errors
/// Not one parent per area, or a parent's number is too high.
///
/// # Source
/// Theil (1972), Statistical Decomposition Analysis, ch. 2; Reardon & Firebaugh (2002), Sociological Methodology 32,
/// 33–67, eq. 20; `M`: Frankel & Volij (2011), Journal of Economic Theory 146(1), 1–38.
pub fn nested(groups: &Groups, parents: &[usize], n_parents: usize) -> Result<Nested> {
    check::length("parents", parents.len(), groups.areas())?;
    if let Some(row) = parents.iter().position(|parent| *parent >= n_parents) {
        return Err(Error::Parent { row, found: parents[row], expected: n_parents });
    }
    let mut sums = vec![vec![0.0; groups.columns().len()]; n_parents];
    let mut inside = vec![0.0; n_parents]; // Σ tᵢ Eᵢ of the areas of a parent
    for (i, parent) in parents.iter().enumerate() {
        let row = groups.area(i);
        inside[*parent] += row.iter().sum::<f64>() * entropy_or_zero(&row);
        sums[*parent].iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
    }
    let city: Vec<f64> = groups.columns().iter().map(|group| group.iter().sum()).collect();
    let (all, e) = (city.iter().sum::<f64>(), entropy(&city));
    if e <= 0.0 || e.is_nan() {
        return Err(Error::NoMembers { column: "all groups but one" });
    }
    let part = |(parent, (sums, inside)): (usize, (&Vec<f64>, &f64))| {
        let total: f64 = sums.iter().sum();
        let own = entropy_or_zero(sums);
        let m = if total > 0.0 { (own - inside / total).max(0.0) } else { 0.0 };
        let h = if own > 0.0 { m / own } else { f64::NAN };
        Part { parent, total, m, h, within: total * m / (all * e) }
    };
    let parts: Vec<Part> = sums.iter().zip(&inside).enumerate().map(part).collect();
    let within: f64 = parts.iter().map(|part| part.within).sum();
    let mixed: f64 = sums.iter().map(|row| row.iter().sum::<f64>() * entropy_or_zero(row)).sum();
    let between = (1.0 - mixed / (all * e)).max(0.0);
    let h = between + within;
    Ok(Nested { m: h * e, h, between, within, parts })
}

fn entropy_or_zero(groups: &[f64]) -> f64 {
    if groups.iter().sum::<f64>() > 0.0 { entropy(groups) } else { 0.0 }
}
