//! From a coordinate space, or a platform's numbers, to another: what `signplace convert` answers (INTERFACE.md).
//!
//! This is the Acrobat recipe (PLATFORMS.md §1) to any platform and back:
//!
//! ```
//! use signplace::geometry::{ConvertInput, PageGeometry};
//! use signplace::platform::convert::{Request, convert};
//!
//! // Left and top as Acrobat's "Prepare Form" shows them of a field 119 × 43 points large, on A4.
//! let a4 = PageGeometry::from_size(595.28, 841.89);
//! let field = Request::new("acrobat".parse()?, "tencent".parse()?, ConvertInput::point(140.7288, 616.8359))
//!     .with_control(119.0, 43.0);
//! let answer = convert(&a4, 1, &field)?;
//! assert_eq!(
//!     serde_json::to_string(&answer.fields).unwrap(),
//!     r#"{"ComponentPage":1,"ComponentPosX":140.7288,"ComponentPosY":225.0541,"ComponentWidth":119,"ComponentHeight":43}"#,
//! );
//! # Ok::<(), signplace::Error>(())
//! ```

mod print;
mod space;

use self::print::Printed;
use super::export::{self, ExportOptions, Exporter, Fields, Keys, Sheet, Spot};
use crate::error::{Error, ErrorCode};
use crate::geometry::{self, ConvertInput, NamedSpace, Page, PageGeometry, Point, Rect, Vector};
use crate::number::POINT_DECIMALS;
use crate::warning::{Warning, WarningCode};

pub use print::printed;
pub use space::Space;

/// What is to be converted.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The space of the numbers given.
    pub from: Space,
    /// The space of the numbers wanted.
    pub to: Space,
    /// A point, or a rectangle in the space's own unit; width and height of a platform that does not carry them are
    /// points.
    pub input: ConvertInput,
    /// Width and height, in page-space points, of the control whose own point the input is: its upper-left corner in
    /// `acrobat` and `top-left`, the platform's corner or centre, else the lower-left corner.
    pub control: Option<(f64, f64)>,
    /// How positions are told to platforms.
    pub options: ExportOptions,
}

impl Request {
    /// These numbers of one space in another.
    pub fn new(from: Space, to: Space, input: ConvertInput) -> Self {
        Self { from, to, input, control: None, options: ExportOptions::default() }
    }

    /// The same for a control of this width and height, in page-space points.
    #[must_use]
    pub fn with_control(mut self, width: f64, height: f64) -> Self {
        self.control = Some((width, height));
        self
    }
}

/// The answer of [`convert`]: [`geometry::Conversion`] with `fields`, and with platforms as spaces.
#[derive(Debug, Clone, PartialEq, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Conversion {
    /// Page number, from 1.
    pub page: u32,
    /// The space of the input.
    pub from: Space,
    /// The space of the output.
    pub to: Space,
    /// What was given.
    pub input: ConvertInput,
    /// What it is in the other space.
    pub output: ConvertInput,
    /// The output by the names of the platform's fields; of `acrobat` its left and top.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<std::collections::BTreeMap<String, serde_json::Value>>")]
    pub fields: Option<Fields>,
    /// Whether it lies wholly on the displayed page, edges included, to the precision of what is printed.
    pub inside: bool,
    /// What is particular about the page, and that a size was not stated.
    pub warnings: Vec<Warning>,
}

