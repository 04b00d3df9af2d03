//! Widths of composite fonts: W and DW, and W2 and DW2 for vertical writing (ISO 32000-2, 9.7.4.3).

use hayro_syntax::object::{Array, Dict, Number, Object};
use smallvec::SmallVec;

use super::metrics::finite;
use super::plain::Entries;
use super::ranges::{Ranges, Shift};
use crate::text::content_byte::is_white_space;
use crate::text::content_number::{plain_number, plain_numbers};

/// Numbers that wait for more of their range.
type Pending = SmallVec<[f64; 5]>;

/// Numbers read of one W or W2 array; a font has at most 65,536 glyphs.
const MAX_NUMBERS: usize = 400_000;

/// A range's numbers: the same `N` for every CID, or `N` for each in turn.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Run<const N: usize> {
    Same([f32; N]),
    Each(u32),
}

impl<const N: usize> Shift for Run<N> {
    fn shifted(self, by: u32) -> Self {
        match self {
            same @ Self::Same(_) => same,
            Self::Each(start) => Self::Each(start.saturating_add(by)),
        }
    }
}

/// `N` numbers by CID.
#[derive(Debug, Clone)]
struct ByCid<const N: usize> {
    ranges: Ranges<Run<N>>,
    each: Vec<[f32; N]>,
}

impl<const N: usize> ByCid<N> {
    /// Reads `c [n…]` and `first last n…`.
    fn read(array: Option<Array<'_>>) -> Self {
        let mut read = Self { ranges: Ranges::default(), each: Vec::new() };
        let Some(array) = array else { return read };
        let mut pending = Pending::default();
        let mut numbers = 0;
        for object in array.iter::<Object<'_>>() {
            numbers += 1;
            if numbers > MAX_NUMBERS {
                break;
            }
            match object {
                Object::Number(number) => read.number(number.as_f64(), &mut pending),
                Object::Array(list) => {
                    let first = pending.last().copied().and_then(cid);
                    pending.clear();
                    let Some(first) = first else { continue };
                    let values = list.iter::<Object<'_>>().map(|object| match object {
                        Object::Number(number) => narrow(number.as_f64()),
                        _ => 0.0,
                    });
                    read.list(first, values, &mut numbers);
                }
                _ => pending.clear(),
            }
        }
        read.ranges.settle();
        read
    }

    /// The same from the bytes between the brackets, where these are but numbers and lists of numbers, and not too many.
    fn plain(array: &[u8]) -> Option<Self> {
        if array.len() > MAX_NUMBERS {
            return None;
        }
        let mut read = Self { ranges: Ranges::default(), each: Vec::new() };
        let mut pending = Pending::default();
        let mut rest = array;
        while let [byte, tail @ ..] = rest {
            rest = match byte {
                byte if is_white_space(*byte) => tail,
                b'[' => {
                    let end = memchr::memchr(b']', tail)?;
                    let list = &tail[..end];
                    if list.contains(&b'[') {
                        return None;
                    }
                    let values: SmallVec<[f64; 64]> = plain_numbers(list, MAX_NUMBERS)?;
                    let first = pending.last().copied().and_then(cid);
                    pending.clear();
                    if let Some(first) = first {
                        read.list(first, values.into_iter().map(narrow), &mut 0);
                    }
                    &tail[end + 1..]
                }
                _ => {
                    let (number, length) = plain_number(rest)?;
                    read.number(number, &mut pending);
                    rest.get(length..)?
                }
            };
        }
        read.ranges.settle();
        Some(read)
    }

    fn number(&mut self, number: f64, pending: &mut Pending) {
        pending.push(number);
        if pending.len() == 2 + N {
            if let (Some(first), Some(last)) = (cid(pending[0]), cid(pending[1])) {
                let run = Run::Same(std::array::from_fn(|at| narrow(pending[2 + at])));
                self.ranges.push(first, last, run);
            }
            pending.clear();
        }
    }

    fn list(&mut self, first: u32, mut values: impl Iterator<Item = f32>, numbers: &mut usize) {
        let start = self.each.len();
        while let Some(value) = values.next() {
            let mut of_cid = [value; N];
            for slot in &mut of_cid[1..] {
                *slot = values.next().unwrap_or(0.0);
            }
            self.each.push(of_cid);
            *numbers += N;
            if *numbers > MAX_NUMBERS {
                break;
            }
        }
        let count = u32::try_from(self.each.len() - start).unwrap_or(0);
        if let (Ok(start), Some(last)) = (u32::try_from(start), count.checked_sub(1)) {
            self.ranges.push(first, first.saturating_add(last), Run::Each(start));
        }
    }

    fn get(&self, cid: u32) -> Option<[f32; N]> {
        match self.ranges.find(cid)? {
            (Run::Same(values), _) => Some(values),
            (Run::Each(start), offset) => self.each.get(start.checked_add(offset)? as usize).copied(),
        }
    }
}

/// The widths of a CIDFont.
#[derive(Debug)]
pub(super) struct CidWidths {
    widths: ByCid<1>,
    default: f32,
    vertical: ByCid<3>,
    /// DW2: y of the position vector, and the vertical advance.
    vertical_default: [f32; 2],
}

