//! How far the parser reads when it tries an object, whether or not it succeeds.
//!
//! It is lenient, so a string, array or dictionary without an end is read to the end of the file, and when it searches
//! a damaged file it tries again at the next object. What that comes to is charged beforehand.

/// As deep as the parser goes, and a little more.
const MAX_DEPTH: usize = 512;

/// The bytes read of an object at the start of `bytes`, white space and comments before it included, and whether that
/// is a whole object; of a stream, what is read to find its end where its length is wrong. Stops at `most`.
pub(super) fn extent(bytes: &[u8], most: usize) -> (usize, bool) {
    let bytes = bytes.get(..most).unwrap_or(bytes);
    let (mut at, mut depth, mut in_dict) = (0, 0usize, false);
    loop {
        let Some(&byte) = bytes.get(at) else { return (bytes.len(), false) };
        let rest = &bytes[at..];
        match byte {
            b'%' => {
                at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                continue;
            }
            0 | 9 | 10 | 12 | 13 | 32 => {
                at += 1;
                continue;
            }
            b'(' => match string(rest) {
                Some(length) => at += length,
                None => return (bytes.len(), false),
            },
            b'<' if rest.starts_with(b"<<") => {
                (depth, in_dict, at) = (depth + 1, true, at + 2);
            }
            b'<' => match memchr::memchr(b'>', rest) {
                Some(length) => at += length + 1,
                None => return (bytes.len(), false),
            },
            b'[' => (depth, at) = (depth + 1, at + 1),
            b']' if depth > 0 => (depth, at) = (depth - 1, at + 1),
            b'>' if rest.starts_with(b">>") && depth > 0 => (depth, at) = (depth - 1, at + 2),
            b'>' | b')' | b'{' | b'}' | b']' => return (at, false),
            b'/' => at += 1 + word(&rest[1..]),
            _ => at += word(rest).max(1),
        }
        if depth == 0 {
            break;
        }
        if depth > MAX_DEPTH {
            return (at, false);
        }
    }
    let after = super::scan::skip_blank(bytes.get(at..).unwrap_or_default());
    if in_dict && after.starts_with(b"stream") {
        let start = bytes.len() - after.len();
        let end = super::scan::find(after, b"endstream");
        return (start + end.unwrap_or(after.len()), end.is_some());
    }
    (at.min(bytes.len()), at <= bytes.len())
}

fn word(bytes: &[u8]) -> usize {
    let ends = |b: &u8| b" \n\r\t\0\x0c()<>[]{}/%".contains(b);
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
        for (text, expected) in [
            (" <</A[1 2](a(b)\\))/B<00>>> endobj", (26, true)),
            ("[1 2 % ]\n 3] 4", (12, true)),
            ("12 0 R", (2, true)),
            ("(a(b) endobj 2 0 obj (c)", (24, false)),
            ("<< /A 1 endobj 2 0 obj << /B 2 >>", (33, false)),
            ("<0011 endobj", (12, false)),
            ("[1 } 2]", (3, false)),
            ("<< /Length 3 >> stream\nabc\nendstream endobj", (27, true)),
            ("<< /Length 3 >> stream\nabc", (26, false)),
        ] {
            assert_eq!(extent(text.as_bytes(), usize::MAX), expected, "{text}");
        }
        assert_eq!(extent("[".repeat(10_000).as_bytes(), usize::MAX), (MAX_DEPTH + 1, false));
    }
}
