//! The fixtures' own rectangle and affine map: plain figures, so that the library's geometry is never asked about itself.

use std::fmt;

/// A rectangle by its least and greatest corner; which space it is in, its owner says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Smallest x.
    pub x0: f64,
    /// Smallest y.
    pub y0: f64,
    /// Largest x.
    pub x1: f64,
    /// Largest y.
    pub y1: f64,
}

impl Spot {
    /// The rectangle with two opposite corners, in any order.
    pub fn between(a: (f64, f64), b: (f64, f64)) -> Self {
        Self { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
    }

    /// The rectangle around some points, of which there must be one.
    pub fn around(points: &[(f64, f64)]) -> Self {
        points.iter().map(|&p| Self::between(p, p)).reduce(Self::union).expect("a rectangle needs a point")
    }

    /// Width.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Height.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    fn union(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The four sides, for comparing one by one.
    pub fn sides(&self) -> [f64; 4] {
        [self.x0, self.y0, self.x1, self.y1]
    }

    /// Whether no side differs by more than `tolerance`.
    pub fn is_within(&self, tolerance: f64, of: &Self) -> bool {
        self.sides().iter().zip(of.sides()).all(|(a, b)| (a - b).abs() <= tolerance)
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "x {:.4}..{:.4}, y {:.4}..{:.4}", self.x0, self.x1, self.y0, self.y1)
    }
}

impl From<[f64; 4]> for Spot {
    /// From a PDF rectangle: two opposite corners.
    fn from([x0, y0, x1, y1]: [f64; 4]) -> Self {
        Self::between((x0, y0), (x1, y1))
    }
}

/// A PDF matrix `[a b c d e f]`: x' = a·x + c·y + e, y' = b·x + d·y + f (ISO 32000-2, 8.3.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affine(pub [f64; 6]);

impl Affine {
    /// The map that changes nothing.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Where the map sends a point.
    pub fn sends(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The operands as PDF text.
    pub fn operands(&self) -> String {
        self.0.map(number).join(" ")
    }
}

/// A number as PDF text: no exponent, at most 6 decimals.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
