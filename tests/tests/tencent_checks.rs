//! Every check of a request to Tencent: one request that trips it, beside the sound one that does not.

use serde_json::{Value, json};
use signplace::platform::{Files, Language, Options, Report, tencent};
use signplace_tests::flows::{FILE, channel_flow, contract, files, findings, with};
use signplace_tests::look::opened;
use signplace_tests::{Line, Paper, Pdf, Sheet};

const SEAL: &str = "/FlowApprovers/0/SignComponents/0";
const DATE: &str = "/FlowApprovers/0/SignComponents/1";
const SIGNATURE: &str = "/FlowApprovers/1/SignComponents/0";

fn check(request: &Value) -> Report {
    check_with(request, &files(), &Options::new())
}

#[track_caller]
fn check_with(request: &Value, files: &Files, options: &Options) -> Report {
    tencent::check(&request.to_string(), files, options)
        .unwrap_or_else(|e| panic!("{}: {e} at {:?}", e.code(), e.path()))
}

/// Asserts that the sound request has no such finding, and the changed one has.
#[track_caller]
fn trips(pointer: &str, value: Value, finding: &str) {
    let sound = findings(&check(&channel_flow()));
    assert!(!sound.iter().any(|one| one.starts_with(finding)), "the sound request has {finding}: {sound:#?}");
    let changed = findings(&check(&with(channel_flow(), pointer, value.clone())));
    assert!(
        changed.iter().any(|one| one.starts_with(finding)),
        "{pointer} = {value} gives\n{changed:#?}\nnot {finding}"
    );
}

#[track_caller]
fn at(component: &str, key: &str, value: Value, finding: &str) {
    trips(&format!("{component}/{key}"), value, finding);
}

#[test]
fn a_sound_request_is_sound() {
    let report = check(&channel_flow());
    assert!(report.ok && report.findings.is_empty(), "{:#?}", findings(&report));
    assert_eq!(report.placements.len(), 3);
    assert!(report.placements.iter().all(|placement| placement.out.is_empty()), "a check writes nothing");
}

#[test]
fn pages_beyond_the_document() {
    at(DATE, "ComponentPage", json!(4), &format!("error page_out_of_range {DATE}/ComponentPage"));
    at(DATE, "ComponentPage", json!(-4), "error page_out_of_range");
    at(DATE, "ComponentPage", json!(0), "error page_out_of_range");
    at(SEAL, "KeywordPage", json!(9), &format!("error page_out_of_range {SEAL}/KeywordPage"));
    at(SEAL, "KeywordPage", json!(-1), "error page_out_of_range");
    let last = findings(&check(&with(channel_flow(), &format!("{DATE}/ComponentPage"), json!(-1))));
    assert_eq!(last, Vec::<String>::new(), "−1 is the last page");
}

#[test]
fn boxes_off_the_page() {
    at(DATE, "ComponentPosX", json!(600), &format!("error off_page {DATE} (InvalidParameter.ComponentPosition)"));
    at(DATE, "ComponentPosX", json!(500), &format!("warning off_page {DATE}"));
    at(DATE, "ComponentPosY", json!(-900), "error off_page");
}

#[test]
fn positions_that_are_missing() {
    at(DATE, "ComponentPosY", Value::Null, "error position_missing");
    at(DATE, "ComponentPage", Value::Null, "error position_missing");
    at(DATE, "GenerateMode", json!("ABSOLUTE"), &format!("error generate_mode {DATE}/GenerateMode"));
    at(DATE, "GenerateMode", Value::Null, &format!("warning generate_mode {DATE}"));
}

#[test]
fn types_of_controls() {
    at(
        SIGNATURE,
        "ComponentType",
        json!("SIGN_SEAL"),
        &format!("error person_seal {SIGNATURE}/ComponentType (InvalidParameter.SignComponentType)"),
    );
    at(DATE, "ComponentType", json!("TEXT"), &format!("error fill_control_in_sign_components {DATE}/ComponentType"));
    at(DATE, "ComponentType", Value::Null, "error component_type");
    at(DATE, "ComponentType", json!("SIGN_DANCE"), "warning component_type");
    trips(
        "/Components",
        json!([{"ComponentType": "SIGN_DATE", "ComponentPage": 2, "ComponentPosX": 72,
        "ComponentPosY": 400, "ComponentWidth": 100, "ComponentHeight": 20}]),
        "error sign_control_in_components",
    );
}

