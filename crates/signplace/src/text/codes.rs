//! Where it stands what the codes of a font show, and how it is found there: most of the time that a page takes is spent here
//! and in [`super::known`].

use super::font::{CodeLength, Font};
use super::shows::Shows;

/// Where it stands what the codes of a font show.
#[derive(Debug)]
pub(super) enum Places {
    /// Nowhere yet.
    Nowhere,
    /// Codes of one byte, in `Fonts::bytes`.
    OneByte(Box<[u16; 256]>),
    /// Codes that have two bytes or one, in `Fonts::rows`, by [`row_of`] them or in the place beside it; of rows for which
    /// both were taken, the one that was met last.
    TwoBytes(Box<[u16; PAIR_ROWS]>),
}

/// Rows of a font with codes of two bytes.
pub(super) const PAIR_ROWS: usize = 1 << 12;

/// The row of a code of two bytes: bits of the whole, mixed (a multiple of the golden ratio), as codes of most character sets
/// differ in few of their bits.
#[inline(always)]
pub(super) fn row_of(code: u16) -> usize {
    (usize::from((code / PER_ROW as u16).wrapping_mul(0x9e37)) * PAIR_ROWS) >> 16
}

/// The other place of a row.
#[inline(always)]
pub(super) fn beside(place: usize) -> usize {
    place ^ 1
}

/// What a few codes that follow one another show: of many codes, a page shows neighbours of some, and none of most. Longer rows
/// would be touched, and paid for, on a first page, which shows codes far apart.
pub(super) type Row = [Shows; PER_ROW];
pub(super) const PER_ROW: usize = 4;

/// The place of a code in its row.
#[inline(always)]
pub(super) fn in_row(code: u16) -> usize {
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
pub(super) trait NextKnown<'k> {
    /// Its bytes, and what it shows: one character, without going back.
    fn next(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)>;
}

/// Codes of one byte.
#[derive(Clone, Copy)]
pub(super) struct KnownBytes<'k> {
    pub(super) places: &'k [u16; 256],
    pub(super) bytes: &'k [Shows],
}

impl<'k> NextKnown<'k> for KnownBytes<'k> {
    #[inline(always)]
    fn next(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)> {
        let code = *bytes.first()?;
        let shows = self.bytes.get(usize::from(self.places[usize::from(code)]))?;
        shows.is_usual(0).then_some((1, shows))
    }
}

/// Codes of two bytes.
#[derive(Clone, Copy)]
pub(super) struct KnownPairs<'k> {
    pub(super) places: &'k [u16; PAIR_ROWS],
    pub(super) rows: &'k [Row],
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
}

/// Codes of two bytes or one.
#[derive(Clone, Copy)]
pub(super) struct KnownMixed<'k> {
    pub(super) pairs: KnownPairs<'k>,
    pub(super) font: &'k Font,
}

impl<'k> NextKnown<'k> for KnownMixed<'k> {
    #[inline(always)]
    fn next(&self, bytes: &[u8]) -> Option<(usize, &'k Shows)> {
        // The first byte decides on the length: what was met with two bytes has two.
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

/// Puts something where a place says, in a row that is made when there is none.
pub(super) fn put<R: Clone>(rows: &mut Vec<R>, place: &mut u16, none: R, put: impl FnOnce(&mut R)) {
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

impl Places {
    pub(super) fn of(length: CodeLength) -> Self {
        match length {
            CodeLength::Two | CodeLength::OneOrTwo => Self::TwoBytes(Box::new([0; PAIR_ROWS])),
            CodeLength::One => Self::OneByte(Box::new([0; 256])),
            CodeLength::Other => Self::Nowhere,
        }
    }
}
