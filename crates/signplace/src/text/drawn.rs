//! Straight lines that a page's content draws along its edges: blanks to sign on, and the walls of tables' cells (ISO 32000-2,
//! 8.5). Forms are not looked into.

use super::content::Tokens;
use super::interpreter::page_content;
use super::state::Matrix;
use crate::api::Document;
use crate::document::stream::Budget;
use crate::error::Error;
use crate::geometry::{Page, Point, Rect, Transform, User};

/// A filled rectangle of at most this width is a line, in points.
const THIN: f64 = 2.5;
/// Shorter lines are strokes of drawings, dots and dashes, in points.
const SHORTEST: f64 = 8.0;
/// More lines than these are a picture.
const MOST: usize = 4096;
/// Corners of one path that are kept.
const MOST_CORNERS: usize = 4096;
/// `q` nests no deeper.
const MAX_STATES: usize = 256;
/// Operators after which the rest is left unread: lines are a help, and not worth more.
const MAX_OPERATORS: u64 = 2_000_000;

/// The lines of a page, as thin boxes in points on the displayed page.
#[derive(Debug, Default, Clone)]
pub(crate) struct Drawn {
    /// From left to right.
    pub(crate) level: Vec<Rect<Page>>,
    /// Upwards.
    pub(crate) upright: Vec<Rect<Page>>,
}

impl Drawn {
    fn add(&mut self, line: Option<Rect<Page>>) {
        let Some(line) = line.filter(Rect::is_finite) else { return };
        let (width, height) = (line.width(), line.height());
        if height <= THIN && width >= SHORTEST && self.level.len() < MOST {
            self.level.push(line);
        } else if width <= THIN && height >= SHORTEST && self.upright.len() < MOST {
            self.upright.push(line);
        }
    }

    /// The lines in pieces joined: dashes, and borders that are drawn cell by cell.
    fn joined(mut self) -> Self {
        self.level.sort_by(|a, b| a.y0().total_cmp(&b.y0()).then(a.x0().total_cmp(&b.x0())));
        let mut level: Vec<Rect<Page>> = Vec::new();
        for line in self.level {
            match level.last_mut() {
                Some(last) if (last.y0() - line.y0()).abs() < 0.3 && line.x0() - last.x1() < 3.0 => {
                    *last = last.union(line);
                }
                _ => level.push(line),
            }
        }
        Self { level, upright: self.upright }
    }
}

/// What of a box, which may be without width or height, lies within another.
fn within(inner: Rect<Page>, clip: &Rect<Page>) -> Option<Rect<Page>> {
    let (x0, y0) = (inner.x0().max(clip.x0()), inner.y0().max(clip.y0()));
    let (x1, y1) = (inner.x1().min(clip.x1()), inner.y1().min(clip.y1()));
    (x0 <= x1 && y0 <= y1).then(|| Rect::from_corners(Point::new(x0, y0), Point::new(x1, y1)))
}

/// The lines of a page (numbered from 1).
///
/// Fails when a budget of the document is used up.
pub(crate) fn drawn(document: &Document, number: u32, budget: &Budget) -> Result<Drawn, Error> {
    let Some(page) = document.file.page(number) else { return Ok(Drawn::default()) };
    let content = page_content(document, page, budget)?;
    let geometry = document.geometry(number);
    Ok(read(&content, geometry.user_to_page(), geometry.page_rect()))
}

