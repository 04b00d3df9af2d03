//! The content-stream interpreter: pages in, positioned glyphs out. Knows nothing of keywords.

mod alone;
mod annotation;
mod basis;
#[cfg(feature = "bench")]
pub(crate) mod bench;
mod by_name;
mod cache;
mod codes;
mod content;
mod content_byte;
mod content_image;
mod content_number;
mod content_string;
#[cfg(feature = "suggest")]
mod drawn;
mod font;
mod fonts;
mod glyph;
mod glyphs;
mod interpreter;
mod known;
mod marked;
mod matrices;
mod once;
mod path;
mod references;
mod resources;
mod show;
mod shows;
mod skim;
mod source;
mod state;

pub(crate) use basis::GAPS;
pub(crate) use cache::FontCache;
#[cfg(feature = "suggest")]
pub(crate) use drawn::{Drawn, drawn};
pub(crate) use font::{Heights, Text};
pub(crate) use glyph::{Glyph, Layer, PageText, Piece, Setting, Shown};
pub(crate) use interpreter::{How, Read, page_text, read_page};
pub(crate) use shows::Mask;
pub use source::UnicodeSource;
