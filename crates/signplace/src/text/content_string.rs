//! Strings in a content stream (ISO 32000-2, 7.3.4): literal ones and those of hexadecimal digits.

use super::content::{IN_STREAM, Operand, Tokens};
use super::content_byte::{CLASS, NO_DIGIT, hex, hex_bytes};

/// Whether there is [`Operand::Hex`]. In a browser, whose module is compiled for its size, bytes that were told before are shown
/// faster.
pub(super) const KEEPS_HEX: bool = cfg!(not(target_family = "wasm"));

impl Tokens<'_> {
    /// Bytes of all strings among the operands, or more.
    pub(super) fn length_of_strings(&self) -> usize {
        let length = |operand: &Operand| match operand {
            Operand::String(range) => range.len(),
            Operand::Hex(range) => range.len().div_ceil(2),
            _ => 0,
        };
        self.operands.iter().map(length).sum()
    }

    /// Makes an operand a string whose bytes are told, if it is one whose digits are.
    pub(super) fn unpack(&mut self, nth: usize) {
        let Some(Operand::Hex(range)) = self.operands.get(nth) else { return };
        let digits = self.data.get(range.clone()).unwrap_or_default();
        let start = self.bytes.len();
        self.push_bytes_of(digits);
        self.operands[nth] = Operand::String(start..self.bytes.len());
    }

    /// The same of all operands.
    pub(super) fn unpack_all(&mut self) {
        (0..self.operands.len()).for_each(|nth| self.unpack(nth));
    }

    pub(super) fn literal_string(&mut self) {
        self.at += 1;
        let start = self.bytes.len();
        // Most strings have nothing in them that does not stand for itself.
        let from = self.data.get(self.at..).unwrap_or_default();
        let plain = from.iter().position(|byte| CLASS[usize::from(*byte)].is_special).unwrap_or(from.len());
        if from.get(plain) == Some(&b')') {
            let start = IN_STREAM + self.at;
            self.at += plain + 1;
            self.push(Operand::String(start..start + plain));
            return;
        }
        self.bytes.extend_from_slice(&from[..plain]);
        self.at += plain;
        let mut depth = 1;
        while let Some(&byte) = self.data.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape();
                    continue;
                }
                b'\r' => {
                    if self.data.get(self.at) == Some(&b'\n') {
                        self.at += 1;
                    }
                    self.bytes.push(b'\n');
                    continue;
                }
                _ => {}
            }
            self.bytes.push(byte);
        }
        let range = start..self.bytes.len();
        self.push(Operand::String(range));
    }

    fn escape(&mut self) {
        let Some(&byte) = self.data.get(self.at) else { return };
        self.at += 1;
        let value = match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.data.get(self.at) {
                        Some(digit @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(digit - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                value as u8
            }
            b'\r' => {
                if self.data.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
                return;
            }
            b'\n' => return,
            other => other,
        };
        self.bytes.push(value);
    }

    pub(super) fn hex_string(&mut self) {
        self.at += 1;
        let start = self.bytes.len();
        let from = self.data.get(self.at..).unwrap_or_default();
        let digit = |byte: &u8| CLASS[usize::from(*byte)].digit;
        // One code of two bytes or of one, which is how many producers place each character by itself.
        if let Some([a, b, c, d, end]) = from.first_chunk() {
            let (high, low) = (digit(a) << 4 | digit(b), digit(c) << 4 | digit(d));
            let of_one = (digit(a) | digit(b)) & NO_DIGIT == 0;
            if of_one && *c == b'>' {
                self.bytes.push(high);
                self.at += 3;
                self.push(Operand::String(start..start + 1));
                return;
            }
            if of_one && (digit(c) | digit(d)) & NO_DIGIT == 0 && *end == b'>' {
                self.bytes.extend_from_slice(&[high, low]);
                self.at += 5;
                self.push(Operand::String(start..start + 2));
                return;
            }
        }
        let end = memchr::memchr(b'>', from).unwrap_or(from.len());
        let begin = self.at;
        self.at += (end + 1).min(from.len());
        if KEEPS_HEX && from.first().is_some_and(|byte| digit(byte) & NO_DIGIT == 0) {
            self.push(Operand::Hex(begin..begin + end));
        } else {
            self.push_bytes_of(&from[..end]);
            self.push(Operand::String(start..self.bytes.len()));
        }
    }

    /// Adds the bytes of digits that come in eights with nothing between them; returns the rest.
    fn push_bytes_of_eights<'d>(&mut self, digits: &'d [u8]) -> &'d [u8] {
        let start = self.bytes.len();
        self.bytes.resize(start + digits.len() / 2, 0);
        let (made, _) = self.bytes.get_mut(start..).unwrap_or_default().as_chunks_mut();
        let (eights, _) = digits.as_chunks();
        let mut done = 0;
        for (four, bytes) in made.iter_mut().zip(eights.iter().map_while(hex_bytes)) {
            *four = bytes;
            done += 1;
        }
        self.bytes.truncate(start + 4 * done);
        digits.get(8 * done..).unwrap_or_default()
    }

    /// Adds the bytes that hexadecimal digits make, whatever stands between them.
    fn push_bytes_of(&mut self, digits: &[u8]) {
        // Whole bytes first, if there is nothing but digits; what stands between them is left to the slow way.
        let digits = if KEEPS_HEX { digits } else { self.push_bytes_of_eights(digits) };
        let digit = |byte: &u8| CLASS[usize::from(*byte)].digit;
        let (start, mut all) = (self.bytes.len(), 0);
        self.bytes.extend(digits.chunks_exact(2).map(|pair| {
            let (high, low) = (digit(&pair[0]), digit(&pair[1]));
            all |= high | low;
            high << 4 | low
        }));
        let mut rest = digits.chunks_exact(2).remainder();
        if all & NO_DIGIT != 0 {
            self.bytes.truncate(start);
            rest = digits;
        }
        let mut high = None;
        for digit in rest.iter().filter_map(|byte| hex(*byte)) {
            match high.take() {
                None => high = Some(digit),
                Some(first) => self.bytes.push(first << 4 | digit),
            }
        }
        if let Some(first) = high {
            self.bytes.push(first << 4);
        }
    }
}
