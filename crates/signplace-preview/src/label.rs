//! Where a control's label stands: beside its box, on the page, and not on another label or box.

use signplace::geometry::{Page, PageGeometry, Point, Rect};

use crate::mark::Mark;
use crate::scene::{Color, Text};

const SIZE: f64 = 8.0;
/// Characters of a label.
const MOST: usize = 40;
/// How far from the box a label may move out of the way, in lines.
const LINES: u32 = 5;

/// The labels of a page so far.
pub(crate) struct Labels {
    page: Rect<Page>,
    boxes: Vec<Rect<Page>>,
    placed: Vec<Rect<Page>>,
}

impl Labels {
    pub(crate) fn new(geometry: &PageGeometry, boxes: impl IntoIterator<Item = Rect<Page>>) -> Self {
        Self { page: geometry.page_rect(), boxes: boxes.into_iter().collect(), placed: Vec::new() }
    }

    /// The label of a mark.
    pub(crate) fn place(&mut self, mark: &Mark, color: Color) -> Option<Text> {
        let text = shortened(mark);
        if text.is_empty() {
            return None;
        }
        let mut label = Text { origin: Point::ORIGIN, size: SIZE, text, color, rim: true };
        let widest = (self.page.width() - 4.0 - label.width()).max(2.0);
        let x = mark.bounds.x0().clamp(2.0, widest);
        let lowest = |y: f64| y.clamp(0.25 * SIZE, (self.page.height() - SIZE).max(0.25 * SIZE));
        // Above, below, and then further off; within the box where there is no better place.
        let above = (0..LINES).map(|line| mark.bounds.y1() + 0.35 * SIZE + f64::from(line) * 1.2 * SIZE);
        let below = (0..LINES).map(|line| mark.bounds.y0() - 1.05 * SIZE - f64::from(line) * 1.2 * SIZE);
        let within = [mark.bounds.y1() - 1.3 * SIZE, mark.bounds.y0() + 0.5 * SIZE];
        let choices: Vec<f64> = above.zip(below).flat_map(|(a, b)| [a, b]).chain(within).map(lowest).collect();
        let cost = |y: f64| {
            let there = Text { origin: Point::new(x, y), ..label.clone() }.bounds();
            let on = |others: &[Rect<Page>]| others.iter().map(|other| other.shared_area(&there)).sum::<f64>();
            4.0 * on(&self.placed) + on(&self.boxes)
        };
        let mut best = (f64::INFINITY, mark.bounds.y1());
        for y in choices {
            let cost = cost(y);
            if cost + 1e-9 < best.0 {
                best = (cost, y);
            }
        }
        label.origin = Point::new(x, best.1);
        self.placed.push(label.bounds());
        Some(label)
    }
}

fn shortened(mark: &Mark) -> String {
    let mut text = mark.id.clone();
    if let Some(signer) = mark.signer.as_deref().filter(|signer| *signer != text) {
        text.push_str(&format!(" · {signer}"));
    }
    if let Some((index, count)) = mark.slice {
        text.push_str(&format!(" {}/{count}", index + 1));
    }
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST - 1).chain(['…']).collect() }
}
