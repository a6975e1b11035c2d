//! Areas.

use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;

use super::border::{long, short};
use crate::area::{Areas, dissolve, problems, read, rings, write};
use crate::error::Result;
use crate::frame::{Floats, Floats1, Table, Texts, Whole};
use crate::locate::Locator;

/// Codes and polygons of areas, kept on this side.
#[pyclass(frozen, module = "spreiding._core")]
pub struct AreaShapes(pub Arc<Areas>, OnceLock<Locator>);

impl From<Areas> for AreaShapes {
    fn from(areas: Areas) -> Self {
        Self(Arc::new(areas), OnceLock::new())
    }
}

impl AreaShapes {
    /// What finds the area of a point, made when it is first asked for.
    ///
    /// # Errors
    /// As [`Locator::new`].
    pub fn locator(&self) -> Result<&Locator> {
        match self.1.get() {
            Some(made) => Ok(made),
            None => Locator::new(&self.0).map(|made| self.1.get_or_init(|| made)),
        }
    }
}

/// Codes, the number of coordinates per ring, and the coordinates.
type Plain = (Vec<String>, rings::Lengths, Floats1, Floats1);

type Parts = (AreaShapes, Vec<Vec<Option<String>>>, Option<String>);

/// Documented in `python/spreiding/areas/areas.py`.
#[pyfunction]
pub fn read_geojson(
    py: Python<'_>,
    text: &str,
    code: &str,
    names: Vec<String>,
    codes: Vec<String>,
    keep_invalid: bool,
    merge: bool,
) -> PyResult<Parts> {
    let ask = read::Ask { code, names: &names, codes: &codes, keep_invalid, merge };
    let found = long(py, || read::geojson(text, ask))?;
    Ok((found.areas.into(), found.properties, found.crs))
}

#[pymethods]
impl AreaShapes {
    #[staticmethod]
    fn tiles(
        py: Python<'_>,
        codes: Vec<String>,
        columns: Vec<Whole<i32>>,
        rows: Vec<Whole<i32>>,
    ) -> PyResult<Self> {
        let plain = |of: &[Whole<i32>]| of.iter().map(|v| v.0).collect::<Vec<_>>();
        Ok(short(py, || Areas::tiles(codes, &plain(&columns), &plain(&rows)))?.into())
    }

    fn codes(&self) -> Vec<String> {
        self.0.codes().to_vec()
    }

    fn bounds(&self) -> (f64, f64, f64, f64) {
        self.0.bounds().into()
    }

    fn coordinates(&self, py: Python<'_>) -> PyResult<(Floats1, Floats1)> {
        let (x, y) = short(py, || Ok(self.0.coordinates()))?;
        Ok((Floats1(x), Floats1(y)))
    }

    /// Plain parts of which `from_rings` makes the same shapes in another process.
    fn rings(&self, py: Python<'_>) -> PyResult<Plain> {
        let (lengths, (x, y)) = short(py, || Ok((self.0.rings(), self.0.coordinates())))?;
        Ok((self.codes(), lengths, Floats1(x), Floats1(y)))
    }

    #[staticmethod]
    fn from_rings(
        py: Python<'_>,
        codes: Vec<String>,
        lengths: rings::Lengths,
        x: Floats,
        y: Floats,
    ) -> PyResult<Self> {
        Ok(short(py, || Areas::from_rings(codes, &lengths, &x, &y))?.into())
    }

    fn with_coordinates(&self, py: Python<'_>, x: Floats, y: Floats) -> PyResult<Self> {
        Ok(short(py, || self.0.with_coordinates(&x, &y))?.into())
    }

    fn rounded(&self, py: Python<'_>, decimals: Whole<i32>) -> PyResult<Self> {
        Ok(short(py, || Ok(self.0.rounded(decimals.0)))?.into())
    }

    fn centroids(&self, py: Python<'_>) -> PyResult<Table> {
        let (x, y) = short(py, || Ok(self.0.centroids()))?;
        Ok(Table::new().texts("area", self.0.codes()).floats("x", x).floats("y", y))
    }

    fn interior_points(&self, py: Python<'_>) -> PyResult<Table> {
        let (x, y) = long(py, || Ok(self.0.interior_points()))?;
        Ok(Table::new().texts("area", self.0.codes()).floats("x", x).floats("y", y))
    }

    fn surfaces(&self, py: Python<'_>) -> PyResult<Floats1> {
        Ok(Floats1(short(py, || Ok(self.0.surfaces()))?))
    }

    fn geometries(&self, py: Python<'_>, clockwise: bool) -> PyResult<Vec<String>> {
        short(py, || Ok(write::geometries(&self.0, clockwise)))
    }

    fn geometry(&self, position: usize) -> Option<String> {
        self.0.shapes().get(position).map(|shape| write::one(shape, false))
    }

    fn dissolve(&self, py: Python<'_>, parents: Texts) -> PyResult<Self> {
        let parents: Vec<Option<String>> = parents.iter().map(|p| p.map(str::to_owned)).collect();
        Ok(long(py, || dissolve::dissolve(&self.0, &parents))?.into())
    }

    fn problems(&self, py: Python<'_>, smallest: f64) -> PyResult<Table> {
        let found = long(py, || problems::problems(&self.0, smallest))?;
        let text = |of: fn(&problems::Problem) -> Option<String>| -> Vec<Option<String>> {
            found.iter().map(of).collect()
        };
        Ok(Table::new()
            .texts("kind", &found.iter().map(|p| &*p.kind).collect::<Vec<_>>())
            .texts("code", &found.iter().map(|p| &*p.code).collect::<Vec<_>>())
            .texts_or_null("area", &text(|p| p.area.clone()))
            .texts_or_null("other", &text(|p| p.other.clone()))
            .floats("surface", found.iter().map(|p| p.surface.unwrap_or(f64::NAN)).collect()))
    }
}
