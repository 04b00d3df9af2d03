//! Where it stands what the codes of a font show, and how it is found there: most of the time that a page takes is spent here
//! and in [`super::known`].

use super::content_byte::{hex_byte, hex_bytes, hex_pair};
use super::font::{CodeLength, Font};
use super::shows::Shows;

/// Where it stands what the codes of a font show.
#[derive(Debug)]
pub(super) enum Places {
    /// Nowhere yet.
    Nowhere,
    /// Codes of one byte, in `Tables::bytes`.
    OneByte(Box<[u16; 256]>),
    /// Codes that have two bytes or one, in `Tables::rows`, by [`row_of`] them or in the place beside it; of rows for which
    /// both were taken, the one that was met last.
    TwoBytes(Box<[u16; PAIR_ROWS]>),
}

impl Places {
    pub(super) fn of(length: CodeLength) -> Self {
        match length {
            CodeLength::Two | CodeLength::OneOrTwo => Self::TwoBytes(Box::new([0; PAIR_ROWS])),
            CodeLength::One => Self::OneByte(Box::new([0; 256])),
            CodeLength::Other => Self::Nowhere,
        }
    }
}

/// What codes show, of all fonts.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Of codes of one byte; the first is one that nobody has met.
    bytes: Vec<Shows>,
    /// The same of codes that may have two; the first is of codes that nobody has met.
    rows: Vec<Row>,
}

/// Beyond so many, tables are large.
const MANY_BYTES: usize = 1 << 15;
const MANY_ROWS: usize = 1 << 13;

impl Tables {
    pub(super) fn are_large(&self) -> bool {
        self.bytes.len() > MANY_BYTES || self.rows.len() > MANY_ROWS
    }

    /// What the codes of a font, of this length, are known to show.
    #[inline]
    pub(super) fn known<'k>(&'k self, places: &'k Places, length: CodeLength, font: &'k Font) -> Known<'k> {
        // Where nothing was met yet, that is known too.
        let single = if let Places::OneByte(places) = places { places } else { &[0; 256] };
        let pairs = if let Places::TwoBytes(places) = places { places } else { &[0; PAIR_ROWS] };
        let pairs = KnownPairs { places: pairs, rows: &self.rows };
        match length {
            CodeLength::One => Known::One(KnownBytes { places: single, bytes: &self.bytes }),
            CodeLength::Two => Known::Two(pairs),
            CodeLength::OneOrTwo => Known::OneOrTwo(KnownMixed { pairs, font }),
            CodeLength::Other => Known::Nothing,
        }
    }

    /// Keeps what a code of so many bytes shows, if there is a place for it; returns what it shows in this font.
    pub(super) fn keep(&mut self, places: &mut Places, font: &Font, length: usize, mut shows: Shows) -> Shows {
        let code = shows.glyph.code as u16;
        match (places, font.code_length(), length) {
            (Places::OneByte(places), CodeLength::One, _) => {
                if let Some(place) = places.get_mut(usize::from(code)) {
                    put(&mut self.bytes, place, Shows::NONE, |known| *known = shows);
                }
            }
            (Places::TwoBytes(places), CodeLength::Two, 2) => self.keep_in_row(places, code, shows),
            (Places::TwoBytes(places), CodeLength::OneOrTwo, 1 | 2) => {
                // A string may end within a longer code, and then seem to hold a shorter one.
                let first = if length == 2 { code.to_be_bytes()[0] } else { code as u8 };
                if usize::from(font.length_by_first(first)) == length {
                    if length == 1 {
                        shows.glyph.set(Shows::SINGLE);
                    }
                    self.keep_in_row(places, code, shows);
                }
            }
            _ => {}
        }
        shows
    }

    fn keep_in_row(&mut self, places: &mut [u16; PAIR_ROWS], code: u16, shows: Shows) {
        let first = row_of(code);
        let is_of_others = |place: usize| {
            let row = self.rows.get(usize::from(places[place]));
            let is_other =
                |known: &Shows| known.is_met() && known.glyph.code / PER_ROW as u32 != u32::from(code) / PER_ROW as u32;
            row.is_some_and(|row| row.iter().any(is_other))
        };
        let place = if is_of_others(first) && !is_of_others(beside(first)) { beside(first) } else { first };
        put(&mut self.rows, &mut places[place], [Shows::NONE; PER_ROW], |row| row[in_row(code)] = shows);
    }
}

