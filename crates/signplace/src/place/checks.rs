//! What may be wrong with a box once it is placed: off the page, over text, over another box.

use std::collections::BTreeMap;

use super::Placement;
use super::anchors::Anchors;
use super::blank::{Words, is_for_writing};
use super::resolve::page_list;
use super::suggest::shortened;
use crate::error::Error;
use crate::geometry::{Page, PageGeometry, Quad, Rect, Transform};
use crate::number::rounded;
use crate::warning::{Warning, WarningCode};

/// Boxes may touch: they overlap, or cover text, when they share more than this, in pt² (PLATFORMS.md §2). The rest is
/// for rounding.
pub(crate) const SHARED: f64 = 1.0 + 1e-6;
/// How far a box may reach over the page's edge before it is said, in points: nothing that can be seen or printed.
const OVER_THE_EDGE: f64 = 0.005;
/// Page sizes that differ by less are the same paper, in points.
const SAME_PAPER: f64 = 0.5;
/// Other boxes, or pieces of text, that one message names.
const NAMED: usize = 3;
/// Overlaps that are counted for one box; beyond, there are "more".
const COUNTED: usize = 100;

/// Adds the warnings `off_page`, `overlap` and `covers_text` to placements.
pub(super) fn run(placements: &mut [Placement], document: &impl Anchors) -> Result<(), Error> {
    let mut pages: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, placement) in placements.iter().enumerate() {
        pages.entry(placement.page).or_default().push(i);
    }
    for (page, on_page) in pages {
        let geometry = document.geometry(page)?;
        for &i in &on_page {
            let warning = off_page(&placements[i], &geometry.page_rect());
            placements[i].warnings.extend(warning);
        }
        for (i, warning) in overlaps(placements, &on_page) {
            placements[i].warnings.push(warning);
        }
        let text = document.text_boxes(page)?;
        for &i in &on_page {
            let warning = covers_text(&placements[i], &text);
            placements[i].warnings.extend(warning);
        }
    }
    Ok(())
}

/// What a placement covers of its page: the bounds of its box once it is turned about its centre. A round seal covers the
/// same however it is turned.
fn footprint(placement: &Placement) -> Rect<Page> {
    turned(placement.bounds, placement.rotation.filter(|_| !placement.round))
}

/// The bounds of a box once it is turned clockwise about its centre.
pub(crate) fn turned(bounds: Rect<Page>, degrees: Option<f64>) -> Rect<Page> {
    match degrees {
        Some(degrees) => {
            let turn = Transform::clockwise_about(bounds.center(), degrees);
            turn.quad(Quad::from(bounds)).bounds()
        }
        None => bounds,
    }
}

/// The sides of a page that something reaches over, and how far, in points.
pub(crate) fn overhang(covered: &Rect<Page>, paper: &Rect<Page>) -> Vec<(f64, Side)> {
    let over = [
        (-covered.x0(), Side::Left),
        (covered.x1() - paper.x1(), Side::Right),
        (-covered.y0(), Side::Bottom),
        (covered.y1() - paper.y1(), Side::Top),
    ];
    over.into_iter().filter(|(by, _)| *by > OVER_THE_EDGE).collect()
}

/// A side of the page as displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
    Bottom,
    Top,
}

fn off_page(placement: &Placement, paper: &Rect<Page>) -> Option<Warning> {
    let covered = footprint(placement);
    let sides: Vec<String> = overhang(&covered, paper)
        .into_iter()
        .map(|(by, side)| {
            let side = match side {
                Side::Left => "on the left",
                Side::Right => "on the right",
                Side::Bottom => "at the bottom",
                Side::Top => "at the top",
            };
            format!("by {} pt {side}", rounded(by, 2))
        })
        .collect();
    if sides.is_empty() {
        return None;
    }
    let (id, page) = (shortened(&placement.id), placement.page);
    let wholly = covered.shared_area(paper) <= 0.0;
    let lies = if wholly { "lies wholly off" } else { "hangs off" };
    let message = format!(
        "“{id}” {lies} page {page} ({} × {} pt), {}.",
        rounded(paper.width(), 2),
        rounded(paper.height(), 2),
        joined(&sides)
    );
    Some(Warning::new(WarningCode::OffPage, message).on_page(page))
}

