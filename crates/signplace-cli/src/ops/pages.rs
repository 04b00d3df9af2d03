//! `pages`: what is known of each page.

use signplace::document::Pages;
use signplace::{Error, PageRanges};

use super::Source;

/// What are the pages like?
#[derive(Debug)]
pub(crate) struct PagesRequest {
    pub(crate) source: Source,
    pub(crate) pages: PageRanges,
    /// Whether glyphs are counted by where their Unicode comes from.
    pub(crate) explain: bool,
}

pub(super) fn pages(request: &PagesRequest) -> Result<Pages, Error> {
    let document = request.source.open()?;
    if request.explain { document.pages_explained(&request.pages) } else { document.pages(&request.pages) }
}
