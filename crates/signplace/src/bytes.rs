//! Bytes, looked at in bulk.

use std::marker::PhantomData;
use std::ops::BitOr;

/// A set of bytes, told in a way that many bytes can be asked at once: by comparing, not by looking up.
pub(crate) trait ByteSet {
    fn has<L: Lanes>(bytes: L) -> L::Truth;
}

/// Bytes that are asked together: one, of which the compiler makes as many as a vector holds, or a vector.
pub(crate) trait Lanes: Copy {
    /// A truth for each byte.
    type Truth: BitOr<Output = Self::Truth>;

    /// Whether each is this one.
    fn are(self, byte: u8) -> Self::Truth;

    /// With these bits set.
    fn with(self, bits: u8) -> Self;

    /// With these bits cleared.
    fn without(self, bits: u8) -> Self;
}

impl Lanes for u8 {
    type Truth = bool;

    #[inline(always)]
    fn are(self, byte: u8) -> bool {
        self == byte
    }

    #[inline(always)]
    fn with(self, bits: u8) -> Self {
        self | bits
    }

    #[inline(always)]
    fn without(self, bits: u8) -> Self {
        self & !bits
    }
}

/// How many bytes are looked at together for all that are of a set: a bit of a number each.
const BLOCK: usize = u64::BITS as usize;

/// Where the first of the bytes is that is of a set.
// Where it stands in the loop of the one who asks, a search is faster by a hundredth; in a browser, smaller is better.
#[cfg_attr(target_family = "wasm", inline(never))]
#[cfg_attr(not(target_family = "wasm"), inline)]
pub(crate) fn first_of<S: ByteSet>(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        if let Some(first) = some::first_in::<S>(chunk) {
            return Some(at + first);
        }
        at += some::FEW;
    }
    bytes.get(at..)?.iter().position(|byte| S::has(*byte)).map(|length| at + length)
}

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
            Some(block) => (at, some::bits_of::<S>(block)),
            None => {
                let mut block = [0; BLOCK];
                block[..rest.len()].copy_from_slice(rest);
                (at, some::bits_of::<S>(&block) & ((1 << rest.len()) - 1))
            }
        };
        Some(())
    }
}

/// Some bytes at once, as the compiler makes vectors of loops over them.
#[cfg(not(all(target_family = "wasm", target_feature = "simd128")))]
mod some {
    use super::{BLOCK, ByteSet};

    /// As many as the vectors of all processors hold.
    pub(super) const FEW: usize = 16;

    /// Where the first of a few bytes is that is of a set.
    #[inline]
    pub(super) fn first_in<S: ByteSet>(few: &[u8; FEW]) -> Option<usize> {
        let found = u128::from_le_bytes(found_in::<S, FEW>(few, u8::MAX));
        (found != 0).then(|| found.trailing_zeros() as usize / 8)
    }

    /// Which bytes of a block are of a set.
    #[inline]
    pub(super) fn bits_of<S: ByteSet>(block: &[u8; BLOCK]) -> u64 {
        let found = found_in::<S, BLOCK>(block, HIGHEST);
        let (eights, _) = found.as_chunks();
        eights.iter().rev().fold(0, |bits, eight| bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56)
    }

    const HIGHEST: u8 = 0x80;
    /// Brings the highest bits of eight bytes into one, the first lowest: times two to the power of 49, of 42, and so on.
    const GATHER: u64 = 0x0002_0408_1020_4081;

    /// For each byte this one where it is of a set, else 0.
    #[inline]
    fn found_in<S: ByteSet, const N: usize>(bytes: &[u8; N], this: u8) -> [u8; N] {
        let mut found = [0; N];
        for (found, byte) in found.iter_mut().zip(bytes) {
            *found = if S::has(*byte) { this } else { 0 };
        }
        found
    }
}

/// Some bytes at once in a browser, for whose module the compiler makes no vectors, as it is compiled for its size.
#[cfg(all(target_family = "wasm", target_feature = "simd128"))]
mod some {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128, v128_andnot, v128_or};
    use std::ops::BitOr;

    use super::{BLOCK, ByteSet, Lanes};

    pub(super) const FEW: usize = size_of::<v128>();

    /// Where the first of a few bytes is that is of a set.
    pub(super) fn first_in<S: ByteSet>(few: &[u8; FEW]) -> Option<usize> {
        let found = S::has(Vector::of(few)).bits();
        (found != 0).then(|| found.trailing_zeros() as usize)
    }

    /// Which bytes of a block are of a set.
    pub(super) fn bits_of<S: ByteSet>(block: &[u8; BLOCK]) -> u64 {
        let (parts, _) = block.as_chunks();
        parts.iter().rev().fold(0, |bits, part| bits << FEW | u64::from(S::has(Vector::of(part)).bits()))
    }

    #[derive(Clone, Copy)]
    struct Vector(v128);

    impl Vector {
        #[inline(always)]
        fn of(bytes: &[u8; FEW]) -> Self {
            let all = u128::from_le_bytes(*bytes);
            Self(u64x2(all as u64, (all >> 64) as u64))
        }

        /// A bit of each byte that is true.
        #[inline(always)]
        fn bits(self) -> u16 {
            u8x16_bitmask(self.0)
        }
    }

    impl Lanes for Vector {
        type Truth = Self;

        #[inline(always)]
        fn are(self, byte: u8) -> Self {
            Self(u8x16_eq(self.0, u8x16_splat(byte)))
        }

        #[inline(always)]
        fn with(self, bits: u8) -> Self {
            Self(v128_or(self.0, u8x16_splat(bits)))
        }

        #[inline(always)]
        fn without(self, bits: u8) -> Self {
            Self(v128_andnot(self.0, u8x16_splat(bits)))
        }
    }

    impl BitOr for Vector {
        type Output = Self;

        #[inline(always)]
        fn bitor(self, other: Self) -> Self {
            Self(v128_or(self.0, other.0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Marks;

    impl ByteSet for Marks {
        fn has<L: Lanes>(bytes: L) -> L::Truth {
            bytes.are(b'(') | bytes.are(0xff) | bytes.are(0)
        }
    }

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(first_of::<Marks>(&bytes), None);
            for first in (0..length).rev() {
                bytes[first] = b"(\xff"[first % 2];
                assert_eq!(first_of::<Marks>(&bytes), Some(first));
            }
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
                let mut all = AllOf::<Marks>::new(&bytes);
                for at in (0..=length + 1).step_by(step).chain((0..length).rev().step_by(step)) {
                    assert_eq!(all.first_from(at), first_from(at), "{at} of {length}");
                }
            }
        }
    }
}
