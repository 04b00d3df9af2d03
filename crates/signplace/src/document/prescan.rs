//! What a file could cost the parser before any limit of ours holds, found out beforehand.
//!
//! The parser has no limits of its own. On opening it inflates cross-reference streams and object streams, keeps them,
//! and, where a file is damaged, searches it for objects, which a hostile file can make quadratic. So every place where
//! an object may begin is looked at first ([`scan`](super::scan)), with the parser's own eyes:
//!
//! - What the parser would read when it tries an object at each of them is added up ([`Extent`]).
//! - What every page refers to is read again for each ([`shared`](super::shared)).
//! - A cross-reference stream is inflated here, counting, and its entries are counted; those of its entries that lie
//!   in object streams tell which streams the parser may inflate.
//! - Object streams, told by that or by their type, are charged for what they inflate to: by their worst case first
//!   (Flate reaches 1032:1), and only where that is too much by counting.
//!
//! Ordinary files cost one pass over their dictionaries. What an encrypted object stream inflates to cannot be seen:
//! it is charged by its worst case, with more allowance for all of them together, so that an encrypted file can take
//! [`OPAQUE_ALLOWANCE`] times the limit.

use std::collections::HashSet;
use std::ops::Range;
use std::thread;

use super::extent::{Extent, Extents};
use super::guard::STACK;
use super::inflated::{Inflated, inflated};
use super::limits::Limits;
use super::object::{Array, Dict, MaybeRef, Name, Object, Stream};
use super::scan::{Place, places_in};
use super::shared::Shared;
use crate::error::{Error, ErrorCode};

/// The best that Flate can do: bytes out for a byte in.
const FLATE_RATIO: u64 = 1032;
/// The best that LZW can do: the longest strings, of 12-bit codes.
const LZW_RATIO: u64 = 2731;
/// How far encrypted object streams together may go beyond the limit, were they all bombs.
const OPAQUE_ALLOWANCE: u64 = 4;
/// Entries of cross-reference streams, all together. The parser keeps some 40 bytes of each.
const MAX_ENTRIES: u64 = 20_000_000;
/// How often the file may be read over when objects are searched for, and how many bytes besides. A file that is only
/// damaged is read some three times.
const EFFORT: (usize, usize) = (8, 64 << 20);
/// Bytes that are worth a thread.
const LEAST_BYTES: usize = 256 << 10;

/// Fails with `limit_decompressed` when the parser might inflate more than the limits allow, and with `damaged` when it
/// might search the file for longer than a person waits.
pub(super) fn check(bytes: &[u8], limits: &Limits, threads: usize) -> Result<(), Error> {
    let Found { containers, typed, tables } = Found::new(bytes, limits, threads)?;
    let mut entries = 0;
    let mut named: HashSet<u32> = HashSet::new();
    for table in &tables {
        let data = match cost(table) {
            Cost::Plain => table.raw_data(),
            Cost::Flate => match inflated(&table.raw_data(), limits.stream_bytes) {
                Inflated::TooLarge => return Err(too_large(limits.stream_bytes)),
                Inflated::Opaque if worst(table, FLATE_RATIO) > limits.stream_bytes => {
                    return Err(too_large(limits.stream_bytes));
                }
                _ => table.decoded_data().unwrap_or_default(),
            },
            Cost::Ratio(ratio) if worst(table, ratio) > limits.stream_bytes => {
                return Err(too_large(limits.stream_bytes));
            }
            Cost::Ratio(_) => table.decoded_data().unwrap_or_default(),
        };
        entries += read_entries(table.dict(), &data, &mut named);
        if entries > MAX_ENTRIES {
            return Err(Error::new(
                ErrorCode::LimitDecompressed,
                format!("The document's cross-reference streams have more than {MAX_ENTRIES} entries."),
            ));
        }
    }
    // Only now is it known which of them the parser may inflate; the dictionaries of the others need not be read.
    let named = containers.iter().filter(|place| place.id(bytes).is_none_or(|(number, _)| is_named(number, &named)));
    let named: Vec<Stream<'_>> = named.filter_map(|place| stream(*place, bytes)).collect();
    check_containers(named.iter().chain(&typed), limits)
}

