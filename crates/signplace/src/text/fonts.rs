//! The fonts that a reader has met, with what their codes show: kept from page to page, by one thread.
//!
//! A page shows the same few hundred characters again and again. What each of them comes to, for the page's text and for
//! whoever looks for characters, is worked out once and then stands in a table (`super::codes`) that is read in a loop.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::codes::{
    Known, KnownBytes, KnownMixed, KnownPairs, PAIR_ROWS, PER_ROW, Places, Row, beside, in_row, put, row_of,
};
use super::font::{Char, CodeLength, Font, Heights};
use super::shows::{MaskOf, Shows};
use crate::document::object::ObjectIdentifier;
/// A font as a page holds it. Some pages set one before every character: threads that all count the holders of the same font
/// would wait for one another.
pub(super) type HeldFont = Rc<Held>;

/// A font, and its index among those met.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) font: Arc<Font>,
    pub(super) index: u16,
}

/// The fonts that a reader has met.
#[derive(Debug, Default)]
pub(crate) struct Fonts {
    fonts: Vec<Met>,
    by_address: HashMap<usize, u16>,
    /// Where references lead: of those that share a place, the one that was asked for last.
    by_reference: Vec<Option<(ObjectIdentifier, u16)>>,
    /// What codes of one byte show, of all fonts; the first is one that nobody has met.
    bytes: Vec<Shows>,
    /// The same of codes that may have two; the first is of codes that nobody has met.
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Met {
    font: Arc<Font>,
    length: CodeLength,
    places: Places,
}

/// Fonts beyond this number have no table: a page may have tens of thousands, and show a code of each.
const MOST_TABLES: usize = 1 << 10;
/// With more fonts, codes of one byte or rows than that when a page begins, all are met anew.
const MOST_FONTS: usize = MOST_TABLES / 2;
const MOST_BYTES: usize = 1 << 15;
const MOST_ROWS: usize = 1 << 13;

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
        if self.fonts.len() > MOST_FONTS || self.bytes.len() > MOST_BYTES || self.rows.len() > MOST_ROWS {
            *self = Self::default();
        }
    }

    /// Forgets what codes show, once the page is read.
    pub(super) fn forget_codes(&mut self) {
        let Self { fonts, by_address, by_reference, bytes, rows } = self;
        fonts.iter_mut().for_each(|met| met.places = Places::Nowhere);
        (*by_address, *by_reference) = (HashMap::new(), Vec::new());
        (*bytes, *rows) = (Vec::new(), Vec::new());
    }

    /// The font that a reference is known to lead to.
    pub(super) fn known(&self, reference: ObjectIdentifier) -> Option<HeldFont> {
        let (_, index) = (*self.by_reference.get(place_of(reference))?).filter(|(known, _)| *known == reference)?;
        let font = Arc::clone(self.get(index)?);
        Some(Rc::new(Held { font, index }))
    }

    /// A font as pages hold it. It joins those met, by the reference that leads to it, if one does; beyond all numbers it is
    /// shown glyph by glyph.
    pub(super) fn hold(&mut self, font: Arc<Font>, reference: Option<ObjectIdentifier>) -> HeldFont {
        let fonts = &mut self.fonts;
        let index = *self.by_address.entry(Arc::as_ptr(&font) as usize).or_insert_with(|| {
            let index = u16::try_from(fonts.len()).unwrap_or(UNMET);
            if index != UNMET {
                let length = font.code_length();
                fonts.push(Met { font: Arc::clone(&font), length, places: Places::Nowhere });
            }
            index
        });
        if let Some(reference) = reference {
            self.by_reference.resize(REFERENCES, None);
            if let Some(place) = self.by_reference.get_mut(place_of(reference)) {
                *place = Some((reference, index));
            }
        }
        Rc::new(Held { font, index })
    }

    /// A font, by its index.
    #[inline]
    pub(crate) fn get(&self, index: u16) -> Option<&Arc<Font>> {
        self.fonts.get(usize::from(index)).map(|met| &met.font)
    }

    /// How far a font reaches above and below the base.
    #[inline]
    pub(crate) fn heights(&self, index: u16) -> Option<Heights> {
        self.fonts.get(usize::from(index)).map(|met| met.font.heights())
    }

    /// What the codes of a font are known to show.
    #[inline]
    pub(super) fn codes(&self, index: u16) -> Known<'_> {
        let (bytes, rows) = (self.bytes.as_slice(), self.rows.as_slice());
        let Some(Met { font, length, places }) = self.fonts.get(usize::from(index)) else { return Known::Nothing };
        // Where nothing was met yet, that is known too.
        let single = if let Places::OneByte(places) = places { places } else { &[0; 256] };
        let pairs = if let Places::TwoBytes(places) = places { places } else { &[0; PAIR_ROWS] };
        match length {
            CodeLength::One => Known::One(KnownBytes { places: single, bytes }),
            CodeLength::Two => Known::Two(KnownPairs { places: pairs, rows }),
            CodeLength::OneOrTwo => Known::OneOrTwo(KnownMixed { pairs: KnownPairs { places: pairs, rows }, font }),
            CodeLength::Other => Known::Nothing,
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
        let (mut shows, length) = (Shows::new(char, index, mask_of), char.len.max(1));
        let Some(met) = self.fonts.get_mut(usize::from(index)) else { return shows };
        let key = char.code as u16;
        if matches!(met.places, Places::Nowhere) && usize::from(index) < MOST_TABLES {
            met.places = Places::of(met.length);
        }
        match (&mut met.places, met.length, length) {
            (Places::OneByte(places), CodeLength::One, _) => {
                if let Some(place) = places.get_mut(usize::from(key)) {
                    put(&mut self.bytes, place, Shows::NONE, |known| *known = shows);
                }
            }
            (Places::TwoBytes(places), of_font, 1 | 2) => {
                if of_font == CodeLength::OneOrTwo {
                    // A string may end within a longer code, and then seem to hold a shorter one.
                    let first = if length == 2 { key.to_be_bytes()[0] } else { key as u8 };
                    if usize::from(met.font.length_by_first(first)) != length {
                        return shows;
                    }
                    shows.glyph.set(if length == 1 { Shows::SINGLE } else { 0 });
                } else if length == 1 {
                    return shows;
                }
                let (first, rows) = (row_of(key), &self.rows);
                let is_of_others = |place: usize| {
                    let row = rows.get(usize::from(places[place])).map_or(&[][..], |row| row);
                    row.iter()
                        .any(|known| known.is_met() && known.glyph.code / PER_ROW as u32 != char.code / PER_ROW as u32)
                };
                let place = if is_of_others(first) && !is_of_others(beside(first)) { beside(first) } else { first };
                put(&mut self.rows, &mut places[place], [Shows::NONE; PER_ROW], |row| row[in_row(key)] = shows);
            }
            _ => {}
        }
        shows
    }
}

