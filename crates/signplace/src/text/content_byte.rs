//! What bytes are in a content stream (ISO 32000-2, 7.2.3).

/// What a byte is in a content stream; looked up, because every byte of it is asked for this.
pub(super) static CLASS: [Class; 256] = {
    let mut classes = [Class {
        is_white: false,
        is_regular: true,
        digit: NO_DIGIT,
        is_special: false,
        ends_plain_name: false,
        is_between: false,
    }; 256];
    let mut byte = 0;
    while byte < 256 {
        let class = &mut classes[byte];
        match byte as u8 {
            // White space of ISO 32000-2, table 1.
            b'\0' | b'\t' | b'\n' | 12 | b'\r' | b' ' => (class.is_white, class.is_regular) = (true, false),
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%' => class.is_regular = false,
            b'0'..=b'9' => class.digit = byte as u8 - b'0',
            b'a'..=b'f' => class.digit = byte as u8 - b'a' + 10,
            b'A'..=b'F' => class.digit = byte as u8 - b'A' + 10,
            _ => {}
        }
        class.is_between = class.is_white || matches!(byte as u8, b'0'..=b'9' | b'.' | b'-' | b'+');
        class.ends_plain_name = !class.is_regular || byte as u8 == b'#';
        class.is_special = matches!(byte as u8, b'(' | b')' | b'\\' | b'\r');
        byte += 1;
    }
    classes
};

/// Set in no digit's value.
pub(super) const NO_DIGIT: u8 = 0x80;

/// Of eight bytes, so that its place in the table is a shift away.
#[derive(Clone, Copy)]
#[repr(align(8))]
pub(super) struct Class {
    pub(super) is_white: bool,
    /// Neither white space nor a delimiter (ISO 32000-2, 7.2.3).
    pub(super) is_regular: bool,
    /// Its value as a hexadecimal digit.
    pub(super) digit: u8,
    /// Whether it may stand for something else in a literal string.
    pub(super) is_special: bool,
    /// Whether a name ends before it, or goes on with something else than itself.
    pub(super) ends_plain_name: bool,
    /// Whether it is part of a number or of what stands between numbers.
    pub(super) is_between: bool,
}

/// The byte that two hexadecimal digits at the start of `bytes` make.
#[inline]
pub(super) fn hex_byte(bytes: &[u8]) -> Option<u8> {
    let [high, low, ..] = *bytes else { return None };
    let (high, low) = (CLASS[usize::from(high)].digit, CLASS[usize::from(low)].digit);
    if (high | low) & NO_DIGIT != 0 { None } else { Some(high << 4 | low) }
}

/// The two bytes that four hexadecimal digits at the start of `bytes` make.
#[inline(always)]
pub(super) fn hex_pair(bytes: &[u8]) -> Option<[u8; 2]> {
    let [a, b, c, d] = bytes.first_chunk()?.map(|byte| CLASS[usize::from(byte)].digit);
    if (a | b | c | d) & NO_DIGIT != 0 { None } else { Some([a << 4 | b, c << 4 | d]) }
}

/// The four bytes that eight hexadecimal digits make.
#[inline(always)]
pub(super) fn hex_bytes(digits: &[u8; 8]) -> Option<[u8; 4]> {
    const fn in_each(byte: u64) -> u64 {
        byte * 0x0101_0101_0101_0101
    }
    let text = u64::from_le_bytes(*digits);
    // A bit of each letter, and all letters upper-case.
    let letters = text & in_each(0x40);
    let text = text & !(letters >> 1);
    let values = (text & in_each(0x0f)) + (letters >> 6) * 9;
    // The other half of a digit is 3, of a letter 4; and six more than the value carry for a letter alone.
    let carried = letters >> 2;
    let odd = (text ^ (in_each(0x30) + carried)) | ((values + in_each(6)) ^ carried) | values;
    if odd & in_each(0xf0) != 0 {
        return None;
    }
    // Digits are joined to bytes, which then move together.
    let bytes = (values << 4 | values >> 8) & 0x00ff_00ff_00ff_00ff;
    let pairs = (bytes | bytes >> 8) & 0x0000_ffff_0000_ffff;
    Some(((pairs | pairs >> 16) as u32).to_le_bytes())
}

/// The value of a hexadecimal digit.
#[inline]
pub(super) fn hex(byte: u8) -> Option<u8> {
    Some(CLASS[usize::from(byte)].digit).filter(|digit| *digit != NO_DIGIT)
}

#[inline]
pub(super) fn is_white_space(byte: u8) -> bool {
    CLASS[usize::from(byte)].is_white
}

#[inline]
pub(super) fn is_between(byte: u8) -> bool {
    CLASS[usize::from(byte)].is_between
}

#[inline]
pub(super) fn is_regular(byte: u8) -> bool {
    CLASS[usize::from(byte)].is_regular
}

#[cfg(test)]
mod tests {
    use super::{hex_byte, hex_bytes};

    #[test]
    fn eight_digits_are_read_as_two_and_two() {
        for place in 0..8 {
            for byte in 0..=u8::MAX {
                for rest in ["0Af9bC3d", "99999999", "ffffffff", "GGGGGGGG"] {
                    let mut digits: [u8; 8] = *rest.as_bytes().first_chunk().expect("eight");
                    digits[place] = byte;
                    let one_by_one: Option<Vec<u8>> = digits.chunks(2).map(hex_byte).collect();
                    assert_eq!(hex_bytes(&digits).map(Vec::from), one_by_one, "{digits:?}");
                }
            }
        }
    }
}
