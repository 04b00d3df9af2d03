//! The text of a page in stretches of a line without a gutter, each character with its box: what labels are read from.

use super::find::{outline, shown};
use super::fold::{Compare, Folded};
use super::frame::frames;
use super::lines::flows;
use super::sequence::items;
use super::{MatchMode, MatchOptions};
use crate::geometry::{Page, Rect, Vector};
use crate::text::{Layer, PageText, Piece, Setting};

/// A stretch of a line without a wide gap: a line of a column, or of a table's cell.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// Its visible characters that are not white space, in reading order; never empty.
    pub(crate) chars: Vec<CellChar>,
    /// Around all of them, in points on the displayed page.
    pub(crate) bounds: Rect<Page>,
    /// The direction of reading, of length 1.
    pub(crate) along: Vector<Page>,
    /// Towards the ascenders, of length 1; to the right of text that is written downwards.
    pub(crate) up: Vector<Page>,
    /// Length of the first character's em, in points.
    pub(crate) em: f64,
}

/// One character of a cell.
#[derive(Debug, Clone)]
pub(crate) struct CellChar {
    /// As shown.
    pub(crate) char: char,
    /// As a folded search without case and script variants compares it.
    pub(crate) folded: Folded,
    /// From the start to the end of its advance, and from the font's descent to its ascent.
    pub(crate) bounds: Rect<Page>,
    /// The gap before it, in em, with the spaces in it.
    pub(crate) gap: f64,
}

/// The cells of the page's own content, in the order in which its lines are read.
pub(crate) fn cells(text: &PageText) -> Vec<Cell> {
    let mut options = MatchOptions::default();
    (options.ignore_case, options.variants) = (true, true);
    let compare = Compare::new(MatchMode::Folded, options);
    let mut cells = Vec::new();
    for frame in frames(text) {
        for flow in flows(&frame) {
            let mut items = items(text, &frame, &flow);
            items.retain(|item| {
                let is_content = |piece: &Piece| piece.setting.layer == Layer::Content;
                text.glyphs.get(item.glyph).is_some_and(|glyph| glyph.is_visible())
                    && text.piece_of(item.glyph).is_some_and(is_content)
            });
            for line in items.chunk_by(|a, b| a.line == b.line) {
                let Some(lead) = line.first().and_then(|item| shown(text, item)) else { continue };
                let Setting { along, up, .. } = lead.setting;
                let (Some(along), Some(up)) = (along.normalized(), up.normalized()) else { continue };
                let chars: Vec<CellChar> = line
                    .iter()
                    .filter_map(|item| {
                        let bounds = outline(text, std::slice::from_ref(item))?.bounds();
                        let folded = compare.chars(item.char);
                        Some(CellChar { char: item.char, folded, bounds, gap: item.gap_width })
                    })
                    .collect();
                let Some(bounds) = chars.iter().map(|char| char.bounds).reduce(|all, next| all.union(next)) else {
                    continue;
                };
                cells.push(Cell { chars, bounds, along, up, em: lead.setting.size() });
            }
        }
    }
    cells
}
