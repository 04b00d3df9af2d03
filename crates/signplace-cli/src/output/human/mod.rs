//! Answers for people: tables on stdout; warnings, errors and hints on stderr.

mod convert;
mod fields;
mod find;
mod pages;
mod place;
mod suggest;
mod written;

use std::collections::BTreeSet;

use serde::Serialize;
use signplace::geometry::{Normalized, Page, Rect};
use signplace::{Error, Warning, number};

use super::style::{Style, safe};
use crate::ops::Answer;
pub(crate) use written::{prepared, prepared_warnings, previewed, written_warnings};

/// Warnings of one code that are shown in full; of more, only their number.
const WARNINGS_SHOWN: usize = 5;

/// The document as people read it.
pub(crate) fn document(style: Style, file: Option<&str>, answer: &Answer) -> String {
    let file = file.map(|file| if file == "-" { "stdin".to_owned() } else { safe(file).into_owned() });
    let file = file.unwrap_or_default();
    match answer {
        Answer::Find(found) => find::document(style, &file, found),
        Answer::Fields(fields) => fields::document(style, &file, fields),
        Answer::Pages(pages) => pages::document(style, &file, pages),
        Answer::Place(placed) => place::document(style, &file, placed),
        Answer::Suggest(suggestions) => suggest::document(style, &file, suggestions),
        Answer::Convert(conversion) => convert::document(style, conversion),
    }
}

/// The answer's warnings, a line each.
pub(crate) fn warnings(style: Style, answer: &Answer) -> String {
    let said_already = |warning: &Warning| match answer {
        Answer::Find(found) => find::explains(found, warning),
        _ => false,
    };
    let of_placements = match answer {
        Answer::Place(placed) => placed.placements.iter().map(|p| (Some(p.id.as_str()), &p.warnings)).collect(),
        Answer::Suggest(all) => {
            all.suggestions.iter().map(|one| (Some(one.placement.id.as_str()), &one.warnings)).collect()
        }
        _ => Vec::new(),
    };
    let of_document = answer.warnings().iter().filter(|w| !said_already(w)).map(|warning| (None, warning));
    let all: Vec<(Option<&str>, &Warning)> =
        of_document.chain(of_placements.into_iter().flat_map(|(id, all)| all.iter().map(move |w| (id, w)))).collect();
    warning_lines(style, &all)
}

/// Warnings with the placement that they are about, a line each; of many of one code only the first.
fn warning_lines(style: Style, all: &[(Option<&str>, &Warning)]) -> String {
    let mut text = String::new();
    let mut left_out: Vec<(&'static str, usize)> = Vec::new();
    for (i, (id, warning)) in all.iter().enumerate() {
        let code = warning.code.as_str();
        if all[..i].iter().filter(|(_, earlier)| earlier.code == warning.code).count() < WARNINGS_SHOWN {
            text.push_str(&warning_line(style, *id, warning));
        } else if let Some(entry) = left_out.iter_mut().find(|entry| entry.0 == code) {
            entry.1 += 1;
        } else {
            left_out.push((code, 1));
        }
    }
    for (code, count) in left_out {
        text.push_str(&format!("{} and {count} more of {code}; see --format json\n", style.warning("warning:")));
    }
    text
}

fn warning_line(style: Style, id: Option<&str>, warning: &Warning) -> String {
    // Most sentences name their placement themselves, a long name cut short.
    let named = |id: &str| warning.message.contains(&format!("“{}", id.chars().take(30).collect::<String>()));
    let mut place = id.filter(|id| !named(id)).map(|id| format!("{}: ", safe(id))).unwrap_or_default();
    // Most sentences name their page themselves.
    if let Some(page) = warning.page.filter(|page| !mentions_page(&warning.message, *page)) {
        place.push_str(&format!("page {page}: "));
    }
    format!("{} {place}{}\n", style.warning("warning:"), safe(&warning.message))
}

fn mentions_page(message: &str, page: u32) -> bool {
    let message = message.to_lowercase();
    let named = format!("page {page}");
    message.match_indices(&named).any(|(at, _)| !message[at + named.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

/// An error: a sentence and a hint.
pub(crate) fn error(style: Style, error: &Error) -> String {
    let mut text = format!("{} {}", style.error("error:"), safe(error.message()));
    // A keyword of the command line has no path that a person could follow.
    let is_of_a_file = |path: &&str| !path.starts_with("/keywords/") && !error.message().contains(*path);
    if let Some(path) = error.path().filter(is_of_a_file) {
        text.push_str(&style.faint(&format!(" (at {})", safe(path))));
    }
    text.push('\n');
    if let Some(hint) = error.hint() {
        text.push_str(&format!("{} {}\n", style.hint("hint:"), safe(hint)));
    }
    text
}

/// The eight cells of a rectangle in points and in fractions.
fn box_cells(bounds: &Rect<Page>, normalized: &Rect<Normalized>) -> impl Iterator<Item = String> {
    let points = [bounds.x0(), bounds.y0(), bounds.width(), bounds.height()].map(|v| fixed(v, 2));
    let fractions = [normalized.x0(), normalized.y0(), normalized.width(), normalized.height()].map(|v| fixed(v, 4));
    points.into_iter().chain(fractions)
}

/// A number with so many decimals, and no −0.
fn fixed(value: f64, decimals: i32) -> String {
    let value = number::rounded(value, decimals);
    format!("{value:.*}", usize::try_from(decimals).unwrap_or(0))
}

/// What the numbers of a table of boxes mean.
fn legend(style: Style) -> String {
    let text = "points: 1/72 inch; normalized: fractions of the page; origin: lower-left of the page as displayed";
    format!("{}\n", style.faint(text))
}

/// `1 page`, `3 pages`.
fn counted(count: usize, noun: &str) -> String {
    let plural = match (count, noun) {
        (1, _) => noun.to_owned(),
        (_, "match") => "matches".to_owned(),
        _ => format!("{noun}s"),
    };
    format!("{count} {plural}")
}

/// How JSON names a value that is a word.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Text cut to a cell's width.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Page numbers as people write them: `1-3, 7`.
fn page_list(pages: &BTreeSet<u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let written = runs.iter().map(|&(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") });
    written.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_listed_as_people_write_them() {
        assert_eq!(page_list(&BTreeSet::from([1, 2, 3, 7])), "1-3, 7");
    }

    #[test]
    fn numbers_are_never_minus_zero() {
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(fixed(1.005, 4), "1.0050");
    }

    #[test]
    fn a_page_is_named_once() {
        assert!(mentions_page("Page 3 is turned by 90 degrees.", 3));
        assert!(!mentions_page("page 31 is turned", 3));
    }
}
