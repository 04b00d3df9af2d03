//! Columns of upright characters that the content stream draws one below the other.
//!
//! Browsers print vertical writing that way: with a horizontal font, each character placed by itself. Only
//! ideographs and their punctuation count, and only three or more in a row, so that short lines of one character are
//! not taken for a column.

use super::fold::is_cjk;
use crate::text::{Glyph, PageText, Piece};

/// A column has at least so many characters.
const LEAST: usize = 3;

/// For each glyph of the page whether it stands in such a column; nothing where none does.
pub(super) fn stacked(page: &PageText) -> Vec<bool> {
    let mut stacked = Vec::new();
    // The first and the last glyph of the column. Glyphs of one piece stand beside one another.
    let mut column: Option<(usize, usize)> = None;
    let mut close = |column: Option<(usize, usize)>| {
        if let Some((first, last)) = column.filter(|(first, last)| last + 1 - first >= LEAST) {
            stacked.resize(page.glyphs.len(), false);
            stacked[first..=last].fill(true);
        }
    };
    for (nth, pair) in page.pieces.windows(2).enumerate() {
        let below = pair[1].first;
        // Those in the middle of a column have a piece each, and of two neighbours in it one is in the middle; pieces without
        // glyphs stand anywhere.
        if below - pair[0].first != 1 && page.range(nth + 1).len() > 1 {
            continue;
        }
        let Some(above) = below.checked_sub(1).filter(|above| *above >= pair[0].first) else { continue };
        if !is_below(page, above, below, [&pair[0], &pair[1]]) {
            continue;
        }
        match &mut column {
            Some((_, last)) if *last == above => *last = below,
            _ => {
                close(column);
                column = Some((above, below));
            }
        }
    }
    close(column);
    stacked
}

/// Whether the first glyph of a piece stands right below the last of the one before, in the same column.
fn is_below(page: &PageText, above: usize, below: usize, pieces: [&Piece; 2]) -> bool {
    let [first, second] = [&pieces[0].setting, &pieces[1].setting];
    if first.vertical || second.vertical {
        return false;
    }
    let (Some(glyph), Some(next)) = (page.glyphs.get(above), page.glyphs.get(below)) else { return false };
    let place = |piece: &Piece, glyph: &Glyph| piece.origin + piece.setting.along * glyph.start;
    // Without a root, as nearly every pair of a page ends here.
    let step = place(pieces[1], next) - place(pieces[0], glyph);
    let rise = first.up.dot(first.up);
    if !(-1.6 * rise..=-0.9 * rise).contains(&step.dot(first.up)) {
        return false;
    }
    let ideograph = |glyph: &Glyph| glyph.has_text() && page.text(glyph).chars().all(is_cjk);
    if first.layer != second.layer || !ideograph(glyph) || !ideograph(next) {
        return false;
    }
    let (Some(along), Some(up)) = (first.along.normalized(), first.up.normalized()) else { return false };
    let em = first.size();
    if (second.size() - em).abs() > 0.05 * em || along.dot(up).abs() > 1e-3 || second.along.dot(up).abs() > 1e-3 * em {
        return false;
    }
    step.dot(along).abs() < 0.3 * em
}
