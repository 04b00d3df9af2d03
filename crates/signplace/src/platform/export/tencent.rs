//! Tencent E-Sign, 腾讯电子签: points to the control's upper-left corner from the page's upper-left corner, y down
//! (PLATFORMS.md §2).

use super::exporter::{About, Corner, Exporter, Keys, KeywordKeys, Measured, Numbers, hanging};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Point, Rect, Vector};

pub(super) struct Tencent;

impl Exporter for Tencent {
    fn name(&self) -> &'static str {
        "tencent"
    }

    fn about(&self) -> About {
        About::new(
            "腾讯电子签 Tencent E-Sign",
            Corner::TopLeft,
            Measured::Lengths,
            "points to the control's upper-left corner, origin upper-left, y down",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "ComponentPage",
            x: "ComponentPosX",
            y: "ComponentPosY",
            sides: Some(("ComponentWidth", "ComponentHeight")),
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

    fn keyword_keys(&self) -> Option<KeywordKeys> {
        Some(KeywordKeys {
            constants: &[("GenerateMode", "KEYWORD")],
            text: "ComponentId",
            x: "OffsetX",
            y: "OffsetY",
            form: Form::Points,
        })
    }

    /// Upper-left corner from upper-left corner, y down.
    fn offset(&self, bounds: &Rect<Page>, keyword: &Rect<Page>, _: &Sheet, _: &ExportOptions) -> (f64, f64) {
        (bounds.x0() - keyword.x0(), keyword.y1() - bounds.y1())
    }

    fn corner(
        &self,
        (x, y): (f64, f64),
        size: Vector<Page>,
        keyword: &Rect<Page>,
        _: &Sheet,
        _: &ExportOptions,
    ) -> Point<Page> {
        Point::new(keyword.x0() + x, keyword.y1() - y - size.y)
    }
}
