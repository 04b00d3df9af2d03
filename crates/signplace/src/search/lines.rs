//! Lines rebuilt from where glyphs stand, whatever the order in which they were drawn.
//!
//! Stretches that follow one another in the content stream and on the page are a *run*. Runs on the same height are a
//! *line*. A line is cut at gaps as wide as a gutter into *segments*, and segments that continue below one another
//! are a *flow*: the sequence in which keywords are looked for.

use std::collections::BTreeMap;
use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::bands::bands;
use super::frame::{Frame, Stretch};
use crate::text::GAPS;

/// Runs on one line overlap across it by more than this share of the smaller height (INTERFACE.md, Reading order).
pub(super) const SAME_LINE: f64 = 0.5;
/// A gap of more em than this ends a run.
const RUN_GAP: f64 = 1.5;
/// A gap of more em than this separates columns or cells.
const GUTTER: f64 = 3.0;
/// Of the lines that may take a run, only the last so many are asked: a hostile page could keep all of them open.
const MAX_OPEN_LINES: usize = 64;
/// Of the segments below, only the first so many are looked at for the next line of a paragraph.
const MAX_BELOW: usize = 512;
/// A narrower gap, of at least so many em, is a gutter too when lines around share it.
const COLUMN_GAP: f64 = 0.8;
/// Text on either side of such a gutter is at least so many em long.
const COLUMN_LEAST: f64 = 2.5;
/// So many lines above and below are looked at.
pub(super) const COLUMN_LINES: usize = 3;
/// The next line of a paragraph begins at most this many line heights below.
const NEXT_LINE: f64 = 2.2;

/// A stretch of a line without a gutter.
#[derive(Debug)]
pub(super) struct Segment {
    /// In reading order.
    runs: SmallVec<[Range<usize>; 1]>,
    u0: f64,
    u1: f64,
    v0: f64,
    v1: f64,
}

impl Segment {
    /// Its text, in reading order.
    pub(super) fn stretches<'f>(&self, frame: &'f Frame) -> impl Iterator<Item = &'f Stretch> {
        self.runs.iter().flat_map(|run| frame.stretches.get(run.clone()).unwrap_or_default())
    }

    /// A run that is alone on its line.
    pub(super) fn of_run(Run { stretches, u0, u1, v0, v1 }: &Run) -> Self {
        Self { runs: smallvec![stretches.clone()], u0: *u0, u1: *u1, v0: *v0, v1: *v1 }
    }

    /// How many glyphs it has.
    pub(super) fn len(&self, frame: &Frame) -> usize {
        self.stretches(frame).map(|stretch| stretch.glyphs.len()).sum()
    }
}

/// Segments that continue below one another, from top to bottom.
pub(super) type Flow = Vec<Segment>;

#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Indices into the frame's stretches.
    pub(super) stretches: Range<usize>,
    u0: f64,
    u1: f64,
    pub(super) v0: f64,
    pub(super) v1: f64,
}

impl Run {
    fn new(index: usize, stretch: &Stretch) -> Self {
        let Stretch { u0, u1, v0, v1, .. } = *stretch;
        Self { stretches: index..index + 1, u0, u1, v0, v1 }
    }

    /// Adds the next stretch of the frame.
    fn push(&mut self, stretch: &Stretch) {
        self.stretches.end += 1;
        (self.u0, self.u1) = (self.u0.min(stretch.u0), self.u1.max(stretch.u1));
        (self.v0, self.v1) = (self.v0.min(stretch.v0), self.v1.max(stretch.v1));
    }
}

/// The flows of a frame, in reading order of their first segments.
pub(super) fn flows(frame: &Frame) -> Vec<Flow> {
    chain(segments(frame))
}

/// The segments of a frame, line by line.
fn segments(frame: &Frame) -> Vec<Segment> {
    let mut runs = runs(frame);
    sort_by_height(&mut runs);
    segments_of(frame, runs)
}

/// From top to bottom, as lines are put together.
fn sort_by_height(runs: &mut [Run]) {
    runs.sort_by(|a, b| (b.v0 + b.v1).total_cmp(&(a.v0 + a.v1)));
}

