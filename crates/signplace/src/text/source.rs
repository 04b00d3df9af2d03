//! Where a glyph's Unicode comes from.

use serde::Serialize;

/// Where a glyph's Unicode comes from, strongest first (ISO 32000-2, 9.10.2, and what practice adds).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UnicodeSource {
    /// The ActualText of the marked content around it.
    ActualText,
    /// The font's ToUnicode CMap.
    ToUnicode,
    /// A predefined CMap, by way of the CID and its character collection.
    PredefinedCmap,
    /// The font's encoding: a standard one, or its Differences.
    Encoding,
    /// The name of the glyph in the font program.
    GlyphName,
    /// The embedded font program's own character map.
    FontProgram,
    /// Two bytes taken as GBK in a simple Chinese font.
    GbkPairs,
    /// The glyph's outline, in a font whose outlines are those of a known typeface.
    Outline,
    /// Nothing but the character code: a guess.
    CharCode,
}
