//! The drawing model: what is drawn on each page, as paths and texts in page space. Every picture is made of it.

use signplace::geometry::{Page, PageGeometry, Point, Rect, Transform};

/// What is drawn on one page.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Scene {
    /// Page number, from 1.
    pub page: u32,
    /// The page's geometry.
    pub geometry: PageGeometry,
    /// What is drawn, from the back to the front.
    pub groups: Vec<Group>,
}

/// What is drawn of one mark for one purpose.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// The mark's number, from 1, in the order of all marks.
    pub number: usize,
    /// The mark's id.
    pub id: String,
    /// What for.
    pub role: Role,
    /// What it says in words.
    pub title: String,
    /// The colour that stands for its signer.
    pub color: Color,
    /// From the back to the front.
    pub primitives: Vec<Primitive>,
}

/// What a group is for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Role {
    /// What the control hangs on.
    Anchor,
    /// From what it hangs on to the control.
    Offset(Point<Page>, Point<Page>),
    /// The control, with its label.
    Control {
        /// Whether its outline is an ellipse.
        is_round: bool,
    },
}

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(
    /// Red.
    pub u8,
    /// Green.
    pub u8,
    /// Blue.
    pub u8,
);

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Primitive {
    /// A path, filled, stroked, or both.
    Path(Path),
    /// A line of text.
    Text(Text),
}

/// A path, in points on the displayed page.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Where the pen goes.
    pub steps: Vec<Step>,
    /// Colour and opacity, 0 to 1, of the inside.
    pub fill: Option<(Color, f64)>,
    /// The line.
    pub stroke: Option<Stroke>,
}

/// A line's look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub color: Color,
    /// Its width, in points.
    pub width: f64,
    /// Lengths of dash and gap, in points.
    pub dash: Option<(f64, f64)>,
}

/// A step of the pen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// To a point, without drawing.
    Move(Point<Page>),
    /// A straight line.
    Line(Point<Page>),
    /// A cubic curve, with its two control points.
    Curve(Point<Page>, Point<Page>, Point<Page>),
    /// Back to where the part began.
    Close,
}

/// A line of text that reads upright on the displayed page.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where its first letter stands, on the baseline.
    pub origin: Point<Page>,
    /// The font's size, in points.
    pub size: f64,
    /// What it says.
    pub text: String,
    /// Its colour.
    pub color: Color,
    /// Whether it has a white rim, so that it can be read on any ground.
    pub rim: bool,
}

impl Color {
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);

    /// As CSS writes it.
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// 0 to 1 each.
    pub fn fractions(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|part| f64::from(part) / 255.0)
    }
}

/// How far a quarter of a circle's control points lie from its ends, in radii.
const KAPPA: f64 = 0.552_284_749_830_793_4;

impl Path {
    /// A path along straight lines, closed.
    pub(crate) fn polygon(points: impl IntoIterator<Item = Point<Page>>) -> Self {
        let mut path = Self::line(points);
        path.steps.push(Step::Close);
        path
    }

    /// A path along straight lines, open.
    pub(crate) fn line(points: impl IntoIterator<Item = Point<Page>>) -> Self {
        let steps = points.into_iter().enumerate();
        let steps = steps.map(|(i, point)| if i == 0 { Step::Move(point) } else { Step::Line(point) }).collect();
        Self { steps, fill: None, stroke: None }
    }

    /// A rectangle's outline.
    pub(crate) fn rectangle(rect: Rect<Page>) -> Self {
        Self::polygon(rect.corners())
    }

    /// The ellipse in a rectangle.
    pub(crate) fn ellipse(rect: Rect<Page>) -> Self {
        let (center, a, b) = (rect.center(), rect.width() / 2.0, rect.height() / 2.0);
        let at = |x: f64, y: f64| Point::new(center.x + x * a, center.y + y * b);
        let quarter = |from: (f64, f64), to: (f64, f64)| {
            Step::Curve(
                at(from.0 + KAPPA * to.0, from.1 + KAPPA * to.1),
                at(to.0 + KAPPA * from.0, to.1 + KAPPA * from.1),
                at(to.0, to.1),
            )
        };
        let (east, north, west, south) = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0));
        let steps = vec![
            Step::Move(at(1.0, 0.0)),
            quarter(east, north),
            quarter(north, west),
            quarter(west, south),
            quarter(south, east),
            Step::Close,
        ];
        Self { steps, fill: None, stroke: None }
    }

    pub(crate) fn filled(self, color: Color, opacity: f64) -> Self {
        Self { fill: Some((color, opacity)), ..self }
    }

    pub(crate) fn stroked(self, color: Color, width: f64) -> Self {
        Self { stroke: Some(Stroke { color, width, dash: None }), ..self }
    }

    pub(crate) fn dashed(mut self, dash: f64, gap: f64) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.dash = Some((dash, gap));
        }
        self
    }

    pub(crate) fn turned(mut self, by: &Transform<Page, Page>) -> Self {
        for step in &mut self.steps {
            *step = match *step {
                Step::Move(to) => Step::Move(by.point(to)),
                Step::Line(to) => Step::Line(by.point(to)),
                Step::Curve(a, b, to) => Step::Curve(by.point(a), by.point(b), by.point(to)),
                Step::Close => Step::Close,
            };
        }
        self
    }

    /// All that is painted lies within.
    fn bounds(&self) -> Option<Rect<Page>> {
        let points = self.steps.iter().flat_map(|step| match *step {
            Step::Move(to) | Step::Line(to) => vec![to],
            Step::Curve(a, b, to) => vec![a, b, to],
            Step::Close => Vec::new(),
        });
        // A corner's tip reaches further than half the line; mitres are cut at twice that.
        let reach = self.stroke.map_or(0.0, |stroke| stroke.width);
        Rect::around(points).map(|rect| widened(rect, reach))
    }
}

impl Text {
    /// Its width by a rough measure, in points: one em for a wide character, a good half for others.
    pub fn width(&self) -> f64 {
        self.size * self.text.chars().map(|c| if is_wide(c) { 1.0 } else { 0.56 }).sum::<f64>()
    }

    /// Where it stands by that measure.
    pub(crate) fn bounds(&self) -> Rect<Page> {
        let low = Point::new(self.origin.x, self.origin.y - 0.25 * self.size);
        Rect::from_origin_size(low, self.width(), 1.2 * self.size)
    }
}

impl Group {
    /// All that is painted lies within.
    pub(crate) fn bounds(&self) -> Option<Rect<Page>> {
        let of = |primitive: &Primitive| match primitive {
            Primitive::Path(path) => path.bounds(),
            // The measure is rough.
            Primitive::Text(text) => Some(widened(text.bounds(), text.size)),
        };
        self.primitives.iter().filter_map(of).reduce(|all, one| all.union(one))
    }
}

pub(crate) fn widened(rect: Rect<Page>, by: f64) -> Rect<Page> {
    Rect::from_corners(Point::new(rect.x0() - by, rect.y0() - by), Point::new(rect.x1() + by, rect.y1() + by))
}

/// Whether a character takes an em: ideographs, kana, hangul, full-width forms.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3ffff}')
}
