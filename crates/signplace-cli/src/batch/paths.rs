//! One request asked of many PDFs: those named, those in folders, those on a list.
//!
//! The paths are kept, some hundred bytes each; a PDF is read when its turn comes, and forgotten with its answer.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use signplace::{Error, ErrorCode};

use super::lines::Line;
use crate::io::read_request;

/// Folders within folders; more are a loop of links.
const MAX_DEPTH: usize = 64;

/// The PDFs named, and those in the folders named and in theirs: names that end with `.pdf`, in the order of their names.
///
/// Fails with `io` when a folder cannot be read, or when there is no PDF at all.
pub(super) fn of_arguments(named: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut paths = Vec::new();
    for path in named {
        if path.is_dir() {
            walk(path, 0, &mut paths).map_err(|why| {
                Error::new(ErrorCode::Io, format!("Cannot read the folder {}: {why}.", path.display()))
            })?;
        } else {
            paths.push(path.clone());
        }
    }
    if paths.is_empty() {
        return Err(Error::new(ErrorCode::Io, "There is no PDF in the folders.")
            .with_hint("Their names must end with .pdf, in small or capital letters."));
    }
    Ok(paths)
}

fn walk(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            if depth < MAX_DEPTH {
                walk(&path, depth + 1, paths)?;
            }
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            paths.push(path);
        }
    }
    Ok(())
}

/// The paths on the lines of a file, in their order; `-` is stdin. Blank lines are skipped.
///
/// Fails as reading a request does.
pub(super) fn of_list(list: &Path) -> Result<Vec<PathBuf>, Error> {
    let text = read_request(list)?;
    Ok(text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}

/// What is asked of each PDF.
pub(super) struct Each(Map<String, Value>);

impl Each {
    /// Fails with `invalid_json`, and with `usage` when it names a file itself.
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        let wrong = |why: String| {
            Error::new(ErrorCode::InvalidJson, format!("What --each asks {why}"))
                .with_hint(r#"Give a request without "file", such as {"keywords":["甲方（盖章）"]}."#)
        };
        match serde_json::from_str(text) {
            Ok(Value::Object(request)) if request.contains_key("file") => {
                Err(Error::new(ErrorCode::Usage, "What --each asks names a file.")
                    .with_hint("Leave \"file\" out: each PDF takes its place in turn."))
            }
            Ok(Value::Object(request)) => Ok(Self(request)),
            Ok(_) => Err(wrong("is JSON, but not an object.".to_owned())),
            Err(why) => Err(wrong(format!("is not JSON: {why}."))),
        }
    }

    /// The request about one PDF.
    pub(super) fn of(&self, path: &Path) -> Line {
        let Some(path) = path.to_str() else {
            return Line::Failed(format!("the path {} is not UTF-8", path.display()));
        };
        let mut request = self.0.clone();
        request.insert("file".to_owned(), path.into());
        Line::Bytes(Value::Object(request).to_string().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_asked_of_each_pdf() {
        let each = Each::read(r#"{"keywords":["甲"],"id":1}"#).unwrap();
        let Line::Bytes(line) = each.of(Path::new("a b.pdf")) else { panic!("no request") };
        assert_eq!(String::from_utf8_lossy(&line), r#"{"keywords":["甲"],"id":1,"file":"a b.pdf"}"#);
        for (wrong, code) in [("{", "invalid_json"), ("[]", "invalid_json"), (r#"{"file":"x"}"#, "usage")] {
            assert_eq!(Each::read(wrong).err().map(|error| error.code()), Some(code), "{wrong}");
        }
    }
}
