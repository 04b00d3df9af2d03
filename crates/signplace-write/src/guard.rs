//! The seam where a panic of the parser becomes an error, as in the core.

use std::panic::{AssertUnwindSafe, catch_unwind};

use signplace::{Error, ErrorCode};

/// Runs `work`; a panic in it is a `damaged` error.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new(ErrorCode::Damaged, "The document is damaged in a way that its reader cannot cope with.")
            .with_hint("Open it in a PDF viewer and print it to a new PDF, then try that one."))
    })
}
