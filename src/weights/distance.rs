//! Neighbours by distance between points: the nearest few, or all within a band.

use rayon::prelude::*;
use rstar::RTree;
use rstar::primitives::GeomWithData;

use super::Weights;
use crate::check;
use crate::error::{Error, Result};
use crate::interrupt::Stop;
use crate::phrase::Phrase;

type Place = GeomWithData<[f64; 2], u32>;

/// The `k` nearest areas of each, weight 1; of areas equally far, those with the lowest `rank` (such as by code).
///
/// - `x`, `y`: one point per area, in a plane.
///
/// # Errors
/// Columns differ in length, a coordinate is not finite or beyond 1e70, or `k` is not in 1 to n − 1.
pub fn nearest(x: &[f64], y: &[f64], rank: &[u32], k: usize) -> Result<Weights> {
    let n = x.len();
    if k == 0 || k >= n {
        let value = k.to_string();
        return Err(Error::Argument { name: "k", value, rule: Phrase::BELOW_AREAS });
    }
    let (places, tree) = index(x, y, rank)?;
    let stop = Stop::current();
    let one = |at: &Place| {
        if stop.raised() {
            return Vec::new();
        }
        let mut found: Vec<(f64, u32)> = Vec::with_capacity(k + 1);
        for (other, distance) in tree.nearest_neighbor_iter_with_distance_2(at.geom()) {
            if other.data == at.data {
                continue;
            }
            // Those as far as the k-th are all needed to choose among them.
            if found.len() >= k && distance > found[k - 1].0 {
                break;
            }
            found.push((distance, other.data));
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(rank[a.1 as usize].cmp(&rank[b.1 as usize])));
        found.truncate(k);
        found.into_iter().map(|(_, other)| (at.data, other)).collect::<Vec<_>>()
    };
    let pairs = places.par_iter().flat_map_iter(one).collect();
    stop.check()?;
    Ok(weights(n, pairs))
}

/// All areas within a distance of each, that distance included, weight 1.
///
/// # Errors
/// Columns differ in length, a coordinate is not finite or beyond 1e70, or the distance is not above 0.
pub fn band(x: &[f64], y: &[f64], distance: f64) -> Result<Weights> {
    if !(distance > 0.0 && distance.is_finite()) {
        let value = distance.to_string();
        return Err(Error::Argument { name: "distance", value, rule: Phrase::ABOVE_0 });
    }
    let (places, tree) = index(x, y, &vec![0; x.len()])?;
    let stop = Stop::current();
    let one = |at: &Place| {
        if stop.raised() {
            return Vec::new();
        }
        let near = tree.locate_within_distance(*at.geom(), distance * distance);
        let pairs = near.filter(|other| other.data != at.data).map(|other| (at.data, other.data));
        pairs.collect::<Vec<_>>()
    };
    let pairs = places.par_iter().flat_map_iter(one).collect();
    stop.check()?;
    Ok(weights(x.len(), pairs))
}

fn index(x: &[f64], y: &[f64], rank: &[u32]) -> Result<(Vec<Place>, RTree<Place>)> {
    check::length("y", y.len(), x.len())?;
    check::length("rank", rank.len(), x.len())?;
    check::finite("x", x)?;
    check::finite("y", y)?;
    check::scale("x", x)?;
    check::scale("y", y)?;
    let places: Vec<Place> =
        (0u32..).zip(x.iter().zip(y)).map(|(at, (&x, &y))| Place::new([x, y], at)).collect();
    let tree = RTree::bulk_load(places.clone());
    Ok((places, tree))
}

fn weights(n: usize, mut pairs: Vec<(u32, u32)>) -> Weights {
    pairs.par_sort_unstable();
    Weights::from_sorted(n, &pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [f64; 4] = [0.0, 1.0, 2.0, 10.0];
    const Y: [f64; 4] = [0.0; 4];

    #[test]
    fn ties_go_to_the_lowest_rank() {
        let first = |rank: [u32; 4]| nearest(&X, &Y, &rank, 1).unwrap().targets;
        assert_eq!(first([0, 1, 2, 3]), [1, 0, 1, 2]);
        assert_eq!(first([2, 1, 0, 3]), [1, 2, 1, 2]);
        assert!(nearest(&X, &Y, &[0; 4], 4).is_err());
    }

    #[test]
    fn a_band_includes_its_edge_and_leaves_islands() {
        let w = band(&X, &Y, 1.0).unwrap();
        assert_eq!((w.targets.clone(), w.count(3)), (vec![1, 0, 2, 1], 0));
    }
}
