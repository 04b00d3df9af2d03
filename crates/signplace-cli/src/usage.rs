//! Faults of the command line, said in the format that the command line asks for.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use signplace::{Error, ErrorCode};

use crate::output::{self, Format, Status};

/// Prints help, the version, or what is wrong with the command line.
pub(crate) fn report(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => output::exit(error.print(), Status::Done),
        _ => match asked_format(std::env::args_os().skip(1)) {
            Format::Human => {
                // clap knows how to colour its own message; a stderr that is closed changes nothing.
                let _ = error.print();
                Status::Unusable.into()
            }
            format => output::error(format, &as_error(error)),
        },
    }
}

/// The last `--format` of a command line that could not be parsed as a whole.
fn asked_format(args: impl Iterator<Item = std::ffi::OsString>) -> Format {
    let mut format = Format::Human;
    let mut args = args.take_while(|arg| arg != "--").peekable();
    while let Some(arg) = args.next() {
        let arg = arg.to_string_lossy();
        let value = match arg.strip_prefix("--format=") {
            Some(value) => value.to_owned(),
            None if arg == "--format" => match args.peek() {
                Some(value) => value.to_string_lossy().into_owned(),
                None => continue,
            },
            None => continue,
        };
        match value.as_str() {
            "json" => format = Format::Json,
            "ndjson" => format = Format::Ndjson,
            "human" => format = Format::Human,
            _ => {}
        }
    }
    format
}

/// clap's message as one sentence, its tips as the hint.
fn as_error(error: &clap::Error) -> Error {
    let text = error.render().to_string();
    let message = if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        "A command is missing.".to_owned()
    } else {
        let sentence: Vec<_> = text.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
        sentence_of(sentence.join(" ").trim_start_matches("error: "))
    };
    let tips: Vec<_> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("tip: "))
        .map(|tip| format!("{} ", sentence_of(tip.trim())))
        .collect();
    let command = match error.get(ContextKind::InvalidSubcommand) {
        None => subcommand_of(error).unwrap_or_default(),
        Some(_) => String::new(),
    };
    Error::new(ErrorCode::Usage, message).with_hint(format!("{}See `signplace{command} --help`.", tips.concat()))
}

/// The subcommand that the usage line speaks of, with a space before it.
fn subcommand_of(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else { return None };
    let usage = usage.to_string();
    let word = usage.split_once("signplace ")?.1.split_whitespace().next()?.to_owned();
    word.starts_with(|c: char| c.is_ascii_lowercase()).then(|| format!(" {word}"))
}

/// With a capital letter and a full stop.
fn sentence_of(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
