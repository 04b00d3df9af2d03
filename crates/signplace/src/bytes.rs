//! Bytes, looked at in bulk.

/// Eight bits for each of the bytes that are looked at together: as many as the vectors of all processors hold, but in a browser,
/// where longer numbers are worked out piece by piece.
#[cfg(not(target_family = "wasm"))]
type Found = u128;
#[cfg(target_family = "wasm")]
type Found = u64;

/// How many bytes these are.
const TOGETHER: usize = size_of::<Found>();

/// Where the first of the bytes is that are one of these.
// Where it stands in the loop of the one who asks, a search is faster by a hundredth; in a browser, smaller is better.
#[cfg_attr(target_family = "wasm", inline(never))]
#[cfg_attr(not(target_family = "wasm"), inline)]
pub(crate) fn first_of<const N: usize>(bytes: &[u8], these: &[u8; N]) -> Option<usize> {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let found = among(chunk, these);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += TOGETHER;
    }
    bytes.get(at..)?.iter().position(|byte| these.contains(byte)).map(|length| at + length)
}

/// Where bytes are that are one of these, for those who go on from one to the next: of bytes that were looked at together, none is
/// looked at again.
#[derive(Debug)]
pub(crate) struct AllOf<'b, const N: usize> {
    bytes: &'b [u8],
    these: &'static [u8; N],
    /// Where the bytes begin that were looked at last, and which of them are some of these.
    start: usize,
    found: Found,
}

impl<'b, const N: usize> AllOf<'b, N> {
    pub(crate) fn new(bytes: &'b [u8], these: &'static [u8; N]) -> Self {
        // So far that no place is near.
        Self { bytes, these, start: usize::MAX - TOGETHER, found: 0 }
    }

    /// Where the first of them is that does not stand before this place.
    #[inline]
    pub(crate) fn first_from(&mut self, mut at: usize) -> Option<usize> {
        loop {
            let skipped = at.wrapping_sub(self.start);
            if skipped < TOGETHER {
                let found = self.found >> (8 * skipped);
                if found != 0 {
                    return Some(at + found.trailing_zeros() as usize / 8);
                }
                at = self.start + TOGETHER;
            }
            let rest = self.bytes.get(at..)?;
            let Some(chunk) = rest.first_chunk() else {
                return rest.iter().position(|byte| self.these.contains(byte)).map(|length| at + length);
            };
            (self.start, self.found) = (at, among(chunk, self.these));
        }
    }
}

/// Which bytes are one of these: eight bits of each, the first lowest.
#[inline]
fn among<const N: usize>(bytes: &[u8; TOGETHER], these: &[u8; N]) -> Found {
    // One of these after the other, so that the compiler compares all bytes at once.
    let mut found = [0; TOGETHER];
    for this in these {
        for (found, byte) in found.iter_mut().zip(bytes) {
            *found |= if byte == this { u8::MAX } else { 0 };
        }
    }
    Found::from_le_bytes(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(first_of(&bytes, b"(\xff"), None);
            for first in (0..length).rev() {
                bytes[first] = b"(\xff"[first % 2];
                assert_eq!(first_of(&bytes, b"(\xff"), Some(first));
            }
        }
    }

    #[test]
    fn all_are_found_from_any_place_on() {
        let bytes: Vec<u8> =
            (0..200u32).map(|at| if at * at % 7 == 1 { b"(\xff"[at as usize % 2] } else { b'a' }).collect();
        let first_from =
            |at: usize| bytes[at.min(200)..].iter().position(|byte| *byte != b'a').map(|length| at + length);
        for step in 1..40 {
            let mut all = AllOf::new(&bytes, b"(\xff");
            for at in (0..=201).step_by(step) {
                assert_eq!(all.first_from(at), first_from(at), "{at}");
            }
        }
        assert_eq!(AllOf::new(b"", b"()").first_from(0), None);
    }
}
