//! A plan becomes form fields, which the command reads back.

use serde_json::json;

use crate::support::{contract, file, signplace};

fn plan() -> String {
    let plan = json!({"version": 1, "placements": [
        {"id": "甲方盖章", "kind": "seal", "anchor": {"keyword": "Signature of Party A"}, "size": "round-42"},
        {"id": "date", "kind": "date", "anchor": {"page": -1, "x": 0.5, "y": 0.25, "unit": "fraction"}},
        {"id": "seam", "kind": "seam", "anchor": {"seam": "all", "y": 0.5, "unit": "fraction"}, "size": "round-42"},
    ]});
    file("plan.json", plan.to_string().as_bytes())
}

#[test]
fn fields_gives_back_what_was_prepared() {
    let (pdf, plan) = (contract(), plan());
    let out = format!("{pdf}.out.pdf");
    let run = signplace(&["prepare", &pdf, &plan, "-o", &out, "--format", "json"]);
    let json = run.json();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    assert_eq!((&json["file"], &json["out"], &json["page_count"]), (&json!(pdf), &json!(out), &json!(2)), "{run:#?}");
    assert_eq!(json["warnings"][0]["code"], "not_a_field", "{run:#?}");
    let there = signplace(&["fields", &out, "--format", "json"]).json();
    let placed = signplace(&["place", &pdf, &plan, "--format", "json"]).json();
    for (i, (name, kind)) in [("甲方盖章", "signature"), ("date", "text")].into_iter().enumerate() {
        let field = &there["fields"][i];
        assert_eq!((&field["name"], &field["type"]), (&json!(name), &json!(kind)), "{there:#}");
        assert_eq!(field["page"], placed["placements"][i]["page"], "{there:#}");
        for side in ["x", "y", "width", "height"] {
            let of = |json: &serde_json::Value| json["box"][side].as_f64().expect("a number");
            let apart = (of(field) - of(&placed["placements"][i])).abs();
            assert!(apart < 0.01, "{side} of {name} is {apart} pt off");
        }
        assert_eq!(json["fields"][i]["box"], field["box"]);
    }
    let bytes = |path: &str| std::fs::read(path).expect("a file");
    assert!(bytes(&out).starts_with(&bytes(&pdf)));
    let people = signplace(&["prepare", &pdf, &plan, "-o", &out]);
    assert!(people.stdout.contains("2 new fields") && people.stderr.contains("seam"), "{people:#?}");
}

#[test]
fn all_may_become_text_fields() {
    let (pdf, plan) = (contract(), plan());
    let out = format!("{pdf}.out.pdf");
    let run = signplace(&["prepare", &pdf, &plan, "-o", &out, "--as", "text", "--format", "ndjson"]);
    let lines = run.lines();
    assert_eq!((lines.len(), &lines[0]["type"], &lines[1]["type"]), (3, &json!("text"), &json!("text")), "{run:#?}");
}

#[test]
fn what_cannot_be_prepared_is_an_error_and_writes_nothing() {
    let (pdf, good) = (contract(), plan());
    signplace(&["prepare", &pdf, &good, "-o", &pdf, "--format", "json"]).fails(2, "usage");
    signplace(&["prepare", &pdf, &good, "-o", "-", "--format", "json"]).fails(2, "usage");
    signplace(&["prepare", "-", "-", "-o", "x.pdf", "--format", "json"]).fails(2, "usage");
    let out = format!("{pdf}.out.pdf");
    let dotted = json!({"version": 1, "placements": [
        {"id": "a.b", "kind": "date", "anchor": {"page": 1, "x": 9, "y": 9, "unit": "pt"}},
    ]});
    let dotted = file("plan.json", dotted.to_string().as_bytes());
    let error = signplace(&["prepare", &pdf, &dotted, "-o", &out, "--format", "json"]).fails(2, "invalid_value");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("a-b")), "{error}");
    assert!(std::fs::metadata(&out).is_err(), "{out} was written");
    signplace(&["prepare", &pdf, &good, "-o", &out]);
    signplace(&["prepare", &out, &good, "-o", &format!("{out}.pdf"), "--format", "json"]).fails(2, "field_exists");
    signplace(&["prepare", &pdf, &good, "-o", "/nowhere/out.pdf", "--format", "json"]).fails(2, "io");
}
