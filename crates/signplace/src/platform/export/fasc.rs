//! 法大大 FASC: pixels at 96 dpi to the control's centre from the page's upper-left corner, y down; from a keyword,
//! centre from centre, y up (PLATFORMS.md §5; that the pixels are of 96 dpi is third-party knowledge). The fields are those of
//! `position`; numbers are sent as text.

use super::exporter::{About, Corner, Exporter, Keys, KeywordKeys, Measured, Numbers, centred};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Point, Rect, Vector};

/// Pixels a point.
const PIXELS: f64 = 96.0 / 72.0;

pub(super) struct Fasc;

impl Exporter for Fasc {
    fn name(&self) -> &'static str {
        "fasc"
    }

    fn about(&self) -> About {
        About::new(
            "法大大 FASC",
            Corner::Center,
            Measured::Lengths,
            "pixels at 96 dpi to the control's centre, origin upper-left, y down",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[("positionMode", "pixel")],
            page: "positionPageNo",
            x: "positionX",
            y: "positionY",
            sides: None,
            form: Form::Points,
            as_text: true,
            page_as_text: false,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, _: &ExportOptions) -> Numbers {
        let center = bounds.center();
        let (x, y) = (center.x * PIXELS, (sheet.height - center.y) * PIXELS);
        Numbers { x, y, width: bounds.width(), height: bounds.height() }
    }

    fn rect(&self, numbers: &Numbers, sheet: &Sheet, _: &ExportOptions) -> Rect<Page> {
        let center = Point::new(numbers.x / PIXELS, sheet.height - numbers.y / PIXELS);
        centred(center, numbers.width, numbers.height)
    }

    fn keyword_keys(&self) -> Option<KeywordKeys> {
        Some(KeywordKeys {
            constants: &[("positionMode", "keyword")],
            text: "positionKeyword",
            x: "keywordOffsetX",
            y: "keywordOffsetY",
            form: Form::Points,
        })
    }

    fn offset(&self, bounds: &Rect<Page>, keyword: &Rect<Page>, _: &Sheet, _: &ExportOptions) -> (f64, f64) {
        let by = bounds.center() - keyword.center();
        (by.x * PIXELS, by.y * PIXELS)
    }

    fn corner(
        &self,
        (x, y): (f64, f64),
        size: Vector<Page>,
        keyword: &Rect<Page>,
        _: &Sheet,
        _: &ExportOptions,
    ) -> Point<Page> {
        keyword.center() + Vector::new(x / PIXELS - size.x / 2.0, y / PIXELS - size.y / 2.0)
    }
}
