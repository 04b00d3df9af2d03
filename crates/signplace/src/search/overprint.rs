//! Characters drawn again in (nearly) the same place, as producers do for boldness or shadow.
//!
//! Most pages have none, so glyphs are first gathered into strokes, within which none can be: only where two strokes
//! lie on one another are single characters compared.

use std::collections::HashMap;

use smallvec::SmallVec;

use super::frame::{Placed, Stretch};
use crate::text::PageText;

/// Glyphs nearer than this share of an em, along the line and across it, are in the same place.
pub(super) const NEAR: f64 = 0.15;
/// Of one character in one square of an em, so many are remembered: a hostile page could pile them up.
const MAX_IN_CELL: usize = 16;
/// So many strokes are compared with each; on a page that piles up more, every character is looked at.
const MAX_STROKES: usize = 256;

/// Removes from stretches, which are in the order of the content stream, glyphs that are drawn again.
pub(super) fn drop_overprints(stretches: &mut Vec<Stretch>, page: &PageText) {
    let strokes = strokes(stretches, page);
    let suspects = suspects(&strokes);
    if suspects.is_empty() {
        return;
    }
    let mut seen = Seen::default();
    let mut kept: Vec<Stretch> = Vec::with_capacity(stretches.len());
    let mut suspects = suspects.into_iter().peekable();
    for (nth, stretch) in stretches.iter().enumerate() {
        let mut start = stretch.glyphs.start;
        for index in stretch.glyphs.clone() {
            let at = (nth, index);
            while suspects.next_if(|(_, last)| *last < at).is_some() {}
            let is_suspect = suspects.peek().is_some_and(|(first, _)| *first <= at);
            if !is_suspect || !seen.again(stretch, index, page) {
                continue;
            }
            if start < index {
                kept.push(stretch.part(page, start..index));
            }
            start = index + 1;
        }
        if start == stretch.glyphs.start {
            kept.push(stretch.clone());
        } else if start < stretch.glyphs.end {
            kept.push(stretch.part(page, start..stretch.glyphs.end));
        }
    }
    *stretches = kept;
}

/// How near, in points along the line, another glyph must begin to be drawn upon this one.
fn nearness(em: f64, width: f64) -> f64 {
    (NEAR * em).min(0.5 * width).max(1e-3)
}

/// A glyph by its stretch, in their order, and by its own index.
type At = (usize, usize);

/// Glyphs that follow one another on one base, each too far ahead of the one before to be drawn upon it.
struct Stroke {
    first: At,
    last: At,
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

/// The strokes that lie on one another, by their first and last glyphs, in order.
fn suspects(strokes: &[Stroke]) -> Vec<(At, At)> {
    let tallest = strokes.iter().map(|stroke| stroke.em).fold(0.01, f64::max);
    // Most text is drawn from top to bottom, each base clearly below the one before.
    if strokes.windows(2).all(|pair| pair[1].v < pair[0].v - 3.0 * NEAR * tallest) {
        return Vec::new();
    }
    let mut by_base: Vec<usize> = (0..strokes.len()).collect();
    by_base.sort_by(|a, b| strokes[*a].v.total_cmp(&strokes[*b].v));
    let mut is_suspect = vec![false; strokes.len()];
    for (nth, &one) in by_base.iter().enumerate() {
        let reach = strokes[one].v + 3.0 * NEAR * tallest;
        let above = by_base[nth + 1..].iter().take_while(|other| strokes[**other].v <= reach);
        for (compared, &other) in above.enumerate() {
            if compared >= MAX_STROKES {
                return vec![((0, 0), (usize::MAX, usize::MAX))];
            }
            if strokes[one].may_meet(&strokes[other]) {
                is_suspect[one] = true;
                is_suspect[other] = true;
            }
        }
    }
    strokes.iter().zip(is_suspect).filter(|(_, is_suspect)| *is_suspect).map(|(s, _)| (s.first, s.last)).collect()
}

fn strokes(stretches: &[Stretch], page: &PageText) -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> = Vec::with_capacity(stretches.len());
    // Glyphs from the first to the last, each clearly ahead of the one before: where the first stands, and the last begins.
    let mut add = |first: At, last: At, Placed { u0, u1, v }: Placed, start_of_last: f64, em: f64| {
        if let Some(stroke) = strokes.last_mut()
            && u0 - stroke.u1 >= nearness(em, u1 - u0)
            && (v - stroke.v).abs() <= NEAR * stroke.em
        {
            (stroke.last, stroke.u1) = (last, start_of_last);
            stroke.em = stroke.em.max(em);
        } else {
            strokes.push(Stroke { first, last, u0, u1: start_of_last, v, em });
        }
    };
    for (nth, stretch) in stretches.iter().enumerate() {
        if !stretch.is_tight {
            let (first, last) = ((nth, stretch.glyphs.start), (nth, stretch.glyphs.end - 1));
            let placed = Placed { u0: stretch.first.0, u1: stretch.first.1, v: stretch.v };
            add(first, last, placed, stretch.last.0, stretch.em);
            continue;
        }
        for (index, glyph) in stretch.glyphs.clone().zip(page.glyphs.get(stretch.glyphs.clone()).unwrap_or_default()) {
            let placed = stretch.place(glyph);
            add((nth, index), (nth, index), placed, placed.u0, stretch.em);
        }
    }
    strokes
}

/// A character that was drawn.
struct Drawn {
    glyph: usize,
    u0: f64,
    v: f64,
    em: f64,
}

/// Where characters were drawn: by the first of their text and by the square of an em that they begin in.
#[derive(Default)]
struct Seen {
    cells: HashMap<(u32, i64, i64), SmallVec<[Drawn; 1]>>,
}

impl Seen {
    /// Whether a glyph is drawn upon one of those before; if not, it will be one of them.
    fn again(&mut self, stretch: &Stretch, index: usize, page: &PageText) -> bool {
        let Some(glyph) = page.glyphs.get(index) else { return false };
        let text = page.text(glyph);
        let Some(first) = text.chars().next() else { return false };
        let Placed { u0, u1, v } = stretch.place(glyph);
        let em = stretch.em;
        let near = nearness(em, u1 - u0);
        let cell = em.max(1e-3);
        // A cast saturates, and a neighbour of the last cell must still have a number.
        let number = |length: f64| (length / cell).clamp(-1e15, 1e15) as i64;
        let (column, row) = (number(u0), number(v));
        for c in column - 1..=column + 1 {
            for r in row - 1..=row + 1 {
                for before in self.cells.get(&(u32::from(first), c, r)).into_iter().flatten() {
                    let close = (before.u0 - u0).abs() < near && (before.v - v).abs() < NEAR * em;
                    let alike = (before.em - em).abs() < 0.1 * em;
                    if close && alike && page.glyphs.get(before.glyph).map(|glyph| page.text(glyph)) == Some(text) {
                        return true;
                    }
                }
            }
        }
        let cell = self.cells.entry((u32::from(first), column, row)).or_default();
        if cell.len() < MAX_IN_CELL {
            cell.push(Drawn { glyph: index, u0, v, em });
        }
        false
    }
}
