//! What was written, for people.

use std::io;

use signplace::Warning;
use signplace_write::Row;

use super::super::style::{Style, safe};
use super::super::table::Table;
use super::{box_cells, counted, legend, warning_lines, word};
use crate::commands::preview::Written;

/// A PDF with new form fields.
pub(crate) fn prepared(file: &str, out: &str, page_count: u32, fields: &[Row]) -> String {
    let style = Style::of(&io::stdout());
    let mut table = Table::default().left("NAME").left("TYPE").right("PAGE").boxes();
    for Row { field, .. } in fields {
        let head = [field.name.clone(), word(&field.kind), field.page.to_string()];
        table.row(head.into_iter().chain(box_cells(&field.bounds, &field.normalized)));
    }
    format!(
        "{} → {}: {}, {}\n\n{}\n{}",
        safe(file),
        style.strong(&safe(out)),
        counted(page_count as usize, "page"),
        counted(fields.len(), "new field"),
        table.render(style),
        legend(style)
    )
}

/// The warnings about it.
pub(crate) fn prepared_warnings(fields: &[Row], warnings: &[Warning]) -> String {
    let of_fields = fields.iter().flat_map(|row| row.warnings.iter().map(move |warning| (Some(&*row.id), warning)));
    let all: Vec<_> = warnings.iter().map(|warning| (None, warning)).chain(of_fields).collect();
    warning_lines(Style::of(&io::stderr()), &all)
}

/// Files with pictures.
pub(crate) fn previewed(file: &str, placements: usize, files: &[Written]) -> String {
    let style = Style::of(&io::stdout());
    let mut text = format!("{}: {}\n", style.strong(&safe(file)), counted(placements, "placement"));
    for one in files {
        let page = one.page.map(|page| format!("  {}", style.faint(&format!("page {page}")))).unwrap_or_default();
        text.push_str(&format!("{}{page}\n", safe(&one.path)));
    }
    text
}

/// Warnings about what was written.
pub(crate) fn written_warnings(warnings: &[Warning]) -> String {
    let all: Vec<_> = warnings.iter().map(|warning| (None, warning)).collect();
    warning_lines(Style::of(&io::stderr()), &all)
}
