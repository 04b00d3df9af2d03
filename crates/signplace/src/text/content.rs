//! The tokenizer of content streams: bytes in, operators with their operands out (ISO 32000-2, 7.8.2).
//!
//! It never fails: what is not an operand or an operator is skipped, so that a damaged stretch costs only itself.
//! Operands are kept in buffers that are used again for every operator: nothing is allocated per operator.

use std::ops::Range;

use super::content_byte::{CLASS, hex, hex_byte, hex_pair, is_regular, is_white_space};
use super::content_number::{plain_number, ten_to};

/// One operand; what strings and names hold is told by [`Tokens::bytes`].
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operand {
    Number(f64),
    Name(Range<usize>),
    String(Range<usize>),
    /// The hexadecimal digits of a string, as a range of the stream: its bytes are told once it was [unpacked](Tokens::unpack).
    /// There is one byte at least.
    Hex(Range<usize>),
    /// The raw bytes of a dictionary, `<<` and `>>` included, as a range of the stream.
    Dict(Range<usize>),
    ArrayStart,
    ArrayEnd,
    Other,
}

/// Operands that arrays of text often have: room for so many is made at once.
const USUAL: usize = 32;
/// More operands than any operator takes, arrays aside: older ones are dropped.
const MAX_OPERANDS: usize = 256;
/// More items than any array of a text operator has; the rest is dropped.
const MAX_ARRAY_ITEMS: usize = 1 << 20;
/// Arrays and dictionaries nest no deeper.
const MAX_DEPTH: usize = 64;

/// Added to the offsets of strings and names that are kept where they stand in the stream, because they stand for
/// themselves.
pub(super) const IN_STREAM: usize = 1 << (usize::BITS - 1);

