//! Where stampers land, and the stampers that they become.

use super::findings::{BAD_PARAMETER, Findings};
use super::keyword;
use super::pages::SealPages;
use super::seal::{Image, image};
use super::stamper::{Kind, Occurrence, Pages, Place, Stamper};
use super::write;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, PageGeometry, Point, Rect};
use crate::number::{FRACTION_DECIMALS, rounded};
use crate::platform::checks::Landed;
use crate::platform::facts::Facts;
use crate::platform::json::{Json, Pointer};
use crate::platform::keyword::NotChosen;
use crate::platform::seam::{self, SeamPage, SeamPlan};
use crate::platform::{Finding, FindingCode, KeywordReference, Options, Source};
use crate::search::Match;

/// Places that one request may come to; `page: 0` over a document of 100,000 pages multiplies quickly.
pub(super) const MOST_LANDED: usize = 200_000;

/// A control where it lands, by the stamper that it becomes: its number among those that its own stamper becomes.
#[derive(Debug)]
pub(super) struct Landing {
    pub(super) landed: Landed,
    pub(super) becomes: usize,
}

/// What a stamper has become.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// The stampers in its place; `None` where it stays as it is.
    pub(super) replaced: Option<Vec<Json>>,
    pub(super) landings: Vec<Landing>,
    /// Of a stamper with a keyword: whether it was found in any of its documents.
    pub(super) found: Option<bool>,
}

/// Everything that a stamper's landing depends on.
pub(super) struct Ground<'g, 'f> {
    pub(super) facts: &'g [Facts<'f>],
    pub(super) options: &'g Options,
    /// `locateAllStamperKeywords` is not false.
    pub(super) locate_all: bool,
}

impl Ground<'_, '_> {
    /// Where a stamper lands. `files` are the indices of its documents, `signer` is who signs there.
    pub(super) fn land(
        &self,
        stamper: &Stamper<'_>,
        files: &[usize],
        signer: Option<usize>,
        so_far: usize,
        findings: &mut Findings<'_>,
    ) -> Result<Outcome, Error> {
        let mut outcome = match &stamper.place {
            Place::Nowhere => Outcome::default(),
            Place::Keyword { text, index, offset } => self.by_keyword(stamper, files, text, *index, *offset, findings),
            Place::Point { page, offset } => self.by_page(stamper, files, *page, *offset, findings),
            Place::Seam { pages, height, all_documents } => {
                self.seam(stamper, files, pages, *height, *all_documents, findings)?
            }
        };
        for landing in &mut outcome.landings {
            landing.landed.signer = signer;
        }
        if so_far.saturating_add(outcome.landings.len()) > MOST_LANDED {
            return Err(stamper.node.invalid(format!("The stampers come to more than {MOST_LANDED} places.")));
        }
        Ok(outcome)
    }

    fn by_keyword(
        &self,
        stamper: &Stamper<'_>,
        files: &[usize],
        text: &str,
        index: Occurrence,
        offset: (f64, f64),
        findings: &mut Findings<'_>,
    ) -> Outcome {
        let at = stamper.node.path.key("keyword");
        let mut outcome = Outcome { replaced: Some(Vec::new()), found: Some(false), ..Outcome::default() };
        for &file in files {
            let Some(facts) = self.facts.get(file) else { continue };
            let all = facts.matches(&(text.to_owned(), false), None);
            let chosen = match keyword::chosen(&all, index) {
                Ok(chosen) => chosen,
                Err(missing) => {
                    let at =
                        if missing == NotChosen::NotThere { at.clone() } else { stamper.node.path.key("keywordIndex") };
                    keyword::tell_missing(text, index, missing, facts, &at, !self.locate_all, findings);
                    continue;
                }
            };
            outcome.found = Some(true);
            keyword::remarks(text, index, &all, &chosen, &at, findings);
            for (_, found) in chosen {
                self.at_keyword(stamper, file, facts, found, offset, &mut outcome, findings);
            }
        }
        outcome
    }

