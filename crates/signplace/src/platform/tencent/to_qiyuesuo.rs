//! Components as Qiyuesuo's stampers (PLATFORMS.md §4): keywords stay keywords, coordinates coordinates, seams seams.

use super::component::{Component, GenerateMode};
use super::locate::{Hit, Locator, Outcome};
use super::shape::{self, Request, Signer, SignerKind};
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, PageGeometry, Rect};
use crate::number::{FRACTION_DECIMALS, rounded};
use crate::platform::checks::{self, Codes, Landed, pages_of};
use crate::platform::facts::{Facts, Keyword, Questions, gather, read_words};
use crate::platform::json::{Json, Pointer};
use crate::platform::{
    FileEntry, Files, Finding, FindingCode, KeywordReference, Options, Platform, Report, Resolution, Severity, Source,
};

/// Places that one request may come to.
const MOST_LANDED: usize = 200_000;

/// A request's Components as the part of a Qiyuesuo request that says who signs where.
pub(in crate::platform) fn to_qiyuesuo(request: &str, files: &Files, options: &Options) -> Result<Resolution, Error> {
    let tree = Json::parse(request)?;
    let request = shape::read(&tree, options)?;
    let mut report = Report::new(Platform::Tencent);
    let (wanted, mut facts) = facts(&request, files, options)?;
    for one in &facts {
        report.files.push(FileEntry {
            id: one.file.id.clone(),
            pdf: one.file.pdf.map(str::to_owned),
            page_count: one.page_count(),
        });
    }
    let mut writer = Writer {
        facts: &facts,
        options,
        report: &mut report,
        stampers: Vec::new(),
        landed: Vec::new(),
        lenient: false,
    };
    for (contract, flow) in request.flows.iter().enumerate() {
        let Some(file) = flow.files.first().and_then(|(id, _)| wanted.iter().position(|(known, _)| known == id)) else {
            let message = options.language.say("The flow has no file.", "合同没有文件。");
            writer.report.push(Finding::error(FindingCode::FileCount, &flow.node.path, message));
            continue;
        };
        for (at, signer) in flow.signers.iter().enumerate() {
            writer.signer(signer);
            for component in &signer.controls {
                if writer.landed.len() > MOST_LANDED {
                    let message = format!("The Components come to more than {MOST_LANDED} places.");
                    return Err(component.node.invalid(message));
                }
                writer.component(component, signer, file, (contract, at));
            }
        }
        for component in &flow.fill {
            writer.lost(
                component,
                "ComponentType",
                component.kind,
                "Qiyuesuo's stampers have no controls to fill in.",
                "契约锁的 stamper 没有填写控件。",
            );
        }
    }
    let Writer { stampers, landed, lenient, .. } = writer;
    let mut out = Json::Object(Vec::new());
    out.set("stampers", Json::Array(stampers));
    if lenient {
        out.set("locateAllStamperKeywords", false);
    }
    read_words(&mut facts, &pages_of(&landed, wanted.len())).map_err(|(_, error)| error)?;
    checks::run(&mut report, &landed, &facts, options.language, Codes::default());
    let request = match report.findings.iter().find(|finding| finding.severity == Severity::Error) {
        None => Ok(out.pretty()),
        Some(finding) => {
            Err(Error::new(error_code(finding.code), finding.message.clone()).with_path(finding.path.clone()))
        }
    };
    Ok(Resolution { request, report })
}

fn error_code(code: FindingCode) -> ErrorCode {
    match code {
        FindingCode::KeywordNotFound => ErrorCode::KeywordNotFound,
        FindingCode::KeywordEmpty => ErrorCode::KeywordEmpty,
        FindingCode::OccurrenceOutOfRange => ErrorCode::OccurrenceOutOfRange,
        FindingCode::PageOutOfRange => ErrorCode::PageOutOfRange,
        FindingCode::FieldNotFound => ErrorCode::FieldNotFound,
        _ => ErrorCode::InvalidValue,
    }
}

/// The ids of the files, each once, and what is known of them.
type Known<'f> = (Vec<(String, Pointer)>, Vec<Facts<'f>>);

