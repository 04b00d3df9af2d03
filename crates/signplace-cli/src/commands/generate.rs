//! What the command says about itself: schemas, completions, manual pages.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory as _;
use signplace::platform::Report;
use signplace::suggest::Suggestions;
use signplace::{Error, ErrorCode, Plan};

use crate::args::{Cli, Completions, Man, Schema, SchemaOf};
use crate::output::{self, Format, Status};

/// Prints the JSON Schema.
pub(super) fn schema(args: &Schema) -> ExitCode {
    let schema = match args.of {
        SchemaOf::Plan => Plan::json_schema(),
        SchemaOf::Suggestions => Suggestions::json_schema(),
        SchemaOf::Report => Report::json_schema(),
    };
    output::exit(output::stdout(&format!("{schema:#}\n")), Status::Done)
}

/// Prints the completion script.
pub(super) fn completions(args: &Completions) -> ExitCode {
    // Into memory first: the generator panics when its output fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "signplace", &mut script);
    output::exit(output::stdout(&String::from_utf8_lossy(&script)), Status::Done)
}

/// Prints the manual page, or writes all of them.
pub(super) fn man(format: Format, args: &Man) -> ExitCode {
    match &args.dir {
        None => {
            let mut page = Vec::new();
            let rendered = clap_mangen::Man::new(Cli::command()).render(&mut page);
            let printed = rendered.and_then(|()| output::stdout(&String::from_utf8_lossy(&page)));
            output::exit(printed, Status::Done)
        }
        Some(dir) => match write_pages(dir) {
            Ok(()) => Status::Done.into(),
            Err(why) => {
                let message = format!("Cannot write the manual pages into {}: {why}.", dir.display());
                output::error(format, &Error::new(ErrorCode::Io, message))
            }
        },
    }
}

fn write_pages(dir: &Path) -> io::Result<()> {
    std::fs::create_dir_all(dir)?;
    clap_mangen::generate_to(Cli::command(), dir)
}