    #[expect(clippy::too_many_arguments, reason = "one occurrence and all that its place depends on")]
    fn at_keyword(
        &self,
        stamper: &Stamper<'_>,
        file: usize,
        facts: &Facts<'_>,
        found: &Match,
        offset: (f64, f64),
        outcome: &mut Outcome,
        findings: &mut Findings<'_>,
    ) {
        let page = facts.geometry(found.page);
        let image = image(stamper, page, self.options, findings);
        let readings = Readings::new(&found.bounds, &image, page, offset);
        let bounds = readings.of(self.options.keyword_reference);
        readings.tell(self.options.keyword_reference, stamper, found, findings);
        let (x, y) = (
            rounded(bounds.x0() / page.width(), FRACTION_DECIMALS),
            rounded(bounds.y0() / page.height(), FRACTION_DECIMALS),
        );
        check_share(stamper, "offsetX", x, found.page, findings);
        check_share(stamper, "offsetY", y, found.page, findings);
        let written = write::located(stamper.node.value, &facts.file.id, found.page, x, y);
        let becomes = outcome.replaced.as_ref().map_or(0, Vec::len);
        if let Some(replaced) = &mut outcome.replaced {
            replaced.push(written);
        }
        let mut landed = Landed::absolute(&stamper.node.path, file, 0, found.page, bounds);
        landed.source = Source::Keyword;
        landed.index = Some(found.index);
        landed.anchor = Some(found.bounds);
        landed.rotation = stamper.rotation.filter(|_| !image.round);
        outcome.landings.push(Landing { landed, becomes });
    }

