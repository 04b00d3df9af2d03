//! Shows where seals, signatures and dates will land, before anything is signed.
//!
//! [`Mark`]s say what is placed where: from a plan, or from a platform's request. [`Drawing`] makes a [`Scene`] of each
//! page, a list of paths and texts in page space; and the same scenes become SVG, PNG, one HTML report, or annotations in
//! a copy of the PDF.
//!
//! ```no_run
//! use signplace::{Document, OpenOptions, Plan};
//! use signplace_preview::{Drawing, Mark, svg};
//!
//! let document = Document::open(std::fs::read("contract.pdf")?, OpenOptions::default())?;
//! let plan = Plan::from_json(&std::fs::read_to_string("plan.json")?)?;
//! let marks = Mark::of_plan(&plan, &document.place(&plan)?);
//! for scene in Drawing::default().scenes(&document, &[1], &marks)? {
//!     std::fs::write(format!("page-{}.svg", scene.page), svg(&scene))?;
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Like the core, this does no I/O: bytes in, bytes out, and fonts come from the caller. Pictures need the feature `png`;
//! the rest does without a renderer.

mod date;
mod draw;
mod html;
mod label;
mod mark;
mod pdf;
#[cfg(feature = "png")]
mod png;
mod request;
mod scene;
mod svg;
mod words;

pub use draw::Drawing;
pub use html::Report;
pub use mark::{Anchor, Mark};
pub use pdf::annotated;
#[cfg(feature = "png")]
pub use png::{FontBytes, FontFile, Fonts, NoFonts, Painter, Script, Wanted, size_in_pixels};
pub use scene::{Color, Group, Path, Primitive, Role, Scene, Step, Stroke, Text};
pub use svg::svg;
pub use words::Language;
