//! What is answered about a small contract, in each format.

use serde_json::{Value, json};

use crate::support::{contract, file, pdf, pdf_file, signplace, signplace_reading};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn find_answers_with_its_document() {
    let path = contract();
    let run = signplace(&["find", &path, "Signature", "--format", "json"]);
    let json = run.json();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    assert_eq!(keys(&json), ["file", "page_count", "match", "keywords", "matches", "warnings"]);
    assert_eq!(json["file"], path);
    assert_eq!(json["page_count"], 2);
    assert_eq!(json["match"], "folded");
    assert_eq!(json["keywords"], json!([{"keyword": "Signature", "count": 2}]));
    let expected = [
        "keyword",
        "index",
        "page",
        "text",
        "match",
        "box",
        "normalized",
        "quads",
        "font_size",
        "visible",
        "unicode_source",
    ];
    for (i, found) in json["matches"].as_array().expect("a list").iter().enumerate() {
        assert_eq!(keys(found), expected, "{found}");
        assert_eq!((&found["index"], &found["page"], &found["match"]), (&json!(i + 1), &json!(1), &json!("exact")));
        assert_eq!(found["box"]["x"], 72, "{found}");
    }
}

#[test]
fn find_from_stdin_is_named_as_it_was_given() {
    let run = signplace_reading(&["find", "-", "Seal", "--format", "json"], &pdf(&[&["Seal"]]));
    assert_eq!((run.status, &run.json()["file"]), (0, &json!("-")), "{run:#?}");
}

#[test]
fn nothing_found_is_a_whole_document_and_exit_status_1() {
    let path = contract();
    let run = signplace(&["find", &path, "Signature", "nowhere", "--format", "json"]);
    let json = run.json();
    assert_eq!((run.status, run.stderr.as_str()), (1, ""), "{run:#?}");
    assert_eq!(json["keywords"][1], json!({"keyword": "nowhere", "count": 0}));
    assert_eq!(json["matches"].as_array().map(Vec::len), Some(2), "{run:#?}");
    let run = signplace(&["fields", &path, "--format", "json"]);
    assert_eq!(run.status, 1, "{run:#?}");
    assert_eq!(keys(&run.json()), ["file", "page_count", "fields", "warnings"]);
}

#[test]
fn for_people_nothing_found_says_how_much_was_searched() {
    let run = signplace(&["find", &contract(), "nowhere", "--pages", "2", "--match", "exact"]);
    assert_eq!(run.status, 1, "{run:#?}");
    assert!(run.stdout.contains("“nowhere” was not found on the 1 page searched of 2."), "{run:#?}");
    assert!(run.stdout.contains("hint: `--match folded`"), "{run:#?}");
}

#[test]
fn one_occurrence_of_each_keyword_is_kept() {
    let path = contract();
    for (occurrence, index) in [("1", 1), ("2", 2), ("-1", 2), ("-2", 1)] {
        let run = signplace(&["find", &path, "Signature", "--occurrence", occurrence, "--format", "json"]);
        let json = run.json();
        assert_eq!(run.status, 0, "{run:#?}");
        assert_eq!(json["matches"].as_array().map(Vec::len), Some(1), "{run:#?}");
        assert_eq!(json["matches"][0]["index"], index, "{run:#?}");
        assert_eq!(json["keywords"][0]["count"], 2, "{run:#?}");
    }
    for occurrence in ["3", "-3"] {
        signplace(&["find", &path, "Signature", "--occurrence", occurrence, "--format", "json"])
            .fails(1, "occurrence_out_of_range");
    }
    let run = signplace(&["find", &path, "nowhere", "--occurrence", "2", "--format", "json"]);
    assert_eq!((run.status, &run.json()["keywords"][0]["count"]), (1, &json!(0)), "{run:#?}");
}

#[test]
fn ndjson_is_a_line_per_match_and_then_the_rest() {
    let run = signplace(&["find", &contract(), "Signature", "--format", "ndjson"]);
    let lines = run.lines();
    assert_eq!(lines.len(), 3, "{run:#?}");
    assert_eq!((&lines[0]["index"], &lines[1]["index"]), (&json!(1), &json!(2)), "{run:#?}");
    assert_eq!(keys(&lines[2]), ["file", "page_count", "match", "keywords", "warnings"]);
}

