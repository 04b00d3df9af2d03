//! The end of a file, from which a reader begins: cross-reference sections, their kind, and the trailer
//! (ISO 32000-2, 7.5.4 to 7.5.8).
//!
//! An update hangs on the last section. Where that cannot be found as the standard has it, readers search the file, each
//! in its own way; what such a file becomes with an update is anyone's guess, and so it is refused.

use std::collections::BTreeSet;

use hayro_syntax::object::{FromBytes as _, Stream};
use signplace::{Error, ErrorCode};

use crate::syntax::{self, Id, entries, get, inside, number, reference, skip_space, value_end};

/// Revisions of a file; real ones have a few dozen at most.
const MAX_SECTIONS: usize = 10_000;

/// The kind of a cross-reference section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Table,
    Stream,
}

/// What an update needs to know of the file before it.
#[derive(Debug)]
pub(crate) struct Tail {
    /// Of the last section; the next one must be of the same (7.5.8.4 allows a mixture in one file only as a hybrid).
    pub(crate) kind: Kind,
    /// Where the last section stands, as `startxref` says it.
    pub(crate) startxref: u64,
    /// Bytes in front of what offsets are counted from.
    pub(crate) base: usize,
    /// One more than the highest object number in use.
    pub(crate) size: u32,
    /// Root, Info, ID and whatever else the next trailer carries on, as they stand.
    pub(crate) carried: Vec<(Vec<u8>, Vec<u8>)>,
    sections: Vec<Section>,
}

/// One section: which objects it knows.
#[derive(Debug)]
enum Section {
    Table(Vec<(u32, Vec<Slot>)>),
    Stream { index: Vec<(u32, u32)>, widths: [usize; 3], data: Vec<u8> },
}

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Free,
    At { offset: u64, generation: u16 },
    InStream,
}

/// What may stand in front of the header and be counted by some writers and not by others.
const MAX_JUNK: usize = 1024;

impl Tail {
    /// Reads it. Fails with `damaged` where it is not as it should be.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Error> {
        let startxref = start(bytes).ok_or_else(|| damaged("it has no startxref"))?;
        let header = memchr::memmem::find(bytes.get(..bytes.len().min(MAX_JUNK + 8)).unwrap_or_default(), b"%PDF-");
        let bases = [Some(0), header.filter(|at| *at > 0)];
        let mut tail = None;
        for base in bases.into_iter().flatten() {
            if let Some(read) = read_sections(bytes, base, startxref) {
                tail = Some(read);
                break;
            }
        }
        let tail = tail.ok_or_else(|| damaged("its cross-reference table is not where it says"))?;
        match tail.root() {
            Some(root) if tail.is_true_of(bytes, root) => Ok(tail),
            _ => Err(damaged("its cross-reference table does not lead to the catalog")),
        }
    }

    /// The catalog.
    pub(crate) fn root(&self) -> Option<Id> {
        reference(self.carried.iter().find(|(key, _)| key == b"Root").map(|(_, value)| &**value)?)
    }

    /// Whether the document is encrypted.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.carried.iter().any(|(key, value)| key == b"Encrypt" && value.trim_ascii() != b"null")
    }

    /// Whether an object stands where the cross references say.
    pub(crate) fn is_true_of(&self, bytes: &[u8], id: Id) -> bool {
        match self.slot(id.number) {
            Slot::Free => false,
            Slot::InStream => id.generation == 0,
            Slot::At { offset, generation } => {
                let at = usize::try_from(offset).ok().and_then(|offset| offset.checked_add(self.base));
                generation == id.generation
                    && at.and_then(|at| object_at(bytes, at)).is_some_and(|(there, _)| there == id)
            }
        }
    }

    /// Where an object is: the newest section that knows it says so, and of a free one an older part of a hybrid file may.
    fn slot(&self, number: u32) -> Slot {
        for section in &self.sections {
            match section.slot(number) {
                None | Some(Slot::Free) => {}
                Some(slot) => return slot,
            }
        }
        Slot::Free
    }
}

impl Section {
    fn slot(&self, number: u32) -> Option<Slot> {
        match self {
            Self::Table(parts) => parts.iter().find_map(|(first, slots)| {
                let at = usize::try_from(number.checked_sub(*first)?).ok()?;
                slots.get(at).copied()
            }),
            Self::Stream { index, widths, data } => {
                let mut before = 0usize;
                for &(first, count) in index {
                    let within = number.checked_sub(first).filter(|within| *within < count);
                    if let Some(within) = within {
                        return entry_of(data, *widths, before + within as usize);
                    }
                    before = before.checked_add(count as usize)?;
                }
                None
            }
        }
    }

