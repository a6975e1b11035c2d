//! One feature of GeoJSON: its code, its other properties, its shape; each fault names the feature.

use geo::algorithm::validation::{InvalidMultiPolygon, InvalidPolygon};
use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, LineString, MultiPolygon, Polygon, Validation};
use geojson::{Feature, GeometryValue, Position};
use serde::Deserialize;

use super::simple::plainly_valid;
use crate::error::{Error, Result};
use crate::phrase::Phrase;
use crate::values::{Cleaned, clean};

/// Stands for the `id` of a feature itself.
pub(super) const ID: &str = "id";

/// A code and a shape, or what is wrong.
pub(super) type Found = Result<(String, MultiPolygon<f64>)>;

pub(super) fn one_area(
    feature: &Feature,
    number: usize,
    property: &str,
    keep_invalid: bool,
) -> Found {
    let code = code_of(feature, number, property)?;
    let no_code = || Error::FeatureNoCode { feature: number, property: property.to_owned() };
    let place = Place { feature: number, property, code: &code.ok_or_else(no_code)? };
    let no_geometry = || place.shape(Phrase::NO_GEOMETRY);
    let geometry = feature.geometry.as_ref().ok_or_else(no_geometry)?;
    let shape = match &geometry.value {
        GeometryValue::Polygon { coordinates } => MultiPolygon(vec![place.polygon(coordinates)?]),
        GeometryValue::MultiPolygon { coordinates } => {
            MultiPolygon(coordinates.iter().map(|p| place.polygon(p)).collect::<Result<_>>()?)
        }
        other => {
            let found = other.type_name().to_owned();
            let (property, code) = place.named();
            return Err(Error::FeatureKind { feature: number, property, code, found });
        }
    };
    if shape.0.is_empty() {
        return Err(place.shape(Phrase::EMPTY));
    }
    if !keep_invalid && shape.iter().flat_map(rings).any(|ring| !has_surface(ring)) {
        return Err(place.shape(Phrase::NO_SURFACE));
    }
    if !keep_invalid
        && !plainly_valid(&shape)
        && let Err(why) = shape.check_validation()
    {
        let (property, code) = place.named();
        return Err(Error::FeatureInvalid { feature: number, property, code, what: reason(&why) });
    }
    Ok((place.code.to_owned(), shape))
}

/// What keeps a shape from being valid.
pub(super) fn reason(why: &InvalidMultiPolygon) -> Phrase {
    match why {
        InvalidMultiPolygon::InvalidPolygon(_, why) => match why {
            InvalidPolygon::TooFewPointsInRing(_) => Phrase::FEW_POINTS,
            InvalidPolygon::SelfIntersection(_) => Phrase::CROSSES_ITSELF,
            InvalidPolygon::NonFiniteCoord(..) => Phrase::NOT_FINITE,
            InvalidPolygon::InteriorRingNotContainedInExteriorRing(_) => Phrase::HOLE_OUTSIDE,
            InvalidPolygon::IntersectingRingsOnALine(..) => Phrase::RINGS_ON_A_LINE,
            InvalidPolygon::IntersectingRingsOnAnArea(..) => Phrase::RINGS_OVERLAP,
        },
        InvalidMultiPolygon::ElementsOverlaps(..) => Phrase::PARTS_OVERLAP,
        InvalidMultiPolygon::ElementsTouchOnALine(..) => Phrase::PARTS_ON_A_LINE,
    }
}

fn rings(part: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(part.exterior()).chain(part.interiors())
}

/// Whether three corners of a ring do not lie on one line.
fn has_surface(ring: &LineString<f64>) -> bool {
    let Some(first) = ring.0.first() else { return false };
    let Some(second) = ring.0.iter().find(|corner| *corner != first) else { return false };
    let aside = |corner: &Coord<f64>| {
        RobustKernel::orient2d(*first, *second, *corner) != Orientation::Collinear
    };
    ring.0.iter().any(aside)
}

