//! Qiyuesuo, 契约锁: fractions of the page to the stamp's lower-left corner from the page's lower-left corner, y up
//! (PLATFORMS.md §3). The size of a seal is made with the seal, and not sent.

use super::exporter::{About, Corner, Exporter, Keys, KeywordKeys, Measured, Numbers};
use super::options::KeywordReference;
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Point, Rect, Vector};

pub(super) struct Qiyuesuo;

impl Exporter for Qiyuesuo {
    fn name(&self) -> &'static str {
        "qiyuesuo"
    }

    fn about(&self) -> About {
        About::new(
            "契约锁 Qiyuesuo",
            Corner::BottomLeft,
            Measured::Shares,
            "fractions of the page to the stamp's lower-left corner, origin lower-left, y up",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "page",
            x: "offsetX",
            y: "offsetY",
            sides: None,
            form: Form::Fraction,
            as_text: false,
            page_as_text: false,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, _: &ExportOptions) -> Numbers {
        Numbers {
            x: bounds.x0() / sheet.width,
            y: bounds.y0() / sheet.height,
            width: bounds.width(),
            height: bounds.height(),
        }
    }

    fn rect(&self, numbers: &Numbers, sheet: &Sheet, _: &ExportOptions) -> Rect<Page> {
        let corner = Point::new(numbers.x * sheet.width, numbers.y * sheet.height);
        Rect::from_origin_size(corner, numbers.width, numbers.height)
    }

    fn keyword_keys(&self) -> Option<KeywordKeys> {
        Some(KeywordKeys { constants: &[], text: "keyword", x: "offsetX", y: "offsetY", form: Form::Fraction })
    }

    fn offset(&self, bounds: &Rect<Page>, keyword: &Rect<Page>, sheet: &Sheet, options: &ExportOptions) -> (f64, f64) {
        let up = match options.keyword_reference {
            KeywordReference::LowerLeft => bounds.y0() - keyword.y0(),
            KeywordReference::MidHeight => bounds.center().y - keyword.center().y,
        };
        ((bounds.x0() - keyword.x0()) / sheet.width, up / sheet.height)
    }

    fn corner(
        &self,
        (x, y): (f64, f64),
        size: Vector<Page>,
        keyword: &Rect<Page>,
        sheet: &Sheet,
        options: &ExportOptions,
    ) -> Point<Page> {
        let from = match options.keyword_reference {
            KeywordReference::LowerLeft => keyword.y0(),
            KeywordReference::MidHeight => keyword.center().y - size.y / 2.0,
        };
        Point::new(keyword.x0() + x * sheet.width, from + y * sheet.height)
    }
}
