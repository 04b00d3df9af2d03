//! Text drawn twice a little apart, as shadows and outlines are: found twice, and yet one match.

use super::Match;
use crate::geometry::{Page, Point, Quad};

/// Of the matches before one in reading order, only the last so many are compared with it: what is drawn over it is
/// near, and a hostile page has many.
const MAX_BEFORE: usize = 128;
/// Matches that share more than this part of the smaller one are one.
const SHARED: f64 = 0.5;
/// Text that is so many times as large is another text: a watermark across a page stands for itself.
const OTHER_SIZE: f64 = 2.0;

/// The matches without those that lie over another, of one keyword on one page, in reading order. Of two the first
/// stays; but what can be seen before what cannot, and what the page says before what is in a field or annotation.
pub(super) fn without_overlaps<T>(matches: Vec<T>, of: impl Fn(&T) -> &Match) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(matches.len());
    for one in matches {
        let recent = kept.len().saturating_sub(MAX_BEFORE);
        let under = kept[recent..].iter().rposition(|before| are_one(of(before), of(&one))).map(|at| recent + at);
        let rank = |found: &Match| (!found.visible, found.origin.is_some());
        match under.and_then(|at| kept.get_mut(at)) {
            None => kept.push(one),
            Some(before) if rank(of(&one)) < rank(of(before)) => *before = one,
            Some(_) => {}
        }
    }
    kept
}

/// Whether two matches lie over one another.
fn are_one(a: &Match, b: &Match) -> bool {
    if a.bounds.shared_area(&b.bounds) <= 0.0
        || a.font_size.max(b.font_size) > OTHER_SIZE * a.font_size.min(b.font_size)
    {
        return false;
    }
    let total = |found: &Match| found.quads.iter().map(|quad| area(&quad.corners).abs()).sum::<f64>();
    let pairs = a.quads.iter().flat_map(|a| b.quads.iter().map(move |b| (a, b)));
    let shared: f64 = pairs.map(|(a, b)| shared_area(a, b)).sum();
    shared > SHARED * total(a).min(total(b))
}

/// The area that two quads share; of the second, the inside is what lies on the same side of all its edges.
fn shared_area(a: &Quad<Page>, b: &Quad<Page>) -> f64 {
    let turn = area(&b.corners).signum();
    let mut shape: Vec<Point<Page>> = a.corners.to_vec();
    // Sutherland and Hodgman: cut by one edge after the other.
    for (nth, &from) in b.corners.iter().enumerate() {
        let to = b.corners[(nth + 1) % 4];
        let side = |p: Point<Page>| (to - from).cross(p - from) * turn;
        let mut cut = Vec::with_capacity(shape.len() + 1);
        for (nth, &here) in shape.iter().enumerate() {
            let next = shape[(nth + 1) % shape.len()];
            let (s, t) = (side(here), side(next));
            if s >= 0.0 {
                cut.push(here);
            }
            if (s > 0.0 && t < 0.0) || (s < 0.0 && t > 0.0) {
                cut.push(here + (next - here) * (s / (s - t)));
            }
        }
        shape = cut;
    }
    area(&shape).abs()
}

/// The area of a polygon, positive when its corners go counter-clockwise.
fn area(corners: &[Point<Page>]) -> f64 {
    let Some(&first) = corners.first() else { return 0.0 };
    corners.windows(2).map(|pair| (pair[0] - first).cross(pair[1] - first)).sum::<f64>() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quad(x: f64, y: f64, width: f64, height: f64, degrees: f64) -> Quad<Page> {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let at = |u: f64, v: f64| Point::new(x + u * cos - v * sin, y + u * sin + v * cos);
        Quad::new([at(0.0, 0.0), at(width, 0.0), at(width, height), at(0.0, height)])
    }

    #[test]
    fn quads_share_what_lies_in_both() {
        let one = quad(0.0, 0.0, 10.0, 4.0, 0.0);
        for (other, expected) in [
            (one, 40.0),
            (quad(1.0, -1.0, 10.0, 4.0, 0.0), 27.0),
            (quad(10.0, 0.0, 10.0, 4.0, 0.0), 0.0),
            (quad(4.0, -10.0, 30.0, 2.0, 90.0), 8.0),
            (quad(2.0, 1.0, 2.0, 2.0, 0.0), 4.0),
        ] {
            for (a, b) in [(&one, &other), (&other, &one)] {
                let got = shared_area(a, b);
                assert!((got - expected).abs() < 1e-9, "{other:?}: {got}, expected {expected}");
            }
        }
        // The bounds of slanting lines share much, the lines nothing.
        let (first, second) = (quad(0.0, 0.0, 80.0, 10.0, 45.0), quad(-10.0, 10.0, 80.0, 10.0, 45.0));
        assert!(first.bounds().shared_area(&second.bounds()) > 2000.0);
        assert!(shared_area(&first, &second) < 1e-9);
    }
}
