//! Adobe Acrobat Sign: points to the field's upper-left corner, both from the page's lower-left corner, y up
//! (PLATFORMS.md §5). The fields are those of a form field's location; they are also what Acrobat's own dialogue shows.

use super::exporter::{About, Corner, Exporter, Keys, Measured, Numbers};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Point, Rect};

pub(super) struct AcrobatSign;

impl Exporter for AcrobatSign {
    fn name(&self) -> &'static str {
        "acrobat-sign"
    }

    fn about(&self) -> About {
        About::new(
            "Adobe Acrobat Sign",
            Corner::TopLeft,
            Measured::Lengths,
            "points to the field's upper-left corner, origin lower-left, y up",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "pageNumber",
            x: "left",
            y: "top",
            sides: Some(("width", "height")),
            form: Form::Points,
            as_text: false,
            page_as_text: false,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, _: &Sheet, _: &ExportOptions) -> Numbers {
        Numbers { x: bounds.x0(), y: bounds.y1(), width: bounds.width(), height: bounds.height() }
    }

    fn rect(&self, numbers: &Numbers, _: &Sheet, _: &ExportOptions) -> Rect<Page> {
        let corner = Point::new(numbers.x, numbers.y - numbers.height);
        Rect::from_origin_size(corner, numbers.width, numbers.height)
    }
}
