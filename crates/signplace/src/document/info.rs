//! What `pages` tells of a page: sizes, boxes, rotation, unit, paper, and whether its text can be trusted.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::Warning;
use crate::geometry::{PageGeometry, Rect, User};
use crate::number;
use crate::text::UnicodeSource;

/// Whether a page's text can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TextTrust {
    /// The page has text, and nearly all of it has a Unicode meaning.
    Trusted,
    /// The page has text without a Unicode meaning, so keywords may be missed.
    NoUnicode,
    /// The page shows images and no text.
    ImageOnly,
    /// The page shows neither text nor images.
    Empty,
}

/// The answer of [`Document::pages`](crate::Document::pages).
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Pages {
    /// Number of pages in the document.
    pub page_count: u32,
    /// The pages asked for, in order.
    pub pages: Vec<PageInfo>,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
}

/// What is known of one page.
///
/// In JSON: `{"page", "width", "height", "rotation", "user_unit", "media_box", "crop_box", "width_mm", "height_mm",
/// "paper"?, "text", "unicode_sources"?}`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PageInfo {
    /// Page number, from 1.
    pub page: u32,
    /// Its geometry.
    pub geometry: PageGeometry,
    /// Whether its text can be trusted.
    pub text: TextTrust,
    /// How many of its glyphs have their Unicode from where, strongest first, widgets and annotations included; glyphs
    /// without any are left out. Only where explanations are asked for.
    pub unicode_sources: Option<BTreeMap<UnicodeSource, u64>>,
}

/// Decimals that millimetres are printed with.
const MM_DECIMALS: i32 = 2;

impl PageInfo {
    /// Width of the page as displayed, in points (1/72 inch).
    pub fn width(&self) -> f64 {
        self.geometry.width()
    }

    /// Height of the page as displayed, in points (1/72 inch).
    pub fn height(&self) -> f64 {
        self.geometry.height()
    }

    /// Width of the page as displayed, in millimetres.
    pub fn width_mm(&self) -> f64 {
        points_to_mm(self.width())
    }

    /// Height of the page as displayed, in millimetres.
    pub fn height_mm(&self) -> f64 {
        points_to_mm(self.height())
    }

    /// How far the page is turned clockwise when displayed: 0, 90, 180 or 270 degrees (ISO 32000-2, 7.7.3.3).
    pub fn rotation(&self) -> u16 {
        self.geometry.rotation().degrees()
    }

    /// The size of a user-space unit in 1/72 inch (ISO 32000-2, 14.11.2); 1 on nearly every page.
    pub fn user_unit(&self) -> f64 {
        self.geometry.user_unit()
    }

    /// MediaBox as stored, in user space: units of [`user_unit`](Self::user_unit), the PDF's own origin, not turned.
    pub fn media_box(&self) -> Rect<User> {
        self.geometry.boxes().media_box
    }

    /// CropBox as stored, in user space like [`media_box`](Self::media_box), which stands in when there is none.
    /// It may reach beyond the MediaBox; what is displayed is the intersection.
    pub fn crop_box(&self) -> Rect<User> {
        self.geometry.boxes().crop_box.unwrap_or_else(|| self.media_box())
    }

    /// The name of the paper whose sides the displayed page has within 1.5 pt, such as `A4`, `JIS B5` or `Letter`,
    /// with ` landscape` behind it when the page is wider than high.
    pub fn paper(&self) -> Option<String> {
        let (short, long) = (self.width().min(self.height()), self.width().max(self.height()));
        let fits = |side: f64, paper: f64| (side - paper).abs() <= PAPER_TOLERANCE;
        let (name, ..) = PAPERS.iter().find(|(_, w, h)| fits(short, *w) && fits(long, *h))?;
        Some(if self.width() > self.height() { format!("{name} landscape") } else { (*name).to_owned() })
    }
}

/// A page as it stands in JSON.
#[derive(serde::Serialize, schemars::JsonSchema)]
#[schemars(rename = "PageInfo", description = "What is known of one page.")]
struct Shown {
    /// Page number, from 1.
    page: u32,
    /// Width of the page as displayed, in points.
    #[serde(serialize_with = "number::points")]
    width: f64,
    /// Height of the page as displayed, in points.
    #[serde(serialize_with = "number::points")]
    height: f64,
    /// How far the page is turned clockwise when displayed: 0, 90, 180 or 270 degrees.
    rotation: u16,
    /// The size of a user-space unit in 1/72 inch; 1 on nearly every page.
    #[serde(serialize_with = "number::points")]
    user_unit: f64,
    /// MediaBox as stored, in user space.
    media_box: Rect<User>,
    /// CropBox as stored, in user space; the MediaBox when there is none.
    crop_box: Rect<User>,
    /// Width of the page as displayed, in millimetres.
    #[serde(serialize_with = "millimetres")]
    width_mm: f64,
    /// Height of the page as displayed, in millimetres.
    #[serde(serialize_with = "millimetres")]
    height_mm: f64,
    /// The name of the paper, such as `A4` or `Letter landscape`, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<String>,
    /// Whether its text can be trusted.
    text: TextTrust,
    /// How many of its glyphs have their Unicode from where, when explanations are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    unicode_sources: Option<BTreeMap<UnicodeSource, u64>>,
}

