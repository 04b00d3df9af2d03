//! Text of one direction, in coordinates that run along it.
//!
//! A page may show text in several directions. Within one of them, text is described by `u` along the line and `v`
//! across it, so that the rooms after this one need not know how it is turned.

use std::ops::Range;

use super::zones::worth_a_look;
use crate::geometry::{Page, Point, Vector};
use crate::text::{Glyph, Heights, Layer, Mask, PageText, Piece, Setting, Shown};

/// Glyphs that follow one another on one base, as of one piece of the page's text, in the coordinates of their frame, in
/// points.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// Their indices in [`PageText::glyphs`]; there is at least one.
    pub(super) glyphs: Range<usize>,
    /// Index of their piece in [`PageText::pieces`].
    pub(super) piece: usize,
    /// Where the piece counts from, and one em of it, along the line.
    u: f64,
    em_u: f64,
    /// The least start and the greatest end along the line.
    pub(super) u0: f64,
    pub(super) u1: f64,
    /// Start and end of the first glyph and of the last.
    pub(super) first: (f64, f64),
    pub(super) last: (f64, f64),
    /// Lower and upper edge across the line: of all, of the first glyph, and of the last.
    pub(super) v0: f64,
    pub(super) v1: f64,
    pub(super) first_v: (f64, f64),
    pub(super) last_v: (f64, f64),
    /// The base of the first glyph across the line, and the height of one em there.
    pub(super) v: f64,
    em_v: f64,
    /// The base where the piece counts from, and how much it rises in one em along the line: text that is turned a little
    /// does not keep to the direction of its frame.
    origin_v: f64,
    rise: f64,
    /// Length of the em.
    pub(super) em: f64,
    /// Whether it is one glyph that stands upright in a column that is read downwards; see [`super::stack`].
    pub(super) column: bool,
    /// Whether a glyph may begin so near the one before it that it is drawn upon it.
    pub(super) is_tight: bool,
}

/// A glyph in the coordinates of its frame, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// Start and end along the line.
    pub(super) u0: f64,
    pub(super) u1: f64,
    /// The base across the line.
    pub(super) v: f64,
}

impl Stretch {
    /// One of its glyphs.
    #[inline]
    pub(super) fn place(&self, glyph: &Glyph) -> Placed {
        if self.column {
            return Placed { u0: self.first.0, u1: self.first.1, v: self.v };
        }
        let (u0, u1) = self.ends(glyph);
        Placed { u0, u1, v: self.base(glyph) }
    }

    fn base(&self, glyph: &Glyph) -> f64 {
        self.origin_v + self.rise * glyph.start
    }

    #[inline]
    fn ends(&self, glyph: &Glyph) -> (f64, f64) {
        in_order(self.u + self.em_u * glyph.start, self.u + self.em_u * glyph.end())
    }

    /// The same with some of its glyphs only.
    pub(super) fn part(&self, page: &PageText, glyphs: Range<usize>) -> Self {
        let mut part = Self { glyphs, ..self.clone() };
        if !self.column {
            part.measure(page);
        }
        part
    }

    /// Works out where it begins and ends.
    fn measure(&mut self, page: &PageText) {
        let glyphs = page.glyphs.get(self.glyphs.clone()).unwrap_or_default();
        let (Some(first), Some(piece), [before @ .., last]) = (glyphs.first(), page.pieces.get(self.piece), glyphs)
        else {
            return;
        };
        (self.first, self.last) = (self.ends(first), self.ends(last));
        (self.u0, self.u1) = (self.first.0, self.last.1);
        if self.is_tight {
            for glyph in glyphs {
                let (u0, u1) = self.ends(glyph);
                (self.u0, self.u1) = (self.u0.min(u0), self.u1.max(u1));
            }
        } else if let Some(before) = before.last() {
            // Each begins clearly ahead of the one before, but the last may be so narrow that it ends before it.
            self.u1 = self.u1.max(self.ends(before).1);
        }
        self.v = self.base(first);
        self.first_v = self.edges(self.v, page.heights(piece, first));
        self.last_v = self.edges(self.base(last), page.heights(piece, last));
        (self.v0, self.v1) = (self.first_v.0.min(self.last_v.0), self.first_v.1.max(self.last_v.1));
        // Of one font, all are as high as the first.
        if self.edges(self.v, piece.heights) != self.first_v {
            self.measure_heights(page, piece, glyphs);
        }
    }