/// A feature, as errors name it.
#[derive(Clone, Copy)]
struct Place<'a> {
    feature: usize,
    property: &'a str,
    code: &'a str,
}

impl Place<'_> {
    fn named(self) -> (String, String) {
        (self.property.to_owned(), self.code.to_owned())
    }

    fn shape(self, what: Phrase) -> Error {
        let (property, code) = self.named();
        Error::FeatureShape { feature: self.feature, property, code, what }
    }

    fn polygon(self, rings: &[Vec<Position>]) -> Result<Polygon<f64>> {
        let mut lines = rings.iter().enumerate().map(|(at, ring)| self.ring(at + 1, ring));
        let outer = lines.next().ok_or_else(|| self.shape(Phrase::NO_RINGS))??;
        Ok(Polygon::new(outer, lines.collect::<Result<_>>()?))
    }

    fn ring(self, ring: usize, positions: &[Position]) -> Result<LineString<f64>> {
        let (feature, (property, code)) = (self.feature, self.named());
        let found = positions.len();
        if found < 4 {
            return Err(Error::FeatureShort { feature, property, code, ring, found });
        }
        if positions.first().map(Position::as_slice) != positions.last().map(Position::as_slice) {
            return Err(Error::FeatureOpen { feature, property, code, ring });
        }
        let points: std::result::Result<_, _> =
            positions.iter().enumerate().map(|(at, p)| point(p).ok_or((at, p))).collect();
        points.map_err(|(at, wrong)| {
            let found = format!("{:?}", wrong.as_slice());
            Error::FeaturePosition { feature, property, code, ring, position: at + 1, found }
        })
    }
}

fn point(position: &Position) -> Option<Coord<f64>> {
    match *position.as_slice() {
        // -0 becomes 0, so that equal places have equal bits.
        [x, y, ..] if x.is_finite() && y.is_finite() => Some(Coord { x: x + 0.0, y: y + 0.0 }),
        _ => None,
    }
}

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A code: a number may have lost a leading zero.
    Code,
    /// A name, which can be a number.
    Name,
}

/// A property as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Property {
    Text(String),
    Missing(()),
    Number(serde_json::Number),
    Other(serde::de::IgnoredAny),
}

fn code_of(feature: &Feature, number: usize, code: &str) -> Result<Option<String>> {
    match &feature.id {
        Some(geojson::feature::Id::String(text))
            if code == ID && !feature.contains_property(ID) =>
        {
            cleaned(text, number, code)
        }
        Some(geojson::feature::Id::Number(found))
            if code == ID && !feature.contains_property(ID) =>
        {
            Err(lost_zero(number, code, found))
        }
        _ => text_of(feature, number, code, Kind::Code),
    }
}

fn lost_zero(feature: usize, name: &str, found: impl std::fmt::Display) -> Error {
    Error::PropertyNumber { feature, property: name.to_owned(), found: found.to_string() }
}

/// Text without what cannot be seen; a blank or a sign of a missing value is none.
fn cleaned(text: &str, feature: usize, name: &str) -> Result<Option<String>> {
    match clean(text) {
        Cleaned::Text(text) if text.is_empty() => Ok(None),
        Cleaned::Text(text) => Ok(Some(text.into_owned())),
        Cleaned::Unprintable => Err(Error::PropertyControl { feature, property: name.to_owned() }),
    }
}

pub(super) fn text_of(
    feature: &Feature,
    number: usize,
    name: &str,
    kind: Kind,
) -> Result<Option<String>> {
    let Some(value) = feature.property(name) else { return Ok(None) };
    match Property::deserialize(value) {
        Ok(Property::Text(text)) => cleaned(&text, number, name),
        Ok(Property::Missing(())) => Ok(None),
        Ok(Property::Number(found)) if kind == Kind::Name => Ok(Some(found.to_string())),
        Ok(Property::Number(found)) => Err(lost_zero(number, name, found)),
        Ok(Property::Other(_)) | Err(_) => Err(lost_zero(number, name, value)),
    }
}