fn facts<'f>(request: &Request<'_>, files: &'f Files, options: &Options) -> Result<Known<'f>, Error> {
    let mut wanted: Vec<(String, Pointer)> = Vec::new();
    for file in request.flows.iter().filter_map(|flow| flow.files.first()) {
        if !wanted.iter().any(|(known, _)| *known == file.0) {
            wanted.push(file.clone());
        }
    }
    let mut work: Vec<_> = files.of(&wanted)?.into_iter().map(|file| (file, Questions::default())).collect();
    for flow in &request.flows {
        let Some((id, _)) = flow.files.first() else { continue };
        let Some(at) = wanted.iter().position(|(known, _)| known == id) else { continue };
        let Some((_, questions)) = work.get_mut(at) else { continue };
        for component in flow.signers.iter().flat_map(|signer| &signer.controls) {
            match (component.mode, component.keyword()) {
                (Some(GenerateMode::Keyword), Some(word)) => {
                    // Also without regard to whole words, as the other platform counts.
                    questions.keyword((word.0.clone(), false), None);
                    questions.keyword(word, None);
                }
                (Some(GenerateMode::Field), _) => questions.fields = true,
                _ => {}
            }
        }
    }
    let facts = gather(work, options).map_err(|(file, error)| {
        let path = wanted.get(file).map(|(_, path)| path.clone()).unwrap_or_default();
        error.with_path(path)
    })?;
    Ok((wanted, facts))
}

struct Writer<'w, 'f> {
    facts: &'w [Facts<'f>],
    options: &'w Options,
    report: &'w mut Report,
    stampers: Vec<Json>,
    landed: Vec<Landed>,
    /// A keyword that is not found may be left out.
    lenient: bool,
}

impl Writer<'_, '_> {
    /// Something that has no counterpart.
    fn lost(&mut self, component: &Component<'_>, key: &str, value: &str, en: &str, zh: &str) {
        let at = &component.node.path;
        let path = if component.node.get(key).is_some() { at.key(key) } else { at.clone() };
        let message = self.options.language.say(en, zh);
        self.report.push(Finding::warning(FindingCode::NotTranslated, &path, message).of(value));
    }

    fn signer(&mut self, signer: &Signer<'_>) {
        if signer.controls.is_empty() {
            return;
        }
        let key = if signer.kind == Ok(Some(SignerKind::Person)) { "signatoryId" } else { "actionId" };
        let message = self.options.language.say(
            format!("Who signs has other ids at Qiyuesuo: add `{key}` to this signer's stampers."),
            format!("两个平台的签署方标识不同：请为该签署方的 stamper 补充 `{key}`。"),
        );
        self.report.push(Finding::warning(FindingCode::NotTranslated, &signer.node.path, message).of(key));
    }

    fn component(&mut self, component: &Component<'_>, signer: &Signer<'_>, file: usize, by: (usize, usize)) {
        let Some(kind) = kind(component.kind) else {
            let (en, zh) = ("Qiyuesuo has no stamper of this type.", "契约锁没有对应类型的 stamper。");
            return self.lost(component, "ComponentType", component.kind, en, zh);
        };
        let Some(facts) = self.facts.get(file) else { return };
        let mut locator = Locator { file: facts, options: self.options, findings: Vec::new() };
        let outcome = locator.locate(component);
        for finding in locator.findings {
            self.report.push(finding);
        }
        let hits = match outcome {
            Outcome::Stays(hits) | Outcome::Becomes(hits) => hits,
            Outcome::Dropped | Outcome::Nowhere => return,
        };
        self.lenient |= component.extra.ignore_keyword_error;
        self.tell_lost(component, signer);
        let mut stamper = Json::Object(Vec::new());
        stamper.set("type", kind);
        stamper.set("documentId", facts.file.id.as_str());
        let written = if component.is_paging() {
            self.seam(component, facts, &hits, stamper)
        } else if component.mode == Some(GenerateMode::Keyword) {
            self.by_keyword(component, facts, &hits, &stamper)
        } else {
            self.by_page(component, facts, &hits, &stamper)
        };
        let first = self.stampers.len();
        let rotation = component.extra.rotate;
        for (nth, (json, of)) in written.into_iter().enumerate() {
            for hit in of.into_iter().filter_map(|i| hits.get(i)) {
                let mut landed = Landed::absolute(&component.node.path, file, by.0, hit.page, hit.bounds);
                landed.out = vec![Pointer::root().key("stampers").index(first + nth)];
                landed.signer = Some(by.1);
                (landed.index, landed.source, landed.anchor) = (hit.index, hit.source, hit.anchor);
                (landed.slice, landed.rotation) = (hit.slice, rotation.filter(|_| hit.source != Source::Seam));
                self.landed.push(landed);
            }
            self.stampers.push(json);
        }
    }

