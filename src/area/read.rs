//! Areas from GeoJSON (RFC 7946, and the `crs` member of the 2008 format).

use std::collections::HashMap;

use geo::MultiPolygon;
use geojson::{Feature, FeatureCollection};
use rayon::prelude::*;

use super::Areas;
use super::dissolve::dissolve;
use super::feature::{Found, ID, Kind, one_area, text_of};
use super::write::CODE;
use crate::error::{Error, Faults, Many, Result};

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
#[path = "read_tests.rs"]
mod tests;
