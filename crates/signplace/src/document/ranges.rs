//! Page ranges as people write them: `1-3,7,-1`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorCode};

/// Pages as people write them: `1-3,7,-1`. Numbers count from 1, negative ones from the end; `all` is every page.
///
/// A range's end beyond the document is clamped; a single page, or a range's start, beyond it is `page_out_of_range`,
/// as is 0.
///
/// ```
/// use signplace::PageRanges;
///
/// let pages: PageRanges = "1-3,7,-1".parse()?;
/// assert_eq!(pages.resolve(10)?, [1, 2, 3, 7, 10]);
/// assert_eq!("8-99".parse::<PageRanges>()?.resolve(10)?, [8, 9, 10]);
/// assert_eq!("-3--1".parse::<PageRanges>()?.resolve(10)?, [8, 9, 10]);
/// assert_eq!(pages.resolve(5).unwrap_err().code(), "page_out_of_range");
/// assert_eq!("1-".parse::<PageRanges>().unwrap_err().code(), "invalid_value");
/// # Ok::<(), signplace::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct PageRanges {
    /// None at all means every page.
    parts: Vec<Part>,
}

/// A page or a range, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Part {
    Page(i64),
    Range(i64, i64),
}

impl PageRanges {
    /// Every page.
    pub fn all() -> Self {
        Self::default()
    }

    /// One page: 1 is the first, −1 the last. Whether it exists shows when it is resolved.
    pub fn single(page: i64) -> Self {
        Self { parts: vec![Part::Page(page)] }
    }

    /// Whether every page is meant, without a word about numbers.
    pub fn is_all(&self) -> bool {
        self.parts.is_empty()
    }

    /// The pages' numbers, from 1, ascending and without repetition, in a document of `page_count` pages.
    ///
    /// Fails with `page_out_of_range` for a page, or a range's start, that the document does not have, and with
    /// `invalid_value` for a range that ends before it begins, which for one like `8--5` depends on the document.
    pub fn resolve(&self, page_count: u32) -> Result<Vec<u32>, Error> {
        if self.parts.is_empty() {
            return Ok((1..=page_count).collect());
        }
        let mut spans = self.parts.iter().map(|part| part.resolve(page_count)).collect::<Result<Vec<_>, _>>()?;
        // Overlapping ranges cost no more than the pages that come out.
        spans.sort_unstable();
        let mut pages = Vec::new();
        let mut next = 1;
        for (first, last) in spans {
            pages.extend(first.max(next)..=last);
            next = next.max(last.saturating_add(1));
        }
        Ok(pages)
    }
}

/// The positive number of a page in a document of `page_count` pages; −1 is the last. `page_out_of_range` when there is
/// none.
fn page_number(number: i64, page_count: u32) -> Result<u32, Error> {
    let count = i64::from(page_count);
    let resolved = if number < 0 { count + 1 + number.max(-i64::MAX) } else { number };
    match u32::try_from(resolved) {
        Ok(page) if page >= 1 && page <= page_count => Ok(page),
        _ => Err(out_of_range(number, page_count)),
    }
}

/// There is no page of this number, from 1 or, negative, from the end.
pub(crate) fn out_of_range(number: i64, page_count: u32) -> Error {
    if number == 0 {
        return zero();
    }
    let pages = if page_count == 1 { "1 page".to_owned() } else { format!("{page_count} pages") };
    Error::new(ErrorCode::PageOutOfRange, format!("There is no page {number}: the document has {pages}."))
        .with_hint("Pages count from 1; −1 is the last one.")
}

/// There is no page 0, in the same words wherever it was asked for.
pub(crate) fn zero() -> Error {
    Error::new(ErrorCode::PageOutOfRange, "There is no page 0: pages count from 1.")
        .with_hint("The first page is 1, the last one −1.")
}

fn reversed(part: Part) -> Error {
    Error::new(ErrorCode::InvalidValue, format!("The page range {part} ends before it begins."))
        .with_hint("Write the smaller page first, as in 3-5 or -3--1.")
}

impl Part {
    /// The first and the last page, from 1.
    fn resolve(self, page_count: u32) -> Result<(u32, u32), Error> {
        let (start, end) = match self {
            Self::Page(number) => return page_number(number, page_count).map(|page| (page, page)),
            Self::Range(start, end) => (start, end),
        };
        if end == 0 {
            return Err(zero());
        }
        let first = page_number(start, page_count)?;
        let last = if end > i64::from(page_count) {
            page_count
        } else {
            // An end before the first page is not "beyond the document": the range is reversed.
            page_number(end, page_count).map_err(|_| reversed(self))?
        };
        if first > last { Err(reversed(self)) } else { Ok((first, last)) }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(page) => write!(f, "{page}"),
            Self::Range(start, end) => write!(f, "{start}-{end}"),
        }
    }
}

impl fmt::Display for PageRanges {
    /// As it is written: `1-3,7,-1`, or `all`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.parts.is_empty() {
            return f.write_str("all");
        }
        for (i, part) in self.parts.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            write!(f, "{part}")?;
        }
        Ok(())
    }
}

impl From<i64> for PageRanges {
    /// One page, as [`PageRanges::single`].
    fn from(page: i64) -> Self {
        Self::single(page)
    }
}

impl FromStr for PageRanges {
    type Err = Error;

    /// `1-3,7,-1` or `all`, with or without spaces around the commas. `invalid_value` for what cannot be read and for
    /// reversed ranges, `page_out_of_range` for page 0.
    fn from_str(text: &str) -> Result<Self, Error> {
        if text.trim() == "all" {
            return Ok(Self::all());
        }
        let parts = text.split(',').map(|part| parse_part(part.trim(), text)).collect::<Result<_, _>>()?;
        Ok(Self { parts })
    }
}

