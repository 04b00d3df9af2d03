//! The fonts that a reader has met, with what their codes show: kept from page to page, by one thread.
//!
//! A page shows the same few hundred characters again and again. What each of them comes to, for the page's text and for
//! whoever looks for characters, is worked out once and then stands in a table (`super::codes`) that is read in a loop.

use std::collections::HashMap;
use std::sync::Arc;

use super::codes::{Known, Places, Tables};
use super::font::{Char, CodeLength, Font, Heights};
use super::shows::{MaskOf, Shows};
use crate::document::object::ObjectIdentifier;

/// A font among those met, as a page holds it until it is read: its number, as some pages set a font before every character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeldFont {
    number: u32,
    pub(super) is_vertical: bool,
}

impl HeldFont {
    /// As glyphs tell it; of one beyond all numbers, [`UNMET`].
    #[inline]
    pub(super) fn index(self) -> u16 {
        u16::try_from(self.number).unwrap_or(UNMET)
    }
}

/// The fonts that a reader has met.
#[derive(Debug, Default)]
pub(crate) struct Fonts {
    fonts: Vec<Met>,
    /// Those beyond all numbers that a glyph can tell.
    others: Vec<OwnFont>,
    by_address: HashMap<usize, HeldFont>,
    /// Where references lead: of those that share a place, the one that was asked for last.
    by_reference: Vec<Option<(ObjectIdentifier, HeldFont)>>,
    /// What their codes show.
    tables: Tables,
}

/// A font whose holders are counted for this reader alone: threads that all count those of the same font would wait for one
/// another.
type OwnFont = Arc<Arc<Font>>;

#[derive(Debug)]
struct Met {
    font: OwnFont,
    /// Of the font: asked for whenever it is set.
    heights: Heights,
    length: CodeLength,
    places: Places,
}

/// Fonts beyond this number have no table: a page may have tens of thousands, and show a code of each.
const MOST_TABLES: usize = 1 << 10;
/// With more fonts than that when a page begins, all are met anew.
const MOST_FONTS: usize = MOST_TABLES / 2;

/// The index of fonts for which there was no other.
const UNMET: u16 = u16::MAX;

/// Places for references: objects of a file are numbered one after the other.
const REFERENCES: usize = 1 << 9;

fn place_of(reference: ObjectIdentifier) -> usize {
    reference.obj_number as usize % REFERENCES
}

impl Fonts {
    /// Makes room for those of another page, if there are too many.
    pub(super) fn begin_page(&mut self) {
        if self.fonts.len() > MOST_FONTS || self.tables.are_large() {
            *self = Self::default();
        }
    }

    /// Forgets what codes show, once the page is read.
    pub(super) fn forget_codes(&mut self) {
        let Self { fonts, others, by_address, by_reference, tables } = self;
        fonts.iter_mut().for_each(|met| met.places = Places::Nowhere);
        (*others, *by_address, *by_reference) = (Vec::new(), HashMap::new(), Vec::new());
        *tables = Tables::default();
    }

    /// The font that a reference is known to lead to.
    #[inline]
    pub(super) fn known(&self, reference: ObjectIdentifier) -> Option<HeldFont> {
        let (known, held) = (*self.by_reference.get(place_of(reference))?)?;
        (known == reference).then_some(held)
    }

    /// A font as pages hold it. It joins those met, by the reference that leads to it, if one does; beyond all numbers it is
    /// shown glyph by glyph.
    pub(super) fn hold(&mut self, font: Arc<Font>, reference: Option<ObjectIdentifier>) -> HeldFont {
        let Self { fonts, others, .. } = self;
        let held = *self.by_address.entry(Arc::as_ptr(&font) as usize).or_insert_with(|| {
            let held = HeldFont { number: (fonts.len() + others.len()) as u32, is_vertical: font.is_vertical() };
            let (length, heights) = (font.code_length(), font.heights());
            let font = Arc::new(font);
            match held.index() {
                UNMET => others.push(font),
                _ => fonts.push(Met { font, heights, length, places: Places::Nowhere }),
            }
            held
        });
        if let Some(reference) = reference {
            self.by_reference.resize(REFERENCES, None);
            if let Some(place) = self.by_reference.get_mut(place_of(reference)) {
                *place = Some((reference, held));
            }
        }
        held
    }

    /// A font that a page holds.
    pub(super) fn font(&self, held: HeldFont) -> Option<&OwnFont> {
        match held.index() {
            UNMET => self.others.get((held.number - u32::from(UNMET)) as usize),
            index => self.fonts.get(usize::from(index)).map(|met| &met.font),
        }
    }

    /// A font, by its index.
    #[inline]
    pub(crate) fn get(&self, index: u16) -> Option<&Arc<Font>> {
        self.fonts.get(usize::from(index)).map(|met| &*met.font)
    }

    /// How far a font reaches above and below the base.
    #[inline]
    pub(crate) fn heights(&self, index: u16) -> Option<Heights> {
        self.fonts.get(usize::from(index)).map(|met| met.heights)
    }

    /// The same of a font that a page holds.
    #[inline]
    pub(super) fn heights_of(&self, held: HeldFont) -> Heights {
        let heights = self.heights(held.index()).or_else(|| self.font(held).map(|font| font.heights()));
        heights.unwrap_or(Heights { ascent: 0.0, descent: 0.0 })
    }

