//! `find`: the keywords in the text of a page, and each match as it is answered.

use super::explain::explanation;
use super::fold::is_hyphen;
use super::frame::{Frame, Stretch, frames, frames_with};
use super::letters::Letters;
use super::lines::{Segment, flows, segments_with};
use super::matcher::{Needle, Text};
use super::order::{reading_order, sort};
use super::overlap::without_overlaps;
use super::sequence::{Gap, Item, items};
use super::{Findings, Match, MatchMode, Origin, Query, Search};
use crate::api::Document;
use crate::document::guard::guarded;
use crate::document::stream::Budget;
use crate::error::Error;
use crate::geometry::{Page, Point, Quad, Rect, Vector};
use crate::text::{Glyph, How, Layer, Mask, PageText, Shown, UnicodeSource, read_page};

impl Document {
    /// Every occurrence of some keywords on the pages asked for.
    ///
    /// Keywords that are not there have a count of 0. Fails with `keyword_empty`, `page_out_of_range`, or a limit; with
    /// `invalid_value` when a keyword is to be a regular expression and is none.
    pub fn find(&self, query: &Query) -> Result<Findings, Error> {
        guarded(|| find(self, query))
    }
}

fn find(document: &Document, query: &Query) -> Result<Findings, Error> {
    let mut search = Search::new(document, query.clone())?;
    search.search_rest()?;
    search.finish()
}

/// The keywords of a query, ready to be looked for.
pub(super) fn needles(query: &Query) -> Result<Vec<Needle>, Error> {
    let at = |nth| move |error: Error| error.with_path(format!("/keywords/{nth}"));
    query.keywords.iter().enumerate().map(|(nth, keyword)| Needle::new(keyword, query).map_err(at(nth))).collect()
}

/// Whether the keywords of a query can be looked for at all.
pub(crate) fn check(query: &Query) -> Result<(), Error> {
    needles(query).map(drop)
}

/// The text of a page that is searched: its content, and what fields and annotations show where that is asked for.
pub(super) fn searched(document: &Document, number: u32, query: &Query, budget: &Budget) -> Result<PageText, Error> {
    let mut text = PageText::default();
    read_page(document, number, budget, &mut text, how(query))?;
    Ok(text)
}

/// How the pages of a query are read.
pub(super) fn how(query: &Query) -> How<'static> {
    How { with_appearances: query.include_fields, forms_pieces: !query.thorough, ..How::default() }
}

/// For each needle its matches on the page, in reading order, numbered from 1.
pub(super) fn search_page(
    document: &Document,
    number: u32,
    page: &PageText,
    needles: &[Needle],
    letters: &Letters,
    query: &Query,
) -> Vec<Vec<Match>> {
    // Each with the index of its first glyph in the content stream.
    let mut found: Vec<Vec<(usize, Match)>> = needles.iter().map(|_| Vec::new()).collect();
    if !letters.may_hold_any(page.pieces.iter().fold(0, |all, piece| all | piece.mask)) {
        return needles.iter().map(|_| Vec::new()).collect();
    }
    let set_of = |stretch: &Stretch| page.pieces.get(stretch.piece).map_or(0, |piece| piece.mask);
    let set_of_line =
        |frame: &Frame, line: &Segment| line.stretches(frame).fold(0, |all, stretch| all | set_of(stretch));
    let mut look = |frame: &Frame, part: &[Segment], present: Mask| {
        let text = Text::new(items(page, frame, part), query);
        for (nth, ((needle, keyword), found)) in needles.iter().zip(&query.keywords).zip(&mut found).enumerate() {
            if !letters.may_hold(nth, present) {
                continue;
            }
            for hit in needle.find_in(&text) {
                let matched = hit.span.items(&text.items);
                let first = matched.first().map_or(0, |item| item.glyph);
                if let Some(mut one) = describe(document, number, page, &matched, keyword, hit.exact) {
                    one.explain = query.explain.then(|| explanation(page, &matched, query));
                    found.push((first, one));
                }
            }
        }
    };
    if letters.are_of_one_line() {
        let mut spelled = Vec::new();
        for frame in frames_with(page, |set| letters.may_hold_any(set)) {
            let segments = segments_with(&frame, set_of, |set| letters.may_hold_any(set));
            for line in &segments {
                let present = set_of_line(&frame, line);
                if letters.may_stand_on(page, &frame, line, present, &mut spelled) {
                    look(&frame, std::slice::from_ref(line), present);
                }
            }
        }
    } else {
        for frame in frames(page) {
            for flow in flows(&frame) {
                let present = flow.iter().fold(0, |all, line| all | set_of_line(&frame, line));
                if letters.may_hold_any(present) {
                    let parts = letters.parts(page, &frame, &flow, present);
                    parts.into_iter().filter_map(|part| flow.get(part)).for_each(|part| look(&frame, part, present));
                }
            }
        }
    }
    found.into_iter().map(numbered).collect()
}

