//! What the interpreter yields: glyphs with their place on the displayed page and their Unicode.
//!
//! A page has thousands of glyphs and few ways in which they are set. What glyphs that follow one another have in common
//! stands once, in their [`Piece`]; so the rooms after this one work on pieces, and look at single glyphs only where they
//! must.

use std::ops::Range;

use super::UnicodeSource;
use super::font::{Code, Heights, Text};
use super::fonts::Fonts;
use super::glyphs::Glyphs;
use super::shows::{Mask, Shows};
use crate::geometry::{Page, Point, Quad, Vector};

/// One shown character. What it has in common with its neighbours stands in its [`Piece`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    /// Where it begins: from the origin of its piece, in em along the direction of reading.
    pub(crate) start: f64,
    /// The advance, in em in the direction of reading, without character or word spacing.
    pub(crate) width: f32,
    text: Stored,
    /// Its character code: the bytes of the string, the first most significant.
    pub(crate) code: u32,
    /// Index of its font among [`PageText::fonts`].
    pub(crate) font: u16,
    pub(crate) source: UnicodeSource,
    flags: u8,
}

/// No glyph means more characters.
const LONGEST: usize = 16_383;

/// The glyph can be seen.
const VISIBLE: u8 = Shows::VISIBLE;
/// The glyph is of the single-byte code 32, which word spacing follows.
const SPACE_CODE: u8 = Shows::SPACE_CODE;

impl Glyph {
    /// The place of a glyph that is still to come.
    pub(super) const NONE: Self = Self {
        start: 0.0,
        width: 0.0,
        text: Stored::UNKNOWN,
        code: u32::MAX,
        font: 0,
        source: UnicodeSource::CharCode,
        flags: 0,
    };

    /// A visible glyph of a code, whose Unicode must still be told where that is not plain.
    #[inline]
    pub(super) fn new(code: u32, shows: Code, font: u16, flags: u8) -> Self {
        let Code { width, char, source } = shows;
        Self { start: 0.0, width: width as f32, text: Stored(char), code, font, source, flags }
    }

    /// Flags of [`Shows`].
    #[inline(always)]
    pub(super) fn flags(&self) -> u8 {
        self.flags
    }

    /// Whether of some flags of [`Shows`] these are set.
    #[inline]
    pub(super) fn has(&self, of: u8, these: u8) -> bool {
        self.flags & of == these
    }

    pub(super) const fn with_flags(self, flags: u8) -> Self {
        Self { flags, ..self }
    }

    pub(super) fn set(&mut self, flag: u8) {
        self.flags |= flag;
    }

    /// The same at another place.
    #[inline(always)]
    pub(super) fn placed(self, start: f64) -> Self {
        Self { start, ..self }
    }

    /// The same with another advance.
    pub(super) fn with_width(self, width: f64) -> Self {
        Self { width: width as f32, ..self }
    }

    /// Where its advance ends, as [`start`](Self::start).
    #[inline]
    pub(crate) fn end(&self) -> f64 {
        self.start + f64::from(self.width)
    }

    /// Whether it can be seen.
    #[inline]
    pub(crate) fn is_visible(&self) -> bool {
        self.flags & VISIBLE != 0
    }

    #[inline]
    pub(super) fn set_visible(&mut self, is_visible: bool) {
        self.flags = self.flags & !VISIBLE | u8::from(is_visible);
    }

    /// Whether its Unicode must still be told.
    pub(super) fn is_untold(&self) -> bool {
        !Code::is_plain_char(self.text.0)
    }

    /// Whether it has a Unicode meaning.
    pub(crate) fn has_text(&self) -> bool {
        self.text != Stored::UNKNOWN
    }

    /// Its Unicode where that is one character.
    #[inline]
    pub(crate) fn char(&self) -> Option<char> {
        char::from_u32(self.text.0)
    }
}

/// The Unicode of a glyph: a character, or the number of a longer text behind [`Stored::MANY`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stored(u32);

impl Stored {
    const UNKNOWN: Self = Self(u32::MAX);
    const MANY: u32 = 1 << 31;
}

