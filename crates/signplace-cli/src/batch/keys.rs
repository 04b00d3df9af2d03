//! A request's keys: each is asked for by name, and what nobody asked for is unknown.

use serde_json::{Map, Value};
use signplace::{Error, ErrorCode, Warning, WarningCode};

/// The keys of one request.
pub(super) struct Keys<'a> {
    object: &'a Map<String, Value>,
    asked: Vec<&'static str>,
}

impl<'a> Keys<'a> {
    pub(super) fn new(object: &'a Map<String, Value>) -> Self {
        Self { object, asked: Vec::new() }
    }

    /// The value of a key; null is as good as absent.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.asked.push(key);
        self.object.get(key).filter(|value| !value.is_null())
    }

    pub(super) fn text(&mut self, key: &'static str) -> Result<Option<&'a str>, Error> {
        self.typed(key, "a text", Value::as_str)
    }

    pub(super) fn flag(&mut self, key: &'static str) -> Result<Option<bool>, Error> {
        self.typed(key, "true or false", Value::as_bool)
    }

    pub(super) fn number(&mut self, key: &'static str) -> Result<Option<f64>, Error> {
        self.typed(key, "a number", Value::as_f64)
    }

    pub(super) fn whole_number(&mut self, key: &'static str) -> Result<Option<i64>, Error> {
        self.typed(key, "a whole number", Value::as_i64)
    }

    /// A text, or a whole number as its text: `"1-3"`, `-1`.
    pub(super) fn text_or_number(&mut self, key: &'static str) -> Result<Option<String>, Error> {
        self.typed(key, "a text or a whole number", |value| match value {
            Value::String(text) => Some(text.clone()),
            other => other.as_i64().map(|number| number.to_string()),
        })
    }

    pub(super) fn texts(&mut self, key: &'static str) -> Result<Option<Vec<String>>, Error> {
        self.typed(key, "a list of texts", |value| {
            value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
        })
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

    /// A warning for every key that was not asked for.
    pub(super) fn unknown(&self) -> Vec<Warning> {
        let unknown = self.object.keys().filter(|key| !self.asked.contains(&key.as_str()));
        unknown
            .map(|key| {
                Warning::new(WarningCode::UnknownKey, format!("The key `{key}` means nothing here and was ignored."))
                    .at(format!("/{}", key.replace('~', "~0").replace('/', "~1")))
            })
            .collect()
    }
}

/// A value that makes no sense.
pub(super) fn wrong(key: &str, message: impl Into<String>) -> Error {
    Error::new(ErrorCode::InvalidValue, message).with_path(format!("/{key}"))
}

/// A key that the operation needs.
pub(super) fn required<T>(key: &str, value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| wrong(key, format!("`{key}` is missing.")))
}
