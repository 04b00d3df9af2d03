//! The grammar of `sealPageConfig`: pages and ranges, as in `2,4 ~ 7,8 ~ 11` (PLATFORMS.md §3).

use std::fmt;

/// Parts that one configuration may have; far beyond any that makes sense.
const MOST_PARTS: usize = 10_000;

/// Pages that a seam seal runs over, as written: first and last page of each part, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SealPages(Vec<(u32, u32)>);

/// Why a configuration cannot be read: the part that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing between two commas, or nothing at all.
    Empty,
    /// Not a page from 1, nor two with `~` between them.
    NotPages(String),
    /// The range ends before it begins.
    Reversed(String),
    /// More parts than any document needs.
    TooMany,
}

impl SealPages {
    /// Reads a configuration. The full-width comma and tilde of a Chinese keyboard are read as the ASCII ones.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        let mut parts = Vec::new();
        for part in text.split([',', '，']) {
            if parts.len() >= MOST_PARTS {
                return Err(Fault::TooMany);
            }
            let part = part.trim();
            if part.is_empty() {
                return Err(Fault::Empty);
            }
            let wrong = || Fault::NotPages(part.chars().take(40).collect());
            let mut ends = part.split(['~', '～']).map(page);
            let (first, last, more) = (ends.next().flatten(), ends.next(), ends.next());
            match (first, last, more) {
                (Some(only), None, None) => parts.push((only, only)),
                (Some(first), Some(Some(last)), None) if first <= last => parts.push((first, last)),
                (Some(_), Some(Some(_)), None) => return Err(Fault::Reversed(part.chars().take(40).collect())),
                _ => return Err(wrong()),
            }
        }
        Ok(Self(parts))
    }

    /// The pages of a document of so many, ascending and once each; the first page beyond it as the error.
    pub(super) fn resolve(&self, page_count: u32) -> Result<Vec<u32>, u32> {
        if let Some((first, last)) = self.0.iter().find(|(_, last)| *last > page_count) {
            return Err(*first.max(&(page_count + 1)).min(last));
        }
        let mut pages: Vec<u32> = Vec::new();
        let mut parts = self.0.clone();
        parts.sort_unstable();
        let mut next = 1;
        for (first, last) in parts {
            pages.extend(first.max(next)..=last);
            next = next.max(last.saturating_add(1));
        }
        Ok(pages)
    }

    /// The configuration that names exactly these pages, ascending.
    pub(super) fn of(pages: &[u32]) -> Self {
        let mut parts: Vec<(u32, u32)> = Vec::new();
        for &page in pages {
            match parts.last_mut() {
                Some((_, last)) if *last + 1 == page => *last = page,
                _ => parts.push((page, page)),
            }
        }
        Self(parts)
    }
}

impl fmt::Display for SealPages {
    /// As the platform's own documentation writes it: `2,4 ~ 7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (first, last)) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            if first == last { write!(f, "{first}")? } else { write!(f, "{first} ~ {last}")? }
        }
        Ok(())
    }
}

fn page(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|&page| digits && (1..u32::MAX).contains(&page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_ranges_are_read_as_the_documentation_writes_them() {
        let pages = SealPages::parse("2,4 ~ 7,8 ~ 11").unwrap();
        assert_eq!(pages.resolve(11).unwrap(), [2, 4, 5, 6, 7, 8, 9, 10, 11]);
        assert_eq!(pages.to_string(), "2,4 ~ 7,8 ~ 11");
        assert_eq!(SealPages::parse("4～7，2").unwrap().resolve(9).unwrap(), [2, 4, 5, 6, 7]);
        assert_eq!(SealPages::parse("1~3,2~3").unwrap().resolve(3).unwrap(), [1, 2, 3]);
    }

    #[test]
    fn the_first_page_beyond_the_document_is_named() {
        let pages = SealPages::parse("2,4 ~ 7").unwrap();
        assert_eq!(pages.resolve(5), Err(6));
        assert_eq!(pages.resolve(3), Err(4));
        assert_eq!(SealPages::parse("9").unwrap().resolve(3), Err(9));
    }

    #[test]
    fn what_is_no_configuration_says_which_part() {
        let not = |text: &str| Err(Fault::NotPages(text.to_owned()));
        for (text, fault) in [
            ("", Err(Fault::Empty)),
            ("1,,2", Err(Fault::Empty)),
            ("0", not("0")),
            ("-1", not("-1")),
            ("1-3", not("1-3")),
            ("a", not("a")),
            ("1 ~ 2 ~ 3", not("1 ~ 2 ~ 3")),
            ("~3", not("~3")),
            ("3 ~", not("3 ~")),
            ("7 ~ 4", Err(Fault::Reversed("7 ~ 4".to_owned()))),
            ("4294967295", not("4294967295")),
        ] {
            assert_eq!(SealPages::parse(text), fault, "{text:?}");
        }
        assert_eq!(SealPages::parse(&"1,".repeat(20_000)), Err(Fault::TooMany));
    }

    #[test]
    fn pages_are_written_so_that_they_are_read_back() {
        for pages in [vec![1, 2], vec![1, 3, 5], vec![2, 4, 5, 6, 7, 9]] {
            let written = SealPages::of(&pages).to_string();
            assert_eq!(SealPages::parse(&written).unwrap().resolve(9).unwrap(), pages, "{written}");
        }
    }
}
