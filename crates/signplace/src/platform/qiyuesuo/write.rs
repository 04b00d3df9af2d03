//! Stampers as they leave: positions absolute, everything else as it came. What came as a string leaves as a string, a
//! number as a number.

use crate::platform::json::Json;

/// A stamper found by its keyword, now by page and fractions (already rounded), on one document.
pub(super) fn located(stamper: &Json, document: &str, page: u32, x: f64, y: f64) -> Json {
    let mut out = stamper.clone();
    let page_as_text = is_text(&out, &["page", "keywordIndex"]);
    let (x_as_text, y_as_text) = (is_text(&out, &["offsetX", "offsetY"]), is_text(&out, &["offsetY", "offsetX"]));
    out.remove("keyword");
    out.remove("keywordIndex");
    if let Some(several) = out.remove("documentIds") {
        let id = match (&several, document.parse::<u64>()) {
            (Json::Number(_), Ok(_)) => Json::Number(document.to_owned()),
            _ => document.into(),
        };
        out.set("documentId", id);
    }
    out.set("page", in_style(Json::from(page), page_as_text));
    out.set("offsetX", in_style(Json::fraction(x), x_as_text));
    out.set("offsetY", in_style(Json::fraction(y), y_as_text));
    out
}

/// Whether the first of these keys that is there holds a string.
fn is_text(stamper: &Json, keys: &[&str]) -> bool {
    let first = keys.iter().find_map(|key| stamper.get(key).filter(|value| !value.is_null()));
    matches!(first, Some(Json::String(_)))
}

fn in_style(number: Json, as_text: bool) -> Json {
    match number {
        Json::Number(digits) if as_text => digits.into(),
        other => other,
    }
}
