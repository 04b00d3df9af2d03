//! Texts by glyph number, or by CID.

use super::super::meaning::Text;

/// Texts by glyph number; glyphs are added in ascending order or not at all.
#[derive(Debug, Default)]
pub(crate) struct GlyphTexts {
    chars: Vec<Option<char>>,
    texts: Vec<(u16, Box<str>)>,
}

impl GlyphTexts {
    /// Adds a glyph's text; ascending numbers for texts of several characters.
    pub(crate) fn add(&mut self, glyph: u16, text: Text<'_>) {
        match text {
            Text::Unknown => {}
            Text::One(char) => {
                let at = usize::from(glyph);
                if self.chars.len() <= at {
                    self.chars.resize(at + 1, None);
                }
                self.chars[at] = Some(char);
            }
            Text::Many(text) => self.texts.push((glyph, text.into())),
        }
    }

    /// Gives a glyph a character, unless it has one that is likelier to be meant.
    pub(crate) fn offer(&mut self, glyph: u16, char: char) {
        match self.get(u32::from(glyph)) {
            Text::One(old) if rank(old) <= rank(char) => {}
            _ => self.add(glyph, Text::One(char)),
        }
    }

    /// The same by CID; `cid_to_gid` is the CIDToGIDMap stream, 2 bytes a CID.
    pub(crate) fn by_cid(self, cid_to_gid: Option<&[u8]>) -> Self {
        let Some(map) = cid_to_gid else { return self };
        let mut by_cid = Self::default();
        for (cid, pair) in (0..=u16::MAX).zip(map.chunks_exact(2)) {
            by_cid.add(cid, self.get(u32::from(u16::from_be_bytes([pair[0], pair[1]]))));
        }
        by_cid
    }

    pub(crate) fn get(&self, glyph: u32) -> Text<'_> {
        if let Some(char) = self.chars.get(glyph as usize).copied().flatten() {
            return Text::One(char);
        }
        let found = self.texts.binary_search_by_key(&glyph, |(glyph, _)| u32::from(*glyph)).ok();
        found.map_or(Text::Unknown, |at| Text::Many(&self.texts[at].1))
    }
}

/// Many characters may share a glyph: plain ones come before compatibility forms, and those before private ones.
fn rank(char: char) -> u8 {
    match char {
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => 2,
        '\u{A0}'
        | '\u{AD}'
        | '\u{2000}'..='\u{200F}'
        | '\u{2126}'
        | '\u{212A}'..='\u{212B}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{2F800}'..='\u{2FA1F}' => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_character_wins_over_its_look_alikes() {
        for order in [['⼀', '一', '\u{E123}'], ['\u{E123}', '⼀', '一'], ['一', '\u{E123}', '⼀']] {
            let mut texts = GlyphTexts::default();
            for char in order {
                texts.offer(7, char);
            }
            assert_eq!(texts.get(7), Text::One('一'), "{order:?}");
        }
    }
}
