//! Entropy index (Theil's H).

/// `E(p) = −p ln p − (1−p) ln(1−p)`, 0 at both ends.
pub(super) fn binary(p: f64) -> f64 {
    let term = |p: f64| if p > 0.0 { -p * p.ln() } else { 0.0 };
    term(p) + term(1.0 - p)
}

/// `H = Σ tᵢ (E − Eᵢ) / (E T)`: how much less mixed areas are than the city.
///
/// - `group`: members per area; `total`: all units per area, of which the group is part.
/// - returns: a share in `[0, 1]`; NaN where the city has one group only.
///
/// # Source
/// Theil & Finizza (1971), Journal of Mathematical Sociology 1(2), 187–193; Massey & Denton (1988), p. 285.
#[must_use]
pub fn entropy(group: &[f64], total: &[f64]) -> f64 {
    let (x, t) = (group.iter().sum::<f64>(), total.iter().sum::<f64>());
    let city = binary(x / t);
    if city <= 0.0 || city.is_nan() {
        return f64::NAN;
    }
    let areas =
        group.iter().zip(total).map(|(x, t)| if *t > 0.0 { t * binary(x / t) } else { 0.0 });
    (1.0 - areas.sum::<f64>() / (t * city)).clamp(0.0, 1.0)
}
