//! Values → classes of a map: a scheme finds the upper bounds, or they are given.

mod jenks;

use crate::check;
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::phrase::Phrase;

/// Which side of a class belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// `[lower, upper)`: a value on an edge belongs to the class above.
    Left,
    /// `(lower, upper]`: a value on an edge belongs to the class below.
    Right,
}

check::names!(Closed, "closed" { "left" => Self::Left, "right" => Self::Right, });

/// How the upper bounds of the classes are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Least sum of squares within classes, exactly. Fisher (1958), JASA 53(284), 789–798.
    FisherJenks,
    /// Equal numbers of values; linear interpolation between order statistics (Hyndman & Fan 1996, type 7).
    Quantiles,
    /// Equal widths between minimum and maximum.
    EqualInterval,
    /// Split at the mean, again and again above it, until one distinct value is left; finds its own number of
    /// classes. Jiang (2013), The Professional Geographer 65(3), 482–494.
    HeadTail,
    /// Mean −2, −1, +1 and +2 standard deviations (`n − 1`); at most five classes.
    StdMean,
}

check::names!(Scheme, "scheme" {
    "fisher_jenks" => Self::FisherJenks,
    "quantiles" => Self::Quantiles,
    "equal_interval" => Self::EqualInterval,
    "head_tail" => Self::HeadTail,
    "std_mean" => Self::StdMean,
});

/// Classes and the class of each value.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Classes {
    /// Upper bound of each class, rising; the unit of the values.
    #[serde(with = "crate::numeric::figures")]
    pub upper: Vec<f64>,
    /// Class of each value, counted from 0; `None` where the value is missing.
    pub index: Vec<Option<usize>>,
    /// Number of values in each class.
    pub counts: Vec<usize>,
    /// Goodness of variance fit, `1 − SS within / SS total`, in `[0, 1]`; `None` where all values are equal.
    pub fit: Option<f64>,
}

/// Cuts that the search for the best classes holds at once: 4 GB.
const CUTS: usize = 1 << 30;

/// Classify by a scheme; classes are closed on the right.
///
/// - `values`: finite numbers, NaN for a missing one.
/// - `k`: number of classes; `HeadTail` and `StdMean` find their own and leave it unused.
///
/// # Errors
/// A value is infinite or so large that its square is, there is no value, `k` is 0, there are fewer distinct values than classes, or two
/// quantiles are the same value.
///
/// # Source
/// Fit: Jenks (1977), Optimal data classification for choropleth maps, University of Kansas, p. 12.
///
/// # Example
/// ```
/// use spreiding::classes::{Scheme, classify};
/// let classes = classify(&[1.0, 2.0, 9.0, 10.0, f64::NAN], Scheme::FisherJenks, 2)?;
/// assert_eq!(classes.upper, [2.0, 10.0]);
/// assert_eq!(classes.index, [Some(0), Some(0), Some(1), Some(1), None]);
/// # Ok::<(), spreiding::Error>(())
/// ```
pub fn classify(values: &[f64], scheme: Scheme, k: usize) -> Result<Classes> {
    let sorted = sorted(values)?;
    check::scale("values", &sorted)?;
    if k == 0 {
        return Err(Error::Argument { name: "k", value: k.to_string(), rule: Phrase::FROM_1 });
    }
    let own_k = matches!(scheme, Scheme::HeadTail | Scheme::StdMean);
    let runs = runs(&sorted);
    if !own_k && runs.len() < k {
        return Err(Error::FewValues { found: runs.len(), k });
    }
    if scheme == Scheme::FisherJenks && runs.len().saturating_mul(k) > CUTS {
        let rule = Phrase::FEWER_CUTS;
        return Err(Error::Argument { name: "k", value: k.to_string(), rule });
    }
    let upper = match scheme {
        Scheme::FisherJenks => jenks::upper(&runs, k, &Stop::current())?,
        Scheme::Quantiles => quantiles(&sorted, k)?,
        Scheme::EqualInterval => equal_interval(&sorted, k),
        Scheme::HeadTail => head_tail(&sorted),
        Scheme::StdMean => std_mean(&sorted),
    };
    Ok(assign(values, upper, Closed::Right))
}

/// Classify by given edges between classes: `edges.len() + 1` classes, the last without an upper bound.
///
/// Edges and values are compared as the numbers they are: a share of `7/20` and the edge `0.35` are the same number.
///
/// # Errors
/// A value is infinite, there is no edge, or edges are not finite and rising.
///
/// # Example
/// ```
/// use spreiding::classes::{Closed, given};
/// let found = given(&[0.35, 7.0 / 20.0, 0.349], &[0.10, 0.25, 0.35, 0.50], Closed::Left)?;
/// assert_eq!(found.index, [Some(3), Some(3), Some(2)]);
/// # Ok::<(), spreiding::Error>(())
/// ```
pub fn given(values: &[f64], edges: &[f64], closed: Closed) -> Result<Classes> {
    check::finite_or_missing("values", values)?;
    check::finite("edges", edges)?;
    if edges.is_empty() {
        let value = "empty".to_owned();
        return Err(Error::Argument { name: "edges", value, rule: Phrase::ONE_NUMBER });
    }
    if let Some(row) = edges.windows(2).position(|pair| pair[0] >= pair[1]) {
        return Err(Error::Edges { row: row + 1, value: edges[row + 1], before: edges[row] });
    }
    let upper = edges.iter().copied().chain([f64::INFINITY]).collect();
    Ok(assign(values, upper, closed))
}

