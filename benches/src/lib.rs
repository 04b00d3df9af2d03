//! Documents made for the benches, so that what is measured needs no file and is the same everywhere; and the clock.

pub mod clock;
pub mod font;
pub mod make;
pub mod peer;
pub mod text;

pub use font::Face;
pub use make::{contract, form};
pub use text::Language;
