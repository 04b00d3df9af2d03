//! The graphics state as far as text needs it (ISO 32000-2, 8.4.1 and 9.3).

use super::fonts::HeldFont;
use crate::geometry::{Page, Point, Rect, Transform, User};

/// A PDF matrix within user space.
pub(super) type Matrix = Transform<User, User>;

/// What `q` saves and `Q` restores.
#[derive(Clone)]
pub(super) struct State {
    /// From the current user space to the displayed page: the current transformation matrix, and what the page's
    /// geometry adds to it.
    pub(super) to_page: Transform<User, Page>,
    pub(super) font: Option<HeldFont>,
    /// Tfs.
    pub(super) size: f64,
    /// Tc.
    pub(super) char_spacing: f64,
    /// Tw.
    pub(super) word_spacing: f64,
    /// Th: Tz / 100.
    pub(super) scale: f64,
    /// TL.
    pub(super) leading: f64,
    /// Ts.
    pub(super) rise: f64,
    /// Tr.
    pub(super) render_mode: u8,
    /// What can be painted on, as bounds: at least the true clip, on the displayed page.
    pub(super) clip: Rect<Page>,
}

impl State {
    pub(super) fn new(to_page: Transform<User, Page>, clip: Rect<Page>) -> Self {
        Self {
            to_page,
            font: None,
            size: 0.0,
            char_spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            render_mode: 0,
            clip,
        }
    }

    /// Changes the current user space by a matrix that leads from the new one to the old (ISO 32000-2, 8.3.4).
    pub(super) fn concatenate(&mut self, matrix: &Matrix) {
        self.to_page = matrix.then(&self.to_page);
    }

    /// Narrows the clip; nothing is left when the two do not meet.
    pub(super) fn clip_to(&mut self, bounds: Rect<Page>) {
        let corner = Point::new(f64::MIN, f64::MIN);
        self.clip = self.clip.intersection(&bounds).unwrap_or_else(|| Rect::from_corners(corner, corner));
    }
}
