//! Qiyuesuo's stampers: every row of PLATFORMS.md §3, from requests of our own values over made contracts.

use proptest::prelude::*;
use serde_json::{Value, json};
use signplace::platform::{
    Files, FindingCode, KeywordReference, Options, Report, Resolution, Severity, parse_size, qiyuesuo,
};
use signplace_tests::look::opened;
use signplace_tests::{Line, Paper, Pdf, Sheet};

const WIDTH: f64 = 595.28;
const HEIGHT: f64 = 841.89;
/// 42 mm in points.
const SEAL: f64 = 42.0 * 72.0 / 25.4;

/// Four A4 pages. `甲方（盖章）` stands once, on page 1; `签字` on page 1 and twice on page 3; everything 12 points high, so
/// that a line at y has its keyword's box from y − 2.4 to y + 9.6.
fn contract() -> Vec<u8> {
    let line = |text: &str, x: f64, y: f64| Line::of(text).at(x, y);
    Pdf::of([
        Sheet::on(Paper::a4()).with(line("甲方（盖章）：", 72.0, 700.0)).with(line("签字：", 300.0, 400.0)),
        Sheet::on(Paper::a4()).with(line("第二条", 72.0, 700.0)),
        Sheet::on(Paper::a4()).with(line("签字：", 72.0, 600.0)).with(line("签字：", 72.0, 300.0)),
        Sheet::on(Paper::a4()).with(line("附件", 72.0, 700.0)),
    ])
    .made()
    .bytes
}

fn one_page() -> Vec<u8> {
    Pdf::of([Sheet::on(Paper::a4()).with(Line::of("乙方").at(72.0, 700.0))]).made().bytes
}

fn options() -> Options {
    Options::new().with_seal_size("*", parse_size("round-42").expect("a size"))
}

/// A request with these stampers.
fn request(stampers: &Value) -> String {
    json!({"contractId": "2591540368898105360", "stampers": stampers}).to_string()
}

fn resolved_with(text: &str, bytes: &[u8], options: &Options) -> Resolution {
    qiyuesuo::resolve(text, &Files::only(opened(bytes)), options).unwrap_or_else(|e| panic!("{}: {e}", e.code()))
}

fn resolved(stampers: &Value) -> Resolution {
    resolved_with(&request(stampers), &contract(), &options())
}

/// The stampers of the answer.
#[track_caller]
fn out(resolution: &Resolution) -> Vec<Value> {
    let text = resolution.request.as_ref().unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    let answer: Value = serde_json::from_str(text).expect("JSON");
    answer["stampers"].as_array().expect("an array").clone()
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code.as_str()).collect()
}

fn share(points: f64, of: f64) -> f64 {
    (points / of * 1e7).round() / 1e7
}

fn seal(more: Value) -> Value {
    let mut stamper = json!({"actionId": "258901201629959790", "type": "COMPANY"});
    let (into, Value::Object(more)) = (stamper.as_object_mut().expect("an object"), more) else { panic!("an object") };
    into.extend(more);
    stamper
}

#[test]
fn a_keyword_becomes_page_and_fractions_from_its_lower_left_corner() {
    let resolution = resolved(&json!([seal(json!({"keyword": "甲方（盖章）", "offsetX": 0.01, "offsetY": -0.05}))]));
    let out = out(&resolution);
    let x = share(72.0 + 0.01 * WIDTH, WIDTH);
    let y = share(697.6 - 0.05 * HEIGHT, HEIGHT);
    assert_eq!(
        out,
        [json!({"actionId": "258901201629959790", "type": "COMPANY", "offsetX": x, "offsetY": y, "page": 1})]
    );
    let placed = &resolution.report.placements[0];
    assert_eq!((placed.page, placed.index, &*placed.path, &*placed.out[0]), (1, Some(1), "/stampers/0", "/stampers/0"));
    assert!((placed.bounds.height() - SEAL).abs() < 1e-9, "the seal has the size stated: {:?}", placed.bounds);
    assert!((placed.bounds.y0() - (697.6 - 0.05 * HEIGHT)).abs() < 0.01, "{:?}", placed.bounds);
}

