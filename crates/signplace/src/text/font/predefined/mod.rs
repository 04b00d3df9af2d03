//! The predefined CMaps (ISO 32000-2, 9.7.5.2): their codespaces, code → CID, and CID → Unicode of Adobe's collections.

mod map;
#[cfg(test)]
mod pack;
mod packed;

use std::sync::OnceLock;

use super::codespace::{CodeRange, Codespaces};
use super::meaning::Text;
use map::Map;

/// One of Adobe's character collections, in the order of the packed data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collection {
    Gb1,
    Cns1,
    Japan1,
    Korea1,
}

/// A predefined CMap. Its data is read when first asked for and kept for the life of the process.
#[derive(Debug)]
pub(super) struct Predefined {
    family: &'static Family,
    pub(super) is_vertical: bool,
    codespaces: Codespaces,
    /// None for Identity, and where the data cannot be had.
    map: Option<Map>,
}

#[derive(Debug)]
struct Family {
    /// The name without `-H` or `-V`.
    stem: &'static str,
    /// The CMap whose data serves, without `-H` or `-V`.
    data: &'static str,
    coding: Coding,
    codespaces: &'static [CodeRange],
    collection: Option<Collection>,
}

/// What the codes of a CMap are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    /// CIDs.
    Identity,
    /// Bytes of an older character set.
    Legacy,
    Utf16,
    Utf8,
    Utf32,
}

const fn r(len: u8, low: u32, high: u32) -> CodeRange {
    CodeRange::new(len, low, high)
}

const TWO: &[CodeRange] = &[r(2, 0, 0xFFFF)];
const UTF16: &[CodeRange] = &[r(2, 0, 0xD7FF), r(4, 0xD800_DC00, 0xDBFF_DFFF), r(2, 0xE000, 0xFFFF)];
const UTF8: &[CodeRange] =
    &[r(1, 0, 0x7F), r(2, 0xC280, 0xDFBF), r(3, 0xE0_8080, 0xEF_BFBF), r(4, 0xF080_8080, 0xF4BF_BFBF)];
const UTF32: &[CodeRange] = &[r(4, 0, 0x0010_FFFF)];
const GB_EUC: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0xA1A1, 0xFEFE)];
const GBPC: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0xA1A1, 0xFCFE), r(1, 0xFD, 0xFF)];
const GBK: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0x8140, 0xFEFE)];
const GB18030: &[CodeRange] = &[r(1, 0, 0x7F), r(4, 0x8130_8130, 0xFE39_FE39), r(2, 0x8140, 0xFEFE)];
const B5PC: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0xA140, 0xFCFE), r(1, 0xFD, 0xFF)];
const B5: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0xA140, 0xFEFE)];
const HKSCS: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0x8740, 0xFEFE)];
const CNS_EUC: &[CodeRange] = &[r(1, 0, 0x80), r(4, 0x8EA1_A1A1, 0x8EB0_FEFE), r(2, 0xA1A1, 0xFEFE)];
const RKSJ: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0x8140, 0x9FFC), r(1, 0xA0, 0xDF), r(2, 0xE040, 0xFCFC)];
const RKSJ_MAC: &[CodeRange] =
    &[r(1, 0, 0x80), r(2, 0x8140, 0x9FFC), r(1, 0xA0, 0xDF), r(2, 0xE040, 0xFCFC), r(1, 0xFD, 0xFF)];
const EUC_JP: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0x8EA0, 0x8EDF), r(2, 0xA1A1, 0xFEFE)];
const JIS: &[CodeRange] = &[r(2, 0x2121, 0x7E7E)];
const KSC_EUC: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0xA1A1, 0xFEFE)];
const KSC_MAC: &[CodeRange] = &[r(1, 0, 0x84), r(2, 0xA141, 0xFDFE), r(1, 0xFE, 0xFF)];
const UHC: &[CodeRange] = &[r(1, 0, 0x80), r(2, 0x8141, 0xFEFE)];

const fn family(
    stem: &'static str,
    data: &'static str,
    coding: Coding,
    codespaces: &'static [CodeRange],
    collection: Option<Collection>,
) -> Family {
    Family { stem, data, coding, codespaces, collection }
}

const fn legacy(stem: &'static str, codespaces: &'static [CodeRange], collection: Collection) -> Family {
    family(stem, stem, Coding::Legacy, codespaces, Some(collection))
}

