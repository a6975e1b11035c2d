//! Gini index and Lorenz curve of segregation.

/// Areas by rising share of the group, as pairs of members and reference.
fn by_share(group: &[f64], total: &[f64], against_all: bool) -> Vec<(f64, f64)> {
    let reference = |(x, t): (&f64, &f64)| (*x, if against_all { *t } else { t - x });
    let mut rows: Vec<(f64, f64)> = group.iter().zip(total).map(reference).collect();
    // x/t and x/(t − x) rise together, so one key serves both references.
    let share = |row: &(f64, f64)| if row.1 > 0.0 { row.0 / row.1 } else { f64::INFINITY };
    rows.sort_unstable_by(|a, b| share(a).total_cmp(&share(b)));
    rows
}

/// `G = Σᵢ Σⱼ |xᵢrⱼ − xⱼrᵢ| / 2XR`: twice the area between the Lorenz curve and the diagonal; in `O(n log n)`.
///
/// - arguments as in [`dissimilarity`](super::dissimilarity::dissimilarity).
/// - returns: a share in `[0, 1]`; NaN where the group or the reference is empty.
///
/// # Source
/// Massey & Denton (1988), Social Forces 67(2), 281–315, p. 285 (the same number, by areas' totals and shares).
#[must_use]
pub fn gini(group: &[f64], total: &[f64], against_all: bool) -> f64 {
    let rows = by_share(group, total, against_all);
    let (mut x, mut r, mut sum) = (0.0, 0.0, 0.0);
    for (members, reference) in rows {
        sum += members * r - reference * x;
        x += members;
        r += reference;
    }
    if x > 0.0 && r > 0.0 { (sum / x / r).clamp(0.0, 1.0) } else { f64::NAN }
}

/// Cumulative shares of reference and group from (0, 0) to (1, 1).
pub(super) fn lorenz(group: &[f64], total: &[f64], against_all: bool) -> (Vec<f64>, Vec<f64>) {
    let rows = by_share(group, total, against_all);
    let all = rows.iter().fold((0.0, 0.0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    let mut sum = (0.0, 0.0);
    let mut points = (vec![0.0], vec![0.0]);
    for (members, reference) in rows {
        sum = (sum.0 + members, sum.1 + reference);
        points.0.push(sum.1 / all.1);
        points.1.push(sum.0 / all.0);
    }
    points
}
