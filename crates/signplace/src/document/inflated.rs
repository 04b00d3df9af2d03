//! How much the parser's own inflater would give for some data, counted without giving it.
//!
//! The parser inflates object streams and cross-reference streams itself, without a limit, and goes on where zlib would
//! stop: past wrong checks, past a missing header, into data behind the end of a block that is damaged. So the count is
//! by the same leniency (RFC 1951, and what viewers forgive); it may be too high for damaged data, never too low.

/// What counting came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inflated {
    /// So many bytes, all data understood.
    Bytes(u64),
    /// The data are no deflate data, or damaged: encrypted ones look like that.
    Opaque,
    /// More than the limit.
    TooLarge,
}

/// Counts up to `limit`.
pub(super) fn inflated(data: &[u8], limit: u64) -> Inflated {
    let zlib = matches!(data, [cmf, flags, ..]
        if cmf & 0x0f == 8 && (u16::from(*cmf) << 8 | u16::from(*flags)).is_multiple_of(31) && flags & 0x20 == 0);
    let data = if zlib { data.get(2..).unwrap_or_default() } else { data };
    let mut bits = Bits { data, at: 0, buffer: 0, filled: 0 };
    let mut count = 0;
    loop {
        let Some(header) = bits.take(3) else { return Inflated::Opaque };
        let whole = match header >> 1 {
            0 => stored(&mut bits, &mut count),
            1 => coded(&mut bits, &mut count, &Codes::fixed_literals(), &Codes::fixed_distances(), limit),
            2 => match dynamic(&mut bits) {
                Some((literals, distances)) => coded(&mut bits, &mut count, &literals, &distances, limit),
                None => None,
            },
            _ => None,
        };
        if count > limit {
            return Inflated::TooLarge;
        }
        if whole.is_none() {
            return Inflated::Opaque;
        }
        if header & 1 == 1 {
            return Inflated::Bytes(count);
        }
    }
}

/// Bits from the lowest on.
struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    buffer: u64,
    filled: u32,
}

impl Bits<'_> {
    fn fill(&mut self) {
        while self.filled <= 56
            && let Some(byte) = self.data.get(self.at)
        {
            self.buffer |= u64::from(*byte) << self.filled;
            self.filled += 8;
            self.at += 1;
        }
    }

    fn take(&mut self, count: u32) -> Option<u32> {
        if self.filled < count {
            self.fill();
        }
        self.filled = self.filled.checked_sub(count)?;
        let taken = self.buffer & ((1 << count) - 1);
        self.buffer >>= count;
        Some(taken as u32)
    }

    /// The next symbol of a code.
    fn symbol(&mut self, codes: &Codes) -> Option<u32> {
        if self.filled < 15 {
            self.fill();
        }
        let entry = *codes.table.get((self.buffer & ((1 << codes.bits) - 1)) as usize)?;
        let length = entry & 15;
        if length == 0 {
            return None;
        }
        self.filled = self.filled.checked_sub(length)?;
        self.buffer >>= length;
        Some(entry >> 4)
    }
}

/// A Huffman code: for the next bits, the symbol × 16 + the length of its code.
struct Codes {
    table: Vec<u32>,
    bits: u32,
}

impl Codes {
    fn new(lengths: &[u8]) -> Self {
        let bits = lengths.iter().copied().max().map_or(0, u32::from);
        let mut table = vec![0; 1 << bits];
        let mut code = 0u32;
        for length in 1..=bits {
            for (symbol, _) in lengths.iter().enumerate().filter(|(_, l)| u32::from(**l) == length) {
                let reversed = code.reverse_bits() >> (32 - length);
                for at in (reversed as usize..table.len()).step_by(1 << length) {
                    table[at] = (symbol as u32) << 4 | length;
                }
                code += 1;
            }
            code <<= 1;
        }
        Self { table, bits }
    }

    fn fixed_literals() -> Self {
        let mut lengths = [8; 288];
        lengths[144..256].fill(9);
        lengths[256..280].fill(7);
        Self::new(&lengths)
    }

