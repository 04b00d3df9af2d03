//! Writes `data/cmaps.bin` from another reader's copy of Adobe's CMaps, and proves that both say the same.
//!
//!     WRITE_CMAPS=1 cargo test -p signplace --lib predefined::pack

use std::collections::BTreeMap;

use hayro_cmap::{BfString, CMap, CMapName, load_embedded};

use super::map::{Map, NEAR};
use super::packed::{self, COLLECTIONS, Key, NAMES, key, key_of_char};

const COLLECTION_NAMES: [&str; COLLECTIONS] =
    ["Adobe-GB1-UCS2", "Adobe-CNS1-UCS2", "Adobe-Japan1-UCS2", "Adobe-Korea1-UCS2"];

/// What a horizontal CMap is like; a vertical one is like its horizontal one.
const LIKE: [(&str, &str); 21] = [
    ("90ms-RKSJ-H", "83pv-RKSJ-H"),
    ("90msp-RKSJ-H", "90ms-RKSJ-H"),
    ("90pv-RKSJ-H", "83pv-RKSJ-H"),
    ("Add-RKSJ-H", "90ms-RKSJ-H"),
    ("ETen-B5-H", "B5pc-H"),
    ("ETenms-B5-H", "ETen-B5-H"),
    ("Ext-RKSJ-H", "Add-RKSJ-H"),
    ("GBK-EUC-H", "GB-EUC-H"),
    ("GBK2K-H", "GBK-EUC-H"),
    ("GBKp-EUC-H", "GBK-EUC-H"),
    ("GBpc-EUC-H", "GB-EUC-H"),
    ("HKscs-B5-H", "ETenms-B5-H"),
    ("KSCms-UHC-H", "KSC-EUC-H"),
    ("KSCms-UHC-HW-H", "KSCms-UHC-H"),
    ("KSCpc-EUC-H", "KSC-EUC-H"),
    ("UniCNS-UCS2-H", "Adobe-CNS1-UCS2"),
    ("UniCNS-UTF16-H", "UniCNS-UCS2-H"),
    ("UniGB-UCS2-H", "Adobe-GB1-UCS2"),
    ("UniGB-UTF16-H", "UniGB-UCS2-H"),
    ("UniKS-UCS2-H", "Adobe-Korea1-UCS2"),
    ("UniKS-UTF16-H", "UniKS-UCS2-H"),
];
const LIKE_JAPAN: [(&str, &str); 3] = [
    ("UniJIS-UCS2-H", "Adobe-Japan1-UCS2"),
    ("UniJIS-UCS2-HW-H", "UniJIS-UCS2-H"),
    ("UniJIS-UTF16-H", "Adobe-Japan1-UCS2"),
];

/// What a collection says of its CIDs, as Adobe wrote it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Texts {
    /// CIDs that are one character.
    chars: BTreeMap<u16, char>,
    /// CIDs that are several, in order.
    texts: Vec<(u16, String)>,
}

impl Texts {
    /// The first CID of every character, by its code.
    fn inverse(&self) -> BTreeMap<Key, u16> {
        let mut cids = BTreeMap::new();
        for (cid, char) in &self.chars {
            cids.entry(key_of_char(u32::from(*char))).or_insert(*cid);
        }
        cids
    }
}

fn theirs(name: &str) -> CMap {
    CMap::parse(load_embedded(CMapName::from_bytes(name.as_bytes())).unwrap(), load_embedded).unwrap()
}

/// Every code that the CMap's codespaces have, and a few more.
fn codes_of(name: &str) -> Box<dyn Iterator<Item = (u32, u8)>> {
    let short = (0..0x100).map(|code| (code, 1)).chain((0..0x1_0000).map(|code| (code, 2)));
    let bytes = |first: std::ops::Range<u32>, second: std::ops::Range<u32>, third, last: std::ops::Range<u32>| {
        let pairs = first.flat_map(move |a| second.clone().map(move |b| a << 8 | b));
        let third: std::ops::Range<u32> = third;
        pairs.flat_map(move |ab| {
            let last = last.clone();
            third.clone().flat_map(move |c| last.clone().map(move |d| (ab << 16 | c << 8 | d, 4)))
        })
    };
    if name.starts_with("Uni") {
        Box::new(short.chain(bytes(0xD8..0xDC, 0..0x100, 0xDC..0xE0, 0..0x100)))
    } else if name.starts_with("GBK2K") {
        Box::new(short.chain(bytes(0x81..0xFF, 0x30..0x3A, 0x81..0xFF, 0x30..0x3A)))
    } else if name.starts_with("CNS-EUC") {
        Box::new(short.chain(bytes(0x8E..0x8F, 0xA1..0xB1, 0xA1..0xFF, 0xA1..0xFF)))
    } else {
        Box::new(short)
    }
}

fn their_texts(name: &str) -> Texts {
    let map = theirs(name);
    let mut texts = Texts::default();
    for cid in 1..0x8000u16 {
        match map.lookup_bf_string(u32::from(cid)) {
            Some(BfString::Char(char)) => {
                texts.chars.insert(cid, char);
            }
            Some(BfString::String(text)) => texts.texts.push((cid, text)),
            None => {}
        }
    }
    texts
}

fn their_codes(name: &str) -> BTreeMap<Key, u16> {
    let map = theirs(name);
    let cid = |(code, len)| Some((key(code, len), u16::try_from(map.lookup_cid_code(code, len)?).unwrap()));
    codes_of(name).filter_map(cid).collect()
}

#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// Runs of (start, length, first value against what follows the last run's), column by column.
    fn runs(&mut self, runs: &[(u64, u64, u64)]) {
        self.number(runs.len() as u64);
        let mut end = 0;
        for (start, length, _) in runs {
            self.number(start - end);
            end = start + length;
        }
        runs.iter().for_each(|(_, length, _)| self.number(length - 1));
        runs.iter().for_each(|(_, _, first)| self.number(*first));
    }
}

