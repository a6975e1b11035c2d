//! Local statistics per area, with their distribution under conditional permutation.

use rayon::prelude::*;

use super::Sample;
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::numeric::random::Stream;
use crate::numeric::rows::Rows;
use crate::phrase::Phrase;

/// Local Moran per area; NaN where an area has no neighbour.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct LocalMoran {
    /// `Iᵢ = (n − 1) zᵢ Σⱼ wᵢⱼ zⱼ / Σ z²`.
    #[serde(with = "crate::numeric::figures")]
    pub i: Vec<f64>,
    /// Weighted sum of the neighbours' deviations, `Σⱼ wᵢⱼ zⱼ`.
    #[serde(with = "crate::numeric::figures")]
    pub lag: Vec<f64>,
    /// Expectation and variance under total randomisation.
    #[serde(with = "crate::numeric::figures")]
    pub expected: Vec<f64>,
    /// See `expected`.
    #[serde(with = "crate::numeric::figures")]
    pub variance: Vec<f64>,
    /// Expectation and variance under conditional randomisation: the area keeps its value.
    #[serde(with = "crate::numeric::figures")]
    pub expected_given: Vec<f64>,
    /// See `expected_given`.
    #[serde(with = "crate::numeric::figures")]
    pub variance_given: Vec<f64>,
}

/// Local G or G* per area; NaN where an area has no neighbour.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct LocalG {
    /// `Σⱼ wᵢⱼ xⱼ / Σⱼ xⱼ`; without area `i` in both sums, or with it (G*).
    #[serde(with = "crate::numeric::figures")]
    pub g: Vec<f64>,
    /// Distance from the expectation in standard deviations.
    #[serde(with = "crate::numeric::figures")]
    pub z: Vec<f64>,
}

/// Permutations that are at least as extreme as what was found, per area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Extreme {
    /// At or above.
    pub greater: u64,
    /// At or below.
    pub less: u64,
    /// At least as far from the expectation given the area's own value.
    pub further: u64,
}

impl Sample {
    /// Local Moran with its moments.
    ///
    /// # Source
    /// Anselin (1995), Geographical Analysis 27(2), 93–115, <https://doi.org/10.1111/j.1538-4632.1995.tb00338.x>, scaled by
    /// n − 1 as `GeoDa` and `PySAL` do; both pairs of moments derived for that scale (Sokal, Oden & Thomson 1998, Geographical
    /// Analysis 30(4), 331–354) and checked by full enumeration.
    #[must_use]
    pub fn local_moran(&self) -> LocalMoran {
        let n = self.len() as f64;
        let z = &self.deviations;
        let (m2, m4) = (self.power(2), self.power(4));
        let kurtosis = m4 / (m2 * m2);
        let factor = (n - 1.0) / (n * m2);
        let mut found = LocalMoran::default();
        for (i, &own) in z.iter().enumerate() {
            let lone = self.weights.count(i) == 0;
            let (mut lag, mut sum, mut squares) = (0.0, 0.0, 0.0);
            for (j, w) in self.weights.row(i) {
                (lag, sum, squares) = (lag + w * z[j], sum + w, squares + w * w);
            }
            // Mean and variance of the values of the other areas.
            let mean = -own / (n - 1.0);
            let spread = (n * m2 - own * own) / (n - 1.0) - mean * mean;
            let given = (squares - sum * sum / (n - 1.0)) * spread * (n - 1.0) / (n - 2.0);
            let square = (squares * (n - kurtosis) / (n - 1.0)
                + (sum * sum - squares) * (2.0 * kurtosis - n) / ((n - 1.0) * (n - 2.0)))
                * ((n - 1.0) / n).powi(2);
            let push = |to: &mut Vec<f64>, value: f64| to.push(if lone { f64::NAN } else { value });
            push(&mut found.i, factor * own * lag);
            push(&mut found.lag, lag);
            push(&mut found.expected, -sum / n);
            push(&mut found.variance, square - (sum / n).powi(2));
            push(&mut found.expected_given, factor * own * sum * mean);
            push(&mut found.variance_given, (factor * own).powi(2) * given);
        }
        found
    }

    /// Local G (`star` false) or G* with its standard score.
    ///
    /// For G* the area counts as its own neighbour, with the mean weight of its row.
    ///
    /// # Source
    /// Ord & Getis (1995), Geographical Analysis 27(4), 286–306, <https://doi.org/10.1111/j.1538-4632.1995.tb00912.x>,
    /// equations 6 and 7.
    #[must_use]
    pub fn local_g(&self, star: bool) -> LocalG {
        let x = &self.values;
        let total: f64 = x.iter().sum();
        let square: f64 = x.iter().map(|v| v * v).sum();
        let mut found = LocalG::default();
        for (i, &own) in x.iter().enumerate() {
            let count = self.weights.count(i);
            if count == 0 {
                found.g.push(f64::NAN);
                found.z.push(f64::NAN);
                continue;
            }
            let (mut lag, mut sum, mut squares) = (0.0, 0.0, 0.0);
            for (j, w) in self.weights.row(i) {
                (lag, sum, squares) = (lag + w * x[j], sum + w, squares + w * w);
            }
            let (n, all, all_squares) = if star {
                let w = sum / count as f64;
                (lag, sum, squares) = (lag + w * own, sum + w, squares + w * w);
                (self.len() as f64, total, square)
            } else {
                (self.len() as f64 - 1.0, total - own, square - own * own)
            };
            let mean = all / n;
            let spread = (all_squares / n - mean * mean).max(0.0);
            let error = (spread * (n * squares - sum * sum) / (n - 1.0)).sqrt();
            found.g.push(lag / all);
            found.z.push((lag - sum * mean) / error);
        }
        found
    }

