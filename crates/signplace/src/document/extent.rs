//! How far the parser reads when it tries an object, whether or not it succeeds.
//!
//! It is lenient, so a string, array or dictionary without an end is read to the end of the file, and when it searches
//! a damaged file it tries again at the next object. What that comes to is charged beforehand.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::bytes::AllOf;

/// As deep as the parser goes, and a little more.
const MAX_DEPTH: usize = 512;

/// What trying an object reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Bytes read, white space and comments before the object included; of a stream, what is read to find its end where
    /// its length is wrong.
    pub(super) read: usize,
    /// Where the object ends, if it is whole; of a stream, its dictionary.
    pub(super) end: Option<usize>,
    /// Whether it is a dictionary with the word `stream` behind it.
    pub(super) is_stream: bool,
    /// Of a stream: whether the parser may find in it the key `W` or the name `ObjStm`; false only where it certainly does
    /// not.
    pub(super) is_special: bool,
}

impl Extent {
    /// Of the object at the start of `bytes`; reads no further than `most`.
    pub(super) fn of(bytes: &[u8], most: usize) -> Self {
        static END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"endstream"));
        let bytes = bytes.get(..most).unwrap_or(bytes);
        let broken = |read| Self { read, end: None, is_stream: false, is_special: true };
        let Ok(end) = object_end(bytes) else { return broken(bytes.len()) };
        let (at, is_dict, is_special) = match end {
            End::Whole { at, is_dict, is_special } => (at, is_dict, is_special),
            End::Broken(at) => return broken(at),
        };
        let after = super::scan::skip_blank(bytes.get(at..).unwrap_or_default());
        if !is_dict || !after.starts_with(b"stream") {
            return Self { read: at, end: Some(at), is_stream: false, is_special };
        }
        let start = bytes.len() - after.len();
        let read = start + END.find(after).unwrap_or(after.len());
        let is_special = is_special || has_special_names(bytes.get(..at).unwrap_or_default());
        Self { read, end: Some(at), is_stream: true, is_special }
    }
}

enum End {
    Whole { at: usize, is_dict: bool, is_special: bool },
    Broken(usize),
}

/// The bytes end before the object does.
struct Endless;

fn object_end(bytes: &[u8]) -> Result<End, Endless> {
    let (mut at, mut depth, mut is_dict, mut is_special) = (0, 0usize, false, false);
    // Which of the innermost 64 brackets are those of dictionaries. Where they do not match, the parser may see
    // something else.
    let mut dicts = 0u64;
    let mut telling = AllOf::new(bytes, TELLING);
    loop {
        if depth > 0 {
            // Within brackets nothing else counts, not names, numbers or words.
            at = telling.first_from(at).ok_or(Endless)?;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        match rest.first().ok_or(Endless)? {
            b'%' => {
                is_special = true;
                at += memchr::memchr2(b'\n', b'\r', rest).ok_or(Endless)?;
                continue;
            }
            0 | 9 | 10 | 12 | 13 | 32 => {
                at += 1;
                continue;
            }
            b'/' => at += 1 + word(&rest[1..]),
            b'(' => at += string(rest).ok_or(Endless)?,
            b'<' if rest.starts_with(b"<<") => {
                is_dict |= depth == 0;
                (depth, dicts, at) = (depth + 1, dicts << 1 | 1, at + 2);
            }
            b'<' => at += memchr::memchr(b'>', rest).ok_or(Endless)? + 1,
            b'[' => (depth, dicts, at) = (depth + 1, dicts << 1, at + 1),
            b']' if depth > 0 => {
                is_special |= dicts & 1 == 1 || depth > 64;
                (depth, dicts, at) = (depth - 1, dicts >> 1, at + 1);
            }
            b'>' if rest.starts_with(b">>") && depth > 0 => {
                is_special |= dicts & 1 == 0 || depth > 64;
                (depth, dicts, at) = (depth - 1, dicts >> 1, at + 2);
            }
            b'>' | b')' | b'{' | b'}' | b']' => return Ok(End::Broken(at)),
            _ => at += word(rest).max(1),
        }
        if depth == 0 {
            return Ok(End::Whole { at, is_dict, is_special });
        }
        if depth > MAX_DEPTH {
            return Ok(End::Broken(at));
        }
    }
}

/// Where something may begin within brackets that counts.
const TELLING: &[u8; 9] = b"()<>[]{}%";

/// Whether the key `W` or the name `ObjStm` may be in a dictionary, or names with escapes, which may be anything.
fn has_special_names(dict: &[u8]) -> bool {
    let is_special = |name: &[u8]| name.starts_with(b"ObjStm") || name.first() == Some(&b'W') && word(name) == 1;
    memchr::memchr2_iter(b'/', b'#', dict).any(|at| dict[at] == b'#' || is_special(&dict[at + 1..]))
}

fn word(bytes: &[u8]) -> usize {
    let ends = |byte: &u8| matches!(byte, 0 | 9 | 10 | 12 | 13 | b' ' | b'/') || TELLING.contains(byte);
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

/// The length of a literal string, brackets included; `None` when it does not end.
fn string(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    let mut from = 0;
    while let Some(length) = bytes.get(from..).and_then(|rest| memchr::memchr3(b'(', b')', b'\\', rest)) {
        let at = from + length;
        from = at + 1;
        match bytes[at] {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(from);
                }
            }
            _ => from += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_objects_are_read_to_their_end_and_broken_ones_to_where_they_break() {
        for (text, read, end, is_stream) in [
            (" <</A[1 2](a(b)\\))/B<00>>> endobj", 26, Some(26), false),
            ("[1 2 % ]\n 3] 4", 12, Some(12), false),
            ("12 0 R", 2, Some(2), false),
            ("(a(b) endobj 2 0 obj (c)", 24, None, false),
            ("<< /A 1 endobj 2 0 obj << /B 2 >>", 33, None, false),
            ("<0011 endobj", 12, None, false),
            ("[1 } 2]", 3, None, false),
            ("<< /Length 3 >> stream\nabc\nendstream endobj", 27, Some(15), true),
            ("<< /Length 3 >> stream\nabc", 26, Some(15), true),
        ] {
            let found = Extent::of(text.as_bytes(), usize::MAX);
            assert_eq!((found.read, found.end, found.is_stream), (read, end, is_stream), "{text}");
        }
        assert_eq!(Extent::of("[".repeat(10_000).as_bytes(), usize::MAX).read, MAX_DEPTH + 1);
    }

    #[test]
    fn dictionaries_that_may_be_of_tables_or_of_object_streams_are_told() {
        for (text, is_special) in [
            ("<</Width 3/Type/XObject/A[<</B 1>>]>>stream", false),
            ("<</W[1 2 1]>>stream", true),
            ("<</#57[1 2 1]>>stream", true),
            ("<</Type/ObjStm>>stream", true),
            ("<</Type/Obj#53tm>>stream", true),
            ("<</A[1>>>>stream", true),
            ("<</A<<1]>>stream", true),
            ("<</A 1%>>\n>>stream", true),
        ] {
            assert_eq!(Extent::of(text.as_bytes(), usize::MAX).is_special, is_special, "{text}");
        }
        let deep = |count| format!("<</A{}{}>>", "[".repeat(count), "]".repeat(count));
        assert!(!Extent::of(deep(60).as_bytes(), usize::MAX).is_special);
        assert!(Extent::of(deep(70).as_bytes(), usize::MAX).is_special);
    }
}
