//! Dictionaries that are written plainly, read in one pass.
//!
//! The parser reads what a dictionary holds once to find its end, again for each level that is asked for, and a last time
//! for the value. A page printed by Chromium has a hundred fonts, each with a dictionary of two kilobytes: there that is
//! most of what reading the page costs. What is not plain is left to the parser.

use memchr::{memchr, memchr2, memchr3};
use smallvec::SmallVec;

use crate::text::content_byte::{is_regular, is_white_space};

/// The entries of a dictionary: names without the solidus, and values as they are written.
#[derive(Debug, Default)]
pub(super) struct Entries<'a>(SmallVec<[(&'a [u8], &'a [u8]); 16]>);

impl<'a> Entries<'a> {
    /// The entries of a dictionary that the parser could read, from its bytes with the brackets; none where there are
    /// comments, escapes in names, strings that are not simple, or anything else at which two readers may differ.
    pub(super) fn of(dict: &'a [u8]) -> Option<Self> {
        if memchr2(b'%', b'#', dict).is_some() {
            return None;
        }
        let mut rest = dict.strip_prefix(b"<<")?;
        let mut entries = SmallVec::new();
        loop {
            rest = behind_blank(rest);
            if rest.starts_with(b">>") {
                return Some(Self(entries));
            }
            let (key, tail) = regular(rest.strip_prefix(b"/")?);
            rest = behind_blank(tail);
            let tail = behind_value(rest)?;
            entries.push((key, &rest[..rest.len() - tail.len()]));
            rest = tail;
        }
    }

    /// The value of a key; the last where it stands several times.
    pub(super) fn get(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.0.iter().rev().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    /// A value that is an array: what stands between the brackets.
    pub(super) fn array(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.get(key)?.strip_prefix(b"[")?.strip_suffix(b"]")
    }

    /// A value that is a name.
    pub(super) fn name(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.get(key)?.strip_prefix(b"/")
    }
}

/// What stands behind a value. A reference ends with its `R`.
fn behind_value(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [b'/', tail @ ..] => Some(regular(tail).1),
        [b'[', tail @ ..] => {
            let mut rest = tail;
            let mut depth = 1;
            // Dictionaries in arrays are not plain.
            while depth > 0 {
                let at = memchr3(b'[', b']', b'<', rest)?;
                match rest[at] {
                    b'[' => depth += 1,
                    b']' => depth -= 1,
                    _ => return None,
                }
                rest = &rest[at + 1..];
            }
            let array = &tail[..tail.len() - rest.len()];
            memchr2(b'(', b')', array).is_none().then_some(rest)
        }
        [b'(', tail @ ..] => behind_string(tail),
        [b'<', b'<', tail @ ..] => {
            let mut rest = tail;
            let mut depth = 1;
            while depth > 0 {
                let at = memchr3(b'<', b'>', b'(', rest)?;
                match &rest[at..] {
                    [b'<', b'<', ..] => depth += 1,
                    [b'>', b'>', ..] => depth -= 1,
                    [b'(', string @ ..] => {
                        rest = behind_string(string)?;
                        continue;
                    }
                    _ => return None,
                }
                rest = &rest[at + 2..];
            }
            Some(rest)
        }
        _ => {
            let (word, tail) = regular(bytes);
            if word.is_empty() {
                return None;
            }
            let rest = behind_blank(tail);
            if matches!(rest.first(), Some(b'/' | b'>')) {
                return Some(tail);
            }
            // The generation of a reference.
            let rest = behind_blank(regular(rest).1);
            let tail = rest.strip_prefix(b"R")?;
            let is_whole = regular(tail).0.is_empty();
            (is_whole && matches!(behind_blank(tail).first(), Some(b'/' | b'>'))).then_some(tail)
        }
    }
}

/// What stands behind a string without escapes and brackets in it, from behind its first bracket.
fn behind_string(bytes: &[u8]) -> Option<&[u8]> {
    let end = memchr(b')', bytes)?;
    memchr2(b'(', b'\\', &bytes[..end]).is_none().then(|| &bytes[end + 1..])
}

