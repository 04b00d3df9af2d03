//! Conversions between spaces chosen at run time: what `signplace convert` answers (INTERFACE.md).

use std::fmt;
use std::str::FromStr;

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{PageGeometry, Point, Rect, Vector};
use crate::error::{Error, ErrorCode};
use crate::number;
use crate::warning::Warning;

/// How far beyond the page's edge, in points, still counts as on it: half of the last digit that is printed.
const EDGE: f64 = 5e-5;

/// A coordinate space, by name.
///
/// ```
/// use signplace::geometry::NamedSpace;
///
/// assert_eq!("top-left".parse::<NamedSpace>().unwrap(), NamedSpace::TopLeft);
/// assert_eq!(NamedSpace::Points.to_string(), "points");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NamedSpace {
    /// `points`: [`Page`](super::Page), points from the lower-left corner of the page as displayed, y up.
    Points,
    /// `normalized`: [`Normalized`](super::Normalized), fractions of the displayed page from its lower-left corner, y up.
    Normalized,
    /// `user`: [`User`](super::User), the PDF's own coordinates, y up.
    User,
    /// `top-left`: [`TopLeft`](super::TopLeft), points from the upper-left corner of the page as displayed, y down.
    TopLeft,
    /// `acrobat`: what Acrobat's "Prepare Form" shows, which is page space (PLATFORMS.md §1).
    ///
    /// The point (left, top) that Acrobat shows of a field is the field's upper-left corner, measured from the bottom:
    /// convert it as a point, without a size. With a size, (x, y) is the rectangle's lower-left corner, as everywhere
    /// but in `top-left`: x is Acrobat's left, y its bottom.
    Acrobat,
}

impl NamedSpace {
    /// Every space there is.
    pub const ALL: [Self; 5] = [Self::Points, Self::Normalized, Self::User, Self::TopLeft, Self::Acrobat];

    /// The name, as `signplace convert` takes and prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Normalized => "normalized",
            Self::User => "user",
            Self::TopLeft => "top-left",
            Self::Acrobat => "acrobat",
        }
    }

    /// Decimals that a coordinate is printed with: 7 for fractions, else 4.
    pub fn decimals(self) -> i32 {
        if self == Self::Normalized { number::FRACTION_DECIMALS } else { number::POINT_DECIMALS }
    }
}

impl fmt::Display for NamedSpace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for NamedSpace {
    type Err = Error;

    /// The space of this name; anything else is `invalid_value`.
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|space| space.name() == text).ok_or_else(|| {
            Error::new(ErrorCode::InvalidValue, format!("`{text}` is not a coordinate space."))
                .with_hint("The spaces are points, normalized, user, top-left and acrobat.")
        })
    }
}

impl Serialize for NamedSpace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl schemars::JsonSchema for NamedSpace {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NamedSpace".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"description": "A coordinate space, by name.", "enum": Self::ALL.map(Self::name)})
    }
}

impl<'de> Deserialize<'de> for NamedSpace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A point, or a rectangle: what is to be converted, or what came out. In the unit of its space; (x, y) is the
/// rectangle's upper-left corner in `top-left`, and its lower-left corner everywhere else.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConvertInput {
    /// Distance to the right of the space's origin.
    pub x: f64,
    /// Distance along the space's y axis.
    pub y: f64,
    /// The rectangle's width; neither or both of the sides are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<f64>,
    /// The rectangle's height; neither or both of the sides are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<f64>,
}

impl ConvertInput {
    /// A point.
    pub fn point(x: f64, y: f64) -> Self {
        Self { x, y, width: None, height: None }
    }

