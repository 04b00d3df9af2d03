//! What can be asked and what is answered: one function an operation, shared by the commands and `batch`.

mod convert;
mod fields;
mod find;
mod pages;
mod place;
mod platform;
mod source;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;
use signplace::document::Pages;
use signplace::form::Fields;
use signplace::place::Placed;
use signplace::platform::convert::Conversion;
use signplace::{Error, ErrorCode, Warning};

pub(crate) use convert::{ConvertRequest, Sheet, page_size};
pub(crate) use fields::FieldsRequest;
pub(crate) use find::{FindRequest, Found, Occurrence};
pub(crate) use pages::PagesRequest;
pub(crate) use place::PlaceRequest;
pub(crate) use platform::{FlowRequest, PdfArgument, Told};
pub(crate) use source::{Source, page_ranges};

/// A question.
#[derive(Debug)]
pub(crate) enum Request {
    Find(FindRequest),
    Fields(FieldsRequest),
    Pages(PagesRequest),
    Place(PlaceRequest),
    Convert(ConvertRequest),
}

/// Its answer: the document of INTERFACE.md without `file`, which whoever prints it puts in front.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Answer {
    Find(Found),
    Fields(Fields),
    Pages(Pages),
    Place(Placed),
    Convert(Conversion),
}

impl Request {
    /// Answers the question.
    pub(crate) fn answer(self) -> Result<Answer, Error> {
        guarded(|| match self {
            Self::Find(request) => find::find(request).map(Answer::Find),
            Self::Fields(request) => fields::fields(&request).map(Answer::Fields),
            Self::Pages(request) => pages::pages(&request).map(Answer::Pages),
            Self::Place(request) => place::place(&request).map(Answer::Place),
            Self::Convert(request) => convert::convert(&request).map(Answer::Convert),
        })
    }
}

/// A fault inside the library is an error like any other, and ends nothing.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new(ErrorCode::Damaged, "Reading the document failed in a way that was not foreseen.")
            .with_hint("This is a fault of signplace: please report it, with the file if you may."))
    })
}

impl Answer {
    /// Whether everything asked for was found or done: exit status 0.
    pub(crate) fn is_complete(&self) -> bool {
        match self {
            Self::Find(found) => found.keywords.iter().all(|keyword| keyword.count > 0),
            Self::Fields(fields) => !fields.fields.is_empty(),
            Self::Pages(_) | Self::Place(_) | Self::Convert(_) => true,
        }
    }

    /// The key of the rows that ndjson prints one by one.
    pub(crate) fn rows_key(&self) -> Option<&'static str> {
        match self {
            Self::Find(_) => Some("matches"),
            Self::Fields(_) => Some("fields"),
            Self::Pages(_) => Some("pages"),
            Self::Place(_) => Some("placements"),
            Self::Convert(_) => None,
        }
    }

    /// The document's warnings.
    pub(crate) fn warnings(&self) -> &[Warning] {
        match self {
            Self::Find(found) => &found.warnings,
            Self::Fields(fields) => &fields.warnings,
            Self::Pages(pages) => &pages.warnings,
            Self::Place(placed) => &placed.warnings,
            Self::Convert(conversion) => &conversion.warnings,
        }
    }

    /// The document's warnings, to add some.
    pub(crate) fn warnings_mut(&mut self) -> &mut Vec<Warning> {
        match self {
            Self::Find(found) => &mut found.warnings,
            Self::Fields(fields) => &mut fields.warnings,
            Self::Pages(pages) => &mut pages.warnings,
            Self::Place(placed) => &mut placed.warnings,
            Self::Convert(conversion) => &mut conversion.warnings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_inside_is_an_error_with_a_code() {
        let error = guarded::<()>(|| panic!("on purpose")).expect_err("it panicked");
        assert_eq!(error.code(), "damaged");
    }
}
