//! Strings that are shown: each character code becomes a glyph at its place (ISO 32000-2, 9.4.3 and 9.4.4).
//!
//! Within an operator the position is a number of em from where it began, in the direction of writing; only pieces are
//! placed on the page.

use std::sync::Arc;

use super::UnicodeSource;
use super::basis::Basis;
use super::content::{Operand, Tokens};
use super::font::{Code, Codes, Font, Heights, Text};
use super::glyph::{Glyph, Piece, Setting};
use super::interpreter::{Interpreter, TextMatrices, is_hidden};
use super::marked::Marked;
use super::state::State;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, Point, Rect, Vector};

/// Glyphs of one piece share more than this part of their heights.
const OVERLAP: f64 = 0.51;
/// Glyphs further from the base of a piece, in points, are of another.
const OFF_BASE: f64 = 1e-6;

/// One operator at work. Lengths are in em in the direction of writing.
struct Showing<'s> {
    font: &'s Font,
    basis: &'s Basis,
    /// Where the operator begins, on the page.
    origin: Point<Page>,
    /// How far the position has moved since.
    at: f64,
    /// Where the operator begins, from the origin of the last piece.
    from_piece: f64,
    /// Whether the last piece is of this operator, or goes on with it.
    is_open: bool,
    /// The least and the greatest of `at`.
    reach: (f64, f64),
}

/// What the characters of a string are.
enum Added {
    /// Each of them is known to be one character of Unicode.
    Plain,
    /// Some are several, or none, or nobody knows.
    Long,
    /// Some cannot be of a piece.
    Odd,
}