#[cfg(test)]
mod tests {
    use super::super::shows::Mask;
    use super::*;
    use crate::document::object::{Dict, FromBytes as _};

    fn held(fonts: &mut Fonts, dict: &str) -> HeldFont {
        let dict = Dict::from_bytes(dict.as_bytes()).expect("a dictionary");
        let (font, _) = Font::load(&dict, &|_, _| None);
        fonts.hold(Arc::new(font), None)
    }

    fn known(fonts: &Fonts, index: u16, bytes: &[u8]) -> Option<(usize, Mask)> {
        let found = fonts.codes(index).next(bytes);
        found.map(|(length, shows)| (length, shows.mask))
    }

    const LATIN: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    const GBK: &str = "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font\
        /Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>";

    #[test]
    fn a_code_is_known_once_it_was_met() {
        let mut fonts = Fonts::default();
        let latin = held(&mut fonts, LATIN).index;
        let mask_of = |text: &str| if text == "A" { 1 } else { 0 };
        assert_eq!(known(&fonts, latin, b"AB"), None);
        let (shows, length) = fonts.meet(latin, b"AB", &mask_of);
        assert_eq!((length, shows.mask, shows.width()), (1, 1, 0.667));
        assert_eq!((known(&fonts, latin, b"AB"), known(&fonts, latin, b"B")), (Some((1, 1)), None));
        // What codes show is forgotten with the page, and takes no memory then; not what glyphs say of their font.
        fonts.forget_codes();
        assert!(fonts.heights(latin).is_some() && known(&fonts, latin, b"A").is_none());
        assert!(fonts.fonts.iter().all(|met| matches!(met.places, Places::Nowhere)) && fonts.bytes.capacity() == 0);
    }

    #[test]
    fn only_so_many_fonts_of_a_page_have_tables() {
        let mut fonts = Fonts::default();
        let latin = held(&mut fonts, LATIN);
        for _ in 0..MOST_TABLES {
            fonts.by_address.clear();
            let next = fonts.hold(Arc::clone(&latin.font), None).index;
            fonts.meet(next, b"A", &|_| 1);
            assert_eq!(known(&fonts, next, b"A").is_some(), usize::from(next) < MOST_TABLES);
        }
        assert!(fonts.fonts.len() > MOST_TABLES);
    }

