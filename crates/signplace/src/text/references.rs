//! What the names of a resource dictionary refer to, where it is written plainly.
//!
//! The parser finds an entry by hash and reads its value each time. A page printed by Chromium has a hundred fonts, and then
//! one pass over their names costs less.

use super::by_name::ByName;
use super::content_byte::{is_regular, is_white_space};
use crate::document::object::ObjectIdentifier;

/// The references of a dictionary, from its bytes with the brackets; none where there is anything but names without escapes and
/// references, at which two readers may differ.
pub(super) fn references(dict: &[u8]) -> Option<ByName<ObjectIdentifier>> {
    let mut found = ByName::default();
    let mut rest = behind_blank(dict.strip_prefix(b"<<")?);
    while !rest.starts_with(b">>") {
        let (name, tail) = regular(rest.strip_prefix(b"/")?);
        let (number, tail) = whole_number(behind_blank(tail))?;
        let (generation, tail) = whole_number(behind_blank(tail))?;
        let tail = behind_blank(tail).strip_prefix(b"R")?;
        if name.contains(&b'#') || tail.first().is_none_or(|byte| is_regular(*byte)) {
            return None;
        }
        found.insert(name, ObjectIdentifier::new(number.unsigned_abs(), generation));
        rest = behind_blank(tail);
    }
    Some(found)
}

/// The whole number that some bytes begin with, and what stands behind the white space that ends it.
fn whole_number(bytes: &[u8]) -> Option<(i32, &[u8])> {
    let mut number = 0i32;
    for (length, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = number.checked_mul(10)?.checked_add(i32::from(byte - b'0'))?,
            _ if length > 0 && is_white_space(*byte) => return Some((number, bytes.get(length..)?)),
            _ => return None,
        }
    }
    None
}

fn behind_blank(bytes: &[u8]) -> &[u8] {
    let blank = bytes.iter().position(|byte| !is_white_space(*byte));
    bytes.get(blank.unwrap_or(bytes.len())..).unwrap_or_default()
}

/// The bytes that a name goes on with, and what stands behind.
fn regular(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| !is_regular(*byte));
    bytes.split_at(end.unwrap_or(bytes.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::object::{Dict, FromBytes as _};

    #[test]
    fn the_parser_finds_the_same() {
        for text in [
            "<</F1 12 0 R/F2 3 1 R/A-long-name 4 0 R>>",
            "<< /F1\n12\n0\nR /F1 7 0 R >>",
            "<<>>",
            "<</ 5 0 R/F1 2147483647 65535 R>>",
        ] {
            let found = references(text.as_bytes()).expect(text);
            let dict = Dict::from_bytes(text.as_bytes()).expect(text);
            for name in ["", "F1", "F2", "A-long-name", "F3"] {
                let known = dict.get_ref(name.as_bytes()).map(ObjectIdentifier::from);
                assert_eq!(found.get(name.as_bytes()), known, "{text} {name}");
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_parser() {
        for text in [
            "",
            "<</F1 12 0 R",
            "<</F1 <<>>>>",
            "<</F#31 12 0 R>>",
            "<</F1 12 0 Rx>>",
            "<</F1 12 0 R%>>\n>>",
            "<</F1 12%\n 0 R>>",
            "<</F1 null>>",
            "<</F1 -1 0 R>>",
            "<</F1 12 0R>>",
            "<</F1 99999999999 0 R>>",
        ] {
            assert!(references(text.as_bytes()).is_none(), "{text}");
        }
    }
}
