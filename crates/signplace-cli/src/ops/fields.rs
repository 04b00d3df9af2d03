//! `fields`: the form fields.

use signplace::form::Fields;
use signplace::{Document, Error, PageRanges};

use super::Source;

/// Which form fields are there?
#[derive(Debug)]
pub(crate) struct FieldsRequest {
    pub(crate) source: Source,
    pub(crate) pages: PageRanges,
}

pub(super) fn fields(request: &FieldsRequest) -> Result<Fields, Error> {
    let document = request.source.open()?;
    let pages = request.pages.resolve(document.page_count())?;
    on_pages(&document, &pages)
}

/// The fields on these pages, which are in ascending order.
pub(super) fn on_pages(document: &Document, pages: &[u32]) -> Result<Fields, Error> {
    let mut fields = document.fields()?;
    let wanted = |page: u32| pages.binary_search(&page).is_ok();
    fields.fields.retain(|field| wanted(field.page));
    fields.warnings.retain(|warning| warning.page.is_none_or(wanted));
    Ok(fields)
}
