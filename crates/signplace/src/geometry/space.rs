//! The coordinate spaces, as types without values.

use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

use crate::number::{FRACTION_DECIMALS, POINT_DECIMALS};

mod sealed {
    pub trait Sealed {}
}

/// A coordinate space: a unit, an origin and a direction of y. Sealed: there are four.
pub trait Space: sealed::Sealed + Copy + Default + Eq + Hash + fmt::Debug + Send + Sync + 'static {
    /// The space's name, as `signplace convert` takes it.
    const NAME: &'static str;
    /// Decimals that a coordinate is printed with.
    const DECIMALS: i32;
}

/// A coordinate of space `S`, printed with the space's decimals.
pub(crate) struct Coordinate<S> {
    value: f64,
    space: PhantomData<S>,
}

impl<S: Space> Coordinate<S> {
    pub(crate) fn new(value: f64) -> Self {
        Self { value, space: PhantomData }
    }
}

impl<S: Space> serde::Serialize for Coordinate<S> {
    fn serialize<Z: serde::Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        crate::number::serialize(self.value, S::DECIMALS, serializer)
    }
}

macro_rules! spaces {
    ($($(#[$meta:meta])* $name:ident = $text:literal, $decimals:expr;)*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
        pub struct $name;
        impl sealed::Sealed for $name {}
        impl Space for $name {
            const NAME: &'static str = $text;
            const DECIMALS: i32 = $decimals;
        }
    )* };
}

spaces! {
    /// The PDF's user space, as stored in the file: UserUnit/72 inch, y up, any origin (ISO 32000-2, 8.3.2.3).
    User = "user", POINT_DECIMALS;
    /// Points (1/72 inch) on the page as displayed, origin lower-left, y up. The canonical space (PLATFORMS.md §0).
    Page = "points", POINT_DECIMALS;
    /// Fractions of the displayed width and height, 0..1, origin lower-left, y up.
    Normalized = "normalized", FRACTION_DECIMALS;
    /// Points (1/72 inch) on the page as displayed, origin upper-left, y down. For adapters and screens.
    TopLeft = "top-left", POINT_DECIMALS;
}
