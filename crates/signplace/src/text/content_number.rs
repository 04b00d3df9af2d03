//! The numbers of content streams (ISO 32000-2, 7.3.3), eight digits at a time.

use super::content_byte::{is_regular, is_white_space};

/// Digits that a float holds exactly, whatever they are.
const MOST_DIGITS: usize = 15;
/// A sign, seven digits, a point, as many as are left of [`MOST_DIGITS`], and room to load eight bytes at each.
const WINDOW: usize = 32;

/// A number as nearly all are written, and its length: a minus sign or none, at most seven digits, a point and further
/// digits or none, and white space, a delimiter or nothing behind it. What is written otherwise is `None` and left to the
/// slow way, which reads the same.
#[inline(always)]
pub(super) fn plain_number(bytes: &[u8]) -> Option<(f64, usize)> {
    match bytes.first_chunk() {
        Some(window) => in_window(window),
        None => in_last_bytes(bytes),
    }
}

#[cold]
fn in_last_bytes(bytes: &[u8]) -> Option<(f64, usize)> {
    let mut window = [b' '; WINDOW];
    window.get_mut(..bytes.len())?.copy_from_slice(bytes);
    in_window(&window)
}

/// The numbers of an array that holds nothing else, from its bytes with or without the brackets; the first `most` of them.
pub(super) fn plain_numbers<T: Extend<f64> + Default>(array: &[u8], most: usize) -> Option<T> {
    let mut numbers = T::default();
    let (mut rest, mut count) = (array, 0);
    while let [first, tail @ ..] = rest {
        if is_white_space(*first) || matches!(first, b'[' | b']') {
            rest = tail;
            continue;
        }
        let (number, length) = plain_number(rest)?;
        rest = rest.get(length..)?;
        if count < most {
            numbers.extend([number]);
        }
        count += 1;
    }
    Some(numbers)
}

#[inline(always)]
fn in_window(window: &[u8; WINDOW]) -> Option<(f64, usize)> {
    let sign = usize::from(window[0] == b'-');
    let (mut mantissa, mut count) = digits(window, sign)?;
    let mut at = sign + count;
    if count == 8 {
        return None;
    }
    let mut value = mantissa as f64;
    if *window.get(at)? == b'.' {
        let (fraction, mut decimals) = digits(window, at + 1)?;
        mantissa = mantissa * TENS[decimals] + fraction;
        if decimals == 8 {
            let (fraction, more) = digits(window, at + 9)?;
            decimals += more;
            if count + decimals > MOST_DIGITS {
                return None;
            }
            mantissa = mantissa * TENS[more] + fraction;
        }
        at += 1 + decimals;
        count += decimals;
        if decimals > 0 {
            value = mantissa as f64 / *EXACT_POWERS.get(decimals)?;
        }
    }
    if count == 0 || is_regular(*window.get(at)?) {
        return None;
    }
    Some((if sign == 1 { -value } else { value }, at))
}

/// The powers of ten that shift by up to eight digits.
const TENS: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// The value and the number of the digits at a place, of eight bytes at most.
#[inline(always)]
fn digits(window: &[u8; WINDOW], at: usize) -> Option<(u64, usize)> {
    let eight = u64::from_le_bytes(*window.get(at..)?.first_chunk()?);
    // Digits become 0 to 9; what is none sets the highest bit of its byte, and may set those of bytes behind it.
    let values = eight ^ 0x3030_3030_3030_3030;
    let others = (values | values.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080;
    let count = others.trailing_zeros() / 8;
    if count == 0 {
        return Some((0, 0));
    }
    // Zeros in front, then neighbours are joined: to pairs, to fours, to all eight.
    let values = values << (64 - 8 * count);
    let pairs = values.wrapping_mul(10 << 8 | 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_ffff_0000_ffff;
    let value = fours.wrapping_mul(10_000 << 32 | 1) >> 32;
    Some((value, count as usize))
}

/// The powers of ten that a float holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// A power of ten, as far as numbers go.
pub(super) fn ten_to(exponent: i32) -> f64 {
    let known = usize::try_from(exponent).ok().and_then(|exponent| EXACT_POWERS.get(exponent));
    known.copied().unwrap_or_else(|| 10f64.powi(exponent.min(300)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::content::{Operand, Tokens};
    use super::{plain_number, plain_numbers};

    fn slow(text: &str) -> Option<f64> {
        // A plus sign is left to the slow way.
        let text = format!("+{text} w");
        let mut tokens = Tokens::new(text.as_bytes());
        tokens.next_operator()?;
        match tokens.operands() {
            [Operand::Number(number)] => Some(*number),
            _ => None,
        }
    }

    proptest! {
        #[test]
        fn the_fast_way_reads_what_rust_and_the_slow_way_read(text in "-?[0-9]{0,9}(\\.[0-9]{0,17})?") {
            let padded = format!("{text} w                                        ");
            if let Some((value, length)) = plain_number(padded.as_bytes()) {
                prop_assert_eq!(length, text.len());
                let rust: f64 = text.parse().expect("a number");
                prop_assert_eq!(value.to_bits(), rust.to_bits(), "{} {}", value, rust);
                prop_assert_eq!(plain_number(text.as_bytes()), Some((value, length)));
                prop_assert_eq!(slow(&text).map(f64::to_bits), Some(value.to_bits()));
            }
        }
    }

    #[test]
    fn usual_numbers_take_the_fast_way_and_odd_ones_do_not() {
        let fast = |text: &str| plain_number(format!("{text}{}", " ".repeat(40)).as_bytes()).map(|(value, _)| value);
        for (text, value) in [
            ("0", 0.0),
            ("-12.5", -12.5),
            ("1234567", 1234567.0),
            (".23999999", 0.23999999),
            ("0.1234567890123", 0.1234567890123),
            ("4.", 4.0),
            ("841.91998", 841.91998),
        ] {
            assert_eq!(fast(text), Some(value), "{text}");
        }
        for text in ["", "-", ".", "+3", "12345678", "1-2", "1.5.5", "2x", "0.123456789012345"] {
            assert_eq!(fast(text), None, "{text}");
        }
    }

    #[test]
    fn an_array_of_numbers_is_read_and_no_other() {
        let read = |array: &str| plain_numbers::<Vec<f64>>(array.as_bytes(), 4);
        assert_eq!(read("[500 -1.5\n.25 0]"), Some(vec![500.0, -1.5, 0.25, 0.0]));
        assert_eq!(read(" 1 2 3 4 5 6 "), Some(vec![1.0, 2.0, 3.0, 4.0]));
        assert_eq!(read("[]"), Some(vec![]));
        for array in ["[1 /A]", "[1 0 R]", "[1 2 0 R 3]", "[(a)]", "[1 % two\n]", "[1 null]"] {
            assert_eq!(read(array), None, "{array}");
        }
    }
}