/// Glyphs that follow one another on one base and in one way: on the page and in the order of the content stream.
///
/// From one to the next there is at most a small step back, and no wider gap than within a run of text (see
/// [`GAPS`](super::GAPS)); no advance is negative. Glyphs for which that does not hold have pieces of their own.
///
/// The vectors describe horizontal and vertical writing alike. `along` points in the direction of reading and `up`
/// towards the ascenders, as the text reads; both are one em long. For vertical writing `along` points down and `up` to
/// the right.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// Index of its first glyph; it has all up to the first one of the next piece.
    pub(crate) first: usize,
    /// The place that its glyphs count from, on their base.
    pub(crate) origin: Point<Page>,
    pub(crate) setting: Setting,
    /// How far its glyphs reach above and below the base at the most, in em along `up`. Each reaches as far as its font,
    /// unless there is but one and it has a height of its own.
    pub(crate) heights: Heights,
    pub(crate) has_own_heights: bool,
    /// Whether a glyph may begin so near the one before it that it is drawn upon it.
    pub(crate) is_tight: bool,
    /// Which of the characters asked for its glyphs hold, and maybe more.
    pub(crate) mask: Mask,
}

/// How glyphs are set. Lengths are in points on the displayed page, or in em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Setting {
    /// One em in the direction of reading.
    pub(crate) along: Vector<Page>,
    /// One em towards the ascenders.
    pub(crate) up: Vector<Page>,
    /// Character spacing, which follows each glyph, in em along `along`; and with word spacing, which follows the
    /// single-byte code 32.
    pub(crate) spacing: [f64; 2],
    pub(crate) layer: Layer,
    pub(crate) vertical: bool,
}

impl Setting {
    /// Length of the em, in points: the font size as displayed.
    pub(crate) fn size(&self) -> f64 {
        if self.vertical { self.along.length() } else { self.up.length() }
    }

    /// The spacing that follows a glyph, in em along `along`.
    #[inline]
    pub(crate) fn spacing_after(&self, glyph: &Glyph) -> f64 {
        self.spacing[usize::from(glyph.flags & SPACE_CODE != 0)]
    }
}

/// Which part of the page a glyph belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Layer {
    /// The page's content, forms included.
    Content,
    /// The appearance of a form field's widget.
    Widget,
    /// The appearance of a FreeText annotation.
    FreeText,
}

/// A glyph with all that describes it.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// Where it begins on its line's base.
    pub(crate) origin: Point<Page>,
    /// The advance, in em along [`Setting::along`].
    pub(crate) width: f64,
    /// How far it reaches above and below the base, in em along [`Setting::up`].
    pub(crate) heights: Heights,
    pub(crate) setting: Setting,
}

impl Shown {
    /// The same glyph, drawn upright and horizontally, as one of a column that is read downwards.
    pub(crate) fn set_upright(&self) -> Self {
        let Setting { along, up, layer, .. } = self.setting;
        let Heights { ascent, descent } = self.heights;
        Self {
            origin: self.origin + along * (self.width / 2.0) + up * ascent,
            width: ascent - descent,
            heights: Heights { ascent: self.width / 2.0, descent: -self.width / 2.0 },
            setting: Setting { along: -up, up: along, spacing: [0.0; 2], vertical: true, layer },
        }
    }

    /// The glyph's outline between two fractions of its advance.
    pub(crate) fn quad(&self, from: f64, to: f64) -> Quad<Page> {
        let Setting { along, up, .. } = self.setting;
        let advance = along * self.width;
        let (start, end) = (self.origin + advance * from, self.origin + advance * to);
        let (low, high) = (up * self.heights.descent, up * self.heights.ascent);
        Quad::new([start + low, end + low, end + high, start + high])
    }
}

/// All text of a page.
#[derive(Debug, Default)]
pub(crate) struct PageText {
    /// In the order in which the content stream shows them.
    pub(crate) glyphs: Glyphs,
    /// In the same order; one may be without glyphs.
    pub(crate) pieces: Vec<Piece>,
    /// Texts of several characters, one after the other.
    chars: String,
    /// Where each of them lies.
    many: Vec<Range<usize>>,
    /// The fonts that the glyphs are of, and those of pages that were read into the same memory before.
    pub(crate) fonts: Fonts,
    /// Whether the page's content shows an image.
    pub(crate) has_image: bool,
    /// Whether the Unicode of any glyph was unknown or a guess, before ActualText said better.
    pub(crate) is_doubtful: bool,
}

