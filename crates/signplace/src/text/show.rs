//! Strings that are shown: each character code becomes a glyph at its place (ISO 32000-2, 9.4.3 and 9.4.4).

use std::sync::Arc;

use super::content::{Operand, Tokens};
use super::font::Font;
use super::glyph::Glyph;
use super::interpreter::{Interpreter, TextMatrices, is_hidden};
use super::marked::Marked;
use super::state::State;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, Point, Rect, Transform, User, Vector};

/// What all characters have in common until an operator changes more than the place in the text: see
/// [`Interpreter::stream`].
#[derive(Clone, Copy)]
pub(super) struct Basis {
    /// The turning and scaling from text space to the page.
    linear: [f64; 4],
    /// One em in the direction of reading and across it, on the page.
    along: Vector<Page>,
    across: Vector<Page>,
    /// Whether those are numbers that glyphs can be placed with.
    is_finite: bool,
    vertical: bool,
    font: u16,
    style: u32,
    visible: bool,
    ascent: f64,
    descent: f64,
    /// Character spacing, in em.
    spacing: f64,
}

/// One operator at work.
struct Showing<'s> {
    font: &'s Font,
    state: &'s State,
    basis: Basis,
    /// From text space, at the place where the operator began, to the page.
    to_page: Transform<User, Page>,
    /// How far the position has moved since, in text space.
    x: f64,
    y: f64,
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
        let basis = match kept {
            Some(basis) => *basis,
            None => *kept.insert(self.basis(font, state, text, is_hidden(marked))),
        };
        let ([a, b, c, d], [.., x, y]) = (basis.linear, text.current.matrix());
        let start = state.to_page.point(Point::new(x, y));
        let to_page = Transform::from_matrix([a, b, c, d, start.x, start.y]);
        let mut showing = Showing { font, state, basis, to_page, x: 0.0, y: 0.0 };
        match tokens.operands() {
            [Operand::String(range)] => self.show_string(tokens.bytes(range), &mut showing)?,
            operands => {
                let in_array = operands.iter().any(|operand| matches!(operand, Operand::ArrayStart));
                for operand in operands {
                    match operand {
                        Operand::String(range) => self.show_string(tokens.bytes(range), &mut showing)?,
                        Operand::Number(adjustment) if in_array => {
                            showing.advance(-adjustment / 1000.0 * state.size);
                        }
                        _ => {}
                    }
                }
            }
        }
        text.advance(showing.x, showing.y);
        Ok(())
    }

    #[inline(never)]
    fn basis(&mut self, font: &Arc<Font>, state: &State, text: &TextMatrices, hidden: bool) -> Basis {
        let to_page = text.current.then(&state.to_page);
        let right = to_page.vector(Vector::new(state.size * state.scale, 0.0));
        let up = to_page.vector(Vector::new(0.0, state.size));
        let vertical = font.is_vertical();
        let axes = (right, up, vertical, self.layer);
        if self.axes != Some(axes) {
            self.axes = Some(axes);
            self.style = self.style.wrapping_add(1);
        }
        let (along, across) = if vertical { (-up, right) } else { (right, up) };
        let [a, b, c, d, ..] = to_page.matrix();
        Basis {
            linear: [a, b, c, d],
            along,
            across,
            is_finite: right.is_finite() && up.is_finite(),
            vertical,
            font: self.text.font_index(font),
            style: self.style,
            visible: !hidden && !matches!(state.render_mode, 3 | 7),
            ascent: font.ascent(),
            descent: font.descent(),
            spacing: in_em(state.char_spacing, state),
        }
    }

    #[inline]
    fn show_string(&mut self, mut bytes: &[u8], showing: &mut Showing<'_>) -> Result<(), Error> {
        let limit = self.limits().glyphs;
        let limit_of_chars = limit.saturating_mul(4);
        let (font, state, basis) = (showing.font, showing.state, showing.basis);
        while !bytes.is_empty() {
            let char = font.next_char(bytes);
            bytes = bytes.get(char.len.max(1)..).unwrap_or_default();
            let (spacing, em_spacing) = if char.is_space_code && state.word_spacing != 0.0 {
                let spacing = state.char_spacing + state.word_spacing;
                (spacing, in_em(spacing, state))
            } else {
                (state.char_spacing, basis.spacing)
            };
            let (text, text_len) = self.text.keep(char.text);
            if text_len == 0 {
                self.text.unknown += 1;
            }
            let (width, ascent, descent, spacing_after) = if basis.vertical {
                let (vx, _) = char.origin;
                (-char.advance, char.width - vx, -vx, -em_spacing)
            } else {
                (char.advance, basis.ascent, basis.descent, em_spacing)
            };
            let origin = showing.to_page.point(Point::new(showing.x, showing.y + state.rise));
            if basis.is_finite && origin.is_finite() {
                let mut glyph = Glyph {
                    origin,
                    along: basis.along,
                    up: basis.across,
                    width,
                    ascent,
                    descent,
                    spacing: spacing_after,
                    text,
                    text_len,
                    source: char.source,
                    layer: self.layer,
                    vertical: basis.vertical,
                    visible: basis.visible,
                    font: basis.font,
                    code: char.code,
                    style: basis.style,
                };
                // The origin stands on the edge of the glyph's box in all fonts but those with odd heights.
                let has_origin = descent <= 0.0 && ascent >= 0.0 && holds(&state.clip, origin);
                glyph.visible &= has_origin || meets(&glyph, &state.clip);
                self.text.glyphs.push(glyph);
            }
            // A code may stand for many characters: those count too, by their bytes.
            if self.text.glyphs.len() as u64 > limit || self.text.chars.len() as u64 > limit_of_chars {
                return Err(self.too_many_glyphs(limit));
            }
            showing.advance(char.advance * state.size + spacing);
        }
        Ok(())
    }

    #[cold]
    fn too_many_glyphs(&self, limit: u64) -> Error {
        let message = format!("Page {} shows more than {limit} characters.", self.number);
        Error::new(ErrorCode::LimitGlyphs, message).with_hint("Raise the limit, or leave the page out (--pages).")
    }
}

impl Showing<'_> {
    /// Moves by unscaled text-space units, in the direction of writing.
    fn advance(&mut self, by: f64) {
        if self.basis.vertical {
            self.y += by;
        } else {
            self.x += by * self.state.scale;
        }
    }
}

/// Spacing in units of text space, in em of the font as it is set.
fn in_em(spacing: f64, state: &State) -> f64 {
    if state.size == 0.0 { 0.0 } else { spacing / state.size }
}

/// Whether a point is within the bounds of a clip, edges and degenerate rectangles included.
#[inline]
fn holds(clip: &Rect<Page>, Point { x, y, .. }: Point<Page>) -> bool {
    clip.x0() <= x && x <= clip.x1() && clip.y0() <= y && y <= clip.y1()
}

/// Whether the box of a glyph meets the bounds of a clip.
#[cold]
fn meets(glyph: &Glyph, clip: &Rect<Page>) -> bool {
    let bounds = glyph.quad(0.0, 1.0).bounds();
    bounds.x0() <= clip.x1() && clip.x0() <= bounds.x1() && bounds.y0() <= clip.y1() && clip.y0() <= bounds.y1()
}
