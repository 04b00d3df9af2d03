//! From a request to its report, and to the request that says the same in coordinates.

use super::codes;
use super::component::{Component, GenerateMode};
use super::limits;
use super::locate::{Hit, Locator, Outcome};
use super::shape::{self, Api, Flow, Request};
use super::write::{Ids, resolved};
use crate::document::guard::guarded;
use crate::error::{Error, ErrorCode};
use crate::platform::checks::{self, Codes, Landed, pages_of};
use crate::platform::facts::{Facts, Questions, gather, read_words};
use crate::platform::json::{Json, Pointer};
use crate::platform::{
    FileEntry, Files, Finding, FindingCode, Options, Platform, Report, Resolution, Severity, UserUnit,
};

/// Places that one request may have; a control on each of 100,000 pages multiplies quickly.
const MOST_PLACEMENTS: usize = 200_000;

/// What a request is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be sent as it is.
    Check,
    /// To be sent with absolute positions.
    Resolve,
}

/// Reads a request, finds out where everything lands, and writes the request that says so.
pub(super) fn run(text: &str, files: &Files, options: &Options, purpose: Purpose) -> Result<Resolution, Error> {
    let json = Json::parse(text)?;
    let request = shape::read(&json, options)?;
    let wanted: Vec<_> = request.flows.iter().flat_map(|flow| flow.files.iter().cloned()).collect();
    let named = files.of(&wanted)?;
    let ids: Vec<String> = named.iter().map(|file| file.id.clone()).collect();
    let index_of = |flow: &Flow<'_>| ids.iter().position(|id| Some(id) == flow.files.first().map(|(id, _)| id));
    let mut questions = vec![Questions::default(); named.len()];
    for flow in &request.flows {
        if let Some(questions) = index_of(flow).and_then(|file| questions.get_mut(file)) {
            ask(flow, options, questions)?;
        }
    }
    let at = |(file, error): (usize, Error)| {
        let path =
            ids.get(file).and_then(|id| wanted.iter().find(|(name, _)| name == id)).map(|(_, path)| path.as_str());
        match path {
            Some(path) if error.path().is_none() => error.with_path(path),
            _ => error,
        }
    };
    let mut facts = gather(named.into_iter().zip(questions).collect(), options).map_err(at)?;

    let mut report = Report::new(Platform::Tencent);
    report.files.extend(facts.iter().map(|facts| FileEntry {
        id: facts.file.id.clone(),
        pdf: facts.file.pdf.map(str::to_owned),
        page_count: facts.page_count(),
    }));
    for id in files.unused(&wanted) {
        let message =
            options.language.say("A PDF was given that the request does not name.", "给出了请求中没有引用的 PDF。");
        report.push(Finding::warning(FindingCode::UnusedPdf, &Pointer::root(), message).of(id));
    }
    limits::run(&mut report, &request, options.language, purpose);

    let mut work = Work { request: &request, options, purpose, report, stopped: None, landed: Vec::new() };
    let mut out = json.clone();
    for (contract, flow) in request.flows.iter().enumerate() {
        match index_of(flow).and_then(|file| Some((file, facts.get(file)?))) {
            Some((file, facts)) => guarded(|| work.flow(contract, flow, file, facts, &mut out))?,
            None => work.no_file(flow),
        }
    }
    let Work { mut report, mut stopped, landed, .. } = work;
    let pages = pages_of(&landed, facts.len());
    read_words(&mut facts, &pages).map_err(at)?;
    let code = codes::of(FindingCode::OffPage, request.api);
    checks::run(&mut report, &landed, &facts, options.language, Codes { off_page: code });
    // Who reads the report needs nothing but it to know what a request is stopped by: the first that stops it.
    let off_page =
        report.findings.iter().find(|one| one.code == FindingCode::OffPage && one.severity == Severity::Error);
    if stopped.is_none() {
        stopped = off_page.map(error_of);
    }
    if purpose == Purpose::Check || stopped.is_some() {
        report.placements.iter_mut().for_each(|placement| placement.out.clear());
    }
    let request = match stopped {
        Some(error) => Err(error),
        None => Ok(out.pretty()),
    };
    Ok(Resolution { request, report })
}

