//! Null distribution and bootstrap of an index, by simulation.

use rayon::prelude::*;

use super::multigroup::{Mix, Multigroup};
use super::{Index, Spread};
use crate::check;
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::numeric::binomial::{self, Binomial};
use crate::numeric::random::Stream;
use crate::phrase::Phrase;

/// What "no unevenness" means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Null {
    /// Each unit belongs to the group with the city's share, areas' totals kept.
    Binomial,
    /// The group's members are drawn from all units without replacement: totals of areas and of the group kept.
    Hypergeometric,
    /// Areas keep their totals and exchange their shares.
    Areas,
}

check::names!(Null, "null" {
    "binomial" => Self::Binomial,
    "hypergeometric" => Self::Hypergeometric,
    "areas" => Self::Areas,
});

/// Counts are simulated as whole numbers of units.
fn whole(values: &[f64]) -> Result<()> {
    match values.iter().position(|v| v.fract() != 0.0 || *v > 1e9) {
        Some(row) => Err(Error::NotSimulated { row, value: values[row] }),
        None => Ok(()),
    }
}

/// Iterations to draw: numbered, so that a part of them can be drawn at a time.
#[derive(Debug, Clone, Copy, serde::Serialize, serde::Deserialize)]
pub struct Iterations {
    /// Seed of all iterations.
    pub seed: u64,
    /// Number of the first one.
    pub first: u64,
    /// How many.
    pub count: u64,
}

/// Attempts to draw counts for which the index exists.
const ATTEMPTS: usize = 10_000;

impl Iterations {
    /// One index per iteration: `fill` draws counts into a place of its thread, until `value` of them exists.
    fn draw<T: Send>(
        self,
        purpose: u64,
        place: impl Fn() -> T + Sync + Send,
        fill: impl Fn(&mut Stream, &mut T) + Sync,
        value: impl Fn(&T) -> f64 + Sync,
    ) -> Result<Vec<f64>> {
        let stop = Stop::current();
        let one = |counts: &mut T, iteration| {
            let mut stream = Stream::new(self.seed, purpose, iteration);
            for _ in 0..ATTEMPTS {
                stop.check()?;
                fill(&mut stream, counts);
                let value = value(counts);
                if value.is_finite() {
                    return Ok(value);
                }
            }
            let what = Phrase::GROUP_AND_REST;
            Err(Error::Draws { attempts: ATTEMPTS, what })
        };
        let last = self.first.checked_add(self.count).ok_or_else(|| Error::Argument {
            name: "iterations",
            value: self.count.to_string(),
            rule: Phrase::FEWER,
        })?;
        (self.first..last).into_par_iter().map_init(place, one).collect()
    }
}

/// Index of counts simulated under a null hypothesis, one per iteration.
///
/// Draws in which the group or the rest is empty, where no index exists, are drawn again.
///
/// # Errors
/// Counts are not whole (except for [`Null::Areas`]), no draw has an index, or the work was asked to stop.
pub fn simulate(spread: &Spread, index: Index, null: Null, run: Iterations) -> Result<Vec<f64>> {
    if null == Null::Areas {
        return permuted(spread, index, run);
    }
    whole(&spread.group)?;
    whole(&spread.total)?;
    let (members, all) = (spread.group.iter().sum::<f64>(), spread.total.iter().sum::<f64>());
    let share = members / all;
    let tables = Tables::new(spread.total.iter().map(|t| (*t, share)));
    let fixed = (null == Null::Hypergeometric).then(|| Units::new(&spread.total));
    draws(spread, index, run, 1, |stream, group| {
        tables.draw(stream, group);
        if let Some(units) = &fixed {
            units.correct(stream, group, members);
        }
    })
}

/// Index of counts resampled around each area's own share: the parametric bootstrap.
///
/// # Errors
/// Counts are not whole, or the work was asked to stop.
pub fn bootstrap(spread: &Spread, index: Index, run: Iterations) -> Result<Vec<f64>> {
    whole(&spread.group)?;
    whole(&spread.total)?;
    let pairs = spread.group.iter().zip(&spread.total);
    let tables = Tables::new(pairs.map(|(x, t)| (*t, x / t)));
    draws(spread, index, run, 2, |stream, group| tables.draw(stream, group))
}

fn draws(
    spread: &Spread,
    index: Index,
    run: Iterations,
    purpose: u64,
    fill: impl Fn(&mut Stream, &mut Vec<f64>) + Sync,
) -> Result<Vec<f64>> {
    run.draw(purpose, || vec![0.0; spread.total.len()], fill, |group| spread.with(index, group))
}

fn permuted(spread: &Spread, index: Index, run: Iterations) -> Result<Vec<f64>> {
    let shares: Vec<f64> = spread.group.iter().zip(&spread.total).map(|(x, t)| x / t).collect();
    draws(spread, index, run, 3, |stream, group| {
        group.copy_from_slice(&shares);
        stream.shuffle(group);
        group.iter_mut().zip(&spread.total).for_each(|(share, t)| *share *= t);
    })
}

/// One table per run of equal rows; rows are sorted, so equal ones stand together.
struct Tables {
    tables: Vec<(Binomial, usize)>,
}

