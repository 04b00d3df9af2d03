//! DocuSeal: fractions of the page, to the field's upper-left corner from the page's upper-left corner, y down
//! (PLATFORMS.md §5). The fields are those of one of a field's `areas`.

use super::exporter::{About, Corner, Exporter, Keys, Measured, Numbers, hanging};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Rect};

pub(super) struct DocuSeal;

impl Exporter for DocuSeal {
    fn name(&self) -> &'static str {
        "docuseal"
    }

    fn about(&self) -> About {
        About::new(
            "DocuSeal",
            Corner::TopLeft,
            Measured::Shares,
            "fractions of the page to the field's upper-left corner, origin upper-left, y down",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "page",
            x: "x",
            y: "y",
            sides: Some(("w", "h")),
            form: Form::Fraction,
            as_text: false,
            page_as_text: false,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, _: &ExportOptions) -> Numbers {
        shares(bounds, sheet, 1.0)
    }

    fn rect(&self, numbers: &Numbers, sheet: &Sheet, _: &ExportOptions) -> Rect<Page> {
        from_shares(numbers, sheet, 1.0)
    }
}

/// Upper-left corner and sides as shares of the page, of which the whole is `whole`.
pub(super) fn shares(bounds: &Rect<Page>, sheet: &Sheet, whole: f64) -> Numbers {
    Numbers {
        x: whole * bounds.x0() / sheet.width,
        y: whole * (sheet.height - bounds.y1()) / sheet.height,
        width: whole * bounds.width() / sheet.width,
        height: whole * bounds.height() / sheet.height,
    }
}

/// The inverse of [`shares`].
pub(super) fn from_shares(numbers: &Numbers, sheet: &Sheet, whole: f64) -> Rect<Page> {
    let (across, down) = (sheet.width / whole, sheet.height / whole);
    let points = Numbers {
        x: numbers.x * across,
        y: numbers.y * down,
        width: numbers.width * across,
        height: numbers.height * down,
    };
    hanging(&points, sheet.height)
}
