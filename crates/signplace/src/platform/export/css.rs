//! A preview in the browser: CSS pixels of the drawn page to the box's upper-left corner, y down (PLATFORMS.md §5).

use super::exporter::{About, Corner, Exporter, Keys, Measured, Numbers, hanging};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Length, Page, Rect};

pub(super) struct Css;

impl Exporter for Css {
    fn name(&self) -> &'static str {
        "css"
    }

    fn about(&self) -> About {
        About::new(
            "CSS preview",
            Corner::TopLeft,
            Measured::Shares,
            "CSS pixels of the drawn page to the box's upper-left corner, origin upper-left, y down",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "page",
            x: "left",
            y: "top",
            sides: Some(("width", "height")),
            form: Form::Points,
            as_text: false,
            page_as_text: false,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, options: &ExportOptions) -> Numbers {
        let s = pixels_a_point(sheet, options);
        Numbers {
            x: bounds.x0() * s,
            y: (sheet.height - bounds.y1()) * s,
            width: bounds.width() * s,
            height: bounds.height() * s,
        }
    }

    fn rect(&self, numbers: &Numbers, sheet: &Sheet, options: &ExportOptions) -> Rect<Page> {
        let s = pixels_a_point(sheet, options);
        let points =
            Numbers { x: numbers.x / s, y: numbers.y / s, width: numbers.width / s, height: numbers.height / s };
        hanging(&points, sheet.height)
    }
}

/// CSS pixels a point: the drawn width by the displayed width, or 96 an inch where no width that makes sense is given.
fn pixels_a_point(sheet: &Sheet, options: &ExportOptions) -> f64 {
    let scale = options.css_width.map(|drawn| drawn / sheet.width);
    scale.filter(|s| s.is_finite() && *s > 0.0).unwrap_or(Length::CSS_PX_PER_POINT)
}
