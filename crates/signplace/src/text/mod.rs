//! The content-stream interpreter: pages in, positioned glyphs out. Knows nothing of keywords.

pub(crate) mod font;
mod source;

pub use source::UnicodeSource;
