//! From Tencent's Components to Qiyuesuo's stampers and back (PLATFORMS.md §4).

use proptest::prelude::*;
use serde_json::{Value, json};
use signplace::platform::Platform::{Qiyuesuo, Tencent};
use signplace::platform::{Files, FindingCode, Options, PlacementEntry, Platform, Resolution, parse_size, translate};
use signplace::platform::{qiyuesuo, tencent};
use signplace_tests::look::opened;
use signplace_tests::{Kind, Line, Paper, Pdf, Sheet, Spot, Widgets};

const WIDTH: f64 = 595.28;
const HEIGHT: f64 = 841.89;

/// Four A4 pages; `签字` on page 1 and twice on page 3, `甲方` on page 2; a form field on page 2.
fn contract() -> Vec<u8> {
    let line = |text: &str, x: f64, y: f64| Line::of(text).at(x, y);
    Pdf::of([
        Sheet::on(Paper::a4()).with(line("签字：", 300.0, 400.0)),
        Sheet::on(Paper::a4()).with(line("甲方：", 72.0, 500.0)),
        Sheet::on(Paper::a4()).with(line("签字：", 72.0, 600.0)).with(line("签字：", 72.0, 300.0)),
        Sheet::on(Paper::a4()),
    ])
    .field(Widgets::of("party.a", Kind::Text).at(2, [100.0, 100.0, 219.0, 143.0]))
    .made()
    .bytes
}

fn options() -> Options {
    Options::new().with_seal_size("COMPANY", parse_size("119x119").expect("a size"))
}

fn translated(request: &Value, from: Platform, to: Platform) -> Resolution {
    let files = Files::only(opened(&contract()));
    translate::translate(&request.to_string(), from, to, &files, &options())
        .unwrap_or_else(|e| panic!("{}: {e} at {:?}", e.code(), e.path()))
}

#[track_caller]
fn part(resolution: &Resolution) -> Value {
    let text = resolution.request.as_ref().unwrap_or_else(|e| panic!("{}: {e} at {:?}", e.code(), e.path()));
    serde_json::from_str(text).expect("JSON")
}

/// The part of a Tencent request with the id of its file, which stampers without a document do not name.
fn with_file(resolution: &Resolution) -> String {
    let mut request = part(resolution);
    request["FileIds"] = json!(["f1"]);
    request.to_string()
}

/// A Tencent request of one enterprise with these Components.
fn flow(components: &[Value]) -> Value {
    json!({"FileIds": ["f1"], "FlowApprovers": [{"ApproverType": "ORGANIZATION", "SignComponents": components}]})
}

fn stampers(list: &[Value]) -> Value {
    json!({"contractId": "1", "stampers": list})
}

fn component(more: Value) -> Value {
    let mut component = json!({"ComponentType": "SIGN_SEAL", "ComponentWidth": 119, "ComponentHeight": 119});
    component.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    component
}

fn share(points: f64, of: f64) -> f64 {
    (points / of * 1e7).round() / 1e7
}

#[test]
fn coordinates_are_turned_upside_down_and_divided_by_the_page() {
    for (page, written) in [(json!(2), json!(2)), (json!(-1), json!(-1)), (json!(-2), json!(3))] {
        let normal = component(
            json!({"GenerateMode": "NORMAL", "ComponentPage": page, "ComponentPosX": 100, "ComponentPosY": 522.83}),
        );
        let out = part(&translated(&flow(&[normal]), Tencent, Qiyuesuo));
        let stamper = json!({"type": "COMPANY", "documentId": "f1", "page": written,
            "offsetX": share(100.0, WIDTH), "offsetY": share(HEIGHT - 522.83 - 119.0, HEIGHT)});
        assert_eq!(out, json!({"stampers": [stamper]}), "ComponentPage {page}");
    }
}

#[test]
fn every_page_is_page_0_and_back() {
    let extra = r#"{"PageRanges":[{"BeginPage":1,"EndPage":-1}]}"#;
    let all = component(
        json!({"GenerateMode": "NORMAL", "ComponentPage": 1, "ComponentPosX": 50, "ComponentPosY": 60, "ComponentExtra": extra}),
    );
    let there = translated(&flow(&[all]), Tencent, Qiyuesuo);
    let out = part(&there);
    assert_eq!(out["stampers"].as_array().unwrap().len(), 1);
    assert_eq!(out["stampers"][0]["page"], json!(0));
    assert_eq!(there.report.placements.len(), 4);
    let back = part(&translated(&stampers(out["stampers"].as_array().unwrap()), Qiyuesuo, Tencent));
    let back = &back["FlowApprovers"][0]["SignComponents"];
    assert_eq!(back.as_array().unwrap().len(), 1);
    assert_eq!(back[0]["ComponentExtra"], json!(extra));
    assert_eq!(back[0]["ComponentPage"], json!(1));
}

