//! What can still be read of a file in which the parser finds no pages, written out plainly for it.
//!
//! The parser gives up on an object for a stray byte in it, and on an object stream for a wrong number in its header.
//! Here stray bytes are blanked, the members of object streams are written out as objects of their own, and a page tree
//! is made of the pages that there are where none leads to them. Nothing is invented: pages stand in the order of the
//! file when their own order is lost.

use std::fmt::Write as _;

use super::limits::Limits;
use super::object::{Array, Dict, FromBytes as _, MaybeRef, Name, Object, Stream};
use super::scan::{Place, places, skip_blank};
use super::stream::Budget;

/// The file as above; `None` when nothing can be made of it, or it is encrypted.
pub(super) fn salvaged(bytes: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    if super::scan::find(bytes, b"/Encrypt").is_some() {
        return None;
    }
    let mut out = bytes.to_vec();
    for place in places(bytes).filter(|place| place.id(bytes).is_some()) {
        if place.object(bytes).is_none() {
            blank_strays(out.get_mut(place.body..)?);
        }
    }
    let members = members(&out, limits);
    out.extend_from_slice(b"\nendobj\n");
    out.extend_from_slice(&members);
    let catalog = catalog(&mut out)?;
    // No cross references: the objects are found by searching, and of those of one number the last holds.
    let trailer = format!("\ntrailer\n<< /Root {} {} R >>\nstartxref\n0\n%%EOF\n", catalog.0, catalog.1);
    out.extend_from_slice(trailer.as_bytes());
    Some(out)
}

/// The members of all object streams as objects of their own.
fn members(bytes: &[u8], limits: &Limits) -> Vec<u8> {
    let budget = Budget::new(limits);
    let mut out = Vec::new();
    for place in places(bytes) {
        let Some(Object::Stream(stream)) = place.object(bytes) else { continue };
        if stream.dict().get::<Name<'_>>(b"Type").as_deref() != Some(b"ObjStm") {
            continue;
        }
        let Ok(data) = budget.decode(&stream) else { continue };
        write_members(&stream, &data, limits, &mut out);
    }
    out
}

fn write_members(stream: &Stream<'_>, data: &[u8], limits: &Limits, out: &mut Vec<u8>) {
    let stated = |key: &[u8]| stream.dict().get::<u32>(key).map(|n| n as usize);
    let first = stated(b"First").unwrap_or(0);
    let header = data.get(..first).unwrap_or(data);
    let mut numbers = header
        .split(|b| b.is_ascii_whitespace())
        .filter(|word| !word.is_empty())
        .map_while(|word| std::str::from_utf8(word).ok()?.parse::<u32>().ok());
    while let (Some(number), Some(offset)) = (numbers.next(), numbers.next()) {
        let Some(body) = data.get(first + offset as usize..) else { continue };
        let body = skip_blank(body);
        let text = match Object::from_bytes(body) {
            Some(Object::Dict(dict)) => dict.data(),
            Some(Object::Array(array)) => array.data(),
            // A number, a name, a string: to the end of its line, which is what writers put them on.
            Some(_) => body.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default(),
            None => continue,
        };
        if out.len() + text.len() > limits.stream_bytes as usize {
            return;
        }
        out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        out.extend_from_slice(text);
        out.extend_from_slice(b"\nendobj\n");
    }
}

/// The number of a catalog with pages; where there is none, one is written with a page tree of all pages.
fn catalog(out: &mut Vec<u8>) -> Option<(u32, u32)> {
    let (mut catalog, mut pages, mut highest) = (None, Vec::new(), 0);
    let mut nodes_with_kids = 0;
    for place in places(out) {
        let (Some(id), Some(Object::Dict(dict))) = (place.id(out), place.object(out)) else { continue };
        highest = highest.max(id.0);
        match dict.get::<Name<'_>>(b"Type").as_deref() {
            Some(b"Catalog") if dict.get_ref(b"Pages").is_some() => catalog = Some((id, place)),
            Some(b"Page") => {
                pages.retain(|known| *known != id);
                pages.push(id);
            }
            Some(b"Pages") if has_kids(&dict) => nodes_with_kids += 1,
            _ => {}
        }
    }
    if let Some((id, _)) = catalog
        && nodes_with_kids > 0
    {
        return Some(id);
    }
    if pages.is_empty() {
        return None;
    }
    let (tree, root) = (highest.checked_add(1)?, highest.checked_add(2)?);
    let mut kids = String::new();
    for (number, generation) in &pages {
        let _ = write!(kids, "{number} {generation} R ");
    }
    let count = pages.len();
    let mut entries = String::new();
    if let Some((_, place)) = catalog
        && let Some(Object::Dict(old)) = Place::object(&place, out)
        && let Some(form) = old.get_ref(b"AcroForm")
    {
        let _ = write!(entries, "/AcroForm {} {} R", form.obj_number, form.gen_number);
    }
    let made = format!(
        "\n{tree} 0 obj\n<< /Type /Pages /Kids [{kids}] /Count {count} >>\nendobj\n\
         {root} 0 obj\n<< /Type /Catalog /Pages {tree} 0 R {entries} >>\nendobj\n"
    );
    out.extend_from_slice(made.as_bytes());
    Some((root, 0))
}

