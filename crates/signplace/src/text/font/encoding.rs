//! The base encodings of simple fonts: character code → glyph name (ISO 32000-2, Annex D).

use std::sync::OnceLock;

use super::lines::section;

/// A base encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BaseEncoding {
    Standard,
    WinAnsi,
    MacRoman,
    MacExpert,
    Symbol,
    ZapfDingbats,
}

/// `[Title]`, then runs of names with the code of the first; see scripts/font_tables.py.
static TABLES: &[u8] = include_bytes!("data/encodings.txt");

type Names = [Option<&'static str>; 256];

impl BaseEncoding {
    /// How many there are.
    pub(super) const COUNT: usize = 6;

    /// The encoding that a PDF calls by this name.
    pub(super) fn by_name(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            b"MacExpertEncoding" => Some(Self::MacExpert),
            _ => None,
        }
    }

    /// The glyph name of a code.
    pub(super) fn name(self, code: u8) -> Option<&'static str> {
        static PARSED: [OnceLock<Box<Names>>; BaseEncoding::COUNT] = [const { OnceLock::new() }; BaseEncoding::COUNT];
        PARSED[self as usize].get_or_init(|| parse(SECTIONS[self as usize]))[usize::from(code)]
    }
}

static SECTIONS: [&[u8]; BaseEncoding::COUNT] = [
    section(TABLES, 0),
    section(TABLES, 1),
    section(TABLES, 2),
    section(TABLES, 3),
    section(TABLES, 4),
    section(TABLES, 5),
];

fn parse(section: &'static [u8]) -> Box<Names> {
    let mut names = Box::new([None; 256]);
    let mut code = 0usize;
    for word in section.split(|byte| matches!(byte, b' ' | b'\n')) {
        let Ok(word) = std::str::from_utf8(word) else { continue };
        if word.starts_with(|char: char| char.is_ascii_digit()) {
            code = word.parse().unwrap_or(names.len());
        } else if let Some(slot) = names.get_mut(code).filter(|_| !word.is_empty()) {
            *slot = Some(word);
            code += 1;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_what_annex_d_says() {
        for (encoding, code, name) in [
            (BaseEncoding::Standard, 0o47, Some("quoteright")),
            (BaseEncoding::Standard, 0o341, Some("AE")),
            (BaseEncoding::Standard, 0o200, None),
            (BaseEncoding::WinAnsi, 0o47, Some("quotesingle")),
            (BaseEncoding::WinAnsi, 0o200, Some("Euro")),
            (BaseEncoding::WinAnsi, 0o201, Some("bullet")),
            (BaseEncoding::WinAnsi, 0o377, Some("ydieresis")),
            (BaseEncoding::MacRoman, 0o200, Some("Adieresis")),
            (BaseEncoding::MacRoman, 0o312, Some("space")),
            (BaseEncoding::MacExpert, 0o40, Some("space")),
            (BaseEncoding::Symbol, 0o141, Some("alpha")),
            (BaseEncoding::ZapfDingbats, 0o41, Some("a1")),
        ] {
            assert_eq!(encoding.name(code), name, "{encoding:?} {code:o}");
        }
    }
}
