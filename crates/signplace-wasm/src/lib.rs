//! The library behind a narrow door: JSON text in, JSON text out.
//!
//! There is no logic here. Questions and answers are those of [`signplace::question`], so that JavaScript hears to the
//! byte what the command prints; an error is thrown as its JSON text. The package's TypeScript (`npm/src`) turns text
//! into objects, and thrown text into `Error`s.

mod document;
mod flow;
mod text;

pub use document::{RawDocument, RawSearch, convert};
pub use flow::RawFiles;
