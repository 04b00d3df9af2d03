//! A file's indirect objects, found by their keyword `obj` wherever it stands, as a reader of a damaged file finds them.
//!
//! No cross references are needed and none believed: what the parser can ever read as an indirect object is among them.

use std::ops::Range;

use super::object::{Dict, FromBytes as _, Object};

/// One place where an indirect object may begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Behind the keyword.
    pub(super) body: usize,
}

const KEYWORD: &[u8] = b"obj";
/// Digits that are read of a number, zeros before it included.
pub(super) const MOST_DIGITS: usize = 11;

/// Every place in the order of the file.
pub(super) fn places(bytes: &[u8]) -> impl Iterator<Item = Place> {
    places_in(bytes, 0..bytes.len())
}

/// Those of them whose keyword begins in a part of the file.
pub(super) fn places_in(bytes: &[u8], part: Range<usize>) -> impl Iterator<Item = Place> {
    let end = bytes.len().min(part.end.saturating_add(KEYWORD.len() - 1));
    let bytes = bytes.get(..end).unwrap_or_default();
    // By its last letter, which stands in hardly anything else.
    memchr::memchr_iter(b'j', bytes.get(part.start..).unwrap_or_default())
        .map(move |at| part.start + at + 1)
        .filter(move |&body| {
            let word = bytes.get(part.start..body).unwrap_or_default();
            word.ends_with(KEYWORD) && !bytes.get(..body).is_some_and(|word| word.ends_with(b"endobj"))
        })
        .map(|body| Place { body })
}

/// The number that some bytes end with, white space behind it aside, and where it begins.
pub(super) fn number_before(bytes: &[u8]) -> Option<(u32, usize)> {
    let trimmed = bytes.trim_ascii_end();
    let digits = trimmed.iter().rev().take(MOST_DIGITS).take_while(|b| b.is_ascii_digit()).count();
    let start = trimmed.len() - digits;
    let add = |number: u32, digit: &u8| number.checked_mul(10)?.checked_add(u32::from(digit - b'0'));
    let number = trimmed.get(start..).filter(|digits| !digits.is_empty())?.iter().try_fold(0, add)?;
    Some((number, start))
}

impl Place {
    /// The object's number and generation, where they stand before the keyword.
    pub(super) fn id(&self, bytes: &[u8]) -> Option<(u32, u32)> {
        let before = bytes.get(..self.body.checked_sub(KEYWORD.len())?)?;
        let (generation, start) = number_before(before)?;
        let gap = before.get(..start).filter(|gap| gap.last().is_some_and(u8::is_ascii_whitespace))?;
        Some((number_before(gap)?.0, generation))
    }

    /// The object that stands here, by the parser, which resolves no references in it.
    pub(super) fn object<'a>(&self, bytes: &'a [u8]) -> Option<Object<'a>> {
        Object::from_bytes(skip_blank(bytes.get(self.body..)?))
    }
}

/// The dictionary of an object of this number, the last in the file where there are several.
pub(super) fn dictionary<'a>(bytes: &'a [u8], id: (u32, u32)) -> Option<Dict<'a>> {
    let last = places(bytes).filter(|place| place.id(bytes) == Some(id)).last()?;
    match last.object(bytes)? {
        Object::Dict(dict) => Some(dict),
        Object::Stream(stream) => Some(stream.dict().clone()),
        _ => None,
    }
}

/// Leaves out white space and comments.
pub(super) fn skip_blank(mut bytes: &[u8]) -> &[u8] {
    loop {
        let blank = bytes.iter().take_while(|b| matches!(b, 0 | 9 | 10 | 12 | 13 | 32)).count();
        bytes = bytes.get(blank..).unwrap_or_default();
        if bytes.first() != Some(&b'%') {
            return bytes;
        }
        let comment = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
        bytes = bytes.get(comment..).unwrap_or_default();
    }
}

/// The first occurrence of some bytes.
pub(super) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_by_their_keyword() {
        let file = b"%PDF-1.7\n12 0 obj<</A 1>>endobj 3\n1 obj % (\n[1] endobj obj 7 obj 99999999999 0 obj x";
        let found: Vec<_> = places(file).map(|p| p.id(file)).collect();
        assert_eq!(found[..2], [Some((12, 0)), Some((3, 1))]);
        assert!(found[2..].iter().all(Option::is_none), "{found:?}");
        let second = places(file).nth(1).and_then(|p| p.object(file));
        assert!(matches!(second, Some(Object::Array(_))), "{second:?}");
        assert!(dictionary(file, (12, 0)).is_some_and(|d| d.get::<i64>(b"A") == Some(1)));
    }
}
