//! Areas from GeoJSON (RFC 7946, and the `crs` member of the 2008 format).

use std::collections::HashMap;

use geo::algorithm::validation::{InvalidMultiPolygon, InvalidPolygon};
use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, LineString, MultiPolygon, Polygon, Validation};
use geojson::{Feature, FeatureCollection, GeometryValue, Position};
use rayon::prelude::*;
use serde::Deserialize;

use super::Areas;
use super::dissolve::dissolve;
use super::simple::plainly_valid;
use super::write::CODE;
use crate::error::{Error, Faults, Many, Result};
use crate::phrase::Phrase;
use crate::values::{Cleaned, clean};

/// What is asked of a collection.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// Property that holds the code of an area; `"id"` is that of the feature itself.
    pub code: &'a str,
    /// Properties that hold names; a number is one.
    pub names: &'a [String],
    /// Properties that hold codes, as of parents; a number is none, as it may have lost a leading zero.
    pub codes: &'a [String],
    /// Accept shapes that cross or touch themselves; see [`super::problems`].
    pub keep_invalid: bool,
    /// Merge features with the same code into one area; otherwise a code stands once.
    pub merge: bool,
}

/// Areas with what was asked of their properties.
#[derive(Debug, Clone)]
pub struct Read {
    /// Codes and shapes.
    pub areas: Areas,
    /// Per property asked for, one value per area: names, then codes.
    pub properties: Vec<Vec<Option<String>>>,
    /// Name in the `crs` member of the 2008 format, as it stands.
    pub crs: Option<String>,
}

/// How many problems a message spells out.
const SHOWN: usize = 8;

/// Read areas from GeoJSON text: a feature collection, or a feature per line (RFC 8142).
///
/// # Errors
/// The text is not a GeoJSON feature collection; or lists every feature without polygon, with an open ring, one
/// without surface, an invalid shape, or a missing or repeated code.
///
/// # Source
/// Butler et al. (2016), RFC 7946, sections 3.1.6, 3.1.7 and 3.3, <https://doi.org/10.17487/RFC7946>; validity as
/// in OGC Simple Feature Access part 1 (06-103r4), section 6.1.11.
pub fn geojson(text: &str, ask: Ask<'_>) -> Result<Read> {
    let collection = parsed(text)?;
    let crs = collection.foreign_members.as_ref().and_then(|members| {
        let name = members.get("crs")?.get("properties")?.get("name")?;
        name.as_str().map(str::to_owned)
    });
    let code = code_property(&collection, ask.code)?;
    let read = features(&collection, code, ask.keep_invalid);
    let names = ask.names.iter().map(|name| column(&collection, name, Kind::Name));
    let codes = ask.codes.iter().map(|name| column(&collection, name, Kind::Code));
    if ask.merge {
        let read = whole(read, Vec::new())?;
        let columns = names.chain(codes).collect::<Result<Vec<_>>>()?;
        let (areas, properties) = merged(read, &columns)?;
        return Ok(Read { areas, properties, crs });
    }
    let twice = repeated(&read);
    let (of, shapes) = whole(read, twice)?.into_iter().unzip();
    let properties = names.chain(codes).collect::<Result<_>>()?;
    Ok(Read { areas: Areas::new(of, shapes)?, properties, crs })
}

fn parsed(text: &str) -> Result<FeatureCollection> {
    let whole = text.parse::<geojson::GeoJson>().and_then(FeatureCollection::try_from);
    let lines = || text.lines().map(|line| line.trim_matches(['\u{1e}', ' ', '\t', '\r']));
    // A feature per line: the first line alone is one.
    let first = lines().find(|line| !line.is_empty()).unwrap_or_default();
    match whole {
        Ok(collection) => Ok(collection),
        Err(_) if first.parse::<Feature>().is_ok() => {
            let numbered = lines().enumerate().filter(|(_, line)| !line.is_empty());
            let feature = |(at, line): (usize, &str)| {
                let wrong = |error: geojson::Error| Error::NotGeoJsonLine {
                    line: at + 1,
                    reason: error.to_string(),
                };
                line.parse::<Feature>().map_err(wrong)
            };
            let features = numbered.map(feature).collect::<Result<_>>()?;
            Ok(FeatureCollection { bbox: None, features, foreign_members: None })
        }
        Err(error) => Err(Error::NotGeoJson { reason: error.to_string() }),
    }
}

