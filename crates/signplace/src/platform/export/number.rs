//! How a platform writes its numbers, and how they are read back: as numbers or as text, decimal or whole.

use serde_json::{Map, Value};

use crate::error::{Error, ErrorCode};
use crate::number::{FRACTION_DECIMALS, POINT_DECIMALS, rounded};

/// How a platform wants a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Points, or pixels: 4 decimals.
    Points,
    /// A fraction of the page: 7 decimals.
    Fraction,
    /// A hundredth of the page: 5 decimals, which is as fine as a fraction's 7.
    Percent,
    /// A whole number, rounded half away from zero.
    Whole,
}

impl Form {
    /// Decimals that are written.
    pub fn decimals(self) -> i32 {
        match self {
            Self::Points => POINT_DECIMALS,
            Self::Fraction => FRACTION_DECIMALS,
            Self::Percent => FRACTION_DECIMALS - 2,
            Self::Whole => 0,
        }
    }
}

/// The number in its form, as JSON number or text.
pub(super) fn written(value: f64, form: Form, as_text: bool) -> Value {
    let value = rounded(value, form.decimals());
    if as_text {
        return Value::String(value.to_string());
    }
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        return Value::from(value as i64);
    }
    Value::from(value)
}

/// The number of a key, written as number or as text. Fails with `invalid_value` and the key's path.
pub(super) fn read(fields: &Map<String, Value>, key: &str) -> Result<f64, Error> {
    let wrong = |message: String| Error::new(ErrorCode::InvalidValue, message).with_path(format!("/{key}"));
    let value = fields.get(key).ok_or_else(|| wrong(format!("`{key}` is missing.")))?;
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|n| n.is_finite()).ok_or_else(|| wrong(format!("`{key}` is {value}, which is not a number.")))
}

/// The page number of a key, from 1. Fails with `invalid_value` and the key's path.
pub(super) fn read_page(fields: &Map<String, Value>, key: &str) -> Result<u32, Error> {
    let number = read(fields, key)?;
    if number.fract() == 0.0 && (1.0..=f64::from(u32::MAX)).contains(&number) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and in range")]
        return Ok(number as u32);
    }
    Err(Error::new(ErrorCode::InvalidValue, format!("`{key}` is {number}, which is not a page number from 1."))
        .with_path(format!("/{key}")))
}
