//! Regular expressions as keywords, matched against readable text: lines with their spaces put back.
//!
//! In an exact search each line is a text of its own, with one space for every gap between words. In a folded search a
//! paragraph or a table cell is one text: its characters are folded, and a line's end is like a gap; next to Chinese,
//! Japanese and Korean there are no spaces. Nothing matches across a gutter either way.

#[cfg(feature = "regex")]
pub(super) use with_regex::Pattern;
#[cfg(not(feature = "regex"))]
pub(super) use without_regex::Pattern;

use super::fold::Compare;
use super::haystack::{Haystack, LineHyphens};
use super::sequence::{Gap, Item};

/// The texts of a flow that a pattern is matched against.
pub(super) fn haystacks(items: &[Item], compare: Compare) -> Vec<Haystack> {
    // A pattern keeps its letters, so the text does too: `(?i)` takes the case away.
    let compare = compare.with_case();
    if !compare.is_folded() {
        let mut haystacks = Vec::new();
        let mut start = 0;
        for line in items.chunk_by(|a, b| a.line == b.line) {
            haystacks.push(Haystack::readable(items, start..start + line.len(), compare, LineHyphens::Kept));
            start += line.len();
        }
        return haystacks;
    }
    let whole = |hyphens| Haystack::readable(items, 0..items.len(), compare, hyphens);
    let mut haystacks = vec![whole(LineHyphens::Kept)];
    if (0..items.len()).any(|at| super::haystack::breaks_word(items, at)) {
        haystacks.push(whole(LineHyphens::Dropped));
    }
    haystacks
}

/// Whether readable text has a space where there is this gap.
pub(super) fn is_space(before: &Item, after: &Item, gap: Gap, is_folded: bool) -> bool {
    let cjk = before.cjk || after.cjk;
    match gap {
        Gap::None => false,
        Gap::Soft => !cjk,
        Gap::Space => !(cjk && is_folded),
        Gap::Line => !cjk,
    }
}

#[cfg(feature = "regex")]
mod with_regex {
    use regex::{Regex, RegexBuilder};

    use super::super::fold::{Compare, composed, is_cjk};
    use super::super::haystack::{Haystack, Span};
    use super::super::sequence::Item;
    use super::super::{MatchMode, MatchOptions};
    use crate::error::{Error, ErrorCode};

    /// Bytes that a compiled expression may take; `\p{Han}{1,40}` takes less.
    const SIZE_LIMIT: usize = 4 << 20;
    /// Groups within groups.
    const NEST_LIMIT: u32 = 64;
    /// Bytes of an expression as written.
    const LONGEST: usize = 16 << 10;

    /// A regular expression, as it is matched and as it is written.
    #[derive(Debug)]
    pub(in super::super) struct Pattern {
        folded: Regex,
        exact: Option<Regex>,
    }

    impl Pattern {
        /// Fails with `invalid_value` when it is not a regular expression, or too large a one.
        pub(in super::super) fn new(written: &str, mode: MatchMode, options: MatchOptions) -> Result<Self, Error> {
            if written.len() > LONGEST {
                let message = format!("The regular expression is longer than {LONGEST} bytes.");
                return Err(Error::new(ErrorCode::InvalidValue, message));
            }
            let compare = Compare::new(mode, options).with_case();
            let compile = |text: &str, ignore_case| {
                RegexBuilder::new(text)
                    .case_insensitive(ignore_case)
                    .size_limit(SIZE_LIMIT)
                    .dfa_size_limit(SIZE_LIMIT)
                    .nest_limit(NEST_LIMIT)
                    .build()
            };
            let exact = compile(written, false).map_err(|why| refused(&why))?;
            let folded = compile(&folded(written, compare), options.ignore_case).map_err(|why| refused(&why))?;
            Ok(Self { folded, exact: (compare != Compare::EXACT || options.ignore_case).then_some(exact) })
        }

        /// The matches in a text; empty ones are none.
        pub(in super::super) fn find_in(&self, haystack: &Haystack) -> Vec<Span> {
            let found = self.folded.find_iter(&haystack.text).filter(|found| !found.is_empty());
            found.filter_map(|found| haystack.span(found.start(), found.end())).collect()
        }

