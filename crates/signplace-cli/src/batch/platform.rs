//! `resolve`, `translate` and `check` in a batch. A platform's request holds numbers that must stay as written, so that it is taken from
//! the line's text and given back as text.

use serde_json::{Map, Value};
use signplace::Error;
use signplace::platform::json::Json;
use signplace::platform::{Platform, Resolution};
use signplace::question::{FlowQuestion, Keys, required, wrong};

use crate::ops::{FlowRequest, PdfArgument, guarded};
use crate::output::json::{self, Refusal};

/// The answer to a request, with the newline.
pub(super) fn reply(op: &str, object: &Map<String, Value>, line: &str) -> String {
    let mut keys = Keys::new(object);
    let id = keys.value("id");
    let asked = flow(op, &mut keys, line);
    let unknown = keys.unknown();
    let answered = asked.and_then(|(asked, to)| guarded(|| answer(op, &asked, to)).map_err(under_request));
    let mut out = Json::Object(Vec::new());
    if let Some(id) = line_value(line, "id").filter(|_| id.is_some()) {
        out.set("id", id);
    }
    let answered = answered.and_then(|answered| {
        answered.members().into_iter().flatten().for_each(|(key, value)| out.set(key.as_str(), value.clone()));
        if !unknown.is_empty() {
            out.set("warnings", tree(&unknown)?);
        }
        Ok(format!("{out}\n"))
    });
    answered.unwrap_or_else(|error| json::document(&Refusal { id, file: None, error: &error }))
}

fn answer(op: &str, request: &FlowRequest, to: Option<Platform>) -> Result<Json, Error> {
    if op == "check" {
        return tree(&request.check(None)?);
    }
    let resolution = match to {
        Some(to) => request.translate(to, None)?,
        None => request.resolve(None)?,
    };
    let Resolution { request, report, .. } = resolution;
    let mut out = Json::Object(Vec::new());
    match request {
        Ok(text) => out.set("request", Json::parse(&text)?),
        Err(error) => out.set("error", tree(&under_request(error))?),
    }
    out.set("report", tree(&report)?);
    Ok(out)
}

/// The request, and the platform that it is translated for.
fn flow(op: &str, keys: &mut Keys<'_>, line: &str) -> Result<(FlowRequest, Option<Platform>), Error> {
    // The operation is known already.
    keys.text("op")?;
    let asked = FlowQuestion::read(op, keys)?;
    let text = match required("request", keys.value("request"))? {
        Value::String(text) => text.clone(),
        // As written: a `Value` has no digits beyond those of a number.
        _ => line_value(line, "request").map(|request| request.to_string()).unwrap_or_default(),
    };
    let request = FlowRequest {
        platform: asked.platform,
        text,
        pdfs: pdfs(keys)?,
        seal_sizes: asked.seal_sizes,
        language: asked.language.unwrap_or_else(crate::commands::platform::locale),
        keyword_reference: asked.keyword_reference,
        user_unit: asked.user_unit,
        max_pages_per_seal: asked.max_pages_per_seal,
        password: keys.text("password")?.map(str::to_owned),
    };
    Ok((request, asked.to))
}

fn pdfs(keys: &mut Keys<'_>) -> Result<Vec<PdfArgument>, Error> {
    let pdfs = match required("pdf", keys.value("pdf"))? {
        Value::String(path) => vec![PdfArgument { id: None, path: path.into() }],
        _ => keys.pairs("pdf")?.into_iter().map(|(id, path)| PdfArgument { id: Some(id), path: path.into() }).collect(),
    };
    if pdfs.iter().any(|pdf| pdf.path == std::path::Path::new("-")) {
        return Err(wrong("pdf", "In a batch, stdin holds the requests, and cannot be the file."));
    }
    Ok(pdfs)
}

/// A value of the line as written.
fn line_value(line: &str, key: &str) -> Option<Json> {
    Json::parse(line).ok()?.get(key).cloned()
}

fn tree(value: &impl serde::Serialize) -> Result<Json, Error> {
    Json::parse(json::document(value).trim_end())
}

/// The path of an error counted from the line.
fn under_request(error: Error) -> Error {
    match error.path().map(|path| format!("/request{path}")) {
        Some(path) => error.with_path(path),
        None => error,
    }
}
