//! `convert`: a point or a rectangle from one space to another.

use signplace::geometry::{ConvertInput, PageGeometry};
use signplace::place::Size;
use signplace::platform::convert::{self, Conversion, Space};
use signplace::{Error, ErrorCode};

use super::Source;

/// The numbers, their space, and the space wanted.
#[derive(Debug)]
pub(crate) struct ConvertRequest {
    pub(crate) sheet: Sheet,
    pub(crate) from: Space,
    pub(crate) to: Space,
    pub(crate) input: ConvertInput,
    /// The size of the control whose own point the input is.
    pub(crate) control: Option<Size>,
}

/// The page that the numbers are about.
#[derive(Debug)]
pub(crate) enum Sheet {
    /// A page of a PDF; −1 is the last.
    Page(Source, i64),
    /// An upright page of this width and height in points.
    Size(f64, f64),
}

pub(super) fn convert(request: &ConvertRequest) -> Result<Conversion, Error> {
    let ConvertRequest { sheet, from, to, input, control } = request;
    let on = |page: &PageGeometry, number| {
        let mut asked = convert::Request::new(*from, *to, *input);
        if let Some(size) = control.map(|size| size.on(page)) {
            asked = asked.with_control(size.x, size.y);
        }
        convert::convert(page, number, &asked)
    };
    match sheet {
        Sheet::Size(width, height) => on(&PageGeometry::from_size(*width, *height), 1),
        Sheet::Page(source, number) => {
            let document = source.open()?;
            let page = document.page(*number)?;
            on(page.geometry(), page.number())
        }
    }
}

/// Sides that a page may have, in points: from less than a hair to more than a street.
const SIDES: std::ops::RangeInclusive<f64> = 0.01..=1e7;

/// A page's size as written: `595.28x841.89`, in points.
pub(crate) fn page_size(text: &str) -> Result<Sheet, Error> {
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
    Ok(Sheet::Size(width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_size_is_two_positive_numbers() {
        assert!(matches!(page_size("595.28x841.89"), Ok(Sheet::Size(w, h)) if w == 595.28 && h == 841.89));
        for bad in ["", "595", "0x10", "0x0", "-1x5", "-5x-5", "axb", "1x2x3", "infx1", "NaNx1", "1e-9x1e300", "5x1e8"]
        {
            assert_eq!(page_size(bad).expect_err(bad).code(), "invalid_value", "{bad}");
        }
    }
}
