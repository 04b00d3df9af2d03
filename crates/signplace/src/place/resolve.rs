//! From a plan to placements: anchors are looked up, controls attached to them.

use std::collections::BTreeMap;

use super::anchors::Anchors;
use super::missing::{self, Missing};
use super::plan::{Anchor, Control, FieldAnchor, KeywordAnchor, Kind, OnMissing, PageAnchor, Plan, Which};
use super::size::{NamedSize, Size};
use super::suggest::shortened;
use super::{Placed, PlacedAnchor, Placement, checks, seam, validate};
use crate::document::PageRanges;
use crate::error::{Error, ErrorCode};
use crate::form::{Field, FieldFlag, Fields};
use crate::geometry::{Length, Page, PageGeometry, Point, Rect, Vector};
use crate::number::rounded;
use crate::search::{Match, MatchMode, MatchOptions, Query, how_folded, in_stream_order};
use crate::warning::{Warning, WarningCode};

/// Placements that one plan may give; `"all"` over a document of 100,000 pages multiplies quickly.
const MOST_PLACEMENTS: usize = 200_000;

/// Where the placements of a plan go.
pub(crate) fn place(plan: &Plan, document: &impl Anchors) -> Result<Placed, Error> {
    validate::plan(plan, "")?;
    let mut resolver = Resolver {
        document,
        mode: plan.mode,
        matches: BTreeMap::new(),
        fields: None,
        placements: Vec::new(),
        warnings: Vec::new(),
    };
    resolver.search(plan)?;
    for (i, control) in plan.placements.iter().enumerate() {
        resolver.control(control, &format!("/placements/{i}"))?;
    }
    let Resolver { mut placements, warnings, .. } = resolver;
    checks::run(&mut placements, document)?;
    Ok(Placed { page_count: document.page_count(), placements, warnings })
}

/// Where a control is anchored, once: a keyword's occurrence, a widget, a point.
struct Hit {
    page: u32,
    anchor: PlacedAnchor,
    warnings: Vec<Warning>,
}

pub(super) struct Resolver<'a, A> {
    pub(super) document: &'a A,
    pub(super) mode: MatchMode,
    /// Matches by the pages searched, the way of comparing, and the keyword.
    matches: BTreeMap<(PageRanges, MatchOptions, String), Vec<Match>>,
    fields: Option<Fields>,
    pub(super) placements: Vec<Placement>,
    pub(super) warnings: Vec<Warning>,
}

