//! A look at pieces before anything is made of them: where text stands upright, in zones that clearly lie one above the other,
//! only those are looked into that may hold what is looked for on one line, with the few around them.
//!
//! What is passed over can change nothing: no line, no character drawn again and no gutter reaches from one zone into another,
//! but for the gutters that lines share with those around them. (Only of what a page piles up beyond all measure, less may be
//! forgotten; see `MAX_IN_CELL` in `overprint`.)

use super::lines::COLUMN_LINES;
use super::order::sort;
use super::overprint::NEAR;
use crate::text::{Layer, Mask, PageText, Piece};

/// Characters of two strokes that are further apart across the line, in em of the larger, are not in the same place.
const APART: f64 = 3.0 * NEAR + 0.01;
/// The least em by which that is measured, in points.
const LEAST_EM: f64 = 1e-2;

/// How far a piece reaches across its line, in points from the lower edge of the page as displayed.
struct Extent {
    /// Index of the piece.
    nth: usize,
    /// Where characters end that may be on its line, or be drawn upon its own.
    top: f64,
    bottom: f64,
    base: f64,
    /// Down to here, the base of characters may be as good as that of its own.
    reach: f64,
}

impl Extent {
    /// Of a piece that stands upright.
    #[inline]
    fn new(nth: usize, piece: &Piece) -> Option<Self> {
        let (up, base) = (piece.setting.up.y, piece.origin.y);
        let (one, other) = (piece.heights.descent * up, piece.heights.ascent * up);
        let apart = APART * more(up, LEAST_EM);
        let top = base + more(more(one, other), apart);
        let bottom = base + less(less(one, other), 0.0);
        (top - bottom).is_finite().then_some(Self { nth, top, bottom, base, reach: base - apart })
    }
}

// Not f64::min and f64::max, which ask for what is no number.
fn less(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

fn more(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// Pieces of which none has to do with those of another zone.
struct Zone {
    /// The first and the last of its extents, and how many there are.
    first: usize,
    last: usize,
    count: usize,
    /// All that its pieces hold.
    set: Mask,
    /// Whether it is one line by itself, whatever stands around.
    is_plain: bool,
    /// The least of its extents.
    bottom: f64,
    reach: f64,
}

/// How a piece stands.
enum Stance {
    /// On a level line.
    Upright,
    /// So that it is of another frame.
    Elsewhere,
    Askew,
}

fn stance(piece: &Piece) -> Stance {
    let setting = &piece.setting;
    let (along, up) = (setting.along, setting.up);
    if setting.vertical || setting.layer != Layer::Content || along.y.abs() > 0.1 * along.x.abs() {
        Stance::Elsewhere
    } else if along.y == 0.0 && along.x > 0.0 && up.y > 0.0 {
        Stance::Upright
    } else {
        Stance::Askew
    }
}

/// For each piece of a page whether it is worth a look, by the characters that some text must hold; `None` where all are, or where
/// that cannot be told.
pub(super) fn worth_a_look(page: &PageText, may_hold: impl Fn(Mask) -> bool) -> Option<Vec<bool>> {
    let mut extents: Vec<Extent> = Vec::with_capacity(page.pieces.len());
    let mut kept = vec![false; page.pieces.len()];
    let ends = page.pieces.iter().skip(1).map(|next| next.first).chain([page.glyphs.len()]);
    for (nth, (piece, end)) in page.pieces.iter().zip(ends).enumerate() {
        match stance(piece) {
            _ if piece.first == end => {}
            Stance::Upright => extents.push(Extent::new(nth, piece)?),
            Stance::Elsewhere => kept[nth] = true,
            Stance::Askew => return None,
        }
    }
    let zones = zones(page, &extents)?;
    for (nth, zone) in zones.iter().enumerate().filter(|(_, zone)| may_hold(zone.set)) {
        let around = if zone.is_plain { 0 } else { COLUMN_LINES };
        for zone in zones.get(nth.saturating_sub(around)..zones.len().min(nth + around + 1)).unwrap_or_default() {
            // Other pieces among its own in the content stream tell where its runs end.
            let own = extents.get(zone.first..=zone.last).filter(|own| own.len() == zone.count)?;
            own.iter().for_each(|extent| kept[extent.nth] = true);
        }
    }
    Some(kept)
}

/// The zones of extents, from top to bottom; `None` where some reach into one another.
fn zones(page: &PageText, extents: &[Extent]) -> Option<Vec<Zone>> {
    let mut from_top = Vec::new();
    if !extents.is_sorted_by(|a, b| a.top >= b.top) {
        from_top.extend(0..extents.len());
        sort(&mut from_top, &|a, b| extents[b].top.total_cmp(&extents[a].top));
    }
    let mut zones: Vec<Zone> = Vec::with_capacity(extents.len());
    // The least that zones above the last one reach down to.
    let mut above = f64::INFINITY;
    for place in 0..extents.len() {
        let at = from_top.get(place).copied().unwrap_or(place);
        let Extent { nth, top, bottom, base, reach } = *extents.get(at)?;
        let Piece { mask, is_tight, .. } = *page.pieces.get(nth)?;
        match zones.last_mut() {
            Some(zone) if top >= zone.bottom || base >= zone.reach => {
                (zone.first, zone.last, zone.count) = (zone.first.min(at), zone.last.max(at), zone.count + 1);
                (zone.set, zone.is_plain) = (zone.set | mask, false);
                (zone.bottom, zone.reach) = (less(zone.bottom, bottom), less(zone.reach, reach));
            }
            last => {
                above = last.map_or(above, |last| less(above, last.reach));
                zones.push(Zone { first: at, last: at, count: 1, set: mask, is_plain: !is_tight, bottom, reach });
            }
        }
        if base >= above {
            return None;
        }
    }
    Some(zones)
}
