//! How far the parser reads when it tries an object, whether or not it succeeds.
//!
//! It is lenient, so a string, array or dictionary without an end is read to the end of the file, and when it searches
//! a damaged file it tries again at the next object. What that comes to is charged beforehand.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::bytes::{AllOf, ByteSet, Lanes};

/// As deep as the parser goes, and a little more.
const MAX_DEPTH: usize = 512;

/// What trying an object reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// Bytes read, white space and comments before the object included; of a stream, what is read to find its end where
    /// its length is wrong.
    pub(super) read: usize,
    /// Where in the file the object ends, if it is whole; of a stream, its dictionary.
    pub(super) end: Option<usize>,
    /// Whether it is a dictionary with the word `stream` behind it.
    pub(super) is_stream: bool,
    /// Of a stream: whether the parser may find in it the key `W` or the name `ObjStm`; false only where it certainly does
    /// not.
    pub(super) is_special: bool,
}

/// Tells extents in one file, and looks at each of its bytes once.
pub(super) struct Extents<'b> {
    bytes: &'b [u8],
    telling: AllOf<'b, Telling>,
}

impl<'b> Extents<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, telling: AllOf::new(bytes) }
    }

    /// That of the object at a place; reads no more than `most` bytes of it.
    pub(super) fn at(&mut self, start: usize, most: usize) -> Extent {
        static END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"endstream"));
        let bytes = self.bytes.get(..start.saturating_add(most)).unwrap_or(self.bytes);
        let broken = |at: usize| Extent { read: at - start, end: None, is_stream: false, is_special: true };
        let (at, is_dict, is_special) = match self.object_end(start, bytes) {
            End::Whole { at, is_dict, is_special } => (at, is_dict, is_special),
            End::Broken(at) => return broken(at),
            End::None => return broken(bytes.len().max(start)),
        };
        let after = super::scan::skip_blank(bytes.get(at..).unwrap_or_default());
        if !is_dict || !after.starts_with(b"stream") {
            return Extent { read: at - start, end: Some(at), is_stream: false, is_special };
        }
        let read = bytes.len() - after.len() + END.find(after).unwrap_or(after.len()) - start;
        let is_special = is_special || has_special_names(bytes.get(start..at).unwrap_or_default());
        Extent { read, end: Some(at), is_stream: true, is_special }
    }

    fn object_end(&mut self, start: usize, bytes: &[u8]) -> End {
        let (mut at, mut has_comment) = (start, false);
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let end = match rest {
                [] => return End::None,
                [b'%', ..] => {
                    has_comment = true;
                    let Some(length) = memchr::memchr2(b'\n', b'\r', rest) else { return End::None };
                    at += length;
                    continue;
                }
                [0 | 9 | 10 | 12 | 13 | 32, ..] => {
                    at += 1;
                    continue;
                }
                [b'<', b'<', ..] | [b'[', ..] => return self.end_of_brackets(at, bytes, has_comment),
                [b'>' | b')' | b'{' | b'}' | b']', ..] => return End::Broken(at),
                [b'/', name @ ..] => Some(at + 1 + word(name)),
                [b'(', ..] => self.string_end(at, bytes),
                [b'<', ..] => self.hex_string_end(at, bytes),
                _ => Some(at + word(rest).max(1)),
            };
            return end.map_or(End::None, |at| End::Whole { at, is_dict: false, is_special: has_comment });
        }
    }

    /// Where the array or dictionary ends that begins at a place. Within brackets only brackets count, not names, numbers or
    /// words.
    fn end_of_brackets(&mut self, start: usize, bytes: &[u8], mut is_special: bool) -> End {
        let (mut at, mut depth, mut is_dict) = (start, 0usize, false);
        // Which of the innermost 64 brackets are those of dictionaries. Where they do not match, the parser may see
        // something else.
        let mut dicts = 0u64;
        while let Some(found) = self.telling.first_from(at) {
            let Some(byte) = bytes.get(found) else { break };
            let is_double = bytes.get(found + 1) == Some(byte);
            at = found + 1;
            match byte {
                b'<' if is_double => {
                    is_dict |= depth == 0;
                    (at, depth, dicts) = (at + 1, depth + 1, dicts << 1 | 1);
                }
                b'>' if is_double => {
                    is_special |= dicts & 1 == 0 || depth > 64;
                    (at, depth, dicts) = (at + 1, depth - 1, dicts >> 1);
                }
                b'[' => (depth, dicts) = (depth + 1, dicts << 1),
                b']' => {
                    is_special |= dicts & 1 == 1 || depth > 64;
                    (depth, dicts) = (depth - 1, dicts >> 1);
                }
                b'(' => match self.string_end(found, bytes) {
                    Some(end) => at = end,
                    None => break,
                },
                b'<' => match self.hex_string_end(found, bytes) {
                    Some(end) => at = end,
                    None => break,
                },
                b'%' => {
                    is_special = true;
                    match memchr::memchr2(b'\n', b'\r', bytes.get(at..).unwrap_or_default()) {
                        Some(length) => at += length,
                        None => break,
                    }
                }
                b'>' | b')' | b'{' | b'}' => return End::Broken(found),
                _ => {}
            }
            if depth == 0 {
                return End::Whole { at, is_dict, is_special };
            }
            if depth > MAX_DEPTH {
                return End::Broken(at);
            }
        }
        End::None
    }

    /// Where the literal string ends that begins at a place, brackets included.
    fn string_end(&mut self, start: usize, bytes: &[u8]) -> Option<usize> {
        let (mut at, mut depth) = (start, 0usize);
        loop {
            at = self.telling.first_from(at)?;
            match bytes.get(at)? {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                b'\\' => at += 1,
                _ => {}
            }
            at += 1;
        }
    }

    /// The same of one of hexadecimal digits.
    fn hex_string_end(&mut self, start: usize, bytes: &[u8]) -> Option<usize> {
        let mut at = start;
        loop {
            at = self.telling.first_from(at)? + 1;
            if *bytes.get(at - 1)? == b'>' {
                return Some(at);
            }
        }
    }
}