fn sorted(values: &[f64]) -> Result<Vec<f64>> {
    check::finite_or_missing("values", values)?;
    let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    if sorted.is_empty() {
        return Err(Error::NoValues {});
    }
    sorted.sort_unstable_by(f64::total_cmp);
    Ok(sorted)
}

/// Distinct values in order, each with the number of times it occurs.
#[expect(clippy::float_cmp, reason = "equal means the same number, and -0.0 is 0.0")]
fn runs(sorted: &[f64]) -> Vec<(f64, f64)> {
    sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as f64)).collect()
}

fn quantiles(sorted: &[f64], k: usize) -> Result<Vec<f64>> {
    let last = sorted.len() - 1;
    let quantile = |i: usize| {
        // Whole-number arithmetic: a quantile that falls on a value is that value, not a neighbour by rounding.
        let (whole, rest) = (i * last / k, i * last % k);
        let low = sorted[whole];
        if rest == 0 { low } else { low + (sorted[whole + 1] - low) * (rest as f64 / k as f64) }
    };
    let upper: Vec<f64> = (1..=k).map(quantile).collect();
    match upper.windows(2).position(|pair| pair[0] >= pair[1]) {
        Some(i) => Err(Error::EqualQuantiles { first: i + 1, second: i + 2, k, value: upper[i] }),
        None => Ok(upper),
    }
}

fn equal_interval(sorted: &[f64], k: usize) -> Vec<f64> {
    let (low, high) = (sorted[0], sorted[sorted.len() - 1]);
    let width = (high - low) / k as f64;
    (1..k).map(|i| low + width * i as f64).chain([high]).collect()
}

fn head_tail(sorted: &[f64]) -> Vec<f64> {
    let (mut head, mut upper) = (sorted, Vec::new());
    let high = sorted[sorted.len() - 1];
    while head[0] < high {
        let mean = mean(head);
        let next = head.partition_point(|v| *v <= mean);
        if next == 0 || next == head.len() {
            break; // the mean of two neighbouring floats rounded to one of them
        }
        upper.push(mean);
        head = &head[next..];
    }
    upper.push(high);
    upper
}

fn std_mean(sorted: &[f64]) -> Vec<f64> {
    let (mean, high) = (mean(sorted), sorted[sorted.len() - 1]);
    let squares: f64 = sorted.iter().map(|v| (v - mean).powi(2)).sum();
    let deviation =
        if sorted.len() > 1 { (squares / (sorted.len() - 1) as f64).sqrt() } else { 0.0 };
    let cuts = [-2.0, -1.0, 1.0, 2.0].map(|times| mean + times * deviation);
    let mut upper: Vec<f64> = cuts.into_iter().filter(|cut| *cut < high).collect();
    upper.dedup();
    upper.push(high);
    upper
}

/// Mean with the differences from the first value added up, so that a large common level costs no digits.
fn mean(values: &[f64]) -> f64 {
    let level = values[0];
    level + values.iter().map(|v| v - level).sum::<f64>() / values.len() as f64
}

fn assign(values: &[f64], upper: Vec<f64>, closed: Closed) -> Classes {
    let last = upper.len() - 1;
    let class = |v: f64| match closed {
        Closed::Left => upper[..last].partition_point(|edge| *edge <= v),
        Closed::Right => upper[..last].partition_point(|edge| *edge < v),
    };
    let index: Vec<Option<usize>> =
        values.iter().map(|v| (!v.is_nan()).then(|| class(*v))).collect();
    let mut counts = vec![0; upper.len()];
    index.iter().flatten().for_each(|i| counts[*i] += 1);
    let fit = fit(values, &index, &counts);
    Classes { upper, index, counts, fit }
}

fn fit(values: &[f64], index: &[Option<usize>], counts: &[usize]) -> Option<f64> {
    let level = values.iter().copied().find(|v| !v.is_nan())?;
    let pairs = || index.iter().zip(values).filter_map(|(i, v)| i.map(|i| (i, v - level)));
    let n: usize = counts.iter().sum();
    let all = pairs().map(|(_, v)| v).sum::<f64>() / n as f64;
    let mut means = vec![0.0; counts.len()];
    pairs().for_each(|(i, v)| means[i] += v);
    means.iter_mut().zip(counts).for_each(|(mean, n)| *mean /= (*n).max(1) as f64);
    let (mut within, mut total) = (0.0, 0.0);
    for (i, v) in pairs() {
        within += (v - means[i]).powi(2);
        total += (v - all).powi(2);
    }
    (total > 0.0 && total.is_finite()).then(|| (1.0 - within / total).max(0.0))
}

#[cfg(test)]
mod tests;
