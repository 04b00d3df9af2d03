//! Whether a line can spell a keyword to the letter, told from its plain characters alone: before gaps are measured and
//! anything is put together that only a match needs.

use smallvec::SmallVec;

use super::frame::{Frame, Stretch};
use super::lines::Segment;
use crate::text::PageText;

/// Characters that stand for themselves alone, so that those of a keyword follow one another in each line that holds it.
pub(super) type Spelling = SmallVec<[char; 64]>;

/// Characters that nothing else becomes: neither marks nor ligatures.
pub(super) fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{4e00}'..='\u{9fff}')
}

/// CJK punctuation and full-width forms, which never come together from others.
pub(super) fn is_apart(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// What a keyword spells; `None` where it has characters that a line may put together from others.
pub(super) fn of_keyword(text: &str) -> Option<Spelling> {
    let is_simple = text.chars().all(|c| is_plain(c) || is_apart(c));
    is_simple.then(|| text.chars().filter(|c| is_plain(*c)).collect())
}

/// What a line spells; `None` where it has ligatures.
pub(super) fn of_line(page: &PageText, frame: &Frame, line: &[Segment]) -> Option<Spelling> {
    let mut spelling = Spelling::new();
    let mut add = |c: char| {
        if is_plain(c) {
            spelling.push(c);
        }
        !matches!(c, '\u{fb00}'..='\u{fb06}')
    };
    for Stretch { glyphs, .. } in line.iter().flat_map(|segment| segment.stretches(frame)) {
        for glyph in page.glyphs.get(glyphs.clone()).unwrap_or_default() {
            let is_simple = match glyph.char() {
                Some(c) => add(c),
                None => page.text(glyph).chars().all(&mut add),
            };
            if !is_simple {
                return None;
            }
        }
    }
    Some(spelling)
}

/// Whether a line that spells this can hold a keyword that spells that.
pub(super) fn may_hold(line: &[char], keyword: &[char]) -> bool {
    match keyword {
        [] => true,
        [first, rest @ ..] => {
            let mut line = line.iter();
            while line.any(|c| c == first) {
                if line.as_slice().starts_with(rest) {
                    return true;
                }
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_is_where_its_plain_characters_follow_one_another() {
        let spelling = |text: &str| text.chars().collect::<Spelling>();
        let keyword = of_keyword("甲方（盖章）").expect("no marks");
        assert_eq!(keyword, spelling("甲方盖章"));
        for (line, holds) in
            [("甲方盖章", true), ("乙甲甲方盖章", true), ("甲方公章", false), ("甲方盖", false), ("", false)]
        {
            assert_eq!(may_hold(&spelling(line), &keyword), holds, "{line}");
        }
        assert!(may_hold(&[], &[]));
    }

    #[test]
    fn what_a_line_may_put_together_is_not_told() {
        for keyword in ["café", "ﬁn", "が", "Ω"] {
            assert_eq!(of_keyword(keyword), None, "{keyword}");
        }
    }
}
