//! What glyphs have in common: worked out once, and kept from operator to operator until one changes it.

use std::ops::Range;

use super::alone::Rail;
use super::font::Heights;
use super::fonts::{Fonts, HeldFont};
use super::glyph::Setting;
use super::interpreter::Interpreter;
use super::matrices::TextMatrices;
use super::state::State;
use crate::geometry::Vector;

/// The gap between glyphs of one piece, in em across the line: hardly a step back, and no wider than within any run of
/// text.
pub(crate) const GAPS: Range<f64> = -0.09..1.49;
/// Glyphs that begin nearer to the one before, in em across the line, may be drawn upon it.
const TIGHT: f64 = 0.16;
/// All glyphs of a smaller em, in points, are near to one another.
const LEAST: f64 = 0.01;

/// What all characters have in common until an operator changes more than the place in the text: see
/// [`Interpreter::stream`].
pub(super) struct Basis {
    pub(super) setting: Setting,
    /// A number for the setting, another one than that of the setting before.
    pub(super) style: u32,
    /// The turning and scaling of the text matrix, and from text space to the page.
    pub(super) of_text: [f64; 4],
    pub(super) linear: [f64; 4],
    /// One em in the direction of writing, in text space.
    pub(super) em: f64,
    /// What the product with [`Setting::along`] is multiplied with to have em.
    pub(super) per_em: f64,
    /// Whether glyphs can be placed with these numbers.
    pub(super) is_placeable: bool,
    /// Whether glyphs form pieces: not where spacing tears them apart, nor in vertical writing, where each has a height
    /// of its own.
    pub(super) forms_pieces: bool,
    /// [`GAPS`] and [`TIGHT`], in em in the direction of writing.
    pub(super) gaps: (f64, f64),
    pub(super) tight: f64,
    /// Whether glyphs can be seen, but for the clip.
    pub(super) visible: bool,
    /// Index of the font among those met, and how far it reaches above and below the base, in em.
    pub(super) font: u16,
    pub(super) heights: Heights,
    /// Whether nothing of this, the font apart, keeps a glyph from joining those before it.
    pub(super) is_usual: bool,
    /// Whether the font has become another since.
    pub(super) is_font_stale: bool,
    /// The way along the last piece.
    pub(super) rail: Rail,
}

impl Basis {
    /// The font is another one now, set as large as the one before.
    pub(super) fn change_font(&mut self) {
        self.is_font_stale = true;
    }

    /// Whether it holds for text that is turned and scaled so.
    #[inline]
    pub(super) fn is_of(&self, text: &TextMatrices) -> bool {
        // All at once, bit by bit: the same numbers have the same bits, but for zeros, which are worked out anew.
        self.of_text.iter().zip(&text.linear).fold(0, |other, (a, b)| other | (a.to_bits() ^ b.to_bits())) == 0
    }

    /// Takes over what there is of the font.
    #[inline]
    pub(super) fn set_font(&mut self, held: HeldFont, fonts: &Fonts) {
        (self.font, self.heights) = (held.index(), fonts.heights_of(held));
        self.is_font_stale = false;
    }
}

impl Interpreter<'_> {
    /// What glyphs that are shown in this state have in common.
    #[inline(never)]
    pub(super) fn basis(&mut self, held: HeldFont, state: &State, text: &TextMatrices, hidden: bool) -> Basis {
        let to_page = text.current().then(&state.to_page);
        let right = to_page.vector(Vector::new(state.size * state.scale, 0.0));
        let up = to_page.vector(Vector::new(0.0, state.size));
        let vertical = held.is_vertical;
        let (along, up, em, sign) =
            if vertical { (-up, right, -state.size, -1.0) } else { (right, up, state.size * state.scale, 1.0) };
        let spacing = [state.char_spacing, state.char_spacing + state.word_spacing];
        let setting = Setting {
            along,
            up,
            spacing: spacing.map(|spacing| sign * in_em(spacing, state)),
            layer: self.layer,
            vertical,
        };
        if self.setting != Some(setting) {
            self.setting = Some(setting);
            self.style = self.style.wrapping_add(1);
        }
        let square = along.dot(along);
        // Em across the line in one along it.
        let across = along.cross(up).abs() / square;
        let gaps = (GAPS.start * across, GAPS.end * across);
        // Letters of no size lie upon one another.
        let tight = if along.cross(up).abs() > square.sqrt() * LEAST { TIGHT * across } else { f64::INFINITY };
        let is_even = |spacing: &f64| gaps.0 <= *spacing && *spacing < gaps.1;
        let linear = |[a, b, c, d, ..]: [f64; 6]| [a, b, c, d];
        let is_placeable = along.is_finite() && up.is_finite();
        let forms_pieces = self.forms_pieces && !vertical && setting.spacing.iter().all(is_even);
        let visible = !hidden && !matches!(state.render_mode, 3 | 7);
        Basis {
            style: self.style,
            of_text: text.linear,
            linear: linear(to_page.matrix()),
            em,
            per_em: 1.0 / square,
            is_placeable,
            forms_pieces,
            is_usual: forms_pieces && is_placeable && visible && state.size != 0.0,
            gaps,
            tight,
            font: held.index(),
            heights: self.text.fonts.heights_of(held),
            is_font_stale: false,
            rail: Rail::NONE,
            visible,
            setting,
        }
    }
}

/// Spacing in units of text space, in em of the font as it is set.
fn in_em(spacing: f64, state: &State) -> f64 {
    if state.size == 0.0 { 0.0 } else { spacing / state.size }
}
