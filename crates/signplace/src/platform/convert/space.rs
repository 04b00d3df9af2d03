//! Coordinate spaces and platforms by name, and what their numbers mean.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::super::export::{self, Exporter, exporter};
use crate::error::{Error, ErrorCode};
use crate::geometry::NamedSpace;
use crate::number::POINT_DECIMALS;

/// A coordinate space, or a platform's way to write positions, by name.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Space {
    /// A coordinate space of the page.
    Page(NamedSpace),
    /// A platform's numbers.
    Platform(&'static dyn Exporter),
}

impl Space {
    /// Every name that is read: spaces first, then platforms.
    pub fn names() -> Vec<&'static str> {
        NamedSpace::ALL.iter().map(|space| space.name()).chain(export::ALL.iter().map(|one| one.name())).collect()
    }

    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Page(space) => space.name(),
            Self::Platform(platform) => platform.name(),
        }
    }

    /// What its numbers mean, for people.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Page(NamedSpace::Points) => "points, origin lower-left of the page as displayed, y up",
            Self::Page(NamedSpace::Normalized) => "fractions, origin lower-left of the page as displayed, y up",
            Self::Page(NamedSpace::User) => "user space of the PDF as stored, y up",
            Self::Page(NamedSpace::TopLeft) => "points, origin upper-left of the page as displayed, y down",
            Self::Page(NamedSpace::Acrobat) => "points, left and top as Acrobat shows them, y up",
            Self::Platform(platform) => platform.about().meaning,
        }
    }

    /// Decimals of x and y.
    pub fn decimals(self) -> i32 {
        match self {
            Self::Page(space) => space.decimals(),
            Self::Platform(platform) => platform.keys().form.decimals(),
        }
    }

    /// Decimals of the sides.
    pub(super) fn side_decimals(self) -> i32 {
        match self {
            Self::Platform(platform) if platform.keys().sides.is_none() => POINT_DECIMALS,
            _ => self.decimals(),
        }
    }

    /// The point of a control that (x, y) is when its size is stated beside it.
    pub(super) fn corner(self) -> export::Corner {
        match self {
            Self::Page(NamedSpace::TopLeft | NamedSpace::Acrobat) => export::Corner::TopLeft,
            Self::Page(_) => export::Corner::BottomLeft,
            Self::Platform(platform) => platform.about().corner,
        }
    }
}

impl fmt::Debug for Space {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Space({})", self.name())
    }
}

impl fmt::Display for Space {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl PartialEq for Space {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Space {}

impl From<NamedSpace> for Space {
    fn from(space: NamedSpace) -> Self {
        Self::Page(space)
    }
}

impl FromStr for Space {
    type Err = Error;

    /// The space or the platform of this name; anything else is `invalid_value`.
    fn from_str(text: &str) -> Result<Self, Error> {
        if let Ok(space) = text.parse::<NamedSpace>() {
            return Ok(Self::Page(space));
        }
        exporter(text).map(Self::Platform).map_err(|_| {
            Error::new(ErrorCode::InvalidValue, format!("`{text}` is neither a coordinate space nor a platform."))
                .with_hint(format!("The spaces and platforms are {}.", Self::names().join(", ")))
        })
    }
}

impl schemars::JsonSchema for Space {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Space".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let description = "A coordinate space, or a platform's way to write positions, by name.";
        schemars::json_schema!({"description": description, "enum": Self::names()})
    }
}

impl Serialize for Space {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
