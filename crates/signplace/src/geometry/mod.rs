//! Typed coordinate spaces and the conversions between them.
//!
//! | space | unit | origin | y |
//! |---|---|---|---|
//! | [`User`] | user-space unit of the PDF page (ISO 32000-2, 8.3.2.3) | the PDF's own | up |
//! | [`Page`] | point, 1/72 inch | lower-left of the page as displayed | up |
//! | [`Normalized`] | fraction of the displayed page, 0..1 | lower-left of the page as displayed | up |
//! | [`TopLeft`] | point, 1/72 inch | upper-left of the page as displayed | down |
//!
//! Every position that the library gives out is in [`Page`] or [`Normalized`] space; [`PageGeometry`] converts, and
//! [`convert()`] does so between spaces chosen at run time.
//!
//! ```
//! use signplace::geometry::{Length, PageGeometry, Point, Rect};
//!
//! let a4 = PageGeometry::from_size(595.28, 841.89);
//! let side = Length::mm(42.0).to_points(a4.width());
//! let seal = Rect::from_origin_size(Point::new(100.0, 200.0), side, side);
//!
//! // What a platform that measures from the upper-left corner wants to know of it:
//! let top_left = a4.page_to_top_left().rect(seal);
//! assert_eq!(signplace::number::rounded(top_left.y0(), 4), 522.8349);
//! ```
//!
//! # Mixing two spaces does not compile
//!
//! Points of two spaces have no difference:
//! ```compile_fail,E0277
//! use signplace::geometry::{Page, Point, User};
//! let _ = Point::<Page>::new(1.0, 2.0) - Point::<User>::new(1.0, 2.0);
//! ```
//! A displacement of one space moves no point of another:
//! ```compile_fail,E0277
//! use signplace::geometry::{Normalized, Page, Point, Vector};
//! let _ = Point::<Page>::new(1.0, 2.0) + Vector::<Normalized>::new(0.1, 0.2);
//! ```
//! A transform takes only what is in its source space:
//! ```compile_fail,E0308
//! use signplace::geometry::{PageGeometry, Page, Point};
//! let page = PageGeometry::from_size(595.28, 841.89);
//! let _ = page.user_to_page().point(Point::<Page>::new(1.0, 2.0));
//! ```
//! Transforms compose only where the target of the first is the source of the second:
//! ```compile_fail,E0308
//! use signplace::geometry::PageGeometry;
//! let page = PageGeometry::from_size(595.28, 841.89);
//! let _ = page.user_to_page().then(&page.normalized_to_page());
//! ```
//! Rectangles of two spaces have no intersection:
//! ```compile_fail,E0308
//! use signplace::geometry::PageGeometry;
//! let page = PageGeometry::from_size(595.28, 841.89);
//! let _ = page.page_rect().intersection(&page.visible_box());
//! ```
//! and cannot be compared either:
//! ```compile_fail,E0308
//! use signplace::geometry::{Page, Rect, TopLeft};
//! let _ = Rect::<Page>::default() == Rect::<TopLeft>::default();
//! ```
//! while the same, with the conversion said, does:
//! ```
//! use signplace::geometry::PageGeometry;
//! let page = PageGeometry::from_size(595.28, 841.89);
//! let shown = page.user_to_page().rect(page.visible_box());
//! assert_eq!(page.page_rect().intersection(&shown), Some(page.page_rect()));
//! let _ = page.user_to_page().then(&page.page_to_normalized());
//! ```

mod convert;
mod page;
mod point;
mod quad;
mod rect;
mod space;
mod transform;
mod unit;

pub use convert::{Conversion, ConvertInput, NamedSpace, convert};
pub use page::{PageBoxes, PageGeometry, Rotation};
pub use point::{Point, Vector};
pub use quad::Quad;
pub use rect::Rect;
pub use space::{Normalized, Page, Space, TopLeft, User};
pub use transform::Transform;
pub use unit::{Length, Unit};