enum End {
    Whole {
        at: usize,
        is_dict: bool,
        is_special: bool,
    },
    Broken(usize),
    /// The bytes end before the object does.
    None,
}

/// Where something may begin within brackets that counts, or within strings: `()<>[]{}%\`.
struct Telling;

impl ByteSet for Telling {
    #[inline(always)]
    fn has<L: Lanes>(bytes: L) -> L::Truth {
        // Those that differ in one bit are told by one comparison.
        let (round, angle, other) = (bytes.without(1), bytes.without(2), bytes.with(0x20));
        let bracket = round.are(b'(') | angle.are(b'<') | other.are(b'{') | other.are(b'}');
        bracket | bytes.are(b'%') | bytes.are(b'\\')
    }
}

/// Whether the key `W` or the name `ObjStm` may be in a dictionary, or names with escapes, which may be anything.
fn has_special_names(dict: &[u8]) -> bool {
    let is_special = |name: &[u8]| name.starts_with(b"ObjStm") || name.first() == Some(&b'W') && word(name) == 1;
    memchr::memchr2_iter(b'/', b'#', dict).any(|at| dict[at] == b'#' || is_special(&dict[at + 1..]))
}

fn word(bytes: &[u8]) -> usize {
    let ends = |byte: &u8| {
        let is_bracket = matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}');
        is_bracket || matches!(byte, 0 | 9 | 10 | 12 | 13 | b' ' | b'/' | b'%')
    };
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Extent {
        Extents::new(text.as_bytes()).at(0, usize::MAX)
    }

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
            let found = of(text);
            assert_eq!((found.read, found.end, found.is_stream), (read, end, is_stream), "{text}");
        }
        assert_eq!(of(&"[".repeat(10_000)).read, MAX_DEPTH + 1);
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
            assert_eq!(of(text).is_special, is_special, "{text}");
        }
        let deep = |count| format!("<</A{}{}>>", "[".repeat(count), "]".repeat(count));
        assert!(!of(&deep(60)).is_special);
        assert!(of(&deep(70)).is_special);
    }
}