    /// One more than the highest number.
    fn end(&self) -> u32 {
        match self {
            Self::Table(parts) => parts
                .iter()
                .map(|(first, slots)| first.saturating_add(u32::try_from(slots.len()).unwrap_or(u32::MAX)))
                .max(),
            Self::Stream { index, .. } => index.iter().map(|(first, count)| first.saturating_add(*count)).max(),
        }
        .unwrap_or(0)
    }
}

/// An entry of a cross-reference stream (ISO 32000-2, table 18).
fn entry_of(data: &[u8], widths: [usize; 3], index: usize) -> Option<Slot> {
    let width: usize = widths.iter().sum();
    let mut entry = data.get(index.checked_mul(width)?..)?.get(..width)?;
    let mut field = |width: usize| {
        let (field, rest) = entry.split_at(width);
        entry = rest;
        field.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte))
    };
    let kind = if widths[0] == 0 { 1 } else { field(widths[0]) };
    let second = field(widths[1]);
    let third = field(widths[2]);
    match kind {
        0 => Some(Slot::Free),
        1 => Some(Slot::At { offset: second, generation: u16::try_from(third).ok()? }),
        2 => Some(Slot::InStream),
        _ => None,
    }
}

/// What the last `startxref` says.
fn start(bytes: &[u8]) -> Option<u64> {
    let at = memchr::memmem::rfind(bytes, b"startxref")? + b"startxref".len();
    let from = skip_space(bytes, at);
    number(bytes.get(from..value_end(bytes, from)?)?)
}

/// All sections, newest first, and the newest one's trailer; `None` where one is not as it should be.
fn read_sections(bytes: &[u8], base: usize, startxref: u64) -> Option<Tail> {
    let mut sections = Vec::new();
    let mut met = BTreeSet::new();
    let mut newest: Option<(Kind, Vec<u8>)> = None;
    let mut open = vec![startxref];
    let mut size = 0u32;
    while let Some(offset) = open.pop() {
        if !met.insert(offset) {
            continue;
        }
        if met.len() > MAX_SECTIONS {
            return None;
        }
        let at = usize::try_from(offset).ok()?.checked_add(base)?;
        let (kind, section, trailer) = read_section(bytes, at)?;
        // One that is taken from the stack first is looked at first: a hybrid's hidden part before what is older.
        open.extend(get(trailer, "Prev").map(number::<u64>).unwrap_or_default());
        open.extend(get(trailer, "XRefStm").map(number::<u64>).unwrap_or_default().filter(|_| kind == Kind::Table));
        size = size.max(section.end()).max(get(trailer, "Size").and_then(number).unwrap_or(0));
        sections.push(section);
        newest.get_or_insert_with(|| (kind, trailer.to_vec()));
    }
    let (kind, trailer) = newest?;
    const OF_THE_SECTION: [&[u8]; 10] =
        [b"Size", b"Prev", b"XRefStm", b"Type", b"W", b"Index", b"Length", b"Filter", b"DecodeParms", b"DL"];
    let carried = entries(&trailer)?
        .into_iter()
        .filter(|entry| !OF_THE_SECTION.contains(&&*entry.key))
        .map(|entry| Some((entry.key, trailer.get(entry.value)?.to_vec())))
        .collect::<Option<_>>()?;
    Some(Tail { kind, startxref, base, size, carried, sections })
}

/// The section that begins here, and its trailer without brackets.
fn read_section(bytes: &[u8], at: usize) -> Option<(Kind, Section, &[u8])> {
    let at = skip_space(bytes, at);
    match bytes.get(at..)?.strip_prefix(b"xref") {
        Some(_) => read_table(bytes, at + 4).map(|(section, trailer)| (Kind::Table, section, trailer)),
        None => read_stream(bytes, at).map(|(section, trailer)| (Kind::Stream, section, trailer)),
    }
}

