//! Which occurrences of a keyword a stamper means: `keywordIndex` in terms of [`keyword`](crate::platform::keyword).

use super::findings::Findings;
use super::stamper::Occurrence;
use crate::platform::facts::Facts;
use crate::platform::json::Pointer;
use crate::platform::keyword::{self, Choice, NotChosen};
use crate::platform::{Finding, FindingCode};
use crate::search::Match;

/// The occurrences that `keywordIndex` names, in reading order, each with its number among all, from 1. Those that cannot
/// be seen do not count where one can.
pub(super) fn chosen<'m>(matches: &[&'m Match], index: Occurrence) -> Result<Vec<(u32, &'m Match)>, NotChosen> {
    with_choice(index, |choice| keyword::choose(matches, choice))
}

/// `keywordIndex` counts from 1, and from the last where negative; 0 is all, and the first where it is not stated.
fn with_choice<T>(index: Occurrence, ask: impl FnOnce(&Choice<'_>) -> T) -> T {
    let (reverse, at) = match index {
        Occurrence::All => return ask(&Choice { reverse: false, indexes: None }),
        Occurrence::Unstated => (false, 0),
        Occurrence::Nth(n) if n < 0 => (true, -1 - n),
        Occurrence::Nth(n) => (false, n - 1),
    };
    ask(&Choice { reverse, indexes: Some(&[at]) })
}

/// What may not be as meant of the occurrences chosen among all.
pub(super) fn remarks(
    text: &str,
    index: Occurrence,
    all: &[&Match],
    chosen: &[(u32, &Match)],
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
    let language = findings.language;
    for (code, message) in with_choice(index, |choice| keyword::remarks(text, all, chosen, choice, language)) {
        findings.report.push(Finding::warning(code, at, message).of(text));
    }
}

/// A keyword that gives no position: an error, or a warning where it may be left out.
pub(super) fn tell_missing(
    text: &str,
    index: Occurrence,
    missing: NotChosen,
    file: &Facts<'_>,
    at: &Pointer,
    may_be_dropped: bool,
    findings: &mut Findings<'_>,
) {
    let id = &file.file.id;
    let (code, mut en, mut zh) = match (missing, index) {
        (NotChosen::TooFew { there, .. }, Occurrence::Nth(asked)) => (
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
    if missing == NotChosen::NotThere
        && let Some(nearest) = file.nearest(&(text.to_owned(), false))
    {
        en = format!("{en} The nearest there is: {nearest}");
        zh = format!("{zh}最接近的文字：{nearest}。");
    }
    if missing == NotChosen::NotThere
        && let Some(doubt) = file.doubts.first()
    {
        en = format!("{en} {}", doubt.message);
        zh = format!("{zh}文档中有文字无法识别的页面（图片或无 Unicode 映射）。");
    }
    let value = match (missing, index) {
        (NotChosen::TooFew { .. }, Occurrence::Nth(asked)) => asked.to_string(),
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
