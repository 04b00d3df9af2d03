//! A plan's placements as form fields.

use signplace::Plan;
use signplace::question::Keys;
use signplace_write::Original;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::request::manner;
use crate::text::{request, thrown};
use crate::{RawFile, file, options};

/// The PDF with a plan's placements as form fields behind its own bytes, and `Prepared` of it.
#[wasm_bindgen]
pub fn prepare(bytes: Vec<u8>, password: Option<String>, plan: &str, asked: &str) -> Result<RawFile, JsValue> {
    let made = || {
        let asked = request(asked)?;
        let mut keys = Keys::new(&asked);
        let manner = manner(&mut keys)?;
        let plan = Plan::from_json(plan)?;
        let mut done = Original::open(bytes, options(password))?.with_plan(&plan, manner)?;
        done.warnings.extend(keys.unknown());
        file(std::mem::take(&mut done.bytes), &done)
    };
    made().map_err(thrown)
}