fn has_kids(dict: &Dict<'_>) -> bool {
    dict.get::<Array<'_>>(b"Kids").is_some_and(|kids| kids.raw_iter().any(|kid| matches!(kid, MaybeRef::Ref(_))))
}

/// Blanks what cannot be part of any token, from a dictionary or array on to its end or the end of the object. A word
/// that begins as a number stays that number.
fn blank_strays(bytes: &mut [u8]) {
    let start = bytes.len() - skip_blank(bytes).len();
    let end = super::scan::find(bytes, b"endobj").unwrap_or(bytes.len());
    let Some(bytes) = bytes.get_mut(start..end.max(start)) else { return };
    if !bytes.starts_with(b"<<") {
        return;
    }
    let (mut at, mut depth) = (0usize, 0u32);
    while let Some(&byte) = bytes.get(at) {
        let pair = bytes.get(at..at + 2);
        match byte {
            b'<' if pair == Some(b"<<") => {
                depth += 1;
                at += 2;
            }
            b'>' if pair == Some(b">>") => {
                depth = depth.saturating_sub(1);
                at += 2;
                if depth == 0 {
                    return;
                }
            }
            b'<' => at = blank_hex(bytes, at),
            b'(' => at = after_string(bytes, at),
            b'[' | b']' => at += 1,
            b'/' => {
                at += 1;
                at += word_length(&bytes[at..]);
            }
            b'>' | b')' | b'{' | b'}' => {
                bytes[at] = b' ';
                at += 1;
            }
            0 | 9 | 10 | 12 | 13 | 32 => at += 1,
            b'%' => at = bytes.len() - skip_blank(&bytes[at..]).len(),
            _ => {
                let length = word_length(&bytes[at..]).max(1);
                let word = &mut bytes[at..at + length];
                if !matches!(&*word, b"true" | b"false" | b"null" | b"R") {
                    let number = word.iter().take_while(|b| matches!(b, b'0'..=b'9' | b'.' | b'+' | b'-')).count();
                    word[number..].fill(b' ');
                }
                at += length;
            }
        }
    }
}

fn word_length(bytes: &[u8]) -> usize {
    let delimiter = |b: &u8| {
        matches!(b, 0 | 9 | 10 | 12 | 13 | 32 | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
    };
    bytes.iter().position(delimiter).unwrap_or(bytes.len())
}

/// Blanks what is no digit in a hexadecimal string; gives where it ends.
fn blank_hex(bytes: &mut [u8], start: usize) -> usize {
    let end = memchr::memchr(b'>', &bytes[start..]).map_or(bytes.len(), |length| start + length);
    for byte in &mut bytes[start + 1..end] {
        if !byte.is_ascii_hexdigit() {
            *byte = b' ';
        }
    }
    end + 1
}

/// Where a literal string ends.
fn after_string(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0u32);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strays_are_blanked_and_nothing_else() {
        let blanked = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            blank_strays(&mut bytes);
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(blanked("<</A[0 8$612 7 0 R]/B<a@b> }>> $"), "<</A[0 8     7 0 R]/B<a b>  >> $");
        let fine = " <</A (a(b)\\) $ ) /B true /C [1.5 -2 null] /D#20E <</F<00>>> % $\n>>";
        assert_eq!(blanked(fine), fine);
        assert_eq!(blanked("[ $ ]"), "[ $ ]");
    }
}
