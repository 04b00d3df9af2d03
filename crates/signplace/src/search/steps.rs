//! A search page by page, for whoever wants to show how far it is, to do something in between, or to stop.

use std::borrow::Borrow;

use super::find::{needles, search_page, searched_in};
use super::matcher::Needle;
use super::{Findings, KeywordCount, Match, Query};
use crate::api::Document;
use crate::document::guard::guarded;
use crate::document::stream::Budget;
use crate::error::Error;
use crate::text::PageText;
use crate::warning::Warning;

/// A search that is under way: [`Document::find`] in steps of one page.
///
/// `D` is how the document is held: `&Document`, or an `Rc` or `Arc` of it.
///
/// ```no_run
/// use signplace::{Document, OpenOptions, Query, search::Search};
///
/// let document = Document::open(std::fs::read("contract.pdf")?, OpenOptions::default())?;
/// let mut search = Search::new(&document, Query::new(["甲方（盖章）"]))?;
/// while let Some(progress) = search.next_page()? {
///     println!("{} of {} pages, {} found", progress.done, progress.of, progress.found);
/// }
/// println!("{:?}", search.finish()?.matches);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Search<D> {
    document: D,
    query: Query,
    needles: Vec<Needle>,
    pages: Vec<u32>,
    done: usize,
    budget: Budget,
    /// The text of the page before, for its memory.
    text: PageText,
    /// For each keyword its matches on the pages done.
    found: Vec<Vec<Match>>,
    warnings: Vec<Warning>,
}

/// How far a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Progress {
    /// The page just searched, from 1.
    pub page: u32,
    /// Pages searched so far.
    pub done: u32,
    /// Pages to search in all.
    pub of: u32,
    /// Matches so far, of all keywords.
    pub found: u32,
}

impl<D: Borrow<Document>> Search<D> {
    /// Makes the query ready; no page is read yet.
    ///
    /// Fails with `keyword_empty`, `page_out_of_range`, or with `invalid_value` when a keyword is to be a regular
    /// expression and is none.
    pub fn new(document: D, query: Query) -> Result<Self, Error> {
        let (pages, needles, budget) = guarded(|| {
            let document: &Document = document.borrow();
            let pages = query.pages.resolve(document.page_count())?;
            Ok((pages, needles(&query)?, Budget::new(document.file.limits())))
        })?;
        let found = needles.iter().map(|_| Vec::new()).collect();
        Ok(Self {
            document,
            query,
            needles,
            pages,
            done: 0,
            budget,
            text: PageText::default(),
            found,
            warnings: Vec::new(),
        })
    }

    /// Searches the next page; `None` when all are done.
    ///
    /// Fails with a limit. A search that failed is over.
    pub fn next_page(&mut self) -> Result<Option<Progress>, Error> {
        let Some(&page) = self.pages.get(self.done) else { return Ok(None) };
        guarded(|| self.search(page))?;
        self.done += 1;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let found = count(self.found.iter().map(Vec::len).sum());
        Ok(Some(Progress { page, done: count(self.done), of: count(self.pages.len()), found }))
    }

    fn search(&mut self, number: u32) -> Result<(), Error> {
        let document: &Document = self.document.borrow();
        self.warnings.extend(document.geometry(number).warnings(number));
        if self.needles.is_empty() {
            return Ok(());
        }
        let memory = std::mem::take(&mut self.text);
        let text = searched_in(document, number, &self.query, &self.budget, memory)?;
        let per_needle = search_page(document, number, &text, &self.needles, &self.query);
        for (all, page) in self.found.iter_mut().zip(per_needle) {
            let before = all.len() as u32;
            all.extend(page.into_iter().map(|mut found| {
                found.index += before;
                found.stream_index += before;
                found
            }));
        }
        self.warnings.extend(super::trust::warning(&text, number));
        self.text = text;
        Ok(())
    }

    /// The answer about the pages searched.
    ///
    /// Fails with a limit, when explanations are asked for and reading the pages again for them meets one.
    pub fn finish(self) -> Result<Findings, Error> {
        guarded(|| self.findings())
    }

    fn findings(mut self) -> Result<Findings, Error> {
        let document: &Document = self.document.borrow();
        let mut keywords: Vec<KeywordCount> = Vec::new();
        for (keyword, matches) in self.query.keywords.iter().zip(&self.found) {
            keywords.push(KeywordCount { keyword: keyword.clone(), count: matches.len() as u32, nearest: None });
        }
        if self.query.explain {
            let searched = self.pages.get(..self.done).unwrap_or_default();
            super::nearest::explain(document, &self.query, searched, &mut keywords)?;
        }
        for (nth, matches) in self.found.iter().enumerate() {
            self.warnings.extend(super::remarks::about(nth, matches));
        }
        Ok(Findings {
            page_count: document.page_count(),
            mode: self.query.mode,
            keywords,
            matches: self.found.into_iter().flatten().collect(),
            warnings: self.warnings,
        })
    }
}

impl<D> std::fmt::Debug for Search<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Search")
            .field("query", &self.query)
            .field("done", &self.done)
            .field("of", &self.pages.len())
            .finish_non_exhaustive()
    }
}
