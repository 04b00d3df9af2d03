//! Which lines a keyword may stand on, told from its plain characters alone: only those are spelled out, with all that
//! comparing and measuring need.
//!
//! A folded search goes on over the ends of lines, so that a flow may be a whole page, and mostly holds a keyword on one
//! line of it. Nothing that comparing looks at lies beyond the lines of a match: what stands before and behind it on other
//! lines is another word, and no mark is composed over the end of a line.

use std::ops::Range;

use memchr::memmem::Finder;

use super::fold::Compare;
use super::frame::Frame;
use super::lines::Segment;
use crate::text::PageText;

/// A keyword by its plain characters, which follow one another wherever it stands.
#[derive(Debug)]
pub(super) struct Sought {
    finder: Finder<'static>,
    /// Whether it begins and ends with one of them: other characters may stand on one more line.
    pub(super) ends_plainly: bool,
    /// How many bytes behind the end of one place where it stands another may end that begins within it: none, unless it can
    /// overlap itself.
    overlap: usize,
}

/// Characters that nothing else becomes, neither marks nor ligatures, and that stand in a text wherever they stand on a page:
/// not hyphens, which may be left out at the end of a line, nor underscores, of which several become one.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{4e00}'..='\u{9fff}') && !matches!(c, '-' | '_')
}

/// Others that never come together from others: CJK punctuation and full-width forms.
fn is_apart(c: char) -> bool {
    matches!(c, '-' | '_' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

impl Sought {
    /// Those of a keyword as it is compared; `None` where text may put its characters together from others, or all of them are
    /// passed over.
    pub(super) fn new(keyword: &str) -> Option<Self> {
        let plain: String = keyword.chars().filter(|c| is_plain(*c)).collect();
        let is_simple = !plain.is_empty() && keyword.chars().all(|c| is_plain(c) || is_apart(c));
        let ends_plainly = keyword.starts_with(is_plain) && keyword.ends_with(is_plain);
        let begins_again = (1..plain.len()).any(|at| plain.as_bytes().starts_with(&plain.as_bytes()[at..]));
        let overlap = if begins_again { plain.len() - 1 } else { 0 };
        is_simple.then(|| Self { finder: Finder::new(plain.as_bytes()).into_owned(), ends_plainly, overlap })
    }
}

/// Whether a line may hold one of some keywords; `text` is room for what it spells.
pub(super) fn may_hold<'s>(
    page: &PageText,
    frame: &Frame,
    line: &Segment,
    mut sought: impl Iterator<Item = &'s Sought>,
    compare: Compare,
    text: &mut Vec<u8>,
) -> bool {
    text.clear();
    spell(text, page, frame, line, compare);
    sought.any(|sought| sought.finder.find(text).is_some())
}

/// The lines on which some keywords may stand, in parts of the flow that are apart, from top to bottom.
pub(super) fn parts<'s>(
    page: &PageText,
    frame: &Frame,
    flow: &[Segment],
    sought: impl Iterator<Item = &'s Sought>,
    compare: Compare,
) -> Vec<Range<usize>> {
    let (mut text, mut ends) = (Vec::new(), Vec::with_capacity(flow.len()));
    for line in flow {
        spell(&mut text, page, frame, line, compare);
        ends.push(text.len());
    }
    let line_of = |offset: usize| ends.partition_point(|end| *end <= offset);
    // For each line that a keyword may begin on, the first behind those it may stand on; 0 for others.
    let mut reach = vec![0; flow.len()];
    for Sought { finder, overlap, .. } in sought {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| finder.find(rest)) {
            let (start, end) = (from + at, from + at + finder.needle().len());
            // Of two that overlap, either may turn out to be the one.
            let last = (end - 1 + overlap).min(text.len() - 1);
            if let Some(reach) = reach.get_mut(line_of(start)) {
                *reach = (*reach).max(line_of(last) + 1);
            }
            from = end;
        }
    }
    let mut parts = Vec::new();
    for (line, end) in reach.into_iter().enumerate().filter(|(_, end)| *end > 0) {
        join(&mut parts, line..end);
    }
    parts
}

/// Adds a range that begins no sooner than the last, which becomes longer where the two share something.
fn join(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    match ranges.last_mut() {
        Some(last) if range.start < last.end => last.end = last.end.max(range.end),
        _ => ranges.push(range),
    }
}

/// Adds the plain characters of a line as they are compared, in UTF-8.
fn spell(text: &mut Vec<u8>, page: &PageText, frame: &Frame, line: &Segment, compare: Compare) {
    for stretch in line.stretches(frame) {
        let glyphs = page.glyphs.get(stretch.glyphs.clone()).unwrap_or_default();
        text.reserve(glyphs.len());
        for glyph in glyphs {
            let char = glyph.char();
            if let Some(c) = char.and_then(|c| compare.plain_char(c)) {
                add(text, c);
            // Most others are spaces, which become nothing plain.
            } else if char != Some(' ') {
                let chars = page.text(glyph).chars();
                chars.flat_map(|c| compare.chars(c)).for_each(|c| add(text, c));
            }
        }
    }
}

#[inline]
fn add(text: &mut Vec<u8>, c: char) {
    if is_plain(c) {
        if c.is_ascii() {
            text.push(c as u8);
        } else {
            text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sought_by_characters_that_stay() {
        let plain = |keyword| Sought::new(keyword).map(|sought| (sought.finder.needle().to_vec(), sought.ends_plainly));
        assert_eq!(plain("甲方(盖章):"), Some(("甲方(盖章):".into(), true)));
        assert_eq!(plain("re-entry、no_one"), Some((b"reentrynoone".into(), true)));
        for keyword in ["甲方（盖章）", "____甲方盖章", "甲方盖章-"] {
            assert_eq!(plain(keyword), Some(("甲方盖章".into(), false)), "{keyword}");
        }
        // Nothing plain, or what text may put together from others.
        for keyword in ["", "____", "「」", "café", "ﬁn", "が", "Ω"] {
            assert_eq!(plain(keyword), None, "{keyword}");
        }
    }
}
