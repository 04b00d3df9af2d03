//! Stream filters with a limit on what they may produce (ISO 32000-2, 7.4).
//!
//! The parser inflates without a limit, so streams are decoded here: a stream that is damaged gives what could be
//! decoded of it, one that goes beyond the limit gives [`TooLarge`].

use std::cell::Cell;

use flate2::{Decompress, FlushDecompress, Status};

/// The output goes beyond the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// FlateDecode: zlib data, or bare deflate data when the zlib header is broken. So many bytes are enough, or
/// some more: the first ones.
pub(crate) fn flate(data: &[u8], limit: usize, enough: usize) -> Result<Vec<u8>, TooLarge> {
    // Some producers leave the line end of `stream` as part of the data.
    let start = data.iter().position(|b| !matches!(b, b'\r' | b'\n')).unwrap_or(0);
    let trimmed = data.get(start..).unwrap_or_default();
    for (bytes, zlib) in [(data, true), (trimmed, true), (data.get(2..).unwrap_or_default(), false), (data, false)] {
        let out = inflate(bytes, zlib, limit, enough)?;
        if !out.is_empty() {
            return Ok(out);
        }
    }
    Ok(Vec::new())
}

thread_local! {
    /// To make an inflater costs more than to inflate a short stream, and some pages have a hundred.
    static INFLATER: Cell<Option<Decompress>> = const { Cell::new(None) };
}

fn inflate(data: &[u8], zlib: bool, limit: usize, enough: usize) -> Result<Vec<u8>, TooLarge> {
    let mut inflater = INFLATER.take().unwrap_or_else(|| Decompress::new(zlib));
    inflater.reset(zlib);
    let out = inflated(data, &mut inflater, limit, enough);
    INFLATER.set(Some(inflater));
    out
}

fn inflated(data: &[u8], inflater: &mut Decompress, limit: usize, enough: usize) -> Result<Vec<u8>, TooLarge> {
    let expected = (data.len() * 6).clamp(1 << 10, 1 << 20);
    let mut out = Vec::with_capacity(expected.min(limit + 1).min(enough));
    loop {
        if out.len() > limit {
            return Err(TooLarge);
        }
        if out.len() >= enough {
            return Ok(out);
        }
        if out.len() == out.capacity() {
            out.reserve(out.len().clamp(1 << 10, 16 << 20));
        }
        let (consumed, produced) = (inflater.total_in(), inflater.total_out());
        let rest = usize::try_from(consumed).ok().and_then(|n| data.get(n..)).unwrap_or_default();
        match inflater.decompress_vec(rest, &mut out, FlushDecompress::Finish) {
            Ok(Status::StreamEnd) | Err(_) => break,
            Ok(_) if inflater.total_in() == consumed && inflater.total_out() == produced => break,
            Ok(_) => {}
        }
    }
    if out.len() > limit { Err(TooLarge) } else { Ok(out) }
}

/// LZWDecode (ISO 32000-2, 7.4.4).
pub(crate) fn lzw(data: &[u8], early_change: bool, limit: usize) -> Result<Vec<u8>, TooLarge> {
    use weezl::{BitOrder, LzwStatus, decode::Decoder};
    let mut decoder =
        if early_change { Decoder::with_tiff_size_switch(BitOrder::Msb, 8) } else { Decoder::new(BitOrder::Msb, 8) };
    let (mut out, mut rest, mut window) = (Vec::new(), data, vec![0; 16 << 10]);
    loop {
        let step = decoder.decode_bytes(rest, &mut window);
        out.extend_from_slice(window.get(..step.consumed_out).unwrap_or_default());
        rest = rest.get(step.consumed_in..).unwrap_or_default();
        if out.len() > limit {
            return Err(TooLarge);
        }
        match step.status {
            Ok(LzwStatus::Ok) if step.consumed_in > 0 || step.consumed_out > 0 => {}
            _ => return Ok(out),
        }
    }
}

/// ASCIIHexDecode (ISO 32000-2, 7.4.2).
pub(crate) fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() / 2);
    let mut high = None;
    for &byte in data.iter().take_while(|b| **b != b'>') {
        let Some(digit) = (byte as char).to_digit(16) else { continue };
        #[expect(clippy::cast_possible_truncation, reason = "a hexadecimal digit")]
        let digit = digit as u8;
        match high.take() {
            None => high = Some(digit),
            Some(first) => out.push(first << 4 | digit),
        }
    }
    out.extend(high.map(|first| first << 4));
    out
}

/// ASCII85Decode (ISO 32000-2, 7.4.3).
pub(crate) fn ascii85(data: &[u8]) -> Vec<u8> {
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let mut out = Vec::with_capacity(data.len() / 5 * 4 + 4);
    let mut group = [0u8; 5];
    let mut filled = 0;
    let flush = |group: &[u8; 5], filled: usize, out: &mut Vec<u8>| {
        let value = group.iter().fold(0u32, |v, d| v.wrapping_mul(85).wrapping_add(u32::from(*d)));
        out.extend_from_slice(&value.to_be_bytes()[..filled - 1]);
    };
    for &byte in data {
        match byte {
            b'~' => break,
            b'z' if filled == 0 => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group[filled] = byte - b'!';
                filled += 1;
                if filled == 5 {
                    flush(&group, 5, &mut out);
                    filled = 0;
                }
            }
            _ => {}
        }
    }
    if filled > 1 {
        group[filled..].fill(84);
        flush(&group, filled, &mut out);
    }
    out
}

