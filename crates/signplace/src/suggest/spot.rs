//! Where a seal, a signature or a date goes by its label: on the blank, right of the label, below it; never over text, but for
//! a seal over its own label and the company's name.

use super::area::Area;
use super::label::{Label, Value};
use super::page::View;

/// A seal's diameter, and a personal seal's side, in points: 42 mm and 20 mm.
pub(super) const SEAL: f64 = 42.0 * 72.0 / 25.4;
pub(super) const SQUARE: f64 = 20.0 * 72.0 / 25.4;
/// A signature without a blank: 30 × 12 mm; a date: 35 × 8 mm. Lower ones where lines are near, down to what can still be
/// written.
const SIGNATURE: (f64, [f64; 6]) = (30.0 * 72.0 / 25.4, [12.0, 10.0, 8.5, 7.0, 5.5, 4.0]);
const DATE: (f64, [f64; 4]) = (35.0 * 72.0 / 25.4, [8.0, 6.5, 5.5, 4.0]);
const MM: f64 = 72.0 / 25.4;
/// Of a long blank so much is used, in points.
const WIDEST: f64 = 60.0 * MM;
/// On a shorter stretch of a line nothing can be written, in points.
const NARROWEST: f64 = 24.0;
/// Between what is written over two captions of one line, in points.
const GUTTER: f64 = 6.0;
/// Nothing is put nearer to the page's edge, in points.
const INSET: f64 = 4.0;
/// Text may be touched by so much, in pt², as by any placement.
const TOUCHED: f64 = 1.0;

/// Where something goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) area: Area,
    pub(super) how: How,
}

/// How a place came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// On a blank of underscores, a drawn line, or a blank to be dated.
    OnBlank,
    /// In the empty cell of a table right of the label.
    InCell,
    /// Right of the label.
    Right,
    /// Below the label.
    Below,
    /// Above the label, which stands under its line.
    Above,
    /// Over the label and the company's name, as is usual for seals.
    Over,
    /// Nowhere without covering text.
    Covering,
}

/// What a page has on it already.
pub(super) struct Room<'v> {
    pub(super) view: &'v View,
    /// Boxes suggested before.
    pub(super) taken: Vec<Area>,
}

