//! The PDFs that a request is about, by the ids that it names them with.

use std::sync::Arc;

use super::json::Pointer;
use crate::api::Document;
use crate::error::{Error, ErrorCode};

/// The PDFs of a request.
///
/// ```no_run
/// use signplace::platform::Files;
/// use signplace::{Document, OpenOptions};
///
/// let open = |path: &str| Document::open(std::fs::read(path)?, OpenOptions::default()).map_err(std::io::Error::other);
/// let files = Files::new([("yDwhxUUckp3gl8j5UuFX33LSNozpRsbi", open("contract.pdf")?)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Files {
    given: Vec<Given>,
}

#[derive(Debug)]
struct Given {
    /// `None`: it serves for whatever the one file of the request is.
    id: Option<String>,
    /// What the report calls it.
    pdf: Option<String>,
    document: Arc<Document>,
}

impl Files {
    /// The PDFs for these ids. That two are given for one id is found when a request is read: `duplicate_pdf`.
    pub fn new(files: impl IntoIterator<Item = (impl Into<String>, Document)>) -> Self {
        let mut all = Self::default();
        for (id, document) in files {
            all.add(Some(id.into()), None, Arc::new(document));
        }
        all
    }

    /// One PDF for a request with one file, whatever its id.
    pub fn only(document: Document) -> Self {
        let mut all = Self::default();
        all.add(None, None, Arc::new(document));
        all
    }

    /// Adds a PDF: for an id, or, with `None`, for whatever the one file of the request is. `pdf` is what the report
    /// calls it. One document may serve for several ids.
    pub fn add(&mut self, id: Option<String>, pdf: Option<String>, document: Arc<Document>) {
        self.given.push(Given { id, pdf, document });
    }

    /// The PDFs for the ids that a request names, with the pointers to where it does, each once and in its order.
    ///
    /// Fails with `duplicate_pdf` and `missing_pdf`, both with the path to the id.
    pub(crate) fn of<'f>(&'f self, wanted: &[(String, Pointer)]) -> Result<Vec<NamedFile<'f>>, Error> {
        self.refuse_duplicates(wanted)?;
        let mut ids: Vec<&(String, Pointer)> = Vec::new();
        for one in wanted {
            if !ids.iter().any(|(id, _)| *id == one.0) {
                ids.push(one);
            }
        }
        let several = ids.len() > 1;
        ids.into_iter()
            .map(|(id, path)| {
                let named = self.given.iter().find(|given| given.id.as_ref() == Some(id));
                let nameless = || self.given.iter().find(|given| given.id.is_none() && !several);
                let given = named.or_else(nameless).ok_or_else(|| self.missing(id, path, several))?;
                Ok(NamedFile { id: id.clone(), pdf: given.pdf.as_deref(), document: &given.document })
            })
            .collect()
    }

    fn missing(&self, id: &str, path: &Pointer, several: bool) -> Error {
        let error =
            Error::new(ErrorCode::MissingPdf, format!("No PDF was given for the file `{}`.", id.escape_debug()))
                .with_path(path.as_str());
        let nameless = self.given.iter().any(|given| given.id.is_none());
        error.with_hint(if nameless && several {
            "The request has several files: say which PDF is for which id, `--pdf ID=PATH` for each.".to_owned()
        } else {
            format!("Give it with `--pdf {}=PATH`.", id.escape_debug())
        })
    }

    fn refuse_duplicates(&self, wanted: &[(String, Pointer)]) -> Result<(), Error> {
        for (i, one) in self.given.iter().enumerate() {
            if !self.given[..i].iter().any(|other| other.id == one.id) {
                continue;
            }
            let (message, path) = match &one.id {
                None => ("Two PDFs were given without an id.".to_owned(), Pointer::root()),
                Some(id) => (
                    format!("Two PDFs were given for the file `{}`.", id.escape_debug()),
                    wanted.iter().find(|(name, _)| name == id).map(|(_, path)| path.clone()).unwrap_or_default(),
                ),
            };
            return Err(Error::new(ErrorCode::DuplicatePdf, message)
                .with_path(path)
                .with_hint("Give one PDF for each id: `--pdf ID=PATH`."));
        }
        Ok(())
    }

    /// The ids for which a PDF was given that the request does not name.
    pub(crate) fn unused(&self, wanted: &[(String, Pointer)]) -> Vec<&str> {
        let ids = self.given.iter().filter_map(|given| given.id.as_deref());
        ids.filter(|id| !wanted.iter().any(|(name, _)| name == id)).collect()
    }
}

/// A PDF with the id that the request knows it by.
#[derive(Debug, Clone)]
pub(crate) struct NamedFile<'f> {
    pub(crate) id: String,
    /// What the report calls it.
    pub(crate) pdf: Option<&'f str>,
    pub(crate) document: &'f Arc<Document>,
}
