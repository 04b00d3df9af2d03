//! The text of a flow in which keywords are looked for, with a map back to the characters that it comes from.

use std::ops::Range;

use super::fold::{Compare, composed, expand, fold, is_hyphen};
use super::pattern::is_space;
use super::sequence::{Gap, Item};

/// What becomes of a hyphen at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineHyphens {
    /// It is a character like any other.
    Kept,
    /// It only breaks a word, which goes on in the next line.
    Dropped,
}

/// One character of the text and where it comes from.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// Offset in bytes.
    offset: u32,
    /// The items that it stands for: several when a mark is composed with its base, or a run is folded to one.
    first: u32,
    last: u32,
    /// Which part of the first item it is, of how many.
    part: u8,
    parts: u8,
}

/// Items compared with a keyword: a stretch of the flow, and the shares of its outer items that belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Where it begins within the first item, and ends within the last, as shares of them.
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Span {
    /// The items, the outer ones cut to their share.
    pub(super) fn items(&self, items: &[Item]) -> Vec<Item> {
        let mut own = items.get(self.first..=self.last).unwrap_or_default().to_vec();
        let (from, to) = (self.from, self.to);
        let at = |item: &Item, share: f64| item.from + (item.to - item.from) * share;
        if let Some(last) = own.last_mut() {
            last.to = at(last, to);
        }
        if let (Some(first), Some(whole)) = (own.first_mut(), items.get(self.first)) {
            first.from = at(whole, from);
        }
        own
    }
}

/// Text to search, and where each character of it comes from.
#[derive(Debug, Default)]
pub(super) struct Haystack {
    pub(super) text: String,
    spots: Vec<Spot>,
}

/// A step from one character of the text to the next: what lies between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// Offset of the second character, in bytes of the text.
    pub(super) offset: usize,
    /// The item before the step, and after.
    pub(super) before: usize,
    pub(super) after: usize,
    /// The widest gap on the way, whether it holds space characters, and the width of all.
    pub(super) gap: Gap,
    pub(super) blank: bool,
    pub(super) width: f64,
}

impl Haystack {
    pub(super) fn new(items: &[Item], compare: Compare, hyphens: LineHyphens) -> Self {
        let mut haystack =
            Self { text: String::with_capacity(items.len() * 3), spots: Vec::with_capacity(items.len()) };
        // What lies before the next character of the text: what cannot be seen may stand in between.
        let mut gap = Gap::None;
        for (at, item) in items.iter().enumerate() {
            gap = gap.max(item.gap);
            if hyphens == LineHyphens::Dropped && breaks_word(items, at) {
                continue;
            }
            let chars = compare.chars(item.char);
            let parts = chars.len();
            for (part, c) in chars.into_iter().enumerate() {
                if !haystack.joins_last(c, std::mem::replace(&mut gap, Gap::None), compare.is_folded()) {
                    haystack.push(c, at, (part, parts));
                } else if let Some(last) = haystack.spots.last_mut() {
                    last.last = at as u32;
                }
            }
        }
        haystack
    }

    /// The text of some items with a space wherever there is a gap between words; see [`super::pattern`].
    pub(super) fn readable(items: &[Item], range: Range<usize>, compare: Compare, hyphens: LineHyphens) -> Self {
        let mut haystack = Self::default();
        let (mut before, mut gap): (Option<usize>, Gap) = (None, Gap::None);
        for (at, item) in items.iter().enumerate().take(range.end).skip(range.start) {
            if hyphens == LineHyphens::Dropped && breaks_word(items, at) {
                // The word goes on in the next line, as if nothing were in between.
                gap = Gap::None;
                continue;
            }
            let after_hyphen = at.checked_sub(1).and_then(|at| items.get(at)).is_some_and(|last| is_hyphen(last.char));
            gap = gap.max(if item.gap == Gap::Line && after_hyphen { Gap::None } else { item.gap });
            let chars = compare.chars(item.char);
            let parts = chars.len();
            for (part, c) in chars.into_iter().enumerate() {
                let previous = before.filter(|_| part == 0).and_then(|before| items.get(before));
                if previous.is_some_and(|previous| is_space(previous, item, gap, compare.is_folded())) {
                    // A space lies between the two items: a match that begins with it begins with the second.
                    haystack.push(' ', at, (0, 1));
                    if let (Some(spot), Some(before)) = (haystack.spots.last_mut(), before) {
                        spot.last = before as u32;
                    }
                }
                // Patterns say themselves how many underscores they mean.
                if part > 0 || !haystack.joins_last(c, gap, false) {
                    haystack.push(c, at, (part, parts));
                } else if let Some(last) = haystack.spots.last_mut() {
                    last.last = at as u32;
                }
                (before, gap) = (Some(at), Gap::None);
            }
        }
        haystack
    }

    /// Adds a character that stands for a part of an item.
    fn push(&mut self, c: char, item: usize, (part, parts): (usize, usize)) {
        self.spots.push(Spot {
            offset: self.text.len() as u32,
            first: item as u32,
            last: item as u32,
            part: part.min(254) as u8,
            parts: parts.min(255) as u8,
        });
        self.text.push(c);
    }

