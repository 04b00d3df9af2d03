//! An operator that shows a single character, which goes on with the text before it. Some producers write one for every
//! character, and then what each of them costs decides on the time that a page takes.

use super::basis::Basis;
use super::glyph::{Glyph, PageText, Piece};
use super::interpreter::Interpreter;
use super::matrices::TextMatrices;
use super::show::{OFF_BASE, grow, has_origin};
use super::state::State;
use crate::geometry::{Page, Point, Rect, User, Vector};

/// The last piece, as it is reached from where text stands in user space: so only two products place a character on it. Holds
/// as long as the basis, the clip, the rise and the piece are the same.
///
/// Lengths are in em in the direction of writing, from the origin of the piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rail {
    /// Which piece it is, by the number of those begun.
    piece: u64,
    /// A place of text, in user space, and how far along the piece that is.
    from: Point<User>,
    start: f64,
    /// What one unit of user space, across and up, adds to that.
    along: [f64; 2],
    /// How far the place is off the base, in points, and what one unit adds to that.
    aside: f64,
    off: [f64; 2],
    /// Between these all characters are certainly within the clip.
    clear: (f64, f64),
}

impl Rail {
    /// Of no piece.
    pub(super) const NONE: Self = Self {
        piece: u64::MAX,
        from: Point::new(0.0, 0.0),
        start: 0.0,
        along: [0.0; 2],
        aside: 0.0,
        off: [0.0; 2],
        clear: (0.0, 0.0),
    };

    #[inline(never)]
    fn new(basis: &Basis, piece: &Piece, number: u64, state: &State, from: Point<User>) -> Self {
        let ([_, _, c, d], along) = (basis.linear, basis.setting.along);
        let origin = state.to_page.point(from) + Vector::new(c * state.rise, d * state.rise);
        let way = origin - piece.origin;
        let off_base = Vector::new(-along.y, along.x) * basis.per_em.sqrt();
        let units = [Vector::new(1.0, 0.0), Vector::new(0.0, 1.0)].map(|unit| state.to_page.vector(unit));
        Self {
            piece: number,
            from,
            start: way.dot(along) * basis.per_em,
            along: units.map(|unit| unit.dot(along) * basis.per_em),
            aside: way.dot(off_base),
            off: units.map(|unit| unit.dot(off_base)),
            clear: clear(&state.clip, piece.origin, along),
        }
    }

    /// How far along the piece a place of text is; `None` where it is off the base.
    #[inline(always)]
    fn start(&self, place: Point<User>) -> Option<f64> {
        let (x, y) = (place.x - self.from.x, place.y - self.from.y);
        let aside = self.aside + x * self.off[0] + y * self.off[1];
        let start = self.start + x * self.along[0] + y * self.along[1];
        (aside.abs() < OFF_BASE).then_some(start)
    }
}

/// Between which multiples of a vector all places that are reached from an origin lie within a clip, and a little away from its
/// edges.
fn clear(clip: &Rect<Page>, origin: Point<Page>, along: Vector<Page>) -> (f64, f64) {
    // No number is not enough: least and greatest pass it over.
    const NOWHERE: (f64, f64) = (f64::INFINITY, f64::NEG_INFINITY);
    if !(origin.is_finite() && along.is_finite()) {
        return NOWHERE;
    }
    let axes = [(clip.x0(), clip.x1(), origin.x, along.x), (clip.y0(), clip.y1(), origin.y, along.y)];
    axes.into_iter().fold((f64::NEG_INFINITY, f64::INFINITY), |(least, most), (low, high, from, step)| {
        let (low, high) = (low + 2.0 * OFF_BASE - from, high - 2.0 * OFF_BASE - from);
        if step == 0.0 {
            return if low <= 0.0 && 0.0 <= high { (least, most) } else { NOWHERE };
        }
        let (from, to) = if step > 0.0 { (low / step, high / step) } else { (high / step, low / step) };
        (least.max(from), most.min(to))
    })
}

impl Interpreter<'_> {
    /// Shows one code as [`Self::show`] does, if it was met before and its glyph joins the last piece, clearly within the
    /// clip. `None` where it is not so: then nothing was shown.
    #[inline(never)]
    pub(super) fn show_alone(
        &mut self,
        code: &[u8],
        state: &State,
        text: &mut TextMatrices,
        kept: &mut Option<Basis>,
    ) -> Option<()> {
        let (basis, held) = (kept.as_mut()?, state.font?);
        let limit = self.limits().glyphs;
        let PageText { glyphs, fonts, pieces, .. } = &mut self.text;
        if !(basis.is_usual && self.open == Some(basis.style) && basis.is_of(text)) {
            return None;
        }
        if basis.is_font_stale {
            if held.is_vertical {
                return None;
            }
            basis.set_font(held, fonts);
        }
        let (_, shows) = fonts.codes(basis.font).next(code).filter(|(length, _)| *length == code.len())?;
        let (piece, last) = (pieces.last_mut()?, glyphs.last()?);

        let place = text.place();
        if basis.rail.piece != self.begun {
            basis.rail = Rail::new(basis, piece, self.begun, state, place);
        }
        let rail = &basis.rail;
        let start = rail.start(place)?;
        let gap = start - last.end();
        if !(basis.gaps.0 <= gap && gap < basis.gaps.1 && (glyphs.len() as u64) < limit) {
            return None;
        }
        let step = shows.step(&basis.setting.spacing.into());
        let is_clear = |at: f64| rail.clear.0 <= at && at <= rail.clear.1;
        if !(has_origin(basis.heights) && is_clear(start) && is_clear(start + step)) {
            return None;
        }
        if last.font != basis.font && !grow(piece, fonts.heights(last.font), basis.heights) {
            return None;
        }
        piece.mask |= shows.mask;
        piece.is_tight |= start - last.start < basis.tight || step < basis.tight;
        let mut glyph = Glyph::NONE;
        shows.put(start, &mut glyph);
        glyphs.push(glyph);
        text.advance(step * basis.em, 0.0);
        Some(())
    }
}
