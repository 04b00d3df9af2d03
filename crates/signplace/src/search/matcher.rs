//! Keywords in a flow: candidates by their characters, then judged by the gaps between them and by their neighbours.

use memchr::memmem::Finder;

use super::fold::{Compare, is_hyphen, is_ignorable, is_word};
use super::haystack::{Haystack, LineHyphens, Span, Step, breaks_word, is_same, needle_text, says_something};
use super::pattern::Pattern;
use super::sequence::{Gap, Item};
use super::{MatchMode, Query};
use crate::error::{Error, ErrorCode};

/// Characters that a keyword may have. More would be a page, not a keyword; and text that was made for it would cost its
/// length times the keyword's.
const LONGEST: usize = 1000;

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
            Error::new(ErrorCode::KeywordEmpty, "A keyword is empty, or only of spaces.")
                .with_hint("Give the text to look for, as it stands on the page.")
        };
        if keyword.len() > LONGEST && keyword.chars().count() > LONGEST {
            let message = format!("A keyword is longer than {LONGEST} characters.");
            return Err(Error::new(ErrorCode::InvalidValue, message)
                .with_hint("Look for the part of it that nothing else on the pages begins with."));
        }
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

    /// The keyword as it is compared, without white space; none for a regular expression.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.what {
            What::Text(finder, _) => std::str::from_utf8(finder.needle()).ok(),
            What::Pattern(_) => None,
        }
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
                // They are in order and apart: only the first that ends beyond its beginning can be in its way.
                let known = &hits[..before];
                let next = known.partition_point(|known| known.span.last < hit.span.first);
                if known.get(next).is_none_or(|known| known.span.first > hit.span.last) {
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
                let steps = haystack
                    .steps(items, start, end)
                    .map(|step| (step, spaces.binary_search(&(step.offset - start)).is_ok()));
                fit(items, steps, mode)
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
        let found: Vec<Span> = pattern.find_in(haystack).into_iter().filter(|span| self.stands(items, span)).collect();
        let to_the_letter = if found.is_empty() { Vec::new() } else { pattern.exact_spans(items) };
        let is_exact = |span: &Span| {
            let at = to_the_letter.partition_point(|exact| exact.first < span.first);
            to_the_letter.get(at..).unwrap_or_default().iter().take_while(|e| e.first == span.first).any(|e| e == span)
        };
        found.into_iter().map(|span| Hit { span, exact: self.compare == Compare::EXACT || is_exact(&span) }).collect()
    }

    /// Whether the match may stand where it does: anywhere, or only as a word of its own.
    fn stands(&self, items: &[Item], span: &Span) -> bool {
        !self.whole_word || is_whole_word(items, span)
    }
}

/// Whether the gaps between characters are those of the keyword; each step comes with whether white space stands there
/// in the keyword.
fn fit(items: &[Item], steps: impl Iterator<Item = (Step, bool)>, mode: MatchMode) -> bool {
    // Two readings at once: as it stands, and as a word drawn with wide letter spacing. A hostile page has many
    // candidates for a long keyword, so the first step that rules out both is the last that is looked at.
    let (mut plain, mut stretched) = (true, Spacing::NONE);
    for (step, spaced) in steps {
        let (Some(before), Some(after)) = (items.get(step.before), items.get(step.after)) else { return false };
        let cjk = before.cjk || after.cjk;
        let fits = match (step.gap, spaced, mode) {
            (Gap::None, false, _) => Fits::Always,
            // Where Chinese meets Latin, a space in the keyword may be no more than air.
            (Gap::None, true, MatchMode::Folded) => Fits::when(cjk),
            (Gap::None, true, MatchMode::Exact) => Fits::when(step.width > 0.08),
            (Gap::Soft | Gap::Space, true, _) => Fits::Always,
            (Gap::Soft, false, _) if cjk => Fits::Always,
            (Gap::Soft, false, _) => Fits::Stretched,
            // Blanks between all characters are how people letter-space; to the letter, they are characters too.
            (Gap::Space, false, MatchMode::Exact) if step.blank || step.width >= 1.5 || before.line != after.line => {
                Fits::Never
            }
            (Gap::Space, false, MatchMode::Exact) => Fits::Stretched,
            (Gap::Space, false, MatchMode::Folded) if cjk => Fits::Always,
            (Gap::Space, false, MatchMode::Folded) => Fits::Stretched,
            (Gap::Line, _, MatchMode::Exact) => Fits::Never,
            (Gap::Line, true, MatchMode::Folded) => Fits::Always,
            // A hyphen at the line's end, whether it is part of the keyword or not, joins the lines.
            (Gap::Line, false, MatchMode::Folded) => {
                let last = step.after.checked_sub(1).and_then(|at| items.get(at));
                Fits::when(cjk || last.is_some_and(|last| is_hyphen(last.char)))
            }
        };
        plain &= fits == Fits::Always;
        if !spaced {
            stretched.add(&step);
        }
        if fits == Fits::Never || (!plain && !stretched.may_be()) {
            return false;
        }
    }
    plain || stretched.is_letter_spacing()
}

/// When a gap is that of the keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fits {
    Always,
    /// In a word drawn with wide letter spacing.
    Stretched,
    Never,
}

impl Fits {
    fn when(fits: bool) -> Self {
        if fits { Self::Always } else { Self::Never }
    }
}

/// The gaps of a word that may be drawn with wide letter spacing: all there, and all alike.
struct Spacing {
    count: usize,
    least: f64,
    most: f64,
    over_lines: bool,
}

impl Spacing {
    const NONE: Self = Self { count: 0, least: f64::MAX, most: 0.0, over_lines: false };

    fn add(&mut self, step: &Step) {
        self.count += 1;
        self.least = self.least.min(step.width);
        self.most = self.most.max(step.width);
        self.over_lines |= step.gap == Gap::Line;
    }

    /// Whether the gaps so far are alike; once they are not, they stay so.
    fn may_be(&self) -> bool {
        !self.over_lines && self.least > 0.05 && self.most < self.least * 1.8 + 0.12
    }

    fn is_letter_spacing(&self) -> bool {
        self.count >= 2 && self.may_be()
    }
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
    let before = items.get(..span.first).unwrap_or_default().iter().rposition(|item| is_seen(&item));
    let after = (span.last + 1..items.len()).find(|at| items.get(*at).is_some_and(|item| is_seen(&item)));
    // What cannot be seen stands in between: the widest gap on the way counts.
    let gap = |after: usize, to: usize| {
        items.get(after + 1..=to).unwrap_or_default().iter().map(|item| item.gap).max().unwrap_or(Gap::None)
    };
    before
        .and_then(|at| Some((at, items.get(at)?)))
        .is_none_or(|(at, before)| !is_word(before.char) || parts(before, first, gap(at, span.first)))
        && after
            .and_then(|at| Some((at, items.get(at)?)))
            .is_none_or(|(at, after)| !is_word(after.char) || parts(last, after, gap(span.last, at)))
}
