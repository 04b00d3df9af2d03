//! What is wrong with a request, said in the language asked for, with Qiyuesuo's own codes (PLATFORMS.md §3).

use std::fmt;

use crate::platform::json::{Node, Pointer};
use crate::platform::{Finding, FindingCode, Language, Report};

/// A parameter that makes no sense.
pub(super) const BAD_PARAMETER: &str = "11990005";
/// A page that the document does not have.
pub(super) const PAGE_OUT_OF_RANGE: &str = "11011109";

/// Collects findings.
#[derive(Debug)]
pub(super) struct Findings<'r> {
    pub(super) report: &'r mut Report,
    pub(super) language: Language,
}

impl Findings<'_> {
    /// A value that the platform refuses with 11990005.
    pub(super) fn bad(&mut self, code: FindingCode, node: &Node<'_>, en: impl Into<String>, zh: impl Into<String>) {
        let message = self.language.say(en, zh);
        let finding = Finding::error(code, &node.path, message).of(shown(node)).known_as(Some(BAD_PARAMETER));
        self.report.push(finding);
    }

    /// A key that is missing, which the platform refuses with 11990005.
    pub(super) fn missing(&mut self, code: FindingCode, at: &Pointer, en: impl Into<String>, zh: impl Into<String>) {
        let message = self.language.say(en, zh);
        self.report.push(Finding::error(code, at, message).known_as(Some(BAD_PARAMETER)));
    }

    /// A page that the document does not have.
    pub(super) fn no_page(&mut self, node: &Node<'_>, en: impl Into<String>, zh: impl Into<String>) {
        let message = self.language.say(en, zh);
        let finding = Finding::error(FindingCode::PageOutOfRange, &node.path, message);
        self.report.push(finding.of(shown(node)).known_as(Some(PAGE_OUT_OF_RANGE)));
    }

    /// An error that the platform has no code of its own for.
    pub(super) fn error(
        &mut self,
        code: FindingCode,
        at: &Pointer,
        value: impl fmt::Display,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) {
        let message = self.language.say(en, zh);
        self.report.push(Finding::error(code, at, message).of(value));
    }

    /// What the request can live with.
    pub(super) fn warn(
        &mut self,
        code: FindingCode,
        at: &Pointer,
        value: impl fmt::Display,
        en: impl Into<String>,
        zh: impl Into<String>,
    ) {
        let message = self.language.say(en, zh);
        self.report.push(Finding::warning(code, at, message).of(value));
    }

    /// A setting that has no meaning where it stands.
    pub(super) fn ignored(&mut self, node: &Node<'_>, en: impl Into<String>, zh: impl Into<String>) {
        self.warn(FindingCode::SettingIgnored, &node.path, shown(node), en, zh);
    }
}

/// A value as it stands in the request, without quotes.
pub(super) fn shown(node: &Node<'_>) -> String {
    node.value.as_str().map_or_else(|| node.value.to_string(), str::to_owned)
}