    /// Works out how far glyphs of several fonts reach across the line.
    fn measure_heights(&mut self, page: &PageText, piece: &Piece, glyphs: &[Glyph]) {
        if self.rise != 0.0 {
            for glyph in glyphs {
                let (low, high) = self.edges(self.base(glyph), page.heights(piece, glyph));
                (self.v0, self.v1) = (self.v0.min(low), self.v1.max(high));
            }
            return;
        }
        // All stand on one base.
        let mut all = Heights { ascent: f64::NEG_INFINITY, descent: f64::INFINITY };
        for glyph in glyphs {
            let heights = page.heights(piece, glyph);
            let (low, high) = in_order(heights.descent, heights.ascent);
            all.ascent = if high > all.ascent { high } else { all.ascent };
            all.descent = if low < all.descent { low } else { all.descent };
        }
        (self.v0, self.v1) = self.edges(self.v, all);
    }

    /// The lower and the upper edge of what stands on a base and reaches so high.
    fn edges(&self, v: f64, heights: Heights) -> (f64, f64) {
        let (low, high) = in_order(heights.descent * self.em_v, heights.ascent * self.em_v);
        (v + low, v + high)
    }

    /// The glyphs in parts that each keep to one base, as nearly as that matters.
    fn level_parts(&self, page: &PageText) -> Vec<Range<usize>> {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut base = f64::NAN;
        for (index, glyph) in self.glyphs.clone().zip(page.glyphs.get(self.glyphs.clone()).unwrap_or_default()) {
            let v = self.base(glyph);
            match parts.last_mut() {
                Some(part) if (v - base).abs() <= LEVEL * self.em => part.end = index + 1,
                _ => {
                    base = v;
                    parts.push(index..index + 1);
                }
            }
        }
        parts
    }
}

/// Glyphs of one stretch differ by no more than this in their base, in em.
const LEVEL: f64 = 0.02;

/// All glyphs of one layer of a page that read in one direction.
#[derive(Debug)]
pub(super) struct Frame {
    along: Vector<Page>,
    across: Vector<Page>,
    /// In the order of the content stream, each shown character once.
    pub(super) stretches: Vec<Stretch>,
}

/// Directions that differ by less than this many degrees share a frame.
const DIRECTION_STEP: f64 = 1.0;

/// The direction in steps of a degree, whether the writing is vertical, and whether it is mirrored.
type Direction = (i32, bool, bool);

/// The frames of a page, in the order in which the content stream opens them. Text of form fields and annotations has
/// its own: what people fill in must not tear apart, or complete, what the page says.
pub(super) fn frames(page: &PageText) -> Vec<Frame> {
    frames_of(page, &super::stack::stacked(page), &[])
}

/// The same of a search for what stands on one line and needs some characters: without what cannot change its answer.
pub(super) fn frames_with(page: &PageText, may_hold: impl Fn(Mask) -> bool) -> Vec<Frame> {
    let stacked = super::stack::stacked(page);
    let kept = if stacked.is_empty() { worth_a_look(page, may_hold) } else { None };
    frames_of(page, &stacked, &kept.unwrap_or_default())
}

/// Of all pieces, or where it is told of each whether it is kept, of those.
fn frames_of(page: &PageText, stacked: &[bool], kept: &[bool]) -> Vec<Frame> {
    let mut frames = Frames { frames: Vec::new(), last: 0, most: page.pieces.len() };
    let mut is_opened = false;
    // The axes of the piece before: in most text they are those of the whole page.
    let mut before: Option<(Axes, Direction)> = None;
    for (nth, piece) in page.pieces.iter().enumerate() {
        let range = page.range(nth);
        if range.is_empty() {
            continue;
        }
        if kept.get(nth) == Some(&false) {
            // All that is not kept is of one frame, which takes its place among the others.
            if !std::mem::replace(&mut is_opened, true)
                && let Some(direction) = direction(&piece.setting)
            {
                frames.of((direction, piece.setting.layer));
            }
            continue;
        }
        let in_column = stacked.get(range.clone()).unwrap_or_default();
        if in_column.contains(&true) {
            let mut start = range.start;
            for part in in_column.chunk_by(|a, b| !a && !b) {
                let glyphs = start..start + part.len();
                start = glyphs.end;
                if part == [true] {
                    let Some(shown) = page.shown(glyphs.start).map(|shown| shown.set_upright()) else { continue };
                    if let Some(direction) = direction(&shown.setting) {
                        frames.of((direction, piece.setting.layer)).add_to_column(nth, glyphs.start, &shown);
                    }
                } else if let Some(direction) = direction(&piece.setting) {
                    frames.of((direction, piece.setting.layer)).add(page, nth, piece, glyphs);
                }
            }
            continue;
        }
        let setting = &piece.setting;
        let axes = (setting.along, setting.up, setting.vertical);
        let direction = match before {
            Some((known, direction)) if known == axes => direction,
            _ => {
                let Some(direction) = direction(setting) else { continue };
                before = Some((axes, direction));
                direction
            }
        };
        frames.of((direction, setting.layer)).add(page, nth, piece, range);
    }
    let mut frames: Vec<Frame> = frames.frames.into_iter().map(|(_, frame)| frame).collect();
    for frame in &mut frames {
        super::overprint::drop_overprints(&mut frame.stretches, page);
    }
    frames
}

