//! `resolve` and `check`: a platform's request before it is sent.

use serde_json::{Value, json};

use crate::support::{Run, command, contract, file, pdf_file, signplace, signplace_reading};

fn request(keyword: &str) -> Value {
    json!({"Agent": {"Id": 2_591_540_368_898_105_360_u64}, "FileIds": ["F1"], "FlowApprovers": [
        {"ApproverType": "PERSON", "SignComponents": [
            {"ComponentType": "SIGN_SIGNATURE", "GenerateMode": "KEYWORD", "ComponentId": keyword, "OffsetX": 200,
             "ComponentWidth": 119, "ComponentHeight": 43}]}]})
}

fn saved(request: &Value) -> String {
    file("request.json", request.to_string().as_bytes())
}

#[track_caller]
fn resolve(more: &[&str], request: &Value, pdf: &str) -> Run {
    let request = saved(request);
    let args = [&["resolve", "--platform", "tencent", &request, "--pdf", pdf], more].concat();
    signplace(&args)
}

#[track_caller]
fn check(more: &[&str], request: &Value, pdf: &str) -> Run {
    let request = saved(request);
    let args = [&["check", "--platform", "tencent", &request, "--pdf", pdf], more].concat();
    signplace(&args)
}

#[test]
fn a_keyword_becomes_coordinates_on_stdout_and_the_table_is_on_stderr() {
    let run = resolve(&[], &request("Signature of Party B"), &contract());
    let component = &run.json()["FlowApprovers"][0]["SignComponents"][0];
    assert_eq!(component["GenerateMode"], "NORMAL", "{run:#?}");
    assert_eq!((&component["ComponentPage"], &component["ComponentPosX"]), (&json!(1), &json!(272)));
    assert_eq!(run.json()["Agent"]["Id"], 2_591_540_368_898_105_360_u64);
    assert_eq!(run.status, 0);
    assert!(
        run.stderr.contains("/FlowApprovers/0/SignComponents/0") && run.stderr.contains("keyword"),
        "{}",
        run.stderr
    );
    let quiet = resolve(&["--format", "json"], &request("Signature of Party B"), &contract());
    assert_eq!((quiet.stderr.as_str(), &quiet.stdout), ("", &run.stdout));
    let line = resolve(&["--format", "ndjson"], &request("Signature of Party B"), &contract());
    assert_eq!((line.stdout.lines().count(), line.json()), (1, run.json()));
}

