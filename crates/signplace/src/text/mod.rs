//! The content-stream interpreter: pages in, positioned glyphs out. Knows nothing of keywords.

mod source;

pub use source::UnicodeSource;
