//! Large objects that many pages refer to.
//!
//! On opening, the parser reads the resources and the boxes of every page, whole and anew for each: a megabyte of
//! resources shared by a few thousand pages is read for as many megabytes.

use std::collections::HashMap;

use super::extent::Extent;
use super::limits::Limits;
use super::scan::{MOST_DIGITS, number_before};
use crate::error::{Error, ErrorCode};

/// Smaller objects cannot add up to much.
const LARGE: usize = 32 << 10;
/// So many objects are looked for one by one, by the digits of their numbers if those are long enough to be rare.
const FEW: usize = 4;
const RARE: u32 = 1000;
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

    /// How many bytes the parser reads of them for all pages together.
    fn read_for_pages(&self, bytes: &[u8]) -> u64 {
        if self.large.len() > FEW || self.large.keys().any(|number| *number < RARE) {
            let read = memchr::memchr_iter(b'R', bytes).filter_map(|at| read_for_page(bytes, at));
            return total(read.filter_map(|number| self.large.get(&number).copied()));
        }
        // Of a long document's hundred thousand references few lead to an object of some number.
        let read = self.large.iter().map(|(number, size)| {
            let digits = number.to_string();
            let ends =
                memchr::memmem::find_iter(bytes, &digits).filter_map(|at| end_of_reference(bytes, at + digits.len()));
            size.saturating_mul(ends.filter(|at| read_for_page(bytes, *at) == Some(*number)).count() as u64)
        });
        total(read)
    }

    /// Fails with `limit_decompressed` when they are read for more than a quarter of what all streams may inflate to.
    pub(super) fn check(&self, bytes: &[u8], limits: &Limits) -> Result<(), Error> {
        if self.large.is_empty() {
            return Ok(());
        }
        let most = limits.total_stream_bytes / 4;
        if self.read_for_pages(bytes) > most {
            let message =
                format!("What the document's pages share comes to more than {most} bytes, read for each page.");
            return Err(Error::new(ErrorCode::LimitDecompressed, message)
                .with_hint("If the document can be trusted, raise the limit on decompressed bytes."));
        }
        Ok(())
    }
}

/// So many bytes together, or as many as can be told.
fn total(bytes: impl Iterator<Item = u64>) -> u64 {
    bytes.fold(0, u64::saturating_add)
}

/// Where the `R` of a reference stands, of which the object's number ends at this place.
fn end_of_reference(bytes: &[u8], at: usize) -> Option<usize> {
    let generation = bytes.get(at..)?.trim_ascii_start();
    let length = generation.iter().take(MOST_DIGITS + 1).position(|byte| !byte.is_ascii_digit())?;
    let end = generation.get(length..)?.trim_ascii_start();
    end.starts_with(b"R").then_some(bytes.len() - end.len())
}

/// The number of the object to which a reference leads that ends with the `R` at this place, if it is an entry that is read.
fn read_for_page(bytes: &[u8], at: usize) -> Option<u32> {
    let (_, generation) = number_before(bytes.get(..at)?)?;
    let (number, start) = number_before(bytes.get(..generation)?)?;
    is_read(bytes.get(..start)?).then_some(number)
}

/// Whether some bytes end with the name of an entry that is read; one that is written with escapes may be any.
fn is_read(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_end();
    let name = bytes.iter().rev().take(40).position(|b| *b == b'/').map(|back| &bytes[bytes.len() - back - 1..]);
    name.is_some_and(|name| READ.contains(&name) || name.contains(&b'#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_objects_are_counted_as_many_are() {
        let file = b"1000 0 obj <</Resources 1000 0 R/Type 01000 0\n R /MediaBox 1001 0 R>> [1000 0 R 1000 0 R]\
            /CropBox 11000 0 R /Rotate 1000 00000000000 R /Rotate 1000 000000000000 R /#52otate 1000  0R /Rotate 10001 R\
            /Rotate 1000 0 /Type 1000 0 obj /Type 1000 1000 1 R/Type 1000";
        let shared =
            |numbers: &[u32]| Shared { large: numbers.iter().map(|number| (*number, u64::from(*number))).collect() };
        let few = shared(&[1000, 1001, 11000]);
        let many = shared(&[1000, 1001, 11000, 7, 8, 9]);
        // Four of the first, one of each of the others.
        assert_eq!(few.read_for_pages(file), 4 * 1000 + 1001 + 11000);
        assert_eq!(many.read_for_pages(file), few.read_for_pages(file));
        assert_eq!(shared(&[]).read_for_pages(file), 0);
        // More than can be told is not little.
        for others in [&[][..], &[7, 8, 9, 10]] {
            let mut huge = shared(others);
            huge.large.insert(1000, u64::MAX / 3);
            assert_eq!(huge.read_for_pages(file), u64::MAX, "{others:?}");
        }
    }
}
