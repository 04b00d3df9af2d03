//! Lines rebuilt from where glyphs stand, whatever the order in which they were drawn.
//!
//! Glyphs that follow one another in the content stream and on the page are a *run*. Runs on the same height are a
//! *line*. A line is cut at gaps as wide as a gutter into *segments*, and segments that continue below one another
//! are a *flow*: the sequence in which keywords are looked for.

use super::frame::{Frame, Placed};

/// Runs on one line overlap across it by more than this share of the smaller height (INTERFACE.md, Reading order).
const SAME_LINE: f64 = 0.5;
/// A gap of more em than this ends a run.
const RUN_GAP: f64 = 1.5;
/// A gap of more em than this separates columns or cells.
const GUTTER: f64 = 3.0;
/// The next line of a paragraph begins at most this many line heights below.
const NEXT_LINE: f64 = 2.2;

/// A stretch of a line without a gutter: indices into the frame's glyphs, in reading order.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) glyphs: Vec<usize>,
    u0: f64,
    u1: f64,
    v0: f64,
    v1: f64,
}

/// Segments that continue below one another, from top to bottom.
pub(super) type Flow = Vec<Segment>;

#[derive(Debug)]
struct Run {
    glyphs: Vec<usize>,
    u0: f64,
    u1: f64,
    v0: f64,
    v1: f64,
}

impl Run {
    fn new(index: usize, glyph: &Placed) -> Self {
        Self { glyphs: vec![index], u0: glyph.u0, u1: glyph.u1, v0: glyph.v0, v1: glyph.v1 }
    }

    fn push(&mut self, index: usize, glyph: &Placed) {
        self.glyphs.push(index);
        self.u0 = self.u0.min(glyph.u0);
        self.u1 = self.u1.max(glyph.u1);
        self.v0 = self.v0.min(glyph.v0);
        self.v1 = self.v1.max(glyph.v1);
    }
}

/// The flows of a frame, in reading order of their first segments.
pub(super) fn flows(frame: &Frame) -> Vec<Flow> {
    let runs = runs(frame);
    let segments = lines(frame, runs).into_iter().flat_map(|line| segments(frame, line)).collect();
    chain(segments)
}

fn runs(frame: &Frame) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<&Placed> = None;
    for (index, glyph) in frame.glyphs.iter().enumerate() {
        let follows = last.is_some_and(|before| {
            let em = before.em.max(glyph.em);
            let gap = glyph.u0 - before.u1;
            gap < RUN_GAP * em
                && gap > -0.5 * em.min(before.u1 - before.u0 + 0.2 * em)
                && overlap(before, glyph) > SAME_LINE
        });
        match runs.last_mut() {
            Some(run) if follows => run.push(index, glyph),
            _ => runs.push(Run::new(index, glyph)),
        }
        last = Some(glyph);
    }
    runs
}

/// How much two glyphs share across the line, as a share of the smaller height.
fn overlap(a: &Placed, b: &Placed) -> f64 {
    share((a.v0, a.v1), (b.v0, b.v1))
}

fn share((a0, a1): (f64, f64), (b0, b1): (f64, f64)) -> f64 {
    let smaller = (a1 - a0).min(b1 - b0);
    let common = a1.min(b1) - a0.max(b0);
    if smaller > 0.0 { common / smaller } else { f64::from(u8::from(common >= 0.0)) }
}

/// Runs on the same height, top line first, each line from left to right.
fn lines(frame: &Frame, mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    runs.sort_by(|a, b| (b.v0 + b.v1).total_cmp(&(a.v0 + a.v1)));
    let mut lines: Vec<Vec<Run>> = Vec::new();
    // Lines whose runs all end above cannot take another: they are not looked at again.
    let mut first_open = 0;
    for run in runs {
        while lines.get(first_open).is_some_and(|line| line.iter().all(|r| r.v0 > run.v1)) {
            first_open += 1;
        }
        let fitting =
            (first_open..lines.len()).rev().find(|&i| lines.get(i).is_some_and(|line| on_line(frame, line, &run)));
        match fitting.and_then(|i| lines.get_mut(i)) {
            Some(line) => line.push(run),
            None => lines.push(vec![run]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.u0.total_cmp(&b.u0));
    }
    lines
}

/// Whether the run stands on the line of its nearest neighbour there.
fn on_line(frame: &Frame, line: &[Run], run: &Run) -> bool {
    let distance = |other: &Run| (other.u0 - run.u1).max(run.u0 - other.u1).max(0.0);
    let Some(nearest) = line.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))) else { return false };
    // The nearest glyph counts, not the whole run: a large initial must not pull in two lines.
    let side = if run.u0 >= nearest.u1 { nearest.glyphs.last() } else { nearest.glyphs.first() };
    let edge = side.and_then(|i| frame.glyphs.get(*i)).map_or((nearest.v0, nearest.v1), |g| (g.v0, g.v1));
    share(edge, (run.v0, run.v1)) > SAME_LINE
}

/// Cuts a line where a gap is as wide as a gutter.
fn segments(frame: &Frame, line: Vec<Run>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for run in line {
        let em = run.glyphs.first().and_then(|i| frame.glyphs.get(*i)).map_or(0.0, |g| g.em);
        match segments.last_mut() {
            Some(segment) if run.u0 - segment.u1 < GUTTER * em => {
                segment.glyphs.extend(&run.glyphs);
                segment.u1 = segment.u1.max(run.u1);
                segment.v0 = segment.v0.min(run.v0);
                segment.v1 = segment.v1.max(run.v1);
            }
            _ => segments.push(Segment { glyphs: run.glyphs, u0: run.u0, u1: run.u1, v0: run.v0, v1: run.v1 }),
        }
    }
    segments
}

/// Joins each segment to the one that continues it on the next line.
fn chain(segments: Vec<Segment>) -> Vec<Flow> {
    let count = segments.len();
    let mut next: Vec<Option<usize>> = vec![None; count];
    let mut has_previous = vec![false; count];
    for (index, above) in segments.iter().enumerate() {
        let height = above.v1 - above.v0;
        let mut best: Option<(f64, usize)> = None;
        for (below_index, below) in segments.iter().enumerate().skip(index + 1) {
            let drop = (above.v0 + above.v1 - below.v0 - below.v1) / 2.0;
            if drop > NEXT_LINE * height.max(below.v1 - below.v0) {
                // Segments come from top to bottom: what follows is lower still.
                if drop > 4.0 * NEXT_LINE * height {
                    break;
                }
                continue;
            }
            let shared = above.u1.min(below.u1) - above.u0.max(below.u0);
            let similar = (below.v1 - below.v0) < 1.6 * height && height < 1.6 * (below.v1 - below.v0);
            if drop > 0.3 * height
                && shared > 0.0
                && similar
                && !has_previous[below_index]
                && best.is_none_or(|(d, _)| drop < d)
            {
                best = Some((drop, below_index));
            }
        }
        if let Some((_, below)) = best {
            next[index] = Some(below);
            has_previous[below] = true;
        }
    }
    let mut slots: Vec<Option<Segment>> = segments.into_iter().map(Some).collect();
    let mut flows = Vec::new();
    for start in (0..count).filter(|i| !has_previous[*i]) {
        let (mut flow, mut at) = (Vec::new(), Some(start));
        while let Some(index) = at {
            flow.extend(slots[index].take());
            at = next[index];
        }
        flows.push(flow);
    }
    flows
}
