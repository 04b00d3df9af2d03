//! DocuSign tabs: whole points to the tab's upper-left corner from the page's upper-left corner, y down; anchors with an
//! offset from the anchor string (PLATFORMS.md §5). All numbers are sent as text.
//!
//! A SignHere tab is drawn 21 points lower than its number says, so 21 is subtracted from it. Which corners an anchor's
//! offset joins is inferred: lower-left and lower-left, and no 21 points.

use super::exporter::{About, Corner, Exporter, Keys, KeywordKeys, Measured, Numbers, hanging};
use super::{ExportOptions, Form, Sheet};
use crate::geometry::{Page, Point, Rect, Vector};

pub(super) struct DocuSign {
    name: &'static str,
    title: &'static str,
    /// How much lower than its number says a tab is drawn, in points.
    drawn_lower: f64,
}

impl DocuSign {
    pub(super) const TAB: Self = Self { name: "docusign", title: "DocuSign", drawn_lower: 0.0 };
    pub(super) const SIGN_HERE: Self =
        Self { name: "docusign-sign-here", title: "DocuSign SignHere", drawn_lower: 21.0 };
}

impl Exporter for DocuSign {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> About {
        About::new(
            self.title,
            Corner::TopLeft,
            Measured::Lengths,
            "whole points to the tab's upper-left corner, origin upper-left, y down",
        )
    }

    fn keys(&self) -> Keys {
        Keys {
            constants: &[],
            page: "pageNumber",
            x: "xPosition",
            y: "yPosition",
            sides: None,
            form: Form::Whole,
            as_text: true,
            page_as_text: true,
        }
    }

    fn numbers(&self, bounds: &Rect<Page>, sheet: &Sheet, _: &ExportOptions) -> Numbers {
        // Rounded before the whole 21 is taken off, so that both kinds of tab are 21 apart to the point.
        let y = (sheet.height - bounds.y1()).round() - self.drawn_lower;
        Numbers { x: bounds.x0().round(), y, width: bounds.width(), height: bounds.height() }
    }

    fn rect(&self, numbers: &Numbers, sheet: &Sheet, _: &ExportOptions) -> Rect<Page> {
        hanging(&Numbers { y: numbers.y + self.drawn_lower, ..*numbers }, sheet.height)
    }

    fn keyword_keys(&self) -> Option<KeywordKeys> {
        Some(KeywordKeys {
            constants: &[("anchorUnits", "pixels")],
            text: "anchorString",
            x: "anchorXOffset",
            y: "anchorYOffset",
            form: Form::Points,
        })
    }

    fn offset(&self, bounds: &Rect<Page>, keyword: &Rect<Page>, _: &Sheet, _: &ExportOptions) -> (f64, f64) {
        (bounds.x0() - keyword.x0(), keyword.y0() - bounds.y0())
    }

    fn corner(
        &self,
        (x, y): (f64, f64),
        _: Vector<Page>,
        keyword: &Rect<Page>,
        _: &Sheet,
        _: &ExportOptions,
    ) -> Point<Page> {
        Point::new(keyword.x0() + x, keyword.y0() - y)
    }
}
