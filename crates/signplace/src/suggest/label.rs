//! Labels of signature blocks, read from a stretch of a line: words of [`super::words`] and nothing else, at its start or
//! behind a blank, and what stands behind them.

use std::ops::Range;

use super::area::{Area, Axes};
use super::letters::{LONGEST, Letter, Reader, WIDE, is_cjk};
use super::words::{self, Role};
use crate::search::Cell;

/// With gaps of so many em around it, a label stands in a column of its own.
const COLUMN: f64 = 3.0;
/// A remark in parentheses is no longer, in characters.
const LONGEST_REMARK: usize = 40;

/// A label, with what stands behind it in its cell.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// As shown, without its colon.
    pub(super) text: String,
    /// The text to look for to find it again: with the colon.
    pub(super) keyword: String,
    pub(super) area: Area,
    pub(super) roles: Vec<Role>,
    /// The party that it names, as shown.
    pub(super) party: Option<String>,
    pub(super) has_colon: bool,
    /// Whether it names an act in parentheses: （盖章）, (seal).
    pub(super) has_act_in_parens: bool,
    /// Whether nothing else stands in its cell.
    pub(super) is_alone: bool,
    /// Whether what else stands in its cell is far from it: captions under several lines are set with spaces.
    pub(super) is_apart: bool,
    pub(super) is_cjk: bool,
    /// A blank of underscores or dots directly before it.
    pub(super) blank_before: Option<Area>,
    pub(super) value: Value,
    /// Whether it is nothing but a blank to be dated.
    pub(super) is_date_blank: bool,
}

/// What stands behind a label.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Nothing,
    /// A blank of underscores or dots.
    Blank(Area),
    /// A blank to be dated: `年 月 日`, `__/__/__`.
    DateBlank(Area),
    /// Text: it is filled in already, or names a company.
    Text(Area),
}

/// The labels of a cell, in reading order.
pub(super) fn labels(cell: &Cell, axes: &Axes) -> Vec<Label> {
    let reader = Reader::new(cell, axes);
    let mut labels: Vec<Label> = Vec::new();
    let mut at = 0;
    while at < reader.letters.len() {
        match reader.may_begin(at).then(|| reader.label(at)).flatten() {
            Some((mut label, end)) => {
                let next = (end..reader.letters.len())
                    .find(|next| reader.may_begin(*next) && reader.label(*next).is_some())
                    .unwrap_or(reader.letters.len());
                label.value = reader.value(end..next);
                labels.push(label);
                at = next;
            }
            None => at += 1,
        }
    }
    labels
}

/// The blank that is to be dated with which a cell begins, or of which it consists.
pub(super) fn value_of(cell: &Cell, axes: &Axes) -> Value {
    let reader = Reader::new(cell, axes);
    reader.value(0..reader.letters.len())
}

