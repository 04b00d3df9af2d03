//! How a reader is measured: a process of its own, one a reader and document, told over its standard input what to do.
//!
//! `READER FILE KEYWORD` answers each line that it reads with a line of JSON. `time`: opens the document and looks for
//! the keyword on all pages, and answers `{"ms": …, "matches": …}` in milliseconds of the processor. `memory`: the same
//! once, and answers `{"kib": …}`, the growth of the most memory that was ever resident over what is resident before the
//! file is read. The readers in other languages (`benches/peers`) speak the same.

use std::io::{BufRead as _, Write as _};

use crate::clock::milliseconds;

/// Serves a reader to the end of standard input; `find` opens the bytes and counts the matches of the keyword.
pub fn serve(find: impl Fn(Vec<u8>, &str) -> Result<usize, String>) -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, keyword] = arguments.as_slice() else { return Err("usage: READER FILE KEYWORD".to_owned()) };
    let read = || std::fs::read(path).map_err(|error| format!("{path}: {error}"));
    let mut out = std::io::stdout().lock();
    let mut bytes: Option<Vec<u8>> = None;
    for line in std::io::stdin().lock().lines() {
        let answer = match line.map_err(|error| error.to_string())?.trim() {
            "time" => {
                let copy = match &bytes {
                    Some(bytes) => bytes.clone(),
                    None => bytes.insert(read()?).clone(),
                };
                let (ms, matches) = milliseconds(|| find(copy, keyword));
                format!(r#"{{"ms": {ms:.4}, "matches": {}}}"#, matches?)
            }
            "memory" => {
                forget_peak();
                let before = status("VmRSS:");
                let matches = find(read()?, keyword)?;
                let grown = status("VmHWM:").zip(before).map_or(-1, |(peak, before)| peak - before);
                format!(r#"{{"kib": {grown}, "matches": {matches}}}"#)
            }
            other => return Err(format!("neither `time` nor `memory`: {other}")),
        };
        writeln!(out, "{answer}").and_then(|()| out.flush()).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Lets the system count the peak anew (Linux).
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// A figure of the system about this process, in KiB; none where there is no /proc.
fn status(key: &str) -> Option<i64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    text.lines().find_map(|line| line.strip_prefix(key))?.split_whitespace().next()?.parse().ok()
}
