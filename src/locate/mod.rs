//! Point to area, exact on borders, through a grid.

mod grid;

use geo::Coord;
use geo::kernels::{Kernel, Orientation, RobustKernel};
use rayon::prelude::*;

use crate::area::Areas;
use crate::check;
use crate::error::Result;
use crate::interrupt::Stop;

/// Stands for "in no area" where areas are numbered.
pub const NOWHERE: u32 = u32::MAX;

/// Finds the area of a point.
///
/// # Rule on borders
/// A point on a border belongs to the area just east of it; where the border runs exactly east–west, to the area just
/// north of it. Where no area lies there (the outer border), and where areas overlap, it belongs to the area with the
/// smallest code among those that touch it. So every point in or on an area has exactly one area.
///
/// # Method
/// Ray casting with half-open edges (Franklin 1970, PNPOLY) and the adaptive orientation test of Shewchuk (1997,
/// Discrete & Computational Geometry 18, 305–363, <https://doi.org/10.1007/PL00009321>), so that no rounding decides.
/// A grid cell that no border crosses knows its area; the others look at the edges in their stretch of the row only.
#[derive(Debug, Clone)]
pub struct Locator {
    grid: grid::Grid,
    edges: Vec<Edge>,
    runs: Vec<Run>,
    /// Per set of areas: its members by rank of code. Set 0 is empty; overlaps make sets of several.
    sets: Vec<Vec<u32>>,
    /// Rank of code to position of the area.
    order: Vec<u32>,
}

/// An edge and the one or two areas it bounds (by rank of code), from the lower end to the upper.
#[derive(Debug, Clone, Copy)]
struct Edge {
    low: Coord<f64>,
    high: Coord<f64>,
    areas: [u32; 2],
}

/// Neighbouring cells of one row that borders cross.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Set of areas of the cell just east of the run.
    base: u32,
    /// Its edges, the easternmost first.
    first: u32,
    end: u32,
}

impl Edge {
    fn east(&self) -> f64 {
        self.low.x.max(self.high.x)
    }

    fn west(&self) -> f64 {
        self.low.x.min(self.high.x)
    }

    /// Whether the ray from the point to the east crosses the edge.
    fn crossed_from(&self, p: Coord<f64>) -> bool {
        self.low.y <= p.y
            && p.y < self.high.y
            && (p.x < self.west()
                || RobustKernel::orient2d(self.low, self.high, p) == Orientation::CounterClockwise)
    }

    fn touches(&self, p: Coord<f64>) -> bool {
        self.low.y <= p.y
            && p.y <= self.high.y
            && self.west() <= p.x
            && p.x <= self.east()
            && RobustKernel::orient2d(self.low, self.high, p) == Orientation::Collinear
    }

    fn sides(&self) -> impl Iterator<Item = u32> {
        self.areas.into_iter().filter(|&area| area != NOWHERE)
    }
}

impl Locator {
    /// Index the areas.
    ///
    /// # Errors
    /// There are so many coordinates that they cannot be numbered in 32 bits.
    pub fn new(areas: &Areas) -> Result<Self> {
        grid::build(areas)
    }

    /// Position of the area of a point, in the coordinates of the areas; `None` outside, or where one is NaN.
    #[must_use]
    pub fn locate(&self, x: f64, y: f64) -> Option<u32> {
        let found = self.find(Coord { x, y }, &mut Vec::new());
        (found != NOWHERE).then_some(found)
    }

    /// Positions of the areas of many points; [`NOWHERE`] outside.
    ///
    /// # Errors
    /// Not as many x as y, or the work was asked to stop.
    pub fn locate_all(&self, x: &[f64], y: &[f64]) -> Result<Vec<u32>> {
        const CHUNK: usize = 1 << 14;
        check::length("y", y.len(), x.len())?;
        let mut found = vec![NOWHERE; x.len()];
        let chunks = found.par_chunks_mut(CHUNK).zip(x.par_chunks(CHUNK)).zip(y.par_chunks(CHUNK));
        let stop = Stop::current();
        chunks.for_each(|((found, x), y)| {
            if stop.raised() {
                return;
            }
            let mut inside = Vec::new();
            for ((found, &x), &y) in found.iter_mut().zip(x).zip(y) {
                *found = self.find(Coord { x, y }, &mut inside);
            }
        });
        stop.check()?;
        Ok(found)
    }

