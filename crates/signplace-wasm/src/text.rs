//! JSON text, in and out.

use serde::Serialize;
use serde_json::{Map, Value};
use signplace::question::{Answer, Keys};
use signplace::{Error, ErrorCode};
use wasm_bindgen::JsValue;

/// A request's keys.
pub(crate) fn request(text: &str) -> Result<Map<String, Value>, Error> {
    let invalid = |why: String| Error::new(ErrorCode::InvalidJson, why);
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(invalid("The request is JSON, but not an object.".to_owned())),
        Err(why) => Err(invalid(format!("The request is not JSON: {why}."))),
    }
}

/// An answer, with a warning for each key that nobody asked for, as `batch` gives it.
pub(crate) fn answer(mut answer: Answer, keys: &Keys<'_>) -> Result<String, Error> {
    answer.warnings_mut().extend(keys.unknown());
    json(&answer)
}

/// A value as JSON text.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value)
        .map_err(|why| Error::new(ErrorCode::Damaged, format!("The answer has no JSON form: {why}.")))
}

/// What is thrown: the error's JSON text.
pub(crate) fn thrown(error: Error) -> JsValue {
    JsValue::from_str(&serde_json::to_string(&error).unwrap_or_default())
}
