//! What a page's content can show, without placing any of it: reading its strings alone tells whether a keyword's
//! characters are there at all, and costs a fraction of working out where each of them stands.
//!
//! Only content of the plain kind is skimmed: strings in fonts that `Tf` sets. What may show text in other ways, or
//! pictures in place of text, is left to the interpreter.

use super::codes::{Known, KnownMixed, NextKnown};
use super::content::Tokens;
use super::content_byte::{is_between, is_regular};
use super::fonts::{Fonts, HeldFont};
use super::marked;
use super::once::{Digits, Once};
use super::resources::Resources;
use super::shows::{Mask, MaskOf, Shows};
use crate::api::Document;
use crate::bytes::{AllOf, ByteSet, Lanes, first_of};
use crate::document::stream::Budget;

/// States saved at once.
const MAX_SAVED: usize = 64;

/// What the content of a page was found to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skimmed {
    /// Text that can be trusted, and that holds nothing that is looked for.
    Text,
    /// It must be interpreted: enough was found, or something that cannot be told by skimming.
    Unclear,
}

/// Skims a page's content until `is_enough` says of what was found that the page must be interpreted anyway.
#[inline(never)]
pub(super) fn skim(
    fonts: &mut Fonts,
    document: &Document,
    content: &[u8],
    resources: &Resources<'_>,
    budget: &Budget,
    mask_of: MaskOf<'_>,
    is_enough: &dyn Fn(Mask) -> bool,
) -> Skimmed {
    let limits = document.file.limits();
    let most = limits.glyphs.min(limits.operators);
    if content.len() as u64 > most || resources.has_x_objects() || resources.has_properties() {
        return Skimmed::Unclear;
    }
    let mut tokens = Tokens::new(content);
    let (shown, mut seen) = (Digits::default(), Seen::default());
    let mut font: Option<u16> = None;
    let mut saved: Vec<Option<u16>> = Vec::new();
    // At least as many brackets are open for the tokenizer's eyes, who forgets them at each operator.
    let mut open = 0usize;
    let mut names = 0;
    let mut at = 0;
    let mut telling = AllOf::<Telling>::new(content);
    while let Some(found) = telling.first_from(at) {
        at = found;
        let next = content.get(at + 1).copied();
        let stands_alone = |length: usize| {
            let before = at.checked_sub(1).and_then(|at| content.get(at));
            before.is_none_or(|byte| !is_regular(*byte))
                && content.get(at + length).is_none_or(|byte| !is_regular(*byte))
        };
        match content.get(at).copied().unwrap_or_default() {
            b'%' => {
                let rest = content.get(at..).unwrap_or_default();
                at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            }
            b'[' => (open, at) = (open + 1, at + 1),
            b']' => (open, at) = (open.saturating_sub(1), at + 1),
            b'/' => {
                let (name, end) = tokens.name_at(at);
                let operator = operator_after(content, end).filter(|_| open == 0 && names < MAX_NAMES);
                names = if operator == Some(b"") { names + 1 } else { 0 };
                match operator.filter(|_| follows_operator(content, at)) {
                    None => return Skimmed::Unclear,
                    Some(b"Tf") => {
                        let Ok(found) = resources.font(name, document, budget, fonts) else {
                            return Skimmed::Unclear;
                        };
                        font = found.map(HeldFont::index);
                    }
                    Some(b"gs") if !matches!(resources.font_of_state(name, document, budget, fonts), Ok(None)) => {
                        return Skimmed::Unclear;
                    }
                    _ => {}
                }
                at = end;
            }
            b'<' if next == Some(b'<') => {
                let (raw, end) = tokens.dict_at(at);
                // What replaces text may be longer than what it replaces: it all counts.
                if let Some(actual) = marked::actual_text_of(raw) {
                    seen.mask |= mask_of(actual.text(&mut [0; 4]));
                }
                if open > 0 || matches!(operator_after(content, end), None | Some(b"Tf" | b"gs")) {
                    return Skimmed::Unclear;
                }
                at = end;
            }
            b'<' | b'(' => {
                let before = seen.mask;
                at = strings(fonts, font, &mut tokens, content, at, (&shown, &mut seen), mask_of);
                if seen.is_doubtful() || before != seen.mask && is_enough(seen.mask) {
                    return Skimmed::Unclear;
                }
            }
            b'q' if stands_alone(1) => {
                if open > 0 || saved.len() >= MAX_SAVED {
                    return Skimmed::Unclear;
                }
                saved.push(font);
                at += 1;
            }
            b'Q' if stands_alone(1) => {
                if open > 0 {
                    return Skimmed::Unclear;
                }
                if let Some(last) = saved.pop() {
                    font = last;
                }
                at += 1;
            }
            b'B' if next == Some(b'I') && stands_alone(2) => return Skimmed::Unclear,
            // Numbers end where an operator begins, whatever stands between.
            b'q' | b'Q' | b'B' if at.checked_sub(1).and_then(|at| content.get(at)).is_some_and(is_of_number) => {
                return Skimmed::Unclear;
            }
            _ => at += 1,
        }
    }
    // A page without text may be a picture of one.
    if seen.is_any() && !is_enough(seen.mask) { Skimmed::Text } else { Skimmed::Unclear }
}