    /// A rectangle by its corner and its sides.
    pub fn rect(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width: Some(width), height: Some(height) }
    }

    /// The sides, 0 by 0 for a point.
    fn size(&self) -> Result<Vector<super::Page>, Error> {
        let sides = match (self.width, self.height) {
            (None, None) => (0.0, 0.0),
            (Some(width), Some(height)) => (width, height),
            _ => {
                return Err(Error::new(ErrorCode::InvalidValue, "A rectangle needs both a width and a height.")
                    .with_hint("Give X Y for a point, or X Y W H for a rectangle."));
            }
        };
        for (name, value) in [("x", self.x), ("y", self.y), ("width", sides.0), ("height", sides.1)] {
            if !value.is_finite() {
                return Err(Error::new(
                    ErrorCode::InvalidValue,
                    format!("The {name} is {value}, which is not a number."),
                ));
            }
        }
        for (name, value) in [("width", sides.0), ("height", sides.1)] {
            if value < 0.0 {
                return Err(Error::new(
                    ErrorCode::InvalidValue,
                    format!("The {name} is {}; a size cannot be negative.", crate::number::told(value)),
                )
                .with_hint("Give the corner that the space measures from, and sides of 0 or more."));
            }
        }
        Ok(Vector::new(sides.0, sides.1))
    }
}

/// The answer of [`convert`].
///
/// In JSON: `{"page", "from", "to", "input": {"x", "y", "width"?, "height"?}, "output": {…}, "inside", "warnings"}`.
#[derive(Debug, Clone, PartialEq, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Conversion {
    /// Page number, from 1.
    pub page: u32,
    /// The space of the input.
    pub from: NamedSpace,
    /// The space of the output.
    pub to: NamedSpace,
    /// What was given.
    pub input: ConvertInput,
    /// What it is in the other space.
    pub output: ConvertInput,
    /// Whether it lies wholly on the displayed page, edges included, to the precision of what is printed.
    pub inside: bool,
    /// What is particular about the page.
    pub warnings: Vec<Warning>,
}

/// A point or a rectangle of one space in another.
///
/// `page` is the page's number, from 1: the answer repeats it. A page turned by 90 or 270 degrees swaps the sides of a
/// rectangle between `user` and the other spaces.
///
/// Fails with `invalid_value` for numbers that are not finite, sizes that are negative, one side without the other, and
/// results too large for a number.
///
/// ```
/// use signplace::geometry::{ConvertInput, NamedSpace, PageGeometry, convert};
///
/// let a4 = PageGeometry::from_size(595.28, 841.89);
/// let shown = ConvertInput::point(140.7288, 616.8359);
/// let answer = convert(&a4, 1, NamedSpace::Acrobat, NamedSpace::TopLeft, shown)?;
/// assert_eq!(signplace::number::rounded(answer.output.y, 4), 225.0541);
/// # Ok::<(), signplace::Error>(())
/// ```
pub fn convert(
    geometry: &PageGeometry,
    page: u32,
    from: NamedSpace,
    to: NamedSpace,
    input: ConvertInput,
) -> Result<Conversion, Error> {
    let on_page = to_page(geometry, from, &input)?;
    let mut output = from_page(geometry, to, on_page);
    if from == to {
        output = input;
    } else if input.width.is_none() {
        (output.width, output.height) = (None, None);
    }
    let numbers = [output.x, output.y, output.width.unwrap_or(0.0), output.height.unwrap_or(0.0)];
    if !on_page.is_finite() || !numbers.iter().all(|v| v.is_finite()) {
        return Err(Error::new(ErrorCode::InvalidValue, "The numbers are too large to be converted."));
    }
    let paper = geometry.page_rect();
    let reach = Vector::new(EDGE, EDGE);
    let inside =
        Rect::from_corners(paper.origin() - reach, Point::new(paper.x1(), paper.y1()) + reach).contains_rect(&on_page);
    Ok(Conversion { page, from, to, input, output, inside, warnings: geometry.warnings(page) })
}