fn read_table(bytes: &[u8], mut at: usize) -> Option<(Section, &[u8])> {
    let mut word = || {
        let from = skip_space(bytes, at);
        // Not `value_end`: offset and generation with an R behind them would be a reference.
        let rest = bytes.get(from..)?;
        let end = from + rest.iter().position(|b| b.is_ascii_whitespace() || b"<%".contains(b)).unwrap_or(rest.len());
        at = end;
        bytes.get(from..end).filter(|word| !word.is_empty())
    };
    let mut parts = Vec::new();
    loop {
        let first = word()?;
        if first == b"trailer" {
            break;
        }
        let (first, count) = (number::<u32>(first)?, number::<u32>(word()?)?);
        let mut slots = Vec::new();
        for _ in 0..count {
            let (offset, generation) = (number::<u64>(word()?)?, number::<u32>(word()?)?);
            slots.push(match word()? {
                b"n" => Slot::At { offset, generation: u16::try_from(generation).ok()? },
                b"f" => Slot::Free,
                _ => return None,
            });
        }
        parts.push((first, slots));
    }
    let from = skip_space(bytes, at);
    let trailer = bytes.get(from..value_end(bytes, from)?)?;
    trailer.starts_with(b"<<").then(|| (Section::Table(parts), inside(trailer)))
}

fn read_stream(bytes: &[u8], at: usize) -> Option<(Section, &[u8])> {
    let (_, body) = object_at(bytes, at)?;
    let dictionary = bytes.get(body..value_end(bytes, body)?)?;
    let trailer = inside(dictionary);
    if !dictionary.starts_with(b"<<") || get(trailer, "Type")? != b"/XRef" {
        return None;
    }
    let numbers =
        |value: &[u8]| syntax::items(inside(value))?.into_iter().map(number::<u32>).collect::<Option<Vec<_>>>();
    let [a, b, c] = numbers(get(trailer, "W")?)?[..] else { return None };
    if [a, b, c].iter().any(|width| *width > 8) || a + b + c == 0 {
        return None;
    }
    let size = number(get(trailer, "Size")?)?;
    let index = match get(trailer, "Index") {
        Some(index) => numbers(index)?.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect(),
        None => vec![(0, size)],
    };
    let data = Stream::from_bytes(bytes.get(body..)?)?.decoded().ok()?.into_owned();
    Some((Section::Stream { index, widths: [a as usize, b as usize, c as usize], data }, trailer))
}

/// The object whose number, generation and `obj` stand here, and where it begins behind them.
fn object_at(bytes: &[u8], at: usize) -> Option<(Id, usize)> {
    let at = skip_space(bytes, at);
    let number_end = at + bytes.get(at..)?.iter().take(11).position(|b| !b.is_ascii_digit())?;
    let from = skip_space(bytes, number_end);
    let generation_end = from + bytes.get(from..)?.iter().take(6).position(|b| !b.is_ascii_digit())?;
    let id = Id { number: number(bytes.get(at..number_end)?)?, generation: number(bytes.get(from..generation_end)?)? };
    let keyword = skip_space(bytes, generation_end);
    bytes.get(keyword..)?.starts_with(b"obj").then(|| (id, skip_space(bytes, keyword + 3)))
}

fn damaged(why: &str) -> Error {
    Error::new(ErrorCode::Damaged, format!("Nothing can be added to this PDF: {why}, so readers have to repair it."))
        .with_hint("Repair it first, for example with `qpdf IN.pdf OUT.pdf`, or print it to a new PDF.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n\
                         trailer\n<</Size 2/Root 1 0 R/ID[(a)(b)]>>\nstartxref\n42\n%%EOF\n";

    #[test]
    fn a_table_is_read_with_what_its_trailer_carries_on() {
        let tail = Tail::read(SMALL.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((tail.kind, tail.startxref, tail.base, tail.size), (Kind::Table, 42, 0, 2));
        let keys: Vec<_> = tail.carried.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned()).collect();
        assert_eq!(keys, ["Root", "ID"]);
    }

    #[test]
    fn offsets_may_be_counted_from_the_header() {
        let tail = Tail::read(format!("junk\n{SMALL}").as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((tail.startxref, tail.base), (42, 5));
    }

    #[test]
    fn what_readers_would_have_to_repair_is_refused() {
        for (of, by) in [
            ("startxref\n42", "startxref\n40"),
            ("0000000009", "0000000010"),
            ("startxref", "startxxxx"),
            ("/Root 1", "/Root 7"),
        ] {
            let error = Tail::read(SMALL.replace(of, by).as_bytes()).expect_err(of);
            assert_eq!(error.code(), "damaged", "{of}");
        }
    }

    #[test]
    fn a_chain_that_closes_ends() {
        let cyclic = SMALL.replace("/Size 2", "/Size 2/Prev 42");
        assert_eq!(Tail::read(cyclic.as_bytes()).map(|tail| tail.sections.len()).ok(), Some(1));
    }
}
