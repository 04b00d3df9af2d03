//! The command `signplace`: where on this PDF does the signature go?
//!
//! Data goes to stdout, everything else to stderr; the exit status is 0 (all found or done), 1 (something was not
//! found), or 2 (unusable input or usage).

mod args;
mod batch;
mod commands;
#[cfg(feature = "pictures")]
mod fonts;
mod io;
mod ops;
mod output;
mod usage;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // A fault inside is answered like any other error; its trace is for those who ask for one.
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    match args::Cli::try_parse() {
        Ok(cli) => commands::run(cli),
        Err(error) => usage::report(&error),
    }
}
