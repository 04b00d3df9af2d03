//! The words of a page with the boxes they stand in, for checks of what a control covers.

use super::find::outline;
use super::frame::frames;
use super::lines::flows;
use super::sequence::{Gap, Item, items};
use crate::geometry::{Page, Rect};
use crate::text::PageText;

/// The visible words of the page, form fields and annotations included, in the order in which its lines are read.
pub(crate) fn words(text: &PageText) -> Vec<(Rect<Page>, String)> {
    let mut words = Vec::new();
    for frame in frames(text) {
        for flow in flows(&frame) {
            let mut visible = items(text, &frame, &flow);
            visible.retain(|item| is_visible(text, item));
            let joined = |a: &Item, b: &Item| b.gap == Gap::None && is_rule(a.char) == is_rule(b.char);
            for word in visible.chunk_by(joined) {
                if let Some(quad) = outline(text, word) {
                    words.push((quad.bounds(), word.iter().map(|item| item.char).collect()));
                }
            }
        }
    }
    words
}

/// A line to write on that is made of characters: Chinese has no space between it and its label.
fn is_rule(c: char) -> bool {
    matches!(c, '_' | '＿' | '﹏')
}

fn is_visible(text: &PageText, item: &Item) -> bool {
    text.glyphs.get(item.glyph).is_some_and(|glyph| glyph.is_visible())
}
