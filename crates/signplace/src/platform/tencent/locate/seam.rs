//! Components over the edges of several pages.

use super::super::component::{Component, GenerateMode};
use super::{Hit, Locator, Outcome};
use crate::number::rounded;
use crate::platform::json::Pointer;
use crate::platform::seam::{SeamPage, SeamPlan, mixed};
use crate::platform::{Finding, FindingCode, Source};

impl Locator<'_, '_> {
    /// 骑缝章: only the height on the page counts, and the size.
    pub(super) fn seam(&mut self, component: &Component<'_>) -> Outcome {
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
