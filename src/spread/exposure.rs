//! Exposure: who a member of the group has as neighbours in the area.

/// `xPx = Σ (xᵢ/X)(xᵢ/tᵢ)`: the share of the own group in the area of an average member.
///
/// - `group`: members per area; `total`: all units per area, of which the group is part.
/// - returns: a share in `[0, 1]`, at least the group's share in the city; NaN where the group is empty.
///
/// # Source
/// Bell (1954), Social Forces 32(4), 357–364; Massey & Denton (1988), p. 288.
#[must_use]
pub fn isolation(group: &[f64], total: &[f64]) -> f64 {
    let x = group.iter().sum::<f64>();
    let terms = group.iter().zip(total).map(|(x, t)| if *t > 0.0 { x * x / t } else { 0.0 });
    if x > 0.0 { terms.sum::<f64>() / x } else { f64::NAN }
}

/// `xPy = Σ (xᵢ/X)(yᵢ/tᵢ)`, `y = t − x`: the share of others in the area of an average member.
///
/// Arguments, result and source as in [`isolation`]; the two add up to 1.
#[must_use]
pub fn interaction(group: &[f64], total: &[f64]) -> f64 {
    let x = group.iter().sum::<f64>();
    let terms = group.iter().zip(total).map(|(x, t)| if *t > 0.0 { x * (t - x) / t } else { 0.0 });
    if x > 0.0 { terms.sum::<f64>() / x } else { f64::NAN }
}
