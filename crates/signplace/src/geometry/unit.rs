//! Lengths in the units that people use.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode};

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

impl Unit {
    /// Every unit's name, as it stands in JSON.
    pub const NAMES: [&'static str; 4] = ["pt", "mm", "in", "fraction"];
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pt => "pt",
            Self::Mm => "mm",
            Self::In => "in",
            Self::Fraction => "fraction",
        })
    }
}

impl FromStr for Unit {
    type Err = Error;

    /// One of `pt`, `mm`, `in`, `fraction`; anything else is `invalid_value`.
    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "pt" => Ok(Self::Pt),
            "mm" => Ok(Self::Mm),
            "in" => Ok(Self::In),
            "fraction" => Ok(Self::Fraction),
            _ => Err(Error::new(ErrorCode::InvalidValue, format!("`{text}` is not a unit."))
                .with_hint("The units are pt, mm, in and fraction.")),
        }
    }
}

/// A length with its unit.
///
/// ```
/// use signplace::geometry::Length;
///
/// let a4_width = 595.28;
/// assert_eq!(Length::inches(2.0).to_points(a4_width), 144.0);
/// assert_eq!(Length::fraction(0.5).to_points(a4_width), 297.64);
/// assert!((Length::mm(42.0).to_points(a4_width) - 119.0551).abs() < 1e-4);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Length {
    /// How many of the unit.
    pub value: f64,
    /// The unit.
    pub unit: Unit,
}

impl Length {
    /// The scale of [`css_px`](Self::css_px) at which a page is drawn in its real size: 96 CSS pixels an inch.
    pub const CSS_PX_PER_POINT: f64 = 96.0 / 72.0;

    /// So many points, 1/72 inch.
    pub const fn pt(value: f64) -> Self {
        Self { value, unit: Unit::Pt }
    }

    /// So many millimetres, 72/25.4 points each.
    pub const fn mm(value: f64) -> Self {
        Self { value, unit: Unit::Mm }
    }

    /// So many inches, 72 points each.
    pub const fn inches(value: f64) -> Self {
        Self { value, unit: Unit::In }
    }

    /// A fraction of the displayed page's width (along x) or height (along y).
    pub const fn fraction(value: f64) -> Self {
        Self { value, unit: Unit::Fraction }
    }

    /// So many CSS pixels of a page drawn with `scale` CSS pixels a point: the width it has on the screen, in CSS
    /// pixels, divided by its displayed width in points (PLATFORMS.md §5). Zoom is part of the scale; the device pixel
    /// ratio is not, as CSS pixels know nothing of it.
    ///
    /// The length is in points from here on. `None` when the scale is not a positive number.
    ///
    /// ```
    /// use signplace::geometry::Length;
    ///
    /// // A4, 595.28 pt wide, drawn 892.92 CSS pixels wide: 1.5 pixels a point.
    /// let x = Length::css_px(150.0, 892.92 / 595.28).unwrap();
    /// assert!((x.to_points(595.28) - 100.0).abs() < 1e-9);
    /// assert_eq!(Length::css_px(150.0, 0.0), None);
    /// ```
    pub fn css_px(value: f64, scale: f64) -> Option<Self> {
        (scale.is_finite() && scale > 0.0).then(|| Self::pt(value / scale))
    }

    /// In points, along an axis on which the displayed page measures `page_extent` points.
    pub fn to_points(self, page_extent: f64) -> f64 {
        match self.unit {
            Unit::Pt => self.value,
            Unit::Mm => self.value * 72.0 / 25.4,
            Unit::In => self.value * 72.0,
            Unit::Fraction => self.value * page_extent,
        }
    }

    /// The same length in another unit, along an axis on which the displayed page measures `page_extent` points.
    ///
    /// ```
    /// use signplace::geometry::{Length, Unit};
    ///
    /// let width = Length::mm(210.0).in_unit(Unit::Fraction, 595.2756);
    /// assert!((width.value - 1.0).abs() < 1e-6);
    /// ```
    #[must_use]
    pub fn in_unit(self, unit: Unit, page_extent: f64) -> Self {
        if unit == self.unit {
            return self;
        }
        let points = self.to_points(page_extent);
        let value = match unit {
            Unit::Pt => points,
            Unit::Mm => points * 25.4 / 72.0,
            Unit::In => points / 72.0,
            Unit::Fraction => points / page_extent,
        };
        Self { value, unit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::rounded;

    #[test]
    fn round_seals_measure_what_platforms_md_says() {
        for (mm, pt) in [
            (38.0, 107.717),
            (40.0, 113.386),
            (42.0, 119.055),
            (45.0, 127.559),
            (50.0, 141.732),
            (58.0, 164.409),
            (60.0, 170.079),
        ] {
            assert_eq!(rounded(Length::mm(mm).to_points(595.28), 3), pt, "{mm} mm");
        }
    }

    #[test]
    fn every_unit_reads_the_name_it_prints() {
        for name in Unit::NAMES {
            assert_eq!(name.parse::<Unit>().unwrap().to_string(), name);
            assert_eq!(serde_json::to_value(name.parse::<Unit>().unwrap()).unwrap(), name);
        }
        assert_eq!("px".parse::<Unit>().unwrap_err().code(), "invalid_value");
    }

    #[test]
    fn units_convert_both_ways() {
        for from in Unit::NAMES {
            for to in Unit::NAMES {
                let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
                let there = Length { value: 3.25, unit: from }.in_unit(to, 595.28);
                let back = there.in_unit(from, 595.28).value;
                assert!((back - 3.25).abs() < 1e-12, "{from} to {to} and back: {back}");
            }
        }
    }
}
