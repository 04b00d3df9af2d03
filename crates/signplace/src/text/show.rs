//! Strings that are shown: each character code becomes a glyph at its place (ISO 32000-2, 9.4.3 and 9.4.4).
//!
//! Within an operator the position is a number of em from where it began, in the direction of writing; only pieces are
//! placed on the page.

use super::UnicodeSource;
use super::basis::Basis;
use super::content::{Operand, Tokens};
use super::font::{Char, Heights, Text};
use super::fonts::HeldFont;
use super::glyph::{Glyph, Piece};
use super::interpreter::{Interpreter, is_hidden};
use super::known::{Pen, Place, Stop};
use super::marked::Marked;
use super::matrices::TextMatrices;
use super::shows::Shows;
use super::state::State;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, Point, Rect, Vector};

/// Glyphs of one piece share more than this part of their heights.
const OVERLAP: f64 = 0.51;
/// Glyphs further from the base of a piece, in points, are of another.
pub(super) const OFF_BASE: f64 = 1e-6;

/// One operator at work. Lengths are in em in the direction of writing.
pub(super) struct Showing<'s> {
    held: HeldFont,
    pub(super) basis: &'s Basis,
    /// Where the operator begins, on the page.
    origin: Point<Page>,
    /// Whether numbers among the operands move the position.
    pub(super) in_array: bool,
    /// How far the position has moved since.
    pub(super) at: f64,
    /// Where the operator begins, from the origin of the last piece.
    pub(super) from_piece: f64,
    /// Whether the last piece is of this operator, or goes on with it.
    is_open: bool,
    /// The last glyph of this operator if it is of the last piece, else nothing: its start and its width.
    pub(super) last: (f64, f64),
    /// The least and the greatest of `at`.
    pub(super) reach: (f64, f64),
    /// It shows no more glyphs than that.
    pub(super) most: usize,
}

