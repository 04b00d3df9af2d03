//! Keywords in a flow: candidates by their characters, then judged by the gaps between them and by their neighbours.

use memchr::memmem::Finder;

use super::fold::{Compare, is_hyphen, is_ignorable, is_word};
use super::haystack::{Haystack, LineHyphens, Span, Step, breaks_word, is_same, needle_text, says_something};
use super::pattern::Pattern;
use super::sequence::{Gap, Item};
use super::{MatchMode, Query};
use crate::error::{Error, ErrorCode};

/// The characters of a flow, and the texts in which keywords are looked for: a second one where words are broken at the
/// ends of its lines.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) items: Vec<Item>,
    pub(super) haystacks: Vec<Haystack>,
}

impl Text {
    pub(super) fn new(items: Vec<Item>, query: &Query) -> Self {
        let compare = Compare::new(query.mode, query.options);
        if query.options.regex {
            let haystacks = super::pattern::haystacks(&items, compare);
            return Self { items, haystacks };
        }
        let mut haystacks = vec![Haystack::new(&items, compare, LineHyphens::Kept)];
        if compare.is_folded() && (0..items.len()).any(|at| breaks_word(&items, at)) {
            haystacks.push(Haystack::new(&items, compare, LineHyphens::Dropped));
        }
        Self { items, haystacks }
    }
}

/// A keyword made ready for one way of comparing.
#[derive(Debug)]
pub(super) struct Needle {
    keyword: String,
    compare: Compare,
    whole_word: bool,
    what: What,
}

#[derive(Debug)]
enum What {
    /// The keyword as compared, without white space, and the offsets in bytes before which it has some.
    Text(Box<Finder<'static>>, Vec<usize>),
    Pattern(Box<Pattern>),
}

/// A match: where, and whether nothing had to be folded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hit {
    pub(super) span: Span,
    pub(super) exact: bool,
}

impl Needle {
    /// Fails with `keyword_empty` when the keyword has nothing to look for, and with `invalid_value` when it is not a
    /// regular expression where one is wanted.
    pub(super) fn new(keyword: &str, query: &Query) -> Result<Self, Error> {
        let compare = Compare::new(query.mode, query.options);
        let empty = || {
            Error::new(ErrorCode::KeywordEmpty, "a keyword is empty or only of spaces")
                .with_hint("give the text to look for, as it stands on the page")
        };
        let what = if query.options.regex {
            if keyword.trim().is_empty() {
                return Err(empty());
            }
            What::Pattern(Box::new(Pattern::new(keyword, query.mode, query.options)?))
        } else {
            let (text, spaces) = needle_text(keyword, compare);
            if text.is_empty() || !says_something(keyword) {
                return Err(empty());
            }
            What::Text(Box::new(Finder::new(text.as_bytes()).into_owned()), spaces)
        };
        Ok(Self { keyword: keyword.to_owned(), compare, whole_word: query.options.whole_word, what })
    }

    /// Every occurrence, in the order of the text; none overlaps another.
    pub(super) fn find_in(&self, text: &Text) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for haystack in &text.haystacks {
            let found = match &self.what {
                What::Text(finder, spaces) => self.find_text(finder, spaces, &text.items, haystack),
                What::Pattern(pattern) => self.find_pattern(pattern, &text.items, haystack),
            };
            // What the first text has found, the others do not find again.
            let before = hits.len();
            for hit in found {
                let known = &hits[..before];
                if !known.iter().any(|k| k.span.first <= hit.span.last && hit.span.first <= k.span.last) {
                    hits.push(hit);
                }
            }
        }
        if text.haystacks.len() > 1 {
            hits.sort_by_key(|hit| (hit.span.first, hit.span.last));
        }
        hits
    }

    fn find_text(&self, finder: &Finder<'_>, spaces: &[usize], items: &[Item], haystack: &Haystack) -> Vec<Hit> {
        let (mut found, mut at) = (Vec::new(), 0);
        let bytes = haystack.text.as_bytes();
        while let Some(offset) = bytes.get(at..).and_then(|rest| finder.find(rest)) {
            let (start, end) = (at + offset, at + offset + finder.needle().len());
            let fits = |mode| {
                let steps: Vec<(Step, bool)> = haystack
                    .steps(items, start, end)
                    .map(|step| (step, spaces.contains(&(step.offset - start))))
                    .collect();
                fit(items, &steps, mode)
            };
            let span = haystack.span(start, end).filter(|span| fits(self.compare.mode) && self.stands(items, span));
            match span {
                Some(span) => {
                    let exact = self.compare == Compare::EXACT || {
                        let shown = items.get(span.first..=span.last).unwrap_or_default();
                        is_same(&self.keyword, shown) && fits(MatchMode::Exact)
                    };
                    found.push(Hit { span, exact });
                    at = end;
                }
                None => at = start + haystack.text[start..].chars().next().map_or(1, char::len_utf8),
            }
        }
        found
    }

    fn find_pattern(&self, pattern: &Pattern, items: &[Item], haystack: &Haystack) -> Vec<Hit> {
        pattern
            .find_in(haystack)
            .into_iter()
            .filter(|span| self.stands(items, span))
            .map(|span| Hit { span, exact: self.compare == Compare::EXACT || pattern.is_exact(items, &span) })
            .collect()
    }

    /// Whether the match may stand where it does: anywhere, or only as a word of its own.
    fn stands(&self, items: &[Item], span: &Span) -> bool {
        !self.whole_word || is_whole_word(items, span)
    }
}

