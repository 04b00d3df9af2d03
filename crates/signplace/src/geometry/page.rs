//! One page's geometry: its boxes, rotation and unit, and every conversion that follows from them.

use super::{Normalized, Page, Point, Rect, TopLeft, Transform, User};
use crate::number::{rounded, told};
use crate::warning::{Warning, WarningCode};

/// What stands in for a MediaBox that cannot be used, as viewers do it: US Letter, in user-space units.
const LETTER: (f64, f64) = (612.0, 792.0);
/// Coordinates and sides that a box may have. Far beyond any page, and close enough to 1 that no conversion overflows
/// or divides by zero.
const LARGEST_COORDINATE: f64 = 1e9;
const SMALLEST_SIDE: f64 = 1e-6;
/// What a UserUnit may be; Acrobat itself stops at 75,000.
const USER_UNITS: std::ops::RangeInclusive<f64> = 1e-6..=1e6;

/// What a page dictionary says about its geometry, inheritance resolved, as stored (ISO 32000-2, 7.7.3.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageBoxes {
    /// MediaBox, user space; a page without one, or with something else in its place, has 0 0 0 0.
    pub media_box: Rect<User>,
    /// CropBox, user space; `None` when the page has none, and the MediaBox stands in.
    pub crop_box: Option<Rect<User>>,
    /// Rotate as stored: degrees clockwise, any number.
    pub rotate: f64,
    /// UserUnit as stored: the size of a user-space unit in 1/72 inch.
    pub user_unit: f64,
}

/// How far a page is turned clockwise when it is displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rotation {
    /// Upright.
    #[default]
    None,
    /// By 90 degrees clockwise.
    Quarter,
    /// By 180 degrees.
    Half,
    /// By 270 degrees clockwise.
    ThreeQuarters,
}

impl Rotation {
    /// The rotation of a `Rotate` entry; `None` when it is not a multiple of 90.
    pub fn from_degrees(degrees: i64) -> Option<Self> {
        match degrees.rem_euclid(360) {
            0 => Some(Self::None),
            90 => Some(Self::Quarter),
            180 => Some(Self::Half),
            270 => Some(Self::ThreeQuarters),
            _ => None,
        }
    }

    /// This rotation and then another.
    ///
    /// ```
    /// use signplace::geometry::Rotation;
    ///
    /// assert_eq!(Rotation::ThreeQuarters.then(Rotation::Half), Rotation::Quarter);
    /// ```
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        match (self.degrees() + next.degrees()) % 360 {
            90 => Self::Quarter,
            180 => Self::Half,
            270 => Self::ThreeQuarters,
            _ => Self::None,
        }
    }

    /// Whether the displayed width is the stored height: turned by 90 or 270 degrees.
    pub fn swaps_sides(self) -> bool {
        matches!(self, Self::Quarter | Self::ThreeQuarters)
    }

    /// Degrees clockwise: 0, 90, 180 or 270.
    pub fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Quarter => 90,
            Self::Half => 180,
            Self::ThreeQuarters => 270,
        }
    }
}

