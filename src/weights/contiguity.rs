//! Neighbours by shared corners (queen) or shared borders (rook).

use geo::Coord;
use hashbrown::HashMap;
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, RTree};

use super::Weights;
use crate::area::Areas;
use crate::error::{Error, Result};
use crate::numeric::rows::Rows;
use crate::phrase::Phrase;

/// Which contact makes two areas neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// A shared point or border.
    Queen,
    /// A shared stretch of border.
    Rook,
}

/// How contact is measured.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Reach {
    /// Borders this close are the same, in units of the plane; 0 for exact contact.
    #[serde(with = "crate::numeric::figures")]
    pub tolerance: f64,
    /// Units of the plane per unit of x and of y, such as metres per degree.
    pub scale: [f64; 2],
}

/// A stretch closer than the tolerance must be this many tolerances long to be a border: at a corner where areas
/// merely meet, some length is always close.
const BORDER: f64 = 10.0;

/// Areas in contact, weight 1.
///
/// Equal corners and equal edges are found by their exact coordinates. Edges without an equal one, at borders
/// whose corners do not match and at the outer border, are then compared by distance.
///
/// # Errors
/// The tolerance is negative or not finite.
pub fn contiguity(areas: &Areas, contact: Contact, reach: Reach) -> Result<Weights> {
    if !(reach.tolerance >= 0.0 && reach.tolerance.is_finite()) {
        let value = reach.tolerance.to_string();
        return Err(Error::Argument { name: "tolerance", value, rule: Phrase::FROM_0 });
    }
    let corners = Corners::new(areas);
    let (lonely, shared) = corners.edges();
    let mut pairs = match contact {
        Contact::Queen => corners.meetings(),
        Contact::Rook => shared,
    };
    pairs.extend(nearby(&corners, &lonely, contact, reach));
    let both = pairs.iter().map(|&(a, b)| (b, a)).collect::<Vec<_>>();
    pairs.extend(both);
    pairs.par_sort_unstable();
    pairs.dedup();
    Ok(Weights::from_sorted(areas.len(), &pairs))
}

/// Corners numbered by place.
struct Corners {
    /// Numbers of the corners ring by ring, with the ring's area.
    rings: Vec<(u32, Vec<u32>)>,
    /// Place of each corner.
    places: Vec<Coord<f64>>,
}

/// An edge, by the numbers of its corners, that one area only has.
type Lonely = (u32, u32, u32);