#[test]
fn for_people_there_is_a_table_with_its_units() {
    let run = signplace(&["find", &contract(), "Signature"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    assert!(run.stdout.contains("2 pages, 2 matches (folded matching)"), "{run:#?}");
    assert!(run.stdout.contains("origin: lower-left of the page as displayed"), "{run:#?}");
    assert_eq!(run.stdout.lines().filter(|line| line.starts_with("Signature  ")).count(), 2, "{run:#?}");
}

#[test]
fn text_from_a_pdf_cannot_steer_the_terminal() {
    let run = signplace(&["find", &contract(), "a\u{1b}[31mb"]);
    assert_eq!(run.status, 1, "{run:#?}");
    assert!(!run.stdout.contains('\u{1b}') && !run.stderr.contains('\u{1b}'), "{run:#?}");
}

#[test]
fn pages_are_described() {
    let path = contract();
    let run = signplace(&["pages", &path, "--pages", "-1", "--format", "json"]);
    let json = run.json();
    assert_eq!(run.status, 0, "{run:#?}");
    assert_eq!(keys(&json), ["file", "page_count", "pages", "warnings"]);
    assert_eq!((&json["page_count"], json["pages"].as_array().map(Vec::len)), (&json!(2), Some(1)), "{run:#?}");
    let page = &json["pages"][0];
    assert_eq!(
        keys(page),
        [
            "page",
            "width",
            "height",
            "rotation",
            "user_unit",
            "media_box",
            "crop_box",
            "width_mm",
            "height_mm",
            "paper",
            "text",
        ]
    );
    assert_eq!((&page["page"], &page["paper"], &page["text"]), (&json!(2), &json!("A4"), &json!("trusted")));
    let people = signplace(&["pages", &path]);
    assert!(people.stdout.contains("A4") && people.stdout.contains("595.28"), "{people:#?}");
}

#[test]
fn an_empty_page_has_no_text() {
    let run = signplace(&["pages", &pdf_file(&[&[]]), "--format", "json"]);
    assert_eq!(run.json()["pages"][0]["text"], "empty", "{run:#?}");
}

#[test]
fn place_answers_with_the_box_of_each_placement() {
    let plan = json!({"version": 1, "placements": [
        {"id": "a", "kind": "seal", "anchor": {"keyword": "Signature of Party A"},
         "size": {"width": 100, "height": 40, "unit": "pt"}},
        {"id": "b", "kind": "date", "anchor": {"page": -1, "x": 0.5, "y": 0.25, "unit": "fraction"}, "size": "date"},
    ]});
    let (pdf, plan) = (contract(), file("plan.json", plan.to_string().as_bytes()));
    let run = signplace(&["place", &pdf, &plan, "--format", "json"]);
    let json = run.json();
    assert_eq!(run.status, 0, "{run:#?}");
    assert_eq!(keys(&json), ["file", "page_count", "placements", "warnings"]);
    let placements = &json["placements"];
    assert_eq!(
        (&placements[0]["id"], &placements[0]["kind"], &placements[0]["page"]),
        (&json!("a"), &json!("seal"), &json!(1))
    );
    assert_eq!(placements[0]["box"]["x"], 72, "{run:#?}");
    assert_eq!(
        (&placements[0]["box"]["width"], &placements[0]["box"]["height"]),
        (&json!(100), &json!(40)),
        "{run:#?}"
    );
    assert_eq!(placements[1]["page"], 2, "{run:#?}");
    assert_eq!(placements[1]["box"], json!({"x": 297.64, "y": 210.4725, "width": 119, "height": 20}), "{run:#?}");
    let people = signplace(&["place", &pdf, &plan]);
    assert!(people.stdout.contains("2 placements") && people.stdout.contains("“Signature of Party A”"), "{people:#?}");
}

#[test]
fn options_of_find_are_those_of_batch() {
    let path = pdf_file(&[&["Signature of Party A, signatures of party B"]]);
    for (options, keys, keyword, count) in [
        (&["--ignore-case"][..], json!({"ignore_case": true}), "PARTY", 2),
        (&["-i", "-w"], json!({"ignore_case": true, "whole_word": true}), "signature", 1),
        (&["--regex"], json!({"regex": true}), r"[Pp]arty\s[AB]", 2),
        (&["--variants"], json!({"variants": true}), "Party", 1),
    ] {
        let run = signplace(&[&["find", &path, keyword, "--format", "json"], options].concat());
        assert_eq!(run.json()["keywords"][0]["count"], count, "{options:?} {run:#?}");
        let mut request = json!({"file": path, "keywords": [keyword]});
        for (key, value) in keys.as_object().expect("an object") {
            request[key] = value.clone();
        }
        let batch = signplace_reading(&["batch"], request.to_string().as_bytes());
        assert_eq!(batch.json()["matches"], run.json()["matches"], "{batch:#?}");
        assert_eq!(batch.json()["warnings"], run.json()["warnings"], "{batch:#?}");
    }
    let run = signplace(&["find", &path, "(Party", "--regex", "--format", "json"]);
    let error = run.fails(2, "invalid_value");
    assert!(error["message"].as_str().is_some_and(|message| message.contains("unclosed group")), "{error}");
}

#[test]
fn find_explains_its_matches_and_what_it_did_not_find() {
    let path = contract();
    let run = signplace(&["find", &path, "Party A", "Signatory of", "--explain", "--format", "json"]);
    let json = run.json();
    let glyph = &json["matches"][0]["explain"]["glyphs"][0];
    assert_eq!((&glyph["text"], &glyph["font"], &glyph["code"]), (&json!("P"), &json!("Helvetica"), &json!("50")));
    assert_eq!((&glyph["unicode_source"], &glyph["line"]), (&json!("encoding"), &json!(1)), "{glyph}");
    let nearest = &json["keywords"][1]["nearest"];
    assert_eq!((run.status, &nearest["kind"], &nearest["page"]), (1, &json!("similar"), &json!(1)), "{run:#?}");
    let people = signplace(&["find", &path, "Party A", "party", "--explain"]);
    assert!(people.stdout.contains("“Party A” 1, page 1\nGLYPH  UNICODE"), "{people:#?}");
    assert!(people.stdout.contains("nearest: Page 1 has “Party”, which is found with case ignored."), "{people:#?}");
}

#[test]
fn pages_count_glyphs_by_where_their_unicode_comes_from() {
    let path = pdf_file(&[&["Seal"]]);
    let run = signplace(&["pages", &path, "--explain", "--format", "json"]);
    assert_eq!(run.json()["pages"][0]["unicode_sources"], json!({"encoding": 4}), "{run:#?}");
    assert!(signplace(&["pages", &path, "--explain"]).stdout.contains("encoding 4"));
    let batch =
        signplace_reading(&["batch"], json!({"op": "pages", "file": path, "explain": true}).to_string().as_bytes());
    assert_eq!(batch.json()["pages"][0]["unicode_sources"], json!({"encoding": 4}), "{batch:#?}");
}
