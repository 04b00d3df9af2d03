//! Reading order, by which occurrences are counted (INTERFACE.md, Reading order and occurrences).

use std::cmp::Ordering;

use super::Match;
use crate::geometry::{Page, Rect};

/// Puts indices in an order. One sort serves all, as each instance would be five kilobytes of the browser's module.
pub(super) fn sort(indices: &mut [usize], order: &dyn Fn(usize, usize) -> Ordering) {
    indices.sort_by(|a, b| order(*a, *b));
}

/// Matches of one keyword in the order in which the content stream draws them.
pub(crate) fn in_stream_order<'m>(matches: &[&'m Match]) -> Vec<&'m Match> {
    let mut drawn: Vec<usize> = (0..matches.len()).collect();
    sort(&mut drawn, &|a, b| matches[a].stream_index.cmp(&matches[b].stream_index));
    drawn.into_iter().map(|at| matches[at]).collect()
}

/// The indices of the boxes in reading order: boxes that overlap vertically by more than half of the smaller height are
/// on one line, from left to right; lines go from top to bottom.
pub(super) fn reading_order(boxes: &[Rect<Page>]) -> Vec<usize> {
    let mut by_top: Vec<usize> = (0..boxes.len()).collect();
    sort(&mut by_top, &|a, b| {
        let (a, b) = (&boxes[a], &boxes[b]);
        step(b.center().y).total_cmp(&step(a.center().y)).then(step(a.x0()).total_cmp(&step(b.x0())))
    });
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for index in by_top {
        match lines.last_mut() {
            Some(line) if same_line(&boxes[line[0]], &boxes[index]) => line.push(index),
            _ => lines.push(vec![index]),
        }
    }
    for line in &mut lines {
        sort(line, &|a, b| step(boxes[a].x0()).total_cmp(&step(boxes[b].x0())));
    }
    lines.into_iter().flatten().collect()
}

/// A coordinate in steps so small that nobody sees them, and so large that what rounding makes of two that are the same does
/// not decide which comes first.
fn step(points: f64) -> f64 {
    (points * 1e6).round()
}

fn same_line(a: &Rect<Page>, b: &Rect<Page>) -> bool {
    let common = a.y1().min(b.y1()) - a.y0().max(b.y0());
    common > 0.5 * a.height().min(b.height())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point;

    fn boxed(x: f64, y: f64) -> Rect<Page> {
        Rect::from_origin_size(Point::new(x, y), 50.0, 10.0)
    }

    #[test]
    fn lines_go_down_and_each_from_left_to_right() {
        let boxes = [boxed(300.0, 102.0), boxed(10.0, 50.0), boxed(10.0, 100.0), boxed(200.0, 98.0)];
        assert_eq!(reading_order(&boxes), [2, 3, 0, 1]);
    }

    #[test]
    fn of_boxes_that_begin_at_one_place_the_first_comes_first_whatever_rounding_makes_of_it() {
        let below = |x: f64| f64::from_bits(x.to_bits() - 1);
        for (x, y) in [(10.0, 100.0), (below(10.0), 100.0), (10.0, below(100.0)), (below(10.0), below(100.0))] {
            assert_eq!(reading_order(&[boxed(10.0, 100.0), boxed(x, y)]), [0, 1], "{x} {y}");
            assert_eq!(reading_order(&[boxed(x, y), boxed(10.0, 100.0)]), [0, 1], "{x} {y}");
        }
    }
}
