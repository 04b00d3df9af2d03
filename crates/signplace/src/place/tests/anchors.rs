//! Keywords, fields and points: which is taken, and what is said of it.

use serde_json::json;

use super::super::fake::{Fake, rect};
use super::{codes, message, placed, printed_box, refused};
use crate::document::TextTrust;
use crate::form::FieldFlag;
use crate::geometry::PageGeometry;

#[test]
fn a_control_sits_on_the_keywords_lower_left_corner_unless_told_otherwise() {
    let document = Fake::with_pages(1).word(1, "甲方", 100.0, 200.0);
    let answer = placed(&document, json!([{"anchor": {"keyword": "甲方"}}]));
    assert_eq!(printed_box(&answer, 0), [100.0, 200.0, 119.0, 43.0]);
    assert_eq!(codes(&answer, 0), [""; 0]);
}

#[test]
fn attachment_and_offset_move_it() {
    let document = Fake::with_pages(1).word(1, "甲方", 100.0, 200.0);
    let answer = placed(
        &document,
        json!([{"anchor": {"keyword": "甲方"}, "attach": {"control": "left", "anchor": "right"},
                "offset": {"x": 10, "y": -1.5}, "size": {"width": 50, "height": 20, "unit": "pt"}}]),
    );
    assert_eq!(printed_box(&answer, 0), [170.0, 194.5, 50.0, 20.0]);
    for (unit, x, y) in [("mm", 2.8346, 5.6693), ("in", 72.0, 144.0), ("fraction", 600.0, 1600.0)] {
        let offset = json!({"x": 1, "y": 2, "unit": unit});
        let answer = placed(&document, json!([{"anchor": {"keyword": "甲方"}, "offset": offset}]));
        assert_eq!(printed_box(&answer, 0)[..2], [100.0 + x, 200.0 + y], "{unit}");
    }
}

#[test]
fn the_answer_is_the_documented_json() {
    let document = Fake::with_pages(2).word(2, "甲方", 150.0, 200.0);
    let plan = json!([{"id": "a", "kind": "seal", "signer": "甲", "anchor": {"keyword": "甲方"}, "size": {"width": 60, "height": 80}, "rotation": 15}]);
    let answer = serde_json::to_value(placed(&document, plan)).unwrap();
    let expected = json!({
        "page_count": 2,
        "placements": [{
            "id": "a", "kind": "seal", "signer": "甲", "page": 2,
            "box": {"x": 150, "y": 200, "width": 60, "height": 80},
            "normalized": {"x": 0.25, "y": 0.25, "width": 0.1, "height": 0.1},
            "rotation": 15,
            "anchor": {"keyword": "甲方", "index": 1, "box": {"x": 150, "y": 200, "width": 60, "height": 12}},
            "warnings": [],
        }],
        "warnings": [],
    });
    assert_eq!(answer.to_string(), expected.to_string());
}

#[test]
fn the_first_of_several_is_taken_and_said() {
    let document =
        Fake::with_pages(3).word(1, "甲方", 10.0, 700.0).word(2, "甲方", 20.0, 300.0).word(3, "甲方", 30.0, 300.0);
    let answer = placed(&document, json!([{"anchor": {"keyword": "甲方"}}]));
    assert_eq!((answer.placements.len(), answer.placements[0].page), (1, 1));
    assert_eq!(codes(&answer, 0), ["several_occurrences"]);
    assert!(message(&answer, 0, "several_occurrences").contains("3 times, on pages 1, 2 and 3"));
    let answer = placed(&document, json!([{"anchor": {"keyword": "甲方", "occurrence": 1}}]));
    assert_eq!(codes(&answer, 0), [""; 0], "it was said which");
}

#[test]
fn occurrences_count_from_both_ends() {
    let document =
        Fake::with_pages(3).word(1, "甲方", 10.0, 700.0).word(2, "甲方", 20.0, 300.0).word(3, "甲方", 30.0, 300.0);
    for (occurrence, page) in [(1, 1), (2, 2), (3, 3), (-1, 3), (-3, 1)] {
        let answer = placed(&document, json!([{"anchor": {"keyword": "甲方", "occurrence": occurrence}}]));
        assert_eq!(answer.placements[0].page, page, "occurrence {occurrence}");
        assert_eq!(answer.placements[0].anchor.index, Some(page), "occurrence {occurrence}");
    }
    for occurrence in [4, -4, i64::MAX, i64::MIN] {
        let error = refused(&document, json!([{"anchor": {"keyword": "甲方", "occurrence": occurrence}}]));
        assert_eq!(error.code(), "occurrence_out_of_range", "occurrence {occurrence}");
        assert_eq!(error.path(), Some("/placements/0/anchor/occurrence"));
        assert!(error.message().contains("3 times"), "{error}");
    }
    let answer = placed(&document, json!([{"id": "x", "anchor": {"keyword": "甲方", "occurrence": "all"}}]));
    let told_apart: Vec<_> = answer.placements.iter().map(|p| (p.id.as_str(), p.page, p.anchor.index)).collect();
    assert_eq!(told_apart, [("x", 1, Some(1)), ("x", 2, Some(2)), ("x", 3, Some(3))]);
}

