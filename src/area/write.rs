//! Areas as GeoJSON (RFC 7946): geometries one by one, or a collection of features with their codes.

use geo::MultiPolygon;
use geo::orient::{Direction, Orient};
use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject};

use super::Areas;

/// Property that holds the code of an area in a collection of features.
pub const CODE: &str = "code";

/// One GeoJSON geometry per area, as text: a `Polygon`, or a `MultiPolygon` where an area has several parts.
///
/// - `clockwise`: wind outer rings clockwise, as d3 wants on a sphere; otherwise counterclockwise (RFC 7946, section
///   3.1.6).
#[must_use]
pub fn geometries(areas: &Areas, clockwise: bool) -> Vec<String> {
    areas.shapes().iter().map(|shape| one(shape, clockwise)).collect()
}

/// The GeoJSON geometry of one shape; see [`geometries`].
#[must_use]
pub fn one(shape: &MultiPolygon<f64>, clockwise: bool) -> String {
    let direction = if clockwise { Direction::Reversed } else { Direction::Default };
    geometry(&shape.orient(direction)).to_string()
}

/// Areas as features with their code in the property [`CODE`], corners in the order in which they stand.
#[must_use]
pub fn collection(areas: &Areas) -> FeatureCollection {
    let feature = |(code, shape): (&String, &MultiPolygon<f64>)| Feature {
        geometry: Some(geometry(shape)),
        properties: Some(JsonObject::from_iter([(CODE.to_owned(), code.clone().into())])),
        ..Feature::default()
    };
    areas.codes().iter().zip(areas.shapes()).map(feature).collect()
}

impl From<Areas> for FeatureCollection {
    fn from(areas: Areas) -> Self {
        collection(&areas)
    }
}

fn geometry(shape: &MultiPolygon<f64>) -> Geometry {
    Geometry::new(match &shape.0[..] {
        [part] => GeometryValue::from(part),
        _ => GeometryValue::from(shape),
    })
}
