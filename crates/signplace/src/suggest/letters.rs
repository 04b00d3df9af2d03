//! A stretch of a line as letters that can be compared, and its blanks.

use std::ops::Range;

use super::area::{Area, Axes};
use crate::search::{Cell, CellChar};

/// A gap of so many em ends a label, where it stands between words.
pub(super) const WIDE: f64 = 1.0;
/// Longer stretches are text, in characters.
pub(super) const LONGEST: usize = 60;

/// One character as it is compared, and the index of the cell's character that it comes from.
#[derive(Clone, Copy)]
pub(super) struct Letter {
    pub(super) char: char,
    pub(super) at: usize,
    /// The gap before it, in em.
    pub(super) gap: f64,
}

pub(super) fn is_blank(c: char) -> bool {
    matches!(c, '_' | '＿' | '﹏' | '…' | '⋯' | '‥')
}

/// The blanks of a cell that has nothing else, in reading order.
pub(super) fn blanks(cell: &Cell, axes: &Axes) -> Vec<Area> {
    if !cell.chars.iter().all(|shown| is_blank(shown.char)) {
        return Vec::new();
    }
    let mut stretches: Vec<&[CellChar]> = cell.chars.chunk_by(|_, next| next.gap < 0.2).collect();
    // Underscores that are set apart each are one blank.
    if stretches.iter().any(|stretch| stretch.len() < 3) {
        stretches = vec![&cell.chars];
    }
    let area =
        |stretch: &[CellChar]| stretch.iter().map(|shown| axes.area(shown.bounds)).reduce(|all, next| all.union(&next));
    stretches.into_iter().filter_map(area).collect()
}

pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Reads a cell letter by letter.
pub(super) struct Reader<'c> {
    pub(super) cell: &'c Cell,
    axes: &'c Axes,
    pub(super) letters: Vec<Letter>,
}

impl<'c> Reader<'c> {
    pub(super) fn new(cell: &'c Cell, axes: &'c Axes) -> Self {
        let mut letters: Vec<Letter> = Vec::new();
        for (at, shown) in cell.chars.iter().enumerate() {
            for (nth, &char) in shown.folded.iter().enumerate() {
                let gap = if nth == 0 { shown.gap } else { 0.0 };
                // An ellipsis is a blank, not three full stops.
                let char = if is_blank(shown.char) { '_' } else { char };
                letters.push(Letter { char, at, gap });
            }
        }
        // Dotted blanks: three full stops or more.
        let mut start = 0;
        while start < letters.len() {
            let run = letters[start..].iter().take_while(|letter| matches!(letter.char, '.' | '\u{b7}')).count();
            if run >= 3 {
                for letter in &mut letters[start..start + run] {
                    letter.char = '_';
                }
            }
            start += run.max(1);
        }
        Self { cell, axes, letters }
    }

    pub(super) fn char(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|letter| letter.char)
    }

    pub(super) fn area(&self, range: Range<usize>) -> Option<Area> {
        let letters = self.letters.get(range)?;
        letters
            .iter()
            .filter_map(|letter| self.cell.chars.get(letter.at))
            .map(|shown| self.axes.area(shown.bounds))
            .reduce(|all, next| all.union(&next))
    }

    /// The characters as shown, with a space where words stand apart.
    pub(super) fn shown(&self, range: Range<usize>) -> String {
        let mut text = String::new();
        let mut last: Option<usize> = None;
        for letter in self.letters.get(range).unwrap_or_default() {
            if last == Some(letter.at) {
                continue;
            }
            let Some(shown) = self.cell.chars.get(letter.at) else { continue };
            let apart = shown.gap > 0.13 && !(is_cjk(shown.char) || text.chars().next_back().is_some_and(is_cjk));
            if apart && !text.is_empty() {
                text.push(' ');
            }
            text.push(shown.char);
            last = Some(letter.at);
        }
        text
    }

    /// Whether a letter is one of a blank. A single underscore joins names: `pdf_signature_test`.
    pub(super) fn is_blank(&self, at: usize) -> bool {
        let is = |at: usize| self.char(at) == Some('_');
        let is_underscore = self.letters.get(at).and_then(|letter| self.cell.chars.get(letter.at));
        let is_underscore = is_underscore.is_some_and(|shown| shown.char == '_');
        is(at) && (!is_underscore || is(at + 1) || at.checked_sub(1).is_some_and(is))
    }

    /// Letters from here on, with a space where Latin words stand apart, as far as they stand together.
    pub(super) fn spaced(&self, from: usize) -> Vec<char> {
        let mut text = Vec::new();
        let mut is_spread = true;
        for (nth, letter) in self.letters.iter().skip(from).take(LONGEST).enumerate() {
            let is_latin = letter.char.is_ascii() && text.last().is_some_and(char::is_ascii);
            // Chinese words may be spread over a width, letter by letter: 日　期.
            if letter.gap >= WIDE && (is_latin || !is_spread) {
                break;
            }
            is_spread = nth == 0 || letter.gap >= WIDE;
            if is_latin && letter.gap > 0.13 {
                text.push(' ');
            }
            text.push(letter.char);
        }
        text
    }

    /// How many letters a word takes that has so many characters with its spaces.
    pub(super) fn taken(&self, from: usize, length: usize) -> usize {
        let spaces = self.spaced(from).iter().take(length).filter(|c| **c == ' ').count();
        (length - spaces).max(1)
    }
}
