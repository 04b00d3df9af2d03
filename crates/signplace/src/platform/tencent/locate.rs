//! Where a Component stands in its PDF.

use std::collections::BTreeSet;

use super::component::{Component, GenerateMode, Relative};
use crate::geometry::{Normalized, Page, PageGeometry, Point, Rect, Vector};
use crate::number::rounded;
use crate::place::suggest::shortened;
use crate::place::{NamedSize, Size};
use crate::platform::facts::Facts;
use crate::platform::json::Pointer;
use crate::platform::keyword::{self, Choice, NotChosen};
use crate::platform::seam::{SeamPage, SeamPlan, mixed};
use crate::platform::{Finding, FindingCode, Language, Options, Severity, Source};

/// Where a Component stands, once.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) page: u32,
    pub(super) bounds: Rect<Page>,
    pub(super) anchor: Option<Rect<Page>>,
    pub(super) index: Option<u32>,
    pub(super) source: Source,
    pub(super) slice: Option<Rect<Normalized>>,
}

/// What became of a Component.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// It stays one Component, and shows on each of these places.
    Stays(Vec<Hit>),
    /// It becomes one Component for each place.
    Becomes(Vec<Hit>),
    /// It is left out.
    Dropped,
    /// It has no position: what is wrong is among the findings.
    Nowhere,
}

/// Finds where Components stand, and notes what is wrong with it.
pub(super) struct Locator<'a, 'f> {
    pub(super) file: &'a Facts<'f>,
    pub(super) options: &'a Options,
    pub(super) findings: Vec<Finding>,
}

impl Locator<'_, '_> {
    fn language(&self) -> Language {
        self.options.language
    }

    fn error(&mut self, component: &Component<'_>, code: FindingCode, key: &str, en: String, zh: String) {
        self.findings.push(component.finding(code, key, (self.language(), en, zh)));
    }

    fn warn(&mut self, component: &Component<'_>, code: FindingCode, key: &str, en: String, zh: String) {
        let mut finding = component.finding(code, key, (self.language(), en, zh));
        finding.severity = Severity::Warning;
        self.findings.push(finding);
    }

    /// Where the Component stands.
    pub(super) fn locate(&mut self, component: &Component<'_>) -> Outcome {
        if component.is_paging() {
            return self.seam(component);
        }
        match component.mode {
            None => {
                self.error(
                    component,
                    FindingCode::GenerateMode,
                    "GenerateMode",
                    "`GenerateMode` is NORMAL, KEYWORD or FIELD.".to_owned(),
                    "`GenerateMode` 只能是 NORMAL、KEYWORD 或 FIELD。".to_owned(),
                );
                Outcome::Nowhere
            }
            Some(GenerateMode::Normal) => self.normal(component),
            Some(GenerateMode::Keyword) => self.keyword(component),
            Some(GenerateMode::Field) => self.field(component),
        }
    }

    /// Width and height on a page, in page-space points.
    fn size(&mut self, component: &Component<'_>, geometry: &PageGeometry) -> Vector<Page> {
        let scale = self.options.user_unit.scale(geometry.user_unit());
        if let (Some(width), Some(height), false) = (component.width, component.height, component.extra.use_seal_size) {
            return Vector::new(width * scale, height * scale);
        }
        let keys = component.value.into_iter().chain([component.kind]);
        let stated = self.options.seal_sizes.of(keys).filter(|_| component.is_seal());
        let name = match component.kind {
            _ if component.is_seal() => "round-42",
            "SIGN_SIGNATURE" | "SIGN_PAGING_SIGNATURE" => "signature",
            _ => "date",
        };
        let size = stated.or_else(|| NamedSize::all().find(|size| size.name() == name).map(Size::from));
        let size = size.map_or(Vector::new(0.0, 0.0), |size| size.on(geometry));
        if stated.is_none() {
            let key = component.value.filter(|_| component.is_seal()).unwrap_or("*");
            let (en, zh) = if component.is_seal() {
                (
                    format!(
                        "The size of the seal is not stated: {name} is assumed; state it with `--seal-size {key}=SIZE`."
                    ),
                    format!("未说明印章尺寸，按 {name} 处理；可用 `--seal-size {key}=SIZE` 指定。"),
                )
            } else {
                (
                    format!("The size is not stated: {name} is assumed; state `ComponentWidth` and `ComponentHeight`."),
                    format!("未说明控件尺寸，按 {name} 处理；请填写 `ComponentWidth` 和 `ComponentHeight`。"),
                )
            };
            self.warn(component, FindingCode::SealSizeAssumed, "ComponentExtra", en, zh);
        }
        if component.extra.use_seal_size {
            return size;
        }
        let side = |given: Option<f64>, other: f64| given.map_or(other, |given| given * scale);
        Vector::new(side(component.width, size.x), side(component.height, size.y))
    }

