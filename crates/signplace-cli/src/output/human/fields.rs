//! `fields` for people.

use signplace::form::Fields;

use super::super::style::Style;
use super::super::table::Table;
use super::{box_cells, counted, legend, shortened, word};

pub(super) fn document(style: Style, file: &str, fields: &Fields) -> String {
    let pages = counted(fields.page_count as usize, "page");
    if fields.fields.is_empty() {
        return format!("{}: {pages}, no form fields there.\n", style.strong(file));
    }
    let mut table = Table::default().left("NAME").left("TYPE").right("PAGE").boxes().left("FLAGS").left("VALUE");
    for field in &fields.fields {
        let flags = field.flags.iter().map(word).chain(field.signed.map(|signed| match signed {
            true => "signed".to_owned(),
            false => "unsigned".to_owned(),
        }));
        let flags = flags.collect::<Vec<_>>().join(" ");
        let value = field.value.as_deref().map(|value| shortened(value, 30)).unwrap_or_default();
        let head = [field.name.clone(), word(&field.kind), field.page.to_string()];
        table.row(head.into_iter().chain(box_cells(&field.bounds, &field.normalized)).chain([flags, value]));
    }
    format!(
        "{}: {pages}, {}\n\n{}\n{}",
        style.strong(file),
        counted(fields.fields.len(), "form field"),
        table.render(style),
        legend(style)
    )
}
