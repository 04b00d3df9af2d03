//! `resolve`, `translate` and `check` on the command line.

use std::io::IsTerminal as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use signplace::platform::{Language, Report, Resolution};
use signplace::{Error, ErrorCode};

use crate::args::{Check, Flow, PlatformName, Resolve, Translate};
use crate::io::read_request;
use crate::ops::{FlowRequest, PdfArgument, Told};
use crate::output::bar::{clear, draw};
use crate::output::{self, Format, Status, json, report};

/// Prints the request with absolute positions.
pub(super) fn resolve(format: Format, args: Resolve) -> ExitCode {
    let Flow { report: into, .. } = &args.flow;
    let into = into.clone();
    let (request, bar) = match request(format, args.platform, args.flow) {
        Ok(prepared) => prepared,
        Err(error) => return output::error(format, &error),
    };
    let answer = request.resolve(bar.as_ref());
    clear(bar.is_some());
    print(format, answer, into.as_deref(), request.language)
}

/// Prints the other platform's request part, or what the platform sees of the keywords.
pub(super) fn translate(format: Format, args: Translate) -> ExitCode {
    let into = args.flow.report.clone();
    let (request, bar) = match request(format, args.from, args.flow) {
        Ok(prepared) => prepared,
        Err(error) => return output::error(format, &error),
    };
    if args.what_platform_sees {
        let seen = request.readings(bar.as_ref());
        clear(bar.is_some());
        return match seen {
            Ok(readings) => {
                let text = json::document(&serde_json::json!({ "readings": readings }));
                output::exit(output::stdout(&text), Status::Done)
            }
            Err(error) => output::error(format, &error),
        };
    }
    let answer = request.translate(args.to.into(), bar.as_ref());
    clear(bar.is_some());
    print(format, answer, into.as_deref(), request.language)
}

/// Prints the JSON text to send, and the report for people.
fn print(format: Format, answer: Result<Resolution, Error>, into: Option<&Path>, language: Language) -> ExitCode {
    let resolution = match answer {
        Ok(resolution) => resolution,
        Err(error) => return output::error(format, &error),
    };
    if let Err(error) = save(into, &resolution.report) {
        return output::error(format, &error);
    }
    tell(format, &resolution.report, language);
    match resolution.request {
        Ok(text) if format == Format::Ndjson => output::exit(output::stdout(&one_line(&text)), Status::Done),
        Ok(text) => output::exit(output::stdout(&format!("{text}\n")), Status::Done),
        Err(error) => output::error_as(format, &error, Status::Missing),
    }
}

/// Prints the report.
pub(super) fn check(format: Format, args: Check) -> ExitCode {
    let into = args.flow.report.clone();
    let (request, bar) = match request(format, args.platform, args.flow) {
        Ok(prepared) => prepared,
        Err(error) => return output::error(format, &error),
    };
    let answer = request.check(bar.as_ref());
    clear(bar.is_some());
    let report = match answer {
        Ok(report) => report,
        Err(error) => return output::error(format, &error),
    };
    if let Err(error) = save(into.as_deref(), &report) {
        return output::error(format, &error);
    }
    tell(format, &report, request.language);
    let status = if report.ok { Status::Done } else { Status::Missing };
    let text = match format {
        // A person at a terminal has read the table.
        Format::Human if std::io::stdout().is_terminal() => String::new(),
        Format::Human => pretty(&report),
        Format::Json | Format::Ndjson => json::document(&report),
    };
    output::exit(output::stdout(&text), status)
}

/// The question that the arguments ask, and who is told how far it is: people at a terminal, of more than one PDF.
fn request(format: Format, platform: PlatformName, flow: Flow) -> Result<(FlowRequest, Option<Told>), Error> {
    let pdfs: Vec<_> = flow.pdfs.iter().map(|text| PdfArgument::parse(text)).collect();
    let from_stdin = pdfs.iter().map(|pdf| &pdf.path).chain([&flow.request]).filter(|path| *path == Path::new("-"));
    if from_stdin.count() > 1 {
        return Err(Error::new(ErrorCode::Usage, "Only one of the request and the PDFs can come from stdin.")
            .with_hint("Give the paths of the others."));
    }
    let bar =
        (format == Format::Human && pdfs.len() > 1 && std::io::stderr().is_terminal()).then(|| Arc::new(draw) as Told);
    let request = FlowRequest {
        platform: platform.into(),
        text: read_request(&flow.request)?,
        pdfs,
        seal_sizes: flow.seal_sizes,
        keyword_reference: flow.keyword_reference.into(),
        user_unit: flow.user_unit.into(),
        relative_edges: flow.relative_edges.into(),
        mode: flow.matching.into(),
        max_pages_per_seal: flow.max_pages_per_seal,
        language: flow.lang.map_or_else(locale, Language::from),
        password: flow.access.password,
    };
    Ok((request, bar))
}

/// The language of the locale.
pub(crate) fn locale() -> Language {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
    if locale.to_ascii_lowercase().starts_with("zh") { Language::Zh } else { Language::En }
}

fn tell(format: Format, told: &Report, language: Language) {
    if format == Format::Human {
        output::stderr(&report::table(told, language));
    }
}

fn save(into: Option<&Path>, report: &Report) -> Result<(), Error> {
    let Some(path) = into else { return Ok(()) };
    std::fs::write(path, pretty(report))
        .map_err(|why| Error::new(ErrorCode::Io, format!("Cannot write the report into {}: {why}.", path.display())))
}

fn pretty(report: &Report) -> String {
    serde_json::to_string_pretty(report).map_or_else(|_| json::document(report), |text| format!("{text}\n"))
}

/// JSON text with indentation, on one line: numbers and strings as they are.
fn one_line(text: &str) -> String {
    // No string of JSON holds a newline, so what follows one is indentation.
    text.lines().map(str::trim_start).chain(["\n"]).collect()
}