/// Whether the gaps between characters are those of the keyword; each step comes with whether white space stands there
/// in the keyword.
fn fit(items: &[Item], steps: &[(Step, bool)], mode: MatchMode) -> bool {
    let stretched = is_letter_spaced(steps);
    steps.iter().all(|(step, spaced)| {
        let (Some(before), Some(after)) = (items.get(step.before), items.get(step.after)) else { return false };
        let cjk = before.cjk || after.cjk;
        match (step.gap, spaced, mode) {
            (Gap::None, false, _) => true,
            // Where Chinese meets Latin, a space in the keyword may be no more than air.
            (Gap::None, true, MatchMode::Folded) => cjk,
            (Gap::None, true, MatchMode::Exact) => step.width > 0.08,
            (Gap::Soft | Gap::Space, true, _) => true,
            (Gap::Soft, false, _) => cjk || stretched,
            (Gap::Space, false, MatchMode::Exact) => stretched && step.width < 1.5 && before.line == after.line,
            (Gap::Space, false, MatchMode::Folded) => cjk || stretched,
            (Gap::Line, _, MatchMode::Exact) => false,
            (Gap::Line, true, MatchMode::Folded) => true,
            // A hyphen at the line's end, whether it is part of the keyword or not, joins the lines.
            (Gap::Line, false, MatchMode::Folded) => {
                cjk || step.after.checked_sub(1).and_then(|at| items.get(at)).is_some_and(|last| is_hyphen(last.char))
            }
        }
    })
}

/// Whether the gaps are those of a word drawn with wide letter spacing: all there, and all alike.
fn is_letter_spaced(steps: &[(Step, bool)]) -> bool {
    let gaps = || steps.iter().filter(|(_, spaced)| !spaced).map(|(step, _)| step);
    let (least, most) =
        gaps().fold((f64::MAX, 0.0_f64), |(least, most), step| (least.min(step.width), most.max(step.width)));
    gaps().count() >= 2 && gaps().all(|step| step.gap != Gap::Line) && least > 0.05 && most < least * 1.8 + 0.12
}

/// Whether neither neighbour of a match belongs to the same word. A word ends at a space, at punctuation, at an
/// underscore and at the end of a line; between ideographs a gap without a space, as letter spacing makes, does not
/// end it.
fn is_whole_word(items: &[Item], span: &Span) -> bool {
    if span.from > 0.0 || span.to < 1.0 {
        return false;
    }
    let is_seen = |item: &&Item| !is_ignorable(item.char);
    let parts = |before: &Item, after: &Item, gap: Gap| match gap {
        Gap::Space | Gap::Line => true,
        Gap::Soft => !before.cjk && !after.cjk,
        Gap::None => false,
    };
    let (Some(first), Some(last)) = (items.get(span.first), items.get(span.last)) else { return false };
    let before = items.get(..span.first).unwrap_or_default().iter().rev().find(is_seen);
    let after = items.get(span.last + 1..).unwrap_or_default().iter().find(is_seen);
    before.is_none_or(|before| !is_word(before.char) || parts(before, first, first.gap))
        && after.is_none_or(|after| !is_word(after.char) || parts(last, after, after.gap))
}