    /// What the codes of a font are known to show.
    #[inline]
    pub(super) fn codes(&self, index: u16) -> Known<'_> {
        match self.fonts.get(usize::from(index)) {
            Some(Met { font, length, places, .. }) => self.tables.known(places, *length, font),
            None => Known::Nothing,
        }
    }

    /// Whether codes of a font can be shown together with others.
    #[inline]
    pub(super) fn may_join(&self, index: u16) -> bool {
        let has_table = |met: &Met| met.length != CodeLength::Other && usize::from(index) < MOST_TABLES;
        self.fonts.get(usize::from(index)).is_some_and(has_table)
    }

    /// Whether codes of so many bytes can be shown together with others of the font.
    pub(super) fn are_alike(&self, index: u16, length: usize) -> bool {
        match self.fonts.get(usize::from(index)).map(|met| met.length) {
            Some(CodeLength::One) => length == 1,
            Some(CodeLength::Two) => length == 2,
            Some(CodeLength::OneOrTwo) => length <= 2,
            Some(CodeLength::Other) | None => false,
        }
    }

    /// What the first code of a string shows, and its bytes, of which there is one or more; of a font without an index,
    /// that nothing can be trusted.
    #[cold]
    pub(super) fn meet(&mut self, index: u16, bytes: &[u8], mask_of: MaskOf<'_>) -> (Shows, usize) {
        let Some(font) = self.get(index).cloned() else { return (Shows::RIDDLE, 1) };
        let char = font.next_char(bytes);
        (self.keep(index, &char, mask_of), char.len.max(1))
    }

    /// Keeps what all codes of a string show that were not met before.
    #[cold]
    pub(super) fn meet_all(&mut self, index: u16, font: &Font, mut bytes: &[u8], mask_of: MaskOf<'_>) {
        while !bytes.is_empty() {
            let length = self.usual(index, bytes).unwrap_or_else(|| {
                let char = font.next_char(bytes);
                self.keep(index, &char, mask_of);
                char.len.max(1)
            });
            bytes = bytes.get(length..).unwrap_or_default();
        }
    }

    /// Bytes of the first code of a string, if that was met and shows one character without going back.
    pub(super) fn usual(&self, index: u16, bytes: &[u8]) -> Option<usize> {
        self.codes(index).next(bytes).map(|(length, _)| length)
    }

    /// What a character of a font shows, kept if its code has one byte or two.
    pub(super) fn keep(&mut self, index: u16, char: &Char<'_>, mask_of: MaskOf<'_>) -> Shows {
        let shows = Shows::new(char, index, mask_of);
        let Some(Met { font, length, places, .. }) = self.fonts.get_mut(usize::from(index)) else { return shows };
        if matches!(places, Places::Nowhere) && usize::from(index) < MOST_TABLES {
            *places = Places::of(*length);
        }
        self.tables.keep(places, font, char.len.max(1), shows)
    }
}

#[cfg(test)]
mod tests {
    use super::super::shows::Mask;
    use super::*;
    use crate::document::object::{Dict, FromBytes as _};

    fn font(dict: &str) -> Arc<Font> {
        let dict = Dict::from_bytes(dict.as_bytes()).expect("a dictionary");
        Arc::new(Font::load(&dict, &|_, _| None).0)
    }

    fn known(fonts: &Fonts, index: u16, bytes: &[u8]) -> Option<(usize, Mask)> {
        let found = fonts.codes(index).next(bytes);
        found.map(|(length, shows)| (length, shows.mask))
    }

    const LATIN: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    #[test]
    fn a_code_is_known_once_it_was_met() {
        let mut fonts = Fonts::default();
        let latin = fonts.hold(font(LATIN), None).index();
        let mask_of = |text: &str| if text == "A" { 1 } else { 0 };
        assert_eq!(known(&fonts, latin, b"AB"), None);
        let (shows, length) = fonts.meet(latin, b"AB", &mask_of);
        assert_eq!((length, shows.mask, shows.width()), (1, 1, 0.667));
        assert_eq!((known(&fonts, latin, b"AB"), known(&fonts, latin, b"B")), (Some((1, 1)), None));
        // What codes show is forgotten with the page, and takes no memory then; not what glyphs say of their font.
        fonts.forget_codes();
        assert!(fonts.heights(latin).is_some() && known(&fonts, latin, b"A").is_none());
        assert!(fonts.fonts.iter().all(|met| matches!(met.places, Places::Nowhere)));
    }

    #[test]
    fn only_so_many_fonts_of_a_page_have_tables() {
        let mut fonts = Fonts::default();
        let latin = font(LATIN);
        for _ in 0..=MOST_TABLES {
            fonts.by_address.clear();
            let next = fonts.hold(Arc::clone(&latin), None).index();
            fonts.meet(next, b"A", &|_| 1);
            assert_eq!(known(&fonts, next, b"A").is_some(), usize::from(next) < MOST_TABLES);
        }
        assert!(fonts.fonts.len() > MOST_TABLES);
    }

    #[test]
    fn a_font_beyond_all_numbers_has_no_table_and_is_not_to_be_trusted() {
        let mut fonts = Fonts::default();
        let latin = font(LATIN);
        for _ in 0..usize::from(UNMET) + 2 {
            fonts.by_address.clear();
            fonts.hold(Arc::clone(&latin), None);
        }
        let (last, reference) = (font(LATIN), ObjectIdentifier::new(7, 0));
        let held = fonts.hold(Arc::clone(&last), Some(reference));
        let index = held.index();
        assert_eq!((index, fonts.fonts.len()), (UNMET, usize::from(UNMET)));
        // It is found nonetheless by those who show it glyph by glyph.
        assert!(
            fonts.known(reference) == Some(held) && fonts.font(held).is_some_and(|font| Arc::ptr_eq(&**font, &last))
        );
        assert!(!fonts.may_join(index) && matches!(fonts.codes(index), Known::Nothing));
        assert!(fonts.meet(index, b"A", &|_| 1).0.flags() & Shows::DOUBTFUL != 0);
    }
}
