//! Glyph names → Unicode: the Adobe Glyph List, its rules for composed names, and names that producers make up.

use smallvec::SmallVec;

use super::lines::Lines;

/// A name's characters: one, or a few for ligatures and letters with points.
pub(super) type Chars = SmallVec<[char; 4]>;

/// `name XXXX [XXXX…]` per line, sorted by bytes; see scripts/font_tables.py.
static NAMES_TEXT: &[u8] = include_bytes!("data/glyph_names.txt");
static DINGBATS_TEXT: &[u8] = include_bytes!("data/dingbat_names.txt");

static NAMES: Lines<540> = Lines::new(NAMES_TEXT);
static DINGBATS: Lines<26> = Lines::new(DINGBATS_TEXT);

/// For each first byte a bit for each second one that a listed name goes on with, all ASCII: fonts made for print call
/// their glyphs `g1`, `g2`, `g3`, and no list has those. All dingbats are `a` and a number.
static BEGINNINGS: [u128; 128] = {
    let mut beginnings = [0; 128];
    beginnings[b'a' as usize] |= 0x3ff << b'0';
    let mut at = 0;
    while at + 1 < NAMES_TEXT.len() {
        beginnings[(NAMES_TEXT[at] % 128) as usize] |= 1 << (NAMES_TEXT[at + 1] % 128);
        while at < NAMES_TEXT.len() && NAMES_TEXT[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    beginnings
};

/// Longest name that is looked at; names of real fonts have fewer bytes.
const MAX_NAME: usize = 256;

/// The Unicode of a glyph's name by the rules of the Adobe Glyph List; empty when the name says nothing.
pub(super) fn unicode(name: &str) -> Chars {
    named(name, |part| look_up(&NAMES, part))
}

/// The Unicode of a glyph's name in ZapfDingbats, whose names are its own.
pub(super) fn dingbat_unicode(name: &str) -> Chars {
    named(name, |part| {
        let chars = look_up(&DINGBATS, part);
        if chars.is_empty() { look_up(&NAMES, part) } else { chars }
    })
}

fn named(name: &str, look_up: impl Fn(&str) -> Chars) -> Chars {
    if name.len() > MAX_NAME || name == ".notdef" {
        return Chars::new();
    }
    let whole = look_up(name);
    if !whole.is_empty() {
        return whole;
    }
    // What follows the first full stop says how the glyph looks, not what it means.
    let base = match name.find('.') {
        Some(0) => return Chars::new(),
        Some(at) => &name[..at],
        None => name,
    };
    if base.len() == name.len() && !base.contains('_') {
        return composed(base);
    }
    let component = |part| {
        let listed = look_up(part);
        if listed.is_empty() { composed(part) } else { listed }
    };
    base.split('_').flat_map(component).collect()
}

/// The Unicode of a name that is composed of its number.
fn composed(part: &str) -> Chars {
    if let Some(digits) = part.strip_prefix("uni")
        && digits.len() >= 4
        && digits.len() % 4 == 0
        && let Some(chars) = utf16_hex(digits)
    {
        return chars;
    }
    if let Some(digits) = part.strip_prefix('u')
        && (4..=6).contains(&digits.len())
        && let Some(char) = hex(digits).and_then(char::from_u32)
    {
        return SmallVec::from_slice(&[char]);
    }
    Chars::new()
}

fn utf16_hex(digits: &str) -> Option<Chars> {
    let mut units: SmallVec<[u16; 4]> = SmallVec::new();
    for at in (0..digits.len()).step_by(4) {
        units.push(u16::try_from(hex(digits.get(at..at + 4)?)?).ok()?);
    }
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

fn hex(digits: &str) -> Option<u32> {
    // from_str_radix would take a sign.
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// What a list has for a name.
fn look_up<const MARKS: usize>(table: &Lines<MARKS>, name: &str) -> Chars {
    if let [first, second, ..] = name.as_bytes() {
        let seconds = BEGINNINGS.get(usize::from(*first)).copied().unwrap_or_default();
        if seconds & 1 << (second % 128) == 0 {
            return Chars::new();
        }
    }
    let codes = table.get(name).unwrap_or_default();
    codes.split(' ').filter_map(|code| hex(code).and_then(char::from_u32)).collect()
}

/// A glyph's number in names that count glyphs, such as `g36`, `gid00036`, `glyph36`, `cid36`, `index36`.
pub(super) fn glyph_number(name: &str) -> Option<u16> {
    let digits = ["glyph", "index", "gid", "cid", "g"].iter().find_map(|prefix| name.strip_prefix(prefix))?;
    plain_number(digits).and_then(|number| u16::try_from(number).ok())
}

/// A character code in names that only repeat one, such as `c65`, `C65`, `a65`, `G41`: decimal, or two hexadecimal digits after G.
pub(super) fn repeated_code(name: &str) -> Option<u8> {
    let (first, digits) = (*name.as_bytes().first()?, name.get(1..)?);
    match first {
        b'G' if digits.len() == 2 => hex(digits).and_then(|code| u8::try_from(code).ok()),
        b'a' | b'c' | b'C' if digits.len() >= 2 => plain_number(digits).and_then(|code| u8::try_from(code).ok()),
        _ => None,
    }
}

fn plain_number(digits: &str) -> Option<u32> {
    (!digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> String {
        unicode(name).into_iter().collect()
    }

    #[test]
    fn names_of_every_form_have_their_unicode() {
        for (name, expected) in [
            ("A", "A"),
            ("zukatakana", "ズ"),
            ("Euro", "€"),
            ("uni4E00", "一"),
            ("uni4E004E8C", "一二"),
            ("uniD83DDE00", "😀"),
            ("u1F600", "😀"),
            ("u4E00.vert", "一"),
            ("A.small", "A"),
            ("f_f_i", "ffi"),
            ("Lcommaaccent_uni20AC0308_u1040C.alternate", "Ļ€\u{308}\u{1040C}"),
            ("dalethatafpatah", "\u{5D3}\u{5B2}"),
            ("visiblespace", "␣"),
            (".notdef", ""),
            ("g36", ""),
            ("uni+123", ""),
            ("foo", ""),
            ("", ""),
        ] {
            assert_eq!(text(name), expected, "{name}");
        }
    }

    #[test]
    fn every_line_of_the_tables_is_found() {
        for (text, find) in [(NAMES_TEXT, unicode as fn(&str) -> Chars), (DINGBATS_TEXT, dingbat_unicode)] {
            let lines: Vec<_> = std::str::from_utf8(text).unwrap().lines().collect();
            let names: Vec<_> = lines.iter().map(|line| line.split_once(' ').unwrap()).collect();
            assert!(names.is_sorted());
            for (name, codes) in names {
                let expected: Chars = codes
                    .split(' ')
                    .map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap())
                    .collect();
                assert_eq!(find(name), expected, "{name}");
            }
        }
    }

    #[test]
    fn names_that_count_are_numbers_and_not_text() {
        assert_eq!(glyph_number("g36"), Some(36));
        assert_eq!(glyph_number("glyph00036"), Some(36));
        assert_eq!(glyph_number("cid70000"), None);
        assert_eq!(glyph_number("germandbls"), None);
        assert_eq!(repeated_code("G41"), Some(0x41));
        assert_eq!(repeated_code("c65"), Some(65));
        assert_eq!(repeated_code("a300"), None);
        assert_eq!(repeated_code("章"), None);
    }
}
