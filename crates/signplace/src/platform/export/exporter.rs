//! The trait: where a platform measures from, and the names of its fields. Reading and writing follow from that.

use serde_json::{Map, Value};

use super::number::{Form, read, read_page, written};
use super::options::{ExportOptions, Keyword};
use super::{Sheet, Spot};
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, Point, Rect, Vector};

/// A platform's fields, in the order in which its own samples write them.
pub type Fields = Map<String, Value>;

/// One platform's way to say where something is.
///
/// A platform says its key names and two pure functions, [`numbers`](Self::numbers) and [`rect`](Self::rect); everything
/// else follows. Numbers with a unit of points are those of a page whose UserUnit is 1, or is ignored; see
/// [`UserUnit`](crate::platform::UserUnit).
pub trait Exporter: Sync {
    /// Its name in commands: `tencent`, `docusign`.
    fn name(&self) -> &'static str;

    /// What its numbers mean, for people.
    fn about(&self) -> About;

    /// The names of its fields.
    fn keys(&self) -> Keys;

    /// The platform's numbers of a rectangle (page space) on a page.
    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, options: &ExportOptions) -> Numbers;

    /// The rectangle (page space) of the platform's numbers; the inverse of [`numbers`](Self::numbers).
    fn rect(&self, numbers: &Numbers, sheet: &Sheet, options: &ExportOptions) -> Rect<Page>;

    /// The names of its fields for a position told from a keyword, where it has that.
    fn keyword_keys(&self) -> Option<KeywordKeys> {
        None
    }

    /// The platform's offset of a rectangle from a keyword: (x, y). Only asked of platforms with
    /// [`keyword_keys`](Self::keyword_keys).
    fn offset(&self, bounds: &Rect<Page>, keyword: &Rect<Page>, sheet: &Sheet, options: &ExportOptions) -> (f64, f64) {
        let _ = (sheet, options);
        (bounds.x0() - keyword.x0(), bounds.y0() - keyword.y0())
    }

    /// The inverse of [`offset`](Self::offset) for a control of this size, in points: its lower-left corner.
    fn corner(
        &self,
        offset: (f64, f64),
        size: Vector<Page>,
        keyword: &Rect<Page>,
        sheet: &Sheet,
        options: &ExportOptions,
    ) -> Point<Page> {
        let _ = (size, sheet, options);
        keyword.origin() + Vector::new(offset.0, offset.1)
    }

    /// The platform's fields of a placement.
    fn fields(&self, spot: &Spot, options: &ExportOptions) -> Fields {
        let (keys, told) = (self.keys(), as_told(self.about().measured, spot.sheet, options));
        let numbers = self.numbers(&scaled(&spot.bounds, told.scale), &told.sheet, options);
        let mut fields = constants(keys.constants);
        let page = if keys.page_as_text { Value::from(spot.page.to_string()) } else { Value::from(spot.page) };
        fields.insert(keys.page.to_owned(), page);
        fields.insert(keys.x.to_owned(), written(numbers.x, keys.form, keys.as_text));
        fields.insert(keys.y.to_owned(), written(numbers.y, keys.form, keys.as_text));
        put_sides(&mut fields, &keys, numbers.width, numbers.height);
        fields
    }

    /// The placement that the platform's fields say.
    ///
    /// `size` is the control's width and height in page-space points, for platforms that do not carry it.
    /// Fails with `invalid_value` and the key's path where a number is missing or makes no sense.
    fn spot(
        &self,
        fields: &Fields,
        sheet: Sheet,
        size: Option<Vector<Page>>,
        options: &ExportOptions,
    ) -> Result<Spot, Error> {
        let (keys, told) = (self.keys(), as_told(self.about().measured, sheet, options));
        let page = read_page(fields, keys.page)?;
        let (x, y) = (read(fields, keys.x)?, read(fields, keys.y)?);
        let (width, height) = sides(self.name(), fields, &keys, size, told.scale)?;
        let bounds = self.rect(&Numbers { x, y, width, height }, &told.sheet, options);
        Ok(Spot { page, bounds: scaled(&bounds, 1.0 / told.scale), sheet })
    }

    /// The platform's fields of a placement told from a keyword; `None` where the platform has none.
    fn fields_by_keyword(&self, spot: &Spot, keyword: &Keyword<'_>, options: &ExportOptions) -> Option<Fields> {
        let by = self.keyword_keys()?;
        let (keys, told) = (self.keys(), as_told(self.about().measured, spot.sheet, options));
        let (bounds, anchor) = (scaled(&spot.bounds, told.scale), scaled(&keyword.bounds, told.scale));
        let (x, y) = self.offset(&bounds, &anchor, &told.sheet, options);
        let numbers = self.numbers(&bounds, &told.sheet, options);
        let mut fields = constants(by.constants);
        fields.insert(by.text.to_owned(), Value::from(keyword.text));
        fields.insert(by.x.to_owned(), written(x, by.form, keys.as_text));
        fields.insert(by.y.to_owned(), written(y, by.form, keys.as_text));
        put_sides(&mut fields, &keys, numbers.width, numbers.height);
        Some(fields)
    }

    /// The rectangle (page space) that the platform's fields say of a keyword that stands there; `None` where the
    /// platform has no keywords.
    ///
    /// Fails with `invalid_value` and the key's path where a number is missing or makes no sense.
    fn rect_by_keyword(
        &self,
        fields: &Fields,
        keyword: &Rect<Page>,
        sheet: Sheet,
        size: Option<Vector<Page>>,
        options: &ExportOptions,
    ) -> Option<Result<Rect<Page>, Error>> {
        let by = self.keyword_keys()?;
        let (keys, told) = (self.keys(), as_told(self.about().measured, sheet, options));
        let read = || {
            let offset = (read(fields, by.x)?, read(fields, by.y)?);
            let (width, height) = sides(self.name(), fields, &keys, size, told.scale)?;
            let shape = self.rect(&Numbers { x: 0.0, y: 0.0, width, height }, &told.sheet, options);
            let size = Vector::new(shape.width(), shape.height());
            let anchor = scaled(keyword, told.scale);
            let corner = self.corner(offset, size, &anchor, &told.sheet, options);
            Ok(scaled(&Rect::from_origin_size(corner, size.x, size.y), 1.0 / told.scale))
        };
        Some(read())
    }
}