#[test]
fn the_middle_of_the_keyword_is_a_switch_and_the_gap_is_told() {
    let stampers = json!([seal(json!({"keyword": "甲方（盖章）"}))]);
    let low = resolved(&stampers);
    let mid =
        resolved_with(&request(&stampers), &contract(), &options().with_keyword_reference(KeywordReference::MidHeight));
    // The keyword is 12 high, the seal 119.06: half the difference.
    let gap = (12.0 - SEAL) / 2.0;
    let (low_y, mid_y) = (low.report.placements[0].bounds.y0(), mid.report.placements[0].bounds.y0());
    assert!((mid_y - low_y - gap).abs() < 0.01, "MidHeight is at {mid_y}, LowerLeft at {low_y}, the gap is {gap}");
    for (resolution, told) in [(&low, "53.53 pt lower"), (&mid, "53.53 pt higher")] {
        let finding = find(&resolution.report, FindingCode::KeywordReferenceAssumed).expect("it is assumed");
        assert!(finding.message.contains(told), "{}", finding.message);
    }
}

fn find(report: &Report, code: FindingCode) -> Option<&signplace::platform::Finding> {
    report.findings.iter().find(|finding| finding.code == code)
}

#[test]
fn occurrences_count_from_1_and_from_the_end_and_0_is_all() {
    // (page, y of the line) of the three occurrences.
    let there = [(1, 400.0), (3, 600.0), (3, 300.0)];
    for (index, which) in [
        (json!(null), &there[..1]),
        (json!(1), &there[..1]),
        (json!("2"), &there[1..2]),
        (json!(-1), &there[2..]),
        (json!("-3"), &there[..1]),
        (json!(0), &there[..]),
    ] {
        let resolution =
            resolved(&json!([seal(json!({"keyword": "签字", "keywordIndex": index, "offsetX": 0, "offsetY": 0}))]));
        let out = out(&resolution);
        let got: Vec<(u64, f64)> = out
            .iter()
            .map(|stamper| {
                let number = |key: &str| stamper[key].as_f64().or_else(|| stamper[key].as_str()?.parse().ok()).unwrap();
                (number("page") as u64, number("offsetY"))
            })
            .collect();
        let expected: Vec<(u64, f64)> = which.iter().map(|(page, y)| (*page, share(y - 2.4, HEIGHT))).collect();
        assert_eq!(got, expected, "keywordIndex {index}");
        assert!(out.iter().all(|stamper| stamper.get("keyword").is_none() && stamper.get("keywordIndex").is_none()));
        let unstated = index.is_null();
        let told = find(&resolution.report, FindingCode::SeveralOccurrences).is_some();
        assert_eq!(told, unstated, "keywordIndex {index}: several occurrences are told only when none is chosen");
    }
}

#[test]
fn what_came_as_a_string_leaves_as_a_string() {
    let stampers = json!([
        seal(json!({"keyword": "签字", "keywordIndex": "-1", "offsetX": "0.1", "offsetY": 0.1})),
        seal(json!({"keyword": "签字", "keywordIndex": -1, "offsetX": 0.1})),
    ]);
    let out = out(&resolved(&stampers));
    assert_eq!(out[0]["page"], json!("3"));
    assert!(out[0]["offsetX"].is_string() && out[0]["offsetY"].is_number(), "{}", out[0]);
    assert_eq!(out[1]["page"], json!(3));
    assert!(out[1]["offsetX"].is_number() && out[1]["offsetY"].is_number(), "{}", out[1]);
}

#[test]
fn coordinates_stay_as_they_are_and_the_report_lists_each_page() {
    let stampers = json!([
        seal(json!({"page": 0, "offsetX": "0.60", "offsetY": 0.5, "x-ours": {"deep": [1.50]}})),
        seal(json!({"page": "-1", "offsetX": 0.1, "offsetY": 0.1})),
    ]);
    let text = r#"{"contractId":2591540368898105360,"stampers":[{"type":"COMPANY","actionId":1,"page":0,"offsetX":"0.60","offsetY":0.50,"ours":[1.50]}]}"#;
    let same = resolved_with(text, &contract(), &options());
    let pretty = same.request.unwrap();
    assert!(
        pretty.contains("2591540368898105360") && pretty.contains("1.50") && pretty.contains("\"0.60\""),
        "{pretty}"
    );
    let resolution = resolved(&stampers);
    assert_eq!(out(&resolution), *stampers.as_array().unwrap());
    let pages: Vec<u32> = resolution.report.placements.iter().map(|placed| placed.page).collect();
    assert_eq!(pages, [1, 2, 3, 4, 4]);
    assert!(resolution.report.placements.iter().all(|placed| placed.near.is_some()));
}

