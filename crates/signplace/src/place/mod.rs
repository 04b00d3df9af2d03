//! From anchors to placements: the plan, named sizes, alignment, checks.

mod plan;

use serde::Serialize;

use crate::Warning;
use crate::geometry::{Normalized, Page, Rect};

pub use plan::Plan;

/// The answer of [`Document::place`](crate::Document::place).
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Placed {
    /// Number of pages in the document.
    pub page_count: u32,
    /// The placements, in the plan's order.
    pub placements: Vec<Placement>,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
}

/// Where one control goes.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Placement {
    /// The id in the plan.
    pub id: String,
    /// Page number, from 1.
    pub page: u32,
    /// In points on the displayed page.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
    /// The same as fractions of the displayed page.
    pub normalized: Rect<Normalized>,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
}