/// Whether a stream of this number may be one of those. An offset into the middle of `123 0 obj` makes it `23 0 obj`.
fn is_named(number: u32, named: &HashSet<u32>) -> bool {
    (1..=10).any(|digits| named.contains(&((u64::from(number) % 10u64.pow(digits)) as u32)))
}

/// The streams of a file that the parser may inflate.
#[derive(Default)]
struct Found<'a> {
    /// Object streams if a cross-reference stream says so.
    containers: Vec<Place>,
    /// Object streams by their type.
    typed: Vec<Stream<'a>>,
    /// Cross-reference streams, by the widths of their entries.
    tables: Vec<Stream<'a>>,
}

impl<'a> Found<'a> {
    fn new(bytes: &'a [u8], limits: &Limits, threads: usize) -> Result<Self, Error> {
        let Part { found, mut effort, shared } = match Part::on_threads(bytes, threads) {
            Some(whole) => whole,
            None => Part::new(bytes, 0..bytes.len())?,
        };
        effort.spend_on_dictionaries()?;
        shared.check(bytes, limits)?;
        Ok(found)
    }
}

/// What was found in a part of a file.
struct Part<'a> {
    found: Found<'a>,
    effort: Effort<'a>,
    shared: Shared,
}

impl<'a> Part<'a> {
    /// Looks at the objects that begin in this part.
    fn new(bytes: &'a [u8], part: Range<usize>) -> Result<Self, Error> {
        let (mut found, mut effort, mut shared) = (Found::default(), Effort::new(bytes), Shared::default());
        for place in places_in(bytes, part) {
            let extent = effort.spend(place.body)?;
            if !extent.is_stream {
                shared.add(|| place.id(bytes), extent);
                continue;
            }
            if !extent.is_special {
                found.containers.push(place);
                continue;
            }
            let Some(stream) = stream(place, bytes) else { continue };
            let dict = stream.dict();
            if dict.contains_key(b"W") {
                found.tables.push(stream.clone());
            }
            match dict.get::<Name<'_>>(b"Type").as_deref() {
                Some(b"ObjStm") => found.typed.push(stream),
                _ => found.containers.push(place),
            }
        }
        Ok(Self { found, effort, shared })
    }

    /// The same of a whole file, on several threads. `None` where that is not worth a thread, and where a limit is met: then
    /// one thread finds out which.
    fn on_threads(bytes: &'a [u8], threads: usize) -> Option<Self> {
        let threads = threads.min(bytes.len() / LEAST_BYTES);
        if threads < 2 {
            return None;
        }
        let part = |nth: usize| Self::new(bytes, bytes.len() / threads * nth..end_of(nth, threads, bytes.len())).ok();
        let part = &part;
        let parts: Option<Vec<Self>> = thread::scope(|scope| {
            let others: Vec<_> = (1..threads)
                .map(|nth| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || part(nth)))
                .collect();
            let first = part(0);
            std::iter::once(first).chain(others.into_iter().map(|other| other.ok()?.join().ok()?)).collect()
        });
        let mut parts = parts?.into_iter();
        let mut whole = parts.next()?;
        for part in parts {
            whole.found.containers.extend(part.found.containers);
            whole.found.typed.extend(part.found.typed);
            whole.found.tables.extend(part.found.tables);
            whole.shared.extend(part.shared);
            whole.effort.extend(part.effort)?;
        }
        Some(whole)
    }
}

/// Where one of several parts of so many bytes ends.
fn end_of(nth: usize, parts: usize, length: usize) -> usize {
    if nth + 1 == parts { length } else { length / parts * (nth + 1) }
}

/// The stream that stands at a place.
fn stream(place: Place, bytes: &[u8]) -> Option<Stream<'_>> {
    match place.object(bytes)? {
        Object::Stream(stream) => Some(stream),
        _ => None,
    }
}

/// What a search of the whole file for objects costs the parser, as far as it goes over the same bytes again.
struct Effort<'a> {
    bytes: &'a [u8],
    extents: Extents<'a>,
    left: usize,
    /// Where whole objects begin and end, in the order of the file.
    whole: Vec<(usize, usize)>,
}

