//! `find`: the pages' text, the keywords in it, and what to say about the matches.

use super::frame::frames;
use super::lines::flows;
use super::matcher::Needle;
use super::order::reading_order;
use super::sequence::{Gap, Item, Sequence};
use super::{Findings, KeywordCount, Match, MatchMode, Query};
use crate::api::Document;
use crate::document::guard::guarded;
use crate::document::stream::Budget;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, Point, Quad, Rect, Vector};
use crate::text::{Glyph, Layer, PageText, UnicodeSource, page_text};
use crate::warning::{Warning, WarningCode};

impl Document {
    /// Every occurrence of some keywords on the pages asked for.
    ///
    /// Keywords that are not there have a count of 0. Fails with `keyword_empty`, `page_out_of_range`, or a limit.
    pub fn find(&self, query: &Query) -> Result<Findings, Error> {
        guarded(|| find(self, query))
    }
}

fn find(document: &Document, query: &Query) -> Result<Findings, Error> {
    let pages = query.pages.resolve(document.page_count())?;
    let needles = query
        .keywords
        .iter()
        .enumerate()
        .map(|(nth, keyword)| {
            Needle::new(keyword, query.mode).ok_or_else(|| {
                Error::new(ErrorCode::KeywordEmpty, "a keyword is empty or only of spaces")
                    .with_hint("give the text to look for, as it stands on the page")
                    .with_path(format!("/keywords/{nth}"))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let budget = Budget::new(document.file.limits());
    let mut found: Vec<Vec<Match>> = needles.iter().map(|_| Vec::new()).collect();
    let mut warnings = Vec::new();
    for number in pages {
        warnings.extend(document.geometry(number).warnings(number));
        if needles.is_empty() {
            continue;
        }
        let mut text = page_text(document, number, &budget)?;
        text.glyphs.retain(|glyph| glyph.layer == Layer::Content);
        let per_needle = search_page(document, number, &text, &needles, query);
        for (all, page) in found.iter_mut().zip(per_needle) {
            all.extend(page);
        }
        warnings.extend(super::trust::warning(&text, number));
    }
    let mut keywords = Vec::new();
    for (keyword, matches) in query.keywords.iter().zip(&mut found) {
        for (nth, found) in matches.iter_mut().enumerate() {
            found.index = nth as u32 + 1;
        }
        keywords.push(KeywordCount { keyword: keyword.clone(), count: matches.len() as u32 });
    }
    let matches: Vec<Match> = found.into_iter().flatten().collect();
    warnings.extend(matches.iter().filter(|m| !m.visible).map(|m| {
        let message = format!("occurrence {} of “{}” cannot be seen on the page", m.index, m.keyword);
        Warning::new(WarningCode::Invisible, message).on_page(m.page)
    }));
    Ok(Findings { page_count: document.page_count(), mode: query.mode, keywords, matches, warnings })
}

/// For each needle its matches on the page, in reading order.
fn search_page(
    document: &Document,
    number: u32,
    text: &PageText,
    needles: &[Needle],
    query: &Query,
) -> Vec<Vec<Match>> {
    let mut found: Vec<Vec<Match>> = needles.iter().map(|_| Vec::new()).collect();
    for frame in frames(text) {
        for flow in flows(&frame) {
            let sequence = Sequence::new(text, &frame, &flow, query.mode);
            for ((needle, keyword), found) in needles.iter().zip(&query.keywords).zip(&mut found) {
                for (first, last) in needle.find_in(&sequence) {
                    let items = &sequence.items[first..=last];
                    let exact = needle.is_exact(items);
                    found.extend(describe(document, number, text, items, keyword, exact));
                }
            }
        }
    }
    for matches in &mut found {
        let boxes: Vec<Rect<Page>> = matches.iter().map(|m| m.bounds).collect();
        let order = reading_order(&boxes);
        let mut slots: Vec<Option<Match>> = std::mem::take(matches).into_iter().map(Some).collect();
        matches.extend(order.into_iter().filter_map(|at| slots.get_mut(at)?.take()));
    }
    found
}

fn describe(
    document: &Document,
    number: u32,
    text: &PageText,
    items: &[Item],
    keyword: &str,
    exact: bool,
) -> Option<Match> {
    let glyph = |item: &Item| text.glyphs.get(item.glyph);
    let first = glyph(items.first()?)?;
    let quads: Vec<Quad<Page>> =
        items.chunk_by(|a, b| a.line == b.line).filter_map(|line| outline(text, line)).collect();
    let bounds = quads.iter().map(Quad::bounds).reduce(|all, next| all.union(next))?;
    let mut shown = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 && matches!(item.gap, Gap::Space | Gap::Line) && !(item.gap == Gap::Line && item.cjk) {
            shown.push(' ');
        }
        shown.push(item.char);
    }
    Some(Match {
        keyword: keyword.to_owned(),
        index: 0,
        page: number,
        text: shown,
        mode: if exact { MatchMode::Exact } else { MatchMode::Folded },
        bounds,
        normalized: document.geometry(number).page_to_normalized().rect(bounds),
        quads,
        font_size: first.size(),
        visible: items.iter().filter_map(glyph).all(|g| g.visible),
        unicode_source: items.iter().filter_map(glyph).map(|g| g.source).max().unwrap_or(UnicodeSource::CharCode),
    })
}

/// The outline of items on one line: from the start of the first to the end of the last, and as high as the highest.
pub(super) fn outline(text: &PageText, items: &[Item]) -> Option<Quad<Page>> {
    let lead: &Glyph = text.glyphs.get(items.first()?.glyph)?;
    // The axes of the first glyph, which need not be square: skewed text keeps its slant.
    let (along, up) = (lead.along.normalized()?, lead.up.normalized()?);
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
        let glyph = text.glyphs.get(item.glyph)?;
        for corner in glyph.quad(item.from, item.to).corners {
            let (u, v) = coordinates(corner);
            low = (low.0.min(u), low.1.min(v));
            high = (high.0.max(u), high.1.max(v));
        }
    }
    let at = |u: f64, v: f64| lead.origin + Vector::new(along.x * u + up.x * v, along.y * u + up.y * v);
    Some(Quad::new([at(low.0, low.1), at(high.0, low.1), at(high.0, high.1), at(low.0, high.1)]))
}
