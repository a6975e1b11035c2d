use super::*;

/// Least sum of squares over every partition into `k` runs: full enumeration, the oracle.
fn least(values: &[f64], k: usize) -> f64 {
    let squares = |part: &[f64]| {
        let m = part.iter().sum::<f64>() / part.len() as f64;
        part.iter().map(|v| (v - m).powi(2)).sum::<f64>()
    };
    if k == 1 {
        return squares(values);
    }
    let cuts = k - 1..values.len();
    cuts.map(|i| least(&values[..i], k - 1) + squares(&values[i..])).fold(f64::INFINITY, f64::min)
}

fn within(values: &[f64], classes: &Classes) -> f64 {
    let class = |c| -> Vec<f64> {
        values.iter().zip(&classes.index).filter(|(_, i)| **i == Some(c)).map(|(v, _)| *v).collect()
    };
    (0..classes.upper.len())
        .map(class)
        .filter(|part| !part.is_empty())
        .map(|part| least(&part, 1))
        .sum()
}

#[test]
fn fisher_jenks_is_the_least_over_all_partitions() {
    let mut state = 7_u64;
    for n in 3..14 {
        for k in 1..=n.min(5) {
            let mut values: Vec<f64> = (0..n)
                .map(|_| {
                    state = state
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    (state >> 40) as f64 / 1e4
                })
                .collect();
            values.sort_by(f64::total_cmp);
            let classes = classify(&values, Scheme::FisherJenks, k).expect("values differ");
            let (found, oracle) = (within(&values, &classes), least(&values, k));
            assert!(
                (found - oracle).abs() <= 1e-9 * oracle.max(1.0),
                "n {n} k {k}: {found} {oracle}"
            );
        }
    }
}

#[test]
fn tight_clusters_far_apart_are_still_split_where_they_gap() {
    // Squares around a common mean are about 1e12; the gaps to find are 1e-5.
    let values = [0.0, 1e-5, 3e-5, 1e6, 1e6 + 1e-5, 1e6 + 3e-5];
    let classes = classify(&values, Scheme::FisherJenks, 4).expect("values differ");
    assert_eq!(classes.index, [0, 0, 1, 2, 2, 3].map(Some));
}

#[test]
fn given_edges_compare_edges_as_the_numbers_they_are() {
    let values = [0.35, 7.0 / 20.0, 35.0 / 100.0, 0.350_000_000_000_000_1, f64::NAN];
    let left = given(&values, &[0.25, 0.35], Closed::Left).expect("edges rise");
    assert_eq!(left.index, [Some(2), Some(2), Some(2), Some(2), None]);
    let right = given(&values, &[0.25, 0.35], Closed::Right).expect("edges rise");
    assert_eq!(right.index, [Some(1), Some(1), Some(1), Some(2), None]);
    assert_eq!(right.counts, [0, 3, 1]);
}

#[test]
fn bad_input_is_an_error() {
    let equal = [2.0; 6];
    assert!(classify(&equal, Scheme::FisherJenks, 2).is_err());
    assert_eq!(classify(&equal, Scheme::HeadTail, 5).expect("one class").upper, [2.0]);
    assert_eq!(classify(&equal, Scheme::StdMean, 5).expect("one class").fit, None);
    assert!(classify(&[], Scheme::Quantiles, 2).is_err());
    assert!(classify(&[f64::NAN], Scheme::Quantiles, 1).is_err());
    assert!(classify(&[1.0, f64::INFINITY], Scheme::Quantiles, 1).is_err());
    assert!(given(&[1.0], &[0.5, 0.5], Closed::Left).is_err());
    assert!(given(&[1.0], &[], Closed::Left).is_err());
    assert!(given(&[1.0], &[f64::NAN], Closed::Left).is_err());
}

#[test]
fn quantiles_that_coincide_are_an_error_that_says_so() {
    let values = [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0];
    let error = classify(&values, Scheme::Quantiles, 4).expect_err("half the values are 0");
    assert!(error.to_string().starts_with("quantiles 1 and 2 of 4 are both 0"), "{error}");
}
