use spreiding::counts::{Counts, Groups};
use spreiding::decompose::{Split, splits};
use spreiding::shares::{funnel::funnel, quotient::quotients, smooth};
use spreiding::spread::chance::{Alternative, Iterations, p_value, simulate_mix};
use spreiding::spread::multigroup::{Mix, Multigroup};
use spreiding::spread::nested::nested;

const GROUPS: [[f64; 3]; 3] = [[30.0, 10.0, 20.0], [10.0, 40.0, 10.0], [5.0, 5.0, 50.0]];

fn groups(columns: &[&[f64]]) -> Groups {
    Groups::new(columns).expect("valid")
}

#[test]
fn indices_of_several_groups_are_those_of_the_package_segregation() {
    // segregation 2.5.4: MultiDissim, MultiInfoTheory, MultiGini.
    let mix = Mix::new(&groups(&GROUPS.each_ref().map(|g| &g[..])));
    for (index, expected) in [
        (Multigroup::Dissimilarity, 0.5),
        (Multigroup::Entropy, 0.231_422_109_621_643_9),
        (Multigroup::Gini, 0.532_407_407_407_407_3),
    ] {
        assert!((mix.value(index) - expected).abs() < 1e-14, "{index:?}");
    }
}

#[test]
fn two_groups_give_the_index_of_one_against_the_rest() {
    let (x, rest): ([f64; 3], [f64; 3]) = ([3.0, 9.0, 1.0], [27.0, 11.0, 10.0]);
    let mix = Mix::new(&groups(&[&x, &rest]));
    let total: Vec<f64> = x.iter().zip(rest).map(|(x, r)| x + r).collect();
    let one = spreiding::spread::Spread::new(&Counts::new(&x, &total).unwrap(), false).unwrap();
    for (several, name) in [
        (Multigroup::Dissimilarity, "dissimilarity"),
        (Multigroup::Entropy, "entropy"),
        (Multigroup::Gini, "gini"),
    ] {
        let own = one.value(name.parse().unwrap());
        assert!((mix.value(several) - own).abs() < 1e-14, "{name}");
    }
}

#[test]
fn a_nesting_adds_up_and_equals_its_parts_by_hand() {
    // numpy 2: H over all four areas, between the two parents, and within each, from H = 1 − Σ tE / TE.
    let (a, b) = ([30.0, 10.0, 20.0, 5.0], [10.0, 40.0, 10.0, 45.0]);
    let found = nested(&groups(&[&a, &b]), &[0, 0, 1, 1], 2).unwrap();
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-14, "{a} {b}");
    near(found.h, 0.267_247_626_164_417_55);
    near(found.between, 0.013_894_654_037_184_817);
    near(found.parts[0].within, 0.126_568_950_258_458_52);
    near(found.parts[1].within, 0.126_784_021_868_774_08);
    near(found.parts[0].h, 0.231_502_757_451_523_7);
    near(found.parts[1].h, 0.288_553_589_995_225_4);
    near(found.m, 0.177_774_260_639_468_33);
    near(found.between + found.within, found.h);
    assert_eq!(nested(&groups(&[&a, &b]), &[0, 0, 1, 2], 2).unwrap_err().code(), "parent-number");
}

#[test]
fn a_draw_without_an_index_is_drawn_again_and_counted_in_full() {
    // Two groups of one member each in areas of one dwelling: half of all draws leave one group empty.
    let mix = Mix::new(&groups(&[&[1.0, 0.0], &[0.0, 1.0]]));
    let run = Iterations { seed: 3, first: 0, count: 400 };
    let found = simulate_mix(&mix, Multigroup::Dissimilarity, false, run).unwrap();
    assert_eq!(found.len(), 400);
    assert!(found.iter().all(|v| v.is_finite()));
    let p = p_value(1.0, &found, true, Alternative::Greater).unwrap();
    // Every draw with both groups present is fully uneven, so all 400 count: p is 401/401.
    assert!((p - 1.0).abs() < 1e-15, "{p}");
    // A draw that could not be compared is no draw: it is refused, and never leaves a smaller denominator.
    let code = p_value(1.0, &[0.5, f64::NAN], true, Alternative::Greater).unwrap_err().code();
    assert_eq!(code, "not-finite");
}

#[test]
fn numbers_at_the_edge_are_refused_by_their_code() {
    let code = |x: f64, n: f64| Counts::new(&[x], &[n]).map(|_| ()).map_err(|e| e.code());
    assert_eq!(code(5.0, f64::INFINITY), Err("count"));
    assert_eq!(code(1.0, 1e19), Err("too-large"));
    assert_eq!(code(-0.5, 1.0), Err("count"));
    assert_eq!(code(0.0, 0.0), Ok(()));
    let counts = Counts::new(&[5.0, 1.0], &[10.0, 3.0]).unwrap();
    assert!(funnel(&counts, f64::NAN, (0.95, 0.998)).is_err());
    assert!(quotients(&counts, (6.0, f64::INFINITY), 0.95).is_err());
    assert_eq!(quotients(&counts, (4.0, 13.0), 0.95).unwrap_err().code(), "part-exceeds-whole");
    let infinite = splits([&[0.1], &[f64::INFINITY]], [&[0.1], &[0.2]], Split::Log);
    assert_eq!(infinite.unwrap_err().code(), "count");
}

#[test]
fn a_prior_is_found_at_once_whatever_the_number_of_trials() {
    // 20 areas of a million trials with shares 0.30 to 0.49: the loop over trials took minutes.
    let n = [1e6; 20];
    let x: Vec<f64> = (0..20).map(|i| (0.30 + 0.01 * f64::from(i)) * 1e6).collect();
    let prior =
        smooth::prior(&Counts::new(&x, &n).unwrap(), smooth::Fit::MaximumLikelihood).unwrap();
    // With so many trials the shares are known: the maximum is that of a beta law of 20 values, by moments near
    // mean 0.395 and weight 0.395 · 0.605 / 0.0035 − 1 (variance of 20 equal steps of 0.01: 0.0035 with n − 1).
    assert!((prior.mean - 0.395).abs() < 1e-3 && prior.converged, "{prior:?}");
    assert!((prior.weight - 67.3).abs() < 8.0, "{prior:?}");
}