const fn unicode(stem: &'static str, data: &'static str, coding: Coding, collection: Collection) -> Family {
    let codespaces = match coding {
        Coding::Utf8 => UTF8,
        Coding::Utf32 => UTF32,
        _ => UTF16,
    };
    family(stem, data, coding, codespaces, Some(collection))
}

use Collection::{Cns1, Gb1, Japan1, Korea1};

/// UCS-2 CMaps are read as UTF-16: producers put characters beyond the BMP into them, and no code of theirs is a surrogate.
static FAMILIES: [Family; 60] = [
    family("Identity", "", Coding::Identity, TWO, None),
    legacy("GB-EUC", GB_EUC, Gb1),
    legacy("GBpc-EUC", GBPC, Gb1),
    legacy("GBK-EUC", GBK, Gb1),
    legacy("GBKp-EUC", GBK, Gb1),
    legacy("GBK2K", GB18030, Gb1),
    unicode("UniGB-UCS2", "UniGB-UCS2", Coding::Utf16, Gb1),
    unicode("UniGB-UTF16", "UniGB-UTF16", Coding::Utf16, Gb1),
    unicode("UniGB-UTF8", "UniGB-UTF16", Coding::Utf8, Gb1),
    unicode("UniGB-UTF32", "UniGB-UTF16", Coding::Utf32, Gb1),
    legacy("B5pc", B5PC, Cns1),
    legacy("HKscs-B5", HKSCS, Cns1),
    legacy("ETen-B5", B5, Cns1),
    legacy("ETenms-B5", B5, Cns1),
    legacy("CNS-EUC", CNS_EUC, Cns1),
    family("ETHK-B5", "HKscs-B5", Coding::Legacy, HKSCS, Some(Cns1)),
    unicode("UniCNS-UCS2", "UniCNS-UCS2", Coding::Utf16, Cns1),
    unicode("UniCNS-UTF16", "UniCNS-UTF16", Coding::Utf16, Cns1),
    unicode("UniCNS-UTF8", "UniCNS-UTF16", Coding::Utf8, Cns1),
    unicode("UniCNS-UTF32", "UniCNS-UTF16", Coding::Utf32, Cns1),
    legacy("83pv-RKSJ", RKSJ_MAC, Japan1),
    legacy("90ms-RKSJ", RKSJ, Japan1),
    legacy("90msp-RKSJ", RKSJ, Japan1),
    legacy("90pv-RKSJ", RKSJ_MAC, Japan1),
    legacy("Add-RKSJ", RKSJ, Japan1),
    legacy("EUC", EUC_JP, Japan1),
    legacy("Ext-RKSJ", RKSJ, Japan1),
    legacy("", JIS, Japan1),
    family("78", "", Coding::Legacy, JIS, Some(Japan1)),
    family("78-EUC", "EUC", Coding::Legacy, EUC_JP, Some(Japan1)),
    family("78-RKSJ", "90ms-RKSJ", Coding::Legacy, RKSJ, Some(Japan1)),
    family("78ms-RKSJ", "90ms-RKSJ", Coding::Legacy, RKSJ, Some(Japan1)),
    family("Add", "", Coding::Legacy, JIS, Some(Japan1)),
    family("Ext", "", Coding::Legacy, JIS, Some(Japan1)),
    family("NWP", "", Coding::Legacy, JIS, Some(Japan1)),
    unicode("UniJIS-UCS2", "UniJIS-UCS2", Coding::Utf16, Japan1),
    unicode("UniJIS-UCS2-HW", "UniJIS-UCS2-HW", Coding::Utf16, Japan1),
    unicode("UniJIS-UTF16", "UniJIS-UTF16", Coding::Utf16, Japan1),
    unicode("UniJIS-UTF8", "UniJIS-UTF16", Coding::Utf8, Japan1),
    unicode("UniJIS-UTF32", "UniJIS-UTF16", Coding::Utf32, Japan1),
    unicode("UniJIS2004-UTF16", "UniJIS-UTF16", Coding::Utf16, Japan1),
    unicode("UniJIS2004-UTF8", "UniJIS-UTF16", Coding::Utf8, Japan1),
    unicode("UniJIS2004-UTF32", "UniJIS-UTF16", Coding::Utf32, Japan1),
    unicode("UniJISPro-UCS2", "UniJIS-UCS2", Coding::Utf16, Japan1),
    unicode("UniJISPro-UCS2-HW", "UniJIS-UCS2-HW", Coding::Utf16, Japan1),
    unicode("UniJISPro-UTF8", "UniJIS-UTF16", Coding::Utf8, Japan1),
    unicode("UniJISX0213-UTF32", "UniJIS-UTF16", Coding::Utf32, Japan1),
    unicode("UniJISX02132004-UTF32", "UniJIS-UTF16", Coding::Utf32, Japan1),
    legacy("KSC-EUC", KSC_EUC, Korea1),
    legacy("KSCms-UHC", UHC, Korea1),
    legacy("KSCms-UHC-HW", UHC, Korea1),
    legacy("KSCpc-EUC", KSC_MAC, Korea1),
    unicode("UniKS-UCS2", "UniKS-UCS2", Coding::Utf16, Korea1),
    unicode("UniKS-UTF16", "UniKS-UTF16", Coding::Utf16, Korea1),
    unicode("UniKS-UTF8", "UniKS-UTF16", Coding::Utf8, Korea1),
    unicode("UniKS-UTF32", "UniKS-UTF16", Coding::Utf32, Korea1),
    // Adobe-KR-9 has no CID data here, but its codes still say their Unicode.
    family("UniAKR-UTF16", "", Coding::Utf16, UTF16, None),
    family("UniAKR-UTF8", "", Coding::Utf8, UTF8, None),
    family("UniAKR-UTF32", "", Coding::Utf32, UTF32, None),
    family("UCS2", "", Coding::Utf16, UTF16, None),
];

