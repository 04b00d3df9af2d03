//! What the interpreter yields: glyphs with their place on the displayed page and their Unicode.

use std::sync::Arc;

use super::UnicodeSource;
use super::font::{Font, Text};
use crate::geometry::{Page, Point, Quad, Vector};

/// One shown character, in points on the displayed page.
///
/// The three vectors describe horizontal and vertical writing alike. `along` points in the direction of reading and
/// `up` towards the ascenders, as the text reads; both are one em long. For vertical writing `along` points down and
/// `up` to the right.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    /// Where the glyph begins on its line's base.
    pub(crate) origin: Point<Page>,
    /// One em in the direction of reading.
    pub(crate) along: Vector<Page>,
    /// One em towards the ascenders.
    pub(crate) up: Vector<Page>,
    /// The advance, in em along `along`, without character or word spacing.
    pub(crate) width: f64,
    /// Upper edge of the font above `origin`, in em along `up`.
    pub(crate) ascent: f64,
    /// Lower edge of the font above `origin` (mostly negative), in em along `up`.
    pub(crate) descent: f64,
    /// Character and word spacing that follow, in em along `along`.
    pub(crate) spacing: f64,
    /// Start of its text in [`PageText::chars`].
    pub(crate) text: u32,
    /// Length of its text in bytes.
    pub(crate) text_len: u16,
    pub(crate) source: UnicodeSource,
    pub(crate) layer: Layer,
    pub(crate) vertical: bool,
    pub(crate) visible: bool,
    /// Index of its font in [`PageText::fonts`].
    pub(crate) font: u16,
    /// Its character code: the bytes of the string, the first most significant.
    pub(crate) code: u32,
    /// Glyphs next to one another that have this in common have their axes, layer and direction of writing in common.
    pub(crate) style: u32,
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

impl Glyph {
    /// The displacement to the end of the advance.
    pub(crate) fn advance(&self) -> Vector<Page> {
        self.along * self.width
    }

    /// The same glyph, drawn upright and horizontally, as one of a column that is read downwards.
    pub(crate) fn set_upright(&self) -> Self {
        let height = self.ascent - self.descent;
        Self {
            origin: self.origin + self.advance() * 0.5 + self.up * self.ascent,
            along: -self.up,
            up: self.along,
            width: height,
            ascent: self.width / 2.0,
            descent: -self.width / 2.0,
            spacing: 0.0,
            vertical: true,
            ..self.clone()
        }
    }

    /// Length of the em, in points: the font size as displayed.
    pub(crate) fn size(&self) -> f64 {
        if self.vertical { self.along.length() } else { self.up.length() }
    }

    /// The glyph's outline between two fractions of its advance.
    pub(crate) fn quad(&self, from: f64, to: f64) -> Quad<Page> {
        let (start, end) = (self.origin + self.advance() * from, self.origin + self.advance() * to);
        let (low, high) = (self.up * self.descent, self.up * self.ascent);
        Quad::new([start + low, end + low, end + high, start + high])
    }
}

/// All text of a page.
#[derive(Debug, Default)]
pub(crate) struct PageText {
    /// In the order in which the content stream shows them.
    pub(crate) glyphs: Vec<Glyph>,
    /// The glyphs' texts, one after the other.
    pub(crate) chars: String,
    /// The fonts that the glyphs are of.
    pub(crate) fonts: Vec<Arc<Font>>,
    /// Whether the page's content shows an image.
    pub(crate) has_image: bool,
    /// Shown characters without any Unicode meaning.
    pub(crate) unknown: u64,
    /// Where among `fonts` a font is probably found, by its address.
    places: FontPlaces,
}

/// The index of the font that was asked for last of those that share a place.
#[derive(Debug, Clone)]
struct FontPlaces([u16; 1 << Self::BITS]);

impl FontPlaces {
    const BITS: u32 = 6;

    /// The place of an address: bits of the whole, mixed (a multiple of the golden ratio).
    fn of(&mut self, font: &Arc<Font>) -> Option<&mut u16> {
        let address = Arc::as_ptr(font) as u64;
        self.0.get_mut((address.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - Self::BITS)) as usize)
    }
}

impl Default for FontPlaces {
    fn default() -> Self {
        Self([0; 1 << Self::BITS])
    }
}

impl PageText {
    /// The Unicode of a glyph; empty when it has none.
    pub(crate) fn text(&self, glyph: &Glyph) -> &str {
        let start = glyph.text as usize;
        self.chars.get(start..start + usize::from(glyph.text_len)).unwrap_or_default()
    }

    /// Whether the Unicode of a glyph begins with an ASCII character that is seen or with an ideograph, which most do
    /// not need more to tell.
    pub(crate) fn starts_with_graphic(&self, glyph: &Glyph) -> bool {
        // In UTF-8, U+4000 to U+9FFF begin with E4 to E9.
        let is_graphic = |byte: &u8| byte.is_ascii_graphic() || matches!(byte, 0xe4..=0xe9);
        glyph.text_len > 0 && self.chars.as_bytes().get(glyph.text as usize).is_some_and(is_graphic)
    }

    /// The index of a font among those of the page, which it joins.
    pub(crate) fn font_index(&mut self, font: &Arc<Font>) -> u16 {
        let place = self.places.of(font);
        let index = place.as_ref().map_or(0, |index| usize::from(**index));
        if self.fonts.get(index).is_some_and(|known| Arc::ptr_eq(known, font)) {
            return index as u16;
        }
        let index = self.fonts.iter().rposition(|known| Arc::ptr_eq(known, font)).unwrap_or_else(|| {
            self.fonts.push(Arc::clone(font));
            self.fonts.len() - 1
        });
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        if let Some(place) = place {
            *place = index;
        }
        index
    }

    /// Adds text to the arena; what is longer than a glyph can hold is cut.
    #[inline]
    pub(crate) fn keep(&mut self, text: Text<'_>) -> (u32, u16) {
        let start = self.chars.len();
        let length = match text {
            Text::Unknown => 0,
            Text::One(c) => {
                self.chars.push(c);
                c.len_utf8()
            }
            Text::Many(text) => {
                self.chars.extend(text.chars().take(usize::from(u16::MAX) / 4));
                self.chars.len() - start
            }
        };
        (u32::try_from(start).unwrap_or(u32::MAX), length as u16)
    }

    /// Forgets everything but its memory.
    pub(crate) fn clear(&mut self) {
        // What places say is looked at again.
        let Self { glyphs, chars, fonts, has_image, unknown, places: _ } = self;
        glyphs.clear();
        chars.clear();
        fonts.clear();
        (*has_image, *unknown) = (false, 0);
    }
}
