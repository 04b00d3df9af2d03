//! Strings that are shown: each character code becomes a glyph at its place (ISO 32000-2, 9.4.3 and 9.4.4).

use super::content::{Operand, Tokens};
use super::font::Font;
use super::glyph::Glyph;
use super::interpreter::{Interpreter, TextMatrices};
use super::state::State;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, Point, Rect, Transform, User, Vector};

/// What all characters of one operator have in common. Only the position moves on between them.
struct Showing<'s> {
    font: &'s Font,
    state: &'s State,
    font_index: u16,
    /// From text space, at the place where the operator began, to the page.
    to_page: Transform<User, Page>,
    /// One em to the right and upwards, on the page.
    right: Vector<Page>,
    up: Vector<Page>,
    /// Whether those are numbers that glyphs can be placed with.
    is_finite: bool,
    style: u32,
    hidden: bool,
    /// How far the position has moved since, in text space.
    x: f64,
    y: f64,
}

impl Interpreter<'_> {
    /// Shows every string among the operands, moving by the numbers between them.
    pub(super) fn show(
        &mut self,
        tokens: &Tokens<'_>,
        state: &State,
        text: &mut TextMatrices,
        hidden: bool,
    ) -> Result<(), Error> {
        let Some(font) = &state.font else { return Ok(()) };
        let to_page = text.current.then(&state.to_page);
        let right = to_page.vector(Vector::new(state.size * state.scale, 0.0));
        let up = to_page.vector(Vector::new(0.0, state.size));
        let axes = (right, up, font.is_vertical(), self.layer);
        if self.axes != Some(axes) {
            self.axes = Some(axes);
            self.style = self.style.wrapping_add(1);
        }
        let mut showing = Showing {
            font,
            state,
            font_index: self.text.font_index(font),
            to_page,
            right,
            up,
            is_finite: right.is_finite() && up.is_finite(),
            style: self.style,
            hidden: hidden || matches!(state.render_mode, 3 | 7),
            x: 0.0,
            y: 0.0,
        };
        let in_array = tokens.operands().iter().any(|operand| matches!(operand, Operand::ArrayStart));
        for operand in tokens.operands() {
            match operand {
                Operand::String(range) => self.show_string(tokens.bytes(range), &mut showing)?,
                Operand::Number(adjustment) if in_array => {
                    showing.advance(-adjustment / 1000.0 * state.size);
                }
                _ => {}
            }
        }
        text.advance(showing.x, showing.y);
        Ok(())
    }

    fn show_string(&mut self, mut bytes: &[u8], showing: &mut Showing<'_>) -> Result<(), Error> {
        let limit = self.limits().glyphs;
        let limit_of_chars = limit.saturating_mul(4);
        let (font, state) = (showing.font, showing.state);
        let vertical = font.is_vertical();
        let in_em = |spacing: f64| if state.size == 0.0 { 0.0 } else { spacing / state.size };
        let em_spacing_of_chars = in_em(state.char_spacing);
        let (right, up) = (showing.right, showing.up);
        let (along, across) = if vertical { (-up, right) } else { (right, up) };
        while !bytes.is_empty() {
            let char = font.next_char(bytes);
            bytes = bytes.get(char.len.max(1)..).unwrap_or_default();
            let (spacing, em_spacing) = if char.is_space_code && state.word_spacing != 0.0 {
                let spacing = state.char_spacing + state.word_spacing;
                (spacing, in_em(spacing))
            } else {
                (state.char_spacing, em_spacing_of_chars)
            };
            let (text, text_len) = self.text.keep(char.text);
            if text_len == 0 {
                self.text.unknown += 1;
            }
            let (width, ascent, descent, spacing_after) = if vertical {
                let (vx, _) = char.origin;
                (-char.advance, char.width - vx, -vx, -em_spacing)
            } else {
                (char.advance, font.ascent(), font.descent(), em_spacing)
            };
            let glyph = Glyph {
                origin: showing.to_page.point(Point::new(showing.x, showing.y + state.rise)),
                along,
                up: across,
                width,
                ascent,
                descent,
                spacing: spacing_after,
                text,
                text_len,
                source: char.source,
                layer: self.layer,
                vertical,
                visible: !showing.hidden,
                font: showing.font_index,
                code: char.code,
                style: showing.style,
            };
            if showing.is_finite && glyph.origin.is_finite() {
                let visible = glyph.visible && is_within(&glyph, &state.clip);
                self.text.glyphs.push(Glyph { visible, ..glyph });
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
        if self.font.is_vertical() {
            self.y += by;
        } else {
            self.x += by * self.state.scale;
        }
    }
}

/// Whether anything of a glyph is within the bounds of a clip, edges and degenerate rectangles included.
#[inline]
fn is_within(glyph: &Glyph, clip: &Rect<Page>) -> bool {
    let Point { x, y, .. } = glyph.origin;
    // The origin stands on the edge of the glyph's box in all fonts but those with odd heights.
    let has_origin = glyph.descent <= 0.0 && glyph.ascent >= 0.0;
    has_origin && clip.x0() <= x && x <= clip.x1() && clip.y0() <= y && y <= clip.y1() || meets(glyph, clip)
}

/// Whether the box of a glyph meets the bounds of a clip.
#[cold]
fn meets(glyph: &Glyph, clip: &Rect<Page>) -> bool {
    let bounds = glyph.quad(0.0, 1.0).bounds();
    bounds.x0() <= clip.x1() && clip.x0() <= bounds.x1() && bounds.y0() <= clip.y1() && clip.y0() <= bounds.y1()
}