/// Of numbered boxes of one page, each that shares more than 1 pt² with others, and who they are, as far as `matters` says
/// that the two are of interest. Of one box no more than a hundred that begin right of it are named.
pub(crate) fn overlapping(
    mut boxes: Vec<(Rect<Page>, usize)>,
    matters: impl Fn(usize, usize) -> bool,
) -> BTreeMap<usize, Vec<usize>> {
    boxes.sort_by(|(a, i), (b, j)| a.x0().total_cmp(&b.x0()).then(i.cmp(j)));
    let mut others: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, (one, i)) in boxes.iter().enumerate() {
        let mut seen = 0;
        for (other, j) in boxes[n + 1..].iter().take_while(|(other, _)| other.x0() < one.x1()) {
            if one.shared_area(other) > SHARED && matters(*i, *j) {
                others.entry(*i).or_default().push(*j);
                others.entry(*j).or_default().push(*i);
                seen += 1;
                if seen == COUNTED {
                    break;
                }
            }
        }
    }
    for with in others.values_mut() {
        with.sort_unstable();
    }
    others
}

/// For each box of one page that shares more than 1 pt² with others: who they are.
fn overlaps(placements: &[Placement], on_page: &[usize]) -> Vec<(usize, Warning)> {
    let boxes = on_page.iter().map(|&i| (footprint(&placements[i]), i)).collect();
    overlapping(boxes, |_, _| true)
        .into_iter()
        .map(|(i, with)| {
            let one = &placements[i];
            let mut names: Vec<String> =
                with.iter().take(NAMED).map(|&j| format!("“{}”", shortened(&placements[j].id))).collect();
            if with.len() > NAMED {
                names.push(if with.len() >= COUNTED {
                    "many more".to_owned()
                } else {
                    format!("{} more", with.len() - NAMED)
                });
            }
            let message = format!("“{}” overlaps {} on page {}.", shortened(&one.id), joined(&names), one.page);
            (i, Warning::new(WarningCode::Overlap, message).on_page(one.page))
        })
        .collect()
}

/// The pieces of text that something covers, apart from the text `anchor` that it is placed by, and from the lines and
/// blanks that forms leave to be written on. A word that is mostly the anchor, as `甲方（盖章）：` is of `甲方（盖章）`, is the anchor.
pub(crate) fn hidden_text<'t>(covered: &Rect<Page>, anchor: &Rect<Page>, text: Words<'t>) -> Vec<&'t str> {
    let own = covered.intersection(anchor);
    text.iter()
        .enumerate()
        .filter(|(at, (bounds, _))| {
            let allowed = own.map_or(0.0, |own| own.shared_area(bounds));
            covered.shared_area(bounds) - allowed > SHARED
                && anchor.shared_area(bounds) < bounds.area() / 2.0
                && !is_for_writing(text, *at)
        })
        .map(|(_, (_, text))| text.as_str())
        .collect()
}

/// What text of the page a placement covers.
fn covers_text(placement: &Placement, text: Words<'_>) -> Option<Warning> {
    let hidden = hidden_text(&footprint(placement), &placement.anchor.bounds, text);
    if hidden.is_empty() {
        return None;
    }
    let mut pieces: Vec<String> = hidden.iter().take(NAMED).map(|text| format!("“{}”", shortened(text))).collect();
    if hidden.len() > NAMED {
        pieces.push(format!("{} more", hidden.len() - NAMED));
    }
    let message =
        format!("“{}” covers text on page {}: {}.", shortened(&placement.id), placement.page, joined(&pieces));
    Some(Warning::new(WarningCode::CoversText, message).on_page(placement.page))
}

/// The warning that pages differ in size or rotation; `None` when they do not.
pub(crate) fn mixed_page_sizes(pages: &[(u32, PageGeometry)]) -> Option<Warning> {
    let (first, model) = pages.first()?;
    let differs = |page: &PageGeometry| {
        (page.width() - model.width()).abs() > SAME_PAPER
            || (page.height() - model.height()).abs() > SAME_PAPER
            || page.rotation() != model.rotation()
    };
    let others: Vec<u32> = pages.iter().filter(|(_, page)| differs(page)).map(|(number, _)| *number).collect();
    if others.is_empty() {
        return None;
    }
    let differ = if others.len() == 1 { "differs" } else { "differ" };
    let message = format!(
        "Page {first} is {} × {} pt as displayed; in size or rotation {} {differ} from it.",
        rounded(model.width(), 2),
        rounded(model.height(), 2),
        page_list(others.iter().copied()),
    );
    Some(Warning::new(WarningCode::MixedPageSizes, message))
}

/// `a`, `a and b`, `a, b and c`.
fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
