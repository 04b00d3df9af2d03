//! The bytes of PDF objects: where a value ends, what a dictionary holds, and how one entry of it is changed.
//!
//! A dictionary that is written anew must not change in anything but the one entry that is meant: whoever validates a
//! signature compares. So what is not meant is never parsed into values and printed again, but copied as it stands.

use std::ops::Range;

/// Brackets within brackets; deeper ones are taken for damage.
const MAX_DEPTH: usize = 512;

/// An indirect object's number and generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id {
    pub(crate) number: u32,
    pub(crate) generation: u16,
}

impl Id {
    /// As it stands in a file: `12 0 R`.
    pub(crate) fn reference(self) -> String {
        format!("{} {} R", self.number, self.generation)
    }
}

/// An entry of a dictionary: its key without the slash, and where in the bytes it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: Vec<u8>,
    /// From the key's slash to the value's end.
    pub(crate) whole: Range<usize>,
    pub(crate) value: Range<usize>,
}

/// What stands between a dictionary's or an array's brackets, or all of it where there are none.
pub(crate) fn inside(bytes: &[u8]) -> &[u8] {
    let trimmed = bytes.trim_ascii();
    let dictionary = trimmed.strip_prefix(b"<<").and_then(|rest| rest.strip_suffix(b">>"));
    let array = || trimmed.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]"));
    dictionary.or_else(array).unwrap_or(bytes)
}

/// The entries of a dictionary, given without its brackets, in their order; `None` where it is damaged.
pub(crate) fn entries(dictionary: &[u8]) -> Option<Vec<Entry>> {
    let mut all = Vec::new();
    let mut at = skip_space(dictionary, 0);
    while at < dictionary.len() {
        let start = at;
        if dictionary.get(at) != Some(&b'/') {
            return None;
        }
        at = regular_end(dictionary, at + 1);
        let key = name(dictionary.get(start + 1..at)?);
        let from = skip_space(dictionary, at);
        at = value_end(dictionary, from)?;
        all.push(Entry { key, whole: start..at, value: from..at });
        at = skip_space(dictionary, at);
    }
    Some(all)
}

/// The value of a dictionary's entry; of several of the same name the last, as readers take it.
pub(crate) fn get<'a>(dictionary: &'a [u8], key: &str) -> Option<&'a [u8]> {
    let all = entries(dictionary)?;
    let entry = all.iter().rev().find(|entry| entry.key == key.as_bytes())?;
    dictionary.get(entry.value.clone())
}

/// A dictionary, without its brackets, with one entry changed or added; every other byte as it was.
pub(crate) fn with(dictionary: &[u8], key: &str, value: &str) -> Option<Vec<u8>> {
    let mut out = without(dictionary, key)?;
    // What stands last may be a comment.
    out.extend_from_slice(format!("\n/{key} {value}").as_bytes());
    Some(out)
}

/// A dictionary, without its brackets, without one entry.
pub(crate) fn without(dictionary: &[u8], key: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(dictionary.len() + 32);
    let mut from = 0;
    for entry in entries(dictionary)?.iter().filter(|entry| entry.key == key.as_bytes()) {
        out.extend_from_slice(dictionary.get(from..entry.whole.start)?);
        from = entry.whole.end;
    }
    out.extend_from_slice(dictionary.get(from..)?);
    out.truncate(out.trim_ascii_end().len());
    Some(out)
}

/// The values of an array, given without its brackets; `None` where it is damaged.
pub(crate) fn items(array: &[u8]) -> Option<Vec<&[u8]>> {
    let mut all = Vec::new();
    let mut at = skip_space(array, 0);
    while at < array.len() {
        let end = value_end(array, at)?;
        all.push(array.get(at..end)?);
        at = skip_space(array, end);
    }
    Some(all)
}

/// A value that is a reference.
pub(crate) fn reference(value: &[u8]) -> Option<Id> {
    let mut words = value.split(|b| is_space(*b)).filter(|word| !word.is_empty());
    let id = Id { number: number(words.next()?)?, generation: number(words.next()?)? };
    (words.next()? == b"R" && words.next().is_none()).then_some(id)
}

/// A value that is a whole number.
pub(crate) fn number<T: std::str::FromStr>(value: &[u8]) -> Option<T> {
    std::str::from_utf8(value.trim_ascii()).ok()?.parse().ok()
}

/// Where a value ends that begins here.
pub(crate) fn value_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    let mut depth = 0usize;
    loop {
        at = match *bytes.get(at)? {
            b'(' => string_end(bytes, at)?,
            b'<' if bytes.get(at + 1) == Some(&b'<') => {
                depth += 1;
                at + 2
            }
            b'<' => at + memchr::memchr(b'>', bytes.get(at..)?)? + 1,
            b'>' if bytes.get(at + 1) == Some(&b'>') => {
                depth = depth.checked_sub(1)?;
                at + 2
            }
            b'[' => {
                depth += 1;
                at + 1
            }
            b']' => {
                depth = depth.checked_sub(1)?;
                at + 1
            }
            b'/' => regular_end(bytes, at + 1),
            first if is_regular(first) => {
                let end = regular_end(bytes, at);
                // The parts of a reference within brackets are values of their own to this loop.
                if depth == 0 { reference_end(bytes, at, end).unwrap_or(end) } else { end }
            }
            _ => return None,
        };
        if depth == 0 {
            return Some(at);
        }
        if depth > MAX_DEPTH {
            return None;
        }
        at = skip_space(bytes, at);
    }
}

