//! `convert` for people.

use signplace::geometry::ConvertInput;
use signplace::platform::convert::{Conversion, Space};

use super::super::style::Style;
use super::super::table::Table;
use super::fixed;

pub(super) fn document(style: Style, conversion: &Conversion) -> String {
    let mut table = Table::default().left("SPACE").right("X").right("Y").right("WIDTH").right("HEIGHT").left("MEANING");
    for (space, numbers) in [(conversion.from, conversion.input), (conversion.to, conversion.output)] {
        table.row(cells(space, &numbers));
    }
    let inside = if conversion.inside { "on the page" } else { "not wholly on the page" };
    let mut text = format!("Page {}: {inside}\n\n{}", conversion.page, table.render(style));
    if let Some(fields) = &conversion.fields
        && let Ok(json) = serde_json::to_string(fields)
    {
        text += &format!("\n{json}\n");
    }
    text
}

/// Here the numbers are the answer itself, so they have the decimals of JSON.
fn cells(space: Space, numbers: &ConvertInput) -> [String; 6] {
    let decimals = space.decimals();
    let side = |side: Option<f64>| side.map(|side| fixed(side, decimals)).unwrap_or_default();
    let (x, y) = (fixed(numbers.x, decimals), fixed(numbers.y, decimals));
    [space.to_string(), x, y, side(numbers.width), side(numbers.height), space.meaning().to_owned()]
}