    /// Whether the character belongs to the one before it: a mark, which is composed with it, or an underscore, as a
    /// blank to be filled in is folded to one however long it is drawn.
    fn joins_last(&mut self, c: char, gap: Gap, is_folded: bool) -> bool {
        if c.is_ascii() && c != '_' {
            return false;
        }
        let Some(last) = self.text.chars().next_back() else { return false };
        if c == '_' && is_folded {
            return last == '_' && gap != Gap::Line;
        }
        match composed(last, c).filter(|_| matches!(gap, Gap::None | Gap::Soft)) {
            Some(both) => {
                self.text.pop();
                self.text.push(both);
                true
            }
            None => false,
        }
    }

    /// The stretch of the flow that a stretch of the text, in bytes, comes from; `None` when it is empty or begins
    /// within a character.
    pub(super) fn span(&self, start: usize, end: usize) -> Option<Span> {
        let first = self.spots.get(self.at(start)?)?;
        let last = self.spots.get(self.before(end)?)?;
        if first.first > last.last {
            return None;
        }
        let share = |part: u8, parts: u8| f64::from(part) / f64::from(parts.max(1));
        let to = if last.last == last.first { share(last.part + 1, last.parts) } else { 1.0 };
        Some(Span { first: first.first as usize, last: last.last as usize, from: share(first.part, first.parts), to })
    }

    /// The steps between the characters of a stretch of the text, those within one item left out.
    pub(super) fn steps<'a>(&'a self, items: &'a [Item], start: usize, end: usize) -> impl Iterator<Item = Step> + 'a {
        let range = self.at(start).zip(self.before(end)).map_or(0..0, |(first, last)| first..last + 1);
        self.spots.get(range).unwrap_or_default().windows(2).filter_map(move |pair| {
            let (before, after) = (pair[0].last as usize, pair[1].first as usize);
            // Items in between cannot be seen, or are left out: their gaps belong to the step.
            let way = items.get(before + 1..=after)?;
            let gap = way.iter().map(|item| item.gap).max()?;
            Some(Step {
                offset: pair[1].offset as usize,
                before,
                after,
                gap,
                blank: way.iter().any(|item| item.blank),
                width: way.iter().map(|item| item.gap_width).sum(),
            })
        })
    }

    /// Index of the character that begins here.
    fn at(&self, start: usize) -> Option<usize> {
        self.spots.binary_search_by_key(&start, |spot| spot.offset as usize).ok()
    }

    /// Index of the last character that begins before this.
    fn before(&self, end: usize) -> Option<usize> {
        self.spots.partition_point(|spot| (spot.offset as usize) < end).checked_sub(1)
    }
}

/// Whether the item is a hyphen at a line's end between two letters.
pub(super) fn breaks_word(items: &[Item], at: usize) -> bool {
    let is_letter = |item: &Item| item.char.is_alphabetic() && !item.cjk;
    let Some(item) = items.get(at).filter(|item| is_hyphen(item.char) && matches!(item.gap, Gap::None | Gap::Soft))
    else {
        return false;
    };
    let before = at.checked_sub(1).and_then(|at| items.get(at));
    let after = items.get(at + 1).filter(|after| after.gap == Gap::Line && after.line != item.line);
    before.is_some_and(is_letter) && after.is_some_and(is_letter)
}

/// A keyword as it is compared, with the offsets, in bytes, before which white space stands in it.
pub(super) fn needle_text(keyword: &str, compare: Compare) -> (String, Vec<usize>) {
    let (mut text, mut spaces, mut space) = (String::new(), Vec::new(), false);
    for c in keyword.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        for c in compare.chars(c) {
            let last = text.chars().next_back();
            if compare.is_folded() && c == '_' && last == Some('_') {
                continue;
            }
            match last.filter(|_| !space).and_then(|last| composed(last, c)) {
                Some(both) => {
                    text.pop();
                    text.push(both);
                }
                None => {
                    if std::mem::take(&mut space) && !text.is_empty() {
                        spaces.push(text.len());
                    }
                    text.push(c);
                }
            }
        }
    }
    (text, spaces)
}

/// Whether a keyword stands in items to the letter; of a blank drawn with underscores, part is enough at either end.
pub(super) fn is_same(keyword: &str, shown: &[Item]) -> bool {
    let written = plain(keyword.chars().filter(|c| !c.is_whitespace()));
    let shown = plain(shown.iter().map(|item| item.char));
    if written == shown {
        return true;
    }
    let is_blank = |text: &str, rest: &str| rest.is_empty() || (text.contains('_') && rest.bytes().all(|b| b == b'_'));
    shown.match_indices(&*written).any(|(at, _)| {
        let (left, right) = (&shown[..at], &shown[at + written.len()..]);
        is_blank(if written.starts_with('_') { "_" } else { "" }, left)
            && is_blank(if written.ends_with('_') { "_" } else { "" }, right)
    })
}

/// Characters as an exact search compares them, marks composed.
fn plain(chars: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    for c in chars.flat_map(expand) {
        match text.chars().next_back().and_then(|last| composed(last, c)) {
            Some(both) => {
                text.pop();
                text.push(both);
            }
            None => text.push(c),
        }
    }
    text
}

/// Whether a keyword has anything to look for, whichever way it is compared.
pub(super) fn says_something(keyword: &str) -> bool {
    keyword.chars().any(|c| !fold(c).is_empty())
}