/// Looks at the string at an offset, which is that of its bracket, and at those that follow it in an array; returns where the
/// last of them ends.
fn strings(
    fonts: &mut Fonts,
    font: Option<u16>,
    tokens: &mut Tokens<'_>,
    content: &[u8],
    at: usize,
    (shown, seen): (&Digits, &mut Seen),
    mask_of: MaskOf<'_>,
) -> usize {
    let plain = font.and_then(|font| match fonts.codes(font) {
        Known::One(known) => plain_strings(known, content, at, seen),
        Known::Two(known) | Known::OneOrTwo(KnownMixed { pairs: known, .. }) => {
            plain_strings(Once::new(known, shown, font), content, at, seen)
        }
        Known::Nothing => None,
    });
    if let Some(end) = plain {
        return end;
    }
    let (bytes, end) = tokens.string_at(at);
    if let Some(font) = font {
        see(fonts, font, bytes, seen, mask_of);
    }
    end
}

/// Looks at the codes of a string.
fn see(fonts: &mut Fonts, font: u16, mut bytes: &[u8], seen: &mut Seen, mask_of: MaskOf<'_>) {
    while !bytes.is_empty() {
        let mut so_far = *seen;
        let known = match fonts.codes(font) {
            Known::One(known) => known.each(bytes, |shows| so_far.add(shows)),
            Known::Two(known) => known.each(bytes, |shows| so_far.add(shows)),
            Known::OneOrTwo(known) => known.each(bytes, |shows| so_far.add(shows)),
            Known::Nothing => 0,
        };
        *seen = so_far;
        bytes = bytes.get(known..).unwrap_or_default();
        if !bytes.is_empty() {
            let (shows, length) = fonts.meet(font, bytes, mask_of);
            seen.add(&shows);
            bytes = bytes.get(length..).unwrap_or_default();
        }
    }
}

/// Looks at a string of the usual kind whose codes were all met, without a copy of its bytes, and at those that follow it in
/// an array; returns where the last of them ends. `None` where it is of another kind.
#[inline(never)]
fn plain_strings<'k>(known: impl NextKnown<'k>, content: &[u8], at: usize, seen: &mut Seen) -> Option<usize> {
    let rest = content.get(at + 1..)?;
    let length =
        if content.get(at) == Some(&b'<') { hex_strings(known, rest, seen) } else { literal_string(known, rest, seen) };
    length.map(|length| at + 1 + length)
}

/// Looks at hexadecimal strings with nothing but numbers between them, from the first digit on; returns where the last whole one
/// ends. Codes of one that is not whole count too: the page shows them all the same.
#[inline(always)]
fn hex_strings<'k>(known: impl NextKnown<'k>, content: &[u8], seen: &mut Seen) -> Option<usize> {
    // A copy, which stays in registers.
    let (mut at, mut end, mut so_far) = (0, None, *seen);
    loop {
        at += known.each_hex(content.get(at..).unwrap_or_default(), |shows| so_far.add(shows));
        if content.get(at) != Some(&b'>') {
            break;
        }
        at += 1;
        end = Some(at);
        while matches!(content.get(at), Some(b'-' | b'.' | b'0'..=b'9')) {
            at += 1;
        }
        if content.get(at) != Some(&b'<') {
            break;
        }
        at += 1;
    }
    *seen = so_far;
    end
}

