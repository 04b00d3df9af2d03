//! How a match came about: its glyphs, what they were taken for and why, and the gaps between them.

use serde::Serialize;

use super::Query;
use super::fold::Compare;
use super::sequence::{Gap, Item};
use crate::text::{Glyph, PageText, UnicodeSource};

/// How a match came about.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Explanation {
    /// The glyphs of the match, as they are read.
    pub glyphs: Vec<ExplainedGlyph>,
}

/// One glyph of a match.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct ExplainedGlyph {
    /// The characters of it that belong to the match, as shown; U+FFFD when it has no Unicode.
    pub text: String,
    /// Their code points: `U+2F45`.
    pub unicode: String,
    /// What they are compared as, where that is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folded: Option<String>,
    /// The font's BaseFont; absent when it has no name, as most Type 3 fonts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub font: Option<String>,
    /// The character code in the content stream, in hexadecimal: `4E00`. Of several glyphs that one ActualText replaces,
    /// the first one's.
    pub code: String,
    /// Where the Unicode comes from; `actual_text` where marked content says it.
    pub unicode_source: UnicodeSource,
    /// What lies between it and the glyph before; absent on the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<GapKind>,
    /// How wide that is, in em; 0 at the start of a line, less than 0 where glyphs overlap.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "width")]
    pub gap_width: Option<f64>,
    /// The line of the match, from 1.
    pub line: u32,
    /// Whether it can be seen.
    pub visible: bool,
}

/// What lies between two glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GapKind {
    /// Nothing: they touch, or are kerned.
    None,
    /// A gap that no space character fills: between words, or of letter spacing.
    Soft,
    /// At least one space character, or a gap as wide as several.
    Space,
    /// The end of a line.
    Line,
}

impl From<Gap> for GapKind {
    fn from(gap: Gap) -> Self {
        match gap {
            Gap::None => Self::None,
            Gap::Soft => Self::Soft,
            Gap::Space => Self::Space,
            Gap::Line => Self::Line,
        }
    }
}

/// Explains the items of a match.
pub(super) fn explanation(page: &PageText, items: &[Item], query: &Query) -> Explanation {
    let compare = Compare::new(query.mode, query.options);
    let first_line = items.first().map_or(0, |item| item.line);
    let glyphs = items
        .chunk_by(|a, b| a.glyph == b.glyph)
        .enumerate()
        .filter_map(|(nth, items)| {
            let first = items.first()?;
            let glyph = page.glyphs.get(first.glyph)?;
            Some(explained(page, glyph, items, compare, (nth > 0).then_some(first), first.line - first_line + 1))
        })
        .collect();
    Explanation { glyphs }
}

fn explained(
    page: &PageText,
    glyph: &Glyph,
    items: &[Item],
    compare: Compare,
    after: Option<&Item>,
    line: u32,
) -> ExplainedGlyph {
    let text: String = items.iter().map(|item| item.char).collect();
    let folded: String = items.iter().flat_map(|item| compare.chars(item.char)).collect();
    let codes: Vec<String> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    let name = page.fonts.get(glyph.font).map(|font| font.name().into_owned());
    ExplainedGlyph {
        unicode: codes.join(" "),
        folded: (folded != text).then_some(folded),
        text,
        font: name.filter(|name| !name.is_empty()),
        code: format!("{:02X}", glyph.code),
        unicode_source: glyph.source,
        gap: after.map(|item| item.gap.into()),
        gap_width: after.map(|item| item.gap_width),
        line,
        visible: glyph.is_visible(),
    }
}

fn width<S: serde::Serializer>(width: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    crate::number::serialize(width.unwrap_or(0.0), 3, serializer)
}
