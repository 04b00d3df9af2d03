//! Wishes with their places become controls of a plan: by keyword and occurrence, or by form field.

use std::collections::BTreeMap;

use super::label::Label;
use super::page::{View, views};
use super::rules::{Granted, Running, Surroundings, grant, wishes};
use super::spot::How;
use super::{Reason, SuggestOptions, Suggestion, Suggestions};
use crate::api::Document;
use crate::document::TextTrust;
use crate::document::stream::Budget;
use crate::error::Error;
use crate::form::{FieldFlag, FieldKind};
use crate::geometry::{Page, Rect, Unit};
use crate::number::rounded;
use crate::place::{
    Anchor, Control, FieldAnchor, KeywordAnchor, Kind, NamedSize, Offset, PageAnchor, Sides, Size, Which,
};
use crate::search::{Match, Query, cells, trust};
use crate::text::{How as Reading, PageText, drawn, read_page};
use crate::warning::{Warning, WarningCode};

/// Pages with labels that are looked at; more are no contract.
const MOST_PAGES: usize = 500;
/// Suggestions of one document.
const MOST: usize = 2000;
/// A box nearer to the page's edge is cut off by some printers, in points: 5 mm.
const NEAR_EDGE: f64 = 5.0 * 72.0 / 25.4;
/// What it takes for a page to be worth a doubt about those before it.
const SURE: f64 = 0.7;

/// A place found, before it has an anchor.
struct Found {
    page: u32,
    bounds: Rect<Page>,
    /// The label's box, or the field's.
    at: Rect<Page>,
    label: Option<Label>,
    field: Option<String>,
    kind: Kind,
    party: Option<String>,
    confidence: f64,
    code: Reason,
    reason: String,
    is_party_unclear: bool,
    is_seal_square: bool,
}

pub(super) fn suggest(document: &Document, options: &SuggestOptions) -> Result<Suggestions, Error> {
    let numbers = options.pages.resolve(document.page_count())?;
    let mut warnings = Vec::new();
    let mut running = Running::default();
    let mut pages: Vec<(u32, Vec<View>)> = Vec::new();
    let budget = Budget::new(document.file.limits());
    let mut text = PageText::default();
    for number in numbers {
        read_page(document, number, &budget, &mut text, Reading::default())?;
        warnings.extend(unreadable(&text, number));
        let cells = cells(&text);
        if cells.is_empty() {
            continue;
        }
        let has_labels = |views: &[View]| views.iter().any(|view| !view.labels.is_empty());
        let paper = document.geometry(number).page_rect();
        // Lines are only worth reading where there is something to put on them.
        if !has_labels(&views(&cells, &crate::text::Drawn::default(), paper)) {
            continue;
        }
        let views = views(&cells, &drawn(document, number, &budget)?, paper);
        for view in &views {
            running.note(view);
        }
        pages.push((number, views));
        if pages.len() > MOST_PAGES {
            // Signatures stand at the end.
            pages.remove(0);
        }
    }
    let fields = fields(document, options, &mut warnings)?;
    let mut found: Vec<Found> = Vec::new();
    let mut is_before_others = false;
    for (number, views) in pages.iter().rev() {
        let on_page: Vec<&Found> = fields.iter().filter(|field| field.page == *number).collect();
        let mut taken: Vec<Rect<Page>> = on_page.iter().map(|field| field.bounds).collect();
        let mut here: Vec<Found> = Vec::new();
        for view in views {
            let asked = wishes(view, &running, &Surroundings { is_before_others });
            let asked = asked.into_iter().filter(|wish| wish.confidence() > options.min_confidence - 1e-9).collect();
            let mut areas = taken.iter().map(|bounds| view.axes.area(*bounds)).collect();
            let granted = grant(view, asked, &mut areas);
            taken = areas.into_iter().map(|area| view.axes.bounds(area)).collect();
            here.extend(granted.into_iter().map(|granted| described(view, *number, granted)));
        }
        // A signature field beside a label is that label's place.
        here.retain(|one| !on_page.iter().any(|field| one.kind != Kind::Date && is_its_place(one, field)));
        is_before_others |= here.iter().any(|one| one.kind != Kind::Date && one.confidence > SURE - 1e-9);
        found.splice(0..0, here);
    }
    found.extend(fields);
    found.sort_by(|a, b| a.page.cmp(&b.page).then_with(|| in_reading_order(&a.at, &b.at)));
    found.retain(|one| one.confidence > options.min_confidence - 1e-9);
    found.truncate(MOST);
    let suggestions = anchored(document, found)?;
    Ok(Suggestions { page_count: document.page_count(), suggestions, warnings })
}

/// Lines from top to bottom, each from left to right. Heights in steps, so that the order is one whatever is compared.
fn in_reading_order(a: &Rect<Page>, b: &Rect<Page>) -> std::cmp::Ordering {
    let line = |at: &Rect<Page>| (at.y0() / 4.0).round() as i64;
    line(b).cmp(&line(a)).then(a.x0().total_cmp(&b.x0())).then(a.y0().total_cmp(&b.y0()))
}

