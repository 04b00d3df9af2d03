//! Questions about a document as JSON asks them, and their answers as JSON gives them (INTERFACE.md).
//!
//! What the command, `batch` and the browser's package share: one vocabulary, read and written in one place. Rust has
//! [`Document`]'s own methods, which answer the same.
//!
//! ```no_run
//! use signplace::question::{Keys, Question};
//! use signplace::{Document, OpenOptions};
//!
//! let document = Document::open(std::fs::read("contract.pdf")?, OpenOptions::default())?;
//! let request = serde_json::json!({"keywords": ["甲方（盖章）"], "occurrence": -1});
//! let mut keys = Keys::new(request.as_object().unwrap());
//! let answer = Question::read("find", &mut keys)?.answer(|| Ok(&document))?;
//! println!("{}", serde_json::to_string(&answer)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod convert;
mod fields;
mod find;
mod flow;
mod keys;
mod read;
mod schema;

use std::borrow::Borrow;

use serde::Serialize;

use crate::api::Document;
use crate::document::{PageRanges, Pages};
use crate::error::Error;
use crate::form::Fields;
use crate::place::{Placed, Plan};
use crate::platform::convert::Conversion;
#[cfg(feature = "suggest")]
use crate::suggest::{SuggestOptions, Suggestions};
use crate::warning::Warning;

pub use convert::{ConvertQuestion, Sheet};
pub use find::{FindQuestion, Finding, Found, Occurrence};
pub use flow::FlowQuestion;
pub use keys::{Keys, required, wrong};
pub use read::{match_mode, page_ranges};
pub use schema::json_schemas;

/// A question about a document.
#[derive(Debug, Clone)]
pub enum Question {
    /// Where are these keywords?
    Find(FindQuestion),
    /// Which form fields are there?
    Fields {
        /// The pages asked about.
        pages: PageRanges,
    },
    /// What are the pages like?
    Pages {
        /// The pages asked about.
        pages: PageRanges,
        /// Whether glyphs are counted by where their Unicode comes from.
        explain: bool,
    },
    /// Where do the placements of this plan go?
    Place(Plan),
    /// Where are places to sign?
    #[cfg(feature = "suggest")]
    Suggest(SuggestOptions),
    /// What are these numbers in another space?
    Convert(ConvertQuestion),
}

/// Its answer: the document of INTERFACE.md without `file`, which whoever prints it puts in front.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Of `find`.
    Find(Found),
    /// Of `fields`.
    Fields(Fields),
    /// Of `pages`.
    Pages(Pages),
    /// Of `place`.
    Place(Placed),
    /// Of `suggest`.
    #[cfg(feature = "suggest")]
    Suggest(Suggestions),
    /// Of `convert`.
    Convert(Conversion),
}

impl Question {
    /// Answers the question. The document is opened only when it is needed, and after what can be refused without it.
    ///
    /// Fails as `open`, and as the methods of [`Document`]. The path of an error about a plan is into the plan.
    pub fn answer<D: Borrow<Document> + Clone>(self, open: impl FnOnce() -> Result<D, Error>) -> Result<Answer, Error> {
        Ok(match self {
            Self::Find(question) => {
                question.refuse_empty()?;
                Answer::Find(question.begin(open()?)?.finish()?)
            }
            Self::Fields { pages } => {
                let document = open()?;
                let document: &Document = document.borrow();
                Answer::Fields(fields::on_pages(document, &pages.resolve(document.page_count())?)?)
            }
            Self::Pages { pages, explain: false } => Answer::Pages(open()?.borrow().pages(&pages)?),
            Self::Pages { pages, explain: true } => Answer::Pages(open()?.borrow().pages_explained(&pages)?),
            Self::Place(plan) => Answer::Place(open()?.borrow().place(&plan)?),
            #[cfg(feature = "suggest")]
            Self::Suggest(options) => Answer::Suggest(open()?.borrow().suggest(&options)?),
            Self::Convert(question) => Answer::Convert(question.answer(open)?),
        })
    }
}

impl Answer {
    /// Whether everything asked for was found or done: exit status 0.
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Find(found) => found.keywords.iter().all(|keyword| keyword.count > 0),
            Self::Fields(fields) => !fields.fields.is_empty(),
            #[cfg(feature = "suggest")]
            Self::Suggest(suggestions) => !suggestions.suggestions.is_empty(),
            Self::Pages(_) | Self::Place(_) | Self::Convert(_) => true,
        }
    }

    /// The key of the rows that can be printed one by one.
    pub fn rows_key(&self) -> Option<&'static str> {
        match self {
            Self::Find(_) => Some("matches"),
            Self::Fields(_) => Some("fields"),
            Self::Pages(_) => Some("pages"),
            Self::Place(_) => Some("placements"),
            #[cfg(feature = "suggest")]
            Self::Suggest(_) => Some("suggestions"),
            Self::Convert(_) => None,
        }
    }

    /// The document's warnings.
    pub fn warnings(&self) -> &[Warning] {
        match self {
            Self::Find(found) => &found.warnings,
            Self::Fields(fields) => &fields.warnings,
            Self::Pages(pages) => &pages.warnings,
            Self::Place(placed) => &placed.warnings,
            #[cfg(feature = "suggest")]
            Self::Suggest(suggestions) => &suggestions.warnings,
            Self::Convert(conversion) => &conversion.warnings,
        }
    }

    /// The document's warnings, to add some.
    pub fn warnings_mut(&mut self) -> &mut Vec<Warning> {
        match self {
            Self::Find(found) => &mut found.warnings,
            Self::Fields(fields) => &mut fields.warnings,
            Self::Pages(pages) => &mut pages.warnings,
            Self::Place(placed) => &mut placed.warnings,
            #[cfg(feature = "suggest")]
            Self::Suggest(suggestions) => &mut suggestions.warnings,
            Self::Convert(conversion) => &mut conversion.warnings,
        }
    }
}