/// The property that holds the codes: where no feature has it and all have an `id`, that of the feature itself.
fn code_property<'a>(collection: &FeatureCollection, code: &'a str) -> Result<&'a str> {
    let features = &collection.features;
    let there = features.iter().any(|feature| feature.contains_property(code));
    let own = !features.is_empty() && features.iter().all(|feature| feature.id.is_some());
    if !there && own && matches!(code, "code" | ID) {
        return Ok(ID);
    }
    known_property(collection, code)?;
    Ok(code)
}

/// Stands for the `id` of a feature itself.
const ID: &str = "id";

fn features(collection: &FeatureCollection, code: &str, keep_invalid: bool) -> Vec<Found> {
    let one = |(at, feature): (usize, &Feature)| one_area(feature, at + 1, code, keep_invalid);
    collection.features.par_iter().enumerate().map(one).collect()
}

/// The features, where none has a fault.
fn whole(read: Vec<Found>, more: Vec<Error>) -> Result<Vec<(String, MultiPolygon<f64>)>> {
    let mut faults: Vec<Error> = read.iter().filter_map(|r| r.as_ref().err().cloned()).collect();
    faults.extend(more);
    if faults.is_empty() { Ok(read.into_iter().flatten().collect()) } else { Err(listed(faults)) }
}

type Columns = Vec<Vec<Option<String>>>;

/// Features of one code as one area each; their other properties must agree.
fn merged(
    read: Vec<(String, MultiPolygon<f64>)>,
    columns: &[Vec<Option<String>>],
) -> Result<(Areas, Columns)> {
    let (codes, shapes): (Vec<String>, Vec<_>) = read.into_iter().unzip();
    let own = (0..codes.len()).map(|at| at.to_string()).collect();
    let parents: Vec<Option<String>> = codes.iter().cloned().map(Some).collect();
    let areas = dissolve(&Areas::new(own, shapes)?, &parents)?;
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (at, code) in codes.iter().enumerate() {
        first.entry(code).or_insert(at);
    }
    let mut faults = Vec::new();
    for column in columns {
        for (number, code) in codes.iter().enumerate() {
            if column[first[code.as_str()]] != column[number] {
                faults.push(Error::FeatureDiffers { feature: number + 1, code: code.clone() });
            }
        }
    }
    if !faults.is_empty() {
        return Err(listed(faults));
    }
    let of = |column: &Vec<Option<String>>| {
        areas.codes().iter().map(|code| column[first[code.as_str()]].clone()).collect()
    };
    let columns = columns.iter().map(of).collect();
    Ok((areas, columns))
}

/// As [`super::write::collection`] writes them; shapes that cross themselves are kept, as they were.
impl TryFrom<FeatureCollection> for Areas {
    type Error = Error;

    fn try_from(collection: FeatureCollection) -> Result<Self> {
        let read = features(&collection, CODE, true);
        let twice = repeated(&read);
        let (codes, shapes) = whole(read, twice)?.into_iter().unzip();
        Self::new(codes, shapes)
    }
}

type Found = Result<(String, MultiPolygon<f64>)>;