fn segments_of(frame: &Frame, runs: Vec<Run>) -> Vec<Segment> {
    let lines = lines(frame, runs);
    let mut segments = Vec::with_capacity(lines.len());
    cut_lines(frame, lines, |_| true, &mut segments);
    segments
}

/// Cuts those lines into segments that are asked for.
fn cut_lines(
    frame: &Frame,
    lines: Vec<SmallVec<[Run; 1]>>,
    is_asked: impl Fn(&[Run]) -> bool,
    segments: &mut Vec<Segment>,
) {
    let of_line = |line: &SmallVec<_>| if line.len() > 1 { gaps(&blocks(frame, line)) } else { Vec::new() };
    let gaps: Vec<_> = lines.iter().map(of_line).collect();
    for (nth, line) in lines.into_iter().enumerate().filter(|(_, line)| is_asked(line)) {
        cut(frame, line, &gutters(&gaps, nth), segments);
    }
}

/// Of the segments of a frame at least those that may hold what is looked for, by a set for each of its stretches: bits that
/// whoever asks tells apart.
pub(super) fn segments_with(
    frame: &Frame,
    set_of: impl Fn(&Stretch) -> u64,
    may_hold: impl Fn(u64) -> bool,
) -> Vec<Segment> {
    let mut runs = runs(frame);
    sort_by_height(&mut runs);
    let Some(bands) = bands(frame, &runs, set_of) else { return segments_of(frame, runs) };
    let mut segments = Vec::new();
    for (nth, band) in bands.iter().enumerate().filter(|(_, band)| may_hold(band.set)) {
        let own = runs.get(band.runs.clone()).unwrap_or_default();
        if let [run] = own {
            segments.push(Segment::of_run(run));
            continue;
        }
        // The lines around say where gutters are; each band has one at least.
        let first = bands.get(nth.saturating_sub(COLUMN_LINES)).map_or(0, |band| band.runs.start);
        let last = bands.get(nth + COLUMN_LINES).map_or(runs.len(), |band| band.runs.end);
        let around = runs.get(first..last).unwrap_or_default();
        let mut starts: SmallVec<[usize; 8]> = own.iter().map(|run| run.stretches.start).collect();
        starts.sort_unstable();
        // All runs of a line are of one band.
        let is_own = |line: &[Run]| line.first().is_some_and(|run| starts.binary_search(&run.stretches.start).is_ok());
        cut_lines(frame, lines(frame, around.to_vec()), is_own, &mut segments);
    }
    segments
}

fn runs(frame: &Frame) -> Vec<Run> {
    // Within a stretch, each glyph follows the one before.
    const { assert!(GAPS.end <= RUN_GAP && GAPS.start >= -0.5 * 0.2) };
    let mut runs: Vec<Run> = Vec::with_capacity(frame.stretches.len());
    let mut last: Option<&Stretch> = None;
    for (index, stretch) in frame.stretches.iter().enumerate() {
        let follows = last.is_some_and(|before| {
            let em = before.em.max(stretch.em);
            let gap = stretch.first.0 - before.last.1;
            gap < RUN_GAP * em
                && (gap >= 0.0 || gap > -0.5 * em.min(before.last.1 - before.last.0 + 0.2 * em))
                && overlap(before, stretch) > SAME_LINE
        });
        match runs.last_mut() {
            Some(run) if follows => run.push(stretch),
            _ => runs.push(Run::new(index, stretch)),
        }
        last = Some(stretch);
    }
    runs
}

/// How much the last glyph of one stretch and the first of the next share across the line, as a share of the smaller
/// height.
fn overlap(a: &Stretch, b: &Stretch) -> f64 {
    share(a.last_v, b.first_v)
}

fn share((a0, a1): (f64, f64), (b0, b1): (f64, f64)) -> f64 {
    let smaller = (a1 - a0).min(b1 - b0);
    let common = a1.min(b1) - a0.max(b0);
    if smaller > 0.0 { common / smaller } else { f64::from(u8::from(common >= 0.0)) }
}

/// Orders runs of a line by where they begin, in thousandths of a point, then as they come.
type Key = (i64, usize);

