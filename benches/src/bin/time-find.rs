//! `time-find [--folded] [--threads N] REPS FILE KEYWORD`: how long it takes to open a file from its bytes and to search all
//! its pages.
//!
//! The file is read once. Each repetition prints a line: milliseconds of wall-clock time, a tab, and the number of
//! matches. The search is exact and on one thread, so that it compares with what other readers do; folded, or on more
//! threads, when that is asked for.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use signplace::{Document, MatchMode, OpenOptions, Query};

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let (mode, arguments) = match arguments {
        [option, rest @ ..] if option == "--folded" => (MatchMode::Folded, rest),
        all => (MatchMode::Exact, all),
    };
    let (threads, arguments) = match arguments {
        [option, threads, rest @ ..] if option == "--threads" => {
            (threads.parse().map_err(|_| format!("not a number of threads: {threads}"))?, rest)
        }
        all => (1, all),
    };
    let [repetitions, path, keyword] = arguments else {
        return Err("usage: time-find [--folded] [--threads N] REPS FILE KEYWORD".to_owned());
    };
    let repetitions: u32 = repetitions.parse().map_err(|_| format!("not a number of repetitions: {repetitions}"))?;
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let query = Query::new([keyword.as_str()]).with_mode(mode);
    let mut out = std::io::stdout().lock();
    for _ in 0..repetitions {
        // The copy belongs to the caller of a library, not to the work that is measured.
        let bytes = bytes.clone();
        let begin = Instant::now();
        let document =
            Document::open(bytes, OpenOptions::default().on_threads(threads)).map_err(|error| error.to_string())?;
        let found = document.find(&query).map_err(|error| error.to_string())?;
        let milliseconds = begin.elapsed().as_secs_f64() * 1e3;
        writeln!(out, "{milliseconds:.3}\t{}", found.matches.len()).map_err(|error| error.to_string())?;
    }
    Ok(())
}
