//! Text of one direction, in coordinates that run along it.
//!
//! A page may show text in several directions. Within one of them, glyphs are described by `u` along the line and `v`
//! across it, so that the rooms after this one need not know how the text is turned.

use crate::geometry::{Page, Point, Vector};
use crate::text::{Glyph, Layer, PageText};

/// A glyph in the coordinates of its frame, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// Its index in [`PageText::glyphs`].
    pub(super) glyph: usize,
    /// Start and end along the line.
    pub(super) u0: f64,
    pub(super) u1: f64,
    /// Lower and upper edge across the line.
    pub(super) v0: f64,
    pub(super) v1: f64,
    /// The base across the line.
    pub(super) v: f64,
    /// Length of the em.
    pub(super) em: f64,
    /// Whether it stands upright in a column that is read downwards; see [`super::stack`].
    pub(super) column: bool,
}

/// All glyphs of one layer of a page that read in one direction.
#[derive(Debug)]
pub(super) struct Frame {
    along: Vector<Page>,
    across: Vector<Page>,
    /// In the order of the content stream, each shown character once.
    pub(super) glyphs: Vec<Placed>,
}

/// Directions that differ by less than this many degrees share a frame.
const DIRECTION_STEP: f64 = 1.0;

/// The direction in steps of a degree, whether the writing is vertical, and whether it is mirrored.
type Direction = (i32, bool, bool);

/// The frames of a page, in the order in which the content stream opens them. Text of form fields and annotations has
/// its own: what people fill in must not tear apart, or complete, what the page says.
pub(super) fn frames(page: &PageText) -> Vec<Frame> {
    let mut frames: Vec<((Direction, Layer), Frame)> = Vec::new();
    let mut last = 0;
    // The axes of the glyph before: in most text all of a string, or a page, are the same.
    let mut before: Option<(Axes, Direction)> = None;
    let stacked = super::stack::stacked(page);
    for (index, glyph) in page.glyphs.iter().enumerate() {
        let upright;
        let column = stacked.get(index) == Some(&true);
        let glyph = if column {
            upright = glyph.set_upright();
            &upright
        } else {
            glyph
        };
        let axes = (glyph.along, glyph.up, glyph.vertical);
        let direction = match before {
            Some((known, direction)) if known == axes => direction,
            _ => {
                let Some(direction) = direction(glyph) else { continue };
                before = Some((axes, direction));
                direction
            }
        };
        let key = (direction, glyph.layer);
        if frames.get(last).is_none_or(|(known, _)| *known != key) {
            last = match frames.iter().position(|(known, _)| *known == key) {
                Some(known) => known,
                None => {
                    frames.push((key, Frame::new(key.0)));
                    frames.len() - 1
                }
            };
        }
        if let Some((_, frame)) = frames.get_mut(last) {
            frame.push(index, glyph, column);
        }
    }
    let mut frames: Vec<Frame> = frames.into_iter().map(|(_, frame)| frame).collect();
    for frame in &mut frames {
        super::overprint::drop_overprints(&mut frame.glyphs, page);
    }
    frames
}

/// What decides on the direction of a glyph: along and up, and whether the writing is vertical.
type Axes = (Vector<Page>, Vector<Page>, bool);

fn direction(glyph: &Glyph) -> Option<Direction> {
    let along = glyph.along.normalized()?;
    glyph.up.normalized()?;
    let degrees = along.y.atan2(along.x).to_degrees() / DIRECTION_STEP;
    let step = (degrees.round() as i32).rem_euclid((360.0 / DIRECTION_STEP) as i32);
    Some((step, glyph.vertical, glyph.along.cross(glyph.up) < 0.0))
}

impl Frame {
    fn new((step, _, mirrored): Direction) -> Self {
        let (y, x) = (f64::from(step) * DIRECTION_STEP).to_radians().sin_cos();
        // Quarter turns are exact: sine and cosine of them are not.
        let exact = |v: f64| if v.abs() < 1e-12 { 0.0 } else { v };
        let along = Vector::new(exact(x), exact(y));
        let across = Vector::new(-along.y, along.x);
        Self { along, across: if mirrored { -across } else { across }, glyphs: Vec::new() }
    }

    fn push(&mut self, index: usize, glyph: &Glyph, column: bool) {
        let origin = glyph.origin - Point::ORIGIN;
        let advance = glyph.advance().dot(self.along);
        let (start, v) = (origin.dot(self.along), origin.dot(self.across));
        let em = glyph.up.dot(self.across).abs();
        let (low, high) = (glyph.descent * em, glyph.ascent * em);
        self.glyphs.push(Placed {
            glyph: index,
            u0: start.min(start + advance),
            u1: start.max(start + advance),
            v0: v + low.min(high),
            v1: v + low.max(high),
            v,
            em: if glyph.vertical { glyph.along.length() } else { em },
            column,
        });
    }
}
