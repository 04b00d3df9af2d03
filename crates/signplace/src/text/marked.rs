//! Marked content: ActualText that replaces what glyphs say, and optional content that hides them
//! (ISO 32000-2, 14.9.4 and 8.11).

use smallvec::SmallVec;

use super::UnicodeSource;
use super::content_byte::hex_byte;
use super::font::Text;
use super::glyph::{Glyph, PageText, Piece, Setting, Shown};
use super::shows::MaskOf;
use crate::document::object::{Dict, FromBytes as _};
use crate::document::text_string;

/// One open `BMC` or `BDC`.
pub(super) struct Marked {
    /// The replacement text, with the number of glyphs there were when it began.
    pub(super) actual: Option<(Replacement, usize)>,
    /// Whether it is hidden, or what it stands in.
    pub(super) hidden: bool,
    /// Whether it has a replacement text, or what it stands in.
    pub(super) replaced: bool,
}

/// A text that stands for what glyphs say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Replacement {
    /// Browsers give one to every tenth character, which is not worth an allocation.
    One(char),
    /// None, or several.
    Many(String),
}

impl Replacement {
    /// The text, by means of a buffer.
    #[inline]
    pub(super) fn text<'t>(&'t self, buffer: &'t mut [u8; 4]) -> &'t str {
        match self {
            Self::One(char) => char.encode_utf8(buffer),
            Self::Many(text) => text,
        }
    }
}

impl From<String> for Replacement {
    fn from(text: String) -> Self {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(char), None) => Self::One(char),
            _ => Self::Many(text),
        }
    }
}

/// The ActualText of a property list.
pub(super) fn actual_text(properties: &Dict<'_>) -> Option<Replacement> {
    text_string::entry(properties, "ActualText").map(Replacement::from)
}

/// The ActualText of a property list that stands in the content, from its bytes.
pub(super) fn actual_text_of(properties: &[u8]) -> Option<Replacement> {
    // Most lists only number what they mark. A name is taken for a text too, and an empty one is the shortest.
    if properties.len() < b"<</ActualText/>>".len() {
        return None;
    }
    if let Some(text) = plain_actual_text(properties) {
        return Some(text);
    }
    // The name may be written with escapes.
    let may = memchr::memmem::find(properties, b"ActualText").is_some() || memchr::memchr(b'#', properties).is_some();
    if may { actual_text(&Dict::from_bytes(properties)?) } else { None }
}

/// The same of a list that has nothing else, in UTF-16 and hexadecimal, as browsers write it by the thousand.
fn plain_actual_text(properties: &[u8]) -> Option<Replacement> {
    let digits = properties.strip_prefix(b"<</ActualText")?.trim_ascii_start().strip_prefix(b"<FEFF")?;
    let length = memchr::memchr(b'>', digits)?;
    let (digits, rest) = digits.split_at(length);
    if digits.len() % 4 != 0 || rest.get(1..)?.trim_ascii() != b">>" {
        return None;
    }
    let mut units =
        digits.chunks_exact(4).map(|unit| Some(u16::from_be_bytes([hex_byte(unit)?, hex_byte(&unit[2..])?])));
    // A language code, surrogates and the like are left to the one who knows them all.
    let mut next = || Some(units.next()??).filter(|unit| !matches!(unit, 0xd800..=0xdfff | 0..=0x1f | 0xfeff | 0xfffe));
    if digits.len() == 4 {
        return next().and_then(|unit| char::from_u32(unit.into())).map(Replacement::One);
    }
    let chars = (0..digits.len() / 4).map(|_| next().and_then(|unit| char::from_u32(unit.into())));
    chars.collect::<Option<String>>().map(Replacement::Many)
}

/// Gives the glyphs from `start` on the replacement text; returns whether they have become others.
///
/// Where the glyphs say as many characters as the replacement has, each keeps its share. Otherwise glyphs that follow
/// one another on a line become one, which carries the whole text; a keyword over part of it gets its share.
pub(super) fn replace(page: &mut PageText, start: usize, by: &Replacement, mask_of: MaskOf<'_>) -> bool {
    // A long text may stand for nothing, time and again: then it costs nothing.
    if start >= page.glyphs.len() {
        return false;
    }
    let mut buffer = [0; 4];
    let text = by.text(&mut buffer);
    let has_changed = match by {
        // One for one, as nearly all are: no shares to work out.
        Replacement::One(char) if start + 1 == page.glyphs.len() => {
            set(page, start, Text::One(*char));
            false
        }
        _ => replace_glyphs(page, start, text),
    };
    let mask = mask_of(text);
    for piece in page.pieces_from(start) {
        piece.mask |= mask;
    }
    has_changed
}

