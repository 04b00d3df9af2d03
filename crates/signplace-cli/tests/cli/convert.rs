//! `convert`.

use serde_json::json;

use crate::support::{contract, signplace};

#[test]
fn acrobats_figures_become_a_distance_from_the_top_without_a_pdf() {
    let size = ["convert", "--size", "595.28x841.89", "--from", "acrobat", "--to", "top-left"];
    let run = signplace(&[&size[..], &["140.7288", "616.8359", "--format", "json"]].concat());
    assert_eq!(run.status, 0, "{run:#?}");
    assert_eq!(
        run.json(),
        json!({"page": 1, "from": "acrobat", "to": "top-left", "input": {"x": 140.7288, "y": 616.8359},
               "output": {"x": 140.7288, "y": 225.0541}, "inside": true, "warnings": []})
    );
    let people = signplace(&[&size[..], &["140.7288", "616.8359"]].concat());
    assert!(people.stdout.contains("225.0541") && people.stdout.contains("upper-left"), "{people:#?}");
}

#[test]
fn a_rectangle_keeps_its_size() {
    let args = ["convert", "--size", "200x100", "--from", "points", "--to", "normalized", "50", "25", "20", "10"];
    let run = signplace(&[&args[..], &["--format", "ndjson"]].concat());
    assert_eq!(run.json()["output"], json!({"x": 0.25, "y": 0.25, "width": 0.1, "height": 0.1}), "{run:#?}");
}

#[test]
fn the_page_of_a_pdf_is_named_by_its_number() {
    let path = contract();
    let args =
        ["convert", &path, "--page", "-1", "--from", "normalized", "--to", "points", "0.5", "1.5", "--format", "json"];
    let run = signplace(&args);
    let json = run.json();
    assert_eq!((run.status, &json["page"], &json["inside"]), (0, &json!(2), &json!(false)), "{run:#?}");
    assert_eq!(json["output"], json!({"x": 297.64, "y": 1262.835}), "{run:#?}");
}

#[test]
fn a_size_that_is_none_is_refused() {
    for size in ["595", "0x10", "wide"] {
        let args = ["convert", "--size", size, "--from", "points", "--to", "user", "1", "2", "--format", "json"];
        signplace(&args).fails(2, "invalid_value");
    }
}

#[test]
fn the_acrobat_recipe_ends_in_a_platforms_own_fields() {
    let size = ["convert", "--size", "595.28x841.89", "--from", "acrobat", "--format", "json"];
    let tencent = signplace(&[&size[..], &["--to", "tencent", "39.4847", "37.3135"]].concat());
    assert_eq!(tencent.json()["output"], json!({"x": 39.4847, "y": 804.5765}), "{tencent:#?}");
    let control = ["--to", "qiyuesuo", "140.7288", "616.8359", "--control", "119x43"];
    let qiyuesuo = signplace(&[&size[..], &control].concat());
    assert_eq!(
        qiyuesuo.json()["fields"],
        json!({"page": 1, "offsetX": 0.2364077, "offsetY": 0.6816044}),
        "{qiyuesuo:#?}"
    );
    let people = signplace(&[
        "convert",
        "--size",
        "595.28x841.89",
        "--from",
        "tencent",
        "--to",
        "acrobat",
        "140.7288",
        "225.0541",
    ]);
    assert!(people.stdout.contains("616.8359"), "{people:#?}");
}
