//! What a page's content can show, without placing any of it: reading its strings alone tells whether a keyword's
//! characters are there at all, and costs a fraction of working out where each of them stands.
//!
//! Only content of the plain kind is skimmed: strings in fonts that `Tf` sets. What may show text in other ways, or
//! pictures in place of text, is left to the interpreter.

use std::collections::HashMap;
use std::sync::Arc;

use super::by_name::ByName;
use super::content::{Tokens, hex_byte, is_regular, is_white_space};
use super::font::{Font, Text};
use super::marked;
use super::resources::Resources;
use super::source::UnicodeSource;
use crate::api::Document;
use crate::document::stream::Budget;

/// A set of characters, as whoever asks tells them apart.
pub(crate) type Mask = u64;

/// Which of the characters asked for some text holds.
pub(crate) type MaskOf<'m> = &'m dyn Fn(&str) -> Mask;

/// States saved at once.
const MAX_SAVED: usize = 64;

/// What fonts were found to show, kept from page to page.
#[derive(Default)]
pub(crate) struct Skimmer {
    fonts: Vec<Shows>,
    /// By the address of the font, which is kept alive by being here.
    by_address: HashMap<usize, usize>,
}

/// What the codes of a font show.
struct Shows {
    font: Arc<Font>,
    /// Bytes of every code; 0 where they differ.
    code_length: usize,
    /// By what a code begins with; of those that share a place, the one that was shown last.
    codes: Vec<Shown>,
}

/// What one code shows.
#[derive(Clone, Copy)]
struct Shown {
    mask: Mask,
    /// What it begins with; see [`key`].
    key: u32,
    len: u8,
    is_blank: bool,
    /// Whether its Unicode is unknown or no more than a guess.
    is_doubtful: bool,
}

/// Codes of a font that are remembered.
const CODES: usize = 1 << 10;
/// The key of no code.
const NO_KEY: u32 = u32::MAX;

impl Shows {
    fn new(font: &Arc<Font>) -> Self {
        let none = Shown { mask: 0, key: NO_KEY, len: 0, is_blank: false, is_doubtful: false };
        let code_length = font.code_length();
        let codes = if code_length == 1 { 256 } else { CODES };
        Self { font: Arc::clone(font), code_length, codes: vec![none; codes] }
    }

    /// The bytes that say which code comes first in a string, which is not empty: the next two in all fonts but those
    /// with longer codes.
    #[inline]
    fn key(&self, bytes: &[u8]) -> u32 {
        match *bytes {
            [only, ..] if self.code_length == 1 => u32::from(only),
            [high, low, ..] => u32::from(high) << 8 | u32::from(low),
            [only] => 0x1_0000 | u32::from(only),
            [] => NO_KEY,
        }
    }

    /// What the first code of a string shows.
    #[inline]
    fn first(&mut self, bytes: &[u8], mask_of: MaskOf<'_>) -> Shown {
        let key = self.key(bytes);
        match self.codes.get(key as usize & (self.codes.len() - 1)) {
            Some(shown) if shown.key == key => *shown,
            _ => self.look_up(key, bytes, mask_of),
        }
    }

    #[cold]
    fn look_up(&mut self, key: u32, bytes: &[u8], mask_of: MaskOf<'_>) -> Shown {
        let char = self.font.next_char(bytes);
        let mut buffer = [0; 4];
        let text: &str = match char.text {
            Text::Unknown => "",
            Text::One(char) => char.encode_utf8(&mut buffer),
            Text::Many(text) => text,
        };
        let shown = Shown {
            mask: mask_of(text),
            key,
            len: u8::try_from(char.len.max(1)).unwrap_or(u8::MAX),
            is_blank: !text.is_empty() && text.trim().is_empty(),
            is_doubtful: text.is_empty() || char.source == UnicodeSource::CharCode,
        };
        let place = key as usize & (self.codes.len() - 1);
        if shown.len <= 2
            && let Some(slot) = self.codes.get_mut(place)
        {
            *slot = shown;
        }
        shown
    }
}

/// What the content of a page was found to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skimmed {
    /// Text that can be trusted, and that holds nothing that is looked for.
    Text,
    /// It must be interpreted: enough was found, or something that cannot be told by skimming.
    Unclear,
}

impl Skimmer {
    /// The place of a font, which joins the others.
    fn index(&mut self, font: &Arc<Font>) -> usize {
        let fonts = &mut self.fonts;
        *self.by_address.entry(Arc::as_ptr(font) as usize).or_insert_with(|| {
            fonts.push(Shows::new(font));
            fonts.len() - 1
        })
    }

    /// Skims a page's content until `is_enough` says of what was found that the page must be interpreted anyway.
    pub(super) fn skim(
        &mut self,
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
        let mut font: Option<usize> = None;
        // The fonts of the page by their names.
        let mut names: ByName<Option<usize>> = ByName::default();
        let mut saved: Vec<Option<usize>> = Vec::new();
        let mut at = 0;
        while let Some(length) =
            content.get(at..).and_then(|rest| rest.iter().position(|byte| IS_TELLING[usize::from(*byte)]))
        {
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
                        b"Tf" => match names.get(name) {
                            Some(known) => font = known,
                            None => {
                                let Ok(found) = resources.font(name, document, budget) else { return Skimmed::Unclear };
                                font = found.map(|font| self.index(&font));
                                names.insert(name, font);
                            }
                        },
                        b"gs" if !matches!(resources.font_of_state(name, document, budget), Ok(None)) => {
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
                        seen.mask |= mask_of(&actual);
                    }
                    at = end;
                }
                byte @ (b'<' | b'(') => {
                    let shows = font.and_then(|index| self.fonts.get_mut(index));
                    let before = seen.mask;
                    match shows {
                        Some(shows) if byte == b'<' && shows.code_length > 0 => {
                            // The usual case, without a copy of the bytes.
                            at += 1;
                            while let Some(high) = content.get(at..).and_then(hex_byte) {
                                at += 2;
                                if shows.code_length == 1 {
                                    seen.add(shows.first(&[high], mask_of));
                                    continue;
                                }
                                let Some(low) = content.get(at..).and_then(hex_byte) else { return Skimmed::Unclear };
                                at += 2;
                                seen.add(shows.first(&[high, low], mask_of));
                            }
                            if content.get(at) != Some(&b'>') {
                                return Skimmed::Unclear;
                            }
                            at += 1;
                        }
                        Some(shows) => {
                            let (mut bytes, end) = tokens.string_at(at);
                            at = end;
                            while !bytes.is_empty() {
                                let shown = shows.first(bytes, mask_of);
                                seen.add(shown);
                                bytes = bytes.get(usize::from(shown.len)..).unwrap_or_default();
                            }
                        }
                        None => at = tokens.string_at(at).1,
                    }
                    if seen.is_doubtful || before != seen.mask && is_enough(seen.mask) {
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
        if seen.is_any && !is_enough(seen.mask) { Skimmed::Text } else { Skimmed::Unclear }
    }
}

/// What was seen so far.
#[derive(Default)]
struct Seen {
    mask: Mask,
    /// Whether there was anything that is no space.
    is_any: bool,
    is_doubtful: bool,
}

impl Seen {
    #[inline]
    fn add(&mut self, shown: Shown) {
        self.mask |= shown.mask;
        self.is_any |= !shown.is_blank;
        self.is_doubtful |= shown.is_doubtful;
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
static IS_TELLING: [bool; 256] = {
    let mut telling = [false; 256];
    let mut at = 0;
    let bytes = b"(</%qQB";
    while at < bytes.len() {
        telling[bytes[at] as usize] = true;
        at += 1;
    }
    telling
};