    /// Says that the platform does not say what points are on a page with a UserUnit.
    fn user_unit(&mut self, component: &Component<'_>, page: u32) {
        let unit = self.file.geometry(page).user_unit();
        if unit == 1.0 {
            return;
        }
        let scale = self.options.user_unit.scale(unit);
        let path = &component.node.path;
        let message = self.language().say(
            format!(
                "Page {page} has a UserUnit of {unit}; what points are there the platform does not say: one of its points \
                 is taken for {scale} pt."
            ),
            format!("第 {page} 页的 UserUnit 为 {unit}，平台未说明此时坐标的单位：其 1 点按 {scale} pt 处理。"),
        );
        self.findings.push(Finding::warning(FindingCode::UserUnit, path, message).of(unit));
    }

    fn page(&mut self, component: &Component<'_>, key: &str, number: i64, may_be_negative: bool) -> Option<u32> {
        let page = self.file.page(number).filter(|_| number > 0 || may_be_negative);
        if page.is_none() {
            let count = self.file.page_count();
            let (en, zh) = if number < 0 && !may_be_negative {
                (
                    format!("`{key}` is {number}; negative pages are for NORMAL Components only."),
                    format!("`{key}` 为 {number}；只有 NORMAL 控件可以用负页码。"),
                )
            } else {
                (
                    format!("Page {number} does not exist: the document has {count}."),
                    format!("第 {number} 页不存在：文件共 {count} 页。"),
                )
            };
            self.error(component, FindingCode::PageOutOfRange, key, en, zh);
        }
        page
    }

    /// The pages of `PageRanges`; `None` where a range makes no sense, with the finding.
    fn ranges(&mut self, component: &Component<'_>, ranges: &[(i64, i64)]) -> Option<BTreeSet<u32>> {
        let mut pages = BTreeSet::new();
        for &(begin, end) in ranges {
            match (self.file.page(begin), self.file.page(end)) {
                (Some(first), Some(last)) if first <= last => pages.extend(first..=last),
                _ => {
                    let count = self.file.page_count();
                    let (en, zh) = (
                        format!("The pages {begin} to {end} of `PageRanges` are none of a document with {count}."),
                        format!("`PageRanges` 中的第 {begin} 到 {end} 页无效：文件共 {count} 页。"),
                    );
                    self.error(component, FindingCode::SealPages, "ComponentExtra", en, zh);
                    return None;
                }
            }
        }
        Some(pages)
    }

    fn normal(&mut self, component: &Component<'_>) -> Outcome {
        let (Some(x), Some(y)) = (component.x, component.y) else {
            let hint = if component.keyword().is_some() && component.node.get("GenerateMode").is_none() {
                " Where it is placed by a keyword, write \"GenerateMode\": \"KEYWORD\"."
            } else {
                ""
            };
            let (en, zh) = (
                format!("The Component has no `ComponentPosX` or no `ComponentPosY`.{hint}"),
                "控件缺少 `ComponentPosX` 或 `ComponentPosY`；若按关键字定位，请写 `GenerateMode`: `KEYWORD`。"
                    .to_owned(),
            );
            self.error(component, FindingCode::PositionMissing, "ComponentPosX", en, zh);
            return Outcome::Nowhere;
        };
        let pages = match &component.extra.page_ranges {
            Some(ranges) if !ranges.is_empty() => match self.ranges(component, ranges) {
                Some(pages) => pages,
                None => return Outcome::Nowhere,
            },
            _ => match component.page {
                Some(number) => match self.page(component, "ComponentPage", number, true) {
                    Some(page) => BTreeSet::from([page]),
                    None => return Outcome::Nowhere,
                },
                None => {
                    let (en, zh) = ("The Component has no `ComponentPage`.", "控件缺少 `ComponentPage`。");
                    self.error(component, FindingCode::PositionMissing, "ComponentPage", en.into(), zh.into());
                    return Outcome::Nowhere;
                }
            },
        };
        let mut hits = Vec::new();
        for page in pages {
            let geometry = *self.file.geometry(page);
            if hits.is_empty() {
                self.user_unit(component, page);
            }
            let before = self.findings.len();
            let size = self.size(component, &geometry);
            if !hits.is_empty() {
                // What is assumed is said once, not for every page.
                self.findings.truncate(before);
            }
            let scale = self.options.user_unit.scale(geometry.user_unit());
            let top_left = Point::new(x * scale, geometry.height() - y * scale);
            hits.push(Hit {
                page,
                bounds: Rect::from_corners(top_left, top_left + Vector::new(size.x, -size.y)),
                anchor: None,
                index: None,
                source: Source::Absolute,
                slice: None,
            });
        }
        Outcome::Stays(hits)
    }