    /// What a Component has that a stamper has no counterpart of.
    fn tell_lost(&mut self, component: &Component<'_>, signer: &Signer<'_>) {
        if let Some(value) = component.value.filter(|value| component.is_seal() && !value.is_empty()) {
            let (en, zh) =
                ("Seals have other ids at Qiyuesuo: set `sealId`.", "两个平台的印章 id 不同：请设置 `sealId`。");
            self.lost(component, "ComponentValue", value, en, zh);
        }
        if component.is_seal() && component.width.is_some() {
            let size = [component.width, component.height].map(|side| side.unwrap_or_default().to_string()).join(" × ");
            let en = "A seal's size is not sent to Qiyuesuo: it is made with the seal, which must be as large.";
            self.lost(component, "ComponentWidth", &size, en, "契约锁不传印章尺寸，由印章本身决定，须与此一致。");
        }
        if component.mode == Some(GenerateMode::Keyword) && component.keyword().is_some_and(|(_, whole)| whole) {
            let en = "Qiyuesuo does not know whole words (`^…^`): the occurrences are named by number instead.";
            self.lost(
                component,
                "ComponentId",
                component.id.unwrap_or_default(),
                en,
                "契约锁没有整词匹配（`^…^`），改用序号指定。",
            );
        }
        if component.mode == Some(GenerateMode::Field) {
            let en = "Qiyuesuo does not place by form fields: the stamper has the field's coordinates.";
            self.lost(component, "GenerateMode", "FIELD", en, "契约锁不支持按表单域定位，已换算成坐标。");
        }
        let extra = &component.extra;
        for (key, there) in [("Opacity", extra.opacity.is_some()), ("FontSize", extra.font_size.is_some())] {
            if there {
                self.lost(component, "ComponentExtra", key, "Qiyuesuo has no such setting.", "契约锁没有对应设置。");
            }
        }
        if let Some(format) = extra.format.as_deref().filter(|format| date_pattern(format).is_none()) {
            self.lost(
                component,
                "ComponentExtra",
                format,
                "Qiyuesuo has no such format of dates.",
                "契约锁没有对应的日期格式。",
            );
        }
        if component.kind == "SIGN_SIGNATURE" && signer.kind == Ok(Some(SignerKind::Enterprise)) {
            let en = "It becomes the signature of a person, who needs a `signatoryId`.";
            self.lost(component, "ComponentType", component.kind, en, "已换成个人签名，需要 `signatoryId`。");
        }
    }

    /// Size, rotation and date format, as far as stampers have them.
    fn finish(&mut self, component: &Component<'_>, hit: &Hit, facts: &Facts<'_>, stamper: &mut Json) {
        if matches!(component.kind, "SIGN_SIGNATURE" | "SIGN_DATE") {
            let scale = self.options.user_unit.scale(facts.geometry(hit.page).user_unit());
            let (width, height) = (hit.bounds.width() / scale, hit.bounds.height() / scale);
            if (10.0..=120.0).contains(&width) && (4.0..=48.0).contains(&height) {
                stamper.set("width", Json::points(width));
                stamper.set("height", Json::points(height));
            } else {
                let size = format!("{} × {}", rounded(width, 4), rounded(height, 4));
                let en = "Qiyuesuo takes 10 to 120 by 4 to 48: the size is left out.";
                self.lost(component, "ComponentWidth", &size, en, "契约锁只接受宽 10–120、高 4–48：尺寸已去掉。");
            }
        }
        if let Some(degrees) = component.extra.rotate.filter(|degrees| degrees % 360.0 != 0.0) {
            stamper.set("rotationDegrees", Json::points(degrees.rem_euclid(360.0)));
        }
        if component.kind == "SIGN_DATE"
            && let Some(pattern) = component.extra.format.as_deref().and_then(date_pattern)
        {
            stamper.set("datePatterns", Json::Array(vec![pattern.into()]));
        }
    }

