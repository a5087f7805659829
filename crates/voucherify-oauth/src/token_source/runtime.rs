//! The runtime in which refreshes run.

use std::future::{Future, pending};
use std::sync::{Mutex, PoisonError};
use std::thread;

use tokio::runtime::{Builder, Handle};

use crate::Error;

/// The name of the threads, as debuggers and `ps` show it.
const THREAD: &str = "voucherify-oauth";

/// Where the refreshes of a source run.
#[derive(Clone, Debug, Default)]
pub(super) enum Executor {
    /// The background runtime of this crate, which is independent of the runtimes of the program.
    #[default]
    Background,
    /// A runtime of the program.
    On(Handle),
}

impl Executor {
    /// Uses a runtime of the program.
    ///
    /// # Panics
    ///
    /// Panics if the runtime has no timer, which can't be detected in another way.
    pub(super) fn on(runtime: Handle) -> Self {
        let context = runtime.enter();
        drop(tokio::time::sleep(std::time::Duration::ZERO));
        drop(context);
        Self::On(runtime)
    }

    /// Returns the runtime and starts it if necessary. Only tasks that do not block may be spawned
    /// on it.
    pub(super) fn runtime(&self) -> Result<Handle, Error> {
        match self {
            Self::Background => background(),
            Self::On(runtime) => Ok(runtime.clone()),
        }
    }

    /// Runs user code. With the background runtime, it runs on a separate thread, so that blocking
    /// code does not delay other tasks.
    pub(super) fn isolate(
        &self,
        runtime: &Handle,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), Error> {
        match self {
            Self::Background => {
                let runtime = runtime.clone();
                spawn_thread(move || runtime.block_on(work))
            }
            Self::On(runtime) => {
                runtime.spawn(work);
                Ok(())
            }
        }
    }
}

/// Returns the background runtime of the process. One thread drives its timer and its connections
/// until the process exits.
fn background() -> Result<Handle, Error> {
    static BACKGROUND: Mutex<Option<Handle>> = Mutex::new(None);
    let mut background = BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = &*background {
        return Ok(runtime.clone());
    }
    let runtime = Builder::new_current_thread().enable_all().build().map_err(Error::no_thread)?;
    let handle = runtime.handle().clone();
    spawn_thread(move || runtime.block_on(pending::<()>()))?;
    Ok(background.insert(handle).clone())
}

fn spawn_thread(work: impl FnOnce() + Send + 'static) -> Result<(), Error> {
    let thread = thread::Builder::new().name(THREAD.to_owned());
    thread.spawn(work).map_err(Error::no_thread)?;
    Ok(())
}