impl PageText {
    /// The Unicode of a glyph.
    #[inline]
    pub(crate) fn text(&self, glyph: &Glyph) -> Text<'_> {
        match glyph.char() {
            Some(char) => Text::One(char),
            None => self.long_text(glyph),
        }
    }

    #[cold]
    fn long_text(&self, glyph: &Glyph) -> Text<'_> {
        let range = self.many.get((glyph.text.0 ^ Stored::MANY) as usize);
        match range.and_then(|range| self.chars.get(range.clone())) {
            Some(text) if glyph.has_text() => Text::Many(text),
            _ => Text::Unknown,
        }
    }

    /// Gives a glyph its Unicode; what is longer than any text that one glyph can mean is cut.
    pub(super) fn set_text(&mut self, glyph: &mut Glyph, text: Text<'_>, source: UnicodeSource) {
        glyph.source = source;
        if let Text::One(char) = text {
            glyph.text = Stored(u32::from(char));
            return;
        }
        let mut chars = text.chars();
        glyph.text = match (chars.next(), chars.next()) {
            (None, _) => Stored::UNKNOWN,
            (Some(char), None) => Stored(u32::from(char)),
            _ => {
                let start = self.chars.len();
                self.chars.extend(text.chars().take(LONGEST));
                self.many.push(start..self.chars.len());
                // There are fewer glyphs than that.
                Stored(Stored::MANY | (self.many.len() - 1) as u32)
            }
        };
    }

    /// Length of the texts of several characters, in bytes.
    pub(super) fn length_of_long_texts(&self) -> usize {
        self.chars.len()
    }

    /// The glyphs of the piece of this number, by their indices.
    #[inline]
    pub(crate) fn range(&self, piece: usize) -> Range<usize> {
        let at = |piece: usize| self.pieces.get(piece).map_or(self.glyphs.len(), |piece| piece.first);
        at(piece)..at(piece + 1)
    }

    /// The glyphs of a piece.
    #[inline]
    pub(crate) fn glyphs_of(&self, piece: usize) -> &[Glyph] {
        self.glyphs.get(self.range(piece)).unwrap_or_default()
    }

    /// The piece that a glyph is of, by their indices.
    pub(crate) fn piece_of(&self, glyph: usize) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|piece| piece.first <= glyph).checked_sub(1)?)
    }

    /// The pieces that glyphs from this one on are of.
    pub(super) fn pieces_from(&mut self, glyph: usize) -> &mut [Piece] {
        let first = match self.pieces.last() {
            Some(last) if last.first <= glyph => self.pieces.len() - 1,
            _ => self.pieces.partition_point(|piece| piece.first <= glyph).saturating_sub(1),
        };
        self.pieces.get_mut(first..).unwrap_or_default()
    }

    /// A glyph, by its index, with all that describes it.
    pub(crate) fn shown(&self, glyph: usize) -> Option<Shown> {
        let (piece, glyph) = (self.piece_of(glyph)?, self.glyphs.get(glyph)?);
        let origin = piece.origin + piece.setting.along * glyph.start;
        let (width, heights) = (f64::from(glyph.width), self.heights(piece, glyph));
        Some(Shown { origin, width, heights, setting: piece.setting })
    }

    /// How far a glyph of a piece reaches above and below the base, in em along [`Setting::up`].
    #[inline]
    pub(crate) fn heights(&self, piece: &Piece, glyph: &Glyph) -> Heights {
        match self.fonts.heights(glyph.font) {
            Some(heights) if !piece.has_own_heights => heights,
            _ => piece.heights,
        }
    }

    /// Forgets the glyphs from this one on, and pieces that have none left.
    pub(super) fn truncate(&mut self, glyphs: usize) {
        self.glyphs.truncate(glyphs);
        while self.pieces.last().is_some_and(|piece| piece.first >= glyphs) {
            self.pieces.pop();
        }
    }

    /// Forgets everything but its memory.
    pub(crate) fn clear(&mut self) {
        let Self { glyphs, pieces, chars, many, fonts, has_image, is_doubtful } = self;
        glyphs.truncate(0);
        pieces.clear();
        chars.clear();
        many.clear();
        fonts.begin_page();
        (*has_image, *is_doubtful) = (false, false);
    }
}
