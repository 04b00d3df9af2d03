//! The outlines of TrueType glyphs (tables glyf and loca), and their fingerprints.

use std::cell::Cell;

/// Composites in composites go no deeper.
const MAX_DEPTH: usize = 4;

/// No program's outlines are read beyond this many points.
const MAX_POINTS: usize = 1 << 22;

/// The outlines of a program.
pub(crate) struct Glyf<'a> {
    glyf: &'a [u8],
    loca: &'a [u8],
    has_long_offsets: bool,
    /// How many points may still be read: glyphs may overlap and composites repeat, and the bytes alone are no bound.
    points_left: Cell<usize>,
}

/// An outline as the program states it, in font units.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outline {
    /// The last point of each contour.
    ends: Vec<i32>,
    points: Vec<Point>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Point {
    x: i32,
    y: i32,
    is_on_curve: bool,
}

/// What an outline is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fingerprint {
    /// A hash of all points and contours.
    pub(crate) hash: u64,
    /// How many points there are: few say little.
    pub(crate) points: usize,
}

impl<'a> Glyf<'a> {
    /// The outlines in a program's tables, if they can be read at all.
    pub(crate) fn new(glyf: &'a [u8], loca: &'a [u8], head: &[u8]) -> Option<Self> {
        let has_long_offsets = match number(head, 50)? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let points_left = Cell::new(glyf.len().saturating_mul(4).min(MAX_POINTS));
        Some(Self { glyf, loca, has_long_offsets, points_left })
    }