    fn keyword(&mut self, component: &Component<'_>) -> Outcome {
        const KEY: &str = "ComponentId";
        let Some(word) = component.keyword() else {
            let (en, zh) = (
                "A Component placed by a keyword has the keyword in `ComponentId`, which is empty.",
                "按关键字定位的控件，关键字写在 `ComponentId` 中，这里为空。",
            );
            self.error(component, FindingCode::KeywordEmpty, KEY, en.into(), zh.into());
            return Outcome::Nowhere;
        };
        let (Some(relative), Some(reverse)) = (component.relative, component.reverse) else {
            let (key, known) = if component.relative.is_none() {
                ("RelativeLocation", "Middle, Below, Right, LowerRight, UpperRight")
            } else {
                ("KeywordOrder", "Positive, Reverse")
            };
            let (en, zh) = (format!("`{key}` is one of {known}."), format!("`{key}` 只能是 {known} 之一。"));
            self.error(component, FindingCode::InvalidValue, key, en, zh);
            return Outcome::Nowhere;
        };
        let page = match component.keyword_page.filter(|page| *page != 0) {
            None => None,
            Some(number) => match self.page(component, "KeywordPage", number, false) {
                Some(page) => Some(page),
                None => return Outcome::Nowhere,
            },
        };
        let file = self.file;
        let matches = file.matches(&word, page);
        let choice = Choice { reverse, indexes: component.indexes.as_deref() };
        let chosen = match keyword::choose(&matches, &choice) {
            Ok(chosen) => chosen,
            Err(why) => return self.not_chosen(component, &word.0, page, why),
        };
        let path = component.node.path.key(KEY);
        let text = shortened(&word.0);
        if component.indexes.is_none() && chosen.len() > 1 {
            let pages = self.language().pages(chosen.iter().map(|(_, one)| one.page));
            let (en, zh) = (
                format!("“{text}” occurs {} times, on {pages}, and the control is placed at each.", chosen.len()),
                format!("“{text}”出现 {} 次（{pages}），每处都会放置控件；可用 `KeywordIndexes` 指定。", chosen.len()),
            );
            self.warn(component, FindingCode::SeveralOccurrences, KEY, en, zh);
        }
        for (code, message) in keyword::remarks(&word.0, &matches, &chosen, &choice, self.language()) {
            self.findings.push(Finding::warning(code, &path, message).of(&word.0));
        }
        if relative != Relative::Default && (relative != Relative::Middle || component.offset != (0.0, 0.0)) {
            let (en, zh) = (
                "The platform does not say at which edges the control and the keyword meet, nor how offsets add to that.",
                "平台未说明此相对位置的精确对齐边以及与偏移量的关系。",
            );
            self.warn(component, FindingCode::KeywordReferenceAssumed, "RelativeLocation", en.into(), zh.into());
        }
        if component.extra.page_ranges.is_some() {
            let (en, zh) = (
                "`PageRanges` of a Component placed by a keyword has no meaning that is known, and is left out.",
                "按关键字定位的控件中 `PageRanges` 含义不明，已去除。",
            );
            self.warn(component, FindingCode::SettingIgnored, "ComponentExtra", en.into(), zh.into());
        }
        let attach = relative.attach(self.options.tencent.relative_edges);
        let mut hits: Vec<Hit> = Vec::new();
        for (index, one) in chosen {
            let geometry = *file.geometry(one.page);
            if hits.iter().all(|hit| hit.page != one.page) {
                self.user_unit(component, one.page);
            }
            let before = self.findings.len();
            let size = self.size(component, &geometry);
            if !hits.is_empty() {
                self.findings.truncate(before);
            }
            let scale = self.options.user_unit.scale(geometry.user_unit());
            let offset = Vector::new(component.offset.0 * scale, -component.offset.1 * scale);
            hits.push(Hit {
                page: one.page,
                bounds: attach.place(&one.bounds, size, offset),
                anchor: Some(one.bounds),
                index: Some(index),
                source: Source::Keyword,
                slice: None,
            });
        }
        Outcome::Becomes(hits)
    }