static LOADED: [OnceLock<Predefined>; 2 * FAMILIES.len()] = [const { OnceLock::new() }; 2 * FAMILIES.len()];

/// The predefined CMap of this name.
pub(super) fn get(name: &[u8]) -> Option<&'static Predefined> {
    let name = std::str::from_utf8(name).ok()?;
    let (stem, is_vertical) = match name {
        "H" => ("", false),
        "V" => ("", true),
        _ => match name.strip_suffix("-H") {
            Some(stem) => (stem, false),
            None => (name.strip_suffix("-V")?, true),
        },
    };
    let at = FAMILIES.iter().position(|family| family.stem == stem)?;
    Some(LOADED[2 * at + usize::from(is_vertical)].get_or_init(|| Predefined::load(&FAMILIES[at], is_vertical)))
}

impl Predefined {
    fn load(family: &'static Family, is_vertical: bool) -> Self {
        let map = || {
            // A vertical CMap that has no data of its own differs from the horizontal one in a few signs only.
            let named = |suffix: &str| match family.data {
                "" => Map::named(suffix),
                data => Map::named(&format!("{data}-{suffix}")),
            };
            if is_vertical { named("V").or_else(|| named("H")) } else { named("H") }
        };
        let map = if family.collection.is_some() { map() } else { None };
        Self { family, is_vertical, codespaces: Codespaces::new(family.codespaces), map }
    }