#[test]
fn a_keyword_on_several_documents_becomes_a_stamper_for_each() {
    let mut files = Files::default();
    for id in ["11", "22"] {
        files.add(Some(id.to_owned()), Some(format!("{id}.pdf")), std::sync::Arc::new(opened(&contract())));
    }
    let text = request(&json!([seal(json!({"keyword": "签字", "keywordIndex": 0, "documentIds": "11, 22"}))]));
    let resolution = qiyuesuo::resolve(&text, &files, &options()).unwrap();
    let named: Vec<Value> = out(&resolution).iter().map(|one| one["documentId"].clone()).collect();
    assert_eq!(named, [json!("11"), json!("11"), json!("11"), json!("22"), json!("22"), json!("22")]);
    assert_eq!(resolution.report.files.len(), 2);
    let placed = &resolution.report.placements[4];
    assert_eq!((&*placed.file, &*placed.out[0]), ("22", "/stampers/4"));
}

#[test]
fn one_found_stamper_is_enough_where_the_request_says_so() {
    let text = |all: bool, keywords: [&str; 2]| {
        let stampers: Vec<Value> = keywords.iter().map(|keyword| seal(json!({"keyword": keyword}))).collect();
        json!({"contractId": "1", "locateAllStamperKeywords": all, "stampers": stampers}).to_string()
    };
    let error = resolved_with(&text(true, ["甲方（盖章）", "丙方"]), &contract(), &options()).request.unwrap_err();
    assert_eq!((error.code(), error.path()), ("keyword_not_found", Some("/stampers/1/keyword")));

    let dropped = resolved_with(&text(false, ["甲方（盖章）", "丙方"]), &contract(), &options());
    assert_eq!(out(&dropped).len(), 1);
    let finding = find(&dropped.report, FindingCode::KeywordNotFound).unwrap();
    assert_eq!((finding.severity, dropped.report.ok), (Severity::Warning, true), "{}", finding.message);

    let none = resolved_with(&text(false, ["丙方", "丁方"]), &contract(), &options());
    assert_eq!(none.request.unwrap_err().code(), "keyword_not_found");
    assert!(!none.report.ok);
}

#[test]
fn seam_seals_stay_and_the_report_draws_their_slices() {
    let stamper = seal(json!({"type": "ACROSS_PAGE_ODD", "offsetY": 0.5}));
    let resolution = resolved(&json!([stamper]));
    assert_eq!(out(&resolution), [stamper]);
    let slices = &resolution.report.placements;
    assert_eq!(slices.iter().map(|slice| slice.page).collect::<Vec<_>>(), [1, 3]);
    for (slice, seal) in slices.iter().zip([(0.0, 0.5), (0.5, 1.0)]) {
        assert!((slice.bounds.x1() - WIDTH).abs() < 1e-3 && (slice.bounds.width() - SEAL / 2.0).abs() < 1e-3);
        assert!((slice.bounds.y0() - HEIGHT / 2.0).abs() < 1e-3, "{:?}", slice.bounds);
        let shown = slice.slice.expect("a slice shows a part of the seal");
        assert_eq!((shown.x0(), shown.x1()), seal);
    }
}

#[test]
fn a_seam_over_all_documents_numbers_their_pages_through() {
    let mut files = Files::default();
    for (id, bytes) in [("11", one_page()), ("22", contract())] {
        files.add(Some(id.to_owned()), None, std::sync::Arc::new(opened(&bytes)));
    }
    let text = request(&json!([seal(
        json!({"type": "ACROSS_PAGE_EVEN", "offsetY": 0.5, "acrossType": "ALL_DOCUMENT", "documentIds": "11,22"})
    )]));
    let resolution = qiyuesuo::resolve(&text, &files, &options()).unwrap();
    // Five pages in all; the second is page 1 of the second document, the fourth its page 3.
    let pages: Vec<(&str, u32)> = resolution.report.placements.iter().map(|p| (&*p.file, p.page)).collect();
    assert_eq!(pages, [("22", 1), ("22", 3)]);
}

