//! Several threads over the parts of a source.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::error::{Error, Result};

/// How often the calling thread looks up while others work.
const LOOK_UP: Duration = Duration::from_millis(50);

/// Let every worker take parts until there are none left.
///
/// - `workers`: one state per thread.
/// - `step`: take and do the next part, and tell how much was done; `None` when there is nothing left.
/// - `tick`: called now and then on the calling thread with all that was done; an error stops the work.
///
/// # Errors
/// The first error of a step or a tick. A panic is a fault of the library, never of the file.
pub(crate) fn run<W: Send>(
    workers: Vec<W>,
    step: impl Fn(&mut W) -> Result<Option<u64>> + Sync,
    mut tick: impl FnMut(u64) -> Result<()>,
) -> Result<Vec<W>> {
    let stop = AtomicBool::new(false);
    let (sender, receiver) = channel();
    std::thread::scope(|scope| {
        let threads: Vec<_> = workers
            .into_iter()
            .map(|mut worker| {
                let (sender, stop, step) = (sender.clone(), &stop, &step);
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        let done = catch_unwind(AssertUnwindSafe(|| step(&mut worker)))
                            .unwrap_or_else(|payload| Err(fault(&*payload)));
                        match done {
                            Ok(Some(done)) => drop(sender.send(done)),
                            Ok(None) => break,
                            Err(error) => {
                                stop.store(true, Ordering::Relaxed);
                                return Err(error);
                            }
                        }
                    }
                    Ok(worker)
                })
            })
            .collect();
        drop(sender);
        let mut total = 0;
        let mut stopped = Ok(());
        loop {
            match receiver.recv_timeout(LOOK_UP) {
                Ok(done) => total += done,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if stopped.is_ok() {
                stopped = tick(total);
                if stopped.is_err() {
                    stop.store(true, Ordering::Relaxed);
                }
            }
        }
        let workers: Result<Vec<W>> = threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|payload| Err(fault(&*payload))))
            .collect();
        stopped.and(workers)
    })
}

fn fault(payload: &(dyn Any + Send)) -> Error {
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    let reason = text.or_else(|| payload.downcast_ref::<String>().cloned());
    Error::Fault { reason: reason.unwrap_or_default(), place: "reading".to_owned() }
}