/// A point, a rectangle or a control of one space in another.
///
/// `page` is the page's number, from 1. Fails with `invalid_value` as [`geometry::convert`] does, and when both a
/// rectangle and the size of a control are given.
pub fn convert(geometry: &PageGeometry, page: u32, request: &Request) -> Result<Conversion, Error> {
    let Request { from, to, input, control, options } = request;
    if control.is_some() && (input.width.is_some() || input.height.is_some()) {
        return Err(Error::new(ErrorCode::InvalidValue, "A rectangle has a size, and a control is stated beside it.")
            .with_hint("Give X Y and the control's size, or X Y W H."));
    }
    if let (Space::Page(from), Space::Page(to), None) = (from, to, control) {
        return geometry::convert(geometry, page, *from, *to, *input).map(Conversion::plain);
    }
    let on_page = on_page(geometry, page, request)?;
    let is_point = control.is_none() && input.width.is_none();
    let sides = |rect: &Rect<Page>| ConvertInput::rect(rect.x0(), rect.y0(), rect.width(), rect.height());
    let through = |to: NamedSpace| geometry::convert(geometry, page, NamedSpace::Points, to, sides(&on_page));
    // Says whether it is on the page, and what is particular about that; refuses what is no number.
    let plain = through(NamedSpace::Points)?;
    let (mut output, fields) = match to {
        Space::Page(to) => {
            let fields = (*to == NamedSpace::Acrobat && !is_point).then(|| acrobat(&on_page));
            (through(*to)?.output, fields)
        }
        Space::Platform(platform) => {
            let fields = platform.fields(&Spot::new(page, on_page, Sheet::from(geometry)), options);
            (read_back(*platform, &fields, &on_page), Some(without_sides(platform.keys(), fields, is_point)))
        }
    };
    if is_point {
        (output.width, output.height) = (None, None);
    }
    let mut warnings = plain.warnings;
    if is_point && from.corner() != to.corner() {
        warnings.push(Warning::new(
            WarningCode::SealSizeAssumed,
            format!(
                "Without a size the point itself is converted: {} measures to {}, {to} to {}, so a control's size matters.",
                from.name(),
                corner_name(from.corner()),
                corner_name(to.corner()),
            ),
        ));
    }
    Ok(Conversion { page, from: *from, to: *to, input: *input, output, fields, inside: plain.inside, warnings })
}

impl Conversion {
    fn plain(conversion: geometry::Conversion) -> Self {
        let geometry::Conversion { page, from, to, input, output, inside, warnings } = conversion;
        Self { page, from: from.into(), to: to.into(), input, output, fields: None, inside, warnings }
    }
}

/// The input on the page, in points; a point is a rectangle without extent.
fn on_page(geometry: &PageGeometry, page: u32, request: &Request) -> Result<Rect<Page>, Error> {
    let Request { from, input, control, options, .. } = request;
    let control = control.map(|(width, height)| checked(Vector::new(width, height))).transpose()?;
    match from {
        Space::Page(from) => {
            let points = geometry::convert(geometry, page, *from, NamedSpace::Points, *input)?.output;
            let corner = Point::new(points.x, points.y);
            let Some(size) = control else {
                let (width, height) = (points.width.unwrap_or(0.0), points.height.unwrap_or(0.0));
                return Ok(Rect::from_origin_size(corner, width, height));
            };
            let hangs = Space::Page(*from).corner() == export::Corner::TopLeft;
            let corner = if hangs { corner - Vector::new(0.0, size.y) } else { corner };
            Ok(Rect::from_origin_size(corner, size.x, size.y))
        }
        Space::Platform(platform) => {
            // Checks the numbers, as every other space does.
            geometry::convert(geometry, page, NamedSpace::Points, NamedSpace::Points, *input)?;
            let sheet = Sheet::from(geometry);
            let keys = platform.keys();
            let stated = match (input.width, input.height) {
                (Some(width), Some(height)) => Some((width, height)),
                _ => None,
            };
            let size = control.or(stated.map(|(w, h)| Vector::new(w, h))).unwrap_or(Vector::ZERO);
            let mut fields = Fields::new();
            fields.insert(keys.page.to_owned(), page.into());
            fields.insert(keys.x.to_owned(), input.x.into());
            fields.insert(keys.y.to_owned(), input.y.into());
            if let Some((wide, high)) = keys.sides {
                let (width, height) = match (stated, control) {
                    (Some(stated), _) => stated,
                    (None, Some(size)) => own_sides(*platform, size, sheet, options),
                    (None, None) => (0.0, 0.0),
                };
                fields.insert(wide.to_owned(), width.into());
                fields.insert(high.to_owned(), height.into());
            }
            Ok(platform.spot(&fields, sheet, Some(size), options)?.bounds)
        }
    }
}

