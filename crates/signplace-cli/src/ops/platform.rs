//! `resolve`, `translate` and `check`: a platform's request and its PDFs to a report, and to the request with absolute positions.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use signplace::place::Size;
use signplace::platform::{
    Files, KeywordReference, Language, Options, Platform, Report, Resolution, UserUnit, qiyuesuo, tencent, translate,
};
use signplace::{Document, Error, ErrorCode};

use super::Source;

/// Stack of a thread that opens PDFs, as that of a batch's worker.
const STACK: usize = 16 << 20;

/// A request to a platform.
#[derive(Debug)]
pub(crate) struct FlowRequest {
    pub(crate) platform: Platform,
    /// Its JSON.
    pub(crate) text: String,
    pub(crate) pdfs: Vec<PdfArgument>,
    pub(crate) seal_sizes: Vec<(String, Size)>,
    pub(crate) keyword_reference: KeywordReference,
    pub(crate) user_unit: UserUnit,
    pub(crate) max_pages_per_seal: Option<u32>,
    pub(crate) language: Language,
    pub(crate) password: Option<String>,
}

/// A PDF for an id, or for the only file of the request.
#[derive(Debug, Clone)]
pub(crate) struct PdfArgument {
    pub(crate) id: Option<String>,
    pub(crate) path: PathBuf,
}

impl PdfArgument {
    /// `ID=PATH`, or `PATH`. What stands before a `=` is an id unless it looks like a directory.
    pub(crate) fn parse(text: &str) -> Self {
        match text.split_once('=') {
            Some((id, path)) if !id.contains(['/', '\\']) => Self { id: Some(id.to_owned()), path: path.into() },
            _ => Self { id: None, path: text.into() },
        }
    }
}

/// Who is told how many PDFs are done, and of how many.
pub(crate) type Told = Arc<dyn Fn(usize, usize) + Send + Sync>;

impl FlowRequest {
    /// The request with absolute positions.
    pub(crate) fn resolve(&self, told: Option<&Told>) -> Result<Resolution, Error> {
        let (files, options) = self.prepared(told)?;
        match self.platform {
            Platform::Tencent => tencent::resolve(&self.text, &files, &options),
            Platform::Qiyuesuo => qiyuesuo::resolve(&self.text, &files, &options),
            other => Err(unknown(other)),
        }
    }

    /// Its positions as the part of a request to the other platform.
    pub(crate) fn translate(&self, to: Platform, told: Option<&Told>) -> Result<Resolution, Error> {
        let (files, options) = self.prepared(told)?;
        translate::translate(&self.text, self.platform, to, &files, &options)
    }

    /// Both readings of each keyword of a request to Qiyuesuo.
    pub(crate) fn readings(&self, told: Option<&Told>) -> Result<Vec<qiyuesuo::Reading>, Error> {
        if self.platform != Platform::Qiyuesuo {
            return Err(Error::new(ErrorCode::Usage, "Only Qiyuesuo's keywords have two readings.")
                .with_hint("Give a request of its with `--from qiyuesuo`."));
        }
        let (files, options) = self.prepared(told)?;
        qiyuesuo::readings(&self.text, &files, &options)
    }

    /// The report on the request as it is.
    pub(crate) fn check(&self, told: Option<&Told>) -> Result<Report, Error> {
        let (files, options) = self.prepared(told)?;
        match self.platform {
            Platform::Tencent => tencent::check(&self.text, &files, &options),
            Platform::Qiyuesuo => qiyuesuo::check(&self.text, &files, &options),
            other => Err(unknown(other)),
        }
    }

    fn prepared(&self, told: Option<&Told>) -> Result<(Files, Options), Error> {
        let mut options = Options::new()
            .in_language(self.language)
            .with_keyword_reference(self.keyword_reference)
            .with_user_unit(self.user_unit);
        options.max_pages_per_seal = self.max_pages_per_seal;
        for (key, size) in &self.seal_sizes {
            options = options.with_seal_size(key.clone(), *size);
        }
        let mut paths: Vec<&Path> = Vec::new();
        for pdf in &self.pdfs {
            if !paths.contains(&&*pdf.path) {
                paths.push(&pdf.path);
            }
        }
        // Opening and searching are half of the work each.
        let count = paths.len();
        if let Some(told) = told.cloned() {
            options.progress = signplace::platform::Progress::new(move |done, total| told(count + done, count + total));
        }
        let documents = open_all(&paths, self.password.as_ref(), told)?;
        let mut files = Files::default();
        for pdf in &self.pdfs {
            let Some(at) = paths.iter().position(|path| *path == pdf.path) else { continue };
            let Some(document) = documents.get(at) else { continue };
            files.add(pdf.id.clone(), Some(pdf.path.to_string_lossy().into_owned()), Arc::clone(document));
        }
        Ok((files, options))
    }
}

fn unknown(platform: Platform) -> Error {
    Error::new(ErrorCode::Usage, format!("Requests to {} cannot be read.", platform.as_str()))
}

/// Opens each PDF once, several at a time. The error is that of the first that cannot be opened, and names it.
fn open_all(paths: &[&Path], password: Option<&String>, told: Option<&Told>) -> Result<Vec<Arc<Document>>, Error> {
    let next = AtomicUsize::new(0);
    let opened = Mutex::new(Vec::new());
    let worker = || {
        while let Some((at, path)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, paths.get(at)?)))
        {
            let document = Source::new(*path, password.cloned()).open();
            let mut opened = opened.lock().unwrap_or_else(PoisonError::into_inner);
            opened.push((at, document));
            if let Some(told) = told {
                told(opened.len(), 2 * paths.len());
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(paths.len());
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread is to be had, this one does it all.
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
        }
        worker();
    });
    let mut opened = opened.into_inner().unwrap_or_else(PoisonError::into_inner);
    opened.sort_by_key(|(at, _)| *at);
    opened
        .into_iter()
        .zip(paths)
        .map(|((_, document), path)| document.map(Arc::new).map_err(|e| named(&e, path)))
        .collect()
}

/// An error that says which of the PDFs it is about.
fn named(error: &Error, path: &Path) -> Error {
    let path = path.display().to_string();
    let message = if error.message().contains(&path) { error.message().to_owned() } else { format!("{path}: {error}") };
    let new = Error::new(error.kind(), message);
    match error.hint() {
        Some(hint) => new.with_hint(hint),
        None => new,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_is_for_an_id_or_for_the_only_file() {
        let parsed = |text| {
            let PdfArgument { id, path } = PdfArgument::parse(text);
            (id, path.to_string_lossy().into_owned())
        };
        assert_eq!(parsed("a.pdf"), (None, "a.pdf".to_owned()));
        assert_eq!(parsed("id=a.pdf"), (Some("id".to_owned()), "a.pdf".to_owned()));
        assert_eq!(parsed("id=/x=y/a.pdf"), (Some("id".to_owned()), "/x=y/a.pdf".to_owned()));
        assert_eq!(parsed("./x=y/a.pdf"), (None, "./x=y/a.pdf".to_owned()));
    }
}
