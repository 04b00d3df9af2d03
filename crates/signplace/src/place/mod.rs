//! From anchors to placements: the plan, named sizes, alignment, checks (INTERFACE.md, "The plan").
//!
//! A [`Plan`] says what is placed by which anchor; [`Document::place`](crate::Document::place) answers where that is.
//!
//! ```
//! use signplace::geometry::Unit;
//! use signplace::place::{Anchor, Control, Kind, NamedSize, PageAnchor, Plan, Which};
//!
//! // A round seal in the middle of the last page, made in Rust rather than read from JSON.
//! let anchor = Anchor::Page(PageAnchor::new(Which::Nth(-1), 0.5, 0.2, Unit::Fraction));
//! let mut seal = Control::new("company-seal", Kind::Seal, anchor);
//! seal.size = Some("round-42".parse::<NamedSize>()?.into());
//! let json = serde_json::to_string(&Plan::new([seal]))?;
//! assert_eq!(Plan::from_json(&json)?.placements[0].id, "company-seal");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod anchors;
mod attach;
pub(crate) mod blank;
pub(crate) mod checks;
mod document;
mod missing;
mod parse;
mod plan;
pub(crate) mod resolve;
pub(crate) mod seam;
mod size;
pub(crate) mod suggest;
mod validate;

#[cfg(test)]
mod fake;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::Warning;
use crate::geometry::{Normalized, Page, Point, Rect};
use crate::search::Match;

pub use attach::{Attach, NinePoint};
pub use plan::{
    Anchor, Control, FieldAnchor, KeywordAnchor, Kind, Offset, OnMissing, PageAnchor, Plan, SeamAnchor, SeamPages,
    Which,
};
pub use size::{NamedSize, Sides, Size};

/// The answer of [`Document::place`](crate::Document::place).
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Placed {
    /// Number of pages in the document.
    pub page_count: u32,
    /// The placements, in the plan's order; those of one control by reading order or page.
    pub placements: Vec<Placement>,
    /// What may not be as the caller thinks of the plan as a whole: what was left out, seams, pages of mixed sizes.
    pub warnings: Vec<Warning>,
}

/// Where one control goes.
///
/// A control that is placed several times (`"occurrence": "all"`, `"page": "all"`, a seam) gives several placements of the
/// same `id`, told apart by `page` and by the anchor's `index`.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Placement {
    /// The id in the plan.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Who signs there, as the plan says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// Page number, from 1.
    pub page: u32,
    /// In points on the displayed page. Of a seam seal: the slice that this page shows.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
    /// The same as fractions of the displayed page.
    pub normalized: Rect<Normalized>,
    /// Degrees clockwise about the box's centre, as the plan says; the box is the control before it is turned.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plan::optional_number")]
    pub rotation: Option<f64>,
    /// What it is placed by.
    pub anchor: PlacedAnchor,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
    /// Whether it is a round seal, which covers the same however it is turned.
    #[serde(skip)]
    round: bool,
}

/// What a control is placed by, as found in the document.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct PlacedAnchor {
    /// The keyword as asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
    /// The field's full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// From 1: the keyword's occurrence, as [`Match::index`] counts it, invisible ones included; the field's widget; the
    /// seam's slice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// Its box, in points on the displayed page; without extent for a point of the page.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
}

impl PlacedAnchor {
    fn keyword(found: &Match) -> Self {
        Self { keyword: Some(found.keyword.clone()), field: None, index: Some(found.index), bounds: found.bounds }
    }

    fn point(point: Point<Page>) -> Self {
        Self { keyword: None, field: None, index: None, bounds: Rect::from_corners(point, point) }
    }
}
