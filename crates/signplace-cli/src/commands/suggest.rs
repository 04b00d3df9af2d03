//! `suggest`: places to sign, and a plan for them.

use std::path::Path;
use std::process::ExitCode;

use signplace::question::{Answer, Question};
use signplace::{Error, ErrorCode, SuggestOptions};

use super::source;
use crate::args::Suggest;
use crate::ops::{Request, page_ranges};
use crate::output::{self, Format, Status, json};

/// Prints the suggestions, and writes the plan where one is asked for.
pub(super) fn run(format: Format, args: Suggest) -> ExitCode {
    let file = args.pdf.file.to_string_lossy().into_owned();
    let plan = args.plan.clone();
    let answer = request(args).and_then(Request::answer);
    let (Some(plan), Ok(Answer::Suggest(suggestions))) = (plan, &answer) else {
        return output::answer(format, Some(&file), answer);
    };
    let made = suggestions.to_plan();
    let text = match format {
        Format::Ndjson => json::document(&made),
        _ => serde_json::to_string_pretty(&made).map_or_else(|_| json::document(&made), |text| format!("{text}\n")),
    };
    if plan == Path::new("-") {
        let status = if made.placements.is_empty() { Status::Missing } else { Status::Done };
        return output::exit(output::stdout(&text), status);
    }
    if let Err(why) = std::fs::write(&plan, text) {
        let message = format!("Cannot write the plan into {}: {why}.", plan.display());
        return output::error(format, &Error::new(ErrorCode::Io, message));
    }
    output::answer(format, Some(&file), answer)
}

fn request(args: Suggest) -> Result<Request, Error> {
    let pages = page_ranges(args.pages.as_deref())?;
    let options = SuggestOptions::default().on_pages(pages).at_least(args.min_confidence);
    Ok(Request::about(source(args.pdf), Question::Suggest(options)))
}
