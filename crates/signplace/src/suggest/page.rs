//! One page as it is looked at for places to sign: its text by direction, its labels, its drawn lines.

use std::ops::Range;

use super::area::{Area, Axes};
use super::label::{self, Label, Value, labels};
use super::letters::{blanks, is_cjk};
use super::words::Role;
use crate::search::Cell;
use crate::text::Drawn;

/// A place is found only among so many labels of a page.
const MOST_LABELS: usize = 400;

/// The text of a page that reads in one direction.
pub(super) struct View {
    pub(super) axes: Axes,
    /// The page's own box.
    pub(super) paper: Area,
    pub(super) cells: Vec<CellArea>,
    pub(super) labels: Vec<Placeable>,
    pub(super) level: Vec<Area>,
    pub(super) upright: Vec<Area>,
}

/// A cell without its letters.
pub(super) struct CellArea {
    pub(super) area: Area,
    pub(super) chars: usize,
    /// Its blanks, where it is nothing else.
    pub(super) blanks: Vec<Area>,
    /// Whether a label begins it.
    pub(super) has_label: bool,
    /// Whether it is a line of a clause: long, or ended by a full stop.
    pub(super) is_clause: bool,
    /// Words of it, by which it is known on other pages.
    pub(super) text: String,
}

impl CellArea {
    /// Whether it is nothing but blanks.
    pub(super) fn is_blank(&self) -> bool {
        !self.blanks.is_empty()
    }
}

/// A label and the cell that it stands in.
pub(super) struct Placeable {
    pub(super) label: Label,
    pub(super) cell: usize,
}

/// The views of a page, one for each direction along its edges.
pub(super) fn views(cells: &[Cell], drawn: &Drawn, paper: crate::geometry::Rect<crate::geometry::Page>) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    for cell in cells {
        let Some(axes) = Axes::new(cell.along, cell.up) else { continue };
        let at = views.iter().position(|view| view.axes == axes).unwrap_or_else(|| {
            let turned = |lines: &[crate::geometry::Rect<_>]| lines.iter().map(|line| axes.area(*line)).collect();
            let (mut level, mut upright): (Vec<Area>, Vec<Area>) = (turned(&drawn.level), turned(&drawn.upright));
            if axes.is_turned() {
                std::mem::swap(&mut level, &mut upright);
            }
            let paper = axes.area(paper);
            views.push(View { axes, paper, cells: Vec::new(), labels: Vec::new(), level, upright });
            views.len() - 1
        });
        let view = &mut views[at];
        let mut found = labels(cell, &axes);
        let text: String = cell.chars.iter().map(|char| char.char).collect();
        let area = axes.area(cell.bounds);
        let wide = text.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum::<usize>();
        let has_label = !found.is_empty();
        if found.is_empty() {
            found.extend(label::dates_alone(cell, &axes));
        }
        let is_clause = !has_label && (wide >= 50 || text.ends_with(['。', '；']) && wide > 20);
        view.cells.push(CellArea {
            area,
            chars: cell.chars.len(),
            blanks: blanks(cell, &axes),
            has_label,
            is_clause,
            text,
        });
        let nth = view.cells.len() - 1;
        let room = MOST_LABELS.saturating_sub(view.labels.len());
        view.labels.extend(found.into_iter().take(room).map(|label| Placeable { label, cell: nth }));
    }
    for view in &mut views {
        view.read_values_right(cells);
    }
    views
}

impl View {
    /// Labels that end their cell take what the next cell of the line says for their value.
    fn read_values_right(&mut self, cells: &[Cell]) {
        let row = |area: &Area| (-area.y0 / 4.0).round() as i64;
        self.labels.sort_by(|a, b| {
            let (a, b) = (&a.label.area, &b.label.area);
            row(a).cmp(&row(b)).then(a.x0.total_cmp(&b.x0))
        });
        let own: Vec<&Cell> = cells.iter().filter(|cell| Axes::new(cell.along, cell.up) == Some(self.axes)).collect();
        for nth in 0..self.labels.len() {
            let (of_cell, area) = (self.labels[nth].cell, self.labels[nth].label.area);
            let is_last = self.labels.get(nth + 1).is_none_or(|next| next.cell != of_cell);
            if self.labels[nth].label.value != Value::Nothing || !is_last {
                continue;
            }
            let Some(right) = self.right_of(of_cell, &area) else { continue };
            let neighbour = &self.cells[right];
            // A blank to be dated belongs to the label before it.
            let dated = self.labels.iter().position(|other| other.cell == right && other.label.is_date_blank);
            let value = match dated {
                Some(blank) => self.labels[blank].label.value.clone(),
                None => own.get(right).map_or(Value::Nothing, |cell| label::value_of(cell, &self.axes)),
            };
            let gap = neighbour.area.x0 - area.x1;
            let value = match value {
                Value::Text(_) if neighbour.has_label && !self.repeats(nth, right) => continue,
                Value::Text(_) if neighbour.chars > 40 || gap > 0.35 * self.paper.width() => continue,
                value => value,
            };
            self.labels[nth].label.value = value;
            if let Some(blank) = dated {
                self.labels[blank].label.roles.clear();
            }
            // What only repeats a label is its value, and no label.
            if self.repeats(nth, right)
                && let Some(again) = self.labels.iter().position(|other| other.cell == right)
            {
                self.labels[again].label.roles.clear();
            }
        }
        self.drop_repeated();
        self.labels.retain(|placeable| !placeable.label.roles.is_empty());
    }

