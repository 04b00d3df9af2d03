//! A request's keys: each is asked for by name, and what nobody asked for is unknown.

use crate::error::{Error, ErrorCode};
use crate::warning::{Warning, WarningCode};
use serde_json::{Map, Value};

/// The keys of one request, each asked for by its name.
#[derive(Debug)]
pub struct Keys<'a> {
    object: &'a Map<String, Value>,
    asked: Vec<&'static str>,
}

impl<'a> Keys<'a> {
    /// The keys of this object, none of them asked for yet.
    pub fn new(object: &'a Map<String, Value>) -> Self {
        Self { object, asked: Vec::new() }
    }

    /// The value of a key; null is as good as absent.
    pub fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.asked.push(key);
        self.object.get(key).filter(|value| !value.is_null())
    }

    /// A text; fails with `invalid_value`, as all that follow, when it is something else.
    pub fn text(&mut self, key: &'static str) -> Result<Option<&'a str>, Error> {
        self.typed(key, "a text", Value::as_str)
    }

    /// True or false.
    pub fn flag(&mut self, key: &'static str) -> Result<Option<bool>, Error> {
        self.typed(key, "true or false", Value::as_bool)
    }

    /// A number.
    pub fn number(&mut self, key: &'static str) -> Result<Option<f64>, Error> {
        self.typed(key, "a number", Value::as_f64)
    }

    /// A whole number.
    pub fn whole_number(&mut self, key: &'static str) -> Result<Option<i64>, Error> {
        self.typed(key, "a whole number", Value::as_i64)
    }

    /// A text, or a whole number as its text: `"1-3"`, `-1`.
    pub fn text_or_number(&mut self, key: &'static str) -> Result<Option<String>, Error> {
        self.typed(key, "a text or a whole number", |value| match value {
            Value::String(text) => Some(text.clone()),
            other => other.as_i64().map(|number| number.to_string()),
        })
    }

    /// A list of texts.
    pub fn texts(&mut self, key: &'static str) -> Result<Option<Vec<String>>, Error> {
        self.typed(key, "a list of texts", |value| {
            value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
        })
    }

    /// An object of texts, in its order; none where the key is absent.
    pub fn pairs(&mut self, key: &'static str) -> Result<Vec<(String, String)>, Error> {
        let pairs = self.typed(key, "an object of texts", |value| {
            value.as_object()?.iter().map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
        });
        pairs.map(Option::unwrap_or_default)
    }

    fn typed<T>(
        &mut self,
        key: &'static str,
        what: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        match self.value(key) {
            None => Ok(None),
            Some(value) => read(value).map(Some).ok_or_else(|| wrong(key, format!("`{key}` is not {what}."))),
        }
    }

    #[cfg(test)]
    pub(super) fn asked(&self) -> impl Iterator<Item = &'static str> {
        self.asked.iter().copied()
    }

    /// A warning for every key that was not asked for.
    pub fn unknown(&self) -> Vec<Warning> {
        let unknown = self.object.keys().filter(|key| !self.asked.contains(&key.as_str()));
        unknown
            .map(|key| {
                Warning::new(WarningCode::UnknownKey, format!("The key `{key}` means nothing here and was ignored."))
                    .at(format!("/{}", key.replace('~', "~0").replace('/', "~1")))
            })
            .collect()
    }
}

/// The error `invalid_value` of a key.
pub fn wrong(key: &str, message: impl Into<String>) -> Error {
    Error::new(ErrorCode::InvalidValue, message).with_path(format!("/{key}"))
}

/// The value of a key that the operation needs; `invalid_value` without it.
pub fn required<T>(key: &str, value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| wrong(key, format!("`{key}` is missing.")))
}
