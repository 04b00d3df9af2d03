//! Text strings: the bytes of a field's name or value as Unicode (ISO 32000-2, 7.9.2.2).

use super::object::{Dict, Name, PdfString};

/// The text of a dictionary's entry that is a text string; a name is taken as well.
pub(crate) fn entry(dict: &Dict<'_>, key: &str) -> Option<String> {
    match dict.get::<PdfString<'_>>(key) {
        Some(string) => Some(decode(&string)),
        None => name(dict, key).map(|name| decode_name(&name)),
    }
}

/// A dictionary's entry that is a name.
pub(crate) fn name<'a>(dict: &Dict<'a>, key: &str) -> Option<Name<'a>> {
    dict.get(key)
}

/// The text of a text string: UTF-16 or UTF-8 behind a byte order mark, else PDFDocEncoding.
///
/// Bytes without a mark that are valid UTF-8 beyond ASCII are taken as UTF-8: writers that forget the mark are common,
/// and the same bytes hardly ever make sense in PDFDocEncoding.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) if bytes.iter().any(|b| *b >= 0x80) => text.to_owned(),
            _ => bytes.iter().filter_map(|b| pdf_doc(*b)).collect(),
        },
    };
    without_language_marks(text)
}

/// The text of a name object, which is UTF-8 by rule and PDFDocEncoding where it cannot be (ISO 32000-2, 7.3.5).
pub(crate) fn decode_name(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().filter_map(|b| pdf_doc(*b)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Language and country codes stand between two escape characters and are no part of the text (7.9.2.2.1).
fn without_language_marks(text: String) -> String {
    const ESCAPE: char = '\u{1B}';
    if !text.contains(ESCAPE) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(ESCAPE) {
        out.push_str(&rest[..start]);
        let after = &rest[start + ESCAPE.len_utf8()..];
        // At most "enCN": an escape that is not closed that soon is a stray character.
        let end = after.char_indices().take(5).find(|(_, c)| *c == ESCAPE).map(|(i, _)| i);
        rest = end.map_or(after, |i| &after[i + ESCAPE.len_utf8()..]);
    }
    out.push_str(rest);
    out
}

/// PDFDocEncoding (ISO 32000-2, D.3); undefined codes have no character.
fn pdf_doc(byte: u8) -> Option<char> {
    const FROM_18: [char; 8] = ['\u{2D8}', '\u{2C7}', '\u{2C6}', '\u{2D9}', '\u{2DD}', '\u{2DB}', '\u{2DA}', '\u{2DC}'];
    const FROM_80: [char; 31] = [
        '\u{2022}', '\u{2020}', '\u{2021}', '\u{2026}', '\u{2014}', '\u{2013}', '\u{192}', '\u{2044}', '\u{2039}',
        '\u{203A}', '\u{2212}', '\u{2030}', '\u{201E}', '\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}', '\u{201A}',
        '\u{2122}', '\u{FB01}', '\u{FB02}', '\u{141}', '\u{152}', '\u{160}', '\u{178}', '\u{17D}', '\u{131}',
        '\u{142}', '\u{153}', '\u{161}', '\u{17E}',
    ];
    match byte {
        0 | 0x7F | 0x9F | 0xAD => None,
        0x18..=0x1F => Some(FROM_18[usize::from(byte - 0x18)]),
        0x80..=0x9E => Some(FROM_80[usize::from(byte - 0x80)]),
        0xA0 => Some('\u{20AC}'),
        _ => Some(char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_each_of_their_encodings() {
        for (bytes, expected) in [
            (&b"Party A"[..], "Party A"),
            (b"\xFE\xFF\x75\x32\x65\xB9", "甲方"),
            (b"\xFF\xFE\x32\x75\xB9\x65", "甲方"),
            (b"\xFE\xFF\xD8\x40\xDC\x0B", "𠀋"),
            (b"\xEF\xBB\xBF\xE7\x94\xB2", "甲"),
            (b"\xE7\x94\xB2", "甲"),
            (b"na\xEFve \xA0 \x92", "naïve € ™"),
            (b"\xFE\xFF\x00\x1B\x00e\x00n\x00\x1B\x00A", "A"),
            (b"\xFE\xFF\x75", ""),
            (b"", ""),
        ] {
            assert_eq!(decode(bytes), expected, "{bytes:02X?}");
        }
    }

    #[test]
    fn an_escape_without_a_partner_costs_no_text() {
        assert_eq!(decode(b"\xFE\xFF\x00\x1B\x00a\x00b\x00c\x00d\x00e\x00f"), "abcdef");
    }
}
