//! `convert`: a point or a rectangle from one space, or a platform's numbers, to another.

use crate::api::Document;
use crate::error::{Error, ErrorCode};
use crate::geometry::{ConvertInput, PageGeometry};
use crate::place::Size;
use crate::platform::convert::{self, Conversion, Space};

/// The numbers, their space, and the space wanted.
#[derive(Debug, Clone, Copy)]
pub struct ConvertQuestion {
    /// The page that the numbers are about.
    pub sheet: Sheet,
    /// The space of the numbers.
    pub from: Space,
    /// The space wanted.
    pub to: Space,
    /// The numbers.
    pub input: ConvertInput,
    /// The size of the control whose own point the input is.
    pub control: Option<Size>,
}

/// The page that the numbers are about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sheet {
    /// A page of the document; −1 is the last.
    Page(i64),
    /// An upright page of this width and height in points, without a document.
    Size(f64, f64),
}

impl ConvertQuestion {
    /// Answers; a document is opened only for a page of it.
    pub(super) fn answer<D: std::borrow::Borrow<Document>>(
        &self,
        open: impl FnOnce() -> Result<D, Error>,
    ) -> Result<Conversion, Error> {
        match self.sheet {
            Sheet::Size(width, height) => self.on(&PageGeometry::from_size(width, height), 1),
            Sheet::Page(number) => {
                let document = open()?;
                let page = document.borrow().page(number)?;
                self.on(page.geometry(), page.number())
            }
        }
    }

    fn on(&self, page: &PageGeometry, number: u32) -> Result<Conversion, Error> {
        let mut asked = convert::Request::new(self.from, self.to, self.input);
        if let Some(size) = self.control.map(|size| size.on(page)) {
            asked = asked.with_control(size.x, size.y);
        }
        convert::convert(page, number, &asked)
    }
}

/// Sides that a page may have, in points: from less than a hair to more than a street.
const SIDES: std::ops::RangeInclusive<f64> = 0.01..=1e7;

impl std::str::FromStr for Sheet {
    type Err = Error;

    /// A page's size as written: `595.28x841.89`, in points. Anything else is `invalid_value`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let refused = |why: &str| {
            Error::new(ErrorCode::InvalidValue, format!("“{text}” is not a page size{why}."))
                .with_hint("Write width and height in points, for example 595.28x841.89.")
        };
        let side = |text: &str| text.trim().parse::<f64>().ok();
        let sides = text.split_once(['x', 'X', '×']).and_then(|(width, height)| Some((side(width)?, side(height)?)));
        let (width, height) = sides.ok_or_else(|| refused(""))?;
        if !SIDES.contains(&width) || !SIDES.contains(&height) {
            return Err(refused(": a side is from 0.01 to 10000000 points"));
        }
        Ok(Self::Size(width, height))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_size_is_two_positive_numbers() {
        assert_eq!("595.28x841.89".parse::<Sheet>(), Ok(Sheet::Size(595.28, 841.89)));
        for bad in ["", "595", "0x10", "0x0", "-1x5", "-5x-5", "axb", "1x2x3", "infx1", "NaNx1", "1e-9x1e300", "5x1e8"]
        {
            assert_eq!(bad.parse::<Sheet>().expect_err(bad).code(), "invalid_value", "{bad}");
        }
    }
}
