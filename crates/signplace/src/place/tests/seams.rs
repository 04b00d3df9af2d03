//! Seam seals: slices, the pages that take part, and what is said of them.

use serde_json::{Value, json};

use super::super::fake::Fake;
use super::{codes, placed, printed_box, refused};
use crate::geometry::PageGeometry;

fn seam(pages: &str) -> Value {
    json!([{"id": "qifeng", "kind": "seam", "anchor": {"seam": pages, "y": 0.5, "unit": "fraction"}, "size": "round-40"}])
}

#[test]
fn each_page_shows_its_column_against_the_right_edge() {
    let answer = placed(&Fake::with_pages(4), seam("all"));
    let side = 40.0 * 72.0 / 25.4;
    assert_eq!(answer.placements.len(), 4);
    for (i, placement) in answer.placements.iter().enumerate() {
        let [x, y, width, height] = printed_box(&answer, i);
        assert!(
            (x - (600.0 - side / 4.0)).abs() < 1e-4 && (width - side / 4.0).abs() < 1e-4,
            "slice {i}: {x}, {width}"
        );
        assert_eq!(placement.bounds.x1(), 600.0);
        assert_eq!(y, 400.0);
        assert!((height - side).abs() < 1e-4, "slice {i}: {height}");
        assert_eq!(placement.page as usize, i + 1);
        assert_eq!(placement.anchor.index, Some(placement.page));
        assert_eq!(codes(&answer, i), [""; 0]);
    }
    let area: f64 = answer.placements.iter().map(|p| p.bounds.area()).sum();
    assert!((area - side * side).abs() < 1e-6, "the slices are the seal: {area}");
    assert_eq!(answer.warnings, []);
}

#[test]
fn odd_even_and_named_pages_take_part() {
    let pages = |which: &str| -> Vec<u32> {
        placed(&Fake::with_pages(7), seam(which)).placements.iter().map(|p| p.page).collect()
    };
    assert_eq!(pages("odd"), [1, 3, 5, 7]);
    assert_eq!(pages("even"), [2, 4, 6]);
    assert_eq!(pages("2,4-9"), [2, 4, 5, 6, 7]);
    assert_eq!(pages("-2--1"), [6, 7]);
}

#[test]
fn the_attachment_says_what_the_height_means() {
    let mut plan = seam("all");
    plan[0]["attach"] = json!({"control": "center"});
    plan[0]["offset"] = json!({"y": 5});
    let answer = placed(&Fake::with_pages(2), plan);
    assert_eq!(answer.placements[0].bounds.center().y, 405.0);
}

#[test]
fn one_page_has_no_seam() {
    for (count, which) in [(1, "all"), (2, "odd"), (3, "even"), (5, "2"), (0, "all")] {
        let error = refused(&Fake::with_pages(count), seam(which));
        assert_eq!(
            (error.code(), error.path()),
            ("invalid_value", Some("/placements/0/anchor/seam")),
            "{which} of {count} pages: {error}"
        );
    }
    let error = refused(&Fake::with_pages(3), seam("8"));
    assert_eq!((error.code(), error.path()), ("page_out_of_range", Some("/placements/0/anchor/seam")));
}

#[test]
fn thin_slices_are_said_with_the_number_of_pages_that_would_do() {
    let thin = |pages: u32| {
        let mut plan = seam("all");
        plan[0]["size"] = json!("round-42");
        placed(&Fake::with_pages(pages), plan).warnings
    };
    assert_eq!(thin(21), []);
    let warnings = thin(30);
    assert_eq!(warnings.len(), 1);
    assert_eq!((warnings[0].code.as_str(), warnings[0].path.as_deref()), ("seam_slice_thin", Some("/placements/0")));
    assert!(
        warnings[0].message.contains("1.4 mm") && warnings[0].message.contains("up to 21 pages"),
        "{}",
        warnings[0].message
    );
}

#[test]
fn pages_of_different_sizes_or_rotations_are_said() {
    let warned = |document: Fake| -> Vec<String> {
        placed(&document, seam("all")).warnings.iter().map(|w| w.code.to_string()).collect()
    };
    assert_eq!(warned(Fake::with_pages(3).page(2, PageGeometry::from_size(595.28, 841.89))), ["mixed_page_sizes"]);
    assert_eq!(warned(Fake::with_pages(3).turned(3, 180, 1.0)), ["mixed_page_sizes"]);
    assert_eq!(warned(Fake::with_pages(3).page(2, PageGeometry::from_size(600.2, 799.8))), [""; 0]);
}

#[test]
fn a_seam_without_a_size_assumes_one() {
    let mut plan = seam("all");
    plan[0].as_object_mut().unwrap().remove("size");
    let answer = placed(&Fake::with_pages(2), plan);
    assert_eq!(codes(&answer, 0), ["seal_size_assumed"]);
    assert_eq!(printed_box(&answer, 0)[2], 59.5276);
}
