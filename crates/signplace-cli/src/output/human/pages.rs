//! `pages` for people.

use signplace::document::{PageInfo, Pages};
use signplace::geometry::{Rect, User};

use super::super::style::Style;
use super::super::table::Table;
use super::{counted, fixed, word};

pub(super) fn document(style: Style, file: &str, pages: &Pages) -> String {
    let mut table = Table::default()
        .right("PAGE")
        .right("WIDTH")
        .right("HEIGHT")
        .right("MM")
        .left("PAPER")
        .right("ROTATED")
        .right("UNIT")
        .left("CROP BOX")
        .left("MEDIA BOX")
        .left("TEXT")
        .left("UNICODE FROM");
    for page in &pages.pages {
        table.row(cells(page));
    }
    format!(
        "{}: {}\n\n{}\n{}\n",
        style.strong(file),
        counted(pages.page_count as usize, "page"),
        table.render(style),
        style.faint("width, height: points (1/72 inch) as displayed; boxes: user space as stored, x0 y0 x1 y1"),
    )
}

/// What is as on most pages is left blank, and a column without any text does not appear.
fn cells(page: &PageInfo) -> [String; 11] {
    let unless = |usual: bool, text: String| if usual { String::new() } else { text };
    let (media, crop) = (page.media_box(), page.crop_box());
    let plain = crop == media && media.x0() == 0.0 && media.y0() == 0.0;
    [
        page.page.to_string(),
        fixed(page.width(), 2),
        fixed(page.height(), 2),
        format!("{} × {}", fixed(page.width_mm(), 1), fixed(page.height_mm(), 1)),
        page.paper().unwrap_or_default(),
        unless(page.rotation() == 0, format!("{}°", page.rotation())),
        unless((page.user_unit() - 1.0).abs() < 1e-9, page.user_unit().to_string()),
        unless(crop == media, sides(&crop)),
        unless(plain, sides(&media)),
        word(&page.text),
        sources(page),
    ]
}

/// How many glyphs have their Unicode from where, where that was asked for.
fn sources(page: &PageInfo) -> String {
    let counts = page.unicode_sources.iter().flatten().map(|(source, count)| format!("{} {count}", word(source)));
    counts.collect::<Vec<_>>().join(", ")
}

fn sides(rect: &Rect<User>) -> String {
    [rect.x0(), rect.y0(), rect.x1(), rect.y1()].map(|v| fixed(v, 2)).join(" ")
}
