//! The tokens of a CMap: the little of PostScript that CMaps use, read leniently.

use smallvec::SmallVec;

/// A token. Comments, strings in parentheses and dictionary marks are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Hex(Hex<'a>),
    Name(&'a [u8]),
    Number(i64),
    Word(&'a [u8]),
    ArrayOpen,
    ArrayClose,
}

/// A hexadecimal string: what stands between the brackets. Only its digits count, and of these no more than a text may
/// have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hex<'a>(&'a [u8]);

impl Token<'_> {
    /// The token as a character code or CID.
    pub(super) fn code(&self) -> Option<u32> {
        match self {
            // More than four bytes cannot be a code; its last four are as good as any.
            Self::Hex(hex) => {
                let mut digits = hex.digits().peekable();
                digits.peek()?;
                Some(digits.fold(0, |code: u32, digit| code << 4 | u32::from(digit)))
            }
            Self::Number(number) => u32::try_from(*number).ok(),
            _ => None,
        }
    }

    /// Bytes of a code that is written in hexadecimal.
    pub(super) fn code_len(&self) -> Option<u8> {
        match self {
            Self::Hex(hex) => u8::try_from(hex.digits().count().div_ceil(2)).ok().filter(|len| (1..=4).contains(len)),
            _ => None,
        }
    }
}

/// What is no hexadecimal digit, among the values of those.
const NO_DIGIT: u8 = 16;

/// The value of a hexadecimal digit, by byte.
static DIGITS: [u8; 256] = {
    let mut digits = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 16 {
        digits[b"0123456789abcdef"[value] as usize] = value as u8;
        digits[b"0123456789ABCDEF"[value] as usize] = value as u8;
        value += 1;
    }
    digits
};

impl Hex<'_> {
    fn digits(&self) -> impl Iterator<Item = u8> {
        let digits = self.0.iter().map(|byte| DIGITS[usize::from(*byte)]).filter(|digit| *digit != NO_DIGIT);
        digits.take(2 * super::cmap::max_text_bytes())
    }

    /// The text where it is one character of four digits and nothing else, as most are.
    pub(super) fn one_char(&self) -> Option<char> {
        let [a, b, c, d] = self.0 else { return None };
        let [a, b, c, d] = [a, b, c, d].map(|byte| DIGITS[usize::from(*byte)]);
        if a | b | c | d >= NO_DIGIT {
            return None;
        }
        char::from_u32(u32::from(a) << 12 | u32::from(b) << 8 | u32::from(c) << 4 | u32::from(d))
    }

    /// The text in UTF-16BE; lone surrogates are left out.
    pub(super) fn utf16(&self) -> String {
        let digits: SmallVec<[u8; 32]> = self.digits().collect();
        // One or two digits, or three, are a number, not UTF-16.
        if digits.len() < 4 {
            let code = digits.iter().fold(0, |code, &digit| code << 4 | u32::from(digit));
            return if digits.is_empty() { String::new() } else { char::from_u32(code).into_iter().collect() };
        }
        let units: SmallVec<[u16; 8]> = digits
            .chunks_exact(4)
            .map(|four| four.iter().fold(0, |unit, &digit| unit << 4 | u16::from(digit)))
            .collect();
        // No text starts with the controls 0 to 16: this is one character in UTF-32.
        if let [high @ 0..=0x10, low] = units[..]
            && let Some(char) = char::from_u32(u32::from(high) << 16 | u32::from(low))
        {
            return char.into();
        }
        char::decode_utf16(units).filter_map(Result::ok).collect()
    }
}

pub(super) struct Tokens<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0 }
    }

    pub(super) fn peek(&self) -> Option<Token<'a>> {
        Self { ..*self }.next_token()
    }

    pub(super) fn next_token(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.data.get(self.at)?;
            match byte {
                b'%' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                b'(' => self.skip_string(),
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => self.at += 2,
                b'<' => return Some(Token::Hex(self.hex())),
                b'[' => {
                    self.at += 1;
                    return Some(Token::ArrayOpen);
                }
                b']' => {
                    self.at += 1;
                    return Some(Token::ArrayClose);
                }
                b'/' => {
                    self.at += 1;
                    return Some(Token::Name(self.regular()));
                }
                _ if is_regular(byte) => {
                    let word = self.regular();
                    return Some(number(word).map_or(Token::Word(word), Token::Number));
                }
                _ => self.at += 1,
            }
        }
    }

    fn hex(&mut self) -> Hex<'a> {
        self.at += 1;
        let start = self.at;
        // A string that was never closed ends where the next token begins.
        self.skip_while(|byte| !matches!(byte, b'>' | b'<' | b'[' | b']' | b'/'));
        let hex = Hex(self.data.get(start..self.at).unwrap_or_default());
        if self.data.get(self.at) == Some(&b'>') {
            self.at += 1;
        }
        hex
    }

    fn skip_string(&mut self) {
        let mut depth = 0usize;
        while let Some(&byte) = self.data.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        self.skip_while(is_regular);
        &self.data[start..self.at]
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.data.get(self.at).is_some_and(|&byte| wanted(byte)) {
            self.at += 1;
        }
    }
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        b'\0'
            | b'\t'
            | b'\n'
            | 0x0C
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

fn number(word: &[u8]) -> Option<i64> {
    if !matches!(word.first(), Some(b'+' | b'-' | b'0'..=b'9')) {
        return None;
    }
    std::str::from_utf8(word).ok()?.parse().ok()
}
