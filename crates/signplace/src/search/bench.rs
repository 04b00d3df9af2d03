//! Ways in for the benches: the lines of a page, and keywords in them. No part of the API.

use super::Query;
use super::find::needles;
use super::frame::{Frame, frames};
use super::lines::{Flow, flows};
use super::matcher::Text as Folded;
use super::sequence::items;
use crate::error::Error;
use crate::text::bench::Text;

/// The lines of a page.
pub struct Lines(Vec<(Frame, Vec<Flow>)>);

impl Lines {
    /// The number of segments of lines.
    pub fn segments(&self) -> usize {
        self.0.iter().flat_map(|(_, flows)| flows).map(Vec::len).sum()
    }
}

/// Puts the glyphs of a page together to lines.
pub fn lines(text: &Text) -> Lines {
    let of = |frame: Frame| {
        let flows = flows(&frame);
        (frame, flows)
    };
    Lines(frames(&text.0).into_iter().map(of).collect())
}

/// Folds the text of lines and looks for keywords in it; the number of candidates found. Nothing is passed over.
pub fn matches(text: &Text, lines: &Lines, query: &Query) -> Result<usize, Error> {
    let needles = needles(query)?;
    let mut count = 0;
    for (frame, flows) in &lines.0 {
        for flow in flows {
            let folded = Folded::new(items(&text.0, frame, flow), query);
            count += needles.iter().map(|needle| needle.find_in(&folded).len()).sum::<usize>();
        }
    }
    Ok(count)
}
