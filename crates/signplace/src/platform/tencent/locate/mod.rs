//! Where a Component stands in its PDF.

mod field;
mod keyword;
mod normal;
mod pages;
mod seam;
mod size;

use super::component::{Component, GenerateMode};
use crate::geometry::{Normalized, Page, Rect};
use crate::platform::facts::Facts;
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
}
