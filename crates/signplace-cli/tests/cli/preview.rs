//! Where everything lands, written as files of each kind.

use serde_json::json;

use crate::support::{contract, file, signplace};

fn plan() -> String {
    let plan = json!({"version": 1, "placements": [
        {"id": "party-a", "kind": "seal", "signer": "甲方", "anchor": {"keyword": "Signature of Party A"},
         "size": "round-42"},
        {"id": "seam", "kind": "seam", "anchor": {"seam": "all", "y": 0.5, "unit": "fraction"}, "size": "round-42"},
    ]});
    file("plan.json", plan.to_string().as_bytes())
}

/// A path that nothing stands at, in a directory of its own.
fn fresh(name: &str) -> String {
    let taken = file("taken", b"");
    format!("{}/{name}", taken.trim_end_matches("/taken"))
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|why| panic!("{path}: {why}"))
}

#[test]
fn the_outputs_name_tells_what_is_written() {
    let (pdf, plan) = (contract(), plan());
    for (name, files) in [
        ("one.svg", &["one-1.svg", "one-2.svg"][..]),
        ("p%d.svg", &["p1.svg", "p2.svg"]),
        ("report.html", &["report.html"]),
        ("copy.pdf", &["copy.pdf"]),
    ] {
        let out = fresh(name);
        let run = signplace(&["preview", &pdf, &plan, "-o", &out, "--format", "json"]);
        let json = run.json();
        assert_eq!((run.status, &json["placements"], &json["page_count"]), (0, &json!(3), &json!(2)), "{run:#?}");
        let written: Vec<_> =
            json["files"].as_array().expect("a list").iter().filter_map(|f| f["path"].as_str()).collect();
        let expected: Vec<_> = files.iter().map(|f| out.replace(name, f)).collect();
        assert_eq!(written, expected, "{run:#?}");
        for path in written {
            assert!(!read(path).is_empty(), "{path} is empty");
        }
    }
    let out = fresh("last.svg");
    let run = signplace(&["preview", &pdf, &plan, "-o", &out, "--pages", "-1"]);
    assert_eq!(run.status, 0, "{run:#?}");
    let svg = String::from_utf8(read(&out)).expect("text");
    assert!(svg.starts_with("<svg ") && svg.contains("seam 2/2") && !svg.contains("party-a"), "{svg}");
    let piped = signplace(&["preview", &pdf, &plan, "-o", "-", "--as", "svg", "--pages", "-1"]);
    assert_eq!(piped.stdout, svg, "{piped:#?}");
}

#[test]
fn a_copy_begins_with_the_original() {
    let (pdf, plan, out) = (contract(), plan(), fresh("copy.pdf"));
    assert_eq!(signplace(&["preview", &pdf, &plan, "-o", &out]).status, 0);
    let (before, after) = (read(&pdf), read(&out));
    assert!(after.starts_with(&before) && after.len() > before.len());
    assert_eq!(signplace(&["pages", &out]).status, 0);
}

#[test]
fn a_report_speaks_the_language_asked_for() {
    let (pdf, plan, out) = (contract(), plan(), fresh("report.html"));
    for (lang, word) in [("zh", "签署位置预览"), ("en", "Where it is signed")] {
        let run = signplace(&["preview", &pdf, &plan, "-o", &out, "--lang", lang]);
        assert_eq!(run.status, 0, "{run:#?}");
        assert!(String::from_utf8(read(&out)).expect("text").contains(word), "{lang}");
    }
}

#[test]
fn a_platforms_request_is_shown_too() {
    let request = json!({"FlowName": "n", "FileIds": ["id-1"], "FlowApprovers": [
        {"ApproverType": "ORGANIZATION", "OrganizationName": "Company A", "SignComponents": [
            {"ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": "Signature of Party A",
             "ComponentWidth": 119, "ComponentHeight": 119, "ComponentName": "seal"},
        ]},
    ]});
    let (pdf, request, out) = (contract(), file("request.json", request.to_string().as_bytes()), fresh("r.svg"));
    let args = ["preview", &pdf, &request, "--platform", "tencent", "-o", &out, "--only-placed", "--format", "json"];
    let run = signplace(&args);
    assert_eq!((run.status, &run.json()["placements"]), (0, &json!(1)), "{run:#?}");
    let svg = String::from_utf8(read(&out)).expect("text");
    assert!(svg.contains("data-id=\"seal\"") && svg.contains("Company A"), "{svg}");
}

#[test]
fn what_cannot_be_shown_is_an_error() {
    let (pdf, plan) = (contract(), plan());
    let fails = |args: &[&str], status, code| {
        let all = [&["preview", &pdf, &plan, "--format", "json"], args].concat();
        signplace(&all).fails(status, code);
    };
    fails(&["-o", "x.docx"], 2, "usage");
    fails(&["-o", "-", "--as", "svg"], 2, "usage");
    fails(&["-o", &pdf], 2, "usage");
    fails(&["-o", "/nowhere/x.html"], 2, "io");
    fails(&["-o", &fresh("x.svg"), "--pages", "9"], 2, "page_out_of_range");
    let missing = json!({"version": 1, "placements": [
        {"id": "a", "kind": "seal", "anchor": {"keyword": "nowhere"}, "size": "round-42"},
    ]});
    let missing = file("plan.json", missing.to_string().as_bytes());
    let request = file("request.json", br#"{"FlowName": "n", "FileIds": ["id-1"]}"#);
    let run = signplace(&["preview", &pdf, &request, "-o", &fresh("x.svg"), "--format", "json"]);
    let error = run.fails(2, "unknown_key");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("--platform")), "{error}");
    signplace(&["preview", &pdf, &missing, "-o", &fresh("x.svg"), "--format", "json"]).fails(1, "keyword_not_found");
}

#[cfg(feature = "pictures")]
#[test]
fn pictures_are_written_into_a_directory() {
    let (pdf, plan, out) = (contract(), plan(), fresh("pictures/"));
    let run = signplace(&["preview", &pdf, &plan, "-o", &out, "--dpi", "72"]);
    assert_eq!(run.status, 0, "{run:#?}");
    for page in ["page-1.png", "page-2.png"] {
        let png = read(&format!("{out}{page}"));
        // A4 at 72 dpi.
        assert_eq!(png[16..24], [0, 0, 2, 83, 0, 0, 3, 74], "{page}");
    }
}
