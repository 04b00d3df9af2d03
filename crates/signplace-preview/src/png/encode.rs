//! PNG: three bytes a pixel, deflated, with the resolution (W3C PNG, third edition).

use std::io::Write as _;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

/// The file of a picture, whose pixels are red, green and blue, from the upper-left corner.
pub(crate) fn png(width: u32, height: u32, dpi: f64, rgb: &[u8]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    // Eight bits a channel, colour, the one compression and filter method, not interlaced.
    chunk(&mut out, *b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a resolution is far below")]
    let per_metre = (dpi / 0.0254).round() as u32;
    chunk(&mut out, *b"pHYs", &[&per_metre.to_be_bytes()[..], &per_metre.to_be_bytes(), &[1]].concat());
    chunk(&mut out, *b"IDAT", &deflated(width as usize * 3, rgb));
    chunk(&mut out, *b"IEND", &[]);
    out
}

/// Rows as differences from the row above, which on a page of text is mostly nothing.
fn deflated(row: usize, rgb: &[u8]) -> Vec<u8> {
    const UP: u8 = 2;
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let mut above = vec![0; row];
    let mut line = Vec::with_capacity(row + 1);
    for pixels in rgb.chunks(row.max(1)) {
        line.clear();
        line.push(UP);
        line.extend(pixels.iter().zip(&above).map(|(this, that)| this.wrapping_sub(*that)));
        // Writing into memory does not fail.
        let _ = encoder.write_all(&line);
        above.copy_from_slice(pixels);
    }
    encoder.finish().unwrap_or_default()
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let mut sum = Crc::new();
    sum.update(&kind);
    sum.update(data);
    out.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(data);
    out.extend_from_slice(&sum.sum().to_be_bytes());
}
