//! The arguments of `convert`: an optional file, then two or four numbers.

use std::ffi::OsString;

use signplace::geometry::ConvertInput;
use signplace::platform::parse_size;
use signplace::question::{ConvertQuestion, Question};
use signplace::{Error, ErrorCode};

use crate::args::Convert;
use crate::ops::{Request, Sheet, Source};

/// The question that the arguments ask.
pub(super) fn request(args: Convert) -> Result<Request, Error> {
    let Convert { values, page, size, from, to, control, access } = args;
    let (source, sheet, numbers) = match (size, page) {
        (Some(size), _) => (None, size.parse()?, &values[..]),
        (None, page) => {
            let (file, numbers) = values.split_first().ok_or_else(wrong_count)?;
            // clap asks for --page where there is no --size.
            (Some(Source::new(file, access.password)), Sheet::Page(page.unwrap_or(1)), numbers)
        }
    };
    let numbers = numbers.iter().map(number).collect::<Result<Vec<_>, _>>()?;
    let input = match numbers[..] {
        [x, y] => ConvertInput { x, y, width: None, height: None },
        [x, y, width, height] => ConvertInput { x, y, width: Some(width), height: Some(height) },
        _ => return Err(wrong_count()),
    };
    let control = control.as_deref().map(parse_size).transpose()?;
    let question = ConvertQuestion { sheet, from: from.parse()?, to: to.parse()?, input, control };
    Ok(Request { source, question: Question::Convert(question) })
}

fn number(text: &OsString) -> Result<f64, Error> {
    let parsed = text.to_str().and_then(|text| text.parse().ok()).filter(|value: &f64| value.is_finite());
    parsed.ok_or_else(|| {
        Error::new(ErrorCode::Usage, format!("“{}” is not a number.", text.to_string_lossy()))
            .with_hint("With --size, give numbers only: X Y, or X Y WIDTH HEIGHT. Else the file first.")
    })
}

fn wrong_count() -> Error {
    Error::new(ErrorCode::Usage, "Expected a point, X Y, or a rectangle, X Y WIDTH HEIGHT.")
        .with_hint("Give the file first and then the numbers; with --size, no file.")
}
