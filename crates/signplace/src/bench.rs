//! The stages of the engine one by one, for the project's own benches: no part of the API, and free to change.

pub use crate::search::bench::{Lines, lines, matches};
pub use crate::text::bench::{Streams, Text, interpret, tokenise};
