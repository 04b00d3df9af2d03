//! What a request needs to know of its files, asked once of each, and of several files at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::Options;
use super::files::NamedFile;
use crate::document::PageRanges;
use crate::document::guard::guarded;
use crate::document::stream::Budget;
use crate::error::Error;
use crate::form::{Field, FieldFlag, Fields};
use crate::geometry::{Page, PageGeometry, Rect};
use crate::place::suggest::nearest;
use crate::search::{Match, Query, words};
use crate::text::page_text;
use crate::warning::{Warning, WarningCode};

/// Stack of a thread: deep documents are read by functions that call themselves, to a bound.
#[cfg(not(target_arch = "wasm32"))]
const STACK: usize = 16 << 20;

/// Keywords that are not there of which the nearest text is looked for, of one file.
const EXPLAINED: usize = 4;

/// A keyword, and whether it must stand as a word of its own.
pub(crate) type Keyword = (String, bool);

/// What is asked of one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Questions {
    /// Keywords, each with the pages of interest, from 1; `None` for all.
    keywords: BTreeMap<Keyword, Option<BTreeSet<u32>>>,
    /// Whether a form field is asked for.
    pub(crate) fields: bool,
}

impl Questions {
    /// Asks for a keyword on a page, from 1, or on all.
    pub(crate) fn keyword(&mut self, keyword: Keyword, page: Option<u32>) {
        let pages = self.keywords.entry(keyword).or_insert_with(|| Some(BTreeSet::new()));
        match (pages.as_mut(), page) {
            (Some(pages), Some(page)) => {
                pages.insert(page);
            }
            _ => *pages = None,
        }
    }
}

/// What is known of one file.
#[derive(Debug)]
pub(crate) struct Facts<'f> {
    pub(crate) file: NamedFile<'f>,
    /// Matches in reading order over the pages searched.
    matches: BTreeMap<Keyword, Vec<Match>>,
    /// Pages searched whose text cannot be trusted.
    pub(crate) doubts: Vec<Warning>,
    /// The form fields, where they were asked for.
    pub(crate) fields: Option<Fields>,
    words: BTreeMap<u32, Vec<(Rect<Page>, String)>>,
    /// Of keywords that are not there, what comes nearest.
    nearest: BTreeMap<Keyword, String>,
}

impl Facts<'_> {
    /// The number of pages.
    pub(crate) fn page_count(&self) -> u32 {
        self.file.document.page_count()
    }

    /// A page's geometry; `page` from 1.
    pub(crate) fn geometry(&self, page: u32) -> &PageGeometry {
        self.file.document.geometry(page)
    }

    /// The page of this number, from 1, or from the end where negative; `None` where there is none.
    pub(crate) fn page(&self, number: i64) -> Option<u32> {
        let count = i64::from(self.page_count());
        let page = if number < 0 { count + 1 + number } else { number };
        (1..=count).contains(&page).then(|| u32::try_from(page).ok()).flatten()
    }

    /// The matches of a keyword that was asked for, on one page or on all, in reading order.
    pub(crate) fn matches(&self, keyword: &Keyword, page: Option<u32>) -> Vec<&Match> {
        let all = self.matches.get(keyword).map_or(&[][..], Vec::as_slice);
        all.iter().filter(|one| page.is_none_or(|page| one.page == page)).collect()
    }

    /// What comes nearest to a keyword that is not there, in words.
    pub(crate) fn nearest(&self, keyword: &Keyword) -> Option<&str> {
        self.nearest.get(keyword).map(String::as_str)
    }

    /// The widgets of a form field, those that are shown first: number (from 1), page, box.
    pub(crate) fn widgets(&self, name: &str) -> Vec<(u32, u32, Rect<Page>)> {
        let all = self.fields.as_ref().map_or(&[][..], |fields| fields.fields.as_slice());
        let widgets = (1..).zip(all.iter().filter(|field| field.name == name));
        let shown =
            |field: &Field| !field.flags.iter().any(|flag| matches!(flag, FieldFlag::Hidden | FieldFlag::OffPage));
        let (shown, others): (Vec<_>, Vec<_>) = widgets.partition(|(_, field)| shown(field));
        shown.into_iter().chain(others).map(|(number, field)| (number, field.page, field.bounds)).collect()
    }

    /// The name of a form field that was probably meant by one that is not there.
    pub(crate) fn nearest_field(&self, name: &str) -> Option<&str> {
        let all = self.fields.as_ref().map_or(&[][..], |fields| fields.fields.as_slice());
        nearest(name, all.iter().map(|field| field.name.as_str()))
    }

    /// The visible words of a page that was read by [`read_words`].
    pub(crate) fn words(&self, page: u32) -> &[(Rect<Page>, String)] {
        self.words.get(&page).map_or(&[], Vec::as_slice)
    }
}