fn key(nth: usize, run: &Run) -> Key {
    ((run.u0 * 1000.0) as i64, nth)
}

/// The runs of a line, from left to right: mostly one or two, but a hostile page may put all it has on one line.
#[derive(Debug)]
enum Runs {
    Few(SmallVec<[(Key, Run); 1]>),
    Many(BTreeMap<Key, Run>),
}

impl Runs {
    /// Beyond, finding the place of another run costs less than making room for it.
    const FEW: usize = 64;

    fn insert(&mut self, key: Key, run: Run) {
        match self {
            Self::Few(runs) if runs.len() < Self::FEW => {
                let at = runs.iter().rposition(|(known, _)| *known < key).map_or(0, |before| before + 1);
                runs.insert(at, (key, run));
            }
            Self::Few(runs) => {
                let mut many: BTreeMap<_, _> = std::mem::take(runs).into_iter().collect();
                many.insert(key, run);
                *self = Self::Many(many);
            }
            Self::Many(runs) => _ = runs.insert(key, run),
        }
    }

    /// The last run that begins before a place, and the first that does not.
    fn around(&self, key: Key) -> (Option<&Run>, Option<&Run>) {
        match self {
            Self::Few(runs) => {
                let at = runs.iter().rposition(|(known, _)| *known < key).map_or(0, |before| before + 1);
                (at.checked_sub(1).and_then(|at| runs.get(at)).map(|(_, run)| run), runs.get(at).map(|(_, run)| run))
            }
            Self::Many(runs) => {
                (runs.range(..key).next_back().map(|(_, run)| run), runs.range(key..).next().map(|(_, run)| run))
            }
        }
    }

    fn in_order(self) -> SmallVec<[Run; 1]> {
        match self {
            Self::Few(runs) => runs.into_iter().map(|(_, run)| run).collect(),
            Self::Many(runs) => runs.into_values().collect(),
        }
    }
}

/// A line being built.
#[derive(Debug)]
struct Line {
    runs: Runs,
    v0: f64,
}

impl Line {
    fn new(nth: usize, run: Run) -> Self {
        Self { v0: run.v0, runs: Runs::Few(smallvec![(key(nth, &run), run)]) }
    }

    fn push(&mut self, nth: usize, run: Run) {
        self.v0 = self.v0.min(run.v0);
        self.runs.insert(key(nth, &run), run);
    }

    /// Whether a run stands on this line: on the height of its nearest neighbour there.
    fn takes(&self, frame: &Frame, nth: usize, run: &Run) -> bool {
        let (left, right) = self.runs.around(key(nth, run));
        let distance = |other: &Run| (other.u0 - run.u1).max(run.u0 - other.u1).max(0.0);
        let Some(nearest) = left.into_iter().chain(right).min_by(|a, b| distance(a).total_cmp(&distance(b))) else {
            return false;
        };
        // The nearest glyph counts, not the whole run: a large initial must not pull in two lines.
        let of = &nearest.stretches;
        let stretches = frame.stretches.get(of.clone()).unwrap_or_default();
        let edge = if run.u0 >= nearest.u1 {
            stretches.last().map(|stretch| stretch.last_v)
        } else {
            stretches.first().map(|stretch| stretch.first_v)
        };
        share(edge.unwrap_or((nearest.v0, nearest.v1)), (run.v0, run.v1)) > SAME_LINE
    }
}

/// Runs on the same height, of those sorted by it: top line first, each line from left to right.
fn lines(frame: &Frame, runs: Vec<Run>) -> Vec<SmallVec<[Run; 1]>> {
    let mut lines: Vec<Line> = Vec::with_capacity(runs.len());
    // Lines that end above cannot take another run: they are not looked at again.
    let mut first_open = 0;
    for (nth, run) in runs.into_iter().enumerate() {
        while lines.get(first_open).is_some_and(|line| line.v0 > run.v1) {
            first_open += 1;
        }
        let open = lines.get_mut(first_open..).unwrap_or_default().iter_mut();
        match open.rev().take(MAX_OPEN_LINES).find(|line| line.takes(frame, nth, &run)) {
            Some(line) => line.push(nth, run),
            None => lines.push(Line::new(nth, run)),
        }
    }
    lines.into_iter().map(|line| line.runs.in_order()).collect()
}

