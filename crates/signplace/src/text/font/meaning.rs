//! The Unicode of a character as the room stores it and as it hands it out: nothing, one character, or several.

use super::outline::Said;
use crate::text::UnicodeSource;

/// The Unicode of one shown character. Cheap to copy; longer texts are borrowed from the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text<'f> {
    /// No Unicode is known.
    Unknown,
    /// One character.
    One(char),
    /// Several characters, such as those of a ligature.
    Many(&'f str),
}

impl<'f> Text<'f> {
    /// The characters, in logical order.
    pub(crate) fn chars(self) -> impl Iterator<Item = char> + 'f {
        let (one, many) = match self {
            Self::Unknown => (None, ""),
            Self::One(char) => (Some(char), ""),
            Self::Many(text) => (None, text),
        };
        one.into_iter().chain(many.chars())
    }

    /// Whether no Unicode is known.
    pub(crate) fn is_unknown(self) -> bool {
        self == Self::Unknown
    }

    /// Whether the text says something that a keyword could contain: not only NUL, U+FFFD, other controls or noncharacters.
    pub(super) fn is_useful(self) -> bool {
        self.chars().any(|char| !is_filler(char))
    }

    /// Whether every character is for private use, so that any other rung knows better.
    pub(super) fn is_private(self) -> bool {
        !self.is_unknown() && self.chars().all(|char| matches!(char, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..))
    }
}

fn is_filler(char: char) -> bool {
    matches!(char, '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}' | '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
}

/// What one code shows, as far as most codes need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Code {
    /// The width, in em.
    pub(crate) width: f64,
    /// Its Unicode if that is plain: one character, and no guess. Else a number beyond all code points.
    pub(crate) char: u32,
    /// Where the Unicode comes from.
    pub(crate) source: UnicodeSource,
}

impl Code {
    /// Of several characters, or of none.
    const OTHER: u32 = u32::MAX;
    /// Set in a character that is a guess.
    const GUESS: u32 = 1 << 30;

    pub(crate) fn new(width: f64, text: Text<'_>, source: UnicodeSource) -> Self {
        let char = match text {
            Text::One(char) if source == UnicodeSource::CharCode => u32::from(char) | Self::GUESS,
            Text::One(char) => u32::from(char),
            Text::Unknown | Text::Many(_) => Self::OTHER,
        };
        Self { width, char, source }
    }

    /// Its one character, or the guess of one.
    pub(super) fn one_char(&self) -> Option<char> {
        char::from_u32(self.char & !Self::GUESS)
    }

    /// Whether [`char`](Self::char) is plain; else [`Font::next_char`](super::Font::next_char) tells the Unicode.
    #[inline]
    pub(crate) fn is_plain_char(char: u32) -> bool {
        char < Self::GUESS
    }
}

/// An owned [`Text`] with the rung that it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    text: Stored,
    pub(super) source: UnicodeSource,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Stored {
    Unknown,
    One(char),
    Many(Box<str>),
}

impl Meaning {
    pub(super) const UNKNOWN: Self = Self { text: Stored::Unknown, source: UnicodeSource::CharCode };

    pub(super) fn new(text: Text<'_>, source: UnicodeSource) -> Self {
        let text = match text {
            Text::Unknown => Stored::Unknown,
            Text::One(char) => Stored::One(char),
            Text::Many(text) => text.into(),
        };
        Self { text, source }
    }

    /// What is known before the outlines are asked.
    pub(super) fn said(&self) -> Said {
        match self.text() {
            text if self.source == UnicodeSource::CharCode || !text.is_useful() || text.is_private() => Said::Nothing,
            Text::One(char) => Said::Char(char),
            _ => Said::Other,
        }
    }

    pub(super) fn text(&self) -> Text<'_> {
        match &self.text {
            Stored::Unknown => Text::Unknown,
            Stored::One(char) => Text::One(*char),
            Stored::Many(text) => Text::Many(text),
        }
    }
}

impl From<&str> for Stored {
    fn from(text: &str) -> Self {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Self::Unknown,
            (Some(char), None) => Self::One(char),
            _ => Self::Many(text.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_fillers_is_not_useful() {
        for (text, useful) in [
            (Text::Unknown, false),
            (Text::One('\0'), false),
            (Text::One('\u{FFFD}'), false),
            (Text::Many("\0\0"), false),
            (Text::One(' '), true),
            (Text::Many("\0a"), true),
        ] {
            assert_eq!(text.is_useful(), useful, "{text:?}");
        }
    }

    #[test]
    fn a_meaning_keeps_its_text() {
        for text in [Text::Unknown, Text::One('章'), Text::Many("ffi")] {
            assert_eq!(Meaning::new(text, UnicodeSource::ToUnicode).text(), text);
        }
        assert_eq!(Meaning::new(Text::Many("f"), UnicodeSource::ToUnicode).text(), Text::One('f'));
    }
}
