//! A look at runs before lines are put together: where lines clearly stand apart, as in most text, only those that may hold
//! what is looked for are put together, with the few around them.

use std::ops::Range;

use super::frame::{Frame, Stretch};
use super::lines::{Run, SAME_LINE};

/// Each run is compared with no more bands than this: a hostile page could keep all of them open.
const MOST_OPEN: usize = 64;

/// Runs that may be on one line, or on several: none of them is on a line with runs of another band.
pub(super) struct Band {
    /// Indices of its runs.
    pub(super) runs: Range<usize>,
    /// All that its stretches hold.
    pub(super) set: u64,
    v0: f64,
    v1: f64,
    /// The least height of a glyph that decides on a line.
    least: f64,
}

impl Band {
    /// Whether a run may be on a line of this band. It says what [`Line::takes`](super::lines) says in the best case: whatever
    /// glyph of the band is the nearest.
    fn may_take(&self, run: &Run, least: f64) -> bool {
        let common = self.v1.min(run.v1) - self.v0.max(run.v0);
        let least = self.least.min(least);
        common >= 0.0 && (least <= 0.0 || common > SAME_LINE * least)
    }
}

/// The bands of runs that are in the order of lines, from top to bottom, by a set for each of their stretches. `None` where
/// bands reach into one another.
pub(super) fn bands(frame: &Frame, runs: &[Run], set_of: impl Fn(&Stretch) -> u64) -> Option<Vec<Band>> {
    let mut bands: Vec<Band> = Vec::with_capacity(runs.len());
    let mut first_open = 0;
    for (nth, run) in runs.iter().enumerate() {
        let (mut set, mut least) = (0, f64::INFINITY);
        for stretch in frame.stretches.get(run.stretches.clone()).unwrap_or_default() {
            set |= set_of(stretch);
            let height = |(v0, v1): (f64, f64)| v1 - v0;
            least = least.min(height(stretch.first_v)).min(height(stretch.last_v));
        }
        while bands.get(first_open).is_some_and(|band| band.v0 > run.v1) {
            first_open += 1;
        }
        let [before @ .., last] = bands.get_mut(first_open..).unwrap_or_default() else {
            bands.push(Band { runs: nth..nth + 1, set, v0: run.v0, v1: run.v1, least });
            continue;
        };
        if before.len() > MOST_OPEN || before.iter().any(|band| band.may_take(run, least)) {
            return None;
        }
        if last.may_take(run, least) {
            (last.v0, last.v1, last.least) = (last.v0.min(run.v0), last.v1.max(run.v1), last.least.min(least));
            (last.set, last.runs.end) = (last.set | set, nth + 1);
        } else {
            bands.push(Band { runs: nth..nth + 1, set, v0: run.v0, v1: run.v1, least });
        }
    }
    Some(bands)
}
