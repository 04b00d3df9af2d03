//! Opening a PDF: bytes in, pages with their geometry out. The only room, with `text`, that names the parser.

mod extent;
mod filter;
pub(crate) mod guard;
mod inflated;
mod info;
mod limits;
pub(crate) mod object;
mod open;
pub(crate) mod optional_content;
mod page_tree;
mod passwords;
mod prescan;
mod ranges;
mod salvage;
mod scan;
mod security;
mod shared;
pub(crate) mod stream;
pub(crate) mod text_string;

pub use info::{PageInfo, Pages, TextTrust};
pub use limits::Limits;
pub(crate) use open::File;
pub use open::OpenOptions;
pub use ranges::PageRanges;
pub(crate) use ranges::zero as no_page_zero;