impl Interpreter<'_> {
    /// Shows every string among the operands, moving by the numbers between them. The basis is kept for the next operator.
    #[inline]
    pub(super) fn show(
        &mut self,
        tokens: &Tokens<'_>,
        state: &State,
        text: &mut TextMatrices,
        marked: &[Marked],
        kept: &mut Option<Basis>,
    ) -> Result<(), Error> {
        let Some(font) = &state.font else { return Ok(()) };
        let [a, b, c, d, x, y] = text.current.matrix();
        let is_known = kept.as_ref().is_some_and(|basis| {
            basis.of_text == [a, b, c, d] && (!basis.is_font_stale || basis.setting.vertical == font.is_vertical())
        });
        if !is_known {
            *kept = Some(self.basis(font, state, text, is_hidden(marked)));
        }
        let Some(basis) = kept.as_mut() else { return Ok(()) };
        if basis.is_font_stale {
            (basis.font, basis.heights) = (self.text.font_index(font), font.heights());
            basis.is_font_stale = false;
        }
        let basis = &*basis;
        let [_, _, c, d] = basis.linear;
        let origin = state.to_page.point(Point::new(x, y)) + Vector::new(c * state.rise, d * state.rise);
        let mut showing = Showing { font, basis, origin, at: 0.0, from_piece: 0.0, is_open: false, reach: (0.0, 0.0) };
        let first = self.text.glyphs.len();
        match tokens.operands() {
            [Operand::String(range)] => self.show_string(tokens.bytes(range), &mut showing)?,
            operands => {
                let in_array = operands.iter().any(|operand| matches!(operand, Operand::ArrayStart));
                for operand in operands {
                    match operand {
                        Operand::String(range) => self.show_string(tokens.bytes(range), &mut showing)?,
                        Operand::Number(adjustment) if in_array => {
                            let by = adjustment / 1000.0;
                            showing.at += if basis.setting.vertical { by } else { -by };
                        }
                        _ => {}
                    }
                }
            }
        }
        let moved = if state.size == 0.0 { spacing_alone(tokens, font, state) } else { showing.at * basis.em };
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
    fn show_string(&mut self, bytes: &[u8], showing: &mut Showing<'_>) -> Result<(), Error> {
        let limit = self.limits().glyphs;
        if bytes.is_empty() {
            return Ok(());
        }
        let codes = showing.font.codes();
        let is_odd = !showing.basis.forms_pieces || matches!(codes, Codes::Other);
        if is_odd || (self.text.glyphs.len() + bytes.len()) as u64 > limit {
            return self.show_one_by_one(bytes, showing);
        }
        let first = self.text.glyphs.len();
        self.join(showing);
        let mut rest = &bytes[..0];
        let added = match codes {
            Codes::OneByte(font) => {
                let chars = bytes.iter().map(|byte| (u32::from(*byte), font.code(*byte), *byte == 32));
                self.add(bytes.len(), chars, showing)
            }
            Codes::TwoBytes(font) => {
                let pairs = bytes.chunks_exact(2);
                rest = pairs.remainder();
                let chars = pairs.map(|pair| {
                    let code = u16::from_be_bytes([pair[0], pair[1]]);
                    (u32::from(code), font.code(code), false)
                });
                self.add(bytes.len() / 2, chars, showing)
            }
            Codes::Mixed(font) => {
                rest = bytes;
                let chars = std::iter::from_fn(|| {
                    let (code, shows, length) = font.next_code(rest)?;
                    rest = rest.get(length..).unwrap_or_default();
                    Some((code, shows, length == 1 && code == 32))
                });
                self.add(bytes.len(), chars, showing)
            }
            Codes::Other => Added::Odd,
        };
        match added {
            Added::Plain => {}
            Added::Long => self.tell_long_texts(first, bytes, showing)?,
            Added::Odd => {
                self.text.truncate(first);
                return self.show_one_by_one(bytes, showing);
            }
        }
        // A code that the string ends within, or longer ones.
        if rest.is_empty() { Ok(()) } else { self.show_one_by_one(rest, showing) }
    }

    /// Adds so many characters at most to the last piece: the code of each, what it shows, and whether word spacing follows.
    #[inline(always)]
    fn add(
        &mut self,
        count: usize,
        chars: impl Iterator<Item = (u32, Code, bool)>,
        showing: &mut Showing<'_>,
    ) -> Added {
        let Basis { setting: Setting { spacing, .. }, tight, font, .. } = *showing.basis;
        let mut at = showing.at + showing.from_piece;
        let (mut is_tight, mut is_odd, mut is_long, mut added) = (false, false, false, 0);
        let first = self.text.glyphs.len();
        // Room first: what is counted in a loop over slots stays in registers.
        self.text.glyphs.resize(first + count, Glyph::NONE);
        let slots = self.text.glyphs.get_mut(first..).unwrap_or_default();
        for (slot, (code, shows, is_space_code)) in slots.iter_mut().zip(chars) {
            *slot = Glyph::new(at, code, shows, font).before_word_spacing(is_space_code);
            let step = shows.width + if is_space_code { spacing[1] } else { spacing[0] };
            is_tight |= step < tight;
            is_odd |= shows.width < 0.0;
            is_long |= !shows.is_plain();
            at += step;
            added += 1;
        }
        self.text.glyphs.truncate(first + added);
        if is_odd {
            return Added::Odd;
        }
        if is_tight && let Some(piece) = self.text.pieces.last_mut() {
            piece.is_tight = true;
            // Only then may a glyph begin before the one before it.
            for glyph in self.text.glyphs.get(first..).unwrap_or_default() {
                let start = glyph.start - showing.from_piece;
                showing.reach = (showing.reach.0.min(start), showing.reach.1.max(start));
            }
        }
        showing.at = at - showing.from_piece;
        showing.reach.1 = if showing.reach.1 < showing.at { showing.at } else { showing.reach.1 };
        if is_long { Added::Long } else { Added::Plain }
    }

    /// Gives glyphs from `first` on their texts of several characters, which their string is asked for again.
    #[cold]
    fn tell_long_texts(&mut self, first: usize, mut bytes: &[u8], showing: &Showing<'_>) -> Result<(), Error> {
        for index in first..self.text.glyphs.len() {
            let char = showing.font.next_char(bytes);
            bytes = bytes.get(char.len.max(1)..).unwrap_or_default();
            if let Some(mut glyph) = self.text.glyphs.get(index).copied().filter(Glyph::is_untold) {
                self.long_text(&mut glyph, char.text, char.source)?;
                self.text.glyphs[index] = glyph;
            }
        }
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
                && (last.font == basis.font || grow(piece, self.text.fonts.get(usize::from(last.font)), basis.heights))
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
        self.text.pieces.push(Piece { first, origin, setting, heights, has_own_heights, is_tight: false });
    }

    /// Shows a string with a piece for each glyph.
    #[inline(never)]
    fn show_one_by_one(&mut self, mut bytes: &[u8], showing: &mut Showing<'_>) -> Result<(), Error> {
        let limit = self.limits().glyphs;
        let basis = showing.basis;
        (self.open, showing.is_open) = (None, false);
        while !bytes.is_empty() {
            let char = showing.font.next_char(bytes);
            bytes = bytes.get(char.len.max(1)..).unwrap_or_default();
            let (mut width, mut heights) = (char.advance, basis.heights);
            if basis.setting.vertical {
                let (vx, _) = char.origin;
                (width, heights) = (-char.advance, Heights { ascent: char.width - vx, descent: -vx });
            }
            self.begin(showing, heights, true);
            let shows = Code::untold(width);
            let mut glyph = Glyph::new(0.0, char.code, shows, basis.font).before_word_spacing(char.is_space_code);
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

    #[cold]
    fn too_many_glyphs(&self, limit: u64) -> Error {
        let message = format!("Page {} shows more than {limit} characters.", self.number);
        Error::new(ErrorCode::LimitGlyphs, message).with_hint("Raise the limit, or leave the page out (--pages).")
    }
}

/// How far text of no size moves, in text space: its spacing is none that could be told in em.
#[cold]
fn spacing_alone(tokens: &Tokens<'_>, font: &Font, state: &State) -> f64 {
    let mut moved = 0.0;
    for operand in tokens.operands() {
        let Operand::String(range) = operand else { continue };
        let mut bytes = tokens.bytes(range);
        while !bytes.is_empty() {
            let char = font.next_char(bytes);
            bytes = bytes.get(char.len.max(1)..).unwrap_or_default();
            moved += state.char_spacing + if char.is_space_code { state.word_spacing } else { 0.0 };
        }
    }
    if font.is_vertical() { moved } else { moved * state.scale }
}

/// Whether the origin of a glyph stands within its box or on its edge, as in all fonts but those with odd heights.
fn has_origin(heights: Heights) -> bool {
    heights.descent <= 0.0 && heights.ascent >= 0.0
}

/// Makes a piece reach as far as glyphs of another font that are to join it; returns whether they can, because they share
/// most of their height with the glyphs before.
fn grow(piece: &mut Piece, before: Option<&Arc<Font>>, heights: Heights) -> bool {
    let Some(before) = before.map(|font| font.heights()) else { return false };
    let common = before.ascent.min(heights.ascent) - before.descent.max(heights.descent);
    let smaller = (before.ascent - before.descent).min(heights.ascent - heights.descent);
    if !(smaller > 0.0 && common > OVERLAP * smaller) {
        return false;
    }
    piece.heights.ascent = piece.heights.ascent.max(heights.ascent);
    piece.heights.descent = piece.heights.descent.min(heights.descent);
    true
}

/// Whether a point is within the bounds of a clip, edges and degenerate rectangles included.
#[inline]
fn holds(clip: &Rect<Page>, Point { x, y, .. }: Point<Page>) -> bool {
    clip.x0() <= x && x <= clip.x1() && clip.y0() <= y && y <= clip.y1()
}
