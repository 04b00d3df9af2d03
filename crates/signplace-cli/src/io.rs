//! Reading files and stdin with a limit, so that nothing is read that would be refused.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use signplace::{Error, ErrorCode, Limits};

/// Bytes of a plan or of a batch request.
pub(crate) const REQUEST_LIMIT: u64 = 16 << 20;

/// The bytes of a PDF; `-` is stdin.
pub(crate) fn read_pdf(path: &Path) -> Result<Vec<u8>, Error> {
    let limit = Limits::default().file_bytes;
    read(path, limit)?.ok_or_else(|| {
        Error::new(
            ErrorCode::LimitFileSize,
            format!("{} is larger than {} MiB, the limit of a file.", name(path), limit >> 20),
        )
        .with_hint("Split the document, or compress its images.")
    })
}

/// The text of a JSON request, such as a plan; `-` is stdin.
pub(crate) fn read_request(path: &Path) -> Result<String, Error> {
    let bytes = read(path, REQUEST_LIMIT)?.ok_or_else(|| {
        Error::new(
            ErrorCode::RequestTooLarge,
            format!("{} is larger than {} MiB, the limit of a request.", name(path), REQUEST_LIMIT >> 20),
        )
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Error::new(
            ErrorCode::InvalidJson,
            format!(
                "{} is not UTF-8: the byte at {} is not part of a character.",
                name(path),
                error.utf8_error().valid_up_to()
            ),
        )
        .with_hint("Save the file as UTF-8.")
    })?;
    // A byte order mark, which editors on Windows write, is no part of JSON.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Whether a path is stdin, by whatever name: `-`, `/dev/stdin`, `/proc/self/fd/0`. A regular file that stdin is
/// read from too may be opened again, and is not meant.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-") || is_open_as_stdin(path)
}

#[cfg(unix)]
fn is_open_as_stdin(path: &Path) -> bool {
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::MetadataExt as _;

    let by_name = ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].iter().any(|name| path == Path::new(name));
    let stdin = || File::from(std::io::stdin().as_fd().try_clone_to_owned().ok()?).metadata().ok();
    let same =
        |there: &std::fs::Metadata| stdin().is_some_and(|here| (here.dev(), here.ino()) == (there.dev(), there.ino()));
    by_name || std::fs::metadata(path).is_ok_and(|there| !there.is_file() && same(&there))
}

#[cfg(not(unix))]
fn is_open_as_stdin(_: &Path) -> bool {
    false
}

/// Whether a path stands for stdin or stdout.
pub(crate) fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether two paths lead to the same file.
pub(crate) fn is_same_file(a: &Path, b: &Path) -> bool {
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    !is_dash(a) && whole(a).is_some_and(|a| whole(b) == Some(a))
}

/// Writes a file.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    std::fs::write(path, bytes)
        .map_err(|why| Error::new(ErrorCode::Io, format!("Cannot write {}: {why}.", path.display())))
}

/// What a path is called in messages.
fn name(path: &Path) -> String {
    if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() }
}

/// All bytes, or `None` when there are more than `limit`.
fn read(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Error> {
    let failed = |error: std::io::Error| cannot_read(path, &error);
    if path == Path::new("-") {
        return read_at_most(std::io::stdin().lock(), limit, 0).map_err(failed);
    }
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(Error::new(ErrorCode::Io, format!("{} is a directory.", path.display()))
            .with_hint("Give the path of a file in it."));
    }
    if metadata.len() > limit {
        return Ok(None);
    }
    read_at_most(file, limit, metadata.len()).map_err(failed)
}

fn read_at_most(source: impl Read, limit: u64, expected: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    source.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Error {
    use std::io::ErrorKind;
    let (why, hint) = match error.kind() {
        ErrorKind::NotFound => ("there is no such file".to_owned(), Some("Check the path; `-` reads stdin.")),
        ErrorKind::PermissionDenied => ("permission denied".to_owned(), Some("Check the file's permissions.")),
        ErrorKind::NotADirectory => ("a part of the path is not a directory".to_owned(), Some("Check the path.")),
        ErrorKind::IsADirectory => ("it is a directory".to_owned(), Some("Give the path of a file.")),
        _ => (error.to_string(), None),
    };
    let error = Error::new(ErrorCode::Io, format!("Cannot read {}: {why}.", name(path)));
    match hint {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}
