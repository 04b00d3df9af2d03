//! Bytes, looked at in bulk.

/// Bytes that are looked at together: as many as the vectors of all processors hold.
const TOGETHER: usize = 16;

/// Where the first of the bytes is that are one of these.
// Where it stands in the loop of the one who asks, a search is faster by a hundredth; in a browser, smaller is better.
#[cfg_attr(target_family = "wasm", inline(never))]
#[cfg_attr(not(target_family = "wasm"), inline)]
pub(crate) fn first_of<const N: usize>(bytes: &[u8], these: &[u8; N]) -> Option<usize> {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let found = among(chunk, these);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += TOGETHER;
    }
    bytes.get(at..)?.iter().position(|byte| these.contains(byte)).map(|length| at + length)
}

/// Which bytes are one of these: eight bits of each, the first lowest.
#[inline]
fn among<const N: usize>(bytes: &[u8; TOGETHER], these: &[u8; N]) -> u128 {
    // One of these after the other, so that the compiler compares all bytes at once.
    let mut found = [0; TOGETHER];
    for this in these {
        for (found, byte) in found.iter_mut().zip(bytes) {
            *found |= if byte == this { u8::MAX } else { 0 };
        }
    }
    u128::from_le_bytes(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(first_of(&bytes, b"(\xff"), None);
            for first in (0..length).rev() {
                bytes[first] = b"(\xff"[first % 2];
                assert_eq!(first_of(&bytes, b"(\xff"), Some(first));
            }
        }
    }
}
