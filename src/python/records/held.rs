//! Where records come from, of whichever kind.

use std::sync::Arc;

use pyo3::prelude::*;

use crate::error::Result;
use crate::records::frame::Frame;
use crate::records::parquet::{Many, Parquet};
use crate::records::text::Text;
use crate::records::{Columns, Passed, Sink, Source as _};

/// Where records come from.
#[pyclass(frozen)]
pub(crate) struct Source(pub(super) Held);

/// The kinds.
pub(super) enum Held {
    Text(Text),
    Parquet(Arc<Parquet>),
    Parquets(Many),
    Frame(Frame),
}

/// What is done with whichever source it is.
macro_rules! each {
    ($held:expr, $source:ident => $what:expr) => {
        match $held {
            Held::Text($source) => $what,
            Held::Parquet($source) => $what,
            Held::Parquets($source) => $what,
            Held::Frame($source) => $what,
        }
    };
}

pub(super) use each;

impl Source {
    /// Number of threads that can share the reading.
    pub(super) fn workers(&self, threads: usize) -> usize {
        each!(&self.0, source => source.workers(threads))
    }

    /// Number of threads that can share the reading and still know the number of each row.
    pub(super) fn ordered(&self, threads: usize) -> usize {
        each!(&self.0, source => source.ordered(threads))
    }

    /// Hand the rows to sinks, one per thread.
    pub(super) fn pass<S: Sink + Send>(
        &self,
        columns: &Columns,
        sinks: Vec<S>,
        tick: impl FnMut(u64) -> Result<()>,
    ) -> Result<Passed<S>> {
        each!(&self.0, source => source.pass(columns, sinks, tick))
    }
}