impl Serialize for PageInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shown = Shown {
            page: self.page,
            width: self.width(),
            height: self.height(),
            rotation: self.rotation(),
            user_unit: self.user_unit(),
            media_box: self.media_box(),
            crop_box: self.crop_box(),
            width_mm: self.width_mm(),
            height_mm: self.height_mm(),
            paper: self.paper(),
            text: self.text,
            unicode_sources: self.unicode_sources.clone(),
        };
        shown.serialize(serializer)
    }
}

impl schemars::JsonSchema for PageInfo {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Shown::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Shown::json_schema(generator)
    }
}

fn millimetres<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    number::serialize(*value, MM_DECIMALS, serializer)
}

fn points_to_mm(points: f64) -> f64 {
    points * 25.4 / 72.0
}

const fn mm(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

/// In points. Producers round sides to whole points or cut them; the 2 mm that ISO 216 allows a cut sheet would mistake
/// 184 × 260 mm, a common 16K, for JIS B5.
const PAPER_TOLERANCE: f64 = 1.5;

/// Name, short side, long side, in points. ISO 216, JIS P 0138, ANSI/ASME Y14.1. The Chinese 16K and 8K are left out:
/// at least three sizes go by each name.
const PAPERS: &[(&str, f64, f64)] = &[
    ("A0", mm(841.0), mm(1189.0)),
    ("A1", mm(594.0), mm(841.0)),
    ("A2", mm(420.0), mm(594.0)),
    ("A3", mm(297.0), mm(420.0)),
    ("A4", mm(210.0), mm(297.0)),
    ("A5", mm(148.0), mm(210.0)),
    ("A6", mm(105.0), mm(148.0)),
    ("ISO B4", mm(250.0), mm(353.0)),
    ("ISO B5", mm(176.0), mm(250.0)),
    ("JIS B4", mm(257.0), mm(364.0)),
    ("JIS B5", mm(182.0), mm(257.0)),
    ("Letter", 612.0, 792.0),
    ("Legal", 612.0, 1008.0),
    ("Tabloid", 792.0, 1224.0),
    ("Executive", 522.0, 756.0),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{PageBoxes, Point};

    fn info(geometry: PageGeometry) -> PageInfo {
        PageInfo { page: 1, geometry, text: TextTrust::Trusted, unicode_sources: None }
    }

    fn sized(width: f64, height: f64) -> PageInfo {
        info(PageGeometry::from_size(width, height))
    }

    #[test]
    fn papers_are_recognised_either_way_round() {
        for (width, height, expected) in [
            (595.276, 841.89, Some("A4")),
            (595.0, 842.0, Some("A4")),
            (842.0, 595.0, Some("A4 landscape")),
            (516.0, 729.0, Some("JIS B5")),
            (499.0, 709.0, Some("ISO B5")),
            (612.0, 792.0, Some("Letter")),
            (1224.0, 792.0, Some("Tabloid landscape")),
            (522.0, 756.0, Some("Executive")),
            (598.0, 842.0, None),
            (521.57, 737.0, None),
        ] {
            assert_eq!(sized(width, height).paper().as_deref(), expected, "{width} × {height} pt");
        }
    }

    #[test]
    fn a_turned_cropped_page_is_told_as_displayed_and_as_stored() {
        let rect = |x0, y0, x1, y1| Rect::from_corners(Point::new(x0, y0), Point::new(x1, y1));
        let page = info(PageGeometry::new(PageBoxes {
            media_box: rect(-10.0, -20.0, 600.0, 800.0),
            crop_box: Some(rect(0.0, 0.0, 297.638, 420.945)),
            rotate: -270.0,
            user_unit: 2.0,
        }));
        assert_eq!(
            serde_json::to_string(&page).unwrap(),
            r#"{"page":1,"width":841.89,"height":595.276,"rotation":90,"user_unit":2,"media_box":{"x":-10,"y":-20,"width":610,"height":820},"crop_box":{"x":0,"y":0,"width":297.638,"height":420.945},"width_mm":297,"height_mm":210,"paper":"A4 landscape","text":"trusted"}"#
        );
    }

    #[test]
    fn without_a_crop_box_the_media_box_stands_in_and_odd_paper_has_no_name() {
        let json = serde_json::to_value(sized(300.0, 400.0)).unwrap();
        assert_eq!(json["crop_box"], json["media_box"]);
        assert!(json.get("paper").is_none(), "{json}");
    }
}