    fn by_page(
        &self,
        stamper: &Stamper<'_>,
        files: &[usize],
        number: i64,
        (x, y): (f64, f64),
        findings: &mut Findings<'_>,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        for &file in files {
            let Some(facts) = self.facts.get(file) else { continue };
            let count = facts.page_count();
            let pages = match (number, facts.page(number)) {
                (0, _) => 1..=count,
                (_, Some(page)) => page..=page,
                (_, None) => {
                    let Some(node) = stamper.node.get("page") else { continue };
                    findings.no_page(
                        &node,
                        format!("The document {} has {count} pages.", facts.file.id),
                        format!("文档 {} 只有 {count} 页。", facts.file.id),
                    );
                    continue;
                }
            };
            for page in pages {
                let geometry = facts.geometry(page);
                let image = image(stamper, geometry, self.options, findings);
                let corner = Point::new(x * geometry.width(), y * geometry.height());
                let bounds = Rect::from_origin_size(corner, image.size.x, image.size.y);
                let mut landed = Landed::absolute(&stamper.node.path, file, 0, page, bounds);
                landed.rotation = stamper.rotation.filter(|_| !image.round);
                outcome.landings.push(Landing { landed, becomes: 0 });
                if outcome.landings.len() > MOST_LANDED {
                    return outcome;
                }
            }
        }
        outcome
    }

    fn seam(
        &self,
        stamper: &Stamper<'_>,
        files: &[usize],
        pages: &Pages,
        height: f64,
        all_documents: bool,
        findings: &mut Findings<'_>,
    ) -> Result<Outcome, Error> {
        let mut outcome = Outcome::default();
        let seams: Vec<Vec<usize>> =
            if all_documents { vec![files.to_vec()] } else { files.iter().map(|file| vec![*file]).collect() };
        let single = seams.len() == 1;
        for files in seams {
            let Some(taking_part) = self.taking_part(stamper, &files, pages, findings) else { continue };
            if taking_part.len() > MOST_LANDED {
                return Err(stamper.node.invalid(format!("The seam runs over more than {MOST_LANDED} pages.")));
            }
            let of_pages: Vec<SeamPage> = taking_part.iter().map(|(_, page)| *page).collect();
            let Some(first) = of_pages.first() else { continue };
            let image = image(stamper, &first.geometry, self.options, findings);
            let most = self.options.max_pages_per_seal;
            let plan = SeamPlan::new(&of_pages, image.size, most, |page: &PageGeometry| height * page.height())
                .map_err(|error| error.with_path(stamper.node.path.as_str()))?;
            self.tell_seam(stamper, &plan, &of_pages, image, findings);
            for slice in &plan.slices {
                let mut landed = Landed::absolute(&stamper.node.path, slice.document, 0, slice.page, slice.bounds);
                landed.source = Source::Seam;
                landed.index = Some(slice.index);
                landed.slice = Some(slice.seal);
                let becomes = if plan.seals > 1 && single { slice.seal_number as usize - 1 } else { 0 };
                outcome.landings.push(Landing { landed, becomes });
            }
            if plan.seals > 1 && single {
                let numbers: Vec<u32> = taking_part.iter().map(|(number, _)| *number).collect();
                outcome.replaced = Some(split(stamper.node.value, &plan, &numbers));
            }
        }
        Ok(outcome)
    }

    /// The pages that take part, with their numbers over all documents of the seam, from 1.
    fn taking_part(
        &self,
        stamper: &Stamper<'_>,
        files: &[usize],
        pages: &Pages,
        findings: &mut Findings<'_>,
    ) -> Option<Vec<(u32, SeamPage)>> {
        let all = files.iter().filter_map(|&file| Some((file, self.facts.get(file)?)));
        let all: Vec<SeamPage> = all
            .flat_map(|(file, facts)| {
                (1..=facts.page_count()).map(move |page| SeamPage::new(file, page, *facts.geometry(page)))
            })
            .collect();
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let numbers: Vec<u32> = match pages {
            Pages::All => (1..=count).collect(),
            Pages::Odd => (1..=count).step_by(2).collect(),
            Pages::Even => (2..=count).step_by(2).collect(),
            Pages::Scope(scope) => match scope.resolve(count) {
                Ok(numbers) => numbers,
                Err(beyond) => {
                    let node = stamper.node.get("sealPageConfig")?;
                    findings.no_page(
                        &node,
                        format!("There is no page {beyond}: the documents of the seam have {count} pages."),
                        format!("没有第 {beyond} 页：骑缝的文档共 {count} 页。"),
                    );
                    return None;
                }
            },
        };
        if numbers.len() < 2 {
            let path = &stamper.node.path.key("type");
            let message = findings.language.say(
                format!("A seam seal needs at least two pages; of {count}, {} takes part.", numbers.len()),
                format!("骑缝章至少需要两页；共 {count} 页，参与的只有 {} 页。", numbers.len()),
            );
            let finding = Finding::error(FindingCode::SeamTooFewPages, path, message);
            findings.report.push(finding.of(stamper.kind.as_str()).known_as(Some(BAD_PARAMETER)));
            return None;
        }
        Some(numbers.into_iter().filter_map(|n| Some((n, *all.get(n as usize - 1)?))).collect())
    }

    fn tell_seam(
        &self,
        stamper: &Stamper<'_>,
        plan: &SeamPlan,
        pages: &[SeamPage],
        image: Image,
        findings: &mut Findings<'_>,
    ) {
        let at = &stamper.node.path;
        if let Some(said) = plan.thin(image.size.x, findings.language) {
            let value = format!("{} pt", rounded(plan.thinnest(), 4));
            findings.report.push(Finding::warning(FindingCode::SeamSliceThin, at, said).of(value));
        }
        if let Some(said) = seam::mixed(pages, findings.language) {
            findings.report.push(Finding::warning(FindingCode::MixedPageSizes, at, said));
        }
    }
}

/// A seam shared among several seals: one stamper for each, over the pages that are its own.
fn split(stamper: &Json, plan: &SeamPlan, numbers: &[u32]) -> Vec<Json> {
    (1..=plan.seals)
        .map(|seal| {
            let own = plan.slices.iter().zip(numbers).filter(|(slice, _)| slice.seal_number == seal);
            let own: Vec<u32> = own.map(|(_, number)| *number).collect();
            let mut one = stamper.clone();
            one.set("type", Kind::AcrossScope.as_str());
            one.set("sealPageConfig", SealPages::of(&own).to_string());
            one
        })
        .collect()
}

