//! Requests to platforms, and the contracts that they are about.

use serde_json::{Value, json};
use signplace::platform::{Files, Report, Resolution};

use crate::look::opened;
use crate::{Kind, Line, Paper, Pdf, Sheet, Widgets};

/// The id of the contract in the requests here: digits that no `f64` holds.
pub const FILE: &str = "yDSnZUUckpb1odbzUyOJ4eTTvLhU0000";

/// A contract of three A4 pages. The keyword `甲方签署` stands at (72, 700) on page 1, and with `乙方签署` at (72, 300)
/// and (330, 300) on page 3; the text field `amount` lies on page 2.
pub fn contract() -> Vec<u8> {
    let page = || Sheet::on(Paper::a4());
    let pdf = Pdf::of([
        page().with(Line::of("采购合同").at(250.0, 780.0)).with(Line::of("甲方签署").at(72.0, 700.0)),
        page().with(Line::of("第二条 价款").at(72.0, 700.0)),
        page().with(Line::of("甲方签署").at(72.0, 300.0)).with(Line::of("乙方签署").at(330.0, 300.0)),
    ]);
    let field = Widgets::of("amount", Kind::Text).at(2, [100.0, 600.0, 220.0, 620.0]);
    pdf.field(field).made().bytes
}

/// The contract for [`FILE`].
pub fn files() -> Files {
    Files::new([(FILE, opened(&contract()))])
}

/// A sound request of one flow to `ChannelCreateFlowByFiles`: an enterprise with a seal by keyword and a date, a person with
/// a signature.
pub fn channel_flow() -> Value {
    json!({
        "Agent": {"AppId": "yDwJSUirqauwpqhoc1CJhvRm0000", "ProxyOrganizationOpenId": "org-1", "Id": 2_591_540_368_898_105_360_u64},
        "FlowName": "采购合同",
        "FileIds": [FILE],
        "FlowApprovers": [
            {"ApproverType": "ORGANIZATION", "OrganizationName": "云杉智造科技（北京）有限公司", "SignComponents": [
                {"ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": "甲方签署", "KeywordIndexes": [1],
                 "OffsetX": 60, "OffsetY": 20, "ComponentWidth": 119, "ComponentHeight": 119},
                {"ComponentType": "SIGN_DATE", "GenerateMode": "NORMAL", "ComponentPage": 3, "ComponentPosX": 72,
                 "ComponentPosY": 700, "ComponentWidth": 119, "ComponentHeight": 20}
            ]},
            {"ApproverType": "PERSON", "Name": "李四", "Mobile": "13800000000", "SignComponents": [
                {"ComponentType": "SIGN_SIGNATURE", "GenerateMode": "KEYWORD", "ComponentId": "乙方签署",
                 "OffsetX": 60, "OffsetY": 0, "ComponentWidth": 119, "ComponentHeight": 43}
            ]}
        ]
    })
}

/// A request with the value at a JSON pointer replaced, or added to its object; null takes it out.
#[must_use]
pub fn with(mut request: Value, pointer: &str, value: Value) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer to a member");
    let parent = request.pointer_mut(parent).unwrap_or_else(|| panic!("{parent} is there"));
    match parent {
        Value::Object(members) if value.is_null() => drop(members.shift_remove(key)),
        Value::Object(members) => drop(members.insert(key.to_owned(), value)),
        Value::Array(items) => match key.parse::<usize>() {
            Ok(index) if index < items.len() => items[index] = value,
            _ => items.push(value),
        },
        other => panic!("{pointer} goes into {other}"),
    }
    request
}

/// How the findings of a report read: `severity code path (platform code)`.
pub fn findings(report: &Report) -> Vec<String> {
    let line = |finding: &Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let known = text("platform_code");
        let known = if known.is_empty() { known } else { format!(" ({known})") };
        format!("{} {} {}{known}", text("severity"), text("code"), text("path"))
    };
    let report = serde_json::to_value(report).expect("a report is JSON");
    report["findings"].as_array().expect("findings").iter().map(line).collect()
}

/// A resolution as one JSON value for a snapshot: the request, or the error, and the report.
pub fn snapshot(resolution: &Resolution) -> Value {
    let request = match &resolution.request {
        Ok(text) => serde_json::from_str(text).expect("the request is JSON"),
        Err(error) => json!({"error": error}),
    };
    json!({"request": request, "report": resolution.report})
}
