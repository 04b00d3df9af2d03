//! The path under construction, as far as it clips what is shown later (ISO 32000-2, 8.5).

use smallvec::SmallVec;

use super::state::State;
use crate::geometry::{Page, Point, Rect};

/// Points that are kept before their bounds are taken.
const KEPT: usize = 32;

/// A path, as bounds on the displayed page. Most paths are painted and never clip: only of those that do are points
/// looked at.
#[derive(Default)]
pub(super) struct Path {
    /// Points since, in the user space of the state.
    points: SmallVec<[[f64; 2]; KEPT]>,
    bounds: Option<Rect<Page>>,
    clips: bool,
}

impl Path {
    /// Adds points of user space: of a segment all that it may reach.
    #[inline]
    pub(super) fn add<const N: usize>(&mut self, points: [[f64; 2]; N], state: &State) {
        if self.points.len() + N > KEPT {
            self.settle(state);
        }
        self.points.extend_from_slice(&points);
    }

    /// Takes the bounds of points before their user space becomes another.
    #[inline]
    pub(super) fn settle(&mut self, state: &State) {
        for [x, y] in self.points.drain(..) {
            let point = state.to_page.point(Point::new(x, y));
            let spot = Rect::from_corners(point, point);
            self.bounds = Some(self.bounds.map_or(spot, |bounds| bounds.union(spot)));
        }
    }

    /// The next painting operator makes it clip.
    pub(super) fn clip(&mut self) {
        self.clips = true;
    }

    /// Ends the path; the bounds that it clips to, if it does.
    #[inline]
    pub(super) fn end(&mut self, state: &State) -> Option<Rect<Page>> {
        if !self.clips {
            self.points.clear();
            self.bounds = None;
            return None;
        }
        self.settle(state);
        self.clips = false;
        self.bounds.take()
    }
}
