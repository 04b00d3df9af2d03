//! Which of nine points of a control sits on which of nine points of its anchor.

use schemars::JsonSchema;
use serde::Serialize;

use super::plan::words;
use crate::geometry::{Page, Point, Rect, Vector};

words! {
    /// One of the nine points of a box on the page as displayed.
    #[derive(Default)]
    NinePoint {
        /// The lower-left corner.
        #[default]
        BottomLeft => "bottom-left",
        /// The middle of the lower edge.
        Bottom => "bottom",
        /// The lower-right corner.
        BottomRight => "bottom-right",
        /// The middle of the left edge.
        Left => "left",
        /// The centre.
        Center => "center",
        /// The middle of the right edge.
        Right => "right",
        /// The upper-left corner.
        TopLeft => "top-left",
        /// The middle of the upper edge.
        Top => "top",
        /// The upper-right corner.
        TopRight => "top-right",
    }
}

impl NinePoint {
    /// How far along the box's width and height it lies, from the lower-left corner: 0, ½ or 1.
    pub fn fractions(self) -> (f64, f64) {
        let x = match self {
            Self::BottomLeft | Self::Left | Self::TopLeft => 0.0,
            Self::Bottom | Self::Center | Self::Top => 0.5,
            Self::BottomRight | Self::Right | Self::TopRight => 1.0,
        };
        let y = match self {
            Self::BottomLeft | Self::Bottom | Self::BottomRight => 0.0,
            Self::Left | Self::Center | Self::Right => 0.5,
            Self::TopLeft | Self::Top | Self::TopRight => 1.0,
        };
        (x, y)
    }

    /// Where it lies on a box, in points on the displayed page.
    pub fn on(self, rect: &Rect<Page>) -> Point<Page> {
        let (x, y) = self.fractions();
        Point::new(rect.x0() + x * rect.width(), rect.y0() + y * rect.height())
    }
}

/// Which point of the control sits on which point of the anchor's box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attach {
    /// The point of the control; its lower-left corner unless stated.
    #[serde(default)]
    pub control: NinePoint,
    /// The point of the anchor's box as displayed; its lower-left corner unless stated.
    #[serde(default)]
    pub anchor: NinePoint,
}

impl Attach {
    /// The box of a control of this size, in points on the displayed page, once attached and moved by `offset`.
    pub(crate) fn place(&self, anchor: &Rect<Page>, size: Vector<Page>, offset: Vector<Page>) -> Rect<Page> {
        let (x, y) = self.control.fractions();
        let corner = self.anchor.on(anchor) + offset - Vector::new(x * size.x, y * size.y);
        Rect::from_origin_size(corner, size.x, size.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_the_nine_points_meets_each_of_the_nine() {
        let anchor = Rect::from_origin_size(Point::new(100.0, 200.0), 60.0, 12.0);
        let size = Vector::new(40.0, 20.0);
        for control in NinePoint::ALL.iter().copied() {
            for on in NinePoint::ALL.iter().copied() {
                let placed = Attach { control, anchor: on }.place(&anchor, size, Vector::new(3.0, -2.0));
                let meets = control.on(&placed);
                let expected = on.on(&anchor) + Vector::new(3.0, -2.0);
                assert_eq!(meets, expected, "{control} on {on}");
                assert_eq!((placed.width(), placed.height()), (40.0, 20.0), "{control} on {on}");
            }
        }
    }

    #[test]
    fn corners_and_centre_are_where_their_names_say() {
        let rect = Rect::from_corners(Point::new(1.0, 2.0), Point::new(5.0, 10.0));
        assert_eq!(NinePoint::BottomLeft.on(&rect), Point::new(1.0, 2.0));
        assert_eq!(NinePoint::TopRight.on(&rect), Point::new(5.0, 10.0));
        assert_eq!(NinePoint::Center.on(&rect), Point::new(3.0, 6.0));
        assert_eq!(NinePoint::Left.on(&rect), Point::new(1.0, 6.0));
        assert_eq!(NinePoint::Top.on(&rect), Point::new(3.0, 10.0));
    }
}
