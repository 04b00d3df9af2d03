//! From bytes to positions: opening and finding, one keyword and ten, on few pages and many; and that a question about
//! one page, or about a keyword that stands nowhere, does not pay for everything.
//!
//! The documents are made here; those of other makers are measured too where `scripts/bench-documents` has made them.

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use signplace::{Document, MatchMode, OpenOptions, PageRanges, Query};
use signplace_benches::{Face, Language, contract};

const PAGES: [u32; 4] = [1, 20, 200, 1200];
const MAKERS: [&str; 3] = ["chromium", "libreoffice", "reportlab"];

/// Opens the document and asks; the number of matches.
fn found(bytes: Vec<u8>, query: &Query) -> usize {
    let document = Document::open(bytes, OpenOptions::default()).expect("the made document opens");
    document.find(query).expect("the made document can be searched").matches.len()
}

/// Every document with its name, language and number of pages.
fn documents(pages: u32) -> Vec<(String, Language, Vec<u8>)> {
    let mut all = Vec::new();
    for face in Face::ALL {
        let language = if face.has_chinese() { Language::Zh } else { Language::En };
        let bytes = contract(face, language, pages).expect("the document can be made");
        all.push((format!("{}-{}", face.name(), language.code()), language, bytes));
    }
    for maker in MAKERS {
        for language in Language::ALL {
            let name = format!("{maker}-{}", language.code());
            let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/bench-documents"));
            if let Ok(bytes) = std::fs::read(path.join(format!("{name}-{pages}.pdf"))) {
                all.push((name, language, bytes));
            }
        }
    }
    all
}

fn find(c: &mut Criterion) {
    for pages in PAGES {
        for (name, language, bytes) in documents(pages) {
            let mut group = c.benchmark_group(format!("{name}, {pages} pages"));
            group.sample_size(10);
            let exact = |keywords: &[&str]| Query::new(keywords.iter().copied()).with_mode(MatchMode::Exact);
            let one = exact(&[language.keyword()]);
            let first = one.clone().on_pages("1".parse::<PageRanges>().expect("a page range"));
            // A bench that measures a wrong answer measures nothing.
            assert_eq!(found(bytes.clone(), &one), pages as usize, "one match a page");
            assert_eq!(found(bytes.clone(), &first), 1, "one match on the first page");
            let absent = [exact(&[language.absent_phrase()]), exact(&[language.absent_characters()])];
            assert_eq!(absent.each_ref().map(|query| found(bytes.clone(), query)), [0, 0], "it stands nowhere");
            let [phrase, characters] = absent;
            for (what, query) in [
                ("one keyword", one),
                ("one keyword, folded", Query::new([language.keyword()])),
                ("ten keywords", exact(&language.ten_keywords())),
                ("page 1 alone", first),
                ("absent phrase", phrase),
                ("absent characters", characters),
            ] {
                group.bench_function(what, |b| {
                    b.iter_batched(|| bytes.clone(), |bytes| found(black_box(bytes), &query), BatchSize::LargeInput);
                });
            }
            group.finish();
        }
    }
}

criterion_group!(benches, find);
criterion_main!(benches);