fn to_page(geometry: &PageGeometry, from: NamedSpace, input: &ConvertInput) -> Result<Rect<super::Page>, Error> {
    let size = input.size()?;
    let (x, y, width, height) = (input.x, input.y, size.x, size.y);
    Ok(match from {
        NamedSpace::Points | NamedSpace::Acrobat => Rect::from_origin_size(Point::new(x, y), width, height),
        NamedSpace::Normalized => {
            geometry.normalized_to_page().rect(Rect::from_origin_size(Point::new(x, y), width, height))
        }
        NamedSpace::User => geometry.user_to_page().rect(Rect::from_origin_size(Point::new(x, y), width, height)),
        NamedSpace::TopLeft => {
            geometry.top_left_to_page().rect(Rect::from_origin_size(Point::new(x, y), width, height))
        }
    })
}

fn from_page(geometry: &PageGeometry, to: NamedSpace, rect: Rect<super::Page>) -> ConvertInput {
    fn sides<S: super::Space>(rect: Rect<S>) -> ConvertInput {
        ConvertInput::rect(rect.x0(), rect.y0(), rect.width(), rect.height())
    }
    match to {
        NamedSpace::Points | NamedSpace::Acrobat => sides(rect),
        NamedSpace::Normalized => sides(geometry.normalize(rect)),
        NamedSpace::User => sides(geometry.page_to_user().rect(rect)),
        NamedSpace::TopLeft => sides(geometry.page_to_top_left().rect(rect)),
    }
}

/// Coordinates with the decimals of their space.
struct Printed<'a>(&'a ConvertInput, NamedSpace);

impl Serialize for Printed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Number(f64, i32);
        impl Serialize for Number {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                number::serialize(self.0, self.1, serializer)
            }
        }
        let decimals = self.1.decimals();
        let fields = [("x", Some(self.0.x)), ("y", Some(self.0.y)), ("width", self.0.width), ("height", self.0.height)];
        let mut out = serializer.serialize_struct("Coordinates", fields.iter().flat_map(|f| f.1).count())?;
        for (name, value) in fields {
            if let Some(value) = value {
                out.serialize_field(name, &Number(value, decimals))?;
            }
        }
        out.end()
    }
}

