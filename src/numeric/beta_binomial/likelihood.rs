//! Likelihood of the beta-binomial distribution, in a time that does not depend on the number of trials.
//!
//! Written in products, so that no overdispersion (γ = 0) is an ordinary point of it:
//! `Π_{j<k} (μ + jγ) Π_{j<m−k} (1 − μ + jγ) / Π_{j<m} (1 + jγ)`, with `γ = ρ / (1 − ρ) = 1 / (α + β)`.
//!
//! # Source
//! Prentice (1986), Journal of the American Statistical Association 81(394), 321–327. The products are summed in
//! logarithms by the formula of Euler & Maclaurin (Abramowitz & Stegun 1964, 23.1.30): 16 terms one by one, the rest by
//! its integral and corrections, which below leave 1e-17.

use std::ops::{AddAssign, SubAssign};

/// A sum of logarithms and its derivatives by base and step; for a likelihood by μ and γ.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likelihood {
    /// The logarithm.
    pub log: f64,
    /// First derivative by μ.
    pub mu: f64,
    /// First derivative by γ.
    pub gamma: f64,
    /// Second derivative by μ.
    pub mu_mu: f64,
    /// Mixed derivative.
    pub mu_gamma: f64,
    /// Second derivative by γ.
    pub gamma_gamma: f64,
}

impl AddAssign for Likelihood {
    fn add_assign(&mut self, other: Self) {
        self.log += other.log;
        self.mu += other.mu;
        self.gamma += other.gamma;
        self.mu_mu += other.mu_mu;
        self.mu_gamma += other.mu_gamma;
        self.gamma_gamma += other.gamma_gamma;
    }
}

impl SubAssign for Likelihood {
    fn sub_assign(&mut self, other: Self) {
        self.log -= other.log;
        self.mu -= other.mu;
        self.gamma -= other.gamma;
        self.mu_mu -= other.mu_mu;
        self.mu_gamma -= other.mu_gamma;
        self.gamma_gamma -= other.gamma_gamma;
    }
}

impl Likelihood {
    /// Of `k` out of `m`, without the binomial coefficient; counts may be weighted.
    ///
    /// - `mu`: mean share in `(0, 1)`; `gamma`: at least 0.
    #[must_use]
    pub fn of(k: f64, m: f64, mu: f64, gamma: f64) -> Self {
        let (own, rest, all) =
            (rising(k, mu, gamma), rising(m - k, 1.0 - mu, gamma), rising(m, 1.0, gamma));
        let mut sum = own;
        sum += Self { mu: -rest.mu, mu_gamma: -rest.mu_gamma, ..rest };
        sum -= Self { mu: 0.0, mu_mu: 0.0, mu_gamma: 0.0, ..all };
        sum
    }

    /// The logarithm of [`Likelihood::of`] alone.
    #[must_use]
    pub fn log_of(k: f64, m: f64, mu: f64, gamma: f64) -> f64 {
        log_rising(k, mu, gamma) + log_rising(m - k, 1.0 - mu, gamma) - log_rising(m, 1.0, gamma)
    }
}

/// Terms taken one by one, after which a step is at most 1/16 of the term it changes.
const SINGLE: f64 = 16.0;

/// `B₂ᵢ / (2i (2i − 1))`, the corrections of Stirling's formula (Abramowitz & Stegun 1964, 6.1.40).
const CORRECTIONS: [f64; 6] =
    [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1_260.0, -1.0 / 1_680.0, 1.0 / 1_188.0, -691.0 / 360_360.0];

/// `ln Π_{j<k} (base + j step)` with its derivatives by base and step. For a `k` that is not whole the product is
/// `stepᵏ Γ(base/step + k) / Γ(base/step)`.
fn rising(k: f64, base: f64, step: f64) -> Likelihood {
    let mut sum = Likelihood::default();
    let (first, last) = ends(k, base, step);
    for j in 0..first {
        sum += one(f64::from(j), base, step);
    }
    for j in 0..last {
        sum -= one(k + f64::from(j), base, step);
    }
    let (from, to) = (f64::from(first), k + f64::from(last));
    if to > from {
        sum += stretch(from, to, base, step);
    }
    sum
}

/// The logarithm of [`rising`] alone.
fn log_rising(k: f64, base: f64, step: f64) -> f64 {
    let (first, last) = ends(k, base, step);
    let term = |j: f64| base + j * step;
    // A product of 16 terms between 1e-15 and 1e3 stays far inside the range of a number.
    let product: f64 = (0..first).map(|j| term(f64::from(j))).product();
    let over: f64 = (0..last).map(|j| term(k + f64::from(j))).product();
    let plain = |p: f64| p > 1e-290 && p < 1e290;
    let single = if plain(product) && plain(over) {
        (product / over).ln()
    } else {
        (0..first).map(|j| term(f64::from(j)).ln()).sum::<f64>()
            - (0..last).map(|j| term(k + f64::from(j)).ln()).sum::<f64>()
    };
    let (from, to) = (f64::from(first), k + f64::from(last));
    if to > from { single + log_stretch(from, to, base, step) } else { single }
}

/// Numbers of terms to take one by one before the stretch, and (for a `k` that is not whole) after its end.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 16")]
fn ends(k: f64, base: f64, step: f64) -> (u32, u32) {
    let wanted = (SINGLE - base / step).ceil().clamp(0.0, SINGLE);
    if k.fract() == 0.0 {
        let first = if k <= SINGLE { k } else { wanted };
        return (first as u32, 0);
    }
    (wanted as u32, wanted as u32)
}