/// The frames of a page so far.
struct Frames {
    frames: Vec<((Direction, Layer), Frame)>,
    /// The one that was asked for last: most text goes on where the text before it stood.
    last: usize,
    /// How many stretches there are in all, or fewer.
    most: usize,
}

impl Frames {
    /// The frame of a direction and a layer, which is opened when it is not there.
    #[inline]
    fn of(&mut self, key: (Direction, Layer)) -> &mut Frame {
        if self.frames.get(self.last).is_none_or(|(known, _)| *known != key) {
            self.last = self.frames.iter().rposition(|(known, _)| *known == key).unwrap_or_else(|| self.open(key));
        }
        &mut self.frames[self.last].1
    }

    fn open(&mut self, key: (Direction, Layer)) -> usize {
        let mut frame = Frame::new(key.0);
        if self.frames.is_empty() {
            frame.stretches.reserve(self.most);
        }
        self.frames.push((key, frame));
        self.frames.len() - 1
    }
}

/// What decides on the direction of a piece: along and up, and whether the writing is vertical.
type Axes = (Vector<Page>, Vector<Page>, bool);

fn direction(setting: &Setting) -> Option<Direction> {
    let along = setting.along.normalized()?;
    setting.up.normalized()?;
    let degrees = along.y.atan2(along.x).to_degrees() / DIRECTION_STEP;
    let step = (degrees.round() as i32).rem_euclid((360.0 / DIRECTION_STEP) as i32);
    Some((step, setting.vertical, setting.along.cross(setting.up) < 0.0))
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
        Self { along, across: if mirrored { -across } else { across }, stretches: Vec::new() }
    }

    /// Adds glyphs of a piece.
    #[inline]
    fn add(&mut self, page: &PageText, nth: usize, piece: &Piece, glyphs: Range<usize>) {
        // Measured where it lies: it is large.
        self.stretches.push(self.stretch(nth, glyphs, piece.origin, &piece.setting));
        let Some(stretch) = self.stretches.last_mut() else { return };
        stretch.is_tight = piece.is_tight;
        stretch.measure(page);
        if stretch.rise.abs() * (stretch.u1 - stretch.u0) > LEVEL * stretch.em * stretch.em_u
            && let Some(stretch) = self.stretches.pop()
        {
            let parts = stretch.level_parts(page);
            self.stretches.extend(parts.into_iter().map(|part| stretch.part(page, part)));
        }
    }

    /// Adds one glyph of a column that is read downwards.
    fn add_to_column(&mut self, piece: usize, index: usize, shown: &Shown) {
        let mut stretch = self.stretch(piece, index..index + 1, shown.origin, &shown.setting);
        (stretch.u0, stretch.u1) = in_order(stretch.u, stretch.u + stretch.em_u * shown.width);
        (stretch.v0, stretch.v1) = stretch.edges(stretch.v, shown.heights);
        let (first, first_v) = ((stretch.u0, stretch.u1), (stretch.v0, stretch.v1));
        (stretch.first, stretch.last, stretch.first_v, stretch.last_v) = (first, first, first_v, first_v);
        stretch.column = true;
        self.stretches.push(stretch);
    }

    #[inline(always)]
    fn stretch(&self, piece: usize, glyphs: Range<usize>, origin: Point<Page>, setting: &Setting) -> Stretch {
        let (along, across) = (self.along, self.across);
        let em_v = setting.up.dot(across).abs();
        let origin = origin - Point::ORIGIN;
        Stretch {
            glyphs,
            piece,
            u: origin.dot(along),
            em_u: setting.along.dot(along),
            u0: 0.0,
            u1: 0.0,
            first: (0.0, 0.0),
            last: (0.0, 0.0),
            v0: 0.0,
            v1: 0.0,
            first_v: (0.0, 0.0),
            last_v: (0.0, 0.0),
            v: origin.dot(across),
            em_v,
            origin_v: origin.dot(across),
            rise: setting.along.dot(across),
            em: if setting.vertical { setting.along.length() } else { em_v },
            column: false,
            is_tight: false,
        }
    }
}