/// The blanks to be dated of a cell that has nothing else, each as a label of its own.
pub(super) fn dates_alone(cell: &Cell, axes: &Axes) -> Vec<Label> {
    let reader = Reader::new(cell, axes);
    let days = (0..reader.letters.len()).filter(|at| reader.char(*at) == Some('日')).map(|at| at + 1);
    let mut ends: Vec<usize> = days.collect();
    // What stands behind the last day belongs to it.
    if let Some(last) = ends.last_mut() {
        *last = reader.letters.len();
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let found: Option<Vec<Label>> = starts.zip(&ends).map(|(start, end)| reader.date_alone(start..*end)).collect();
    found.unwrap_or_default()
}

impl Reader<'_> {
    fn date_alone(&self, range: Range<usize>) -> Option<Label> {
        let area = self.date_blank(range.clone())?;
        let text = self.shown(range);
        Some(Label {
            keyword: text.clone(),
            text,
            area,
            roles: vec![Role::Date],
            party: None,
            has_colon: false,
            has_act_in_parens: false,
            is_alone: true,
            is_apart: false,
            is_cjk: true,
            blank_before: None,
            value: Value::DateBlank(area),
            is_date_blank: true,
        })
    }

    /// Whether a label may begin here: at the start of the cell, behind a gap or a blank, or with a parenthesis.
    fn may_begin(&self, at: usize) -> bool {
        let Some(letter) = self.letters.get(at) else { return false };
        if matches!(letter.char, '_' | ':' | ')' | ',' | '/') {
            return false;
        }
        at == 0
            || letter.gap >= WIDE
            || letter.char == '('
            || matches!(self.char(at - 1), Some(';' | '；' | '*' | ')'))
            || self.is_blank(at - 1)
    }

    /// The label that begins here, without its value, and where that begins.
    fn label(&self, start: usize) -> Option<(Label, usize)> {
        let mut roles: Vec<Role> = Vec::new();
        let mut party: Option<Range<usize>> = None;
        let (mut has_colon, mut has_act_in_parens) = (false, false);
        let mut at = start;
        let mut end = start;
        let mut words_outside = 0;
        while let Some(letter) = self.letters.get(at) {
            if at - start > LONGEST {
                return None;
            }
            let wide = at > start && letter.gap >= WIDE;
            match letter.char {
                ':' => {
                    has_colon = true;
                    at += 1;
                    break;
                }
                '_' => break,
                '(' | '[' | '【' if !wide || letter.gap < 3.0 => {
                    let close = self.close(at)?;
                    let inside = at + 1..close;
                    match self.words(inside.clone()) {
                        Some(found) => {
                            let acts = |role: &Role| matches!(role, Role::Seal | Role::Sign);
                            has_act_in_parens |= found.iter().any(|(role, _)| acts(role));
                            for (role, range) in found {
                                if role == Role::Party && party.is_none() && words_outside == 0 {
                                    party = Some(range);
                                }
                                // A party's other name, （委托方）, changes nothing.
                                roles.push(role);
                            }
                        }
                        None if inside.len() <= LONGEST_REMARK && words_outside > 0 => {}
                        None => return None,
                    }
                    at = close + 1;
                    end = at;
                }
                _ if wide => {
                    // Labels spread over a width are one word still; a word of its own is another label.
                    break;
                }
                '*' | '※' if at == start => at += 1,
                _ => {
                    let rest: Vec<char> = self.spaced(at);
                    let Some((role, length)) = words::first(&rest) else {
                        if roles.first() == Some(&Role::Behalf) {
                            // Whom it names is the rest of the line.
                            let to = self.letters.len();
                            party.get_or_insert(at..to);
                            (at, end) = (to, to);
                            break;
                        }
                        return None;
                    };
                    let taken = self.taken(at, length);
                    if role == Role::Party && party.is_none() {
                        party = Some(at..at + taken);
                    }
                    roles.push(role);
                    words_outside += 1;
                    at += taken;
                    end = at;
                }
            }
        }
        if roles.iter().all(|role| matches!(role, Role::Joint | Role::Signer)) {
            return None;
        }
        let followed_by_blank = self.is_blank(at);
        let ends_cell = at >= self.letters.len();
        let is_alone = start == 0 && ends_cell;
        let behind_gap = self.letters.get(at).is_some_and(|letter| letter.gap >= WIDE);
        let far = |at: usize| self.letters.get(at).is_none_or(|letter| letter.gap >= COLUMN);
        let is_apart = !is_alone && (start == 0 || far(start)) && far(at);
        let blank_before = self.blank_before(start);
        let marked = has_colon || followed_by_blank || blank_before.is_some() || is_alone || is_apart;
        let in_parens = has_act_in_parens && (ends_cell || behind_gap || has_colon);
        if !(marked || in_parens)
            || (blank_before.is_some() && !(has_colon || ends_cell || behind_gap || followed_by_blank))
        {
            return None;
        }
        // Latin words without a mark are words: `Seal`, `Company`.
        let text = self.shown(start..end);
        // With its colon, a label is told from the same words in a sentence.
        let keyword = if has_colon { self.shown(start..at) } else { text.clone() };
        let label = Label {
            is_cjk: text.chars().any(is_cjk),
            keyword,
            text,
            area: self.area(start..if has_colon { at } else { end })?,
            roles,
            party: party.map(|range| self.shown(range)),
            has_colon,
            has_act_in_parens,
            is_alone,
            is_apart,
            blank_before,
            value: Value::Nothing,
            is_date_blank: false,
        };
        Some((label, at))
    }

    /// The words that a stretch consists of, with where they stand; `None` when it has anything else.
    fn words(&self, range: Range<usize>) -> Option<Vec<(Role, Range<usize>)>> {
        let mut found = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let (role, length) = words::first(&self.spaced(at))?;
            let taken = self.taken(at, length);
            if at + taken > range.end {
                return None;
            }
            found.push((role, at..at + taken));
            at += taken;
        }
        (!found.is_empty()).then_some(found)
    }

    /// Where the parenthesis closes.
    fn close(&self, open: usize) -> Option<usize> {
        let is_close = |at: &usize| matches!(self.char(*at), Some(')' | ']' | '】'));
        (open + 1..(open + 2 + LONGEST_REMARK).min(self.letters.len())).find(is_close)
    }

    fn blank_before(&self, start: usize) -> Option<Area> {
        let before = self.letters.get(..start)?;
        let length = before.iter().rev().take_while(|letter| letter.char == '_').count();
        if length >= 3 || (length > 0 && self.area(start - length..start)?.width() > 3.0 * self.cell.em) {
            self.area(start - length..start)
        } else {
            None
        }
    }

    /// What a stretch behind a label is.
    fn value(&self, range: Range<usize>) -> Value {
        let letters = self.letters.get(range.clone()).unwrap_or_default();
        if let Some(blank) = self.date_blank(range.clone()) {
            return Value::DateBlank(blank);
        }
        let is_filled = |letter: &Letter| !matches!(letter.char, '_' | ':' | '/' | '.' | '-' | ' ');
        let blanks = letters.iter().filter(|letter| letter.char == '_').count();
        match letters.iter().position(is_filled) {
            Some(_) if blanks > 2 => {
                // A blank with something behind it, as in `______（签字）`: the blank counts.
                let first = letters.iter().position(|letter| letter.char == '_').unwrap_or(0);
                let length = letters[first..].iter().take_while(|letter| letter.char == '_').count();
                let from = range.start + first;
                match self.area(from..from + length) {
                    Some(area) if first == 0 => Value::Blank(area),
                    _ => self.area(range).map_or(Value::Nothing, Value::Text),
                }
            }
            Some(_) => self.area(range).map_or(Value::Nothing, Value::Text),
            None if blanks > 0 && letters.iter().any(|letter| letter.char == '/') => {
                self.area(range).map_or(Value::Nothing, Value::DateBlank)
            }
            None if blanks > 0 => self.area(range).map_or(Value::Nothing, Value::Blank),
            None => Value::Nothing,
        }
    }

    /// A blank to be dated: `____年____月____日`, with nothing filled in.
    fn date_blank(&self, range: Range<usize>) -> Option<Area> {
        let letters: Vec<(usize, Letter)> = range.clone().filter_map(|at| Some((at, *self.letters.get(at)?))).collect();
        let seen: String = letters.iter().map(|(_, letter)| letter.char).filter(|c| *c != '_').collect();
        let bare = seen.strip_prefix("20").or_else(|| seen.strip_prefix("二〇")).unwrap_or(&seen);
        if bare.trim_end_matches(['.', ';', '。']) != "年月日" {
            return None;
        }
        let room: f64 = letters.iter().skip(1).map(|(_, letter)| letter.gap).sum();
        let blanks = letters.iter().filter(|(_, letter)| letter.char == '_').count();
        if room + blanks as f64 * 0.5 < 1.0 {
            return None;
        }
        self.area(range)
    }
}
