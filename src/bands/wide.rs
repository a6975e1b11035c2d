//! Numbers of twice the precision, for sums whose differences would lose their digits.

/// The unevaluated sum of two floats, the second far below the first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wide {
    pub(super) high: f64,
    pub(super) low: f64,
}

/// Knuth (1969), The Art of Computer Programming 2, section 4.2.2, theorem B.
fn two_sum(a: f64, b: f64) -> Wide {
    let high = a + b;
    let part = high - a;
    Wide { high, low: (a - (high - part)) + (b - part) }
}

/// Dekker (1971), Numerische Mathematik 18, 224–242; no fused multiply-add, which is a slow call where the
/// processor is not known to have it.
fn two_product(a: f64, b: f64) -> Wide {
    const SPLIT: f64 = 134_217_729.0; // 2^27 + 1
    let halves = |v: f64| {
        let t = SPLIT * v;
        let top = t - (t - v);
        (top, v - top)
    };
    let (high, (a1, a2), (b1, b2)) = (a * b, halves(a), halves(b));
    Wide { high, low: ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2 }
}

impl Wide {
    pub(super) fn add(self, other: Self) -> Self {
        let sum = two_sum(self.high, other.high);
        two_sum(sum.high, sum.low + self.low + other.low)
    }

    pub(super) fn sub(self, other: Self) -> Self {
        self.add(Self { high: -other.high, low: -other.low })
    }

    pub(super) fn scale(self, by: f64) -> Self {
        let product = two_product(self.high, by);
        two_sum(product.high, product.low + self.low * by)
    }

    pub(super) fn square(self) -> Self {
        let product = two_product(self.high, self.high);
        two_sum(product.high, product.low + 2.0 * self.high * self.low)
    }

    pub(super) fn divide(self, by: f64) -> Self {
        let high = self.high / by;
        let rest = self.sub(two_product(high, by));
        two_sum(high, (rest.high + rest.low) / by)
    }

    pub(super) fn value(self) -> f64 {
        self.high + self.low
    }
}
