//! `prepare`: a plan's placements as form fields in a new PDF.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use signplace::{Error, ErrorCode, OpenOptions, Plan, Warning};
use signplace_write::{Original, Row};

use crate::args::Prepare;
use crate::io::{self, read_request};
use crate::ops::{Source, guarded};
use crate::output::{self, Format, Status, human};

/// What is answered of a PDF that was prepared.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    file: String,
    out: String,
    page_count: u32,
    pub(crate) fields: Vec<Row>,
    warnings: Vec<Warning>,
}

/// Writes the PDF and says what is in it.
pub(super) fn run(format: Format, args: &Prepare) -> ExitCode {
    match prepare(format, args) {
        Ok((bytes, answer)) if io::is_dash(&args.output) => {
            let written = output::stdout_bytes(&bytes);
            output::stderr(&human::prepared_warnings(&answer.fields, &answer.warnings));
            output::exit(written, Status::Done)
        }
        Ok((bytes, answer)) => match io::write(&args.output, &bytes) {
            Ok(()) => output::document(
                format,
                &answer,
                "fields",
                || human::prepared(&answer.file, &answer.out, answer.page_count, &answer.fields),
                || human::prepared_warnings(&answer.fields, &answer.warnings),
            ),
            Err(error) => output::error(format, &error),
        },
        Err(error) => output::error(format, &error),
    }
}

fn prepare(format: Format, args: &Prepare) -> Result<(Vec<u8>, Answer), Error> {
    check_paths(format, &args.pdf.file, &args.plan, &args.output)?;
    let plan = Plan::from_json(&read_request(&args.plan)?)?;
    let source = Source::new(&args.pdf.file, args.pdf.access.password.clone());
    let mut options = OpenOptions::default();
    options.password.clone_from(&source.password);
    let bytes = io::read_pdf(&source.file)?;
    guarded(|| {
        let done = Original::open(bytes, options)?.with_plan(&plan, args.manner.into())?;
        let answer = Answer {
            file: args.pdf.file.to_string_lossy().into_owned(),
            out: args.output.to_string_lossy().into_owned(),
            page_count: done.page_count,
            fields: done.fields,
            warnings: done.warnings,
        };
        Ok((done.bytes, answer))
    })
}

/// Fails with `usage` where one stream or file would be two things.
pub(super) fn check_paths(format: Format, pdf: &Path, plan: &Path, out: &Path) -> Result<(), Error> {
    let wrong = |why: &str, hint: &str| Err(Error::new(ErrorCode::Usage, why).with_hint(hint));
    if io::is_stdin(pdf) && io::is_stdin(plan) {
        return wrong("Only one of the PDF and the plan can come from stdin.", "Give the path of the other.");
    }
    if io::is_dash(out) && format != Format::Human {
        return wrong("stdout cannot take both the file and JSON.", "Give -o the path of a file.");
    }
    if io::is_same_file(pdf, out) {
        return wrong("The output is the input.", "Give -o another path; the original is kept.");
    }
    Ok(())
}