fn replace_glyphs(page: &mut PageText, start: usize, text: &str) -> bool {
    let count = page.glyphs.len().saturating_sub(start);
    if count == 0 {
        return false;
    }
    let said = |index: usize| page.glyphs.get(index).map_or(0, |glyph| page.text(glyph).chars().count());
    let shares: SmallVec<[usize; 4]> = (start..page.glyphs.len()).map(said).collect();
    let said: usize = shares.iter().sum();
    let total = text.chars().count();
    if said == total || count == total {
        let mut rest = text;
        for (index, said_here) in (start..).zip(shares) {
            let share = if said == total { said_here } else { 1 };
            let end = rest.char_indices().nth(share).map_or(rest.len(), |(at, _)| at);
            set(page, index, Text::Many(&rest[..end]));
            rest = &rest[end..];
        }
        return false;
    }
    // As many glyphs as there are stretches on one line; the text goes to the first, the others fall silent.
    let mut joined: SmallVec<[(Glyph, Shown); 4]> = SmallVec::new();
    for index in start..page.glyphs.len() {
        let (Some(glyph), Some(shown)) = (page.glyphs.get(index), page.shown(index)) else { continue };
        let spacing = [shown.setting.spacing_after(glyph); 2];
        if let Some((last, so_far)) = joined.last_mut()
            && let Some(width) = joined_width(so_far, &shown)
        {
            (so_far.width, so_far.setting.spacing) = (width, spacing);
            last.set_visible(last.is_visible() || glyph.is_visible());
            continue;
        }
        let setting = Setting { spacing, ..shown.setting };
        joined.push((*glyph, Shown { setting, ..shown }));
    }
    page.truncate(start);
    for (glyph, Shown { origin, width, heights, setting }) in joined {
        let first = page.glyphs.len();
        page.pieces.push(Piece { first, origin, setting, heights, has_own_heights: true, is_tight: false, mask: 0 });
        page.glyphs.push(glyph.placed(0.0).with_width(width));
    }
    set(page, start, Text::Many(text));
    for index in start + 1..page.glyphs.len() {
        set(page, index, Text::Unknown);
    }
    true
}

fn set(page: &mut PageText, index: usize, text: Text<'_>) {
    if let Some(mut glyph) = page.glyphs.get(index).copied() {
        page.set_text(&mut glyph, text, UnicodeSource::ActualText);
        page.glyphs[index] = glyph;
    }
}

/// The width, in em, of two glyphs as one; `None` when the second does not follow the first on its line.
fn joined_width(first: &Shown, second: &Shown) -> Option<f64> {
    let em = first.setting.along.length();
    let along = first.setting.along.normalized()?;
    let offset = (second.origin + second.setting.along * second.width) - first.origin;
    let (forward, aside) = (offset.dot(along) / em, offset.cross(along).abs() / em);
    (aside < 0.5 && forward >= first.width - 0.5).then_some(forward.max(first.width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_reads_what_the_long_way_reads() {
        for list in [
            "<</ActualText <FEFF3000>>>",
            "<</ActualText <FEFF3000> >>",
            "<</ActualText<FEFF4E005B57>>> ",
            "<</ActualText <FEFF0041>/MCID 1>>",
            "<</ActualText <FEFFd83ddd8b>>>",
            "<</ActualText <FEFF>>>",
            "<</ActualText <FEFF001B656E001B0041>>>",
            "<</ActualText <feff3000>>>",
            "<</ActualText (abc)>>",
            "<</ActualText <FEFF30 00>>>",
            "<</ActualText <FEFF300>>>",
            "<</MCID 3>>",
            "<</ActualText <FEFF0000>>>",
        ] {
            let long = Dict::from_bytes(list.as_bytes()).and_then(|list| actual_text(&list));
            assert_eq!(actual_text_of(list.as_bytes()), long, "{list}");
        }
    }
}
