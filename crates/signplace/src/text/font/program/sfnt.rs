//! TrueType and OpenType programs: cmap, post, hmtx and the heights of hhea and OS/2.

use ttf_parser::{Face, GlyphId, PlatformId, RawFace, RawFaceTables, TableRecord, Tag, cmap, post};

use super::super::differences::of_name;
use super::super::encoding::BaseEncoding;
use super::super::glyph_names;
use super::super::metrics::Heights;
use super::super::outline::Glyf;
use super::{GlyphTexts, UnicodeSource};

/// A program in the container of TrueType.
pub(crate) struct Sfnt<'a> {
    raw: RawFace<'a>,
    /// None where tables are missing that a subset may lack; cmap and post may be there all the same.
    face: Option<Face<'a>>,
    cmap: Option<cmap::Table<'a>>,
    post: Option<post::Table<'a>>,
    glyph_count: u16,
}

impl<'a> Sfnt<'a> {
    pub(crate) fn parse(data: &'a [u8]) -> Option<Self> {
        let raw = RawFace::parse(data, 0).ok()?;
        if let Some(face) = face(&raw) {
            let tables = face.tables();
            let (cmap, post, glyph_count) = (tables.cmap, tables.post, face.number_of_glyphs());
            return Some(Self { raw, face: Some(face), cmap, post, glyph_count });
        }
        let cmap = sound_cmap(&raw).and_then(cmap::Table::parse);
        let post = table(&raw, b"post").and_then(post::Table::parse);
        let glyph_count = post.map_or(0, |post| u16::try_from(post.names().count()).unwrap_or(u16::MAX));
        Some(Self { raw, face: None, cmap, post, glyph_count })
    }

    pub(crate) fn heights(&self) -> Option<Heights> {
        let face = self.face.as_ref()?;
        let em = f64::from(face.units_per_em());
        Heights::plausible(f64::from(face.ascender()) / em, f64::from(face.descender()) / em)
    }

    pub(crate) fn width(&self, glyph: u16) -> Option<f64> {
        let face = self.face.as_ref()?;
        Some(f64::from(face.glyph_hor_advance(GlyphId(glyph))?) / f64::from(face.units_per_em()))
    }

    /// The glyph of a character by a Unicode subtable.
    pub(crate) fn glyph_of_char(&self, char: char) -> Option<u16> {
        self.subtables().filter(cmap::Subtable::is_unicode).find_map(|table| glyph(&table, u32::from(char)))
    }

    /// The glyph of a simple font's code: by the subtables for symbols and for the Mac, else as a Latin character
    /// (ISO 32000-2, 9.6.5.4).
    pub(crate) fn glyph_of_code(&self, code: u8, prefers_symbol: bool) -> Option<u16> {
        let symbol = || {
            let symbol = self.subtables().find(is_symbol)?;
            [0xF000, 0, 0xF100, 0xF200].iter().find_map(|high| glyph(&symbol, high + u32::from(code)))
        };
        let mac = || glyph(&self.subtables().find(is_mac)?, u32::from(code));
        let latin = || {
            let name = BaseEncoding::WinAnsi.name(code)?;
            self.glyph_of_char(*glyph_names::unicode(name).first()?)
        };
        if prefers_symbol { symbol().or_else(mac).or_else(latin) } else { latin().or_else(symbol).or_else(mac) }
    }

    /// The glyph of a name that Differences give: a number, or a name of the post table.
    pub(crate) fn glyph_of_name(&self, name: &str) -> Option<u16> {
        let posted = self.post.and_then(|post| post.glyph_index_by_name(name)).map(|glyph| glyph.0);
        posted.or_else(|| glyph_names::glyph_number(name))
    }

    /// The glyph that a simple font's code shows; `difference` is the name that the PDF's Differences give it.
    pub(crate) fn glyph_shown(&self, code: u8, prefers_symbol: bool, difference: Option<&str>) -> Option<u16> {
        match difference {
            Some(name) => self.glyph_of_name(name),
            None => self.glyph_of_code(code, prefers_symbol),
        }
    }

