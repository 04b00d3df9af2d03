//! What is said of a whole request, and of stampers beside each other; requests that cannot be used.

use serde_json::{Value, json};
use signplace::platform::{Files, FindingCode, Options, parse_size, qiyuesuo};
use signplace_tests::look::opened;

use super::{SEAL, codes, contract, find, options, request, resolved, resolved_with, seal};

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
