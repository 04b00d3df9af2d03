//! The nearest there is to a keyword that was not found: found under other options, differing in a character or two,
//! or only begun.

use serde::Serialize;

use super::find::{outline, readable, searched};
use super::fold::Compare;
use super::frame::frames;
use super::haystack::{Haystack, LineHyphens, Span, needle_text};
use super::lines::flows;
use super::matcher::{Needle, Text};
use super::sequence::{Item, items};
use super::{KeywordCount, MatchMode, MatchOptions, Query};
use crate::api::Document;
use crate::document::stream::Budget;
use crate::error::Error;
use crate::geometry::{Page, Quad, Rect};
use crate::text::PageText;

/// Characters of a keyword that are compared with a slip of the pen in mind; of longer ones, only the beginning.
const LONGEST: usize = 200;
/// Slips that are forgiven, and characters of the keyword for each.
const MOST_SLIPS: usize = 2;
const CHARS_A_SLIP: usize = 3;

/// The text on the pages searched that comes nearest to a keyword.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Nearest {
    /// In what way it is near.
    pub kind: NearestKind,
    /// Page number, from 1.
    pub page: u32,
    /// The text as shown on the page.
    pub text: String,
    /// Its bounds, in points on the displayed page.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
    /// One sentence for people.
    pub message: String,
}

/// In what way a text is near to a keyword, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NearestKind {
    /// It is found when it is compared in another way.
    Option,
    /// It differs in one or two characters.
    Similar,
    /// Only the beginning of the keyword is there.
    Start,
    /// Only the end of the keyword is there.
    End,
}

/// Ways to compare that find more, with what to call them.
fn wider(query: &Query) -> Vec<(Query, String)> {
    type Widen = (&'static str, fn(&mut Query) -> bool);
    const WAYS: [Widen; 4] = [
        ("folded matching", |q| std::mem::replace(&mut q.mode, MatchMode::Folded) != MatchMode::Folded),
        ("case ignored", |q| !std::mem::replace(&mut q.options.ignore_case, true)),
        ("traditional and simplified characters as one", |q| !std::mem::replace(&mut q.options.variants, true)),
        ("parts of words too", |q| std::mem::take(&mut q.options.whole_word)),
    ];
    let mut all = Vec::new();
    let (mut widest, mut names) = (query.clone(), Vec::new());
    for (name, widen) in WAYS {
        let mut one = query.clone();
        if widen(&mut one) {
            all.push((one, name.to_owned()));
            widen(&mut widest);
            names.push(name);
        }
    }
    if names.len() > 1 {
        all.push((widest, names.join(", ")));
    }
    all
}

/// What is being looked for, and the nearest so far: by kind, then by how much is missing or differs.
struct Search<'q> {
    nth: usize,
    ways: Vec<(Needle, &'q Query, &'q str)>,
    /// The keyword as the widest comparison sees it; empty for a regular expression.
    text: Vec<char>,
    best: Option<((NearestKind, usize), Nearest)>,
}

/// Finds the nearest to every keyword without a match.
pub(super) fn explain(
    document: &Document,
    query: &Query,
    pages: &[u32],
    keywords: &mut [KeywordCount],
) -> Result<(), Error> {
    if keywords.iter().all(|keyword| keyword.count > 0) {
        return Ok(());
    }
    let wider = wider(query);
    let loosest = Compare::new(MatchMode::Folded, MatchOptions { ignore_case: true, variants: true, ..query.options });
    let mut searches = Vec::new();
    for (nth, keyword) in query.keywords.iter().enumerate() {
        if keywords.get(nth).is_none_or(|keyword| keyword.count > 0) {
            continue;
        }
        let ways =
            wider.iter().filter_map(|(query, name)| Some((Needle::new(keyword, query).ok()?, query, name.as_str())));
        let text = if query.options.regex { Vec::new() } else { needle_text(keyword, loosest).0.chars().collect() };
        let text: Vec<char> = text.into_iter().take(LONGEST).collect();
        searches.push(Search { nth, ways: ways.collect(), text, best: None });
    }
    let budget = Budget::new(document.file.limits());
    for &number in pages {
        let page = searched(document, number, query, &budget)?;
        for frame in frames(&page) {
            for flow in flows(&frame) {
                let items = items(&page, &frame, &flow);
                let loose = Haystack::new(&items, loosest, LineHyphens::Dropped);
                for search in &mut searches {
                    search.look(&page, number, &items, &loose);
                }
            }
        }
    }
    for search in searches {
        if let Some(keyword) = keywords.get_mut(search.nth) {
            keyword.nearest = search.best.map(|(_, nearest)| nearest);
        }
    }
    Ok(())
}