impl Interpreter<'_> {
    /// Shows every string among the operands, moving by the numbers between them. The basis is kept for the next operator.
    #[inline]
    pub(super) fn show(
        &mut self,
        tokens: &mut Tokens<'_>,
        state: &State,
        text: &mut TextMatrices,
        marked: &[Marked],
        kept: &mut Option<Basis>,
    ) -> Result<(), Error> {
        let Some(held) = state.font else { return Ok(()) };
        let is_known = kept.as_ref().is_some_and(|basis| {
            basis.is_of(text) && (!basis.is_font_stale || basis.setting.vertical == held.is_vertical)
        });
        if !is_known {
            *kept = Some(self.basis(held, state, text, is_hidden(marked)));
        }
        let Some(basis) = kept.as_mut() else { return Ok(()) };
        if basis.is_font_stale {
            basis.set_font(held, &self.text.fonts);
        }
        let basis = &*basis;
        let [_, _, c, d] = basis.linear;
        let origin = state.to_page.point(text.place()) + Vector::new(c * state.rise, d * state.rise);
        let in_array = tokens.operands().iter().any(|operand| matches!(operand, Operand::ArrayStart));
        let (at, from_piece, last) = (0.0, 0.0, (f64::NAN, 0.0));
        let (is_open, reach, most) = (false, (0.0, 0.0), tokens.length_of_strings());
        let mut showing = Showing { held, basis, origin, in_array, at, from_piece, is_open, last, reach, most };
        let first = self.text.glyphs.len();
        self.show_operands(tokens, &mut showing)?;
        let moved = if state.size == 0.0 { self.spacing_alone(tokens, held, state) } else { showing.at * basis.em };
        let (reach, at) = (showing.reach, showing.at);
        self.finish(first, basis, state, origin, (reach.0.min(at), reach.1.max(at)));
        if basis.setting.vertical {
            text.advance(0.0, moved);
        } else {
            text.advance(moved, 0.0);
        }
        Ok(())
    }

    #[inline]
    fn show_operands(&mut self, tokens: &mut Tokens<'_>, showing: &mut Showing<'_>) -> Result<(), Error> {
        let mut place = Place::default();
        self.move_to_string(tokens, &mut place, showing);
        if !showing.basis.forms_pieces || !self.text.fonts.may_join(showing.basis.font) {
            return self.show_apart(tokens, place, showing);
        }
        let limit = self.limits().glyphs;
        if (self.text.glyphs.len() + showing.most) as u64 > limit {
            return self.show_apart(tokens, place, showing);
        }
        let mut stop = Stop::Gap;
        loop {
            match stop {
                Stop::End => return Ok(()),
                Stop::Gap => {
                    self.join(showing);
                    place.is_joined = true;
                }
                Stop::Code => self.show_codes(tokens, &mut place, showing)?,
            }
            stop = self.show_known(tokens, &mut place, showing);
        }
    }

    /// Shows all strings with a piece for each glyph.
    fn show_apart(
        &mut self,
        tokens: &mut Tokens<'_>,
        mut place: Place,
        showing: &mut Showing<'_>,
    ) -> Result<(), Error> {
        tokens.unpack_all();
        while let Some(Operand::String(range)) = tokens.operands().get(place.operand) {
            self.show_one_by_one(tokens.bytes(range), showing)?;
            place.next_operand();
            self.move_to_string(tokens, &mut place, showing);
        }
        Ok(())
    }

    /// Moves on to the next string that is not empty.
    #[inline]
    fn move_to_string(&self, tokens: &Tokens<'_>, place: &mut Place, showing: &mut Showing<'_>) {
        while let Some(operand) = tokens.operands().get(place.operand) {
            match operand {
                Operand::String(range) | Operand::Hex(range) if !range.is_empty() => return,
                Operand::Number(adjustment) if showing.in_array => {
                    let by = adjustment / 1000.0;
                    showing.at += if showing.basis.setting.vertical { by } else { -by };
                }
                _ => {}
            }
            place.next_operand();
        }
    }

    /// Shows codes that are not of the usual kind, up to one that is.
    #[cold]
    fn show_codes(
        &mut self,
        tokens: &mut Tokens<'_>,
        place: &mut Place,
        showing: &mut Showing<'_>,
    ) -> Result<(), Error> {
        tokens.unpack(place.operand);
        let Some(Operand::String(range)) = tokens.operands().get(place.operand) else {
            place.next_operand();
            return Ok(());
        };
        let (bytes, index) = (tokens.bytes(range), showing.basis.font);
        let Some(font) = self.text.fonts.font(showing.held).cloned() else {
            // Whoever asks comes again until all operands are done.
            place.next_operand();
            return Ok(());
        };
        if !place.is_met {
            let rest = bytes.get(place.offset..).unwrap_or_default();
            self.text.fonts.meet_all(index, &font, rest, self.mask_of);
            place.is_met = true;
        }
        while let Some(rest) = bytes.get(place.offset..).filter(|rest| !rest.is_empty()) {
            if self.text.fonts.usual(index, rest).is_some() {
                return Ok(());
            }
            let char = font.next_char(rest);
            let shows = self.text.fonts.keep(index, &char, self.mask_of);
            let length = char.len.max(1);
            if shows.goes_back() || !self.text.fonts.are_alike(index, length) {
                self.show_one_by_one(rest, showing)?;
                break;
            }
            let mut pen = Pen::new(showing, self.text.glyphs.len());
            let mut glyph = Glyph::NONE;
            pen.put(&shows, &mut glyph);
            if glyph.is_untold() {
                self.long_text(&mut glyph, char.text, char.source)?;
            }
            self.text.glyphs.push(glyph);
            pen.lay_down(showing, &mut self.text.pieces, &self.text.glyphs);
            place.offset += length;
        }
        place.next_operand();
        Ok(())
    }

    fn long_text(&mut self, glyph: &mut Glyph, text: Text<'_>, source: UnicodeSource) -> Result<(), Error> {
        self.text.set_text(glyph, text, source);
        self.text.is_doubtful |= source == UnicodeSource::CharCode;
        self.check_long_texts()
    }

    /// A glyph may stand for many characters: those count too, by their bytes.
    pub(super) fn check_long_texts(&self) -> Result<(), Error> {
        let limit = self.limits().glyphs;
        let is_too_much = self.text.length_of_long_texts() as u64 > limit.saturating_mul(4);
        if is_too_much { Err(self.too_many_glyphs(limit)) } else { Ok(()) }
    }

    /// Makes the last piece one that the next glyph may join: the one before if it goes on there, else a new one.
    #[inline]
    fn join(&mut self, showing: &mut Showing<'_>) {
        let basis = showing.basis;
        showing.reach.0 = if showing.at < showing.reach.0 { showing.at } else { showing.reach.0 };
        if let (Some(piece), Some(last)) = (self.text.pieces.last_mut(), self.text.glyphs.last()) {
            let mut is_level = true;
            if !showing.is_open && self.open == Some(basis.style) {
                let way = showing.origin - piece.origin;
                showing.from_piece = way.dot(basis.setting.along) * basis.per_em;
                let aside = way - basis.setting.along * showing.from_piece;
                is_level = aside.x.abs() < OFF_BASE && aside.y.abs() < OFF_BASE;
                showing.is_open = true;
            }
            let start = showing.at + showing.from_piece;
            let gap = start - last.end();
            if showing.is_open
                && is_level
                && basis.gaps.0 <= gap
                && gap < basis.gaps.1
                && (last.font == basis.font || grow(piece, self.text.fonts.heights(last.font), basis.heights))
            {
                piece.is_tight |= start - last.start < basis.tight;
                return;
            }
        }
        self.begin(showing, basis.heights, false);
        (self.open, showing.is_open) = (Some(basis.style), true);
    }

    /// Begins a new piece.
    fn begin(&mut self, showing: &mut Showing<'_>, heights: Heights, has_own_heights: bool) {
        let setting = showing.basis.setting;
        let origin = showing.origin + setting.along * showing.at;
        showing.from_piece = -showing.at;
        let first = self.text.glyphs.len();
        self.begun += 1;
        self.text.pieces.push(Piece { first, origin, setting, heights, has_own_heights, is_tight: false, mask: 0 });
    }

    /// Shows a string with a piece for each glyph.
    #[inline(never)]
    fn show_one_by_one(&mut self, mut bytes: &[u8], showing: &mut Showing<'_>) -> Result<(), Error> {
        let Some(font) = self.text.fonts.font(showing.held).cloned() else { return Ok(()) };
        let limit = self.limits().glyphs;
        let basis = showing.basis;
        (self.open, showing.is_open, showing.last) = (None, false, (f64::NAN, 0.0));
        while !bytes.is_empty() {
            let char = font.next_char(bytes);
            bytes = bytes.get(char.len.max(1)..).unwrap_or_default();
            let (mut width, mut heights) = (char.advance, basis.heights);
            if basis.setting.vertical {
                let (vx, _) = char.origin;
                (width, heights) = (-char.advance, Heights { ascent: char.width - vx, descent: -vx });
            }
            self.begin(showing, heights, true);
            let shows = Shows::new(&Char { width, ..char }, basis.font, self.mask_of);
            let mut glyph = Glyph::NONE;
            shows.put(0.0, &mut glyph);
            if let Some(piece) = self.text.pieces.last_mut() {
                piece.mask = shows.mask;
            }
            self.long_text(&mut glyph, char.text, char.source)?;
            self.text.glyphs.push(glyph);
            if self.text.glyphs.len() as u64 > limit {
                return Err(self.too_many_glyphs(limit));
            }
            showing.at += width + basis.setting.spacing_after(&glyph);
            showing.reach = (showing.reach.0.min(showing.at), showing.reach.1.max(showing.at));
        }
        Ok(())
    }

    /// Drops the glyphs of an operator that are nowhere, and hides those that cannot be seen. `reach` is the least and the
    /// greatest place in it.
    #[inline]
    fn finish(&mut self, first: usize, basis: &Basis, state: &State, origin: Point<Page>, reach: (f64, f64)) {
        let (low, high) = (origin + basis.setting.along * reach.0, origin + basis.setting.along * reach.1);
        let sees_all = has_origin(basis.heights) && holds(&state.clip, low) && holds(&state.clip, high);
        if sees_all && basis.visible && basis.is_placeable && !basis.setting.vertical {
            return;
        }
        if !basis.is_placeable {
            self.text.truncate(first);
        } else if !(low.is_finite() && high.is_finite()) {
            let is_nowhere = |index: &usize| self.text.shown(*index).is_none_or(|shown| !shown.origin.is_finite());
            if let Some(lost) = (first..self.text.glyphs.len()).find(is_nowhere) {
                self.text.truncate(lost);
            }
        }
        if !(basis.is_placeable && low.is_finite() && high.is_finite()) {
            self.open = None;
        }
        if !basis.visible {
            self.text.glyphs.iter_mut().skip(first).for_each(|glyph| glyph.set_visible(false));
        } else {
            self.hide_clipped(first, &state.clip);
        }
    }

    #[cold]
    fn hide_clipped(&mut self, first: usize, clip: &Rect<Page>) {
        for index in first..self.text.glyphs.len() {
            let Some(shown) = self.text.shown(index) else { continue };
            let is_visible = (has_origin(shown.heights) && holds(clip, shown.origin)) || {
                let bounds = shown.quad(0.0, 1.0).bounds();
                bounds.x0() <= clip.x1()
                    && clip.x0() <= bounds.x1()
                    && bounds.y0() <= clip.y1()
                    && clip.y0() <= bounds.y1()
            };
            if let Some(glyph) = self.text.glyphs.get_mut(index) {
                glyph.set_visible(is_visible);
            }
        }
    }

    /// How far text of no size moves, in text space: its spacing is none that could be told in em.
    #[cold]
    fn spacing_alone(&self, tokens: &mut Tokens<'_>, held: HeldFont, state: &State) -> f64 {
        let Some(font) = self.text.fonts.font(held) else { return 0.0 };
        let mut moved = 0.0;
        tokens.unpack_all();
        for operand in tokens.operands() {
            let Operand::String(range) = operand else { continue };
            let mut bytes = tokens.bytes(range);
            while !bytes.is_empty() {
                let char = font.next_char(bytes);
                bytes = bytes.get(char.len.max(1)..).unwrap_or_default();
                moved += state.char_spacing + if char.is_space_code { state.word_spacing } else { 0.0 };
            }
        }
        if held.is_vertical { moved } else { moved * state.scale }
    }

    #[cold]
    fn too_many_glyphs(&self, limit: u64) -> Error {
        let message = format!("Page {} shows more than {limit} characters.", self.number);
        Error::new(ErrorCode::LimitGlyphs, message).with_hint("Raise the limit, or leave the page out (--pages).")
    }
}