#[test]
fn a_limit_of_pages_shares_a_seam_among_seals() {
    let stampers = json!([seal(json!({"type": "ACROSS_PAGE", "offsetY": "0.5"}))]);
    let limited = options().with_max_pages_per_seal(2);
    let resolution = resolved_with(&request(&stampers), &contract(), &limited);
    let out = out(&resolution);
    let scopes: Vec<_> = out.iter().map(|one| (one["type"].clone(), one["sealPageConfig"].clone())).collect();
    assert_eq!(scopes, [(json!("ACROSS_PAGE_SCOPE"), json!("1 ~ 2")), (json!("ACROSS_PAGE_SCOPE"), json!("3 ~ 4"))]);
    let outs: Vec<&str> = resolution.report.placements.iter().map(|placed| &*placed.out[0]).collect();
    assert_eq!(outs, ["/stampers/0", "/stampers/0", "/stampers/1", "/stampers/1"]);
    let again = resolved_with(resolution.request.as_ref().unwrap(), &contract(), &options());
    assert_eq!(boxes(&again.report), boxes(&resolution.report), "the answer means the same when it is read again");
}

fn boxes(report: &Report) -> Vec<(u32, [i64; 4])> {
    let micro = |v: f64| (v * 1e3).round() as i64;
    report
        .placements
        .iter()
        .map(|p| (p.page, [p.bounds.x0(), p.bounds.y0(), p.bounds.x1(), p.bounds.y1()].map(micro)))
        .collect()
}

#[test]
fn width_and_height_count_for_signatures_and_timestamps() {
    let person = |more: Value| {
        let mut stamper = json!({"signatoryId": "7", "type": "PERSONAL", "page": 2, "offsetX": 0.2, "offsetY": 0.2});
        stamper.as_object_mut().expect("an object").extend(more.as_object().unwrap().clone());
        stamper
    };
    let size = |more: Value, options: &Options| {
        let resolution = resolved_with(&request(&json!([person(more)])), &contract(), options);
        let bounds = resolution.report.placements[0].bounds;
        ((bounds.width() * 100.0).round() / 100.0, (bounds.height() * 100.0).round() / 100.0)
    };
    let stated = Options::new().with_seal_size("7", parse_size("100x40").unwrap());
    let silent = Options::new();
    assert_eq!(size(json!({}), &stated), (100.0, 40.0));
    assert_eq!(size(json!({"width": 50}), &stated), (50.0, 20.0), "with the width alone the height scales");
    assert_eq!(size(json!({"width": "50", "height": 44}), &stated), (50.0, 20.0), "with both the width wins");
    assert_eq!(size(json!({"height": 20}), &stated), (50.0, 20.0));
    assert_eq!(size(json!({"width": 50, "height": 44}), &silent), (50.0, 44.0), "nothing else is known of the image");
    assert_eq!(size(json!({}), &silent), (119.0, 43.0), "as large as signatures usually are");
}

/// A stamper that trips a check, one that does not, and what the finding says.
struct Check {
    code: &'static str,
    trips: Value,
    path: &'static str,
    value: Option<&'static str>,
    platform_code: Option<&'static str>,
    severity: Severity,
    passes: Value,
}

fn error(code: &'static str, trips: Value, path: &'static str, value: Option<&'static str>, passes: Value) -> Check {
    Check { code, trips, path, value, platform_code: Some("11990005"), severity: Severity::Error, passes }
}

fn warning(code: &'static str, trips: Value, path: &'static str, value: &'static str, passes: Value) -> Check {
    let (value, severity) = (Some(value), Severity::Warning);
    Check { code, trips, path, value, platform_code: None, severity, passes }
}