impl Corners {
    fn new(areas: &Areas) -> Self {
        let mut places: Vec<Coord<f64>> = Vec::new();
        let mut known: HashMap<[u64; 2], u32> = HashMap::new();
        let mut number = |c: &Coord<f64>| {
            *known.entry([c.x.to_bits(), c.y.to_bits()]).or_insert_with(|| {
                places.push(*c);
                u32::try_from(places.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let mut rings = Vec::new();
        for (area, shape) in (0u32..).zip(areas.shapes()) {
            for part in shape {
                for ring in std::iter::once(part.exterior()).chain(part.interiors()) {
                    rings.push((area, ring.coords().map(&mut number).collect()));
                }
            }
        }
        Self { rings, places }
    }

    /// Pairs of areas that have the same corner.
    fn meetings(&self) -> Vec<(u32, u32)> {
        let at = self
            .rings
            .iter()
            .flat_map(|(area, ring)| ring.iter().map(|&corner| (corner as usize, *area)));
        let mut pairs = Vec::new();
        for areas in Rows::new(self.places.len(), at).each() {
            for (i, &one) in areas.iter().enumerate() {
                // Areas come in rising order; the ends of a ring come twice.
                pairs.extend(
                    areas[i + 1..].iter().filter(|&&two| two != one).map(|&two| (one, two)),
                );
            }
        }
        pairs.dedup();
        pairs
    }

    /// Edges of one area only, and pairs of areas that have the same edge.
    fn edges(&self) -> (Vec<Lonely>, Vec<(u32, u32)>) {
        let edges = self.rings.iter().flat_map(|(area, ring)| {
            let edges = ring.windows(2).filter(|two| two[0] != two[1]);
            edges.map(|two| (two[0].min(two[1]) as usize, (two[0].max(two[1]), *area)))
        });
        let mut grouped = Rows::new(self.places.len(), edges);
        let (mut lonely, mut pairs) = (Vec::new(), Vec::new());
        for (low, ends) in (0u32..).zip(grouped.each_mut()) {
            ends.sort_unstable();
            for same in ends.chunk_by(|a, b| a.0 == b.0) {
                if let [(high, area)] = same {
                    lonely.push((low, *high, *area));
                }
                for (i, one) in same.iter().enumerate() {
                    let others = same[i + 1..].iter().filter(|two| two.1 != one.1);
                    pairs.extend(others.map(|two| (one.1, two.1)));
                }
            }
        }
        pairs.dedup();
        (lonely, pairs)
    }
}

type Stretch = GeomWithData<Line<[f64; 2]>, u32>;

fn nearby(corners: &Corners, lonely: &[Lonely], contact: Contact, reach: Reach) -> Vec<(u32, u32)> {
    let place = |c: Coord<f64>| [c.x * reach.scale[0], c.y * reach.scale[1]];
    let stretches: Vec<Stretch> = lonely
        .iter()
        .map(|&(low, high, area)| {
            let (a, b) = (corners.places[low as usize], corners.places[high as usize]);
            Stretch::new(Line::new(place(a), place(b)), area)
        })
        .collect();
    let tree = RTree::bulk_load(stretches.clone());
    let far = reach.tolerance;
    let one_side = |one: &Stretch| {
        let (low, high) = ends_of_box(one.geom(), far);
        let others = tree.locate_in_envelope_intersecting(&AABB::from_corners(low, high));
        let measured = others.filter(|two| two.data > one.data).filter_map(|two| {
            let length = close(one.geom(), two.geom(), far)?;
            Some(((one.data, two.data), length))
        });
        measured.collect::<Vec<_>>()
    };
    let found: Vec<((u32, u32), f64)> = stretches.par_iter().flat_map_iter(one_side).collect();
    if contact == Contact::Queen {
        return found.into_iter().map(|(pair, _)| pair).collect();
    }
    let mut lengths: HashMap<(u32, u32), f64> = HashMap::new();
    for (pair, length) in found {
        *lengths.entry(pair).or_default() += length;
    }
    // Rounding gives touching corners some length.
    let size = stretches.iter().flat_map(|s| s.geom().from).fold(0.0, |a: f64, b| a.max(b.abs()));
    let least = (far * BORDER).max(1e-9 * size);
    lengths.into_iter().filter(|&(_, length)| length > least).map(|(pair, _)| pair).collect()
}

fn ends_of_box(line: &Line<[f64; 2]>, far: f64) -> ([f64; 2], [f64; 2]) {
    let ([ax, ay], [bx, by]) = (line.from, line.to);
    ([ax.min(bx) - far, ay.min(by) - far], [ax.max(bx) + far, ay.max(by) + far])
}

/// Length of `one` that runs along `two` within the distance; `None` where they do not come that close.
fn close(one: &Line<[f64; 2]>, two: &Line<[f64; 2]>, far: f64) -> Option<f64> {
    let minus = |a: [f64; 2], b: [f64; 2]| [a[0] - b[0], a[1] - b[1]];
    let dot = |a: [f64; 2], b: [f64; 2]| a[0].mul_add(b[0], a[1] * b[1]);
    let cross = |a: [f64; 2], b: [f64; 2]| a[0].mul_add(b[1], -(a[1] * b[0]));
    let (along, other) = (minus(two.to, two.from), minus(one.to, one.from));
    let long = dot(along, along).sqrt();
    // Position along `two` and offset from it, both linear in the position t on `one`.
    let start = minus(one.from, two.from);
    let (s0, s1) = (dot(start, along) / long, dot(other, along) / long);
    let (d0, d1) = (cross(along, start) / long, cross(along, other) / long);
    let rounding = 1e-12 * (long + dot(other, other).sqrt());
    let within = |from: f64, step: f64, low: f64, high: f64| {
        let (low, high) = (low - rounding, high + rounding);
        if step == 0.0 {
            return if (low..=high).contains(&from) { (0.0, 1.0) } else { (1.0, 0.0) };
        }
        let (a, b) = ((low - from) / step, (high - from) / step);
        (a.min(b), a.max(b))
    };
    let (a, b) = (within(s0, s1, 0.0, long), within(d0, d1, -far, far));
    let (first, last) = (a.0.max(b.0).max(0.0), a.1.min(b.1).min(1.0));
    if first <= last {
        return Some((last - first) * dot(other, other).sqrt());
    }
    // Beyond the ends of `two`, its ends may still be near.
    let near = [two.from, two.to].iter().any(|end| {
        let t = (dot(minus(*end, one.from), other) / dot(other, other)).clamp(0.0, 1.0);
        let foot = [one.from[0] + t * other[0], one.from[1] + t * other[1]];
        let gap = minus(*end, foot);
        dot(gap, gap).sqrt() <= far + rounding
    });
    near.then_some(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXACT: Reach = Reach { tolerance: 0.0, scale: [1.0, 1.0] };

    fn lists(areas: &Areas, contact: Contact, reach: Reach) -> Vec<Vec<usize>> {
        let w = contiguity(areas, contact, reach).unwrap();
        (0..w.len()).map(|i| w.row(i).map(|(j, _)| j).collect()).collect()
    }

    fn boxes(corners: &[[f64; 4]]) -> Areas {
        let one = |c: &[f64; 4]| {
            let rect = geo::Rect::new((c[0], c[1]), (c[2], c[3]));
            geo::MultiPolygon(vec![rect.to_polygon()])
        };
        let codes = (0..corners.len()).map(|i| i.to_string()).collect();
        Areas::new(codes, corners.iter().map(one).collect()).unwrap()
    }

    #[test]
    fn queens_meet_at_corners_and_rooks_along_borders() {
        let codes = ["a", "b", "c", "d"].map(String::from).to_vec();
        let areas = Areas::tiles(codes, &[0, 1, 1, 9], &[0, 0, 1, 9]).unwrap();
        let queen = vec![vec![1, 2], vec![0, 2], vec![0, 1], vec![]];
        assert_eq!(lists(&areas, Contact::Queen, EXACT), queen);
        let rook = vec![vec![1], vec![0, 2], vec![1], vec![]];
        assert_eq!(lists(&areas, Contact::Rook, EXACT), rook);
    }

    #[test]
    fn a_corner_on_the_middle_of_an_edge_is_contact() {
        // One tall area with two short ones beside it; its edge has no corner where they meet.
        let areas = boxes(&[[0.0, 0.0, 1.0, 2.0], [1.0, 0.0, 2.0, 1.0], [1.0, 1.0, 2.0, 2.0]]);
        let all = vec![vec![1, 2], vec![0, 2], vec![0, 1]];
        assert_eq!(lists(&areas, Contact::Queen, EXACT), all);
        assert_eq!(lists(&areas, Contact::Rook, EXACT), all);
    }

    #[test]
    fn a_slit_narrower_than_the_tolerance_is_no_gap() {
        let areas =
            boxes(&[[0.0, 0.0, 10.0, 10.0], [10.05, 0.3, 20.0, 10.0], [20.0, 10.08, 30.0, 20.0]]);
        let reach = Reach { tolerance: 0.1, scale: [1.0, 1.0] };
        assert_eq!(lists(&areas, Contact::Rook, reach), vec![vec![1], vec![0], vec![]]);
        assert_eq!(lists(&areas, Contact::Queen, reach), vec![vec![1], vec![0, 2], vec![1]]);
        let none: Vec<Vec<usize>> = vec![vec![]; 3];
        assert_eq!(lists(&areas, Contact::Queen, EXACT), none);
    }
}
