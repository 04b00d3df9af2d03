//! OpenSign: points to the widget's upper-left corner from the page's upper-left corner, y down (PLATFORMS.md §5). The
//! fields are those of a signer's `widgets`.

use super::exporter::{About, Corner, Exporter, Keys, Measured, Numbers, hanging};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Rect};

pub(super) struct OpenSign;

impl Exporter for OpenSign {
    fn name(&self) -> &'static str {
        "opensign"
    }

    fn about(&self) -> About {
        About::new(
            "OpenSign",
            Corner::TopLeft,
            Measured::Lengths,
            "points to the widget's upper-left corner, origin upper-left, y down",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "page",
            x: "x",
            y: "y",
            sides: Some(("w", "h")),
            form: Form::Points,
            as_text: false,
            page_as_text: false,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, _: &ExportOptions) -> Numbers {
        let (width, height) = (bounds.width(), bounds.height());
        Numbers { x: bounds.x0(), y: sheet.height - bounds.y1(), width, height }
    }

    fn rect(&self, numbers: &Numbers, sheet: &Sheet, _: &ExportOptions) -> Rect<Page> {
        hanging(numbers, sheet.height)
    }
}
