//! Inline images in a content stream (ISO 32000-2, 8.9.7), which are passed over.

use super::content::Tokens;
use super::content_byte::is_white_space;

impl Tokens<'_> {
    /// Skips an inline image, from after `BI` to after `EI`.
    pub(super) fn skip_inline_image(&mut self) {
        // The dictionary ends with the word ID.
        loop {
            self.skip_white_space();
            let Some(&byte) = self.data.get(self.at) else { return };
            match byte {
                b'(' => self.literal_string(),
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => self.dict(),
                b'<' => self.hex_string(),
                b'/' => self.name(),
                b'[' | b']' | b')' | b'>' | b'{' | b'}' => self.at += 1,
                _ => match self.word() {
                    b"ID" => break,
                    // No image after all: BI stood alone.
                    b"EI" | b"ET" | b"BT" | b"Tj" | b"TJ" => return,
                    _ => {}
                },
            }
        }
        let begin = self.at + 1;
        let mut at = begin;
        while let Some(found) = self.data.get(at..).and_then(|rest| memchr::memmem::find(rest, b"EI")) {
            let ei = at + found;
            let before = ei == begin || self.data.get(ei - 1).is_some_and(|b| is_white_space(*b));
            let after = self.data.get(ei + 2).is_none_or(|b| is_white_space(*b));
            if before && after && self.reads_as_content(ei + 2) {
                self.at = ei + 2;
                return;
            }
            at = ei + 2;
        }
        // No end: the first EI at all, or everything is image.
        self.at = self
            .data
            .get(begin..)
            .and_then(|rest| memchr::memmem::find(rest, b"EI"))
            .map_or(self.data.len(), |found| begin + found + 2);
    }

    /// Whether what follows is text, not image data that happens to hold the letters EI.
    fn reads_as_content(&self, from: usize) -> bool {
        let next = self.data.get(from..).unwrap_or_default();
        next.iter().take(24).all(|b| b.is_ascii_graphic() || is_white_space(*b))
    }
}
