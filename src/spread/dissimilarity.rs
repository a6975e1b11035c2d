//! Index of dissimilarity.

/// `D = ½ Σ |xᵢ/X − rᵢ/R|` over areas `i`: the share of the group that would have to move.
///
/// - `group`: `x`, members per area; `total`: all units per area, of which the group is part.
/// - `against_all`: the reference `r` is `total`; otherwise it is `total − group`.
/// - returns: a share in `[0, 1]`; NaN where `X` or `R` is 0.
///
/// # Source
/// Duncan & Duncan (1955), American Sociological Review 20(2), 210–217.
#[must_use]
pub fn dissimilarity(group: &[f64], total: &[f64], against_all: bool) -> f64 {
    let (x, t) = (group.iter().sum::<f64>(), total.iter().sum::<f64>());
    let part = if against_all { 0.0 } else { 1.0 };
    let (by_x, by_r) = (1.0 / x, 1.0 / (t - part * x));
    if !(by_x.is_finite() && by_r.is_finite()) {
        return f64::NAN;
    }
    let gaps = group.iter().zip(total).map(|(x, t)| (x * by_x - (t - part * x) * by_r).abs());
    // Rounding can carry an exact 1 a few ulps above 1.
    (gaps.sum::<f64>() / 2.0).min(1.0)
}
