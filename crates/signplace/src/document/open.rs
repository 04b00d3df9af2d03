//! From bytes to an open file: what it is, its password, its limits.

use std::fmt;
use std::sync::OnceLock;

use super::object::{DecryptionError, LoadPdfError, Page, Pdf};
use super::optional_content::OptionalContent;
use super::page_tree::PageTree;
use super::scan::find;
use super::{Limits, passwords, prescan, salvage, security};
use crate::error::{Error, ErrorCode};
use crate::geometry::PageGeometry;

/// How to open a document.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct OpenOptions {
    /// The user's password or the owner's; without one, or where it does not fit, the empty password is tried.
    ///
    /// With characters beyond ASCII it is tried as it is, and prepared by SASLprep (RFC 4013), as AES-256 wants it: with
    /// compatibility characters folded, such as full-width ones. A user's password of RC4 or AES-128 with such
    /// characters opens the document only when it was stored as UTF-8: the standard wants PDFDocEncoding
    /// (ISO 32000-2, 7.6.4.3.2), which the parser cannot be given. The owner's password of the same document is tried
    /// in that encoding too.
    pub password: Option<String>,
    /// What a hostile or huge file may cost.
    pub limits: Limits,
    /// Threads that a question about all pages may use: 0 for as many as there are processors, 1 for the caller's alone.
    /// A few pages are no work for more than one, and in the browser there is but one. The answer is always the same.
    pub threads: usize,
}

impl OpenOptions {
    /// The default limits, and this password.
    pub fn with_password(password: impl Into<String>) -> Self {
        Self { password: Some(password.into()), ..Self::default() }
    }

    /// The same options, and so many threads; see [`threads`](Self::threads).
    #[must_use]
    pub fn on_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }
}

impl fmt::Debug for OpenOptions {
    /// Never shows the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenOptions")
            .field("password", &self.password.as_ref().map(|_| "…"))
            .field("limits", &self.limits)
            .field("threads", &self.threads)
            .finish()
    }
}

/// An open PDF: the parser's view of it, and its pages' geometry, worked out when first asked for.
pub(crate) struct File {
    pdf: Pdf,
    limits: Limits,
    threads: usize,
    tree: PageTree,
    optional_content: OnceLock<OptionalContent>,
    geometries: Vec<OnceLock<PageGeometry>>,
}

impl File {
    pub(crate) fn open(bytes: Vec<u8>, options: &OpenOptions) -> Result<Self, Error> {
        let limits = options.limits.clone();
        if bytes.is_empty() {
            return Err(
                Error::new(ErrorCode::EmptyFile, "The file is empty.").with_hint("Check how it was written or sent.")
            );
        }
        if bytes.len() as u64 > limits.file_bytes {
            let message = format!("The file has {} bytes, more than the limit of {}.", bytes.len(), limits.file_bytes);
            return Err(
                Error::new(ErrorCode::LimitFileSize, message).with_hint("Raise the limit, or send a smaller file.")
            );
        }
        if !is_pdf(&bytes) {
            return Err(Error::new(ErrorCode::NotAPdf, format!("The file is {}, not a PDF.", kind_of(&bytes)))
                .with_hint("Convert it to PDF first."));
        }
        let threads = threads(options.threads);
        prescan::check(&bytes, &limits, threads)?;
        let pdf = parse(bytes, options.password.as_deref(), &limits)?;
        let count = pdf.pages().len();
        if count == 0 {
            return Err(Error::new(ErrorCode::Damaged, "The document has no pages."));
        }
        if count > limits.pages as usize {
            let message = format!("The document has {count} pages, more than the limit of {}.", limits.pages);
            return Err(Error::new(ErrorCode::LimitPages, message).with_hint("Raise the limit, or split the document."));
        }
        let geometries = (0..count).map(|_| OnceLock::new()).collect();
        Ok(Self { pdf, limits, threads, tree: PageTree::default(), optional_content: OnceLock::new(), geometries })
    }

    pub(crate) fn pdf(&self) -> &Pdf {
        &self.pdf
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Threads that a question may use; see [`OpenOptions::threads`].
    pub(crate) fn threads(&self) -> usize {
        self.threads
    }

    /// Which optional content is hidden.
    pub(crate) fn optional_content(&self) -> &OptionalContent {
        self.optional_content.get_or_init(|| OptionalContent::load(&self.pdf))
    }

    pub(crate) fn page_count(&self) -> u32 {
        u32::try_from(self.geometries.len()).unwrap_or(u32::MAX)
    }

    /// The resolved number, from 1, of a page counted from 1 or, negative, from the end.
    pub(crate) fn resolve_page(&self, number: i64) -> Result<u32, Error> {
        let count = i64::from(self.page_count());
        let resolved = if number < 0 { count + 1 + number } else { number };
        if number == 0 || resolved < 1 || resolved > count {
            return Err(super::ranges::out_of_range(number, self.page_count()));
        }
        Ok(u32::try_from(resolved).unwrap_or(1))
    }

    /// The parser's page of a resolved number, from 1.
    pub(crate) fn page(&self, number: u32) -> Option<&Page<'_>> {
        self.pdf.pages().get(number.checked_sub(1)? as usize)
    }