/// Asks each file its questions, several files at a time; the answers are in the order of the files. An error is that of
/// the first file that has one, with the index of that file.
pub(crate) fn gather<'f>(
    files: Vec<(NamedFile<'f>, Questions)>,
    options: &Options,
) -> Result<Vec<Facts<'f>>, (usize, Error)> {
    let total = files.len();
    options.progress.report(0, total);
    let done = Mutex::new(0);
    let answers = in_parallel(&files, |(file, questions)| {
        let facts = ask(file, questions, options);
        if let Ok(mut done) = done.lock() {
            *done += 1;
            options.progress.report(*done, total);
        }
        facts
    });
    answers.into_iter().enumerate().map(|(i, facts)| facts.map_err(|error| (i, error))).collect()
}

fn ask<'f>(file: &NamedFile<'f>, questions: &Questions, options: &Options) -> Result<Facts<'f>, Error> {
    let mut facts = Facts {
        file: file.clone(),
        matches: BTreeMap::new(),
        doubts: Vec::new(),
        fields: questions.fields.then(|| file.document.fields()).transpose()?,
        words: BTreeMap::new(),
        nearest: BTreeMap::new(),
    };
    let count = file.document.page_count();
    for whole_word in [false, true] {
        let wanted = || questions.keywords.iter().filter(|((_, whole), _)| *whole == whole_word);
        let pages = wanted().map(|(_, pages)| pages.clone()).reduce(|a, b| Some(&a? | &b?));
        // Nothing to look for, or everywhere, or only on pages that are not there.
        let ranges = match pages {
            None => continue,
            Some(None) => PageRanges::all(),
            Some(Some(pages)) => {
                let pages: Vec<_> = pages.range(1..=count).map(u32::to_string).collect();
                if pages.is_empty() {
                    continue;
                }
                pages.join(",").parse()?
            }
        };
        let mut query = Query::new(wanted().map(|((keyword, _), _)| keyword.as_str()))
            .with_mode(options.match_mode)
            .on_pages(ranges.clone());
        query.options.whole_word = whole_word;
        let found = file.document.find(&query)?;
        let missing =
            found.keywords.iter().filter(|one| one.count == 0).take(EXPLAINED).map(|one| one.keyword.as_str());
        let mut explained = Query::new(missing).with_mode(options.match_mode).on_pages(ranges).explained();
        explained.options.whole_word = whole_word;
        if !explained.keywords.is_empty() {
            for one in file.document.find(&explained)?.keywords {
                if let Some(nearest) = one.nearest {
                    facts.nearest.insert((one.keyword, whole_word), nearest.message);
                }
            }
        }
        for one in found.matches {
            facts.matches.entry((one.keyword.clone(), whole_word)).or_default().push(one);
        }
        let doubts = found
            .warnings
            .into_iter()
            .filter(|warning| matches!(warning.code, WarningCode::NoUnicode | WarningCode::ImageOnly));
        for doubt in doubts {
            if !facts.doubts.contains(&doubt) {
                facts.doubts.push(doubt);
            }
        }
    }
    Ok(facts)
}

/// Reads the words of some pages of each file, several files at a time: what is covered, and what is near.
pub(crate) fn read_words(facts: &mut [Facts<'_>], pages: &[BTreeSet<u32>]) -> Result<(), (usize, Error)> {
    let work: Vec<_> = facts.iter().zip(pages).collect();
    let read = in_parallel(&work, |(facts, pages)| {
        let document = facts.file.document;
        guarded(|| {
            let budget = Budget::new(document.file.limits());
            pages.iter().map(|&page| Ok((page, words(&page_text(document, page, &budget)?)))).collect()
        })
    });
    for (i, (facts, words)) in facts.iter_mut().zip(read).enumerate() {
        facts.words = words.map_err(|error| (i, error))?;
    }
    Ok(())
}

/// What `work` makes of each item, in the items' order.
#[cfg(target_arch = "wasm32")]
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    items.iter().map(work).collect()
}

/// What `work` makes of each item, in the items' order, on as many threads as there are processors.
#[cfg(not(target_arch = "wasm32"))]
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    use std::sync::atomic::{AtomicUsize, Ordering};

    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let worker = || {
        while let Some((i, item)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| Some((i, items.get(i)?))) {
            let result = work(item);
            done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((i, result));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread is to be had, this one does it all.
            let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
        }
        worker();
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_done_in_parallel_comes_back_in_order() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(in_parallel(&items, |i| i * 2), items.iter().map(|i| i * 2).collect::<Vec<_>>());
        assert!(in_parallel(&[] as &[u8], |_| ()).is_empty());
    }
}
