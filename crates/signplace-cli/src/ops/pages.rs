//! `pages`: what is known of each page.

use signplace::document::Pages;
use signplace::{Error, PageRanges};

use super::Source;

/// What are the pages like?
#[derive(Debug)]
pub(crate) struct PagesRequest {
    pub(crate) source: Source,
    pub(crate) pages: PageRanges,
}

pub(super) fn pages(request: &PagesRequest) -> Result<Pages, Error> {
    request.source.open()?.pages(&request.pages)
}
