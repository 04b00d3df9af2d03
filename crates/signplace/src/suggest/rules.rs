//! From labels to wishes: what is to be placed, for whom, and how sure that is.

use std::collections::BTreeMap;

use super::Reason;
use super::area::Area;
use super::label::{Label, Value};
use super::page::{CellArea, Placeable, View};
use super::spot::{How, Room, SEAL, SQUARE, Spot};
use super::words::Role;
use crate::place::Kind;

/// How far apart labels of one block stand at most, in points: on larger paper, and in larger units, farther.
fn block(view: &View) -> f64 {
    300f64.max(0.4 * view.paper.height())
}

/// What a label asks for.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// Index into the view's labels.
    pub(super) label: usize,
    pub(super) kind: Kind,
    pub(super) reason: Reason,
    pub(super) party: Option<String>,
    /// Whether several parties are as near.
    pub(super) is_party_unclear: bool,
    /// A seal's side, in points.
    pub(super) seal: f64,
    /// What is in doubt, each as the end of a sentence.
    pub(super) doubts: Vec<&'static str>,
}

/// A wish with its place.
#[derive(Debug, Clone)]
pub(super) struct Granted {
    pub(super) wish: Wish,
    pub(super) spot: Spot,
}

/// What the pages around say of a page.
pub(super) struct Surroundings {
    /// Whether later pages ask for seals or signatures.
    pub(super) is_before_others: bool,
}

/// Running heads and feet: what stands at the same height on several pages, by its text and height.
#[derive(Default)]
pub(super) struct Running {
    seen: BTreeMap<(String, i64), u32>,
}

impl Running {
    pub(super) fn note(&mut self, view: &View) {
        for cell in view.cells.iter().filter(|cell| cell.has_label && is_at_edge(view, &cell.area)) {
            *self.seen.entry(key(cell)).or_default() += 1;
        }
    }

    pub(super) fn has(&self, view: &View, cell: usize) -> bool {
        let Some(cell) = view.cells.get(cell) else { return false };
        is_at_edge(view, &cell.area) && self.seen.get(&key(cell)).is_some_and(|count| *count > 1)
    }
}

fn key(cell: &CellArea) -> (String, i64) {
    (cell.text.clone(), (cell.area.y0 / 2.0).round() as i64)
}

/// Whether an area is in the upper or lower eighth of the page.
fn is_at_edge(view: &View, area: &Area) -> bool {
    let height = view.paper.height() / 8.0;
    area.y1 > view.paper.y1 - height || area.y0 < view.paper.y0 + height
}

impl Label {
    pub(super) fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether it asks for something by name.
    pub(super) fn asks(&self) -> bool {
        self.has(Role::Seal) || self.has(Role::Sign)
    }

    /// Whether something marks it as a label: a colon, an act in parentheses, a blank.
    fn is_marked(&self) -> bool {
        let has_blank = matches!(self.value, Value::Blank(_) | Value::DateBlank(_)) || self.blank_before.is_some();
        self.has_colon || self.has_act_in_parens || has_blank
    }

    /// Whether it names a person who signs.
    fn names_person(&self) -> bool {
        self.has(Role::Person) || self.has(Role::Witness)
    }

    /// Whether it asks for the name, the address or the like of whoever signs, which is not signed.
    fn is_detail(&self) -> bool {
        // Of two words the one that stands behind `of` says whose the other is: `Name of director`, `Director of the company`.
        let owned = self.text.to_lowercase().contains(" of ");
        let what = if owned { self.roles.first() } else { self.roles.last() };
        what == Some(&Role::Detail)
    }

    /// Whether it asks for a company's name, over which its seal goes.
    fn is_company(&self) -> bool {
        let text = self.text.trim_end_matches(['）', ')']);
        ["名称", "全称", "公司", "单位"].iter().any(|name| text.ends_with(name))
    }

    fn is_filled(&self) -> bool {
        matches!(self.value, Value::Text(_))
    }
}

