//! What a standardised coefficient does by chance alone, when the share and a predictor contain the same count.

use rayon::prelude::*;

use super::{
    factor::solve,
    linear::{Options, collinear},
    number::Number,
    sample::Sample,
};
use crate::error::{Error, Result};

/// How the expected allocations of an area follow from its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Every letting has the same chance: allocations are binomial given rentals.
    Rentals,
    /// Every dwelling has the same chance: allocations follow the stock `rentals / x`, whatever the rentals.
    Stock,
}

/// A number in [0, 1) that depends only on its three arguments (`SplitMix64`; Steele, Lea & Flood 2014, OOPSLA,
/// 453-472).
fn uniform(seed: u64, round: u64, item: u64) -> f64 {
    let mut z = seed;
    for word in [round, item] {
        z = z
            .wrapping_add(0x9E37_79B9_7F4A_7C15)
            .wrapping_add(word.wrapping_mul(0xD1B5_4A32_D192_ED03));
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
    }
    (z >> 11) as f64 / (1_u64 << 53) as f64
}

/// A hash of a code, so that an area's chance does not depend on its row.
fn key(code: &str) -> u64 {
    code.bytes()
        .fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}

/// A binomial number by inversion: one uniform each.
fn binomial(m: f64, p: f64, u: f64) -> f64 {
    let flip = p > 0.5;
    let p = if flip { 1.0 - p } else { p };
    let u = if flip { 1.0 - u } else { u };
    // In logarithms, as (1 − p)^m underflows with thousands of lettings.
    let (mut log, odds) = (m * (-p).ln_1p(), (p / (1.0 - p)).ln());
    let (mut k, mut sum) = (0.0, log.exp());
    while sum <= u && k < m {
        log += odds + ((m - k) / (k + 1.0)).ln();
        k += 1.0;
        sum += log.exp();
    }
    if flip { m - k } else { k }
}

/// Standardised coefficients of term `j` (among the predictors, from 0) over `rounds` draws of the allocations;
/// `rentals` is the denominator of the sample's y.
///
/// # Errors
/// Rentals are not whole and > 0; the predictor is not > 0 under [`Given::Stock`]; an intercept is missing.
pub fn simulated_betas(
    sample: &Sample,
    options: &Options,
    rentals: &[f64],
    j: usize,
    given: Given,
    rounds: u32,
    seed: u64,
) -> Result<Vec<f64>> {
    let n = sample.y.len();
    crate::check::length("rentals", rentals.len(), n)?;
    if !options.intercept {
        return Err(Error::Input("the simulated null needs a fit with a constant".into()));
    }
    let broken = rentals.iter().position(|r| !(*r >= 1.0 && r.fract() == 0.0));
    if let Some(i) = broken {
        let row = sample.rows[i];
        return Err(Error::Input(format!(
            "rentals in row {row} (from 0) must be a whole number >= 1"
        )));
    }
    let predictor = &sample.x[j * n..(j + 1) * n];
    if given == Given::Stock && predictor.iter().any(|x| *x <= 0.0) {
        let name = &sample.names[j];
        return Err(Error::Input(format!(
            "x column {name:?} must be > 0: stock is rentals divided by it"
        )));
    }
    let allocations: f64 = sample.y.iter().zip(rentals).map(|(y, r)| y * r).sum();
    let size: Vec<f64> = match given {
        Given::Rentals => rentals.to_vec(),
        Given::Stock => rentals.iter().zip(predictor).map(|(r, x)| r / x).collect(),
    };
    let all: f64 = size.iter().sum();
    let chance: Vec<f64> =
        size.iter().zip(rentals).map(|(s, r)| (allocations * s / all / r).min(1.0)).collect();
    if !(allocations > 0.0 && chance.iter().any(|p| *p < 1.0)) {
        return Err(Error::Input("y times rentals must lie between no and all rentals".into()));
    }
    let (x, terms) = sample.design(&options.y, true)?;
    let solved = solve(&x, n, terms.len(), &sample.y).map_err(|error| collinear(&error, &terms))?;
    let spread = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / n as f64;
        values.iter().map(|v| (v - mean).powi(2)).sum::<f64>().sqrt()
    };
    let (pull, own) = (&solved.pull[(j + 1) * n..(j + 2) * n], spread(predictor));
    let keys: Vec<u64> = sample.areas.iter().map(|code| key(code)).collect();
    Ok((0..rounds)
        .into_par_iter()
        .map(|round| {
            let y: Vec<f64> = (0..n)
                .map(|i| {
                    let u = uniform(seed, u64::from(round), keys[i]);
                    binomial(rentals[i], chance[i], u) / rentals[i]
                })
                .collect();
            f64::dot(pull, &y) * own / spread(&y)
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binomial_numbers_have_their_mean_and_variance() {
        let draws: Vec<f64> = (0..20_000).map(|i| binomial(40.0, 0.7, uniform(1, i, 5))).collect();
        let mean = draws.iter().sum::<f64>() / 20_000.0;
        let variance = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 20_000.0;
        // Standard errors: √(8.4 / 20,000) = 0.02 and 8.4 √(2 / 20,000) = 0.084; five of each.
        assert!((mean - 28.0).abs() < 0.1 && (variance - 8.4).abs() < 0.42);
    }
}
