//! `find` for people.

use std::collections::BTreeSet;

use signplace::search::{KeywordCount, Match};
use signplace::{MatchMode, Warning, WarningCode};

use super::super::style::{Style, safe};
use super::super::table::Table;
use super::{box_cells, counted, fixed, legend, page_list, shortened, word};
use crate::ops::Found;

pub(super) fn document(style: Style, file: &str, found: &Found) -> String {
    let mut text = format!(
        "{}: {}, {} ({} matching)\n",
        style.strong(file),
        counted(found.page_count as usize, "page"),
        counted(found.matches.len(), "match"),
        word(&found.mode),
    );
    if !found.matches.is_empty() {
        text.push('\n');
        text.push_str(&table(&found.matches).render(style));
        text.push('\n');
        text.push_str(&legend(style));
        text.push_str(&explanations(style, &found.matches));
    }
    let missing: Vec<&KeywordCount> = found.keywords.iter().filter(|keyword| keyword.count == 0).collect();
    if !missing.is_empty() {
        text.push('\n');
        text.push_str(&absence(style, found, &missing));
    }
    text
}

fn table(matches: &[Match]) -> Table {
    let mut table = Table::default().left("KEYWORD").right("#").right("PAGE").boxes().left("NOTE");
    for found in matches {
        let head = [shortened(&found.keyword, 40), found.index.to_string(), found.page.to_string()];
        table.row(head.into_iter().chain(box_cells(&found.bounds, &found.normalized)).chain([note(found)]));
    }
    table
}

/// Each match glyph by glyph, where that was asked for.
fn explanations(style: Style, matches: &[Match]) -> String {
    let mut text = String::new();
    for found in matches {
        let Some(explanation) = &found.explain else { continue };
        let mut table = Table::default()
            .left("GLYPH")
            .left("UNICODE")
            .left("FROM")
            .left("COMPARED AS")
            .left("FONT")
            .right("CODE")
            .left("GAP")
            .right("EM")
            .right("LINE")
            .left("NOTE");
        let several_lines = explanation.glyphs.iter().any(|glyph| glyph.line > 1);
        for glyph in &explanation.glyphs {
            table.row([
                glyph.text.clone(),
                glyph.unicode.clone(),
                word(&glyph.unicode_source),
                glyph.folded.clone().unwrap_or_default(),
                shortened(glyph.font.as_deref().unwrap_or_default(), 40),
                glyph.code.clone(),
                glyph.gap.map(|gap| word(&gap)).unwrap_or_default(),
                glyph.gap_width.map(|width| fixed(width, 3)).unwrap_or_default(),
                if several_lines { glyph.line.to_string() } else { String::new() },
                if glyph.visible { String::new() } else { "invisible".to_owned() },
            ]);
        }
        let head = format!("“{}” {}, page {}", shortened(&found.keyword, 40), found.index, found.page);
        text.push_str(&format!("\n{}\n{}", style.strong(&safe(&head)), table.render(style)));
    }
    text
}

/// What is particular about a match.
fn note(found: &Match) -> String {
    let mut notes = Vec::new();
    if !found.visible {
        notes.push("invisible".to_owned());
    }
    if found.mode == MatchMode::Folded {
        notes.push(format!("folded: {}", shortened(&found.text, 40)));
    }
    if found.quads.len() > 1 {
        notes.push(format!("over {} lines", found.quads.len()));
    }
    notes.join(", ")
}

/// Which keywords are not there, and why that may be.
fn absence(style: Style, found: &Found, missing: &[&KeywordCount]) -> String {
    let searched = if found.pages_searched == found.page_count as usize {
        match found.page_count {
            1 => "the document's only page".to_owned(),
            count => format!("any of the {count} pages"),
        }
    } else {
        format!("the {} searched of {}", counted(found.pages_searched, "page"), found.page_count)
    };
    let mut text = String::new();
    for KeywordCount { keyword, nearest, .. } in missing {
        text.push_str(&format!("“{}” was not found on {searched}.\n", safe(keyword)));
        if let Some(nearest) = nearest {
            text.push_str(&format!("{} {}\n", style.hint("nearest:"), safe(&nearest.message)));
        }
    }
    let mut hint = |sentence: String| text.push_str(&format!("{} {sentence}\n", style.hint("hint:")));
    let of = |code| pages_with(found, code);
    if let Some((pages, one)) = of(WarningCode::ImageOnly) {
        let what = if one { "is an image without text" } else { "are images without text" };
        hint(format!("{pages} {what}: words in a scan are not searched."));
    }
    if let Some((pages, one)) = of(WarningCode::NoUnicode) {
        let has = if one { "has" } else { "have" };
        hint(format!("{pages} {has} text without a Unicode meaning, which cannot be searched in full."));
    }
    if found.mode == MatchMode::Exact {
        hint("`--match folded` also looks across character forms, spaces and line breaks.".to_owned());
    }
    if found.pages_searched < found.page_count as usize {
        hint("Without `--pages`, the whole document is searched.".to_owned());
    }
    text
}

/// The pages that a kind of warning is about, written out, and whether it is only one.
fn pages_with(found: &Found, code: WarningCode) -> Option<(String, bool)> {
    let pages: BTreeSet<u32> = found.warnings.iter().filter(|w| w.code == code).filter_map(|w| w.page).collect();
    match pages.len() {
        0 => None,
        1 => Some((format!("Page {}", page_list(&pages)), true)),
        _ => Some((format!("Pages {}", page_list(&pages)), false)),
    }
}

/// Whether the document already says what this warning does, as a hint beside a keyword that is missing.
pub(super) fn explains(found: &Found, warning: &Warning) -> bool {
    matches!(warning.code, WarningCode::ImageOnly | WarningCode::NoUnicode)
        && warning.page.is_some()
        && found.keywords.iter().any(|keyword| keyword.count == 0)
}