/// The tokens of one content stream.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    pub(super) data: &'a [u8],
    pub(super) at: usize,
    pub(super) operands: Vec<Operand>,
    pub(super) bytes: Vec<u8>,
    depth: usize,
    saw_image: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0, operands: Vec::with_capacity(USUAL), bytes: Vec::new(), depth: 0, saw_image: false }
    }

    /// The next operator; its operands are there until the next call. `None` at the end.
    // In the loop of the one who asks, a search takes a hundredth less; in a browser, smaller is better.
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
    pub(crate) fn next_operator(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        self.bytes.clear();
        self.depth = 0;
        let data = self.data;
        loop {
            let mut at = self.at;
            let byte = loop {
                let byte = *data.get(at)?;
                if !is_white_space(byte) {
                    break byte;
                }
                at += 1;
            };
            self.at = at;
            match byte {
                b'0'..=b'9' | b'+' | b'-' | b'.' => self.number_or_word(),
                b'%' => self.skip_white_space(),
                b'/' => self.name(),
                b'(' => self.literal_string(),
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => self.dict(),
                b'<' => self.hex_string(),
                b'[' => {
                    self.at += 1;
                    self.depth += 1;
                    self.push(Operand::ArrayStart);
                }
                b']' => {
                    self.at += 1;
                    // The end still belongs to the array: a long one must not be taken for too many operands.
                    self.push(Operand::ArrayEnd);
                    self.depth = self.depth.saturating_sub(1);
                }
                b')' | b'>' | b'{' | b'}' => self.at += 1,
                _ => {
                    let word = self.word();
                    match word {
                        b"true" | b"false" | b"null" => self.push(Operand::Other),
                        // A stray word within an array is passed over; one that only makes sense outside says that
                        // the array was never closed.
                        _ if self.depth > 0 && !ends_array(word) => self.push(Operand::Other),
                        b"BI" => {
                            self.saw_image = true;
                            self.skip_inline_image();
                            self.operands.clear();
                            self.bytes.clear();
                        }
                        _ => return Some(word),
                    }
                }
            }
        }
    }

    /// The code of one byte or two that is next to be shown alone, by a hexadecimal string and `Tj`, as browsers place each
    /// character by itself; its bytes, how many they are, and where the operator ends.
    #[inline]
    pub(super) fn code_ahead(&self) -> Option<([u8; 2], usize, usize)> {
        let rest = self.data.get(self.at..)?;
        let start = usize::from(is_white_space(*rest.first()?));
        let (code, length) = match rest.get(start..)? {
            [b'<', digits @ ..] if digits.get(2) == Some(&b'>') => ([hex_byte(digits)?, 0], 1),
            [b'<', digits @ ..] if digits.get(4) == Some(&b'>') => (hex_pair(digits)?, 2),
            _ => return None,
        };
        let operator = start + 2 * length + 2;
        let operator = operator + usize::from(is_white_space(*rest.get(operator)?));
        let end = operator + 2;
        let ends = rest.get(operator..end)? == b"Tj" && rest.get(end).is_none_or(|byte| !is_regular(*byte));
        ends.then_some((code, length, self.at + end))
    }

    /// Goes on behind an operator that was found ahead.
    pub(super) fn pass(&mut self, end: usize) {
        self.at = end;
    }

    /// The bytes of the string at an offset, which is that of its bracket, and where it ends.
    pub(super) fn string_at(&mut self, at: usize) -> (&[u8], usize) {
        self.start_at(at);
        if self.data.get(at) == Some(&b'<') {
            self.hex_string();
        } else {
            self.literal_string();
        }
        self.unpack(0);
        (self.last_bytes(), self.at)
    }

    /// The bytes of the name at an offset, which is that of its slash, and where it ends.
    pub(super) fn name_at(&mut self, at: usize) -> (&[u8], usize) {
        self.start_at(at);
        self.name();
        (self.last_bytes(), self.at)
    }

    fn last_bytes(&self) -> &[u8] {
        match self.operands.last() {
            Some(Operand::String(range) | Operand::Name(range)) => self.bytes(range),
            _ => &[],
        }
    }

    /// The raw bytes of the dictionary at an offset, and where it ends.
    pub(super) fn dict_at(&mut self, at: usize) -> (&'a [u8], usize) {
        self.start_at(at);
        self.dict();
        (self.data.get(at..self.at).unwrap_or_default(), self.at)
    }

    fn start_at(&mut self, at: usize) {
        self.operands.clear();
        self.bytes.clear();
        self.at = at;
    }

    /// Whether an inline image was passed.
    pub(crate) fn saw_image(&self) -> bool {
        self.saw_image
    }

    /// The operands of the current operator, in order.
    pub(crate) fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// The bytes of a string or name operand.
    #[inline]
    pub(crate) fn bytes(&self, range: &Range<usize>) -> &[u8] {
        let bytes = if range.start < IN_STREAM {
            self.bytes.get(range.clone())
        } else {
            self.data.get(range.start - IN_STREAM..range.end - IN_STREAM)
        };
        bytes.unwrap_or_default()
    }

    /// The raw bytes of a dictionary operand.
    pub(crate) fn raw(&self, range: &Range<usize>) -> &'a [u8] {
        self.data.get(range.clone()).unwrap_or_default()
    }

    /// The last `N` operands as numbers; `None` when there are fewer, or others. Further ones before them are ignored,
    /// as viewers do.
    pub(crate) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let tail = self.operands.get(self.operands.len().checked_sub(N)?..)?;
        let mut numbers = [0.0; N];
        for (number, operand) in numbers.iter_mut().zip(tail) {
            let Operand::Number(value) = operand else { return None };
            *number = *value;
        }
        Some(numbers)
    }

    /// The last operand that is a name.
    pub(crate) fn name_operand(&self) -> Option<&[u8]> {
        self.operands.iter().rev().find_map(|o| match o {
            Operand::Name(range) => Some(self.bytes(range)),
            _ => None,
        })
    }

    #[inline]
    pub(super) fn push(&mut self, operand: Operand) {
        if self.operands.len() < MAX_OPERANDS {
            self.operands.push(operand);
        } else {
            self.push_one_of_many(operand);
        }
    }

    #[cold]
    fn push_one_of_many(&mut self, operand: Operand) {
        if self.depth == 0 {
            self.operands.clear();
        }
        if self.operands.len() < MAX_ARRAY_ITEMS {
            self.operands.push(operand);
        }
    }

    pub(super) fn skip_white_space(&mut self) {
        while let Some(&byte) = self.data.get(self.at) {
            if is_white_space(byte) {
                self.at += 1;
            } else if byte == b'%' {
                while self.data.get(self.at).is_some_and(|b| !matches!(b, b'\n' | b'\r')) {
                    self.at += 1;
                }
            } else {
                break;
            }
        }
    }

    pub(super) fn word(&mut self) -> &'a [u8] {
        let from = self.data.get(self.at..).unwrap_or_default();
        let length = from.iter().position(|byte| !is_regular(*byte)).unwrap_or(from.len());
        // What is no word at all is passed over nonetheless.
        self.at += length.max(1);
        from.get(..length.max(1)).unwrap_or_default()
    }

    #[inline]
    fn number_or_word(&mut self) {
        match self.data.get(self.at..).and_then(plain_number) {
            Some((value, length)) => {
                self.at += length;
                self.push(Operand::Number(value));
            }
            None => self.odd_number_or_word(),
        }
    }

    fn odd_number_or_word(&mut self) {
        let start = self.at;
        let data = self.data;
        let mut negative = false;
        let mut at = start;
        while let Some(sign @ (b'+' | b'-')) = data.get(at) {
            negative |= *sign == b'-';
            at += 1;
        }
        let (mut mantissa, mut digits, mut decimals, mut point) = (0u64, 0u32, 0i32, false);
        let mut scale_up = 0i32;
        while let Some(&byte) = data.get(at) {
            match byte {
                b'0'..=b'9' => {
                    digits += 1;
                    if mantissa < 1_000_000_000_000_000 {
                        mantissa = mantissa * 10 + u64::from(byte - b'0');
                        decimals += i32::from(point);
                    } else {
                        scale_up += i32::from(!point);
                    }
                }
                b'.' if !point => point = true,
                // `12-34` is written by some producers for 12; the rest is noise.
                b'-' if digits > 0 => {
                    while data.get(at).is_some_and(|b| matches!(b, b'0'..=b'9' | b'-' | b'.')) {
                        at += 1;
                    }
                    break;
                }
                _ => break,
            }
            at += 1;
        }
        self.at = at;
        if digits == 0 && at > start && data.get(at).is_some_and(|b| is_regular(*b)) {
            // Something like `-foo`: no number.
            let _ = self.word();
            self.push(Operand::Other);
            return;
        }
        let mut value = mantissa as f64;
        let exponent = scale_up - decimals;
        if exponent != 0 {
            value = if exponent < 0 { value / ten_to(-exponent) } else { value * ten_to(exponent) };
        }
        self.push(Operand::Number(if negative { -value } else { value }));
    }

    pub(super) fn name(&mut self) {
        self.at += 1;
        let start = self.bytes.len();
        let from = self.data.get(self.at..).unwrap_or_default();
        let plain = from.iter().position(|byte| CLASS[usize::from(*byte)].ends_plain_name).unwrap_or(from.len());
        if from.get(plain) != Some(&b'#') {
            let start = IN_STREAM + self.at;
            self.at += plain;
            self.push(Operand::Name(start..start + plain));
            return;
        }
        self.bytes.extend_from_slice(&from[..plain]);
        self.at += plain;
        while let Some(&byte) = self.data.get(self.at).filter(|b| is_regular(**b)) {
            let escape = (byte == b'#')
                .then(|| Some(hex(*self.data.get(self.at + 1)?)? << 4 | hex(*self.data.get(self.at + 2)?)?));
            match escape.flatten() {
                Some(value) => {
                    self.bytes.push(value);
                    self.at += 3;
                }
                None => {
                    self.bytes.push(byte);
                    self.at += 1;
                }
            }
        }
        let range = start..self.bytes.len();
        self.push(Operand::Name(range));
    }

    /// Skips over a dictionary and keeps its place; only marked-content operators have one.
    pub(super) fn dict(&mut self) {
        let start = self.at;
        let mut depth = 0usize;
        while let Some(&byte) = self.data.get(self.at) {
            match byte {
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => {
                    depth += 1;
                    self.at += 2;
                    if depth > MAX_DEPTH {
                        break;
                    }
                }
                b'>' if self.data.get(self.at + 1) == Some(&b'>') => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        break;
                    }
                }
                b'<' => {
                    // Of `>>>` the first closes a hexadecimal string, the others the dictionary.
                    let end = self.data.get(self.at..).and_then(|rest| memchr::memchr(b'>', rest));
                    self.at = end.map_or(self.data.len(), |end| self.at + end + 1);
                }
                b'(' => {
                    // A string may hold any bracket; its bytes are read again when the dictionary is.
                    let kept = self.bytes.len();
                    let operands = self.operands.len();
                    self.literal_string();
                    self.bytes.truncate(kept);
                    self.operands.truncate(operands);
                }
                _ => self.at += 1,
            }
        }
        self.push(Operand::Dict(start..self.at));
    }
}