#[test]
fn occurrences_are_counted_as_the_other_platform_counts_them() {
    let keyword = |more: Value| {
        let mut one = component(json!({"GenerateMode": "KEYWORD", "ComponentId": "签字"}));
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };
    for (more, expected) in [
        (json!({}), vec![0]),
        (json!({"KeywordIndexes": [0]}), vec![1]),
        (json!({"KeywordIndexes": [2]}), vec![3]),
        (json!({"KeywordIndexes": [0, 2]}), vec![1, 3]),
        (json!({"KeywordOrder": "Reverse", "KeywordIndexes": [0]}), vec![-1]),
        (json!({"KeywordOrder": "Reverse", "KeywordIndexes": [2]}), vec![-3]),
        (json!({"KeywordPage": 3, "KeywordIndexes": [0]}), vec![2]),
        (json!({"KeywordPage": 3}), vec![2, 3]),
    ] {
        let out = part(&translated(&flow(&[keyword(more.clone())]), Tencent, Qiyuesuo));
        let got: Vec<i64> =
            out["stampers"].as_array().unwrap().iter().map(|s| s["keywordIndex"].as_i64().unwrap()).collect();
        assert_eq!(got, expected, "{more}");
        assert_eq!(out["stampers"][0]["keyword"], json!("签字"));
    }
    let stamper = |index: Value| json!({"type": "COMPANY", "actionId": "1", "keyword": "签字", "keywordIndex": index});
    for (index, indexes, order) in [
        (json!(null), json!([0]), json!(null)),
        (json!(1), json!([0]), json!(null)),
        (json!("3"), json!([2]), json!(null)),
        (json!(-1), json!([0]), json!("Reverse")),
        (json!(-3), json!([2]), json!("Reverse")),
        (json!(0), json!(null), json!(null)),
    ] {
        let out = part(&translated(&stampers(&[stamper(index.clone())]), Qiyuesuo, Tencent));
        let controls = &out["FlowApprovers"][0]["SignComponents"];
        assert_eq!(controls.as_array().unwrap().len(), 1, "keywordIndex {index}: {controls}");
        assert_eq!(
            (&controls[0]["KeywordIndexes"], &controls[0]["KeywordOrder"]),
            (&indexes, &order),
            "keywordIndex {index}"
        );
    }
}

#[test]
fn a_keyword_keeps_its_place_by_the_other_corner_and_sign() {
    // 签字 is 12 high: upper-left on upper-left, 20 right and 30 down.
    let by_keyword = component(
        json!({"GenerateMode": "KEYWORD", "ComponentId": "签字", "KeywordIndexes": [0], "OffsetX": 20, "OffsetY": 30}),
    );
    let request = flow(&[by_keyword]);
    let there = part(&translated(&request, Tencent, Qiyuesuo));
    let stamper = &there["stampers"][0];
    assert_eq!(stamper["offsetX"], json!(share(20.0, WIDTH)));
    assert_eq!(stamper["offsetY"], json!(share(12.0 - 30.0 - 119.0, HEIGHT)));
    let back = part(&translated(&stampers(std::slice::from_ref(stamper)), Qiyuesuo, Tencent));
    let control = &back["FlowApprovers"][0]["SignComponents"][0];
    for (key, meant) in [("OffsetX", 20.0), ("OffsetY", 30.0)] {
        let got = control[key].as_f64().unwrap();
        assert!((got - meant).abs() < 1e-3, "{key} {meant} came back as {got}");
    }
}

#[test]
fn seams_keep_their_height_and_pages() {
    let seam = component(
        json!({"ComponentType": "SIGN_PAGING_SEAL", "ComponentPosX": 0, "ComponentPosY": 300, "ComponentPage": 1}),
    );
    let out = part(&translated(&flow(&[seam]), Tencent, Qiyuesuo));
    let y = share(HEIGHT - 300.0 - 119.0, HEIGHT);
    assert_eq!(out["stampers"][0], json!({"type": "ACROSS_PAGE", "documentId": "f1", "offsetY": y}));
    let scope = json!({"type": "ACROSS_PAGE_SCOPE", "actionId": "1", "sealPageConfig": "1 ~ 2,4", "offsetY": y});
    let odd = json!({"type": "ACROSS_PAGE_ODD", "actionId": "1", "offsetY": y});
    let back = part(&translated(&stampers(&[scope, odd]), Qiyuesuo, Tencent));
    let controls = &back["FlowApprovers"][0]["SignComponents"];
    assert_eq!(controls[0]["ComponentType"], json!("SIGN_PAGING_SEAL"));
    let ranges = r#"{"PageRanges":[{"BeginPage":1,"EndPage":2},{"BeginPage":4,"EndPage":4}]}"#;
    assert_eq!(controls[0]["ComponentExtra"], json!(ranges));
    let odd_ranges = r#"{"PageRanges":[{"BeginPage":1,"EndPage":1},{"BeginPage":3,"EndPage":3}]}"#;
    assert_eq!(controls[1]["ComponentExtra"], json!(odd_ranges));
}

