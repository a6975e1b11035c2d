//! Areas taken apart into plain numbers, and put together again: how they go to another process.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::Areas;
use crate::check;
use crate::error::Result;

/// Number of coordinates per ring, of each polygon (the outer ring first) of each area.
pub type Lengths = Vec<Vec<Vec<usize>>>;

impl Areas {
    /// Number of coordinates of every ring, in the order of [`Areas::coordinates`].
    #[must_use]
    pub fn rings(&self) -> Lengths {
        let of_part = |part: &Polygon<f64>| {
            let rings = std::iter::once(part.exterior()).chain(part.interiors());
            rings.map(|ring| ring.0.len()).collect()
        };
        self.shapes.iter().map(|shape| shape.iter().map(of_part).collect()).collect()
    }

    /// Areas of the parts that [`Areas::codes`], [`Areas::rings`] and [`Areas::coordinates`] give.
    ///
    /// # Errors
    /// Not as many shapes as codes or coordinates as the rings have, or as for [`Areas::new`].
    pub fn from_rings(codes: Vec<String>, rings: &Lengths, x: &[f64], y: &[f64]) -> Result<Self> {
        let lengths = rings.iter().flatten().flatten();
        let expected = lengths.fold(0usize, |sum, &length| sum.saturating_add(length));
        check::length("x", x.len(), expected)?;
        check::length("y", y.len(), expected)?;
        let mut points = x.iter().zip(y).map(|(&x, &y)| Coord { x, y });
        let mut shapes = Vec::with_capacity(rings.len());
        for area in rings {
            let mut parts = Vec::with_capacity(area.len());
            for part in area {
                let mut lines =
                    part.iter().map(|&n| points.by_ref().take(n).collect::<LineString<f64>>());
                let outer = lines.next().unwrap_or_else(|| LineString::new(Vec::new()));
                parts.push(Polygon::new(outer, lines.collect()));
            }
            shapes.push(MultiPolygon(parts));
        }
        Self::new(codes, shapes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An area of two polygons, one with a hole, and one of no polygon.
    #[test]
    fn areas_come_together_as_they_were() {
        let ring = |corners: &[[f64; 2]]| -> LineString<f64> {
            corners.iter().map(|c| Coord { x: c[0], y: c[1] }).collect()
        };
        let outer = ring(&[[0.0, 0.1], [9.0, 0.1], [9.0, 9.3], [0.0, 0.1]]);
        let hole = ring(&[[5.0, 1.0], [6.0, 1.0], [6.0, 2.0], [5.0, 1.0]]);
        let other = ring(&[[20.0, 0.0], [21.0, 0.0], [21.0, 1.0 / 3.0], [20.0, 0.0]]);
        let two = MultiPolygon(vec![Polygon::new(outer, vec![hole]), Polygon::new(other, vec![])]);
        let codes = vec!["a".to_owned(), "b".to_owned()];
        let areas = Areas::new(codes, vec![two, MultiPolygon(vec![])]).unwrap();
        let (x, y) = areas.coordinates();
        let rings = areas.rings();
        assert_eq!(rings, [vec![vec![4, 4], vec![4]], vec![]]);
        let again = Areas::from_rings(areas.codes().to_vec(), &rings, &x, &y).unwrap();
        assert_eq!(again.shapes(), areas.shapes());
        let short = Areas::from_rings(areas.codes().to_vec(), &rings, &x[1..], &y).unwrap_err();
        assert_eq!(short.code(), "length");
    }
}
