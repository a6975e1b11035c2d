//! The gamma function by its difference from Stirling's formula, so that no large logarithms are subtracted.

use libm::lgamma;

/// `ln Γ(z) − ((z − ½) ln z − z + ½ ln 2π)`.
pub(crate) fn stirling_error(z: f64) -> f64 {
    let (mut z, mut sum) = (z, 0.0);
    while z < 12.0 {
        sum += (z + 0.5) * (1.0 / z).ln_1p() - 1.0;
        z += 1.0;
    }
    let w = 1.0 / (z * z);
    let series = 1.0 / 1_188.0 - w * (691.0 / 360_360.0);
    let series = 1.0 / 1_260.0 - w * (1.0 / 1_680.0 - w * series);
    sum + (1.0 / 12.0 - w * (1.0 / 360.0 - w * series)) / z
}

/// `ln r − u` for `r = 1 + u`, without cancellation near 0 and without loss of `r` near −1.
pub(crate) fn log_minus(r: f64, u: f64) -> f64 {
    if !(-0.3..=0.4).contains(&u) {
        return r.ln() - u;
    }
    let r = u / (2.0 + u);
    let y = r * r;
    let (mut power, mut sum, mut odd) = (1.0, 0.0, 3.0);
    loop {
        let term = power / odd;
        sum += term;
        if term <= f64::EPSILON * sum {
            break;
        }
        power *= y;
        odd += 2.0;
    }
    r * (2.0 * y * sum - u)
}

/// `ln C(n, k)`; counts may be weighted.
///
/// # Source
/// Loader (2000), Fast and accurate computation of binomial probabilities, section 2.
pub(crate) fn ln_choose(n: f64, k: f64) -> f64 {
    let rest = n - k;
    if k <= 0.0 || rest <= 0.0 {
        return 0.0;
    }
    let errors = stirling_error(n) - stirling_error(k) - stirling_error(rest);
    let roots = 0.5 * (n / (std::f64::consts::TAU * k * rest)).ln();
    let (small, large) = (k.min(rest), k.max(rest));
    errors + roots - small * (small / n).ln() - large * (-small / n).ln_1p()
}

/// `ln Γ(a + b) − ln Γ(a)`.
pub(crate) fn ln_gamma_step(a: f64, b: f64) -> f64 {
    if a < 10.0 {
        return lgamma(a + b) - lgamma(a);
    }
    (a + b - 0.5) * (b / a).ln_1p() + b * (a.ln() - 1.0) + stirling_error(a + b) - stirling_error(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_choose_are_the_closed_form() {
        assert!((ln_choose(5.0, 2.0) - 10.0_f64.ln()).abs() < 1e-14);
        assert!(ln_choose(7.0, 0.0) == 0.0 && ln_choose(7.0, 7.0) == 0.0);
        // C(1e6, 3) = 1e6 (1e6 − 1) (1e6 − 2) / 6.
        let expected = (1e6 * 999_999.0 * 999_998.0 / 6.0_f64).ln();
        assert!((ln_choose(1e6, 3.0) / expected - 1.0).abs() < 1e-14);
    }

    #[test]
    fn a_logarithm_less_its_first_term_keeps_its_digits() {
        // −u²/2 + u³/3 − u⁴/4 for small u.
        for u in [1e-9_f64, -1e-7, 1e-4] {
            let expected = u * u * (-0.5 + u / 3.0 - u * u / 4.0);
            assert!((log_minus(1.0 + u, u) / expected - 1.0).abs() < 1e-11, "{u}");
        }
    }
}