    /// Compare each area's lag with those of random draws of the other areas' values.
    ///
    /// - `by_sign`: turn the comparison round where the deviation is negative, as `Iᵢ = zᵢ · lag` does; an area at the mean has
    ///   `Iᵢ = 0` in every order. Otherwise compare the lag itself (local G).
    ///
    /// All areas share the draws of a permutation, each leaving itself out: draw `k + 1` distinct places of `n`; an area
    /// among the first `k` is replaced by the last. What remains is a uniform draw of `k` others.
    ///
    /// # Errors
    /// There are 2³² permutations or more, or the work was asked to stop.
    pub fn conditional(&self, seed: u64, permutations: u64, by_sign: bool) -> Result<Vec<Extreme>> {
        let stop = Stop::current();
        let most = (0..self.len()).map(|i| self.weights.count(i)).max().unwrap_or(0);
        let table = Table::new(self.len(), most + 1, seed, permutations, &stop)?;
        let mut sizes: Vec<usize> = (0..self.len()).map(|i| self.weights.count(i)).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let sums = sizes.par_iter().map(|&k| Sums::new(&self.deviations, &table, k, &stop));
        let sums: Vec<Sums> = sums.collect::<Result<_>>()?;
        let one = |i: usize| {
            stop.check()?;
            let at = sizes.binary_search(&self.weights.count(i)).unwrap_or_default();
            self.one_area(i, &table, &sums[at], by_sign, &stop)
        };
        (0..self.len()).into_par_iter().map(one).collect()
    }

    fn one_area(
        &self,
        i: usize,
        table: &Table,
        sums: &Sums,
        by_sign: bool,
        stop: &Stop,
    ) -> Result<Extreme> {
        let z = &self.deviations;
        let (k, own) = (self.weights.count(i), z[i]);
        let permutations = table.permutations as u64;
        if k == 0 || (by_sign && own == 0.0) {
            let (greater, less, further) = (permutations, permutations, permutations);
            return Ok(Extreme { greater, less, further });
        }
        let row = self.weights.offsets[i]..self.weights.offsets[i + 1];
        let weights = &self.weights.values[row.clone()];
        let equal = weights.iter().all(|w| (w - weights[0]).abs() <= 1e-12 * w.abs());
        let value = |c: usize| if equal { 1.0 } else { weights[c] };
        let near = self.weights.targets[row].iter().enumerate();
        let lag: f64 = near.map(|(c, &j)| value(c) * z[j as usize]).sum();
        let sum: f64 = (0..k).map(value).sum();
        let size = (0..k).map(|c| value(c).abs()).sum::<f64>();
        let judge =
            Judge::new(lag, -sum * own / (z.len() as f64 - 1.0), size * self.largest() * 1e-12);
        let mut found = if equal {
            let mut found = judge.count(&sums.sorted);
            for some in table.found.row(i).chunks(LOOK) {
                stop.check()?;
                for &(p, c) in some {
                    if (c as usize) < k {
                        let old = sums.plain[p as usize];
                        let replacement = table.row(p as usize)[k] as usize;
                        judge.move_one(&mut found, old, old - own + z[replacement]);
                    }
                }
            }
            found
        } else {
            let mut found = Extreme::default();
            for p in 0..table.permutations {
                if p.is_multiple_of(LOOK) {
                    stop.check()?;
                }
                let drawn = table.row(p);
                let place = |c: usize| if drawn[c] as usize == i { drawn[k] } else { drawn[c] };
                let lag: f64 = (0..k).map(|c| weights[c] * z[place(c) as usize]).sum();
                judge.add(&mut found, lag);
            }
            found
        };
        // A negative weight would turn the sign too, but then equal weights cancel out of the comparison.
        if (by_sign && own < 0.0) != (equal && weights[0] < 0.0) {
            std::mem::swap(&mut found.greater, &mut found.less);
        }
        Ok(found)
    }

    fn power(&self, k: i32) -> f64 {
        self.deviations.iter().map(|z| z.powi(k)).sum::<f64>() / self.len() as f64
    }

    fn largest(&self) -> f64 {
        self.deviations.iter().fold(0.0, |most: f64, z| most.max(z.abs()))
    }
}

/// Permutations of one area between two looks whether to stop: a few milliseconds.
const LOOK: usize = 1 << 16;

