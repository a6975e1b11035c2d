//! Atkinson's index of segregation.

/// `A = 1 − (Σ (xᵢ/X)^b (rᵢ/R)^(1−b))^(1/(1−b))`, with `b` the shape.
///
/// Above ½ the areas where the group is over-represented weigh more, below ½ those where it is under-represented.
///
/// - arguments as in [`dissimilarity`](super::dissimilarity::dissimilarity).
/// - returns: a share in `[0, 1]`; NaN where the group or the reference is empty.
///
/// # Source
/// Massey & Denton (1988), Social Forces 67(2), 281–315, p. 286, with `(P/(1−P))` brought inside the sum.
#[must_use]
pub fn atkinson(group: &[f64], total: &[f64], against_all: bool, shape: f64) -> f64 {
    let part = if against_all { 0.0 } else { 1.0 };
    let x = group.iter().sum::<f64>();
    let r = total.iter().sum::<f64>() - part * x;
    if x <= 0.0 || r <= 0.0 {
        return f64::NAN;
    }
    let even = (shape - 0.5).abs() < f64::EPSILON;
    let power =
        |x: f64, r: f64| if even { (x * r).sqrt() } else { x.powf(shape) * r.powf(1.0 - shape) };
    let sum: f64 = group.iter().zip(total).map(|(x0, t)| power(x0 / x, (t - part * x0) / r)).sum();
    (1.0 - sum.powf(1.0 / (1.0 - shape))).clamp(0.0, 1.0)
}