fn checked(size: Vector<Page>) -> Result<Vector<Page>, Error> {
    if size.is_finite() && size.x >= 0.0 && size.y >= 0.0 {
        return Ok(size);
    }
    Err(Error::new(ErrorCode::InvalidValue, format!("{} × {} is not the size of a control.", size.x, size.y)))
}

/// Width and height of a control in the platform's own unit, unrounded.
fn own_sides(platform: &dyn Exporter, size: Vector<Page>, sheet: Sheet, options: &ExportOptions) -> (f64, f64) {
    let scale = match platform.about().measured {
        export::Measured::Lengths => options.user_unit.scale(sheet.user_unit),
        export::Measured::Shares => 1.0,
    };
    let told = Sheet { width: sheet.width / scale, height: sheet.height / scale, ..sheet };
    let rect = Rect::from_origin_size(Point::ORIGIN, size.x / scale, size.y / scale);
    let numbers = platform.numbers(&rect, &told, options);
    (numbers.width, numbers.height)
}

/// The numbers that a platform's fields hold, as x, y and sides.
fn read_back(platform: &dyn Exporter, fields: &Fields, bounds: &Rect<Page>) -> ConvertInput {
    let keys = platform.keys();
    let number = |key: &str| {
        let value = fields.get(key);
        value.and_then(|v| v.as_f64().or_else(|| v.as_str()?.parse().ok())).unwrap_or_default()
    };
    let (width, height) = match keys.sides {
        Some((wide, high)) => (number(wide), number(high)),
        None => (bounds.width(), bounds.height()),
    };
    ConvertInput::rect(number(keys.x), number(keys.y), width, height)
}

/// A point has no sides to send.
fn without_sides(keys: Keys, mut fields: Fields, is_point: bool) -> Fields {
    if let (Some((wide, high)), true) = (keys.sides, is_point) {
        fields.shift_remove(wide);
        fields.shift_remove(high);
    }
    fields
}

/// What Acrobat's dialogue shows of a field.
fn acrobat(bounds: &Rect<Page>) -> Fields {
    let numbers = [("left", bounds.x0()), ("top", bounds.y1()), ("width", bounds.width()), ("height", bounds.height())];
    let value = |value: f64| serde_json::to_value(Printed(value, POINT_DECIMALS)).unwrap_or_default();
    numbers.into_iter().map(|(key, number)| (key.to_owned(), value(number))).collect()
}

