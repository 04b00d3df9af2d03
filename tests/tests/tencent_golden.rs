//! Whole requests to Tencent, before and after; and that what is written is read as the same.

use proptest::prelude::*;
use serde_json::{Value, json};
use signplace::geometry::{PageGeometry, Point, Rect};
use signplace::platform::json::Json;
use signplace::platform::tencent::{self, RelativeEdges, Switches};
use signplace::platform::{Files, Options, Resolution, UserUnit};
use signplace_tests::flows::{FILE, channel_flow, contract, files, findings, snapshot, with};
use signplace_tests::look::opened;
use signplace_tests::{Line, Paper, Pdf, Sheet};

#[track_caller]
fn resolve(request: &Value, files: &Files) -> Resolution {
    tencent::resolve(&request.to_string(), files, &Options::new())
        .unwrap_or_else(|e| panic!("{}: {e} at {:?}", e.code(), e.path()))
}

/// The request that comes of one, as JSON.
#[track_caller]
fn resolved(request: &Value, files: &Files) -> Value {
    let resolution = resolve(request, files);
    let text = resolution.request.unwrap_or_else(|e| panic!("{}: {e} at {:?}", e.code(), e.path()));
    serde_json::from_str(&text).expect("the request is JSON")
}

/// The first Component of the sound request with these keys changed.
fn seal(keys: &[(&str, Value)]) -> Value {
    keys.iter().fold(channel_flow(), |request, (key, value)| {
        with(request, &format!("/FlowApprovers/0/SignComponents/0/{key}"), value.clone())
    })
}

#[test]
fn a_single_flow() {
    let request = with(
        channel_flow(),
        "/Components",
        json!([
            {"ComponentType": "TEXT", "GenerateMode": "FIELD", "ComponentName": "amount", "ComponentRequired": true},
            {"ComponentType": "DATE", "ComponentId": "signed_on", "GenerateMode": "NORMAL", "ComponentPage": -1,
             "ComponentPosX": 72.50, "ComponentPosY": 100, "ComponentWidth": 100, "ComponentHeight": 20, "Unknown": [1.50]}
        ]),
    );
    insta::assert_json_snapshot!(snapshot(&resolve(&request, &files())));
}

#[test]
fn a_group_of_three_contracts_with_enterprises_and_persons() {
    let flow = |name: &str, file: &str, keyword: &str| {
        json!({
            "FileIds": [file], "FlowName": name, "Deadline": 1_893_456_000, "Unordered": true,
            "FlowApprovers": [
                {"ApproverType": "ORGANIZATION", "OrganizationName": "云杉智造科技（北京）有限公司",
                 "OrganizationOpenId": "org-1", "OpenId": "user-1", "SignComponents": [
                    {"ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": keyword, "KeywordOrder": "Reverse",
                     "KeywordIndexes": [0], "RelativeLocation": "Middle", "ComponentValue": "2591540368898105360",
                     "ComponentWidth": 119.05, "ComponentHeight": 119.05},
                    {"ComponentType": "SIGN_PAGING_SEAL", "ComponentPosY": 361.45, "ComponentWidth": 119.05, "ComponentHeight": 119.05,
                     "ComponentExtra": "{\"PageRanges\":[{\"BeginPage\":1,\"EndPage\":-1}]}"}
                ]},
                {"ApproverType": "PERSON", "Name": "李四", "Mobile": "13800000000", "SignComponents": [
                    {"ComponentType": "SIGN_SIGNATURE", "GenerateMode": "KEYWORD", "ComponentId": "^乙方签署^", "OffsetX": 60,
                     "OffsetY": -10, "ComponentWidth": 119, "ComponentHeight": 43,
                     "ComponentExtra": "{\"Opacity\":0.8,\"IgnoreKeywordError\":1}"}
                ]}
            ]
        })
    };
    let group = json!({
        "FlowGroupName": "采购合同组", "Agent": {"AppId": "app-1"}, "ApproverVerifyType": "VerifyCheck",
        "FlowFileInfos": [flow("主合同", "main", "甲方签署"), flow("保密协议", "nda", "甲方签署"), flow("补充协议", "main", "^甲方签署^")]
    });
    let files = Files::new([("main", opened(&contract())), ("nda", opened(&contract()))]);
    insta::assert_json_snapshot!(snapshot(&resolve(&group, &files)));
}