/// A page's geometry, and every conversion between its spaces (PLATFORMS.md §0; ISO 32000-2, 7.7.3.3 and 14.11.2).
///
/// What is displayed is CropBox ∩ MediaBox, turned clockwise by Rotate and enlarged by UserUnit. Files get these wrong,
/// and the conversions are total all the same: whatever the boxes hold, a finite coordinate never becomes NaN.
///
/// | stored | taken as | warned of as |
/// |---|---|---|
/// | CropBox that shares no area with the MediaBox | the MediaBox | `crop_offset` |
/// | CropBox or MediaBox with NaN, infinities, or coordinates beyond 10⁹ | as if it were absent | `crop_offset` |
/// | MediaBox without area (a side under 10⁻⁶) or absent | 0 0 612 792, as viewers do | `crop_offset` |
/// | Rotate that is not a multiple of 90 | 0 | `rotated_page` |
/// | UserUnit of 0, negative, NaN, or outside 10⁻⁶..10⁶ | 1 | `user_unit` |
///
/// ```
/// use signplace::geometry::{PageBoxes, PageGeometry, Point, Rect, User};
///
/// // A landscape page that is stored as portrait, cropped by 10 units on each side, turned by 90 degrees.
/// let page = PageGeometry::new(PageBoxes {
///     media_box: Rect::from_corners(Point::new(0.0, 0.0), Point::new(600.0, 800.0)),
///     crop_box: Some(Rect::from_corners(Point::new(10.0, 10.0), Point::new(590.0, 790.0))),
///     rotate: 90.0,
///     user_unit: 1.0,
/// });
/// assert_eq!((page.width(), page.height()), (780.0, 580.0));
///
/// // The lower-left corner of what is stored is the upper-left corner of what is displayed.
/// let corner = Point::<User>::new(10.0, 10.0);
/// assert_eq!(page.user_to_page().point(corner), Point::new(0.0, 580.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageGeometry {
    boxes: PageBoxes,
    visible: Rect<User>,
    rotation: Rotation,
    user_unit: f64,
}

impl PageGeometry {
    /// The geometry of a page with these boxes. Never fails; see the table above for what stands in for the unusable.
    pub fn new(boxes: PageBoxes) -> Self {
        let media = if usable(&boxes.media_box) {
            boxes.media_box
        } else {
            Rect::from_origin_size(Point::ORIGIN, LETTER.0, LETTER.1)
        };
        let visible = displayed_crop(&boxes, &media).unwrap_or(media);
        let rotation = stored_rotation(boxes.rotate).unwrap_or_default();
        let user_unit = if USER_UNITS.contains(&boxes.user_unit) { boxes.user_unit } else { 1.0 };
        Self { boxes, visible, rotation, user_unit }
    }

    /// An upright page of the given size in points, without a PDF.
    pub fn from_size(width: f64, height: f64) -> Self {
        let media_box = Rect::from_origin_size(Point::ORIGIN, width, height);
        Self::new(PageBoxes { media_box, crop_box: None, rotate: 0.0, user_unit: 1.0 })
    }

    /// The boxes as stored, from which this geometry was made.
    pub fn boxes(&self) -> &PageBoxes {
        &self.boxes
    }

    /// What is displayed of user space: CropBox ∩ MediaBox.
    pub fn visible_box(&self) -> Rect<User> {
        self.visible
    }

    /// How far the page is turned when displayed.
    pub fn rotation(&self) -> Rotation {
        self.rotation
    }

    /// The size of a user-space unit in 1/72 inch.
    pub fn user_unit(&self) -> f64 {
        self.user_unit
    }

    /// Displayed width, in points.
    pub fn width(&self) -> f64 {
        self.page_rect().width()
    }

    /// Displayed height, in points.
    pub fn height(&self) -> f64 {
        self.page_rect().height()
    }

    /// The whole displayed page, in points: from (0, 0) to (width, height).
    pub fn page_rect(&self) -> Rect<Page> {
        let (w, h) = (self.visible.width() * self.user_unit, self.visible.height() * self.user_unit);
        match self.rotation {
            Rotation::None | Rotation::Half => Rect::from_origin_size(Point::ORIGIN, w, h),
            Rotation::Quarter | Rotation::ThreeQuarters => Rect::from_origin_size(Point::ORIGIN, h, w),
        }
    }

    /// From user space to points on the displayed page.
    pub fn user_to_page(&self) -> Transform<User, Page> {
        let (x0, y0, u) = (self.visible.x0(), self.visible.y0(), self.user_unit);
        let (w, h) = (self.visible.width(), self.visible.height());
        let m = match self.rotation {
            Rotation::None => [1.0, 0.0, 0.0, 1.0, -x0, -y0],
            Rotation::Quarter => [0.0, -1.0, 1.0, 0.0, -y0, w + x0],
            Rotation::Half => [-1.0, 0.0, 0.0, -1.0, w + x0, h + y0],
            Rotation::ThreeQuarters => [0.0, 1.0, -1.0, 0.0, h + y0, -x0],
        };
        Transform::from_matrix(m.map(|v| v * u))
    }

