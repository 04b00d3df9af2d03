//! A row of glyphs in memory that is filled once.

use std::ops::{Deref, DerefMut};

use super::glyph::Glyph;

/// Glyphs in a row. The memory behind them stays filled, from string to string and from page to page: so places for those to
/// come are there without being made each time.
#[derive(Debug, Default)]
pub(crate) struct Glyphs {
    slots: Vec<Glyph>,
    /// How many slots are glyphs; there are as many or more.
    count: usize,
}

/// Glyphs that a page of text has: room for so many is made at once, as memory that grows in steps is copied, and given back and
/// taken anew from search to search.
const OF_A_PAGE: usize = 2560;

impl Glyphs {
    /// So many places for glyphs to come, or more: those that become glyphs are to be [kept](Self::keep).
    #[inline]
    pub(super) fn places(&mut self, number: usize) -> &mut [Glyph] {
        let wanted = self.count + number;
        if self.slots.len() < wanted {
            self.fill(wanted);
        }
        self.slots.get_mut(self.count..).unwrap_or_default()
    }

    #[cold]
    fn fill(&mut self, wanted: usize) {
        if self.slots.capacity() == 0 {
            self.slots.reserve_exact(wanted.max(OF_A_PAGE));
        }
        self.slots.resize(wanted, Glyph::NONE);
    }

    /// Makes the first places glyphs.
    #[inline]
    pub(super) fn keep(&mut self, number: usize) {
        self.count = (self.count + number).min(self.slots.len());
    }

    #[inline]
    pub(super) fn push(&mut self, glyph: Glyph) {
        if let Some(slot) = self.places(1).first_mut() {
            *slot = glyph;
            self.count += 1;
        }
    }

    /// Gives back what memory there is for glyphs to come.
    pub(super) fn shrink(&mut self) {
        self.slots.truncate(self.count);
        self.slots.shrink_to_fit();
    }

    /// Forgets the glyphs from this one on.
    pub(super) fn truncate(&mut self, count: usize) {
        self.count = self.count.min(count);
    }
}

impl Deref for Glyphs {
    type Target = [Glyph];

    #[inline]
    fn deref(&self) -> &[Glyph] {
        self.slots.get(..self.count).unwrap_or_default()
    }
}

impl DerefMut for Glyphs {
    #[inline]
    fn deref_mut(&mut self) -> &mut [Glyph] {
        self.slots.get_mut(..self.count).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(glyphs: &Glyphs) -> Vec<f64> {
        glyphs.iter().map(|glyph| glyph.start).collect()
    }

    #[test]
    fn what_was_forgotten_does_not_come_back() {
        let mut glyphs = Glyphs::default();
        (0..3).for_each(|start| glyphs.push(Glyph::NONE.placed(f64::from(start))));
        glyphs.truncate(1);
        assert_eq!(starts(&glyphs), [0.0]);
        assert!(glyphs.places(4).len() >= 4);
        glyphs.places(4)[0].start = 7.0;
        assert_eq!(starts(&glyphs), [0.0]);
        glyphs.keep(1);
        glyphs.push(Glyph::NONE.placed(8.0));
        assert_eq!(starts(&glyphs), [0.0, 7.0, 8.0]);
        glyphs.truncate(9);
        assert_eq!(glyphs.len(), 3);
        glyphs.truncate(2);
        glyphs.shrink();
        assert_eq!((starts(&glyphs), glyphs.slots.capacity()), (vec![0.0, 7.0], 2));
    }
}
