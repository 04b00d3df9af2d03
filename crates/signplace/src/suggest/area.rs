//! Boxes in the coordinates of a text's own direction: x along the line, y towards the ascenders, in points.

use crate::geometry::{Page, Point, Rect, Vector};

/// A box with sides along and across the direction of reading. Always `x0 <= x1` and `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x0: f64,
    pub(super) y0: f64,
    pub(super) x1: f64,
    pub(super) y1: f64,
}

impl Area {
    pub(super) fn new(x0: f64, y0: f64, width: f64, height: f64) -> Self {
        Self { x0, y0, x1: x0 + width, y1: y0 + height }
    }

    pub(super) fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub(super) fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    pub(super) fn center(&self) -> (f64, f64) {
        ((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The area that both cover, in pt².
    pub(super) fn shared(&self, other: &Self) -> f64 {
        let width = self.x1.min(other.x1) - self.x0.max(other.x0);
        let height = self.y1.min(other.y1) - self.y0.max(other.y0);
        if width > 0.0 && height > 0.0 { width * height } else { 0.0 }
    }

    /// Whether the other stands on the same line: they share more than half of the smaller height.
    pub(super) fn is_level_with(&self, other: &Self) -> bool {
        let shared = self.y1.min(other.y1) - self.y0.max(other.y0);
        shared > 0.5 * self.height().min(other.height())
    }

    /// Whether they share some stretch across the line's direction.
    pub(super) fn is_over_or_under(&self, other: &Self) -> bool {
        self.x1.min(other.x1) > self.x0.max(other.x0)
    }

    pub(super) fn contains(&self, other: &Self) -> bool {
        self.x0 <= other.x0 && self.y0 <= other.y0 && other.x1 <= self.x1 && other.y1 <= self.y1
    }
}

/// The axes of a direction of reading that is along an edge of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axes {
    along: Vector<Page>,
    up: Vector<Page>,
}

impl Axes {
    /// `None` for text that stands aslant.
    pub(super) fn new(along: Vector<Page>, up: Vector<Page>) -> Option<Self> {
        let straight = |v: Vector<Page>| Vector::new(v.x.round(), v.y.round());
        let near = |v: Vector<Page>| (v.x - v.x.round()).abs() < 0.02 && (v.y - v.y.round()).abs() < 0.02;
        let (a, u) = (straight(along), straight(up));
        (near(along) && near(up) && a.dot(u) == 0.0 && a.cross(u) != 0.0).then_some(Self { along: a, up: u })
    }

    /// Whether lines run up or down the page.
    pub(super) fn is_turned(&self) -> bool {
        self.along.y != 0.0
    }

    /// The area of a box of the page.
    pub(super) fn area(&self, bounds: Rect<Page>) -> Area {
        let (a, b) = (bounds.origin() - Point::ORIGIN, bounds.corners()[2] - Point::ORIGIN);
        let (xa, xb) = (a.dot(self.along), b.dot(self.along));
        let (ya, yb) = (a.dot(self.up), b.dot(self.up));
        Area { x0: xa.min(xb), y0: ya.min(yb), x1: xa.max(xb), y1: ya.max(yb) }
    }

    /// The box of the page that an area is.
    pub(super) fn bounds(&self, area: Area) -> Rect<Page> {
        let at = |x: f64, y: f64| Point::new(self.along.x * x + self.up.x * y, self.along.y * x + self.up.y * y);
        Rect::from_corners(at(area.x0, area.y0), at(area.x1, area.y1))
    }
}