fn read(content: &[u8], to_page: Transform<User, Page>, paper: Rect<Page>) -> Drawn {
    let mut drawn = Drawn::default();
    // What can be painted on, as bounds: some producers fill a wide box through a thin clip.
    let (mut ctm, mut clip, mut clips) = (to_page, paper, false);
    let mut saved = Vec::new();
    // Each subpath's corners, and whether it has only straight sides.
    let mut path: Vec<(Vec<Point<Page>>, bool)> = Vec::new();
    let mut corners = 0;
    let mut count = 0;
    let mut tokens = Tokens::new(content);
    while let Some(operator) = tokens.next_operator() {
        count += 1;
        if count > MAX_OPERATORS {
            break;
        }
        match operator {
            b"q" if saved.len() < MAX_STATES => saved.push((ctm, clip)),
            b"Q" => (ctm, clip) = saved.pop().unwrap_or((ctm, clip)),
            b"W" | b"W*" => clips = true,
            b"cm" => {
                if let Some(matrix) = tokens.numbers::<6>() {
                    ctm = Matrix::from_matrix(matrix).then(&ctm);
                }
            }
            b"m" => {
                if let Some([x, y]) = tokens.numbers()
                    && corners < MOST_CORNERS
                {
                    corners += 1;
                    path.push((vec![ctm.point(Point::new(x, y))], true));
                }
            }
            b"l" => {
                if let (Some([x, y]), Some((points, _))) = (tokens.numbers(), path.last_mut())
                    && corners < MOST_CORNERS
                {
                    corners += 1;
                    points.push(ctm.point(Point::new(x, y)));
                }
            }
            b"c" | b"v" | b"y" => {
                if let Some((_, straight)) = path.last_mut() {
                    *straight = false;
                }
            }
            b"h" => {
                if let Some((points, _)) = path.last_mut()
                    && let Some(first) = points.first().copied()
                {
                    points.push(first);
                }
            }
            b"re" => {
                if let Some([x, y, width, height]) = tokens.numbers()
                    && corners < MOST_CORNERS
                {
                    corners += 4;
                    let at = |x, y| ctm.point(Point::new(x, y));
                    let turn = vec![at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height), at(x, y)];
                    path.push((turn, true));
                }
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                let is_stroked = !matches!(operator, b"f" | b"F" | b"f*" | b"n");
                let bounds = Rect::around(path.iter().flat_map(|(points, _)| points.iter().copied()));
                for (points, straight) in path.drain(..) {
                    if !straight || operator == b"n" {
                        continue;
                    }
                    if is_stroked {
                        for side in points.windows(2) {
                            drawn.add(within(Rect::from_corners(side[0], side[1]), &clip));
                        }
                    } else if let Some(around) = Rect::around(points) {
                        drawn.add(within(around, &clip));
                    }
                }
                if std::mem::take(&mut clips)
                    && let Some(bounds) = bounds
                {
                    clip = within(bounds, &clip).unwrap_or_else(|| Rect::from_corners(clip.origin(), clip.origin()));
                }
                corners = 0;
            }
            _ => {}
        }
    }
    drawn.joined()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::PageGeometry;

    fn lines(content: &str) -> (Vec<[f64; 4]>, usize) {
        let page = PageGeometry::from_size(600.0, 800.0);
        let drawn = read(content.as_bytes(), page.user_to_page(), page.page_rect());
        (drawn.level.iter().map(|l| [l.x0(), l.y0(), l.x1(), l.y1()]).collect(), drawn.upright.len())
    }

    #[test]
    fn strokes_thin_boxes_and_the_sides_of_boxes_are_lines() {
        assert_eq!(lines("100 50 m 250 50 l S").0, [[100.0, 50.0, 250.0, 50.0]]);
        assert_eq!(lines("100 50 150 0.75 re f").0, [[100.0, 50.0, 250.0, 50.75]]);
        assert_eq!(lines("q 2 0 0 2 10 0 cm 10 10 m 40 10 l S Q").0, [[30.0, 20.0, 90.0, 20.0]]);
        assert_eq!(
            lines("q 100 50 m 250 50 l 250 51 l 100 51 l W n 100 51 150 -30 re f* Q").0,
            [[100.0, 50.0, 250.0, 51.0]]
        );
        assert_eq!(lines("100 50 150 30 re S"), (vec![[100.0, 50.0, 250.0, 50.0], [100.0, 80.0, 250.0, 80.0]], 2));
    }

    #[test]
    fn dashes_are_one_line_and_clips_shades_and_curves_are_none() {
        let dashes: String = (0..10).map(|i| format!("{} 50 m {} 50 l S ", 100 + i * 10, 109 + i * 10)).collect();
        assert_eq!(lines(&dashes).0, [[100.0, 50.0, 199.0, 50.0]]);
        assert_eq!(lines("100 50 150 30 re W n 100 50 150 30 re f 0 0 m 9 9 50 0 90 0 c S"), (vec![], 0));
    }
}
