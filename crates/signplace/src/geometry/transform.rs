//! Affine maps from one space to another.

use std::marker::PhantomData;

use super::{Page, Point, Quad, Rect, Space, Vector};

/// An affine map from `Src` to `Dst`, with the six numbers of a PDF matrix (ISO 32000-2, 8.3.3):
/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
///
/// ```
/// use signplace::geometry::{PageGeometry, Point};
///
/// let a4 = PageGeometry::from_size(595.28, 841.89);
/// let there = a4.top_left_to_page().then(&a4.page_to_normalized());
/// let middle = there.point(Point::new(297.64, 420.945));
/// assert!((middle.x - 0.5).abs() < 1e-12 && (middle.y - 0.5).abs() < 1e-12);
///
/// let back = there.inverse().unwrap();
/// assert!((back.point(middle).y - 420.945).abs() < 1e-9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transform<Src: Space, Dst: Space> {
    m: [f64; 6],
    spaces: PhantomData<(Src, Dst)>,
}

impl<Src: Space, Dst: Space> Transform<Src, Dst> {
    /// The map with the numbers a, b, c, d, e, f of a PDF matrix.
    pub const fn from_matrix(m: [f64; 6]) -> Self {
        Self { m, spaces: PhantomData }
    }

    /// The numbers a, b, c, d, e, f of the PDF matrix.
    pub const fn matrix(&self) -> [f64; 6] {
        self.m
    }

    /// The map that does this one first and `next` afterwards.
    #[must_use]
    pub fn then<Next: Space>(&self, next: &Transform<Dst, Next>) -> Transform<Src, Next> {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.m, next.m);
        Transform::from_matrix([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// The map back; `None` when this one flattens the plane, or is not finite.
    pub fn inverse(&self) -> Option<Transform<Dst, Src>> {
        let [a, b, c, d, e, f] = self.m;
        let det = a * d - b * c;
        if det == 0.0 || !det.is_finite() {
            return None;
        }
        let inverse = [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
        inverse.iter().all(|v| v.is_finite()).then(|| Transform::from_matrix(inverse))
    }

    /// Where a point goes.
    pub fn point(&self, p: Point<Src>) -> Point<Dst> {
        let [a, b, c, d, e, f] = self.m;
        Point::new(a * p.x + c * p.y + e, b * p.x + d * p.y + f)
    }

    /// Where a displacement goes; the map's own displacement plays no part.
    pub fn vector(&self, v: Vector<Src>) -> Vector<Dst> {
        let [a, b, c, d, ..] = self.m;
        Vector::new(a * v.x + c * v.y, b * v.x + d * v.y)
    }

    /// The smallest rectangle around where a rectangle goes. Exact for maps that turn by quarters.
    pub fn rect(&self, r: Rect<Src>) -> Rect<Dst> {
        self.quad(r.into()).bounds()
    }

    /// Where four corners go, in their order.
    pub fn quad(&self, q: Quad<Src>) -> Quad<Dst> {
        Quad::new(q.corners.map(|p| self.point(p)))
    }
}

impl<S: Space> Transform<S, S> {
    /// The map that changes nothing.
    pub const IDENTITY: Self = Self::from_matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
}

impl Transform<Page, Page> {
    /// The map that turns the page's plane clockwise about a point, by degrees; quarter turns are exact.
    ///
    /// ```
    /// use signplace::geometry::{Point, Transform};
    ///
    /// let turn = Transform::clockwise_about(Point::new(10.0, 10.0), 90.0);
    /// assert_eq!(turn.point(Point::new(10.0, 13.0)), Point::new(13.0, 10.0));
    /// ```
    pub fn clockwise_about(center: Point<Page>, degrees: f64) -> Self {
        let turned = degrees.rem_euclid(360.0);
        let (sin, cos) = match turned {
            0.0 => (0.0, 1.0),
            90.0 => (1.0, 0.0),
            180.0 => (0.0, -1.0),
            270.0 => (-1.0, 0.0),
            _ => turned.to_radians().sin_cos(),
        };
        let (x, y) = (center.x, center.y);
        Self::from_matrix([cos, -sin, sin, cos, x - cos * x - sin * y, y + sin * x - cos * y])
    }
}