/// Puts something where a place says, in a row that is made when there is none.
fn put<R: Clone>(rows: &mut Vec<R>, place: &mut u16, none: R, put: impl FnOnce(&mut R)) {
    if rows.len() >= usize::from(u16::MAX) {
        return;
    }
    if *place == 0 {
        if rows.is_empty() {
            rows.push(none.clone());
        }
        *place = rows.len() as u16;
        rows.push(none);
    }
    if let Some(row) = rows.get_mut(usize::from(*place)) {
        put(row);
    }
}

/// What a few codes that follow one another show: of many codes, a page shows neighbours of some, and none of most. Longer rows
/// would be touched, and paid for, on a first page, which shows codes far apart.
type Row = [Shows; PER_ROW];
const PER_ROW: usize = 4;

/// Rows of a font with codes of two bytes.
const PAIR_ROWS: usize = 1 << 12;

/// The row of a code of two bytes: bits of the whole, mixed (a multiple of the golden ratio), as codes of most character sets
/// differ in few of their bits.
#[inline(always)]
fn row_of(code: u16) -> usize {
    (usize::from((code / PER_ROW as u16).wrapping_mul(0x9e37)) * PAIR_ROWS) >> 16
}

/// The other place of a row.
#[inline(always)]
fn beside(place: usize) -> usize {
    place ^ 1
}

/// The place of a code in its row.
#[inline(always)]
fn in_row(code: u16) -> usize {
    usize::from(code) % PER_ROW
}

/// What the codes of a font are known to show, so far.
pub(super) enum Known<'k> {
    /// Of one byte each.
    One(KnownBytes<'k>),
    /// Of two bytes each.
    Two(KnownPairs<'k>),
    /// Of one byte or two.
    OneOrTwo(KnownMixed<'k>),
    /// Codes are read in another way.
    Nothing,
}

impl<'k> Known<'k> {
    /// The first of some codes, as [`NextKnown`] tells.
    #[inline(always)]
    pub(super) fn next(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)> {
        match self {
            Self::One(known) => known.next(bytes),
            Self::Two(known) => known.next(bytes),
            Self::OneOrTwo(known) => known.next(bytes),
            Self::Nothing => None,
        }
    }
}

/// The first of some codes, if it is known what they show.
pub(super) trait NextKnown<'k>: Copy {
    /// Its bytes, and what it shows: one character, without going back.
    fn next(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)>;

    /// The same of codes in hexadecimal digits, with how many digits the first has.
    #[inline(always)]
    fn next_hex(&self, digits: &[u8]) -> Option<(usize, &'k Shows)> {
        let (length, shows) = match hex_pair(digits) {
            Some(pair) => self.next(&pair)?,
            None => self.next(&[hex_byte(digits)?])?,
        };
        Some((2 * length, shows))
    }

    /// What the first two codes of two bytes show, in hexadecimal digits; `None` also where only one by one is worth it.
    #[inline(always)]
    fn two_of_hex(&self, _digits: &[u8; 8]) -> Option<[&'k Shows; 2]> {
        None
    }

    /// Gives what the first codes show, as far as that is known; returns how many bytes these have.
    #[inline(always)]
    fn each(&self, bytes: &[u8], mut give: impl FnMut(&'k Shows)) -> usize {
        let mut rest = bytes;
        while let Some((length, shows)) = self.next(rest) {
            give(shows);
            rest = rest.get(length..).unwrap_or_default();
        }
        bytes.len() - rest.len()
    }

    /// The same of codes in hexadecimal digits, where these have the usual number of bytes; returns how many digits they have.
    #[inline(always)]
    fn each_hex(&self, digits: &[u8], mut give: impl FnMut(&'k Shows)) -> usize {
        let mut at = 0;
        for four in digits.chunks_exact(4) {
            let Some((2, shows)) = hex_pair(four).and_then(|pair| self.next(&pair)) else { break };
            give(shows);
            at += 4;
        }
        at
    }
}

/// Codes of one byte.
#[derive(Clone, Copy)]
pub(super) struct KnownBytes<'k> {
    places: &'k [u16; 256],
    bytes: &'k [Shows],
}

impl<'k> KnownBytes<'k> {
    #[inline(always)]
    fn find(self, code: u8) -> Option<&'k Shows> {
        let shows = self.bytes.get(usize::from(self.places[usize::from(code)]))?;
        shows.is_usual(0).then_some(shows)
    }
}

impl<'k> NextKnown<'k> for KnownBytes<'k> {
    #[inline(always)]
    fn next(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)> {
        Some((1, self.find(*bytes.first()?)?))
    }

    #[inline(always)]
    fn next_hex(&self, digits: &[u8]) -> Option<(usize, &'k Shows)> {
        Some((2, self.find(hex_byte(digits)?)?))
    }

    #[inline(always)]
    fn each(&self, bytes: &[u8], mut give: impl FnMut(&'k Shows)) -> usize {
        for (at, code) in bytes.iter().enumerate() {
            let Some(shows) = self.find(*code) else { return at };
            give(shows);
        }
        bytes.len()
    }

    #[inline(always)]
    fn each_hex(&self, digits: &[u8], mut give: impl FnMut(&'k Shows)) -> usize {
        let mut at = 0;
        for two in digits.chunks_exact(2) {
            let Some(shows) = hex_byte(two).and_then(|code| self.find(code)) else { break };
            give(shows);
            at += 2;
        }
        at
    }
}

/// Codes of two bytes.
#[derive(Clone, Copy)]
pub(super) struct KnownPairs<'k> {
    places: &'k [u16; PAIR_ROWS],
    rows: &'k [Row],
}

impl<'k> KnownPairs<'k> {
    #[inline(always)]
    fn find(self, code: u16, is_single: u8) -> Option<&'k Shows> {
        let place = row_of(code);
        let mut shows = self.at(place, code)?;
        if shows.glyph.code != u32::from(code) {
            shows = self.at(beside(place), code)?;
        }
        (shows.glyph.code == u32::from(code) && shows.is_usual(is_single)).then_some(shows)
    }

    #[inline(always)]
    fn at(self, place: usize, code: u16) -> Option<&'k Shows> {
        self.rows.get(usize::from(self.places[place % PAIR_ROWS])).map(|row| &row[in_row(code)])
    }
}

