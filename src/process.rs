//! The process whose threads do the work: a fork copies none of them, and what is handed to them waits for ever.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// 0 before the first work or the first column from Python.
static PROCESS: AtomicU32 = AtomicU32::new(0);

/// Note that work is done here; false where this process was forked from the one that began it.
pub(crate) fn own() -> bool {
    let here = process::id();
    match PROCESS.compare_exchange(0, here, Ordering::Relaxed, Ordering::Relaxed) {
        Err(first) => first == here,
        Ok(_) => true,
    }
}

/// Whether work has begun, here or in the process that this one was forked from.
pub(crate) fn begun() -> bool {
    PROCESS.load(Ordering::Relaxed) != 0
}