#[test]
fn a_form_field_becomes_coordinates() {
    let field = json!({"ComponentType": "SIGN_SIGNATURE", "GenerateMode": "FIELD", "ComponentName": "party.a"});
    let there = translated(&flow(&[field]), Tencent, Qiyuesuo);
    let stamper = &part(&there)["stampers"][0];
    assert_eq!((&stamper["page"], &stamper["offsetX"]), (&json!(2), &json!(share(100.0, WIDTH))));
    assert_eq!(stamper["offsetY"], json!(share(100.0, HEIGHT)));
    let spot = Spot { x0: 100.0, y0: 100.0, x1: 219.0, y1: 143.0 };
    assert!(signplace_tests::look::spot(&there.report.placements[0].bounds).is_within(0.01, &spot));
}

#[test]
fn what_has_no_counterpart_is_named() {
    let lost = |request: &Value, from, to| -> Vec<(String, String)> {
        let report = translated(request, from, to).report;
        let lost = report.findings.into_iter().filter(|finding| finding.code == FindingCode::NotTranslated);
        lost.map(|finding| (finding.path, finding.value.unwrap_or_default())).collect()
    };
    let at = json!({"GenerateMode": "NORMAL", "ComponentPage": 4, "ComponentPosX": 100, "ComponentPosY": 100});
    let with = |more: Value| {
        let mut one = component(at.clone());
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        flow(&[one])
    };
    let in_control = |key: &str| format!("/FlowApprovers/0/SignComponents/0{key}");
    for (more, path, value) in [
        (json!({"ComponentType": "SIGN_OPINION"}), "/ComponentType", "SIGN_OPINION"),
        (json!({"ComponentValue": "s1"}), "/ComponentValue", "s1"),
        (json!({}), "/ComponentWidth", "119 × 119"),
        (json!({"ComponentExtra": "{\"Opacity\":0.8}"}), "/ComponentExtra", "Opacity"),
        (
            json!({"ComponentType": "SIGN_DATE", "ComponentHeight": 20, "ComponentExtra": "{\"Format\":\"yyyy.m.d\"}"}),
            "/ComponentExtra",
            "yyyy.m.d",
        ),
    ] {
        let all = lost(&with(more.clone()), Tencent, Qiyuesuo);
        assert!(all.contains(&(in_control(path), value.to_owned())), "{more}: {all:?}");
        assert!(all.contains(&("/FlowApprovers/0".to_owned(), "actionId".to_owned())), "{more}: {all:?}");
    }
    let point = json!({"type": "COMPANY", "actionId": "1", "page": 4, "offsetX": 0.3, "offsetY": 0.3});
    let plain = lost(&stampers(std::slice::from_ref(&point)), Qiyuesuo, Tencent);
    assert!(plain.is_empty(), "a plain stamper loses nothing: {plain:?}");
    for (key, value) in [("sealId", "s1"), ("stamperRule", "OPTIONAL")] {
        let mut more = point.clone();
        more[key] = json!(value);
        let all = lost(&stampers(&[more]), Qiyuesuo, Tencent);
        assert_eq!(all, [(format!("/stampers/0/{key}"), value.to_owned())]);
    }
}

#[test]
fn both_readings_of_a_keyword_are_shown_with_their_gap() {
    let request =
        stampers(&[json!({"type": "COMPANY", "actionId": "1", "keyword": "甲方", "offsetX": 0.1, "offsetY": -0.1})]);
    let seen = qiyuesuo::readings(&request.to_string(), &Files::only(opened(&contract())), &options()).unwrap();
    assert_eq!(seen.len(), 1);
    let one = &seen[0];
    assert_eq!((&*one.path, one.page, one.index), ("/stampers/0", 2, 1));
    // The keyword is 12 high, the seal 119.
    assert!((one.gap - (12.0 - 119.0) / 2.0).abs() < 0.01, "{}", one.gap);
    assert!((one.lower_left.y0() - (497.6 - 0.1 * HEIGHT)).abs() < 0.01, "{:?}", one.lower_left);
    assert!((one.mid_height.y0() - one.lower_left.y0() - one.gap).abs() < 1e-9);
}