impl<'k> NextKnown<'k> for KnownPairs<'k> {
    #[inline(always)]
    fn next(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)> {
        let code = u16::from_be_bytes(*bytes.first_chunk()?);
        Some((2, self.find(code, 0)?))
    }

    #[inline(always)]
    fn next_hex(&self, digits: &[u8]) -> Option<(usize, &'k Shows)> {
        Some((4, self.find(u16::from_be_bytes(hex_pair(digits)?), 0)?))
    }

    #[inline(always)]
    fn two_of_hex(&self, digits: &[u8; 8]) -> Option<[&'k Shows; 2]> {
        let [a, b, c, d] = hex_bytes(digits)?;
        Some([self.find(u16::from_be_bytes([a, b]), 0)?, self.find(u16::from_be_bytes([c, d]), 0)?])
    }
}

/// Codes of two bytes or one.
#[derive(Clone, Copy)]
pub(super) struct KnownMixed<'k> {
    /// What was met with two bytes has two, as the first of them decides on that.
    pub(super) pairs: KnownPairs<'k>,
    font: &'k Font,
}

impl<'k> NextKnown<'k> for KnownMixed<'k> {
    #[inline(always)]
    fn next(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)> {
        self.pairs.next(bytes).or_else(|| self.single(bytes))
    }
}

impl<'k> KnownMixed<'k> {
    #[inline(never)]
    fn single(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)> {
        let first = *bytes.first()?;
        let is_single = self.font.length_by_first(first) == 1;
        is_single.then(|| self.pairs.find(u16::from(first), Shows::SINGLE)).flatten().map(|shows| (1, shows))
    }
}

#[cfg(test)]
mod tests {
    use super::super::shows::Mask;
    use super::*;
    use crate::document::object::{Dict, FromBytes as _};

    /// The codes of one font.
    struct Codes {
        font: Font,
        places: Places,
        tables: Tables,
    }

    impl Codes {
        /// Of a font that is not embedded, with this CMap.
        fn of(cmap: &str) -> Self {
            let dict = format!(
                "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{cmap}/DescendantFonts[<</Type/Font\
                /Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
            );
            let dict = Dict::from_bytes(dict.as_bytes()).expect("a dictionary");
            let (font, _) = Font::load(&dict, &|_, _| None);
            Self { places: Places::of(font.code_length()), font, tables: Tables::default() }
        }

