//! A placement as each platform's numbers, and back (PLATFORMS.md §2, §3, §5): one small module a platform, on one trait.
//!
//! ```
//! use signplace::geometry::{Point, Rect};
//! use signplace::platform::export::{ExportOptions, Sheet, Spot, exporter};
//!
//! // A 42 mm seal on the first page of an A4 contract, in points from the page's lower-left corner.
//! let sheet = Sheet::new(595.28, 841.89);
//! let seal = Spot::new(1, Rect::from_origin_size(Point::new(100.0, 200.0), 119.06, 119.06), sheet);
//!
//! let tencent = exporter("tencent")?;
//! let fields = tencent.fields(&seal, &ExportOptions::default());
//! assert_eq!(
//!     serde_json::to_string(&fields).unwrap(),
//!     r#"{"ComponentPage":1,"ComponentPosX":100,"ComponentPosY":522.83,"ComponentWidth":119.06,"ComponentHeight":119.06}"#,
//! );
//!
//! // And back: Tencent's numbers say the size, so none has to be given.
//! let back = tencent.spot(&fields, sheet, None, &ExportOptions::default())?;
//! assert!((back.bounds.y0() - 200.0).abs() < 1e-4);
//! # Ok::<(), signplace::Error>(())
//! ```

mod acrobat_sign;
mod bestsign;
mod css;
mod documenso;
mod docuseal;
mod docusign;
mod dropbox_sign;
mod esign;
mod exporter;
mod fasc;
mod number;
mod opensign;
mod options;
mod qiyuesuo;
mod tencent;

#[cfg(test)]
mod tests;

use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, PageGeometry, Rect};

pub use exporter::{About, Corner, Exporter, Fields, Keys, KeywordKeys, Measured, Numbers};
pub use number::Form;
pub use options::{ExportOptions, Keyword, KeywordReference};

/// Every exporter, in the order of PLATFORMS.md.
pub const ALL: &[&dyn Exporter] = &[
    &tencent::Tencent,
    &qiyuesuo::Qiyuesuo,
    &esign::ESign,
    &fasc::Fasc,
    &bestsign::BestSign,
    &docusign::DocuSign::TAB,
    &docusign::DocuSign::SIGN_HERE,
    &acrobat_sign::AcrobatSign,
    &dropbox_sign::DropboxSign,
    &documenso::Documenso,
    &docuseal::DocuSeal,
    &opensign::OpenSign,
    &css::Css,
];

/// The exporter of this name; anything else is `invalid_value`, with the names there are.
pub fn exporter(name: &str) -> Result<&'static dyn Exporter, Error> {
    ALL.iter().copied().find(|one| one.name() == name).ok_or_else(|| {
        let names: Vec<&str> = ALL.iter().map(|one| one.name()).collect();
        Error::new(ErrorCode::InvalidValue, format!("`{name}` is not a platform."))
            .with_hint(format!("The platforms are {}.", names.join(", ")))
    })
}

/// A displayed page, as far as platforms' numbers depend on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// Displayed width, in points.
    pub width: f64,
    /// Displayed height, in points.
    pub height: f64,
    /// The size of a user-space unit in 1/72 inch; 1 on nearly every page.
    pub user_unit: f64,
}

impl Sheet {
    /// A page of this displayed size, in points, with a unit of 1/72 inch.
    pub fn new(width: f64, height: f64) -> Self {
        Self { width, height, user_unit: 1.0 }
    }
}

impl From<&PageGeometry> for Sheet {
    fn from(page: &PageGeometry) -> Self {
        Self { width: page.width(), height: page.height(), user_unit: page.user_unit() }
    }
}

/// A rectangle on a page: what an exporter turns into a platform's fields.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Page number, from 1.
    pub page: u32,
    /// In points on the page as displayed, origin lower-left.
    pub bounds: Rect<Page>,
    /// The page.
    pub sheet: Sheet,
}

impl Spot {
    /// This rectangle on this page, numbered from 1.
    pub fn new(page: u32, bounds: Rect<Page>, sheet: Sheet) -> Self {
        Self { page, bounds, sheet }
    }
}