impl Search<'_> {
    fn look(&mut self, page: &PageText, number: u32, items: &[Item], loose: &Haystack) {
        for way in 0..self.ways.len() {
            if !self.improves(NearestKind::Option, way) {
                return;
            }
            let (needle, query, name) = &self.ways[way];
            let text = Text::new(items.to_vec(), query);
            if let Some(hit) = needle.find_in(&text).first() {
                let with = format!("with {name}");
                self.take(NearestKind::Option, way, page, number, items, &hit.span, &with);
            }
        }
        let length = self.text.len();
        let slips = MOST_SLIPS.min(length / CHARS_A_SLIP);
        if slips > 0
            && self.improves(NearestKind::Similar, 1)
            && let Some((distance, start, end)) = similar(&self.text, &loose.text, slips)
            && let Some(span) = loose.span(start, end)
        {
            let how = if distance == 1 {
                "which differs in 1 character".to_owned()
            } else {
                format!("which differs in {distance} characters")
            };
            self.take(NearestKind::Similar, distance, page, number, items, &span, &how);
        }
        for kind in [NearestKind::Start, NearestKind::End] {
            // At least two characters, and a third of the keyword.
            for part in (2.max(length.div_ceil(3))..length).rev() {
                if !self.improves(kind, length - part) {
                    break;
                }
                let (chars, how) = match kind {
                    NearestKind::Start => (&self.text[..part], "which is only its beginning"),
                    _ => (&self.text[length - part..], "which is only its end"),
                };
                let chars: String = chars.iter().collect();
                if let Some(span) = loose.text.find(&chars).and_then(|at| loose.span(at, at + chars.len())) {
                    self.take(kind, length - part, page, number, items, &span, how);
                }
            }
        }
    }

    fn improves(&self, kind: NearestKind, rank: usize) -> bool {
        self.best.as_ref().is_none_or(|(best, _)| (kind, rank) < *best)
    }

    #[expect(clippy::too_many_arguments, reason = "each is a part of the answer")]
    fn take(
        &mut self,
        kind: NearestKind,
        rank: usize,
        page: &PageText,
        number: u32,
        items: &[Item],
        span: &Span,
        how: &str,
    ) {
        let own = span.items(items);
        let lines = own.chunk_by(|a, b| a.line == b.line).filter_map(|line| outline(page, line));
        let Some(bounds) = lines.map(|quad: Quad<Page>| quad.bounds()).reduce(|all, next| all.union(next)) else {
            return;
        };
        if !self.improves(kind, rank) {
            return;
        }
        let text = readable(&own);
        let message = match kind {
            NearestKind::Option => format!("Page {number} has “{text}”, which is found {how}."),
            _ => format!("Page {number} has “{text}”, {how}."),
        };
        self.best = Some(((kind, rank), Nearest { kind, page: number, text, bounds, message }));
    }
}

/// The stretch of a text, in bytes, that differs from the wanted characters in the fewest of them, and in how many: the
/// first of several. `None` when there are more than `most`.
fn similar(wanted: &[char], text: &str, most: usize) -> Option<(usize, usize, usize)> {
    // Sellers: one row of distances for each character of the text; a match may begin anywhere at no cost.
    let mut row: Vec<(usize, usize)> = (0..=wanted.len()).map(|cost| (cost, 0)).collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for (at, c) in text.char_indices() {
        let mut diagonal = row[0];
        row[0] = (0, at + c.len_utf8());
        diagonal.1 = at;
        for (nth, want) in wanted.iter().enumerate() {
            let (above, left) = (row[nth + 1], row[nth]);
            let changed = (diagonal.0 + usize::from(*want != c), diagonal.1);
            let put_in = (above.0 + 1, above.1);
            let left_out = (left.0 + 1, left.1);
            diagonal = above;
            row[nth + 1] = [changed, put_in, left_out].into_iter().min_by_key(|(cost, _)| *cost).unwrap_or(changed);
        }
        let (cost, start) = row[wanted.len()];
        let end = at + c.len_utf8();
        if cost <= most && start < end && best.is_none_or(|(least, ..)| cost < least) {
            best = Some((cost, start, end));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(wanted: &str, text: &str, most: usize) -> Option<(usize, String)> {
        let wanted: Vec<char> = wanted.chars().collect();
        similar(&wanted, text, most).map(|(cost, start, end)| (cost, text[start..end].to_owned()))
    }

    #[test]
    fn a_text_that_differs_in_a_character_or_two_is_similar() {
        assert_eq!(found("甲方(盖章)", "本页:甲方(公章)日期", 2), Some((1, "甲方(公章)".to_owned())));
        assert_eq!(found("甲方盖章处", "乙方甲方签字处", 2), Some((2, "甲方签字处".to_owned())));
        assert_eq!(found("signature", "the signatre of", 2), Some((1, "signatre".to_owned())));
        assert_eq!(found("甲方(盖章)", "与此无关", 2), None);
        assert_eq!(found("甲", "", 2), None);
    }
}
