//! A question about page 1 costs page 1, not the document.

use std::time::{Duration, Instant};

use signplace::{Document, OpenOptions, PageRanges, Query};
use signplace_tests::{Face, Line, Paper, Pdf, Sheet};

fn three_hundred_pages() -> Vec<u8> {
    let clause = "第一条 双方本着平等自愿的原则，经协商一致，就本合同所列服务事项达成如下约定，以资共同遵守。";
    let page = |number: usize| {
        let mut sheet = Sheet::on(Paper::a4());
        for row in 0..40 {
            let y = 780.0 - 18.0 * f64::from(row);
            sheet = sheet.with(Line::of(clause).sized(10.5).at(56.0, y).in_face(Face::Mapped));
        }
        sheet.with(Line::of(format!("第{number}页 甲方（盖章）")).in_face(Face::Mapped).at(72.0, 40.0))
    };
    Pdf::of((1..=300).map(page)).made().bytes
}

/// How long it takes to open the document and find a keyword on some pages.
fn time(bytes: &[u8], pages: &PageRanges, expected: usize) -> Duration {
    let bytes = bytes.to_vec();
    let begin = Instant::now();
    let document = Document::open(bytes, OpenOptions::default()).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    let query = Query::new(["甲方（盖章）"]).on_pages(pages.clone());
    let findings = document.find(&query).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    let took = begin.elapsed();
    assert_eq!(findings.page_count, 300);
    assert_eq!(findings.matches.len(), expected);
    took
}

#[test]
fn finding_on_one_of_300_pages_takes_at_most_a_fifth_of_finding_on_all() {
    let bytes = three_hundred_pages();
    let one = |page: &str| page.parse::<PageRanges>().unwrap_or_else(|e| panic!("{e}"));
    let (mut first, mut last, mut all) = (Duration::MAX, Duration::MAX, Duration::MAX);
    // Alternating, so that a busy moment of the machine meets each of them.
    for _ in 0..5 {
        first = first.min(time(&bytes, &one("1"), 1));
        all = all.min(time(&bytes, &PageRanges::all(), 300));
        last = last.min(time(&bytes, &one("-1"), 1));
    }
    println!("page 1: {first:?}; page 300: {last:?}; all pages: {all:?}");
    assert!(first * 5 <= all, "page 1 took {first:?}, all 300 pages {all:?}");
    assert!(last * 5 <= all, "the last page took {last:?}, all 300 pages {all:?}");
}
