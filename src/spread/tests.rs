use super::chance::{Alternative, Iterations, Null, bootstrap, p_value, simulate};
use super::*;

fn counts(group: &[f64], total: &[f64], against_all: bool) -> Result<Spread> {
    Spread::new(&Counts::new(group, total)?, against_all)
}

const INDICES: [Index; 6] = [
    Index::Dissimilarity,
    Index::Gini,
    Index::Entropy,
    Index::Isolation,
    Index::Interaction,
    Index::Atkinson(0.3),
];

#[test]
fn two_areas_by_hand() {
    // x = (3, 1), t = (4, 4): y = (1, 3), D = ½(|¾−¼| + |¼−¾|) = ½, G = |3·3 − 1·1| / 16 = ½,
    // isolation = ¾·¾ + ¼·¼ = 0.625, Atkinson(½) = 1 − (2·√3/4)² = ¼.
    let spread = counts(&[3.0, 1.0], &[4.0, 4.0], false).expect("valid");
    let close =
        |index, expected: f64| assert!((spread.value(index) - expected).abs() < 1e-15, "{index:?}");
    close(Index::Dissimilarity, 0.5);
    close(Index::Gini, 0.5);
    close(Index::Isolation, 0.625);
    close(Index::Interaction, 0.375);
    close(Index::Atkinson(0.5), 0.25);
    let h = 1.0 + (0.75 * 0.75_f64.ln() + 0.25 * 0.25_f64.ln()) / std::f64::consts::LN_2;
    close(Index::Entropy, h);
}

#[test]
fn against_a_stock_the_reference_is_all_units() {
    let spread = counts(&[2.0, 0.0], &[10.0, 10.0], true).expect("valid");
    assert!((spread.value(Index::Dissimilarity) - 0.5).abs() < 1e-15);
    assert!((spread.value(Index::Gini) - 0.5).abs() < 1e-15);
}

#[test]
fn order_of_areas_changes_no_digit() {
    let (x, t) = ([3.0, 9.0, 0.0, 5.0, 7.0], [30.0, 20.0, 11.0, 0.0 + 5.0, 40.0]);
    let (xr, tr): (Vec<f64>, Vec<f64>) =
        (x.iter().rev().copied().collect(), t.iter().rev().copied().collect());
    let (a, b) = (counts(&x, &t, false).expect("valid"), counts(&xr, &tr, false).expect("valid"));
    let run = Iterations { seed: 4, first: 0, count: 20 };
    for index in INDICES {
        assert_eq!(a.value(index).to_bits(), b.value(index).to_bits());
        for null in [Null::Binomial, Null::Hypergeometric, Null::Areas] {
            assert_eq!(simulate(&a, index, null, run), simulate(&b, index, null, run));
        }
        assert_eq!(bootstrap(&a, index, run), bootstrap(&b, index, run));
    }
}

#[test]
fn iterations_may_be_drawn_in_parts() {
    let spread = counts(&[3.0, 9.0, 1.0], &[30.0, 20.0, 11.0], false).expect("valid");
    let draw = |first, count| {
        let run = Iterations { seed: 9, first, count };
        simulate(&spread, Index::Gini, Null::Hypergeometric, run).expect("whole counts")
    };
    let parts = [draw(0, 7), draw(7, 5)].concat();
    assert_eq!(draw(0, 12), parts);
}

#[test]
fn a_p_value_is_never_zero() {
    let p = |value, alternative| p_value(value, &[0.1; 9], true, alternative).expect("finite");
    assert!((p(1.0, Alternative::Greater) - 0.1).abs() < 1e-15);
    assert!((p(1.0, Alternative::TwoSided) - 0.2).abs() < 1e-15);
    assert!((p(0.1, Alternative::TwoSided) - 1.0).abs() < 1e-15);
    assert!(p_value(1.0, &[0.1, f64::NAN], true, Alternative::Less).is_err());
}

#[test]
fn broken_input_is_an_error() {
    assert!(counts(&[1.0], &[1.0, 2.0], false).is_err());
    assert!(counts(&[2.0], &[1.0], false).is_err());
    assert!(counts(&[0.0, 0.0], &[1.0, 2.0], false).is_err());
    assert!(counts(&[1.0, 2.0], &[1.0, 2.0], false).is_err());
    assert!(counts(&[f64::NAN], &[1.0], false).is_err());
    let weighted = counts(&[0.5, 1.0], &[1.0, 2.0], false).expect("valid");
    let run = Iterations { seed: 0, first: 0, count: 1 };
    assert!(simulate(&weighted, Index::Gini, Null::Binomial, run).is_err());
    assert!(Index::named("atkinson", 1.0).is_err() && Index::named("moran", 0.5).is_err());
}