#[test]
fn that_a_keywords_reference_point_is_assumed_is_told_both_ways() {
    let assumed = |request: &Value, from, to| {
        let report = translated(request, from, to).report;
        report.findings.iter().any(|finding| finding.code == FindingCode::KeywordReferenceAssumed)
    };
    let keyword = component(json!({"GenerateMode": "KEYWORD", "ComponentId": "甲方"}));
    assert!(assumed(&flow(&[keyword]), Tencent, Qiyuesuo));
    assert!(assumed(&stampers(&[json!({"type": "COMPANY", "actionId": "1", "keyword": "甲方"})]), Qiyuesuo, Tencent));
    let normal =
        component(json!({"GenerateMode": "NORMAL", "ComponentPage": 4, "ComponentPosX": 9, "ComponentPosY": 9}));
    assert!(!assumed(&flow(&[normal]), Tencent, Qiyuesuo), "coordinates assume nothing");
}

#[test]
fn a_request_that_names_no_document_gives_no_file_id() {
    let point = json!({"type": "COMPANY", "actionId": "1", "page": 4, "offsetX": 0.3, "offsetY": 0.3});
    let out = part(&translated(&stampers(&[point]), Qiyuesuo, Tencent));
    assert!(out.get("FileIds").is_none(), "{out}");
}

#[test]
fn the_same_platform_twice_is_refused() {
    let files = Files::only(opened(&contract()));
    let error = translate::translate("{}", Tencent, Tencent, &files, &options()).unwrap_err();
    assert_eq!(error.code(), "invalid_value");
}

fn places(request: &str) -> Vec<PlacementEntry> {
    tencent::read(request, &Files::only(opened(&contract())), &options())
        .unwrap_or_else(|e| panic!("{}: {e}", e.code()))
}

fn any_component() -> impl Strategy<Value = Value> {
    let seal = (1.0..470.0f64, 1.0..700.0f64).prop_map(|(x, y)| {
        json!({"ComponentType": "SIGN_SEAL", "ComponentWidth": 119, "ComponentHeight": 119, "ComponentPosX": x, "ComponentPosY": y})
    });
    let signature = (10.0..120.0f64, 4.0..48.0f64, 1.0..470.0f64, 1.0..790.0f64, any::<bool>()).prop_map(|(w, h, x, y, date)| {
        let kind = if date { "SIGN_DATE" } else { "SIGN_SIGNATURE" };
        json!({"ComponentType": kind, "ComponentWidth": w, "ComponentHeight": h, "ComponentPosX": x, "ComponentPosY": y})
    });
    let page = prop_oneof![1..=4i64, -4..=-1i64];
    (prop_oneof![seal, signature], page, -359..=359i64).prop_map(|(mut component, page, turn)| {
        component["GenerateMode"] = json!("NORMAL");
        component["ComponentPage"] = json!(page);
        component["ComponentExtra"] = json!(json!({"Rotate": turn}).to_string());
        component
    })
}

fn any_keyword() -> impl Strategy<Value = Value> {
    let which = prop_oneof![
        Just(json!({})),
        (0..3i64).prop_map(|i| json!({"KeywordIndexes": [i]})),
        (0..3i64).prop_map(|i| json!({"KeywordIndexes": [i], "KeywordOrder": "Reverse"})),
        Just(json!({"KeywordPage": 3, "KeywordIndexes": [1]})),
    ];
    (which, 0.0..100.0f64, -100.0..100.0f64).prop_map(|(which, x, y)| {
        let mut one = component(json!({"GenerateMode": "KEYWORD", "ComponentId": "签字", "OffsetX": x, "OffsetY": y}));
        one.as_object_mut().expect("an object").extend(which.as_object().expect("an object").clone());
        one
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn there_and_back_is_within_a_millionth_of_a_page(
        components in proptest::collection::vec(any_component(), 1..5),
        keyword in any_keyword(),
    ) {
        let components: Vec<Value> = components.into_iter().chain([keyword]).collect();
        let request = flow(&components);
        let there = translated(&request, Tencent, Qiyuesuo);
        let out = part(&there);
        let back = translated(&stampers(out["stampers"].as_array().unwrap()), Qiyuesuo, Tencent);
        let (before, after) = (places(&request.to_string()), places(&with_file(&back)));
        prop_assert_eq!(before.len(), after.len());
        for (a, b) in before.iter().zip(&after) {
            prop_assert_eq!(a.page, b.page);
            let sides = |p: &PlacementEntry| [p.normalized.x0(), p.normalized.y0(), p.normalized.x1(), p.normalized.y1()];
            for (x, y) in sides(a).into_iter().zip(sides(b)) {
                prop_assert!((x - y).abs() < 1e-6, "{:?} became {:?}", a.normalized, b.normalized);
            }
        }
    }
}
