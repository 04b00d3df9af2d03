//! What one code shows.

use super::font::{Char, Code, Text};
use super::glyph::Glyph;
use super::source::UnicodeSource;

/// A set of characters, as whoever asks tells them apart.
pub(crate) type Mask = u64;

/// Which of the characters asked for some text holds.
pub(crate) type MaskOf<'m> = &'m dyn Fn(&str) -> Mask;

/// What one code shows, in em.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shows {
    /// The glyph, ready to be copied, with its advance where its place will stand: in the direction of writing, of a font
    /// that writes horizontally.
    pub(super) glyph: Glyph,
    pub(super) mask: Mask,
}

impl Shows {
    /// The glyph can be seen, as all can be before anybody looks where they stand.
    pub(super) const VISIBLE: u8 = 1;
    /// It is the single-byte code 32, which word spacing follows.
    pub(super) const SPACE_CODE: u8 = 2;
    /// Its Unicode is a space, or several.
    pub(super) const BLANK: u8 = 4;
    /// Its Unicode is unknown, or no more than a guess.
    pub(super) const DOUBTFUL: u8 = 8;
    // What is not usual stands above: so all of it is asked for at once.
    /// It goes back.
    pub(super) const BACKWARDS: u8 = 16;
    /// Its Unicode is several characters, or none, or a guess.
    pub(super) const UNTOLD: u8 = 32;
    /// The code has one byte, in a font that has longer ones too.
    pub(super) const SINGLE: u8 = 64;
    /// Nobody has met the code.
    pub(super) const UNMET: u8 = 128;

    pub(super) const NONE: Self = Self { glyph: Glyph::NONE.with_flags(Self::UNMET), mask: 0 };
    /// Of a code that nobody can look up.
    pub(super) const RIDDLE: Self = Self { glyph: Glyph::NONE.with_flags(Self::DOUBTFUL), mask: 0 };

    /// What a character of the font with this index shows.
    pub(super) fn new(char: &Char<'_>, font: u16, mask_of: MaskOf<'_>) -> Self {
        let shows = Code::new(char.width, char.text, char.source);
        let mut buffer = [0; 4];
        let text: &str = match char.text {
            Text::Unknown => "",
            Text::One(char) => char.encode_utf8(&mut buffer),
            Text::Many(text) => text,
        };
        let flag = |flag: u8, is_set: bool| if is_set { flag } else { 0 };
        let flags = Self::VISIBLE
            | flag(Self::SPACE_CODE, char.is_space_code)
            | flag(Self::BACKWARDS, shows.width < 0.0)
            | flag(Self::UNTOLD, !Code::is_plain_char(shows.char))
            | flag(Self::BLANK, !text.is_empty() && text.trim().is_empty())
            | flag(Self::DOUBTFUL, text.is_empty() || char.source == UnicodeSource::CharCode);
        Self { glyph: Glyph::new(char.code, shows, font, flags).placed(shows.width), mask: mask_of(text) }
    }

    /// Whether the code was met, and shows one character without going back.
    #[inline(always)]
    pub(super) fn is_usual(&self, is_single: u8) -> bool {
        self.glyph.has(Self::UNMET | Self::BACKWARDS | Self::UNTOLD | Self::SINGLE, is_single)
    }

    #[inline(always)]
    pub(super) fn width(&self) -> f64 {
        self.glyph.start
    }

    /// Makes a slot the glyph at its place.
    #[inline(always)]
    pub(super) fn put(&self, start: f64, slot: &mut Glyph) {
        // As a whole first: so it is copied in two moves, not field by field.
        *slot = self.glyph;
        slot.start = start;
    }

    /// From where it begins to where the next one does, with the spacing that follows it.
    #[inline(always)]
    pub(super) fn step(&self, spacing: &Spacing) -> f64 {
        // Looked up rather than chosen: where spaces stand among letters, no processor guesses.
        self.width() + spacing.0[usize::from(self.glyph.flags() & Self::SPACE_CODE)]
    }

    pub(super) fn is_met(&self) -> bool {
        self.glyph.has(Self::UNMET, 0)
    }

    pub(super) fn goes_back(&self) -> bool {
        self.glyph.has(Self::BACKWARDS, Self::BACKWARDS)
    }

    #[inline(always)]
    pub(super) fn flags(&self) -> u8 {
        self.glyph.flags()
    }
}

/// The spacing that follows codes, in em, by what is left of their flags with [`Shows::SPACE_CODE`] alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spacing([f64; 3]);

impl From<[f64; 2]> for Spacing {
    fn from([of_letters, of_spaces]: [f64; 2]) -> Self {
        const { assert!(Shows::SPACE_CODE == 2) };
        Self([of_letters, of_letters, of_spaces])
    }
}
