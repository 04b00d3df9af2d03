//! Paper: a page's boxes, rotation and unit, and where the page, as displayed, shows a rectangle of user space.

use lopdf::{Dictionary, Object};

use crate::Spot;

/// The geometry of a fixture's page, in user space as stored.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    media: [f64; 4],
    crop: Option<[f64; 4]>,
    rotate: i64,
    unit: f64,
    inherited: bool,
}

impl Paper {
    /// An upright A4 page, 595.28 × 841.89 units, with its origin in the corner.
    pub fn a4() -> Self {
        Self::with_media_box([0.0, 0.0, 595.28, 841.89])
    }

    /// An upright page with this MediaBox: two opposite corners in any order.
    pub fn with_media_box(media: [f64; 4]) -> Self {
        Self { media, crop: None, rotate: 0, unit: 1.0, inherited: false }
    }

    /// The same with a CropBox.
    #[must_use]
    pub fn cropped_to(self, crop: [f64; 4]) -> Self {
        Self { crop: Some(crop), ..self }
    }

    /// The same with a Rotate entry, degrees clockwise.
    #[must_use]
    pub fn turned(self, rotate: i64) -> Self {
        Self { rotate, ..self }
    }

    /// The same with a UserUnit, in 1/72 inch.
    #[must_use]
    pub fn in_units_of(self, unit: f64) -> Self {
        Self { unit, ..self }
    }

    /// The same, with MediaBox, CropBox and Rotate on a node of the page tree above the page.
    #[must_use]
    pub fn inheriting(self) -> Self {
        Self { inherited: true, ..self }
    }

    /// What is displayed of user space: CropBox ∩ MediaBox.
    pub fn visible(&self) -> Spot {
        let media = Spot::from(self.media);
        let Some(crop) = self.crop.map(Spot::from) else { return media };
        let both = (media.x0.max(crop.x0), media.y0.max(crop.y0), media.x1.min(crop.x1), media.y1.min(crop.y1));
        if both.0 < both.2 && both.1 < both.3 { Spot::from([both.0, both.1, both.2, both.3]) } else { media }
    }

    /// Displayed width and height in points.
    pub fn size(&self) -> (f64, f64) {
        let (w, h) = (self.visible().width() * self.unit, self.visible().height() * self.unit);
        if self.rotate.rem_euclid(180) == 90 { (h, w) } else { (w, h) }
    }

    /// Where a rectangle of user space is displayed, in page space: the table of PLATFORMS.md §0.
    pub fn shows(&self, user: Spot) -> Spot {
        let visible = self.visible();
        let (w, h) = (visible.width(), visible.height());
        let (x0, x1) = (user.x0 - visible.x0, user.x1 - visible.x0);
        let (y0, y1) = (user.y0 - visible.y0, user.y1 - visible.y0);
        let upright = match self.rotate.rem_euclid(360) {
            90 => [y0, w - x1, y1, w - x0],
            180 => [w - x1, h - y1, w - x0, h - y0],
            270 => [h - y1, x0, h - y0, x1],
            _ => [x0, y0, x1, y1],
        };
        Spot::from(upright.map(|v| v * self.unit))
    }

    pub(crate) fn is_inherited(&self) -> bool {
        self.inherited
    }

    /// Writes the inheritable entries.
    pub(crate) fn write_inheritable(&self, into: &mut Dictionary) {
        into.set("MediaBox", rectangle(self.media));
        if let Some(crop) = self.crop {
            into.set("CropBox", rectangle(crop));
        }
        if self.rotate != 0 {
            into.set("Rotate", self.rotate);
        }
    }

    /// Writes the entry that is never inherited.
    pub(crate) fn write_own(&self, into: &mut Dictionary) {
        if self.unit != 1.0 {
            into.set("UserUnit", real(self.unit));
        }
    }
}

/// A PDF rectangle.
pub(crate) fn rectangle(sides: [f64; 4]) -> Object {
    Object::Array(sides.iter().map(|&v| real(v)).collect())
}

/// A PDF number.
#[expect(clippy::cast_possible_truncation, reason = "fixtures use figures that an f32 prints as written")]
pub(crate) fn real(value: f64) -> Object {
    Object::Real(value as f32)
}