/// Matches in reading order, with their numbers in it and in the order of the content stream.
fn numbered(mut matches: Vec<(usize, Match)>) -> Vec<Match> {
    if let [(_, only)] = matches.as_mut_slice() {
        (only.index, only.stream_index) = (1, 1);
        return matches.into_iter().map(|(_, found)| found).collect();
    }
    let boxes: Vec<Rect<Page>> = matches.iter().map(|(_, m)| m.bounds).collect();
    let mut slots: Vec<Option<(usize, Match)>> = matches.into_iter().map(Some).collect();
    let in_order = reading_order(&boxes).into_iter().filter_map(|at| slots.get_mut(at)?.take()).collect();
    let mut matches = without_overlaps(in_order, |(_, found)| found);
    for (nth, (_, found)) in (1..).zip(&mut matches) {
        (found.index, found.stream_index) = (nth, nth);
    }
    // Only what the content stream draws can be drawn in another order.
    let of_page: Vec<usize> =
        matches.iter().enumerate().filter(|(_, (_, found))| found.origin.is_none()).map(|(at, _)| at).collect();
    let mut drawn = of_page.clone();
    let glyph = |at: usize| matches.get(at).map(|(glyph, _)| *glyph);
    sort(&mut drawn, &|a, b| glyph(a).cmp(&glyph(b)));
    for (place, at) in of_page.into_iter().zip(drawn) {
        if let Some((_, found)) = matches.get_mut(at) {
            found.stream_index = place as u32 + 1;
        }
    }
    matches.into_iter().map(|(_, found)| found).collect()
}

fn describe(
    document: &Document,
    number: u32,
    text: &PageText,
    items: &[Item],
    keyword: &str,
    exact: bool,
) -> Option<Match> {
    let glyphs = || items.iter().filter_map(|item| text.glyphs.get(item.glyph));
    let setting = text.piece_of(items.first()?.glyph)?.setting;
    let quads: Vec<Quad<Page>> =
        items.chunk_by(|a, b| a.line == b.line).filter_map(|line| outline(text, line)).collect();
    let bounds = quads.iter().map(Quad::bounds).reduce(|all, next| all.union(next))?;
    Some(Match {
        keyword: keyword.to_owned(),
        index: 0,
        page: number,
        text: readable(items),
        mode: if exact { MatchMode::Exact } else { MatchMode::Folded },
        bounds,
        normalized: document.geometry(number).page_to_normalized().rect(bounds),
        quads,
        font_size: setting.size(),
        visible: glyphs().any(Glyph::is_visible),
        origin: match setting.layer {
            Layer::Content => None,
            Layer::Widget => Some(Origin::Field),
            Layer::FreeText => Some(Origin::Annotation),
        },
        unicode_source: glyphs().map(|glyph| glyph.source).max().unwrap_or(UnicodeSource::CharCode),
        explain: None,
        stream_index: 0,
    })
}

/// Items as people read them, with the gaps between words as spaces.
pub(super) fn readable(items: &[Item]) -> String {
    let mut text = String::new();
    let mut before: Option<&Item> = None;
    for item in items {
        let is_space = match item.gap {
            Gap::Space => true,
            Gap::Line => !item.cjk && !before.is_some_and(|before| is_hyphen(before.char)),
            Gap::Soft | Gap::None => false,
        };
        if before.is_some() && is_space {
            text.push(' ');
        }
        text.push(item.char);
        before = Some(item);
    }
    text
}

/// The outline of items on one line: from the start of the first to the end of the last, and as high as the highest.
pub(super) fn outline(text: &PageText, items: &[Item]) -> Option<Quad<Page>> {
    let lead = shown(text, items.first()?)?;
    // The axes of the first glyph, which need not be square: skewed text keeps its slant.
    let (along, up) = (lead.setting.along.normalized()?, lead.setting.up.normalized()?);
    let square = along.cross(up);
    if square.abs() < 1e-6 {
        return None;
    }
    let coordinates = |p: Point<Page>| {
        let d = p - lead.origin;
        (d.cross(up) / square, along.cross(d) / square)
    };
    let (mut low, mut high) = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
    for item in items {
        for corner in shown(text, item)?.quad(item.from, item.to).corners {
            let (u, v) = coordinates(corner);
            low = (low.0.min(u), low.1.min(v));
            high = (high.0.max(u), high.1.max(v));
        }
    }
    let at = |u: f64, v: f64| lead.origin + Vector::new(along.x * u + up.x * v, along.y * u + up.y * v);
    Some(Quad::new([at(low.0, low.1), at(high.0, low.1), at(high.0, high.1), at(low.0, high.1)]))
}

/// The glyph of an item as it stands in its line.
pub(super) fn shown(text: &PageText, item: &Item) -> Option<Shown> {
    let shown = text.shown(item.glyph)?;
    Some(if item.column { shown.set_upright() } else { shown })
}