#[test]
fn only_the_pages_named_are_searched() {
    let document = Fake::with_pages(3).word(1, "甲方", 10.0, 700.0).word(3, "甲方", 30.0, 300.0);
    let answer = placed(&document, json!([{"anchor": {"keyword": "甲方", "pages": "2-9"}}]));
    assert_eq!((answer.placements[0].page, answer.placements[0].anchor.index), (3, Some(1)));
    assert_eq!(codes(&answer, 0), [""; 0]);
    let error = refused(&document, json!([{"anchor": {"keyword": "甲方", "pages": "7"}}]));
    assert_eq!((error.code(), error.path()), ("page_out_of_range", Some("/placements/0/anchor/pages")));
}

#[test]
fn a_match_that_cannot_be_seen_counts_only_where_none_can() {
    let document = Fake::with_pages(1)
        .word(1, "甲方", 10.0, 700.0)
        .invisible()
        .word(1, "甲方", 20.0, 500.0)
        .word(1, "乙方", 20.0, 100.0)
        .invisible();
    let answer = placed(&document, json!([{"anchor": {"keyword": "甲方"}}]));
    assert_eq!(printed_box(&answer, 0)[..2], [20.0, 500.0]);
    assert_eq!(answer.placements[0].anchor.index, Some(2), "as `find` counts");
    assert_eq!(codes(&answer, 0), ["invisible"]);
    assert!(message(&answer, 0, "invisible").contains("also stands once"));
    let error = refused(&document, json!([{"anchor": {"keyword": "甲方", "occurrence": 2}}]));
    assert!(error.message().contains("once where it can be seen (and once where it cannot)"), "{error}");
    let answer = placed(&document, json!([{"anchor": {"keyword": "乙方"}}]));
    assert_eq!(codes(&answer, 0), ["invisible"]);
    assert!(message(&answer, 0, "invisible").contains("cannot be seen"));
}

#[test]
fn folding_and_broken_lines_are_said() {
    let document =
        Fake::with_pages(1).word(1, "甲 方", 10.0, 700.0).folded().word(1, "乙方", 20.0, 500.0).over_lines(2);
    let answer = placed(&document, json!([{"anchor": {"keyword": "甲方"}}, {"anchor": {"keyword": "乙方"}}]));
    assert_eq!(codes(&answer, 0), ["folded_only"]);
    assert!(message(&answer, 0, "folded_only").contains("“甲 方”"));
    assert_eq!(codes(&answer, 1), ["broken_over_lines"]);
}

#[test]
fn a_keyword_that_is_not_there_says_what_to_try() {
    let document = Fake::with_pages(3)
        .word(1, "甲方", 10.0, 700.0)
        .untrusted(2, TextTrust::ImageOnly)
        .untrusted(3, TextTrust::NoUnicode);
    let error = refused(&document, json!([{"anchor": {"keyword": "丙方"}}]));
    assert_eq!((error.code(), error.path()), ("keyword_not_found", Some("/placements/0/anchor/keyword")));
    assert_eq!(error.message(), "The keyword “丙方” is not in the document.");
    let hint = error.hint().unwrap();
    assert!(hint.contains("Page 2 has an image") && hint.contains("Page 3 has text without"), "{hint}");

    let error = refused(&document, json!([{"anchor": {"keyword": "甲方", "pages": "2"}}]));
    assert_eq!(error.message(), "The keyword “甲方” is not in page 2.");
    assert!(error.hint().unwrap().starts_with("It stands on page 1:"), "{:?}", error.hint());

    let trusted = Fake::with_pages(1).word(1, "甲 方", 10.0, 700.0).folded();
    let error = refused(&trusted, json!([{"anchor": {"keyword": "丙方"}}]));
    assert!(error.hint().unwrap().contains("signplace find"), "{:?}", error.hint());
    let mut plan = super::plan(json!([{"anchor": {"keyword": "甲方"}}]));
    plan.mode = crate::search::MatchMode::Exact;
    let error = super::place(&plan, &trusted).unwrap_err();
    assert_eq!(error.hint(), Some("It is there as “甲 方” on page 1: write \"match\": \"folded\"."));
}

