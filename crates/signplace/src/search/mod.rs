//! Keywords: glyphs → lines → folded text → matches.

mod find;
mod fold;
mod frame;
mod lines;
mod matcher;
mod order;
mod sequence;
mod stack;
mod trust;
mod words;

use serde::{Deserialize, Serialize};

use crate::Warning;
use crate::document::PageRanges;
use crate::geometry::{Normalized, Page, Quad, Rect};
use crate::text::UnicodeSource;

pub(crate) use trust::trust;
pub(crate) use words::words;

/// How a keyword is compared with the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MatchMode {
    /// Case-sensitive containment in the text as displayed, line by line.
    Exact,
    /// Also across full-width and half-width forms, compatibility characters and radicals, spaces inside, and line
    /// breaks.
    #[default]
    Folded,
}

/// What to look for.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Query {
    /// The keywords, all found in one pass.
    pub keywords: Vec<String>,
    /// How they are compared.
    pub mode: MatchMode,
    /// The pages searched.
    pub pages: PageRanges,
}

impl Query {
    /// A folded search for these keywords on every page.
    pub fn new(keywords: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { keywords: keywords.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// The same query with another way to compare.
    #[must_use]
    pub fn with_mode(mut self, mode: MatchMode) -> Self {
        self.mode = mode;
        self
    }

    /// The same query on some pages only.
    #[must_use]
    pub fn on_pages(mut self, pages: PageRanges) -> Self {
        self.pages = pages;
        self
    }
}

/// The answer of [`Document::find`](crate::Document::find).
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Findings {
    /// Number of pages in the document.
    pub page_count: u32,
    /// How the keywords were compared.
    #[serde(rename = "match")]
    pub mode: MatchMode,
    /// Each keyword asked for, with its number of matches.
    pub keywords: Vec<KeywordCount>,
    /// The matches: by keyword in the order asked for, then in reading order.
    pub matches: Vec<Match>,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
}

/// How often a keyword was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KeywordCount {
    /// The keyword as asked for.
    pub keyword: String,
    /// Its matches on the pages searched.
    pub count: u32,
}

/// One occurrence of a keyword.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Match {
    /// The keyword as asked for.
    pub keyword: String,
    /// Counts the keyword's matches from 1, in reading order within the pages searched.
    pub index: u32,
    /// Page number, from 1.
    pub page: u32,
    /// The text as shown on the page.
    pub text: String,
    /// Whether folding was needed.
    #[serde(rename = "match")]
    pub mode: MatchMode,
    /// The bounds of all quads, in points on the displayed page.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
    /// The same as fractions of the displayed page.
    pub normalized: Rect<Normalized>,
    /// One quad a line, in points on the displayed page.
    pub quads: Vec<Quad<Page>>,
    /// Size of the first glyph's em, in points on the displayed page.
    #[serde(serialize_with = "crate::number::points")]
    pub font_size: f64,
    /// Whether it can be seen.
    pub visible: bool,
    /// Where its Unicode comes from: the weakest source of its glyphs.
    pub unicode_source: UnicodeSource,
}
