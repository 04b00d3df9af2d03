//! A flow as a sequence of characters without its white space, which is kept as the gaps between them.

use super::fold::is_cjk;
use super::frame::{Frame, Placed, Stretch};
use super::lines::Segment;
use crate::text::{PageText, Text};

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
pub(super) fn items(page: &PageText, frame: &Frame, flow: &[Segment]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(flow.iter().map(|segment| segment.len(frame)).sum());
    for (line, segment) in flow.iter().enumerate() {
        let mut writer = Writer {
            items: &mut items,
            line: line as u32,
            gap: if line == 0 { Gap::None } else { Gap::Line },
            gap_width: 0.0,
            blank: false,
            before: None,
        };
        for stretch in segment.stretches(frame) {
            writer.add(page, stretch);
        }
    }
    items
}

/// Writes down the characters of one segment.
struct Writer<'i> {
    items: &'i mut Vec<Item>,
    line: u32,
    /// What lies before the next character.
    gap: Gap,
    gap_width: f64,
    blank: bool,
    /// Where the glyph before ends, its em, and the spacing behind it, in points.
    before: Option<(f64, f64, f64)>,
}

impl Writer<'_> {
    fn add(&mut self, page: &PageText, stretch: &Stretch) {
        let Some(piece) = page.pieces.get(stretch.piece) else { return };
        let glyphs = page.glyphs.get(stretch.glyphs.clone()).unwrap_or_default();
        for (index, glyph) in stretch.glyphs.clone().zip(glyphs) {
            let Placed { u0, u1, .. } = stretch.place(glyph);
            if let Some((end, em, spacing)) = self.before {
                let em = stretch.em.max(em).max(1e-9);
                self.gap_width += (u0 - end) / em;
                self.gap = self.gap.max(by_width((u0 - end - spacing.max(0.0)) / em));
            }
            // What stands upright in a column has no spacing.
            let spacing = if stretch.column { 0.0 } else { piece.setting.spacing_after(glyph) * stretch.em };
            self.before = Some((u1, stretch.em, spacing));
            let width = (u1 - u0) / stretch.em.max(1e-9);
            match page.text(glyph) {
                Text::One(char) => self.add_char(index, stretch, char, (0.0, 1.0), width),
                // A glyph without Unicode stands between its neighbours, whatever it is.
                Text::Unknown => self.push(index, stretch, '\u{fffd}', (0.0, 1.0)),
                Text::Many(text) => {
                    let share = 1.0 / text.chars().count().max(1) as f64;
                    for (nth, char) in text.chars().enumerate() {
                        let from = nth as f64 * share;
                        self.add_char(index, stretch, char, (from, from + share), width * share);
                    }
                }
            }
        }
    }

    /// Adds a character of this width, in em, or what white space adds to the gap.
    #[inline]
    fn add_char(&mut self, glyph: usize, stretch: &Stretch, char: char, share: (f64, f64), width: f64) {
        if char.is_whitespace() || char.is_control() {
            if self.gap != Gap::Line {
                self.gap = Gap::Space;
            }
            self.blank = true;
            self.gap_width += width;
        } else {
            self.push(glyph, stretch, char, share);
        }
    }

    #[inline]
    fn push(&mut self, glyph: usize, stretch: &Stretch, char: char, (from, to): (f64, f64)) {
        let (gap, blank, gap_width) = (self.gap, self.blank, self.gap_width);
        let (line, cjk, column) = (self.line, is_cjk(char), stretch.column);
        self.items.push(Item { glyph, from, to, char, gap, blank, gap_width, line, cjk, column });
        (self.gap, self.gap_width, self.blank) = (Gap::None, 0.0, false);
    }
}

/// The gap that a distance in em makes.
fn by_width(em: f64) -> Gap {
    match em {
        _ if em > 1.0 => Gap::Space,
        _ if em > 0.13 => Gap::Soft,
        _ => Gap::None,
    }
}
