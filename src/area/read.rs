//! Areas from GeoJSON (RFC 7946, and the `crs` member of the 2008 format).

use geo::{Coord, LineString, MultiPolygon, Polygon, Validation};
use geojson::{Feature, FeatureCollection, GeometryValue, Position};
use rayon::prelude::*;
use serde::Deserialize;

use super::Areas;
use super::simple::plainly_valid;
use super::write::CODE;
use crate::error::{Error, Result};

/// Properties of every feature besides its code.
#[derive(Debug, Clone)]
pub struct Read {
    /// Codes and shapes.
    pub areas: Areas,
    /// Text of the asked properties, per property one value per area.
    pub properties: Vec<Vec<Option<String>>>,
    /// Name in the `crs` member of the 2008 format, as it stands.
    pub crs: Option<String>,
}

/// How many problems a message spells out.
const SHOWN: usize = 8;

/// Read areas from GeoJSON text.
///
/// - `code`: property that holds the code; `properties`: further ones to read, as text.
/// - `keep_invalid`: accept shapes that cross or touch themselves; see [`super::problems`].
///
/// # Errors
/// The text is not a GeoJSON feature collection; or lists every feature without polygon, with an open ring, an
/// invalid shape, or a missing or repeated code.
///
/// # Source
/// Butler et al. (2016), RFC 7946, sections 3.1.6, 3.1.7 and 3.3, <https://doi.org/10.17487/RFC7946>; validity as
/// in OGC Simple Feature Access part 1 (06-103r4), section 6.1.11.
pub fn geojson(text: &str, code: &str, properties: &[String], keep_invalid: bool) -> Result<Read> {
    let collection = text
        .parse::<geojson::GeoJson>()
        .and_then(FeatureCollection::try_from)
        .map_err(|error| Error::NotGeoJson { reason: error.to_string() })?;
    let crs = collection.foreign_members.as_ref().and_then(|members| {
        let name = members.get("crs")?.get("properties")?.get("name")?;
        name.as_str().map(str::to_owned)
    });
    let areas = areas(&collection, code, keep_invalid)?;
    let columns = properties.iter().map(|name| column(&collection, name)).collect::<Result<_>>()?;
    Ok(Read { areas, properties: columns, crs })
}

fn areas(collection: &FeatureCollection, code: &str, keep_invalid: bool) -> Result<Areas> {
    known_property(collection, code)?;
    let one = |(at, feature): (usize, &Feature)| one_area(feature, at + 1, code, keep_invalid);
    let read: Vec<_> = collection.features.par_iter().enumerate().map(one).collect();
    let mut faults: Vec<String> = read.iter().filter_map(|r| r.as_ref().err().cloned()).collect();
    faults.extend(repeated(&read));
    if !faults.is_empty() {
        return Err(listed(&faults));
    }
    let (codes, shapes) = read.into_iter().flatten().unzip();
    Areas::new(codes, shapes)
}

/// As [`super::write::collection`] writes them; shapes that cross themselves are kept, as they were.
impl TryFrom<FeatureCollection> for Areas {
    type Error = Error;

    fn try_from(collection: FeatureCollection) -> Result<Self> {
        areas(&collection, CODE, true)
    }
}

type Found = std::result::Result<(String, MultiPolygon<f64>), String>;

fn one_area(feature: &Feature, number: usize, code: &str, keep_invalid: bool) -> Found {
    let name = text_of(feature, code).map_err(|why| format!("feature {number}: {why}"))?;
    let name = name.ok_or_else(|| format!("feature {number} has no {code:?}"))?;
    let place = |why: String| format!("feature {number} ({code} {name:?}) {why}");
    let geometry = feature.geometry.as_ref().ok_or_else(|| place("has no geometry".into()))?;
    let shape = match &geometry.value {
        GeometryValue::Polygon { coordinates } => {
            polygon(coordinates).map(|p| MultiPolygon(vec![p]))
        }
        GeometryValue::MultiPolygon { coordinates } => coordinates
            .iter()
            .map(|p| polygon(p))
            .collect::<std::result::Result<_, _>>()
            .map(MultiPolygon),
        other => Err(format!("is a {}, must be a Polygon or MultiPolygon", other.type_name())),
    };
    let shape = shape.map_err(place)?;
    if shape.0.is_empty() {
        return Err(place("has an empty geometry".into()));
    }
    if !keep_invalid
        && !plainly_valid(&shape)
        && let Err(why) = shape.check_validation()
    {
        return Err(place(format!("is not valid: {why}")));
    }
    Ok((name, shape))
}

