//! How work of the core is called: the interpreter released, Ctrl-C seen, a panic turned into an error, a forked process
//! refused.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

use crate::error::{Datum, Error, Result};
use crate::interrupt::Stop;
use crate::phrase::Phrase;

pyo3::import_exception!(spreiding.base.errors, InvalidInputError);
pyo3::import_exception!(spreiding.base.errors, FaultError);

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        Python::attach(|py| raised(py, &error).unwrap_or_else(|failure| failure))
    }
}

/// The error of Python: English text, the code and the data, from which the catalogue makes text in any language.
fn raised(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let data = PyDict::new(py);
    for (field, datum) in error.data() {
        data.set_item(named_as(field), told(py, &datum)?)?;
    }
    let named = PyDict::new(py);
    named.set_item("code", error.code())?;
    named.set_item("data", data)?;
    let class = match error {
        Error::Fault { .. } => py.get_type::<FaultError>(),
        _ => py.get_type::<InvalidInputError>(),
    };
    Ok(PyErr::from_value(class.call((error.to_string(),), Some(&named))?))
}

fn told<'py>(py: Python<'py>, datum: &Datum) -> PyResult<Bound<'py, PyAny>> {
    match datum {
        Datum::Text(text) => text.into_bound_py_any(py),
        Datum::Many(n) => n.into_bound_py_any(py),
        Datum::Phrase(phrase) => {
            static PART: PyOnceLock<Py<PyType>> = PyOnceLock::new();
            let part = PART.import(py, "spreiding.base.errors", "Part")?;
            part.call1((phrase.to_string(), phrase.code()))
        }
        Datum::Faults(faults) => {
            let each =
                faults.iter().map(|fault| raised(py, fault)).collect::<PyResult<Vec<_>>>()?;
            each.into_bound_py_any(py)
        }
    }
}

/// What Python calls a field: a `source` of an error would be its cause in Rust.
fn named_as(field: &'static str) -> &'static str {
    if field == "file" { "source" } else { field }
}

/// Where the last panic happened.
static PLACE: Mutex<String> = Mutex::new(String::new());

/// Keep panics of this library off stderr: each is raised as an error, see [`caught`].
pub(super) fn silence_panics() {
    set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
}

/// Run work; a panic becomes [`Error::Fault`], which blames nothing but this library.
fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        // What follows these signs may quote the input, which no message shows.
        let reason = text.and_then(|text| text.split([':', '`', '"']).next()).unwrap_or("panic");
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Err(Error::Fault { reason: reason.to_owned(), place })
    })
}

/// Threads do not survive a fork: work handed to them would wait for ever.
fn not_forked() -> PyResult<()> {
    if crate::process::own() {
        return Ok(());
    }
    Err(PyRuntimeError::new_err(
        "this process was forked after spreiding had started its threads, which a fork does not copy; start workers \
         with multiprocessing.get_context(\"spawn\")",
    ))
}

/// Whether work has begun, here or in the process that this one was forked from.
#[pyfunction]
pub(super) fn begun() -> bool {
    crate::process::begun()
}

/// Refuse to work where the threads of the work are those of another process.
#[pyfunction]
pub(super) fn need_own_threads() -> PyResult<()> {
    not_forked()
}

/// Work that takes no noticeable time, with the interpreter released.
pub(super) fn short<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T> + Send,
) -> PyResult<T> {
    not_forked()?;
    Ok(py.detach(|| caught(work))?)
}

/// How long Ctrl-C may go unseen.
const LOOK: Duration = Duration::from_millis(50);

/// Work that may take long: done on a thread of its own while this one looks for Ctrl-C.
pub(super) fn long<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T> + Send,
) -> PyResult<T> {
    not_forked()?;
    let stop = Stop::new();
    let (done, wait) = sync_channel(1);
    let (found, interrupted) = py.detach(move || {
        thread::scope(|scope| {
            let worker = stop.clone();
            scope.spawn(move || {
                // Nobody listens only where this call has ended, which waits for this thread.
                _ = done.send(worker.scope(|| caught(work)));
            });
            let mut interrupted = None;
            loop {
                match wait.recv_timeout(LOOK) {
                    Ok(found) => return (Some(found), interrupted),
                    Err(RecvTimeoutError::Disconnected) => return (None, interrupted),
                    Err(RecvTimeoutError::Timeout) if interrupted.is_none() => {
                        #[expect(
                            clippy::redundant_closure_for_method_calls,
                            reason = "the method alone is not general enough"
                        )]
                        let looked = Python::attach(|py| py.check_signals());
                        if let Err(signal) = looked {
                            stop.raise();
                            interrupted = Some(signal);
                        }
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                }
            }
        })
    });
    interrupted.map_or(Ok(()), Err)?;
    let lost = || Error::Fault { reason: "a thread ended early".into(), place: String::new() };
    Ok(found.unwrap_or_else(|| Err(lost()))?)
}

/// [`long`] for many rows; for few [`short`], as a thread takes longer to start than they take.
pub(super) fn long_if<T: Send>(
    rows: usize,
    py: Python<'_>,
    work: impl FnOnce() -> Result<T> + Send,
) -> PyResult<T> {
    if rows < 10_000 { short(py, work) } else { long(py, work) }
}

/// Every code of an error with the names of its data.
#[pyfunction]
pub(super) fn error_codes() -> Vec<(&'static str, Vec<&'static str>)> {
    let named = |fields: &[&'static str]| fields.iter().map(|field| named_as(field)).collect();
    Error::CODES.iter().map(|(code, fields)| (*code, named(fields))).collect()
}

/// Every part of a message that has a code of its own: its code and English text.
#[pyfunction]
pub(super) fn error_parts() -> Vec<(&'static str, String)> {
    Phrase::ALL.iter().map(|phrase| (phrase.code(), phrase.to_string())).collect()
}

/// Panic on purpose, to show what becomes of it.
#[pyfunction]
pub(super) fn panic_on_purpose(py: Python<'_>, long_work: bool) -> PyResult<()> {
    let work = || -> Result<()> { panic!("on purpose") };
    if long_work { long(py, work) } else { short(py, work) }
}
