//! `place` for people.

use signplace::place::{Placed, PlacedAnchor, Placement};

use super::super::style::Style;
use super::super::table::Table;
use super::{box_cells, counted, legend, shortened};

pub(super) fn document(style: Style, file: &str, placed: &Placed) -> String {
    let mut table =
        Table::default().left("ID").left("KIND").left("SIGNER").right("PAGE").boxes().right("TURNED").left("ANCHOR");
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
    let signer = placement.signer.as_deref().map(|signer| shortened(signer, 20)).unwrap_or_default();
    let head = [placement.id.clone(), placement.kind.to_string(), signer, placement.page.to_string()];
    let tail = [placement.rotation.map(|degrees| format!("{degrees}°")).unwrap_or_default(), anchor(&placement.anchor)];
    head.into_iter().chain(box_cells(&placement.bounds, &placement.normalized)).chain(tail)
}

/// What the control hangs on: the keyword with its occurrence, the field, or a point of the page.
fn anchor(anchor: &PlacedAnchor) -> String {
    let index = anchor.index.map(|index| format!(" #{index}")).unwrap_or_default();
    match (&anchor.keyword, &anchor.field) {
        (Some(keyword), _) => format!("“{}”{index}", shortened(keyword, 30)),
        (None, Some(field)) => format!("field {}{index}", shortened(field, 30)),
        (None, None) => match anchor.index {
            Some(index) => format!("seam slice {index}"),
            None => "page".to_owned(),
        },
    }
}
