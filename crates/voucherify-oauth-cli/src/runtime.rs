//! Runs what is async on this thread: one request at a time needs no more.

use tokio::runtime::Builder;

use crate::failure::Failure;

pub(crate) fn block_on<T>(task: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = Builder::new_current_thread().enable_all().build().map_err(Failure::start)?;
    runtime.block_on(task)
}