impl Room<'_> {
    fn is_on_paper(&self, area: &Area) -> bool {
        let paper = &self.view.paper;
        let inner = Area { x0: paper.x0 + INSET, y0: paper.y0 + INSET, x1: paper.x1 - INSET, y1: paper.y1 - INSET };
        inner.contains(area)
    }

    /// How much text an area covers that is not its own, in pt².
    fn covered(&self, area: &Area, own: &[Area]) -> f64 {
        let cells = self.view.cells.iter().filter(|cell| !cell.is_blank());
        cells
            .map(|cell| {
                let text = cell.area;
                let shared = text.shared(area);
                if shared == 0.0 {
                    return 0.0;
                }
                let allowed: f64 = own
                    .iter()
                    .map(|own| {
                        let (x0, y0) = (own.x0.max(area.x0), own.y0.max(area.y0));
                        let (x1, y1) = (own.x1.min(area.x1), own.y1.min(area.y1));
                        if x0 < x1 && y0 < y1 { text.shared(&Area { x0, y0, x1, y1 }) } else { 0.0 }
                    })
                    .sum();
                (shared - allowed).max(0.0)
            })
            .sum()
    }

    fn is_free(&self, area: &Area, own: &[Area]) -> bool {
        self.is_on_paper(area)
            && self.covered(area, own) <= TOUCHED
            && self.taken.iter().all(|taken| taken.shared(area) <= 1.0)
    }

    /// Whether a drawn line goes through an area, and not only along its edge: it would stand in two rows of a table.
    fn is_crossed(&self, area: &Area) -> bool {
        let level = |line: &Area| line.y0 > area.y0 + 3.0 && line.y1 < area.y1 - 3.0 && line.is_over_or_under(area);
        self.view.level.iter().any(level)
    }

    /// The place of a signature or a date.
    pub(super) fn written(&self, label: &Label, is_date: bool) -> Spot {
        let heights: &[f64] = if is_date { &DATE.1 } else { &SIGNATURE.1 };
        let usual = if is_date { DATE.0 } else { SIGNATURE.0 };
        let at = &label.area;
        let blank = match label.value {
            Value::Blank(area) | Value::DateBlank(area) => Some(area),
            _ => label.blank_before.or_else(|| self.rule_right(at)),
        };
        if let Some(blank) = blank {
            let own = [blank];
            let width = blank.width().min(WIDEST).max(usual.min(blank.width().max(40.0)));
            let foot = if matches!(label.value, Value::DateBlank(_)) { blank.y0 - 1.0 } else { blank.y0 };
            for height in heights.iter().map(|mm| mm * MM) {
                let area = Area::new(blank.x0, foot, width, height);
                if self.is_free(&area, &own) {
                    return Spot { area, how: How::OnBlank };
                }
            }
            let lowest = heights.last().map_or(4.0, |mm| *mm) * MM;
            let area = Area::new(blank.x0, foot, width, lowest.min(blank.height().max(8.0)));
            if self.is_on_paper(&area) && self.covered(&area, &own) <= TOUCHED {
                return Spot { area, how: How::OnBlank };
            }
        }
        if let Some(cell) = self.view.empty_cell(at) {
            let height = cell.height().min(heights[0] * MM);
            let foot = cell.center().1 - height / 2.0;
            for width in [usual, 70.0, 55.0, 40.0, NARROWEST] {
                let area = Area::new(cell.x0 + 3.0, foot, width.min(cell.width() - 4.0), height);
                if self.is_free(&area, &[]) {
                    return Spot { area, how: How::InCell };
                }
            }
        }
        if let Some(spot) = self.above(label, heights, usual) {
            return spot;
        }
        if !is_date && let Some(rule) = self.rule_below(at) {
            let gap = at.y0 - rule.y1;
            for height in heights.iter().map(|mm| mm * MM).filter(|height| *height <= gap + 2.0) {
                let area = Area::new(rule.x0, rule.y1, rule.width().min(WIDEST), height);
                if self.is_free(&area, &[]) {
                    return Spot { area, how: How::OnBlank };
                }
            }
        }
        let middle = at.center().1;
        // A value that stands there already is passed.
        let from = match label.value {
            Value::Text(value) => at.x1.max(value.x1),
            _ => at.x1,
        };
        for width in [usual, 0.8 * usual, 0.65 * usual] {
            for height in heights.iter().map(|mm| mm * MM) {
                let area = Area::new(from + 4.0, middle - height / 2.0, width, height);
                if self.is_free(&area, &[]) && !self.is_crossed(&area) {
                    return Spot { area, how: How::Right };
                }
            }
        }
        for drop in [3.0, 8.0, 14.0] {
            for height in heights.iter().map(|mm| mm * MM) {
                for x in [at.x0, at.x1 - usual] {
                    let area = Area::new(x, at.y0 - drop - height, usual, height);
                    if self.is_free(&area, &[]) {
                        return Spot { area, how: How::Below };
                    }
                }
            }
        }
        let height = heights[heights.len() / 2] * MM;
        let paper = &self.view.paper;
        let x = (at.x1 + 4.0).min(paper.x1 - INSET - usual).max(paper.x0 + INSET);
        let y = (middle - height / 2.0).min(paper.y1 - INSET - height).max(paper.y0 + INSET);
        Spot { area: Area::new(x, y, usual, height), how: How::Covering }
    }

    /// A drawn line right of a label, on its foot.
    fn rule_right(&self, label: &Area) -> Option<Area> {
        let height = label.height();
        let right = self.view.rules().filter(|rule| {
            let near = rule.x0 >= label.x1 - 6.0 && rule.x0 - label.x1 < 40.0;
            near && rule.y0 > label.y0 - 0.6 * height && rule.y0 < label.y0 + 0.6 * height
        });
        right.min_by(|a, b| a.x0.total_cmp(&b.x0)).copied()
    }

    /// A line, drawn or of underscores, below a label that no other label begins.
    fn rule_below(&self, label: &Area) -> Option<Area> {
        let blanks = self.view.cells.iter().flat_map(|cell| &cell.blanks);
        let blanks = blanks.filter(|blank| blank.width() > 30.0).map(|blank| Area { y1: blank.y0, ..*blank });
        let below = self.view.rules().copied().chain(blanks).filter(|rule| {
            let drop = label.y0 - rule.y1;
            let starts = (rule.x0 - label.x0).abs() < 25.0;
            let has_caption_before = self.view.cells.iter().any(|cell| {
                let level = cell.area.y0 - 6.0 < rule.y0 && rule.y0 < cell.area.center().1;
                level && cell.area.x1 <= rule.x0 + 6.0 && rule.x0 - cell.area.x1 < 30.0
            });
            let text_between = self.view.cells.iter().any(|cell| {
                let is_between = cell.area.y1 < label.y0 + 1.0 && cell.area.y0 >= rule.y1 - 1.0;
                !cell.is_blank() && is_between && cell.area.is_over_or_under(rule)
            });
            drop > 6.0 && drop < 75.0 && starts && !has_caption_before && !text_between
        });
        below.max_by(|a, b| a.y0.total_cmp(&b.y0))
    }

    /// The blank that a label without a colon is the caption of.
    fn above(&self, label: &Label, heights: &[f64], usual: f64) -> Option<Spot> {
        let line = self.line_above(label).filter(|line| line.width() > NARROWEST)?;
        let (own, width) = ([line], line.width().min(WIDEST).max(usual.min(line.width())));
        heights.iter().map(|mm| mm * MM).find_map(|height| {
            let area = Area::new(line.x0, line.y0, width, height);
            self.is_free(&area, &own).then_some(Spot { area, how: How::Above })
        })
    }

    /// The line, drawn or of underscores, that a label without a colon stands under.
    pub(super) fn line_above(&self, label: &Label) -> Option<Area> {
        if label.has_colon || !(label.is_alone || label.is_apart) {
            return None;
        }
        let at = &label.area;
        let blanks = self.view.cells.iter().flat_map(|cell| &cell.blanks);
        let is_near = |line: &&Area| {
            let rise = line.y0 - at.y1;
            rise > -0.4 * at.height() && rise < 1.2 * at.height()
        };
        let mut lines: Vec<&Area> = self.view.rules().chain(blanks).filter(is_near).collect();
        if label.is_apart {
            // Spaces put captions roughly under their lines: of as many captions as lines, each has its own.
            let captions = self.view.labels.iter().map(|other| &other.label);
            let captions: Vec<f64> =
                captions.filter(|one| one.is_apart && one.area.is_level_with(at)).map(|one| one.area.x0).collect();
            if captions.len() > 1 && captions.len() == lines.len() {
                lines.sort_by(|a, b| a.x0.total_cmp(&b.x0));
                let own = lines.get(captions.iter().filter(|x| **x < at.x0).count())?;
                let near = 3.0 * at.height();
                if own.x0 - at.x1 < near && at.x0 - own.x1 < near {
                    return Some(**own);
                }
            }
        }
        let above = lines.into_iter().filter(|line| at.is_over_or_under(line));
        above.min_by(|a, b| a.y0.total_cmp(&b.y0)).map(|line| self.share(line, at))
    }

    /// The stretch of a line that is over a caption and over no other.
    fn share(&self, line: &Area, caption: &Area) -> Area {
        let labels = self.view.labels.iter().map(|other| other.label.area);
        let cells = self.view.cells.iter().map(|cell| cell.area).filter(|cell| !cell.contains(caption));
        let (mut x0, mut x1) = (line.x0, line.x1);
        for other in labels.chain(cells).filter(|other| other.is_level_with(caption) && other.is_over_or_under(line)) {
            if other.x1 <= caption.x0 {
                x0 = x0.max(caption.x0);
            } else if other.x0 >= caption.x1 {
                x1 = x1.min(other.x0 - GUTTER);
            }
        }
        Area { x0, x1: x1.max(x0), ..*line }
    }

    /// The place of a seal of this size: near its ideal place, clear of what is not its own.
    pub(super) fn sealed(&self, label: &Label, size: f64) -> Spot {
        let at = label.area;
        let name = self.name_of(label);
        let own: Vec<Area> = if label.is_cjk { std::iter::once(at).chain(name).collect() } else { Vec::new() };
        let cell = self.view.empty_cell(&at);
        let (x, y) = match (&cell, name) {
            (Some(cell), _) => (cell.x0 + (size / 2.0).min(cell.width() / 2.0), cell.center().1),
            // The seal goes onto the company's name.
            (None, Some(name)) if label.is_cjk => (name.x0 + (size / 2.0).max(name.width() * 0.6), name.center().1),
            // Clear of the name, which stands beside or below.
            (None, Some(name)) => (at.x1.max(name.x1) + size / 2.0 + 4.0, at.center().1),
            (None, None) if label.is_cjk => (at.x1.max(at.x0 + size / 2.0), at.center().1),
            (None, None) => (at.x1 + size / 2.0 + 4.0, at.center().1),
        };
        let (left, right) = self.column(&at);
        let mut best: Option<(f64, Area)> = None;
        let mut consider = |x: f64, y: f64, away: f64| {
            let area = Area::new(x - size / 2.0, y - size / 2.0, size, size);
            if !self.is_on_paper(&area) {
                return;
            }
            let taken: f64 = self.taken.iter().map(|taken| taken.shared(&area)).sum();
            let beyond = (left - area.x0).max(0.0) + (area.x1 - right).max(0.0);
            let cost = away * 3.0 + beyond * 20.0 + taken * 0.4 + self.covered(&area, &own);
            if best.is_none_or(|(least, _)| cost < least - 1e-9) {
                best = Some((cost, area));
            }
        };
        for up in -24..=24 {
            for right in -30..=42 {
                let (dx, dy) = (f64::from(right) * 5.0, f64::from(up) * 5.0);
                // Sideways is nearer than up and down, which is where other labels are.
                consider(x + dx, y + dy, (dx * dx + 1.5 * dy * dy).sqrt());
            }
        }
        let paper = &self.view.paper;
        let (_, area) = best.unwrap_or_else(|| {
            let x0 = (x - size / 2.0).min(paper.x1 - INSET - size).max(paper.x0 + INSET);
            let y0 = (y - size / 2.0).min(paper.y1 - INSET - size).max(paper.y0 + INSET);
            (0.0, Area::new(x0, y0, size, size))
        });
        let is_clear = self.covered(&area, &own) <= TOUCHED;
        let how = match () {
            () if !is_clear => How::Covering,
            () if cell.is_some() => How::InCell,
            () if label.is_cjk && own.iter().any(|own| own.shared(&area) > 1.0) => How::Over,
            () if area.y1 < at.y0 => How::Below,
            () => How::Right,
        };
        Spot { area, how }
    }

    /// The name that stands behind a label, or on the line below it.
    fn name_of(&self, label: &Label) -> Option<Area> {
        if let Value::Text(area) = label.value {
            return Some(area);
        }
        let at = &label.area;
        let below = self.view.cells.iter().filter(|cell| {
            let drop = at.y0 - cell.area.y1;
            let aligned = (cell.area.x0 - at.x0).abs() < 12.0;
            drop > -0.5 * at.height() && drop < 1.5 * at.height() && cell.area.y1 < at.y1 && aligned
        });
        let name = below.max_by(|a, b| a.area.y1.total_cmp(&b.area.y1))?;
        (!name.has_label && !name.is_blank() && !name.is_clause && name.chars > 3).then_some(name.area)
    }

    /// How far a label's column reaches: to the labels left and right of it on its line.
    fn column(&self, at: &Area) -> (f64, f64) {
        let level = self.view.labels.iter().map(|other| &other.label.area).filter(|other| other.is_level_with(at));
        let (mut left, mut right) = (self.view.paper.x0, self.view.paper.x1);
        for other in level {
            if other.x0 >= at.x1 {
                right = right.min(other.x0);
            } else if other.x1 <= at.x0 {
                left = left.max(other.x1);
            }
        }
        (left, right)
    }
}
