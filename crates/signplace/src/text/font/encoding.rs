//! The base encodings of simple fonts: character code → glyph name (ISO 32000-2, Annex D).

use std::sync::OnceLock;

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
static TABLES: &str = include_str!("data/encodings.txt");

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
        static PARSED: OnceLock<[Names; BaseEncoding::COUNT]> = OnceLock::new();
        PARSED.get_or_init(parse)[self as usize][usize::from(code)]
    }
}

fn parse() -> [Names; BaseEncoding::COUNT] {
    let mut tables = [[None; 256]; BaseEncoding::COUNT];
    let (mut table, mut code) = (0, 0usize);
    let mut first = true;
    for line in TABLES.lines() {
        if line.starts_with('[') {
            table = if first { 0 } else { table + 1 };
            first = false;
            continue;
        }
        for word in line.split(' ') {
            if let Ok(start) = word.parse() {
                code = start;
            } else if let Some(slot) = tables.get_mut(table).and_then(|names: &mut Names| names.get_mut(code)) {
                *slot = Some(word);
                code += 1;
            }
        }
    }
    tables
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
