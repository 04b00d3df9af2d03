//! The pages that a Component names: one by its number, several by their ranges.

use std::collections::BTreeSet;

use super::super::component::Component;
use super::Locator;
use crate::platform::FindingCode;

/// Ranges of `PageRanges` that are looked at; more say nothing that these do not.
const MOST_RANGES: usize = 1000;

impl Locator<'_, '_> {
    pub(super) fn page(
        &mut self,
        component: &Component<'_>,
        key: &str,
        number: i64,
        may_be_negative: bool,
    ) -> Option<u32> {
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
    pub(super) fn ranges(&mut self, component: &Component<'_>, ranges: &[(i64, i64)]) -> Option<BTreeSet<u32>> {
        let mut pages = BTreeSet::new();
        for &(begin, end) in ranges.iter().take(MOST_RANGES) {
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
}
