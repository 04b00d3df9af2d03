//! The standard 14 fonts: their widths and heights, and the fonts that stand in for others by name.

use super::encoding::BaseEncoding;
use super::lines::{Lines, section};

/// One of the standard 14 fonts (ISO 32000-2, 9.6.2.2), or the one nearest to a font that is not embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standard {
    Helvetica,
    HelveticaBold,
    TimesRoman,
    TimesBold,
    TimesItalic,
    TimesBoldItalic,
    Courier,
    Symbol,
    ZapfDingbats,
}

/// Widths by glyph name: `[Latin]` with a column per text face, then `[Symbol]` and `[ZapfDingbats]`; see
/// scripts/font_tables.py.
static WIDTHS: &[u8] = include_bytes!("data/standard14.txt");

static LATIN: Lines<29> = Lines::new(section(WIDTHS, 0));
static SYMBOL: Lines<24> = Lines::new(section(WIDTHS, 1));
static DINGBATS: Lines<26> = Lines::new(section(WIDTHS, 2));

impl Standard {
    /// The standard font of exactly this name, or of a name that producers use for it.
    pub(super) fn by_name(base_font: &[u8]) -> Option<Self> {
        let name: String = without_subset_tag(base_font)
            .iter()
            .filter(|byte| byte.is_ascii_alphanumeric())
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
        if name.starts_with("symbol") {
            return Some(Self::Symbol);
        }
        if name.contains("dingbats") {
            return Some(Self::ZapfDingbats);
        }
        let families: [(&str, Family); 7] = [
            ("helvetica", Family::Sans),
            ("arial", Family::Sans),
            ("timesnewromanps", Family::Serif),
            ("timesnewroman", Family::Serif),
            ("times", Family::Serif),
            ("couriernew", Family::Mono),
            ("courier", Family::Mono),
        ];
        let (family, style) =
            families.iter().find_map(|(prefix, family)| name.strip_prefix(prefix).map(|rest| (*family, rest)))?;
        let style = style.strip_prefix("mt").unwrap_or(style);
        let (bold, italic) = match style.strip_suffix("mt").unwrap_or(style) {
            "" | "roman" | "regular" | "normal" => (false, false),
            "bold" => (true, false),
            "italic" | "oblique" => (false, true),
            "bolditalic" | "boldoblique" => (true, true),
            _ => return None,
        };
        Some(family.face(bold, italic))
    }

    /// The standard font that looks most like a font that is neither embedded nor standard, by its name and descriptor.
    pub(super) fn nearest(base_font: &[u8], flags: u32) -> Self {
        if let Some(exact) = Self::by_name(base_font) {
            return exact;
        }
        let name = String::from_utf8_lossy(without_subset_tag(base_font)).to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let bold = has(&["bold", "black", "heavy", "demi"]) || flags & FORCE_BOLD != 0;
        let italic = has(&["italic", "oblique"]) || flags & ITALIC != 0;
        let family = if flags & FIXED_PITCH != 0 || has(&["mono", "courier", "consol", "typewriter"]) {
            Family::Mono
        } else if has(&["sans", "arial", "helvetica", "verdana", "tahoma", "calibri"]) {
            Family::Sans
        } else if flags & SERIF != 0 || has(&["times", "serif", "roman", "georgia", "garamond", "palatino", "book"]) {
            Family::Serif
        } else {
            Family::Sans
        };
        family.face(bold, italic)
    }

    /// The width of a glyph, in thousandths of an em.
    pub(super) fn width(self, glyph_name: &str) -> Option<f64> {
        let (numbers, column) = match self {
            Self::Courier => return Some(600.0),
            Self::Symbol => (SYMBOL.get(glyph_name)?, 0),
            Self::ZapfDingbats => (DINGBATS.get(glyph_name)?, 0),
            Self::Helvetica => (LATIN.get(glyph_name)?, 0),
            Self::HelveticaBold => (LATIN.get(glyph_name)?, 1),
            Self::TimesRoman => (LATIN.get(glyph_name)?, 2),
            Self::TimesBold => (LATIN.get(glyph_name)?, 3),
            Self::TimesItalic => (LATIN.get(glyph_name)?, 4),
            Self::TimesBoldItalic => (LATIN.get(glyph_name)?, 5),
        };
        let number: u16 = numbers.split(' ').nth(column)?.parse().ok()?;
        Some(f64::from(number))
    }