    /// offsetX = PosX/Wd, offsetY = (Hd − PosY − Height)/Hd.
    fn by_page(
        &mut self,
        component: &Component<'_>,
        facts: &Facts<'_>,
        hits: &[Hit],
        model: &Json,
    ) -> Vec<(Json, Vec<usize>)> {
        let shares: Vec<(f64, f64)> = hits.iter().map(|hit| corner(&hit.bounds, facts.geometry(hit.page))).collect();
        let everywhere = hits.len() > 1
            && hits.len() == facts.page_count() as usize
            && shares.windows(2).all(|pair| pair[0] == pair[1]);
        let last = component.page == Some(-1) && component.extra.page_ranges.is_none();
        let mut written = Vec::new();
        for (i, (hit, (x, y))) in hits.iter().zip(&shares).enumerate() {
            if everywhere && i > 0 {
                break;
            }
            let mut stamper = model.clone();
            let page = if everywhere {
                0
            } else if last {
                -1
            } else {
                i64::from(hit.page)
            };
            stamper.set("page", Json::from(page));
            self.put(component, hit, &mut stamper, (*x, *y), 0.0..1.0);
            self.finish(component, hit, facts, &mut stamper);
            written.push((stamper, if everywhere { (0..hits.len()).collect() } else { vec![i] }));
        }
        written
    }

    fn by_keyword(
        &mut self,
        component: &Component<'_>,
        facts: &Facts<'_>,
        hits: &[Hit],
        model: &Json,
    ) -> Vec<(Json, Vec<usize>)> {
        let Some(word) = component.keyword() else { return Vec::new() };
        let reference = match self.options.keyword_reference {
            KeywordReference::LowerLeft => "LowerLeft",
            KeywordReference::MidHeight => "MidHeight",
        };
        let message = self.options.language.say(
            format!("Qiyuesuo does not say which point of the keyword it measures from: {reference} is assumed."),
            format!("契约锁未说明从关键字的哪一点量起：按 {reference} 计算。"),
        );
        let path = component.node.path.key("ComponentId");
        self.report.push(Finding::warning(FindingCode::KeywordReferenceAssumed, &path, message).of(reference));
        let plain: Keyword = (word.0.clone(), false);
        let all = facts.matches(&plain, None);
        let visible: Vec<_> = all.iter().copied().filter(|found| found.visible).collect();
        let counted = if visible.is_empty() { all } else { visible };
        let mut written: Vec<(Json, Vec<usize>)> = Vec::new();
        for (i, hit) in hits.iter().enumerate() {
            let Some(anchor) = hit.anchor else { continue };
            let number = counted.iter().position(|found| found.page == hit.page && found.bounds == anchor);
            let Some(number) = number.and_then(|at| i64::try_from(at + 1).ok()) else { continue };
            let mut stamper = model.clone();
            stamper.set("keyword", word.0.as_str());
            stamper.set("keywordIndex", Json::from(number));
            let offset = self.offset_from_keyword(&hit.bounds, &anchor, facts.geometry(hit.page));
            self.put(component, hit, &mut stamper, offset, -1.0..1.0);
            self.finish(component, hit, facts, &mut stamper);
            written.push((stamper, vec![i]));
        }
        // Absent = 0, and Reverse [j] = −(j+1), where that says the same.
        if written.len() == counted.len() && component.indexes.is_none() && written.len() > 1 {
            let mut stampers: Vec<Json> = written.iter().map(|(stamper, _)| stamper.clone()).collect();
            stampers.iter_mut().for_each(|stamper| stamper.set("keywordIndex", Json::from(0u32)));
            if stampers.windows(2).all(|pair| pair[0] == pair[1])
                && let Some(one) = stampers.into_iter().next()
            {
                return vec![(one, (0..hits.len()).collect())];
            }
        }
        let by_end = component.reverse == Some(true) && component.keyword_page.is_none() && !word.1;
        if let (true, Some([index]), [(stamper, _)]) = (by_end, component.indexes.as_deref(), &mut written[..]) {
            stamper.set("keywordIndex", Json::from(-1 - index));
        }
        written
    }

    fn offset_from_keyword(&self, bounds: &Rect<Page>, keyword: &Rect<Page>, page: &PageGeometry) -> (f64, f64) {
        let up = match self.options.keyword_reference {
            KeywordReference::LowerLeft => bounds.y0() - keyword.y0(),
            KeywordReference::MidHeight => bounds.center().y - keyword.center().y,
        };
        ((bounds.x0() - keyword.x0()) / page.width(), up / page.height())
    }