/// Operators that cannot be meant as noise within an array.
fn ends_array(word: &[u8]) -> bool {
    matches!(word, b"TJ" | b"Tj" | b"BT" | b"ET" | b"Tf" | b"Td" | b"TD" | b"Tm" | b"T*" | b"q" | b"Q" | b"cm" | b"Do")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operators(stream: &[u8]) -> Vec<(String, Vec<String>)> {
        let mut tokens = Tokens::new(stream);
        let mut all = Vec::new();
        while let Some(operator) = tokens.next_operator() {
            tokens.unpack_all();
            let operands = tokens
                .operands()
                .iter()
                .map(|o| match o {
                    Operand::Number(n) => format!("{n}"),
                    Operand::Name(r) => format!("/{}", String::from_utf8_lossy(tokens.bytes(r))),
                    Operand::String(r) => format!("({})", String::from_utf8_lossy(tokens.bytes(r))),
                    Operand::Hex(_) => unreachable!("all are unpacked"),
                    Operand::Dict(r) => String::from_utf8_lossy(tokens.raw(r)).into_owned(),
                    Operand::ArrayStart => "[".into(),
                    Operand::ArrayEnd => "]".into(),
                    Operand::Other => "?".into(),
                })
                .collect();
            all.push((String::from_utf8_lossy(operator).into_owned(), operands));
        }
        all
    }

    fn one(stream: &[u8]) -> (String, String) {
        let all = operators(stream);
        assert_eq!(all.len(), 1, "{all:?}");
        (all[0].0.clone(), all[0].1.join(" "))
    }

    #[test]
    fn numbers_are_read_in_every_form_that_producers_write() {
        assert_eq!(one(b"1 -2.5 +3 .5 -.002 4. --6 1.5-3 Tm"), ("Tm".into(), "1 -2.5 3 0.5 -0.002 4 -6 1.5".into()));
        assert_eq!(one(b"123456789012345678901 w").1, "123456789012345600000");
        assert_eq!(one(b"0.1234567890123456789 w").1, "0.1234567890123456");
    }

    #[test]
    fn strings_unescape() {
        assert_eq!(one(b"(a\\(b\\)\\101\\n(nested)\\\nc) Tj").1, "(a(b)A\n(nested)c)");
        assert_eq!(one(b"<48 65 6C6C6f7> Tj").1, "(Hellop)");
        assert_eq!(one(b"[(A)-120(B)] TJ").1, "[ (A) -120 (B) ]");
    }

    #[test]
    fn a_long_array_is_kept_whole() {
        let stream = ["[", &"(A) -120 ".repeat(400), "] TJ"].concat();
        assert_eq!(operators(stream.as_bytes())[0].1.len(), 802);
    }

    #[test]
    fn a_stray_operator_within_an_array_does_not_end_it_but_text_does() {
        assert_eq!(one(b"[(A) 0 Tc -250 (B)] TJ"), ("TJ".into(), "[ (A) 0 ? -250 (B) ]".into()));
        let names: Vec<_> = operators(b"[(A) -250 (B) TJ ET").into_iter().map(|o| o.0).collect();
        assert_eq!(names, ["TJ", "ET"]);
    }

    #[test]
    fn names_unescape_and_dictionaries_are_kept_whole() {
        assert_eq!(one(b"/A#20B gs").1, "/A B");
        assert_eq!(one(b"/Span <</ActualText <FEFF0041>>> BDC").1, "/Span <</ActualText <FEFF0041>>>");
        assert_eq!(one(b"/Span <</ActualText (a>>b) /X <</Y 1>>>> BDC").1, "/Span <</ActualText (a>>b) /X <</Y 1>>>>");
    }

    #[test]
    fn inline_images_are_skipped_whatever_they_hold() {
        let stream = b"q BI /W 2 /H 2 /BPC 8 ID \x00EI \xff\x80EI\x00 EI Q (x) Tj";
        let names: Vec<_> = operators(stream).into_iter().map(|o| o.0).collect();
        assert_eq!(names, ["q", "Q", "Tj"]);
    }

    #[test]
    fn damage_costs_only_itself() {
        let names: Vec<_> = operators(b") >> 12 -foo (x) Tj } { /N gs (unclosed").into_iter().map(|o| o.0).collect();
        assert_eq!(names, ["Tj", "gs"]);
    }
}
