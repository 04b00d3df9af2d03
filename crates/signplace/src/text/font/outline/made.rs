//! TrueType programs made for tests: shapes in, tables or a whole program out.

/// A glyph to be.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Empty,
    /// One contour: x, y, and whether the point is on the curve.
    Contour(Vec<(i16, i16, bool)>),
    /// Glyphs, and where they are moved to.
    Composite(Vec<(u16, i16, i16)>),
}

impl Shape {
    /// A polygon of twelve points that no other number has.
    pub(crate) fn number(number: i16) -> Self {
        let within = |number: i32, most: i32| i16::try_from(number % most).unwrap();
        let number = i32::from(number);
        let point =
            |nth: i32| (within(nth * 37 + number * 11, 9973), within(nth * nth * 13 + number * 7, 9967), nth % 3 != 0);
        Self::Contour((1..=12).map(point).collect())
    }

    fn written(&self) -> Vec<u8> {
        let mut data = Vec::new();
        let put = |data: &mut Vec<u8>, number: i16| data.extend(number.to_be_bytes());
        match self {
            Self::Empty => return data,
            Self::Contour(points) => {
                for number in [1, 0, 0, 0, 0, i16::try_from(points.len()).unwrap() - 1, 0] {
                    put(&mut data, number);
                }
                data.extend(points.iter().map(|point| u8::from(point.2)));
                let mut last = 0;
                for axis in [0, 1] {
                    for point in points {
                        let at = if axis == 0 { point.0 } else { point.1 };
                        put(&mut data, at - last);
                        last = at;
                    }
                    last = 0;
                }
            }
            Self::Composite(parts) => {
                for number in [-1, 0, 0, 0, 0] {
                    put(&mut data, number);
                }
                for (nth, &(glyph, dx, dy)) in parts.iter().enumerate() {
                    put(&mut data, if nth + 1 < parts.len() { 0x23 } else { 0x3 });
                    put(&mut data, glyph.cast_signed());
                    put(&mut data, dx);
                    put(&mut data, dy);
                }
            }
        }
        data.resize(data.len().next_multiple_of(2), 0);
        data
    }
}

/// glyf, loca and head.
pub(crate) fn tables(shapes: &[Shape]) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let (mut glyf, mut loca) = (Vec::new(), vec![0; 4]);
    for shape in shapes {
        glyf.extend(shape.written());
        loca.extend(u32::try_from(glyf.len()).unwrap().to_be_bytes());
    }
    let mut head = vec![0; 54];
    head[0..4].copy_from_slice(&[0, 1, 0, 0]);
    head[12..16].copy_from_slice(&0x5F0F_3CF5u32.to_be_bytes());
    head[18..20].copy_from_slice(&1000u16.to_be_bytes());
    head[51] = 1;
    (glyf, loca, head)
}

/// A program whose codes 1, 2, 3 … show the second, third … shape by a subtable for symbols, its tables in the order of
/// their names, or the other way round.
pub(crate) fn program(shapes: &[Shape], is_sorted: bool) -> Vec<u8> {
    let (glyf, loca, head) = tables(shapes);
    let count = u16::try_from(shapes.len()).unwrap();
    let words = |words: &[u16]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
    // Format 4: one segment from U+F001 on, and the one that ends all.
    let delta = 0u16.wrapping_sub(0xF000);
    let cmap = words(&[
        0,
        1,
        3,
        0,
        0,
        12,
        4,
        32,
        0,
        4,
        4,
        1,
        0,
        0xF000 + count - 1,
        0xFFFF,
        0,
        0xF001,
        0xFFFF,
        delta,
        1,
        0,
        0,
    ]);
    let hhea = words(&[1, 0, 800, 0xFF38, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, count]);
    let hmtx = (0..count).flat_map(|_| words(&[1000, 0])).collect();
    let maxp = words(&[0, 0x5000, count]);
    let mut tables: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"cmap", cmap),
        (b"glyf", glyf),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"loca", loca),
        (b"maxp", maxp),
    ];
    if !is_sorted {
        tables.reverse();
    }
    let mut out = words(&[1, 0, u16::try_from(tables.len()).unwrap(), 0, 0, 0]);
    let mut at = out.len() + 16 * tables.len();
    for (tag, data) in &tables {
        out.extend(*tag);
        out.extend([0; 4]);
        out.extend(u32::try_from(at).unwrap().to_be_bytes());
        out.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        out.extend(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}
