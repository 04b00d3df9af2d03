//! `convert` for people.

use signplace::geometry::{Conversion, ConvertInput, NamedSpace};

use super::super::style::Style;
use super::super::table::Table;
use super::fixed;

pub(super) fn document(style: Style, conversion: &Conversion) -> String {
    let mut table = Table::default().left("SPACE").right("X").right("Y").right("WIDTH").right("HEIGHT").left("MEANING");
    for (space, numbers) in [(conversion.from, conversion.input), (conversion.to, conversion.output)] {
        table.row(cells(space, &numbers));
    }
    let inside = if conversion.inside { "on the page" } else { "not wholly on the page" };
    format!("Page {}: {inside}\n\n{}", conversion.page, table.render(style))
}

/// Here the numbers are the answer itself, so they have the decimals of JSON.
fn cells(space: NamedSpace, numbers: &ConvertInput) -> [String; 6] {
    let decimals = if space == NamedSpace::Normalized { 7 } else { 4 };
    let side = |side: Option<f64>| side.map(|side| fixed(side, decimals)).unwrap_or_default();
    let meaning = match space {
        NamedSpace::Points => "points, origin lower-left of the page as displayed, y up",
        NamedSpace::Normalized => "fractions, origin lower-left of the page as displayed, y up",
        NamedSpace::User => "user space of the PDF as stored, y up",
        NamedSpace::TopLeft => "points, origin upper-left of the page as displayed, y down",
        NamedSpace::Acrobat => "points, left and top as Acrobat shows them, y up",
        _ => "",
    };
    let (x, y) = (fixed(numbers.x, decimals), fixed(numbers.y, decimals));
    [space.to_string(), x, y, side(numbers.width), side(numbers.height), meaning.to_owned()]
}