/// What a flow asks of its file.
fn ask(flow: &Flow<'_>, options: &Options, questions: &mut Questions) -> Result<(), Error> {
    let all = flow.signers.iter().flat_map(|signer| &signer.controls).chain(&flow.fill);
    for component in all.filter(|component| !component.is_paging()) {
        match component.mode {
            Some(GenerateMode::Field) => questions.fields = true,
            Some(GenerateMode::Keyword) => {
                let Some(keyword) = component.keyword() else { continue };
                let mut query = crate::search::Query::new([keyword.0.as_str()]).with_mode(options.match_mode);
                query.options.whole_word = keyword.1;
                let path = component.node.path.key("ComponentId");
                crate::search::check(&query).map_err(|error| error.with_path(path))?;
                let page = component.keyword_page.filter(|page| *page != 0);
                // A page that is no page is said where the control is placed; nothing is searched for it.
                questions.keyword(keyword, page.map(|page| u32::try_from(page).unwrap_or(0)));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The error of a finding that stops a request.
fn error_of(finding: &Finding) -> Error {
    let code = match finding.code {
        FindingCode::KeywordNotFound => ErrorCode::KeywordNotFound,
        FindingCode::KeywordEmpty => ErrorCode::KeywordEmpty,
        FindingCode::OccurrenceOutOfRange => ErrorCode::OccurrenceOutOfRange,
        FindingCode::FieldNotFound => ErrorCode::FieldNotFound,
        FindingCode::PageOutOfRange => ErrorCode::PageOutOfRange,
        _ => ErrorCode::InvalidValue,
    };
    Error::new(code, finding.message.clone()).with_path(finding.path.clone())
}

struct Work<'a, 'j> {
    request: &'a Request<'j>,
    options: &'a Options,
    purpose: Purpose,
    report: Report,
    stopped: Option<Error>,
    landed: Vec<Landed>,
}

impl Work<'_, '_> {
    fn api(&self) -> Api {
        self.request.api
    }

    /// Notes a finding about a position: an error stops the request.
    fn note(&mut self, mut finding: Finding) {
        if finding.severity == Severity::Error {
            let code = codes::of(finding.code, self.request.api);
            finding = finding.known_as(code);
            self.stopped.get_or_insert_with(|| error_of(&finding));
        }
        self.report.push(finding);
    }

    /// A flow without a file: nothing in it has a position. That it has none is said already.
    fn no_file(&mut self, flow: &Flow<'_>) {
        let path = &flow.node.path;
        let message = self
            .options
            .language
            .say("The flow has no file, so nothing in it can be placed.", "合同没有文件，无法确定任何控件的位置。");
        self.stopped.get_or_insert_with(|| Error::new(ErrorCode::InvalidValue, message).with_path(path.as_str()));
    }

    fn flow(
        &mut self,
        contract: usize,
        flow: &Flow<'_>,
        file: usize,
        facts: &Facts<'_>,
        out: &mut Json,
    ) -> Result<(), Error> {
        let mut ids = Ids::default();
        let all = flow.signers.iter().flat_map(|signer| &signer.controls).chain(&flow.fill);
        for id in all.filter(|c| c.mode != Some(GenerateMode::Keyword)).filter_map(|c| c.id) {
            ids.keep(id);
        }
        let signers_key = self.api().signers_key();
        for (number, signer) in flow.signers.iter().enumerate() {
            let place = Place {
                contract,
                file,
                signer: Some(number),
                array: flow.node.path.key(signers_key).index(number).key("SignComponents"),
            };
            let left = self.components(&signer.controls, &place, facts, &mut ids, out)?;
            if left == 0 && !signer.controls.is_empty() && !flow.signers_place {
                let message = self.options.language.say(
                    "All controls of the signer were left out, and it has no other.",
                    "该签署方的控件全部被忽略，已没有任何签署控件。",
                );
                self.note(Finding::error(FindingCode::SignerWithoutControl, &signer.node.path, message));
            }
        }
        let place = Place { contract, file, signer: None, array: flow.node.path.key("Components") };
        self.components(&flow.fill, &place, facts, &mut ids, out)?;
        Ok(())
    }

    /// Places the controls of one array, and writes it anew. The number of controls that are left is the answer; those
    /// without a position count.
    fn components(
        &mut self,
        components: &[Component<'_>],
        place: &Place,
        facts: &Facts<'_>,
        ids: &mut Ids,
        out: &mut Json,
    ) -> Result<usize, Error> {
        let mut written: Vec<Json> = Vec::new();
        for component in components {
            if let Some(error) = &component.unreadable_extra {
                // Said already; what it may hold would change where the control stands.
                let path = component.node.path.key("ComponentExtra");
                let error = Error::new(ErrorCode::InvalidValue, error.message()).with_path(path);
                self.stopped.get_or_insert(error);
            }
            let mut locator = Locator { file: facts, options: self.options, findings: Vec::new() };
            let outcome = locator.locate(component);
            for finding in locator.findings {
                self.note(finding);
            }
            let outcome = self.bounded(component, outcome, facts)?;
            match outcome {
                Outcome::Stays(hits) => {
                    let at = place.array.index(written.len());
                    written.push(stays(component, &hits, facts));
                    self.landed.extend(hits.iter().map(|hit| landed(component, hit, place, &at)));
                }
                Outcome::Becomes(hits) => {
                    for hit in &hits {
                        let at = place.array.index(written.len());
                        written.push(self.becomes(component, hit, facts, ids));
                        self.landed.push(landed(component, hit, place, &at));
                    }
                }
                Outcome::Nowhere => written.push(component.node.value.clone()),
                Outcome::Dropped => {}
            }
        }
        let left = written.len();
        if let (Purpose::Resolve, Some(array)) = (self.purpose, out.at_mut(&place.array))
            && array.items().is_some()
        {
            *array = Json::Array(written);
        }
        Ok(left)
    }

    /// The outcome, if its numbers are a place on a page. Fails with `request_too_large` where there are too many.
    fn bounded(&mut self, component: &Component<'_>, outcome: Outcome, facts: &Facts<'_>) -> Result<Outcome, Error> {
        let (Outcome::Stays(hits) | Outcome::Becomes(hits)) = &outcome else { return Ok(outcome) };
        let path = &component.node.path;
        if self.landed.len() + hits.len() > MOST_PLACEMENTS {
            let message = format!("The request places more than {MOST_PLACEMENTS} controls on pages.");
            return Err(Error::new(ErrorCode::RequestTooLarge, message).with_path(path.as_str()));
        }
        let finite = |hit: &Hit| hit.bounds.is_finite() && facts.geometry(hit.page).normalize(hit.bounds).is_finite();
        if hits.iter().all(finite) {
            return Ok(outcome);
        }
        let message = self
            .options
            .language
            .say("The numbers are too large to be a place on a page.", "数值过大，不可能是页面上的位置。");
        self.note(Finding::error(FindingCode::InvalidValue, path, message));
        Ok(Outcome::Nowhere)
    }

    fn becomes(&self, component: &Component<'_>, hit: &Hit, facts: &Facts<'_>, ids: &mut Ids) -> Json {
        let id = (component.mode == Some(GenerateMode::Keyword))
            .then(|| component.keyword().map(|(word, _)| ids.of_keyword(&word)))
            .flatten();
        let unit: UserUnit = self.options.user_unit;
        resolved(component, hit, id.as_deref(), facts.geometry(hit.page), unit)
    }
}

/// Where an array of Components stands, and whose it is.
struct Place {
    contract: usize,
    file: usize,
    signer: Option<usize>,
    array: Pointer,
}

/// A Component that is absolute already: only a page counted from the end is said anew.
fn stays(component: &Component<'_>, hits: &[Hit], facts: &Facts<'_>) -> Json {
    let mut json = component.node.value.clone();
    if component.is_paging() && component.mode != Some(GenerateMode::Normal) {
        json.set("GenerateMode", "NORMAL");
    }
    let ranges = component.extra.page_ranges.as_ref().is_some_and(|ranges| !ranges.is_empty());
    if let (Some(number), [hit], false) = (component.page, hits, ranges)
        && number < 0
        && facts.page(number) == Some(hit.page)
    {
        json.set("ComponentPage", hit.page);
    }
    json
}

fn landed(component: &Component<'_>, hit: &Hit, place: &Place, out: &Pointer) -> Landed {
    let bounds = hit.bounds;
    // A round seal covers the same however it is turned.
    let round = component.is_seal() && (bounds.width() - bounds.height()).abs() < 0.5;
    Landed {
        out: vec![out.clone()],
        signer: place.signer,
        index: hit.index,
        source: hit.source,
        rotation: component.extra.rotate.filter(|_| !round),
        anchor: hit.anchor,
        slice: hit.slice,
        ..Landed::absolute(&component.node.path, place.file, place.contract, hit.page, bounds)
    }
}
