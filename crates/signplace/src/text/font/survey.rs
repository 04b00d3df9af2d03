//! Every font of real documents: none may panic, and what each says is finite.

use std::io::Write;
use std::path::{Path, PathBuf};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, Stream};

use super::Font;

fn documents() -> Vec<PathBuf> {
    let Some(root) = std::env::var_os("CONFORMANCE") else { return Vec::new() };
    let mut found = Vec::new();
    let mut folders = vec![Path::new(&root).join("documents")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "pdf") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn decode(stream: &Stream<'_>) -> Option<Vec<u8>> {
    stream.decoded().ok().map(|data| data.into_owned())
}

fn is_font(dict: &Dict<'_>) -> bool {
    let subtype = dict.get::<Name<'_>>("Subtype");
    matches!(subtype.as_deref(), Some(b"Type0" | b"Type1" | b"TrueType" | b"Type3" | b"MMType1"))
        && (dict.contains_key("BaseFont") || dict.contains_key("CharProcs"))
}

#[test]
#[ignore = "reads a thousand documents"]
fn every_font_of_the_conformance_set_can_be_read() {
    let mut fonts = 0;
    let mut load = std::time::Duration::ZERO;
    let mut slow = Vec::new();
    for path in documents() {
        let Ok(pdf) = Pdf::new(std::fs::read(&path).unwrap()) else { continue };
        for object in pdf.objects() {
            let Object::Dict(dict) = object else { continue };
            if !is_font(&dict) {
                continue;
            }
            let start = std::time::Instant::now();
            let font = Font::load(&dict, &|stream, _| decode(stream)).0;
            load += start.elapsed();
            let bytes: Vec<u8> = (0..=255u8).flat_map(|high| (0..=255u8).flat_map(move |low| [high, low])).collect();
            let mut read = 0;
            for char in font.chars(&bytes) {
                read += char.len;
                let numbers = [char.advance, char.width, char.origin.0, char.origin.1];
                assert!(numbers.iter().all(|number| number.is_finite()), "{} {char:?}", path.display());
            }
            assert!(read >= bytes.len(), "{} {read}", path.display());
            assert!(font.heights().ascent > 0.0 && font.heights().descent <= 0.0, "{} {font:?}", path.display());
            fonts += 1;
            if start.elapsed().as_millis() > 100 {
                slow.push((path.clone(), start.elapsed()));
            }
        }
    }
    let mut out = std::io::stderr();
    writeln!(out, "{fonts} fonts loaded in {load:?}; slow: {slow:?}").unwrap();
}
