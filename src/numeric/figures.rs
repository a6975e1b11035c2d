//! Figures as `serde` writes them: a missing one (NaN) is null, an infinite one the text `inf` or `-inf`, so that every
//! format carries them and a round trip changes no bit. Used as `#[serde(with = "figures")]`.

use ndarray::{Array2, ShapeBuilder};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Plain {
    Number(f64),
    Infinite(Infinite),
    Missing(()),
}

#[derive(Serialize, Deserialize)]
enum Infinite {
    #[serde(rename = "inf")]
    Above,
    #[serde(rename = "-inf")]
    Below,
}

impl From<f64> for Plain {
    fn from(value: f64) -> Self {
        if value.is_nan() {
            Self::Missing(())
        } else if value.is_infinite() {
            Self::Infinite(if value > 0.0 { Infinite::Above } else { Infinite::Below })
        } else {
            Self::Number(value)
        }
    }
}

impl From<Plain> for f64 {
    fn from(value: Plain) -> Self {
        match value {
            Plain::Number(value) => value,
            Plain::Infinite(Infinite::Above) => Self::INFINITY,
            Plain::Infinite(Infinite::Below) => Self::NEG_INFINITY,
            Plain::Missing(()) => Self::NAN,
        }
    }
}

/// A figure, or several of them.
pub(crate) trait Figures: Sized {
    type Plain: Serialize + for<'a> Deserialize<'a>;
    fn to_plain(&self) -> Self::Plain;
    /// The figures again; `None` where a matrix has columns of several lengths.
    fn of_plain(plain: Self::Plain) -> Option<Self>;
}

/// What `serde` writes in place of a figure.
pub(crate) struct PlainFigure(Plain);

impl Serialize for PlainFigure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PlainFigure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Plain::deserialize(deserializer).map(Self)
    }
}

impl Figures for f64 {
    type Plain = PlainFigure;

    fn to_plain(&self) -> PlainFigure {
        PlainFigure((*self).into())
    }

    fn of_plain(plain: PlainFigure) -> Option<Self> {
        Some(plain.0.into())
    }
}

impl<F: Figures> Figures for Vec<F> {
    type Plain = Vec<F::Plain>;

    fn to_plain(&self) -> Self::Plain {
        self.iter().map(F::to_plain).collect()
    }

    fn of_plain(plain: Self::Plain) -> Option<Self> {
        plain.into_iter().map(F::of_plain).collect()
    }
}

/// A matrix is the list of its columns.
impl Figures for Array2<f64> {
    type Plain = Vec<Vec<PlainFigure>>;

    fn to_plain(&self) -> Self::Plain {
        self.columns().into_iter().map(|c| c.iter().map(f64::to_plain).collect()).collect()
    }

    fn of_plain(plain: Self::Plain) -> Option<Self> {
        let (columns, rows) = (plain.len(), plain.first().map_or(0, Vec::len));
        if plain.iter().any(|column| column.len() != rows) {
            return None;
        }
        let values = plain.into_iter().flatten().map(|v| v.0.into()).collect();
        Array2::from_shape_vec((rows, columns).f(), values).ok()
    }
}

impl<A: Figures, B: Figures> Figures for (A, B) {
    type Plain = (A::Plain, B::Plain);

    fn to_plain(&self) -> Self::Plain {
        (self.0.to_plain(), self.1.to_plain())
    }

    fn of_plain(plain: Self::Plain) -> Option<Self> {
        Some((A::of_plain(plain.0)?, B::of_plain(plain.1)?))
    }
}

pub(crate) fn serialize<F: Figures, S: Serializer>(
    value: &F,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.to_plain().serialize(serializer)
}

pub(crate) fn deserialize<'de, F: Figures, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<F, D::Error> {
    let plain = F::Plain::deserialize(deserializer)?;
    F::of_plain(plain).ok_or_else(|| D::Error::custom("columns of a matrix differ in length"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_comes_back_bit_by_bit() {
        #[derive(Serialize, Deserialize)]
        struct Row(#[serde(with = "super")] Vec<f64>);
        let row = Row(vec![0.1 + 0.2, -0.0, 5e-324, f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
        let text = serde_json::to_string(&row).expect("written");
        assert_eq!(text, r#"[0.30000000000000004,-0.0,5e-324,null,"inf","-inf"]"#);
        let back: Row = serde_json::from_str(&text).expect("read");
        let bits = |row: &Row| row.0.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&back), bits(&row));
        assert!(serde_json::from_str::<Row>("[\"much\"]").is_err());
    }
}
