//! Indices of several groups at once.

use crate::check;
use crate::counts::Groups;

/// An index of all groups together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Multigroup {
    /// `Σₖ Σᵢ tᵢ |pᵢₖ − Pₖ| / 2TI`. Sakoda (1981), Demography 18(2), 245–250.
    Dissimilarity,
    /// `Σₖ Σᵢ tᵢ pᵢₖ ln(pᵢₖ/Pₖ) / TE`. Reardon & Firebaugh (2002), Sociological Methodology 32, 33–67, table 2.
    Entropy,
    /// `Σₖ Σᵢ Σⱼ tᵢ tⱼ |pᵢₖ − pⱼₖ| / 2T²I`. The same table.
    Gini,
}

check::names!(Multigroup, "index" {
    "multigroup_dissimilarity" => Self::Dissimilarity,
    "multigroup_entropy" => Self::Entropy,
    "multigroup_gini" => Self::Gini,
});

/// Areas and groups, rows in an order that does not depend on the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    /// Members per area, one column per group.
    pub groups: Vec<Vec<f64>>,
    /// All members per area.
    pub total: Vec<f64>,
}

impl Mix {
    /// Drop empty areas and put the others in order.
    #[must_use]
    pub fn new(groups: &Groups) -> Self {
        let row = |i: usize| (groups.area(i).iter().sum(), groups.area(i));
        let mut rows: Vec<(f64, Vec<f64>)> = (0..groups.areas()).map(row).collect();
        rows.retain(|(total, _)| *total > 0.0);
        rows.sort_unstable_by(|a, b| {
            a.0.total_cmp(&b.0)
                .then_with(|| a.1.partial_cmp(&b.1).unwrap_or(std::cmp::Ordering::Equal))
        });
        let total = rows.iter().map(|(total, _)| *total).collect();
        let column = |k: usize| rows.iter().map(|(_, row)| row[k]).collect();
        let groups = (0..groups.columns().len()).map(column).collect();
        Self { groups, total }
    }

    /// Value of an index for these counts, a share in `[0, 1]`; NaN where the city has one group only.
    #[must_use]
    pub fn value(&self, index: Multigroup) -> f64 {
        self.with(index, &self.groups)
    }

    /// Value with other members, the totals per area kept.
    #[must_use]
    pub fn with(&self, index: Multigroup, groups: &[Vec<f64>]) -> f64 {
        let all: f64 = self.total.iter().sum();
        let shares: Vec<f64> = groups.iter().map(|group| group.iter().sum::<f64>() / all).collect();
        let columns = groups.iter().zip(&shares);
        let (sum, most): (f64, f64) = match index {
            Multigroup::Dissimilarity => (
                columns.map(|(x, p)| gaps(x, &self.total, *p)).sum(),
                2.0 * all * interaction(&shares),
            ),
            Multigroup::Entropy => (
                columns.map(|(x, p)| information(x, &self.total, *p)).sum(),
                all * shares.iter().map(|p| if *p > 0.0 { -p * p.ln() } else { 0.0 }).sum::<f64>(),
            ),
            Multigroup::Gini => (
                columns
                    .map(|(x, p)| {
                        super::gini::gini(x, &self.total, true) * if *p > 0.0 { *p } else { 0.0 }
                    })
                    .fold(0.0, |sum, term| if term.is_nan() { sum } else { sum + term }),
                interaction(&shares),
            ),
        };
        if most > 0.0 { (sum / most).clamp(0.0, 1.0) } else { f64::NAN }
    }
}

/// Simpson's interaction index of the city, `I = Σ Pₖ (1 − Pₖ)`.
fn interaction(shares: &[f64]) -> f64 {
    shares.iter().map(|p| p * (1.0 - p)).sum()
}

fn gaps(x: &[f64], total: &[f64], p: f64) -> f64 {
    x.iter().zip(total).map(|(x, t)| (x - t * p).abs()).sum()
}

fn information(x: &[f64], total: &[f64], p: f64) -> f64 {
    x.iter().zip(total).filter(|(x, _)| **x > 0.0).map(|(x, t)| x * (x / t / p).ln()).sum()
}
