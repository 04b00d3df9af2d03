//! How a preview or a prepared PDF is to be made, as JSON says it.

use signplace::question::{Keys, page_ranges, wrong};
use signplace::{Error, PageRanges};
use signplace_preview::{Drawing, Language};
use signplace_write::Manner;

/// What is to be drawn, and in which words.
pub(crate) struct PreviewQuestion {
    /// The document's name, for a title.
    pub(crate) file: String,
    pub(crate) pages: PageRanges,
    pub(crate) drawing: Drawing,
}

impl PreviewQuestion {
    pub(crate) fn read(keys: &mut Keys<'_>) -> Result<Self, Error> {
        let mut drawing = Drawing::default();
        drawing.language = match keys.text("lang")? {
            None | Some("en") => Language::En,
            Some("zh") => Language::Zh,
            Some(other) => return Err(wrong("lang", format!("`{other}` is not a language; there are zh and en."))),
        };
        drawing.date_format = keys.text("date_format")?.map(str::to_owned);
        drawing.only_placed = keys.flag("only_placed")?.unwrap_or(false);
        let pages = keys.text_or_number("pages")?;
        let pages = page_ranges(pages.as_deref()).map_err(|error| error.with_path("/pages"))?;
        Ok(Self { file: keys.text("file")?.unwrap_or_default().to_owned(), pages, drawing })
    }
}

/// As which fields placements are written.
pub(crate) fn manner(keys: &mut Keys<'_>) -> Result<Manner, Error> {
    match keys.text("as")? {
        None | Some("signature") => Ok(Manner::Signature),
        Some("text") => Ok(Manner::Text),
        Some(other) => {
            Err(wrong("as", format!("`{other}` is not a manner to write fields; there are signature and text.")))
        }
    }
}