impl Tables {
    fn new(rows: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut runs: Vec<((f64, f64), usize)> = Vec::new();
        for row in rows {
            match runs.last_mut() {
                Some((same, times))
                    if same.0.total_cmp(&row.0).is_eq() && same.1.total_cmp(&row.1).is_eq() =>
                {
                    *times += 1;
                }
                _ => runs.push((row, 1)),
            }
        }
        let table = |((n, p), times)| (Binomial::new(n, p), times);
        Self { tables: runs.into_par_iter().map(table).collect() }
    }

    fn draw(&self, stream: &mut Stream, group: &mut [f64]) {
        let mut rows = group.iter_mut();
        for (table, times) in &self.tables {
            for place in rows.by_ref().take(*times) {
                *place = table.draw(stream.unit());
            }
        }
    }
}

/// All units, numbered through the areas, to pick one at random.
struct Units {
    upto: Vec<u64>,
}

impl Units {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and small"
    )]
    fn new(total: &[f64]) -> Self {
        let mut sum = 0_u64;
        let upto = total.iter().map(|t| {
            sum += *t as u64;
            sum
        });
        Self { upto: upto.collect() }
    }

    /// Add or remove members at random until there are `members`: independent binomial counts given their sum are
    /// hypergeometric, and taking a random member away (or adding one) keeps them so.
    fn correct(&self, stream: &mut Stream, group: &mut [f64], members: f64) {
        let mut excess = group.iter().sum::<f64>() - members;
        let last = self.upto.len() - 1;
        while excess != 0.0 {
            let unit = stream.below(self.upto[last]);
            let area = self.upto.partition_point(|upto| *upto <= unit);
            let start = if area == 0 { 0 } else { self.upto[area - 1] };
            // Within an area the members come first; only a member can leave, only another can join.
            let member = ((unit - start) as f64) < group[area];
            if member == (excess > 0.0) {
                let step = excess.signum();
                group[area] -= step;
                excess -= step;
            }
        }
    }
}

/// Index of several groups under the null that each unit has the city's chances (multinomial within areas); with
/// `resample`, of groups resampled around each area's own shares.
///
/// Draws for which no index exists are drawn again.
///
/// # Errors
/// Counts are not whole, no draw has an index, or the work was asked to stop.
pub fn simulate_mix(
    mix: &Mix,
    index: Multigroup,
    resample: bool,
    run: Iterations,
) -> Result<Vec<f64>> {
    mix.groups.iter().try_for_each(|group| whole(group))?;
    let all: f64 = mix.total.iter().sum();
    let city: Vec<f64> = mix.groups.iter().map(|group| group.iter().sum::<f64>() / all).collect();
    let fill = |stream: &mut Stream, groups: &mut Vec<Vec<f64>>| {
        for (i, total) in mix.total.iter().enumerate() {
            let (mut rest, mut chance) = (*total, 1.0);
            for (k, city) in city.iter().enumerate() {
                let share = if resample { mix.groups[k][i] / total } else { *city };
                let last = k + 1 == groups.len();
                let found = if last {
                    rest
                } else {
                    binomial::draw(stream, rest, (share / chance).min(1.0))
                };
                groups[k][i] = found;
                rest -= found;
                chance = (chance - share).max(0.0);
            }
        }
    };
    let place = || vec![vec![0.0; mix.total.len()]; mix.groups.len()];
    run.draw(if resample { 5 } else { 4 }, place, fill, |groups| mix.with(index, groups))
}

/// Which simulated values count against the null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alternative {
    /// More uneven than chance.
    Greater,
    /// More even than chance.
    Less,
    /// Either: twice the smaller of the two, at most 1.
    TwoSided,
}

check::names!(Alternative, "alternative" {
    "greater" => Self::Greater,
    "less" => Self::Less,
    "two-sided" => Self::TwoSided,
});

/// `p = (1 + simulated values at least as extreme) / (iterations + 1)`: never 0.
///
/// - `rises`: whether a higher value is more uneven, see [`Index::rises`].
///
/// # Errors
/// A value is not finite: a draw that cannot be compared must be drawn again, not left out.
///
/// # Source
/// Phipson & Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1), article 39.
pub fn p_value(
    value: f64,
    simulated: &[f64],
    rises: bool,
    alternative: Alternative,
) -> Result<f64> {
    check::finite("value", &[value])?;
    check::finite("simulated", simulated)?;
    // Equal counts added up in another order differ in the last digits; they are ties.
    let slack = 1e-12 * value.abs().max(1.0);
    let high = simulated.iter().filter(|v| **v >= value - slack).count();
    let low = simulated.iter().filter(|v| **v <= value + slack).count();
    let share = |count: usize| (1.0 + count as f64) / (1.0 + simulated.len() as f64);
    let (uneven, even) = if rises { (share(high), share(low)) } else { (share(low), share(high)) };
    Ok(match alternative {
        Alternative::Greater => uneven,
        Alternative::Less => even,
        Alternative::TwoSided => (2.0 * uneven.min(even)).min(1.0),
    })
}
