//! What codes show, told once a page: whoever only gathers what there is need not look up a code that a page repeats.

use std::cell::Cell;

use super::codes::NextKnown;
use super::content_byte::hex_pair;
use super::shows::Shows;

/// Places for digits that were met, as a power of two: a page has some hundred different codes.
const BITS: u32 = 9;

/// Hexadecimal digits of codes of two bytes that a page has shown, with the font they were of. Of those that share a place, the
/// last.
pub(super) struct Digits([Cell<u64>; 1 << BITS]);

impl Default for Digits {
    fn default() -> Self {
        Self([const { Cell::new(0) }; 1 << BITS])
    }
}

/// Codes of a font, and those of them that the page has shown.
#[derive(Clone, Copy)]
pub(super) struct Once<'d, K> {
    known: K,
    shown: &'d Digits,
    /// Of the font, in bits that no digits have; never zero.
    font: u64,
}

impl<'d, K> Once<'d, K> {
    /// The codes of the font with this index.
    pub(super) fn new(known: K, shown: &'d Digits, font: u16) -> Self {
        Self { known, shown, font: (u64::from(font) + 1) << 32 }
    }
}

impl<'k, K: NextKnown<'k>> NextKnown<'k> for Once<'_, K> {
    #[inline(always)]
    fn next(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)> {
        self.known.next(bytes)
    }

    #[inline(always)]
    fn each_hex(&self, digits: &[u8], mut give: impl FnMut(&'k Shows)) -> usize {
        let mut at = 0;
        for four in digits.chunks_exact(4) {
            let key = self.font | four.first_chunk().map_or(0, |four| u64::from(u32::from_le_bytes(*four)));
            // Bits of the whole, mixed: a multiple of the golden ratio.
            let place = &self.shown.0[(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - BITS)) as usize];
            if place.get() != key {
                let Some((2, shows)) = hex_pair(four).and_then(|pair| self.known.next(&pair)) else { break };
                give(shows);
                place.set(key);
            }
            at += 4;
        }
        at
    }
}
