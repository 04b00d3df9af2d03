//! Type 1 programs: the part in clear text, which holds the built-in encoding and the font's box.

use super::super::encoding::BaseEncoding;
use super::super::metrics::Heights;

/// The clear text is a few kilobytes; what follows is encrypted.
const MAX_CLEAR: usize = 1 << 18;
/// The word that the clear text ends with.
const END_OF_CLEAR: &[u8] = b"eexec";

/// What the clear text of a Type 1 program says.
pub(crate) struct Type1 {
    encoding: Encoding,
    heights: Option<Heights>,
}

enum Encoding {
    Standard,
    Own(Vec<Option<Box<str>>>),
}

impl Type1 {
    pub(crate) fn parse(data: &[u8]) -> Option<Self> {
        let clear = clear_text(data);
        let encoding = encoding(clear);
        let heights = heights(clear);
        (encoding.is_some() || heights.is_some())
            .then(|| Self { encoding: encoding.unwrap_or(Encoding::Standard), heights })
    }

    /// Whether these first bytes of a program hold all that is read of it.
    pub(crate) fn has_clear_text(start: &[u8]) -> bool {
        clear_text(start).len() < start.len().min(MAX_CLEAR) && find(start, END_OF_CLEAR).is_some()
    }

    /// The glyph name of a code in the built-in encoding.
    pub(crate) fn name(&self, code: u8) -> Option<&str> {
        match &self.encoding {
            Encoding::Standard => BaseEncoding::Standard.name(code),
            Encoding::Own(names) => names[usize::from(code)].as_deref(),
        }
    }

    pub(crate) fn heights(&self) -> Option<Heights> {
        self.heights
    }
}

fn clear_text(data: &[u8]) -> &[u8] {
    // The first segment of a PFB file starts with a mark and its length.
    let data = if data.first() == Some(&0x80) { data.get(6..).unwrap_or_default() } else { data };
    let data = &data[..data.len().min(MAX_CLEAR)];
    find(data, END_OF_CLEAR).map_or(data, |at| &data[..at])
}

/// `/Encoding StandardEncoding def`, or `/Encoding 256 array … dup 65 /A put … def`, or `/Encoding [ /A /B … ] def`.
fn encoding(clear: &[u8]) -> Option<Encoding> {
    let rest = &clear[find(clear, b"/Encoding")? + b"/Encoding".len()..];
    let mut words = words(rest);
    let first = words.next()?;
    if first == b"StandardEncoding" {
        return Some(Encoding::Standard);
    }
    let mut names: Vec<Option<Box<str>>> = vec![None; 256];
    let owned = |name: &[u8]| Some(String::from_utf8_lossy(name).into());
    if first == b"[" {
        for (slot, word) in names.iter_mut().zip(words.take_while(|word| *word != b"]")) {
            *slot = word.strip_prefix(b"/").and_then(owned);
        }
        return Some(Encoding::Own(names));
    }
    let (mut code, mut name) = (None, None);
    let mut has_begun = false;
    for word in words {
        match word {
            b"dup" => {
                has_begun = true;
                (code, name) = (None, None);
            }
            b"put" => {
                if let (Some(code), Some(name)) = (code.take(), name.take())
                    && let Some(slot) = names.get_mut(code)
                {
                    *slot = owned(name);
                }
            }
            // The `def` of the array itself; the loop that fills it with .notdef comes before the first dup.
            b"def" | b"readonly" if has_begun => break,
            _ => match word.strip_prefix(b"/") {
                Some(found) => name = Some(found),
                None => code = code.or_else(|| number(word)),
            },
        }
    }
    Some(Encoding::Own(names))
}

/// A code: decimal, or with a base as in `8#101`.
fn number(word: &[u8]) -> Option<usize> {
    let word = std::str::from_utf8(word).ok()?;
    match word.split_once('#') {
        Some((base, digits)) => {
            let base = base.parse().ok().filter(|base| (2..=36).contains(base))?;
            usize::from_str_radix(digits, base).ok()
        }
        None => word.parse().ok(),
    }
}

/// `/FontBBox {x0 y0 x1 y1}`, in thousandths of an em.
fn heights(clear: &[u8]) -> Option<Heights> {
    let rest = &clear[find(clear, b"/FontBBox")? + b"/FontBBox".len()..];
    let mut numbers = words(rest).skip(1).map_while(|word| std::str::from_utf8(word).ok()?.parse::<f64>().ok());
    let (_, bottom, _, top) = (numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?);
    Heights::of_box(top, bottom)
}

/// PostScript words: brackets and braces stand alone, a slash begins a word.
fn words(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let start = text.iter().position(|byte| !byte.is_ascii_whitespace())?;
        text = &text[start..];
        let is_mark = |byte: u8| matches!(byte, b'[' | b']' | b'{' | b'}');
        let len = if is_mark(text[0]) {
            1
        } else {
            let end = text[1..].iter().position(|&byte| byte.is_ascii_whitespace() || is_mark(byte) || byte == b'/');
            end.map_or(text.len(), |end| end + 1)
        };
        let (word, rest) = text.split_at(len);
        text = rest;
        Some(word)
    })
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_encoding_is_read() {
        let font = Type1::parse(
            b"%!PS-AdobeFont-1.0: X\n/FontBBox{-10 -250 1000 900}readonly def
            /Encoding 256 array 0 1 255 {1 index exch /.notdef put} for
            dup 65/B put dup 8#102 /C put\nreadonly def currentfile eexec dup 67 /X put",
        )
        .unwrap();
        assert_eq!([65, 66, 67].map(|code| font.name(code)), [Some("B"), Some("C"), None]);
        assert_eq!(font.heights(), Some(Heights { ascent: 0.9, descent: -0.25 }));
    }

    #[test]
    fn the_standard_encoding_is_recognised() {
        let font = Type1::parse(b"\x80\x01\x10\0\0\0%!PS /Encoding StandardEncoding def").unwrap();
        assert_eq!(font.name(b'A'), Some("A"));
    }

    #[test]
    fn what_is_not_type_1_is_refused() {
        for data in [&b""[..], b"\x80", b"hello", b"/Encoding", b"/FontBBox {1 2"] {
            assert!(Type1::parse(data).is_none(), "{data:?}");
        }
    }
}