    fn not_chosen(&mut self, component: &Component<'_>, word: &str, page: Option<u32>, why: NotChosen) -> Outcome {
        const KEY: &str = "ComponentId";
        let text = shortened(word);
        let (code, key, mut en, mut zh) = match why {
            NotChosen::NotThere => {
                let (where_en, where_zh) = match page {
                    Some(page) => (format!("on page {page}"), format!("第 {page} 页上")),
                    None => ("in the document".to_owned(), "文件中".to_owned()),
                };
                (
                    FindingCode::KeywordNotFound,
                    KEY,
                    format!("The keyword “{text}” is not {where_en}."),
                    format!("{where_zh}没有关键字“{text}”。"),
                )
            }
            NotChosen::TooFew { there, asked } => (
                FindingCode::OccurrenceOutOfRange,
                "KeywordIndexes",
                format!("The keyword “{text}” occurs {there} time(s), so there is no index {asked} (counted from 0)."),
                format!("关键字“{text}”只出现 {there} 次，没有序号 {asked}（从 0 开始）。"),
            ),
        };
        if why == NotChosen::NotThere {
            if let Some(nearest) = self.file.nearest(&(word.to_owned(), component.keyword().is_some_and(|k| k.1))) {
                en = format!("{en} The nearest there is: {nearest}.");
                zh = format!("{zh}最接近的文字：{nearest}。");
            }
            let path = component.node.path.key(KEY);
            for doubt in self.file.doubts.iter().filter(|doubt| page.is_none() || doubt.page == page) {
                let mut finding = Finding::from_warning(doubt, &path).of(word);
                let number = doubt.page.unwrap_or_default();
                finding.message = self.language().say(
                    doubt.message.clone(),
                    match finding.code {
                        FindingCode::ImageOnly => format!("第 {number} 页是没有文字的图片，无法查找关键字。"),
                        _ => format!("第 {number} 页的部分文字没有 Unicode 含义，可能漏掉关键字。"),
                    },
                );
                self.findings.push(finding);
            }
        }
        if component.extra.ignore_keyword_error {
            en = format!("{en} As `IgnoreKeywordError` is 1, the control is left out.");
            zh = format!("{zh}因 `IgnoreKeywordError` 为 1，控件被忽略。");
            self.warn(component, code, key, en, zh);
            return Outcome::Dropped;
        }
        self.error(component, code, key, en, zh);
        Outcome::Nowhere
    }

    fn field(&mut self, component: &Component<'_>) -> Outcome {
        const KEY: &str = "ComponentName";
        let Some(name) = component.name.filter(|name| !name.is_empty()) else {
            let (en, zh) = (
                "A Component placed by a form field has the field's name in `ComponentName`, which is missing.",
                "按表单域定位的控件，域名写在 `ComponentName` 中，这里缺失。",
            );
            self.error(component, FindingCode::NameMissing, KEY, en.into(), zh.into());
            return Outcome::Nowhere;
        };
        if component.is_signing() {
            let (en, zh) = (
                "The platform says that form fields cannot be seals or signatures, and shows an example where one is.",
                "平台文档称表单域不能作为印章或签名，但其示例又如此使用。",
            );
            self.warn(component, FindingCode::FieldForSigning, "ComponentType", en.into(), zh.into());
        }
        let widgets = self.file.widgets(name);
        let Some((index, page, bounds)) = widgets.first().copied() else {
            let text = shortened(name);
            let near = self.file.nearest_field(name);
            let (hint, hint_zh) = match near {
                Some(near) => {
                    (format!(" Did you mean “{}”?", shortened(near)), format!("是否指“{}”？", shortened(near)))
                }
                None => Default::default(),
            };
            let (en, zh) = (
                format!("The document has no form field “{text}”.{hint}"),
                format!("文件中没有表单域“{text}”。{hint_zh}"),
            );
            self.error(component, FindingCode::FieldNotFound, KEY, en, zh);
            return Outcome::Nowhere;
        };
        if widgets.len() > 1 {
            let pages = self.language().pages(widgets.iter().map(|(_, page, _)| *page));
            let (en, zh) = (
                format!("The form field has {} widgets, on {pages}; the first is taken.", widgets.len()),
                format!("该表单域有 {} 处（{pages}），取第一处。", widgets.len()),
            );
            self.warn(component, FindingCode::SeveralOccurrences, KEY, en, zh);
        }
        self.user_unit(component, page);
        let scale = self.options.user_unit.scale(self.file.geometry(page).user_unit());
        let side = |given: Option<f64>, own: f64| given.map_or(own, |given| given * scale);
        let (width, height) = (side(component.width, bounds.width()), side(component.height, bounds.height()));
        let offset = Vector::new(component.offset.0 * scale, -component.offset.1 * scale);
        let top_left = Point::new(bounds.x0(), bounds.y1()) + offset;
        Outcome::Becomes(vec![Hit {
            page,
            bounds: Rect::from_corners(top_left, top_left + Vector::new(width, -height)),
            anchor: Some(bounds),
            index: Some(index),
            source: Source::Field,
            slice: None,
        }])
    }

