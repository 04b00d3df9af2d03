//! One line to one question, and its answer to one line.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;
use signplace::geometry::ConvertInput;
use signplace::platform::convert::Space;
use signplace::platform::parse_size;
use signplace::{Error, ErrorCode, MatchMode, MatchOptions, PageRanges, Plan, Warning};

use super::keys::{Keys, required, wrong};
use super::lines::Line;
use crate::io::REQUEST_LIMIT;
use crate::ops::{
    ConvertRequest, FieldsRequest, FindRequest, Occurrence, PagesRequest, PlaceRequest, Request, Sheet, Source,
    page_ranges, page_size,
};
use crate::output::json::{self, Refusal, Reply};

/// The answer to a line, with the newline.
pub(super) fn reply(line: Line) -> String {
    let text = match text(line) {
        Ok(text) => text,
        Err(error) => return json::error(&error),
    };
    match parse(&text) {
        Ok(object) => match object.get("op").and_then(Value::as_str) {
            Some(op @ ("resolve" | "translate" | "check")) => super::platform::reply(op, &object, &text, id(&text)),
            _ => reply_to(&object, id(&text)),
        },
        Err(error) => json::error(&error),
    }
}

fn text(line: Line) -> Result<String, Error> {
    match line {
        Line::Bytes(bytes) => {
            let text = String::from_utf8(bytes).map_err(|_| invalid("The line is not UTF-8.".to_owned()))?;
            Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
        }
        Line::TooLong => {
            let message = format!("The line is longer than {} MiB, the limit of a request.", REQUEST_LIMIT >> 20);
            Err(Error::new(ErrorCode::RequestTooLarge, message).with_hint("Divide the request."))
        }
        Line::Failed(why) => Err(Error::new(ErrorCode::Io, format!("Cannot read stdin: {why}."))),
    }
}

fn parse(text: &str) -> Result<serde_json::Map<String, Value>, Error> {
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(invalid("The line is JSON, but not an object.".to_owned())),
        Err(why) => Err(invalid(format!("The line is not JSON: {why}."))),
    }
}

fn invalid(why: String) -> Error {
    Error::new(ErrorCode::InvalidJson, why).with_hint("Write one JSON object on each line, in UTF-8.")
}

/// The request's id as it is written: read as a number, one beyond 64 bits would come back as another.
fn id(text: &str) -> Option<&RawValue> {
    let mut values: BTreeMap<std::borrow::Cow<'_, str>, &RawValue> = serde_json::from_str(text).ok()?;
    values.remove("id")
}

/// The answer to a request, with what it echoes.
fn reply_to(object: &serde_json::Map<String, Value>, id: Option<&RawValue>) -> String {
    let mut keys = Keys::new(object);
    keys.value("id");
    let file = keys.value("file").and_then(Value::as_str);
    let answered = question(&mut keys).and_then(|asked| {
        let mut answer = asked.request.answer().map_err(|error| under(asked.prefix, error))?;
        answer.warnings_mut().extend(asked.unknown);
        Ok((asked.echo, answer))
    });
    match answered {
        Ok((mode, answer)) => json::document(&Reply { id, file, mode, answer: &answer }),
        Err(error) => json::document(&Refusal { id, file, error: &error }),
    }
}

/// A request understood.
struct Asked {
    request: Request,
    /// The mode to echo, where the answer's document does not say it.
    echo: Option<MatchMode>,
    /// Where in the request the paths of an error begin.
    prefix: &'static str,
    unknown: Vec<Warning>,
}

fn question(keys: &mut Keys<'_>) -> Result<Asked, Error> {
    let op = keys.text("op")?.unwrap_or("find");
    let mode = match_mode(keys)?;
    let (request, prefix) = match op {
        "find" => (find(keys, mode.unwrap_or_default())?, ""),
        "fields" => {
            let (source, pages) = (source(keys)?, pages(keys)?);
            (Request::Fields(FieldsRequest { source, pages }), "")
        }
        "pages" => {
            let (source, pages) = (source(keys)?, pages(keys)?);
            let explain = keys.flag("explain")?.unwrap_or(false);
            (Request::Pages(PagesRequest { source, pages, explain }), "")
        }
        "place" => (place(keys)?, "/plan"),
        "convert" => (convert(keys)?, ""),
        other => {
            return Err(wrong("op", format!("`{other}` is not an operation."))
                .with_hint("The operations are find, fields, pages, place, convert, resolve, translate and check."));
        }
    };
    let echo = if op == "find" { None } else { mode };
    Ok(Asked { request, echo, prefix, unknown: keys.unknown() })
}