/// The logarithm of term `j` and its derivatives.
fn one(j: f64, base: f64, step: f64) -> Likelihood {
    let value = base + j * step;
    let (r, s) = (1.0 / value, j / value);
    Likelihood {
        log: value.ln(),
        mu: r,
        gamma: s,
        mu_mu: -r * r,
        mu_gamma: -r * s,
        gamma_gamma: -s * s,
    }
}

/// The terms `from..to` by their integral, half the difference of the end terms, and corrections.
fn stretch(from: f64, to: f64, base: f64, step: f64) -> Likelihood {
    let (a, b) = (base + from * step, base + to * step);
    let n = to - from;
    let part = integrals(n * step / a);
    // ∫ u / (a + u step) and the like over 0..n, and j = from + u.
    let (i0, i1) = (n / a * part.over[0], n * n / a * part.over[1]);
    let square = n / (a * a);
    let (q0, q1, q2) =
        (square * part.square[0], square * n * part.square[1], square * n * n * part.square[2]);
    let mut sum = Likelihood {
        log: n * (a.ln() + part.log),
        mu: i0,
        gamma: from * i0 + i1,
        mu_mu: -q0,
        mu_gamma: -(from * q0 + q1),
        gamma_gamma: -(from * from * q0 + 2.0 * from * q1 + q2),
    };
    let half = |j: f64| {
        let t = one(j, base, step);
        Likelihood {
            log: t.log / 2.0,
            mu: t.mu / 2.0,
            gamma: t.gamma / 2.0,
            mu_mu: t.mu_mu / 2.0,
            mu_gamma: t.mu_gamma / 2.0,
            gamma_gamma: t.gamma_gamma / 2.0,
        }
    };
    sum += half(from);
    sum -= half(to);
    sum += correction(to, b, base, step);
    sum -= correction(from, a, base, step);
    sum
}

fn log_stretch(from: f64, to: f64, base: f64, step: f64) -> f64 {
    let (a, b) = (base + from * step, base + to * step);
    let n = to - from;
    n * (a.ln() + log_mean(n * step / a)) + (a.ln() - b.ln()) / 2.0 + corrected(step / b).0
        - corrected(step / a).0
}

/// `Σ cᵢ r^(2i−1)` with its first and second derivative.
fn corrected(r: f64) -> (f64, f64, f64) {
    let square = r * r;
    let (mut value, mut first, mut second) = (0.0, 0.0, 0.0);
    let mut order = 11.0;
    for c in CORRECTIONS.iter().rev() {
        value = value * square + c;
        first = first * square + c * order;
        second = second * square + c * order * (order - 1.0);
        order -= 2.0;
    }
    // The first term of the second derivative is 0, so its lowest power is r.
    (value * r, first, if r > 0.0 { second / r } else { 0.0 })
}

/// The correction at the end `j`, where the term is `value`; by the chain rule from `r = step / value`.
fn correction(j: f64, value: f64, base: f64, step: f64) -> Likelihood {
    let (log, first, second) = corrected(step / value);
    let v2 = value * value;
    let (by_base, by_step) = (-step / v2, base / v2);
    let v3 = v2 * value;
    Likelihood {
        log,
        mu: first * by_base,
        gamma: first * by_step,
        mu_mu: second * by_base * by_base + first * 2.0 * step / v3,
        mu_gamma: second * by_base * by_step + first * (2.0 * j * step - value) / v3,
        gamma_gamma: second * by_step * by_step - first * 2.0 * j * base / v3,
    }
}

/// Means over `u` in (0, 1): of `ln(1 + wu)`, of `uᵃ / (1 + wu)` and of `uᵃ / (1 + wu)²`.
struct Integrals {
    log: f64,
    over: [f64; 2],
    square: [f64; 3],
}

/// Below this `w` the closed forms cancel and their power series serve: 60 terms leave 1e-19.
const SERIES: f64 = 0.5;

fn log_mean(w: f64) -> f64 {
    if w < SERIES {
        // Σ −(−w)^m / (m (m + 1))
        return (1..=60).rev().fold(0.0, |sum, m| {
            let m = f64::from(m);
            -w * (sum - 1.0 / (m * (m + 1.0)))
        });
    }
    (1.0 + 1.0 / w) * w.ln_1p() - 1.0
}

fn integrals(w: f64) -> Integrals {
    let log = log_mean(w);
    if w < SERIES {
        let series = |coefficient: &dyn Fn(f64) -> f64| {
            (0..60).rev().fold(0.0, |sum, m| -w * sum + coefficient(f64::from(m)))
        };
        return Integrals {
            log,
            over: [series(&|m| 1.0 / (m + 1.0)), series(&|m| 1.0 / (m + 2.0))],
            square: [
                1.0 / (1.0 + w),
                series(&|m| (m + 1.0) / (m + 2.0)),
                series(&|m| (m + 1.0) / (m + 3.0)),
            ],
        };
    }
    let (l, q) = (w.ln_1p(), 1.0 / (1.0 + w));
    Integrals {
        log,
        over: [l / w, (w - l) / (w * w)],
        square: [q, (l - w * q) / (w * w), (w - 2.0 * l + w * q) / (w * w * w)],
    }
}

#[cfg(test)]
#[path = "likelihood_tests.rs"]
mod tests;
