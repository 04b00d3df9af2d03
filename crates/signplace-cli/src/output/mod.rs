//! What is printed: answers on stdout, everything else on stderr, and the exit status that goes with them.

pub(crate) mod bar;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod report;
mod style;
mod table;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::ValueEnum;
use signplace::{Error, ErrorCode};

use crate::ops::Answer;
use style::Style;

/// How to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    // For people: tables.
    Human,
    // One JSON document.
    Json,
    // One JSON value a line: each row, then the rest of the document.
    Ndjson,
}

/// The exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// All found or done.
    Done,
    /// Something was not found or cannot be resolved.
    Missing,
    /// Unusable input or usage.
    Unusable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Done => 0,
            Status::Missing => 1,
            Status::Unusable => 2,
        })
    }
}

impl Status {
    /// The exit status of an error.
    fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorCode::KeywordNotFound | ErrorCode::FieldNotFound | ErrorCode::OccurrenceOutOfRange => Self::Missing,
            _ => Self::Unusable,
        }
    }
}

/// Prints an answer, or the error in its place.
pub(crate) fn answer(format: Format, file: Option<&str>, answer: Result<Answer, Error>) -> ExitCode {
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => return error(format, &why),
    };
    let status = if answer.is_complete() { Status::Done } else { Status::Missing };
    let reply = json::Reply { file, ..json::Reply::to(&answer) };
    let text = match format {
        Format::Human => {
            let written = stdout(&human::document(Style::of(&io::stdout()), file, &answer));
            if written.is_ok() {
                stderr(&human::warnings(Style::of(&io::stderr()), &answer));
            }
            return exit(written, status);
        }
        Format::Json => json::document(&reply),
        Format::Ndjson => json::lines(&reply),
    };
    exit(stdout(&text), status)
}

/// Prints what was done: a table and warnings for people, else the document, whose rows stand under `rows`.
pub(crate) fn document(
    format: Format,
    answer: &impl serde::Serialize,
    rows: &str,
    table: impl Fn() -> String,
    warnings: impl Fn() -> String,
) -> ExitCode {
    let text = match format {
        Format::Human => {
            let written = stdout(&table());
            if written.is_ok() {
                stderr(&warnings());
            }
            return exit(written, Status::Done);
        }
        Format::Json => json::document(answer),
        Format::Ndjson => json::lines_of(answer, rows),
    };
    exit(stdout(&text), Status::Done)
}

/// Prints an error.
pub(crate) fn error(format: Format, error: &Error) -> ExitCode {
    error_as(format, error, Status::of(error))
}

/// Prints an error that is of this status.
pub(crate) fn error_as(format: Format, error: &Error, status: Status) -> ExitCode {
    if format == Format::Human {
        stderr(&human::error(Style::of(&io::stderr()), error));
        return status.into();
    }
    exit(stdout(&json::error(error)), status)
}

/// Writes to stdout, to the end.
pub(crate) fn stdout(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes a file to stdout, to the end.
pub(crate) fn stdout_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Writes to stderr; there is nobody left to tell when that fails.
pub(crate) fn stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// The exit status after writing: a reader that closed the pipe has what it wanted.
pub(crate) fn exit(written: io::Result<()>, status: Status) -> ExitCode {
    match written {
        Ok(()) => status.into(),
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Status::Done.into(),
        Err(why) => {
            let error = Error::new(ErrorCode::Io, format!("Cannot write the answer: {why}."));
            stderr(&human::error(Style::of(&io::stderr()), &error));
            Status::Unusable.into()
        }
    }
}