impl<'a> Effort<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let left = bytes.len().saturating_mul(EFFORT.0).saturating_add(EFFORT.1);
        Self { bytes, extents: Extents::new(bytes), left, whole: Vec::new() }
    }

    /// Adds what was spent on a later part of the file; `None` when that is too much.
    fn extend(&mut self, later: Self) -> Option<()> {
        let spent = Effort::new(self.bytes).left - later.left;
        self.left = self.left.checked_sub(spent)?;
        self.whole.extend(later.whole);
        Some(())
    }

    /// An object is tried at a place.
    fn spend(&mut self, at: usize) -> Result<Extent, Error> {
        let extent = self.extents.at(at, self.left.saturating_add(1));
        self.left = self.left.checked_sub(extent.read).ok_or_else(|| {
            Error::new(ErrorCode::Damaged, "The document is too damaged: most of its objects have no end.")
                .with_hint("Open it in a PDF viewer and save it anew, or ask for the file again.")
        })?;
        if let Some(end) = extent.end {
            self.whole.push((at, end));
        }
        Ok(extent)
    }

    /// Dictionaries are tried for themselves too, behind the last that was whole.
    fn spend_on_dictionaries(&mut self) -> Result<(), Error> {
        // What was whole as an object is so as a dictionary.
        let whole = std::mem::take(&mut self.whole);
        let end = self.bytes.len();
        let (mut behind, mut from) = (0, 0);
        for (start, end) in whole.into_iter().chain([(end, end)]) {
            while let Some(at) = dictionary_in(self.bytes, from..start) {
                behind = self.spend(at)?.end.unwrap_or(at);
                from = behind.max(at + 2);
            }
            if start >= behind {
                (behind, from) = (end, from.max(end));
            }
        }
        Ok(())
    }
}

/// Where the first dictionary begins in a part of a file.
fn dictionary_in(bytes: &[u8], part: Range<usize>) -> Option<usize> {
    // One at a time, as most parts are short.
    let begins = |at: &usize| bytes.get(at + 1) == Some(&b'<');
    memchr::memchr_iter(b'<', bytes.get(part.clone())?).map(|at| part.start + at).find(begins)
}

fn check_containers<'a, 'b: 'a>(
    containers: impl Iterator<Item = &'a Stream<'b>> + Clone,
    limits: &Limits,
) -> Result<(), Error> {
    let (mut worst_of_all, mut worst_of_one) = (0u64, 0);
    for stream in containers.clone() {
        let worst = worst(stream, cost(stream).ratio());
        worst_of_all = worst_of_all.saturating_add(worst);
        worst_of_one = worst.max(worst_of_one);
    }
    if worst_of_all <= limits.total_stream_bytes && worst_of_one <= limits.stream_bytes {
        return Ok(());
    }
    let mut left = limits.total_stream_bytes;
    let mut opaque_left = limits.total_stream_bytes.saturating_mul(OPAQUE_ALLOWANCE);
    for stream in containers {
        let cost = cost(stream);
        let worst = worst(stream, cost.ratio());
        let counted = match cost {
            Cost::Flate => inflated(&stream.raw_data(), limits.stream_bytes),
            _ if worst > limits.stream_bytes => Inflated::TooLarge,
            _ => Inflated::Bytes(worst),
        };
        let within = match counted {
            Inflated::Bytes(count) => left.checked_sub(count).inspect(|rest| left = *rest).is_some(),
            Inflated::Opaque => {
                worst <= limits.total_stream_bytes
                    && opaque_left.checked_sub(worst).inspect(|rest| opaque_left = *rest).is_some()
            }
            Inflated::TooLarge => false,
        };
        if !within {
            return Err(too_large(limits.stream_bytes));
        }
    }
    Ok(())
}

/// What a stream's filters may make of a byte.
enum Cost {
    /// No filter that the parser decodes.
    Plain,
    /// Flate alone: it can be counted.
    Flate,
    /// So many bytes at worst. Object streams by other filters, or by several, hardly exist.
    Ratio(u64),
}

impl Cost {
    fn ratio(&self) -> u64 {
        match self {
            Self::Plain => 1,
            Self::Flate => FLATE_RATIO,
            Self::Ratio(ratio) => *ratio,
        }
    }
}