impl<A: Anchors> Resolver<'_, A> {
    /// Looks for all keywords, in one pass for those that search the same pages in the same way.
    fn search(&mut self, plan: &Plan) -> Result<(), Error> {
        let mut wanted: BTreeMap<(PageRanges, MatchOptions), Vec<String>> = BTreeMap::new();
        for (i, control) in plan.placements.iter().enumerate() {
            let Anchor::Keyword(anchor) = &control.anchor else { continue };
            let pages = anchor.pages.clone().unwrap_or_default();
            pages
                .resolve(self.document.page_count())
                .map_err(|error| error.with_path(format!("/placements/{i}/anchor/pages")))?;
            let keywords = wanted.entry((pages, anchor.options())).or_default();
            if !keywords.contains(&anchor.keyword) {
                keywords.push(anchor.keyword.clone());
            }
        }
        for ((pages, options), keywords) in wanted {
            // What form fields and annotations show is no anchor: whoever fills in a form must not move a seal by it.
            let query = Query::new(keywords).with_mode(self.mode).with_options(options).on_pages(pages.clone());
            let found = self.document.find(&query)?;
            for one in found.matches {
                self.matches.entry((pages.clone(), options, one.keyword.clone())).or_default().push(one);
            }
            // What is particular about a match is said where something is placed by it.
            for warning in found.warnings.into_iter().filter(|warning| !is_of_matches(warning.code)) {
                self.warn(warning);
            }
        }
        Ok(())
    }

    /// Adds a warning about the whole plan, once.
    pub(super) fn warn(&mut self, warning: Warning) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    fn control(&mut self, control: &Control, at: &str) -> Result<(), Error> {
        let hits = match &control.anchor {
            Anchor::Keyword(anchor) => self.keyword(control, anchor, at),
            Anchor::Field(anchor) => self.field(anchor, at),
            Anchor::Page(anchor) => self.page(anchor, at).map_err(Missing::Error),
            Anchor::Seam(anchor) => return seam::place(self, control, anchor, at),
        };
        let hits = match hits {
            Ok(hits) => hits,
            Err(Missing::NotThere { error, untrusted }) if control.on_missing == OnMissing::Skip => {
                self.warn(missing::left_out(control, &error));
                for warning in untrusted {
                    self.warn(warning);
                }
                return Ok(());
            }
            Err(Missing::NotThere { error, .. } | Missing::Error(error)) => return Err(error),
        };
        for hit in hits {
            let geometry = self.document.geometry(hit.page)?;
            let (size, assumed) = size_of(control, &geometry, at)?;
            let offset = offset_of(control, &geometry);
            let bounds = control.attach.place(&hit.anchor.bounds, size, offset);
            let mut warnings = hit.warnings;
            warnings.extend(assumed);
            self.push(control, at, hit.page, &geometry, bounds, hit.anchor, warnings)?;
        }
        Ok(())
    }

    /// Adds a placement, with the warnings that its page deserves.
    #[expect(clippy::too_many_arguments, reason = "each is one key of the answer")]
    pub(super) fn push(
        &mut self,
        control: &Control,
        at: &str,
        page: u32,
        geometry: &PageGeometry,
        bounds: Rect<Page>,
        anchor: PlacedAnchor,
        mut warnings: Vec<Warning>,
    ) -> Result<(), Error> {
        let normalized = geometry.normalize(bounds);
        if !bounds.is_finite() || !normalized.is_finite() {
            return Err(
                Error::new(ErrorCode::InvalidValue, "The numbers are too large to be a place on a page.").with_path(at)
            );
        }
        if self.placements.len() >= MOST_PLACEMENTS {
            return Err(Error::new(
                ErrorCode::RequestTooLarge,
                format!("The plan gives more than {MOST_PLACEMENTS} placements on this document."),
            )
            .with_path(at)
            .with_hint("Divide the plan, or name pages instead of \"all\"."));
        }
        warnings.extend(geometry.warnings(page));
        self.placements.push(Placement {
            id: control.id.clone(),
            kind: control.kind,
            signer: control.signer.clone(),
            page,
            bounds,
            normalized,
            rotation: control.rotation,
            anchor,
            warnings,
            round: matches!(control.size, Some(Size::Named(name)) if name.is_round())
                || (control.size.is_none() && control.kind == Kind::Seal),
        });
        Ok(())
    }

    fn keyword(&self, control: &Control, anchor: &KeywordAnchor, at: &str) -> Result<Vec<Hit>, Missing> {
        let pages = anchor.pages.clone().unwrap_or_default();
        let key = (pages, anchor.options(), anchor.keyword.clone());
        let all = self.matches.get(&key).map_or(&[][..], Vec::as_slice);
        if all.is_empty() {
            return Err(missing::keyword(self.document, self.mode, anchor, at)?);
        }
        let visible: Vec<_> = all.iter().filter(|one| one.visible).collect();
        let skipped = if visible.is_empty() { 0 } else { all.len() - visible.len() };
        let candidates = if visible.is_empty() { all.iter().collect() } else { visible };

        let chosen = match anchor.occurrence {
            Some(Which::All) => candidates.clone(),
            Some(Which::Nth(n)) => match nth(&candidates, n) {
                Some(one) => vec![*one],
                None => return Err(missing::occurrence(anchor, n, candidates.len(), skipped, at)),
            },
            None => candidates[..1].to_vec(),
        };
        let drawn = match anchor.occurrence {
            Some(Which::All) => None,
            Some(Which::Nth(n)) => other_in_stream(&candidates, n),
            None => other_in_stream(&candidates, 1),
        };
        let hit = |(i, one): (usize, &Match)| {
            let mut warnings = match_warnings(one);
            if let Some(other) = drawn {
                warnings.push(
                    about_match(
                        one,
                        WarningCode::OrderDiffers,
                        format!(
                            "“{}” is counted as it is read; in the order of the content stream this occurrence would be \
                             the one on page {} at ({}, {}). Who counts that way places it there.",
                            shortened(&one.keyword),
                            other.page,
                            rounded(other.bounds.x0(), 2),
                            rounded(other.bounds.y0(), 2),
                        ),
                    )
                    .at(format!("{at}/anchor")),
                );
            }
            // Of several placements, only the first repeats what is true of all.
            if skipped > 0 && i == 0 {
                warnings.push(about_match(
                    one,
                    WarningCode::Invisible,
                    format!(
                        "“{}” also stands {} where it cannot be seen, which is not counted.",
                        shortened(&one.keyword),
                        times(skipped),
                    ),
                ));
            }
            if anchor.occurrence.is_none() && candidates.len() > 1 {
                warnings.push(
                    about_match(
                        one,
                        WarningCode::SeveralOccurrences,
                        format!(
                            "“{}” occurs {}, on {}; “{}” is placed by the first. Say which with \"occurrence\".",
                            shortened(&one.keyword),
                            times(candidates.len()),
                            page_list(candidates.iter().map(|one| one.page)),
                            shortened(&control.id),
                        ),
                    )
                    .at(format!("{at}/anchor")),
                );
            }
            Hit { page: one.page, anchor: PlacedAnchor::keyword(one), warnings }
        };
        Ok(chosen.into_iter().enumerate().map(hit).collect())
    }

    fn field(&mut self, anchor: &FieldAnchor, at: &str) -> Result<Vec<Hit>, Missing> {
        if self.fields.is_none() {
            let fields = self.document.fields()?;
            for warning in &fields.warnings {
                self.warn(warning.clone());
            }
            self.fields = Some(fields);
        }
        let all = self.fields.as_ref().map_or(&[][..], |fields| fields.fields.as_slice());
        let widgets: Vec<(u32, &Field)> = (1..).zip(all.iter().filter(|field| field.name == anchor.field)).collect();
        let shown =
            |field: &Field| !field.flags.iter().any(|flag| matches!(flag, FieldFlag::Hidden | FieldFlag::OffPage));
        let Some((index, field)) = widgets.iter().find(|(_, field)| shown(field)).or(widgets.first()).copied() else {
            return Err(missing::field(anchor, all, at));
        };
        let mut warnings = Vec::new();
        let name = shortened(&field.name);
        if field.flags.contains(&FieldFlag::Hidden) {
            warnings.push(
                Warning::new(WarningCode::Invisible, format!("The field “{name}” is hidden.")).on_page(field.page),
            );
        }
        if widgets.len() > 1 {
            let message = format!(
                "The field “{name}” has {} widgets, on {}; number {index} is taken.",
                widgets.len(),
                page_list(widgets.iter().map(|(_, field)| field.page)),
            );
            let warning = Warning::new(WarningCode::SeveralOccurrences, message).on_page(field.page);
            warnings.push(warning.at(format!("{at}/anchor/field")));
        }
        let anchor =
            PlacedAnchor { keyword: None, field: Some(field.name.clone()), index: Some(index), bounds: field.bounds };
        Ok(vec![Hit { page: field.page, anchor, warnings }])
    }

    fn page(&mut self, anchor: &PageAnchor, at: &str) -> Result<Vec<Hit>, Error> {
        let pages = match anchor.page {
            Which::All => PageRanges::all(),
            Which::Nth(n) => PageRanges::single(n),
        };
        let pages =
            pages.resolve(self.document.page_count()).map_err(|error| error.with_path(format!("{at}/anchor/page")))?;
        let mut hits = Vec::new();
        let mut geometries = Vec::new();
        for page in pages {
            let geometry = self.document.geometry(page)?;
            let point = Point::new(
                Length { value: anchor.x, unit: anchor.unit }.to_points(geometry.width()),
                Length { value: anchor.y, unit: anchor.unit }.to_points(geometry.height()),
            );
            hits.push(Hit { page, anchor: PlacedAnchor::point(point), warnings: Vec::new() });
            geometries.push((page, geometry));
        }
        if let Some(warning) = checks::mixed_page_sizes(&geometries) {
            self.warn(warning.at(format!("{at}/anchor/page")));
        }
        Ok(hits)
    }
}

