//! Probabilities in the tails of Student's t, Fisher's F, chi-squared and the normal distribution.
//!
//! `statrs` 0.18 gives the incomplete gamma function, `libm` the error function (that of `statrs` has 10 digits). The
//! incomplete beta function of `statrs` is not used: with many degrees of freedom it subtracts logarithms of gamma
//! functions near 5e4, which costs 5 of the 16 digits, and it forms `1 − x` anew; in [`Beta`] both `x` and `1 − x` come
//! in and the large logarithms cancel before they are rounded.

use libm::erfc;
use statrs::function::gamma::checked_gamma_ur;

use super::beta::Beta;
use super::gamma::ln_gamma_step;
use super::normal;

/// `P(|T| >= |t|)` with `df` degrees of freedom; NaN stays NaN.
pub(crate) fn student(t: f64, df: f64) -> f64 {
    if t.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if t.is_infinite() {
        return 0.0;
    }
    let square = t * t;
    Beta::new(df / 2.0, 0.5).tails_at(df / (df + square), square / (df + square)).0
}

/// `P(F >= f)` with `df1` and `df2` degrees of freedom.
pub(crate) fn fisher(f: f64, df1: f64, df2: f64) -> f64 {
    if f.is_nan() || df1 <= 0.0 || df2 <= 0.0 {
        return f64::NAN;
    }
    if f.is_infinite() {
        return 0.0;
    }
    let all = df2 + df1 * f;
    Beta::new(df2 / 2.0, df1 / 2.0).tails_at(df2 / all, df1 * f / all).0
}

/// `P(χ² >= x)` with `df` degrees of freedom.
pub(crate) fn chi_squared(x: f64, df: f64) -> f64 {
    match (x.is_nan(), x <= 0.0) {
        (true, _) => f64::NAN,
        (_, true) => 1.0,
        _ => checked_gamma_ur(df / 2.0, x / 2.0).unwrap_or(f64::NAN),
    }
}

/// `P(|Z| >= |z|)`.
pub(crate) fn normal(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Value that `|Z|` exceeds with chance `p`.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    -normal::normal_quantile(p / 2.0)
}

fn student_density(t: f64, df: f64) -> f64 {
    let front = ln_gamma_step(df / 2.0, 0.5) - 0.5 * (df * std::f64::consts::PI).ln();
    (front - f64::midpoint(df, 1.0) * (t * t / df).ln_1p()).exp()
}

/// Value that `|T|` exceeds with chance `p`.
pub(crate) fn student_quantile(p: f64, df: f64) -> f64 {
    let mut t = normal_quantile(p);
    // Newton on the logarithm of the tail, which is nearly straight.
    for _ in 0..100 {
        let tail = student(t, df);
        let step = tail * (tail / p).ln() / (2.0 * student_density(t, df));
        t = (t + step).max(t / 2.0);
        if step.abs() <= 1e-15 * t {
            break;
        }
    }
    t
}

/// Terms of the series around a node.
const TERMS: usize = 13;

/// Two-sided tails of one t distribution, many times: the tail and its derivatives at nodes, each made when first
/// needed. The derivatives follow from `(ν + t²) f′ = −(ν + 1) t f`. A fit without each area in turn takes a quarter
/// (70 areas) to a half (14,000) of the time that [`student`] takes for each tail.
#[derive(Debug)]
pub(crate) struct StudentTable {
    df: f64,
    /// Nodes per unit of t, and where they end: `reach / density` decides the digits.
    density: f64,
    reach: f64,
    nodes: Vec<Option<Box<[f64; TERMS + 1]>>>,
}

impl StudentTable {
    /// For `df` degrees of freedom; `many` makes more nodes, up to where the normal tail is 0 in 64 bits.
    pub(crate) fn new(df: f64, many: bool) -> Self {
        let (density, reach) = if many { (64.0, 40.0) } else { (16.0, 10.0) };
        Self { df, density, reach, nodes: Vec::new() }
    }

    /// `P(|T| >= |t|)`; NaN stays NaN.
    pub(crate) fn tail(&mut self, t: f64) -> f64 {
        let t = t.abs();
        if t.is_nan() || t >= self.reach || self.df <= 0.0 {
            return student(t, self.df);
        }
        let node = (t * self.density).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 2,560")]
        let place = node as usize;
        if self.nodes.len() <= place {
            self.nodes.resize(place + 1, None);
        }
        let (df, density) = (self.df, self.density);
        let series = self.nodes[place].get_or_insert_with(|| Box::new(series(node / density, df)));
        let distance = t - node / density;
        // Even and odd terms side by side: half the wait of one long chain.
        let square = distance * distance;
        let pairs = series.chunks_exact(2).rev();
        let (even, odd) = pairs.fold((0.0, 0.0), |(even, odd), pair| {
            (even * square + pair[0], odd * square + pair[1])
        });
        even + distance * odd
    }
}

/// Coefficients of the tail around `t`.
fn series(t: f64, df: f64) -> [f64; TERMS + 1] {
    let mut density = [0.0; TERMS];
    density[0] = student_density(t, df);
    for m in 0..TERMS - 1 {
        let order = m as f64;
        let before = if m == 0 { 0.0 } else { density[m - 1] };
        density[m + 1] = -((df + 1.0 + 2.0 * order) * t * density[m] + (df + order) * before)
            / ((df + t * t) * (order + 1.0));
    }
    let mut tail = [0.0; TERMS + 1];
    tail[0] = student(t, df);
    for m in 0..TERMS {
        tail[m + 1] = -2.0 * density[m] / (m as f64 + 1.0);
    }
    tail
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found / expected - 1.0).abs() < tolerance, "{found} is not {expected}");
    }

    // Closed forms: one degree of freedom is Cauchy's arctangent, two are algebraic.
    #[test]
    fn small_degrees_of_freedom_have_closed_forms() {
        for t in [0.01, 0.5, 1.0, 3.0, 40.0, 1e4] {
            near(student(t, 1.0), (1.0 / t).atan() * 2.0 / std::f64::consts::PI, 1e-13);
            let expected = 2.0 / ((t * t + 2.0) * (1.0 + t / (t * t + 2.0).sqrt()));
            near(student(t, 2.0), expected, 1e-13);
            // F(2, d): (1 + 2f/d)^(−d/2).
            near(fisher(t, 2.0, 7.0), (1.0 + 2.0 * t / 7.0).powf(-3.5), 1e-13);
        }
    }

    #[test]
    fn the_table_equals_the_function() {
        for df in [1.0, 2.5, 62.0, 13_979.0] {
            for many in [false, true] {
                let mut table = StudentTable::new(df, many);
                for i in 0..999 {
                    let t = f64::from(i) * 0.040_07;
                    // An exponent of −800 costs three digits. The gamma function of statrs is right to 1e-14 at few degrees of freedom; both sides use it differently.
                    let expected = student(t, df);
                    // Below the normal numbers there are no digits to compare.
                    if expected > 1e-300 {
                        near(table.tail(t), expected, 3e-12);
                    }
                }
            }
        }
    }

    #[test]
    fn a_quantile_is_the_inverse_of_its_tail() {
        for df in [1.0, 3.0, 62.0, 1e5] {
            for p in [0.5, 0.05, 0.001] {
                near(student(student_quantile(p, df), df), p, 1e-13);
            }
        }
        near(normal(normal_quantile(0.05)), 0.05, 1e-14);
    }
}