#[test]
fn every_check_is_tripped_by_what_it_is_for_and_by_nothing_else() {
    let point = || seal(json!({"page": 2, "offsetX": 0.3, "offsetY": 0.3}));
    let point_with = |more: Value| {
        let mut stamper = point();
        stamper.as_object_mut().expect("an object").extend(more.as_object().unwrap().clone());
        stamper
    };
    let across = |more: Value| {
        let mut stamper = seal(json!({"type": "ACROSS_PAGE_SCOPE", "sealPageConfig": "1 ~ 3", "offsetY": 0.5}));
        stamper.as_object_mut().expect("an object").extend(more.as_object().unwrap().clone());
        stamper
    };
    let stamp = |more: Value| {
        let mut stamper = json!({"actionId": "1", "type": "TIMESTAMP", "page": 2, "offsetX": 0.3, "offsetY": 0.3});
        stamper.as_object_mut().expect("an object").extend(more.as_object().unwrap().clone());
        stamper
    };
    let no_page = |trips: Value, path: &'static str, value: &'static str, passes: Value| Check {
        platform_code: Some("11011109"),
        ..error("page_out_of_range", trips, path, Some(value), passes)
    };
    for check in [
        error("stamper_type", json!({"actionId": "1", "page": 1, "offsetX": 0.1, "offsetY": 0.1}), "", None, point()),
        error("stamper_type", point_with(json!({"type": "SEAL"})), "/type", Some("SEAL"), point()),
        error(
            "action_id_missing",
            json!({"type": "COMPANY", "signatoryId": "1", "page": 2, "offsetX": 0.3, "offsetY": 0.3}),
            "",
            None,
            point(),
        ),
        error(
            "action_id_missing",
            point_with(json!({"type": "LP", "actionId": ""})),
            "",
            None,
            point_with(json!({"type": "LP"})),
        ),
        error(
            "action_id_missing",
            stamp(json!({"actionId": null})),
            "",
            None,
            stamp(json!({"actionId": null, "signatoryId": 5})),
        ),
        error(
            "signatory_id_missing",
            point_with(json!({"type": "PERSONAL"})),
            "",
            None,
            point_with(json!({"type": "PERSONAL", "signatoryId": 2591540368898105360u64})),
        ),
        error(
            "stamper_rule",
            point_with(json!({"stamperRule": "MUST"})),
            "/stamperRule",
            Some("MUST"),
            point_with(json!({"stamperRule": "MUST_FORBID"})),
        ),
        error(
            "date_format",
            stamp(json!({"datePatterns": ["HYPHEN", "US"]})),
            "/datePatterns/1",
            Some("US"),
            stamp(json!({"datePatterns": ["HYPHEN", "ALL_Chinese"]})),
        ),
        error("position_missing", seal(json!({})), "", None, point()),
        error("position_missing", seal(json!({"page": 1, "offsetX": 0.2})), "", None, point()),
        error("keyword_empty", seal(json!({"keyword": " "})), "/keyword", Some(" "), seal(json!({"keyword": "签字"}))),
        error("offset_out_of_range", point_with(json!({"offsetX": 1})), "/offsetX", Some("1"), point()),
        error("offset_out_of_range", point_with(json!({"offsetY": "-0.1"})), "/offsetY", Some("-0.1"), point()),
        error(
            "offset_out_of_range",
            seal(json!({"keyword": "签字", "offsetX": -1})),
            "/offsetX",
            Some("-1"),
            seal(json!({"keyword": "签字", "offsetX": -0.1})),
        ),
        error(
            "offset_out_of_range",
            seal(json!({"keyword": "甲方（盖章）", "offsetX": -0.2})),
            "/offsetX",
            Some("-0.0790485"),
            seal(json!({"keyword": "甲方（盖章）", "offsetX": -0.1})),
        ),
        error("size_out_of_range", stamp(json!({"width": 9.9})), "/width", Some("9.9"), stamp(json!({"width": 10}))),
        error(
            "size_out_of_range",
            stamp(json!({"height": "48.1"})),
            "/height",
            Some("48.1"),
            stamp(json!({"height": 48})),
        ),
        error(
            "rotation_out_of_range",
            point_with(json!({"rotationDegrees": 361})),
            "/rotationDegrees",
            Some("361"),
            point_with(json!({"rotationDegrees": "360"})),
        ),
        error("seal_pages", across(json!({"sealPageConfig": null})), "", None, across(json!({}))),
        error(
            "seal_pages",
            across(json!({"sealPageConfig": "1-3"})),
            "/sealPageConfig",
            Some("1-3"),
            across(json!({"sealPageConfig": "1,3 ~ 4"})),
        ),
        error(
            "seam_too_few_pages",
            across(json!({"sealPageConfig": "3"})),
            "/type",
            Some("ACROSS_PAGE_SCOPE"),
            across(json!({})),
        ),
        error(
            "invalid_value",
            across(json!({"acrossType": "ALL"})),
            "/acrossType",
            Some("ALL"),
            across(json!({"acrossType": "SINGLE_DOCUMENT"})),
        ),
        no_page(point_with(json!({"page": 5})), "/page", "5", point_with(json!({"page": 4}))),
        no_page(point_with(json!({"page": "-2"})), "/page", "-2", point_with(json!({"page": -1}))),
        no_page(across(json!({"sealPageConfig": "1 ~ 9"})), "/sealPageConfig", "1 ~ 9", across(json!({}))),
        Check {
            platform_code: None,
            ..error(
                "keyword_not_found",
                seal(json!({"keyword": "丙方"})),
                "/keyword",
                Some("丙方"),
                seal(json!({"keyword": "签字"})),
            )
        },
        Check {
            platform_code: None,
            ..error(
                "occurrence_out_of_range",
                seal(json!({"keyword": "签字", "keywordIndex": 4})),
                "/keywordIndex",
                Some("4"),
                seal(json!({"keyword": "签字", "keywordIndex": 3})),
            )
        },
        warning("offset_on_edge", point_with(json!({"offsetX": 0})), "/offsetX", "0", point()),
        warning("size_ignored", point_with(json!({"width": 50})), "/width", "50", stamp(json!({"width": 50}))),
        warning(
            "setting_ignored",
            seal(json!({"keyword": "签字", "page": 3})),
            "/page",
            "3",
            seal(json!({"keyword": "签字"})),
        ),
        warning(
            "setting_ignored",
            point_with(json!({"datePatterns": ["HYPHEN"]})),
            "/datePatterns",
            "[\"HYPHEN\"]",
            stamp(json!({"datePatterns": ["HYPHEN"]})),
        ),
        warning(
            "setting_ignored",
            point_with(json!({"acrossType": "ALL_DOCUMENT"})),
            "/acrossType",
            "ALL_DOCUMENT",
            across(json!({"acrossType": "ALL_DOCUMENT"})),
        ),
        warning(
            "setting_ignored",
            point_with(json!({"keywordIndex": 1})),
            "/keywordIndex",
            "1",
            seal(json!({"keyword": "签字", "keywordIndex": 1})),
        ),
        warning(
            "setting_ignored",
            across(json!({"rotationDegrees": 30})),
            "/rotationDegrees",
            "30",
            point_with(json!({"rotationDegrees": 30})),
        ),
        warning(
            "folded_only",
            seal(json!({"keyword": "甲方(盖章)"})),
            "/keyword",
            "甲方(盖章)",
            seal(json!({"keyword": "甲方（盖章）"})),
        ),
        warning(
            "several_occurrences",
            seal(json!({"keyword": "签字"})),
            "/keyword",
            "签字",
            seal(json!({"keyword": "甲方（盖章）"})),
        ),
    ] {
        let report = resolved(&json!([check.trips])).report;
        let found = report.findings.iter().find(|finding| finding.code.as_str() == check.code);
        let found = found.unwrap_or_else(|| panic!("{}: {} gives {:?}", check.code, check.trips, codes(&report)));
        assert_eq!(found.path, format!("/stampers/0{}", check.path), "{}: {}", check.code, check.trips);
        assert_eq!(found.value.as_deref(), check.value, "{}: {}", check.code, check.trips);
        assert_eq!(found.platform_code, check.platform_code, "{}: {}", check.code, check.trips);
        assert_eq!(found.severity, check.severity, "{}: {}", check.code, check.trips);
        let passes = resolved(&json!([check.passes])).report;
        assert!(!codes(&passes).contains(&check.code), "{}: {} trips it too", check.code, check.passes);
        assert!(passes.ok, "{}: {} has {:?}", check.code, check.passes, passes.findings);
    }
}

