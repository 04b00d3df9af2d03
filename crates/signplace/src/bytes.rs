//! Bytes, looked at in bulk.

use std::marker::PhantomData;

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

/// A set of bytes, told in a way that the compiler can ask of many bytes at once: by comparing, not by looking up.
pub(crate) trait ByteSet {
    fn has(byte: u8) -> bool;
}

/// How many bytes are looked at together for all that are of a set: a bit of a number each.
const BLOCK: usize = u64::BITS as usize;

/// Where bytes are that are of a set, for those who go on from one to the next: of bytes that were looked at together, none is
/// looked at again.
#[derive(Debug)]
pub(crate) struct AllOf<'b, S> {
    bytes: &'b [u8],
    set: PhantomData<S>,
    /// Where the bytes begin that were looked at last, and which of them are of the set, the first lowest.
    start: usize,
    found: u64,
}

impl<'b, S: ByteSet> AllOf<'b, S> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        // So far that no place is near.
        Self { bytes, set: PhantomData, start: usize::MAX - BLOCK, found: 0 }
    }

    /// Where the first of them is that does not stand before this place.
    #[inline]
    pub(crate) fn first_from(&mut self, mut at: usize) -> Option<usize> {
        loop {
            let skipped = at.wrapping_sub(self.start);
            if skipped < BLOCK {
                let found = self.found >> skipped;
                if found != 0 {
                    return Some(at + found.trailing_zeros() as usize);
                }
                at = self.start + BLOCK;
            }
            self.look(at)?;
        }
    }

    /// Looks at the bytes from this place on; `None` where there are none.
    #[inline(never)]
    fn look(&mut self, at: usize) -> Option<()> {
        let rest = self.bytes.get(at..).filter(|rest| !rest.is_empty())?;
        (self.start, self.found) = match rest.first_chunk() {
            Some(block) => (at, bits_of::<S>(block)),
            None => {
                let mut block = [0; BLOCK];
                block[..rest.len()].copy_from_slice(rest);
                (at, bits_of::<S>(&block) & ((1 << rest.len()) - 1))
            }
        };
        Some(())
    }
}

/// Which bytes of a block are of a set.
#[inline]
fn bits_of<S: ByteSet>(block: &[u8; BLOCK]) -> u64 {
    let mut found = [0; BLOCK];
    for (found, byte) in found.iter_mut().zip(block) {
        *found = if S::has(*byte) { HIGHEST } else { 0 };
    }
    let (eights, _) = found.as_chunks();
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56)
}

const HIGHEST: u8 = 0x80;
/// Brings the highest bits of eight bytes into one, the first lowest: times two to the power of 49, of 42, and so on.
const GATHER: u64 = 0x0002_0408_1020_4081;

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

    struct Brackets;

    impl ByteSet for Brackets {
        fn has(byte: u8) -> bool {
            matches!(byte, b'(' | 0xff | 0)
        }
    }

    #[test]
    fn all_are_found_from_any_place_on() {
        for length in [0, 1, 63, 64, 65, 200, 300] {
            let byte = |at: usize| if at * at % 7 == 1 || at % 80 == 63 { b"(\xff\0"[at % 3] } else { b'a' };
            let bytes: Vec<u8> = (0..length).map(byte).collect();
            let first_from =
                |at: usize| bytes[at.min(length)..].iter().position(|byte| *byte != b'a').map(|length| at + length);
            for step in 1..140 {
                let mut all = AllOf::<Brackets>::new(&bytes);
                for at in (0..=length + 1).step_by(step).chain((0..length).rev().step_by(step)) {
                    assert_eq!(all.first_from(at), first_from(at), "{at} of {length}");
                }
            }
        }
    }
}
