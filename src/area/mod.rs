//! Areas: code and polygons, in the coordinates of their file.
//!
//! Coordinates are never moved: topology (shared borders, point in area) is decided on the numbers that were read.

pub mod dissolve;
mod feature;
pub mod problems;
pub mod read;
pub mod rings;
pub mod simple;
pub mod write;

use std::collections::HashMap;

use geo::{
    BoundingRect, Centroid, Coord, CoordsIter, InteriorPoint, MapCoordsInPlace, MultiPolygon,
    Polygon, Rect,
};

use crate::check;
use crate::error::{Error, Result};

/// Coordinates beyond this are of no plane: their products leave the range of a number.
const FARTHEST: f64 = 1e100;

/// Areas with a unique code each; `shapes[i]` belongs to `codes[i]`.
///
/// `serde` reads and writes them as a GeoJSON feature collection, see [`write::collection`].
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "geojson::FeatureCollection", into = "geojson::FeatureCollection")]
pub struct Areas {
    codes: Vec<String>,
    shapes: Vec<MultiPolygon<f64>>,
}

impl Areas {
    /// Areas of codes and shapes.
    ///
    /// # Errors
    /// Columns differ in length, there is no area, a code occurs twice, or a coordinate is not finite or beyond 1e100.
    pub fn new(codes: Vec<String>, shapes: Vec<MultiPolygon<f64>>) -> Result<Self> {
        check::length("shapes", shapes.len(), codes.len())?;
        if codes.is_empty() {
            return Err(Error::NoArea {});
        }
        let mut rows: HashMap<&str, usize> = HashMap::with_capacity(codes.len());
        for (row, code) in codes.iter().enumerate() {
            if let Some(first) = rows.insert(code, row) {
                let code = code.clone();
                return Err(Error::CodeTwice { code, first: first + 1, second: row + 1 });
            }
        }
        let far = |c: Coord<f64>| !(c.x.abs() <= FARTHEST && c.y.abs() <= FARTHEST);
        if shapes.iter().flat_map(CoordsIter::coords_iter).any(far) {
            return Err(Error::NotFiniteArea {});
        }
        Ok(Self { codes, shapes })
    }

    /// Unit squares of a tile map: `column` counts to the right, `row` counts down from the top.
    ///
    /// The square of column `c` and row `r` is `[c, c + 1] × [−r − 1, −r]`, so that north stays up.
    ///
    /// # Errors
    /// Columns differ in length, a code occurs twice, or two areas share a tile.
    pub fn tiles(codes: Vec<String>, columns: &[i32], rows: &[i32]) -> Result<Self> {
        check::length("columns", columns.len(), codes.len())?;
        check::length("rows", rows.len(), codes.len())?;
        let mut taken: HashMap<(i32, i32), usize> = HashMap::new();
        for (at, place) in columns.iter().copied().zip(rows.iter().copied()).enumerate() {
            if let Some(first) = taken.insert(place, at) {
                let (one, two) = (codes[first].clone(), codes[at].clone());
                return Err(Error::TileTwice { one, two, column: place.0, row: place.1 });
            }
        }
        let squares = columns.iter().zip(rows).map(|(&column, &row)| {
            let (x, y) = (f64::from(column), 0.0 - f64::from(row));
            let corners = (Coord { x, y: y - 1.0 }, Coord { x: x + 1.0, y });
            MultiPolygon(vec![Rect::new(corners.0, corners.1).to_polygon()])
        });
        Self::new(codes, squares.collect())
    }

    /// Codes, one per area.
    #[must_use]
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// Shapes, one per area.
    #[must_use]
    pub fn shapes(&self) -> &[MultiPolygon<f64>] {
        &self.shapes
    }

    /// Number of areas.
    #[must_use]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no area (never so).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Smallest and largest x and y of all areas: `[min x, min y, max x, max y]`.
    #[must_use]
    pub fn bounds(&self) -> [f64; 4] {
        let all = self.shapes.iter().filter_map(BoundingRect::bounding_rect);
        all.fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |b, r| {
            [b[0].min(r.min().x), b[1].min(r.min().y), b[2].max(r.max().x), b[3].max(r.max().y)]
        })
    }

    /// Every coordinate as x and y, in the order in which [`Areas::with_coordinates`] takes them.
    #[must_use]
    pub fn coordinates(&self) -> (Vec<f64>, Vec<f64>) {
        self.shapes.iter().flat_map(CoordsIter::coords_iter).map(|c| (c.x, c.y)).unzip()
    }

    /// The same areas with every coordinate replaced, such as by a projection.
    ///
    /// # Errors
    /// Not as many coordinates as there are, or one is not finite or beyond 1e100.
    pub fn with_coordinates(&self, x: &[f64], y: &[f64]) -> Result<Self> {
        let expected = self.shapes.iter().map(CoordsIter::coords_count).sum();
        for (name, values) in [("x", x), ("y", y)] {
            check::length(name, values.len(), expected)?;
            check::finite(name, values)?;
            if values.iter().any(|v| v.abs() > FARTHEST) {
                return Err(Error::NotFiniteArea {});
            }
        }
        let mut new = self.clone();
        let mut points = x.iter().zip(y);
        for shape in &mut new.shapes {
            let parts = shape.iter().map(|part| {
                let mut ring = |line: &geo::LineString<f64>| {
                    line.coords()
                        .map(|c| points.next().map_or(*c, |(&x, &y)| Coord { x, y }))
                        .collect::<geo::LineString<f64>>()
                };
                let outer = ring(part.exterior());
                Polygon::new(outer, part.interiors().iter().map(ring).collect())
            });
            *shape = MultiPolygon(parts.collect());
        }
        Ok(new)
    }

    /// Centre of gravity per area; NaN where an area has no surface.
    #[must_use]
    pub fn centroids(&self) -> (Vec<f64>, Vec<f64>) {
        pairs(self.shapes.iter().map(Centroid::centroid))
    }

    /// One point well inside each area.
    #[must_use]
    pub fn interior_points(&self) -> (Vec<f64>, Vec<f64>) {
        pairs(self.shapes.iter().map(InteriorPoint::interior_point))
    }

    /// Surface per area, in squared units of the coordinates.
    #[must_use]
    pub fn surfaces(&self) -> Vec<f64> {
        self.shapes.iter().map(geo::Area::unsigned_area).collect()
    }

    /// The same areas with every coordinate rounded to `decimals` places.
    #[must_use]
    pub fn rounded(&self, decimals: i32) -> Self {
        let scale = 10f64.powi(decimals);
        let mut new = self.clone();
        for shape in &mut new.shapes {
            shape.map_coords_in_place(|c| Coord {
                x: (c.x * scale).round() / scale,
                y: (c.y * scale).round() / scale,
            });
        }
        new
    }
}

fn pairs(points: impl Iterator<Item = Option<geo::Point<f64>>>) -> (Vec<f64>, Vec<f64>) {
    points.map(|p| p.map_or((f64::NAN, f64::NAN), |p| (p.x(), p.y()))).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_stand_apart_with_north_up() {
        let codes = vec!["a".into(), "b".into()];
        let areas = Areas::tiles(codes.clone(), &[0, 3], &[0, 1]).unwrap();
        assert_eq!(areas.bounds().map(f64::to_bits), [0.0f64, -2.0, 4.0, 0.0].map(f64::to_bits));
        let error = Areas::tiles(codes, &[1, 1], &[2, 2]).unwrap_err().to_string();
        assert_eq!(error, "tiles: \"a\" and \"b\" both stand in column 1, row 2, must be apart");
    }
}
