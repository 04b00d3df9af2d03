//! Components by a keyword, and what is said where it is not there.

use super::super::component::{Component, Relative};
use super::{Hit, Locator, Outcome};
use crate::geometry::Vector;
use crate::place::suggest::shortened;
use crate::platform::keyword::{self, Choice, NotChosen};
use crate::platform::{Finding, FindingCode, Source};

impl Locator<'_, '_> {
    pub(super) fn keyword(&mut self, component: &Component<'_>) -> Outcome {
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
                en = format!("{en} The nearest there is: {nearest}");
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
}
