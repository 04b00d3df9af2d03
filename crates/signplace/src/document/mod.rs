//! Opening a PDF: bytes in, pages with their geometry out. The only room, with `text`, that names the parser.

mod info;
mod limits;
pub(crate) mod object;
mod ranges;

use crate::error::{Error, ErrorCode};
use crate::form::Fields;
use crate::geometry::PageGeometry;
use crate::place::{Placed, Plan};
use crate::search::{Findings, Query};

pub use info::{PageInfo, Pages, TextTrust};
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