/// The two readings of a keyword's position: where the stamp is by each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Readings {
    pub(super) lower_left: Rect<Page>,
    pub(super) mid_height: Rect<Page>,
}

impl Readings {
    pub(super) fn new(keyword: &Rect<Page>, image: &Image, page: &PageGeometry, (x, y): (f64, f64)) -> Self {
        let (right, up) = (keyword.x0() + x * page.width(), y * page.height());
        let at = |bottom: f64| Rect::from_origin_size(Point::new(right, bottom), image.size.x, image.size.y);
        Self { lower_left: at(keyword.y0() + up), mid_height: at(keyword.center().y + up - image.size.y / 2.0) }
    }

    pub(super) fn of(&self, reference: KeywordReference) -> Rect<Page> {
        match reference {
            KeywordReference::LowerLeft => self.lower_left,
            KeywordReference::MidHeight => self.mid_height,
        }
    }

    /// Which point of the keyword counts is not documented: the other reading, and how far off it is.
    pub(super) fn tell(
        &self,
        reference: KeywordReference,
        stamper: &Stamper<'_>,
        found: &Match,
        findings: &mut Findings<'_>,
    ) {
        let gap = rounded(self.gap(), 2);
        let (taken, other, other_is) = match reference {
            KeywordReference::LowerLeft => ("LowerLeft", "MidHeight", gap),
            KeywordReference::MidHeight => ("MidHeight", "LowerLeft", -gap),
        };
        let (way, way_zh) = if other_is < 0.0 { ("lower", "低") } else { ("higher", "高") };
        let by = other_is.abs();
        findings.warn(
            FindingCode::KeywordReferenceAssumed,
            &stamper.node.path.key("keyword"),
            taken,
            format!(
                "The platform does not say which point of the keyword it measures from: {taken} is assumed; by {other} the \
                 stamp on page {} would be {by} pt {way}.",
                found.page
            ),
            format!(
                "平台未说明从关键字的哪一点量起：按 {taken} 计算；若按 {other}，第 {} 页的位置会{way_zh} {by} pt。",
                found.page
            ),
        );
    }

    /// How much higher `MidHeight` is than `LowerLeft`, in points.
    pub(super) fn gap(&self) -> f64 {
        self.mid_height.y0() - self.lower_left.y0()
    }
}

/// A position from a keyword is sent as a fraction between 0 and 1; beyond that it cannot be sent.
fn check_share(stamper: &Stamper<'_>, key: &str, share: f64, page: u32, findings: &mut Findings<'_>) {
    let at: Pointer = stamper.node.path.key(key);
    if share == 0.0 {
        findings.warn(
            FindingCode::OffsetOnEdge,
            &at,
            share,
            format!("On page {page} `{key}` becomes exactly 0, and the platform asks for more than 0."),
            format!("第 {page} 页的 `{key}` 恰为 0，而平台要求大于 0。"),
        );
    } else if !(0.0..1.0).contains(&share) {
        let message = findings.language.say(
            format!("On page {page} `{key}` becomes {share}, and the platform takes fractions between 0 and 1."),
            format!("第 {page} 页的 `{key}` 为 {share}，而平台只接受 (0, 1) 之间的比例。"),
        );
        let finding = Finding::error(FindingCode::OffsetOutOfRange, &at, message);
        findings.report.push(finding.of(share).known_as(Some(BAD_PARAMETER)));
    }
}

/// The error code that a finding which stops a request stands for.
pub(super) fn error_code(code: FindingCode) -> ErrorCode {
    match code {
        FindingCode::KeywordNotFound => ErrorCode::KeywordNotFound,
        FindingCode::KeywordEmpty => ErrorCode::KeywordEmpty,
        FindingCode::OccurrenceOutOfRange => ErrorCode::OccurrenceOutOfRange,
        FindingCode::PageOutOfRange => ErrorCode::PageOutOfRange,
        _ => ErrorCode::InvalidValue,
    }
}