#[test]
fn signers() {
    let none = "error signer_without_control /FlowApprovers/1 (MissingParameter.SignComponents)";
    trips("/FlowApprovers/1/SignComponents", json!([]), none);
    trips("/FlowApprovers/1/SignComponents", Value::Null, none);
    let placed_by_signers = with(channel_flow(), "/SignBeanTag", json!(1));
    let placed_by_signers = with(placed_by_signers, "/FlowApprovers/1/SignComponents", json!([]));
    assert_eq!(findings(&check(&placed_by_signers)), Vec::<String>::new());
    trips("/FlowApprovers/1/ApproverType", json!("ROBOT"), "error approver_type /FlowApprovers/1/ApproverType");
    trips("/FlowApprovers/1/ApproverType", Value::Null, "warning approver_type /FlowApprovers/1");
    let one = channel_flow()["FlowApprovers"][1].clone();
    let six = Value::Array(vec![one; 6]);
    trips("/FlowApprovers", six, "error signer_count /FlowApprovers (InvalidParameter.FlowApprovers)");
}

#[test]
fn files_of_a_flow() {
    trips("/FileIds", json!([]), "error file_count /FileIds (InvalidParameter.FlowFileIds)");
    let two = with(channel_flow(), "/FileIds", json!([FILE, "other"]));
    let files = Files::new([(FILE, opened(&contract())), ("other", opened(&contract()))]);
    assert!(findings(&check_with(&two, &files, &Options::new())).iter().any(|one| one.starts_with("error file_count")));
    let unused = findings(&check_with(&channel_flow(), &files, &Options::new()));
    assert_eq!(unused, ["warning unused_pdf "]);
}

#[test]
fn ids_and_names() {
    at(DATE, "ComponentId", json!("甲".repeat(31)), &format!("error id_too_long {DATE}/ComponentId"));
    at(DATE, "ComponentId", json!("date-1"), &format!("error id_characters {DATE}/ComponentId"));
    at(DATE, "ComponentId", json!("甲方签署"), &format!("error id_duplicate {DATE}/ComponentId"));
    at(DATE, "ComponentName", json!("名".repeat(21)), &format!("error name_too_long {DATE}/ComponentName"));
    let fine = with(channel_flow(), &format!("{DATE}/ComponentId"), json!(format!("{}_9", "甲".repeat(28))));
    let fine = with(fine, &format!("{DATE}/ComponentName"), json!("名".repeat(20)));
    assert_eq!(findings(&check(&fine)), Vec::<String>::new());
}

fn group(flows: usize) -> Value {
    let mut flow = channel_flow();
    flow.as_object_mut().expect("an object").shift_remove("Agent");
    json!({"FlowGroupName": "采购合同组_1", "Agent": {}, "FlowFileInfos": vec![flow; flows]})
}

#[test]
fn groups() {
    for (flows, sound) in [(1, false), (2, true), (50, true), (51, false)] {
        let found = findings(&check(&group(flows)));
        assert_eq!(
            !found.iter().any(|one| one.starts_with("error flow_count /FlowFileInfos")),
            sound,
            "{flows}: {found:#?}"
        );
    }
    for (name, sound) in
        [(json!("采购合同组_1"), true), (json!("a b"), false), (json!("名".repeat(201)), false), (Value::Null, false)]
    {
        let found = findings(&check(&with(group(2), "/FlowGroupName", name.clone())));
        assert_eq!(!found.iter().any(|one| one.starts_with("error group_name")), sound, "{name}: {found:#?}");
    }
    for (kind, sound) in [("VerifyCheck", true), ("MobileCheck", true), ("None", false)] {
        let found = findings(&check(&with(group(2), "/ApproverVerifyType", json!(kind))));
        assert_eq!(found.is_empty(), sound, "{kind}: {found:#?}");
    }
}

