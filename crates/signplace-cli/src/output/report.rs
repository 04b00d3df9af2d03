//! A platform's report for people: where each control lands, and what is wrong, in Chinese or English.

use std::io;

use serde_json::Value;
use signplace::number::rounded;
use signplace::platform::{Language, Report, Severity};

use super::style::{Style, safe};
use super::table::Table;

/// The report as tables and sentences.
pub(crate) fn table(report: &Report, language: Language) -> String {
    let style = Style::of(&io::stderr());
    let say = |en: &'static str, zh: &'static str| if language == Language::Zh { zh } else { en };
    let mut text = String::new();
    for file in &report.files {
        let pdf = file.pdf.as_deref().unwrap_or_default();
        text.push_str(&format!("{}  {}  {} {}\n", safe(&file.id), safe(pdf), file.page_count, say("page(s)", "页")));
    }
    if !report.placements.is_empty() {
        let mut table = Table::default()
            .left(say("CONTROL", "控件"))
            .left(say("FILE", "文件"))
            .right(say("PAGE", "页"))
            .left(say("BY", "依据"))
            .right("#")
            .right("X")
            .right("Y")
            .right(say("WIDTH", "宽"))
            .right(say("HEIGHT", "高"))
            .left(say("NEAR", "位置"));
        for placement in &report.placements {
            let bounds = &placement.bounds;
            let source = match serde_json::to_value(placement.source) {
                Ok(Value::String(source)) => match (source.as_str(), language) {
                    ("keyword", Language::Zh) => "关键字".to_owned(),
                    ("field", Language::Zh) => "表单域".to_owned(),
                    ("absolute", Language::Zh) => "坐标".to_owned(),
                    ("seam", Language::Zh) => "骑缝".to_owned(),
                    _ => source,
                },
                _ => String::new(),
            };
            let figures = [bounds.x0(), bounds.y0(), bounds.width(), bounds.height()];
            let cells = [
                placement.path.clone(),
                placement.file.clone(),
                placement.page.to_string(),
                source,
                placement.index.map(|index| index.to_string()).unwrap_or_default(),
            ];
            let near = placement.near.clone().unwrap_or_default();
            table.row(cells.into_iter().chain(figures.map(|value| format!("{:.2}", rounded(value, 2)))).chain([near]));
        }
        text.push('\n');
        text.push_str(&table.render(style));
        text.push('\n');
        text.push_str(&style.faint(say(
            "points: 1/72 inch, from the lower-left corner of the page as displayed",
            "单位：磅（1/72 英寸），原点为页面显示后的左下角",
        )));
        text.push('\n');
    }
    for finding in &report.findings {
        let word = match finding.severity {
            Severity::Error => style.error(say("error", "错误")),
            Severity::Warning => style.warning(say("warning", "警告")),
        };
        let known = finding.platform_code.map(|code| format!(" ({code})")).unwrap_or_default();
        let at = if finding.path.is_empty() { String::new() } else { format!(" {}", safe(&finding.path)) };
        text.push_str(&format!("{word}: {}{at}{known}: {}\n", finding.code, safe(&finding.message)));
    }
    text
}
