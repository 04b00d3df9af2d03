//! Fonts: a string's bytes in, characters with their Unicode, widths and heights out. Built once per font object.

mod chinese;
mod cmap;
mod cmap_tokens;
mod codespace;
mod composite;
mod differences;
mod encoding;
mod glyph_names;
mod lines;
mod meaning;
mod metrics;
mod outline;
mod plain;
mod predefined;
mod program;
mod ranges;
mod simple;
mod source;
mod standard14;
#[cfg(test)]
mod survey;
mod type3;
mod widths;

use hayro_syntax::object::Dict;

use self::composite::Composite;
use self::simple::Simple;
use self::source::{Decode, FontSource};
use super::UnicodeSource;

pub(crate) use self::meaning::{Code, Text};
pub(crate) use self::metrics::Heights;

/// A font, ready to read strings. Owns everything it needs.
#[derive(Debug)]
pub(crate) struct Font {
    name: Vec<u8>,
    kind: Kind,
    heights: metrics::Heights,
}

#[derive(Debug)]
enum Kind {
    Simple(Box<Simple>),
    Composite(Box<Composite>),
}

/// How the codes of a font are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeLength {
    /// Every byte is a code.
    One,
    /// Every two bytes are a code; a single one that a string ends with is not.
    Two,
    /// Codes have one byte or two; see [`Font::length_by_first`].
    OneOrTwo,
    /// In another way: see [`Font::next_char`].
    Other,
}

/// One shown character. Lengths are in em: text space units at font size 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Char<'f> {
    /// The character code: its bytes, the first most significant.
    pub(crate) code: u32,
    /// Bytes consumed; 1 or more unless the string is empty.
    pub(crate) len: usize,
    /// How far the text position moves: to the right, or in vertical writing up (so it is mostly negative).
    pub(crate) advance: f64,
    /// The glyph's horizontal width, in either writing mode.
    pub(crate) width: f64,
    /// In vertical writing the position vector: from the horizontal to the vertical origin (ISO 32000-2, 9.7.4.3).
    pub(crate) origin: (f64, f64),
    /// The Unicode.
    pub(crate) text: Text<'f>,
    /// Where the Unicode comes from.
    pub(crate) source: UnicodeSource,
    /// Whether it is the single-byte code 32, to which word spacing applies.
    pub(crate) is_space_code: bool,
}

/// What glyph space is a thousandth of, unless a Type 3 font says otherwise.
const THOUSANDTH: [f64; 6] = [0.001, 0.0, 0.0, 0.001, 0.0, 0.0];

impl Font {
    /// Reads a font dictionary, and tells the bytes of what it refers to, streams aside. Never fails: a damaged font still
    /// places its text.
    pub(crate) fn load(dict: &Dict<'_>, decode: &Decode<'_>) -> (Self, usize) {
        let source = FontSource::new(dict, decode);
        (Self::read(&source), source.referred())
    }

    fn read(source: &FontSource<'_, '_>) -> Self {
        let name = source.base_font.clone();
        if source.is_type0() {
            let (composite, heights) = Composite::load(source);
            return Self { name, kind: Kind::Composite(Box::new(composite)), heights };
        }
        let is_type3 = source.is_type3();
        let matrix = if is_type3 { type3::matrix(source.dict) } else { THOUSANDTH };
        let (simple, heights) = Simple::load(source, matrix[0]);
        let heights = if is_type3 { type3::heights(source, matrix) } else { heights };
        Self { name, kind: Kind::Simple(Box::new(simple)), heights }
    }

    /// The font's name as its dictionary gives it, BaseFont; empty for most Type 3 fonts. Names are mostly ASCII, and
    /// those that are not mostly GBK: what cannot be read is shown as U+FFFD.
    pub(crate) fn name(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.name)
    }

    /// Whether the font writes downwards (WMode 1).
    pub(crate) fn is_vertical(&self) -> bool {
        match &self.kind {
            Kind::Simple(_) => false,
            Kind::Composite(font) => font.is_vertical(),
        }
    }

    /// How its codes are read.
    pub(crate) fn code_length(&self) -> CodeLength {
        match &self.kind {
            Kind::Simple(font) if font.has_one_byte_codes() => CodeLength::One,
            Kind::Simple(_) => CodeLength::Other,
            Kind::Composite(font) if font.has_two_byte_codes() => CodeLength::Two,
            Kind::Composite(_) => CodeLength::OneOrTwo,
        }
    }

    /// Bytes of every code that begins with this one; 0 where the next ones decide.
    #[inline]
    pub(crate) fn length_by_first(&self, first: u8) -> u8 {
        match &self.kind {
            Kind::Simple(font) => u8::from(font.has_one_byte_codes()),
            Kind::Composite(font) => font.length_by_first(first),
        }
    }

    /// How far it reaches above and below the baseline, in em.
    #[inline]
    pub(crate) fn heights(&self) -> Heights {
        self.heights
    }

    /// The first character of a string. Call again with what follows its `len` bytes until nothing is left.
    #[inline]
    pub(crate) fn next_char<'f>(&'f self, bytes: &[u8]) -> Char<'f> {
        match &self.kind {
            Kind::Simple(font) => font.next_char(bytes),
            Kind::Composite(font) => font.next_char(bytes),
        }
    }

    /// Every character of a string.
    #[cfg(test)]
    pub(crate) fn chars<'f, 'b>(&'f self, bytes: &'b [u8]) -> Chars<'f, 'b> {
        Chars { font: self, bytes }
    }
}

/// The characters of a string; see [`Font::chars`].
#[cfg(test)]
pub(crate) struct Chars<'f, 'b> {
    font: &'f Font,
    bytes: &'b [u8],
}

#[cfg(test)]
impl<'f> Iterator for Chars<'f, '_> {
    type Item = Char<'f>;

    fn next(&mut self) -> Option<Char<'f>> {
        if self.bytes.is_empty() {
            return None;
        }
        let char = self.font.next_char(self.bytes);
        self.bytes = self.bytes.get(char.len.max(1)..).unwrap_or_default();
        Some(char)
    }
}
