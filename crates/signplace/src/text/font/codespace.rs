//! Codespace ranges: how many bytes of a string make the next character code (ISO 32000-2, 9.7.6.3).

/// Codes of `len` bytes whose every byte lies between those of `low` and `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CodeRange {
    pub(super) len: u8,
    pub(super) low: u32,
    pub(super) high: u32,
}

impl CodeRange {
    pub(super) const fn new(len: u8, low: u32, high: u32) -> Self {
        Self { len, low, high }
    }

    /// How many leading bytes of a string lie in this range.
    fn matched(self, bytes: &[u8]) -> usize {
        let len = usize::from(self.len);
        (0..len.min(bytes.len()))
            .take_while(|&at| {
                let shift = 8 * (len - 1 - at);
                let (low, high) = ((self.low >> shift) as u8, (self.high >> shift) as u8);
                (low..=high).contains(&bytes[at])
            })
            .count()
    }
}

/// More ranges than any real CMap has; a hostile one would make every character slow.
const MAX_RANGES: usize = 256;

/// The codespace ranges of a CMap, with a shortcut by the first byte.
#[derive(Debug, Clone)]
pub(super) struct Codespaces {
    ranges: Vec<CodeRange>,
    /// Length of every code that starts with this byte; 0 where the next bytes decide.
    by_first: [u8; 256],
    /// Length of a code that matches no range at all.
    shortest: u8,
}

impl Codespaces {
    /// Codespaces of these ranges; two bytes where there are none.
    pub(super) fn new(ranges: &[CodeRange]) -> Self {
        let ranges: Vec<CodeRange> =
            ranges.iter().copied().filter(|range| (1..=4).contains(&range.len)).take(MAX_RANGES).collect();
        let shortest = ranges.iter().map(|range| range.len).min().unwrap_or(2);
        let mut by_first = [shortest; 256];
        for (byte, length) in (0..=255u8).zip(&mut by_first) {
            let mut lengths = ranges.iter().filter(|range| range.matched(&[byte]) == 1).map(|range| range.len);
            if let Some(first) = lengths.next() {
                *length = if lengths.all(|other| other == first) { first } else { 0 };
            }
        }
        Self { ranges, by_first, shortest }
    }

    /// The next code and its length in bytes, which is never more than there are and, unless there are none, at least 1.
    pub(super) fn next(&self, bytes: &[u8]) -> (u32, usize) {
        let Some(&first) = bytes.first() else { return (0, 0) };
        let len = match self.by_first[usize::from(first)] {
            0 => self.undecided(bytes),
            len => len,
        };
        let len = usize::from(len).min(bytes.len());
        (bytes[..len].iter().fold(0, |code, &byte| code << 8 | u32::from(byte)), len)
    }

    /// Length of every code that begins with this byte; 0 where the next bytes decide.
    #[inline]
    pub(super) fn length_by_first(&self, first: u8) -> u8 {
        self.by_first[usize::from(first)]
    }

    /// Whether every code has two bytes, but for a single one that a string ends with.
    pub(super) fn has_two_byte_codes(&self) -> bool {
        self.by_first.iter().all(|length| *length == 2)
    }

    /// The shortest range that matches wholly, else the range that matches the most bytes.
    fn undecided(&self, bytes: &[u8]) -> u8 {
        let whole = self.ranges.iter().filter(|range| range.matched(bytes) == usize::from(range.len));
        if let Some(range) = whole.min_by_key(|range| range.len) {
            return range.len;
        }
        let best = self.ranges.iter().max_by_key(|range| (range.matched(bytes), std::cmp::Reverse(range.len)));
        best.map_or(self.shortest, |range| range.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codespace_says_how_many_bytes_make_a_code() {
        let gb18030 = Codespaces::new(&[
            CodeRange::new(1, 0x00, 0x7F),
            CodeRange::new(4, 0x8130_8130, 0xFE39_FE39),
            CodeRange::new(2, 0x8140, 0xFEFE),
        ]);
        for (bytes, code, len) in [
            (&b"A\x81"[..], 0x41, 1),
            (b"\xB0\xA1\xB0", 0xB0A1, 2),
            (b"\x81\x30\x81\x30A", 0x8130_8130, 4),
            (b"\x81\x30\x81", 0x0081_3081, 3),
            (b"\x81\x20A", 0x8120, 2),
            (b"\xB0", 0xB0, 1),
            (b"\xFFA", 0xFF, 1),
        ] {
            assert_eq!(gb18030.next(bytes), (code, len), "{bytes:02X?}");
        }
    }

    #[test]
    fn without_ranges_codes_have_two_bytes() {
        assert_eq!(Codespaces::new(&[]).next(b"\x12\x34\x56"), (0x1234, 2));
        assert_eq!(Codespaces::new(&[]).next(b"\x12"), (0x12, 1));
    }
}