fn find(keys: &mut Keys<'_>, mode: MatchMode) -> Result<Request, Error> {
    Ok(Request::Find(FindRequest {
        source: source(keys)?,
        keywords: keys.texts("keywords")?.unwrap_or_default(),
        mode,
        options: options(keys)?,
        explain: keys.flag("explain")?.unwrap_or(false),
        include_fields: keys.flag("include_fields")?.unwrap_or(false),
        pages: pages(keys)?,
        occurrence: occurrence(keys)?,
        with_fields: keys.flag("fields")?.unwrap_or(false),
    }))
}

fn place(keys: &mut Keys<'_>) -> Result<Request, Error> {
    let source = source(keys)?;
    let plan = required("plan", keys.value("plan"))?;
    let plan = Plan::from_value(plan, "/plan")?;
    Ok(Request::Place(PlaceRequest { source, plan }))
}

fn convert(keys: &mut Keys<'_>) -> Result<Request, Error> {
    let sheet = match keys.text("size")? {
        Some(_) if keys.value("file").is_some() => {
            return Err(wrong("size", "`size` stands in place of `file` and `page`, not beside them."));
        }
        Some(size) => page_size(size).map_err(|error| error.with_path("/size"))?,
        None => {
            let source = source(keys).map_err(|error| error.with_hint("Give `file` and `page`, or `size`."))?;
            Sheet::Page(source, required("page", keys.whole_number("page")?)?)
        }
    };
    let input = ConvertInput {
        x: required("x", keys.number("x")?)?,
        y: required("y", keys.number("y")?)?,
        width: keys.number("width")?,
        height: keys.number("height")?,
    };
    let control = keys.text("control")?.map(parse_size).transpose().map_err(|error| error.with_path("/control"))?;
    Ok(Request::Convert(ConvertRequest { sheet, from: space(keys, "from")?, to: space(keys, "to")?, input, control }))
}

fn source(keys: &mut Keys<'_>) -> Result<Source, Error> {
    let file = required("file", keys.text("file")?)?;
    if crate::io::is_stdin(file.as_ref()) {
        return Err(wrong("file", "In a batch, stdin holds the requests, and cannot be the file.")
            .with_hint("Write the document to a file, and give its path."));
    }
    Ok(Source::new(file, keys.text("password")?.map(str::to_owned)))
}

fn pages(keys: &mut Keys<'_>) -> Result<PageRanges, Error> {
    let text = keys.text_or_number("pages")?;
    page_ranges(text.as_deref()).map_err(|error| error.with_path("/pages"))
}

fn occurrence(keys: &mut Keys<'_>) -> Result<Occurrence, Error> {
    match keys.text_or_number("occurrence")? {
        None => Ok(Occurrence::All),
        Some(text) => text.parse().map_err(|why: String| wrong("occurrence", format!("`occurrence`: {why}."))),
    }
}

pub(super) fn match_mode(keys: &mut Keys<'_>) -> Result<Option<MatchMode>, Error> {
    match keys.text("match")? {
        None => Ok(None),
        Some("exact") => Ok(Some(MatchMode::Exact)),
        Some("folded") => Ok(Some(MatchMode::Folded)),
        Some(other) => Err(wrong("match", format!("`{other}` is not a way to match; there are exact and folded."))),
    }
}

fn options(keys: &mut Keys<'_>) -> Result<MatchOptions, Error> {
    let mut options = MatchOptions::default();
    for (key, option) in [
        ("ignore_case", &mut options.ignore_case),
        ("whole_word", &mut options.whole_word),
        ("variants", &mut options.variants),
        ("regex", &mut options.regex),
    ] {
        *option = keys.flag(key)?.unwrap_or(false);
    }
    Ok(options)
}

fn space(keys: &mut Keys<'_>, key: &'static str) -> Result<Space, Error> {
    required(key, keys.text(key)?)?.parse().map_err(|error: Error| error.with_path(format!("/{key}")))
}

/// The error of a part of the request, its path counted from the whole.
fn under(prefix: &str, error: Error) -> Error {
    if prefix.is_empty() {
        return error;
    }
    match error.path().map(|path| format!("{prefix}{path}")) {
        Some(path) => error.with_path(path),
        None => error,
    }
}
