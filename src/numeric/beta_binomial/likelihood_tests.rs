use super::*;
use crate::numeric::double::{Double, Number};

/// Term by term, with twice the digits: the oracle.
fn plain(k: u32, base: f64, step: f64) -> [f64; 6] {
    let mut sums = [Double::ZERO; 6];
    for j in 0..k {
        let term = parts(one(f64::from(j), base, step));
        sums.iter_mut().zip(term).for_each(|(sum, t)| *sum = *sum + Double::of(t));
    }
    sums.map(Number::value)
}

fn parts(l: Likelihood) -> [f64; 6] {
    [l.log, l.mu, l.gamma, l.mu_mu, l.mu_gamma, l.gamma_gamma]
}

#[test]
fn a_rising_product_equals_its_terms_for_any_step() {
    for k in [1, 7, 16, 17, 40, 1_000, 30_000] {
        for base in [1e-3, 0.2, 0.9, 1.0] {
            for step in [0.0, 1e-12, 1e-6, 1e-3, 0.03, 0.5, 3.0, 200.0] {
                let (found, expected) = (rising(f64::from(k), base, step), plain(k, base, step));
                for (part, (a, b)) in parts(found).into_iter().zip(expected).enumerate() {
                    // Some twenty roundings of sums that do not cancel, and terms near 0 of the logarithm.
                    let slack = 2e-14 * b.abs().max(1.0);
                    assert!((a - b).abs() <= slack, "{k} {base} {step} part {part}: {a} {b}");
                }
                let log = log_rising(f64::from(k), base, step);
                let slack = 1e-14 * found.log.abs().max(1.0);
                assert!((log - found.log).abs() <= slack, "{k} {base} {step}");
            }
        }
    }
}

#[test]
fn a_count_that_is_not_whole_continues_the_whole_ones() {
    // Γ(z + ½) / Γ(z) at z = ½: Γ(1) / Γ(½) = 1 / √π, with step 1.
    let found = rising(0.5, 0.5, 1.0).log;
    assert!((found + 0.5 * std::f64::consts::PI.ln()).abs() < 1e-14); // 32 terms apart
    // The recurrence: one more term multiplies by base + k step.
    for (k, base, step) in [(2.5, 0.3, 0.1), (40.25, 0.01, 2.0), (0.75, 0.9, 1e-9)] {
        let gap = rising(k + 1.0, base, step).log - rising(k, base, step).log;
        assert!((gap - (base + k * step).ln()).abs() < 1e-13, "{k} {base} {step}: {gap}");
    }
}

#[test]
fn a_likelihood_is_that_of_the_textbook() {
    // 2 of 3 under Beta(1, 1), μ = ½, γ = ½: uniform over 0..=3, so ¼, of which 3 orders.
    let found = Likelihood::of(2.0, 3.0, 0.5, 0.5);
    assert!((found.log - (0.25_f64 / 3.0).ln()).abs() < 1e-15);
    // γ = 0 is binomial: μ² (1 − μ).
    assert!((Likelihood::of(2.0, 3.0, 0.4, 0.0).log - 0.096_f64.ln()).abs() < 1e-15);
}
