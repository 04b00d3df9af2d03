//! An open document, and a search that is under way.

use std::sync::Arc;

use signplace::question::{Finding, Keys, Question};
use signplace::{Document, Error, ErrorCode, OpenOptions, Plan, Warning};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::text::{answer, json, request, thrown};

/// An open PDF.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RawDocument(pub(crate) Arc<Document>);

#[wasm_bindgen]
impl RawDocument {
    /// Opens a PDF from its bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>, password: Option<String>) -> Result<Self, JsValue> {
        let mut options = OpenOptions::default();
        options.password = password;
        Document::open(bytes, options).map(|document| Self(Arc::new(document))).map_err(thrown)
    }

    /// The number of pages.
    #[wasm_bindgen(getter)]
    pub fn page_count(&self) -> u32 {
        self.0.page_count()
    }

    /// Answers `find`, `fields`, `pages` or `convert`, with the keys of `batch`.
    pub fn ask(&self, op: &str, text: &str) -> Result<String, JsValue> {
        self.answered(op, text).map_err(thrown)
    }

    /// Answers a plan.
    pub fn place(&self, plan: &str) -> Result<String, JsValue> {
        Plan::from_json(plan).and_then(|plan| json(&self.0.place(&plan)?)).map_err(thrown)
    }

    /// Begins a `find` that is taken page by page.
    pub fn search(&self, text: &str) -> Result<RawSearch, JsValue> {
        self.begun(text).map_err(thrown)
    }
}

impl RawDocument {
    fn answered(&self, op: &str, text: &str) -> Result<String, Error> {
        let object = request(text)?;
        let mut keys = Keys::new(&object);
        let question = Question::read(op, &mut keys)?;
        answer(question.answer(|| Ok(Arc::clone(&self.0)))?, &keys)
    }

    fn begun(&self, text: &str) -> Result<RawSearch, Error> {
        let object = request(text)?;
        let mut keys = Keys::new(&object);
        match Question::read("find", &mut keys)? {
            Question::Find(question) => {
                let finding = question.begin(Arc::clone(&self.0))?;
                Ok(RawSearch { finding: Some(finding), unknown: keys.unknown() })
            }
            _ => Err(over()),
        }
    }
}

/// A `find` that is under way.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RawSearch {
    /// None when it is over.
    finding: Option<Finding<Arc<Document>>>,
    unknown: Vec<Warning>,
}

#[wasm_bindgen]
impl RawSearch {
    /// Searches the next page and says how far it is; nothing when all pages are done.
    pub fn next_page(&mut self) -> Result<Option<String>, JsValue> {
        let finding = self.finding.as_mut().ok_or_else(over).map_err(thrown)?;
        let progress = finding.next_page().map_err(thrown)?;
        progress.map(|progress| json(&progress)).transpose().map_err(thrown)
    }

    /// Searches what is left, and answers.
    pub fn finish(&mut self) -> Result<String, JsValue> {
        self.finished().map_err(thrown)
    }
}

impl RawSearch {
    fn finished(&mut self) -> Result<String, Error> {
        let mut found = self.finding.take().ok_or_else(over)?.finish()?;
        found.warnings.append(&mut self.unknown);
        json(&found)
    }
}

fn over() -> Error {
    Error::new(ErrorCode::Usage, "The search is over.").with_hint("Begin another one.")
}

/// Converts a point or a rectangle on a page that is known by its size alone.
#[wasm_bindgen]
pub fn convert(text: &str) -> Result<String, JsValue> {
    let answered = || {
        let object = request(text)?;
        let mut keys = Keys::new(&object);
        let nowhere = || -> Result<Arc<Document>, Error> {
            Err(Error::new(ErrorCode::InvalidValue, "`size` is missing.").with_path("/size"))
        };
        answer(Question::read("convert", &mut keys)?.answer(nowhere)?, &keys)
    };
    answered().map_err(thrown)
}
