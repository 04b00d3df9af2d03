//! Bytes, looked at in bulk.

/// Where the first of the bytes is that are of a set.
#[inline]
pub(crate) fn first_of(bytes: &[u8], set: &[bool; 256]) -> Option<usize> {
    let is_in = |byte: &u8| set[usize::from(*byte)];
    let mut at = 0;
    // Eight of which none is cost little more than two, one after the other.
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>())
        && !eight.iter().fold(false, |any, byte| any | is_in(byte))
    {
        at += 8;
    }
    bytes.get(at..)?.iter().position(is_in).map(|length| at + length)
}

/// The set of these bytes alone.
pub(crate) const fn only(these: &[u8]) -> [bool; 256] {
    let mut only = [false; 256];
    let mut at = 0;
    while at < these.len() {
        only[these[at] as usize] = true;
        at += 1;
    }
    only
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_found_wherever_it_stands() {
        let set = only(b"(\xff");
        for length in 0..30 {
            let mut bytes = vec![b'a'; length];
            assert_eq!(first_of(&bytes, &set), None);
            for first in (0..length).rev() {
                bytes[first] = b"(\xff"[first % 2];
                assert_eq!(first_of(&bytes, &set), Some(first));
            }
        }
    }
}
