//! How large a control is: named seals in millimetres, usual signature boxes in points, or measured sides.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::plan::{Kind, number};
use super::suggest;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Length, Page, PageGeometry, Unit, Vector};

/// Every named size: its name, width, height and unit (PLATFORMS.md §6; signature and date as in §2).
const SIZES: &[(&str, f64, f64, Unit)] = &[
    ("round-38", 38.0, 38.0, Unit::Mm),
    ("round-40", 40.0, 40.0, Unit::Mm),
    ("round-42", 42.0, 42.0, Unit::Mm),
    ("round-44", 44.0, 44.0, Unit::Mm),
    ("round-45", 45.0, 45.0, Unit::Mm),
    ("round-46", 46.0, 46.0, Unit::Mm),
    ("round-50", 50.0, 50.0, Unit::Mm),
    ("round-58", 58.0, 58.0, Unit::Mm),
    ("round-60", 60.0, 60.0, Unit::Mm),
    ("oval-45x30", 45.0, 30.0, Unit::Mm),
    ("oval-40x30", 40.0, 30.0, Unit::Mm),
    ("square-18", 18.0, 18.0, Unit::Mm),
    ("square-20", 20.0, 20.0, Unit::Mm),
    ("square-22", 22.0, 22.0, Unit::Mm),
    ("square-25", 25.0, 25.0, Unit::Mm),
    ("rect-40x16", 40.0, 16.0, Unit::Mm),
    ("rect-50x30", 50.0, 30.0, Unit::Mm),
    ("signature", 119.0, 43.0, Unit::Pt),
    ("date", 119.0, 20.0, Unit::Pt),
];

/// A size with a name, such as `round-42`.
///
/// ```
/// use signplace::place::NamedSize;
///
/// let seal: NamedSize = "round-42".parse()?;
/// assert_eq!(seal.sides().width, 42.0);
/// assert_eq!("round-43".parse::<NamedSize>().unwrap_err().code(), "invalid_value");
/// # Ok::<(), signplace::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NamedSize {
    /// Index into [`SIZES`].
    index: usize,
}

impl NamedSize {
    /// Every named size.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..SIZES.len()).map(|index| Self { index })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        SIZES[self.index].0
    }

    /// How large it is.
    pub fn sides(self) -> Sides {
        let (_, width, height, unit) = SIZES[self.index];
        Sides { width, height, unit }
    }

    /// Whether it is a circle, which covers the same place however it is turned.
    pub(super) fn is_round(self) -> bool {
        self.name().starts_with("round-")
    }

    /// The size of a kind of control that states none; `None` for a text, which must.
    pub(super) fn of_kind(kind: Kind) -> Option<Self> {
        let name = match kind {
            Kind::Seal | Kind::Seam => "round-42",
            Kind::Signature => "signature",
            Kind::Date => "date",
            Kind::Text => return None,
        };
        Self::all().find(|size| size.name() == name)
    }
}

impl FromStr for NamedSize {
    type Err = Error;

    /// The size of this name; anything else is `invalid_value`, with the names there are.
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::all().find(|size| size.name() == text).ok_or_else(|| {
            let names: Vec<_> = Self::all().map(Self::name).collect();
            let near = match suggest::nearest(text, names.iter().copied()) {
                Some(name) => format!("Did you mean `{name}`? "),
                None => String::new(),
            };
            Error::new(ErrorCode::InvalidValue, format!("`{}` is not the name of a size.", suggest::shortened(text)))
                .with_hint(format!(
                    "{near}The names are {}; any other size is {{\"width\", \"height\", \"unit\"}}.",
                    names.join(", ")
                ))
        })
    }
}

impl fmt::Display for NamedSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for NamedSize {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl JsonSchema for NamedSize {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NamedSize".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<_> = Self::all().map(Self::name).collect();
        schemars::json_schema!({
            "description": "Seals in millimetres (`round-42` is 42 mm across); `signature` is 119×43 pt, `date` 119×20 pt.",
            "enum": names,
        })
    }
}

/// Width and height with their unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sides {
    /// Width; more than 0.
    #[serde(serialize_with = "number")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub width: f64,
    /// Height; more than 0.
    #[serde(serialize_with = "number")]
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub height: f64,
    /// The unit of both; points unless stated. A fraction is one of the displayed page's width or height.
    #[serde(default)]
    pub unit: Unit,
}

/// How large a control is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Size {
    /// A size with a name.
    Named(NamedSize),
    /// Width and height with their unit.
    Measured(Sides),
}

impl Size {
    /// Width and height in points on the displayed page.
    pub fn on(&self, page: &PageGeometry) -> Vector<Page> {
        let sides = match self {
            Self::Named(name) => name.sides(),
            Self::Measured(sides) => *sides,
        };
        Vector::new(
            Length { value: sides.width, unit: sides.unit }.to_points(page.width()),
            Length { value: sides.height, unit: sides.unit }.to_points(page.height()),
        )
    }
}

impl From<NamedSize> for Size {
    fn from(size: NamedSize) -> Self {
        Self::Named(size)
    }
}

impl From<Sides> for Size {
    fn from(sides: Sides) -> Self {
        Self::Measured(sides)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::rounded;

    #[test]
    fn every_name_is_read_back_and_says_its_own_size() {
        let page = PageGeometry::from_size(595.28, 841.89);
        for size in NamedSize::all() {
            assert_eq!(size.to_string().parse::<NamedSize>().unwrap(), size);
            let numbers: Vec<f64> = size
                .name()
                .split(['-', 'x'])
                .filter_map(|part| part.parse().ok())
                .map(|mm: f64| mm * 72.0 / 25.4)
                .collect();
            let points = Size::Named(size).on(&page);
            match numbers[..] {
                [side] => assert_eq!(points, Vector::new(side, side), "{size}"),
                [width, height] => assert_eq!(points, Vector::new(width, height), "{size}"),
                _ => assert!(["signature", "date"].contains(&size.name()), "{size}"),
            }
        }
        assert_eq!(rounded(Size::Named("round-42".parse().unwrap()).on(&page).x, 3), 119.055);
        assert_eq!(Size::Named("signature".parse().unwrap()).on(&page), Vector::new(119.0, 43.0));
        assert_eq!(Size::Named("date".parse().unwrap()).on(&page), Vector::new(119.0, 20.0));
    }

    #[test]
    fn a_name_that_is_none_is_answered_with_the_names_there_are() {
        let error = "round42".parse::<NamedSize>().unwrap_err();
        assert_eq!(error.code(), "invalid_value");
        let hint = error.hint().unwrap();
        assert!(hint.starts_with("Did you mean `round-42`?"), "{hint}");
        assert!(NamedSize::all().all(|size| hint.contains(size.name())), "{hint}");
    }

    #[test]
    fn fractions_are_of_the_displayed_page() {
        let page = PageGeometry::from_size(600.0, 800.0);
        let size = Size::Measured(Sides { width: 0.5, height: 0.25, unit: Unit::Fraction });
        assert_eq!(size.on(&page), Vector::new(300.0, 200.0));
    }
}