#[test]
fn a_flow_of_ess_with_dynamic_signers() {
    let request = json!({
        "Operator": {"UserId": "yDxbTUyKQDbqEJUuO4zjEBX6aNwjHIFz"}, "FlowName": "采购合同", "FileIds": [FILE],
        "Approvers": [
            {"ApproverOption": {"FillType": 1}, "ApproverRoleName": "采购方", "SignComponents": [
                {"ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": "甲方签署",
                 "OffsetX": 60.25, "OffsetY": 20, "ComponentWidth": 119, "ComponentHeight": 119}]},
            {"ApproverType": 1, "ApproverName": "李四", "ApproverMobile": "13800000000", "ApproverOption": {"FillType": 1},
             "SignComponents": [{"ComponentType": "SIGN_SIGNATURE", "ComponentPage": 3, "ComponentPosX": 400, "ComponentPosY": 600,
                "ComponentWidth": 119, "ComponentHeight": 43}]}
        ]
    });
    insta::assert_json_snapshot!(snapshot(&resolve(&request, &files())));
}

#[test]
fn a_request_that_cannot_be_resolved_has_its_report_all_the_same() {
    let request = seal(&[("ComponentId", json!("甲方签属"))]);
    let resolution = resolve(&request, &files());
    let error = resolution.request.as_ref().expect_err("the keyword is not there");
    assert_eq!(
        (error.code(), error.path()),
        ("keyword_not_found", Some("/FlowApprovers/0/SignComponents/0/ComponentId"))
    );
    assert_eq!(resolution.report.placements.len(), 2, "the others have their place");
    insta::assert_json_snapshot!(snapshot(&resolution));
}

#[test]
fn the_keyword_of_ess_has_codes_of_ess() {
    let request = json!({"Operator": {}, "FileIds": [FILE], "Approvers": [{"ApproverType": 0, "SignComponents": [
        {"ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": "丙方"},
        {"ComponentType": "SIGN_SEAL", "GenerateMode": "FIELD", "ComponentName": "x"},
        {"ComponentType": "SIGN_DATE", "GenerateMode": "NORMAL", "ComponentPage": 9, "ComponentPosX": 1, "ComponentPosY": 1}
    ]}, {"ApproverType": 1}]});
    let found = findings(&resolve(&request, &files()).report);
    for expected in [
        "error keyword_not_found /Approvers/0/SignComponents/0/ComponentId (MissingParameter.KeyWord)",
        "error field_not_found /Approvers/0/SignComponents/1/ComponentName (MissingParameter.Field)",
        "error page_out_of_range /Approvers/0/SignComponents/2/ComponentPage (InvalidParameter.ComponentPage)",
        "error signer_without_control /Approvers/1 (MissingParameter.ApproverSignComponent)",
    ] {
        assert!(found.iter().any(|one| one == expected), "{expected} is not among {found:#?}");
    }
}

#[test]
fn three_occurrences_become_three_components_with_ids_of_their_own() {
    let page = || Sheet::on(Paper::a4()).with(Line::of("甲方（盖章）：").at(72.0, 500.0));
    let files = Files::only(opened(&Pdf::of([page(), page(), page()]).made().bytes));
    let request = seal(&[("ComponentId", json!("甲方（盖章）：")), ("KeywordIndexes", Value::Null)]);
    let request = with(request, "/FlowApprovers/1/SignComponents/0/ComponentId", json!("甲方（盖章）"));
    let out = resolved(&request, &files);
    let ids = |signer: usize| -> Vec<&str> {
        let components = out["FlowApprovers"][signer]["SignComponents"].as_array().expect("components");
        components.iter().filter_map(|one| one["ComponentId"].as_str()).collect()
    };
    assert_eq!(ids(0), ["甲方盖章_1", "甲方盖章_2", "甲方盖章_3"]);
    assert_eq!(ids(1), ["甲方盖章_4", "甲方盖章_5", "甲方盖章_6"]);
    let pages = out["FlowApprovers"][0]["SignComponents"].as_array().expect("components");
    assert_eq!(pages.iter().map(|one| &one["ComponentPage"]).collect::<Vec<_>>(), [1, 2, 3, 3]);
}

