//! Local statistics against full enumeration.

use super::Sample;
use crate::weights::Weights;

/// Every order of `0..n`.
fn orders(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![vec![]];
    }
    let shorter = orders(n - 1);
    let insert = |order: &Vec<usize>, at: usize| {
        let mut order = order.clone();
        order.insert(at, n - 1);
        order
    };
    shorter.iter().flat_map(|o| (0..n).map(move |at| insert(o, at))).collect()
}

fn sample(standardised: bool) -> Sample {
    let pairs = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 3), (2, 0), (3, 4), (3, 5), (3, 0), (4, 3)];
    let (focal, near): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
    let weight = [1.0, 0.5, 2.0, 1.0, 1.0, 0.3, 1.0, 1.0, 1.0, 0.7];
    let weights = Weights::from_pairs(6, &focal, &near, &weight).unwrap();
    let weights = if standardised { weights.binary().row_standardised().unwrap() } else { weights };
    Sample::new(vec![3.0, 1.0, 4.0, 1.5, 9.0, 2.5], weights).unwrap()
}

/// Local Moran of area `i` for each order, all values moved or its own kept.
fn enumerated(sample: &Sample, i: usize, own_kept: bool) -> Vec<f64> {
    let all = orders(sample.len());
    let kept = all.iter().filter(|order| !own_kept || order[i] == i);
    let moved = kept.map(|order| order.iter().map(|&at| sample.values[at]).collect());
    moved
        .map(|values| Sample::new(values, sample.weights.clone()).unwrap().local_moran().i[i])
        .collect()
}

fn mean_and_variance(of: &[f64]) -> (f64, f64) {
    let n = of.len() as f64;
    let mean = of.iter().sum::<f64>() / n;
    (mean, of.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n)
}

#[test]
fn moments_equal_full_enumeration() {
    for standardised in [false, true] {
        let sample = sample(standardised);
        let local = sample.local_moran();
        for i in 0..5 {
            // At most 720 terms of order 1: rounding stays below 1e-12.
            let (mean, variance) = mean_and_variance(&enumerated(&sample, i, false));
            assert!((local.expected[i] - mean).abs() < 1e-12, "{i}");
            assert!((local.variance[i] - variance).abs() < 1e-12, "{i}");
            let (mean, variance) = mean_and_variance(&enumerated(&sample, i, true));
            assert!((local.expected_given[i] - mean).abs() < 1e-12, "{i}");
            assert!((local.variance_given[i] - variance).abs() < 1e-12, "{i}");
        }
        assert!(local.i[5].is_nan() && local.variance[5].is_nan()); // no neighbours
    }
}

#[test]
fn permutations_come_as_often_as_in_full_enumeration() {
    const PERMUTATIONS: u64 = 40_000;
    for standardised in [false, true] {
        let sample = sample(standardised);
        let local = sample.local_moran();
        let found = sample.conditional(11, PERMUTATIONS, true).unwrap();
        for (i, found) in found.iter().take(5).enumerate() {
            let all = enumerated(&sample, i, true);
            let gap = (local.i[i] - local.expected_given[i]).abs();
            let part = |of: &dyn Fn(f64) -> bool| {
                all.iter().filter(|v| of(**v)).count() as f64 / all.len() as f64
            };
            let expected = [
                part(&|v| v >= local.i[i] - 1e-9),
                part(&|v| v <= local.i[i] + 1e-9),
                part(&|v| (v - local.expected_given[i]).abs() >= gap - 1e-9),
            ];
            let share = |count: u64| count as f64 / PERMUTATIONS as f64;
            let shares = [share(found.greater), share(found.less), share(found.further)];
            for (share, p) in shares.into_iter().zip(expected) {
                // Four standard errors of a share of 40 000 draws are at most 0.01; the seed is fixed.
                assert!((share - p).abs() < 0.01, "{standardised} {i} {shares:?} {expected:?}");
            }
        }
    }
}

#[test]
fn equal_weights_take_the_short_way_to_the_same_counts() {
    let short = sample(true);
    let mut long = short.clone();
    // A relative change of 1e-9 makes weights unequal without moving a comparison.
    for (at, w) in long.weights.values.iter_mut().enumerate() {
        *w *= 1.0 + 1e-9 * at as f64;
    }
    let counts = |s: &Sample| s.conditional(5, 999, true).unwrap();
    let (short, long) = (counts(&short), counts(&long));
    // Areas with one or two neighbours, where no two draws tie with the lag found by another way.
    assert_eq!(short[4], long[4]);
}
