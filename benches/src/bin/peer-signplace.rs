//! signplace, as one of the readers that `benches/peers/run` measures: exact search of all pages on one thread.

use std::process::ExitCode;

use signplace::{Document, MatchMode, OpenOptions, Query};

fn main() -> ExitCode {
    let find = |bytes: Vec<u8>, keyword: &str| {
        let document =
            Document::open(bytes, OpenOptions::default().on_threads(1)).map_err(|error| error.to_string())?;
        let query = Query::new([keyword]).with_mode(MatchMode::Exact);
        Ok(document.find(&query).map_err(|error| error.to_string())?.matches.len())
    };
    match signplace_benches::peer::serve(find) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
