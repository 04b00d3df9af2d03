//! One page's geometry: its boxes, rotation and unit, and every conversion that follows from them.

use super::{Normalized, Page, Point, Rect, TopLeft, Transform, User};

/// What a page dictionary says about its geometry, inheritance resolved, as stored (ISO 32000-2, 7.7.3.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageBoxes {
    /// MediaBox, user space.
    pub media_box: Rect<User>,
    /// CropBox, user space; `None` when the page has none, and the MediaBox stands in.
    pub crop_box: Option<Rect<User>>,
    /// Rotate as stored: degrees clockwise, any integer.
    pub rotate: i64,
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

/// A page's geometry, and every conversion between its spaces (PLATFORMS.md §0).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageGeometry {
    boxes: PageBoxes,
    visible: Rect<User>,
    rotation: Rotation,
    user_unit: f64,
}

impl PageGeometry {
    /// The geometry of a page with these boxes.
    ///
    /// CropBox ∩ MediaBox is what is displayed; an empty intersection falls back on the MediaBox, a Rotate that is
    /// not a multiple of 90 on 0, and a UserUnit that is not a positive number on 1.
    pub fn new(boxes: PageBoxes) -> Self {
        let visible = boxes.crop_box.and_then(|crop| crop.intersection(&boxes.media_box)).unwrap_or(boxes.media_box);
        let rotation = Rotation::from_degrees(boxes.rotate).unwrap_or_default();
        let user_unit = if boxes.user_unit.is_finite() && boxes.user_unit > 0.0 { boxes.user_unit } else { 1.0 };
        Self { boxes, visible, rotation, user_unit }
    }

    /// An upright page of the given size in points, without a PDF.
    pub fn from_size(width: f64, height: f64) -> Self {
        let media_box = Rect::from_origin_size(Point::ORIGIN, width, height);
        Self::new(PageBoxes { media_box, crop_box: None, rotate: 0, user_unit: 1.0 })
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
}
