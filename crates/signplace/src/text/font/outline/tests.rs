//! When a typeface is recognised, and what is read then; by tables of made outlines.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object};

use super::super::Font;
use super::made::{Shape, program, tables};
use super::*;
use crate::text::UnicodeSource;

thread_local! {
    /// The table that the next font of this thread is read by.
    pub(super) static INSTALLED: std::cell::Cell<Option<Vec<u8>>> = const { std::cell::Cell::new(None) };
}

const CHARS: &str = "0123456789一乙丁七万丈三上下不";

/// The table of a typeface whose character number n is shape number n + `first`, and of the others given.
fn table(firsts: &[i16]) -> Vec<u8> {
    let typeface = |&first: &i16| {
        let shapes: Vec<Shape> = (0..20).map(|n| Shape::number(first + n)).collect();
        let (glyf, loca, head) = tables(&shapes);
        let glyf = Glyf::new(&glyf, &loca, &head).unwrap();
        (0..20).map(|glyph| glyf.fingerprint(glyph).map(|print| print.hash)).collect()
    };
    Table::write(CHARS, &firsts.iter().map(typeface).collect::<Vec<_>>())
}

/// What is read of a program of these shapes, of which nothing else is known.
fn read_of(data: &[u8], shapes: &[Shape]) -> String {
    let seen: Vec<Said> = vec![Said::Nothing; shapes.len()];
    read_with(data, shapes, &seen)
}

fn read_with(data: &[u8], shapes: &[Shape], said: &[Said]) -> String {
    let (glyf, loca, head) = tables(shapes);
    let glyf = Glyf::new(&glyf, &loca, &head).unwrap();
    let seen: Vec<Seen> = (0..).zip(said).map(|(glyph, &said)| Seen { glyph, said }).collect();
    let found = read_by(&Table::parse(data).unwrap(), &glyf, &seen);
    let char = |glyph: u16| found.iter().find(|(number, _)| *number == glyph).map_or('.', |(_, char)| *char);
    (0..glyf.count()).map(char).collect()
}

fn numbers(numbers: impl IntoIterator<Item = i16>) -> Vec<Shape> {
    numbers.into_iter().map(Shape::number).collect()
}

#[test]
fn a_subset_of_a_known_typeface_is_read() {
    let data = table(&[0, 100]);
    assert_eq!(read_of(&data, &numbers([12, 10, 3, 0, 7, 11, 15, 19])), "丁一307乙丈不");
    assert_eq!(read_of(&data, &numbers([112, 110, 103, 100, 107, 111, 115, 119, 104, 105])), "丁一307乙丈不45");
}

#[test]
fn few_glyphs_must_all_agree() {
    let data = table(&[0]);
    assert_eq!(read_of(&data, &numbers([1, 2])), "..");
    assert_eq!(read_of(&data, &numbers([1, 2, 3])), "123");
    assert_eq!(read_of(&data, &numbers([1, 2, 3, 999])), "....");
    // The same glyph again proves nothing.
    assert_eq!(read_of(&data, &numbers([1, 1, 1, 2, 2])), ".....");
}

#[test]
fn of_many_glyphs_four_fifths_must_be_known() {
    let data = table(&[0]);
    assert_eq!(read_of(&data, &numbers([0, 1, 2, 3, 4, 5, 6, 7, 500, 501])), "01234567..");
    assert_eq!(read_of(&data, &numbers([0, 1, 2, 3, 4, 5, 6, 7, 500, 501, 502])), "...........");
    // Seven of eight are enough of them, but not enough.
    assert_eq!(read_of(&data, &numbers([0, 1, 2, 3, 4, 5, 6, 500])), "........");
}

#[test]
fn a_mixture_of_typefaces_is_not_read() {
    let data = table(&[0, 100]);
    assert_eq!(read_of(&data, &numbers([0, 1, 2, 3, 104, 105, 106, 107])), "........");
}

#[test]
fn a_glyph_of_one_fingerprint_by_chance_reads_nothing() {
    let data = table(&[0]);
    let strangers = numbers([300, 301, 302, 303, 304, 305, 306, 307, 308, 3]);
    assert_eq!(read_of(&data, &strangers), "..........");
}

#[test]
fn bars_and_boxes_prove_nothing() {
    let bar = |x| Shape::Contour(vec![(x, 0, true), (x, 700, true), (x + 50, 700, true), (x + 50, 0, true)]);
    let shapes: Vec<Shape> = (0..20).map(bar).collect();
    let (glyf, loca, head) = tables(&shapes);
    let glyf = Glyf::new(&glyf, &loca, &head).unwrap();
    let typeface = (0..20).map(|glyph| glyf.fingerprint(glyph).map(|print| print.hash)).collect();
    assert_eq!(read_of(&Table::write(CHARS, &[typeface]), &shapes), ".".repeat(20));
}

#[test]
fn what_is_known_is_checked_and_kept() {
    let data = table(&[0]);
    let shapes = numbers([0, 1, 2, 3]);
    let nothing = Said::Nothing;
    assert_eq!(read_with(&data, &shapes, &[Said::Char('0'), nothing, nothing, Said::Char('3')]), ".12.");
    assert_eq!(read_with(&data, &shapes, &[Said::Char('9'), nothing, nothing, nothing]), "....");
    // What the table does not have cannot be checked.
    assert_eq!(read_with(&data, &shapes, &[Said::Char('é'), nothing, nothing, nothing]), ".123");
    assert_eq!(read_with(&data, &shapes, &[Said::Other, nothing, nothing, nothing]), ".123");
}

