//! Boxes that are off the page, over text, over each other, or on a page that surprises.

use serde_json::json;

use super::super::fake::{Fake, rect};
use super::{codes, message, placed};

fn at(x: f64, y: f64, width: f64, height: f64) -> serde_json::Value {
    json!({"anchor": {"page": 1, "x": x, "y": y, "unit": "pt"}, "size": {"width": width, "height": height}})
}

#[test]
fn what_hangs_off_the_page_says_how_far_and_where() {
    let answer = placed(
        &Fake::with_pages(1),
        json!([
            at(0.0, 0.0, 10.0, 10.0),
            at(-3.0, 795.5, 10.0, 10.0),
            at(590.0, -2.25, 10.5, 4.0),
            at(700.0, 100.0, 10.0, 10.0),
            at(590.0, 100.0, 10.0, 10.0)
        ]),
    );
    assert_eq!(codes(&answer, 0), [""; 0]);
    assert_eq!(
        message(&answer, 1, "off_page"),
        "“c1” hangs off page 1 (600 × 800 pt), by 3 pt on the left and by 5.5 pt at the top."
    );
    assert_eq!(
        message(&answer, 2, "off_page"),
        "“c2” hangs off page 1 (600 × 800 pt), by 0.5 pt on the right and by 2.25 pt at the bottom."
    );
    assert!(message(&answer, 3, "off_page").contains("lies wholly off page 1"));
    assert_eq!(codes(&answer, 4), [""; 0], "touching the edge is on the page");
}

#[test]
fn boxes_may_touch_but_not_share_more_than_one_square_point() {
    let answer = placed(
        &Fake::with_pages(1),
        json!([
            at(10.0, 10.0, 10.0, 10.0),
            at(20.0, 10.0, 10.0, 10.0),
            at(29.9, 10.0, 10.0, 10.0),
            at(10.0, 18.0, 15.0, 10.0)
        ]),
    );
    assert_eq!(message(&answer, 0, "overlap"), "“c0” overlaps “c3” on page 1.");
    assert_eq!(message(&answer, 1, "overlap"), "“c1” overlaps “c3” on page 1.");
    assert_eq!(codes(&answer, 2), [""; 0]);
    assert_eq!(message(&answer, 3, "overlap"), "“c3” overlaps “c0” and “c1” on page 1.");
}

#[test]
fn boxes_of_different_pages_do_not_overlap() {
    let document = Fake::with_pages(2);
    let on = |page: u32| json!({"anchor": {"page": page, "x": 5, "y": 5, "unit": "pt"}});
    let answer = placed(&document, json!([on(1), on(2)]));
    assert_eq!((codes(&answer, 0), codes(&answer, 1)), (vec![], vec![]));
}

#[test]
fn thousands_of_boxes_in_one_place_are_named_briefly_and_quickly() {
    let pile: Vec<_> = (0..5000).map(|_| at(10.0, 10.0, 50.0, 50.0)).collect();
    let answer = placed(&Fake::with_pages(1), json!(pile));
    assert_eq!(message(&answer, 0, "overlap"), "“c0” overlaps “c1”, “c2”, “c3” and many more on page 1.");
}

#[test]
fn text_under_a_box_is_named_but_not_that_which_it_is_placed_by() {
    let document = Fake::with_pages(1)
        .word(1, "甲方（盖章）", 100.0, 200.0)
        .word(1, "________", 170.0, 200.0)
        .word(1, "日期", 150.0, 215.0)
        .word(1, "隐", 100.0, 230.0)
        .invisible()
        .word(1, "远", 400.0, 200.0);
    let answer = placed(&document, json!([{"id": "seal", "anchor": {"keyword": "甲方（盖章）"}}]));
    assert_eq!(codes(&answer, 0), ["covers_text"]);
    assert_eq!(message(&answer, 0, "covers_text"), "“seal” covers text on page 1: “日期”.");
    let answer = placed(&document, json!([{"anchor": {"page": 1, "x": 90, "y": 190, "unit": "pt"}}]));
    assert_eq!(message(&answer, 0, "covers_text"), "“c0” covers text on page 1: “甲方（盖章）” and “日期”.");
}

#[test]
fn the_rest_of_the_word_that_it_is_placed_by_is_said_only_when_it_is_most_of_it() {
    // Words of 60 × 12 pt; fields of the size of a part of them stand for keywords that are a part of a word.
    let by = |width: f64| {
        let document = Fake::with_pages(1).word(1, "甲方（盖章）：", 100.0, 200.0).field(
            1,
            "part",
            rect(100.0, 200.0, width, 12.0),
            &[],
        );
        placed(&document, json!([{"anchor": {"field": "part"}}]))
    };
    assert_eq!(codes(&by(50.0), 0), [""; 0]);
    assert_eq!(codes(&by(20.0), 0), ["covers_text"]);
}

#[test]
fn a_turned_box_covers_more_and_a_turned_round_seal_does_not() {
    let document = Fake::with_pages(1);
    let turned = |size: serde_json::Value| json!([{"kind": "seal", "anchor": {"page": 1, "x": 0, "y": 300, "unit": "pt"}, "size": size, "rotation": 45}]);
    assert_eq!(codes(&placed(&document, turned(json!("round-42"))), 0), [""; 0]);
    assert_eq!(codes(&placed(&document, turned(json!("square-25"))), 0), ["off_page"]);
    let answer = placed(&document, json!([{"anchor": {"page": 1, "x": 0, "y": 300, "unit": "pt"}, "rotation": 90}]));
    assert_eq!(codes(&answer, 0), [""; 0], "119 × 43 pt turned by a quarter keeps clear of the edge");
    let answer = placed(&document, json!([{"anchor": {"page": 1, "x": 10, "y": 0, "unit": "pt"}, "rotation": -90}]));
    assert_eq!(message(&answer, 0, "off_page"), "“c0” hangs off page 1 (600 × 800 pt), by 38 pt at the bottom.");
}

#[test]
fn pages_that_surprise_say_so_on_each_placement() {
    let document = Fake::with_pages(1).turned(1, 90, 2.0);
    let answer = placed(&document, json!([{"anchor": {"page": 1, "x": 0.5, "y": 0.5, "unit": "fraction"}}]));
    assert_eq!(codes(&answer, 0), ["rotated_page", "user_unit"]);
    assert_eq!(super::printed_box(&answer, 0)[..2], [800.0, 600.0]);
}