fn corner_name(corner: export::Corner) -> &'static str {
    match corner {
        export::Corner::TopLeft => "the upper-left corner",
        export::Corner::BottomLeft => "the lower-left corner",
        export::Corner::Center => "the centre",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn a4() -> PageGeometry {
        PageGeometry::from_size(595.28, 841.89)
    }

    fn answer(from: &str, to: &str, input: ConvertInput, control: Option<(f64, f64)>) -> Value {
        let request = Request { control, ..Request::new(from.parse().unwrap(), to.parse().unwrap(), input) };
        let answer = convert(&a4(), 1, &request).unwrap_or_else(|e| panic!("{from} to {to}: {e}"));
        serde_json::to_value(answer).unwrap()
    }

    #[test]
    fn the_figures_of_the_acrobat_recipe_come_out_both_ways() {
        for (left, top, x, y) in [(140.7288, 616.8359, 140.7288, 225.0541), (39.4847, 37.3135, 39.4847, 804.5765)] {
            let there = answer("acrobat", "tencent", ConvertInput::point(left, top), None);
            assert_eq!(there["output"], json!({"x": x, "y": y}), "left {left}, top {top}");
            assert_eq!(there["fields"], json!({"ComponentPage": 1, "ComponentPosX": x, "ComponentPosY": y}));
            assert_eq!(there["warnings"], json!([]), "both measure to the upper-left corner");
            let back = answer("tencent", "acrobat", ConvertInput::point(x, y), None);
            assert_eq!(back["output"], json!({"x": left, "y": top}), "PosX {x}, PosY {y}");
        }
    }

    #[test]
    fn a_control_by_left_and_top_reaches_every_platform_and_comes_back() {
        let (left, top, size) = (140.7288, 616.8359, (119.0, 43.0));
        for platform in export::ALL {
            let name = platform.name();
            let there = answer("acrobat", name, ConvertInput::point(left, top), Some(size));
            let number = |key: &str| there["output"][key].as_f64().unwrap();
            let point = ConvertInput::point(number("x"), number("y"));
            let back = answer(name, "acrobat", point, Some(size));
            let reach = if platform.keys().form == export::Form::Whole { 0.5 } else { 2e-4 };
            for (key, meant) in [("left", left), ("top", top), ("width", 119.0), ("height", 43.0)] {
                let got = back["fields"][key].as_f64().unwrap();
                assert!((got - meant).abs() <= reach + 1e-9, "{name}: {key} {meant} came back as {got}");
            }
        }
        let there = answer("acrobat", "qiyuesuo", ConvertInput::point(left, top), Some(size));
        // (616.8359 − 43) / 841.89
        assert_eq!(there["output"]["y"], json!(0.6816044));
        assert_eq!(there["fields"], json!({"page": 1, "offsetX": 0.2364077, "offsetY": 0.6816044}));
    }

    #[test]
    fn a_point_without_a_size_is_warned_of_where_corners_differ() {
        let there = answer("acrobat", "qiyuesuo", ConvertInput::point(140.7288, 616.8359), None);
        assert_eq!(there["warnings"][0]["code"], "seal_size_assumed");
        assert_eq!(there["output"], json!({"x": 0.2364077, "y": 0.7326799}));
    }

    #[test]
    fn platforms_and_spaces_mix_and_rectangles_keep_their_own_unit() {
        let there = answer("tencent", "docuseal", ConvertInput::rect(100.0, 522.83, 119.06, 119.06), None);
        assert_eq!(there["output"], json!({"x": 0.1679882, "y": 0.6210194, "width": 0.2000067, "height": 0.1414199}));
        let back = answer("docuseal", "points", ConvertInput::rect(0.1679882, 0.6210194, 0.2000067, 0.1414199), None);
        assert_eq!(back["output"]["y"], json!(200), "{back}");
        let whole = answer("points", "docusign-sign-here", ConvertInput::rect(100.0, 200.0, 119.06, 119.06), None);
        assert_eq!(whole["output"], json!({"x": 100, "y": 502, "width": 119.06, "height": 119.06}));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let space = |name: &str| name.parse::<Space>();
        assert_eq!(space("pixels").unwrap_err().code(), "invalid_value");
        let of = |input, control| {
            let request = Request { control, ..Request::new(space("fasc").unwrap(), space("esign").unwrap(), input) };
            convert(&a4(), 1, &request)
        };
        for (input, control) in [
            (ConvertInput::point(f64::NAN, 0.0), None),
            (ConvertInput::rect(1.0, 1.0, -1.0, 1.0), None),
            (ConvertInput::rect(1.0, 1.0, 1.0, 1.0), Some((1.0, 1.0))),
            (ConvertInput::point(1.0, 1.0), Some((f64::NAN, 1.0))),
            (ConvertInput::point(1.0, 1.0), Some((-1.0, 1.0))),
        ] {
            assert_eq!(of(input, control).unwrap_err().code(), "invalid_value", "{input:?} {control:?}");
        }
        for name in Space::names() {
            assert_eq!(space(name).unwrap().to_string(), name);
        }
    }
}