#[test]
fn the_same_contract_in_two_flows_overlaps_nothing() {
    assert_eq!(findings(&check(&group(2))), Vec::<String>::new());
}

#[test]
fn overlap_between_two_signers() {
    at(SIGNATURE, "OffsetX", json!(-200), &format!("warning overlap {SEAL}"));
    // The same signer's controls may overlap, and two signers' may touch.
    let own = findings(&check(&with(channel_flow(), &format!("{DATE}/ComponentPosY"), json!(560))));
    assert!(!own.iter().any(|one| one.contains(" overlap ")), "{own:#?}");
}

#[test]
fn text_under_a_control() {
    let date = with(channel_flow(), &format!("{DATE}/ComponentPage"), json!(2));
    let date = with(date, &format!("{DATE}/ComponentPosY"), json!(130));
    assert_eq!(findings(&check(&date)), [format!("warning covers_text {DATE}")]);
}

#[test]
fn keywords_that_are_not_there_or_not_that_often() {
    at(
        SEAL,
        "ComponentId",
        json!("丙方签署"),
        &format!("error keyword_not_found {SEAL}/ComponentId (InvalidParameter.Keyword)"),
    );
    at(SEAL, "ComponentId", json!(" "), "error keyword_empty");
    at(SEAL, "KeywordIndexes", json!([2]), &format!("error occurrence_out_of_range {SEAL}/KeywordIndexes"));
    at(SEAL, "KeywordIndexes", json!([-1]), "error occurrence_out_of_range");
    at(SEAL, "KeywordIndexes", Value::Null, &format!("warning several_occurrences {SEAL}/ComponentId"));
    at(SEAL, "RelativeLocation", json!("Above"), "error invalid_value");
    at(SEAL, "RelativeLocation", json!("Below"), "warning keyword_reference_assumed");
    at(SEAL, "KeywordOrder", json!("Random"), "error invalid_value");
}

