//! A JSON tree that gives back what it was read from: unknown keys, the order of keys, numbers and strings as written.
//!
//! Platforms' ids have 19 digits and do not fit an `f64`, and a request must leave as it came but for its positions.
//! A tree of our own, as the ways to do that in serde_json are features that would change it for everybody else.

mod node;
mod parse;
mod pointer;
mod write;

#[cfg(test)]
mod tests;

pub use node::Node;
pub use pointer::Pointer;

/// The bytes that a request may have: 16 MiB.
pub const MOST_BYTES: usize = 16 << 20;
/// The depth that arrays and objects may nest to.
pub const DEEPEST: usize = 64;

/// A JSON value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, with its digits as written: `1.50` stays `1.50`.
    Number(String),
    /// A string.
    String(Text),
    /// An array.
    Array(Vec<Self>),
    /// An object: its members in the order in which they were written. No key occurs twice.
    Object(Vec<(Text, Self)>),
}

/// A JSON string: what it says, and how it was written where that is not how it would be written here.
#[derive(Debug, Clone)]
pub struct Text {
    value: String,
    written: Option<Box<str>>,
}

impl Text {
    /// What it says.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Text {}

impl From<String> for Text {
    fn from(value: String) -> Self {
        Self { value, written: None }
    }
}

impl From<&str> for Text {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::String(value.into())
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Self {
        Self::String(value.into())
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u32> for Json {
    fn from(value: u32) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::Number(value.to_string())
    }
}

impl Json {
    /// A length in points: 4 decimals at most, trailing zeros dropped, never −0.
    pub fn points(value: f64) -> Self {
        Self::decimal(value, crate::number::POINT_DECIMALS)
    }

    /// A fraction of a page: 7 decimals at most, trailing zeros dropped, never −0.
    pub fn fraction(value: f64) -> Self {
        Self::decimal(value, crate::number::FRACTION_DECIMALS)
    }

    /// A number rounded half away from zero to so many decimals. A value that is not finite is written as 0: callers
    /// refuse it before.
    pub fn decimal(value: f64, decimals: i32) -> Self {
        let value = crate::number::rounded(value, decimals);
        Self::Number(if value.is_finite() { format!("{value}") } else { "0".to_owned() })
    }

    /// The member of an object; `None` when there is none, or when it is no object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.members()?.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    /// The member of an object, to change.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else { return None };
        members.iter_mut().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    /// Sets a member of an object: in its place where there is one, else at the end. Does nothing to other values.
    pub fn set(&mut self, key: &str, value: impl Into<Self>) {
        let Self::Object(members) = self else { return };
        let value = value.into();
        match members.iter_mut().find(|(name, _)| name.value == key) {
            Some((_, old)) => *old = value,
            None => members.push((key.into(), value)),
        }
    }

    /// Takes a member out of an object.
    pub fn remove(&mut self, key: &str) -> Option<Self> {
        let Self::Object(members) = self else { return None };
        let at = members.iter().position(|(name, _)| name.value == key)?;
        Some(members.remove(at).1)
    }

    /// The value at a pointer.
    pub fn at(&self, pointer: &Pointer) -> Option<&Self> {
        pointer.steps().try_fold(self, |value, step| match value {
            Self::Object(_) => value.get(&step),
            Self::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The value at a pointer, to change.
    pub fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Self> {
        pointer.steps().try_fold(self, |value, step| match value {
            Self::Object(_) => value.get_mut(&step),
            Self::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The members of an object.
    pub fn members(&self) -> Option<&[(Text, Self)]> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items of an array.
    pub fn items(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(&text.value),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// What it is, for a message.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}