    /// The font's own encoding.
    pub(super) fn encoding(self) -> BaseEncoding {
        match self {
            Self::Symbol => BaseEncoding::Symbol,
            Self::ZapfDingbats => BaseEncoding::ZapfDingbats,
            _ => BaseEncoding::Standard,
        }
    }

    /// Top and bottom of the font's box, in em. What the metrics files call Ascender is only the height of a d, too low
    /// for a box that holds accented capitals.
    pub(super) fn heights(self) -> (f64, f64) {
        match self {
            Self::Helvetica => (0.931, -0.225),
            Self::HelveticaBold => (0.962, -0.228),
            Self::TimesRoman => (0.898, -0.218),
            Self::TimesBold => (0.935, -0.218),
            Self::TimesItalic => (0.883, -0.217),
            Self::TimesBoldItalic => (0.921, -0.218),
            Self::Courier => (0.805, -0.25),
            Self::Symbol => (1.01, -0.293),
            Self::ZapfDingbats => (0.82, -0.143),
        }
    }
}

const FIXED_PITCH: u32 = 1;
const SERIF: u32 = 1 << 1;
const ITALIC: u32 = 1 << 6;
const FORCE_BOLD: u32 = 1 << 18;

#[derive(Clone, Copy)]
enum Family {
    Sans,
    Serif,
    Mono,
}

impl Family {
    fn face(self, bold: bool, italic: bool) -> Standard {
        match (self, bold, italic) {
            (Self::Mono, _, _) => Standard::Courier,
            (Self::Sans, false, _) => Standard::Helvetica,
            (Self::Sans, true, _) => Standard::HelveticaBold,
            (Self::Serif, false, false) => Standard::TimesRoman,
            (Self::Serif, true, false) => Standard::TimesBold,
            (Self::Serif, false, true) => Standard::TimesItalic,
            (Self::Serif, true, true) => Standard::TimesBoldItalic,
        }
    }
}

/// A font's name without the tag of a subset: `ABCDEF+Name` is `Name`.
pub(super) fn without_subset_tag(name: &[u8]) -> &[u8] {
    match name {
        _ if name.len() > 7 && name[6] == b'+' && name[..6].iter().all(u8::is_ascii_uppercase) => &name[7..],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_metrics_files() {
        for (font, glyph, width) in [
            (Standard::Helvetica, "A", Some(667.0)),
            (Standard::HelveticaBold, "a", Some(556.0)),
            (Standard::TimesRoman, "space", Some(250.0)),
            (Standard::TimesBoldItalic, "zero", Some(500.0)),
            (Standard::Courier, "whatever", Some(600.0)),
            (Standard::Symbol, "alpha", Some(631.0)),
            (Standard::ZapfDingbats, "a1", Some(974.0)),
            (Standard::Helvetica, "nonsense", None),
        ] {
            assert_eq!(font.width(glyph), width, "{font:?} {glyph}");
        }
    }

    #[test]
    fn producers_names_lead_to_the_standard_fonts() {
        for (name, font) in [
            ("Helvetica-BoldOblique", Some(Standard::HelveticaBold)),
            ("Arial,Bold", Some(Standard::HelveticaBold)),
            ("ArialMT", Some(Standard::Helvetica)),
            ("Arial-BoldItalicMT", Some(Standard::HelveticaBold)),
            ("TimesNewRomanPSMT", Some(Standard::TimesRoman)),
            ("TimesNewRoman,Italic", Some(Standard::TimesItalic)),
            ("TimesNewRomanPS-BoldMT", Some(Standard::TimesBold)),
            ("CourierNew", Some(Standard::Courier)),
            ("ABCDEF+Times-Roman", Some(Standard::TimesRoman)),
            ("SymbolMT", Some(Standard::Symbol)),
            ("ArialNarrow", None),
            ("SimSun", None),
        ] {
            assert_eq!(Standard::by_name(name.as_bytes()), font, "{name}");
        }
    }
}
