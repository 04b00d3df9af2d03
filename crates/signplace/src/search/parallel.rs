//! Pages searched on several threads at once, for an answer that is the same as that of one.
//!
//! Threads take the next few pages as they get done; what they found is put together in the order of the pages. Where any
//! page fails, or the budget is spent, nothing of it counts: all pages are searched again in order by whoever asked, so
//! that it is always the same page that fails, in the same way.

use std::borrow::Borrow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::steps::{FoundOnPage, Memory, Search, Task};
use crate::api::Document;
use crate::document::guard::{STACK, guarded};

/// Fewer pages than this a thread are done sooner than a thread is started.
const LEAST_PAGES: usize = 4;
/// Pages that a thread takes at once: few, so that none is left alone with many at the end.
const PAGES_AT_ONCE: usize = 4;

/// Searches all pages that are not yet done, or none.
pub(super) fn search<D: Borrow<Document>>(search: &mut Search<D>, threads: usize) {
    let threads = threads.min(search.rest().len() / LEAST_PAGES);
    if threads < 2 {
        return;
    }
    let budget = search.fresh_budget();
    let found = in_order(search.task(&budget), search.rest(), threads);
    // Threads that spend the last of a budget together may spend more than there is.
    if let Some(found) = found.filter(|_| budget.left() > 0) {
        found.into_iter().for_each(|page| search.add(page));
    }
}

/// What was found on the pages, in their order; `None` where one of them failed.
fn in_order(task: Task<'_>, pages: &[u32], threads: usize) -> Option<Vec<FoundOnPage>> {
    let mut found: Vec<Option<FoundOnPage>> = pages.iter().map(|_| None).collect();
    let parts: Vec<Mutex<&mut [Option<FoundOnPage>]>> = found.chunks_mut(PAGES_AT_ONCE).map(Mutex::new).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut memory = Memory::default();
        loop {
            let part = next.fetch_add(1, Ordering::Relaxed);
            let (Some(slots), Some(pages)) = (parts.get(part), pages.chunks(PAGES_AT_ONCE).nth(part)) else { return };
            let mut slots = slots.lock().unwrap_or_else(PoisonError::into_inner);
            for (slot, page) in slots.iter_mut().zip(pages) {
                match guarded(|| task.search(*page, &mut memory)) {
                    Ok(found) => *slot = Some(found),
                    Err(_) => {
                        // The others need not go on.
                        next.fetch_max(parts.len(), Ordering::Relaxed);
                        return;
                    }
                }
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread is to be had, the others do it all.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        }
        work();
    });
    drop(parts);
    found.into_iter().collect()
}
