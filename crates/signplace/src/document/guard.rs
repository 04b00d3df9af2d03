//! The one seam where a panic of a dependency becomes an error.
//!
//! Our own code returns errors; the parser and the font reader are fuzzed but not ours. Every public call that runs
//! them goes through [`guarded`], so that one file can never end the caller's process. (Where panics abort, as in
//! WebAssembly, there is nothing to catch.)

#[cfg(not(fuzzing))]
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::Error;
#[cfg(not(fuzzing))]
use crate::error::ErrorCode;

/// Stack of a thread that runs the parser, as the main one's: deep documents are read by functions that call themselves, to
/// a bound.
pub(crate) const STACK: usize = 16 << 20;

/// Runs `work`; under the fuzzer a panic is a panic, so that it is found.
#[cfg(fuzzing)]
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    work()
}

/// Runs `work`; a panic in it is a `damaged` error.
#[cfg(not(fuzzing))]
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    // Nothing that `work` was changing is looked at afterwards: the caches it fills are only written when whole.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new(ErrorCode::Damaged, "The document is damaged in a way that its reader cannot cope with.")
            .with_hint("Open it in a PDF viewer and print it to a new PDF, then try that one."))
    })
}
