//! Keywords: glyphs → lines → folded text → matches.

mod bands;
#[cfg(feature = "bench")]
pub(crate) mod bench;
mod candidates;
#[cfg(feature = "suggest")]
mod cells;
mod explain;
mod find;
mod fold;
mod frame;
mod haystack;
mod letters;
mod lines;
mod matcher;
mod nearest;
mod order;
mod overlap;
mod overprint;
mod parallel;
mod pattern;
mod remarks;
mod sequence;
mod stack;
mod steps;
mod trust;
mod words;
mod zones;

use serde::{Deserialize, Serialize};

use crate::Warning;
use crate::document::PageRanges;
use crate::geometry::{Normalized, Page, Quad, Rect};
use crate::text::UnicodeSource;

#[cfg(feature = "suggest")]
pub(crate) use cells::{Cell, CellChar, cells};
pub use explain::{ExplainedGlyph, Explanation, GapKind};
pub(crate) use find::check;
pub use nearest::{Nearest, NearestKind};
pub(crate) use order::in_stream_order;
pub(crate) use remarks::how_folded;
pub use steps::{Progress, Search};
pub(crate) use trust::trust;
pub(crate) use words::words;

/// How a keyword is compared with the text.
///
/// In both modes a keyword's white space stands for any gap between words, characters that only steer layout (soft
/// hyphens, zero-width characters, variation selectors) do not count on either side, ligatures are their letters, and
/// a letter with a combining mark is the composed one, whichever glyphs draw them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MatchMode {
    /// Case-sensitive containment in the text as displayed, line by line.
    Exact,
    /// Also across full-width and half-width forms, compatibility characters and radicals, spaces inside, and line
    /// breaks.
    ///
    /// Characters are folded by NFKC (UAX #15), CJK radicals and strokes to the ideographs of their shape
    /// (Equivalent_Unified_Ideograph of UAX #44), and punctuation that looks alike to one: dashes, quotes, middle dots,
    /// `∶` and `:`, `○` and `〇`. Spaces next to Chinese, Japanese and Korean do not count. A Latin word broken by a hyphen
    /// at a line's end is found with and without the hyphen. A blank drawn with underscores is found by any number of
    /// them, and is then part of the match as a whole.
    #[default]
    Folded,
}

/// What else may differ between a keyword and the text, or may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
#[non_exhaustive]
pub struct MatchOptions {
    /// Capital and small letters are the same.
    pub ignore_case: bool,
    /// Only where no letter, digit or ideograph stands directly before or after.
    ///
    /// A word ends at a space, at punctuation, at an underscore and at the end of a line. Chinese has no spaces between
    /// words, so a Chinese keyword is whole where it stands alone between those: `甲方` in `甲方：` but not in `本甲方`.
    /// Letter spacing between ideographs ends no word.
    pub whole_word: bool,
    /// Traditional Chinese characters are the simplified ones that stand for them: `蓋章` is `盖章`, `後` is `后`.
    pub variants: bool,
    /// The keywords are regular expressions, of the syntax of the crate `regex`.
    ///
    /// They are matched against readable text: in an exact search against each line, with one space for a gap between
    /// words; in a folded search against each paragraph or table cell, folded, with a line's end like a gap, and
    /// without any space next to Chinese, Japanese and Korean. `^` and `$` are the start and the end of that text, and
    /// `.` and `\s` match the space of a gap, which is never more than one. An empty match is none, and nothing matches
    /// across the gap between columns or cells. Characters beyond ASCII are folded in the expression too, and what
    /// they fold to is plain: `（` finds a parenthesis.
    pub regex: bool,
}

/// What to look for.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Query {
    /// The keywords, all found in one pass.
    pub keywords: Vec<String>,
    /// How they are compared.
    pub mode: MatchMode,
    /// What else may differ, or may not.
    pub options: MatchOptions,
    /// The pages searched.
    pub pages: PageRanges,
    /// Whether text counts that form fields and FreeText annotations show; see [`Match::origin`]. Without it, only the
    /// pages' own content is searched, as the platforms do.
    pub include_fields: bool,
    /// Whether the answer explains itself: each match glyph by glyph, and the nearest there is to a keyword that was not
    /// found.
    pub explain: bool,
    /// Whether every page and every line is read, even where none of the keywords can be, glyph by glyph. The answer is the
    /// same: this is what the short cuts are tested against.
    #[doc(hidden)]
    pub thorough: bool,
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

    /// The same query with capital and small letters as one; see [`MatchOptions::ignore_case`].
    #[must_use]
    pub fn ignoring_case(mut self) -> Self {
        self.options.ignore_case = true;
        self
    }

    /// The same query for whole words only; see [`MatchOptions::whole_word`].
    #[must_use]
    pub fn for_whole_words(mut self) -> Self {
        self.options.whole_word = true;
        self
    }

    /// The same query with traditional and simplified Chinese as one; see [`MatchOptions::variants`].
    #[must_use]
    pub fn with_variants(mut self) -> Self {
        self.options.variants = true;
        self
    }

    /// The same query with its keywords as regular expressions; see [`MatchOptions::regex`].
    #[must_use]
    pub fn as_regex(mut self) -> Self {
        self.options.regex = true;
        self
    }

    /// The same query with the text that form fields and annotations show; see [`Query::include_fields`].
    #[must_use]
    pub fn including_fields(mut self) -> Self {
        self.include_fields = true;
        self
    }

    /// The same query with an answer that explains itself.
    #[must_use]
    pub fn explained(mut self) -> Self {
        self.explain = true;
        self
    }

    /// The same query with all options at once.
    #[must_use]
    pub fn with_options(mut self, options: MatchOptions) -> Self {
        self.options = options;
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

/// What a match stands in that is not the page's own content. A match never runs over both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// The text of a FreeText annotation.
    Annotation,
    /// What a form field's widget shows: its value, a button's caption, a signature's appearance.
    Field,
}

/// How often a keyword was found.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct KeywordCount {
    /// The keyword as asked for.
    pub keyword: String,
    /// Its matches on the pages searched.
    pub count: u32,
    /// The nearest there is to it, when it was not found and the query asks for explanations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest>,
}

/// One occurrence of a keyword.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
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
    /// Where it stands, when that is not the page's own content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Where its Unicode comes from: the weakest source of its glyphs.
    pub unicode_source: UnicodeSource,
    /// How it came about, glyph by glyph, when the query asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Explanation>,
    /// The number that it would have if the keyword's matches were counted as the content stream draws them.
    #[serde(skip)]
    pub(crate) stream_index: u32,
}
