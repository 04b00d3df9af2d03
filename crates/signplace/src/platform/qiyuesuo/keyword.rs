//! Which occurrences of a keyword a stamper means, and whether the platform's own search would find them.

use super::findings::Findings;
use super::stamper::Occurrence;
use crate::platform::FindingCode;
use crate::platform::facts::Facts;
use crate::platform::json::Pointer;
use crate::search::{Match, MatchMode};
use crate::text::UnicodeSource;

/// Why a keyword gives no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is not there at all.
    NotThere,
    /// It is there so many times only.
    TooFew(usize),
}

/// The occurrences that `keywordIndex` names, in reading order. Those that cannot be seen do not count where one can.
pub(super) fn chosen<'m>(matches: &[&'m Match], index: Occurrence) -> Result<Vec<&'m Match>, Missing> {
    let visible: Vec<&Match> = matches.iter().copied().filter(|found| found.visible).collect();
    let counted = if visible.is_empty() { matches.to_vec() } else { visible };
    if counted.is_empty() {
        return Err(Missing::NotThere);
    }
    let nth = match index {
        Occurrence::All => return Ok(counted),
        Occurrence::Unstated => 1,
        Occurrence::Nth(n) => n,
    };
    let there = i64::try_from(counted.len()).unwrap_or(i64::MAX);
    let at = if nth > 0 { nth - 1 } else { there.saturating_add(nth) };
    let one = usize::try_from(at).ok().and_then(|at| counted.get(at));
    one.map(|one| vec![*one]).ok_or(Missing::TooFew(counted.len()))
}

/// What may not be as meant of the occurrences chosen among all.
pub(super) fn remarks(
    text: &str,
    index: Occurrence,
    all: &[&Match],
    chosen: &[&Match],
    at: &Pointer,
    findings: &mut Findings<'_>,
) {
    if index == Occurrence::Unstated && all.len() > chosen.len() {
        findings.warn(
            FindingCode::SeveralOccurrences,
            at,
            text,
            format!("The keyword occurs {} times; without `keywordIndex` the first is taken.", all.len()),
            format!("关键字出现 {} 次；没有 `keywordIndex` 时取第一个。", all.len()),
        );
    }
    if let Some(hidden) = all.iter().find(|found| !found.visible)
        && chosen.iter().all(|found| found.visible)
    {
        findings.warn(
            FindingCode::Invisible,
            at,
            text,
            format!(
                "An occurrence on page {} cannot be seen and was not counted; the platform's own search may count it.",
                hidden.page
            ),
            format!("第 {} 页有一处不可见，未计入；平台自己的查找可能会计入。", hidden.page),
        );
    }
    for found in chosen {
        concerns(text, found, at, findings);
        if index != Occurrence::All && found.index != found.stream_index {
            findings.warn(
                FindingCode::OrderDiffers,
                at,
                text,
                format!(
                    "Occurrence {} in reading order comes as number {} in the content stream: the platform does not say \
                     which order it counts in.",
                    found.index, found.stream_index
                ),
                format!(
                    "按阅读顺序的第 {} 处，在内容流中是第 {} 处；平台未说明按哪种顺序计数。",
                    found.index, found.stream_index
                ),
            );
        }
    }
}

/// Why the platform's own search would probably miss an occurrence.
fn concerns(text: &str, found: &Match, at: &Pointer, findings: &mut Findings<'_>) {
    let page = found.page;
    if found.mode == MatchMode::Folded {
        findings.warn(
            FindingCode::FoldedOnly,
            at,
            text,
            format!("On page {page} it stands as “{}”: the platform's own search would probably miss it.", found.text),
            format!("第 {page} 页实际写作“{}”，平台自己的查找很可能找不到。", found.text),
        );
    }
    if found.quads.len() > 1 {
        findings.warn(
            FindingCode::BrokenOverLines,
            at,
            text,
            format!(
                "On page {page} it runs over {} lines: the platform's own search would probably miss it.",
                found.quads.len()
            ),
            format!("第 {page} 页跨 {} 行，平台自己的查找很可能找不到。", found.quads.len()),
        );
    }
    if matches!(found.unicode_source, UnicodeSource::CharCode | UnicodeSource::GbkPairs) {
        findings.warn(
            FindingCode::NoUnicode,
            at,
            text,
            format!(
                "The font on page {page} has no Unicode meaning: the platform's own search would probably miss it."
            ),
            format!("第 {page} 页的字体没有 Unicode 映射，平台自己的查找很可能找不到。"),
        );
    }
    if !found.visible {
        findings.warn(
            FindingCode::Invisible,
            at,
            text,
            format!("It cannot be seen on page {page}."),
            format!("在第 {page} 页上不可见。"),
        );
    }
}

/// A keyword that gives no position: an error, or a warning where it may be left out.
pub(super) fn tell_missing(
    text: &str,
    index: Occurrence,
    missing: Missing,
    file: &Facts<'_>,
    at: &Pointer,
    may_be_dropped: bool,
    findings: &mut Findings<'_>,
) {
    let id = &file.file.id;
    let (code, mut en, mut zh) = match (missing, index) {
        (Missing::TooFew(there), Occurrence::Nth(asked)) => (
            FindingCode::OccurrenceOutOfRange,
            format!("The keyword occurs {there} times in the document {id}, and number {asked} is asked for."),
            format!("关键字在文档 {id} 中出现 {there} 次，要求的是第 {asked} 个。"),
        ),
        _ => (
            FindingCode::KeywordNotFound,
            format!("The keyword is not in the document {id}."),
            format!("文档 {id} 中没有该关键字。"),
        ),
    };
    if missing == Missing::NotThere
        && let Some(doubt) = file.doubts.first()
    {
        en = format!("{en} {}", doubt.message);
        zh = format!("{zh}文档中有文字无法识别的页面（图片或无 Unicode 映射）。");
    }
    let value = match (missing, index) {
        (Missing::TooFew(_), Occurrence::Nth(asked)) => asked.to_string(),
        _ => text.to_owned(),
    };
    if may_be_dropped {
        en = format!("{en} The stamper is left out, as `locateAllStamperKeywords` is false.");
        zh = format!("{zh}`locateAllStamperKeywords` 为 false，该位置被去掉。");
        findings.warn(code, at, value, en, zh);
    } else {
        findings.error(code, at, value, en, zh);
    }
}
