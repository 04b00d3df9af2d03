//! Files that were once refused, crashed or took too long, each named for its cause. All say “the signature”.

use std::fs;
use std::path::{Path, PathBuf};

use signplace::{Document, OpenOptions, Query};
use signplace_tests::{bombs, with_entries};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/regressions");
    let mut all: Vec<_> =
        fs::read_dir(folder).expect("there are fixtures").map(|e| e.expect("readable").path()).collect();
    all.sort();
    all
}

#[test]
fn what_was_once_refused_is_answered() {
    let mut failures = Vec::new();
    for path in fixtures() {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("readable");
        let found = Document::open(bytes, OpenOptions::default())
            .and_then(|document| Ok((document.page_count(), document.find(&Query::new(["signature"]))?.matches.len())));
        if !matches!(found, Ok((1, 1))) {
            failures.push(format!("{name}: {found:?} instead of one page and one match"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The parser mends a damaged table when it misses something, which may be after it has looked for a page's fonts.
#[test]
fn fonts_that_a_damaged_table_hides_are_found_once_it_is_mended() {
    let wide = format!(
        "<< /Type /Font /Subtype /TrueType /BaseFont /Wide /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [{}] >>",
        ["1500"; 95].join(" ")
    );
    let content = "BT /F1 10 Tf 50 300 Td (the SEAL) Tj ET";
    let resources = "/Font 5 0 R /ExtGState << /G1 << /CA 1 >> >>";
    let sound = bombs::page_of(content, resources, &["<< /F1 6 0 R >>".to_owned(), wide]);
    let seal = |bytes: Vec<u8>| {
        let document = Document::open(bytes, OpenOptions::default()).expect("it opens");
        let found = document.find(&Query::new(["SEAL"])).expect("it is read").matches;
        found.iter().map(|found| (found.bounds.x0(), found.bounds.x1())).collect::<Vec<_>>()
    };
    // Behind four characters of 15 points, and as wide.
    assert_eq!(seal(sound.clone()), [(110.0, 170.0)]);
    let free = "0000000000 00000 f";
    let nowhere = "0000000009 00000 n";
    assert_eq!(seal(with_entries(&sound, &[(5, free), (4, nowhere)])), [(110.0, 170.0)]);
}

/// A page without resources of its own has those of the node above it that it names, whatever stands in their place.
#[test]
fn what_stands_in_place_of_resources_is_no_resources() {
    let content = "<< /Length 39 >>\nstream\nBT /F1 10 Tf 50 300 Td (the SEAL) Tj ET\nendstream".to_owned();
    let font = |wide: &str| {
        format!(
            "<< /Type /Font /Subtype /TrueType /BaseFont /Wide /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths [{}] >>",
            [wide; 95].join(" ")
        )
    };
    let node =
        |font: u8| format!("<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 {font} 0 R >> >> >>");
    for resources in ["", "/Resources null", "/Resources [1 2]", "/Resources 99 0 R"] {
        let page = format!("<< /Type /Page /Parent 5 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {resources} >>");
        let catalog = "<< /Type /Catalog /Pages 2 0 R >>".to_owned();
        let file = bombs::file_of(&[catalog, node(7), page, content.clone(), node(6), font("1500"), font("500")]);
        let document = Document::open(file, OpenOptions::default()).expect("it opens");
        let found = document.find(&Query::new(["SEAL"])).expect("it is read").matches;
        assert_eq!(found.iter().map(|found| found.bounds.x0()).collect::<Vec<_>>(), [110.0], "{resources:?}");
    }
}