    fn fixed_distances() -> Self {
        Self::new(&[5; 32])
    }
}

fn stored(bits: &mut Bits<'_>, count: &mut u64) -> Option<()> {
    bits.take(bits.filled % 8)?;
    let length = bits.take(16)?;
    bits.take(16)?;
    *count += u64::from(length);
    // What is in the buffer is whole bytes now.
    bits.at -= (bits.filled / 8) as usize;
    (bits.buffer, bits.filled) = (0, 0);
    bits.at += length as usize;
    (bits.at <= bits.data.len()).then_some(())
}

/// The order in which a dynamic block states the lengths of its code of lengths.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

fn dynamic(bits: &mut Bits<'_>) -> Option<(Codes, Codes)> {
    let literals = bits.take(5)? as usize + 257;
    let distances = bits.take(5)? as usize + 1;
    let stated = bits.take(4)? as usize + 4;
    let mut lengths = [0; 19];
    for at in ORDER.iter().take(stated) {
        lengths[*at] = bits.take(3)? as u8;
    }
    let codes = Codes::new(&lengths);
    let mut lengths: Vec<u8> = Vec::with_capacity(320);
    while lengths.len() < literals + distances {
        let (length, times) = match bits.symbol(&codes)? {
            symbol @ 0..=15 => (symbol as u8, 1),
            16 => (lengths.last().copied().unwrap_or(0), 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            _ => (0, 11 + bits.take(7)?),
        };
        lengths.extend(std::iter::repeat_n(length, times as usize));
    }
    let (literals, distances) = lengths.split_at(literals);
    Some((Codes::new(literals), Codes::new(distances)))
}

/// Base and extra bits of the length symbols from 257 on.
const LENGTHS: [(u32, u32); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];

fn coded(bits: &mut Bits<'_>, count: &mut u64, literals: &Codes, distances: &Codes, limit: u64) -> Option<()> {
    while *count <= limit {
        match bits.symbol(literals)? {
            0..=255 => *count += 1,
            256 => return Some(()),
            symbol => {
                let (base, extra) = *LENGTHS.get(symbol as usize - 257)?;
                let length = base + bits.take(extra)?;
                let distance = bits.symbol(distances)?;
                bits.take((distance / 2).saturating_sub(1).min(13))?;
                *count += u64::from(length);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn zlib(data: &[u8], level: u32) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(level));
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn it_counts_what_zlib_gives() {
        let text: Vec<u8> =
            (0..40_000u32).flat_map(|i| (i.wrapping_mul(2_654_435_761) >> 7).to_string().into_bytes()).collect();
        for data in [&b""[..], b"a", &[b' '; 100_000], &text] {
            for level in [0, 1, 6, 9] {
                let packed = zlib(data, level);
                let length = data.len() as u64;
                assert_eq!(inflated(&packed, length), Inflated::Bytes(length), "{length} bytes at level {level}");
                assert_eq!(inflated(&packed[2..], length), Inflated::Bytes(length), "without a header");
                if length > 0 {
                    assert_eq!(inflated(&packed, length - 1), Inflated::TooLarge, "{length} bytes at level {level}");
                }
                for cut in (2..packed.len()).step_by(packed.len() / 7 + 1) {
                    assert!(!matches!(inflated(&packed[..cut], length), Inflated::TooLarge), "cut at {cut}");
                }
            }
        }
    }

    #[test]
    fn a_wrong_check_hides_nothing() {
        // A stored block whose check is wrong, where zlib stops, and a bomb behind it.
        let bomb = [&[0, 1, 0, 9, 9, b'x'], &zlib(&[0; 1 << 20], 9)[2..]].concat();
        assert_eq!(inflated(&bomb, 1 << 10), Inflated::TooLarge);
    }

    #[test]
    fn noise_is_opaque() {
        let noise: Vec<u8> = (0..1000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(inflated(&noise, u64::MAX / 2), Inflated::Opaque);
    }
}
