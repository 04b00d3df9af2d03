//! Which occurrences of a keyword a request means, and whether the platform's own search would find them.

use super::{FindingCode, Language};
use crate::number::rounded;
use crate::place::suggest::shortened;
use crate::search::{Match, MatchMode, in_stream_order};
use crate::text::UnicodeSource;

/// Which occurrences are meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice<'c> {
    /// Whether they are counted from the last.
    pub(crate) reverse: bool,
    /// From 0; `None` for all.
    pub(crate) indexes: Option<&'c [i64]>,
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotChosen {
    /// The keyword has no occurrence.
    NotThere,
    /// It has fewer.
    TooFew {
        /// How many can be counted.
        there: usize,
        /// The index that is not there, from 0.
        asked: i64,
    },
}

/// The occurrences meant, in reading order, each with its number among all matches, from 1. Matches that cannot be seen do
/// not count where one can.
pub(crate) fn choose<'m>(matches: &[&'m Match], choice: &Choice<'_>) -> Result<Vec<(u32, &'m Match)>, NotChosen> {
    let counted = counted(matches);
    if counted.is_empty() {
        return Err(NotChosen::NotThere);
    }
    let Some(indexes) = choice.indexes else { return Ok(counted) };
    let mut chosen = indexes
        .iter()
        .map(|&asked| {
            let too_few = NotChosen::TooFew { there: counted.len(), asked };
            let at = usize::try_from(asked).ok().filter(|at| *at < counted.len()).ok_or(too_few)?;
            Ok(counted[if choice.reverse { counted.len() - 1 - at } else { at }])
        })
        .collect::<Result<Vec<_>, _>>()?;
    chosen.sort_by_key(|(number, _)| *number);
    chosen.dedup_by_key(|(number, _)| *number);
    Ok(chosen)
}

/// The matches that count, with their numbers among all, from 1.
fn counted<'m>(matches: &[&'m Match]) -> Vec<(u32, &'m Match)> {
    let any_visible = matches.iter().any(|one| one.visible);
    (1..).zip(matches.iter().copied()).filter(|(_, one)| one.visible || !any_visible).collect()
}

/// What may not be as meant of the occurrences chosen among all.
pub(crate) fn remarks(
    keyword: &str,
    all: &[&Match],
    chosen: &[(u32, &Match)],
    choice: &Choice<'_>,
    language: Language,
) -> Vec<(FindingCode, String)> {
    let text = shortened(keyword);
    let mut remarks = Vec::new();
    if let Some(hidden) = all.iter().find(|one| !one.visible)
        && chosen.iter().all(|(_, one)| one.visible)
    {
        let page = hidden.page;
        let message = language.say(
            format!(
                "“{text}” also stands on page {page} where it cannot be seen, which is not counted; the platform may."
            ),
            format!("“{text}”在第 {page} 页还有一处不可见，未计入；平台可能会计入。"),
        );
        remarks.push((FindingCode::Invisible, message));
    }
    remarks.extend(chosen.iter().flat_map(|(_, one)| concerns(&text, one, language)));
    if let Some(other) = other_order(all, chosen, choice) {
        let (x, y) = (rounded(other.bounds.x0(), 2), rounded(other.bounds.y0(), 2));
        let page = other.page;
        let message = language.say(
            format!(
                "Counted in the order of the content stream, “{text}” would be the occurrence on page {page} at ({x}, {y}); \
                 the platform does not say in which order it counts."
            ),
            format!("若按内容流顺序计数，“{text}”会是第 {page} 页 ({x}, {y}) 处；平台未说明计数顺序。"),
        );
        remarks.push((FindingCode::OrderDiffers, message));
    }
    remarks
}

/// An occurrence that would be chosen if they were counted as they are drawn, and is not.
fn other_order<'m>(all: &[&'m Match], chosen: &[(u32, &Match)], choice: &Choice<'_>) -> Option<&'m Match> {
    choice.indexes?;
    let drawn = choose(&in_stream_order(all), choice).ok()?;
    let is_chosen = |one: &Match| chosen.iter().any(|(_, other)| other.stream_index == one.stream_index);
    drawn.into_iter().map(|(_, one)| one).find(|one| !is_chosen(one))
}

/// Why the platform's own search would probably miss an occurrence.
pub(crate) fn concerns(text: &str, found: &Match, language: Language) -> Vec<(FindingCode, String)> {
    let page = found.page;
    let mut concerns = Vec::new();
    if found.mode == MatchMode::Folded {
        let shown = shortened(&found.text);
        let message = language.say(
            format!("On page {page} “{text}” stands as “{shown}”: the platform's own search would probably miss it."),
            format!("第 {page} 页的“{text}”实际写作“{shown}”，平台自己的查找很可能找不到。"),
        );
        concerns.push((FindingCode::FoldedOnly, message));
    }
    if found.quads.len() > 1 {
        let lines = found.quads.len();
        let message = language.say(
            format!(
                "On page {page} “{text}” runs over {lines} lines: the platform's own search would probably miss it."
            ),
            format!("第 {page} 页的“{text}”跨 {lines} 行，平台自己的查找很可能找不到。"),
        );
        concerns.push((FindingCode::BrokenOverLines, message));
    }
    let weak = matches!(
        found.unicode_source,
        UnicodeSource::FontProgram | UnicodeSource::GbkPairs | UnicodeSource::Outline | UnicodeSource::CharCode
    );
    if weak {
        let message = language.say(
            format!(
                "On page {page} the font of “{text}” says nothing of Unicode: the platform's own search may miss it."
            ),
            format!("第 {page} 页“{text}”的字体没有 Unicode 映射，平台自己的查找可能找不到。"),
        );
        concerns.push((FindingCode::NoUnicode, message));
    }
    if !found.visible {
        let message = language.say(
            format!("“{text}” cannot be seen where it stands on page {page}."),
            format!("“{text}”在第 {page} 页不可见。"),
        );
        concerns.push((FindingCode::Invisible, message));
    }
    concerns
}
