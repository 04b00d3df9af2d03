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
    let stacked = super::stack::stacked(page);
    let mut first = 0;
    // The axes of the glyphs before: in most text they are those of the whole page.
    let mut before: Option<(Axes, Direction)> = None;
    for glyphs in page.glyphs.chunk_by(|a, b| a.style == b.style) {
        let range = first..first + glyphs.len();
        first = range.end;
        if stacked.get(range.clone()).is_some_and(|stacked| stacked.contains(&true)) {
            for (index, glyph) in range.zip(glyphs) {
                let column = stacked.get(index) == Some(&true);
                let glyph = if column { glyph.set_upright() } else { glyph.clone() };
                if let Some(direction) = direction(&glyph) {
                    frame_of(&mut frames, (direction, glyph.layer)).extend(index, &[glyph], column);
                }
            }
            continue;
        }
        let Some(glyph) = glyphs.first() else { continue };
        let axes = (glyph.along, glyph.up, glyph.vertical);
        let direction = match before {
            Some((known, direction)) if known == axes => direction,
            _ => {
                let Some(direction) = direction(glyph) else { continue };
                before = Some((axes, direction));
                direction
            }
        };
        frame_of(&mut frames, (direction, glyph.layer)).extend(range.start, glyphs, false);
    }
    let mut frames: Vec<Frame> = frames.into_iter().map(|(_, frame)| frame).collect();
    for frame in &mut frames {
        super::overprint::drop_overprints(&mut frame.glyphs, page);
    }
    frames
}

/// The frame of a direction and a layer, which is opened when it is not there.
fn frame_of(frames: &mut Vec<((Direction, Layer), Frame)>, key: (Direction, Layer)) -> &mut Frame {
    // Searched from the end: most text goes on where the text before it stood.
    let at = frames.iter().rposition(|(known, _)| *known == key).unwrap_or_else(|| {
        frames.push((key, Frame::new(key.0)));
        frames.len() - 1
    });
    &mut frames[at].1
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

fn in_order(a: f64, b: f64) -> (f64, f64) {
    if b < a { (b, a) } else { (a, b) }
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

    /// Adds glyphs of one style, the first of which has this index.
    fn extend(&mut self, first: usize, glyphs: &[Glyph], column: bool) {
        let Some(lead) = glyphs.first() else { return };
        let (along, across) = (self.along, self.across);
        let advance_of_em = lead.along.dot(along);
        let height_of_em = lead.up.dot(across).abs();
        let em = if lead.vertical { lead.along.length() } else { height_of_em };
        self.glyphs.extend((first..).zip(glyphs).map(|(index, glyph)| {
            let origin = glyph.origin - Point::ORIGIN;
            let (start, v) = (origin.dot(along), origin.dot(across));
            let (u0, u1) = in_order(start, start + advance_of_em * glyph.width);
            let (low, high) = in_order(glyph.descent * height_of_em, glyph.ascent * height_of_em);
            Placed { glyph: index, u0, u1, v0: v + low, v1: v + high, v, em, column }
        }));
    }
}
