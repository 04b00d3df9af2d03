//! From marks to scenes: how a seal, a signature, a date and a slice of a seam seal look.

use std::collections::BTreeMap;

use signplace::geometry::{Page, PageGeometry, Point, Rect, Transform};
use signplace::place::Kind;
use signplace::{Document, Error};

use crate::date;
use crate::label;
use crate::mark::Mark;
use crate::scene::{Color, Group, Path, Primitive, Role, Scene, Step, Text};
use crate::words::Language;

/// Told apart with every kind of colour vision (after Okabe and Ito), darkened for white paper.
const COLORS: [Color; 6] = [
    Color(0, 90, 181),
    Color(200, 60, 0),
    Color(0, 120, 80),
    Color(150, 50, 140),
    Color(125, 90, 0),
    Color(0, 115, 150),
];
const AMBER: Color = Color(255, 176, 0);
const BLACK: Color = Color(30, 30, 30);

/// How scenes are drawn.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Drawing {
    /// Whether each control is named beside its box.
    pub labels: bool,
    /// The language of dates and titles.
    pub language: Language,
    /// The pattern of dates whose control states none.
    pub date_format: Option<String>,
    /// Draw only pages that something is placed on.
    pub only_placed: bool,
}

impl Default for Drawing {
    fn default() -> Self {
        Self { labels: true, language: Language::En, date_format: None, only_placed: false }
    }
}

impl Drawing {
    /// The scenes of these pages, numbered from 1. Fails with `page_out_of_range`.
    pub fn scenes(&self, document: &Document, pages: &[u32], marks: &[Mark]) -> Result<Vec<Scene>, Error> {
        let colors = colors(marks);
        let mut by_page: BTreeMap<u32, Vec<(usize, &Mark)>> = BTreeMap::new();
        for (number, mark) in (1..).zip(marks) {
            by_page.entry(mark.page).or_default().push((number, mark));
        }
        let mut scenes = Vec::new();
        for page in pages {
            let marks = by_page.get(page).map(Vec::as_slice).unwrap_or_default();
            if self.only_placed && marks.is_empty() {
                continue;
            }
            let geometry = *document.page(i64::from(*page))?.geometry();
            let mut scene = Scene { page: *page, geometry, groups: Vec::new() };
            for (number, mark) in marks {
                let color = color_of(&colors, mark);
                self.anchor(&mut scene, *number, mark, color);
            }
            let mut labels = label::Labels::new(&geometry, marks.iter().flat_map(|(_, mark)| occupied(mark)));
            for (number, mark) in marks {
                let color = color_of(&colors, mark);
                let mut primitives = self.control(mark, color);
                if self.labels {
                    primitives.extend(labels.place(mark, color).map(Primitive::Text));
                }
                if mark.own_warnings().next().is_some() {
                    primitives.extend(warning_sign(&mark.bounds, &geometry));
                }
                scene.groups.push(Group {
                    number: *number,
                    id: mark.id.clone(),
                    role: Role::Control { is_round: mark.is_round && mark.slice.is_none() },
                    title: self.title(mark),
                    color,
                    primitives,
                });
            }
            scenes.push(scene);
        }
        Ok(scenes)
    }

    fn title(&self, mark: &Mark) -> String {
        let mut title = format!("{} ({})", mark.id, self.language.kind(mark.kind));
        if let Some(signer) = &mark.signer {
            title.push_str(&format!(", {signer}"));
        }
        for warning in mark.own_warnings() {
            title.push_str(&format!("\n{}", warning.message));
        }
        title
    }

    /// What the control hangs on, and the line to it.
    fn anchor(&self, scene: &mut Scene, number: usize, mark: &Mark, color: Color) {
        let Some(anchor) = &mark.anchor else { return };
        let group = |role, title, primitives| Group { number, id: mark.id.clone(), role, title, color, primitives };
        let has_extent = anchor.bounds.width() > 0.0 && anchor.bounds.height() > 0.0;
        if has_extent {
            let outline = Path::rectangle(anchor.bounds).filled(color, 0.08).stroked(color, 0.6).dashed(2.0, 1.5);
            let title = anchor.label.clone().unwrap_or_default();
            scene.groups.push(group(Role::Anchor, title, vec![Primitive::Path(outline)]));
        }
        let (from, to) = anchor.offset;
        if (to.x - from.x).hypot(to.y - from.y) > 1.0 {
            let dot = Rect::from_origin_size(Point::new(from.x - 1.5, from.y - 1.5), 3.0, 3.0);
            let line = Path::line([from, to]).stroked(color, 0.7);
            let primitives = vec![Primitive::Path(line), Primitive::Path(Path::ellipse(dot).filled(color, 1.0))];
            let title = format!("Δ ({:.2}, {:.2}) pt", to.x - from.x, to.y - from.y);
            scene.groups.push(group(Role::Offset(from, to), title, primitives));
        }
    }

