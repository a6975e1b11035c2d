//! Numbers with twice the digits, and what a factorisation asks of either kind of number.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// What the factorisation asks of a number.
pub(crate) trait Number:
    Copy
    + Default
    + Send
    + Sync
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    const ZERO: Self;
    const ONE: Self;
    fn of(value: f64) -> Self;
    fn value(self) -> f64;
    fn root(self) -> Self;

    /// Sum of products.
    fn dot(a: &[Self], b: &[Self]) -> Self {
        a.iter().zip(b).fold(Self::ZERO, |sum, (&x, &y)| sum + x * y)
    }

    /// `y += factor · x`.
    fn add_times(y: &mut [Self], factor: Self, x: &[Self]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = *y + factor * x;
        }
    }
}

impl Number for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    fn of(value: f64) -> Self {
        value
    }

    fn value(self) -> f64 {
        self
    }

    fn root(self) -> Self {
        self.sqrt()
    }

    // Eight running sums: the processor adds them side by side, and the rounding error is smaller.
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        let mut sums = [0.0; 8];
        let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
        let rest: f64 = a8.remainder().iter().zip(b8.remainder()).map(|(x, y)| x * y).sum();
        for (x, y) in a8.zip(b8) {
            for lane in 0..8 {
                sums[lane] += x[lane] * y[lane];
            }
        }
        sums.iter().sum::<f64>() + rest
    }
}

/// A number as the unevaluated sum of two: about 31 decimal digits.
///
/// Source: Dekker (1971), *Numerische Mathematik* 18, 224-242; Hida, Li & Bailey (2001), ARITH-15, 155-162.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Double {
    high: f64,
    low: f64,
}

/// `a + b` and its rounding error, where `|a| >= |b|`.
fn quick_sum(a: f64, b: f64) -> Double {
    let high = a + b;
    Double { high, low: b - (high - a) }
}

/// `a + b` and its rounding error.
fn sum(a: f64, b: f64) -> Double {
    let high = a + b;
    let other = high - a;
    Double { high, low: (a - (high - other)) + (b - other) }
}

/// The upper and lower half of the digits.
fn split(a: f64) -> (f64, f64) {
    let wide = 134_217_729.0 * a;
    let high = wide - (wide - a);
    (high, a - high)
}

/// `a · b` and its rounding error, by halves: a fused multiply-add is a slow call on a plain x86-64.
fn product(a: f64, b: f64) -> Double {
    let high = a * b;
    let ((a1, a0), (b1, b0)) = (split(a), split(b));
    Double { high, low: ((a1 * b1 - high) + a1 * b0 + a0 * b1) + a0 * b0 }
}

impl Double {
    /// `self · by`, one factor an ordinary number.
    pub(crate) fn times(self, by: f64) -> Self {
        let p = product(self.high, by);
        quick_sum(p.high, p.low + self.low * by)
    }

    /// `self / by`, by an ordinary number.
    pub(crate) fn over(self, by: f64) -> Self {
        let high = self.high / by;
        let rest = self - product(high, by);
        quick_sum(high, (rest.high + rest.low) / by)
    }

    /// The ordinary number nearest to it.
    pub(crate) fn high(self) -> f64 {
        self.high
    }
}

impl Add for Double {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (s, t) = (sum(self.high, other.high), sum(self.low, other.low));
        let s = quick_sum(s.high, s.low + t.high);
        quick_sum(s.high, s.low + t.low)
    }
}

impl Neg for Double {
    type Output = Self;

    fn neg(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }
}

impl Sub for Double {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Double {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let p = product(self.high, other.high);
        quick_sum(p.high, p.low + (self.high * other.low + self.low * other.high))
    }
}

impl Div for Double {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let first = Self::of(self.high / other.high);
        let rest = self - first * other;
        let second = Self::of(rest.high / other.high);
        let last = Self::of((rest - second * other).high / other.high);
        first + second + last
    }
}

impl Number for Double {
    const ZERO: Self = Self { high: 0.0, low: 0.0 };
    const ONE: Self = Self { high: 1.0, low: 0.0 };

    fn of(value: f64) -> Self {
        Self { high: value, low: 0.0 }
    }

    fn value(self) -> f64 {
        self.high + self.low
    }

    fn root(self) -> Self {
        if self.high <= 0.0 {
            return Self::ZERO;
        }
        // One Newton step doubles the digits of the ordinary root.
        let first = Self::of(self.high.sqrt());
        first + (self - first * first) / (first + first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_keeps_what_one_number_loses() {
        let tiny = Double::of(1e-25);
        let back = (Double::ONE + tiny) - Double::ONE;
        assert_eq!(back, tiny);
        let third = Double::ONE / Double::of(3.0);
        assert!((third * Double::of(3.0) - Double::ONE).value().abs() < 1e-31); // 106 bits
        let root = Double::of(2.0).root();
        assert!((root * root - Double::of(2.0)).value().abs() < 1e-31);
    }

    #[test]
    fn a_long_dot_product_equals_the_plain_one() {
        let a: Vec<f64> = (0..21).map(f64::from).collect();
        assert!((f64::dot(&a, &a) - 2_870.0).abs() < 1e-12); // 20·21·41/6
    }
}
