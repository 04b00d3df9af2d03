//! Places to sign, as a table, as JSON, as a plan that `place` takes, and in a batch.

use serde_json::{Value, json};

use crate::support::{pdf_file, signplace, signplace_reading};

/// The end of a contract.
fn contract() -> String {
    pdf_file(&[
        &["This Agreement is signed by both parties and dated."],
        &["Party A (Seal):", "Authorized Signature: ____________________", "Date: ____________________"],
    ])
}

const KINDS: [&str; 3] = ["seal", "signature", "date"];

fn kinds(rows: &Value) -> Vec<&str> {
    rows.as_array().expect("a list").iter().filter_map(|row| row["kind"].as_str()).collect()
}

#[test]
fn a_table_says_where_and_why() {
    let run = signplace(&["suggest", &contract()]);
    assert_eq!(run.status, 0, "{run:#?}");
    let rows: Vec<&str> = run.stdout.lines().filter(|line| line.trim_start().starts_with('2')).collect();
    assert_eq!(rows.len(), 3, "{run:#?}");
    for (row, kind) in rows.iter().zip(KINDS) {
        assert!(row.contains(kind) && row.contains("asks for") && row.contains("Party A"), "{row}");
    }
    assert!(run.stdout.contains("2 pages, 3 places"), "{run:#?}");
}

#[test]
fn json_says_the_same_with_a_placement_for_each() {
    let run = signplace(&["suggest", &contract(), "--format", "json"]);
    let json = run.json();
    assert_eq!((run.status, &json["page_count"]), (0, &json!(2)), "{run:#?}");
    assert_eq!(kinds(&json["suggestions"]), KINDS, "{run:#?}");
    for one in json["suggestions"].as_array().expect("a list") {
        assert_eq!((&one["page"], &one["party"]), (&json!(2), &json!("Party A")), "{one}");
        assert!(one["confidence"].as_f64().is_some_and(|c| (0.5..=1.0).contains(&c)), "{one}");
        assert!(one["placement"]["id"].is_string() && one["box"]["width"].is_number(), "{one}");
    }
}

#[test]
fn the_plan_is_placed_where_it_was_suggested() {
    let pdf = contract();
    let suggested = signplace(&["suggest", &pdf, "--format", "json"]).json();
    let plan = signplace(&["suggest", &pdf, "--plan", "-"]);
    assert_eq!((plan.status, &plan.json()["version"]), (0, &json!(1)), "{plan:#?}");
    let placed = signplace_reading(&["place", &pdf, "-", "--format", "json"], plan.stdout.as_bytes());
    assert_eq!(placed.status, 0, "{placed:#?}");
    let boxes = |rows: &Value| -> Vec<Value> {
        rows.as_array().expect("a list").iter().map(|row| json!([row["page"], row["box"]])).collect()
    };
    assert_eq!(boxes(&placed.json()["placements"]), boxes(&suggested["suggestions"]));
    // And so `preview` and `prepare` take it.
    let svg =
        signplace_reading(&["preview", &pdf, "-", "-o", "-", "--as", "svg", "--pages", "2"], plan.stdout.as_bytes());
    assert!(svg.status == 0 && svg.stdout.starts_with("<svg "), "{svg:#?}");
}

#[test]
fn a_batch_suggests_too() {
    let request = json!({"id": 7, "op": "suggest", "file": contract(), "pages": "-1", "min_confidence": 0.5});
    let run = signplace_reading(&["batch"], format!("{request}\n").as_bytes());
    let [answer] = &run.lines()[..] else { panic!("{run:#?}") };
    assert_eq!((&answer["id"], kinds(&answer["suggestions"])), (&json!(7), KINDS.to_vec()), "{answer}");
}

#[test]
fn nothing_to_suggest_is_no_error_but_not_found() {
    let pdf = pdf_file(&[&["Nothing is signed here."]]);
    let run = signplace(&["suggest", &pdf, "--format", "json"]);
    assert_eq!((run.status, &run.json()["suggestions"]), (1, &json!([])), "{run:#?}");
    assert_eq!(signplace(&["suggest", &pdf, "--plan", "-"]).status, 1);
    let run = signplace(&["suggest", &pdf]);
    assert!(run.status == 1 && run.stdout.contains("no places to sign found"), "{run:#?}");
    signplace(&["suggest", &pdf, "--min-confidence", "2", "--format", "json"]).fails(2, "invalid_value");
}
