//! Rectangles with sides along the axes of one space.

use std::marker::PhantomData;

use super::{Point, Space, Vector};

/// An axis-parallel rectangle in space `S`, in the unit of `S`. Always `x0 <= x1` and `y0 <= y1`.
///
/// ```
/// use signplace::geometry::{Page, Point, Rect};
///
/// let seal = Rect::<Page>::from_origin_size(Point::new(100.0, 200.0), 119.0, 119.0);
/// let signature = Rect::from_origin_size(Point::new(180.0, 300.0), 119.0, 43.0);
/// let shared = seal.intersection(&signature).unwrap();
/// assert_eq!((shared.width(), shared.height()), (39.0, 19.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect<S: Space> {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
    space: PhantomData<S>,
}

impl<S: Space> Rect<S> {
    /// The rectangle with two opposite corners, given in any order. A coordinate that is NaN in one corner is taken
    /// from the other.
    pub fn from_corners(a: Point<S>, b: Point<S>) -> Self {
        Self { x0: a.x.min(b.x), y0: a.y.min(b.y), x1: a.x.max(b.x), y1: a.y.max(b.y), space: PhantomData }
    }

    /// The rectangle with its least corner (smallest x and y) at `origin`; a negative width or height extends the
    /// other way.
    pub fn from_origin_size(origin: Point<S>, width: f64, height: f64) -> Self {
        Self::from_corners(origin, origin + Vector::new(width, height))
    }

    /// The smallest rectangle around all points; `None` when there are none.
    pub fn around(points: impl IntoIterator<Item = Point<S>>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        Some(points.fold(Self::from_corners(first, first), |all, p| all.union(Self::from_corners(p, p))))
    }

    /// Smallest x, in the unit of `S`.
    pub fn x0(&self) -> f64 {
        self.x0
    }

    /// Smallest y, in the unit of `S`: the lower edge where y is up, the upper edge in [`TopLeft`](super::TopLeft).
    pub fn y0(&self) -> f64 {
        self.y0
    }

    /// Largest x, in the unit of `S`.
    pub fn x1(&self) -> f64 {
        self.x1
    }

    /// Largest y, in the unit of `S`: the upper edge where y is up, the lower edge in [`TopLeft`](super::TopLeft).
    pub fn y1(&self) -> f64 {
        self.y1
    }

    /// Width, in the unit of `S`; never negative.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Height, in the unit of `S`; never negative.
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// Width times height, in squared units of `S`.
    pub fn area(&self) -> f64 {
        self.width() * self.height()
    }

    /// The corner with the smallest x and y.
    pub fn origin(&self) -> Point<S> {
        Point::new(self.x0, self.y0)
    }

    /// The centre.
    pub fn center(&self) -> Point<S> {
        Point::new((self.x0 + self.x1) / 2.0, (self.y0 + self.y1) / 2.0)
    }

    /// The corners (x0, y0), (x1, y0), (x1, y1), (x0, y1).
    pub fn corners(&self) -> [Point<S>; 4] {
        [
            Point::new(self.x0, self.y0),
            Point::new(self.x1, self.y0),
            Point::new(self.x1, self.y1),
            Point::new(self.x0, self.y1),
        ]
    }

    /// What both rectangles cover; `None` when they share no area.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let (x0, y0) = (self.x0.max(other.x0), self.y0.max(other.y0));
        let (x1, y1) = (self.x1.min(other.x1), self.y1.min(other.y1));
        (x0 < x1 && y0 < y1).then_some(Self { x0, y0, x1, y1, space: PhantomData })
    }

    /// The area that both cover, in squared units of `S`; 0 when they share none.
    pub fn shared_area(&self, other: &Self) -> f64 {
        self.intersection(other).map_or(0.0, |shared| shared.area())
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(&self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
            space: PhantomData,
        }
    }

    /// The same rectangle moved.
    #[must_use]
    pub fn translated(&self, by: Vector<S>) -> Self {
        Self { x0: self.x0 + by.x, y0: self.y0 + by.y, x1: self.x1 + by.x, y1: self.y1 + by.y, space: PhantomData }
    }

    /// Whether the point is inside or on the edge.
    pub fn contains(&self, point: Point<S>) -> bool {
        (self.x0..=self.x1).contains(&point.x) && (self.y0..=self.y1).contains(&point.y)
    }

    /// Whether the other rectangle lies wholly inside, edges included.
    pub fn contains_rect(&self, other: &Self) -> bool {
        self.x0 <= other.x0 && self.y0 <= other.y0 && other.x1 <= self.x1 && other.y1 <= self.y1
    }

    /// Whether all sides are neither infinite nor NaN.
    pub fn is_finite(&self) -> bool {
        [self.x0, self.y0, self.x1, self.y1].iter().all(|v| v.is_finite())
    }
}

impl<S: Space> schemars::JsonSchema for Rect<S> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rect".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A rectangle: its lower-left corner and its size.",
            "type": "object",
            "properties": {
                "x": {"type": "number"}, "y": {"type": "number"}, "width": {"type": "number"}, "height": {"type": "number"},
            },
            "required": ["x", "y", "width", "height"],
        })
    }
}

impl<S: Space> serde::Serialize for Rect<S> {
    /// `{"x", "y", "width", "height"}`: the least corner and the size, with the decimals of the space.
    fn serialize<Z: serde::Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        use serde::ser::SerializeStruct as _;
        let mut out = serializer.serialize_struct("Rect", 4)?;
        out.serialize_field("x", &super::space::Coordinate::<S>::new(self.x0))?;
        out.serialize_field("y", &super::space::Coordinate::<S>::new(self.y0))?;
        out.serialize_field("width", &super::space::Coordinate::<S>::new(self.width()))?;
        out.serialize_field("height", &super::space::Coordinate::<S>::new(self.height()))?;
        out.end()
    }
}
