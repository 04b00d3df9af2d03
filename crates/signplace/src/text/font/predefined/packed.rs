//! The data of the predefined CMaps, packed: `data/cmaps.bin`, which `pack.rs` writes.
//!
//! Most of these CMaps are another one with a few changes, and those for Unicode are what Adobe's collections say of their
//! CIDs, turned around. So each is stored as the difference from one before it, which is a third of the size of them all.
//! The numbers stand in columns (all gaps, all lengths, all values), which compress better than rows.
//!
//! ```text
//! file        number of sections, the length of each, the sections: four collections, then the CMaps of NAMES
//! collection  number of runs; for each its gap, its length - 1, its first character against the last one's next;
//!             number of texts; for each its gap, its length, its characters
//! CMap        0, or 1 + the section that it differs from; number of runs; for each its gap, its length - 1,
//!             0 for no CID, or 1 + its first CID against the last one's next
//! ```
//!
//! Every number is a LEB128; one that may be negative is folded, so that small ones stay small (0, -1, 1, -2 …).

use std::collections::BTreeMap;

static DATA: &[u8] = include_bytes!("../data/cmaps.bin");

/// The CMaps, each behind the one that it differs from.
pub(super) const NAMES: [&str; 59] = [
    "83pv-RKSJ-H",
    "90ms-RKSJ-H",
    "90ms-RKSJ-V",
    "90msp-RKSJ-H",
    "90msp-RKSJ-V",
    "90pv-RKSJ-H",
    "Add-RKSJ-H",
    "Add-RKSJ-V",
    "B5pc-H",
    "B5pc-V",
    "CNS-EUC-H",
    "CNS-EUC-V",
    "ETen-B5-H",
    "ETen-B5-V",
    "ETenms-B5-H",
    "ETenms-B5-V",
    "EUC-H",
    "EUC-V",
    "Ext-RKSJ-H",
    "Ext-RKSJ-V",
    "GB-EUC-H",
    "GB-EUC-V",
    "GBK-EUC-H",
    "GBK-EUC-V",
    "GBK2K-H",
    "GBK2K-V",
    "GBKp-EUC-H",
    "GBKp-EUC-V",
    "GBpc-EUC-H",
    "GBpc-EUC-V",
    "H",
    "V",
    "HKscs-B5-H",
    "HKscs-B5-V",
    "KSC-EUC-H",
    "KSC-EUC-V",
    "KSCms-UHC-H",
    "KSCms-UHC-V",
    "KSCms-UHC-HW-H",
    "KSCms-UHC-HW-V",
    "KSCpc-EUC-H",
    "UniCNS-UCS2-H",
    "UniCNS-UCS2-V",
    "UniCNS-UTF16-H",
    "UniCNS-UTF16-V",
    "UniGB-UCS2-H",
    "UniGB-UCS2-V",
    "UniGB-UTF16-H",
    "UniGB-UTF16-V",
    "UniJIS-UCS2-H",
    "UniJIS-UCS2-V",
    "UniJIS-UCS2-HW-H",
    "UniJIS-UCS2-HW-V",
    "UniJIS-UTF16-H",
    "UniJIS-UTF16-V",
    "UniKS-UCS2-H",
    "UniKS-UCS2-V",
    "UniKS-UTF16-H",
    "UniKS-UTF16-V",
];

/// How many collections stand before the CMaps.
pub(super) const COLLECTIONS: usize = 4;

/// Codes of every length in one order: the length in bytes above, the code below.
pub(super) type Key = u64;

pub(super) fn key(code: u32, len: u8) -> Key {
    u64::from(len) << 32 | u64::from(code)
}

/// The code of a character in the CMaps for UTF-16 and UCS-2.
pub(super) fn key_of_char(char: char) -> Key {
    let mut units = [0; 2];
    match *char.encode_utf16(&mut units) {
        [high, low] => key(u32::from(high) << 16 | u32::from(low), 4),
        _ => key(u32::from(char), 2),
    }
}

/// What a collection says of its CIDs, as Adobe wrote it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Texts {
    /// CIDs that are one character.
    pub(super) chars: BTreeMap<u16, char>,
    /// CIDs that are several, in order.
    pub(super) texts: Vec<(u16, String)>,
}

impl Texts {
    /// The first CID of every character, by its code.
    pub(super) fn inverse(&self) -> BTreeMap<Key, u16> {
        let mut cids = BTreeMap::new();
        for (cid, char) in &self.chars {
            cids.entry(key_of_char(*char)).or_insert(*cid);
        }
        cids
    }
}

