//! The matrices of a text object (ISO 32000-2, 9.4.2), which operators move far more often than they turn or scale them.

use super::state::Matrix;
use crate::geometry::{Point, User};

/// The text matrix and the text line matrix, which live from `BT` on (ISO 32000-2, 9.4.1) and differ in their displacement
/// alone.
#[derive(Clone, Copy)]
pub(super) struct TextMatrices {
    /// The turning and scaling that both have: a, b, c, d.
    pub(super) linear: [f64; 4],
    /// The displacement of the text matrix, in user space: where the next glyph begins.
    at: [f64; 2],
    /// The same of the text line matrix: where the line begins.
    line: [f64; 2],
}

impl TextMatrices {
    pub(super) const IDENTITY: Self = Self { linear: [1.0, 0.0, 0.0, 1.0], at: [0.0; 2], line: [0.0; 2] };

    pub(super) fn new([a, b, c, d, x, y]: [f64; 6]) -> Self {
        Self { linear: [a, b, c, d], at: [x, y], line: [x, y] }
    }

    /// The text matrix.
    pub(super) fn current(&self) -> Matrix {
        let ([a, b, c, d], [x, y]) = (self.linear, self.at);
        Matrix::from_matrix([a, b, c, d, x, y])
    }

    /// Where the next glyph begins.
    #[inline]
    pub(super) fn place(&self) -> Point<User> {
        let [x, y] = self.at;
        Point::new(x, y)
    }

    /// Moves within the line, by text-space units.
    #[inline]
    pub(super) fn advance(&mut self, x: f64, y: f64) {
        self.at = self.moved(self.at, x, y);
    }

    /// Moves to the start of the next line (ISO 32000-2, table 106).
    #[inline]
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = self.moved(self.line, x, y);
        self.at = self.line;
    }

    fn moved(&self, [e, f]: [f64; 2], x: f64, y: f64) -> [f64; 2] {
        let [a, b, c, d] = self.linear;
        [x * a + y * c + e, x * b + y * d + f]
    }
}