        /// Keeps what the first of some codes shows; returns its length.
        fn meet(&mut self, bytes: &[u8], mask_of: &dyn Fn(&str) -> Mask) -> usize {
            let char = self.font.next_char(bytes);
            let (length, shows) = (char.len.max(1), Shows::new(&char, 0, mask_of));
            self.tables.keep(&mut self.places, &self.font, length, shows);
            length
        }

        fn known(&self, bytes: &[u8]) -> Option<(usize, Mask)> {
            let known = self.tables.known(&self.places, self.font.code_length(), &self.font);
            known.next(bytes).map(|(length, shows)| (length, shows.mask))
        }
    }

    #[test]
    fn code_zero_may_stand_beside_its_place() {
        let mut codes = Codes::of("UniGB-UCS2-H");
        // One whose row has the same place as that of zero.
        let other = (PER_ROW as u16..0xd800).find(|code| row_of(*code) == row_of(0)).expect("there is one");
        for code in [other, 0] {
            codes.meet(&code.to_be_bytes(), &|_| 1);
        }
        let Places::TwoBytes(places) = &codes.places else { panic!("codes of two bytes") };
        assert!(places[row_of(0)] != 0 && places[beside(row_of(0))] != 0);
        let code = |at: usize| codes.tables.rows[usize::from(places[at])][0].glyph.code;
        assert_eq!((code(row_of(0)), code(beside(row_of(0)))), (u32::from(other) / 4 * 4, 0));
    }

    #[test]
    fn a_string_that_ends_within_a_code_tells_nothing_of_its_beginning() {
        let mut codes = Codes::of("GBK2K-H");
        assert_eq!(codes.meet(b"\x81\x30", &|_| 1), 2);
        assert_eq!(codes.known(b"\x81\x30\x81\x30"), None);
        assert_eq!(codes.meet(b"\x81\x30\x81\x30", &|_| 1), 4);
    }

    #[test]
    fn rows_that_share_a_place_stand_beside_each_other() {
        let mut codes = Codes::of("GBK-EUC-H");
        // Codes of the first bytes that are of Chinese characters, by where their rows belong.
        let all: Vec<u16> = (0xb0a0..0xf7a0).step_by(PER_ROW).filter(|code| code & 0x80 != 0).collect();
        let beside = |code: u16| all.iter().find(|other| **other > code && row_of(**other) == row_of(code));
        let two = all.iter().find_map(|code| Some([*code, *beside(*code)?])).expect("two rows that share a place");
        for code in two {
            codes.meet(&code.to_be_bytes(), &|_| 1);
        }
        assert_eq!(two.map(|code| codes.known(&code.to_be_bytes())), [Some((2, 1)); 2]);
    }

    #[test]
    fn codes_of_one_byte_and_of_two_are_told_apart() {
        let mut codes = Codes::of("GBK-EUC-H");
        let mask_of = |text: &str| if text == "甲" { 1 } else { 2 };
        assert_eq!(codes.meet(b"\xbc\xd7A", &mask_of), 2);
        assert_eq!(codes.meet(b"A\xbc", &mask_of), 1);
        assert_eq!(codes.known(b"\xbc\xd7A"), Some((2, 1)));
        assert_eq!(codes.known(b"A\xbc"), Some((1, 2)));
        // The code that a string ends within.
        assert_eq!(codes.known(b"\xbc"), None);
    }

    #[test]
    fn of_codes_that_share_a_place_the_last_is_known() {
        let mut codes = Codes::of("GBK-EUC-H");
        // Rows of GB 2312 without gaps.
        let all: Vec<[u8; 2]> = (0xb0..=0xd6).flat_map(|high| (0xa1..=0xfe).map(move |low| [high, low])).collect();
        for code in &all {
            let mask = Mask::from(u16::from_be_bytes(*code));
            codes.meet(code, &|_| mask);
            assert_eq!(codes.known(code), Some((2, mask)));
        }
        let kept: Vec<_> = all.iter().filter_map(|code| Some((*code, codes.known(code)?))).collect();
        assert!(kept.len() > all.len() / 2, "{} of {}", kept.len(), all.len());
        for (code, (_, mask)) in kept {
            assert_eq!(mask, Mask::from(u16::from_be_bytes(code)));
        }
    }
}
