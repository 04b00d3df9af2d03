//! Stampers by a keyword or by coordinates: where they land, how large, and what they become.

use serde_json::{Value, json};
use signplace::platform::{Files, FindingCode, KeywordReference, Options, Severity, parse_size, qiyuesuo};
use signplace_tests::look::opened;

use super::{HEIGHT, SEAL, WIDTH, contract, find, options, out, request, resolved, resolved_with, seal, share};

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
