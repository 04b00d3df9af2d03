//! Characters drawn again in (nearly) the same place, as producers do for boldness or shadow.
//!
//! Most pages have none, so glyphs are first gathered into strokes, within which none can be: only where two strokes
//! lie on one another are single characters compared.

use std::collections::HashMap;

use smallvec::SmallVec;

use super::frame::Placed;
use crate::text::PageText;

/// Glyphs nearer than this share of an em, along the line and across it, are in the same place.
const NEAR: f64 = 0.15;
/// Of one character in one square of an em, so many are remembered: a hostile page could pile them up.
const MAX_IN_CELL: usize = 16;
/// So many strokes are compared with each; on a page that piles up more, every character is looked at.
const MAX_STROKES: usize = 256;

/// Removes from glyphs, which are in the order of the content stream, those drawn again.
pub(super) fn drop_overprints(glyphs: &mut Vec<Placed>, page: &PageText) {
    let suspects = suspects(glyphs);
    if suspects.is_empty() {
        return;
    }
    let mut seen = Seen::default();
    let mut kept: Vec<Placed> = Vec::with_capacity(glyphs.len());
    let mut suspects = suspects.into_iter().peekable();
    for (at, placed) in glyphs.iter().enumerate() {
        while suspects.next_if(|(_, end)| *end <= at).is_some() {}
        let is_suspect = suspects.peek().is_some_and(|(start, _)| *start <= at);
        if !is_suspect || !seen.again(placed, &kept, page) {
            kept.push(*placed);
        }
    }
    *glyphs = kept;
}

/// How near, in points along the line, another glyph must begin to be drawn upon this one.
fn nearness(glyph: &Placed) -> f64 {
    (NEAR * glyph.em).min(0.5 * (glyph.u1 - glyph.u0)).max(1e-3)
}

/// Glyphs that follow one another on one base, each too far ahead of the one before to be drawn upon it.
struct Stroke {
    start: usize,
    end: usize,
    /// Where the first and the last begin.
    u0: f64,
    u1: f64,
    v: f64,
    em: f64,
}

impl Stroke {
    /// Whether a glyph of one may be drawn upon a glyph of the other.
    fn may_meet(&self, other: &Self) -> bool {
        let near = NEAR * self.em.max(other.em).max(1e-2);
        // A stroke keeps to its base within the nearness of a glyph, hence twice on either side.
        (self.v - other.v).abs() <= 3.0 * near && self.u0 <= other.u1 + near && other.u0 <= self.u1 + near
    }
}

/// The strokes that lie on one another, as ranges of glyphs in order.
fn suspects(glyphs: &[Placed]) -> Vec<(usize, usize)> {
    let strokes = strokes(glyphs);
    let tallest = strokes.iter().map(|stroke| stroke.em).fold(0.01, f64::max);
    let mut by_base: Vec<usize> = (0..strokes.len()).collect();
    by_base.sort_by(|a, b| strokes[*a].v.total_cmp(&strokes[*b].v));
    let mut is_suspect = vec![false; strokes.len()];
    for (nth, &one) in by_base.iter().enumerate() {
        let reach = strokes[one].v + 3.0 * NEAR * tallest;
        let above = by_base[nth + 1..].iter().take_while(|other| strokes[**other].v <= reach);
        for (compared, &other) in above.enumerate() {
            if compared >= MAX_STROKES {
                return vec![(0, glyphs.len())];
            }
            if strokes[one].may_meet(&strokes[other]) {
                is_suspect[one] = true;
                is_suspect[other] = true;
            }
        }
    }
    strokes.iter().zip(is_suspect).filter(|(_, is_suspect)| *is_suspect).map(|(s, _)| (s.start, s.end)).collect()
}

fn strokes(glyphs: &[Placed]) -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        match strokes.last_mut() {
            Some(stroke)
                if glyph.u0 - stroke.u1 >= nearness(glyph) && (glyph.v - stroke.v).abs() <= NEAR * stroke.em =>
            {
                stroke.end = at + 1;
                stroke.u1 = glyph.u0;
                stroke.em = stroke.em.max(glyph.em);
            }
            _ => strokes.push(Stroke { start: at, end: at + 1, u0: glyph.u0, u1: glyph.u0, v: glyph.v, em: glyph.em }),
        }
    }
    strokes
}

/// Where characters were drawn: by the first of their text and by the square of an em that they begin in.
#[derive(Default)]
struct Seen {
    cells: HashMap<(u32, i64, i64), SmallVec<[usize; 2]>>,
}

impl Seen {
    /// Whether a glyph is drawn upon one of those kept; if not, it will be the next of them.
    fn again(&mut self, placed: &Placed, kept: &[Placed], page: &PageText) -> bool {
        let text = page.glyphs.get(placed.glyph).map(|glyph| page.text(glyph)).unwrap_or_default();
        let Some(first) = text.chars().next() else { return false };
        let near = nearness(placed);
        let cell = placed.em.max(1e-3);
        // A cast saturates, and a neighbour of the last cell must still have a number.
        let index = |length: f64| (length / cell).clamp(-1e15, 1e15) as i64;
        let (column, row) = (index(placed.u0), index(placed.v));
        for c in column - 1..=column + 1 {
            for r in row - 1..=row + 1 {
                for &other in self.cells.get(&(u32::from(first), c, r)).into_iter().flatten() {
                    let Some(before) = kept.get(other) else { continue };
                    let same_text = page.glyphs.get(before.glyph).map(|glyph| page.text(glyph)) == Some(text);
                    let close = (before.u0 - placed.u0).abs() < near && (before.v - placed.v).abs() < NEAR * placed.em;
                    let alike = (before.em - placed.em).abs() < 0.1 * placed.em;
                    if same_text && close && alike {
                        return true;
                    }
                }
            }
        }
        let cell = self.cells.entry((u32::from(first), column, row)).or_default();
        if cell.len() < MAX_IN_CELL {
            cell.push(kept.len());
        }
        false
    }
}
