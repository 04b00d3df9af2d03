//! A flow as a sequence of characters without its white space, which is kept as the gaps between them.

use super::fold::is_cjk;
use super::frame::Frame;
use super::lines::{Flow, Segment};
use crate::text::PageText;

/// What lies between a character and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: they touch, or are kerned.
    None,
    /// A gap without a space character: between words, or within a letter-spaced word.
    Soft,
    /// At least one space character, or a gap as wide as several.
    Space,
    /// The end of a line.
    Line,
}

/// One character of a flow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// Index of its glyph in [`PageText::glyphs`].
    pub(super) glyph: usize,
    /// The share of the glyph's advance that is this character's.
    pub(super) from: f64,
    pub(super) to: f64,
    /// The character as shown.
    pub(super) char: char,
    pub(super) gap: Gap,
    /// Whether space characters stand in that gap.
    pub(super) blank: bool,
    /// Width of the gap before it in em; 0 at the start of a line.
    pub(super) gap_width: f64,
    /// Counts the segments of the flow.
    pub(super) line: u32,
    pub(super) cjk: bool,
    /// Whether its glyph stands upright in a column that is read downwards.
    pub(super) column: bool,
}

/// The characters of a flow, in reading order.
pub(super) fn items(page: &PageText, frame: &Frame, flow: &Flow) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(flow.iter().map(Segment::len).sum());
    for (line, segment) in flow.iter().enumerate() {
        let mut gap = if line == 0 { Gap::None } else { Gap::Line };
        let mut before: Option<&super::frame::Placed> = None;
        let (mut gap_width, mut blank) = (0.0, false);
        for placed in segment.glyphs(frame) {
            let Some(glyph) = page.glyphs.get(placed.glyph) else { continue };
            let text = page.text(glyph);
            if let Some(previous) = before {
                let spacing = page.glyphs.get(previous.glyph).map_or(0.0, |g| g.spacing) * previous.em;
                gap_width += (placed.u0 - previous.u1) / placed.em.max(previous.em).max(1e-9);
                let unspaced = placed.u0 - previous.u1 - spacing.max(0.0);
                gap = gap.max(by_width(unspaced / placed.em.max(previous.em).max(1e-9)));
            }
            before = Some(placed);
            let mut chars = text.chars();
            let count = match (chars.next(), chars.as_str()) {
                (None, _) => 0,
                (Some(_), "") => 1,
                _ => text.chars().count(),
            };
            if count == 0 {
                // A glyph without Unicode stands between its neighbours, whatever it is.
                let item = Item {
                    glyph: placed.glyph,
                    from: 0.0,
                    to: 1.0,
                    char: '\u{fffd}',
                    gap,
                    blank,
                    gap_width,
                    line: line as u32,
                    cjk: false,
                    column: placed.column,
                };
                items.push(item);
                (gap, gap_width, blank) = (Gap::None, 0.0, false);
                continue;
            }
            for (nth, char) in text.chars().enumerate() {
                if char.is_whitespace() || char.is_control() {
                    if gap != Gap::Line {
                        gap = Gap::Space;
                    }
                    blank = true;
                    gap_width += (placed.u1 - placed.u0) / placed.em.max(1e-9) / count as f64;
                    continue;
                }
                let share = 1.0 / count as f64;
                let from = nth as f64 * share;
                items.push(Item {
                    glyph: placed.glyph,
                    from,
                    to: from + share,
                    char,
                    gap,
                    blank,
                    gap_width,
                    line: line as u32,
                    cjk: is_cjk(char),
                    column: placed.column,
                });
                (gap, gap_width, blank) = (Gap::None, 0.0, false);
            }
        }
    }
    items
}

/// The gap that a distance in em makes.
fn by_width(em: f64) -> Gap {
    match em {
        _ if em > 1.0 => Gap::Space,
        _ if em > 0.13 => Gap::Soft,
        _ => Gap::None,
    }
}
