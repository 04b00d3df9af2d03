//! What the fuzz targets feed to the library. It uses nothing but the public interface, and nothing of nightly: the
//! tests of the repository replay the kept seeds through the same functions (tests/tests/seeds.rs).
//!
//! Every function ends for every input, or it has found something. The limits are small, so that what is slow within
//! them is a finding too.

mod maker;

use std::sync::OnceLock;

use maker::Maker;
use signplace::geometry::{Page, Point, Rect};
use signplace::{Document, MatchMode, OpenOptions, PageRanges, Plan, Query};

/// Limits that a few milliseconds can exhaust.
fn options() -> OpenOptions {
    let mut options = OpenOptions::default();
    options.limits.file_bytes = 1 << 20;
    options.limits.stream_bytes = 1 << 20;
    options.limits.total_stream_bytes = 8 << 20;
    options.limits.pages = 64;
    options.limits.operators = 100_000;
    options.limits.nesting = 8;
    options.limits.glyphs = 20_000;
    options
}

fn opened(bytes: Vec<u8>) -> Option<Document> {
    Document::open(bytes, options()).ok()
}

/// Whole files: structure, cross references, encryption, the page tree.
pub fn open(data: &[u8]) {
    let Some(document) = opened(data.to_vec()).or_else(|| {
        let mut options = options();
        options.password = Some("secret".to_owned());
        Document::open(data.to_vec(), options).ok()
    }) else {
        return;
    };
    assert!(document.page_count() > 0);
    for number in [1, -1] {
        let page = document.page(number).expect("a document has a first and a last page");
        sane(page.geometry());
    }
    if let Ok(pages) = document.pages(&PageRanges::single(1)) {
        serde_like(&pages);
    }
}

/// Whatever is answered can be printed.
fn serde_like(answer: &impl std::fmt::Debug) {
    std::hint::black_box(format!("{answer:?}").len());
}

fn sane(geometry: &signplace::geometry::PageGeometry) {
    let (width, height) = (geometry.width(), geometry.height());
    assert!(width > 0.0 && width.is_finite(), "width {width}");
    assert!(height > 0.0 && height.is_finite(), "height {height}");
    let unit = geometry.user_unit();
    assert!(unit > 0.0 && unit.is_finite(), "user unit {unit}");
    // The middle of the page is in the middle whichever way it is told.
    let middle: Point<Page> = geometry.page_rect().center();
    let there_and_back = geometry.user_to_page().point(geometry.page_to_user().point(middle));
    let off = there_and_back.distance(middle) / (width + height + far(geometry));
    assert!(off < 1e-6, "{middle:?} became {there_and_back:?} by way of user space");
    let normalized = geometry.normalize_point(middle);
    assert!((normalized.x - 0.5).abs() < 1e-9 && (normalized.y - 0.5).abs() < 1e-9, "the middle is at {normalized:?}");
}

/// How far from the origin the page's box lies, in points: what a rounding error is relative to.
fn far(geometry: &signplace::geometry::PageGeometry) -> f64 {
    let shown = geometry.visible_box();
    [shown.x0(), shown.y0(), shown.x1(), shown.y1()].iter().map(|v| v.abs()).fold(0.0, f64::max) * geometry.user_unit()
}

/// The entries of a page and of its parent, as written in a file; a zero byte stands between them.
pub fn page_geometry(data: &[u8]) {
    let mut parts = data.splitn(3, |b| *b == 0);
    let mut part = || parts.next().unwrap_or_default();
    let (page, parent, grandparent) = (part(), part(), part());
    let mut maker = Maker::new();
    let tree = [b"<< /Type /Pages /Kids [3 0 R] /Count 1 ", parent, b" /Parent 4 0 R >>"].concat();
    maker.object(2, &tree);
    maker.object(3, &[b"<< /Type /Page /Parent 2 0 R ", page, b" >>"].concat());
    maker.object(4, &[b"<< /Type /Pages ", grandparent, b" >>"].concat());
    let Some(document) = opened(maker.finished()) else { return };
    let page = document.page(1).expect("a document has a first page");
    sane(page.geometry());
    for warning in page.geometry().warnings(1) {
        serde_like(&warning);
    }
    if let Ok(pages) = document.pages(&PageRanges::all()) {
        serde_like(&pages);
    }
}