/// Width and height of a control on a page, in points, and the warning when they are assumed.
pub(super) fn size_of(
    control: &Control,
    geometry: &PageGeometry,
    at: &str,
) -> Result<(Vector<Page>, Option<Warning>), Error> {
    if let Some(size) = control.size {
        return Ok((size.on(geometry), None));
    }
    let Some(size) = NamedSize::of_kind(control.kind) else {
        return Err(Error::new(ErrorCode::InvalidValue, "A text must state its size.").with_path(at));
    };
    let assumed = matches!(control.kind, Kind::Seal | Kind::Seam).then(|| {
        let message = format!(
            "The seal “{}” states no size; a round seal of 42 mm is assumed. State one with \"size\".",
            shortened(&control.id)
        );
        Warning::new(WarningCode::SealSizeAssumed, message).at(at)
    });
    Ok((Size::Named(size).on(geometry), assumed))
}

/// How far a control is moved on a page, in points.
pub(super) fn offset_of(control: &Control, geometry: &PageGeometry) -> Vector<Page> {
    let offset = &control.offset;
    Vector::new(
        Length { value: offset.x, unit: offset.unit }.to_points(geometry.width()),
        Length { value: offset.y, unit: offset.unit }.to_points(geometry.height()),
    )
}

/// Whether a warning is about matches, and not about a page.
fn is_of_matches(code: WarningCode) -> bool {
    matches!(
        code,
        WarningCode::Invisible | WarningCode::FoldedOnly | WarningCode::BrokenOverLines | WarningCode::OrderDiffers
    )
}

