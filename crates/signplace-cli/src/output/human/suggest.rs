//! `suggest` for people.

use signplace::suggest::Suggestions;

use super::super::style::Style;
use super::super::table::Table;
use super::{counted, fixed, shortened};

pub(super) fn document(style: Style, file: &str, found: &Suggestions) -> String {
    let pages = counted(found.page_count as usize, "page");
    if found.suggestions.is_empty() {
        return format!("{}: {pages}, no places to sign found.\n", style.strong(file));
    }
    let mut table =
        Table::default().right("PAGE").left("KIND").left("PARTY").left("BOX").right("CONFIDENCE").left("WHY");
    for one in &found.suggestions {
        let sides = [one.bounds.x0(), one.bounds.y0(), one.bounds.width(), one.bounds.height()];
        table.row([
            one.page.to_string(),
            one.kind.to_string(),
            shortened(one.party.as_deref().unwrap_or_default(), 24),
            sides.map(|side| fixed(side, 1)).join(" "),
            fixed(one.confidence, 1),
            one.reason.clone(),
        ]);
    }
    format!(
        "{}: {pages}, {}\n\n{}\nBoxes are x, y, width and height in points, y up from the bottom of the page as displayed.\n",
        style.strong(file),
        counted(found.suggestions.len(), "place"),
        table.render(style),
    )
}