fn one_area(feature: &Feature, number: usize, property: &str, keep_invalid: bool) -> Found {
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

fn reason(why: &InvalidMultiPolygon) -> Phrase {
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

fn repeated(read: &[Found]) -> Vec<Error> {
    let mut first = HashMap::new();
    let codes = read.iter().enumerate().filter_map(|(at, r)| Some((at + 1, &r.as_ref().ok()?.0)));
    codes
        .filter_map(|(number, code)| {
            let before = *first.entry(code).or_insert(number);
            let (feature, first) = (number, before);
            let repeats = || Error::FeatureRepeats { feature, code: code.clone(), first };
            (before != number).then(repeats)
        })
        .collect()
}

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
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

fn text_of(feature: &Feature, number: usize, name: &str, kind: Kind) -> Result<Option<String>> {
    let Some(value) = feature.property(name) else { return Ok(None) };
    match Property::deserialize(value) {
        Ok(Property::Text(text)) => cleaned(&text, number, name),
        Ok(Property::Missing(())) => Ok(None),
        Ok(Property::Number(found)) if kind == Kind::Name => Ok(Some(found.to_string())),
        Ok(Property::Number(found)) => Err(lost_zero(number, name, found)),
        Ok(Property::Other(_)) | Err(_) => Err(lost_zero(number, name, value)),
    }
}

/// Some feature has the property; otherwise it is misspelt.
fn known_property(collection: &FeatureCollection, name: &str) -> Result<()> {
    let features = || collection.features.iter();
    if features().next().is_none() || features().any(|f| f.contains_property(name)) {
        return Ok(());
    }
    let there = features().next().map(|f| f.properties_iter().map(|(k, _)| k.clone()).collect());
    let there: Vec<String> = there.unwrap_or_default();
    Err(Error::NoProperty { name: name.to_owned(), known: there.join(", ") })
}

fn column(collection: &FeatureCollection, name: &str, kind: Kind) -> Result<Vec<Option<String>>> {
    known_property(collection, name)?;
    let one = |(at, feature)| text_of(feature, at + 1, name, kind);
    collection.features.iter().enumerate().map(one).collect()
}

fn listed(mut faults: Vec<Error>) -> Error {
    let n = Many(faults.len());
    let more = faults.len().saturating_sub(SHOWN);
    faults.truncate(SHOWN);
    let faults = Faults(faults);
    if more > 0 { Error::FeaturesMore { n, faults, more } } else { Error::Features { n, faults } }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASK: Ask<'_> =
        Ask { code: "code", names: &[], codes: &[], keep_invalid: false, merge: false };

    fn one(coordinates: &str) -> Result<Read> {
        let text = format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"code":"A"}},
            "geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}]}}"#
        );
        geojson(&text, ASK)
    }

    fn squares(features: &[(&str, i32)]) -> Vec<String> {
        let feature = |(head, x): &(&str, i32)| {
            format!(
                r#"{{"type":"Feature",{head},"geometry":{{"type":"Polygon","coordinates":
                [[[{x},0],[{},0],[{},1],[{x},1],[{x},0]]]}}}}"#,
                x + 1,
                x + 1
            )
            .replace('\n', " ")
        };
        features.iter().map(feature).collect()
    }

    fn collected(features: &[(&str, i32)]) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, squares(features).join(","))
    }

    #[test]
    fn rings_without_surface_are_refused() {
        // Oracle: shapely's is_valid is false for each.
        for ring in [
            "[[[0,0],[0,0],[0,0],[0,0]]]",
            "[[[0,0],[1,0],[2,0],[0,0]]]",
            "[[[0,0],[1,1],[0,0],[1,1],[0,0]]]",
            "[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,2],[3,3],[1,1]]]",
        ] {
            let error = one(ring).unwrap_err().to_string();
            assert!(error.contains("has a ring without surface"), "{ring}: {error}");
        }
    }

    #[test]
    fn codes_stand_in_a_property_or_in_the_id() {
        let own = collected(&[(r#""id":"E16","properties":{"naam":7}"#, 0)]);
        let names = ["naam".to_owned()];
        let read = geojson(&own, Ask { names: &names, ..ASK }).unwrap();
        assert_eq!(read.areas.codes(), ["E16"]);
        assert_eq!(read.properties, [[Some("7".to_owned())]]);
        let number = collected(&[(r#""id":16,"properties":{}"#, 0)]);
        let error = geojson(&number, ASK).unwrap_err().to_string();
        assert!(error.contains("leading zero"), "{error}");
        let parent = collected(&[(r#""properties":{"code":"a","p":3}"#, 0)]);
        assert!(geojson(&parent, Ask { codes: &["p".to_owned()], ..ASK }).is_err());
    }

    #[test]
    fn codes_are_cleaned_and_blanks_are_none() {
        let text = collected(&[(r#""properties":{"code":" E16\u00a0"}"#, 0)]);
        assert_eq!(geojson(&text, ASK).unwrap().areas.codes(), ["E16"]);
        for (code, why) in [(" ", "has no"), ("\\u0001", "control characters")] {
            let head = format!(r#""properties":{{"code":"{code}"}}"#);
            let error = geojson(&collected(&[(&head, 0)]), ASK).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
        let twice = [(r#""properties":{"code":"a"}"#, 0), (r#""properties":{"code":"a "}"#, 1)];
        assert!(geojson(&collected(&twice), ASK).unwrap_err().to_string().contains("repeats code"));
    }

    #[test]
    fn a_feature_per_line_is_a_collection() {
        let features = [(r#""properties":{"code":"a"}"#, 0), (r#""properties":{"code":"b"}"#, 1)];
        let lines = squares(&features);
        for text in [lines.join("\n"), format!("\u{1e}{}\n\u{1e}{}\n", lines[0], lines[1])] {
            assert_eq!(geojson(&text, ASK).unwrap().areas.codes(), ["a", "b"]);
        }
        let cut = format!("{}\n{}", lines[0], &lines[1][..40]);
        assert!(geojson(&cut, ASK).unwrap_err().to_string().contains("line 2"));
    }

    #[test]
    fn parts_of_an_area_are_merged_when_asked() {
        let features = [
            (r#""properties":{"code":"a","naam":"x"}"#, 0),
            (r#""properties":{"code":"b","naam":"y"}"#, 5),
            (r#""properties":{"code":"a","naam":"x"}"#, 1),
        ];
        let names = ["naam".to_owned()];
        let ask = Ask { merge: true, names: &names, ..ASK };
        let read = geojson(&collected(&features), ask).unwrap();
        assert_eq!(read.areas.codes(), ["a", "b"]);
        assert_eq!(read.properties[0], ["x", "y"].map(|name| Some(name.to_owned())));
        assert_eq!(read.areas.surfaces().iter().map(|s| s.round()).collect::<Vec<_>>(), [2.0, 1.0]);
        assert_eq!(read.areas.shapes()[0].0.len(), 1); // they touch: one polygon
        assert!(geojson(&collected(&features), ASK).is_err());
        let other = [features[0], (r#""properties":{"code":"a","naam":"z"}"#, 1)];
        assert!(geojson(&collected(&other), ask).is_err());
    }

    #[test]
    fn an_open_ring_is_refused_and_not_closed_in_silence() {
        let error = one("[[[0,0],[1,0],[1,1],[0,1]]]").unwrap_err().to_string();
        assert!(error.contains("feature 1 (code \"A\") is not closed: ring 1"), "{error}");
    }

    #[test]
    fn a_bow_tie_is_refused_with_the_reason() {
        let error = one("[[[0,0],[1,1],[1,0],[0,1],[0,0]]]").unwrap_err().to_string();
        assert!(error.contains("is not valid") && error.contains("self-intersection"), "{error}");
    }

    #[test]
    fn holes_are_kept() {
        let read =
            one("[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]").unwrap();
        assert!((read.areas.surfaces()[0] - 15.0).abs() < 1e-12); // 16 − 1, whole numbers
    }
}