/// Where the seal's upper-left corner comes to stand: 甲方签署 on page 1 is at 72..120, 697.6..709.6 (12 pt, 4 characters).
#[track_caller]
fn corner(keys: &[(&str, Value)], switches: Switches) -> (f64, f64) {
    let mut all = vec![("KeywordIndexes", json!([0])), ("OffsetX", json!(0)), ("OffsetY", json!(0))];
    all.extend_from_slice(keys);
    let options = Options::new().with_tencent(switches);
    let report = tencent::check(&seal(&all).to_string(), &files(), &options).expect("it can be read");
    let bounds = report.placements[0].bounds;
    let rounded = |value: f64| (value * 100.0).round() / 100.0;
    (rounded(bounds.x0()), rounded(bounds.y1()))
}

#[test]
fn relative_locations_and_offsets() {
    let (x0, x1, y0, y1) = (72.0, 120.0, 697.6, 709.6);
    let own = Switches::default();
    let with = |location: &str| [("RelativeLocation", json!(location))];
    assert_eq!(corner(&[], own), (x0, y1));
    assert_eq!(corner(&[("OffsetX", json!(10)), ("OffsetY", json!(5))], own), (x0 + 10.0, y1 - 5.0), "y down");
    assert_eq!(corner(&with("Middle"), own), (96.0 - 59.5, 703.6 + 59.5));
    assert_eq!(corner(&with("Below"), own), (x0, y0));
    assert_eq!(corner(&with("Right"), own), (x1, y1));
    assert_eq!(corner(&with("LowerRight"), own), (x1, y0));
    assert_eq!(corner(&with("UpperRight"), own), (x1, y1 + 119.0));
    let mut middles = Switches::default();
    middles.relative_edges = RelativeEdges::Middles;
    assert_eq!(corner(&with("Below"), middles), (96.0 - 59.5, y0));
    assert_eq!(corner(&with("Right"), middles), (x1, 703.6 + 59.5));
}

#[test]
fn occurrences_are_counted_from_either_end_and_on_one_page() {
    let page = |keys: &[(&str, Value)]| {
        let report = resolve(&seal(keys), &files()).report;
        report
            .placements
            .iter()
            .filter(|one| one.path.ends_with("/0/SignComponents/0"))
            .map(|one| one.page)
            .collect::<Vec<_>>()
    };
    assert_eq!(page(&[("KeywordIndexes", json!([0]))]), [1]);
    assert_eq!(page(&[("KeywordIndexes", json!([0])), ("KeywordOrder", json!("Reverse"))]), [3]);
    assert_eq!(page(&[("KeywordIndexes", json!([1, 0]))]), [1, 3]);
    assert_eq!(page(&[("KeywordIndexes", json!([0])), ("KeywordPage", json!(3))]), [3]);
    assert_eq!(page(&[("KeywordIndexes", Value::Null)]), [1, 3]);
}

#[test]
fn a_whole_word_is_not_found_within_another() {
    let lines = [Line::of("甲方签署人").at(72.0, 600.0), Line::of("甲方签署").at(72.0, 400.0)];
    let files = Files::only(opened(&Pdf::with_lines(lines).made().bytes));
    let count = |keyword: &str| {
        let request = with(
            seal(&[("ComponentId", json!(keyword)), ("KeywordIndexes", Value::Null)]),
            "/FlowApprovers/1",
            Value::Null,
        );
        let request = with(request.clone(), "/FlowApprovers", json!([request["FlowApprovers"][0]]));
        let request = with(
            request.clone(),
            "/FlowApprovers/0/SignComponents",
            json!([request["FlowApprovers"][0]["SignComponents"][0]]),
        );
        resolve(&request, &files).report.placements.len()
    };
    assert_eq!((count("甲方签署"), count("^甲方签署^")), (2, 1));
}

