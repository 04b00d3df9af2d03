//! The maker of fixtures: small PDFs whose text and form fields stand at places that are known by construction.
//!
//! Nothing here asks the library where something is. A [`Line`] knows the advance of each of its characters, a
//! [`Paper`] turns user space into page space by the formulas of PLATFORMS.md §0, and [`Pdf::made`] gives the bytes
//! together with every expected box.
//!
//! ```
//! use signplace_tests::{Line, Paper, Pdf, Sheet};
//!
//! let sheet = Sheet::on(Paper::a4().turned(90)).with(Line::of("甲方（盖章）：").at(72.0, 700.0).expecting("甲方（盖章）"));
//! let made = Pdf::of([sheet]).made();
//! assert_eq!(made.expected[0].page, 1);
//! assert!(made.bytes.starts_with(b"%PDF-"));
//! ```

mod damage;
mod face;
mod hostile;
mod line;
mod lock;
mod paper;
mod pdf;
mod spot;
mod widget;

pub mod bombs;
pub mod flows;
pub mod look;

pub use damage::{with_entries, with_junk_in_front, with_wrong_startxref, without_eof, without_tail};
pub use face::Face;
pub use hostile::{
    cyclic_page_tree, endless_forms, forms_within_forms, inflate_bomb, million_operators, wild_matrices,
};
pub use line::{Line, Way, Within};
pub use lock::Lock;
pub use paper::Paper;
pub use pdf::{Expected, ExpectedWidget, Made, Pdf, Sheet};
pub use spot::{Affine, Spot};
pub use widget::{Kind, Widgets};