/// A stretch of a line without a wide gap, along the line.
#[derive(Debug, Clone, Copy)]
struct Block {
    u0: f64,
    u1: f64,
    em: f64,
}

/// The blocks of a line, from left to right.
fn blocks(frame: &Frame, line: &[Run]) -> SmallVec<[Block; 8]> {
    let mut blocks = SmallVec::<[Block; 8]>::new();
    for run in line {
        let em = em(frame, run);
        match blocks.last_mut() {
            Some(block) if run.u0 - block.u1 < COLUMN_GAP * em => block.u1 = block.u1.max(run.u1),
            _ => blocks.push(Block { u0: run.u0, u1: run.u1, em }),
        }
    }
    blocks
}

fn em(frame: &Frame, run: &Run) -> f64 {
    frame.stretches.get(run.stretches.start).map_or(0.0, |stretch| stretch.em)
}

/// The gaps of a line that may be gutters, from left to right: those with text of some length on either side. (Labels
/// spread over a width, such as `甲　方`, line up too, but are short.)
fn gaps(line: &[Block]) -> Vec<(f64, f64)> {
    let long = |p: &Block| p.u1 - p.u0 > COLUMN_LEAST * p.em;
    line.windows(2).filter(|pair| long(&pair[0]) && long(&pair[1])).map(|pair| (pair[0].u1, pair[1].u0)).collect()
}

/// Where the text begins that a gutter separates from what is left of it: right of a gap that at least two of the
/// lines around share.
fn gutters(gaps: &[Vec<(f64, f64)>], nth: usize) -> Vec<f64> {
    let Some(own) = gaps.get(nth) else { return Vec::new() };
    let near = nth.saturating_sub(COLUMN_LINES)..(nth + COLUMN_LINES + 1).min(gaps.len());
    own.iter()
        .filter(|(from, to)| {
            let shares = |other: &&Vec<(f64, f64)>| {
                // Gaps of a line are in order and apart: only the first that ends beyond ours begins can be the one.
                let at = other.partition_point(|(_, end)| end <= from);
                other.get(at).is_some_and(|(f, t)| to.min(*t) - from.max(*f) > 0.6 * (to - from).min(t - f))
            };
            gaps.get(near.clone()).unwrap_or_default().iter().filter(shares).count() >= 3
        })
        .map(|(_, to)| *to)
        .collect()
}

/// Cuts a line where a gap is as wide as a gutter, or is one by the lines around it.
fn cut(frame: &Frame, line: SmallVec<[Run; 1]>, gutters: &[f64], segments: &mut Vec<Segment>) {
    let mut is_first = true;
    for run in line {
        let em = em(frame, &run);
        let after_gutter = gutters.binary_search_by(|gutter| gutter.total_cmp(&run.u0)).is_ok();
        match segments.last_mut() {
            Some(segment) if !is_first && run.u0 - segment.u1 < GUTTER * em && !after_gutter => {
                segment.runs.push(run.stretches);
                segment.u1 = segment.u1.max(run.u1);
                segment.v0 = segment.v0.min(run.v0);
                segment.v1 = segment.v1.max(run.v1);
            }
            _ => {
                let Run { stretches, u0, u1, v0, v1 } = run;
                segments.push(Segment { runs: smallvec![stretches], u0, u1, v0, v1 });
            }
        }
        is_first = false;
    }
}

/// Joins each segment to the one that continues it on the next line.
fn chain(segments: Vec<Segment>) -> Vec<Flow> {
    let count = segments.len();
    let mut next: Vec<Option<usize>> = vec![None; count];
    let mut has_previous = vec![false; count];
    for (index, above) in segments.iter().enumerate() {
        let height = above.v1 - above.v0;
        let mut best: Option<(f64, usize)> = None;
        for (below_index, below) in segments.iter().enumerate().skip(index + 1).take(MAX_BELOW) {
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