fn polygon(rings: &[Vec<Position>]) -> std::result::Result<Polygon<f64>, String> {
    let mut lines = rings.iter().enumerate().map(|(at, ring)| self::ring(at, ring));
    let outer = lines.next().ok_or("has a polygon without rings")??;
    Ok(Polygon::new(outer, lines.collect::<std::result::Result<_, _>>()?))
}

fn ring(at: usize, positions: &[Position]) -> std::result::Result<LineString<f64>, String> {
    let number = at + 1;
    if positions.len() < 4 {
        let found = positions.len();
        return Err(format!("has {found} positions in ring {number}, must have at least 4"));
    }
    if positions.first().map(Position::as_slice) != positions.last().map(Position::as_slice) {
        return Err(format!(
            "is not closed: ring {number} ends at another position than it starts from"
        ));
    }
    positions
        .iter()
        .enumerate()
        .map(|(i, p)| point(p).ok_or((i, p)))
        .collect::<std::result::Result<_, _>>()
        .map_err(|(i, p)| {
            let found = p.as_slice();
            format!(
                "has position {} of ring {number} = {found:?}, must be two finite numbers",
                i + 1
            )
        })
}

fn point(position: &Position) -> Option<Coord<f64>> {
    match *position.as_slice() {
        // -0 becomes 0, so that equal places have equal bits.
        [x, y, ..] if x.is_finite() && y.is_finite() => Some(Coord { x: x + 0.0, y: y + 0.0 }),
        _ => None,
    }
}

fn repeated(read: &[Found]) -> Vec<String> {
    let mut first = std::collections::HashMap::new();
    let codes = read.iter().enumerate().filter_map(|(at, r)| Some((at + 1, &r.as_ref().ok()?.0)));
    codes
        .filter_map(|(number, code)| {
            let before = *first.entry(code).or_insert(number);
            (before != number)
                .then(|| format!("feature {number} repeats code {code:?} of feature {before}"))
        })
        .collect()
}

/// A property as text; a number is refused, as it may have lost a leading zero.
#[derive(Deserialize)]
#[serde(untagged)]
enum Property {
    Text(String),
    Missing(()),
    Other(serde_json::Value),
}

fn text_of(feature: &Feature, name: &str) -> std::result::Result<Option<String>, String> {
    let Some(value) = feature.property(name) else { return Ok(None) };
    match Property::deserialize(value) {
        Ok(Property::Text(text)) => Ok(Some(text)),
        Ok(Property::Missing(())) => Ok(None),
        Ok(Property::Other(other)) => {
            Err(format!("property {name:?} is {other}, must be text (a leading zero may be lost)"))
        }
        Err(error) => Err(format!("property {name:?} cannot be read: {error}")),
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

fn column(collection: &FeatureCollection, name: &str) -> Result<Vec<Option<String>>> {
    known_property(collection, name)?;
    let one = |(at, feature)| {
        text_of(feature, name).map_err(|reason| Error::Property { feature: at + 1, reason })
    };
    collection.features.iter().enumerate().map(one).collect()
}

fn listed(faults: &[String]) -> Error {
    let more = match faults.len().saturating_sub(SHOWN) {
        0 => String::new(),
        n => format!("\n- and {n} more"),
    };
    let list = faults[..faults.len().min(SHOWN)].join("\n- ") + &more;
    let n = faults.len();
    Error::Features { n, word: if n == 1 { "problem" } else { "problems" }, list }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(coordinates: &str) -> Result<Read> {
        let text = format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"code":"A"}},
            "geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}]}}"#
        );
        geojson(&text, "code", &[], false)
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