/// What a platform's numbers mean, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct About {
    /// The platform, in the words of its own market.
    pub title: &'static str,
    /// The corner of the control that its point is.
    pub corner: Corner,
    /// One line: unit, origin, direction of y.
    pub meaning: &'static str,
    /// Whether its numbers are lengths.
    pub measured: Measured,
}

impl About {
    pub(super) const fn new(title: &'static str, corner: Corner, measured: Measured, meaning: &'static str) -> Self {
        Self { title, corner, meaning, measured }
    }
}

/// The point of a control that a platform's x and y name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corner {
    /// The upper-left corner.
    TopLeft,
    /// The lower-left corner.
    BottomLeft,
    /// The centre.
    Center,
}

/// Whether a platform's numbers are lengths, which UserUnit touches, or shares of the page, which it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// Points, or pixels of a fixed size.
    Lengths,
    /// Shares of the page.
    Shares,
}

/// The names of a platform's fields, and how it writes their numbers.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// Fields that are always the same, written first.
    pub constants: &'static [(&'static str, &'static str)],
    /// The page number, from 1.
    pub page: &'static str,
    /// Distance along x.
    pub x: &'static str,
    /// Distance along y.
    pub y: &'static str,
    /// Width and height, where the platform takes them with the position.
    pub sides: Option<(&'static str, &'static str)>,
    /// The form of all its numbers.
    pub form: Form,
    /// Whether numbers are written as text.
    pub as_text: bool,
    /// Whether the page number is written as text.
    pub page_as_text: bool,
}

/// The names of a platform's fields for a position told from a keyword.
#[derive(Debug, Clone, Copy)]
pub struct KeywordKeys {
    /// Fields that are always the same, written first.
    pub constants: &'static [(&'static str, &'static str)],
    /// The keyword.
    pub text: &'static str,
    /// Offset along x.
    pub x: &'static str,
    /// Offset along y.
    pub y: &'static str,
    /// The form of the offsets.
    pub form: Form,
}

/// A platform's numbers, in its own unit and from its own origin. Width and height of a platform that does not carry them
/// are those of the control in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numbers {
    /// Distance along x.
    pub x: f64,
    /// Distance along y.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// The page as a platform sees it, and what page-space points are multiplied by to get there.
struct Told {
    sheet: Sheet,
    scale: f64,
}

fn as_told(measured: Measured, sheet: Sheet, options: &ExportOptions) -> Told {
    let scale = match measured {
        Measured::Lengths => 1.0 / options.user_unit.scale(sheet.user_unit),
        Measured::Shares => 1.0,
    };
    Told { sheet: Sheet { width: sheet.width * scale, height: sheet.height * scale, ..sheet }, scale }
}

fn scaled(rect: &Rect<Page>, by: f64) -> Rect<Page> {
    if by == 1.0 {
        return *rect;
    }
    Rect::from_corners(Point::new(rect.x0() * by, rect.y0() * by), Point::new(rect.x1() * by, rect.y1() * by))
}

fn constants(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))).collect()
}

fn put_sides(fields: &mut Fields, keys: &Keys, width: f64, height: f64) {
    if let Some((wide, high)) = keys.sides {
        fields.insert(wide.to_owned(), written(width, keys.form, keys.as_text));
        fields.insert(high.to_owned(), written(height, keys.form, keys.as_text));
    }
}

/// Width and height in the platform's unit, or in its points where it does not carry them.
fn sides(
    name: &str,
    fields: &Fields,
    keys: &Keys,
    size: Option<Vector<Page>>,
    scale: f64,
) -> Result<(f64, f64), Error> {
    let (width, height) = match (keys.sides, size) {
        (Some((wide, high)), _) => (read(fields, wide)?, read(fields, high)?),
        (None, Some(size)) => (size.x * scale, size.y * scale),
        (None, None) => {
            return Err(Error::new(ErrorCode::InvalidValue, format!("The fields of {name} do not say the size."))
                .with_hint("State the size of the control, in points."));
        }
    };
    if width < 0.0 || height < 0.0 || !width.is_finite() || !height.is_finite() {
        return Err(Error::new(ErrorCode::InvalidValue, format!("{width} × {height} is not a size.")));
    }
    Ok((width, height))
}

/// The rectangle whose upper-left corner is (x, y) from the upper-left corner of the page, y down.
pub(super) fn hanging(numbers: &Numbers, page_height: f64) -> Rect<Page> {
    let top = page_height - numbers.y;
    Rect::from_corners(Point::new(numbers.x, top - numbers.height), Point::new(numbers.x + numbers.width, top))
}

/// The rectangle around a centre.
pub(super) fn centred(center: Point<Page>, width: f64, height: f64) -> Rect<Page> {
    Rect::from_origin_size(Point::new(center.x - width / 2.0, center.y - height / 2.0), width, height)
}
