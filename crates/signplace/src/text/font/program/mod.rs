//! Embedded font programs, read only for what the PDF itself does not say: Unicode, widths, heights.

mod glyph_texts;
mod sfnt;
mod type1;

use ttf_parser::{GlyphId, cff};

use self::sfnt::Sfnt;
use self::type1::Type1;
use std::collections::BTreeMap;

use super::UnicodeSource;
use super::differences::of_name;
use super::glyph_names;
use super::meaning::{Meaning, Text};
use super::metrics::Heights;
use super::outline::{self, Said, Seen};

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

    /// Whether these are the first bytes of a program of which no more is read.
    pub(super) fn is_enough(start: &[u8]) -> bool {
        matches!(Program::parse(start), Some(Program::Type1(_))) && Type1::has_clear_text(start)
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
                        let glyph = sfnt.glyph_shown(code, prefers_symbol, difference(code))?;
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

    /// The characters of a simple font's codes, by the outlines of their glyphs. `said` is what a code is known to mean,
    /// None where it is not shown.
    pub(super) fn outlines_by_code<'d>(
        &self,
        prefers_symbol: bool,
        difference: impl Fn(u8) -> Option<&'d str>,
        said: impl Fn(u8) -> Option<Said>,
    ) -> Vec<(u8, char)> {
        let Self::Sfnt(sfnt) = self else { return Vec::new() };
        let Some(glyf) = sfnt.outlines() else { return Vec::new() };
        let mut by_glyph = BTreeMap::new();
        let mut unread = Vec::new();
        for code in 0..=255u8 {
            let Some(said) = said(code) else { continue };
            let Some(glyph) = sfnt.glyph_shown(code, prefers_symbol, difference(code)) else { continue };
            if said == Said::Nothing {
                unread.push((code, glyph));
                by_glyph.entry(glyph).or_insert(said);
            } else {
                by_glyph.insert(glyph, said);
            }
        }
        let seen: Vec<Seen> = by_glyph.into_iter().map(|(glyph, said)| Seen { glyph, said }).collect();
        let chars = if unread.is_empty() { Vec::new() } else { outline::read(&glyf, &seen) };
        let char = |glyph| chars.binary_search_by_key(&glyph, |(glyph, _)| *glyph).ok().map(|at| chars[at].1);
        unread.into_iter().filter_map(|(code, glyph)| Some((code, char(glyph)?))).collect()
    }

    /// The text of every glyph, where the program tells it.
    pub(super) fn texts(&self) -> Option<GlyphTexts> {
        match self {
            Self::Sfnt(sfnt) => Some(sfnt.texts()),
            Self::Cff(table) => Some(cff_texts(table)),
            Self::Type1(_) => None,
        }
    }

    /// The characters of glyphs without a text, by their outlines: only where most glyphs have none.
    pub(super) fn outlines(&self, texts: &GlyphTexts) -> Option<GlyphTexts> {
        let Self::Sfnt(sfnt) = self else { return None };
        let glyf = sfnt.outlines()?;
        let said = |glyph| match texts.get(u32::from(glyph)) {
            text if !text.is_useful() || text.is_private() => Said::Nothing,
            Text::One(char) => Said::Char(char),
            _ => Said::Other,
        };
        let drawn = (1..glyf.count()).filter(|&glyph| glyf.is_drawn(glyph));
        let seen: Vec<Seen> = drawn.map(|glyph| Seen { glyph, said: said(glyph) }).collect();
        let unread = seen.iter().filter(|seen| seen.said == Said::Nothing).count();
        if 2 * unread < seen.len() {
            return None;
        }
        let mut found = GlyphTexts::default();
        for (glyph, char) in outline::read(&glyf, &seen) {
            found.add(glyph, Text::One(char));
        }
        Some(found)
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