/// A font's ToUnicode or Encoding CMap, chosen by the first byte, and text that is read through it.
pub fn cmap(data: &[u8]) {
    let [kind, cmap @ ..] = data else { return };
    let mut maker = Maker::new();
    maker.page_with("/F 12 Tf", SHOWN, "/F 10 0 R");
    let font: &[u8] = match kind % 4 {
        0 => b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /ToUnicode 11 0 R /DescendantFonts [12 0 R] >>",
        1 => b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding 11 0 R /DescendantFonts [12 0 R] >>",
        2 => b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding 11 0 R /ToUnicode 11 0 R /DescendantFonts [12 0 R] >>",
        _ => b"<< /Type /Font /Subtype /TrueType /BaseFont /F /ToUnicode 11 0 R >>",
    };
    maker.object(10, font);
    maker.stream(11, b"/Type /CMap", cmap);
    // The tables of a character collection take long to load, so that few inputs ask for one.
    let ordering = if *kind < 240 { "Identity" } else { "GB1" };
    let descendant = format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> >>"
    );
    maker.object(12, descendant.as_bytes());
    asked(maker.finished());
}

/// A content stream on a page with fonts, forms and properties of every kind.
pub fn content(data: &[u8]) {
    let mut maker = Maker::new();
    maker.rich_page(data);
    asked(maker.finished());
}

/// A font: its dictionary's own entries up to a zero byte, and a font program; the first byte says of which kind.
pub fn fonts(data: &[u8]) {
    let [kind, rest @ ..] = data else { return };
    let mut parts = rest.splitn(2, |b| *b == 0);
    let entries = parts.next().unwrap_or_default();
    let program = parts.next().unwrap_or_default();
    let mut maker = Maker::new();
    maker.page_with("/F 12 Tf", SHOWN, "/F 10 0 R");
    let (subtype, key, of_program): (&[u8], &[u8], &[u8]) = match kind % 8 {
        0 => (b"/Type1", b"/FontFile", b"/Length1 64 /Length2 64 /Length3 0"),
        1 => (b"/TrueType", b"/FontFile2", b""),
        2 => (b"/Type1", b"/FontFile3", b"/Subtype /Type1C"),
        3 => (b"/CIDFontType2", b"/FontFile2", b""),
        4 => (b"/CIDFontType0", b"/FontFile3", b"/Subtype /CIDFontType0C"),
        5 => (b"/CIDFontType2", b"/FontFile3", b"/Subtype /OpenType"),
        6 => (b"/Type3", b"/FontFile", b""),
        _ => (b"/MMType1", b"/FontFile", b""),
    };
    let descriptor = [b"<< /Type /FontDescriptor /FontName /F /Flags 4 ", key, b" 12 0 R >>"].concat();
    maker.object(11, &descriptor);
    maker.stream(12, of_program, program);
    let own = [b"<< /Type /Font /Subtype ", subtype, b" /FontDescriptor 11 0 R ", entries, b" >>"].concat();
    if matches!(kind % 8, 3..=5) {
        maker.object(
            10,
            b"<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [13 0 R] >>",
        );
        maker.object(13, &own);
    } else {
        maker.object(10, &own);
    }
    asked(maker.finished());
}

