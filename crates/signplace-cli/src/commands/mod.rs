//! The commands: arguments to a question, its answer to the printer.

mod convert;
mod generate;
pub(crate) mod platform;
pub(crate) mod prepare;
pub(crate) mod preview;
mod suggest;

use std::path::Path;
use std::process::ExitCode;

use signplace::question::Question;
use signplace::{Error, ErrorCode, MatchOptions, Plan};

use crate::args::{Cli, Command, Fields, Find, Pages, Pdf, Place};
use crate::batch;
use crate::io::read_request;
use crate::ops::{FindQuestion, Request, Source, page_ranges};
use crate::output::{self, Format};

/// Runs a command and says how it went.
pub(crate) fn run(cli: Cli) -> ExitCode {
    let Cli { format, command } = cli;
    match command {
        Command::Find(args) => ask(format, &args.pdf.file.clone(), find(args)),
        Command::Fields(args) => ask(format, &args.pdf.file.clone(), fields(args)),
        Command::Pages(args) => ask(format, &args.pdf.file.clone(), pages(args)),
        Command::Place(args) => ask(format, &args.pdf.file.clone(), place(args)),
        Command::Suggest(args) => suggest::run(format, args),
        Command::Convert(args) => {
            let answer = convert::request(args).and_then(Request::answer);
            output::answer(format, None, answer)
        }
        Command::Preview(args) => preview::run(format, &args),
        Command::Prepare(args) => prepare::run(format, &args),
        Command::Resolve(args) => platform::resolve(format, args),
        Command::Translate(args) => platform::translate(format, args),
        Command::Check(args) => platform::check(format, args),
        Command::Batch(args) => batch::run(format, &args),
        Command::Schema(args) => generate::schema(&args),
        Command::Completions(args) => generate::completions(&args),
        Command::Man(args) => generate::man(format, &args),
    }
}

/// Answers a question about a file.
fn ask(format: Format, file: &Path, request: Result<Request, Error>) -> ExitCode {
    output::answer(format, Some(&file.to_string_lossy()), request.and_then(Request::answer))
}

fn source(pdf: Pdf) -> Source {
    Source::new(pdf.file, pdf.access.password)
}

fn find(args: Find) -> Result<Request, Error> {
    let mut options = MatchOptions::default();
    (options.ignore_case, options.whole_word) = (args.ignore_case, args.whole_word);
    (options.variants, options.regex) = (args.variants, args.regex);
    let mut question = FindQuestion::default();
    (question.keywords, question.mode, question.options) = (args.keywords, args.matching.into(), options);
    (question.explain, question.include_fields) = (args.explain, args.include_fields);
    (question.occurrence, question.pages) = (args.occurrence, page_ranges(args.pages.as_deref())?);
    Ok(Request::about(source(args.pdf), Question::Find(question)))
}

fn fields(args: Fields) -> Result<Request, Error> {
    let pages = page_ranges(args.pages.as_deref())?;
    Ok(Request::about(source(args.pdf), Question::Fields { pages }))
}

fn pages(args: Pages) -> Result<Request, Error> {
    let pages = page_ranges(args.pages.as_deref())?;
    Ok(Request::about(source(args.pdf), Question::Pages { pages, explain: args.explain }))
}

fn place(args: Place) -> Result<Request, Error> {
    if args.plan == Path::new("-") && args.pdf.file == Path::new("-") {
        return Err(Error::new(ErrorCode::Usage, "Only one of the PDF and the plan can come from stdin.")
            .with_hint("Give the path of the other."));
    }
    let plan = Plan::from_json(&read_request(&args.plan)?)?;
    Ok(Request::about(source(args.pdf), Question::Place(plan)))
}
