//! Documenso: hundredths of the page, to the field's upper-left corner from the page's upper-left corner, y down
//! (PLATFORMS.md §5). The fields are those of an envelope's field.

use super::docuseal::{from_shares, shares};
use super::exporter::{About, Corner, Exporter, Keys, Measured, Numbers};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Rect};

pub(super) struct Documenso;

impl Exporter for Documenso {
    fn name(&self) -> &'static str {
        "documenso"
    }

    fn about(&self) -> About {
        About::new(
            "Documenso",
            Corner::TopLeft,
            Measured::Shares,
            "percent of the page to the field's upper-left corner, origin upper-left, y down",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "page",
            x: "positionX",
            y: "positionY",
            sides: Some(("width", "height")),
            form: Form::Percent,
            as_text: false,
            page_as_text: false,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, _: &ExportOptions) -> Numbers {
        shares(bounds, sheet, 100.0)
    }

    fn rect(&self, numbers: &Numbers, sheet: &Sheet, _: &ExportOptions) -> Rect<Page> {
        from_shares(numbers, sheet, 100.0)
    }
}
