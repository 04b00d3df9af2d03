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
pub(super) fn key_of_char(char: u32) -> Key {
    match char.checked_sub(0x1_0000) {
        Some(above) => key((0xD800 | above >> 10) << 16 | 0xDC00 | above & 0x3FF, 4),
        None => key(char, 2),
    }
}

/// The section of the CMap of this name; none where it is not among [`NAMES`].
pub(super) fn section_of(name: &str) -> Option<usize> {
    NAMES.iter().position(|known| *known == name).map(|at| COLLECTIONS + at)
}

/// What a collection says of its CIDs, in order: `char` is given runs of CIDs, by the first one, their number and the
/// first one's character, until it gives up; `text` a CID and the characters that it is. None where the data are broken.
pub(super) fn texts(
    collection: usize,
    mut char: impl FnMut(u32, u32, u32) -> bool,
    mut text: impl FnMut(u32, &[char]),
) -> Option<()> {
    let mut section = section(DATA, collection)?;
    let (mut cid, mut next) = (0, 0i64);
    let is_whole = section.runs(|gap, count, first| {
        cid += gap;
        let from = next + unfolded(first);
        next = from + i64::try_from(count).ok()?;
        let from = u32::try_from(from).ok()?;
        let goes_on = char(u32::try_from(cid).ok()?, u32::try_from(count).ok()?, from);
        cid += count;
        Some(goes_on)
    })?;
    if !is_whole {
        return Some(());
    }
    let mut cid = 0;
    let mut chars: Vec<char> = Vec::new();
    for _ in 0..section.count()? {
        cid += section.number()?;
        chars.clear();
        for _ in 0..section.count()? {
            chars.push(char::from_u32(u32::try_from(section.number()?).ok()?)?);
        }
        text(u32::try_from(cid).ok()?, &chars);
    }
    Some(())
}

/// What is unpacked of a CMap: the codes of the sections that it differs from, then its own.
pub(super) trait Unpack {
    /// So many codes from `from` on have these CIDs, from `cid` on, or none, whatever was said of them before.
    fn put(&mut self, from: Key, count: u32, cid: Option<u16>);

    /// So many CIDs from `cid` on are the characters from `char` on; the codes of those that no CID was before have
    /// these CIDs. Tells whether to go on; CIDs go up.
    fn invert(&mut self, cid: u16, count: u32, char: u32) -> bool;
}

/// Unpacks the CMap of a section; None where the data are broken.
pub(super) fn codes(at: usize, out: &mut impl Unpack) -> Option<()> {
    let mut section = section(DATA, at)?;
    match section.count()?.checked_sub(1) {
        None => {}
        Some(base) if base < COLLECTIONS => {
            texts(base, |cid, count, char| out.invert(cid as u16, count, char), |_, _| {})?;
        }
        // Each stands behind its base, so this ends.
        Some(base) if base < at => codes(base, out)?,
        Some(_) => return None,
    }
    let (mut key, mut next) = (0, 0i64);
    section.runs(|gap, count, first| {
        key += gap;
        let cid = match first.checked_sub(1) {
            Some(first) => {
                let from = next + unfolded(first);
                next = from + i64::try_from(count).ok()?;
                Some(u16::try_from(from).ok()?)
            }
            None => None,
        };
        out.put(key, u32::try_from(count).ok()?, cid);
        key += count;
        Some(true)
    })?;
    Some(())
}

/// The section of this number.
fn section(data: &[u8], at: usize) -> Option<Bytes<'_>> {
    let mut bytes = Bytes(data);
    let count = bytes.count()?;
    let (mut before, mut length) = (0, 0);
    for section in 0..count {
        let this = bytes.count()?;
        match section.cmp(&at) {
            std::cmp::Ordering::Less => before += this,
            std::cmp::Ordering::Equal => length = this,
            std::cmp::Ordering::Greater => {}
        }
    }
    Some(Bytes(bytes.0.get(before..)?.get(..length)?))
}

/// Numbers in a row.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    /// LEB128.
    #[inline]
    fn number(&mut self) -> Option<u64> {
        // Most have one byte.
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        if byte & 0x80 == 0 {
            return Some(u64::from(byte));
        }
        let mut number = u64::from(byte & 0x7f);
        for shift in (7..63).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
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

    /// The next so many numbers, left out here.
    fn column(&mut self, count: usize) -> Option<Self> {
        let all = self.0;
        let (mut at, mut left) = (0, count);
        // By the bytes that end a number, many at once.
        while let Some(chunk) = all.get(at..at + 64) {
            let ends = chunk.iter().filter(|byte| **byte < 0x80).count();
            if ends >= left {
                break;
            }
            (at, left) = (at + 64, left - ends);
        }
        while left > 0 {
            left -= usize::from(*all.get(at)? < 0x80);
            at += 1;
        }
        self.0 = all.get(at..)?;
        Some(Self(all.get(..at)?))
    }

    /// The columns of the runs that come next: `run` is given each one's gap, length and first value until it gives up,
    /// which is told. None where it gives none, and where the data are broken.
    fn runs(&mut self, mut run: impl FnMut(u64, u64, u64) -> Option<bool>) -> Option<bool> {
        let count = self.count()?;
        let (mut gaps, mut lengths, mut firsts) = (self.column(count)?, self.column(count)?, self.column(count)?);
        for _ in 0..count {
            if !run(gaps.number()?, lengths.number()? + 1, firsts.number()?)? {
                return Some(false);
            }
        }
        Some(true)
    }
}

/// 0, -1, 1, -2 … from 0, 1, 2, 3 …
fn unfolded(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}
