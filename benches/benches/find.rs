//! From bytes to positions: opening and finding, and that a question about one page does not pay for the others.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use signplace::{Document, OpenOptions, PageRanges, Query};
use signplace_benches::{KEYWORD, contract};

/// Opens the document and finds the keyword; the number of its matches.
fn found(bytes: Vec<u8>, pages: &PageRanges) -> usize {
    let document = Document::open(bytes, OpenOptions::default()).expect("the made document opens");
    let query = Query::new([KEYWORD]).on_pages(pages.clone());
    document.find(&query).expect("the made document can be searched").matches.len()
}

fn find(c: &mut Criterion) {
    let mut group = c.benchmark_group("open and find");
    group.sample_size(20);
    for pages in [1, 30, 300] {
        let bytes = contract(pages).expect("the document can be made");
        let all = PageRanges::all();
        let first: PageRanges = "1".parse().expect("a page range");
        // A bench that measures a wrong answer measures nothing.
        assert_eq!(found(bytes.clone(), &all), pages as usize, "one match a page");
        assert_eq!(found(bytes.clone(), &first), 1, "one match on the first page");
        group.bench_function(format!("all of {pages} pages"), |b| {
            b.iter_batched(|| bytes.clone(), |bytes| found(black_box(bytes), &all), BatchSize::LargeInput);
        });
        group.bench_function(format!("page 1 of {pages}"), |b| {
            b.iter_batched(|| bytes.clone(), |bytes| found(black_box(bytes), &first), BatchSize::LargeInput);
        });
    }
    group.finish();
}

criterion_group!(benches, find);
criterion_main!(benches);
