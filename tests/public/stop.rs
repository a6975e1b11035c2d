use std::thread;
use std::time::{Duration, Instant};

use spreiding::autocorrelation::Sample;
use spreiding::classes::{Scheme, classify};
use spreiding::counts::{Counts, Groups};
use spreiding::interrupt::Stop;
use spreiding::regress::{Column, Covariance, Fit, Given, Input, Model, Options};
use spreiding::shares::smooth;
use spreiding::spread::chance::{Iterations, Null, simulate, simulate_mix};
use spreiding::spread::multigroup::{Mix, Multigroup};
use spreiding::spread::{Index, Spread};
use spreiding::weights::Weights;
use spreiding::{Error, Result};

/// Work that would take minutes ends with an error soon after it is asked to stop.
fn stops<T>(name: &str, work: impl FnOnce() -> Result<T> + Send) {
    let stop = Stop::new();
    let raise = stop.clone();
    let asked = thread::spawn(move || {
        thread::sleep(Duration::from_millis(150));
        raise.raise();
        Instant::now()
    });
    let found = stop.scope(work).map(|_| ());
    let waited = asked.join().expect("asked").elapsed();
    assert_eq!(found, Err(Error::Interrupted {}), "{name} was not stopped");
    // Half a second is promised where it is measured; this only tells that the work was not done to its end.
    assert!(waited < Duration::from_secs(60), "{name} took {waited:?} to stop");
}

fn numbers(n: u32) -> Vec<f64> {
    (0..n).map(|i| f64::from(i.wrapping_mul(2_654_435_761) >> 8)).collect()
}

#[test]
fn every_long_kernel_can_be_stopped() {
    let many = numbers(400_000);
    stops("classes", || classify(&many, Scheme::FisherJenks, 60));

    let n = 3_000_u32;
    let total: Vec<f64> = (0..n).map(|i| f64::from(100 + i % 50)).collect();
    let group: Vec<f64> = (0..n).map(|i| f64::from(i % 23)).collect();
    let counts = Counts::new(&group, &total).unwrap();
    let spread = Spread::new(&counts, false).unwrap();
    let run = Iterations { seed: 1, first: 0, count: 100_000_000 };
    for null in [Null::Binomial, Null::Hypergeometric, Null::Areas] {
        stops("spread", || simulate(&spread, Index::Gini, null, run));
    }
    let rest: Vec<f64> = total.iter().zip(&group).map(|(t, x)| t - x).collect();
    let mix = Mix::new(&Groups::new(&[&group, &rest]).unwrap());
    stops("mix", || simulate_mix(&mix, Multigroup::Entropy, false, run));

    let focal: Vec<u32> = (0..n).flat_map(|i| [i, i]).collect();
    let near: Vec<u32> = (0..n).flat_map(|i| [(i + 1) % n, (i + 7) % n]).collect();
    let weight: Vec<f64> = (0..2 * n).map(|i| f64::from(1 + i % 3)).collect();
    let weights = Weights::from_pairs(n as usize, &focal, &near, &weight).unwrap();
    let sample = Sample::new(numbers(n), weights).unwrap();
    stops("permutations", || sample.permuted("moran".parse()?, 1, 0, 100_000_000));
    stops("local permutations", || sample.conditional(1, 20_000_000, true));
}

#[test]
fn refits_and_simulated_coefficients_can_be_stopped() {
    let n = 2_500_u32;
    let x = numbers(n);
    let m: Vec<f64> = (0..n).map(|i| f64::from(20 + i % 9)).collect();
    let y: Vec<f64> = (0..n).zip(&m).map(|(i, m)| f64::from(i * i % 19) / m).collect();
    let fit = |model: Model, covariance| {
        let column = |name, values| Column { name, values };
        let input = Input {
            y: column("y", &y),
            x: vec![column("x", &x)],
            areas: None,
            weights: None,
            trials: matches!(model, Model::Logit(_)).then(|| column("m", &m)),
            least: None,
        };
        let options = Options { y: "y".into(), covariance, intercept: true, level: 0.95 };
        Fit::new(&input, options, model)
    };
    for model in ["binomial", "betabinomial"] {
        let whole = fit(model.parse().unwrap(), Covariance::Classical).unwrap();
        stops(model, || whole.leave_one_out());
    }
    let linear = fit(Model::Ols, Covariance::Hc3).unwrap();
    stops("betas", || linear.simulated_betas(&m, 0, Given::Rentals, 100_000_000, 1));
}

#[test]
fn a_prior_of_many_areas_can_be_stopped() {
    // Every pair its own, so that no two areas are taken together.
    let n: Vec<f64> = (0..300_000_u32).map(|i| f64::from(100 + i)).collect();
    let x: Vec<f64> =
        n.iter().enumerate().map(|(i, n)| (n * ((i % 97) as f64 / 97.0)).floor()).collect();
    let counts = Counts::new(&x, &n).unwrap();
    stops("smooth", || smooth::prior(&counts, smooth::Fit::MaximumLikelihood));
}

#[test]
fn results_are_the_same_from_one_to_sixteen_threads() {
    let n = 700_u32;
    let total: Vec<f64> = (0..n).map(|i| f64::from(10 + i % 50)).collect();
    let group: Vec<f64> = (0..n).map(|i| f64::from(i % 11)).collect();
    let counts = Counts::new(&group, &total).unwrap();
    let focal: Vec<u32> = (0..n).flat_map(|i| [i, i]).collect();
    let near: Vec<u32> = (0..n).flat_map(|i| [(i + 1) % n, (i + 7) % n]).collect();
    let weight: Vec<f64> = (0..2 * n).map(|i| f64::from(1 + i % 3)).collect();
    let run = || {
        let spread = Spread::new(&counts, false).unwrap();
        let iterations = Iterations { seed: 1, first: 0, count: 99 };
        let simulated = simulate(&spread, Index::Gini, Null::Hypergeometric, iterations).unwrap();
        let weights = Weights::from_pairs(n as usize, &focal, &near, &weight).unwrap();
        let sample = Sample::new(numbers(n), weights).unwrap();
        let permuted = sample.permuted("geary".parse().unwrap(), 1, 0, 333).unwrap();
        let local = sample.conditional(1, 99, true).unwrap();
        let prior = smooth::prior(&counts, smooth::Fit::MaximumLikelihood).unwrap();
        let classes = classify(&numbers(20_000), Scheme::FisherJenks, 7).unwrap();
        (simulated, permuted, local, prior, classes)
    };
    let with = |threads: usize| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(run)
    };
    let one = with(1);
    for threads in [2, 3, 16] {
        assert_eq!(with(threads), one, "{threads} threads");
    }
}