    /// From points on the displayed page to user space.
    pub fn page_to_user(&self) -> Transform<Page, User> {
        let (x0, y0, u) = (self.visible.x0(), self.visible.y0(), self.user_unit);
        let (w, h) = (self.visible.width(), self.visible.height());
        Transform::from_matrix(match self.rotation {
            Rotation::None => [1.0 / u, 0.0, 0.0, 1.0 / u, x0, y0],
            Rotation::Quarter => [0.0, 1.0 / u, -1.0 / u, 0.0, w + x0, y0],
            Rotation::Half => [-1.0 / u, 0.0, 0.0, -1.0 / u, w + x0, h + y0],
            Rotation::ThreeQuarters => [0.0, -1.0 / u, 1.0 / u, 0.0, x0, h + y0],
        })
    }

    /// From points on the displayed page to fractions of it.
    ///
    /// A matrix multiplies by 1/width, which may miss the last bit; [`normalize`](Self::normalize) divides, so that the
    /// whole page is exactly 0..1.
    pub fn page_to_normalized(&self) -> Transform<Page, Normalized> {
        Transform::from_matrix([1.0 / self.width(), 0.0, 0.0, 1.0 / self.height(), 0.0, 0.0])
    }

    /// From fractions of the displayed page to points on it.
    pub fn normalized_to_page(&self) -> Transform<Normalized, Page> {
        Transform::from_matrix([self.width(), 0.0, 0.0, self.height(), 0.0, 0.0])
    }

    /// From points with the origin lower-left to points with the origin upper-left, y down.
    pub fn page_to_top_left(&self) -> Transform<Page, TopLeft> {
        Transform::from_matrix([1.0, 0.0, 0.0, -1.0, 0.0, self.height()])
    }

    /// From points with the origin upper-left, y down, to points with the origin lower-left.
    pub fn top_left_to_page(&self) -> Transform<TopLeft, Page> {
        Transform::from_matrix([1.0, 0.0, 0.0, -1.0, 0.0, self.height()])
    }

    /// A rectangle in points as fractions of the displayed page; the whole page is exactly 0..1.
    ///
    /// ```
    /// use signplace::geometry::{PageGeometry, Point, Rect};
    ///
    /// let a4 = PageGeometry::from_size(595.28, 841.89);
    /// let seal = Rect::from_origin_size(Point::new(100.0, 200.0), 119.06, 119.06);
    /// let fractions = a4.normalize(seal);
    /// assert!((fractions.x0() - 0.16799).abs() < 5e-6);
    /// assert!((fractions.y0() - 0.23756).abs() < 5e-6);
    /// ```
    pub fn normalize(&self, rect: Rect<Page>) -> Rect<Normalized> {
        Rect::from_corners(self.normalize_point(rect.origin()), self.normalize_point(Point::new(rect.x1(), rect.y1())))
    }

    /// A point in points as fractions of the displayed page.
    pub fn normalize_point(&self, point: Point<Page>) -> Point<Normalized> {
        Point::new(point.x / self.width(), point.y / self.height())
    }

