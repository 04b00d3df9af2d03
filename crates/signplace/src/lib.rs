//! Where on this PDF does the signature go?
//!
//! Given a PDF and an anchor (a keyword, a form field, a coordinate), signplace returns the rectangle in points and in
//! normalized coordinates, both with a lower-left origin on the page *as displayed*.
//!
//! ```no_run
//! use signplace::{Document, OpenOptions, Query};
//!
//! let document = Document::open(std::fs::read("contract.pdf")?, OpenOptions::default())?;
//! for found in document.find(&Query::new(["甲方（盖章）"]))?.matches {
//!     println!("page {}: {:?}", found.page, found.bounds);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Data flows one way: bytes → [`document`] → text and [`form`] → [`search`] → [`place`] → [`platform`].
//! The library does no I/O and has no `unsafe`.

mod api;
#[cfg(feature = "bench")]
#[doc(hidden)]
pub mod bench;
mod bytes;
pub mod document;
pub mod error;
pub mod form;
pub mod geometry;
pub mod number;
pub mod place;
pub mod platform;
pub mod question;
pub mod search;
#[cfg(feature = "suggest")]
pub mod suggest;
pub mod text;
pub mod warning;

pub use api::{Document, PageRef};
pub use document::{Limits, OpenOptions, PageRanges};
pub use error::{Error, ErrorCode};
pub use place::Plan;
pub use search::{MatchMode, MatchOptions, Query};
#[cfg(feature = "suggest")]
pub use suggest::SuggestOptions;
pub use warning::{Warning, WarningCode};