#[test]
fn boxes_off_the_page_over_text_and_over_another_signer_are_told() {
    let at =
        |id: &str, x: f64, y: f64| json!({"actionId": id, "type": "COMPANY", "page": 2, "offsetX": x, "offsetY": y});
    let report = |stampers: Value| resolved(&stampers).report;
    assert_eq!(codes(&report(json!([at("1", 0.3, 0.3), at("2", 0.6, 0.3)]))), [""; 0]);
    assert_eq!(codes(&report(json!([at("1", 0.3, 0.3), at("1", 0.35, 0.3)]))), [""; 0], "one signer's own may overlap");
    assert_eq!(codes(&report(json!([at("1", 0.3, 0.3), at("2", 0.35, 0.3)]))), ["overlap", "overlap"]);
    assert_eq!(codes(&report(json!([at("1", 0.9, 0.3)]))), ["off_page"]);
    // The line on page 2 begins at x 72, y 697.6.
    assert_eq!(codes(&report(json!([at("1", 0.12, 0.8)]))), ["covers_text"]);
}

#[test]
fn a_seal_whose_size_nobody_states_is_assumed_with_a_warning() {
    let stampers = json!([seal(json!({"page": 2, "offsetX": 0.3, "offsetY": 0.3, "sealId": "s1"}))]);
    let silent = resolved_with(&request(&stampers), &contract(), &Options::new());
    let finding = find(&silent.report, FindingCode::SealSizeAssumed).expect("it is assumed");
    assert!(finding.message.contains("--seal-size s1="), "{}", finding.message);
    assert!((silent.report.placements[0].bounds.width() - SEAL).abs() < 1e-6);
    for key in ["s1", "258901201629959790", "COMPANY", "*"] {
        let stated = Options::new().with_seal_size(key, parse_size("oval-45x30").unwrap());
        let report = resolved_with(&request(&stampers), &contract(), &stated).report;
        assert_eq!(codes(&report), [""; 0], "{key}");
        assert!((report.placements[0].bounds.width() - 45.0 * 72.0 / 25.4).abs() < 1e-6, "{key}");
    }
}

