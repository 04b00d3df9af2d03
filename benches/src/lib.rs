//! Documents made for the benches, so that what is measured needs no file and is the same everywhere.

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

/// Lines of text on every page of [`contract`].
pub const LINES_PER_PAGE: u32 = 45;

/// A keyword that stands once on every page of [`contract`], on its last line.
pub const KEYWORD: &str = "Party A (seal)";

/// An A4 document of so many pages of Helvetica, 45 lines a page, one operator a line, its content compressed.
///
/// # Errors
///
/// When the document cannot be written, which no number of pages brings about.
pub fn contract(pages: u32) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut kids = Vec::new();
    for page in 1..=pages {
        let mut stream = Stream::new(lopdf::Dictionary::new(), content(page).encode()?);
        stream.compress()?;
        let contents = document.add_object(stream);
        let id = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => contents, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), Object::Real(595.28), Object::Real(841.89)],
        });
        kids.push(Object::Reference(id));
    }
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => i64::from(pages) });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

fn content(page: u32) -> Content<Vec<Operation>> {
    let mut operations = vec![
        Operation::new("BT", vec![]),
        Operation::new("Tf", vec!["F1".into(), 11.into()]),
        Operation::new("TL", vec![16.into()]),
        Operation::new("Td", vec![72.into(), 770.into()]),
    ];
    for line in 1..=LINES_PER_PAGE {
        let text = if line == LINES_PER_PAGE {
            format!("{KEYWORD}: ____________________")
        } else {
            format!("{page}.{line} The parties agree to perform this contract in good faith and in full.")
        };
        operations.push(Operation::new("Tj", vec![Object::string_literal(text)]));
        operations.push(Operation::new("T*", vec![]));
    }
    operations.push(Operation::new("ET", vec![]));
    Content { operations }
}
