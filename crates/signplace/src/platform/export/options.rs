//! What platforms leave open, as switches, and the keyword that a position may be told from.

use serde::{Deserialize, Serialize};

use crate::geometry::{Page, Rect};
use crate::platform::UserUnit;

/// How a position is told to a platform.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct ExportOptions {
    /// What a platform that measures in points makes of a page whose unit is not 1/72 inch.
    pub user_unit: UserUnit,
    /// Which point of a keyword Qiyuesuo measures from.
    pub keyword_reference: KeywordReference,
    /// Width of the drawn page in CSS pixels; without it 96 pixels an inch. For `css` only.
    pub css_width: Option<f64>,
}

/// Which point of a keyword Qiyuesuo's offsets are measured from (PLATFORMS.md §3, inferred).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeywordReference {
    /// Lower-left corner of the stamp from the lower-left corner of the keyword. The default.
    #[default]
    LowerLeft,
    /// Left edge from left edge; middle of the stamp's height from the middle of the keyword's.
    MidHeight,
}

/// A keyword as found on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keyword<'a> {
    /// The text that the platform is to look for.
    pub text: &'a str,
    /// Where it stands, in points on the page as displayed, origin lower-left.
    pub bounds: Rect<Page>,
}
