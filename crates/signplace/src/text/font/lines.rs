//! Tables of text with a line for each name, looked up where they lie: a page that asks for twenty names need not wait
//! for thousands to be read. Only where some of the lines begin is known beforehand, worked out by the compiler.

use std::cmp::Ordering;

/// Lines from one mark to the next.
const STEP: usize = 8;

/// Lines `name rest`, sorted by the bytes of the names, of which there are at most `STEP * MARKS`.
pub(super) struct Lines<const MARKS: usize> {
    text: &'static [u8],
    /// Where every `STEP`th line begins; behind the last of them, the end of the text.
    marks: [u32; MARKS],
}

impl<const MARKS: usize> Lines<MARKS> {
    #[expect(clippy::cast_possible_truncation, reason = "the tables are short")]
    pub(super) const fn new(text: &'static [u8]) -> Self {
        let mut marks = [text.len() as u32; MARKS];
        let (mut at, mut line) = (0, 0);
        while at < text.len() {
            if line % STEP == 0 {
                marks[line / STEP] = at as u32;
            }
            at = behind_line(text, at);
            line += 1;
        }
        Self { text, marks }
    }

    /// What follows a name and the space behind it.
    pub(super) fn get(&self, name: &str) -> Option<&'static str> {
        let name = name.as_bytes();
        if name.contains(&b' ') {
            return None;
        }
        let is_before = |mark: &u32| order(self.line(*mark as usize), name) != Ordering::Greater;
        let mark = self.marks.get(self.marks.partition_point(is_before).checked_sub(1)?)?;
        let mut at = *mark as usize;
        for _ in 0..STEP {
            let line = self.line(at);
            match order(line, name) {
                Ordering::Less => at += memchr::memchr(b'\n', line)? + 1,
                Ordering::Equal => {
                    let rest = line.get(name.len() + 1..)?;
                    let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                    return std::str::from_utf8(rest.get(..end)?).ok();
                }
                Ordering::Greater => return None,
            }
        }
        None
    }

    fn line(&self, at: usize) -> &'static [u8] {
        self.text.get(at..).unwrap_or_default()
    }
}

/// How the name of a line compares with another. Behind the last line is what comes after all names.
fn order(line: &[u8], name: &[u8]) -> Ordering {
    for (at, byte) in line.iter().enumerate() {
        match name.get(at) {
            Some(wanted) if wanted == byte => {}
            // A name that goes on comes behind one that ends: the space is less than any byte of a name.
            Some(wanted) => return byte.cmp(wanted),
            None => return byte.cmp(&b' '),
        }
    }
    Ordering::Greater
}

/// The lines behind the `number`th heading, counted from 0; a heading is a line that starts with a bracket.
pub(super) const fn section(text: &'static [u8], number: usize) -> &'static [u8] {
    let (mut at, mut headings, mut start) = (0, 0, text.len());
    while at < text.len() {
        if text[at] == b'[' {
            if headings == number + 1 {
                break;
            }
            headings += 1;
            start = behind_line(text, at);
        }
        at = behind_line(text, at);
    }
    text.split_at(at).0.split_at(start).1
}

const fn behind_line(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && text[at] != b'\n' {
        at += 1;
    }
    if at < text.len() { at + 1 } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TEXT: &[u8] = b"[One]\na 1\nab 2\n[Two]\nA 1 2\nb 3\nba 4\nc 5\nd 6\ne 7\nf 8\ng 9\nh 10\ni 11\n[Three]\n";

    #[test]
    fn every_line_is_found_and_nothing_else() {
        let lines = Lines::<2>::new(section(TEXT, 1));
        for (name, rest) in [("A", "1 2"), ("b", "3"), ("ba", "4"), ("g", "9"), ("h", "10"), ("i", "11")] {
            assert_eq!(lines.get(name), Some(rest), "{name}");
        }
        for name in ["", " ", "a", "AA", "bb", "gg", "ii", "z", "[Three]", "b 3", "A 1", "b\n", "章"] {
            assert_eq!(lines.get(name), None, "{name}");
        }
    }

    #[test]
    fn sections_end_where_the_next_begins() {
        assert_eq!(section(TEXT, 0), b"a 1\nab 2\n");
        assert_eq!(section(TEXT, 2), b"");
        assert_eq!(section(b"[A]\nx", 0), b"x");
        assert_eq!(Lines::<1>::new(b"").get("a"), None);
        assert_eq!(Lines::<1>::new(b"a 1").get("a"), Some("1"));
    }
}