#[test]
fn a_keyword_that_may_be_ignored_is_left_out_unless_it_was_the_signers_last() {
    let ignoring = |component: &str| {
        let request = with(channel_flow(), &format!("{component}/ComponentId"), json!("丙方签署"));
        with(request, &format!("{component}/ComponentExtra"), json!(r#"{"IgnoreKeywordError":1}"#))
    };
    let report = check(&ignoring(SEAL));
    assert!(report.ok, "{:#?}", findings(&report));
    assert_eq!(findings(&report), [format!("warning keyword_not_found {SEAL}/ComponentId")]);
    let last = findings(&check(&ignoring(SIGNATURE)));
    assert!(last.iter().any(|one| one.starts_with("error signer_without_control /FlowApprovers/1")), "{last:#?}");
}

#[test]
fn form_fields() {
    let field = json!({"ComponentType": "TEXT", "GenerateMode": "FIELD", "ComponentName": "amount"});
    let sound = with(channel_flow(), "/Components", json!([field]));
    assert_eq!(findings(&check(&sound)), Vec::<String>::new());
    let missing = findings(&check(&with(sound.clone(), "/Components/0/ComponentName", json!("amuont"))));
    assert_eq!(missing, ["error field_not_found /Components/0/ComponentName"]);
    let nameless = findings(&check(&with(sound, "/Components/0/ComponentName", Value::Null)));
    assert_eq!(nameless, ["error name_missing /Components/0 (MissingParameter.MissComponentName)"]);
    let sign = with(channel_flow(), &format!("{DATE}/GenerateMode"), json!("FIELD"));
    let sign = findings(&check(&with(sign, &format!("{DATE}/ComponentName"), json!("amount"))));
    assert!(sign.contains(&format!("warning field_for_signing {DATE}/ComponentType")), "{sign:#?}");
}

#[test]
fn extra_settings() {
    let path = format!("{DATE}/ComponentExtra");
    for (extra, finding) in [
        (r#"{"Rotate":361}"#, "error rotation_out_of_range"),
        (r#"{"Opacity":0.5}"#, "error opacity_out_of_range"),
        (r#"{"FontSize":5}"#, "error font_size_out_of_range"),
        (r#"{"Format":"dd.mm.yyyy"}"#, "warning date_format"),
        (r#"{"PageRanges":[{"BeginPage":2,"EndPage":9}]}"#, "error seal_pages"),
        (r#"{"PageRanges":[{"BeginPage":0}]}"#, "error seal_pages"),
        (r#"{"PageRanges":["1-3"]}"#, "error component_extra"),
        ("not json", "error component_extra"),
    ] {
        trips(&path, json!(extra), &format!("{finding} {path}"));
    }
    let fine = r#"{"Rotate":-360,"Opacity":0.6,"FontSize":72,"Format":"yyyy年m月d日","PageRanges":[{"BeginPage":1,"EndPage":-1}]}"#;
    let report = check(&with(channel_flow(), &path, json!(fine)));
    assert!(report.ok, "{:#?}", findings(&report));
    assert_eq!(report.placements.iter().filter(|one| one.path == DATE).count(), 3, "one on each page");
    at(DATE, "ComponentExtra", json!({"Rotate": 1}), "error component_extra");
    at(DATE, "FileIndex", json!(1), &format!("warning setting_ignored {DATE}/FileIndex"));
}

#[test]
fn seam_seals() {
    let seam = |extra: Value| {
        let seam = json!({"ComponentType": "SIGN_PAGING_SEAL", "ComponentPosY": 300, "ComponentWidth": 119,
            "ComponentHeight": 119, "ComponentExtra": extra});
        with(channel_flow(), "/FlowApprovers/0/SignComponents/-", seam)
    };
    let report = check(&seam(Value::Null));
    assert!(report.ok, "{:#?}", findings(&report));
    let slices: Vec<_> = report.placements.iter().filter(|one| one.slice.is_some()).collect();
    assert_eq!(slices.len(), 3);
    assert!((slices[1].bounds.x1() - 595.28).abs() < 0.01 && (slices[1].bounds.width() - 119.0 / 3.0).abs() < 1e-6);
    let one = findings(&check(&seam(json!(r#"{"PageRanges":[{"BeginPage":2,"EndPage":2}]}"#))));
    assert!(one.iter().any(|one| one.starts_with("error seam_too_few_pages")), "{one:#?}");
    let thin = with(seam(Value::Null), "/FlowApprovers/0/SignComponents/2/ComponentWidth", json!(15));
    let thin = findings(&check(&thin));
    assert!(thin.contains(&"warning seam_slice_thin /FlowApprovers/0/SignComponents/2".to_owned()), "{thin:#?}");
}

#[test]
fn sizes_that_are_not_stated() {
    at(SEAL, "ComponentWidth", Value::Null, "warning seal_size_assumed");
    at(
        SEAL,
        "ComponentExtra",
        json!(r#"{"UseSealSize":true}"#),
        &format!("warning seal_size_assumed {SEAL}/ComponentExtra"),
    );
    let request = with(channel_flow(), &format!("{SEAL}/ComponentExtra"), json!(r#"{"UseSealSize":true}"#));
    let request = with(request, &format!("{SEAL}/ComponentValue"), json!("seal-1"));
    let size = signplace::platform::parse_size("50x60").expect("a size");
    let report = check_with(&request, &files(), &Options::new().with_seal_size("seal-1", size));
    assert_eq!(findings(&report), Vec::<String>::new());
    assert_eq!((report.placements[0].bounds.width(), report.placements[0].bounds.height()), (50.0, 60.0));
}

/// Findings of the sound request about another PDF.
fn about(pdf: &Pdf) -> Vec<String> {
    let one = json!([{"ApproverType": "ORGANIZATION", "SignComponents": [
        {"ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": "甲方（盖章）", "OffsetX": 100,
         "ComponentWidth": 119, "ComponentHeight": 119}]}]);
    let request = with(channel_flow(), "/FlowApprovers", one);
    findings(&check_with(&request, &Files::only(opened(&pdf.made().bytes)), &Options::new()))
}

#[test]
fn keywords_that_the_platforms_own_search_would_probably_miss() {
    let path = "/FlowApprovers/0/SignComponents/0/ComponentId";
    let line = |text: &str| Line::of(text).at(72.0, 500.0);
    assert_eq!(about(&Pdf::with_lines([line("甲方（盖章）")])), Vec::<String>::new());
    assert_eq!(about(&Pdf::with_lines([line("甲方(盖章)")])), [format!("warning folded_only {path}")]);
    let hidden = Pdf::with_lines([line("甲方（盖章）"), line("甲方（盖章）").at(72.0, 100.0).invisible()]);
    assert_eq!(about(&hidden), [format!("warning invisible {path}")]);
    let image = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \0 EI Q";
    let scan = about(&Pdf::of([Sheet::on(Paper::a4()).drawing(image)]));
    assert!(scan.contains(&format!("warning image_only {path}")), "{scan:#?}");
    assert!(scan.contains(&format!("error keyword_not_found {path} (InvalidParameter.Keyword)")), "{scan:#?}");
    let broken = about(&Pdf::with_lines([
        line("本合同由下列各方签署，其中甲方（盖").at(330.0, 500.0),
        Line::of("章）").at(330.0, 484.0),
    ]));
    assert!(broken.contains(&format!("warning broken_over_lines {path}")), "{broken:#?}");
}

#[test]
fn pages_that_are_turned_or_have_a_unit() {
    let line = |x, y| Line::of("甲方（盖章）").at(x, y);
    let turned = about(&Pdf::of([Sheet::on(Paper::a4().turned(90)).with(line(72.0, 500.0))]));
    assert!(turned.iter().any(|one| one.starts_with("warning rotated_page ")), "{turned:#?}");
    let units = about(&Pdf::of([Sheet::on(Paper::a4().in_units_of(2.0)).with(line(72.0, 500.0))]));
    assert!(units.iter().any(|one| one.starts_with("warning user_unit ")), "{units:#?}");
}

#[test]
fn bad_input_is_an_error_with_its_path() {
    let sound = channel_flow();
    let bad = |pointer: &str, value: Value| with(channel_flow(), pointer, value).to_string();
    for (request, code, path) in [
        ("not json".to_owned(), "invalid_json", ""),
        ("[]".to_owned(), "wrong_api", ""),
        (r#"{"stampers":[]}"#.to_owned(), "wrong_api", ""),
        (r#"{"hello":1}"#.to_owned(), "wrong_api", ""),
        (bad("/FileIds/0", json!("unknown")), "missing_pdf", "/FileIds/0"),
        (bad(&format!("{DATE}/ComponentWidth"), json!(-1)), "invalid_value", &*format!("{DATE}/ComponentWidth")),
        (bad(&format!("{DATE}/ComponentPosX"), json!("72")), "invalid_value", &*format!("{DATE}/ComponentPosX")),
        (bad(&format!("{DATE}/ComponentPage"), json!(1.5)), "invalid_value", &*format!("{DATE}/ComponentPage")),
        (
            sound.to_string().replace("\"ComponentPosX\":72", "\"ComponentPosX\":NaN"),
            "invalid_value",
            &*format!("{DATE}/ComponentPosX"),
        ),
        (bad("/FlowApprovers", json!({})), "invalid_value", "/FlowApprovers"),
        (format!("{}{}", " ".repeat(16 << 20), sound), "request_too_large", ""),
    ] {
        let error = tencent::resolve(&request, &files(), &Options::new()).expect_err("bad input");
        let start: String = request.chars().take(80).collect();
        assert_eq!((error.code(), error.path()), (code, Some(path)), "{start}: {error}");
    }
    let twice = Files::new([(FILE, opened(&contract())), (FILE, opened(&contract()))]);
    let error = tencent::resolve(&sound.to_string(), &twice, &Options::new()).expect_err("two PDFs");
    assert_eq!((error.code(), error.path()), ("duplicate_pdf", Some("/FileIds/0")));
}

#[test]
fn findings_speak_chinese_too() {
    let request = with(channel_flow(), &format!("{DATE}/ComponentPage"), json!(4));
    let report = check_with(&request, &files(), &Options::new().in_language(Language::Zh));
    assert_eq!(report.findings[0].message, "第 4 页不存在：文件共 3 页。");
}
