//! One line to one question, and its answer to one line.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;
use signplace::question::{Keys, Question, match_mode, required, wrong};
use signplace::{Error, ErrorCode, MatchMode, Warning};

use super::lines::Line;
use crate::io::REQUEST_LIMIT;
use crate::ops::{Request, Source};
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
    let source = match op {
        "convert" if keys.text("size")?.is_some() => {
            if keys.value("file").is_some() {
                return Err(wrong("size", "`size` stands in place of `file` and `page`, not beside them."));
            }
            None
        }
        "convert" => Some(source(keys).map_err(|error| error.with_hint("Give `file` and `page`, or `size`."))?),
        "find" | "fields" | "pages" | "place" | "suggest" => Some(source(keys)?),
        // Whatever else it is, it is refused below.
        _ => None,
    };
    let request = Request { source, question: Question::read(op, keys)? };
    let echo = if op == "find" { None } else { mode };
    let prefix = if op == "place" { "/plan" } else { "" };
    Ok(Asked { request, echo, prefix, unknown: keys.unknown() })
}

fn source(keys: &mut Keys<'_>) -> Result<Source, Error> {
    let file = required("file", keys.text("file")?)?;
    if crate::io::is_stdin(file.as_ref()) {
        return Err(wrong("file", "In a batch, stdin holds the requests, and cannot be the file.")
            .with_hint("Write the document to a file, and give its path."));
    }
    Ok(Source::new(file, keys.text("password")?.map(str::to_owned)).on_one_thread())
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
