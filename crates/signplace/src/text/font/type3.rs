//! Type 3 fonts: the font matrix, and how high glyphs reach that are drawn by content streams (ISO 32000-2, 9.6.4).

use hayro_syntax::object::{Array, Dict, Number, Rect, Stream};

use super::THOUSANDTH;
use super::metrics::{Heights, finite};
use super::source::FontSource;

/// Glyph descriptions looked at for their boxes, when the font's own box says nothing.
const MAX_GLYPHS: usize = 24;

/// The FontMatrix, if it can be used.
pub(super) fn matrix(dict: &Dict<'_>) -> [f64; 6] {
    let mut matrix = [0.0; 6];
    let Some(array) = dict.get::<Array<'_>>("FontMatrix") else { return THOUSANDTH };
    let mut numbers = array.iter::<Number>();
    for slot in &mut matrix {
        let Some(number) = numbers.next() else { return THOUSANDTH };
        *slot = finite(number.as_f64());
    }
    let [a, b, c, d, ..] = matrix;
    if a * d - b * c == 0.0 { THOUSANDTH } else { matrix }
}

/// Ascent and descent from FontBBox, else from the glyphs' own boxes, in text space at font size 1.
///
/// A Type 3 font need not be drawn on an em of 1: some producers write bitmaps with a pixel for a unit and leave the
/// scale to the text matrix. What is plausible is therefore measured against the widths of the glyphs.
pub(super) fn heights(source: &FontSource<'_, '_>, matrix: [f64; 6]) -> Heights {
    let em = em_of_widths(source.widths()).map_or(1.0, |em| em * matrix[0].abs());
    let of_box = |rect: Rect| heights_of_box([rect.x0, rect.y0, rect.x1, rect.y1], matrix, em);
    source
        .dict
        .get::<Rect>("FontBBox")
        .and_then(of_box)
        .or_else(|| heights_of_box(glyphs_box(source)?, matrix, em))
        .unwrap_or(Heights { ascent: Heights::LATIN.ascent * em, descent: Heights::LATIN.descent * em })
}

/// What the em probably is, in glyph space: twice the mean width, which Latin letters are half an em wide; `None` when
/// that is near 1000 anyway, or when there are no widths.
fn em_of_widths(widths: &[f64]) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0u32);
    for width in widths.iter().take(256).map(|width| width.abs()).filter(|width| *width > 0.0) {
        sum += width;
        count += 1;
    }
    let em = 2.0 * sum / f64::from(count.max(1));
    (em > 0.0 && !(500.0..=2500.0).contains(&em)).then_some(em)
}

fn heights_of_box([x0, y0, x1, y1]: [f64; 4], [_, b, _, d, _, f]: [f64; 6], em: f64) -> Option<Heights> {
    let ys = [(x0, y0), (x0, y1), (x1, y0), (x1, y1)].map(|(x, y)| finite(x) * b + finite(y) * d + f);
    let top = ys.into_iter().fold(f64::MIN, f64::max);
    let bottom = ys.into_iter().fold(f64::MAX, f64::min);
    let (high, low) = (top / em, bottom / em);
    let fits = (0.1..=3.0).contains(&high) && (-2.0..=0.3).contains(&low) && high - low >= 0.2;
    fits.then_some(Heights { ascent: top, descent: bottom.min(0.0) })
}

/// The union of the boxes that glyph descriptions give to `d1`.
fn glyphs_box(source: &FontSource<'_, '_>) -> Option<[f64; 4]> {
    let glyphs = source.dict.get::<Dict<'_>>("CharProcs")?;
    let mut names: Vec<_> = glyphs.keys().collect();
    names.sort();
    names
        .iter()
        .take(MAX_GLYPHS)
        .filter_map(|name| d1_box(&source.decoded(&glyphs.get::<Stream<'_>>(name.as_ref())?)?))
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

/// `wx wy llx lly urx ury d1` at the start of a glyph description.
fn d1_box(content: &[u8]) -> Option<[f64; 4]> {
    let mut numbers: Vec<f64> = Vec::new();
    let words = content.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty());
    for word in words.take(12) {
        let word = std::str::from_utf8(word).ok()?;
        if word == "d1" {
            let [.., _, _, x0, y0, x1, y1] = numbers[..] else { return None };
            return (x1 > x0 && y1 > y0).then_some([x0, y0, x1, y1]);
        }
        numbers.push(word.parse().ok()?);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_description_tells_its_box() {
        assert_eq!(d1_box(b"500 0 10 -20 480 700 d1\n0 0 m"), Some([10.0, -20.0, 480.0, 700.0]));
        assert_eq!(d1_box(b"500 0 d0 0 0 m"), None);
        assert_eq!(d1_box(b"1 d1"), None);
        assert_eq!(d1_box(b"500 0 0 0 0 0 d1"), None);
    }

    #[test]
    fn heights_are_in_em_whatever_the_matrix() {
        let heights = |rect, matrix| heights_of_box(rect, matrix, 1.0).map(|h| (h.ascent, h.descent));
        assert_eq!(heights([0.0, -250.0, 1000.0, 750.0], [0.001, 0.0, 0.0, 0.001, 0.0, 0.0]), Some((0.75, -0.25)));
        assert_eq!(heights([0.0, -3.0, 4.0, 1.0], [0.25, 0.0, 0.0, -0.25, 0.0, 0.0]), Some((0.75, -0.25)));
        assert_eq!(heights([0.0, 0.0, 0.0, 0.0], [0.001, 0.0, 0.0, 0.001, 0.0, 0.0]), None);
        assert_eq!(heights([f64::NAN, 0.0, 1.0, 1e300], [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]), None);
    }
}