fn unreadable(text: &PageText, number: u32) -> Option<Warning> {
    let (code, message) = match trust(text) {
        TextTrust::NoUnicode => {
            (WarningCode::NoUnicode, "Part of the text on page {} has no Unicode meaning: labels may be missed.")
        }
        TextTrust::ImageOnly => {
            (WarningCode::ImageOnly, "Page {} is an image without text: places to sign in a scan are not seen.")
        }
        _ => return None,
    };
    Some(Warning::new(code, message.replace("{}", &number.to_string())).on_page(number))
}

/// Unsigned signature fields that are shown.
fn fields(document: &Document, options: &SuggestOptions, warnings: &mut Vec<Warning>) -> Result<Vec<Found>, Error> {
    let all = document.fields()?;
    let pages = options.pages.resolve(document.page_count())?;
    warnings.extend(all.warnings.into_iter().filter(|warning| warning.page.is_none_or(|page| pages.contains(&page))));
    let mut names = std::collections::BTreeSet::new();
    let unsigned = all.fields.into_iter().filter(|field| {
        let is_shown = !field.flags.iter().any(|flag| matches!(flag, FieldFlag::Hidden | FieldFlag::OffPage));
        field.kind == FieldKind::Signature
            && field.signed != Some(true)
            && is_shown
            && !field.name.is_empty()
            && pages.binary_search(&field.page).is_ok()
            // A plan takes the first widget of a field.
            && names.insert(field.name.clone())
    });
    Ok(unsigned
        .map(|field| Found {
            page: field.page,
            bounds: field.bounds,
            at: field.bounds,
            label: None,
            kind: Kind::Signature,
            party: None,
            confidence: 1.0,
            code: Reason::SignatureField,
            reason: format!("The form has an unsigned signature field “{}” here.", shortened(&field.name)),
            field: Some(field.name),
            is_party_unclear: false,
            is_seal_square: false,
        })
        .collect())
}

/// Whether a field is the place that a label asks for: it covers the place, or begins right beside or below the label.
fn is_its_place(one: &Found, field: &Found) -> bool {
    let (label, field) = (&one.at, &field.bounds);
    let level = label.y1().min(field.y1()) - label.y0().max(field.y0()) > 0.3 * label.height().min(field.height());
    let beside = level && field.x0() >= label.x1() - 20.0 && field.x0() - label.x1() < 80.0;
    let under = field.y1() <= label.y0() + 4.0
        && label.y0() - field.y1() < 30.0
        && field.x0() < label.x1()
        && label.x0() < field.x1();
    beside || under || field.shared_area(&one.bounds) > 0.3 * one.bounds.area()
}

fn described(view: &View, page: u32, granted: Granted) -> Found {
    let Granted { wish, spot } = granted;
    let label = view.labels[wish.label].label.clone();
    let what = match wish.reason {
        Reason::SealLabel => "asks for a seal",
        Reason::SignatureLabel => "asks for a signature",
        Reason::PersonLabel => "names who signs",
        Reason::PartyLabel => "names a party",
        Reason::DateLabel => "asks for a date",
        Reason::DateBlank => "leaves a blank for a date",
        Reason::SignatureField => "is a signature field",
    };
    let place = match spot.how {
        How::OnBlank => "placed on its blank",
        How::InCell => "placed in the empty cell right of it",
        How::Right => "placed right of it",
        How::Below => "placed below it",
        How::Above => "placed on the line above it",
        How::Over => "placed over it and the name, as seals are",
        How::Covering => "placed near it",
    };
    let doubts = wish.doubts.join(", and ");
    let but = if doubts.is_empty() { String::new() } else { format!("; but {doubts}") };
    Found {
        page,
        bounds: view.axes.bounds(spot.area),
        at: view.axes.bounds(label.area),
        kind: wish.kind,
        confidence: wish.confidence(),
        code: wish.reason,
        reason: format!("“{}” {what}; {place}{but}.", shortened(&label.text)),
        is_party_unclear: wish.is_party_unclear,
        is_seal_square: wish.kind == Kind::Seal && wish.seal < super::spot::SEAL,
        party: wish.party,
        label: Some(label),
        field: None,
    }
}

fn shortened(text: &str) -> String {
    crate::place::suggest::shortened(text)
}

