//! `resolve`, `translate` and `check` in a batch. A platform's request holds numbers that must stay as written, so that it is taken from
//! the line's text and given back as text.

use serde_json::value::RawValue;
use serde_json::{Map, Value};
use signplace::Error;
use signplace::platform::json::Json;
use signplace::platform::tencent::RelativeEdges;
use signplace::platform::{KeywordReference, Language, Platform, Resolution, UserUnit, parse_size};

use super::keys::{Keys, required, wrong};
use crate::ops::{FlowRequest, PdfArgument, guarded};
use crate::output::json::{self, Refusal};

/// The answer to a request, with the newline.
pub(super) fn reply(op: &str, object: &Map<String, Value>, line: &str, id: Option<&RawValue>) -> String {
    let mut keys = Keys::new(object);
    keys.value("id");
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
    let (platform, to) = if op == "translate" {
        (platform(keys, "from")?, Some(platform(keys, "to")?))
    } else {
        (platform(keys, "platform")?, None)
    };
    let text = match required("request", keys.value("request"))? {
        Value::String(text) => text.clone(),
        // As written: a `Value` has no digits beyond those of a number.
        _ => line_value(line, "request").map(|request| request.to_string()).unwrap_or_default(),
    };
    let request = FlowRequest {
        platform,
        text,
        pdfs: pdfs(keys)?,
        seal_sizes: texts(keys, "seal_size")?
            .into_iter()
            .map(|(key, size)| match parse_size(&size) {
                Ok(size) => Ok((key, size)),
                Err(error) => Err(error.with_path("/seal_size")),
            })
            .collect::<Result<_, Error>>()?,
        language: match keys.text("lang")? {
            None => crate::commands::platform::locale(),
            Some("zh") => Language::Zh,
            Some("en") => Language::En,
            Some(other) => return Err(wrong("lang", format!("`{other}` is not a language; there are zh and en."))),
        },
        keyword_reference: match keys.text("keyword_reference")? {
            None | Some("lower-left") => KeywordReference::LowerLeft,
            Some("mid-height") => KeywordReference::MidHeight,
            Some(other) => {
                return Err(wrong("keyword_reference", format!("`{other}` is neither lower-left nor mid-height.")));
            }
        },
        mode: super::decode::match_mode(keys)?.unwrap_or_default(),
        relative_edges: match keys.text("relative_edges")? {
            None | Some("corners") => RelativeEdges::Corners,
            Some("middles") => RelativeEdges::Middles,
            Some(other) => return Err(wrong("relative_edges", format!("`{other}` is neither corners nor middles."))),
        },
        user_unit: match keys.text("user_unit")? {
            None | Some("ignored") => UserUnit::Ignored,
            Some("applied") => UserUnit::Applied,
            Some(other) => return Err(wrong("user_unit", format!("`{other}` is neither ignored nor applied."))),
        },
        max_pages_per_seal: match keys.whole_number("max_pages_per_seal")? {
            None => None,
            Some(pages) => match u32::try_from(pages) {
                Ok(pages) if pages >= 2 => Some(pages),
                _ => return Err(wrong("max_pages_per_seal", "A seam seal needs two pages at least.")),
            },
        },
        password: keys.text("password")?.map(str::to_owned),
    };
    Ok((request, to))
}

fn platform(keys: &mut Keys<'_>, key: &'static str) -> Result<Platform, Error> {
    match required(key, keys.text(key)?)? {
        "tencent" => Ok(Platform::Tencent),
        "qiyuesuo" => Ok(Platform::Qiyuesuo),
        other => Err(wrong(key, format!("`{other}` is not a platform; there are tencent and qiyuesuo."))),
    }
}

fn pdfs(keys: &mut Keys<'_>) -> Result<Vec<PdfArgument>, Error> {
    let pdfs = match required("pdf", keys.value("pdf"))? {
        Value::String(path) => vec![PdfArgument { id: None, path: path.into() }],
        _ => {
            texts(keys, "pdf")?.into_iter().map(|(id, path)| PdfArgument { id: Some(id), path: path.into() }).collect()
        }
    };
    if pdfs.iter().any(|pdf| pdf.path == std::path::Path::new("-")) {
        return Err(wrong("pdf", "In a batch, stdin holds the requests, and cannot be the file."));
    }
    Ok(pdfs)
}

/// An object of texts; nothing where the key is absent.
fn texts(keys: &mut Keys<'_>, key: &'static str) -> Result<Vec<(String, String)>, Error> {
    let Some(value) = keys.value(key) else { return Ok(Vec::new()) };
    let pairs = value.as_object().map(|object| {
        object.iter().map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect::<Option<Vec<_>>>()
    });
    pairs.flatten().ok_or_else(|| wrong(key, format!("`{key}` is not an object of texts.")))
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
