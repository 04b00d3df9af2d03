//! The page tree's inheritable entries, read in full precision (ISO 32000-2, 7.7.3.4).
//!
//! The parser reads boxes as 32-bit numbers and does not inherit for pages that it found by searching a damaged file.
//! Here they are read again, as 64-bit numbers, up the chain of `Parent`.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::object::{Array, Dict, ObjectIdentifier, Page};
use crate::geometry::{PageBoxes, Point, Rect, User};

/// A `Parent` chain longer than this is a loop.
const MAX_DEPTH: usize = 64;

/// What a node of the page tree says, or inherits.
#[derive(Debug, Clone, Copy, Default)]
struct Inherited {
    media_box: Option<Rect<User>>,
    crop_box: Option<Rect<User>>,
    rotate: Option<f64>,
    user_unit: Option<f64>,
}

impl Inherited {
    fn of(dict: &Dict<'_>) -> Self {
        Self {
            media_box: rect(dict, b"MediaBox"),
            crop_box: rect(dict, b"CropBox"),
            rotate: dict.get::<f64>(b"Rotate"),
            user_unit: dict.get::<f64>(b"UserUnit"),
        }
    }

    fn or(self, parent: Self) -> Self {
        Self {
            media_box: self.media_box.or(parent.media_box),
            crop_box: self.crop_box.or(parent.crop_box),
            rotate: self.rotate.or(parent.rotate),
            user_unit: self.user_unit.or(parent.user_unit),
        }
    }
}

/// The nodes above the pages, each looked at once.
#[derive(Debug, Default)]
pub(crate) struct PageTree {
    nodes: Mutex<HashMap<ObjectIdentifier, Inherited>>,
}

impl PageTree {
    /// The page's boxes, rotation and unit as stored, inheritance resolved. What stands in for the unusable is up to
    /// the geometry, which says so.
    pub(crate) fn boxes(&self, page: &Page<'_>) -> PageBoxes {
        let dict = page.raw();
        let mut known = Inherited::of(dict);
        if let Some(parent) = dict.get_ref(b"Parent") {
            known = known.or(self.node(dict, parent.into()));
        }
        PageBoxes {
            media_box: known.media_box.unwrap_or_else(nothing),
            crop_box: known.crop_box,
            rotate: known.rotate.unwrap_or(0.0),
            user_unit: known.user_unit.unwrap_or(1.0),
        }
    }

    /// What the parent of `child`, an object of the given id, says or inherits.
    fn node(&self, child: &Dict<'_>, id: ObjectIdentifier) -> Inherited {
        let mut nodes = self.nodes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = nodes.get(&id) {
            return *known;
        }
        let (mut total, mut current, mut seen) = (Inherited::default(), child.clone(), 0);
        while let Some(parent) = current.get::<Dict<'_>>(b"Parent") {
            total = total.or(Inherited::of(&parent));
            seen += 1;
            if seen == MAX_DEPTH {
                break;
            }
            current = parent;
        }
        nodes.insert(id, total);
        total
    }
}

/// A rectangle as stored. An array of something else is a rectangle without area: it stands in the way of the parent's,
/// as it does in viewers.
fn rect(dict: &Dict<'_>, key: &[u8]) -> Option<Rect<User>> {
    let array = dict.get::<Array<'_>>(key)?;
    let mut numbers = array.iter::<f64>();
    let mut next = || numbers.next().filter(|n| n.is_finite());
    let corners = (|| Some((Point::new(next()?, next()?), Point::new(next()?, next()?))))();
    Some(corners.map_or_else(nothing, |(a, b)| Rect::from_corners(a, b)))
}

/// A rectangle without area.
fn nothing() -> Rect<User> {
    Rect::from_corners(Point::ORIGIN, Point::ORIGIN)
}
