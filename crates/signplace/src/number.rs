//! How numbers are printed: rounded half away from zero, trailing zeros dropped, no −0 (INTERFACE.md, General).

use serde::Serializer;

/// Decimals of a length in points.
pub(crate) const POINT_DECIMALS: i32 = 4;
/// Decimals of a fraction of a page.
pub(crate) const FRACTION_DECIMALS: i32 = 7;

/// What is less short of a half than this, in units of the last decimal, is a half: so much less than that, sums in another order
/// differ, and what is printed must not.
const SHORT_OF_A_HALF: f64 = 1e-6;

/// The value rounded half away from zero to so many decimals; never −0. What is a half but for the rounding of sums is a half.
pub fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    let exact = value * scale;
    let mut scaled = exact.round();
    if exact.abs() - scaled.abs() >= 0.5 - SHORT_OF_A_HALF {
        scaled += 1f64.copysign(exact);
    }
    if !scaled.is_finite() {
        // Beyond where decimals mean anything.
        return value;
    }
    if scaled == 0.0 { 0.0 } else { scaled / scale }
}

/// A number for people, who do not count zeros: as it is, or as a power of ten where it is huge or tiny.
pub(crate) fn told(number: f64) -> String {
    if number == 0.0 || (1e-6..1e9).contains(&number.abs()) { number.to_string() } else { format!("{number:e}") }
}

/// Serializes a number so that 100.0 is printed as 100.
pub(crate) fn serialize<S: Serializer>(value: f64, decimals: i32, serializer: S) -> Result<S::Ok, S::Error> {
    let value = rounded(value, decimals);
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        serializer.serialize_i64(value as i64)
    } else {
        serializer.serialize_f64(value)
    }
}

/// `serialize_with` for a length in points: 4 decimals.
pub(crate) fn points<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serialize(*value, POINT_DECIMALS, serializer)
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn halves_go_away_from_zero_however_their_sum_was_made() {
        // All are 114.59745 and −114.59745, as sums in one order and in another make them.
        for value in [114.59745, 114.59745 - 3e-13, 114.59745 + 3e-13, 114.0 + 0.59745, 38.19915 * 3.0] {
            assert_eq!(rounded(value, 4), 114.5975, "{value}");
            assert_eq!(rounded(-value, 4), -114.5975, "{value}");
        }
        for (value, decimals, printed) in [
            (1.005, 2, 1.01),
            (0.49999, 0, 0.0),
            (-0.00004, 4, 0.0),
            (2.5, 0, 3.0),
            (0.5 - 1e-9, 0, 1.0),
            (1e300, 4, 1e300),
        ] {
            assert_eq!(rounded(value, decimals).to_bits(), f64::to_bits(printed), "{value}");
        }
    }
}
