//! Characters by the outlines of their glyphs: for programs that were cut out of a known typeface and say nothing of Unicode.
//!
//! A subset keeps outlines point for point, whatever it does to codes, names and maps. Three bytes a character tell a
//! typeface that is recognised as a whole; they prove nothing about one glyph alone.

mod glyf;
#[cfg(test)]
pub(super) mod made;
mod table;

use self::glyf::Fingerprint;
use self::table::Table;

pub(super) use self::glyf::Glyf;

/// So many glyphs make a typeface known; in a program that has fewer, all must agree.
const ENOUGH: usize = 8;

/// A program of fewer glyphs proves nothing.
const LEAST: usize = 3;

/// An outline of fewer points is nobody's own: a bar, a box.
const TELLING_POINTS: usize = 8;

/// A glyph, and what is known of it otherwise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) glyph: u16,
    pub(super) said: Said,
}

/// What a better rung says of a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: the outline is asked.
    Nothing,
    /// This: the outline is checked by it.
    Char(char),
    /// Something that no single character is.
    Other,
}

/// The characters of the glyphs of which nothing is said, in ascending order of glyphs; empty unless they are known to come
/// from a known typeface.
pub(super) fn read(glyf: &Glyf<'_>, seen: &[Seen]) -> Vec<(u16, char)> {
    #[cfg(test)]
    if let Some(data) = tests::INSTALLED.take() {
        return read_by(&Table::parse(&data).unwrap_or_default(), glyf, seen);
    }
    read_by(&Table::known(), glyf, seen)
}

/// A glyph with its fingerprint.
struct Print {
    short: u32,
    fingerprint: Fingerprint,
    seen: Seen,
}

/// What a typeface says of a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    None,
    Char(char),
    /// Characters that look the same, or typefaces that disagree.
    Several,
}

impl Match {
    fn and(self, char: char) -> Self {
        match self {
            Self::None => Self::Char(char),
            Self::Char(old) if old == char => self,
            Self::Char(_) | Self::Several => Self::Several,
        }
    }
}

fn read_by(table: &Table<'_>, glyf: &Glyf<'_>, seen: &[Seen]) -> Vec<(u16, char)> {
    if table.typefaces() == 0 {
        return Vec::new();
    }
    let print = |seen: &Seen| {
        let fingerprint = glyf.fingerprint(seen.glyph)?;
        Some(Print { short: table.short(fingerprint.hash), fingerprint, seen: *seen })
    };
    let mut prints: Vec<Print> = seen.iter().filter_map(print).collect();
    // What is drawn but has no fingerprint counts against every typeface.
    let without = seen.iter().filter(|seen| seen.said == Said::Nothing && glyf.is_drawn(seen.glyph)).count()
        - prints.iter().filter(|print| print.seen.said == Said::Nothing).count();
    prints.sort_unstable_by_key(|print| (print.short, print.fingerprint, print.seen.glyph));

    let mut answer = vec![Match::None; prints.len()];
    for typeface in 0..table.typefaces() {
        let matches = matches(table, typeface, &prints);
        if is_recognised(table, &prints, &matches, without) {
            for (answer, found) in answer.iter_mut().zip(matches) {
                *answer = match found {
                    Match::None => *answer,
                    Match::Char(char) => answer.and(char),
                    Match::Several => found,
                };
            }
        }
    }
    let mut chars: Vec<(u16, char)> = prints
        .iter()
        .zip(answer)
        .filter_map(|(print, answer)| match answer {
            Match::Char(char) if print.seen.said == Said::Nothing => Some((print.seen.glyph, char)),
            _ => None,
        })
        .collect();
    chars.sort_unstable();
    chars
}

/// What a typeface says of each glyph; `prints` are sorted.
fn matches(table: &Table<'_>, typeface: usize, prints: &[Print]) -> Vec<Match> {
    // Most of the typeface's outlines are none of the program's.
    let mut may_be = vec![0u64; 1 << 10];
    for print in prints {
        may_be[(print.short >> 6) as usize & 0x3FF] |= 1 << (print.short & 0x3F);
    }
    let mut matches = vec![Match::None; prints.len()];
    for (short, char) in table.outlines(typeface) {
        if may_be[(short >> 6) as usize & 0x3FF] & 1 << (short & 0x3F) == 0 {
            continue;
        }
        let first = prints.partition_point(|print| print.short < short);
        let same = prints[first..].partition_point(|print| print.short == short);
        // Different outlines with the same 24 bits: one of them may be meant, and which cannot be known.
        let is_one = prints[first..first + same].windows(2).all(|pair| pair[0].fingerprint == pair[1].fingerprint);
        for found in &mut matches[first..first + same] {
            *found = if is_one { found.and(char) } else { Match::Several };
        }
    }
    matches
}

/// Whether the glyphs are those of a typeface: nearly all that can be compared are, each by itself.
fn is_recognised(table: &Table<'_>, prints: &[Print], matches: &[Match], without: usize) -> bool {
    let (mut compared, mut same) = (without, 0);
    let mut last = None;
    for (print, found) in prints.iter().zip(matches) {
        let counts = match print.seen.said {
            Said::Nothing => true,
            Said::Char(char) => table.has(char),
            Said::Other => false,
        };
        // A glyph that is there twice says nothing new, unless what is said of it differs.
        let key = (print.fingerprint, print.seen.said);
        if !counts || print.fingerprint.points < TELLING_POINTS || last == Some(key) {
            continue;
        }
        last = Some(key);
        compared += 1;
        same += usize::from(match (*found, print.seen.said) {
            (Match::Char(char), Said::Char(said)) => char == said,
            (Match::Char(_), _) => true,
            (Match::None | Match::Several, _) => false,
        });
    }
    if compared < ENOUGH { same == compared && same >= LEAST } else { same >= ENOUGH && 5 * same >= 4 * compared }
}

#[cfg(test)]
mod tests;
