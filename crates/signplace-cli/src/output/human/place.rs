//! `place` for people.

use serde_json::Value;
use signplace::place::{Placed, Placement};

use super::super::style::Style;
use super::super::table::Table;
use super::{box_cells, counted, legend, shortened};

pub(super) fn document(style: Style, file: &str, placed: &Placed) -> String {
    let mut table = Table::default().left("ID").left("KIND").left("SIGNER").right("PAGE").boxes().left("ANCHOR");
    for placement in &placed.placements {
        table.row(cells(placement));
    }
    format!(
        "{}: {}, {}\n\n{}\n{}",
        style.strong(file),
        counted(placed.page_count as usize, "page"),
        counted(placed.placements.len(), "placement"),
        table.render(style),
        legend(style)
    )
}

fn cells(placement: &Placement) -> impl Iterator<Item = String> {
    let json = serde_json::to_value(placement).unwrap_or_default();
    let text = |key: &str| json.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let head = [placement.id.clone(), text("kind"), shortened(&text("signer"), 20), placement.page.to_string()];
    let anchor = json.get("anchor").map(anchor).unwrap_or_default();
    head.into_iter().chain(box_cells(&placement.bounds, &placement.normalized)).chain([anchor])
}

/// What the control hangs on: the keyword with its occurrence, or the field.
fn anchor(anchor: &Value) -> String {
    let text = |key: &str| anchor.get(key).and_then(Value::as_str).map(|text| shortened(text, 30));
    let index = anchor.get("index").map(|index| format!(" #{index}")).unwrap_or_default();
    match (text("keyword"), text("field")) {
        (Some(keyword), _) => format!("“{keyword}”{index}"),
        (None, Some(field)) => format!("field {field}"),
        (None, None) => String::new(),
    }
}