        /// Where the expression as written matches without any folding, in order; nothing when nothing is folded.
        pub(in super::super) fn exact_spans(&self, items: &[Item]) -> Vec<Span> {
            let Some(exact) = &self.exact else { return Vec::new() };
            let lines = super::haystacks(items, Compare::EXACT);
            let spans = lines.iter().flat_map(|line| {
                let found = exact.find_iter(&line.text).filter(|found| !found.is_empty());
                found.filter_map(|found| line.span(found.start(), found.end()))
            });
            spans.collect()
        }
    }

    fn refused(why: &regex::Error) -> Error {
        let (message, hint) = match why {
            regex::Error::CompiledTooBig(_) => (
                "The regular expression takes too much memory.".to_owned(),
                "Repeat less, or replace a class such as \\w by the characters that are meant.",
            ),
            // The crate draws the place over several lines; the last says what is wrong.
            other => {
                let text = other.to_string();
                let last = text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                (
                    format!("The regular expression cannot be read: {last}."),
                    "A backslash before ( ) [ ] { } . * + ? | ^ $ makes them plain.",
                )
            }
        };
        Error::new(ErrorCode::InvalidValue, message).with_hint(hint)
    }

    /// An expression whose characters beyond ASCII are folded like the text; what they fold to is never syntax.
    fn folded(written: &str, compare: Compare) -> String {
        if compare == Compare::EXACT {
            return written.to_owned();
        }
        let mut text = String::with_capacity(written.len());
        let mut chars = written.chars().peekable();
        let (mut escaped, mut before) = (false, None);
        while let Some(c) = chars.next() {
            let beside_cjk = before.is_some_and(is_cjk) || chars.peek().is_some_and(|c| is_cjk(*c));
            before = Some(c);
            if c == ' ' && !escaped && compare.is_folded() && beside_cjk {
                // The text has no spaces there.
                continue;
            }
            if c.is_ascii() {
                escaped = c == '\\' && !escaped;
                text.push(c);
                continue;
            }
            if std::mem::take(&mut escaped) {
                text.pop();
            }
            for c in compare.chars(c) {
                match text.chars().next_back().and_then(|last| composed(last, c)) {
                    Some(both) => {
                        text.pop();
                        text.push(both);
                    }
                    None if c.is_ascii() => text.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
                    None => text.push(c),
                }
            }
        }
        text
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn pattern(written: &str) -> String {
            folded(written, Compare::new(MatchMode::Folded, MatchOptions::default()))
        }

        #[test]
        fn what_a_character_folds_to_is_never_syntax() {
            assert_eq!(pattern("甲方（盖章）"), r"甲方\(盖章\)");
            assert_eq!(pattern("(甲|乙)方（盖章）"), r"(甲|乙)方\(盖章\)");
            assert_eq!(pattern("[（(]盖章[）)]"), r"[\((]盖章[\))]");
            assert_eq!(pattern(r"\（盖章\）"), r"\(盖章\)");
            assert_eq!(pattern(r"\\甲"), r"\\甲");
            assert_eq!(pattern("[０-９]{4}年"), "[0-9]{4}年");
            assert_eq!(pattern("甲方 签字 Party A"), "甲方签字Party A");
        }
    }
}

#[cfg(not(feature = "regex"))]
mod without_regex {
    use super::super::haystack::{Haystack, Span};
    use super::super::sequence::Item;
    use super::super::{MatchMode, MatchOptions};
    use crate::error::{Error, ErrorCode};

    /// There are none in this build.
    #[derive(Debug)]
    pub(in super::super) enum Pattern {}

    impl Pattern {
        pub(in super::super) fn new(_: &str, _: MatchMode, _: MatchOptions) -> Result<Self, Error> {
            Err(Error::new(ErrorCode::InvalidValue, "This build of signplace has no regular expressions.")
                .with_hint("Build it with the feature `regex`."))
        }

        pub(in super::super) fn find_in(&self, _: &Haystack) -> Vec<Span> {
            match *self {}
        }

        pub(in super::super) fn exact_spans(&self, _: &[Item]) -> Vec<Span> {
            match *self {}
        }
    }
}