#[test]
fn look_alikes_are_left_unread() {
    let shapes: Vec<Shape> = (0..20).map(|n| Shape::number(if n == 4 { 14 } else { n })).collect();
    let (glyf, loca, head) = tables(&shapes);
    let glyf = Glyf::new(&glyf, &loca, &head).unwrap();
    let typeface = (0..20).map(|glyph| glyf.fingerprint(glyph).map(|print| print.hash)).collect();
    let data = Table::write(CHARS, &[typeface]);
    assert_eq!(read_of(&data, &numbers([0, 1, 2, 3, 14, 5, 6, 7, 8])), "0123.5678");
}

#[test]
fn typefaces_that_disagree_are_left_unread() {
    // The second has the first's shapes, one character further.
    let data = table(&[0, 1]);
    assert_eq!(read_of(&data, &numbers([2, 3, 4, 5, 6, 7, 8, 9])), "........");
}

#[test]
fn empty_glyphs_neither_prove_nor_disprove() {
    let mut shapes = numbers([1, 2, 3]);
    shapes.extend([Shape::Empty, Shape::Empty]);
    assert_eq!(read_of(&table(&[0]), &shapes), "123..");
}

#[test]
fn composites_are_read_and_endless_ones_count_against() {
    let data = table(&[0]);
    let mut shapes = numbers([1, 2, 3, 4, 5, 6, 7, 8]);
    shapes.push(Shape::Composite(vec![(2, 0, 0)]));
    assert_eq!(read_of(&data, &shapes), "123456783");
    shapes.truncate(8);
    shapes.extend((8..11).map(|itself| Shape::Composite(vec![(itself, 0, 0)])));
    assert_eq!(read_of(&data, &shapes), "...........");
}

#[test]
fn without_its_bytes_the_table_reads_nothing() {
    let (glyf, loca, head) = tables(&numbers([1, 2, 3]));
    let glyf = Glyf::new(&glyf, &loca, &head).unwrap();
    let seen: Vec<Seen> = (0..3).map(|glyph| Seen { glyph, said: Said::Nothing }).collect();
    assert!(read_by(&Table::default(), &glyf, &seen).is_empty());
}

/// What a font says of a string, and from where: its dictionary is object 1, the program object 2.
fn said_by(objects: &str, program: &[u8], text: &[u8]) -> Vec<(String, UnicodeSource)> {
    let mut pdf = format!("%PDF-1.7\n{objects}\n2 0 obj\n<< /Length {} >>\nstream\n", program.len()).into_bytes();
    pdf.extend(program);
    pdf.extend(b"\nendstream\nendobj\n3 0 obj\n<< /Type /Catalog /Pages 4 0 R >>\nendobj\n4 0 obj\n");
    pdf.extend(
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>\nendobj\n5 0 obj\n<< /Type /Page /Parent 4 0 R >>\nendobj\n",
    );
    pdf.extend(b"trailer << /Root 3 0 R >>\n%%EOF\n");
    let pdf = Pdf::new(pdf).unwrap();
    let is_font = |dict: &Dict<'_>| dict.contains_key("BaseFont") && !dict.contains_key("CIDSystemInfo");
    let font = pdf.objects().into_iter().find_map(|object| match object {
        Object::Dict(dict) if is_font(&dict) => {
            INSTALLED.set(Some(table(&[0])));
            Some(Font::load(&dict, &|stream, _| stream.decoded().ok().map(|data| data.into_owned())).0)
        }
        _ => None,
    });
    font.unwrap().chars(text).map(|char| (char.text.chars().collect(), char.source)).collect()
}

const DESCRIPTOR: &str =
    "/FontDescriptor << /Type /FontDescriptor /Flags 4 /Ascent 800 /Descent -200 /FontFile2 2 0 R >>";

#[test]
fn a_simple_font_is_read_by_its_outlines() {
    let mut shapes = vec![Shape::Empty];
    shapes.extend(numbers([12, 10, 3, 777]));
    shapes.extend(numbers([0, 1, 2, 4, 5]));
    let font = format!(
        "1 0 obj\n<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Some /FirstChar 1 /LastChar 9 \
         /Widths [9 9 9 9 9 9 9 9 9] {DESCRIPTOR} >>\nendobj"
    );
    let said = said_by(&font, &program(&shapes, true), b"\x01\x02\x03\x04");
    let outline = UnicodeSource::Outline;
    assert_eq!(said[..3], ["丁", "一", "3"].map(|text| (text.to_owned(), outline)));
    assert_eq!(said[3].1, UnicodeSource::CharCode, "a stranger among them: {said:?}");
    // A better rung is not overridden.
    let named = font.replace("/FirstChar", "/Encoding << /Differences [2 /Z] >> /FirstChar");
    let said = said_by(&named, &program(&shapes, true), b"\x01\x02");
    assert_eq!(said[1], ("Z".to_owned(), UnicodeSource::Encoding), "{said:?}");
}

#[test]
fn a_composite_font_is_read_by_its_outlines() {
    let mut shapes = vec![Shape::Empty];
    shapes.extend(numbers([12, 10, 3]));
    let font = format!(
        "1 0 obj\n<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Some /Encoding /Identity-H /DescendantFonts [6 0 R] >>\n\
         endobj\n6 0 obj\n<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Some /CIDSystemInfo << /Ordering \
         (Identity) >> {DESCRIPTOR} >>\nendobj"
    );
    let said = said_by(&font, &program(&shapes, false), b"\0\x01\0\x03\0\x02");
    assert_eq!(said, ["丁", "3", "一"].map(|text| (text.to_owned(), UnicodeSource::Outline)));
}