    #[test]
    fn code_zero_may_stand_beside_its_place() {
        let mut fonts = Fonts::default();
        let gbk = held(&mut fonts, &GBK.replace("GBK-EUC-H", "UniGB-UCS2-H")).index;
        // One whose row has the same place as that of zero.
        let other = (PER_ROW as u16..0xd800).find(|code| row_of(*code) == row_of(0)).expect("there is one");
        for code in [other, 0] {
            fonts.meet(gbk, &code.to_be_bytes(), &|_| 1);
        }
        let Places::TwoBytes(places) = &fonts.fonts[usize::from(gbk)].places else { panic!("codes of two bytes") };
        assert!(places[row_of(0)] != 0 && places[beside(row_of(0))] != 0);
        let shows = fonts.codes(gbk);
        assert!(matches!(shows, Known::Two(_) | Known::OneOrTwo(_)));
        let code = |at: usize| fonts.rows[usize::from(places[at])][0].glyph.code;
        assert_eq!((code(row_of(0)), code(beside(row_of(0)))), (u32::from(other) / 4 * 4, 0));
    }

    #[test]
    fn a_string_that_ends_within_a_code_tells_nothing_of_its_beginning() {
        let mut fonts = Fonts::default();
        let four_bytes = held(&mut fonts, &GBK.replace("GBK-EUC-H", "GBK2K-H")).index;
        assert_eq!(fonts.meet(four_bytes, b"\x81\x30", &|_| 1).1, 2);
        assert_eq!(known(&fonts, four_bytes, b"\x81\x30\x81\x30"), None);
        assert_eq!(fonts.meet(four_bytes, b"\x81\x30\x81\x30", &|_| 1).1, 4);
    }

    #[test]
    fn rows_that_share_a_place_stand_beside_each_other() {
        let mut fonts = Fonts::default();
        let gbk = held(&mut fonts, GBK).index;
        // Codes of the first bytes that are of Chinese characters, by where their rows belong.
        let codes: Vec<u16> = (0xb0a0..0xf7a0).step_by(PER_ROW).filter(|code| code & 0x80 != 0).collect();
        let (code, other) = codes
            .iter()
            .find_map(|code| {
                codes
                    .iter()
                    .find(|other| *other > code && row_of(**other) == row_of(*code))
                    .map(|other| (*code, *other))
            })
            .expect("two rows that share a place");
        for code in [code, other] {
            fonts.meet(gbk, &code.to_be_bytes(), &|_| 1);
        }
        assert_eq!([code, other].map(|code| known(&fonts, gbk, &code.to_be_bytes())), [Some((2, 1)); 2]);
    }

    #[test]
    fn a_font_beyond_all_numbers_has_no_table_and_is_not_to_be_trusted() {
        let mut fonts = Fonts::default();
        let latin = held(&mut fonts, LATIN);
        for _ in 0..usize::from(UNMET) + 2 {
            fonts.by_address.clear();
            fonts.hold(Arc::clone(&latin.font), None);
        }
        let index = fonts.hold(held(&mut Fonts::default(), LATIN).font.clone(), None).index;
        assert_eq!((index, fonts.fonts.len()), (UNMET, usize::from(UNMET)));
        assert!(!fonts.may_join(index) && matches!(fonts.codes(index), Known::Nothing));
        assert!(fonts.meet(index, b"A", &|_| 1).0.flags() & Shows::DOUBTFUL != 0);
    }

    #[test]
    fn codes_of_one_byte_and_of_two_are_told_apart() {
        let mut fonts = Fonts::default();
        let gbk = held(&mut fonts, GBK).index;
        let mask_of = |text: &str| if text == "甲" { 1 } else { 2 };
        assert_eq!(fonts.meet(gbk, b"\xbc\xd7A", &mask_of).1, 2);
        assert_eq!(fonts.meet(gbk, b"A\xbc", &mask_of).1, 1);
        assert_eq!(known(&fonts, gbk, b"\xbc\xd7A"), Some((2, 1)));
        assert_eq!(known(&fonts, gbk, b"A\xbc"), Some((1, 2)));
        // The code that a string ends within.
        assert_eq!(known(&fonts, gbk, b"\xbc"), None);
    }

    #[test]
    fn of_codes_that_share_a_place_the_last_is_known() {
        let mut fonts = Fonts::default();
        let gbk = held(&mut fonts, GBK).index;
        // Rows of GB 2312 without gaps.
        let codes: Vec<[u8; 2]> = (0xb0..=0xd6).flat_map(|high| (0xa1..=0xfe).map(move |low| [high, low])).collect();
        for code in &codes {
            let mask = Mask::from(u16::from_be_bytes(*code));
            fonts.meet(gbk, code, &|_| mask);
            assert_eq!(known(&fonts, gbk, code), Some((2, mask)));
        }
        let kept: Vec<_> = codes.iter().filter_map(|code| Some((*code, known(&fonts, gbk, code)?))).collect();
        assert!(kept.len() > codes.len() / 2, "{} of {}", kept.len(), codes.len());
        for (code, (_, mask)) in kept {
            assert_eq!(mask, Mask::from(u16::from_be_bytes(code)));
        }
    }
}
