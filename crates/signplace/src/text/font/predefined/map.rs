//! Code → CID of one predefined CMap, unpacked only as far as it is asked for.
//!
//! A font that is not embedded asks for the CID of a code to learn its width, and gives widths to its Latin letters and
//! to the signs of half an em only, whose CIDs are small. Most codes of the CMaps for Unicode are those of a collection
//! turned around, CID by CID, so that the first thousand are had for a hundredth of what all cost.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::packed::{self, Key, Unpack, key, key_of_char};

/// CIDs that can be told apart without unpacking more.
pub(super) const NEAR: u32 = 1024;

/// The CMap of one section of the packed data.
#[derive(Debug)]
pub(super) struct Map {
    section: usize,
    near: OnceLock<Short>,
    short: OnceLock<Short>,
    /// Codes of four bytes, which few documents have.
    four: OnceLock<BTreeMap<Key, u16>>,
}

/// The CIDs of codes of one byte and of two, one more than the CID; 0 where there is none. What is never written to need
/// not even be in memory.
#[derive(Debug)]
struct Short {
    one: Vec<u16>,
    two: Vec<u16>,
}

impl Map {
    /// The CMap of this name, if it is among the packed ones.
    pub(super) fn named(name: &str) -> Option<Self> {
        let section = packed::section_of(name)?;
        Some(Self { section, near: OnceLock::new(), short: OnceLock::new(), four: OnceLock::new() })
    }

    /// The CID of a code of so many bytes.
    pub(super) fn cid(&self, code: u32, len: usize) -> Option<u32> {
        self.cid_of(code, len, || self.short.get_or_init(|| Short::unpack(self.section, u32::MAX)))
    }

    /// The same where it is less than `end`; any CID from there on, or none, where it is not.
    pub(super) fn cid_below(&self, end: u32, code: u32, len: usize) -> Option<u32> {
        if end > NEAR {
            return self.cid(code, len);
        }
        self.cid_of(code, len, || match self.short.get() {
            Some(short) => short,
            None => self.near.get_or_init(|| Short::unpack(self.section, NEAR)),
        })
    }

    fn cid_of<'m>(&'m self, code: u32, len: usize, short: impl FnOnce() -> &'m Short) -> Option<u32> {
        let stored = match len {
            1 => *short().one.get(code as usize)?,
            2 => *short().two.get(code as usize)?,
            4 => {
                let four = self.four.get_or_init(|| {
                    let mut four = BTreeMap::new();
                    let _ = packed::codes(self.section, &mut four);
                    four
                });
                return four.get(&key(code, 4)).map(|cid| u32::from(*cid));
            }
            _ => 0,
        };
        u32::from(stored).checked_sub(1)
    }
}

impl Short {
    /// Every code whose CID is less than `end`, and some others.
    fn unpack(section: usize, end: u32) -> Self {
        let mut below = Below { short: Self { one: vec![0; 0x100], two: vec![0; 0x1_0000] }, end };
        // The data are the library's own; a test reads all of them.
        let _ = packed::codes(section, &mut below);
        below.short
    }
}

/// The codes whose CID is less than `end`.
struct Below {
    short: Short,
    end: u32,
}

impl Unpack for Below {
    fn put(&mut self, from: Key, count: u32, cid: Option<u16>) {
        let table = match from >> 32 {
            1 => &mut self.short.one,
            2 => &mut self.short.two,
            _ => return,
        };
        let codes = table.get_mut(from as u32 as usize..).unwrap_or_default().iter_mut().take(count as usize);
        match cid {
            Some(cid) => codes.zip(cid + 1..).for_each(|(code, stored)| *code = stored),
            None => codes.for_each(|code| *code = 0),
        }
    }

    fn invert(&mut self, cid: u16, count: u32, char: u32) -> bool {
        let codes = self.short.two.get_mut(char as usize..).unwrap_or_default().iter_mut().take(count as usize);
        for (code, stored) in codes.zip(cid + 1..) {
            if *code == 0 {
                *code = stored;
            }
        }
        u32::from(cid) < self.end
    }
}

impl Unpack for BTreeMap<Key, u16> {
    fn put(&mut self, from: Key, count: u32, cid: Option<u16>) {
        if from >> 32 != 4 {
            return;
        }
        for (key, by) in (from..).zip(0..count) {
            match cid {
                Some(cid) => self.insert(key, cid + by as u16),
                None => self.remove(&key),
            };
        }
    }

    fn invert(&mut self, cid: u16, count: u32, char: u32) -> bool {
        if char + count > 0x1_0000 {
            for (char, cid) in (char..char + count).zip(cid..).filter(|(char, _)| *char > 0xFFFF) {
                self.entry(key_of_char(char)).or_insert(cid);
            }
        }
        true
    }
}