/// Looks at a literal string without escapes, from behind its bracket on; returns where it ends.
#[inline(always)]
fn literal_string<'k>(known: impl NextKnown<'k>, content: &[u8], seen: &mut Seen) -> Option<usize> {
    let length = first_of::<NotPlain>(content).filter(|length| content.get(*length) == Some(&b')'))?;
    let mut so_far = *seen;
    let is_known = known.each(content.get(..length)?, |shows| so_far.add(shows)) == length;
    *seen = so_far;
    is_known.then_some(length + 1)
}

/// What was seen so far.
#[derive(Clone, Copy)]
struct Seen {
    mask: Mask,
    /// What some codes are, and what all are; see [`Shows`].
    some: u8,
    all: u8,
}

impl Default for Seen {
    fn default() -> Self {
        Self { mask: 0, some: 0, all: u8::MAX }
    }
}

impl Seen {
    #[inline(always)]
    fn add(&mut self, shows: &Shows) {
        self.mask |= shows.mask;
        self.some |= shows.flags();
        self.all &= shows.flags();
    }

    /// Whether there was anything that is no space.
    fn is_any(&self) -> bool {
        self.some != 0 && self.all & Shows::BLANK == 0
    }

    fn is_doubtful(&self) -> bool {
        self.some & Shows::DOUBTFUL != 0
    }
}

/// The operator that follows a name or a dictionary, if numbers alone stand between; nothing where another name or dictionary
/// does, which is looked at for itself. `None` where there is anything else, or an operator that takes no name: then only the
/// tokenizer knows what belongs together.
fn operator_after(content: &[u8], at: usize) -> Option<&[u8]> {
    let rest = content.get(at..)?;
    let start = rest.get(..MAX_BETWEEN).unwrap_or(rest).iter().position(|byte| !is_between(*byte))?;
    let (numbers, rest) = rest.split_at(start);
    let length = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
    match rest.get(..length)? {
        b"" => (rest.starts_with(b"/") || rest.starts_with(b"<<")).then_some(b""),
        // What begins as a number and is none, such as `-Tf`, is no operator.
        _ if matches!(numbers.last(), Some(b'+' | b'-' | b'.')) => None,
        operator => takes_names(operator).then_some(operator),
    }
}

/// Whether nothing but a few numbers stand between a name and an operator before it, or another name.
fn follows_operator(content: &[u8], at: usize) -> bool {
    let start = at.saturating_sub(MAX_BETWEEN);
    let before = content.get(start..at).unwrap_or_default();
    before.iter().rfind(|byte| !is_between(**byte)).map_or(start == 0, |byte| is_regular(*byte))
}

/// Whether names are operands of an operator.
fn takes_names(operator: &[u8]) -> bool {
    matches!(
        operator,
        b"Tf" | b"gs" | b"BDC" | b"BMC" | b"cs" | b"CS" | b"scn" | b"SCN" | b"Do" | b"sh" | b"ri" | b"MP" | b"DP"
    )
}

/// Bytes of the numbers beside a name, with what stands between them, and names in a row: if there are more, the tokenizer may have
/// forgotten some of them.
const MAX_BETWEEN: usize = 200;
const MAX_NAMES: usize = 8;

fn is_of_number(byte: &u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+')
}

/// Bytes at which something may begin that counts: `(</%qQB[]`.
struct Telling;

impl ByteSet for Telling {
    #[inline(always)]
    fn has<L: Lanes>(bytes: L) -> L::Truth {
        let bracket = bytes.are(b'(') | bytes.are(b'<') | bytes.are(b'[') | bytes.are(b']');
        bracket | bytes.are(b'/') | bytes.are(b'%') | bytes.without(0x20).are(b'Q') | bytes.are(b'B')
    }
}

/// Bytes that are no code of a literal string, or not the usual kind: `()\` and the end of a line that is read as another.
struct NotPlain;

impl ByteSet for NotPlain {
    #[inline(always)]
    fn has<L: Lanes>(bytes: L) -> L::Truth {
        bytes.without(1).are(b'(') | bytes.are(b'\\') | bytes.are(b'\r')
    }
}
