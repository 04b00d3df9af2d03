//! Qiyuesuo's stampers: every row of PLATFORMS.md §3, from requests of our own values over made contracts.

mod checks;
mod findings;
mod golden;
mod placing;
mod seams;

use serde_json::{Value, json};
use signplace::platform::{Files, Finding, FindingCode, Options, Report, Resolution, parse_size, qiyuesuo};
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

fn find(report: &Report, code: FindingCode) -> Option<&Finding> {
    report.findings.iter().find(|finding| finding.code == code)
}
