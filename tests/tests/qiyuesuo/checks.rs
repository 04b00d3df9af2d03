//! Every check of a stamper: one that trips it, beside the sound one that does not.

use serde_json::{Value, json};
use signplace::platform::Severity;

use super::{codes, resolved, seal};

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
