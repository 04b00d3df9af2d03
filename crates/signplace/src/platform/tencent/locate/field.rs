//! Components by a form field.

use super::super::component::Component;
use super::{Hit, Locator, Outcome};
use crate::geometry::{Point, Rect, Vector};
use crate::place::suggest::shortened;
use crate::platform::{FindingCode, Source};

impl Locator<'_, '_> {
    pub(super) fn field(&mut self, component: &Component<'_>) -> Outcome {
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
}