    /// What may surprise whoever works with coordinates of this page; `page` is its number, from 1, as the warnings
    /// name it. Empty for an upright page at the origin with a unit of 1/72 inch.
    pub fn warnings(&self, page: u32) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let mut warn = |code, message: String| warnings.push(Warning::new(code, message).on_page(page));
        if let Some(message) = self.rotation_message(page) {
            warn(WarningCode::RotatedPage, message);
        }
        if let Some(message) = self.user_unit_message(page) {
            warn(WarningCode::UserUnit, message);
        }
        if let Some(message) = self.box_message(page) {
            warn(WarningCode::CropOffset, message);
        }
        warnings
    }

    fn rotation_message(&self, page: u32) -> Option<String> {
        let stored = self.boxes.rotate;
        if stored_rotation(stored).is_none() {
            return Some(format!(
                "Page {page} has a Rotate of {}, which is not a multiple of 90; 0 is used.",
                told(stored)
            ));
        }
        (self.rotation != Rotation::None).then(|| {
            format!(
                "Page {page} is turned by {} degrees clockwise when displayed; positions are on the page as displayed, \
                 {} × {} pt.",
                self.rotation.degrees(),
                rounded(self.width(), 2),
                rounded(self.height(), 2),
            )
        })
    }

    fn user_unit_message(&self, page: u32) -> Option<String> {
        let stored = self.boxes.user_unit;
        if !USER_UNITS.contains(&stored) {
            return Some(format!("Page {page} has a UserUnit of {}, which makes no sense; 1 is used.", told(stored)));
        }
        (stored != 1.0).then(|| {
            format!(
                "Page {page} has a UserUnit of {stored}: its unit is {stored}/72 inch. Positions are in points; software \
                 that ignores UserUnit will disagree by that factor."
            )
        })
    }

    fn box_message(&self, page: u32) -> Option<String> {
        if !usable(&self.boxes.media_box) {
            return Some(format!(
                "Page {page} has no usable MediaBox; what is displayed is taken from {} × {}, as viewers do.",
                LETTER.0, LETTER.1
            ));
        }
        if self.boxes.crop_box.is_some() && displayed_crop(&self.boxes, &self.boxes.media_box).is_none() {
            return Some(format!(
                "Page {page} has a CropBox that shows nothing of its MediaBox; the MediaBox is used."
            ));
        }
        let (x0, y0) = (self.visible.x0(), self.visible.y0());
        (x0 != 0.0 || y0 != 0.0).then(|| {
            format!(
                "Page {page} is displayed from ({}, {}) of its user space; positions are measured from the corner of \
                 the page as displayed.",
                rounded(x0, 4),
                rounded(y0, 4),
            )
        })
    }
}

/// The rotation that a Rotate entry says; `None` when it is no multiple of 90.
fn stored_rotation(degrees: f64) -> Option<Rotation> {
    // A remainder of something finite is exact, and less than a full turn.
    let within = degrees.rem_euclid(360.0);
    (within.fract() == 0.0).then(|| Rotation::from_degrees(within as i64)).flatten()
}

/// Whether a box can be a page: finite, within bounds, and with an area.
fn usable(rect: &Rect<User>) -> bool {
    let within = [rect.x0(), rect.y0(), rect.x1(), rect.y1()].iter().all(|v| v.abs() <= LARGEST_COORDINATE);
    within && rect.width() >= SMALLEST_SIDE && rect.height() >= SMALLEST_SIDE
}

