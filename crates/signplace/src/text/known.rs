//! The usual way to show strings: codes that were met before, one after the other on one base. What else there is, is left
//! to [`super::show`].
//!
//! Most of the time that a page takes is spent here: some producers write a string for every character.

use std::slice;

use super::codes::{Known, NextKnown};
use super::content::{Operand, Tokens};
use super::content_string::KEEPS_HEX;
use super::glyph::{Glyph, PageText, Piece};
use super::glyphs::Glyphs;
use super::interpreter::Interpreter;
use super::show::Showing;
use super::shows::{Mask, Shows, Spacing};

/// Where in the operands of an operator.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) operand: usize,
    /// In the bytes of a string.
    pub(super) offset: usize,
    /// Whether the string may go on with the last piece as it stands.
    pub(super) is_joined: bool,
    /// Whether all codes of the string were met.
    pub(super) is_met: bool,
}

impl Place {
    pub(super) fn next_operand(&mut self) {
        *self = Self { operand: self.operand + 1, ..Self::default() };
    }
}

/// Why not all was shown in the usual way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// All was.
    End,
    /// A string begins too far from the glyph before.
    Gap,
    /// A code was not met before, or is of a piece of its own, or means something long.
    Code,
}

/// What glyphs are added with to the last piece. Lengths are in em in the direction of writing, from the origin of the piece.
pub(super) struct Pen {
    spacing: Spacing,
    at: f64,
    /// The least and the greatest place where a string begins or ends.
    reach: (f64, f64),
    /// The least step from one glyph to the next.
    least: f64,
    mask: Mask,
    /// The glyph put last: its start and its width.
    last: (f64, f64),
    /// Index of its first glyph.
    first: usize,
}

impl Pen {
    pub(super) fn new(showing: &Showing<'_>, first: usize) -> Self {
        let at = showing.at + showing.from_piece;
        Self {
            spacing: showing.basis.setting.spacing.into(),
            at,
            reach: (f64::INFINITY, f64::NEG_INFINITY),
            least: f64::INFINITY,
            mask: 0,
            last: showing.last,
            first,
        }
    }

    /// Makes a slot the next glyph.
    #[inline(always)]
    pub(super) fn put(&mut self, shows: &Shows, slot: &mut Glyph) {
        let step = shows.step(&self.spacing);
        shows.put(self.at, slot);
        self.least = if step < self.least { step } else { self.least };
        self.mask |= shows.mask;
        self.last = (self.at, shows.width());
        self.at += step;
    }

    /// Makes slots glyphs of codes as long as the next one is known, in hexadecimal digits or not; returns how much of the string
    /// is left.
    #[inline(always)]
    fn put_all<'k, const HEX: bool>(
        &mut self,
        known: impl NextKnown<'k>,
        mut string: &[u8],
        slots: &mut slice::IterMut<'_, Glyph>,
    ) -> usize {
        while let Some(two) =
            string.first_chunk().filter(|_| HEX && slots.len() >= 2).and_then(|digits| known.two_of_hex(digits))
        {
            for (shows, slot) in two.into_iter().zip(&mut *slots) {
                self.put(shows, slot);
            }
            string = string.get(8..).unwrap_or_default();
        }
        while !string.is_empty() {
            let next = if HEX { known.next_hex(string) } else { known.next(string) };
            let Some(((length, shows), slot)) = next.and_then(|next| Some((next, slots.next()?))) else { break };
            self.put(shows, slot);
            string = string.get(length..).unwrap_or_default();
        }
        string.len()
    }

    /// Keeps what was done.
    pub(super) fn lay_down(self, showing: &mut Showing<'_>, pieces: &mut [Piece], glyphs: &[Glyph]) {
        let Self { at, reach, least, mask, last, first, .. } = self;
        let from = showing.from_piece;
        let mut reach = (reach.0, if at > reach.1 { at } else { reach.1 });
        if let Some(piece) = pieces.last_mut() {
            piece.mask |= mask;
            if least < showing.basis.tight {
                piece.is_tight = true;
                // Only then may a glyph begin before the one before it.
                for glyph in glyphs.get(first..).unwrap_or_default() {
                    reach = (reach.0.min(glyph.start), reach.1.max(glyph.start));
                }
            }
        }
        showing.reach = (showing.reach.0.min(reach.0 - from), showing.reach.1.max(reach.1 - from));
        (showing.at, showing.last) = (at - from, last);
    }
}

impl Interpreter<'_> {
    /// Shows strings among the operands as long as that can be done in the usual way; `place` says where it stopped.
    #[inline]
    pub(super) fn show_known(&mut self, tokens: &Tokens<'_>, place: &mut Place, showing: &mut Showing<'_>) -> Stop {
        let PageText { glyphs, fonts, pieces, .. } = &mut self.text;
        match fonts.codes(showing.basis.font) {
            Known::One(known) => run(known, tokens, place, showing, glyphs, pieces),
            Known::Two(known) => run(known, tokens, place, showing, glyphs, pieces),
            Known::OneOrTwo(known) => run(known, tokens, place, showing, glyphs, pieces),
            Known::Nothing => Stop::Code,
        }
    }
}

#[inline(never)]
fn run<'k>(
    known: impl NextKnown<'k>,
    tokens: &Tokens<'_>,
    place: &mut Place,
    showing: &mut Showing<'_>,
    glyphs: &mut Glyphs,
    pieces: &mut [Piece],
) -> Stop {
    let operands = tokens.operands().get(place.operand..).unwrap_or_default();
    let (gaps, first) = (showing.basis.gaps, glyphs.len());
    let mut pen = Pen::new(showing, first);
    // Places first: what is counted in a loop over slots stays in registers.
    let places = glyphs.places(showing.most);
    let in_all = places.len();
    let mut slots = places.iter_mut();
    let mut stop = Stop::End;
    for operand in operands {
        match operand {
            Operand::Number(adjustment) if showing.in_array => pen.at -= adjustment / 1000.0,
            Operand::String(range) | Operand::Hex(range) => {
                if !range.is_empty() && !place.is_joined {
                    let gap = pen.at - (pen.last.0 + pen.last.1);
                    if !(gaps.0 <= gap && gap < gaps.1) {
                        stop = Stop::Gap;
                        break;
                    }
                    let step = pen.at - pen.last.0;
                    pen.least = if step < pen.least { step } else { pen.least };
                    pen.reach.0 = if pen.at < pen.reach.0 { pen.at } else { pen.reach.0 };
                }
                let (left, per_byte) = if KEEPS_HEX && matches!(operand, Operand::Hex(_)) {
                    let digits = tokens.raw(range).get(2 * place.offset..).unwrap_or_default();
                    (pen.put_all::<true>(known, digits, &mut slots), 2)
                } else {
                    let bytes = tokens.bytes(range).get(place.offset..).unwrap_or_default();
                    (pen.put_all::<false>(known, bytes, &mut slots), 1)
                };
                if left > 0 {
                    let offset = (range.len() - left) / per_byte;
                    (place.offset, place.is_joined, stop) = (offset, true, Stop::Code);
                    break;
                }
                pen.reach.1 = if pen.at > pen.reach.1 { pen.at } else { pen.reach.1 };
            }
            _ => {}
        }
        place.next_operand();
    }
    let used = in_all - slots.len();
    glyphs.keep(used);
    pen.lay_down(showing, pieces, glyphs);
    stop
}
