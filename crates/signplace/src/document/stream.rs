//! Streams decoded within the budgets: the place where the limit on decompressed bytes holds.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};

use super::filter::{self, Predictor, TooLarge};
use super::limits::Limits;
use super::object::{Array, Dict, Name, Object, Stream};
use crate::error::{Error, ErrorCode};

/// What one call may still spend on decompressed bytes.
#[derive(Debug)]
pub(crate) struct Budget {
    stream_bytes: u64,
    left: AtomicU64,
}

impl Budget {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { stream_bytes: limits.stream_bytes, left: AtomicU64::new(limits.total_stream_bytes) }
    }

    /// The stream's data, decrypted and decoded. Of a damaged stream, what could be decoded; of an image, nothing.
    ///
    /// Fails with `limit_decompressed` when it goes beyond the budget.
    pub(crate) fn decode<'a>(&self, stream: &Stream<'a>) -> Result<Cow<'a, [u8]>, Error> {
        self.decode_start(stream, usize::MAX)
    }

    /// The same, but where it is no trouble the first so many bytes, or some more, alone.
    pub(crate) fn decode_start<'a>(&self, stream: &Stream<'a>, enough: usize) -> Result<Cow<'a, [u8]>, Error> {
        let left = self.left();
        let limit = usize::try_from(left.min(self.stream_bytes)).unwrap_or(usize::MAX - 1);
        let data = decode(stream, limit, enough).map_err(|TooLarge| too_large(limit as u64))?;
        // Several threads may spend at once; see `search::parallel` for what becomes of it when they overspend.
        let spent = |left: u64| Some(left.saturating_sub(data.len() as u64));
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, spent);
        Ok(data)
    }

    /// Bytes that may still be decoded.
    pub(crate) fn left(&self) -> u64 {
        self.left.load(Ordering::Relaxed)
    }

    /// Fails when the parts of one content are more, joined, than one stream may be.
    pub(crate) fn check_joined(&self, bytes: usize) -> Result<(), Error> {
        if bytes as u64 > self.stream_bytes { Err(too_large(self.stream_bytes)) } else { Ok(()) }
    }
}

fn too_large(limit: u64) -> Error {
    Error::new(ErrorCode::LimitDecompressed, format!("A stream of the document inflates to more than {limit} bytes."))
        .with_hint("If the document can be trusted, raise the limit on decompressed bytes.")
}

fn decode<'a>(stream: &Stream<'a>, limit: usize, enough: usize) -> Result<Cow<'a, [u8]>, TooLarge> {
    let dict = stream.dict();
    // A stream whose data lie in another file (F is a file specification) has none here.
    if matches!(dict.get::<Object<'_>>(b"F"), Some(Object::String(_) | Object::Dict(_))) {
        return Ok(Cow::Borrowed(&[]));
    }
    let mut data = stream.raw_data();
    let filters = filters(dict);
    // What a filter or a predictor behind it makes of the beginning is not known.
    let enough = match &filters[..] {
        [(_, parameters)] if parameters.is_empty() => enough,
        _ => usize::MAX,
    };
    for (name, parameters) in filters {
        data = Cow::Owned(match &*name {
            b"FlateDecode" | b"Fl" => predicted(filter::flate(&data, limit, enough)?, &parameters),
            b"LZWDecode" | b"LZW" => {
                let early = parameters.get::<i32>(b"EarlyChange").unwrap_or(1) != 0;
                predicted(filter::lzw(&data, early, limit)?, &parameters)
            }
            b"ASCIIHexDecode" | b"AHx" => filter::ascii_hex(&data),
            b"ASCII85Decode" | b"A85" => filter::ascii85(&data),
            b"RunLengthDecode" | b"RL" => filter::run_length(&data, limit)?,
            b"Crypt" => continue,
            // Images, and filters that nobody knows: no text to be had.
            _ => return Ok(Cow::Borrowed(&[])),
        });
    }
    if data.len() > limit { Err(TooLarge) } else { Ok(data) }
}

/// The filters with their parameters, in the order in which they are undone. More than eight are never legitimate.
fn filters<'a>(dict: &Dict<'a>) -> Vec<(Name<'a>, Dict<'a>)> {
    let parameters = |key: &[u8]| dict.get::<Object<'a>>(key);
    let parameters = parameters(b"DecodeParms").or_else(|| parameters(b"DP"));
    if let Some(name) = dict.get::<Name<'a>>(b"Filter").or_else(|| dict.get::<Name<'a>>(b"F")) {
        let first = match parameters {
            Some(Object::Dict(one)) => one,
            Some(Object::Array(several)) => several.iter::<Dict<'a>>().next().unwrap_or_default(),
            _ => Dict::default(),
        };
        return vec![(name, first)];
    }
    let names = dict.get::<Array<'a>>(b"Filter").or_else(|| dict.get::<Array<'a>>(b"F")).unwrap_or_default();
    let mut each = match parameters {
        Some(Object::Array(several)) => several.iter::<Object<'a>>().collect(),
        Some(one @ Object::Dict(_)) => vec![one],
        _ => Vec::new(),
    }
    .into_iter();
    names
        .iter::<Name<'a>>()
        .take(8)
        .map(|name| (name, each.next().and_then(Object::into_dict).unwrap_or_default()))
        .collect()
}

fn predicted(data: Vec<u8>, parameters: &Dict<'_>) -> Vec<u8> {
    let number = |key: &[u8], default: usize| parameters.get::<u32>(key).map_or(default, |n| n as usize);
    let kind = parameters.get::<u32>(b"Predictor").unwrap_or(1);
    if kind <= 1 {
        return data;
    }
    let predictor = Predictor {
        kind,
        colors: number(b"Colors", 1),
        bits: number(b"BitsPerComponent", 8),
        columns: number(b"Columns", 1),
    };
    predictor.undo(data)
}