    fn control(&self, mark: &Mark, color: Color) -> Vec<Primitive> {
        let turn = Transform::clockwise_about(mark.bounds.center(), mark.rotation);
        let paths = match (mark.slice, mark.kind) {
            (Some((index, count)), _) => slice(mark, index, count, color),
            (None, Kind::Seal | Kind::Seam) => seal(&mark.bounds, mark.is_round, color),
            (None, Kind::Signature) => signature(&mark.bounds, color),
            _ => vec![frame(&mark.bounds, color)],
        };
        let mut primitives: Vec<_> = paths.into_iter().map(|path| Primitive::Path(path.turned(&turn))).collect();
        if mark.kind == Kind::Date && mark.slice.is_none() {
            primitives.push(Primitive::Text(self.date(mark)));
        }
        primitives
    }

    fn date(&self, mark: &Mark) -> Text {
        let format = mark.date_format.as_deref().or(self.date_format.as_deref());
        let text = date::example(format.unwrap_or(self.language.date_format()));
        let mut text = Text { origin: Point::ORIGIN, size: 12.0, text, color: BLACK, rim: false };
        let room = (mark.bounds.width() - 4.0).max(1.0);
        text.size = text.size.min(0.8 * mark.bounds.height());
        text.size *= (room / text.width().max(1e-9)).min(1.0);
        let center = mark.bounds.center();
        text.origin = Point::new(center.x - text.width() / 2.0, center.y - 0.35 * text.size);
        text
    }
}

/// What a label should not cover: the control, and what it hangs on.
fn occupied(mark: &Mark) -> impl Iterator<Item = Rect<Page>> {
    [mark.bounds].into_iter().chain(mark.anchor.as_ref().map(|anchor| anchor.bounds))
}

/// A colour for each signer, in the order in which they first come.
fn colors(marks: &[Mark]) -> Vec<Option<&str>> {
    let mut signers: Vec<Option<&str>> = Vec::new();
    for mark in marks {
        if !signers.contains(&mark.signer.as_deref()) {
            signers.push(mark.signer.as_deref());
        }
    }
    signers
}

fn color_of(signers: &[Option<&str>], mark: &Mark) -> Color {
    let at = signers.iter().position(|signer| *signer == mark.signer.as_deref()).unwrap_or(0);
    COLORS[at % COLORS.len()]
}

/// How broad a seal's rim is: 1.2 mm of a 42 mm seal.
const RIM: f64 = 1.2 / 42.0;

/// A ring, or a frame, whose outer edge is the box; in its middle the star of a company seal.
fn seal(bounds: &Rect<Page>, is_round: bool, color: Color) -> Vec<Path> {
    let side = bounds.width().min(bounds.height());
    let width = RIM * side;
    let inner = inset(bounds, width / 2.0);
    let outline = if is_round { Path::ellipse(inner) } else { Path::rectangle(inner) };
    vec![outline.filled(color, 0.08).stroked(color, width), star(bounds.center(), 0.22 * side, color)]
}

fn star(center: Point<Page>, radius: f64, color: Color) -> Path {
    let tip = |i: u32| {
        // An inner corner of a pentagram lies at 0.382 of its radius.
        let reach = if i.is_multiple_of(2) { radius } else { 0.381_966 * radius };
        let angle = std::f64::consts::FRAC_PI_2 + f64::from(i) * std::f64::consts::PI / 5.0;
        Point::new(center.x + reach * angle.cos(), center.y + reach * angle.sin())
    };
    Path::polygon((0..10).map(tip)).filled(color, 0.25)
}

/// A box with the line to sign on, and the cross before it.
fn signature(bounds: &Rect<Page>, color: Color) -> Vec<Path> {
    let (w, h) = (bounds.width(), bounds.height());
    let base = bounds.y0() + 0.24 * h;
    let left = bounds.x0() + 0.05 * w;
    let line = Path::line([Point::new(left, base), Point::new(bounds.x1() - 0.05 * w, base)]).stroked(color, 0.8);
    let size = (0.16 * h).min(0.06 * w);
    let stroke = |from: f64, to: f64| {
        let (a, b) = (Point::new(left, base + 2.0 + from * size), Point::new(left + size, base + 2.0 + to * size));
        Path::line([a, b]).stroked(color, 0.8)
    };
    vec![frame(bounds, color), line, stroke(0.0, 1.0), stroke(1.0, 0.0)]
}

