//! Components by page and coordinates.

use std::collections::BTreeSet;

use super::super::component::Component;
use super::{Hit, Locator, Outcome};
use crate::geometry::{Point, Rect, Vector};
use crate::platform::{FindingCode, Source};

impl Locator<'_, '_> {
    pub(super) fn normal(&mut self, component: &Component<'_>) -> Outcome {
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
}
