//! Lengths in the units that people use.

use serde::{Deserialize, Serialize};

/// A unit of length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema, Default)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Point, 1/72 inch.
    #[default]
    Pt,
    /// Millimetre, 72/25.4 points.
    Mm,
    /// Inch, 72 points.
    In,
    /// Fraction of the displayed page's width (along x) or height (along y).
    Fraction,
}

/// A length with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Length {
    /// How many of the unit.
    pub value: f64,
    /// The unit.
    pub unit: Unit,
}

impl Length {
    /// In points, along an axis on which the displayed page measures `page_extent` points.
    pub fn to_points(self, page_extent: f64) -> f64 {
        match self.unit {
            Unit::Pt => self.value,
            Unit::Mm => self.value * 72.0 / 25.4,
            Unit::In => self.value * 72.0,
            Unit::Fraction => self.value * page_extent,
        }
    }
}
