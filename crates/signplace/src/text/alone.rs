//! An operator that shows a single character, which goes on with the text before it. Some producers write one for every
//! character, and then what each of them costs decides on the time that a page takes.

use super::basis::Basis;
use super::content::{Operand, Tokens};
use super::glyph::{Glyph, PageText};
use super::interpreter::Interpreter;
use super::matrices::TextMatrices;
use super::show::{OFF_BASE, grow, has_origin, holds};
use super::state::State;
use crate::geometry::Vector;

impl Interpreter<'_> {
    /// Shows a string of one code as [`Self::show`] does, if the code was met before and its glyph joins the last piece,
    /// within the clip. `None` where it is not so: then nothing was shown.
    #[inline(never)]
    pub(super) fn show_alone(
        &mut self,
        tokens: &Tokens<'_>,
        state: &State,
        text: &mut TextMatrices,
        kept: &mut Option<Basis>,
    ) -> Option<()> {
        let [Operand::String(range)] = tokens.operands() else { return None };
        let (basis, held) = (kept.as_mut()?, state.font.as_ref()?);
        let goes_on = basis.is_usual && self.open == Some(basis.style) && basis.is_of(text);
        if range.len() > 2 || !goes_on {
            return None;
        }
        if basis.is_font_stale {
            if held.font.is_vertical() {
                return None;
            }
            basis.set_font(held);
        }
        let (basis, limit) = (&*basis, self.limits().glyphs);
        let PageText { glyphs, fonts, pieces, .. } = &mut self.text;
        let bytes = tokens.bytes(range);
        let (_, shows) = fonts.codes(basis.font).next(bytes).filter(|(length, _)| *length == bytes.len())?;
        let (piece, last) = (pieces.last_mut()?, glyphs.last()?);

        let ([_, _, c, d], along) = (basis.linear, basis.setting.along);
        let origin = state.to_page.point(text.place()) + Vector::new(c * state.rise, d * state.rise);
        let way = origin - piece.origin;
        let start = way.dot(along) * basis.per_em;
        let aside = way - along * start;
        let gap = start - last.end();
        let is_level = aside.x.abs() < OFF_BASE && aside.y.abs() < OFF_BASE;
        if !(is_level && basis.gaps.0 <= gap && gap < basis.gaps.1 && (glyphs.len() as u64) < limit) {
            return None;
        }
        let step = shows.step(&basis.setting.spacing);
        let sees_all = has_origin(basis.heights) && holds(&state.clip, origin);
        if !(sees_all && holds(&state.clip, origin + along * step)) {
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
