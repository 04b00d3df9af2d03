//! What the parser would inflate by itself when a document is opened, checked beforehand.
//!
//! Object streams and cross-reference streams are inflated inside the parser, which sets no limit. Which streams those
//! are only the parser knows, so every stream of the file is looked at from outside: one that is large enough to
//! inflate beyond the limit (Flate reaches 1032:1), or that names several filters, is inflated here first, counting
//! and keeping nothing. Ordinary documents have few such streams, and images in their own filters are not Flate data.
//!
//! What this cannot see: an encrypted stream, of which only an object stream larger than the total limit / 1032 is refused.

use super::filter::{self, TooLarge};
use super::limits::Limits;
use crate::error::{Error, ErrorCode};

/// The best that Flate can do: bytes out for a byte in.
const FLATE_RATIO: u64 = 1032;
/// How far before `stream` its dictionary is looked for.
const DICTIONARY_WINDOW: usize = 2048;

/// Fails with `limit_decompressed` when a stream that the parser might inflate goes beyond the limits.
pub(crate) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let encrypted = find(bytes, b"/Encrypt").is_some();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| find(rest, b"stream")) {
        let keyword = at + found;
        at = keyword + b"stream".len();
        if bytes.get(..keyword).is_some_and(|before| before.ends_with(b"end")) {
            continue;
        }
        let data = bytes.get(at..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let data = data.get(..find(data, b"endstream").unwrap_or(data.len())).unwrap_or_default();
        let dictionary = bytes.get(keyword.saturating_sub(DICTIONARY_WINDOW)..keyword).unwrap_or_default();
        check_stream(data, dictionary, encrypted, limits)?;
    }
    Ok(())
}

fn check_stream(data: &[u8], dictionary: &[u8], encrypted: bool, limits: &Limits) -> Result<(), Error> {
    let worst = (data.len() as u64).saturating_mul(FLATE_RATIO);
    if encrypted {
        let object_stream = find(dictionary, b"ObjStm").is_some();
        return if object_stream && worst > limits.total_stream_bytes { Err(too_large(limits)) } else { Ok(()) };
    }
    let mut layer = None;
    // A second Flate layer multiplies: 1 MB can stand for a terabyte. Three are never legitimate.
    for depth in 0..3 {
        let bytes = layer.as_deref().unwrap_or(data);
        let worst = (bytes.len() as u64).saturating_mul(FLATE_RATIO);
        let chained = several_filters(dictionary);
        if !looks_like_zlib(bytes) || (worst <= limits.stream_bytes && !(chained && depth < 2)) {
            return Ok(());
        }
        filter::flate_len(bytes, limits.stream_bytes).map_err(|TooLarge| too_large(limits))?;
        if !chained {
            return Ok(());
        }
        let limit = usize::try_from(limits.stream_bytes).unwrap_or(usize::MAX - 1);
        layer = Some(filter::flate(bytes, limit).map_err(|TooLarge| too_large(limits))?);
    }
    let _ = worst;
    Ok(())
}

/// Whether the stream's dictionary may name more than one filter: two of them, or something written so as to hide it.
fn several_filters(dictionary: &[u8]) -> bool {
    let own = dictionary.windows(4).rposition(|w| w == b" obj").map_or(dictionary, |at| &dictionary[at..]);
    let flate = own.windows(2).filter(|w| w == b"Fl").count() + own.windows(3).filter(|w| w == b"LZW").count();
    flate > 1 || own.contains(&b'#')
}

/// A zlib header: deflate with a window of up to 32 KiB, and a check on both bytes (RFC 1950).
fn looks_like_zlib(data: &[u8]) -> bool {
    match data {
        [cmf, flags, ..] => {
            cmf & 0x0f == 8 && cmf >> 4 <= 7 && (u16::from(*cmf) << 8 | u16::from(*flags)).is_multiple_of(31)
        }
        _ => false,
    }
}

fn too_large(limits: &Limits) -> Error {
    Error::new(
        ErrorCode::LimitDecompressed,
        format!("a stream of the document inflates to more than {} bytes", limits.stream_bytes),
    )
    .with_hint("if the document can be trusted, raise the limit on decompressed bytes")
}

/// The first occurrence of a short needle, looked for by its first byte.
pub(crate) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}
