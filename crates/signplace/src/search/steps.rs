//! A search page by page, for whoever wants to show how far it is, to do something in between, or to stop.

use std::borrow::Borrow;

use super::find::{how, needles, search_page};
use super::fold::Compare;
use super::letters::Letters;
use super::matcher::Needle;
use super::{Findings, KeywordCount, Match, Query};
use crate::api::Document;
use crate::document::guard::guarded;
use crate::document::stream::Budget;
use crate::error::Error;
use crate::text::{How, Mask, PageText, Read, read_page};
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
    letters: Letters,
    pages: Vec<u32>,
    done: usize,
    budget: Budget,
    memory: Memory,
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
        let letters = Letters::new(&needles, Compare::new(query.mode, query.options));
        let letters = if query.thorough { letters.passing_nothing_over() } else { letters };
        let found = needles.iter().map(|_| Vec::new()).collect();
        Ok(Self {
            document,
            query,
            needles,
            letters,
            pages,
            done: 0,
            budget,
            memory: Memory::default(),
            found,
            warnings: Vec::new(),
        })
    }

    /// Searches the next page; `None` when all are done.
    ///
    /// Fails with a limit. A search that failed is over.
    pub fn next_page(&mut self) -> Result<Option<Progress>, Error> {
        let Some(&page) = self.pages.get(self.done) else { return Ok(None) };
        guarded(|| {
            let mut memory = std::mem::take(&mut self.memory);
            let found = self.task(&self.budget).search(page, &mut memory)?;
            self.memory = memory;
            self.add(found);
            Ok(())
        })?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let found = count(self.found.iter().map(Vec::len).sum());
        Ok(Some(Progress { page, done: count(self.done), of: count(self.pages.len()), found }))
    }

    /// Searches all pages that are left, on as many threads as the document was opened for.
    ///
    /// Fails as [`next_page`](Self::next_page).
    pub fn search_rest(&mut self) -> Result<(), Error> {
        let threads = self.document.borrow().file.threads();
        super::parallel::search(self, threads);
        // What is left of one thread, and of several of which one met a limit: so that the error is always the same.
        while self.next_page()?.is_some() {}
        Ok(())
    }

    /// What all pages are searched for.
    pub(super) fn task<'s>(&'s self, budget: &'s Budget) -> Task<'s> {
        let document = self.document.borrow();
        Task { document, query: &self.query, needles: &self.needles, letters: &self.letters, budget }
    }

    /// What the search of the whole document may spend.
    pub(super) fn fresh_budget(&self) -> Budget {
        Budget::new(self.document.borrow().file.limits())
    }

    /// The pages still to be searched.
    pub(super) fn rest(&self) -> &[u32] {
        self.pages.get(self.done..).unwrap_or_default()
    }

    /// Adds what was found on the next page.
    pub(super) fn add(&mut self, page: FoundOnPage) {
        for (all, page) in self.found.iter_mut().zip(page.matches) {
            let before = all.len() as u32;
            all.extend(page.into_iter().map(|mut found| {
                found.index += before;
                found.stream_index += before;
                found
            }));
        }
        self.warnings.extend(page.warnings);
        self.done += 1;
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

/// What pages are searched for.
#[derive(Clone, Copy)]
pub(super) struct Task<'s> {
    document: &'s Document,
    query: &'s Query,
    needles: &'s [Needle],
    letters: &'s Letters,
    budget: &'s Budget,
}

/// What is kept from page to page, because it can be used again.
pub(super) struct Memory {
    /// The text of the page before.
    text: PageText,
    pages: usize,
    /// What glances have saved, less what they have cost, in bytes of content.
    saved: i64,
}

/// Bytes of content that may be glanced at in vain; beyond, one page of so many is glanced at.
const CREDIT: i64 = 8 << 10;
const GLANCE_EVERY: usize = 16;
/// A document of no more pages than this is read at once: most are asked for what they hold.
const PAGES_READ_ANYWAY: usize = 2;
/// What reading a page costs, as a multiple of a glance at it.
const READING: i64 = 3;

impl Default for Memory {
    fn default() -> Self {
        Self { text: PageText::default(), pages: 0, saved: CREDIT }
    }
}

impl Memory {
    /// Whether to glance at the next page: no longer at each, where pages hold what is looked for.
    fn is_worth_a_glance(&mut self) -> bool {
        self.pages += 1;
        self.pages > PAGES_READ_ANYWAY && (self.saved > 0 || self.pages.is_multiple_of(GLANCE_EVERY))
    }

    /// Keeps account of a glance at a page.
    fn glanced(&mut self, read: Read) {
        let length = i64::try_from(read.length).unwrap_or(i64::MAX / READING);
        let saved = if read.is_whole { -length } else { length * READING };
        self.saved = self.saved.saturating_add(saved).min(CREDIT);
    }
}

/// What was found on one page.
pub(super) struct FoundOnPage {
    /// For each keyword its matches, numbered from 1.
    matches: Vec<Vec<Match>>,
    warnings: Vec<Warning>,
}

impl Task<'_> {
    /// Searches one page.
    pub(super) fn search(&self, number: u32, memory: &mut Memory) -> Result<FoundOnPage, Error> {
        let Self { document, query, needles, letters, budget } = *self;
        let mut warnings = document.geometry(number).warnings(number);
        if needles.is_empty() {
            return Ok(FoundOnPage { matches: Vec::new(), warnings });
        }
        let is_enough = |present: Mask| letters.may_hold_any(present);
        let glances = !query.thorough && !query.include_fields && !is_enough(0) && memory.is_worth_a_glance();
        let mask_of = |text: &str| letters.of_text(text);
        let is_enough: Option<&dyn Fn(Mask) -> bool> = if glances { Some(&is_enough) } else { None };
        let how = How { mask_of: &mask_of, is_enough, ..how(query) };
        let read = read_page(document, number, budget, &mut memory.text, how)?;
        if glances {
            memory.glanced(read);
        }
        if !read.is_whole {
            return Ok(FoundOnPage { matches: needles.iter().map(|_| Vec::new()).collect(), warnings });
        }
        let matches = search_page(document, number, &memory.text, needles, letters, query);
        warnings.extend(super::trust::warning(&memory.text, number));
        Ok(FoundOnPage { matches, warnings })
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