/// Values that are sorted between two looks: some tens of milliseconds.
const RUN: usize = 1 << 20;

/// Drawn places that are held at once: 3 GB.
const ENTRIES: usize = 1 << 28;

/// Draws of places, row by row, and where each place was drawn.
struct Table {
    permutations: usize,
    width: usize,
    drawn: Vec<u32>,
    /// (permutation, column) of every occurrence of a place.
    found: Rows<(u32, u32)>,
}

impl Table {
    fn new(n: usize, width: usize, seed: u64, permutations: u64, stop: &Stop) -> Result<Self> {
        let rows = u32::try_from(permutations).map_err(|_| Error::Argument {
            name: "permutations",
            value: permutations.to_string(),
            rule: Phrase::BELOW_2_32,
        })? as usize;
        if rows.saturating_mul(width) > ENTRIES {
            let (value, rule) = (permutations.to_string(), Phrase::FEWER_DRAWS);
            return Err(Error::Argument { name: "permutations", value, rule });
        }
        let number = u32::try_from(n).unwrap_or(u32::MAX);
        let mut drawn = vec![0; rows * width];
        drawn.par_chunks_mut(width).enumerate().try_for_each_init(
            || (0..number).collect::<Vec<u32>>(),
            |order, (p, row)| {
                Stream::permutation(seed, p as u64).choose(order, row);
                stop.check()
            },
        )?;
        // Where the work was asked to stop, there is nothing more to list.
        let rows_left = (0u32..).zip(drawn.chunks(width)).take_while(|_| !stop.raised());
        let places = rows_left.flat_map(|(p, row)| {
            (0u32..).zip(row).map(move |(c, &place)| (place as usize, (p, c)))
        });
        let found = Rows::new(n, places);
        stop.check()?;
        Ok(Self { permutations: rows, width, drawn, found })
    }

    fn row(&self, p: usize) -> &[u32] {
        &self.drawn[p * self.width..(p + 1) * self.width]
    }
}

/// Sums of the first `k` drawn values, by permutation and sorted.
struct Sums {
    plain: Vec<f64>,
    sorted: Vec<f64>,
}

impl Sums {
    fn new(z: &[f64], table: &Table, k: usize, stop: &Stop) -> Result<Self> {
        stop.check()?;
        let one = |p: usize| -> Result<f64> {
            if p.is_multiple_of(LOOK) {
                stop.check()?;
            }
            Ok(table.row(p)[..k].iter().map(|&j| z[j as usize]).sum())
        };
        let plain: Vec<f64> = (0..table.permutations).map(one).collect::<Result<_>>()?;
        let sorted = sorted(&plain, stop)?;
        Ok(Self { plain, sorted })
    }
}

/// Values in order: sorted in runs that are merged two by two, so that a stop is seen between steps.
fn sorted(values: &[f64], stop: &Stop) -> Result<Vec<f64>> {
    let mut found = values.to_vec();
    found.par_chunks_mut(RUN).try_for_each(|run| -> Result<()> {
        stop.check()?;
        run.sort_unstable_by(f64::total_cmp);
        Ok(())
    })?;
    let mut size = RUN;
    while size < found.len() {
        // Runs in order make a stable sort a merge.
        found.par_chunks_mut(2 * size).try_for_each(|both| -> Result<()> {
            stop.check()?;
            both.sort_by(f64::total_cmp);
            Ok(())
        })?;
        size *= 2;
    }
    Ok(found)
}

/// Compares lags with the one found; a tolerance absorbs rounding, so that equal sums count as equal.
struct Judge {
    lag: f64,
    centre: f64,
    tolerance: f64,
}

impl Judge {
    fn new(lag: f64, centre: f64, tolerance: f64) -> Self {
        Self { lag, centre, tolerance }
    }

    fn gap(&self) -> f64 {
        (self.lag - self.centre).abs() - self.tolerance
    }

    fn add(&self, to: &mut Extreme, lag: f64) {
        to.greater += u64::from(lag >= self.lag - self.tolerance);
        to.less += u64::from(lag <= self.lag + self.tolerance);
        to.further += u64::from(lag >= self.centre + self.gap() || lag <= self.centre - self.gap());
    }

    /// Take one lag out and put another in.
    fn move_one(&self, found: &mut Extreme, old: f64, new: f64) {
        let mut gone = Extreme::default();
        self.add(&mut gone, old);
        self.add(found, new);
        found.greater -= gone.greater;
        found.less -= gone.less;
        found.further -= gone.further;
    }

    fn count(&self, sorted: &[f64]) -> Extreme {
        let from = |bound: f64| (sorted.len() - sorted.partition_point(|s| *s < bound)) as u64;
        let to = |bound: f64| sorted.partition_point(|s| *s <= bound) as u64;
        let (above, below) = (self.centre + self.gap(), self.centre - self.gap());
        let further = if below >= above { sorted.len() as u64 } else { from(above) + to(below) };
        Extreme {
            greater: from(self.lag - self.tolerance),
            less: to(self.lag + self.tolerance),
            further,
        }
    }
}
