//! The door: an open document, and the questions that it answers. Each answer is built in its own room.

use crate::document::guard::guarded;
use crate::document::{File, OpenOptions};
use crate::error::Error;
use crate::geometry::PageGeometry;
use crate::text::FontCache;

/// An open PDF.
///
/// It is read lazily: a question about one page costs what that page costs. It can be asked from several threads.
pub struct Document {
    pub(crate) file: File,
    /// Fonts belong to the document: each is built once, whichever page asks first.
    pub(crate) fonts: FontCache,
}

impl Document {
    /// Opens a PDF from its bytes.
    ///
    /// Fails with `empty_file`, `not_a_pdf`, `damaged`, `password_required`, `password_wrong`,
    /// `encryption_unsupported`, `limit_file_size`, `limit_decompressed` or `limit_pages`.
    pub fn open(bytes: impl Into<Vec<u8>>, options: OpenOptions) -> Result<Self, Error> {
        let bytes = bytes.into();
        guarded(|| Ok(Self { file: File::open(bytes, &options)?, fonts: FontCache::default() }))
    }

    /// The number of pages; at least 1.
    pub fn page_count(&self) -> u32 {
        self.file.page_count()
    }

    /// The page of this number: 1 is the first, −1 the last.
    ///
    /// Fails with `page_out_of_range`.
    pub fn page(&self, number: i64) -> Result<PageRef<'_>, Error> {
        guarded(|| {
            let number = self.file.resolve_page(number)?;
            Ok(PageRef { number, geometry: self.geometry(number) })
        })
    }

    /// The geometry of a page whose number is resolved.
    pub(crate) fn geometry(&self, number: u32) -> &PageGeometry {
        static NOWHERE: std::sync::LazyLock<PageGeometry> =
            std::sync::LazyLock::new(|| PageGeometry::from_size(612.0, 792.0));
        self.file.geometry(number).unwrap_or(&NOWHERE)
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document").field("page_count", &self.page_count()).finish_non_exhaustive()
    }
}

/// One page of a [`Document`].
#[derive(Debug, Clone, Copy)]
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
