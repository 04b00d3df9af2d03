//! How large a Component is on a page, and what its points are there.

use super::super::component::Component;
use super::Locator;
use crate::geometry::{Page, PageGeometry, Vector};
use crate::place::{NamedSize, Size};
use crate::platform::{Finding, FindingCode};

impl Locator<'_, '_> {
    /// Width and height on a page, in page-space points.
    pub(super) fn size(&mut self, component: &Component<'_>, geometry: &PageGeometry) -> Vector<Page> {
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
    pub(super) fn user_unit(&mut self, component: &Component<'_>, page: u32) {
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
}