fn behind_blank(bytes: &[u8]) -> &[u8] {
    let blank = bytes.iter().position(|byte| !is_white_space(*byte));
    &bytes[blank.unwrap_or(bytes.len())..]
}

/// The bytes that a name or a number goes on with, and what stands behind.
fn regular(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| !is_regular(*byte));
    bytes.split_at(end.unwrap_or(bytes.len()))
}

/// A member of an array of names and numbers.
#[derive(Debug, PartialEq)]
pub(super) enum Member<'a> {
    Name(&'a [u8]),
    Number(usize),
}

/// The members of an array that has but names without escapes and whole numbers, by what is between its brackets; none
/// at the first that is anything else, and then none.
pub(super) fn members(array: &[u8]) -> impl Iterator<Item = Option<Member<'_>>> {
    let mut rest = behind_blank(array);
    let mut last: &[u8] = b"";
    std::iter::from_fn(move || {
        let (member, tail) = match rest {
            [] => return None,
            [b'/', tail @ ..] => {
                // Fonts that have one glyph give hundreds of codes the name of the empty one.
                let again = tail.strip_prefix(last).filter(|tail| tail.first().is_some_and(|b| !is_regular(*b)));
                let (name, tail) = again.map_or_else(|| regular(tail), |tail| (last, tail));
                last = name;
                (Some(Member::Name(name)), tail)
            }
            _ => {
                let (word, tail) = regular(rest);
                let is_number = (1..=6).contains(&word.len()) && word.iter().all(u8::is_ascii_digit);
                let number = || word.iter().fold(0, |number, digit| number * 10 + usize::from(digit & 15));
                (is_number.then(|| Member::Number(number())), tail)
            }
        };
        rest = if member.is_some() { behind_blank(tail) } else { &[] };
        Some(member)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_syntax::object::{Dict, FromBytes, MaybeRef, Object};

    #[test]
    fn plain_entries_are_those_of_the_parser() {
        let text =
            b"<< /Type /Font/A[1 [2 3]/x]/B<</C<</D 1>>/Encoding/No>>\n/E 12 0 R /F -1.5/G true/S (>> s)/T<</U (<< )>>/H null /A [4] /I 7 >>";
        let plain = Entries::of(text).unwrap();
        let dict = Dict::from_bytes(text).unwrap();
        assert_eq!(plain.0.len(), dict.len() + 1);
        for (key, value) in dict.entries() {
            let written = plain.get(&key).unwrap();
            match value {
                MaybeRef::Ref(reference) => assert_eq!(written, format!("{reference}").as_bytes()),
                MaybeRef::NotRef(object) => assert_eq!(Object::from_bytes(written), Some(object), "{key:?}"),
            }
        }
        assert_eq!(plain.array(b"A"), Some(&b"4"[..]));
        assert_eq!(plain.name(b"Type"), Some(&b"Font"[..]));
        assert_eq!((plain.name(b"A"), plain.array(b"Type"), plain.get(b"Encoding")), (None, None, None));
    }

    #[test]
    fn what_is_not_plain_is_left() {
        for text in [
            "<</A (x\\)>>",
            "<</A ((x))>>",
            "<</A [(x)]>>",
            "<</A <</B (>>) /C (\\>>>",
            "<</A 1 % x\n>>",
            "<</A#42 1>>",
            "<</A <00>>>",
            "<</A [<</B 1>>]>>",
            "<</A 1 2>>",
            "<</A 1 0 Rx/B 1>>",
            "<</A>>",
            "<</A 1 0 R",
            "<<1/A>>",
            "</A 1>",
            "<</A[1>>",
        ] {
            assert!(Entries::of(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn members_are_names_and_whole_numbers() {
        let names = |text: &'static str| members(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(
            names(" 0 /g0/g1\n12"),
            [Some(Member::Number(0)), Some(Member::Name(b"g0")), Some(Member::Name(b"g1")), Some(Member::Number(12))]
        );
        for text in ["-1", "1.5", "1234567", "123456789012345678901234567890", "[", "null", "R", ")"] {
            assert_eq!(names(text), [None], "{text}");
        }
    }
}