    /// The outlines, where they are TrueType's.
    pub(crate) fn outlines(&self) -> Option<Glyf<'a>> {
        Glyf::new(table(&self.raw, b"glyf")?, table(&self.raw, b"loca")?, table(&self.raw, b"head")?)
    }

    /// The text of every glyph: by the Unicode subtables read backwards, else by the names of post.
    pub(crate) fn texts(&self) -> GlyphTexts {
        let mut texts = GlyphTexts::default();
        // The subtable beyond the BMP holds all that the others hold.
        let is_full = |table: &cmap::Subtable<'_>| matches!(table.format, cmap::Format::SegmentedCoverage(_));
        let unicode = || self.subtables().filter(cmap::Subtable::is_unicode);
        let best = unicode().find(is_full).or_else(|| unicode().next()).or_else(|| self.subtables().find(is_symbol));
        if let Some(table) = best {
            let mut offer = |code: u32| {
                if let (Some(glyph), Some(char)) = (glyph(&table, code), char::from_u32(code)) {
                    texts.offer(glyph, char);
                }
            };
            // Codes of a symbol subtable are Unicode only beyond those that stand for bytes.
            let start = if is_symbol(&table) { 0x100 } else { 0x20 };
            (start..0xE000).chain(0xF900..0xFFFE).for_each(&mut offer);
            if is_full(&table) {
                (0x1_D000..0x3_3480).for_each(&mut offer);
            }
        }
        self.add_names(&mut texts);
        texts
    }

    /// A code of the Mac's subtable as a character: a guess, for subsets number their glyphs as they like.
    pub(crate) fn mac_char(&self, code: u8) -> Option<char> {
        glyph(&self.subtables().find(is_mac)?, u32::from(code))?;
        glyph_names::unicode(BaseEncoding::MacRoman.name(code)?).first().copied()
    }

    fn add_names(&self, texts: &mut GlyphTexts) {
        let Some(post) = self.post else { return };
        for number in 1..self.glyph_count {
            if texts.get(u32::from(number)).is_unknown()
                && let Some(name) = post.glyph_name(GlyphId(number))
            {
                texts.add(number, of_name(name, false, UnicodeSource::FontProgram).text());
            }
        }
    }

    fn subtables(&self) -> impl Iterator<Item = cmap::Subtable<'a>> + use<'a> {
        // No font has more than a handful.
        self.cmap.into_iter().flat_map(|cmap| cmap.subtables.into_iter().take(16))
    }
}

/// The face with the tables that are asked for here: what is not read cannot do harm. None where a mandatory one lacks.
fn face<'a>(raw: &RawFace<'a>) -> Option<Face<'a>> {
    let table = |name| table(raw, name);
    let tables = RawFaceTables {
        head: table(b"head")?,
        hhea: table(b"hhea")?,
        maxp: table(b"maxp")?,
        hmtx: table(b"hmtx"),
        os2: table(b"OS/2"),
        cmap: sound_cmap(raw),
        post: table(b"post"),
        ..RawFaceTables::default()
    };
    Face::from_raw_tables(tables).ok()
}

/// A table, wherever the directory names it: subsets do not always sort theirs, as the parser's own look-up expects.
fn table<'a>(raw: &RawFace<'a>, name: &[u8; 4]) -> Option<&'a [u8]> {
    let tag = Tag::from_bytes(name);
    let bytes = |record: TableRecord| {
        let start = usize::try_from(record.offset).ok()?;
        raw.data.get(start..start.checked_add(usize::try_from(record.length).ok()?)?)
    };
    raw.table_records.into_iter().filter(|record| record.tag == tag).filter_map(bytes).last()
}

/// The cmap table, unless a subtable claims more groups than there are bytes: its parser does not expect that.
fn sound_cmap<'a>(raw: &RawFace<'a>) -> Option<&'a [u8]> {
    let cmap = table(raw, b"cmap")?;
    let number = |at: usize, bytes: usize| {
        cmap.get(at..at.checked_add(bytes)?).map(|digits| digits.iter().fold(0, |n, byte| n << 8 | usize::from(*byte)))
    };
    let count = number(2, 2)?;
    let is_sound = (0..count).all(|nth| {
        let Some(start) = number(4 + 8 * nth + 4, 4) else { return true };
        let at = match number(start, 2) {
            Some(8 | 12 | 13) => 12,
            Some(10) => 16,
            Some(14) => 6,
            _ => return true,
        };
        start.checked_add(at).and_then(|at| number(at, 4)).is_none_or(|groups| groups <= cmap.len())
    });
    is_sound.then_some(cmap)
}

fn is_symbol(table: &cmap::Subtable<'_>) -> bool {
    table.platform_id == PlatformId::Windows && table.encoding_id == 0
}

fn is_mac(table: &cmap::Subtable<'_>) -> bool {
    table.platform_id == PlatformId::Macintosh && table.encoding_id == 0
}

fn glyph(table: &cmap::Subtable<'_>, code: u32) -> Option<u16> {
    table.glyph_index(code).map(|glyph| glyph.0).filter(|&glyph| glyph != 0)
}

#[cfg(test)]
mod tests {
    use super::super::super::outline::made::{Shape, program};
    use super::*;

    #[test]
    fn tables_are_found_in_any_order_of_their_directory() {
        let shapes = [Shape::Empty, Shape::number(1), Shape::number(2)];
        for is_sorted in [true, false] {
            let data = program(&shapes, is_sorted);
            let sfnt = Sfnt::parse(&data).unwrap();
            assert_eq!([1, 2, 3].map(|code| sfnt.glyph_of_code(code, true)), [Some(1), Some(2), None], "{is_sorted}");
            assert_eq!(sfnt.width(1), Some(1.0), "sorted: {is_sorted}");
            assert_eq!(sfnt.heights(), Some(Heights { ascent: 0.8, descent: -0.2 }), "sorted: {is_sorted}");
            assert_eq!(sfnt.outlines().map(|glyf| glyf.count()), Some(3), "sorted: {is_sorted}");
        }
    }
}
