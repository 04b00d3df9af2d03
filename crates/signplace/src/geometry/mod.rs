//! Typed coordinate spaces and the conversions between them.
//!
//! | space | unit | origin | y |
//! |---|---|---|---|
//! | [`User`] | user-space unit of the PDF page (ISO 32000-2, 8.3.2.3) | the PDF's own | up |
//! | [`Page`] | point, 1/72 inch | lower-left of the page as displayed | up |
//! | [`Normalized`] | fraction of the displayed page, 0..1 | lower-left of the page as displayed | up |
//! | [`TopLeft`] | point, 1/72 inch | upper-left of the page as displayed | down |
//!
//! Every position that the library gives out is in [`Page`] or [`Normalized`] space.
//! Mixing two spaces does not compile.

mod page;
mod point;
mod quad;
mod rect;
mod space;
mod transform;
mod unit;

pub use page::{PageBoxes, PageGeometry, Rotation};
pub use point::{Point, Vector};
pub use quad::Quad;
pub use rect::Rect;
pub use space::{Normalized, Page, Space, TopLeft, User};
pub use transform::Transform;
pub use unit::{Length, Unit};
