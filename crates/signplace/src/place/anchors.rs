//! What placing needs to know of a document, and no more.

use crate::document::TextTrust;
use crate::error::Error;
use crate::form::Fields;
use crate::geometry::{Page, PageGeometry, Rect};
use crate::search::{Findings, Query};

/// A document, as far as placing is concerned. Page numbers are from 1, at most [`page_count`](Self::page_count).
pub(crate) trait Anchors {
    /// The number of pages.
    fn page_count(&self) -> u32;

    /// A page's geometry.
    fn geometry(&self, page: u32) -> Result<PageGeometry, Error>;

    /// Every occurrence of some keywords, in reading order. Called once for all keywords that search the same pages.
    fn find(&self, query: &Query) -> Result<Findings, Error>;

    /// Every widget of every form field. Called once, and only when a plan names a field.
    fn fields(&self) -> Result<Fields, Error>;

    /// The visible text of a page with the boxes it stands in: lines, words or glyphs, in reading order. Called once for
    /// each page that something is placed on.
    fn text_boxes(&self, page: u32) -> Result<Vec<(Rect<Page>, String)>, Error>;

    /// Whether a page's text can be trusted. Called for the pages searched when a keyword is not found.
    fn text_trust(&self, page: u32) -> Result<TextTrust, Error>;
}
