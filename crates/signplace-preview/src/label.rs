//! Where a control's label stands: beside its box, on the page, and not on another label or box.

use signplace::geometry::{Page, PageGeometry, Point, Rect};

use crate::mark::Mark;
use crate::scene::{Color, Text};

/// In points, on a page as broad as A4 or narrower; on larger ones as large beside the page.
pub(crate) const SIZE: f64 = 8.0;
const A4: f64 = 595.0;
/// Characters of a label.
const MOST: usize = 40;
/// How far from the box a label may move out of the way, in lines.
const LINES: u32 = 5;

/// How large labels are on a page.
pub(crate) fn size_on(geometry: &PageGeometry) -> f64 {
    SIZE * (geometry.width().min(geometry.height()) / A4).max(1.0)
}

/// The labels of a page so far.
pub(crate) struct Labels {
    page: Rect<Page>,
    size: f64,
    boxes: Vec<Rect<Page>>,
    placed: Vec<Rect<Page>>,
}

impl Labels {
    pub(crate) fn new(geometry: &PageGeometry, boxes: impl IntoIterator<Item = Rect<Page>>) -> Self {
        Self {
            page: geometry.page_rect(),
            size: size_on(geometry),
            boxes: boxes.into_iter().collect(),
            placed: Vec::new(),
        }
    }

    /// The label of a mark.
    pub(crate) fn place(&mut self, mark: &Mark, color: Color) -> Option<Text> {
        let text = shortened(mark);
        if text.is_empty() {
            return None;
        }
        let (size, bounds) = (self.size, &mark.bounds);
        let mut label = Text { origin: Point::ORIGIN, size, text, color, rim: true };
        let width = label.width();
        let widest = (self.page.width() - 4.0 - width).max(2.0);
        let on_page = |x: f64, y: f64| {
            Point::new(x.clamp(2.0, widest), y.clamp(0.25 * size, (self.page.height() - size).max(0.25 * size)))
        };
        // Above, below, beside, and then further off; within the box where there is no better place.
        let x = bounds.x0();
        let above = |line: u32| on_page(x, bounds.y1() + 0.35 * size + f64::from(line) * 1.2 * size);
        let below = |line: u32| on_page(x, bounds.y0() - 1.05 * size - f64::from(line) * 1.2 * size);
        let middle = bounds.center().y - 0.35 * size;
        let beside = [on_page(bounds.x1() + 0.5 * size, middle), on_page(x - width - 0.5 * size, middle)];
        let within = [on_page(x, bounds.y1() - 1.3 * size), on_page(x, bounds.y0() + 0.5 * size)];
        let further = (1..LINES).flat_map(|line| [above(line), below(line)]);
        let choices = [above(0), below(0)].into_iter().chain(beside).chain(further).chain(within);
        let cost = |origin: Point<Page>| {
            let there = Text { origin, ..label.clone() }.bounds();
            let on = |others: &[Rect<Page>]| others.iter().map(|other| other.shared_area(&there)).sum::<f64>();
            4.0 * on(&self.placed) + on(&self.boxes)
        };
        let mut best = (f64::INFINITY, Point::ORIGIN);
        for origin in choices {
            let cost = cost(origin);
            if cost + 1e-9 < best.0 {
                best = (cost, origin);
            }
        }
        label.origin = best.1;
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