/// The n-th match as the content stream draws them, when it is another than the n-th as they are read.
fn other_in_stream<'m>(candidates: &[&'m Match], n: i64) -> Option<&'m Match> {
    let read = nth(candidates, n)?;
    nth(&in_stream_order(candidates), n).copied().filter(|one| one.index != read.index)
}

/// The n-th, from 1; from the end when negative.
fn nth<T>(items: &[T], n: i64) -> Option<&T> {
    let from_start = |n: u64| usize::try_from(n).ok()?.checked_sub(1);
    if n > 0 {
        items.get(from_start(n.unsigned_abs())?)
    } else {
        items.get(items.len().checked_sub(1)?.checked_sub(from_start(n.unsigned_abs())?)?)
    }
}

/// What is particular about an occurrence.
fn match_warnings(one: &Match) -> Vec<Warning> {
    let keyword = shortened(&one.keyword);
    let mut warnings = Vec::new();
    if !one.visible {
        let message = format!("“{keyword}” cannot be seen where it stands.");
        warnings.push(about_match(one, WarningCode::Invisible, message));
    }
    if one.mode == MatchMode::Folded {
        let message = format!(
            "“{keyword}” stands on the page {}; a search for exactly the keyword would miss it.",
            how_folded(one)
        );
        warnings.push(about_match(one, WarningCode::FoldedOnly, message));
    }
    if one.quads.len() > 1 {
        let message =
            format!("“{keyword}” runs over {} lines; the anchor is the box around all of them.", one.quads.len());
        warnings.push(about_match(one, WarningCode::BrokenOverLines, message));
    }
    warnings
}

fn about_match(one: &Match, code: WarningCode, message: String) -> Warning {
    Warning::new(code, message).on_page(one.page)
}

pub(crate) fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// `page 3`, `pages 1, 2 and 5`, `pages 1, 2, 3, 4, 5 and 7 more`; each page once.
pub(crate) fn page_list(pages: impl IntoIterator<Item = u32>) -> String {
    const NAMED: usize = 5;
    let mut pages: Vec<u32> = pages.into_iter().collect();
    pages.sort_unstable();
    pages.dedup();
    let mut words: Vec<String> = pages.iter().take(NAMED).map(u32::to_string).collect();
    if pages.len() > NAMED {
        words.push(format!("{} more", pages.len() - NAMED));
    }
    match words.pop() {
        None => "no page".to_owned(),
        Some(only) if words.is_empty() => format!("page {only}"),
        Some(last) => format!("pages {} and {last}", words.join(", ")),
    }
}