    pub(super) fn codespaces(&self) -> &'static [CodeRange] {
        self.family.codespaces
    }

    /// The next code of a string, and its length in bytes.
    pub(super) fn next(&self, bytes: &[u8]) -> (u32, usize) {
        self.codespaces.next(bytes)
    }

    /// Length of every code that begins with this byte; 0 where the next bytes decide.
    #[inline]
    pub(super) fn length_by_first(&self, first: u8) -> u8 {
        self.codespaces.length_by_first(first)
    }

    /// Whether every code has two bytes.
    pub(super) fn has_two_byte_codes(&self) -> bool {
        self.codespaces.has_two_byte_codes()
    }

    pub(super) fn collection(&self) -> Option<Collection> {
        self.family.collection
    }

    /// Whether the codes are Unicode.
    pub(super) fn is_unicode(&self) -> bool {
        !matches!(self.family.coding, Coding::Identity | Coding::Legacy)
    }

    /// The CID of a code of so many bytes.
    pub(super) fn cid(&self, code: u32, len: usize) -> Option<u32> {
        self.cid_below(u32::MAX, code, len)
    }

    /// The same where it is less than `end`; where it is not, of a CMap for Unicode any CID from there on, or none.
    pub(super) fn cid_below(&self, end: u32, code: u32, len: usize) -> Option<u32> {
        if self.family.coding == Coding::Identity {
            return Some(code);
        }
        let map = self.map.as_ref()?;
        if self.family.coding == Coding::Legacy {
            return map.cid(code, len);
        }
        let char = self.char(code, len)?;
        let mut units = [0; 2];
        match *char.encode_utf16(&mut units) {
            [unit] => map.cid_below(end, u32::from(unit), 2),
            [high, low] => map.cid(u32::from(high) << 16 | u32::from(low), 4),
            _ => None,
        }
    }

    /// The Unicode of a code, which is the code itself in the CMaps for Unicode, else that of its CID.
    pub(super) fn text(&self, code: u32, len: usize) -> Text<'static> {
        let cid = if self.family.coding == Coding::Legacy { self.cid(code, len) } else { None };
        self.text_of(code, len, cid)
    }

    /// The same, for a code whose CID is known.
    pub(super) fn text_of(&self, code: u32, len: usize, cid: Option<u32>) -> Text<'static> {
        match self.family.coding {
            Coding::Identity => Text::Unknown,
            Coding::Legacy => match (cid, self.family.collection) {
                (Some(cid), Some(collection)) if cid != 0 => collection.text(cid),
                _ if len == 1 && (0x20..0x7F).contains(&code) => Text::One(char::from(code as u8)),
                _ => Text::Unknown,
            },
            _ => self.char(code, len).map_or(Text::Unknown, Text::One),
        }
    }

    fn char(&self, code: u32, len: usize) -> Option<char> {
        match self.family.coding {
            Coding::Utf16 if len == 4 => {
                char::decode_utf16([(code >> 16) as u16, code as u16]).next().and_then(Result::ok)
            }
            Coding::Utf8 => {
                let bytes = code.to_be_bytes();
                std::str::from_utf8(bytes.get(4usize.checked_sub(len)?..)?).ok()?.chars().next()
            }
            Coding::Utf16 | Coding::Utf32 => char::from_u32(code),
            Coding::Identity | Coding::Legacy => None,
        }
    }
}

/// CIDs of the largest collection, Japan1-7, with room to spare.
const MAX_CID: usize = 0x8000;

/// Unicode by CID, 0 where there is none; texts of several characters stand aside.
#[derive(Default)]
struct Ucs2 {
    chars: Vec<u32>,
    texts: Vec<(u32, String)>,
}

impl Collection {
    /// The collection that a CIDSystemInfo names.
    pub(super) fn by_ordering(ordering: &[u8]) -> Option<Self> {
        match ordering {
            b"GB1" => Some(Gb1),
            b"CNS1" => Some(Cns1),
            b"Japan1" | b"Japan2" => Some(Japan1),
            b"Korea1" => Some(Korea1),
            _ => None,
        }
    }

    /// The collection of `Adobe-GB1-UCS2` and its like.
    pub(super) fn of_ucs2(name: &[u8]) -> Option<Self> {
        Self::by_ordering(name.strip_prefix(b"Adobe-")?.strip_suffix(b"-UCS2")?)
    }

    /// The Unicode of a CID.
    pub(super) fn text(self, cid: u32) -> Text<'static> {
        static TABLES: [OnceLock<Ucs2>; 4] = [const { OnceLock::new() }; 4];
        let table = TABLES[self as usize].get_or_init(|| self.load());
        let char = usize::try_from(cid).ok().and_then(|cid| table.chars.get(cid)).filter(|char| **char != 0);
        if let Some(char) = char.and_then(|char| char::from_u32(*char)) {
            return Text::One(char);
        }
        let text = table.texts.binary_search_by_key(&cid, |(cid, _)| *cid).ok();
        text.map_or(Text::Unknown, |at| Text::Many(&table.texts[at].1))
    }

    fn load(self) -> Ucs2 {
        let mut chars = vec![0; MAX_CID];
        let mut texts = Vec::new();
        let mut single = Vec::new();
        let run = |cid: u32, count: u32, first: u32| {
            let places = chars.get_mut(cid as usize..).unwrap_or_default().iter_mut().take(count as usize);
            places.zip(first..).for_each(|(place, char)| *place = char);
            // Half-width spaces of the older sets have CIDs of their own, which the table calls en spaces.
            if (first..first + count).contains(&EN_SPACE)
                && let Some(place) = chars.get_mut((cid + EN_SPACE - first) as usize)
            {
                *place = u32::from(' ');
            }
            true
        };
        let several = |cid: u32, text: &[char]| {
            // Variation selectors choose a shape; no keyword has them.
            let text: String = text.iter().filter(|char| !is_variation_selector(**char)).collect();
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(char), None) => single.push((cid, char)),
                (Some(_), Some(_)) => texts.push((cid, text)),
                _ => {}
            }
        };
        if packed::texts(self as usize, run, several).is_none() {
            return Ucs2::default();
        }
        for (cid, char) in single {
            if let Some(place) = chars.get_mut(cid as usize) {
                *place = u32::from(char);
            }
        }
        Ucs2 { chars, texts }
    }
}

