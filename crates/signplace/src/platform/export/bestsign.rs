//! 上上签 BestSign: fractions of the page to the control's upper-left corner from the page's upper-left corner, y down
//! (PLATFORMS.md §5, third-party code). The fields are those of one of `signaturePositions`, all sent as text.

use super::exporter::{About, Corner, Exporter, Keys, Measured, Numbers, hanging};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Rect};

pub(super) struct BestSign;

impl Exporter for BestSign {
    fn name(&self) -> &'static str {
        "bestsign"
    }

    fn about(&self) -> About {
        About::new(
            "上上签 BestSign",
            Corner::TopLeft,
            Measured::Shares,
            "fractions of the page to the control's upper-left corner, origin upper-left, y down",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "pageNum",
            x: "x",
            y: "y",
            sides: None,
            form: Form::Fraction,
            as_text: true,
            page_as_text: true,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, _: &ExportOptions) -> Numbers {
        Numbers {
            x: bounds.x0() / sheet.width,
            y: (sheet.height - bounds.y1()) / sheet.height,
            width: bounds.width(),
            height: bounds.height(),
        }
    }

    fn rect(&self, numbers: &Numbers, sheet: &Sheet, _: &ExportOptions) -> Rect<Page> {
        let (x, y) = (numbers.x * sheet.width, numbers.y * sheet.height);
        hanging(&Numbers { x, y, ..*numbers }, sheet.height)
    }
}
