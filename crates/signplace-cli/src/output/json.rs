//! Answers and errors as JSON.

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use signplace::{Error, ErrorCode, MatchMode};

use crate::ops::Answer;

/// An answer as printed: what is echoed from the request, then the document.
#[derive(Debug, Serialize)]
pub(crate) struct Reply<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<&'a str>,
    /// Echoed by `batch`, but for `find`, whose document says it.
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    pub(crate) mode: Option<MatchMode>,
    #[serde(flatten)]
    pub(crate) answer: &'a Answer,
}

impl<'a> Reply<'a> {
    /// The answer alone.
    pub(crate) fn to(answer: &'a Answer) -> Self {
        Self { id: None, file: None, mode: None, answer }
    }
}

/// An error as printed: what is echoed from the request, then the error.
#[derive(Debug, Serialize)]
pub(crate) struct Refusal<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<&'a str>,
    pub(crate) error: &'a Error,
}

/// One document and a newline.
pub(crate) fn document(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string(value).unwrap_or_else(|why| {
        // Only a number that JSON does not have could lead here.
        format!(r#"{{"error":{{"code":"{}","message":"The answer has no JSON form: {why}."}}}}"#, ErrorCode::Damaged)
    });
    text.push('\n');
    text
}

/// An error as a document.
pub(crate) fn error(error: &Error) -> String {
    document(&Refusal { id: None, file: None, error })
}

/// Each row on a line, then the rest of the document on the last.
pub(crate) fn lines(reply: &Reply<'_>) -> String {
    match reply.answer.rows_key() {
        Some(key) => lines_of(reply, key),
        None => document(reply),
    }
}

/// Each row under a key on a line, then the rest.
pub(crate) fn lines_of(answer: &impl Serialize, key: &str) -> String {
    let Ok(Value::Object(mut rest)) = serde_json::to_value(answer) else { return document(answer) };
    let rows = take_rows(&mut rest, key);
    rows.iter().map(document).chain([document(&rest)]).collect()
}

fn take_rows(rest: &mut Map<String, Value>, key: &str) -> Vec<Value> {
    match rest.shift_remove(key) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    }
}