    /// 骑缝章: only the height on the page counts, and the size.
    fn seam(&mut self, component: &Component<'_>) -> Outcome {
        if component.mode != Some(GenerateMode::Normal) {
            let (en, zh) = (
                "A seam seal is placed by `ComponentPosY` alone: `GenerateMode` has no meaning.",
                "骑缝章只看 `ComponentPosY`，`GenerateMode` 无意义。",
            );
            self.warn(component, FindingCode::SettingIgnored, "GenerateMode", en.into(), zh.into());
        }
        let Some(y) = component.y else {
            let (en, zh) = ("A seam seal needs a `ComponentPosY`.", "骑缝章缺少 `ComponentPosY`。");
            self.error(component, FindingCode::PositionMissing, "ComponentPosY", en.into(), zh.into());
            return Outcome::Nowhere;
        };
        let pages = match &component.extra.page_ranges {
            Some(ranges) if !ranges.is_empty() => match self.ranges(component, ranges) {
                Some(pages) => pages,
                None => return Outcome::Nowhere,
            },
            _ => (1..=self.file.page_count()).collect(),
        };
        let pages: Vec<_> = pages.into_iter().map(|page| SeamPage::new(0, page, *self.file.geometry(page))).collect();
        let Some(first) = pages.first().copied().filter(|_| pages.len() >= 2) else {
            let count = pages.len();
            let (en, zh) = (
                format!("A seam seal needs at least two pages, and {count} would take part."),
                format!("骑缝章至少需要两页，这里只有 {count} 页。"),
            );
            self.error(component, FindingCode::SeamTooFewPages, "ComponentType", en, zh);
            return Outcome::Nowhere;
        };
        self.user_unit(component, first.page);
        let size = self.size(component, &first.geometry);
        let unit = self.options.user_unit;
        let plan = SeamPlan::new(&pages, size, self.options.max_pages_per_seal, |geometry| {
            geometry.height() - y * unit.scale(geometry.user_unit()) - size.y
        });
        let plan = match plan {
            Ok(plan) => plan,
            Err(error) => {
                let message = error.message().to_owned();
                self.error(component, FindingCode::InvalidValue, "ComponentWidth", message.clone(), message);
                return Outcome::Nowhere;
            }
        };
        let path: &Pointer = &component.node.path;
        if let Some(message) = plan.thin(size.x, self.language()) {
            let width = rounded(plan.thinnest(), 4);
            self.findings.push(Finding::warning(FindingCode::SeamSliceThin, path, message).of(format!("{width} pt")));
        }
        if let Some(message) = mixed(&pages, self.language()) {
            self.findings.push(Finding::warning(FindingCode::MixedPageSizes, path, message));
        }
        Outcome::Stays(
            plan.slices
                .into_iter()
                .map(|slice| Hit {
                    page: slice.page,
                    bounds: slice.bounds,
                    anchor: None,
                    index: Some(slice.index),
                    source: Source::Seam,
                    slice: Some(slice.seal),
                })
                .collect(),
        )
    }
}
