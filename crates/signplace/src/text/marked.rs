//! Marked content: ActualText that replaces what glyphs say, and optional content that hides them
//! (ISO 32000-2, 14.9.4 and 8.11).

use smallvec::SmallVec;

use super::UnicodeSource;
use super::font::Text;
use super::glyph::{Glyph, PageText};
use crate::document::object::{Dict, FromBytes as _};
use crate::document::text_string;

/// One open `BMC` or `BDC`.
pub(super) struct Marked {
    /// The replacement text, with the number of glyphs there were when it began.
    pub(super) actual: Option<(String, usize)>,
    /// Whether it is hidden, or what it stands in.
    pub(super) hidden: bool,
    /// Whether it has a replacement text, or what it stands in.
    pub(super) replaced: bool,
}

/// The ActualText of a property list.
pub(super) fn actual_text(properties: &Dict<'_>) -> Option<String> {
    text_string::entry(properties, "ActualText")
}

/// The ActualText of a property list that stands in the content, from its bytes.
pub(super) fn actual_text_of(properties: &[u8]) -> Option<String> {
    // Most lists only number what they mark. The name may be written with escapes.
    let may = memchr::memmem::find(properties, b"ActualText").is_some() || memchr::memchr(b'#', properties).is_some();
    if may { actual_text(&Dict::from_bytes(properties)?) } else { None }
}

/// Gives the glyphs from `start` on the replacement text.
///
/// Where the glyphs say as many characters as the replacement has, each keeps its share. Otherwise glyphs that follow
/// one another on a line become one, which carries the whole text; a keyword over part of it gets its share.
pub(super) fn replace(page: &mut PageText, start: usize, text: &str) {
    let said: usize = page.glyphs[start.min(page.glyphs.len())..].iter().map(|g| page.text(g).chars().count()).sum();
    let count = page.glyphs.len().saturating_sub(start);
    if count == 0 {
        return;
    }
    let total = text.chars().count();
    if said == total || count == total {
        let mut chars = text.chars();
        for index in start..page.glyphs.len() {
            let share = if said == total { page.text(&page.glyphs[index]).chars().count() } else { 1 };
            let part: String = chars.by_ref().take(share).collect();
            set(page, index, &part);
        }
        return;
    }
    // As many pieces as there are stretches on one line; the text goes to the first, the others fall silent.
    let mut pieces: SmallVec<[Glyph; 4]> = SmallVec::new();
    for glyph in page.glyphs.drain(start..) {
        if let Some(last) = pieces.last_mut()
            && let Some(width) = joined_width(last, &glyph)
        {
            last.width = width;
            last.spacing = glyph.spacing;
            last.visible |= glyph.visible;
            continue;
        }
        pieces.push(glyph);
    }
    page.glyphs.extend(pieces);
    set(page, start, text);
    for index in start + 1..page.glyphs.len() {
        set(page, index, "");
    }
}

fn set(page: &mut PageText, index: usize, text: &str) {
    let (start, len) = page.keep(Text::Many(text));
    if let Some(glyph) = page.glyphs.get_mut(index) {
        (glyph.text, glyph.text_len, glyph.source) = (start, len, UnicodeSource::ActualText);
    }
}

/// The width, in em, of two glyphs as one; `None` when the second does not follow the first on its line.
fn joined_width(first: &Glyph, second: &Glyph) -> Option<f64> {
    let em = first.along.length();
    let along = first.along.normalized()?;
    let offset = (second.origin + second.advance()) - first.origin;
    let (forward, aside) = (offset.dot(along) / em, offset.cross(along).abs() / em);
    (aside < 0.5 && forward >= first.width - 0.5).then_some(forward.max(first.width))
}