/// What the CropBox leaves of the MediaBox; `None` without a CropBox, or when it leaves nothing.
fn displayed_crop(boxes: &PageBoxes, media: &Rect<User>) -> Option<Rect<User>> {
    boxes.crop_box.filter(usable)?.intersection(media).filter(usable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(x0: f64, y0: f64, x1: f64, y1: f64) -> Rect<User> {
        Rect::from_corners(Point::new(x0, y0), Point::new(x1, y1))
    }

    fn boxes() -> PageBoxes {
        PageBoxes { media_box: rect(0.0, 0.0, 600.0, 800.0), crop_box: None, rotate: 0.0, user_unit: 1.0 }
    }

    fn codes(boxes: PageBoxes) -> Vec<&'static str> {
        PageGeometry::new(boxes).warnings(1).iter().map(|w| w.code.as_str()).collect()
    }

    #[test]
    fn an_ordinary_page_has_no_warnings() {
        assert_eq!(codes(boxes()), [""; 0]);
    }

    #[test]
    fn corners_may_come_in_any_order() {
        let turned = PageBoxes { media_box: rect(600.0, 800.0, 0.0, 0.0), ..boxes() };
        assert_eq!(PageGeometry::new(turned).page_rect(), PageGeometry::new(boxes()).page_rect());
    }

    #[test]
    fn a_negative_origin_becomes_the_corner_of_the_page() {
        let page = PageGeometry::new(PageBoxes { media_box: rect(-100.0, -50.0, 500.0, 750.0), ..boxes() });
        assert_eq!(page.user_to_page().point(Point::new(-100.0, -50.0)), Point::ORIGIN);
        assert_eq!((page.width(), page.height()), (600.0, 800.0));
        assert_eq!(page.warnings(3)[0].code, WarningCode::CropOffset);
        assert_eq!(page.warnings(3)[0].page, Some(3));
    }

    #[test]
    fn rotate_is_taken_modulo_a_full_turn() {
        for (stored, degrees) in [
            (-90.0, 270),
            (450.0, 90),
            (-180.0, 180),
            (720.0, 0),
            (45.0, 0),
            (90.4, 0),
            (1e300, 0),
            (f64::NAN, 0),
            (f64::INFINITY, 0),
        ] {
            let page = PageGeometry::new(PageBoxes { rotate: stored, ..boxes() });
            assert_eq!(page.rotation().degrees(), degrees, "Rotate {stored}");
        }
        assert_eq!(codes(PageBoxes { rotate: 90.4, ..boxes() }), ["rotated_page"]);
        assert_eq!(codes(PageBoxes { rotate: 45.0, ..boxes() }), ["rotated_page"]);
        assert_eq!(codes(PageBoxes { rotate: -90.0, ..boxes() }), ["rotated_page"]);
        assert_eq!(codes(PageBoxes { rotate: 360.0, ..boxes() }), [""; 0]);
    }

    #[test]
    fn a_crop_box_outside_the_media_box_is_ignored() {
        for crop in [
            rect(700.0, 0.0, 900.0, 800.0),
            rect(600.0, 0.0, 700.0, 800.0),
            rect(10.0, 10.0, 10.0, 500.0),
            rect(f64::NAN, f64::NAN, f64::NAN, f64::NAN),
            rect(f64::NEG_INFINITY, 0.0, f64::INFINITY, 800.0),
        ] {
            let stored = PageBoxes { crop_box: Some(crop), ..boxes() };
            assert_eq!(PageGeometry::new(stored).visible_box(), boxes().media_box, "{crop:?}");
            assert_eq!(codes(stored), ["crop_offset"], "{crop:?}");
        }
    }

    #[test]
    fn a_crop_box_larger_than_the_media_box_is_cut() {
        let page = PageGeometry::new(PageBoxes { crop_box: Some(rect(-10.0, 20.0, 900.0, 900.0)), ..boxes() });
        assert_eq!(page.visible_box(), rect(0.0, 20.0, 600.0, 800.0));
    }

    #[test]
    fn a_user_unit_that_makes_no_sense_is_one() {
        for unit in [0.0, -2.0, f64::NAN, f64::INFINITY, 1e300, 1e-300] {
            let stored = PageBoxes { user_unit: unit, ..boxes() };
            assert_eq!(PageGeometry::new(stored).user_unit(), 1.0, "UserUnit {unit}");
            assert_eq!(codes(stored), ["user_unit"], "UserUnit {unit}");
        }
        assert_eq!(PageGeometry::new(PageBoxes { user_unit: 2.5, ..boxes() }).width(), 1500.0);
    }

    #[test]
    fn a_media_box_without_area_is_letter_paper() {
        for media_box in [
            rect(0.0, 0.0, 0.0, 0.0),
            rect(5.0, 5.0, 5.0, 800.0),
            rect(f64::NAN, 0.0, f64::NAN, 1.0),
            rect(0.0, 0.0, f64::INFINITY, 100.0),
            rect(0.0, 0.0, 1e-310, 1e-310),
            rect(0.0, 0.0, 1e300, 1e300),
        ] {
            let stored = PageBoxes { media_box, ..boxes() };
            let page = PageGeometry::new(stored);
            assert_eq!((page.width(), page.height()), (612.0, 792.0), "{media_box:?}");
            assert_eq!(codes(stored), ["crop_offset"], "{media_box:?}");
            let point = page.page_to_normalized().point(page.user_to_page().point(Point::new(1.0, 1.0)));
            assert!(point.is_finite(), "{media_box:?} gives {point:?}");
        }
    }
}