fn parse_part(part: &str, whole: &str) -> Result<Part, Error> {
    let unreadable = || {
        let about = if part.is_empty() { "an empty part".to_owned() } else { format!("`{}`", shortened(part)) };
        Error::new(
            ErrorCode::InvalidValue,
            format!("`{}` is not a list of pages: {about} is neither a page nor a range.", shortened(whole)),
        )
        .with_hint("Write pages and ranges such as 1-3,7,-1; -1 is the last page.")
    };
    let (start, rest) = leading_number(part).ok_or_else(unreadable)?;
    let parsed = match rest.strip_prefix('-') {
        None if rest.is_empty() => Part::Page(start),
        None => return Err(unreadable()),
        Some(rest) => match leading_number(rest) {
            Some((end, "")) => Part::Range(start, end),
            _ => return Err(unreadable()),
        },
    };
    match parsed {
        Part::Page(0) | Part::Range(0, _) | Part::Range(_, 0) => Err(zero()),
        // Of the same sign, no document can make them right.
        Part::Range(start, end) if (start < 0) == (end < 0) && start > end => Err(reversed(parsed)),
        _ => Ok(parsed),
    }
}

/// A number with its sign, and what follows it. One too large for an `i64` is as good as infinite.
fn leading_number(text: &str) -> Option<(i64, &str)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at(end);
    if digits.is_empty() {
        return None;
    }
    let value = digits.parse::<i64>().unwrap_or(i64::MAX);
    Some((if negative { -value } else { value }, rest))
}

/// No message repeats a megabyte of input.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

impl Serialize for PageRanges {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PageRanges {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for PageRanges {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PageRanges".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Pages such as `1-3,7,-1`, counted from 1, negative ones from the end; or `all`.",
            "type": "string",
            "pattern": r"^\s*(all|-?[0-9]+(--?[0-9]+)?(\s*,\s*-?[0-9]+(--?[0-9]+)?)*)\s*$",
            "examples": ["1-3,7,-1"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(text: &str, page_count: u32) -> Result<Vec<u32>, &'static str> {
        text.parse::<PageRanges>().and_then(|ranges| ranges.resolve(page_count)).map_err(|e| e.code())
    }

    #[test]
    fn pages_and_ranges_become_ascending_numbers_without_repetition() {
        for (text, expected) in [
            ("1-3,7,-1", vec![1, 2, 3, 7, 10]),
            ("-1,7,1-3", vec![1, 2, 3, 7, 10]),
            ("3,3,2-4,-10", vec![1, 2, 3, 4]),
            ("-3--1", vec![8, 9, 10]),
            ("9--1", vec![9, 10]),
            ("-2-10", vec![9, 10]),
            (" 1 , 2-3 ", vec![1, 2, 3]),
            ("5-5", vec![5]),
            ("all", (1..=10).collect()),
        ] {
            assert_eq!(resolved(text, 10), Ok(expected), "{text}");
        }
        assert_eq!(PageRanges::all().resolve(3).unwrap(), [1, 2, 3]);
        assert_eq!(PageRanges::single(-1).resolve(3).unwrap(), [3]);
        assert_eq!(PageRanges::all().resolve(0).unwrap(), [0; 0]);
    }

    #[test]
    fn only_a_ranges_end_is_clamped() {
        assert_eq!(resolved("8-99", 10), Ok(vec![8, 9, 10]));
        assert_eq!(resolved("8-99999999999999999999999", 10), Ok(vec![8, 9, 10]));
        for text in ["11", "-11", "11-12", "-11--1", "-11-3", "99999999999999999999999", "1,99"] {
            assert_eq!(resolved(text, 10), Err("page_out_of_range"), "{text}");
        }
        assert_eq!(resolved("1", 0), Err("page_out_of_range"));
    }

    #[test]
    fn page_zero_does_not_exist() {
        for text in ["0", "0-3", "1-0", "-0", "1,0"] {
            assert_eq!(resolved(text, 10), Err("page_out_of_range"), "{text}");
        }
        assert!("0".parse::<PageRanges>().unwrap_err().message().contains("count from 1"));
        assert!(PageRanges::single(0).resolve(3).unwrap_err().message().contains("count from 1"));
    }

    #[test]
    fn what_cannot_be_read_is_an_invalid_value() {
        let long = "1-".repeat(100_000);
        for text in
            ["", " ", ",", "1,", "1-", "-", "--1", "1--", "1-2-3", "a", "1.5", "１", "odd", "1;2", "+1", "1 - 3", &long]
        {
            let error = text.parse::<PageRanges>().unwrap_err();
            assert_eq!(error.code(), "invalid_value", "{}", shortened(text));
            assert!(error.message().len() < 300, "{} characters of message", error.message().len());
        }
    }

    #[test]
    fn a_reversed_range_is_an_invalid_value() {
        for text in ["5-3", "-1--3", "8--5", "1--99", "-1-3"] {
            assert_eq!(resolved(text, 10), Err("invalid_value"), "{text}");
        }
    }

    #[test]
    fn huge_and_many_ranges_are_cheap() {
        let many = vec!["1-4000000000"; 100_000].join(",");
        assert_eq!(resolved(&many, 1000).unwrap().len(), 1000);
    }

    #[test]
    fn it_prints_as_it_is_written() {
        for text in ["1-3,7,-1", "-3--1", "all", "9--1"] {
            let ranges: PageRanges = text.parse().unwrap();
            assert_eq!(ranges.to_string(), text);
            assert_eq!(serde_json::from_value::<PageRanges>(serde_json::to_value(&ranges).unwrap()).unwrap(), ranges);
        }
    }
}
