//! An incremental update: new and changed objects behind the original's bytes, with a cross-reference section of the
//! same kind as the original's last (ISO 32000-2, 7.5.6).

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object, ObjectIdentifier};
use signplace::{Error, ErrorCode};

use crate::syntax::{Id, inside, reference};
use crate::tail::{Kind, Tail};

/// A dictionary's entries, and the object that it is where it is one of its own.
pub(crate) type Found = (Option<Id>, Vec<u8>);

/// An update in the making.
pub(crate) struct Update<'a> {
    bytes: &'a [u8],
    pdf: &'a Pdf,
    tail: &'a Tail,
    next: u32,
    /// By number: the generation, and the object without `obj` and `endobj`.
    objects: BTreeMap<u32, (u16, Vec<u8>)>,
}

impl<'a> Update<'a> {
    pub(crate) fn of(bytes: &'a [u8], pdf: &'a Pdf, tail: &'a Tail) -> Self {
        Self { bytes, pdf, tail, next: tail.size.max(1), objects: BTreeMap::new() }
    }

    /// The number of an object that is still to be written.
    pub(crate) fn reserve(&mut self) -> Id {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        Id { number, generation: 0 }
    }

    /// Writes an object under its number.
    pub(crate) fn put(&mut self, id: Id, body: impl Into<Vec<u8>>) {
        self.objects.insert(id.number, (id.generation, body.into()));
    }

    /// Writes a new object.
    pub(crate) fn add(&mut self, body: impl Into<Vec<u8>>) -> Id {
        let id = self.reserve();
        self.put(id, body);
        id
    }

