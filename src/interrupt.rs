//! How long work is stopped: a flag that kernels look at between steps.
//!
//! The border of the library (the Python bindings, or a Rust program) runs work inside [`Stop::scope`]; a kernel takes
//! [`Stop::current`] once, on the thread that called it, hands it to its parallel parts and looks at it at least
//! every tenth of a second. Without a scope nothing ever stops.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, Result};

/// Asks work to stop; clones share one flag.
#[derive(Debug, Clone, Default)]
pub struct Stop(Option<Arc<AtomicBool>>);

thread_local! {
    static CURRENT: RefCell<Stop> = const { RefCell::new(Stop(None)) };
}

impl Stop {
    /// A flag that can be raised.
    #[must_use]
    pub fn new() -> Self {
        Self(Some(Arc::new(AtomicBool::new(false))))
    }

    /// That of the scope this thread is in; never raised outside one.
    #[must_use]
    pub fn current() -> Self {
        CURRENT.with_borrow(Clone::clone)
    }

    /// Run work that this flag can stop.
    pub fn scope<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Restore(Stop);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(std::mem::take(&mut self.0));
            }
        }
        let _restore = Restore(CURRENT.replace(self.clone()));
        work()
    }

    /// Ask the work to stop.
    pub fn raise(&self) {
        if let Some(flag) = &self.0 {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the work was asked to stop.
    #[must_use]
    pub fn raised(&self) -> bool {
        self.0.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// [`Error::Interrupted`] where the work was asked to stop.
    ///
    /// # Errors
    /// It was.
    pub fn check(&self) -> Result<()> {
        if self.raised() { Err(Error::Interrupted {}) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_reaches_the_work_of_its_scope_only() {
        let stop = Stop::new();
        let inner = stop.scope(Stop::current);
        assert!(!inner.raised() && inner.check().is_ok());
        stop.raise();
        assert_eq!(inner.check(), Err(Error::Interrupted {}));
        assert!(!Stop::current().raised()); // outside
        assert!(stop.scope(|| Stop::current().raised()));
        assert!(!Stop::default().raised());
    }
}
