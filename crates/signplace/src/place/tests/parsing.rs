//! Plans that are wrong, and what is said of them.

use serde_json::{Value, json};

use super::super::parse::tests_keys;
use super::super::{Anchor, Control, Kind, NamedSize, NinePoint, OnMissing, PageAnchor, Plan, Size, Which};
use crate::error::Error;
use crate::geometry::Unit;
use crate::search::MatchMode;

fn everything() -> Value {
    json!({"version": 1, "match": "exact", "placements": [
        {"id": "a", "kind": "seal", "signer": "甲方", "anchor": {"keyword": "甲方（盖章）", "occurrence": -1, "pages": "1-3,-1"},
         "attach": {"control": "center", "anchor": "top-right"}, "offset": {"x": 1.5, "y": -2, "unit": "mm"},
         "size": "round-42", "rotation": 15, "on_missing": "skip"},
        {"id": "b", "kind": "signature", "anchor": {"field": "sig.a"}, "size": {"width": 119, "height": 43, "unit": "pt"}},
        {"id": "c", "kind": "date", "anchor": {"page": "all", "x": 0.5, "y": 0.2, "unit": "fraction"}},
        {"id": "d", "kind": "seam", "anchor": {"seam": "2,4-7", "y": 0.5, "unit": "fraction"}, "size": "round-40"},
        {"id": "e", "kind": "text", "anchor": {"keyword": "x", "occurrence": "all"}, "size": {"width": 0.5, "height": 20}},
    ]})
}

fn wrong(plan: &Value) -> Error {
    Plan::from_json(&plan.to_string()).unwrap_err()
}

/// A plan of one placement that is good but for what is put into it.
fn with(key: &str, value: Value) -> Value {
    let mut plan = json!({"version": 1, "placements": [{"id": "a", "kind": "signature", "anchor": {"keyword": "x"}}]});
    plan["placements"][0][key] = value;
    plan
}

fn assert_refused(plan: &Value, code: &str, path: &str) {
    let error = wrong(plan);
    assert_eq!((error.code(), error.path()), (code, Some(path)), "{error} ({:?}) of {plan}", error.hint());
    assert!(error.message().ends_with('.'), "not a sentence: {error}");
}

#[test]
fn a_plan_with_everything_is_read() {
    let plan = Plan::from_json(&everything().to_string()).unwrap();
    assert_eq!(plan.mode, MatchMode::Exact);
    let Control { kind, signer, attach, offset, rotation, on_missing, size, .. } = &plan.placements[0];
    assert_eq!(
        (*kind, signer.as_deref(), *rotation, *on_missing),
        (Kind::Seal, Some("甲方"), Some(15.0), OnMissing::Skip)
    );
    assert_eq!((attach.control, attach.anchor), (NinePoint::Center, NinePoint::TopRight));
    assert_eq!((offset.x, offset.y, offset.unit), (1.5, -2.0, Unit::Mm));
    assert_eq!(*size, Some(Size::Named("round-42".parse::<NamedSize>().unwrap())));
    let Anchor::Keyword(anchor) = &plan.placements[0].anchor else { panic!("{:?}", plan.placements[0].anchor) };
    assert_eq!(anchor.occurrence, Some(Which::Nth(-1)));
    assert_eq!(anchor.pages.as_ref().unwrap().to_string(), "1-3,-1");
    assert_eq!(plan.placements[2].anchor, Anchor::Page(PageAnchor::new(Which::All, 0.5, 0.2, Unit::Fraction)));
}

#[test]
fn a_plan_is_written_as_it_is_read() {
    let plan = Plan::from_json(&everything().to_string()).unwrap();
    let mut expected = everything();
    expected["placements"][4]["size"]["unit"] = json!("pt");
    assert_eq!(serde_json::to_value(&plan).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Plan>(expected).unwrap(), plan);
}

/// 0.00000001 inch, printed with 7 decimals, would come back as a size of 0 and be refused.
#[test]
fn numbers_of_a_plan_are_written_in_full() {
    let plan = with("size", json!({"width": 1e-8, "height": 43.123456789, "unit": "in"}));
    let written = serde_json::to_value(Plan::from_json(&plan.to_string()).unwrap()).unwrap();
    assert_eq!(written["placements"][0]["size"], plan["placements"][0]["size"]);
}

#[test]
fn a_byte_order_mark_and_null_for_what_is_absent_do_no_harm() {
    let json = format!("\u{feff}{}", with("signer", Value::Null));
    assert_eq!(Plan::from_json(&json).unwrap().placements[0].signer, None);
    assert!(Plan::from_json(&with("rotation", json!(0)).to_string()).is_ok());
}