/// A whole file, or: the keyword up to the first zero byte, a byte for the mode, and the page's text in lines, all UTF-8.
pub fn find(data: &[u8]) {
    if data.starts_with(b"%PDF") {
        asked(data.to_vec());
        return;
    }
    let mut parts = data.splitn(2, |b| *b == 0);
    let keyword = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let [mode, text @ ..] = parts.next().unwrap_or_default() else { return };
    let text = String::from_utf8_lossy(text).into_owned();
    let mut content = format!("BT /F {} Tf 14 TL 20 700 Td\n", 4 + mode % 16);
    for line in text.lines() {
        content.push('<');
        for unit in line.encode_utf16() {
            content += &format!("{unit:04X}");
        }
        content += "> Tj T*\n";
        if mode & 64 != 0 {
            content += "12 -3 Td\n";
        }
    }
    content += "ET";
    let mut maker = Maker::new();
    maker.page_of(content.as_bytes(), "/Font << /F 10 0 R >>");
    let way = if mode & 32 == 0 { "Identity-H" } else { "Identity-V" };
    let font = format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /{way} /ToUnicode 11 0 R /DescendantFonts [12 0 R] >>"
    );
    maker.object(10, font.as_bytes());
    maker.stream(11, b"", maker::SAME);
    maker.object(12, b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 1000 >>");
    let Some(document) = opened(maker.finished()) else { return };
    let mode = if mode & 128 == 0 { MatchMode::Folded } else { MatchMode::Exact };
    let query = Query::new([keyword.as_str(), "甲方", "a"]).with_mode(mode);
    let Ok(findings) = document.find(&query) else { return };
    for found in &findings.matches {
        assert!(found.bounds.is_finite(), "{found:?}");
        assert!(!found.text.is_empty(), "{found:?}");
    }
    serde_like(&findings);
}

/// A whole file, or objects from number 10 on, of which 10 is the AcroForm and 11 the page's one annotation.
pub fn fields(data: &[u8]) {
    let bytes = if data.starts_with(b"%PDF") {
        data.to_vec()
    } else {
        let mut maker = Maker::new();
        maker.catalog_entries = "/AcroForm 10 0 R";
        maker.page_of(b"", "");
        maker.page_entries(b"/Annots [11 0 R 12 0 R]");
        let mut bytes = maker.body();
        bytes.extend_from_slice(data);
        // No cross-reference table: the objects are found by searching.
        bytes.extend_from_slice(b"\ntrailer << /Root 1 0 R >>\n%%EOF\n");
        bytes
    };
    let Some(document) = opened(bytes) else { return };
    let Ok(fields) = document.fields() else { return };
    for field in &fields.fields {
        assert!(field.bounds.is_finite(), "{field:?}");
        assert!(field.page >= 1 && field.page <= document.page_count(), "{field:?}");
    }
    serde_like(&fields);
}

/// A plan, read and placed on a document with text, fields and pages of two sizes.
pub fn plan(data: &[u8]) {
    static CONTRACT: OnceLock<Document> = OnceLock::new();
    let contract = CONTRACT.get_or_init(|| opened(maker::contract()).expect("the contract opens"));
    let Ok(json) = std::str::from_utf8(data) else { return };
    let Ok(plan) = Plan::from_json(json) else { return };
    let Ok(placed) = contract.place(&plan) else { return };
    for placement in &placed.placements {
        assert!(placement.bounds.is_finite(), "{placement:?}");
        assert!(placement.page >= 1 && placement.page <= contract.page_count(), "{placement:?}");
    }
    serde_like(&placed);
}

/// Text in many codes, one byte and two.
const SHOWN: &str =
    "(signature \\200\\377\\001) Tj 0 -20 Td <00010002003000410042E000FFFFD840DC0B> Tj 0 -20 Td <814081FE30EA> Tj";

/// Everything that can be asked of a file.
fn asked(bytes: Vec<u8>) {
    let Some(document) = opened(bytes) else { return };
    for mode in [MatchMode::Folded, MatchMode::Exact] {
        let query = Query::new(["signature", "甲方", "a"]).with_mode(mode);
        let Ok(findings) = document.find(&query) else { continue };
        for found in &findings.matches {
            let bounds: Rect<Page> = found.bounds;
            assert!(bounds.is_finite() && found.font_size.is_finite(), "{found:?}");
        }
        serde_like(&findings);
    }
    if let Ok(pages) = document.pages(&PageRanges::all()) {
        serde_like(&pages);
    }
}
