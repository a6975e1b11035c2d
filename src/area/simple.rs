//! A fast sufficient test of validity, met by most shapes.

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, RTree};

/// An edge with its ring and its place in it.
type Edge = GeomWithData<Line<[f64; 2]>, (usize, usize)>;

/// Whether the shape is valid beyond doubt: no two edges meet save where one follows the other, holes lie in their
/// part and parts lie apart. `false` means that the full check has to decide.
///
/// Takes n log n steps for n edges, where the full check takes n².
#[must_use]
pub fn plainly_valid(shape: &MultiPolygon<f64>) -> bool {
    let parts = shape.iter();
    let rings: Vec<&LineString<f64>> =
        parts.flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors())).collect();
    rings.iter().all(|ring| ring.0.len() >= 4) && apart(&rings) && nested(shape)
}

fn apart(rings: &[&LineString<f64>]) -> bool {
    let edges: Vec<Edge> = rings
        .iter()
        .enumerate()
        .flat_map(|(ring, line)| {
            let lines = line.lines().enumerate();
            lines.map(move |(at, l)| Edge::new(Line::new(l.start.into(), l.end.into()), (ring, at)))
        })
        .collect();
    if edges.iter().any(|e| e.geom().length_2() == 0.0) {
        return false;
    }
    let tree = RTree::bulk_load(edges.clone());
    edges.iter().all(|one| {
        let ([ax, ay], [bx, by]) = (one.geom().from, one.geom().to);
        let window = AABB::from_corners([ax.min(bx), ay.min(by)], [ax.max(bx), ay.max(by)]);
        let mut near = tree.locate_in_envelope_intersecting(&window);
        near.all(|two| one.data >= two.data || disjoint(one, two, rings[one.data.0].0.len() - 1))
    })
}

/// Two edges do not meet, or one follows the other in a ring of `n` edges without turning back on it.
fn disjoint(one: &Edge, two: &Edge, n: usize) -> bool {
    let ((ring, at), (other, next)) = (one.data, two.data);
    let follows = |a: &Edge, b: &Edge| {
        let (p, q, r) = (a.geom().from, a.geom().to, b.geom().to);
        let ahead = (q[0] - p[0]) * (r[0] - q[0]) + (q[1] - p[1]) * (r[1] - q[1]) > 0.0;
        turn(p, q, r) != Orientation::Collinear || ahead
    };
    if ring == other && next == at + 1 {
        return follows(one, two);
    }
    if ring == other && at == 0 && next == n - 1 {
        return follows(two, one);
    }
    let (a, b) = (one.geom(), two.geom());
    let splits = |p: [f64; 2], q: [f64; 2], r: [f64; 2], s: [f64; 2]| {
        let (left, right) = (turn(p, q, r), turn(p, q, s));
        left != right || left == Orientation::Collinear
    };
    !(splits(a.from, a.to, b.from, b.to) && splits(b.from, b.to, a.from, a.to))
}

fn turn(p: [f64; 2], q: [f64; 2], r: [f64; 2]) -> Orientation {
    let place = |c: [f64; 2]| Coord { x: c[0], y: c[1] };
    RobustKernel::orient2d(place(p), place(q), place(r))
}

/// Rings that do not meet lie in or out of each other as their first corners do.
fn nested(shape: &MultiPolygon<f64>) -> bool {
    let position =
        |area: &Polygon<f64>, ring: &LineString<f64>| area.coordinate_position(&ring.0[0]);
    let holes = shape.iter().all(|part| {
        let whole = Polygon::new(part.exterior().clone(), vec![]);
        part.interiors().iter().enumerate().all(|(at, hole)| {
            let hole_area = Polygon::new(hole.clone(), vec![]);
            let others = part.interiors().iter().enumerate().filter(|&(other, _)| other != at);
            position(&whole, hole) == CoordPos::Inside
                && others.map(|(_, o)| o).all(|o| position(&hole_area, o) == CoordPos::Outside)
        })
    });
    let pairs = || {
        shape
            .iter()
            .enumerate()
            .flat_map(|(i, a)| shape.iter().enumerate().map(move |(j, b)| (i, a, j, b)))
    };
    holes && pairs().all(|(i, a, j, b)| i == j || position(a, b.exterior()) == CoordPos::Outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[[f64; 2]]) -> LineString<f64> {
        corners.iter().map(|&[x, y]| Coord { x, y }).collect()
    }

    fn one(outer: &[[f64; 2]], hole: &[[f64; 2]]) -> bool {
        let holes = if hole.is_empty() { vec![] } else { vec![ring(hole)] };
        plainly_valid(&MultiPolygon(vec![Polygon::new(ring(outer), holes)]))
    }

    const BOX: [[f64; 2]; 5] = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]];

    #[test]
    fn crossings_touches_spikes_and_stray_holes_are_not_plain() {
        assert!(one(&BOX, &[]));
        assert!(one(&BOX, &[[1.0, 1.0], [1.0, 2.0], [2.0, 2.0], [1.0, 1.0]]));
        assert!(!one(&[[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]], &[]));
        assert!(!one(
            &[[0.0, 0.0], [4.0, 0.0], [6.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 0.0]],
            &[]
        ));
        assert!(!one(&BOX, &[[0.0, 0.0], [1.0, 2.0], [2.0, 2.0], [0.0, 0.0]]));
        assert!(!one(&BOX, &[[5.0, 5.0], [5.0, 6.0], [6.0, 6.0], [5.0, 5.0]]));
    }
}