    fn find(&self, p: Coord<f64>, inside: &mut Vec<u32>) -> u32 {
        match self.grid.cell(p) {
            grid::Cell::Outside => NOWHERE,
            grid::Cell::In(set) => self.first(&self.sets[set as usize]),
            grid::Cell::Border(run) => {
                let run = self.runs[run as usize];
                inside.clear();
                inside.extend_from_slice(&self.sets[run.base as usize]);
                let edges = &self.edges[run.first as usize..run.end as usize];
                toggle(edges, p, inside);
                if inside.is_empty() {
                    inside.extend(edges.iter().filter(|e| e.touches(p)).flat_map(Edge::sides));
                }
                self.first(inside)
            }
        }
    }

    fn first(&self, set: &[u32]) -> u32 {
        set.iter().min().map_or(NOWHERE, |&rank| self.order[rank as usize])
    }
}

/// Step over every edge east of the point: each takes it in or out of the areas on its sides.
fn toggle(edges: &[Edge], p: Coord<f64>, inside: &mut Vec<u32>) {
    for edge in edges.iter().take_while(|edge| edge.east() >= p.x) {
        if !edge.crossed_from(p) {
            continue;
        }
        for area in edge.sides() {
            match inside.iter().position(|&a| a == area) {
                Some(at) => _ = inside.swap_remove(at),
                None => inside.push(area),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four unit squares round (1, 1): codes d c / b a from the south-west, row by row.
    fn four() -> Areas {
        let codes = ["d", "c", "b", "a"].map(String::from).to_vec();
        Areas::tiles(codes, &[0, 1, 0, 1], &[-1, -1, -2, -2]).unwrap()
    }

    #[test]
    fn a_border_belongs_to_the_east_and_north() {
        let locator = Locator::new(&four()).unwrap();
        let at = |x, y| locator.locate(x, y);
        assert_eq!(at(0.5, 0.5), Some(0));
        assert_eq!(at(1.0, 0.5), Some(1)); // on the border: east
        assert_eq!(at(0.5, 1.0), Some(2)); // on the border: north
        assert_eq!(at(1.0, 1.0), Some(3)); // the corner of all four: north-east
    }

    #[test]
    fn the_outer_border_belongs_to_the_area_that_touches_it() {
        let locator = Locator::new(&four()).unwrap();
        assert_eq!(locator.locate(2.0, 0.5), Some(1));
        assert_eq!(locator.locate(0.5, 2.0), Some(2));
        assert_eq!(locator.locate(2.0, 1.0), Some(3)); // "a" and "c" touch: the smallest code
        assert_eq!(locator.locate(2.000_000_1, 0.5), None);
        assert_eq!(locator.locate(f64::NAN, 0.5), None);
        assert_eq!(locator.locate(0.5, f64::INFINITY), None);
    }

    /// Rings that are no border: crossing themselves, turned back, of no surface, far apart or far out.
    #[test]
    fn rings_that_are_no_border_end_like_others() {
        let rings: &[&[[f64; 2]]] = &[
            &[[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]],
            &[[0.0, 0.0], [4.0, 0.0], [2.0, 0.0], [0.0, 0.0]],
            &[[1e5, 1e5], [1e5, 1e5], [1e5, 1e5], [1e5, 1e5]],
            &[[1e5, 1e5], [1e5 + 1e-11, 1e5], [1e5, 1e5 + 1e-11], [1e5, 1e5]],
            &[[-1e99, 0.0], [1e99, 0.0], [0.0, 1e99], [-1e99, 0.0]],
            &[[0.0, 0.0], [1e-300, 0.0], [0.0, 1e-300], [0.0, 0.0]],
            &[[0.0, 0.0], [1e80, 1e-80], [1e80, 2e-80], [0.0, 0.0]],
        ];
        let polygon = |ring: &[[f64; 2]]| {
            let line: geo::LineString<f64> =
                ring.iter().map(|c| Coord { x: c[0], y: c[1] }).collect();
            geo::MultiPolygon(vec![geo::Polygon::new(line, vec![])])
        };
        for ring in rings {
            let areas = Areas::new(vec!["a".into()], vec![polygon(ring)]).unwrap();
            let locator = Locator::new(&areas).unwrap();
            for [x, y] in ring.iter().copied().chain([[1.0, 0.5], [0.5, 1.0], [-9.0, 9.0]]) {
                assert!(locator.locate(x, y).is_none_or(|at| at == 0));
            }
        }
        for wrong in [f64::NAN, f64::INFINITY, 1e200] {
            let shape = polygon(&[[0.0, 0.0], [1.0, 0.0], [wrong, 1.0], [0.0, 0.0]]);
            let error = Areas::new(vec!["a".into()], vec![shape]).unwrap_err();
            assert_eq!(error.code(), "coordinate-not-finite");
        }
    }
}