/// Gives each place its control, its id, and the warnings that `place` has about it.
fn anchored(document: &Document, found: Vec<Found>) -> Result<Vec<Suggestion>, Error> {
    let mut keywords: Vec<String> = Vec::new();
    for keyword in found.iter().filter_map(|one| Some(&one.label.as_ref()?.keyword)) {
        if !keywords.contains(keyword) {
            keywords.push(keyword.clone());
        }
    }
    let mut matches: BTreeMap<String, Vec<Match>> = BTreeMap::new();
    if !keywords.is_empty() {
        for one in document.find(&Query::new(keywords))?.matches {
            matches.entry(one.keyword.clone()).or_default().push(one);
        }
    }
    for all in matches.values_mut().filter(|all| all.iter().any(|one| one.visible)) {
        all.retain(|one| one.visible);
    }
    let mut ids: BTreeMap<String, u32> = BTreeMap::new();
    let mut suggestions: Vec<Suggestion> = Vec::new();
    for one in found {
        let stem = match &one.party {
            Some(party) => format!("{}-{}", party.replace(' ', "-"), one.kind),
            None => one.kind.to_string(),
        };
        let count = ids.entry(stem.clone()).or_default();
        *count += 1;
        let id = if *count == 1 { stem } else { format!("{stem}-{count}") };
        let geometry = document.geometry(one.page);
        let (control, bounds) = control(id, &one, &matches);
        suggestions.push(Suggestion {
            kind: one.kind,
            party: one.party,
            page: one.page,
            bounds,
            normalized: geometry.page_to_normalized().rect(bounds),
            label: one.label.map(|label| label.text).or(one.field).unwrap_or_default(),
            confidence: one.confidence,
            code: one.code,
            reason: one.reason,
            placement: control,
            warnings: near_edge(&bounds, &geometry.page_rect(), one.page)
                .into_iter()
                .chain(one.is_party_unclear.then(|| unclear(one.page)))
                .collect(),
        });
    }
    let plan = crate::place::Plan::new(suggestions.iter().map(|one| one.placement.clone()));
    let placed = document.place(&plan)?;
    for (suggestion, placement) in suggestions.iter_mut().zip(placed.placements) {
        suggestion.bounds = placement.bounds;
        suggestion.normalized = placement.normalized;
        suggestion.warnings.extend(placement.warnings);
    }
    Ok(suggestions)
}

/// The control that places something, and where exactly: offsets have two decimals.
fn control(id: String, one: &Found, matches: &BTreeMap<String, Vec<Match>>) -> (Control, Rect<Page>) {
    let short = |value: f64| rounded(value, 2);
    let hit = one.label.as_ref().and_then(|label| {
        let all = matches.get(&label.keyword)?;
        let at = all.iter().position(|hit| {
            hit.page == one.page && hit.bounds.shared_area(&one.at) > 0.5 * hit.bounds.area().min(one.at.area())
        })?;
        Some((label, all.len(), at, all[at].bounds))
    });
    let (anchor, origin) = match (&one.field, hit) {
        (Some(field), _) => (Anchor::Field(FieldAnchor::new(field)), one.at.origin()),
        (None, Some((label, count, at, bounds))) => {
            let mut anchor = KeywordAnchor::new(&label.keyword);
            // Signature blocks stand at the end, and what is added stands before: so they are counted from the end.
            let nth = if count > 1 && at * 2 >= count { at as i64 - count as i64 } else { at as i64 + 1 };
            anchor.occurrence = (count > 1).then_some(Which::Nth(nth));
            (Anchor::Keyword(anchor), bounds.origin())
        }
        (None, None) => {
            let (x, y) = (short(one.bounds.x0()), short(one.bounds.y0()));
            let point = PageAnchor::new(Which::Nth(i64::from(one.page)), x, y, Unit::Pt);
            (Anchor::Page(point), crate::geometry::Point::new(x, y))
        }
    };
    let by_point = matches!(anchor, Anchor::Page(_));
    let offset = one.bounds.origin() - origin;
    let mut control = Control::new(id, one.kind, anchor);
    control.signer.clone_from(&one.party);
    if !by_point {
        control.offset = Offset { x: short(offset.x), y: short(offset.y), unit: Unit::Pt };
    }
    let named = match (one.kind, one.is_seal_square) {
        (Kind::Seal, true) => "square-20".parse::<NamedSize>().ok(),
        (Kind::Seal, false) => "round-42".parse::<NamedSize>().ok(),
        _ => None,
    };
    control.size = Some(named.map_or_else(
        || {
            let (width, height) = (short(one.bounds.width()).max(1.0), short(one.bounds.height()).max(1.0));
            Size::Measured(Sides { width, height, unit: Unit::Pt })
        },
        Size::Named,
    ));
    (control, one.bounds)
}

fn near_edge(bounds: &Rect<Page>, paper: &Rect<Page>, page: u32) -> Option<Warning> {
    let edges = [bounds.x0(), bounds.y0(), paper.x1() - bounds.x1(), paper.y1() - bounds.y1()];
    let nearest = edges.into_iter().min_by(f64::total_cmp)?;
    (nearest < NEAR_EDGE).then(|| {
        let message = format!("It ends {} pt from the edge of page {page}.", rounded(nearest, 1));
        Warning::new(WarningCode::NearEdge, message).on_page(page)
    })
}

fn unclear(page: u32) -> Warning {
    let message = "Two parties stand above it, so whose it is cannot be told.";
    Warning::new(WarningCode::SeveralCandidates, message).on_page(page)
}
