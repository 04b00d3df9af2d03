//! Large objects that many pages refer to.
//!
//! On opening, the parser reads the resources and the boxes of every page, whole and anew for each: a megabyte of
//! resources shared by a few thousand pages is read for as many megabytes.

use std::collections::HashMap;

use super::extent::Extent;
use super::limits::Limits;
use super::scan::number_before;
use crate::error::{Error, ErrorCode};

/// Smaller objects cannot add up to much.
const LARGE: usize = 32 << 10;
/// The entries that the parser reads of every page when it opens a file.
const READ: [&[u8]; 5] = [b"/Resources", b"/MediaBox", b"/CropBox", b"/Rotate", b"/Type"];

/// The large objects of a file.
#[derive(Debug, Default)]
pub(super) struct Shared {
    large: HashMap<u32, u64>,
}

impl Shared {
    /// Adds an object of this number and generation, if it is large.
    pub(super) fn add(&mut self, id: impl FnOnce() -> Option<(u32, u32)>, extent: Extent) {
        if extent.read >= LARGE
            && let Some((number, _)) = id()
        {
            let size = self.large.entry(number).or_default();
            *size = (*size).max(extent.read as u64);
        }
    }

    /// Adds those of another part of the file.
    pub(super) fn extend(&mut self, others: Self) {
        for (number, other) in others.large {
            let size = self.large.entry(number).or_default();
            *size = (*size).max(other);
        }
    }

    /// Fails with `limit_decompressed` when they are read for more than a quarter of what all streams may inflate to.
    pub(super) fn check(&self, bytes: &[u8], limits: &Limits) -> Result<(), Error> {
        if self.large.is_empty() {
            return Ok(());
        }
        let most = limits.total_stream_bytes / 4;
        let mut total = 0u64;
        for at in memchr::memmem::find_iter(bytes, b"R") {
            let Some(before) = bytes.get(..at) else { continue };
            let Some((_, gap)) = number_before(before) else { continue };
            let Some((number, start)) = bytes.get(..gap).and_then(number_before) else { continue };
            if let Some(size) = self.large.get(&number)
                && bytes.get(..start).is_some_and(is_read)
            {
                total = total.saturating_add(*size);
            }
        }
        if total > most {
            let message =
                format!("What the document's pages share comes to more than {most} bytes, read for each page.");
            return Err(Error::new(ErrorCode::LimitDecompressed, message)
                .with_hint("If the document can be trusted, raise the limit on decompressed bytes."));
        }
        Ok(())
    }
}

/// Whether some bytes end with the name of an entry that is read; one that is written with escapes may be any.
fn is_read(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_end();
    let name = bytes.iter().rev().take(40).position(|b| *b == b'/').map(|back| &bytes[bytes.len() - back - 1..]);
    name.is_some_and(|name| READ.contains(&name) || name.contains(&b'#'))
}