    /// How many glyphs loca has.
    pub(crate) fn count(&self) -> u16 {
        let offsets = self.loca.len() / if self.has_long_offsets { 4 } else { 2 };
        u16::try_from(offsets.saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// Whether a glyph shows something.
    pub(crate) fn is_drawn(&self, glyph: u16) -> bool {
        self.data(glyph).is_some_and(|data| number(data, 0) != Some(0))
    }

    /// The fingerprint of a glyph; None for one that is empty or damaged, a composite that scales its parts, and when too
    /// many points have been read.
    pub(crate) fn fingerprint(&self, glyph: u16) -> Option<Fingerprint> {
        let mut outline = Outline::default();
        self.read(glyph, 0, &mut outline)?;
        (!outline.points.is_empty()).then(|| outline.fingerprint())
    }

    /// A glyph's bytes, if it has any.
    fn data(&self, glyph: u16) -> Option<&'a [u8]> {
        let offset = |nth: usize| {
            let offset = match self.has_long_offsets {
                true => u32::from(number(self.loca, 4 * nth)?) << 16 | u32::from(number(self.loca, 4 * nth + 2)?),
                false => 2 * u32::from(number(self.loca, 2 * nth)?),
            };
            usize::try_from(offset).ok()
        };
        let nth = usize::from(glyph);
        let (start, end) = (offset(nth)?, offset(nth + 1)?);
        // Producers leave the last offset beyond the table.
        self.glyf.get(start..end.min(self.glyf.len())).filter(|data| !data.is_empty())
    }

    fn read(&self, glyph: u16, depth: usize, outline: &mut Outline) -> Option<()> {
        let mut data = Reader(self.data(glyph)?);
        let contours = data.i16()?;
        data.skip(8)?;
        match usize::try_from(contours) {
            Ok(contours) => self.read_contours(data, contours, outline),
            Err(_) if depth < MAX_DEPTH => self.read_parts(data, depth, outline),
            Err(_) => None,
        }
    }

    fn spend(&self, points: usize) -> Option<()> {
        self.points_left.set(self.points_left.get().checked_sub(points)?);
        Some(())
    }

    fn read_contours(&self, mut data: Reader<'_>, contours: usize, outline: &mut Outline) -> Option<()> {
        let first = outline.points.len();
        let mut count = 0;
        for _ in 0..contours {
            let end = usize::from(data.u16()?) + 1;
            if end < count {
                return None;
            }
            count = end;
            outline.ends.push(i32::try_from(first + count - 1).ok()?);
        }
        self.spend(count)?;
        let instructions = data.u16()?;
        data.skip(usize::from(instructions))?;

        let mut flags = Vec::new();
        while flags.len() < count {
            let flag = data.u8()?;
            let times = if flag & flag::REPEAT == 0 { 1 } else { usize::from(data.u8()?) + 1 };
            flags.resize((flags.len() + times).min(count), flag);
        }
        outline.points.reserve(count);
        let mut x = 0i32;
        for &flag in &flags {
            x = x.wrapping_add(data.step(flag & flag::SHORT_X != 0, flag & flag::SAME_X != 0)?);
            outline.points.push(Point { x, y: 0, is_on_curve: flag & flag::ON_CURVE != 0 });
        }
        let mut y = 0i32;
        for (point, &flag) in outline.points[first..].iter_mut().zip(&flags) {
            y = y.wrapping_add(data.step(flag & flag::SHORT_Y != 0, flag & flag::SAME_Y != 0)?);
            point.y = y;
        }
        Some(())
    }

    fn read_parts(&self, mut data: Reader<'_>, depth: usize, outline: &mut Outline) -> Option<()> {
        loop {
            self.spend(1)?;
            let (flags, glyph) = (data.u16()?, data.u16()?);
            if flags & part::IS_SHIFT == 0 || flags & part::IS_SCALED != 0 {
                return None;
            }
            let (dx, dy) = match flags & part::HAS_WORDS {
                0 => (i32::from(data.u8()?.cast_signed()), i32::from(data.u8()?.cast_signed())),
                _ => (i32::from(data.i16()?), i32::from(data.i16()?)),
            };
            let first = outline.points.len();
            self.read(glyph, depth + 1, outline)?;
            for point in &mut outline.points[first..] {
                point.x = point.x.wrapping_add(dx);
                point.y = point.y.wrapping_add(dy);
            }
            if flags & part::IS_FOLLOWED == 0 {
                return Some(());
            }
        }
    }
}

/// Flags of a point (OpenType, table glyf).
mod flag {
    pub(super) const ON_CURVE: u8 = 1;
    pub(super) const SHORT_X: u8 = 2;
    pub(super) const SHORT_Y: u8 = 4;
    pub(super) const REPEAT: u8 = 8;
    pub(super) const SAME_X: u8 = 0x10;
    pub(super) const SAME_Y: u8 = 0x20;
}

/// Flags of a composite's part.
mod part {
    pub(super) const HAS_WORDS: u16 = 1;
    pub(super) const IS_SHIFT: u16 = 2;
    pub(super) const IS_FOLLOWED: u16 = 0x20;
    pub(super) const IS_SCALED: u16 = 0x8 | 0x40 | 0x80;
}

impl Outline {
    /// FNV-1a, 64 bits, over the number of contours, their last points, and of each point x, y and whether it is on the
    /// curve: as scripts/outline_tables.py has it.
    fn fingerprint(&self) -> Fingerprint {
        let mut hash = 0xCBF2_9CE4_8422_2325u64;
        let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
        let contours = i32::try_from(self.ends.len()).unwrap_or(i32::MAX);
        for number in std::iter::once(contours).chain(self.ends.iter().copied()) {
            number.to_be_bytes().into_iter().for_each(&mut add);
        }
        for point in &self.points {
            point.x.to_be_bytes().into_iter().for_each(&mut add);
            point.y.to_be_bytes().into_iter().for_each(&mut add);
            add(u8::from(point.is_on_curve));
        }
        Fingerprint { hash, points: self.points.len() }
    }
}

/// Bytes read from the front.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.get(bytes..)?;
        Some(())
    }

    fn u8(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        let found = number(self.0, 0)?;
        self.skip(2)?;
        Some(found)
    }

    fn i16(&mut self) -> Option<i16> {
        self.u16().map(u16::cast_signed)
    }

    /// The way to the next point along an axis: a byte whose sign the flag says, nothing, or two bytes.
    fn step(&mut self, is_short: bool, is_same: bool) -> Option<i32> {
        Some(match (is_short, is_same) {
            (true, true) => i32::from(self.u8()?),
            (true, false) => -i32::from(self.u8()?),
            (false, true) => 0,
            (false, false) => i32::from(self.i16()?),
        })
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    match bytes.get(at..at.checked_add(2)?)? {
        [high, low] => Some(u16::from_be_bytes([*high, *low])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::made::{Shape, tables};
    use super::*;

    const TRIANGLE: &[(i16, i16, bool)] = &[(10, 20, true), (110, 20, true), (60, -120, false)];

    fn fingerprints(shapes: &[Shape]) -> Vec<Option<u64>> {
        let (glyf, loca, head) = tables(shapes);
        let glyphs = Glyf::new(&glyf, &loca, &head).unwrap();
        assert_eq!(usize::from(glyphs.count()), shapes.len());
        (0..glyphs.count()).map(|glyph| glyphs.fingerprint(glyph).map(|print| print.hash)).collect()
    }

    #[test]
    fn fingerprints_are_those_of_the_script() {
        let shapes = [
            Shape::Empty,
            Shape::Contour(TRIANGLE.to_vec()),
            Shape::Composite(vec![(1, 0, 0)]),
            Shape::Composite(vec![(1, 0, 0), (1, 300, -7)]),
        ];
        let triangle = Some(0xFBA4_9996_00EE_58C9);
        assert_eq!(fingerprints(&shapes), [None, triangle, triangle, Some(0x9844_4585_565B_A64A)]);
    }

    #[test]
    fn place_and_curve_count() {
        let moved = TRIANGLE.iter().map(|&(x, y, on)| (x + 1, y, on)).collect();
        let straight = TRIANGLE.iter().map(|&(x, y, _)| (x, y, true)).collect();
        let found = fingerprints(&[Shape::Contour(TRIANGLE.to_vec()), Shape::Contour(moved), Shape::Contour(straight)]);
        assert!(found[0] != found[1] && found[0] != found[2] && found[1] != found[2], "{found:x?}");
    }

    #[test]
    fn a_composite_of_itself_ends() {
        let nested = (0..8).map(|next| Shape::Composite(vec![(next + 1, 0, 0); 2])).collect::<Vec<_>>();
        assert_eq!(fingerprints(&[Shape::Composite(vec![(0, 0, 0)])]), [None]);
        assert_eq!(fingerprints(&[Shape::Composite(vec![(1, 0, 0)]), Shape::Composite(vec![(0, 0, 0)])]), [None; 2]);
        assert_eq!(fingerprints(&nested), vec![None; nested.len()]);
    }

    #[test]
    fn many_parts_are_read_within_bounds() {
        let mut shapes = vec![Shape::Contour(TRIANGLE.to_vec())];
        shapes.extend((0..3).map(|below| Shape::Composite(vec![(below, 0, 0); 200])));
        let found = fingerprints(&shapes);
        assert!(found[1].is_some(), "200 parts are few");
        assert_eq!(found[3], None, "8 million parts are too many");
    }

    #[test]
    fn a_damaged_program_has_no_fingerprint() {
        let (glyf, loca, head) = tables(&[Shape::Contour(TRIANGLE.to_vec()), Shape::Composite(vec![(0, 1, 1)])]);
        for len in 0..glyf.len() {
            let cut = Glyf::new(&glyf[..len], &loca, &head).unwrap();
            let found = (0..cut.count()).map(|glyph| cut.fingerprint(glyph)).collect::<Vec<_>>();
            // Glyphs are padded to even lengths.
            assert!(found[1].is_none(), "{len} of {} bytes: {found:?}", glyf.len());
        }
        for len in 0..loca.len() {
            let cut = Glyf::new(&glyf, &loca[..len], &head).unwrap();
            assert_eq!(cut.fingerprint(u16::MAX), None);
            assert_eq!(cut.fingerprint(1), None, "{len} bytes of loca");
        }
        assert!(Glyf::new(&glyf, &loca, &head[..50]).is_none());
        let wild = [0xFF; 64];
        let glyphs = Glyf::new(&wild, &loca, &head).unwrap();
        assert_eq!(glyphs.fingerprint(0), None);
    }
}
