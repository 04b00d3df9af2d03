//! `fields`: the form fields of some pages.

use crate::api::Document;
use crate::error::Error;
use crate::form::Fields;

/// The fields on these pages, which are in ascending order.
pub(super) fn on_pages(document: &Document, pages: &[u32]) -> Result<Fields, Error> {
    let mut fields = document.fields()?;
    let wanted = |page: u32| pages.binary_search(&page).is_ok();
    fields.fields.retain(|field| wanted(field.page));
    fields.warnings.retain(|warning| warning.page.is_none_or(wanted));
    Ok(fields)
}