#[test]
fn the_contract_is_named_once_and_the_tenant_with_the_business_id() {
    let report = |more: Value| {
        let mut request = json!({"stampers": [seal(json!({"page": 2, "offsetX": 0.3, "offsetY": 0.3}))]});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        resolved_with(&request.to_string(), &contract(), &options()).report
    };
    assert_eq!(codes(&report(json!({"contractId": 2591540368898105360u64}))), [""; 0]);
    assert_eq!(codes(&report(json!({"bizId": "b-1", "tenantName": "山川公司"}))), [""; 0]);
    assert_eq!(codes(&report(json!({}))), ["contract_reference"]);
    assert_eq!(codes(&report(json!({"contractId": "1", "bizId": "2"}))), ["contract_reference"]);
    assert_eq!(codes(&report(json!({"contractId": "1", "tenantName": "山川公司"}))), ["setting_ignored"]);
}

#[test]
fn a_seam_on_one_page_or_over_mixed_or_too_many_pages_is_told() {
    let stampers = json!([seal(json!({"type": "ACROSS_PAGE", "offsetY": 0.5}))]);
    let report = |bytes: &[u8]| resolved_with(&request(&stampers), bytes, &options());
    let alone = report(&one_page());
    assert_eq!(codes(&alone.report), ["seam_too_few_pages"]);
    assert!(alone.request.is_err());
    let sheets = |count: usize| (0..count).map(|_| Sheet::on(Paper::a4()));
    assert_eq!(codes(&report(&Pdf::of(sheets(21)).made().bytes).report), [""; 0], "42 mm over 21 pages is 2 mm each");
    assert_eq!(codes(&report(&Pdf::of(sheets(22)).made().bytes).report), ["seam_slice_thin"]);
    let mixed = Pdf::of(sheets(2).chain([Sheet::on(Paper::with_media_box([0.0, 0.0, 841.89, 595.28]))])).made().bytes;
    assert_eq!(codes(&report(&mixed).report), ["mixed_page_sizes"]);
}

