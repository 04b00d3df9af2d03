//! Likely places to sign, read from the document itself: labels of signature blocks, blanks, unsigned signature fields.
//!
//! Text becomes labels (`label`: words of `words` and nothing else), labels become wishes (`rules`: what, for whom, how
//! sure), wishes get their places (`spot`: on the blank, beside, below, never over text) and become controls of a plan
//! (`anchor`: by keyword and occurrence, so that the plan outlives a new layout).
//!
//! ```no_run
//! use signplace::suggest::SuggestOptions;
//! use signplace::{Document, OpenOptions};
//!
//! let document = Document::open(std::fs::read("contract.pdf")?, OpenOptions::default())?;
//! let suggestions = document.suggest(&SuggestOptions::default())?;
//! for one in &suggestions.suggestions {
//!     println!("page {}: {} {:?}, because {}", one.page, one.kind, one.party, one.reason);
//! }
//! let placed = document.place(&suggestions.to_plan())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod anchor;
mod area;
mod label;
mod letters;
mod page;
mod rules;
mod spot;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Serialize, Serializer};

use crate::api::Document;
use crate::document::PageRanges;
use crate::document::guard::guarded;
use crate::error::{Error, ErrorCode, codes};
use crate::geometry::{Normalized, Page, Rect};
use crate::place::{Control, Kind, Plan};
use crate::warning::Warning;

/// Which places are asked for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SuggestOptions {
    /// The pages looked at.
    pub pages: PageRanges,
    /// Suggestions of less confidence are left out; 0.5 unless stated. See [`Suggestion::confidence`].
    pub min_confidence: f64,
}

impl Default for SuggestOptions {
    fn default() -> Self {
        Self { pages: PageRanges::all(), min_confidence: 0.5 }
    }
}

impl SuggestOptions {
    /// The same on some pages only.
    #[must_use]
    pub fn on_pages(mut self, pages: PageRanges) -> Self {
        self.pages = pages;
        self
    }

    /// The same with another least confidence, 0 to 1.
    #[must_use]
    pub fn at_least(mut self, confidence: f64) -> Self {
        self.min_confidence = confidence;
        self
    }
}

/// The answer of [`Document::suggest`](crate::Document::suggest).
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Suggestions {
    /// Number of pages in the document.
    pub page_count: u32,
    /// The places, by page, then in reading order.
    pub suggestions: Vec<Suggestion>,
    /// What may not be as the caller thinks of the document: pages whose text cannot be read.
    pub warnings: Vec<Warning>,
}

impl Suggestions {
    /// The JSON Schema of this answer (draft 2020-12).
    pub fn json_schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
    }

    /// A plan that places everything suggested, each where its suggestion says.
    pub fn to_plan(&self) -> Plan {
        Plan::new(self.suggestions.iter().map(|one| one.placement.clone()))
    }
}

/// One likely place to sign.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Suggestion {
    /// What goes there: a seal, a signature or a date.
    pub kind: Kind,
    /// Who signs there, as the document names the party: `甲方`, `Party A`; where it can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// Page number, from 1.
    pub page: u32,
    /// Where it goes, in points on the displayed page.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
    /// The same as fractions of the displayed page.
    pub normalized: Rect<Normalized>,
    /// The label that asks for it, as shown; the name of a form field.
    pub label: String,
    /// How sure it is: 1 for a signature field, 0.9 for a label that says what is to be done and has the place for it, and 0.2
    /// less for each doubt: that the label does not say what is to be done, that nothing marks it as one, that clauses
    /// follow, that another page asks for the same, that there is no room. It is a level, and no probability.
    #[serde(serialize_with = "confidence")]
    pub confidence: f64,
    /// The rule that found it.
    pub code: Reason,
    /// One sentence for people: why here, and what is in doubt.
    pub reason: String,
    /// The control of a plan that places it here.
    pub placement: Control,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
}

fn confidence<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    crate::number::serialize(*value, 2, serializer)
}

codes! {
    /// The rule that found a place.
    Reason {
        /// An unsigned signature field.
        SignatureField => "signature_field",
        /// A label that asks for a seal: `甲方（盖章）：`, `Company seal:`.
        SealLabel => "seal_label",
        /// A label that asks for a signature: `法定代表人（签字）：`, `By:`.
        SignatureLabel => "signature_label",
        /// A label that names a person who signs, and not what to do: `法定代表人：`, `Witness:`.
        PersonLabel => "person_label",
        /// A label that names a party, with room, in a signature block: `甲方：`.
        PartyLabel => "party_label",
        /// A label that asks for a date: `签署日期：`, `Date:`.
        DateLabel => "date_label",
        /// A blank to be dated: `____年__月__日`.
        DateBlank => "date_blank",
    }
}

impl Document {
    /// Likely places to sign, read from the document itself, with a plan that places everything there.
    ///
    /// Only the page's own text is read, and form fields. Text aslant is not looked at. Fails with `page_out_of_range`,
    /// `invalid_value` for a confidence beyond 0 to 1, or a limit.
    pub fn suggest(&self, options: &SuggestOptions) -> Result<Suggestions, Error> {
        if !(0.0..=1.0).contains(&options.min_confidence) {
            return Err(Error::new(ErrorCode::InvalidValue, "The least confidence is a number from 0 to 1.")
                .with_path("/min_confidence"));
        }
        guarded(|| anchor::suggest(self, options))
    }
}
