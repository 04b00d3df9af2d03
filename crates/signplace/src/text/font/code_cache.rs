//! What codes of two bytes were found to mean, so that the ladder of maps is climbed once for each.
//!
//! A page shows the same few hundred characters again and again. The cache has a fixed size and one place for each code,
//! which the code that came last holds; it is shared by all threads, and a lost entry is only worked out anew.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::meaning::{Code, Text};
use crate::text::UnicodeSource;

/// Places, as a power of two: codes that differ by a multiple of it share one.
const BITS: u32 = 10;

/// Codes with their width and their one character.
///
/// An entry is, from its lowest bit: 21 bits of the character, 6 of the code beyond its place, 5 of the source, of which
/// 0 says that there is no entry, and the 32 of the width.
#[derive(Default)]
pub(super) struct CodeCache {
    entries: OnceLock<Box<[AtomicU64]>>,
}

/// Every source, in the order of their numbers in an entry.
const SOURCES: [UnicodeSource; 9] = [
    UnicodeSource::ActualText,
    UnicodeSource::ToUnicode,
    UnicodeSource::PredefinedCmap,
    UnicodeSource::Encoding,
    UnicodeSource::GlyphName,
    UnicodeSource::FontProgram,
    UnicodeSource::GbkPairs,
    UnicodeSource::Outline,
    UnicodeSource::CharCode,
];
/// Stands for no character.
const UNKNOWN: u64 = (1 << 21) - 1;

impl CodeCache {
    fn slot(&self, code: u16) -> Option<&AtomicU64> {
        let entries = self.entries.get_or_init(|| (0..1 << BITS).map(|_| AtomicU64::new(0)).collect());
        entries.get(usize::from(code) % (1 << BITS))
    }

    /// What a code was found to show.
    #[inline]
    pub(super) fn get(&self, code: u16) -> Option<Code> {
        let entry = self.slot(code)?.load(Ordering::Relaxed);
        let source = SOURCES.get(((entry >> 27 & 31) as usize).wrapping_sub(1))?;
        if entry >> 21 & 63 != u64::from(code >> BITS) {
            return None;
        }
        let width = f64::from(f32::from_bits((entry >> 32) as u32)) / 1000.0;
        Some(Code::of(width, (entry & UNKNOWN) as u32, *source))
    }

    /// Keeps what a code means, with its width in thousandths of an em, unless it means several characters.
    pub(super) fn set(&self, code: u16, width: f32, text: Text<'_>, source: UnicodeSource) {
        let char = match text {
            Text::Unknown => UNKNOWN,
            Text::One(char) => u64::from(u32::from(char)),
            Text::Many(_) => return,
        };
        let Some(source) = SOURCES.iter().position(|known| *known == source) else { return };
        let entry = char | u64::from(code >> BITS) << 21 | (source as u64 + 1) << 27 | u64::from(width.to_bits()) << 32;
        if let Some(slot) = self.slot(code) {
            slot.store(entry, Ordering::Relaxed);
        }
    }
}

impl std::fmt::Debug for CodeCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CodeCache").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_kept_until_another_takes_its_place() {
        let cache = CodeCache::default();
        assert_eq!(cache.get(0), None);
        for (code, text) in [(0, Text::One('甲')), (1, Text::Unknown), (0xffff, Text::One('\u{10ffff}'))] {
            for source in SOURCES {
                cache.set(code, 0.1, text, source);
                let width = f64::from(0.1f32) / 1000.0;
                assert_eq!(cache.get(code), Some(Code::new(width, text, source)), "{code:x}");
            }
        }
        cache.set(0x400, 1.0, Text::One('乙'), UnicodeSource::ToUnicode);
        assert_eq!((cache.get(0), cache.get(0x800)), (None, None));
        assert!(cache.get(0x400).is_some());
    }

    #[test]
    fn several_characters_are_not_kept() {
        let cache = CodeCache::default();
        cache.set(7, 1.0, Text::Many("ffi"), UnicodeSource::ToUnicode);
        assert_eq!(cache.get(7), None);
    }
}