    /// Drops labels that say, without a colon, what another says with one: captions and values that repeat it.
    fn drop_repeated(&mut self) {
        let marked: Vec<String> =
            self.labels.iter().filter(|one| one.label.has_colon).map(|one| one.label.text.clone()).collect();
        for nth in 0..self.labels.len() {
            let label = &self.labels[nth].label;
            // The head of a block repeats how the contract calls its party.
            if label.is_alone && label.roles.iter().all(|role| *role == Role::Party) {
                continue;
            }
            let is_captioned = label.blank_before.is_some() || matches!(label.value, Value::Blank(_));
            if label.has_colon || label.is_date_blank || is_captioned || !marked.contains(&label.text) {
                continue;
            }
            let (cell, area) = (self.labels[nth].cell, label.area);
            self.labels[nth].label.roles.clear();
            if let Some(before) = nth.checked_sub(1).and_then(|at| self.labels.get_mut(at))
                && before.cell == cell
                && before.label.value == Value::Nothing
            {
                before.label.value = Value::Text(area);
            }
        }
    }

    /// Whether the only label of a cell says the same as this one, without a colon.
    fn repeats(&self, nth: usize, cell: usize) -> bool {
        let label = &self.labels[nth].label;
        label.has_colon
            && self.labels.iter().any(|other| {
                other.cell == cell && !other.label.has_colon && other.label.is_alone && other.label.text == label.text
            })
    }

    /// The next cell on the line.
    pub(super) fn right_of(&self, cell: usize, area: &Area) -> Option<usize> {
        let right =
            self.cells.iter().enumerate().filter(|(nth, other)| {
                *nth != cell && other.area.x0 >= area.x1 - 0.5 && other.area.is_level_with(area)
            });
        right.min_by(|(_, a), (_, b)| a.area.x0.total_cmp(&b.area.x0)).map(|(nth, _)| nth)
    }

    /// Between which heights an area's block lies: clauses above and below it are of the contract's body. A single long line
    /// may be a company's name, and ends no block.
    pub(super) fn block_around(&self, area: &Area) -> Range<f64> {
        let clauses = self.cells.iter().filter(|cell| cell.is_clause && cell.area.is_over_or_under(area));
        let (above, below): (Vec<f64>, Vec<f64>) = clauses.map(|cell| cell.area.y0).partition(|y| *y > area.y0);
        let second = |mut heights: Vec<f64>| {
            heights.sort_by(|a, b| (a - area.y0).abs().total_cmp(&(b - area.y0).abs()));
            heights.get(1).copied()
        };
        second(below).unwrap_or(f64::NEG_INFINITY)..second(above).unwrap_or(f64::INFINITY)
    }

    /// Whether clauses go on below an area.
    pub(super) fn has_clauses_below(&self, area: &Area) -> bool {
        self.cells.iter().filter(|cell| cell.is_clause && cell.area.y1 < area.y0).count() >= 2
    }

    /// The drawn line that ends at no upright one: a blank to sign on, not the wall of a cell.
    pub(super) fn rules(&self) -> impl Iterator<Item = &Area> {
        self.level.iter().filter(|line| {
            let touches =
                |x: f64, wall: &Area| (wall.x0 - x).abs() < 2.0 && wall.y0 - 1.0 <= line.y1 && line.y0 <= wall.y1 + 1.0;
            line.width() > 30.0
                && line.width() < 0.6 * self.paper.width()
                && !self.upright.iter().any(|wall| touches(line.x0, wall) || touches(line.x1, wall))
        })
    }

    /// The empty cell of a table right of a label: its room without the walls.
    pub(super) fn empty_cell(&self, label: &Area) -> Option<Area> {
        let middle = label.center().1;
        let crosses = |wall: &&Area| wall.y0 - 0.5 <= middle && middle <= wall.y1 + 0.5;
        let mut walls: Vec<f64> = self.upright.iter().filter(crosses).map(|wall| wall.x1).collect();
        walls.sort_by(f64::total_cmp);
        walls.dedup_by(|a, b| (*a - *b).abs() < 2.0);
        let mut right = walls.into_iter().filter(|x| *x >= label.x1 - 1.0);
        let (x0, x1) = (right.next()?, right.next()?);
        if x0 - label.x1 > 0.4 * self.paper.width() || x1 - x0 < 25.0 {
            return None;
        }
        let spans = |line: &&Area| line.x0 <= x0 + 3.0 && line.x1 >= x1 - 3.0;
        let top =
            self.level.iter().filter(spans).map(|line| line.y0).filter(|y| *y >= middle).min_by(f64::total_cmp)?;
        let foot =
            self.level.iter().filter(spans).map(|line| line.y1).filter(|y| *y <= middle).max_by(f64::total_cmp)?;
        let room = Area { x0: x0 + 1.0, y0: foot + 0.5, x1: x1 - 1.0, y1: top - 0.5 };
        let is_empty = !self.cells.iter().any(|cell| !cell.is_blank() && cell.area.shared(&room) > 1.0);
        (is_empty && room.height() > 6.0).then_some(room)
    }
}
