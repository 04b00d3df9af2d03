//! The JSON of a [`Conversion`]: every number with the decimals of its space.

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::{Conversion, Space};
use crate::geometry::ConvertInput;
use crate::number::{FRACTION_DECIMALS, rounded};

/// A number with so many decimals.
pub(super) struct Printed(pub(super) f64, pub(super) i32);

impl Serialize for Printed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::number::serialize(self.0, self.1, serializer)
    }
}

/// Numbers with the decimals of their space.
struct Coordinates<'a>(&'a ConvertInput, i32, i32);

impl Serialize for Coordinates<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(numbers, decimals, side_decimals) = *self;
        let fields = [
            ("x", Some(numbers.x), decimals),
            ("y", Some(numbers.y), decimals),
            ("width", numbers.width, side_decimals),
            ("height", numbers.height, side_decimals),
        ];
        let mut out = serializer.serialize_struct("Coordinates", fields.iter().flat_map(|f| f.1).count())?;
        for (name, value, decimals) in fields {
            if let Some(value) = value {
                out.serialize_field(name, &Printed(value, decimals))?;
            }
        }
        out.end()
    }
}

impl Serialize for Conversion {
    /// `{"page", "from", "to", "input": {"x", "y", "width"?, "height"?}, "output": {…}, "fields"?, "inside", "warnings"}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Conversion", 7 + usize::from(self.fields.is_some()))?;
        out.serialize_field("page", &self.page)?;
        out.serialize_field("from", &self.from)?;
        out.serialize_field("to", &self.to)?;
        // What a platform takes only whole is shown as it was given all the same.
        let given = if let Space::Page(space) = self.from { space.decimals() } else { FRACTION_DECIMALS };
        out.serialize_field("input", &Coordinates(&self.input, given, given))?;
        out.serialize_field("output", &Coordinates(&self.output, self.to.decimals(), self.to.side_decimals()))?;
        if let Some(fields) = &self.fields {
            out.serialize_field("fields", fields)?;
        }
        out.serialize_field("inside", &self.inside)?;
        out.serialize_field("warnings", &self.warnings)?;
        out.end()
    }
}

/// A number as [`Conversion`] prints it, for people.
pub fn printed(value: f64, decimals: i32) -> f64 {
    rounded(value, decimals)
}
