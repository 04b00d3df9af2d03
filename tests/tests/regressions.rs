//! Files that were once refused, crashed or took too long, each named for its cause. All say “the signature”.

use std::fs;
use std::path::{Path, PathBuf};

use signplace::{Document, OpenOptions, Query};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/regressions");
    let mut all: Vec<_> =
        fs::read_dir(folder).expect("there are fixtures").map(|e| e.expect("readable").path()).collect();
    all.sort();
    all
}

#[test]
fn what_was_once_refused_is_answered() {
    let mut failures = Vec::new();
    for path in fixtures() {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("readable");
        let found = Document::open(bytes, OpenOptions::default())
            .and_then(|document| Ok((document.page_count(), document.find(&Query::new(["signature"]))?.matches.len())));
        if !matches!(found, Ok((1, 1))) {
            failures.push(format!("{name}: {found:?} instead of one page and one match"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
