//! What can be asked and how it is answered: questions of the library about a file, shared by the commands and `batch`.

mod platform;
mod source;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use signplace::question::Question;
use signplace::{Error, ErrorCode};

pub(crate) use platform::{FlowRequest, PdfArgument, Told};
pub(crate) use signplace::question::{Answer, FindQuestion, Found, Occurrence, Sheet, page_ranges};
pub(crate) use source::Source;

/// A question, and the file that it is about.
#[derive(Debug)]
pub(crate) struct Request {
    /// None where the question needs no file.
    pub(crate) source: Option<Source>,
    pub(crate) question: Question,
}

impl Request {
    /// A question about a file.
    pub(crate) fn about(source: Source, question: Question) -> Self {
        Self { source: Some(source), question }
    }

    /// Answers the question.
    pub(crate) fn answer(self) -> Result<Answer, Error> {
        let Self { source, question } = self;
        guarded(|| {
            question.answer(|| {
                let source = source.ok_or_else(|| Error::new(ErrorCode::Usage, "The question needs a file."))?;
                source.open().map(Rc::new)
            })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_inside_is_an_error_with_a_code() {
        let error = guarded::<()>(|| panic!("on purpose")).expect_err("it panicked");
        assert_eq!(error.code(), "damaged");
    }
}