fn cost(stream: &Stream<'_>) -> Cost {
    let dict = stream.dict();
    // The parser takes either key; what a reference leads to is not known here.
    let mut ratio = 1u64;
    let mut filters = 0;
    for key in [&b"Filter"[..], b"F"] {
        match dict.get_raw::<Object<'_>>(key) {
            Some(MaybeRef::NotRef(Object::Name(name))) => {
                ratio = ratio.saturating_mul(ratio_of(&name));
                filters += 1;
            }
            Some(MaybeRef::NotRef(Object::Array(names))) => {
                for name in names.raw_iter() {
                    ratio = ratio.saturating_mul(match name {
                        MaybeRef::NotRef(Object::Name(name)) => ratio_of(&name),
                        _ => FLATE_RATIO,
                    });
                    filters += 1;
                }
            }
            Some(MaybeRef::Ref(_)) => {
                ratio = ratio.saturating_mul(FLATE_RATIO);
                filters += 2;
            }
            _ => {}
        }
    }
    match (filters, ratio) {
        (_, 1) => Cost::Plain,
        (1, FLATE_RATIO) => Cost::Flate,
        _ => Cost::Ratio(ratio),
    }
}

fn ratio_of(filter: &[u8]) -> u64 {
    match filter {
        b"FlateDecode" | b"Fl" => FLATE_RATIO,
        b"LZWDecode" | b"LZW" => LZW_RATIO,
        b"RunLengthDecode" | b"RL" => 64,
        // `z` stands for four bytes.
        b"ASCII85Decode" | b"A85" => 4,
        _ => 1,
    }
}

fn worst(stream: &Stream<'_>, ratio: u64) -> u64 {
    (stream.raw_data().len() as u64).saturating_mul(ratio)
}

/// Adds the numbers of the object streams that a cross-reference stream names (ISO 32000-2, 7.5.8.3), and tells how
/// many entries it may have.
fn read_entries(dict: &Dict<'_>, data: &[u8], named: &mut HashSet<u32>) -> u64 {
    let Some(widths) = dict.get::<Array<'_>>(b"W") else { return 0 };
    let mut widths = widths.iter::<u8>().map(usize::from);
    let mut width = || widths.next().unwrap_or(0);
    let (kind, second, third) = (width(), width(), width());
    // The parser reads one byte of a kind that has a width at all.
    let kind = kind.min(1);
    let size = (kind + second + third).max(1);
    if kind == 1 {
        for entry in data.chunks_exact(size).filter(|entry| entry[0] == 2) {
            let number = entry[1..=second].iter().fold(0u64, |sum, byte| sum.wrapping_shl(8) | u64::from(*byte));
            named.extend(u32::try_from(number));
        }
    }
    (data.len() / size) as u64
}

fn too_large(limit: u64) -> Error {
    Error::new(
        ErrorCode::LimitDecompressed,
        format!("A stream of the document may inflate to more than {limit} bytes."),
    )
    .with_hint("If the document can be trusted, raise the limit on decompressed bytes.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_threads_find_what_one_finds() {
        let mut file = b"%PDF-1.7\n".to_vec();
        for number in 0..30_000 {
            let object = match number % 100 {
                7 => "<</Type/ObjStm/N 1/First 4/Length 9>> stream\n1 0 <<>> \nendstream endobj\n".to_owned(),
                8 => "<</Type/XRef/W[1 1 1]/Length 3>> stream\nabc\nendstream endobj\n".to_owned(),
                9 => "<</Length 20>> stream\n1 0 obj << >> endobj  \nendstream endobj\n".to_owned(),
                10 => "[1 } 2] endobj\n".to_owned(),
                _ => format!("<</A [1 2 /B]/C ({number}) >> endobj\n"),
            };
            file.extend(format!("{number} 0 obj {object}").into_bytes());
        }
        let one = Part::new(&file, 0..file.len()).expect("no limit is met");
        for threads in [2, 3, 4] {
            let several = Part::on_threads(&file, threads).expect("the file is long enough");
            let bodies = |part: &Part<'_>| part.found.containers.iter().map(|place| place.body).collect::<Vec<_>>();
            assert_eq!(bodies(&several), bodies(&one), "{threads}");
            assert_eq!(several.found.typed.len(), one.found.typed.len());
            assert_eq!(several.found.tables.len(), one.found.tables.len());
            assert_eq!(several.effort.left, one.effort.left);
            assert_eq!(several.effort.whole, one.effort.whole);
        }
    }
}
