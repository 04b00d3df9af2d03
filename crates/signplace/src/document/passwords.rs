//! The spellings and encodings in which a password with characters beyond ASCII may have been set.

use unicode_normalization::UnicodeNormalization as _;

/// Other spellings of a password, each once: prepared by SASLprep (RFC 4013), which revision 6 wants (ISO 32000-2,
/// 7.6.4.3.3), and composed and decomposed, as keyboards and systems leave it.
pub(super) fn spellings(password: &str) -> Vec<String> {
    if password.is_ascii() {
        return Vec::new();
    }
    let prepared: String = password.chars().filter_map(prepared).nfkc().collect();
    let mut all: Vec<String> = Vec::new();
    for one in [prepared, password.nfc().collect(), password.nfd().collect()] {
        if one != password && !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// What SASLprep maps a character to before it normalizes (RFC 4013, 2.1): spaces to the space, what is commonly left
/// out to nothing.
fn prepared(c: char) -> Option<char> {
    match c {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{ad}'
        | '\u{34f}'
        | '\u{1806}'
        | '\u{180b}'..='\u{180d}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => None,
        _ => Some(c),
    }
}

/// The bytes of a password in the encodings that writers of revisions 2 to 4 use: UTF-8, PDFDocEncoding, Latin-1.
pub(super) fn encodings(password: &str) -> Vec<Vec<u8>> {
    let mut all = vec![password.as_bytes().to_vec()];
    if !password.is_ascii() {
        let composed: String = password.nfc().collect();
        let latin = |c: char| u8::try_from(u32::from(c)).ok();
        all.extend(composed.chars().map(pdf_doc).collect::<Option<Vec<u8>>>());
        all.extend(composed.chars().map(latin).collect::<Option<Vec<u8>>>());
    }
    all
}

/// The byte of a character in PDFDocEncoding (ISO 32000-2, D.2).
fn pdf_doc(c: char) -> Option<u8> {
    const FROM_18: [char; 8] = ['\u{2d8}', '\u{2c7}', '\u{2c6}', '\u{2d9}', '\u{2dd}', '\u{2db}', '\u{2da}', '\u{2dc}'];
    const FROM_80: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    let at = |from: u8, all: &[char]| all.iter().position(|other| *other == c).map(|nth| from + nth as u8);
    match c {
        '\u{20}'..='\u{7e}' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{ff}' | '\t' | '\n' | '\r' => Some(c as u8),
        '€' => Some(0xa0),
        _ => at(0x18, &FROM_18).or_else(|| at(0x80, &FROM_80)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_prepared_as_saslprep_wants_it() {
        assert_eq!(spellings("I\u{ad}X ｐａｓｓ\u{a0}Ⅸ")[0], "IX pass IX");
        assert_eq!(spellings("mo\u{308}we"), ["möwe"]);
        assert_eq!(spellings("möwe"), ["mo\u{308}we"]);
        assert_eq!(spellings("密码"), [""; 0]);
        assert_eq!(spellings("secret"), [""; 0]);
    }

    #[test]
    fn characters_of_pdf_doc_encoding_have_their_bytes() {
        for (c, byte) in
            [('A', 0x41), ('ö', 0xf6), ('€', 0xa0), ('•', 0x80), ('ž', 0x9e), ('Ł', 0x95), ('˘', 0x18), ('˜', 0x1f)]
        {
            assert_eq!(pdf_doc(c), Some(byte), "{c}");
        }
        assert_eq!(pdf_doc('甲'), None);
        assert_eq!(encodings("mo\u{308}w€"), [b"mo\xcc\x88w\xe2\x82\xac".to_vec(), b"m\xf6w\xa0".to_vec()]);
        assert_eq!(encodings("abc"), [b"abc".to_vec()]);
    }
}
