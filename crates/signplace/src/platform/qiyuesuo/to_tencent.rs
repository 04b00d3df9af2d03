//! Stampers as Tencent's Components (PLATFORMS.md §4): keywords stay keywords, coordinates coordinates, seams seams.

use std::collections::BTreeMap;

use super::findings::{Findings, shown};
use super::keyword;
use super::land::{MOST_LANDED, Readings};
use super::seal::image;
use super::stamper::{Kind, Occurrence, Pages, Place, Stamper};
use super::{Read, documents};
use crate::error::Error;
use crate::geometry::{Page, PageGeometry, Point, Rect};
use crate::number::{POINT_DECIMALS, rounded};
use crate::platform::checks::Landed;
use crate::platform::facts::{Facts, read_words};
use crate::platform::json::{Json, Node, Pointer};
use crate::platform::seam::{SeamPage, SeamPlan};
use crate::platform::{Files, FindingCode, Options, Platform, Report, Resolution, Source};

/// Pages that differ by less in width and height are one size, in points.
const SAME_SIZE: f64 = 1e-6;

/// The signers of one document, each with the Components that are its own.
type Signers = Vec<(Option<(&'static str, String)>, Vec<Json>)>;

/// A request's stampers as the part of a Tencent request that says who signs where.
pub(in crate::platform) fn to_tencent(request: &str, files: &Files, options: &Options) -> Result<Resolution, Error> {
    let tree = Json::parse(request)?;
    let mut report = Report::new(Platform::Qiyuesuo);
    let mut findings = Findings { report: &mut report, language: options.language };
    let read = super::read(&tree, files, &mut findings)?;
    let mut facts = super::facts(&read, files, options)?;
    for facts in &facts {
        findings.report.files.push(super::entry(facts));
    }
    let mut writer = Writer { facts: &facts, options, findings, flows: BTreeMap::new(), landed: Vec::new() };
    for stamper in read.stampers.iter().flatten() {
        if writer.landed.len() > MOST_LANDED {
            return Err(stamper.node.invalid(format!("The stampers come to more than {MOST_LANDED} places.")));
        }
        writer.stamper(stamper, &read);
    }
    if !read.locate_all
        && let Some(node) = Node::root(&tree).get("locateAllStamperKeywords")
    {
        writer.findings.warn(
            FindingCode::NotTranslated,
            &node.path,
            shown(&node),
            "Tencent has no such setting for a whole request: each keyword got IgnoreKeywordError instead.",
            "腾讯没有整个请求的此项设置：已对每个关键字控件设置 IgnoreKeywordError。",
        );
        writer.ignore_missing();
    }
    let (out, landed) = writer.assembled();
    read_words(&mut facts, &super::pages_of(&landed, read.files.len())).map_err(|(_, error)| error)?;
    super::checks::run(&mut report, &landed, &facts, options.language, super::Codes::default());
    super::in_order(&mut report);
    let request = super::outcome(&report, &out);
    Ok(Resolution { request, report })
}

struct Writer<'w, 'f> {
    facts: &'w [Facts<'f>],
    options: &'w Options,
    findings: Findings<'w>,
    /// By the index of the document.
    flows: BTreeMap<usize, Signers>,
    /// Each with the document, the signer and the number of its Component among the signer's.
    landed: Vec<(Landed, (usize, usize, usize))>,
}

/// A Component as written, itself, and the occurrences that it stands for, with their numbers and where they land.
type Group = (String, Json, Vec<(u32, Landed)>);

impl Writer<'_, '_> {
    fn stamper(&mut self, stamper: &Stamper<'_>, read: &Read<'_>) {
        let Some(files) = documents(stamper, read) else {
            self.findings.missing(
                FindingCode::DocumentUnknown,
                &stamper.node.path,
                format!("The stamper names no document, and the contract has {}.", read.files.len()),
                format!("stamper 没有指定文档，而合同有 {} 个文档。", read.files.len()),
            );
            return;
        };
        self.tell_lost(stamper);
        for file in files {
            let Some(facts) = self.facts.get(file) else { continue };
            match &stamper.place {
                Place::Nowhere => {}
                Place::Keyword { text, index, offset } => self.keyword(stamper, file, facts, text, *index, *offset),
                Place::Point { page, offset } => self.point(stamper, file, facts, *page, *offset),
                Place::Seam { pages, height, .. } => self.seam(stamper, file, facts, pages, *height),
            }
        }
    }

    /// What a stamper has that a Component has no counterpart of.
    fn tell_lost(&mut self, stamper: &Stamper<'_>) {
        let lost = |key: &str| stamper.node.get(key);
        for (key, en, zh) in [
            (
                "sealId",
                "Seals have other ids at Tencent: set `ComponentValue`.",
                "两个平台的印章 id 不同：请设置 `ComponentValue`。",
            ),
            ("stamperRule", "Tencent has no such rule.", "腾讯没有对应的规则。"),
        ] {
            if let Some(node) = lost(key) {
                self.findings.warn(FindingCode::NotTranslated, &node.path, shown(&node), en, zh);
            }
        }
        if let Some(node) = lost("acrossType").filter(|node| node.value.as_str() == Some("ALL_DOCUMENT")) {
            self.findings.warn(
                FindingCode::NotTranslated,
                &node.path,
                shown(&node),
                "A seam of Tencent's runs over one document: each document has its own.",
                "腾讯的骑缝章只跨一个文档：已改为每个文档各自骑缝。",
            );
        }
    }

    fn keyword(
        &mut self,
        stamper: &Stamper<'_>,
        file: usize,
        facts: &Facts<'_>,
        text: &str,
        index: Occurrence,
        offset: (f64, f64),
    ) {
        let at = stamper.node.path.key("keyword");
        let all = facts.matches(&(text.to_owned(), false), None);
        let chosen = match keyword::chosen(&all, index) {
            Ok(chosen) => chosen,
            Err(missing) => {
                return keyword::tell_missing(text, index, missing, facts, &at, false, &mut self.findings);
            }
        };
        let reference = self.options.keyword_reference;
        let mut groups: Vec<Group> = Vec::new();
        for (_, found) in chosen {
            let page = facts.geometry(found.page);
            let image = image(stamper, page, self.options, &mut self.findings);
            let readings = Readings::new(&found.bounds, &image, page, offset);
            readings.tell(reference, stamper, found, &mut self.findings);
            let bounds = readings.of(reference);
            let scale = self.options.user_unit.scale(page.user_unit());
            let mut component = self.control(stamper);
            component.set("GenerateMode", "KEYWORD");
            component.set("ComponentId", text);
            component.set("ComponentWidth", Json::points(bounds.width() / scale));
            component.set("ComponentHeight", Json::points(bounds.height() / scale));
            component.set("OffsetX", Json::points((bounds.x0() - found.bounds.x0()) / scale));
            component.set("OffsetY", Json::points((found.bounds.y1() - bounds.y1()) / scale));
            let mut landed = Landed::absolute(&stamper.node.path, file, file, found.page, bounds);
            (landed.source, landed.index, landed.anchor) = (Source::Keyword, Some(found.index), Some(found.bounds));
            let same = component.to_string();
            match groups.iter_mut().find(|(written, ..)| *written == same) {
                Some((.., members)) => members.push((found.index, landed)),
                None => groups.push((same, component, vec![(found.index, landed)])),
            }
        }
        let single = groups.len() == 1;
        if !single {
            self.findings.warn(
                FindingCode::IdDuplicate,
                &at,
                text,
                "The occurrences need different offsets: they become several Components of one keyword, whose ids a PDF may hold once.",
                "各处需要不同的偏移：变成多个同关键字控件，而同一 PDF 内 id 须唯一。",
            );
        }
        for (_, mut component, members) in groups {
            match (index, single) {
                (Occurrence::All, true) => {}
                (Occurrence::Nth(n), true) if n < 0 => {
                    component.set("KeywordOrder", "Reverse");
                    component.set("KeywordIndexes", Json::Array(vec![Json::from(-1 - n)]));
                }
                (Occurrence::Nth(n), true) => component.set("KeywordIndexes", Json::Array(vec![Json::from(n - 1)])),
                (Occurrence::Unstated, true) => component.set("KeywordIndexes", Json::Array(vec![Json::from(0u32)])),
                (_, false) => {
                    let own = members.iter().map(|(index, _)| Json::from(index - 1)).collect();
                    component.set("KeywordIndexes", Json::Array(own));
                }
            }
            self.push(stamper, file, component, members.into_iter().map(|(_, landed)| landed));
        }
    }

    fn point(&mut self, stamper: &Stamper<'_>, file: usize, facts: &Facts<'_>, number: i64, offset: (f64, f64)) {
        let count = facts.page_count();
        if number == 0 {
            let first = *facts.geometry(1);
            let pages: Vec<u32> = (1..=count).collect();
            if pages.iter().all(|page| same_size(facts.geometry(*page), &first)) {
                let mut component = self.at(stamper, &first, offset, 1);
                set_extra(&mut component, "PageRanges", ranges(&[(1, -1)]));
                let landed: Vec<_> =
                    pages.iter().map(|page| self.landed(stamper, file, facts, *page, offset)).collect();
                return self.push(stamper, file, component, landed);
            }
            for page in pages {
                let component = self.at(stamper, facts.geometry(page), offset, i64::from(page));
                let landed = self.landed(stamper, file, facts, page, offset);
                self.push(stamper, file, component, [landed]);
            }
            return;
        }
        let Some(page) = facts.page(number) else {
            let Some(node) = stamper.node.get("page") else { return };
            return self.findings.no_page(
                &node,
                format!("The document {} has {count} pages.", facts.file.id),
                format!("文档 {} 只有 {count} 页。", facts.file.id),
            );
        };
        let component = self.at(stamper, facts.geometry(page), offset, number);
        let landed = self.landed(stamper, file, facts, page, offset);
        self.push(stamper, file, component, [landed]);
    }

    fn landed(
        &mut self,
        stamper: &Stamper<'_>,
        file: usize,
        facts: &Facts<'_>,
        page: u32,
        offset: (f64, f64),
    ) -> Landed {
        let bounds = self.bounds(stamper, facts.geometry(page), offset);
        Landed { rotation: stamper.rotation, ..Landed::absolute(&stamper.node.path, file, file, page, bounds) }
    }

    fn bounds(&mut self, stamper: &Stamper<'_>, page: &PageGeometry, (x, y): (f64, f64)) -> Rect<Page> {
        let image = image(stamper, page, self.options, &mut self.findings);
        Rect::from_origin_size(Point::new(x * page.width(), y * page.height()), image.size.x, image.size.y)
    }

    /// A Component at fractions of a page: PosX = offsetX·Wd, PosY = Hd·(1 − offsetY) − h.
    fn at(&mut self, stamper: &Stamper<'_>, page: &PageGeometry, offset: (f64, f64), number: i64) -> Json {
        let bounds = self.bounds(stamper, page, offset);
        let mut component = self.control(stamper);
        component.set("GenerateMode", "NORMAL");
        component.set("ComponentPage", Json::from(number));
        put(&mut component, &bounds, page, self.options);
        component
    }

    fn seam(&mut self, stamper: &Stamper<'_>, file: usize, facts: &Facts<'_>, pages: &Pages, height: f64) {
        let count = facts.page_count();
        let numbers: Vec<u32> = match pages {
            Pages::All => (1..=count).collect(),
            Pages::Odd => (1..=count).step_by(2).collect(),
            Pages::Even => (2..=count).step_by(2).collect(),
            Pages::Scope(scope) => scope.resolve(count).unwrap_or_default(),
        };
        if numbers.len() < 2 {
            return self.findings.error(
                FindingCode::SeamTooFewPages,
                &stamper.node.path.key("type"),
                stamper.kind.as_str(),
                format!("A seam seal needs at least two pages; {} of {count} take part.", numbers.len()),
                format!("骑缝章至少需要两页；共 {count} 页，参与的只有 {} 页。", numbers.len()),
            );
        }
        let Some(first) = numbers.first().map(|page| *facts.geometry(*page)) else { return };
        let bounds = self.bounds(stamper, &first, (0.0, height));
        let scale = self.options.user_unit.scale(first.user_unit());
        let mut component = self.control(stamper);
        component.set("GenerateMode", "NORMAL");
        component.set("ComponentPage", Json::from(numbers[0]));
        component.set("ComponentPosX", Json::points(0.0));
        component.set("ComponentPosY", Json::points((first.height() - bounds.y1()) / scale));
        component.set("ComponentWidth", Json::points(bounds.width() / scale));
        component.set("ComponentHeight", Json::points(bounds.height() / scale));
        if *pages != Pages::All {
            set_extra(&mut component, "PageRanges", ranges(&spans(&numbers)));
        }
        let of_pages: Vec<SeamPage> =
            numbers.iter().map(|page| SeamPage::new(file, *page, *facts.geometry(*page))).collect();
        let size = crate::geometry::Vector::new(bounds.width(), bounds.height());
        let Ok(plan) = SeamPlan::new(&of_pages, size, None, |page| height * page.height()) else { return };
        let landed: Vec<Landed> = plan
            .slices
            .iter()
            .map(|slice| Landed {
                source: Source::Seam,
                index: Some(slice.index),
                slice: Some(slice.seal),
                ..Landed::absolute(&stamper.node.path, file, file, slice.page, slice.bounds)
            })
            .collect();
        self.push(stamper, file, component, landed);
    }

    /// A Component with what does not depend on where it is.
    fn control(&mut self, stamper: &Stamper<'_>) -> Json {
        let kind = match stamper.kind {
            Kind::Company => "SIGN_SEAL",
            Kind::Personal => "SIGN_SIGNATURE",
            Kind::LegalPerson => "SIGN_LEGAL_PERSON_SEAL",
            Kind::Timestamp => "SIGN_DATE",
            Kind::Across | Kind::AcrossOdd | Kind::AcrossEven | Kind::AcrossScope => "SIGN_PAGING_SEAL",
        };
        let mut component = Json::Object(Vec::new());
        component.set("ComponentType", kind);
        if let Some(degrees) = stamper.rotation {
            set_extra(&mut component, "Rotate", Json::points(degrees));
        }
        if let Some(format) = self.date_format(stamper) {
            set_extra(&mut component, "Format", format.into());
        }
        component
    }

    /// The nearest of Tencent's date formats.
    fn date_format(&mut self, stamper: &Stamper<'_>) -> Option<&'static str> {
        let node = stamper.node.get("datePatterns").filter(|_| stamper.kind == Kind::Timestamp)?;
        let pattern = match node.value.items() {
            Some(items) => items.first()?.as_str()?,
            None => node.value.as_str()?.split(',').next()?.trim(),
        };
        let format = match pattern {
            "HYPHEN" => Some("yyyy-m-d"),
            "Chinese" => Some("yyyy年m月d日"),
            _ => None,
        };
        let several = node.value.items().is_some_and(|items| items.len() > 1);
        if format.is_none() || several {
            self.findings.warn(
                FindingCode::NotTranslated,
                &node.path,
                shown(&node),
                "Tencent has one format of numbers for a date: HYPHEN and Chinese have one, the others do not.",
                "腾讯的日期只有一种数字格式：HYPHEN 与 Chinese 有对应格式，其他没有。",
            );
        }
        format
    }

    fn push(&mut self, stamper: &Stamper<'_>, file: usize, component: Json, landed: impl IntoIterator<Item = Landed>) {
        let signers = self.flows.entry(file).or_default();
        let at = signers.iter().position(|(signer, _)| *signer == stamper.signer).unwrap_or_else(|| {
            signers.push((stamper.signer.clone(), Vec::new()));
            signers.len() - 1
        });
        let controls = &mut signers[at].1;
        let place = (file, at, controls.len());
        controls.push(component);
        self.landed.extend(landed.into_iter().map(|one| (Landed { signer: Some(at), ..one }, place)));
    }

    /// Gives every keyword IgnoreKeywordError.
    fn ignore_missing(&mut self) {
        let controls = self.flows.values_mut().flatten().flat_map(|(_, controls)| controls);
        for control in controls.filter(|control| control.get("OffsetX").is_some()) {
            set_extra(control, "IgnoreKeywordError", Json::from(1u32));
        }
    }

    /// The part of a Tencent request, and what landed with the Components that it has become.
    fn assembled(self) -> (Json, Vec<Landed>) {
        let group = self.flows.len() > 1;
        let mut flows = Vec::new();
        let mut paths = BTreeMap::new();
        for (file, signers) in self.flows {
            let root = if group { Pointer::root().key("FlowFileInfos").index(flows.len()) } else { Pointer::root() };
            let mut approvers = Vec::new();
            for (at, (signer, controls)) in signers.into_iter().enumerate() {
                paths.insert((file, at), root.key("FlowApprovers").index(at).key("SignComponents"));
                let person = signer.is_some_and(|(key, _)| key == "signatoryId");
                let mut approver = Json::Object(Vec::new());
                approver.set("ApproverType", if person { "PERSON" } else { "ORGANIZATION" });
                approver.set("SignComponents", Json::Array(controls));
                approvers.push(approver);
            }
            let id = self.facts.get(file).map_or("", |facts| facts.file.id.as_str());
            let mut flow = Json::Object(Vec::new());
            // A request that names no document has no id to give.
            if !id.is_empty() {
                flow.set("FileIds", Json::Array(vec![id.into()]));
            }
            flow.set("FlowApprovers", Json::Array(approvers));
            flows.push(flow);
        }
        let landed = self.landed.into_iter().map(|(mut one, (file, at, nth))| {
            one.out = paths.get(&(file, at)).map(|path| path.index(nth)).into_iter().collect();
            one
        });
        let landed = landed.collect();
        let out = if group {
            let mut out = Json::Object(Vec::new());
            out.set("FlowFileInfos", Json::Array(flows));
            out
        } else {
            flows.into_iter().next().unwrap_or(Json::Object(Vec::new()))
        };
        (out, landed)
    }
}

/// Position and size in Tencent's points, from the page's upper-left corner.
fn put(component: &mut Json, bounds: &Rect<Page>, page: &PageGeometry, options: &Options) {
    let scale = options.user_unit.scale(page.user_unit());
    for (key, value) in [
        ("ComponentPosX", bounds.x0()),
        ("ComponentPosY", page.height() - bounds.y1()),
        ("ComponentWidth", bounds.width()),
        ("ComponentHeight", bounds.height()),
    ] {
        component.set(key, Json::decimal(rounded(value / scale, POINT_DECIMALS), POINT_DECIMALS));
    }
}

/// Adds a setting to `ComponentExtra`, which is JSON text within the JSON.
fn set_extra(component: &mut Json, key: &str, value: Json) {
    let before = component.get("ComponentExtra").and_then(Json::as_str).and_then(|text| Json::parse(text).ok());
    let mut extra = before.unwrap_or(Json::Object(Vec::new()));
    extra.set(key, value);
    component.set("ComponentExtra", extra.to_string());
}

fn ranges(spans: &[(i64, i64)]) -> Json {
    let range = |(begin, end): &(i64, i64)| {
        let mut range = Json::Object(Vec::new());
        range.set("BeginPage", Json::from(*begin));
        range.set("EndPage", Json::from(*end));
        range
    };
    Json::Array(spans.iter().map(range).collect())
}

/// Ascending pages as ranges.
fn spans(pages: &[u32]) -> Vec<(i64, i64)> {
    let mut spans: Vec<(i64, i64)> = Vec::new();
    for page in pages.iter().map(|page| i64::from(*page)) {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => spans.push((page, page)),
        }
    }
    spans
}

fn same_size(a: &PageGeometry, b: &PageGeometry) -> bool {
    (a.width() - b.width()).abs() < SAME_SIZE
        && (a.height() - b.height()).abs() < SAME_SIZE
        && a.user_unit() == b.user_unit()
}