/// Where a reference ends whose first number ends here.
fn reference_end(bytes: &[u8], start: usize, first: usize) -> Option<usize> {
    let digits = |from: usize, to: usize| bytes.get(from..to).is_some_and(is_whole);
    let second = skip_space(bytes, first);
    let second_end = regular_end(bytes, second);
    let last = skip_space(bytes, second_end);
    let end = regular_end(bytes, last);
    (digits(start, first) && digits(second, second_end) && bytes.get(last..end) == Some(b"R")).then_some(end)
}

fn is_whole(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(u8::is_ascii_digit)
}

fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    let mut open = 1usize;
    while open > 0 {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'(' => open += 1,
            b')' => open -= 1,
            _ => {}
        }
        at += 1;
    }
    Some(at)
}

fn regular_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().position(|b| !is_regular(*b)).unwrap_or(rest.len())
}

/// Behind white space and comments.
pub(crate) fn skip_space(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'%' => at += bytes[at..].iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(bytes.len() - at),
            byte if is_space(*byte) => at += 1,
            _ => break,
        }
    }
    at
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// A name with its escapes resolved (ISO 32000-2, 7.3.5).
fn name(written: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(written.len());
    let mut rest = written;
    while let [first, after @ ..] = rest {
        let escaped = after.get(..2).filter(|_| *first == b'#').and_then(|hex| std::str::from_utf8(hex).ok());
        let (byte, behind) = match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => (byte, &after[2..]),
            None => (*first, after),
        };
        out.push(byte);
        rest = behind;
    }
    out
}

/// A text string: PDFDocEncoding where it is ASCII, else UTF-16 (ISO 32000-2, 7.9.2.2).
pub(crate) fn text_string(text: &str) -> String {
    let hex: String = if text.is_ascii() {
        text.bytes().map(|byte| format!("{byte:02X}")).collect()
    } else {
        ["FEFF".to_owned()].into_iter().chain(text.encode_utf16().map(|unit| format!("{unit:04X}"))).collect()
    };
    let plain = |byte: u8| (byte.is_ascii_graphic() || byte == b' ') && !b"()\\".contains(&byte);
    if text.bytes().all(plain) { format!("({text})") } else { format!("<{hex}>") }
}

/// A number as PDF writes it: no exponent, no more decimals than these.
pub(crate) fn real(value: f64, decimals: usize) -> String {
    let written = format!("{value:.decimals$}");
    let short = if written.contains('.') { written.trim_end_matches('0').trim_end_matches('.') } else { &written };
    if short == "-0" || short.is_empty() { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &[u8] = b"/Type/Page % a comment >> [\n/Parent 3 0 R/Annots[ 4 0 R<</A(\\)>>)>>]/B<AB>/C 1/D 12 0 R /E 1.5/F true/#41nn(a(b)c)";

    fn entry(key: &str) -> Option<&'static str> {
        get(PAGE, key).map(|value| std::str::from_utf8(value).expect("ASCII"))
    }

    #[test]
    fn entries_end_where_their_values_do() {
        for (key, value) in [
            ("Type", "/Page"),
            ("Parent", "3 0 R"),
            ("Annots", "[ 4 0 R<</A(\\)>>)>>]"),
            ("B", "<AB>"),
            ("C", "1"),
            ("D", "12 0 R"),
            ("E", "1.5"),
            ("F", "true"),
            ("Ann", "(a(b)c)"),
        ] {
            assert_eq!(entry(key), Some(value), "{key}");
        }
        assert_eq!(entry("G"), None);
    }

    #[test]
    fn one_entry_changes_and_no_other_byte() {
        let changed = with(b"/A 1 /B[2]/C 3 % end", "B", "9 0 R").expect("a dictionary");
        assert_eq!(String::from_utf8_lossy(&changed), "/A 1 /C 3 % end\n/B 9 0 R");
        let twice = with(b"/B 1/A 2/B 3", "B", "4").expect("a dictionary");
        assert_eq!(String::from_utf8_lossy(&twice), "/A 2\n/B 4");
        assert_eq!(with(b"", "A", "1"), Some(b"\n/A 1".to_vec()));
    }

    #[test]
    fn damage_is_said_and_not_guessed_at() {
        for damaged in [&b"/A"[..], b"/A (", b"/A [1", b"/A <<", b"A 1", b"/A >>", b"/A ]", b"/A <12"] {
            assert_eq!(entries(damaged), None, "{}", String::from_utf8_lossy(damaged));
        }
        let deep = [b"/A ".as_slice(), &[b'['; 100_000]].concat();
        assert_eq!(entries(&deep), None);
    }

    #[test]
    fn texts_and_numbers_are_written_as_the_standard_has_them() {
        assert_eq!(text_string("Party A"), "(Party A)");
        assert_eq!(text_string("a)("), "<612928>");
        assert_eq!(text_string("甲方"), "<FEFF753265B9>");
        for (value, written) in [(1.0, "1"), (-0.000_001, "0"), (12.345_678, "12.34568"), (100.0, "100"), (0.5, "0.5")]
        {
            assert_eq!(real(value, 5), written);
        }
    }
}
