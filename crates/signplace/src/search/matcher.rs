//! Keywords in a sequence: candidates by their characters, then judged by the gaps between them.

use super::MatchMode;
use super::fold::{expand, fold};
use super::sequence::{Gap, Item, Sequence};

/// A keyword made ready for one way of comparing.
#[derive(Debug)]
pub(super) struct Needle {
    /// Its characters as compared, without white space.
    text: String,
    /// Its characters as written, without white space.
    plain: Vec<char>,
    /// For each character as written but the first: whether white space comes before it.
    spaced: Vec<bool>,
    mode: MatchMode,
}

impl Needle {
    /// `None` when the keyword has nothing to look for.
    pub(super) fn new(keyword: &str, mode: MatchMode) -> Option<Self> {
        let (mut plain, mut spaced, mut space) = (Vec::new(), Vec::new(), false);
        for c in keyword.chars().filter(|c| mode == MatchMode::Exact || !fold(*c).is_empty() || c.is_whitespace()) {
            if c.is_whitespace() {
                space = true;
                continue;
            }
            plain.push(c);
            spaced.push(space && plain.len() > 1);
            space = false;
        }
        let compared = |c: &char| if mode == MatchMode::Exact { expand(*c) } else { fold(*c) };
        let text: String = plain.iter().flat_map(compared).collect();
        (!text.is_empty()).then_some(Self { text, plain, spaced, mode })
    }

    /// The items of every occurrence, first and last, not overlapping, in the order of the sequence.
    pub(super) fn find_in(&self, sequence: &Sequence) -> Vec<(usize, usize)> {
        let finder = memchr::memmem::Finder::new(self.text.as_bytes());
        let haystack = sequence.haystack.as_bytes();
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(offset) = haystack.get(at..).and_then(|rest| finder.find(rest)) {
            let start = at + offset;
            let matched = sequence
                .items_of(start, start + self.text.len())
                .filter(|(first, last)| self.fits(&sequence.items[*first..=*last], self.mode));
            match matched {
                Some(items) => {
                    found.push(items);
                    at = start + self.text.len();
                }
                None => at = start + sequence.haystack[start..].chars().next().map_or(1, char::len_utf8),
            }
        }
        found
    }

    /// Whether the items are the keyword without any folding.
    pub(super) fn is_exact(&self, items: &[Item]) -> bool {
        let shown = items.iter().flat_map(|i| expand(i.char));
        let written = self.plain.iter().flat_map(|c| expand(*c));
        shown.eq(written) && self.fits(items, MatchMode::Exact)
    }

    /// Whether the gaps between the items are those of the keyword.
    fn fits(&self, items: &[Item], mode: MatchMode) -> bool {
        let spaces = self.spaces(items);
        let stretched = is_letter_spaced(items, &spaces);
        items.iter().enumerate().skip(1).all(|(at, item)| {
            let before = &items[at - 1];
            let cjk = before.cjk || item.cjk;
            match (item.gap, spaces.get(at).copied().unwrap_or(false), mode) {
                (Gap::None, false, _) => true,
                // Where Chinese meets Latin, a space in the keyword may be no more than air.
                (Gap::None, true, MatchMode::Folded) => cjk,
                (Gap::None, true, MatchMode::Exact) => item.gap_width > 0.08,
                (Gap::Soft, true, _) | (Gap::Space, true, _) => true,
                (Gap::Soft, false, _) => cjk || stretched,
                (Gap::Space, false, MatchMode::Exact) => stretched && item.gap_width < 1.5 && before.line == item.line,
                (Gap::Space, false, MatchMode::Folded) => cjk || stretched,
                (Gap::Line, _, MatchMode::Exact) => false,
                (Gap::Line, true, MatchMode::Folded) => true,
                (Gap::Line, false, MatchMode::Folded) => cjk,
            }
        })
    }

    /// For each item: whether the keyword has white space before it.
    ///
    /// Items and characters of the keyword are aligned by what they expand or fold to, as one may stand for several.
    fn spaces(&self, items: &[Item]) -> Vec<bool> {
        let compared = |c: char| if self.mode == MatchMode::Exact { expand(c) } else { fold(c) };
        let mut boundaries = Vec::new();
        let mut total = 0;
        for (c, spaced) in self.plain.iter().zip(&self.spaced) {
            if *spaced {
                boundaries.push(total);
            }
            total += compared(*c).len();
        }
        let mut at = 0;
        items
            .iter()
            .map(|item| {
                let spaced = boundaries.contains(&at);
                at += compared(item.char).len();
                spaced
            })
            .collect()
    }
}

/// Whether the gaps are those of a word drawn with wide letter spacing: all there, and all alike.
fn is_letter_spaced(items: &[Item], spaces: &[bool]) -> bool {
    let gaps = || items.iter().enumerate().skip(1).filter(|(at, _)| !spaces.get(*at).copied().unwrap_or(false));
    let widths = || gaps().map(|(_, item)| item.gap_width);
    let (least, most) = (widths().fold(f64::MAX, f64::min), widths().fold(0.0, f64::max));
    gaps().count() >= 2 && gaps().all(|(_, i)| i.gap != Gap::Line) && least > 0.05 && most < least * 1.8 + 0.12
}
