//! `find`: keywords to boxes.

use std::str::FromStr;

use serde::Serialize;
use signplace::form::Field;
use signplace::search::{KeywordCount, Match};
use signplace::{Document, Error, ErrorCode, MatchMode, MatchOptions, PageRanges, Query, Warning};

use super::{Source, fields};

/// Where are these keywords?
#[derive(Debug)]
pub(crate) struct FindRequest {
    pub(crate) source: Source,
    pub(crate) keywords: Vec<String>,
    pub(crate) mode: MatchMode,
    pub(crate) options: MatchOptions,
    pub(crate) explain: bool,
    /// Whether the text that fields and annotations show is searched too.
    pub(crate) include_fields: bool,
    pub(crate) pages: PageRanges,
    pub(crate) occurrence: Occurrence,
    /// Whether the answer also carries the form fields of the pages searched.
    pub(crate) with_fields: bool,
}

/// Which occurrences of each keyword are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Occurrence {
    #[default]
    All,
    /// From 1; negative counts from the end; never 0.
    Nth(i64),
}

impl FromStr for Occurrence {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match (text.trim(), text.trim().parse()) {
            ("all", _) => Ok(Self::All),
            (_, Ok(0)) => Err("occurrences count from 1, or from −1 backwards".to_owned()),
            (_, Ok(number)) => Ok(Self::Nth(number)),
            _ => Err("expected a whole number, or `all`".to_owned()),
        }
    }
}

/// The document of `find`.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    pub(crate) page_count: u32,
    #[serde(rename = "match")]
    pub(crate) mode: MatchMode,
    pub(crate) keywords: Vec<KeywordCount>,
    pub(crate) matches: Vec<Match>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fields: Option<Vec<Field>>,
    pub(crate) warnings: Vec<Warning>,
    /// The number of pages searched, for people.
    #[serde(skip)]
    pub(crate) pages_searched: usize,
}

pub(super) fn find(request: FindRequest) -> Result<Found, Error> {
    refuse_empty(&request.keywords)?;
    let document = request.source.open()?;
    let pages = request.pages.resolve(document.page_count())?;
    let mut found = search(&document, &request, pages.len())?;
    if let Occurrence::Nth(number) = request.occurrence {
        keep_only(number, &mut found)?;
    }
    if request.with_fields {
        let mut fields = fields::on_pages(&document, &pages)?;
        found.fields = Some(std::mem::take(&mut fields.fields));
        found.warnings.append(&mut fields.warnings);
    }
    Ok(found)
}

/// A keyword without a visible character is refused before anything is read.
fn refuse_empty(keywords: &[String]) -> Result<(), Error> {
    match keywords.iter().position(|keyword| keyword.trim().is_empty()) {
        None => Ok(()),
        Some(i) => Err(Error::new(ErrorCode::KeywordEmpty, "A keyword is empty, or only of spaces.")
            .with_hint("Give the text to look for, as it stands on the page.")
            .with_path(format!("/keywords/{i}"))),
    }
}

fn search(document: &Document, request: &FindRequest, pages_searched: usize) -> Result<Found, Error> {
    if request.keywords.is_empty() {
        // Nothing is looked for, so no page is read.
        return Ok(Found {
            page_count: document.page_count(),
            mode: request.mode,
            keywords: Vec::new(),
            matches: Vec::new(),
            fields: None,
            warnings: Vec::new(),
            pages_searched,
        });
    }
    let mut query = Query::new(&request.keywords).with_mode(request.mode).with_options(request.options);
    (query.pages, query.explain) = (request.pages.clone(), request.explain);
    query.include_fields = request.include_fields;
    let findings = document.find(&query)?;
    Ok(Found {
        page_count: findings.page_count,
        mode: findings.mode,
        keywords: findings.keywords,
        matches: findings.matches,
        fields: None,
        warnings: findings.warnings,
        pages_searched,
    })
}

/// Keeps one occurrence of each keyword. A keyword that is not there at all is left to the answer to show.
fn keep_only(number: i64, found: &mut Found) -> Result<(), Error> {
    for (i, KeywordCount { keyword, count, .. }) in found.keywords.iter().enumerate() {
        let count = *count;
        if count == 0 {
            continue;
        }
        if number.unsigned_abs() > u64::from(count) {
            let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
            return Err(Error::new(
                ErrorCode::OccurrenceOutOfRange,
                format!("“{keyword}” was found {times}, so there is no occurrence {number}."),
            )
            .with_hint(format!("Ask for 1 to {count}, −1 for the last, or all."))
            .with_path(format!("/keywords/{i}")));
        }
        let index = if number > 0 { number } else { i64::from(count) + 1 + number };
        found.matches.retain(|m| m.keyword != *keyword || i64::from(m.index) == index);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occurrence_is_a_number_from_either_end_or_all() {
        assert_eq!("all".parse(), Ok(Occurrence::All));
        assert_eq!("2".parse(), Ok(Occurrence::Nth(2)));
        assert_eq!("-1".parse(), Ok(Occurrence::Nth(-1)));
        assert!("0".parse::<Occurrence>().is_err());
        assert!("first".parse::<Occurrence>().is_err());
    }

    #[test]
    fn a_keyword_of_spaces_is_refused_and_named() {
        let error = refuse_empty(&["甲方".to_owned(), " \u{3000}\t".to_owned()]).expect_err("only of spaces");
        assert_eq!((error.code(), error.path()), ("keyword_empty", Some("/keywords/1")));
    }
}
