//! Null distribution of a standardised coefficient where the share and a predictor contain the same count.

use rayon::prelude::*;

use super::{
    factor::solve,
    linear::{Options, collinear},
    matrix::column,
    sample::Sample,
};
use crate::check;
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::numeric::binomial::Binomial;
use crate::numeric::double::Number;
use crate::numeric::random::unit_at;
use crate::phrase::Phrase;

/// How the expected allocations of an area follow from its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// Every letting has the same chance: allocations are binomial given rentals.
    Rentals,
    /// Every dwelling has the same chance: allocations follow the stock `rentals / x`, whatever the rentals.
    Stock,
}

/// A hash of a code, so that an area's chance does not depend on its row.
fn key(code: &str) -> u64 {
    code.bytes()
        .fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}

/// Draws of one round before it is given up: as good as never where two areas can differ.
const ATTEMPTS: u64 = 1_000;

/// Standardised coefficients of term `j` (among the predictors, from 0) over `rounds` draws of the allocations;
/// `rentals` is the denominator of the sample's y.
///
/// A round in which all shares are equal, where no coefficient exists, is drawn again.
///
/// # Errors
/// Rentals are not whole and > 0; the predictor is not > 0 under [`Given::Stock`]; an intercept is missing; there is no
/// such term; shares hardly ever differ; or the work was asked to stop.
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
    check::length("rentals", rentals.len(), n)?;
    if !options.intercept {
        return Err(Error::NullConstant {});
    }
    if j >= sample.names.len() {
        return Err(Error::NoTerm { term: j, terms: sample.names.len() });
    }
    let broken = rentals.iter().position(|r| !(*r >= 1.0 && r.fract() == 0.0));
    if let Some(i) = broken {
        return Err(Error::NullRentals { row: sample.rows[i] });
    }
    let predictor = column(&sample.x, j);
    if given == Given::Stock && predictor.iter().any(|x| *x <= 0.0) {
        return Err(Error::NullPredictor { column: sample.names[j].clone() });
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
        return Err(Error::NullShare {});
    }
    let (x, terms) = sample.design(&options.y, true)?;
    let solved = solve(&x, &sample.y).map_err(|error| collinear(&error, &terms))?;
    let spread = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / n as f64;
        values.iter().map(|v| (v - mean).powi(2)).sum::<f64>().sqrt()
    };
    let (weights, own) = (column(&solved.pseudo_inverse, j + 1), spread(predictor));
    let keys: Vec<u64> = sample.areas.iter().map(|code| key(code)).collect();
    let tables: Vec<Binomial> =
        rentals.par_iter().zip(&chance).map(|(m, p)| Binomial::new(*m, *p)).collect();
    let stop = Stop::current();
    let one = |round: u32| {
        for attempt in 0..ATTEMPTS {
            stop.check()?;
            // Later attempts take seeds far from those of other rounds.
            let seed = seed ^ attempt.wrapping_mul(0x2545_f491_4f6c_dd1d);
            let rows = tables.iter().zip(rentals).zip(&keys);
            let y: Vec<f64> = rows
                .map(|((table, m), key)| table.draw(unit_at(seed, u64::from(round), *key)) / m)
                .collect();
            let scale = spread(&y);
            if scale > 0.0 {
                return Ok(f64::dot(weights, &y) * own / scale);
            }
        }
        let attempts = usize::try_from(ATTEMPTS).unwrap_or(usize::MAX);
        Err(Error::Draws { attempts, what: Phrase::TWO_SHARES })
    };
    (0..rounds).into_par_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regress::{Column, Covariance, Input};

    fn betas(y: &[f64], x: &[f64], rentals: &[f64], given: Given) -> Result<Vec<f64>> {
        let (y, x) = (Column { name: "y", values: y }, vec![Column { name: "x", values: x }]);
        let input = Input { y, x, areas: None, weights: None, trials: None, least: None };
        let options = Options {
            y: "y".into(),
            covariance: Covariance::Classical,
            intercept: true,
            level: 0.95,
        };
        simulated_betas(&Sample::new(&input)?, &options, rentals, 0, given, 4_000, 1)
    }

    #[test]
    fn with_one_predictor_the_coefficient_is_a_correlation_with_mean_zero() {
        let x: Vec<f64> = (0..30_u32).map(|i| f64::from(i * i % 31)).collect();
        let y: Vec<f64> = (0..30_u32).map(|i| f64::from(i % 5) / 10.0).collect();
        let found = betas(&y, &x, &[10.0; 30], Given::Rentals).expect("valid");
        assert!(found.iter().all(|b| b.abs() <= 1.0 + 1e-12));
        // The standard deviation of a correlation of 30 is 1/√29; five standard errors of the mean of 4,000.
        let mean = found.iter().sum::<f64>() / 4_000.0;
        assert!(mean.abs() < 5.0 / (29.0_f64 * 4_000.0).sqrt(), "{mean}");
        let variance = found.iter().map(|b| b * b).sum::<f64>() / 4_000.0;
        assert!((variance * 29.0 - 1.0).abs() < 0.15, "{variance}");
    }

    #[test]
    fn a_rare_group_gives_numbers_and_never_nan() {
        // One allocation of 40 lettings: more than a third of the plain draws have none at all.
        let found = betas(&[0.1, 0.0, 0.0, 0.0], &[1.0, 2.0, 3.0, 5.0], &[10.0; 4], Given::Rentals);
        assert!(found.expect("valid").iter().all(|b| b.is_finite()));
        let none = betas(&[0.0, 0.0, 0.0, 1e-9], &[1.0, 2.0, 3.0, 5.0], &[1.0; 4], Given::Rentals);
        assert_eq!(none.unwrap_err().code(), "draws");
    }

    #[test]
    fn what_the_null_needs_is_asked_for() {
        let (y, x) = ([0.1, 0.2, 0.4, 0.3], [1.0, 2.0, 0.0, 4.0]);
        let code = |rentals: &[f64], given| betas(&y, &x, rentals, given).unwrap_err().code();
        assert_eq!(code(&[10.0, 10.0, 10.0, 1.5], Given::Rentals), "null-rentals");
        assert_eq!(code(&[10.0; 4], Given::Stock), "null-predictor");
        assert_eq!(code(&[10.0; 3], Given::Rentals), "length");
    }
}