/// Code → CID.
#[derive(Debug)]
pub(super) struct Map {
    /// By codes of one byte and of two; `NONE` where there is no CID.
    one: Vec<u16>,
    two: Vec<u16>,
    /// Codes of four bytes, in order.
    four: Vec<(u32, u16)>,
}

const NONE: u16 = u16::MAX;

impl Map {
    /// The CMap of this name; none where it is not among [`NAMES`].
    pub(super) fn load(name: &str) -> Option<Self> {
        let at = NAMES.iter().position(|known| *known == name)?;
        let codes = codes(DATA, COLLECTIONS + at)?;
        let mut map = Self { one: vec![NONE; 0x100], two: vec![NONE; 0x1_0000], four: Vec::new() };
        for (key, cid) in codes {
            let code = key as u32;
            match key >> 32 {
                1 => *map.one.get_mut(code as usize)? = cid,
                2 => *map.two.get_mut(code as usize)? = cid,
                _ => map.four.push((code, cid)),
            }
        }
        Some(map)
    }

    /// The CID of a code of so many bytes.
    pub(super) fn cid(&self, code: u32, len: usize) -> Option<u32> {
        let cid = match len {
            1 => *self.one.get(code as usize)?,
            2 => *self.two.get(code as usize)?,
            4 => self.four.get(self.four.binary_search_by_key(&code, |(code, _)| *code).ok()?)?.1,
            _ => NONE,
        };
        (cid != NONE).then_some(u32::from(cid))
    }
}

/// What a collection says of its CIDs.
pub(super) fn texts(collection: usize) -> Option<Texts> {
    texts_of(DATA, collection)
}

fn texts_of(data: &[u8], collection: usize) -> Option<Texts> {
    let mut texts = Texts::default();
    let mut section = section(data, collection)?;
    let count = section.count()?;
    let [gaps, lengths, firsts] = [section.column(count)?, section.column(count)?, section.column(count)?];
    let (mut cid, mut char) = (0, 0);
    for ((gap, length), first) in gaps.into_iter().zip(lengths).zip(firsts) {
        cid += gap;
        char += unfolded(first);
        for _ in 0..=length {
            texts.chars.insert(u16::try_from(cid).ok()?, char::from_u32(u32::try_from(char).ok()?)?);
            cid += 1;
            char += 1;
        }
    }
    let mut cid = 0;
    for _ in 0..section.count()? {
        cid += section.number()?;
        let length = section.count()?;
        let chars = section.column(length)?;
        let text: Option<String> = chars.into_iter().map(|char| char::from_u32(u32::try_from(char).ok()?)).collect();
        texts.texts.push((u16::try_from(cid).ok()?, text?));
    }
    Some(texts)
}

/// Every code of a CMap's section with its CID.
fn codes(data: &[u8], at: usize) -> Option<BTreeMap<Key, u16>> {
    let mut section = section(data, at)?;
    let mut codes = match section.count()?.checked_sub(1) {
        None => BTreeMap::new(),
        Some(base) if base < COLLECTIONS => texts_of(data, base)?.inverse(),
        // Each stands behind its base, so this ends.
        Some(base) if base < at => self::codes(data, base)?,
        Some(_) => return None,
    };
    let count = section.count()?;
    let [gaps, lengths, firsts] = [section.column(count)?, section.column(count)?, section.column(count)?];
    let (mut key, mut cid) = (0, 0);
    for ((gap, length), first) in gaps.into_iter().zip(lengths).zip(firsts) {
        key += gap;
        if let Some(first) = first.checked_sub(1) {
            cid += unfolded(first);
        }
        for _ in 0..=length {
            if first == 0 {
                codes.remove(&key);
            } else {
                codes.insert(key, u16::try_from(cid).ok()?);
                cid += 1;
            }
            key += 1;
        }
    }
    Some(codes)
}

/// The section of this number.
fn section(data: &[u8], at: usize) -> Option<Bytes<'_>> {
    let mut bytes = Bytes(data);
    let count = bytes.count()?;
    let lengths = bytes.column(count)?;
    let before: u64 = lengths.get(..at)?.iter().sum();
    let length = *lengths.get(at)?;
    let from = usize::try_from(before).ok()?;
    Some(Bytes(bytes.0.get(from..)?.get(..usize::try_from(length).ok()?)?))
}

/// Numbers in a row.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    /// LEB128.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn column(&mut self, count: usize) -> Option<Vec<u64>> {
        (0..count).map(|_| self.number()).collect()
    }
}

/// 0, -1, 1, -2 … from 0, 1, 2, 3 …
fn unfolded(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}
