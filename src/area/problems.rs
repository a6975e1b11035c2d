//! What is wrong with areas: invalid shapes, overlaps and gaps.

use std::borrow::Cow;

use geo::orient::{Direction, Orient};
use geo::{
    Area as _, BooleanOps, BoundingRect, MapCoords, MultiPolygon, Polygon, Relate, Validation,
    unary_union,
};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::Areas;
use super::feature::reason;
use super::simple::plainly_valid;
use crate::error::Result;
use crate::interrupt::Stop;
use crate::phrase::Phrase;

/// One finding about one area, or two.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// `"invalid"`, `"overlap"` or `"gap"`.
    pub kind: Cow<'static, str>,
    /// Code of the area; the areas round a gap are not named.
    pub area: Option<String>,
    /// Code of the other area of an overlap.
    pub other: Option<String>,
    /// Code of the reason, that of a [`Phrase`]: `"part-crosses-itself"`.
    pub code: Cow<'static, str>,
    /// Reason in words.
    pub reason: String,
    /// Surface of an overlap or gap, in squared units of the coordinates.
    pub surface: Option<f64>,
}

/// Invalid shapes, pairs that overlap and holes between areas, in this order.
///
/// - `smallest`: overlaps and gaps up to this surface (squared units of the coordinates) are slivers and left out.
///
/// A hole inside one area only (water that no area has) counts as a gap too.
///
/// # Errors
/// The work was asked to stop.
pub fn problems(areas: &Areas, smallest: f64) -> Result<Vec<Problem>> {
    let stop = Stop::current();
    let mut found = invalid(areas, &stop)?;
    if found.is_empty() {
        // Overlay is defined for valid shapes only.
        found.extend(overlaps(areas, smallest, &stop)?);
        found.extend(gaps(areas, smallest));
    }
    Ok(found)
}

fn invalid(areas: &Areas, stop: &Stop) -> Result<Vec<Problem>> {
    let one = |(code, shape): (&String, &MultiPolygon<f64>)| {
        stop.check()?;
        let reasons = if plainly_valid(shape) { vec![] } else { shape.validation_errors() };
        let each = reasons.into_iter().map(|why| Problem {
            kind: "invalid".into(),
            area: Some(code.clone()),
            other: None,
            code: reason(&why).code().into(),
            reason: reason(&why).to_string(),
            surface: None,
        });
        Ok(each.collect())
    };
    let found = areas.codes().par_iter().zip(areas.shapes()).map(one);
    Ok(found.collect::<Result<Vec<Vec<Problem>>>>()?.concat())
}

type Boxed = GeomWithData<Rectangle<[f64; 2]>, usize>;

fn overlaps(areas: &Areas, smallest: f64, stop: &Stop) -> Result<Vec<Problem>> {
    let boxes: Vec<Boxed> = areas
        .shapes()
        .iter()
        .enumerate()
        .filter_map(|(at, shape)| {
            let r = shape.bounding_rect()?;
            Some(Boxed::new(Rectangle::from_corners(r.min().into(), r.max().into()), at))
        })
        .collect();
    let tree = RTree::bulk_load(boxes.clone());
    let near = boxes.par_iter().flat_map_iter(|one| {
        let window = AABB::from_corners(one.geom().lower(), one.geom().upper());
        let others = tree.locate_in_envelope_intersecting(&window).map(|two| two.data);
        others.filter(|&two| one.data < two).map(|two| (one.data, two)).collect::<Vec<_>>()
    });
    let mut pairs: Vec<(usize, usize)> = near.collect();
    pairs.sort_unstable();
    let found = pairs.par_iter().map(|&(one, two)| {
        stop.check()?;
        Ok(overlap(areas, one, two, smallest))
    });
    Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn overlap(areas: &Areas, one: usize, two: usize, smallest: f64) -> Option<Problem> {
    let (a, b) = (&areas.shapes()[one], &areas.shapes()[two]);
    // Exact test first: an overlay on a grid may find slivers along a shared border.
    if !a.relate(b).matches("T********").unwrap_or(true) {
        return None;
    }
    let surface = a.intersection(b).unsigned_area();
    (surface > smallest).then(|| Problem {
        kind: "overlap".into(),
        area: Some(areas.codes()[one].clone()),
        other: Some(areas.codes()[two].clone()),
        code: Phrase::GROUND_TWICE.code().into(),
        reason: Phrase::GROUND_TWICE.to_string(),
        surface: Some(surface),
    })
}

fn gaps(areas: &Areas, smallest: f64) -> Vec<Problem> {
    let [west, south, east, north] = areas.bounds();
    let size = (east - west).max(north - south);
    let parts: Vec<MultiPolygon<f64>> = areas
        .shapes()
        .iter()
        .map(|s| {
            s.orient(Direction::Default)
                .map_coords(|c| geo::Coord { x: (c.x - west) / size, y: (c.y - south) / size })
        })
        .collect();
    let whole = unary_union(&parts);
    // Slivers thinner than the grid of the union are rounding, not gaps.
    let smallest = (smallest / (size * size)).max(1e-12);
    let holes = whole.iter().flat_map(|part| part.interiors().iter());
    let surfaces = holes.map(|ring| Polygon::new(ring.clone(), vec![]).unsigned_area());
    surfaces
        .filter(|&surface| surface > smallest)
        .map(|surface| Problem {
            kind: "gap".into(),
            area: None,
            other: None,
            code: Phrase::GROUND_OF_NONE.code().into(),
            reason: Phrase::GROUND_OF_NONE.to_string(),
            surface: Some(surface * size * size),
        })
        .collect()
}