    /// Writes a new stream: the entries of its dictionary but for Length, and its data.
    pub(crate) fn add_stream(&mut self, dictionary: &str, data: &[u8]) -> Id {
        let mut body = format!("<< {dictionary} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend_from_slice(b"\nendstream");
        self.add(body)
    }

    /// Writes a dictionary, given without its brackets.
    pub(crate) fn put_dictionary(&mut self, id: Id, entries: &[u8]) {
        self.put(id, [b"<<", entries, b"\n>>"].concat());
    }

    /// A dictionary as it is by now, without its brackets; `None` where the object is something else.
    ///
    /// Fails with `damaged` where it is not where the cross references say: what other readers would make of a changed
    /// object nobody knows.
    pub(crate) fn dictionary(&self, id: Id) -> Result<Option<Vec<u8>>, Error> {
        if let Some((_, body)) = self.objects.get(&id.number) {
            return Ok(body.starts_with(b"<<").then(|| inside(body).to_vec()));
        }
        let found = self.pdf.xref().get::<Dict<'_>>(identifier(id)).map(|found| inside(found.data()).to_vec());
        self.checked(id, found)
    }

    /// An array as it is by now, without its brackets.
    pub(crate) fn array(&self, id: Id) -> Result<Option<Vec<u8>>, Error> {
        if let Some((_, body)) = self.objects.get(&id.number) {
            return Ok(body.starts_with(b"[").then(|| inside(body).to_vec()));
        }
        let found = self.pdf.xref().get::<Object<'_>>(identifier(id)).and_then(Object::into_array);
        self.checked(id, found.map(|found| inside(found.data()).to_vec()))
    }

    fn checked(&self, id: Id, found: Option<Vec<u8>>) -> Result<Option<Vec<u8>>, Error> {
        if found.is_some() && !self.tail.is_true_of(self.bytes, id) {
            return Err(Error::new(
                ErrorCode::Damaged,
                format!(
                    "Nothing can be added to this PDF: object {} is not where its cross references say.",
                    id.number
                ),
            )
            .with_hint("Repair it first, for example with `qpdf IN.pdf OUT.pdf`, or print it to a new PDF."));
        }
        Ok(found)
    }

    /// A value that is a dictionary, written in place or referred to: its entries, and the object that it is.
    pub(crate) fn value_dictionary(&self, value: Option<&[u8]>) -> Result<Option<Found>, Error> {
        match value.map(|value| (value, reference(value))) {
            Some((_, Some(id))) => Ok(self.dictionary(id)?.map(|entries| (Some(id), entries))),
            Some((value, None)) if value.starts_with(b"<<") => Ok(Some((None, inside(value).to_vec()))),
            _ => Ok(None),
        }
    }

    /// The file: the original to the byte, then the update.
    pub(crate) fn finish(self) -> Vec<u8> {
        let Self { bytes, tail, mut objects, mut next, .. } = self;
        let mut out = bytes.to_vec();
        if !out.ends_with(b"\n") && !out.ends_with(b"\r") {
            out.push(b'\n');
        }
        let mut places: BTreeMap<u32, (u16, u64)> = BTreeMap::new();
        for (number, (generation, body)) in std::mem::take(&mut objects) {
            places.insert(number, (generation, (out.len() - tail.base) as u64));
            out.extend_from_slice(format!("{number} {generation} obj\n").as_bytes());
            out.extend_from_slice(&body);
            out.extend_from_slice(b"\nendobj\n");
        }
        let at = (out.len() - tail.base) as u64;
        let fresh = fingerprint(out.get(bytes.len()..).unwrap_or_default());
        match tail.kind {
            Kind::Table => {
                out.extend_from_slice(table(&places).as_bytes());
                out.extend_from_slice(b"trailer\n<<");
                out.extend_from_slice(&trailer(tail, next, &fresh));
                out.extend_from_slice(b" >>\n");
            }
            Kind::Stream => {
                let number = next;
                next += 1;
                places.insert(number, (0, at));
                // Some readers stop at four bytes.
                let width = if u32::try_from(at).is_ok() { 4 } else { 8 };
                let (index, data) = stream(&places, width);
                let head = format!("{number} 0 obj\n<< /Type /XRef /W [1 {width} 2] /Index [{index}]");
                out.extend_from_slice(head.as_bytes());
                out.extend_from_slice(&trailer(tail, next, &fresh));
                out.extend_from_slice(format!(" /Length {} >>\nstream\n", data.len()).as_bytes());
                out.extend_from_slice(&data);
                out.extend_from_slice(b"\nendstream\nendobj\n");
            }
        }
        out.extend_from_slice(format!("startxref\n{at}\n%%EOF\n").as_bytes());
        out
    }
}

fn identifier(id: Id) -> ObjectIdentifier {
    ObjectIdentifier::new(id.number, i32::from(id.generation))
}

/// Numbers that follow each other.
fn runs(places: &BTreeMap<u32, (u16, u64)>) -> Vec<(u32, Vec<(u16, u64)>)> {
    let mut runs: Vec<(u32, Vec<(u16, u64)>)> = Vec::new();
    for (&number, &place) in places {
        match runs.last_mut() {
            Some((first, run)) if u64::from(*first) + run.len() as u64 == u64::from(number) => run.push(place),
            _ => runs.push((number, vec![place])),
        }
    }
    runs
}

fn table(places: &BTreeMap<u32, (u16, u64)>) -> String {
    // The head of the free list once more: some readers take a table that does not begin at 0 for a broken one.
    let mut text = String::from("xref\n0 1\n0000000000 65535 f \n");
    for (first, run) in runs(places) {
        text.push_str(&format!("{first} {}\n", run.len()));
        for (generation, offset) in run {
            // Twenty bytes each, two of them the line's end.
            text.push_str(&format!("{offset:010} {generation:05} n \n"));
        }
    }
    text
}

/// The Index of a cross-reference stream, and its entries of 1, `width` and 2 bytes.
fn stream(places: &BTreeMap<u32, (u16, u64)>, width: usize) -> (String, Vec<u8>) {
    let mut index = Vec::new();
    let mut data = Vec::new();
    for (first, run) in runs(places) {
        index.push(format!("{first} {}", run.len()));
        for (generation, offset) in run {
            data.push(1);
            data.extend_from_slice(&offset.to_be_bytes()[8 - width..]);
            data.extend_from_slice(&generation.to_be_bytes());
        }
    }
    (index.join(" "), data)
}

/// The entries of the new trailer. Of ID the first half names the document and stays, the second names this version
/// (ISO 32000-2, 14.4).
fn trailer(tail: &Tail, size: u32, fresh: &str) -> Vec<u8> {
    let mut out = format!(" /Size {size} /Prev {}", tail.startxref).into_bytes();
    for (key, value) in &tail.carried {
        let id = (key == b"ID").then(|| crate::syntax::items(inside(value))).flatten();
        let value = match id.as_deref() {
            Some([first, _]) => [b"[", *first, format!(" <{fresh}>]").as_bytes()].concat(),
            _ => value.clone(),
        };
        out.extend_from_slice(b" /");
        // A name with escapes keeps its meaning when they are written anew.
        for byte in key {
            if byte.is_ascii_alphanumeric() {
                out.push(*byte);
            } else {
                out.extend_from_slice(format!("#{byte:02X}").as_bytes());
            }
        }
        out.push(b' ');
        out.extend_from_slice(&value);
    }
    out
}

/// Sixteen bytes that differ where the update does, in hexadecimal: the same input gives the same file, so no clock and
/// no chance is asked. (Two runs of FNV-1a; an ID protects nothing.)
fn fingerprint(bytes: &[u8]) -> String {
    let run =
        |start: u64| bytes.iter().fold(start, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{:016X}{:016X}", run(0xcbf2_9ce4_8422_2325), run(0x9ae1_6a3b_2f90_404f))
}
