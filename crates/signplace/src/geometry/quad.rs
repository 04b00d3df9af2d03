//! Four-cornered outlines of text, which may be turned, skewed or mirrored.

use super::{Point, Rect, Space};

/// Four corners in space `S`: lower-left, lower-right, upper-right, upper-left **as the text reads**.
///
/// ```
/// use signplace::geometry::{Page, Point, Quad, Transform};
///
/// // Text set upwards: a line of 100 × 10 pt, turned counter-clockwise about its start.
/// let flat = Quad::<Page>::new([(0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0)].map(|(x, y)| Point::new(x, y)));
/// let upright = Transform::clockwise_about(Point::ORIGIN, -90.0).quad(flat);
/// assert_eq!(upright.corners[1], Point::new(0.0, 100.0));
/// assert_eq!((upright.bounds().width(), upright.bounds().height()), (10.0, 100.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quad<S: Space> {
    /// The corners in that order, in the unit of `S`.
    pub corners: [Point<S>; 4],
}

impl<S: Space> Quad<S> {
    /// The quad of four corners: lower-left, lower-right, upper-right, upper-left as the text reads.
    pub const fn new(corners: [Point<S>; 4]) -> Self {
        Self { corners }
    }

    /// The smallest axis-parallel rectangle around it.
    pub fn bounds(&self) -> Rect<S> {
        let [a, b, c, d] = self.corners;
        Rect::from_corners(a, c).union(Rect::from_corners(b, d))
    }
}

impl<S: Space> From<Rect<S>> for Quad<S> {
    fn from(rect: Rect<S>) -> Self {
        Self::new(rect.corners())
    }
}

impl<S: Space> schemars::JsonSchema for Quad<S> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Quad".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let mut schema = generator.subschema_for::<[(f64, f64); 4]>();
        let description = "Four corners (x, y): lower-left, lower-right, upper-right, upper-left as the text reads.";
        schema.insert("description".to_owned(), description.into());
        schema
    }
}

impl<S: Space> serde::Serialize for Quad<S> {
    /// `[[x, y], …]`: the four corners, with the decimals of the space.
    fn serialize<Z: serde::Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        use super::space::Coordinate;
        serializer.collect_seq(self.corners.iter().map(|p| [Coordinate::<S>::new(p.x), Coordinate::<S>::new(p.y)]))
    }
}
