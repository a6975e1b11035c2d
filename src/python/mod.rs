//! Python bindings: convert arguments, release the interpreter, map errors. No statistics.
#![expect(clippy::needless_pass_by_value, reason = "PyO3 hands over owned arguments")]

mod area;
mod autocorrelation;
mod book;
mod border;
mod classes;
mod data;
mod decompose;
mod disclosure;
mod locate;
mod records;
mod regress;
mod regress_tables;
mod shares;
mod spread;
mod weights;

use pyo3::prelude::*;

/// The compiled half of `spreiding`; each name is documented in the Python module of the same topic.
#[pymodule(gil_used = false)]
mod _core {
    use pyo3::prelude::*;

    /// The class of errors is Python's own; panics are raised and never printed.
    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        super::border::silence_panics();
        let class = module.py().get_type::<super::border::InvalidInputError>();
        module.add("InvalidInputError", class)
    }

    #[pymodule_export]
    use super::area::{AreaShapes, read_geojson};
    #[pymodule_export]
    use super::autocorrelation::{PySample, standardised_rates};
    #[pymodule_export]
    use super::book::Book;
    #[pymodule_export]
    use super::border::{begun, error_codes, error_parts, need_own_threads, panic_on_purpose};
    #[pymodule_export]
    use super::classes::{classify, given_bands};
    #[pymodule_export]
    use super::data::{embedded, embedded_names};
    #[pymodule_export]
    use super::decompose::{split_product, split_variance};
    #[pymodule_export]
    use super::disclosure::{disclosure_bounds, disclosure_candidates};
    #[pymodule_export]
    use super::locate::locate;
    #[pymodule_export]
    use super::records::{
        Chunks, Lettings, Source, Tally, cleaned, codes_column, days_column, flags_column,
        is_sentinel, is_total, numbers_columns, read_table,
    };
    #[pymodule_export]
    use super::regress::{Fit, regress};
    #[pymodule_export]
    use super::regress_tables::regress_correlation;
    #[pymodule_export]
    use super::shares::{
        binomial_tails, class_chances, funnel, location_quotients, share_intervals, shares, smooth,
    };
    #[pymodule_export]
    use super::spread::{
        mix_simulate, mix_value, nested_entropy, spread_lorenz, spread_p, spread_simulate,
        spread_value,
    };
    #[pymodule_export]
    use super::weights::{PyWeights, weights_by_contact, weights_by_distance, weights_by_nearest};
}
