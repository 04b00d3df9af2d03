//! What a page's content can show, without placing any of it: reading its strings alone tells whether a keyword's
//! characters are there at all, and costs a fraction of working out where each of them stands.
//!
//! Only content of the plain kind is skimmed: strings in fonts that `Tf` sets. What may show text in other ways, or
//! pictures in place of text, is left to the interpreter.

use super::codes::{Known, NextKnown};
use super::content::Tokens;
use super::content_byte::{hex_byte, hex_pair, is_regular, is_white_space};
use super::fonts::{Fonts, HeldFont};
use super::marked;
use super::resources::Resources;
use super::shows::{Mask, MaskOf, Shows};
use crate::api::Document;
use crate::bytes::first_of;
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
    let mut seen = Seen::default();
    let mut font: Option<u16> = None;
    let mut saved: Vec<Option<u16>> = Vec::new();
    let mut at = 0;
    while let Some(length) = content.get(at..).and_then(|rest| first_of(rest, TELLING)) {
        at += length;
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
            b'/' => {
                let (name, end) = tokens.name_at(at);
                match operator_after(content, end) {
                    b"Tf" => {
                        let Ok(found) = resources.font(name, document, budget, fonts) else {
                            return Skimmed::Unclear;
                        };
                        font = found.map(HeldFont::index);
                    }
                    b"gs" if !matches!(resources.font_of_state(name, document, budget, fonts), Ok(None)) => {
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
                at = end;
            }
            byte @ (b'<' | b'(') => {
                let before = seen.mask;
                let plain = match font {
                    Some(font) if byte == b'<' => plain_hex(fonts, font, content, at + 1, &mut seen),
                    _ => None,
                };
                if let Some(end) = plain {
                    at = end;
                } else {
                    let (bytes, end) = tokens.string_at(at);
                    if let Some(font) = font {
                        see(fonts, font, bytes, &mut seen, mask_of);
                    }
                    at = end;
                }
                if seen.is_doubtful() || before != seen.mask && is_enough(seen.mask) {
                    return Skimmed::Unclear;
                }
            }
            b'q' if stands_alone(1) => {
                if saved.len() >= MAX_SAVED {
                    return Skimmed::Unclear;
                }
                saved.push(font);
                at += 1;
            }
            b'Q' if stands_alone(1) => {
                if let Some(last) = saved.pop() {
                    font = last;
                }
                at += 1;
            }
            b'B' if next == Some(b'I') && stands_alone(2) => return Skimmed::Unclear,
            _ => at += 1,
        }
    }
    // A page without text may be a picture of one.
    if seen.is_any() && !is_enough(seen.mask) { Skimmed::Text } else { Skimmed::Unclear }
}

/// Looks at a string's codes.
fn see(fonts: &mut Fonts, font: u16, mut bytes: &[u8], seen: &mut Seen, mask_of: MaskOf<'_>) {
    while !bytes.is_empty() {
        bytes = match fonts.codes(font) {
            Known::One(known) => see_known(known, bytes, seen),
            Known::Two(known) => see_known(known, bytes, seen),
            Known::OneOrTwo(known) => see_known(known, bytes, seen),
            Known::Nothing => bytes,
        };
        if !bytes.is_empty() {
            let (shows, length) = fonts.meet(font, bytes, mask_of);
            seen.add(&shows);
            bytes = bytes.get(length..).unwrap_or_default();
        }
    }
}

/// Looks at the first codes of a string that were met before; returns the rest.
fn see_known<'b, 'k>(known: impl NextKnown<'k>, mut bytes: &'b [u8], seen: &mut Seen) -> &'b [u8] {
    // A copy, which stays in registers.
    let mut so_far = *seen;
    while let Some((length, shows)) = known.next(bytes) {
        so_far.add(shows);
        bytes = bytes.get(length..).unwrap_or_default();
    }
    *seen = so_far;
    bytes
}

/// Looks at the codes of a hexadecimal string, from its first digit on, without a copy of its bytes; returns where it
/// ends. `None` where it is not of the usual kind, or has codes that were not met before.
#[inline(never)]
fn plain_hex(fonts: &Fonts, font: u16, content: &[u8], mut at: usize, seen: &mut Seen) -> Option<usize> {
    match fonts.codes(font) {
        Known::One(known) => {
            while let Some(code) = content.get(at..).and_then(hex_byte) {
                seen.add(known.next(&[code])?.1);
                at += 2;
            }
        }
        Known::Two(known) => at = plain_pairs(known, content, at, seen)?,
        Known::OneOrTwo(known) => at = plain_pairs(known, content, at, seen)?,
        Known::Nothing => return None,
    }
    (content.get(at) == Some(&b'>')).then_some(at + 1)
}

/// The same of codes of two bytes each; returns where there are no more.
#[inline]
fn plain_pairs<'k>(known: impl NextKnown<'k>, content: &[u8], mut at: usize, seen: &mut Seen) -> Option<usize> {
    // A copy, which stays in registers.
    let mut so_far = *seen;
    for four in content.get(at..).unwrap_or_default().chunks_exact(4) {
        let Some(pair) = hex_pair(four) else { break };
        let (2, shows) = known.next(&pair)? else { return None };
        so_far.add(shows);
        at += 4;
    }
    *seen = so_far;
    Some(at)
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

/// The operator that follows a name: with a number between them or none.
fn operator_after(content: &[u8], at: usize) -> &[u8] {
    let rest = content.get(at..).unwrap_or_default();
    let is_number = |byte: &u8| is_white_space(*byte) || matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+');
    let start = rest.iter().position(|byte| !is_number(byte)).unwrap_or(rest.len());
    let rest = rest.get(start..).unwrap_or_default();
    let length = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
    rest.get(..length).unwrap_or_default()
}

/// Bytes at which something may begin that counts.
const TELLING: &[u8; 7] = b"(</%qQB";
