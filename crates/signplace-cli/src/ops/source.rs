//! The document that a question is about.

use std::path::PathBuf;

use signplace::{Document, Error, OpenOptions};

/// A PDF by its path, with its password.
#[derive(Debug)]
pub(crate) struct Source {
    /// The path; `-` is stdin.
    pub(crate) file: PathBuf,
    /// The password; `None` tries the empty one.
    pub(crate) password: Option<String>,
    /// Threads that a question about it may use; 0 for as many as there are processors.
    threads: usize,
}

impl Source {
    /// A PDF with the password given, else with the environment's.
    pub(crate) fn new(file: impl Into<PathBuf>, password: Option<String>) -> Self {
        let from_environment = || std::env::var("SIGNPLACE_PASSWORD").ok().filter(|password| !password.is_empty());
        Self { file: file.into(), password: password.or_else(from_environment), threads: 0 }
    }

    /// The same, asked on one thread: where others are at work on other files.
    pub(crate) fn on_one_thread(self) -> Self {
        Self { threads: 1, ..self }
    }

    /// Reads and opens it.
    pub(crate) fn open(&self) -> Result<Document, Error> {
        let mut options = OpenOptions::default().on_threads(self.threads);
        options.password.clone_from(&self.password);
        Document::open(crate::io::read_pdf(&self.file)?, options)
    }
}