/// What the labels of a view ask for, in reading order.
pub(super) fn wishes(view: &View, running: &Running, around: &Surroundings) -> Vec<Wish> {
    let mut wishes = Vec::new();
    for (nth, placeable) in view.labels.iter().enumerate() {
        let Placeable { label, cell } = placeable;
        if running.has(view, *cell) {
            continue;
        }
        let mut found = Vec::new();
        found.extend(asked_for(view, nth, label));
        // A blank to be dated behind a place to sign is a place of its own.
        if !label.has(Role::Date) && matches!(label.value, Value::DateBlank(_)) && !found.is_empty() {
            found.push((Kind::Date, Reason::DateBlank, Vec::new()));
        }
        for (kind, reason, mut doubts) in found {
            if view.has_clauses_below(&label.area) {
                doubts.push("clauses follow below");
            }
            if around.is_before_others {
                doubts.push("a later page asks for seals or signatures too");
                if matches!(reason, Reason::PartyLabel | Reason::DateLabel | Reason::DateBlank) {
                    doubts.push("this may be the cover");
                }
            }
            let (party, is_party_unclear) = party_of(view, nth, label);
            let is_personal = label.names_person();
            let seal = if is_personal { SQUARE } else { SEAL };
            wishes.push(Wish { label: nth, kind, reason, party, is_party_unclear, seal, doubts });
        }
    }
    wishes
}

