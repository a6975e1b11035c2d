//! The beta distribution: tails, density and quantiles.

use std::f64::consts::TAU;

use super::gamma::{log_minus, stirling_error};
use super::normal::normal_quantile;

/// A beta distribution with its constant computed once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    a: f64,
    b: f64,
    /// `ln(Γ(a+b) / (Γ(a) Γ(b)))` without its large terms, see [`Beta::power`].
    constant: f64,
}

impl Beta {
    /// The distribution with density `∝ x^(a−1) (1−x)^(b−1)`.
    ///
    /// - `a`, `b`: above 0 and finite; otherwise every result is NaN.
    #[must_use]
    pub fn new(a: f64, b: f64) -> Self {
        let n = a + b;
        let roots = 0.5 * (a / TAU * (b / n)).ln();
        let constant = roots + stirling_error(n) - stirling_error(a) - stirling_error(b);
        let valid = a > 0.0 && b > 0.0 && n.is_finite();
        Self { a, b, constant: if valid { constant } else { f64::NAN } }
    }

    /// Mean, `a / (a + b)`.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// `x^a (1−x)^b Γ(a+b) / (Γ(a) Γ(b))`, by the deviance from the mean: no large logarithms are subtracted.
    ///
    /// # Source
    /// Loader (2000), Fast and accurate computation of binomial probabilities, sections 2–4.
    fn power(&self, x: f64, y: f64) -> f64 {
        let (a, b) = (self.a, self.b);
        // Difference from the mean, from the smaller side so that it keeps its digits.
        let gap = if x <= 0.5 { x * (a + b) - a } else { b - y * (a + b) };
        let (left, right) =
            (log_minus(x * (a + b) / a, gap / a), log_minus(y * (a + b) / b, -gap / b));
        (a * left + b * right + self.constant).exp()
    }

    /// Density at `x` in `(0, 1)`.
    #[must_use]
    pub fn density(&self, x: f64) -> f64 {
        self.power(x, 1.0 - x) / (x * (1.0 - x))
    }

    /// Chances below and above `x`, each to nearly full precision: `(I_x(a, b), 1 − I_x(a, b))`.
    ///
    /// # Source
    /// Continued fraction: Press et al. (2007), Numerical Recipes, 3rd ed., eq. 6.4.5–6.4.6.
    #[must_use]
    pub fn tails(&self, x: f64) -> (f64, f64) {
        self.tails_at(x, 1.0 - x)
    }

    /// [`Beta::tails`] with `y = 1 − x` given as well: near an end one of the two holds the digits.
    pub(crate) fn tails_at(&self, x: f64, y: f64) -> (f64, f64) {
        if self.constant.is_nan() || x.is_nan() || y.is_nan() {
            return (f64::NAN, f64::NAN);
        }
        if x <= 0.0 {
            return (0.0, 1.0);
        }
        if y <= 0.0 {
            return (1.0, 0.0);
        }
        let (a, b) = (self.a, self.b);
        let power = self.power(x, y);
        if x < (a + 1.0) / (a + b + 2.0) {
            let below = power * fraction(a, b, x) / a;
            (below, 1.0 - below)
        } else {
            let above = power * fraction(b, a, y) / b;
            (1.0 - above, above)
        }
    }

    /// The `x` with chance `p` below it.
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        self.solve(p, 1.0 - p)
    }

    /// The `x` with chance `q` above it.
    #[must_use]
    pub fn upper_quantile(&self, q: f64) -> f64 {
        self.solve(1.0 - q, q)
    }

    /// Newton's method with Halley's correction, kept inside a bracket that every step narrows.
    fn solve(&self, p: f64, q: f64) -> f64 {
        if self.constant.is_nan() || !(p >= 0.0 && q >= 0.0) {
            return f64::NAN;
        }
        if p == 0.0 || q == 0.0 {
            return if p == 0.0 { 0.0 } else { 1.0 };
        }
        let (a, b) = (self.a, self.b);
        let (mut low, mut high) = (0.0, 1.0);
        let mut x = self.guess(p);
        for _ in 0..200 {
            let (below, above) = self.tails(x);
            // The smaller tail carries the digits.
            let gap = if p <= q { below - p } else { q - above };
            if gap == 0.0 {
                return x;
            }
            if gap > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let newton = gap / self.density(x);
            let bend = (0.5 * newton * ((a - 1.0) / x - (b - 1.0) / (1.0 - x))).clamp(-1.0, 1.0);
            let step = newton / (1.0 - 0.5 * bend.min(1.0)).max(0.5);
            let next = x - if bend.abs() < 0.5 { newton / (1.0 - bend) } else { step };
            let inside = next.is_finite() && next > low && next < high;
            let next = if inside { next } else { 0.5 * (low + high) };
            if (next - x).abs() <= 4.0 * f64::EPSILON * x.abs() {
                return next;
            }
            x = next;
        }
        x
    }

    /// A start for [`Beta::solve`]: normal near the middle, power law at an end.
    fn guess(&self, p: f64) -> f64 {
        let (a, b, n) = (self.a, self.b, self.a + self.b);
        let z = normal_quantile(p);
        if a >= 1.0 && b >= 1.0 {
            let (centre, z2) = (a / n, z * z);
            let root = (centre * (1.0 - centre) / n + z2 / (4.0 * n * n)).sqrt();
            let x = (centre + z2 / (2.0 * n) + z * root) / (1.0 + z2 / n);
            return x.clamp(1e-300, 1.0 - f64::EPSILON);
        }
        (p.powf(1.0 / a)).clamp(1e-300, 0.5)
    }
}

/// Continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    // Near the mean some √(a + b) / 100 steps are needed: 8e5 for counts of 2^53.
    for step in 1..5_000_000_u32 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        value *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let factor = d * c;
        value *= factor;
        if (factor - 1.0).abs() <= f64::EPSILON {
            return value;
        }
    }
    f64::NAN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_forms() {
        // a = b = 1 is uniform; b = 1 is x^a; a = b = ½ is the arcsine law.
        for x in [1e-9_f64, 0.1, 0.5, 0.9, 1.0 - 1e-9] {
            assert!((Beta::new(1.0, 1.0).tails(x).0 - x).abs() < 1e-15);
            assert!((Beta::new(7.5, 1.0).tails(x).0 - x.powf(7.5)).abs() < 1e-14);
            // By the smaller of x and 1 − x, where the arcsine keeps its digits.
            let arcsine = x.min(1.0 - x).sqrt().asin() * 2.0 / std::f64::consts::PI;
            let (below, above) = Beta::new(0.5, 0.5).tails(x);
            assert!((below.min(above) - arcsine).abs() < 1e-14, "{x} {below} {above} {arcsine}");
        }
    }

    #[test]
    fn a_quantile_undoes_a_tail() {
        for (a, b) in [(0.5, 0.5), (0.5, 1e4), (3.0, 0.5), (40.0, 2.0), (2e5, 8e5), (1.0, 5e6)] {
            let beta = Beta::new(a, b);
            for p in [1e-6, 0.025, 0.5] {
                let below = beta.tails(beta.quantile(p)).0;
                // A rounding of x moves the tail by density · ulp; 1e-9 of p leaves room for it.
                assert!((below - p).abs() < 1e-9 * p, "{a} {b} {p} {below}");
            }
            for q in [0.025, 0.3] {
                // Not further out: close to 1, the distance to 1 has few digits.
                let above = beta.tails(beta.upper_quantile(q)).1;
                assert!((above - q).abs() < 1e-9, "{a} {b} {q} {above}");
            }
        }
    }
}