    /// The geometry of a resolved page number, from 1.
    pub(crate) fn geometry(&self, number: u32) -> Option<&PageGeometry> {
        let page = self.page(number)?;
        let slot = self.geometries.get(number.checked_sub(1)? as usize)?;
        Some(slot.get_or_init(|| PageGeometry::new(self.tree.boxes(page))))
    }
}

/// How many threads [`OpenOptions::threads`] stands for here.
fn threads(asked: usize) -> usize {
    match asked {
        _ if cfg!(target_family = "wasm") => 1,
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        asked => asked,
    }
}

/// The parser's document, by the password or without one; where the parser is at a loss, from what can be salvaged.
fn parse(bytes: Vec<u8>, password: Option<&str>, limits: &Limits) -> Result<Pdf, Error> {
    let data = std::sync::Arc::new(bytes);
    let protected = LoadPdfError::Decryption(DecryptionError::PasswordProtected);
    let mut attempt = Pdf::new_with_password(data.clone(), password.unwrap_or_default());
    if let (Err(error), Some(password)) = (&attempt, password)
        && *error == protected
    {
        // It may be the owner's. And one that nobody asked for must not lock out a document that opens without.
        let mut others = passwords::spellings(password);
        others.extend(security::user_passwords(&data, password));
        others.push(String::new());
        let opened = others.iter().find_map(|password| Pdf::new_with_password(data.clone(), password).ok());
        attempt = opened.ok_or(protected);
    }
    if attempt.as_ref().is_err_and(|error| *error == protected)
        && let Some(bytes) = security::without_encryption_of_attachments(&data)
    {
        attempt = Pdf::new(bytes);
    }
    let lost = match &attempt {
        Ok(pdf) => pdf.pages().is_empty(),
        Err(error) => *error == LoadPdfError::Invalid,
    };
    if lost
        && let Some(bytes) = salvage::salvaged(&data, limits)
        && prescan::check(&bytes, limits, 1).is_ok()
        && let Ok(pdf) = Pdf::new(bytes)
        && !pdf.pages().is_empty()
    {
        attempt = Ok(pdf);
    }
    attempt.map_err(|error| match (error, password) {
        (LoadPdfError::Decryption(DecryptionError::PasswordProtected), None) => {
            Error::new(ErrorCode::PasswordRequired, "The document is encrypted and needs a password.")
                .with_hint("Give the user password (--password).")
        }
        (LoadPdfError::Decryption(DecryptionError::PasswordProtected), Some(_)) => {
            Error::new(ErrorCode::PasswordWrong, "The password does not open the document.")
                .with_hint("Check the password; it is case-sensitive.")
        }
        (LoadPdfError::Decryption(_), _) => {
            Error::new(ErrorCode::EncryptionUnsupported, "The document is encrypted in a way that is not supported.")
                .with_hint("Save it without encryption, or with a password and AES.")
        }
        (LoadPdfError::Invalid, _) => {
            Error::new(ErrorCode::Damaged, "The document is too damaged to be read: no pages can be found in it.")
                .with_hint("Open it in a PDF viewer and save it anew, or ask for the file again.")
        }
    })
}

/// Whether the bytes are meant as a PDF: a header somewhere near the front, or objects and a trailer without one.
fn is_pdf(bytes: &[u8]) -> bool {
    let front = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
    find(front, b"%PDF-").is_some() || (find(bytes, b" obj").is_some() && find(bytes, b"endobj").is_some())
}

/// What bytes that are not a PDF seem to be, for the message.
fn kind_of(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "a PNG picture",
        [0xff, 0xd8, 0xff, ..] => "a JPEG picture",
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "a TIFF picture",
        [b'P', b'K', 3, 4, ..] => "a ZIP archive or an Office document",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "an old Office document",
        [b'%', b'!', b'P', b'S', ..] => "a PostScript file",
        _ if bytes.iter().take(512).all(|b| b.is_ascii_graphic() || b.is_ascii_whitespace()) => "plain text",
        _ => "of an unknown kind",
    }
}
