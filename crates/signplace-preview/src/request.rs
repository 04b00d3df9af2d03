//! From a platform's request and its report to what is to be shown.

use serde_json::Value;
use signplace::place::Kind;
use signplace::platform::{Platform, Report, Source};
use signplace::{Warning, WarningCode};

use crate::mark::Mark;

impl Mark {
    /// Where the controls of a request land in one of its files, by the report of `resolve` or `check`; `None` is the
    /// request's only file, or its first.
    ///
    /// What a control is, who signs there and how a date is written stand in the request.
    pub fn of_report(report: &Report, request: &str, file: Option<&str>) -> Vec<Self> {
        let request: Value = serde_json::from_str(request).unwrap_or_default();
        let file = file.or_else(|| report.files.first().map(|file| &*file.id)).unwrap_or_default();
        let mut marks = Vec::new();
        for entry in report.placements.iter().filter(|entry| entry.file == file) {
            let control = request.pointer(&entry.path).unwrap_or(&Value::Null);
            let kind = match entry.source {
                Source::Seam => Kind::Seam,
                _ => kind(report.platform, control),
            };
            let mut mark = Self::new(name(control, &entry.path), kind, entry.page, entry.bounds);
            mark.signer = signer(&request, &entry.path, control);
            mark.rotation = rotation(control);
            mark.date_format = date_format(control);
            mark.slice = entry.slice.map(|slice| {
                let count = (1.0 / slice.width()).round().clamp(1.0, 1e6);
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a million")]
                ((slice.x0() * count).round() as usize, count as usize)
            });
            if let Some((_, count)) = mark.slice {
                mark.is_round = (mark.whole_width(count) - mark.bounds.height()).abs() < 0.01 * mark.bounds.height();
            }
            mark.warnings = report
                .findings
                .iter()
                .filter(|finding| is_within(&finding.path, &entry.path))
                .filter_map(|finding| {
                    let code = WarningCode::ALL.iter().find(|code| code.as_str() == finding.code.as_str());
                    Some(Warning::new(*code?, finding.message.clone()).on_page(entry.page))
                })
                .collect();
            marks.push(mark);
        }
        marks
    }
}

/// Whether a pointer leads to a control or into it.
fn is_within(path: &str, control: &str) -> bool {
    path.strip_prefix(control).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().filter(|text| !text.is_empty())
}

fn kind(platform: Platform, control: &Value) -> Kind {
    match (platform, text(control, "ComponentType").or_else(|| text(control, "type"))) {
        (Platform::Tencent, Some("SIGN_DATE" | "DATE")) | (Platform::Qiyuesuo, Some("TIMESTAMP")) => Kind::Date,
        (Platform::Tencent, Some("SIGN_SEAL" | "SIGN_LEGAL_PERSON_SEAL" | "SIGN_VIRTUAL_COMBINATION")) => Kind::Seal,
        (Platform::Tencent, Some("SIGN_SIGNATURE")) | (Platform::Qiyuesuo, Some("PERSONAL")) => Kind::Signature,
        (Platform::Qiyuesuo, Some("COMPANY" | "LP")) => Kind::Seal,
        _ => Kind::Text,
    }
}

/// The control by the name that its author gave it, or by its place.
fn name(control: &Value, path: &str) -> String {
    let own = ["ComponentName", "ComponentId", "keyword"].into_iter().find_map(|key| text(control, key));
    let kind = || text(control, "type").or_else(|| text(control, "ComponentType"));
    match own.or_else(kind) {
        Some(name) => name.to_owned(),
        None => path.to_owned(),
    }
}

/// The approver above a control, or the signatory that a stamper names.
fn signer(request: &Value, path: &str, control: &Value) -> Option<String> {
    let named = ["signatoryId", "actionId"].into_iter().find_map(|key| control.get(key)).map(|id| match id {
        Value::String(id) => id.clone(),
        other => other.to_string(),
    });
    let above = || {
        let at = path.find("/SignComponents")?;
        let approver = request.pointer(path.get(..at)?)?;
        ["OrganizationName", "Name", "ApproverName"].into_iter().find_map(|key| text(approver, key)).map(str::to_owned)
    };
    named.or_else(above)
}

/// What Tencent keeps as JSON text within the JSON.
fn extra(control: &Value) -> Value {
    text(control, "ComponentExtra").and_then(|extra| serde_json::from_str(extra).ok()).unwrap_or_default()
}

fn rotation(control: &Value) -> f64 {
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.parse().ok());
    let own = extra(control).get("Rotate").and_then(number).or_else(|| control.get("rotationDegrees").and_then(number));
    own.filter(|degrees| degrees.is_finite()).unwrap_or(0.0)
}

fn date_format(control: &Value) -> Option<String> {
    let tencent = text(&extra(control), "Format").map(str::to_owned);
    tencent.or_else(|| {
        let patterns = control.get("datePatterns")?;
        let first = patterns.as_str().or_else(|| patterns.get(0)?.as_str())?;
        Some(match first {
            "HYPHEN" => "yyyy-mm-dd".to_owned(),
            "ENGLISH" => "dd MMM yyyy".to_owned(),
            _ => "yyyy年mm月dd日".to_owned(),
        })
    })
}
