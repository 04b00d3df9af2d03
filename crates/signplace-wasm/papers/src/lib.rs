//! What is made of a PDF and a plan behind a narrow door: bytes and JSON text in, JSON text and files out.
//!
//! There is no logic here: suggestions are the library's, pictures those of [`signplace_preview`], form fields those of
//! [`signplace_write`]. Each call opens its document and lets it go, so nothing is kept between two, and nothing is lost
//! when the module begins anew. Errors are thrown as their JSON text.

mod prepare;
mod preview;
mod request;
mod schema;
#[path = "../../src/text.rs"]
mod text;

use signplace::question::{Keys, Question};
use signplace::{Document, Error, OpenOptions};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use text::{answer, json, request as object, thrown};

pub use prepare::prepare;
pub use preview::{annotated, overlays, report};
pub use schema::json_schemas;

/// A file that was made, and what is to be told of it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RawFile {
    bytes: Vec<u8>,
    told: String,
}

#[wasm_bindgen]
impl RawFile {
    /// What is told of it, as JSON text.
    #[wasm_bindgen(getter)]
    pub fn told(&self) -> String {
        self.told.clone()
    }

    /// The file's bytes; it is over then.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Answers `suggest`, with the keys of `batch`.
#[wasm_bindgen]
pub fn suggest(bytes: Vec<u8>, password: Option<String>, asked: &str) -> Result<String, JsValue> {
    let answered = || {
        let asked = object(asked)?;
        let mut keys = Keys::new(&asked);
        let question = Question::read("suggest", &mut keys)?;
        answer(question.answer(|| Document::open(bytes, options(password)).map(std::sync::Arc::new))?, &keys)
    };
    answered().map_err(thrown)
}

/// How to open a document with or without a password.
fn options(password: Option<String>) -> OpenOptions {
    let mut options = OpenOptions::default();
    options.password = password;
    options
}

/// A file with what is told of it.
fn file(bytes: Vec<u8>, told: &impl serde::Serialize) -> Result<RawFile, Error> {
    Ok(RawFile { bytes, told: json(told)? })
}