/// U+2002.
const EN_SPACE: u32 = 0x2002;

fn is_variation_selector(char: char) -> bool {
    matches!(char, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, mut bytes: &[u8]) -> String {
        let cmap = get(name.as_bytes()).unwrap();
        let mut text = String::new();
        while !bytes.is_empty() {
            let (code, len) = cmap.next(bytes);
            text.extend(cmap.text(code, len).chars());
            bytes = &bytes[len..];
        }
        text
    }

    #[test]
    fn every_family_reads_its_own_bytes() {
        for (name, bytes, text) in [
            ("GB-EUC-H", &b"A\xBC\xD7\xB7\xBD1"[..], "A甲方1"),
            ("GBK-EUC-H", b"\xBC\xD7\xB7\xBD\xA3\xA8\xB8\xC7", "甲方（盖"),
            ("GBKp-EUC-V", b"\xBC\xD7", "甲"),
            ("GBK2K-H", b"\xBC\xD7\x81\x39\xEE\x39a", "甲㐀a"),
            ("ETen-B5-H", b"\xA5\xD2\xA4\xE8", "甲方"),
            ("90ms-RKSJ-H", b"\x8D\x62\xB1A", "甲ｱA"),
            ("EUC-H", b"\xB9\xC3", "甲"),
            ("H", b"\x39\x43", "甲"),
            ("V", b"\x39\x43", "甲"),
            ("KSCms-UHC-H", b"\xB0\xA1", "가"),
            ("KSC-EUC-V", b"\xB0\xA1", "가"),
            ("UniGB-UCS2-H", b"\x75\x32\x65\xB9", "甲方"),
            ("UniGB-UTF16-V", b"\x75\x32\xD8\x40\xDC\x0B", "甲𠀋"),
            ("UniGB-UTF8-H", "甲方a".as_bytes(), "甲方a"),
            ("UniJIS-UTF32-H", b"\0\0\x75\x32", "甲"),
            ("UniCNS-UTF16-H", b"\x75\x32", "甲"),
            ("UniKS-UTF16-H", b"\xAC\x00", "가"),
        ] {
            assert_eq!(read(name, bytes), text, "{name}");
        }
    }

    #[test]
    fn unicode_codings_agree_on_the_cid() {
        let cid = |name: &str, bytes: &[u8]| {
            let cmap = get(name.as_bytes()).unwrap();
            let (code, len) = cmap.next(bytes);
            cmap.cid(code, len)
        };
        let expected = cid("UniGB-UTF16-H", b"\x75\x32");
        assert!(expected.is_some_and(|cid| cid > 0), "{expected:?}");
        assert_eq!(cid("UniGB-UTF8-H", "甲".as_bytes()), expected);
        assert_eq!(cid("UniGB-UTF32-H", b"\0\0\x75\x32"), expected);
        assert_eq!(cid("UniGB-UCS2-H", b"\x75\x32"), expected);
        assert_eq!(cid("GBK-EUC-H", b"\xBC\xD7"), expected);
        assert_eq!(cid("Identity-H", b"\x75\x32"), Some(0x7532));
    }

    #[test]
    fn every_family_but_those_without_cids_has_its_data() {
        for family in &FAMILIES {
            for suffix in ["H", "V"] {
                let name = if family.stem.is_empty() { suffix.to_owned() } else { format!("{}-{suffix}", family.stem) };
                let cmap = get(name.as_bytes()).unwrap();
                assert_eq!(cmap.map.is_some(), family.collection.is_some(), "{name}");
                assert_eq!(cmap.is_vertical, suffix == "V", "{name}");
            }
        }
        assert!(get(b"NoSuch-H").is_none());
        assert!(get(b"").is_none());
    }

    #[test]
    fn collections_know_the_unicode_of_their_cids() {
        assert_eq!(Gb1.text(0x22), Text::One('A'));
        assert_eq!(Japan1.text(0x476), Text::One('芦'));
        assert_eq!(Japan1.text(0x265B), Text::Many("10/11"));
        assert_eq!(Cns1.text(0x36B0), Text::One('\u{200CC}'));
        assert_eq!(Gb1.text(u32::MAX), Text::Unknown);
    }
}