impl Serialize for Conversion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Conversion", 7)?;
        out.serialize_field("page", &self.page)?;
        out.serialize_field("from", &self.from)?;
        out.serialize_field("to", &self.to)?;
        out.serialize_field("input", &Printed(&self.input, self.from))?;
        out.serialize_field("output", &Printed(&self.output, self.to))?;
        out.serialize_field("inside", &self.inside)?;
        out.serialize_field("warnings", &self.warnings)?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PageBoxes, User};
    use super::*;
    use serde_json::json;

    fn a4() -> PageGeometry {
        PageGeometry::from_size(595.28, 841.89)
    }

    fn turned(rotate: i64, user_unit: f64) -> PageGeometry {
        let media_box = Rect::<User>::from_corners(Point::new(0.0, 0.0), Point::new(600.0, 800.0));
        PageGeometry::new(PageBoxes { media_box, crop_box: None, rotate: rotate as f64, user_unit })
    }

    fn output(geometry: &PageGeometry, from: &str, to: &str, input: ConvertInput) -> serde_json::Value {
        let answer = convert(geometry, 1, from.parse().unwrap(), to.parse().unwrap(), input).unwrap();
        serde_json::to_value(answer).unwrap()["output"].take()
    }

    #[test]
    fn acrobats_left_and_top_become_tencents_position() {
        for (left, top, x, y) in [(140.7288, 616.8359, 140.7288, 225.0541), (39.4847, 37.3135, 39.4847, 804.5765)] {
            assert_eq!(
                output(&a4(), "acrobat", "top-left", ConvertInput::point(left, top)),
                json!({"x": x, "y": y}),
                "left {left}, top {top}"
            );
        }
    }

    #[test]
    fn a_rectangle_is_held_by_its_upper_left_corner_in_top_left_only() {
        let seal = ConvertInput::rect(100.0, 200.0, 119.06, 119.06);
        assert_eq!(
            output(&a4(), "points", "top-left", seal),
            json!({"x": 100, "y": 522.83, "width": 119.06, "height": 119.06})
        );
        assert_eq!(
            output(&a4(), "top-left", "acrobat", ConvertInput::rect(100.0, 522.83, 119.06, 119.06)),
            json!({"x": 100, "y": 200, "width": 119.06, "height": 119.06})
        );
        assert_eq!(
            output(&a4(), "points", "normalized", seal),
            json!({"x": 0.1679882, "y": 0.2375607, "width": 0.2000067, "height": 0.1414199})
        );
    }

    #[test]
    fn a_turned_page_swaps_the_sides_between_user_and_points() {
        let stored = ConvertInput::rect(100.0, 200.0, 30.0, 10.0);
        for (rotate, x, y, width, height) in [
            (0, 100.0, 200.0, 30.0, 10.0),
            (90, 200.0, 470.0, 10.0, 30.0),
            (180, 470.0, 590.0, 30.0, 10.0),
            (270, 590.0, 100.0, 10.0, 30.0),
        ] {
            let answer = convert(&turned(rotate, 1.0), 1, NamedSpace::User, NamedSpace::Points, stored).unwrap();
            assert_eq!(answer.output, ConvertInput::rect(x, y, width, height), "Rotate {rotate}");
            let back = convert(&turned(rotate, 1.0), 1, NamedSpace::Points, NamedSpace::User, answer.output).unwrap();
            assert_eq!(back.output, stored, "back from Rotate {rotate}");
        }
        assert_eq!(
            output(&turned(90, 2.0), "user", "points", stored),
            json!({"x": 400, "y": 940, "width": 20, "height": 60})
        );
    }

    #[test]
    fn the_answer_is_the_documented_json() {
        let answer =
            convert(&turned(90, 1.0), 3, NamedSpace::Normalized, NamedSpace::Points, ConvertInput::point(0.5, 1.25))
                .unwrap();
        let json = serde_json::to_value(&answer).unwrap();
        assert_eq!(json["page"], 3);
        assert_eq!(json["from"], "normalized");
        assert_eq!(json["to"], "points");
        assert_eq!(json["input"], json!({"x": 0.5, "y": 1.25}));
        assert_eq!(json["output"], json!({"x": 400, "y": 750}));
        assert_eq!(json["inside"], false);
        assert_eq!(json["warnings"][0]["code"], "rotated_page");
        assert_eq!(json["warnings"][0]["page"], 3);
    }

    #[test]
    fn the_whole_page_is_inside_and_a_hair_more_is_not() {
        for (height, inside) in [(841.89, true), (841.89001, true), (841.8902, false)] {
            let input = ConvertInput::rect(0.0, 0.0, 595.28, height);
            let answer = convert(&a4(), 1, NamedSpace::Points, NamedSpace::User, input).unwrap();
            assert_eq!(answer.inside, inside, "height {height}");
        }
    }

    #[test]
    fn numbers_that_make_no_sense_are_refused() {
        for input in [
            ConvertInput::point(f64::NAN, 0.0),
            ConvertInput::point(0.0, f64::INFINITY),
            ConvertInput::rect(0.0, 0.0, -1.0, 1.0),
            ConvertInput::rect(0.0, 0.0, 1.0, f64::NAN),
            ConvertInput { x: 0.0, y: 0.0, width: Some(1.0), height: None },
            ConvertInput::point(1e308, 1e308),
            ConvertInput::rect(f64::MAX, 0.0, f64::MAX, 0.0),
        ] {
            let error = convert(&a4(), 1, NamedSpace::Normalized, NamedSpace::Points, input).unwrap_err();
            assert_eq!(error.code(), "invalid_value", "{input:?}: {error}");
        }
        assert_eq!("pixels".parse::<NamedSpace>().unwrap_err().code(), "invalid_value");
    }

    #[test]
    fn every_space_reads_the_name_it_prints() {
        for space in NamedSpace::ALL {
            assert_eq!(space.to_string().parse::<NamedSpace>().unwrap(), space);
        }
    }
}
