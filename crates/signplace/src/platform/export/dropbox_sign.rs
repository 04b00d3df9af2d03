//! Dropbox Sign: whole points to the field's upper-left corner from the page's upper-left corner, y down; sides in whole
//! eightieths of an inch (PLATFORMS.md §5). The fields are those of `form_fields_per_document`.

use super::exporter::{About, Corner, Exporter, Keys, Measured, Numbers, hanging};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Rect};

/// Units of a side in a point.
const SIDE: f64 = 80.0 / 72.0;

pub(super) struct DropboxSign;

impl Exporter for DropboxSign {
    fn name(&self) -> &'static str {
        "dropbox-sign"
    }

    fn about(&self) -> About {
        About::new(
            "Dropbox Sign",
            Corner::TopLeft,
            Measured::Lengths,
            "whole points to the field's upper-left corner, origin upper-left, y down; sides in 1/80 inch",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "page",
            x: "x",
            y: "y",
            sides: Some(("width", "height")),
            form: Form::Whole,
            as_text: false,
            page_as_text: false,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, _: &ExportOptions) -> Numbers {
        Numbers {
            x: bounds.x0(),
            y: sheet.height - bounds.y1(),
            width: bounds.width() * SIDE,
            height: bounds.height() * SIDE,
        }
    }

    fn rect(&self, numbers: &Numbers, sheet: &Sheet, _: &ExportOptions) -> Rect<Page> {
        hanging(&Numbers { width: numbers.width / SIDE, height: numbers.height / SIDE, ..*numbers }, sheet.height)
    }
}