#[test]
fn a_unit_of_the_page_divides_what_is_sent_unless_it_is_applied() {
    let sheet = Sheet::on(Paper::a4().in_units_of(2.0))
        .with(Line::of("甲方签署").at(72.0, 700.0))
        .with(Line::of("乙方签署").at(330.0, 300.0));
    let files = Files::only(opened(&Pdf::of([sheet]).made().bytes));
    let request =
        with(seal(&[("KeywordIndexes", Value::Null)]), "/FlowApprovers/0/SignComponents/1/ComponentPage", json!(1));
    for (unit, x) in [(UserUnit::Ignored, json!(132)), (UserUnit::Applied, json!(204))] {
        let options = Options::new().with_user_unit(unit);
        let text =
            tencent::resolve(&request.to_string(), &files, &options).expect("readable").request.expect("resolved");
        let out: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(out["FlowApprovers"][0]["SignComponents"][0]["ComponentPosX"], x, "{unit:?}");
    }
}

#[test]
fn what_is_not_a_position_leaves_as_it_came() {
    let text = r#"{
  "Agent": {"ProxyOperator": {"OpenId": 2591540368898105360}},
  "Zeta": 1.50,
  "FileIds": ["yDSnZUUckpb1odbzUyOJ4eTTvLhU0000"],
  "FlowApprovers": [{"Amount": 1e3, "ApproverType": "PERSON", "Name": "\u674e\u56db", "SignComponents": [{
    "Extra": {"b": 1, "a": 2.0}, "ComponentType": "SIGN_SIGNATURE", "GenerateMode": "NORMAL", "ComponentPage": 3,
    "ComponentPosX": 400.50, "ComponentPosY": 600.0, "ComponentWidth": 119, "ComponentHeight": 43}]}]
}"#;
    let out = tencent::resolve(text, &files(), &Options::new()).expect("readable").request.expect("resolved");
    assert_eq!(Json::parse(&out).expect("JSON"), Json::parse(text).expect("JSON"));
    for kept in ["2591540368898105360", "1.50", "1e3", "\\u674e\\u56db", "400.50", "600.0", "2.0"] {
        assert!(out.contains(kept), "{kept} is not in\n{out}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What is resolved says where it stands to 4 decimals; read again, it stands there, and is written as the same.
    #[test]
    fn what_is_written_is_read_as_the_same(
        (dx, dy) in (-60.0..300.0f64, -60.0..300.0f64),
        (width, height) in (10.0..150.0f64, 10.0..150.0f64),
        rotate in prop_oneof![Just(0), Just(90), Just(180), Just(270)],
    ) {
        let sheet = Sheet::on(Paper::a4().turned(rotate)).with(Line::of("甲方签署").at(250.0, 400.0));
        let files = Files::only(opened(&Pdf::of([sheet]).made().bytes));
        let component = json!({"ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": "甲方签署",
            "OffsetX": dx, "OffsetY": dy, "ComponentWidth": width, "ComponentHeight": height});
        let request = json!({"FileIds": [FILE], "FlowApprovers": [{"ApproverType": "ORGANIZATION", "SignComponents": [component]}]});
        let first = resolve(&request, &files);
        prop_assume!(first.request.is_ok());
        let text = first.request.expect("resolved");
        let second = tencent::resolve(&text, &files, &Options::new()).expect("readable");
        let (before, after) = (&first.report.placements[0].bounds, &second.report.placements[0].bounds);
        for (a, b) in [(before.x0(), after.x0()), (before.y0(), after.y0()), (before.x1(), after.x1()), (before.y1(), after.y1())] {
            prop_assert!((a - b).abs() <= 1.1e-4, "{before:?} became {after:?}");
        }
        prop_assert_eq!(second.request.expect("resolved"), text);
    }

    #[test]
    fn the_keys_of_a_place_are_its_own((x, y, w, h) in (0.0..500.0f64, 0.0..700.0f64, 1.0..90.0f64, 1.0..90.0f64)) {
        let a4 = PageGeometry::from_size(595.28, 841.89);
        let keys = tencent::normal(1, &Rect::from_origin_size(Point::new(x, y), w, h), &a4, UserUnit::Ignored);
        let number = |i: usize| keys[i].1.to_string().parse::<f64>().expect("a number");
        prop_assert!((number(1) - x).abs() <= 5.1e-5 && (841.89 - number(2) - h - y).abs() <= 5.1e-5);
    }
}
