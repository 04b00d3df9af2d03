//! Points and vectors of one space.

use std::marker::PhantomData;
use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Space;

/// A point in space `S`; unit, origin and direction of y are the space's.
///
/// ```
/// use signplace::geometry::{Page, Point, Vector};
///
/// let corner = Point::<Page>::new(100.0, 200.0);
/// assert_eq!(corner + Vector::new(3.0, 4.0), Point::new(103.0, 204.0));
/// assert_eq!(corner.distance(Point::new(103.0, 204.0)), 5.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point<S: Space> {
    /// Distance from the origin to the right, in the unit of `S`.
    pub x: f64,
    /// Distance from the origin along the y axis of `S`, in the unit of `S`.
    pub y: f64,
    space: PhantomData<S>,
}

/// A displacement in space `S`: a direction and a length, without a place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Vector<S: Space> {
    /// Extent to the right, in the unit of `S`.
    pub x: f64,
    /// Extent along the y axis of `S`, in the unit of `S`.
    pub y: f64,
    space: PhantomData<S>,
}

impl<S: Space> Point<S> {
    /// The point (x, y), both in the unit of `S`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y, space: PhantomData }
    }

    /// The origin of the space.
    pub const ORIGIN: Self = Self::new(0.0, 0.0);

    /// Distance to another point, in the unit of `S`.
    pub fn distance(self, other: Self) -> f64 {
        (other - self).length()
    }

    /// Whether both coordinates are neither infinite nor NaN.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

impl<S: Space> Vector<S> {
    /// The displacement (x, y), both in the unit of `S`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y, space: PhantomData }
    }

    /// No displacement.
    pub const ZERO: Self = Self::new(0.0, 0.0);

    /// Euclidean length, in the unit of `S`.
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// Dot product, in squared units of `S`.
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// The z component of the cross product, in squared units of `S`: positive when `other` lies counter-clockwise
    /// in a y-up space.
    pub fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    /// The same direction with length 1; `None` when the length is zero or not finite.
    pub fn normalized(self) -> Option<Self> {
        let length = self.length();
        (length > 0.0 && length.is_finite()).then(|| self / length)
    }

    /// Whether both extents are neither infinite nor NaN.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

impl<S: Space> Add<Vector<S>> for Point<S> {
    type Output = Self;
    fn add(self, by: Vector<S>) -> Self {
        Self::new(self.x + by.x, self.y + by.y)
    }
}

impl<S: Space> Sub<Vector<S>> for Point<S> {
    type Output = Self;
    fn sub(self, by: Vector<S>) -> Self {
        Self::new(self.x - by.x, self.y - by.y)
    }
}

impl<S: Space> Sub for Point<S> {
    type Output = Vector<S>;
    fn sub(self, from: Self) -> Vector<S> {
        Vector::new(self.x - from.x, self.y - from.y)
    }
}

impl<S: Space> Add for Vector<S> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl<S: Space> Sub for Vector<S> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl<S: Space> Neg for Vector<S> {
    type Output = Self;
    fn neg(self) -> Self {
        Self::new(-self.x, -self.y)
    }
}

impl<S: Space> Mul<f64> for Vector<S> {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self::new(self.x * by, self.y * by)
    }
}

impl<S: Space> Div<f64> for Vector<S> {
    type Output = Self;
    fn div(self, by: f64) -> Self {
        Self::new(self.x / by, self.y / by)
    }
}