#[test]
fn what_cannot_be_used_is_an_error_with_its_path() {
    let fails = |text: &str| qiyuesuo::resolve(text, &Files::only(opened(&contract())), &options()).unwrap_err();
    for (text, code, path) in [
        ("", "invalid_json", Some("")),
        ("[1]", "invalid_value", Some("")),
        (r#"{"FlowApprovers":[]}"#, "wrong_api", Some("")),
        (r#"{"contractId":"1","stampers":{}}"#, "invalid_value", Some("/stampers")),
        (r#"{"stampers":[3]}"#, "invalid_value", Some("/stampers/0")),
        (r#"{"stampers":[{"type":"COMPANY","page":"one"}]}"#, "invalid_value", Some("/stampers/0/page")),
        (r#"{"stampers":[{"type":"TIMESTAMP","width":-3}]}"#, "invalid_value", Some("/stampers/0/width")),
        (r#"{"stampers":[{"type":"COMPANY","page":1,"offsetX":NaN}]}"#, "invalid_value", Some("/stampers/0/offsetX")),
        (r#"{"stampers":[{"type":"COMPANY","keyword":5}]}"#, "invalid_value", Some("/stampers/0/keyword")),
    ] {
        let error = fails(text);
        assert_eq!((error.code(), error.path()), (code, path), "{text}: {error}");
    }
    let two = Files::new([("1", opened(&contract())), ("1", opened(&contract()))]);
    let named = request(&json!([seal(json!({"keyword": "签字", "documentId": "1"}))]));
    assert_eq!(qiyuesuo::resolve(&named, &two, &options()).unwrap_err().code(), "duplicate_pdf");
    let other = Files::new([("2", opened(&contract()))]);
    let missing = qiyuesuo::resolve(&named, &other, &options()).unwrap_err();
    assert_eq!((missing.code(), missing.path()), ("missing_pdf", Some("/stampers/0/documentId")));
}

#[test]
fn a_stamper_without_a_document_is_told_where_there_are_several() {
    let files = Files::new([("1", opened(&contract())), ("2", opened(&contract()))]);
    let text = request(&json!([
        seal(json!({"keyword": "甲方（盖章）", "documentId": "1"})),
        seal(json!({"keyword": "甲方（盖章）", "documentId": "2"})),
        seal(json!({"keyword": "甲方（盖章）"})),
    ]));
    let report = qiyuesuo::check(&text, &files, &options()).unwrap();
    let finding = find(&report, FindingCode::DocumentUnknown).expect("it names none of the two");
    assert_eq!((&*finding.path, finding.platform_code), ("/stampers/2", Some("11990005")));
}

#[test]
fn the_report_speaks_chinese_where_asked() {
    let options = options().in_language(signplace::platform::Language::Zh);
    let report = resolved_with(&request(&json!([seal(json!({"keyword": "丙方"}))])), &contract(), &options).report;
    assert!(report.findings[0].message.contains("没有该关键字"), "{}", report.findings[0].message);
}

/// A request with keyword, coordinate, timestamp and seam stampers, of our own values.
#[test]
fn golden_a_whole_request() {
    let text = r#"{
  "contractId": 2591540368898105360,
  "locateAllStamperKeywords": true,
  "stampers": [
    {"actionId": "2589012016299597907", "sealId": "2490828768980361630", "type": "COMPANY", "documentId": "2591540368898105361",
     "stamperRule": "MUST_ALLOW", "keyword": "甲方（盖章）", "keywordIndex": "1", "offsetX": "0.02", "offsetY": "-0.08"},
    {"signatoryId": 2589012016299597908, "type": "PERSONAL", "documentId": "2591540368898105361",
     "keyword": "签字", "keywordIndex": 0, "offsetX": 0.06, "offsetY": -0.01, "width": 80},
    {"actionId": "2589012016299597907", "type": "TIMESTAMP", "documentId": "2591540368898105361", "page": "-1",
     "offsetX": "0.6", "offsetY": 0.15, "datePatterns": ["Chinese"], "rotationDegrees": 15},
    {"actionId": "2589012016299597907", "type": "ACROSS_PAGE_SCOPE", "documentId": "2591540368898105361",
     "sealPageConfig": "1 ~ 2,4", "offsetY": 0.45, "acrossType": "SINGLE_DOCUMENT"}
  ],
  "sendMessage": false
}"#;
    let options = Options::new()
        .with_seal_size("2490828768980361630", parse_size("round-42").expect("a size"))
        .with_seal_size("PERSONAL", parse_size("signature").unwrap())
        .with_seal_size("TIMESTAMP", parse_size("date").unwrap());
    let resolution = resolved_with(text, &contract(), &options);
    insta::assert_snapshot!("qiyuesuo_request", resolution.request.unwrap());
    insta::assert_snapshot!("qiyuesuo_report", serde_json::to_string_pretty(&resolution.report).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn read_written_and_read_is_the_same_place(
        index in prop_oneof![Just(0i64), 1..=3i64, -3..=-1i64],
        x in 0.0..0.3f64,
        y in -0.2..0.2f64,
        as_text in any::<bool>(),
    ) {
        let number = |v: f64| if as_text { json!(v.to_string()) } else { json!(v) };
        let stampers = json!([seal(json!({"keyword": "签字", "keywordIndex": index, "offsetX": number(x), "offsetY": number(y)}))]);
        let once = resolved(&stampers);
        let again = resolved_with(once.request.as_ref().unwrap(), &contract(), &options());
        prop_assert_eq!(once.request.as_ref().unwrap(), again.request.as_ref().unwrap());
        for (a, b) in once.report.placements.iter().zip(&again.report.placements) {
            prop_assert_eq!(a.page, b.page);
            prop_assert!((a.normalized.x0() - b.normalized.x0()).abs() < 1e-6, "{:?} {:?}", a.normalized, b.normalized);
            prop_assert!((a.normalized.y0() - b.normalized.y0()).abs() < 1e-6, "{:?} {:?}", a.normalized, b.normalized);
        }
        prop_assert_eq!(once.report.placements.len(), again.report.placements.len());
    }
}
