//! The contract as a PDF, by lopdf: always there, the same bytes everywhere, no font embedded.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::font::{Face, Fonts, thousandths};
use crate::text::{Language, Page, page};

const SIZE: f64 = 10.5;
const LEADING: f64 = 15.5;
const LEFT: f64 = 72.0;
const TOP: f64 = 775.0;
const WIDTH: f64 = 451.0;
/// Left edges of the table's columns, from the left margin.
const COLUMNS: [f64; 4] = [0.0, 70.0, 290.0, 350.0];

/// A contract on A4 with so many pages, each with a text of its own; one content stream a page, compressed.
///
/// # Errors
///
/// When the document cannot be written, which no number of pages brings about.
pub fn contract(face: Face, language: Language, pages: u32) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let resources = document.new_object_id();
    let mut fonts = Fonts::new(face);
    let mut kids = Vec::new();
    for number in 1..=pages {
        let mut stream = Stream::new(Dictionary::new(), content(&page(language, number), &mut fonts).into_bytes());
        stream.compress()?;
        let contents = document.add_object(stream);
        let id = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => contents, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(595.28), Object::Real(841.89)],
        });
        kids.push(Object::Reference(id));
    }
    let fonts = fonts.add_to(&mut document)?;
    document.set_object(resources, dictionary! { "Font" => fonts });
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => i64::from(pages) });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

/// A form with so many text fields on each of so many empty pages.
///
/// # Errors
///
/// When the document cannot be written, which no number of fields brings about.
pub fn form(pages: u32, fields: u32) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let (mut kids, mut widgets) = (Vec::new(), Vec::new());
    for page in 1..=pages {
        let id = document.new_object_id();
        let mut of_page: Vec<Object> = Vec::new();
        for field in 0..fields {
            let y = i64::from(780 - field * 20);
            let widget = dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "P" => id, "F" => 4,
                "T" => Object::string_literal(format!("page{page}.field{field}")), "DA" => Object::string_literal("/Helv 0 Tf"),
                "Rect" => vec![72.into(), y.into(), 300.into(), (y + 16).into()],
            };
            of_page.push(document.add_object(widget).into());
        }
        widgets.extend(of_page.iter().cloned());
        let page = dictionary! {
            "Type" => "Page", "Parent" => tree, "Annots" => of_page,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(595.28), Object::Real(841.89)],
        };
        document.set_object(id, page);
        kids.push(Object::Reference(id));
    }
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => i64::from(pages) });
    let form = document.add_object(dictionary! { "Fields" => widgets });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree, "AcroForm" => form });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

/// The page's operators: text line by line, and the rules of its table.
fn content(page: &Page, fonts: &mut Fonts) -> String {
    let mut out = String::from("q\n0 0 0 rg\n");
    let mut y = TOP;
    let mut line = |x: f64, y: f64, size: f64, text: &str, out: &mut String| {
        let _ = writeln!(out, "BT\n1 0 0 1 {} {} Tm", rounded(x), rounded(y));
        fonts.show(text, size, out);
        out.push_str("ET\n");
    };
    line(LEFT, y, 15.0, &page.title, &mut out);
    y -= 26.0;
    for clause in &page.clauses {
        for text in wrapped(clause) {
            line(LEFT, y, SIZE, &text, &mut out);
            y -= LEADING;
        }
    }
    y -= 4.0;
    for row in &page.table {
        let _ = writeln!(out, "0.5 w\n{LEFT} {} {WIDTH} {LEADING} re S", rounded(y - 4.0));
        for (x, cell) in COLUMNS.iter().zip(row) {
            line(LEFT + x + 3.0, y, SIZE - 1.5, cell, &mut out);
        }
        y -= LEADING;
    }
    y -= 12.0;
    for [left, right] in &page.signatures {
        line(LEFT, y, SIZE, left, &mut out);
        line(LEFT + WIDTH / 2.0 + 10.0, y, SIZE, right, &mut out);
        y -= LEADING;
    }
    out.push_str("Q\n");
    out
}

fn rounded(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}

/// Lines of a paragraph: broken after any ideograph, and between words.
fn wrapped(text: &str) -> Vec<String> {
    let most = WIDTH / SIZE * 1000.0;
    let (mut lines, mut line, mut width, mut space) = (Vec::new(), String::new(), 0.0, None);
    for c in text.chars() {
        width += thousandths(c) as f64;
        if width > most {
            let rest = match space.take() {
                Some(at) if c.is_ascii() => line.split_off(at),
                _ => String::new(),
            };
            width = rest.chars().map(|c| thousandths(c) as f64).sum::<f64>() + thousandths(c) as f64;
            lines.push(std::mem::replace(&mut line, rest));
        }
        line.push(c);
        if c == ' ' || !c.is_ascii() {
            space = Some(line.len());
        }
    }
    lines.push(line);
    lines
}
