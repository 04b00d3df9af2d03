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
                "occurrence {} of “{}” runs over {} lines: its box is around all of them, and each has a quad",
                found.index,
                found.keyword,
                found.quads.len(),
            );
            warnings.push(Warning::new(WarningCode::BrokenOverLines, message).on_page(found.page));
        }
        if !found.visible {
            let message = format!("occurrence {} of “{}” cannot be seen on the page", found.index, found.keyword);
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
        "“{}” is on page {} only as “{}”{more}: a search to the letter, as platforms do, would miss it",
        first.keyword, first.page, first.text,
    );
    Some(Warning::new(WarningCode::FoldedOnly, message).on_page(first.page))
}

fn order_differs(matches: &[Match]) -> Option<Warning> {
    let first = matches.iter().find(|found| found.index != found.stream_index)?;
    let message = format!(
        "the content stream draws the occurrences of “{}” in another order than they are read: occurrence {} comes there \
         as number {}; who counts without sorting by position takes another one",
        first.keyword, first.index, first.stream_index,
    );
    Some(Warning::new(WarningCode::OrderDiffers, message).on_page(first.page))
}