type Asked = (Kind, Reason, Vec<&'static str>);

fn asked_for(view: &View, nth: usize, label: &Label) -> Option<Asked> {
    const UNMARKED: &str = "neither a colon nor a blank marks the label";
    const UNSAID: &str = "the label does not say what is to be done";
    let (seal, sign) = (label.has(Role::Seal), label.has(Role::Sign));
    let (person, party) = (label.names_person(), label.has(Role::Party));
    let room = Room { view, taken: Vec::new() };
    let is_caption = room.line_above(label).is_some();
    let mut doubts = Vec::new();
    // Heads of columns and other words that stand apart are no labels; captions of lines are.
    if label.is_apart && !(label.is_marked() || is_caption) {
        return None;
    }
    if !label.is_marked() && !is_caption {
        doubts.push(UNMARKED);
        if !(person || party || label.has(Role::Signer)) {
            doubts.push("the label does not say who");
        }
    }
    if seal || sign {
        // 签章 of a person is a signature, and of a party a seal.
        let is_written = if person { sign || label.text.contains("签章") } else { !seal };
        if is_written {
            return (!label.is_filled()).then_some((Kind::Signature, Reason::SignatureLabel, doubts));
        }
        // Behind a label that names no party, what is there is what was asked for; a party's name is sealed.
        if label.is_filled() && !party && !label.is_cjk {
            return None;
        }
        return Some((Kind::Seal, Reason::SealLabel, doubts));
    }
    if label.has(Role::Date) {
        let reason = if label.is_date_blank { Reason::DateBlank } else { Reason::DateLabel };
        if label.is_filled() || !(label.is_marked() || is_caption) {
            return None;
        }
        let is_in_block = view.labels.iter().any(|other| {
            let near = (other.label.area.y0 - label.area.y0).abs() < block(view);
            near && (other.label.asks() || other.label.names_person() || other.label.has(Role::Behalf))
        });
        if !is_in_block {
            doubts.push("no place to sign is near");
            doubts.push("dates stand in other places too");
        }
        return Some((Kind::Date, reason, doubts));
    }
    if person {
        if label.is_detail() || label.is_filled() || !(label.is_marked() || is_caption) {
            return None;
        }
        doubts.push(UNSAID);
        // 法定代表人 above a line that says 签字 is the name, and is signed there.
        return Some((Kind::Signature, Reason::PersonLabel, doubts));
    }
    if party {
        return party_alone(view, nth, label, is_caption).map(|(kind, more)| {
            doubts.push(UNSAID);
            doubts.extend(more);
            (kind, Reason::PartyLabel, doubts)
        });
    }
    None
}

/// A label that names a party and nothing else: the head of a block, or the place itself.
fn party_alone(view: &View, nth: usize, label: &Label, is_caption: bool) -> Option<(Kind, Vec<&'static str>)> {
    if !(label.is_marked() || is_caption) || (label.is_detail() && !label.is_company()) {
        return None;
    }
    // Another label that asks for this party's seal or signature is the place.
    let around = view.block_around(&label.area);
    let in_block = |other: &&Placeable| {
        let drop = label.area.y0 - other.label.area.y0;
        let level = other.label.area.is_level_with(&label.area) && other.label.area.x0 > label.area.x1;
        let aligned = (other.label.area.x0 - label.area.x0).abs() < 60.0;
        (drop > 0.0 && drop < block(view) && around.contains(&other.label.area.y0) && aligned)
            || level && other.cell == view.labels[nth].cell
    };
    let block: Vec<&Label> = view.labels.iter().filter(in_block).map(|other| &other.label).collect();
    let asks_seal = block.iter().any(|other| other.has(Role::Seal));
    let asks_sign = block.iter().any(|other| other.has(Role::Sign) || other.names_person());
    let named = |other: &Placeable| other.label.asks() && other.label.party == label.party;
    if asks_seal || view.labels.iter().any(named) {
        return None;
    }
    if label.is_cjk {
        if asks_sign || (!label.is_filled() && block.iter().any(|other| other.has(Role::Date))) {
            return Some((Kind::Seal, Vec::new()));
        }
        if label.is_filled() {
            return None;
        }
        return Some((Kind::Seal, vec!["no place to sign is near"]));
    }
    let has_line = matches!(label.value, Value::Blank(_)) || is_caption;
    (has_line && !asks_sign).then_some((Kind::Signature, Vec::new()))
}

/// The party that a label is for: its own, else that of the nearest label left of it on its line, or above it in its column
/// and in its block. Also whether several are as near.
fn party_of(view: &View, nth: usize, label: &Label) -> (Option<String>, bool) {
    if label.party.is_some() || label.has(Role::Witness) {
        return (label.party.clone(), false);
    }
    let says_whose = |label: &Label| label.party.is_some() || label.has(Role::Witness);
    let same_cell = view.labels[..nth].iter().rev().take_while(|other| other.cell == view.labels[nth].cell);
    if let Some(before) = same_cell.map(|other| &other.label).find(|other| says_whose(other)) {
        return (before.party.clone(), false);
    }
    // Parties that stand above clauses are those of the contract's head, and not of this block.
    let around = view.block_around(&label.area);
    let mut above: Vec<&Label> = view
        .labels
        .iter()
        .map(|other| &other.label)
        .filter(|other| {
            let rise = other.area.y0 - label.area.y0;
            let aligned = (other.area.x0 - label.area.x0).abs() < 60.0;
            rise > 0.5 * label.area.height() && around.contains(&other.area.y0) && aligned
        })
        .collect();
    above.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
    let Some(at) = above.iter().position(|other| says_whose(other)) else { return (None, false) };
    let nearest = above[at];
    if nearest.area.y0 - label.area.y0 >= block(view) {
        return (None, false);
    }
    // Two parties right below one another: the block is not one party's.
    let is_other = |next: &&Label| nearest.party.is_some() && next.party.is_some() && next.party != nearest.party;
    if above.get(at + 1).is_some_and(is_other) {
        return (None, true);
    }
    (nearest.party.clone(), false)
}

/// Gives each wish its place: what is written first, as it is bound to its blank, then seals.
pub(super) fn grant(view: &View, wishes: Vec<Wish>, taken: &mut Vec<Area>) -> Vec<Granted> {
    let mut room = Room { view, taken: std::mem::take(taken) };
    let mut granted: Vec<Granted> = Vec::new();
    let (seals, written): (Vec<Wish>, Vec<Wish>) = wishes.into_iter().partition(|wish| wish.kind == Kind::Seal);
    for mut wish in written.into_iter().chain(seals) {
        let mut label = view.labels[wish.label].label.clone();
        let is_second = wish.kind == Kind::Date && !label.has(Role::Date);
        if let (Value::DateBlank(_), Kind::Signature | Kind::Seal) = (&label.value, wish.kind) {
            label.value = Value::Nothing;
        }
        let spot = match wish.kind {
            Kind::Seal => room.sealed(&label, wish.seal),
            kind => room.written(&label, kind == Kind::Date || is_second),
        };
        if spot.how == How::Covering {
            wish.doubts.push("there is no room that covers no text");
        }
        room.taken.push(spot.area);
        granted.push(Granted { wish, spot });
    }
    granted.sort_by_key(|granted| granted.wish.label);
    *taken = room.taken;
    granted
}

impl Wish {
    /// 0.9, and 0.2 less for each doubt.
    pub(super) fn confidence(&self) -> f64 {
        (0.9 - 0.2 * self.doubts.len() as f64).max(0.1)
    }
}
