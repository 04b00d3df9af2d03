//! A platform's request and its PDFs.

use std::sync::Arc;

use serde::Serialize;
use signplace::Error;
use signplace::platform::{Files, Report, Resolution};
use signplace::question::{FlowQuestion, Keys};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::document::RawDocument;
use crate::text::{json, request, thrown};

/// The PDFs of a request.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct RawFiles(Files);

/// What came of a request; the request itself as text, because its numbers may be larger than JavaScript's.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Error>,
    report: &'a Report,
}

#[wasm_bindgen]
impl RawFiles {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a PDF for an id, or for the only file of the request.
    pub fn add(&mut self, id: Option<String>, document: &RawDocument) {
        self.0.add(id, None, Arc::clone(&document.0));
    }

    /// Answers `resolve` or `translate` of a platform's request, with the keys of `batch`.
    pub fn resolve(&self, op: &str, asked: &str, text: &str) -> Result<String, JsValue> {
        let answered = || {
            let Resolution { request, report, .. } = question(op, asked)?.resolve(text, &self.0)?;
            json(&Told { request: request.as_deref().ok(), error: request.as_ref().err(), report: &report })
        };
        answered().map_err(thrown)
    }

    /// Answers `check` of a platform's request, with the keys of `batch`.
    pub fn check(&self, asked: &str, text: &str) -> Result<String, JsValue> {
        question("check", asked).and_then(|question| json(&question.check(text, &self.0)?)).map_err(thrown)
    }
}

fn question(op: &str, asked: &str) -> Result<FlowQuestion, Error> {
    FlowQuestion::read(op, &mut Keys::new(&request(asked)?))
}