/// Whether the origin of a glyph stands within its box or on its edge, as in all fonts but those with odd heights.
pub(super) fn has_origin(heights: Heights) -> bool {
    heights.descent <= 0.0 && heights.ascent >= 0.0
}

/// Makes a piece reach as far as glyphs of another font that are to join it; returns whether they can, because they share
/// most of their height with the glyphs before.
#[inline]
pub(super) fn grow(piece: &mut Piece, before: Option<Heights>, heights: Heights) -> bool {
    let Some(before) = before else { return false };
    // Not f64::min and its like, which ask for what is no number, for each character of some pages.
    let less = |a: f64, b: f64| if a < b { a } else { b };
    let more = |a: f64, b: f64| if a > b { a } else { b };
    let common = less(before.ascent, heights.ascent) - more(before.descent, heights.descent);
    let smaller = less(before.ascent - before.descent, heights.ascent - heights.descent);
    if !(smaller > 0.0 && common > OVERLAP * smaller) {
        return false;
    }
    piece.heights.ascent = more(piece.heights.ascent, heights.ascent);
    piece.heights.descent = less(piece.heights.descent, heights.descent);
    true
}

/// Whether a point is within the bounds of a clip, edges and degenerate rectangles included.
#[inline]
pub(super) fn holds(clip: &Rect<Page>, Point { x, y, .. }: Point<Page>) -> bool {
    clip.x0() <= x && x <= clip.x1() && clip.y0() <= y && y <= clip.y1()
}
