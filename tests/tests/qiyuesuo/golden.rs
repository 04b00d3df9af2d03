//! A whole request before and after, and that what is written is read as the same.

use proptest::prelude::*;
use serde_json::json;
use signplace::platform::{Options, parse_size};

use super::{contract, options, resolved, resolved_with, seal};

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
