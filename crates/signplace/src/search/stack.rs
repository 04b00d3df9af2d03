//! Columns of upright characters that the content stream draws one below the other.
//!
//! Browsers print vertical writing that way: with a horizontal font, each character placed by itself. Only
//! ideographs and their punctuation count, and only three or more in a row, so that short lines of one character are
//! not taken for a column.

use super::fold::is_cjk;
use crate::text::{Glyph, PageText};

/// A column has at least so many characters.
const LEAST: usize = 3;

/// For each glyph of the page: whether it stands in such a column.
pub(super) fn stacked(page: &PageText) -> Vec<bool> {
    let mut stacked = Vec::new();
    let mut start = 0;
    let pairs = page.glyphs.windows(2).map(|pair| is_below(page, &pair[0], &pair[1]));
    for (index, continues) in (1..).zip(pairs.chain([false])) {
        if continues {
            continue;
        }
        if index - start >= LEAST {
            stacked.resize(page.glyphs.len(), false);
            stacked[start..index].fill(true);
        }
        start = index;
    }
    stacked
}

/// Whether the second glyph stands right below the first, in the same column.
fn is_below(page: &PageText, above: &Glyph, below: &Glyph) -> bool {
    // Without a root, as nearly every pair of a page ends here.
    let (step, rise) = (below.origin - above.origin, above.up.dot(above.up));
    if above.vertical || below.vertical || !(-1.6 * rise..=-0.9 * rise).contains(&step.dot(above.up)) {
        return false;
    }
    let ideograph = |glyph: &Glyph| page.text(glyph).chars().all(is_cjk) && glyph.text_len > 0;
    if above.layer != below.layer || !ideograph(above) || !ideograph(below) {
        return false;
    }
    let (Some(along), Some(up)) = (above.along.normalized(), above.up.normalized()) else { return false };
    let em = above.size();
    if (below.size() - em).abs() > 0.05 * em || along.dot(up).abs() > 1e-3 || below.along.dot(up).abs() > 1e-3 * em {
        return false;
    }
    step.dot(along).abs() < 0.3 * em
}