/// Vertical metrics of a glyph, in em.
pub(super) struct Vertical {
    pub(super) advance: f64,
    pub(super) origin: (f64, f64),
}

impl CidWidths {
    /// Of a CIDFont, given its entries too where it is written plainly.
    pub(super) fn read(cid_font: &Dict<'_>, entries: &Entries<'_>, is_vertical: bool) -> Self {
        let mut vertical_default = [880.0, -1000.0];
        if is_vertical && let Some(pair) = cid_font.get::<Array<'_>>("DW2") {
            for (slot, number) in vertical_default.iter_mut().zip(pair.iter::<Number>()) {
                *slot = narrow(number.as_f64());
            }
        }
        Self {
            widths: entries.array(b"W").and_then(ByCid::plain).unwrap_or_else(|| ByCid::read(cid_font.get("W"))),
            default: cid_font.get::<Number>("DW").map_or(1000.0, |number| narrow(number.as_f64())),
            vertical: ByCid::read(if is_vertical { cid_font.get("W2") } else { None }),
            vertical_default,
        }
    }

    /// From this CID on, all have the same horizontal width, which CID 0 has too.
    pub(super) fn end(&self) -> u32 {
        if self.stored(0) == self.default { self.widths.ranges.end() } else { u32::MAX }
    }

    /// The horizontal width of a CID as the font has it, in thousandths of an em.
    pub(super) fn stored(&self, cid: u32) -> f32 {
        self.widths.get(cid).map_or(self.default, |[width]| width)
    }

    /// The horizontal width of a CID, in em.
    #[cfg(test)]
    pub(super) fn width(&self, cid: u32) -> f64 {
        f64::from(self.stored(cid)) / 1000.0
    }

    /// The vertical metrics of a CID whose horizontal width is given.
    pub(super) fn vertical(&self, cid: u32, width: f64) -> Vertical {
        match self.vertical.get(cid) {
            Some([advance, x, y]) => Vertical {
                advance: f64::from(advance) / 1000.0,
                origin: (f64::from(x) / 1000.0, f64::from(y) / 1000.0),
            },
            None => {
                let [y, advance] = self.vertical_default;
                Vertical { advance: f64::from(advance) / 1000.0, origin: (width / 2.0, f64::from(y) / 1000.0) }
            }
        }
    }
}

fn narrow(value: f64) -> f32 {
    finite(value) as f32
}

fn cid(value: f64) -> Option<u32> {
    (0.0..=65_535.0).contains(&value).then_some(value as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_syntax::object::FromBytes;

    fn read(dict: &'static [u8]) -> CidWidths {
        let by_parser = CidWidths::read(&Dict::from_bytes(dict).unwrap(), &Entries::default(), true);
        let entries = Entries::of(dict).unwrap_or_default();
        let plain = CidWidths::read(&Dict::from_bytes(dict).unwrap(), &entries, true);
        for cid in (0..=300).chain([65_535, u32::MAX]) {
            assert_eq!(by_parser.stored(cid), plain.stored(cid), "{cid}");
        }
        plain
    }

    #[test]
    fn plain_widths_are_those_of_the_parser() {
        read(b"<</W[1[500 250.5]10 12 333 11[444]20 21]>>");
        read(b"<</W[1 2[500][3]4[5 -6.25 .5]7 7[1]8 9 100 10 12 7 9[][1] 3 4]>>");
        read(b"<</W[1[500 [7] 250.5]10 12 333 /A 11[444]20 21 300]>>");
        read(b"<</W[1[500 1 0 R 250.5]10 12 333 5 0 R 11[444]20 21 300]>>");
        assert!(ByCid::<1>::plain(b"1[500 250.5]10 12 333").is_some());
    }

    #[test]
    fn both_forms_of_w_are_read() {
        let widths = read(b"<< /DW 900 /W [1 [500 250.5] 10 12 333 11 [444] 20 21] >>");
        let found: Vec<f64> = [0, 1, 2, 3, 10, 11, 12, 20].map(|cid| widths.width(cid)).to_vec();
        assert_eq!(found, [0.9, 0.5, 0.2505, 0.9, 0.333, 0.444, 0.333, 0.9]);
    }

    #[test]
    fn vertical_metrics_have_their_defaults() {
        let widths = read(b"<< /W2 [5 [-500 250 800] 7 8 -600 300 700] >>");
        for (cid, advance, origin) in [(1, -1.0, (0.5, 0.88)), (5, -0.5, (0.25, 0.8)), (8, -0.6, (0.3, 0.7))] {
            let vertical = widths.vertical(cid, widths.width(cid));
            let rounded = [vertical.advance, vertical.origin.0, vertical.origin.1].map(|n| (n * 1e6).round() / 1e6);
            assert_eq!(rounded, [advance, origin.0, origin.1], "{cid}");
        }
    }

    #[test]
    fn hostile_widths_do_no_harm() {
        let widths = read(b"<< /DW 99999999999999999999 /W [0 4294967295 7 -5 [1 2] 1 [/A null (x)] [3] ] /W2 3 >>");
        for cid in [0, 1, 65_535, u32::MAX] {
            assert!(widths.width(cid).is_finite(), "{cid}");
        }
    }
}
