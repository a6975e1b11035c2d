//! Areas merged into the areas of a higher level.

use std::collections::HashMap;

use geo::orient::{Direction, Orient};
use geo::{
    Coord, LineString, MapCoords, MapCoordsInPlace, MultiPolygon, RemoveRepeatedPoints, unary_union,
};
use rayon::prelude::*;

use super::Areas;
use crate::check;
use crate::error::Result;
use crate::interrupt::Stop;

/// Union of the areas with the same parent; parents in order of first appearance, areas without one left out.
///
/// The union works on a grid of whole numbers finer than 1e-9 of the extent; corners are put back on the corner they
/// came from, so that borders of the result still equal those of the input.
///
/// # Errors
/// Not one parent per area, no area has one, or the work was asked to stop.
pub fn dissolve(areas: &Areas, parents: &[Option<String>]) -> Result<Areas> {
    check::length("parents", parents.len(), areas.len())?;
    let mut order: Vec<String> = Vec::new();
    let mut members: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, parent) in parents.iter().enumerate() {
        let Some(parent) = parent else { continue };
        let list = members.entry(parent).or_default();
        if list.is_empty() {
            order.push(parent.clone());
        }
        list.push(at);
    }
    let stop = Stop::current();
    let one = |parent: &String| stop.check().map(|()| union(areas, &members[parent.as_str()]));
    let shapes = order.par_iter().map(one).collect::<Result<_>>()?;
    Areas::new(order, shapes)
}

fn union(areas: &Areas, members: &[usize]) -> MultiPolygon<f64> {
    if let [only] = members {
        return areas.shapes()[*only].clone();
    }
    let [west, south, east, north] = areas.bounds();
    let size = (east - west).max(north - south);
    let (to, back) = (
        |c: Coord<f64>| Coord { x: (c.x - west) / size, y: (c.y - south) / size },
        |c: Coord<f64>| Coord { x: c.x * size + west, y: c.y * size + south },
    );
    let parts: Vec<MultiPolygon<f64>> = members
        .iter()
        .map(|&at| areas.shapes()[at].orient(Direction::Default).map_coords(to))
        .collect();
    let corners = Corners::new(members.iter().map(|&at| &areas.shapes()[at]), size * 4e-9);
    let mut whole = unary_union(&parts);
    whole.map_coords_in_place(|c| corners.nearest(back(c)));
    whole.remove_repeated_points()
}

/// Corners of the input by cell of a grid with the width of the largest shift.
struct Corners {
    cell: f64,
    at: HashMap<(i64, i64), Vec<Coord<f64>>>,
}

impl Corners {
    fn new<'a>(shapes: impl Iterator<Item = &'a MultiPolygon<f64>>, cell: f64) -> Self {
        let mut corners = Self { cell, at: HashMap::new() };
        let rings = shapes.flat_map(|shape| {
            shape.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        });
        for corner in rings.flat_map(LineString::coords) {
            let key = corners.key(*corner);
            corners.at.entry(key).or_default().push(*corner);
        }
        corners
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "coordinates over 1e-9 of their extent fit 64 bits"
    )]
    fn key(&self, c: Coord<f64>) -> (i64, i64) {
        ((c.x / self.cell).floor() as i64, (c.y / self.cell).floor() as i64)
    }

    fn nearest(&self, c: Coord<f64>) -> Coord<f64> {
        let (column, row) = self.key(c);
        let near = (-1..=1).flat_map(|i| (-1..=1).map(move |j| (column + i, row + j)));
        let distance = |p: &Coord<f64>| (p.x - c.x).hypot(p.y - c.y);
        let found = near.filter_map(|key| self.at.get(&key)).flatten();
        found
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
            .filter(|p| distance(p) <= self.cell)
            .copied()
            .unwrap_or(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_between_members_vanish_and_corners_stay_as_they_were() {
        let codes = ["a", "b", "c"].map(String::from).to_vec();
        let areas = Areas::tiles(codes, &[0, 1, 5], &[0, 0, 0]).unwrap();
        let (x, y) = areas.coordinates();
        // Coordinates without a short binary form.
        let odd: Vec<f64> = x.iter().map(|v| 4.9 + v * 0.1).collect();
        let areas = areas.with_coordinates(&odd, &y).unwrap();
        let parents = ["P", "P", "Q"].map(|p| Some(p.to_owned()));
        let merged = dissolve(&areas, &parents).unwrap();
        assert_eq!(merged.codes(), ["P", "Q"]);
        assert!((merged.surfaces()[0] - 0.2).abs() < 1e-12); // two squares of 0.1 × 1
        let (x, _) = merged.coordinates();
        assert!(x.iter().all(|v| odd.contains(v)), "{x:?}");
    }
}
