//! `find`: keywords to boxes.

use std::borrow::Borrow;
use std::str::FromStr;

use serde::Serialize;

use super::fields;
use crate::api::Document;
use crate::document::PageRanges;
use crate::error::{Error, ErrorCode};
use crate::form::Field;
use crate::search::{Findings, KeywordCount, Match, MatchMode, MatchOptions, Progress, Query, Search};
use crate::warning::Warning;

/// Where are these keywords?
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct FindQuestion {
    /// The keywords; without any, no page is read.
    pub keywords: Vec<String>,
    /// How they are compared.
    pub mode: MatchMode,
    /// What else may differ, or may not.
    pub options: MatchOptions,
    /// Whether the answer explains itself.
    pub explain: bool,
    /// Whether the text that fields and annotations show is searched too.
    pub include_fields: bool,
    /// The pages searched.
    pub pages: PageRanges,
    /// Which occurrences of each keyword are kept.
    pub occurrence: Occurrence,
    /// Whether the answer also carries the form fields of the pages searched.
    pub with_fields: bool,
}

/// Which occurrences of each keyword are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Occurrence {
    /// Every one.
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

/// The answer of `find`.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Found {
    /// Number of pages in the document.
    pub page_count: u32,
    /// How the keywords were compared.
    #[serde(rename = "match")]
    pub mode: MatchMode,
    /// Each keyword asked for, with its number of matches.
    pub keywords: Vec<KeywordCount>,
    /// The matches: by keyword in the order asked for, then in reading order.
    pub matches: Vec<Match>,
    /// The form fields of the pages searched, when they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<Field>>,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
    /// The number of pages searched, for people.
    #[serde(skip)]
    pub pages_searched: usize,
}

/// A `find` that is under way, page by page; see [`Search`].
#[derive(Debug)]
pub struct Finding<D> {
    document: D,
    question: FindQuestion,
    /// The pages asked for, resolved.
    pages: Vec<u32>,
    /// Without keywords nothing is looked for, so no page is read.
    search: Option<Search<D>>,
}

impl FindQuestion {
    /// A keyword without a visible character is refused before anything is read: `keyword_empty`.
    pub fn refuse_empty(&self) -> Result<(), Error> {
        match self.keywords.iter().position(|keyword| keyword.trim().is_empty()) {
            None => Ok(()),
            Some(i) => Err(Error::new(ErrorCode::KeywordEmpty, "A keyword is empty, or only of spaces.")
                .with_hint("Give the text to look for, as it stands on the page.")
                .with_path(format!("/keywords/{i}"))),
        }
    }

    /// Begins to answer: no page is read yet. Fails as [`Search::new`].
    pub fn begin<D: Borrow<Document> + Clone>(self, document: D) -> Result<Finding<D>, Error> {
        self.refuse_empty()?;
        let pages = self.pages.resolve(document.borrow().page_count())?;
        let search = if self.keywords.is_empty() {
            None
        } else {
            let mut query = Query::new(&self.keywords).with_mode(self.mode).with_options(self.options);
            (query.pages, query.explain) = (self.pages.clone(), self.explain);
            query.include_fields = self.include_fields;
            Some(Search::new(document.clone(), query)?)
        };
        Ok(Finding { document, question: self, pages, search })
    }
}

impl<D: Borrow<Document>> Finding<D> {
    /// Searches the next page; `None` when all are done. Fails as [`Search::next_page`].
    pub fn next_page(&mut self) -> Result<Option<Progress>, Error> {
        self.search.as_mut().map_or(Ok(None), Search::next_page)
    }

    /// Searches what is left, and answers.
    ///
    /// Fails with a limit, and with `occurrence_out_of_range` when a keyword has fewer occurrences than asked for.
    pub fn finish(mut self) -> Result<Found, Error> {
        self.search.as_mut().map_or(Ok(()), Search::search_rest)?;
        let document: &Document = self.document.borrow();
        let findings = self.search.map(Search::finish).transpose()?.unwrap_or_else(|| Findings {
            page_count: document.page_count(),
            mode: self.question.mode,
            keywords: Vec::new(),
            matches: Vec::new(),
            warnings: Vec::new(),
        });
        let mut found = Found {
            page_count: findings.page_count,
            mode: findings.mode,
            keywords: findings.keywords,
            matches: findings.matches,
            fields: None,
            warnings: findings.warnings,
            pages_searched: self.pages.len(),
        };
        if let Occurrence::Nth(number) = self.question.occurrence {
            keep_only(number, &mut found)?;
        }
        if self.question.with_fields {
            let mut fields = fields::on_pages(document, &self.pages)?;
            found.fields = Some(std::mem::take(&mut fields.fields));
            found.warnings.append(&mut fields.warnings);
        }
        Ok(found)
    }
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
        let keywords = vec!["甲方".to_owned(), " \u{3000}\t".to_owned()];
        let error = FindQuestion { keywords, ..FindQuestion::default() }.refuse_empty().expect_err("only of spaces");
        assert_eq!((error.code(), error.path()), ("keyword_empty", Some("/keywords/1")));
    }
}
