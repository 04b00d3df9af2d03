//! A value and where it stands: reading with errors that say the place.

use super::{Json, Pointer};
use crate::error::{Error, ErrorCode};

/// A value in a document, with the pointer to it. A member that is `null` is as good as absent.
#[derive(Debug, Clone)]
pub struct Node<'j> {
    /// The value.
    pub value: &'j Json,
    /// Where it stands.
    pub path: Pointer,
}

impl<'j> Node<'j> {
    /// The whole document.
    pub fn root(value: &'j Json) -> Self {
        Self { value, path: Pointer::root() }
    }

    /// The member of this key, where there is one that is not null.
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Self { value, path: self.path.key(key) })
    }

    /// The member of this key read by `read`, where there is one.
    pub fn optional<T>(&self, key: &str, read: impl FnOnce(&Self) -> Result<T, Error>) -> Result<Option<T>, Error> {
        self.get(key).map(|node| read(&node)).transpose()
    }

    /// The items of the array under this key; none where there is no such key.
    pub fn list(&self, key: &str) -> Result<Vec<Self>, Error> {
        Ok(self.optional(key, Self::items)?.unwrap_or_default())
    }

    /// The items of an array. Fails with `invalid_value`.
    pub fn items(&self) -> Result<Vec<Self>, Error> {
        let items = self.value.items().ok_or_else(|| self.mistyped("an array"))?;
        Ok(items.iter().enumerate().map(|(i, value)| Self { value, path: self.path.index(i) }).collect())
    }

    /// The value itself when it is an object. Fails with `invalid_value`.
    pub fn object(&self) -> Result<&Self, Error> {
        self.value.members().map(|_| self).ok_or_else(|| self.mistyped("an object"))
    }

    /// The text of a string. Fails with `invalid_value`.
    pub fn text(&self) -> Result<&'j str, Error> {
        self.value.as_str().ok_or_else(|| self.mistyped("a string"))
    }

    /// A string, or a number's digits as written: ids come as either.
    pub fn text_or_digits(&self) -> Result<&'j str, Error> {
        match self.value {
            Json::String(text) => Ok(text.as_str()),
            Json::Number(digits) => Ok(digits),
            _ => Err(self.mistyped("a string")),
        }
    }

    /// A finite number. Fails with `invalid_value`.
    pub fn number(&self) -> Result<f64, Error> {
        match self.value {
            Json::Number(digits) => self.finite(digits),
            Json::String(text) => {
                let error = self.mistyped("a number");
                let is_number = text.as_str().trim().parse::<f64>().is_ok_and(f64::is_finite);
                Err(if is_number { error.with_hint("Write it without quotes.") } else { error })
            }
            _ => Err(self.mistyped("a number")),
        }
    }

    /// A finite number, or a string that holds one. Fails with `invalid_value`.
    pub fn number_or_text(&self) -> Result<f64, Error> {
        match self.value {
            Json::String(text) => self.finite(text.as_str().trim()),
            _ => self.number(),
        }
    }

    fn finite(&self, digits: &str) -> Result<f64, Error> {
        match digits.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(self.invalid(format!("`{}` is {digits}, which is not a number to work with.", self.name()))),
        }
    }

    /// A whole number; `3.0` is one. Fails with `invalid_value`.
    pub fn integer(&self) -> Result<i64, Error> {
        self.whole(self.number()?)
    }

    /// A whole number, or a string that holds one. Fails with `invalid_value`.
    pub fn integer_or_text(&self) -> Result<i64, Error> {
        self.whole(self.number_or_text()?)
    }

    fn whole(&self, value: f64) -> Result<i64, Error> {
        if value.fract() == 0.0 && value.abs() < 1e15 {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
            return Ok(value as i64);
        }
        Err(self.invalid(format!("`{}` must be a whole number, and is {value}.", self.name())))
    }

    /// A number that may not be negative. Fails with `invalid_value`.
    pub fn size(&self) -> Result<f64, Error> {
        self.not_negative(self.number()?)
    }

    /// A number, or a string that holds one, that may not be negative. Fails with `invalid_value`.
    pub fn size_or_text(&self) -> Result<f64, Error> {
        self.not_negative(self.number_or_text()?)
    }

    fn not_negative(&self, value: f64) -> Result<f64, Error> {
        if value >= 0.0 {
            return Ok(value);
        }
        Err(self.invalid(format!("`{}` is {value}, and a size cannot be negative.", self.name())))
    }

    /// `true` or `false`; also `1` and `0`, which back ends write for them. Fails with `invalid_value`.
    pub fn flag(&self) -> Result<bool, Error> {
        match self.value {
            Json::Bool(value) => Ok(*value),
            Json::Number(digits) if digits == "1" => Ok(true),
            Json::Number(digits) if digits == "0" => Ok(false),
            Json::String(text) if ["true", "1"].contains(&text.as_str()) => Ok(true),
            Json::String(text) if ["false", "0", ""].contains(&text.as_str()) => Ok(false),
            _ => Err(self.mistyped("true or false")),
        }
    }

    /// What a message calls it: its key, or the whole path of an array's item.
    pub fn name(&self) -> String {
        let last = self.path.last();
        if last.is_empty() || last.bytes().all(|b| b.is_ascii_digit()) {
            if self.path.as_str().is_empty() { "the request".to_owned() } else { self.path.to_string() }
        } else {
            last.into_owned()
        }
    }

    /// The error that this value makes no sense.
    pub fn invalid(&self, message: impl Into<String>) -> Error {
        Error::new(ErrorCode::InvalidValue, message).with_path(self.path.as_str())
    }

    fn mistyped(&self, expected: &str) -> Error {
        self.invalid(format!("`{}` must be {expected}, and is {}.", self.name(), self.value.what()))
    }
}
