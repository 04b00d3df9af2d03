//! Which characters of the keywords stand where: what lacks one of them cannot hold the keyword, and is passed over
//! before its lines are put together.

use std::ops::Range;

use super::candidates::{self, Sought};
use super::fold::Compare;
use super::frame::Frame;
use super::lines::Segment;
use super::matcher::Needle;
use crate::text::{Mask, PageText};

/// Characters told apart, one for each bit of a [`Mask`]; further ones are not asked for.
const MOST: usize = 64;

/// The characters of some keywords.
#[derive(Debug)]
pub(super) struct Letters {
    compare: Compare,
    /// For each ASCII character its bit, or none.
    ascii: [Mask; 128],
    ideographs: Vec<(char, Mask)>,
    /// For all of those one bit by their lowest six, so that most others are told apart at a glance.
    sieve: u64,
    /// For each keyword the characters that it needs.
    needed: Vec<Mask>,
    /// Whether each keyword stands on one line.
    of_one_line: bool,
    /// By what each keyword is sought, where it can be.
    sought: Vec<Option<Sought>>,
}

/// Characters that no two others are composed to: they are in a text only where a character of the page folds to them.
fn is_telling(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}')
}

impl Letters {
    pub(super) fn new(needles: &[Needle], compare: Compare) -> Self {
        // To the letter, nothing is matched over the end of a line; expressions are left to their own rules.
        let of_one_line = !compare.is_folded() && needles.iter().all(|needle| needle.text().is_some());
        let sought = needles.iter().map(|needle| needle.text().and_then(Sought::new)).collect();
        let (ideographs, needed) = (Vec::new(), Vec::new());
        let mut letters = Self { compare, ascii: [0; 128], ideographs, sieve: 0, needed, of_one_line, sought };
        let mut next = 0;
        for needle in needles {
            let mut needed = 0;
            for c in needle.text().unwrap_or_default().chars().filter(|c| is_telling(*c)) {
                let mut bit = letters.bit(c);
                if bit == 0 && next < MOST {
                    bit = 1 << next;
                    next += 1;
                    match letters.ascii.get_mut(c as usize) {
                        Some(slot) => *slot = bit,
                        None => {
                            letters.ideographs.push((c, bit));
                            letters.sieve |= 1 << (c as u32 % 64);
                        }
                    }
                }
                needed |= bit;
            }
            letters.needed.push(needed);
        }
        letters
    }

    /// Needs no character any more, so that nothing is passed over.
    pub(super) fn passing_nothing_over(mut self) -> Self {
        self.needed.fill(0);
        self.sought.fill_with(|| None);
        self.of_one_line = false;
        self
    }

    /// Whether lines can be looked at one by one.
    pub(super) fn are_of_one_line(&self) -> bool {
        self.of_one_line
    }

    #[inline]
    fn bit(&self, c: char) -> Mask {
        match self.ascii.get(c as usize) {
            Some(bit) => *bit,
            None if self.sieve & 1 << (c as u32 % 64) == 0 => 0,
            None => self.ideographs.iter().find(|(known, _)| *known == c).map_or(0, |(_, bit)| *bit),
        }
    }

    fn of_char(&self, c: char) -> Mask {
        if let Some(c) = self.compare.plain_char(c) {
            return self.bit(c);
        }
        self.compare.chars(c).into_iter().fold(0, |mask, c| mask | self.bit(c))
    }

    /// The keywords' characters in a text.
    pub(super) fn of_text(&self, text: &str) -> Mask {
        text.chars().fold(0, |mask, c| mask | self.of_char(c))
    }

    /// Whether any keyword can be where these characters are.
    pub(super) fn may_hold_any(&self, present: Mask) -> bool {
        self.needed.iter().any(|needed| needed & !present == 0)
    }

    /// Whether the keyword of this number can be where these characters are.
    pub(super) fn may_hold(&self, nth: usize, present: Mask) -> bool {
        self.needed.get(nth).is_none_or(|needed| needed & !present == 0)
    }

    /// By what those keywords are sought that can be where these characters are.
    fn sought(&self, present: Mask) -> impl Iterator<Item = Option<&Sought>> {
        let may_hold = move |(nth, _): &(usize, _)| self.may_hold(*nth, present);
        (0..).zip(&self.sought).filter(may_hold).map(|(_, sought)| sought.as_ref())
    }

    /// Whether any keyword can stand on a line that holds these characters; `text` is room for what it spells.
    pub(super) fn may_stand_on(
        &self,
        page: &PageText,
        frame: &Frame,
        line: &Segment,
        present: Mask,
        text: &mut Vec<u8>,
    ) -> bool {
        self.may_hold_any(present)
            && (self.sought(present).any(|sought| sought.is_none())
                || candidates::may_hold(page, frame, line, self.sought(present).flatten(), self.compare, text))
    }

    /// The lines of a flow with these characters that any keyword may stand on, in parts that are apart.
    pub(super) fn parts(&self, page: &PageText, frame: &Frame, flow: &[Segment], present: Mask) -> Vec<Range<usize>> {
        let can_be_told = self.sought(present).all(|sought| sought.is_some_and(|sought| sought.ends_plainly));
        if !can_be_told {
            return std::iter::once(0..flow.len()).collect();
        }
        candidates::parts(page, frame, flow, self.sought(present).flatten(), self.compare)
    }
}
