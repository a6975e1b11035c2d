//! Areas as GeoJSON geometries.

use geo::orient::{Direction, Orient};
use geo::{LineString, MultiPolygon, Polygon};
use serde_json::{Value, json};

use super::Areas;

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
    let way = if clockwise { Direction::Reversed } else { Direction::Default };
    geometry(&shape.orient(way)).to_string()
}

fn geometry(shape: &MultiPolygon<f64>) -> Value {
    if let [part] = &shape.0[..] {
        return json!({"type": "Polygon", "coordinates": rings(part)});
    }
    json!({"type": "MultiPolygon", "coordinates": shape.iter().map(rings).collect::<Vec<_>>()})
}

fn rings(part: &Polygon<f64>) -> Vec<Vec<[f64; 2]>> {
    let ring = |line: &LineString<f64>| line.coords().map(|c| [c.x, c.y]).collect();
    std::iter::once(part.exterior()).chain(part.interiors()).map(ring).collect()
}