fn frame(bounds: &Rect<Page>, color: Color) -> Path {
    Path::rectangle(inset(bounds, 0.5)).filled(color, 0.08).stroked(color, 1.0)
}

fn inset(bounds: &Rect<Page>, by: f64) -> Rect<Page> {
    let by = by.min(bounds.width() / 2.0).min(bounds.height() / 2.0);
    Rect::from_corners(Point::new(bounds.x0() + by, bounds.y0() + by), Point::new(bounds.x1() - by, bounds.y1() - by))
}

/// What one page shows of a seal over several pages: its own columns of the whole, and where they end.
fn slice(mark: &Mark, index: usize, count: usize, color: Color) -> Vec<Path> {
    let bounds = &mark.bounds;
    #[expect(clippy::cast_precision_loss, reason = "a count of pages")]
    let left = bounds.x0() - bounds.width() * index as f64;
    let whole = Rect::from_origin_size(Point::new(left, bounds.y0()), mark.whole_width(count), bounds.height());
    let width = RIM * whole.width().min(whole.height());
    let rim = inset(&whole, width / 2.0);
    let mut paths = vec![Path::rectangle(inset(bounds, 0.25)).filled(color, 0.08).stroked(color, 0.5).dashed(2.0, 1.5)];
    if !mark.is_round {
        for y in [rim.y0(), rim.y1()] {
            paths.push(Path::line([Point::new(bounds.x0(), y), Point::new(bounds.x1(), y)]).stroked(color, width));
        }
        for x in [rim.x0(), rim.x1()].into_iter().filter(|x| (bounds.x0()..=bounds.x1()).contains(x)) {
            paths.push(Path::line([Point::new(x, bounds.y0()), Point::new(x, bounds.y1())]).stroked(color, width));
        }
        return paths;
    }
    // The part of the ring between the two cuts, above and below: outer edge there, inner edge back.
    for up in [1.0, -1.0] {
        let edge = |rect: Rect<Page>, x: f64| {
            let (center, a, b) = (rect.center(), rect.width() / 2.0, rect.height() / 2.0);
            let along = ((x - center.x) / a.max(1e-9)).clamp(-1.0, 1.0);
            Point::new(center.x + along * a, center.y + up * b * (1.0 - along * along).sqrt())
        };
        let inner = inset(&whole, width);
        let xs = (0..=STEPS).map(|i| bounds.x0() + bounds.width() * f64::from(i) / f64::from(STEPS));
        let xs: Vec<f64> = xs.collect();
        let outer = xs.iter().map(|x| edge(whole, *x));
        let back = xs.iter().rev().map(|x| edge(inner, *x));
        let path = Path::polygon(outer.chain(back)).filled(color, 1.0);
        // Beyond the inner ring its edge is a point; what lies before it closes by itself.
        paths.push(clipped(path, bounds));
    }
    paths
}

/// Points to a side of a slice's arc.
const STEPS: u32 = 64;

/// A polygon whose points do not leave a box sidewise.
fn clipped(mut path: Path, bounds: &Rect<Page>) -> Path {
    for step in &mut path.steps {
        if let Step::Move(point) | Step::Line(point) = step {
            point.x = point.x.clamp(bounds.x0(), bounds.x1());
        }
    }
    path
}

/// A triangle with an exclamation mark at the box's upper right corner, on the page.
fn warning_sign(bounds: &Rect<Page>, geometry: &PageGeometry) -> Vec<Primitive> {
    let side = 11.0 / label::SIZE * label::size_on(geometry);
    let x = (bounds.x1() - side / 2.0).clamp(0.0, (geometry.width() - side).max(0.0));
    let y = (bounds.y1() - side / 2.0).clamp(0.0, (geometry.height() - side).max(0.0));
    let at = |u: f64, v: f64| Point::new(x + u * side, y + v * side);
    let triangle = Path::polygon([at(0.0, 0.05), at(1.0, 0.05), at(0.5, 0.95)]).filled(AMBER, 1.0).stroked(BLACK, 0.7);
    let stem = Path::line([at(0.5, 0.35), at(0.5, 0.68)]).stroked(BLACK, 1.2);
    let dot = Path::line([at(0.5, 0.15), at(0.5, 0.25)]).stroked(BLACK, 1.2);
    [triangle, stem, dot].map(Primitive::Path).into()
}