#[test]
fn what_is_not_json_says_where() {
    for (text, says) in [
        ("", "empty"),
        ("{\"version\": 1,}", "line 1 column 15"),
        ("{\"version\": 1", "column 13"),
        ("version: 1", "line 1"),
        ("{\"version\": 1, \"version\": 2}", "twice"),
    ] {
        let error = Plan::from_json(text).unwrap_err();
        assert_eq!(error.code(), "invalid_json", "{text}");
        assert!(error.message().contains(says), "{error}");
        assert!(error.hint().is_some(), "{error}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(Plan::from_json(&deep).unwrap_err().code(), "invalid_json");
}

#[test]
fn the_wrong_shape_says_where() {
    assert_refused(&json!([]), "invalid_json", "");
    assert_refused(&json!({"placements": []}), "invalid_json", "");
    assert_refused(&json!({"version": "1", "placements": []}), "invalid_json", "/version");
    assert_refused(&json!({"version": 1}), "invalid_json", "");
    assert_refused(&json!({"version": 1, "placements": {}}), "invalid_json", "/placements");
    assert_refused(&json!({"version": 1, "placements": [1]}), "invalid_json", "/placements/0");
    assert_refused(
        &json!({"version": 1, "placements": [{"id": "a", "kind": "seal"}]}),
        "invalid_json",
        "/placements/0",
    );
    assert_refused(&with("id", json!(7)), "invalid_json", "/placements/0/id");
    assert_refused(&with("anchor", json!("x")), "invalid_json", "/placements/0/anchor");
    assert_refused(&with("anchor", json!({})), "invalid_json", "/placements/0/anchor");
    assert_refused(&with("anchor", json!({"keyword": 1})), "invalid_json", "/placements/0/anchor/keyword");
    assert_refused(&with("anchor", json!({"keyword": null})), "invalid_json", "/placements/0/anchor/keyword");
    assert_refused(&with("anchor", json!({"page": 1, "x": 1, "y": 1})), "invalid_json", "/placements/0/anchor");
    assert_refused(
        &with("anchor", json!({"page": 1, "x": "1", "y": 1, "unit": "pt"})),
        "invalid_json",
        "/placements/0/anchor/x",
    );
    assert_refused(&with("size", json!(42)), "invalid_json", "/placements/0/size");
    assert_refused(&with("size", json!({"width": 42})), "invalid_json", "/placements/0/size");
    assert_refused(&with("offset", json!([0, 0])), "invalid_json", "/placements/0/offset");
    assert_refused(&with("rotation", json!("15")), "invalid_json", "/placements/0/rotation");
}

#[test]
fn an_unknown_key_says_where_and_what_was_meant() {
    for (plan, path, hint) in [
        (json!({"version": 1, "placments": []}), "/placments", "Did you mean `placements`?"),
        (with("ancor", json!({})), "/placements/0/ancor", "Did you mean `anchor`?"),
        (with("colour", json!(1)), "/placements/0/colour", "Its keys are id, kind, signer, anchor"),
        (with("a/b~c", json!(1)), "/placements/0/a~1b~0c", "Its keys are"),
        (with("anchor", json!({"keywrod": "x"})), "/placements/0/anchor/keywrod", "Did you mean `keyword`?"),
        (
            with("anchor", json!({"keyword": "x", "occurence": 1})),
            "/placements/0/anchor/occurence",
            "Did you mean `occurrence`?",
        ),
        (
            with("anchor", json!({"keyword": "x", "y": 1})),
            "/placements/0/anchor/y",
            "Its keys are keyword, occurrence, pages, ignore_case",
        ),
        (with("anchor", json!({"field": "x", "pages": "1"})), "/placements/0/anchor/pages", "Its keys are field."),
        (with("anchor", json!({"colour": "x"})), "/placements/0/anchor/colour", "An anchor is given by"),
        (with("attach", json!({"controll": "top"})), "/placements/0/attach/controll", "Did you mean `control`?"),
        (with("offset", json!({"x": 1, "units": "mm"})), "/placements/0/offset/units", "Did you mean `unit`?"),
        (with("size", json!({"widht": 1, "height": 1})), "/placements/0/size/widht", "Did you mean `width`?"),
    ] {
        assert_refused(&plan, "unknown_key", path);
        let error = wrong(&plan);
        assert!(error.hint().unwrap().starts_with(hint), "{:?} of {plan}", error.hint());
    }
}

#[test]
fn values_that_make_no_sense_say_where() {
    let at = |value: Value| with("anchor", value);
    for (plan, path) in [
        (json!({"version": 2, "placements": []}), "/version"),
        (json!({"version": 1.5, "placements": []}), "/version"),
        (json!({"version": 1, "match": "fuzzy", "placements": []}), "/match"),
        (with("kind", json!("stamp")), "/placements/0/kind"),
        (with("id", json!(" ")), "/placements/0/id"),
        (with("on_missing", json!("ignore")), "/placements/0/on_missing"),
        (at(json!({"keyword": "x", "page": 1})), "/placements/0/anchor"),
        (at(json!({"keyword": "x", "occurrence": 0})), "/placements/0/anchor/occurrence"),
        (at(json!({"keyword": "x", "occurrence": 1.5})), "/placements/0/anchor/occurrence"),
        (at(json!({"keyword": "x", "occurrence": "last"})), "/placements/0/anchor/occurrence"),
        (at(json!({"keyword": "x", "occurrence": 18_446_744_073_709_551_615u64})), "/placements/0/anchor/occurrence"),
        (at(json!({"keyword": "x", "pages": "1-"})), "/placements/0/anchor/pages"),
        (at(json!({"keyword": "x", "pages": "3-1"})), "/placements/0/anchor/pages"),
        (at(json!({"field": ""})), "/placements/0/anchor/field"),
        (at(json!({"page": 1, "x": 1, "y": 1, "unit": "px"})), "/placements/0/anchor/unit"),
        (at(json!({"page": 1, "x": 1e300, "y": 1, "unit": "pt"})), "/placements/0/anchor/x"),
        (at(json!({"seam": "all", "y": 1, "unit": "pt"})), "/placements/0/kind"),
        (at(json!({"seam": "some", "y": 1, "unit": "pt"})), "/placements/0/anchor/seam"),
        (with("kind", json!("seam")), "/placements/0/anchor"),
        (with("kind", json!("text")), "/placements/0"),
        (with("attach", json!({"control": "middle"})), "/placements/0/attach/control"),
        (with("offset", json!({"x": 1e12})), "/placements/0/offset/x"),
        (with("size", json!("round-43")), "/placements/0/size"),
        (with("size", json!({"width": -1, "height": 1})), "/placements/0/size/width"),
        (with("size", json!({"width": 1, "height": 0})), "/placements/0/size/height"),
        (with("rotation", json!(720)), "/placements/0/rotation"),
    ] {
        assert_refused(&plan, "invalid_value", path);
    }
    assert_refused(&at(json!({"keyword": " \u{3000}"})), "keyword_empty", "/placements/0/anchor/keyword");
    assert_refused(
        &at(json!({"page": 0, "x": 1, "y": 1, "unit": "pt"})),
        "page_out_of_range",
        "/placements/0/anchor/page",
    );
    assert_refused(&at(json!({"keyword": "x", "pages": "0"})), "page_out_of_range", "/placements/0/anchor/pages");
    let mut twice = with("signer", json!("b"));
    let again = twice["placements"][0].clone();
    twice["placements"].as_array_mut().unwrap().push(again);
    assert_refused(&twice, "invalid_value", "/placements/1/id");
}

#[test]
fn a_seam_seal_neither_moves_sideways_nor_turns() {
    let seam = |key: &str, value: Value| {
        let mut plan = with("kind", json!("seam"));
        plan["placements"][0]["anchor"] = json!({"seam": "all", "y": 0.5, "unit": "fraction"});
        plan["placements"][0][key] = value;
        plan
    };
    assert_refused(&seam("offset", json!({"x": 1})), "invalid_value", "/placements/0/offset/x");
    assert_refused(&seam("rotation", json!(90)), "invalid_value", "/placements/0/rotation");
    assert!(Plan::from_json(&seam("offset", json!({"y": 1})).to_string()).is_ok());
}

#[test]
fn hints_name_what_there_is() {
    let hint = |plan: Value| wrong(&plan).hint().unwrap().to_owned();
    assert!(hint(with("size", json!("round42"))).contains("`round-42`"));
    assert!(hint(with("kind", json!("seel"))).starts_with("Did you mean `seal`? It is one of seal, signature, date"));
    assert!(hint(with("anchor", json!({"keyword": "x", "page": 1}))).contains("\"pages\": \"1\""));
    assert!(hint(with("anchor", json!({"page": 1, "x": 0.5, "y": 0.5}))).contains("pt, mm, in or fraction"));
}

#[test]
fn a_plan_within_a_request_is_pointed_into() {
    let error = Plan::from_value(&with("sise", json!(1)), "/plan").unwrap_err();
    assert_eq!(error.path(), Some("/plan/placements/0/sise"));
    let error = Plan::from_value(&with("rotation", json!(999)), "/plan").unwrap_err();
    assert_eq!(error.path(), Some("/plan/placements/0/rotation"));
    let error = serde_json::from_value::<Plan>(with("sise", json!(1))).unwrap_err();
    assert!(error.to_string().starts_with("/placements/0/sise: "), "{error}");
}

/// Nothing but the plan's reader knows the keys by hand: the schema, made from the types, must agree with it.
#[test]
fn the_schema_and_the_reader_know_the_same_keys() {
    let schema = Plan::json_schema();
    let keys = |schema: &Value| -> Vec<String> {
        assert_eq!(schema["additionalProperties"], json!(false), "{schema}");
        schema["properties"].as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys(&schema), tests_keys()[0].1);
    for (name, expected) in &tests_keys()[1..] {
        assert_eq!(&keys(&schema["$defs"][*name]), expected, "{name}");
    }
    assert_eq!(schema["required"], json!(["version", "placements"]));
    assert_eq!(schema["$defs"]["Control"]["required"], json!(["id", "kind", "anchor"]));
    assert_eq!(schema["$defs"]["PageAnchor"]["required"], json!(["page", "x", "y", "unit"]));
    assert_eq!(schema["$defs"]["Sides"]["required"], json!(["width", "height"]));
    assert_eq!(schema["$defs"]["NamedSize"]["enum"].as_array().unwrap().len(), 19);
}
