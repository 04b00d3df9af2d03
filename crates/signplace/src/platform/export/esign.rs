//! e签宝 V3: points to the seal's centre from the page's lower-left corner, y up (PLATFORMS.md §5, third-party code). The
//! fields are those of `signFieldPosition`; the size is the seal's own.

use super::exporter::{About, Corner, Exporter, Keys, Measured, Numbers, centred};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Point, Rect};

pub(super) struct ESign;

impl Exporter for ESign {
    fn name(&self) -> &'static str {
        "esign"
    }

    fn about(&self) -> About {
        About::new(
            "e签宝 eSign V3",
            Corner::Center,
            Measured::Lengths,
            "points to the seal's centre, origin lower-left, y up",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "positionPage",
            x: "positionX",
            y: "positionY",
            sides: None,
            form: Form::Points,
            as_text: false,
            page_as_text: true,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, _: &Sheet, _: &ExportOptions) -> Numbers {
        let center = bounds.center();
        Numbers { x: center.x, y: center.y, width: bounds.width(), height: bounds.height() }
    }

    fn rect(&self, numbers: &Numbers, _: &Sheet, _: &ExportOptions) -> Rect<Page> {
        centred(Point::new(numbers.x, numbers.y), numbers.width, numbers.height)
    }
}
