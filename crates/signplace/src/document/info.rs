//! What is known of a page: the answer of `pages`.

use crate::geometry::PageGeometry;

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
