//! Opening a PDF: bytes in, pages with their geometry out. The only room, with `text`, that names the parser.

mod limits;
mod ranges;

use crate::error::{Error, ErrorCode};
use crate::form::Fields;
use crate::geometry::PageGeometry;
use crate::place::{Placed, Plan};
use crate::search::{Findings, Query};

pub use limits::Limits;
pub use ranges::PageRanges;

/// How to open a document.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct OpenOptions {
    /// The user or owner password; without one, the empty password is tried.
    pub password: Option<String>,
    /// What a hostile or huge file may cost.
    pub limits: Limits,
}

/// An open PDF.
pub struct Document {}

impl Document {
    /// Opens a PDF from its bytes.
    pub fn open(_bytes: impl Into<Vec<u8>>, _options: OpenOptions) -> Result<Self, Error> {
        Err(Error::new(ErrorCode::Damaged, "not built yet"))
    }

    /// The number of pages.
    pub fn page_count(&self) -> u32 {
        0
    }

    /// The page of this number: 1 is the first, −1 the last.
    pub fn page(&self, _number: i64) -> Result<PageRef<'_>, Error> {
        Err(Error::new(ErrorCode::PageOutOfRange, "not built yet"))
    }

    /// Every page's sizes, boxes, rotation, unit, and whether its text can be trusted.
    pub fn pages(&self, _ranges: &PageRanges) -> Result<Pages, Error> {
        Err(Error::new(ErrorCode::Damaged, "not built yet"))
    }

    /// Every occurrence of some keywords.
    pub fn find(&self, _query: &Query) -> Result<Findings, Error> {
        Err(Error::new(ErrorCode::Damaged, "not built yet"))
    }

    /// Every widget of every form field.
    pub fn fields(&self) -> Result<Fields, Error> {
        Err(Error::new(ErrorCode::Damaged, "not built yet"))
    }

    /// Where the placements of a plan go.
    pub fn place(&self, _plan: &Plan) -> Result<Placed, Error> {
        Err(Error::new(ErrorCode::Damaged, "not built yet"))
    }
}

/// One page of a [`Document`].
#[derive(Clone, Copy)]
pub struct PageRef<'a> {
    number: u32,
    geometry: &'a PageGeometry,
}

impl<'a> PageRef<'a> {
    /// The page's number, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The page's geometry: its boxes, rotation and unit, and all conversions.
    pub fn geometry(&self) -> &'a PageGeometry {
        self.geometry
    }
}

/// Whether a page's text can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TextTrust {
    /// The page has text, and nearly all of it has a Unicode meaning.
    Trusted,
    /// The page has text without a Unicode meaning, so keywords may be missed.
    NoUnicode,
    /// The page shows images and no text.
    ImageOnly,
    /// The page shows neither text nor images.
    Empty,
}

/// The answer of [`Document::pages`].
#[derive(Debug, Clone, serde::Serialize)]
#[non_exhaustive]
pub struct Pages {
    /// Number of pages in the document.
    pub page_count: u32,
    /// The pages asked for, in order.
    pub pages: Vec<PageInfo>,
    /// What may not be as the caller thinks.
    pub warnings: Vec<crate::Warning>,
}

/// What is known of one page; see INTERFACE.md, `pages`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PageInfo {
    /// Page number, from 1.
    pub page: u32,
    /// Its geometry.
    pub geometry: PageGeometry,
    /// Whether its text can be trusted.
    pub text: TextTrust,
}

impl serde::Serialize for PageInfo {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_u32(self.page)
    }
}