/// RunLengthDecode (ISO 32000-2, 7.4.5).
pub(crate) fn run_length(data: &[u8], limit: usize) -> Result<Vec<u8>, TooLarge> {
    let mut out = Vec::new();
    let mut rest = data;
    while let [length, tail @ ..] = rest {
        match *length {
            0..=127 => {
                let take = (usize::from(*length) + 1).min(tail.len());
                out.extend_from_slice(&tail[..take]);
                rest = &tail[take..];
            }
            128 => break,
            129..=255 => {
                let [byte, tail @ ..] = tail else { break };
                out.resize(out.len() + 257 - usize::from(*length), *byte);
                rest = tail;
            }
        }
        if out.len() > limit {
            return Err(TooLarge);
        }
    }
    Ok(out)
}

/// The parameters of a Flate or LZW predictor (ISO 32000-2, 7.4.4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Predictor {
    pub(crate) kind: u32,
    pub(crate) colors: usize,
    pub(crate) bits: usize,
    pub(crate) columns: usize,
}

impl Predictor {
    /// Undoes the prediction. Never gives more bytes than it is given.
    pub(crate) fn undo(self, data: Vec<u8>) -> Vec<u8> {
        let bits = self.colors.saturating_mul(self.bits);
        let row = bits.saturating_mul(self.columns).div_ceil(8);
        let pixel = bits.div_ceil(8).max(1);
        if row == 0 || row > data.len() {
            return data;
        }
        match self.kind {
            2 if self.bits == 8 => {
                let mut data = data;
                for row in data.chunks_mut(row) {
                    for i in pixel..row.len() {
                        row[i] = row[i].wrapping_add(row[i - pixel]);
                    }
                }
                data
            }
            10..=15 => undo_png(&data, row, pixel),
            _ => data,
        }
    }
}

fn undo_png(data: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0u8; row];
    for line in data.chunks(row + 1) {
        let [kind, line @ ..] = line else { break };
        let mut current = line.to_vec();
        for i in 0..current.len() {
            let left = if i >= pixel { current[i - pixel] } else { 0 };
            let up = above[i];
            let corner = if i >= pixel { above[i - pixel] } else { 0 };
            let predicted = match kind {
                1 => left,
                2 => up,
                3 => (u16::from(left).midpoint(u16::from(up))) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            current[i] = current[i].wrapping_add(predicted);
        }
        out.extend_from_slice(&current);
        above[..current.len()].copy_from_slice(&current);
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let estimate = a + b - c;
    let (da, db, dc) = ((estimate - a).abs(), (estimate - b).abs(), (estimate - c).abs());
    if da <= db && da <= dc {
        left
    } else if db <= dc {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const ALL: usize = usize::MAX;

    fn deflated(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn flate_gives_the_data_and_holds_its_limit() {
        let data = vec![7u8; 100_000];
        assert_eq!(flate(&deflated(&data), 100_000, ALL), Ok(data.clone()));
        assert_eq!(flate(&deflated(&data), 99_999, ALL), Err(TooLarge));
    }

    #[test]
    fn the_start_is_the_start_of_the_whole() {
        let data: Vec<u8> = (0..50_000u32).flat_map(|i| (i * 7919 % 1009).to_string().into_bytes()).collect();
        let packed = deflated(&data);
        for enough in [1, 1000, 70_000] {
            let start = flate(&packed, 1 << 20, enough).unwrap();
            assert!(start.len() >= enough && start.len() < 2 * enough + 2000 && data.starts_with(&start), "{enough}");
        }
        assert_eq!(flate(&packed, 1 << 20, 1 << 20), Ok(data));
        assert_eq!(flate(&packed, 99, 100), Err(TooLarge));
    }

    #[test]
    fn flate_keeps_what_a_cut_stream_still_gives() {
        // Text that repeats little, as a content stream does.
        let data: Vec<u8> =
            (0..5000u32).flat_map(|i| format!("{} {} Td ", i * 7919 % 1009, i * 104_729 % 997).into_bytes()).collect();
        let whole = deflated(&data);
        let part = flate(&whole[..whole.len() / 2], 1 << 20, ALL).unwrap();
        assert!(part.len() > data.len() / 3 && data.starts_with(&part), "{} bytes", part.len());
    }

    #[test]
    fn flate_survives_a_broken_header_and_a_stray_line_end() {
        let mut broken = deflated(b"a stream of text");
        let stray = [b"\r\n", broken.as_slice()].concat();
        assert_eq!(flate(&stray, 100, ALL).unwrap(), b"a stream of text");
        broken[0] = 0;
        assert_eq!(flate(&broken, 100, ALL).unwrap(), b"a stream of text");
    }

    #[test]
    fn ascii_filters_follow_the_standard() {
        assert_eq!(ascii_hex(b"48 65 6C6c 6F7>zz"), b"Hellop");
        assert_eq!(ascii85(b"<~87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(ascii85(b"z87cUR~>"), [0, 0, 0, 0, b'H', b'e', b'l', b'l']);
        assert_eq!(run_length(&[2, b'a', b'b', b'c', 254, b'x', 128, 9], 100).unwrap(), b"abcxxx");
        assert_eq!(run_length(&[129, 0, 129, 0], 200), Err(TooLarge));
    }

    #[test]
    fn png_prediction_is_undone() {
        let predictor = Predictor { kind: 12, colors: 1, bits: 8, columns: 3 };
        assert_eq!(predictor.undo(vec![2, 1, 2, 3, 2, 1, 1, 1]), [1, 2, 3, 2, 3, 4]);
        let left = Predictor { kind: 11, colors: 1, bits: 8, columns: 3 };
        assert_eq!(left.undo(vec![1, 1, 1, 1]), [1, 2, 3]);
    }
}
