//! Questions to the library, in the words of the tests, that fail with the figures that matter.

use signplace::geometry::{Page, Rect};
use signplace::search::{Findings, Match};
use signplace::{Document, MatchMode, OpenOptions, Query};

use crate::{Expected, Made, Spot};

/// The document, opened without a password.
pub fn opened(bytes: &[u8]) -> Document {
    Document::open(bytes.to_vec(), OpenOptions::default())
        .unwrap_or_else(|e| panic!("a fixture opens: {}: {e}", e.code()))
}

/// Every occurrence of some keywords on all pages.
pub fn found(bytes: &[u8], mode: MatchMode, keywords: &[&str]) -> Findings {
    let query = Query::new(keywords.iter().copied()).with_mode(mode);
    opened(bytes).find(&query).unwrap_or_else(|e| panic!("a fixture can be searched: {}: {e}", e.code()))
}

/// A box of the library as the fixtures write them.
pub fn spot(rect: &Rect<Page>) -> Spot {
    Spot { x0: rect.x0(), y0: rect.y0(), x1: rect.x1(), y1: rect.y1() }
}

/// Fails unless two searches found the same matches in the same places, but for what rounding makes of them.
#[track_caller]
pub fn same_places(a: &Findings, b: &Findings) {
    assert_eq!(a.matches.len(), b.matches.len());
    for (a, b) in a.matches.iter().zip(&b.matches) {
        let (here, there) = (spot(&a.bounds), spot(&b.bounds));
        assert!(here.is_within(1e-5, &there), "{} is at {here} and at {there}", a.keyword);
    }
}

/// How a search's answer reads in a test's failure.
pub fn told(matches: &[Match]) -> String {
    let lines = matches.iter().map(|m| {
        let place = spot(&m.bounds);
        format!("  {:?} #{} on page {} as {:?} ({:?}) at {place}", m.keyword, m.index, m.page, m.text, m.mode)
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { "  nothing".to_owned() } else { lines.join("\n") }
}

/// Asserts that an exact search finds every expected keyword once, at its place, and nothing else.
#[track_caller]
pub fn finds_exactly(what: &str, made: &Made, tolerance: f64) {
    let mut keywords: Vec<&str> = made.expected.iter().map(|e| &*e.keyword).collect();
    keywords.sort_unstable();
    keywords.dedup();
    let findings = found(&made.bytes, MatchMode::Exact, &keywords);
    let told = told(&findings.matches);
    assert_eq!(findings.matches.len(), made.expected.len(), "{what}: expected {}, found\n{told}", expectation(made));
    for expected in &made.expected {
        assert!(
            findings.matches.iter().any(|m| {
                m.keyword == expected.keyword
                    && m.page == expected.page
                    && spot(&m.bounds).is_within(tolerance, &expected.spot)
            }),
            "{what}: expected {}\n  found\n{told}",
            line(expected),
        );
    }
}

fn expectation(made: &Made) -> String {
    made.expected.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn line(expected: &Expected) -> String {
    format!("{:?} on page {} at {}", expected.keyword, expected.page, expected.spot)
}