fn folded(number: i64) -> u64 {
    (number << 1 ^ number >> 63).cast_unsigned()
}

/// Runs in which key and value go up by one; a value of none goes on as it is.
fn runs(values: impl Iterator<Item = (u64, Option<i64>)>, first: impl Fn(Option<i64>) -> u64) -> Vec<(u64, u64, u64)> {
    let mut runs: Vec<(u64, u64, Option<i64>)> = Vec::new();
    for (key, value) in values {
        match runs.last_mut() {
            Some((start, length, from))
                if *start + *length == key && from.map(|from| from + length.cast_signed()) == value =>
            {
                *length += 1;
            }
            _ => runs.push((key, 1, value)),
        }
    }
    let mut next = 0;
    let mut out = Vec::new();
    for (start, length, from) in runs {
        out.push((start, length, first(from.map(|from| from - next))));
        next = from.map_or(next, |from| from + length.cast_signed());
    }
    out
}

fn packed_texts(texts: &Texts) -> Vec<u8> {
    let mut out = Writer::default();
    let chars = texts.chars.iter().map(|(cid, char)| (u64::from(*cid), Some(i64::from(u32::from(*char)))));
    out.runs(&runs(chars, |first| folded(first.unwrap())));
    out.number(texts.texts.len() as u64);
    let mut last = 0;
    for (cid, text) in &texts.texts {
        out.number(u64::from(cid - last));
        last = *cid;
        out.number(text.chars().count() as u64);
        text.chars().for_each(|char| out.number(u64::from(u32::from(char))));
    }
    out.0
}

fn packed_codes(base: Option<(usize, &BTreeMap<Key, u16>)>, codes: &BTreeMap<Key, u16>) -> Vec<u8> {
    let nothing = BTreeMap::new();
    let under = base.map_or(&nothing, |(_, under)| under);
    let mut changes: BTreeMap<Key, Option<i64>> =
        under.keys().filter(|key| !codes.contains_key(key)).map(|key| (*key, None)).collect();
    let new = codes.iter().filter(|(key, cid)| under.get(key) != Some(cid));
    changes.extend(new.map(|(key, cid)| (*key, Some(i64::from(*cid)))));
    let mut out = Writer::default();
    out.number(base.map_or(0, |(at, _)| at as u64 + 1));
    out.runs(&runs(changes.into_iter(), |first| first.map_or(0, |first| folded(first) + 1)));
    out.0
}

fn pack() -> Vec<u8> {
    let texts = COLLECTION_NAMES.map(their_texts);
    let mut sections: Vec<Vec<u8>> = texts.iter().map(packed_texts).collect();
    let mut known: Vec<(&str, BTreeMap<Key, u16>)> =
        COLLECTION_NAMES.into_iter().zip(texts.iter().map(Texts::inverse)).collect();
    for name in NAMES {
        let horizontal = name.strip_suffix('V').map(|stem| format!("{stem}H"));
        let listed = LIKE.iter().chain(&LIKE_JAPAN).find(|(of, _)| *of == name).map(|(_, like)| (*like).to_owned());
        let base = horizontal.or(listed).map(|like| known.iter().position(|(of, _)| *of == like).unwrap());
        let codes = their_codes(name);
        sections.push(packed_codes(base.map(|at| (at, &known[at].1)), &codes));
        known.push((name, codes));
    }
    let mut out = Writer::default();
    out.number(sections.len() as u64);
    sections.iter().for_each(|section| out.number(section.len() as u64));
    out.0.extend(sections.concat());
    out.0
}

#[test]
fn the_packed_cmaps_are_adobes() {
    let made = pack();
    if std::env::var_os("WRITE_CMAPS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/text/font/data/cmaps.bin"), &made).unwrap();
        return;
    }
    let kept = include_bytes!("../data/cmaps.bin");
    assert!(made == kept, "{} bytes are made, {} are kept: run with WRITE_CMAPS=1", made.len(), kept.len());
}

#[test]
fn every_code_has_adobes_cid() {
    for name in NAMES {
        let (ours, near, theirs) = (Map::named(name).unwrap(), Map::named(name).unwrap(), theirs(name));
        for (code, len) in codes_of(name) {
            let (len, expected) = (usize::from(len), theirs.lookup_cid_code(code, len));
            // First as far as it is unpacked for small CIDs alone.
            for end in [1, 96, NEAR] {
                let small = |cid: Option<u32>| cid.filter(|cid| *cid < end);
                assert_eq!(small(near.cid_below(end, code, len)), small(expected), "{name}: <{code:X}> below {end}");
            }
            assert_eq!(ours.cid(code, len), expected, "{name}: <{code:0width$X}>", width = 2 * len);
        }
    }
}

#[test]
fn every_cid_has_adobes_text() {
    for (at, name) in COLLECTION_NAMES.into_iter().enumerate() {
        let (mut ours, theirs) = (Texts::default(), their_texts(name));
        let run = |cid, count, first| {
            let chars = (first..first + count).map(|char| char::from_u32(char).unwrap());
            ours.chars.extend((cid as u16..).zip(chars));
            true
        };
        packed::texts(at, run, |cid, text| ours.texts.push((cid as u16, text.iter().collect()))).unwrap();
        assert!(!ours.chars.values().any(|char| *char == '\0'), "0 says that a CID has no character");
        assert_eq!(ours.chars.len(), theirs.chars.len(), "{name}");
        for (cid, char) in theirs.chars {
            assert_eq!(ours.chars.get(&cid), Some(&char), "{name}: {cid}");
        }
        assert_eq!(ours.texts, theirs.texts, "{name}");
    }
}
