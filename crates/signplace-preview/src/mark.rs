//! What is to be shown: where one control lands on one page, what it is, and what it hangs on.

use std::collections::BTreeMap;

use signplace::Warning;
use signplace::geometry::{Page, Point, Rect};
use signplace::place::{Control, Kind, NamedSize, Placed, Plan, Size};

/// One control on one page.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Mark {
    /// Its name: the placement's id, or where it stands in a platform's request.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Who signs there.
    pub signer: Option<String>,
    /// Page number, from 1.
    pub page: u32,
    /// In points on the displayed page; of a seam seal the slice that this page shows.
    pub bounds: Rect<Page>,
    /// Degrees clockwise about the box's centre.
    pub rotation: f64,
    /// Whether its outline is an ellipse.
    pub is_round: bool,
    /// Of a seam seal: which slice of how many, from 0, the first being the leftmost.
    pub slice: Option<(usize, usize)>,
    /// What it hangs on, and where.
    pub anchor: Option<Anchor>,
    /// The pattern of a date, as platforms write it: `yyyy年m月d日`.
    pub date_format: Option<String>,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
}

/// What a control hangs on.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Anchor {
    /// The keyword or the field's name; nothing for a point of the page.
    pub label: Option<String>,
    /// Its box, in points on the displayed page; without extent for a point.
    pub bounds: Rect<Page>,
    /// From the anchor's point to the control's.
    pub offset: (Point<Page>, Point<Page>),
}

/// Sides that differ by less than this part are those of a circle.
const CIRCLE: f64 = 0.01;

/// Whether a warning is about the page and not about what is placed on it.
pub(crate) fn is_of_the_page(warning: &Warning) -> bool {
    use signplace::WarningCode as Code;
    matches!(warning.code, Code::RotatedPage | Code::UserUnit | Code::CropOffset | Code::MixedPageSizes)
}

impl Mark {
    /// A control of a kind at a place, hanging on nothing.
    pub fn new(id: impl Into<String>, kind: Kind, page: u32, bounds: Rect<Page>) -> Self {
        let mut mark = Self {
            id: id.into(),
            kind,
            signer: None,
            page,
            bounds,
            rotation: 0.0,
            is_round: false,
            slice: None,
            anchor: None,
            date_format: None,
            warnings: Vec::new(),
        };
        mark.is_round = kind == Kind::Seal && mark.has_equal_sides();
        mark
    }

    fn has_equal_sides(&self) -> bool {
        let (width, height) = (self.bounds.width(), self.bounds.height());
        (width - height).abs() <= CIRCLE * width.max(height)
    }

    /// The placements of a plan, in their order.
    pub fn of_plan(plan: &Plan, placed: &Placed) -> Vec<Self> {
        let controls: BTreeMap<&str, &Control> =
            plan.placements.iter().map(|control| (&*control.id, control)).collect();
        let mut slices: BTreeMap<&str, usize> = BTreeMap::new();
        // A seal over the seam is one by its anchor, whatever its kind says.
        let is_seam = |id: &str| {
            controls.get(id).is_some_and(|control| matches!(control.anchor, signplace::place::Anchor::Seam(_)))
        };
        for placement in placed.placements.iter().filter(|placement| is_seam(&placement.id)) {
            *slices.entry(&placement.id).or_default() += 1;
        }
        let mut marks = Vec::with_capacity(placed.placements.len());
        for placement in &placed.placements {
            let control = controls.get(&*placement.id);
            let mut mark = Self::new(&placement.id, placement.kind, placement.page, placement.bounds);
            mark.signer.clone_from(&placement.signer);
            mark.rotation = placement.rotation.unwrap_or(0.0);
            mark.warnings.clone_from(&placement.warnings);
            mark.slice = slices
                .get(&*placement.id)
                .map(|count| (placement.anchor.index.map_or(0, |index| index.saturating_sub(1) as usize), *count));
            mark.is_round = match control.and_then(|control| control.size) {
                Some(Size::Named(name)) => is_round(name),
                None => matches!(placement.kind, Kind::Seal | Kind::Seam),
                Some(_) => match mark.slice {
                    Some((_, count)) => mark.whole_width(count) <= mark.bounds.height() * (1.0 + CIRCLE),
                    None => placement.kind == Kind::Seal && mark.has_equal_sides(),
                },
            };
            if mark.slice.is_none() {
                let attach = control.map(|control| control.attach).unwrap_or_default();
                mark.anchor = Some(Anchor {
                    label: placement.anchor.keyword.clone().or_else(|| placement.anchor.field.clone()),
                    bounds: placement.anchor.bounds,
                    offset: (attach.anchor.on(&placement.anchor.bounds), attach.control.on(&placement.bounds)),
                });
            }
            marks.push(mark);
        }
        marks
    }

    /// Of a slice: the width of the whole seal.
    #[expect(clippy::cast_precision_loss, reason = "a count of pages")]
    pub(crate) fn whole_width(&self, count: usize) -> f64 {
        self.bounds.width() * count as f64
    }

    /// Warnings about this control, those about its page left aside: page space has taken care of turned and cropped
    /// pages.
    pub(crate) fn own_warnings(&self) -> impl Iterator<Item = &Warning> {
        self.warnings.iter().filter(|warning| !is_of_the_page(warning))
    }
}

fn is_round(name: NamedSize) -> bool {
    name.name().starts_with("round-") || name.name().starts_with("oval-")
}