#[test]
fn a_request_that_cannot_be_resolved_leaves_stdout_empty_and_writes_its_report() {
    let report = file("report.json", b"");
    let run = resolve(&["--report", &report], &request("Signature of Party C"), &contract());
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{run:#?}");
    let report: Value = serde_json::from_str(&std::fs::read_to_string(report).expect("the report")).expect("JSON");
    assert_eq!((&report["ok"], &report["findings"][0]["code"]), (&json!(false), &json!("keyword_not_found")));
    let error =
        resolve(&["--format", "json"], &request("Signature of Party C"), &contract()).fails(1, "keyword_not_found");
    assert_eq!(error["path"], "/FlowApprovers/0/SignComponents/0/ComponentId");
}

#[test]
fn a_check_is_the_report_and_fails_with_its_errors() {
    let sound = check(&["--format", "json"], &request("Signature of Party B"), &contract());
    assert_eq!((sound.status, &sound.json()["ok"], sound.stderr.as_str()), (0, &json!(true), ""), "{sound:#?}");
    let person = json!("SIGN_SEAL");
    let mut request = request("Signature of Party B");
    request["FlowApprovers"][0]["SignComponents"][0]["ComponentType"] = person;
    let run = check(&[], &request, &contract());
    assert_eq!(run.status, 1, "{run:#?}");
    assert_eq!(run.json()["findings"][0]["platform_code"], "InvalidParameter.SignComponentType");
    assert!(run.stderr.contains("person_seal"), "{}", run.stderr);
    // What only the platform would refuse keeps no position from being absolute.
    assert_eq!(resolve(&[], &request, &contract()).status, 0);
}

#[test]
fn the_report_speaks_the_language_asked_for_or_that_of_the_locale() {
    let wrong = request("Signature of Party C");
    let zh = check(&["--lang", "zh"], &wrong, &contract());
    assert!(zh.stderr.contains("错误") && zh.stderr.contains("没有关键字"), "{}", zh.stderr);
    let (path, pdf) = (saved(&wrong), contract());
    let by_locale = |locale: &str| {
        let mut command = command(&["check", "--platform", "tencent", &path, "--pdf", &pdf]);
        let output = command.env("LC_ALL", locale).output().expect("it runs");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    assert!(by_locale("zh_CN.UTF-8").contains("错误"));
    assert!(by_locale("en_US.UTF-8").contains("error: keyword_not_found"));
}

#[test]
fn bad_input_is_exit_2_with_its_code_and_path() {
    let sound = request("Signature of Party B");
    let with = |component: &str, value: Value| {
        let mut request = request("Signature of Party B");
        request["FlowApprovers"][0]["SignComponents"][0][component] = value;
        request
    };
    let json = ["--format", "json"];
    let path = "/FlowApprovers/0/SignComponents/0/ComponentWidth";
    assert_eq!(resolve(&json, &with("ComponentWidth", json!(-1)), &contract()).fails(2, "invalid_value")["path"], path);
    assert_eq!(resolve(&json, &sound, &format!("F2={}", contract())).fails(2, "missing_pdf")["path"], "/FileIds/0");
    resolve(&json, &json!({"stampers": []}), &contract()).fails(2, "wrong_api");
    resolve(&json, &sound, "nowhere.pdf").fails(2, "io");
    let (one, two) = (format!("F1={}", contract()), format!("F1={}", contract()));
    resolve(&[&json[..], &["--pdf", &two]].concat(), &sound, &one).fails(2, "duplicate_pdf");
    let text = file(
        "request.json",
        b"{\"FileIds\": [\"F1\"], \"FlowApprovers\": [{\"SignComponents\": [{\"ComponentPosX\": NaN}]}]}",
    );
    let nan = signplace(&["check", "--platform", "tencent", &text, "--pdf", &contract(), "--format", "json"]);
    assert_eq!(nan.fails(2, "invalid_value")["path"], "/FlowApprovers/0/SignComponents/0/ComponentPosX");
    let large = file("request.json", &vec![b' '; (16 << 20) + 1]);
    let large = signplace(&["check", "--platform", "tencent", &large, "--pdf", &contract(), "--format", "json"]);
    large.fails(2, "request_too_large");
    let usage =
        signplace(&["check", "--platform", "tencent", &text, "--pdf", "a", "--seal-size", "x=y", "--format", "json"]);
    usage.fails(2, "usage");
}

#[test]
fn the_size_of_a_seal_can_be_stated() {
    let request = json!({"FileIds": ["F1"], "FlowApprovers": [{"ApproverType": "ORGANIZATION", "SignComponents": [
        {"ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": "Signature of Party B", "ComponentValue": "S1"}]}]});
    let assumed = check(&["--format", "json"], &request, &contract()).json();
    assert_eq!(assumed["findings"][0]["code"], "seal_size_assumed");
    let stated =
        check(&["--format", "json", "--seal-size", "S1=50x60", "--seal-size", "*=round-40"], &request, &contract())
            .json();
    assert_eq!(
        (&stated["placements"][0]["box"]["width"], &stated["placements"][0]["box"]["height"]),
        (&json!(50), &json!(60))
    );
}

#[test]
fn a_group_of_fifty_flows_with_fifty_pdfs() {
    let flow = |i: usize| {
        let mut flow = request("Signature of Party B");
        flow["FileIds"] = json!([format!("F{i}")]);
        flow
    };
    let group = json!({"FlowGroupName": "group", "FlowFileInfos": (0..50).map(flow).collect::<Vec<_>>()});
    let request = saved(&group);
    let pdfs: Vec<String> =
        (0..50).map(|i| format!("F{i}={}", pdf_file(&[&[&format!("Contract {i}"), "Signature of Party B"]]))).collect();
    let mut args = vec!["check", "--platform", "tencent", &request, "--format", "json"];
    pdfs.iter().for_each(|pdf| args.extend(["--pdf", pdf]));
    let report = signplace(&args).json();
    assert_eq!((&report["ok"], report["placements"].as_array().map(Vec::len)), (&json!(true), Some(50)), "{report:#}");
    assert_eq!(report["files"][49]["id"], "F49");
}

#[test]
fn a_batch_resolves_and_checks_with_numbers_as_written() {
    let pdf = contract();
    let request =
        request("Signature of Party B").to_string().replace("\"OffsetX\":200", "\"OffsetX\":200,\"Kept\":1.50");
    let line = |op: &str, id: &str, request: &str| {
        format!(
            "{{\"id\":{id},\"op\":\"{op}\",\"platform\":\"tencent\",\"request\":{request},\"pdf\":\"{pdf}\",\"lang\":\"en\"}}\n"
        )
    };
    let missing = request.replace("Party B", "Party C");
    let input = line("resolve", "1", &request)
        + &line("check", "\"c\"", &request)
        + &line("resolve", "3", &missing)
        + &line("resolve", "4", "{\"hello\":1}")
        + &line("resolve", "5", &json!(request.as_str()).to_string());
    let run = signplace_reading(&["batch"], input.as_bytes());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    let [first, second, third, fourth, fifth] = &run.lines()[..] else { panic!("five answers: {run:#?}") };
    assert_eq!((&first["id"], &first["report"]["ok"]), (&json!(1), &json!(true)), "{first:#}");
    assert_eq!(first["request"]["FlowApprovers"][0]["SignComponents"][0]["ComponentPosX"], 272, "{first:#}");
    assert!(run.stdout.contains("2591540368898105360") && run.stdout.contains("1.50"), "{}", run.stdout);
    assert_eq!((&second["id"], &second["ok"]), (&json!("c"), &json!(true)), "{second:#}");
    assert_eq!(
        (&third["error"]["code"], &third["report"]["ok"]),
        (&json!("keyword_not_found"), &json!(false)),
        "{third:#}"
    );
    assert_eq!(third["error"]["path"], "/request/FlowApprovers/0/SignComponents/0/ComponentId");
    assert_eq!((&fourth["id"], &fourth["error"]["code"]), (&json!(4), &json!("wrong_api")), "{fourth:#}");
    assert_eq!(fifth["request"], first["request"], "a request may be given as text");
}

#[test]
fn the_schema_of_the_report_describes_a_report() {
    let schema = signplace(&["schema", "report"]).json();
    for key in ["platform", "ok", "files", "placements", "findings"] {
        assert!(schema["properties"].get(key).is_some(), "{key} is not in {schema:#}");
    }
}

#[test]
fn a_request_is_translated_and_the_other_platforms_part_is_on_stdout() {
    let sent = json!({"contractId": "1", "stampers": [
        {"type": "COMPANY", "actionId": "2", "keyword": "Signature of Party B", "keywordIndex": 1, "offsetX": "0.2"}]});
    let path = saved(&sent);
    let args = [
        "translate",
        "--from",
        "qiyuesuo",
        "--to",
        "tencent",
        &path,
        "--pdf",
        &contract(),
        "--seal-size",
        "*=round-42",
    ];
    let run = signplace(&args);
    assert_eq!(run.status, 0, "{run:#?}");
    let control = &run.json()["FlowApprovers"][0]["SignComponents"][0];
    assert_eq!((&control["ComponentType"], &control["KeywordIndexes"]), (&json!("SIGN_SEAL"), &json!([0])), "{run:#?}");
    let seen = signplace(&[&args[..], &["--what-platform-sees"]].concat());
    let reading = &seen.json()["readings"][0];
    assert_eq!((&reading["path"], &reading["page"]), (&json!("/stampers/0"), &json!(1)), "{seen:#?}");
    assert!(reading["gap"].as_f64().is_some_and(|gap| gap < 0.0), "a seal is higher than the text: {reading}");

    let request = saved(&request("Signature of Party B"));
    let there = signplace(&["translate", "--from", "tencent", "--to", "qiyuesuo", &request, "--pdf", &contract()]);
    assert_eq!((there.status, &there.json()["stampers"][0]["type"]), (0, &json!("PERSONAL")), "{there:#?}");
    assert!(there.stderr.contains("not_translated") && there.stderr.contains("signatoryId"), "{}", there.stderr);
    let same =
        ["translate", "--from", "tencent", "--to", "tencent", &request, "--pdf", &contract(), "--format", "json"];
    signplace(&same).fails(2, "invalid_value");
}
