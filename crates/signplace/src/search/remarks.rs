//! What to say about the matches of a keyword: that they were folded, run over lines, cannot be seen, or would be
//! numbered differently elsewhere.

use super::{Match, MatchMode};
use crate::warning::{Warning, WarningCode};

/// The warnings that the matches of the n-th keyword, from 0, deserve.
pub(super) fn about(nth: usize, matches: &[Match]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let at_keyword = |warning: Warning| warning.at(format!("/keywords/{nth}"));
    warnings.extend(folded_only(matches).map(at_keyword));
    warnings.extend(order_differs(matches).map(at_keyword));
    for found in matches {
        if found.quads.len() > 1 {
            let message = format!(
                "Occurrence {} of “{}” runs over {} lines: its box is around all of them, and each has a quad.",
                found.index,
                found.keyword,
                found.quads.len(),
            );
            warnings.push(Warning::new(WarningCode::BrokenOverLines, message).on_page(found.page));
        }
        if !found.visible {
            let message = format!("Occurrence {} of “{}” cannot be seen on the page.", found.index, found.keyword);
            warnings.push(Warning::new(WarningCode::Invisible, message).on_page(found.page));
        }
    }
    warnings
}

fn folded_only(matches: &[Match]) -> Option<Warning> {
    let first = matches.first()?;
    if matches.iter().any(|found| found.mode == MatchMode::Exact) {
        return None;
    }
    let more = match matches.len() {
        1 => String::new(),
        n => format!(", and so are the other {}", n - 1),
    };
    let message = format!(
        "“{}” is on page {} only {}{more}: a search to the letter, as platforms do, would miss it.",
        first.keyword,
        first.page,
        how_folded(first),
    );
    Some(Warning::new(WarningCode::FoldedOnly, message).on_page(first.page))
}

/// Characters of a text that a message shows.
const LONGEST: usize = 40;

/// How the text differs from its keyword: by what is seen, or where both read the same, by its lines and spaces.
pub(crate) fn how_folded(found: &Match) -> String {
    let plain = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let is_on_one_line = found.quads.len() <= 1;
    if plain(&found.keyword) != plain(&found.text) || (is_on_one_line && found.keyword != found.text) {
        let mut shown: String = found.text.chars().take(LONGEST).collect();
        if shown.len() < found.text.len() {
            shown.push('…');
        }
        return format!("as “{shown}”");
    }
    match found.quads.len() {
        0 | 1 => "with spaces set otherwise".to_owned(),
        lines => format!("broken over {lines} lines"),
    }
}

fn order_differs(matches: &[Match]) -> Option<Warning> {
    let first = matches.iter().find(|found| found.index != found.stream_index)?;
    let message = format!(
        "The content stream draws the occurrences of “{}” in another order than they are read: occurrence {} comes there \
         as number {}; who counts without sorting by position takes another one.",
        first.keyword, first.index, first.stream_index,
    );
    Some(Warning::new(WarningCode::OrderDiffers, message).on_page(first.page))
}
