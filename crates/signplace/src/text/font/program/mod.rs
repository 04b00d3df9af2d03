//! Embedded font programs, read only for what the PDF itself does not say: Unicode, widths, heights.

mod glyph_texts;
mod sfnt;
mod type1;

use ttf_parser::{GlyphId, cff};

use self::sfnt::Sfnt;
use self::type1::Type1;
use super::UnicodeSource;
use super::glyph_names;
use super::meaning::{Meaning, Text};
use super::metrics::Heights;
use super::simple::of_name;

pub(super) use self::glyph_texts::GlyphTexts;

/// A parsed font program.
pub(super) enum Program<'a> {
    Sfnt(Box<Sfnt<'a>>),
    Cff(Box<cff::Table<'a>>),
    Type1(Type1),
}

impl<'a> Program<'a> {
    /// Recognises a program by its first bytes, whichever key of the descriptor it stood under.
    pub(super) fn parse(data: &'a [u8]) -> Option<Self> {
        match data {
            [0, 1, 0, 0, ..]
            | [b't', b'r', b'u', b'e', ..]
            | [b'O', b'T', b'T', b'O', ..]
            | [b't', b't', b'c', b'f', ..] => Sfnt::parse(data).map(|sfnt| Self::Sfnt(Box::new(sfnt))),
            [1, ..] => cff::Table::parse(data).map(|table| Self::Cff(Box::new(table))),
            _ => Type1::parse(data).map(Self::Type1),
        }
    }

    /// Ascent and descent.
    pub(super) fn heights(&self) -> Option<Heights> {
        match self {
            Self::Sfnt(sfnt) => sfnt.heights(),
            Self::Cff(_) => None,
            Self::Type1(type1) => type1.heights(),
        }
    }

    /// The Unicode of each of the 256 codes of a simple font, where the program tells it. `difference` is the name that
    /// the PDF's Differences give to a code.
    pub(super) fn texts_by_code<'d>(
        &self,
        prefers_symbol: bool,
        difference: impl Fn(u8) -> Option<&'d str>,
    ) -> Vec<Option<Meaning>> {
        match self {
            Self::Sfnt(sfnt) => {
                let texts = sfnt.texts();
                (0..=255u8)
                    .map(|code| {
                        let glyph = match difference(code) {
                            Some(name) => sfnt.glyph_of_name(name)?,
                            None => sfnt.glyph_of_code(code, prefers_symbol)?,
                        };
                        let text = texts.get(u32::from(glyph));
                        if text.is_useful() && !text.is_private() {
                            return Some(Meaning::new(text, UnicodeSource::FontProgram));
                        }
                        Some(Meaning::new(Text::One(sfnt.mac_char(code)?), UnicodeSource::CharCode))
                    })
                    .collect()
            }
            Self::Cff(table) => (0..=255u8)
                .map(|code| {
                    let name = match difference(code) {
                        Some(name) => table.glyph_name(GlyphId(glyph_names::glyph_number(name)?))?,
                        None => table.glyph_name(table.glyph_index(code)?)?,
                    };
                    known(of_name(name, false, UnicodeSource::GlyphName))
                })
                .collect(),
            Self::Type1(type1) => (0..=255u8)
                .map(|code| match difference(code) {
                    Some(_) => None,
                    None => known(of_name(type1.name(code)?, false, UnicodeSource::GlyphName)),
                })
                .collect(),
        }
    }

    /// The width of a simple font's glyph, in em.
    pub(super) fn width_of_code(&self, code: u8, name: Option<&str>, text: Text<'_>) -> Option<f64> {
        match self {
            Self::Sfnt(sfnt) => {
                let by_text = || match text {
                    Text::One(char) => sfnt.glyph_of_char(char),
                    _ => None,
                };
                let glyph = by_text().or_else(|| sfnt.glyph_of_code(code, true))?;
                sfnt.width(glyph)
            }
            Self::Cff(table) => {
                let glyph =
                    name.and_then(|name| table.glyph_index_by_name(name)).or_else(|| table.glyph_index(code))?;
                Some(f64::from(table.glyph_width(glyph)?) * f64::from(table.matrix().sx))
            }
            Self::Type1(_) => None,
        }
    }

    /// CID → text, where the program tells it; `cid_to_gid` is the CIDToGIDMap stream, 2 bytes a CID.
    pub(super) fn texts_by_cid(&self, cid_to_gid: Option<&[u8]>) -> Option<GlyphTexts> {
        let by_glyph = match self {
            Self::Sfnt(sfnt) => sfnt.texts(),
            Self::Cff(table) => cff_texts(table),
            Self::Type1(_) => return None,
        };
        let Some(map) = cid_to_gid else { return Some(by_glyph) };
        let mut by_cid = GlyphTexts::default();
        for (cid, pair) in (0..=u16::MAX).zip(map.chunks_exact(2)) {
            by_cid.add(cid, by_glyph.get(u32::from(u16::from_be_bytes([pair[0], pair[1]]))));
        }
        Some(by_cid)
    }
}

/// By the names of the charset; in a font without CIDs, those are the glyphs' numbers (ISO 32000-2, 9.7.4.2).
fn cff_texts(table: &cff::Table<'_>) -> GlyphTexts {
    let mut texts = GlyphTexts::default();
    for glyph in 0..table.number_of_glyphs() {
        if let Some(name) = table.glyph_name(GlyphId(glyph)) {
            texts.add(glyph, of_name(name, false, UnicodeSource::GlyphName).text());
        }
    }
    texts
}

fn known(meaning: Meaning) -> Option<Meaning> {
    (meaning != Meaning::UNKNOWN).then_some(meaning)
}