    /// Writes the offsets; beyond what the platform takes is an error.
    fn put(
        &mut self,
        component: &Component<'_>,
        hit: &Hit,
        stamper: &mut Json,
        (x, y): (f64, f64),
        takes: std::ops::Range<f64>,
    ) {
        for (key, share) in [("offsetX", x), ("offsetY", y)] {
            let share = rounded(share, FRACTION_DECIMALS);
            if !takes.contains(&share) {
                let message = self.options.language.say(
                    format!(
                        "On page {} `{key}` becomes {share}, and Qiyuesuo takes {} to {}.",
                        hit.page, takes.start, takes.end
                    ),
                    format!("第 {} 页的 `{key}` 为 {share}，契约锁只接受 {} 到 {}。", hit.page, takes.start, takes.end),
                );
                self.report
                    .push(Finding::error(FindingCode::OffsetOutOfRange, &component.node.path, message).of(share));
            }
            stamper.set(key, Json::fraction(share));
        }
    }

    fn seam(
        &mut self,
        component: &Component<'_>,
        facts: &Facts<'_>,
        hits: &[Hit],
        mut stamper: Json,
    ) -> Vec<(Json, Vec<usize>)> {
        let Some(first) = hits.first() else { return Vec::new() };
        let count = facts.page_count() as usize;
        let limited = self.options.max_pages_per_seal;
        if hits.len() == count && limited.is_none() {
            stamper.set("type", "ACROSS_PAGE");
        } else {
            stamper.set("type", "ACROSS_PAGE_SCOPE");
            stamper.set("sealPageConfig", scope(hits));
        }
        let (_, y) = corner(&first.bounds, facts.geometry(first.page));
        let heights =
            hits.iter().map(|hit| rounded(corner(&hit.bounds, facts.geometry(hit.page)).1, FRACTION_DECIMALS));
        let y = rounded(y, FRACTION_DECIMALS);
        if heights.into_iter().any(|height| height != y) {
            let en = "The pages differ in height: the seam is at the first page's fraction of each.";
            self.lost(component, "ComponentPosY", &y.to_string(), en, "各页高度不同：骑缝章按首页的比例放置。");
        }
        if !(0.0..1.0).contains(&y) {
            let message = self.options.language.say(
                format!("`offsetY` becomes {y}, and Qiyuesuo takes 0 to 1."),
                format!("`offsetY` 为 {y}，契约锁只接受 0 到 1。"),
            );
            self.report.push(Finding::error(FindingCode::OffsetOutOfRange, &component.node.path, message).of(y));
        }
        stamper.set("offsetY", Json::fraction(y));
        vec![(stamper, (0..hits.len()).collect())]
    }
}

/// The type of stamper that stands for a type of Component.
fn kind(component: &str) -> Option<&'static str> {
    Some(match component {
        "SIGN_SEAL" => "COMPANY",
        "SIGN_SIGNATURE" => "PERSONAL",
        "SIGN_DATE" => "TIMESTAMP",
        "SIGN_LEGAL_PERSON_SEAL" => "LP",
        "SIGN_PAGING_SEAL" => "ACROSS_PAGE",
        _ => return None,
    })
}

fn date_pattern(format: &str) -> Option<&'static str> {
    match format {
        "yyyy-m-d" => Some("HYPHEN"),
        "yyyy年m月d日" => Some("Chinese"),
        _ => None,
    }
}

/// The lower-left corner as fractions of the page, as fine as they are written.
fn corner(bounds: &Rect<Page>, page: &PageGeometry) -> (f64, f64) {
    let share = |part: f64, whole: f64| rounded(part / whole, FRACTION_DECIMALS);
    (share(bounds.x0(), page.width()), share(bounds.y0(), page.height()))
}

/// The pages of a seam as `sealPageConfig` writes them.
fn scope(hits: &[Hit]) -> String {
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for hit in hits {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == hit.page => *last = hit.page,
            _ => spans.push((hit.page, hit.page)),
        }
    }
    let written: Vec<String> = spans
        .into_iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first} ~ {last}") })
        .collect();
    written.join(",")
}