#[test]
fn what_may_be_missing_is_left_out_with_a_warning() {
    let document = Fake::with_pages(1).word(1, "甲方", 10.0, 700.0).untrusted(1, TextTrust::NoUnicode);
    let answer = placed(
        &document,
        json!([
            {"id": "k", "anchor": {"keyword": "丙方"}, "on_missing": "skip"},
            {"id": "o", "anchor": {"keyword": "甲方", "occurrence": 2}, "on_missing": "skip"},
            {"id": "f", "anchor": {"field": "sig"}, "on_missing": "skip"},
            {"id": "there", "anchor": {"keyword": "甲方"}, "on_missing": "skip"},
        ]),
    );
    let ids: Vec<_> = answer.placements.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["there"]);
    let warnings: Vec<_> = answer.warnings.iter().map(|w| (w.code.as_str(), w.path.as_deref().unwrap())).collect();
    assert_eq!(
        warnings,
        [
            ("keyword_not_found", "/placements/0/anchor/keyword"),
            ("no_unicode", "/placements/0/anchor/keyword"),
            ("occurrence_out_of_range", "/placements/1/anchor/occurrence"),
            ("field_not_found", "/placements/2/anchor/field"),
        ]
    );
    assert!(answer.warnings[0].message.starts_with("“k” is left out: "), "{}", answer.warnings[0].message);
}

#[test]
fn a_field_is_an_anchor_by_its_full_name() {
    let document = Fake::with_pages(2).field(1, "form.sig", rect(5.0, 5.0, 0.0, 0.0), &[FieldFlag::Hidden]).field(
        2,
        "form.sig",
        rect(50.0, 60.0, 200.0, 40.0),
        &[],
    );
    let answer = placed(
        &document,
        json!([{"anchor": {"field": "form.sig"}, "attach": {"control": "center", "anchor": "center"}}]),
    );
    assert_eq!(printed_box(&answer, 0), [90.5, 58.5, 119.0, 43.0]);
    assert_eq!((answer.placements[0].page, answer.placements[0].anchor.index), (2, Some(2)), "the one that is shown");
    assert_eq!(answer.placements[0].anchor.field.as_deref(), Some("form.sig"));
    assert_eq!(codes(&answer, 0), ["several_occurrences"]);

    let error = refused(&document, json!([{"anchor": {"field": "sig"}}]));
    assert_eq!((error.code(), error.path()), ("field_not_found", Some("/placements/0/anchor/field")));
    assert_eq!(error.hint(), Some("Did you mean “form.sig”?"));
    let error = refused(&Fake::with_pages(1), json!([{"anchor": {"field": "sig"}}]));
    assert!(error.hint().unwrap().contains("no form fields"), "{:?}", error.hint());
}

#[test]
fn a_point_is_on_one_page_or_on_all() {
    let document = Fake::with_pages(3).page(3, PageGeometry::from_size(800.0, 600.0));
    let at = |page: serde_json::Value| json!([{"anchor": {"page": page, "x": 0.5, "y": 0.25, "unit": "fraction"}}]);
    let answer = placed(&document, at(json!(-1)));
    assert_eq!((answer.placements[0].page, printed_box(&answer, 0)), (3, [400.0, 150.0, 119.0, 43.0]));
    assert_eq!(answer.warnings, []);

    let answer = placed(&document, at(json!("all")));
    let pages: Vec<_> = answer.placements.iter().map(|p| p.page).collect();
    assert_eq!(pages, [1, 2, 3]);
    assert_eq!(printed_box(&answer, 1)[..2], [300.0, 200.0]);
    assert_eq!(answer.warnings.len(), 1);
    assert_eq!(answer.warnings[0].code.as_str(), "mixed_page_sizes");
    assert!(answer.warnings[0].message.contains("page 3 differs"), "{}", answer.warnings[0].message);

    for page in [4, -4] {
        let error = refused(&document, at(json!(page)));
        assert_eq!((error.code(), error.path()), ("page_out_of_range", Some("/placements/0/anchor/page")));
    }
}

#[test]
fn a_size_that_is_not_stated_is_that_of_the_kind() {
    let document = Fake::with_pages(1);
    let of =
        |kind: &str| placed(&document, json!([{"kind": kind, "anchor": {"page": 1, "x": 0, "y": 0, "unit": "pt"}}]));
    assert_eq!(printed_box(&of("seal"), 0), [0.0, 0.0, 119.0551, 119.0551]);
    assert_eq!(codes(&of("seal"), 0), ["seal_size_assumed"]);
    assert_eq!(printed_box(&of("signature"), 0), [0.0, 0.0, 119.0, 43.0]);
    assert_eq!(printed_box(&of("date"), 0), [0.0, 0.0, 119.0, 20.0]);
    assert_eq!(codes(&of("date"), 0), [""; 0]);
}
