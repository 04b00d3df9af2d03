//! Hostile files: small to store, without end to read.

use std::io::Write as _;

use flate2::{Compress, Compression, FlushCompress, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::paper::{real, rectangle};

/// A page whose content inflates to `gigabytes` GiB of spaces, through two filters, from a few kilobytes.
pub fn inflate_bomb(gigabytes: usize) -> Vec<u8> {
    let once = deflated_mebibytes_of_spaces(gigabytes * 1024);
    let mut twice = ZlibEncoder::new(Vec::new(), Compression::best());
    twice.write_all(&once).expect("writing to memory");
    let twice = twice.finish().expect("writing to memory");
    let filters: Vec<Object> = vec!["FlateDecode".into(), "FlateDecode".into()];
    one_page(|_| Stream::new(dictionary! { "Filter" => filters }, twice).with_compression(false))
}

/// A zlib stream of so many MiB of spaces: one deflated mebibyte, ended by a full flush, repeated.
fn deflated_mebibytes_of_spaces(count: usize) -> Vec<u8> {
    let mebibyte = vec![b' '; 1 << 20];
    let mut block = Vec::with_capacity(1 << 16);
    let mut deflate = Compress::new(Compression::best(), false);
    deflate.compress_vec(&mebibyte, &mut block, FlushCompress::Full).expect("spaces can be deflated");
    assert_eq!(deflate.total_in(), 1 << 20, "the block did not fit");
    let mut stream = vec![0x78, 0xda];
    for _ in 0..count {
        stream.extend_from_slice(&block);
    }
    // An empty last block; the checksum is wrong, which no reader learns before the end.
    stream.extend_from_slice(&[0x03, 0x00, 0, 0, 0, 1]);
    stream
}

/// A page that paints a form that paints itself.
pub fn endless_forms() -> Vec<u8> {
    one_page(|document| {
        let form = document.new_object_id();
        let resources = dictionary! { "XObject" => dictionary! { "Self" => form } };
        document.set_object(form, form_with("/Self Do /Self Do", resources));
        document.set_object((9000, 0), dictionary! { "Self" => form });
        Stream::new(Dictionary::new(), b"/Self Do".to_vec())
    })
}

/// A page with forms within forms, `depth` deep, each painted twice by the one above it: 2^depth in all.
pub fn forms_within_forms(depth: usize) -> Vec<u8> {
    one_page(|document| {
        let mut inner = document.add_object(form_with("0 0 1 1 re f", Dictionary::new()));
        for _ in 0..depth {
            let resources = dictionary! { "XObject" => dictionary! { "Self" => inner } };
            inner = document.add_object(form_with("/Self Do /Self Do", resources));
        }
        document.set_object((9000, 0), dictionary! { "Self" => inner });
        Stream::new(Dictionary::new(), b"/Self Do".to_vec())
    })
}

/// A page tree in which a node is its own grandchild.
pub fn cyclic_page_tree() -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let (top, below) = (document.new_object_id(), document.new_object_id());
    document.set_object(top, dictionary! { "Type" => "Pages", "Kids" => vec![below.into()], "Count" => 2 });
    document.set_object(
        below,
        dictionary! { "Type" => "Pages", "Kids" => vec![top.into(), below.into()], "Count" => 2, "Parent" => top },
    );
    finished(document, top)
}

/// A page with text under matrices that are singular, huge, or overflow to infinity.
pub fn wild_matrices() -> Vec<u8> {
    let huge = "9".repeat(40);
    let content = format!(
        "q 0 0 0 0 0 0 cm BT /F 12 Tf (signature) Tj ET Q\n\
         q {huge} 0 0 {huge} 0 0 cm {huge} 0 0 {huge} 0 0 cm {huge} 0 0 {huge} 0 0 cm {huge} 0 0 {huge} 0 0 cm\n\
         {huge} 0 0 {huge} 0 0 cm {huge} 0 0 {huge} 0 0 cm {huge} 0 0 {huge} 0 0 cm {huge} 0 0 -{huge} 0 0 cm\n\
         BT /F {huge} Tf {huge} Tc {huge} Tz (signature) Tj ET Q\n\
         BT /F 0 Tf (signature) Tj ET\n\
         BT /F -12 Tf 1 0 0 1 200 200 Tm (signature) Tj ET\n\
         BT /F 12 Tf 0 Tz 1 0 0 1 200 300 Tm (signature) Tj ET\n\
         BT /F 12 Tf 100 Tz 1 0 0 1 72 72 Tm (the signature) Tj ET\n"
    );
    one_page(|_| Stream::new(Dictionary::new(), content.into_bytes()))
}

/// A page with so many millions of operators, stored small.
pub fn million_operators(millions: usize) -> Vec<u8> {
    let content = b"q Q\n".repeat(millions * 500_000);
    one_page(|_| {
        let mut stream = Stream::new(Dictionary::new(), content);
        stream.compress().expect("it can be compressed");
        stream
    })
}

fn form_with(content: &str, resources: Dictionary) -> Stream {
    let form = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => rectangle([0.0, 0.0, 595.0, 842.0]),
        "Resources" => resources,
    };
    Stream::new(form, content.as_bytes().to_vec())
}

/// A document of one page with this content. Object 9000 is the page's XObject resources, where the content sets it.
fn one_page(content: impl FnOnce(&mut Document) -> Stream) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let content = content(&mut document);
    let content = document.add_object(content);
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let mut resources = dictionary! { "Font" => dictionary! { "F" => font } };
    if document.has_object((9000, 0)) {
        resources.set("XObject", Object::Reference((9000, 0)));
    }
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Contents" => content, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), real(595.28), real(841.89)],
    });
    let tree = document.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 });
    document.get_dictionary_mut(page).expect("just added").set("Parent", tree);
    finished(document, tree)
}

fn finished(mut document: Document, tree: ObjectId) -> Vec<u8> {
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a fixture can be written");
    bytes
}
