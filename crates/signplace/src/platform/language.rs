//! The language in which a report speaks.

/// The language of a report's sentences. Codes, keys and paths are the same in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese, 简体中文.
    Zh,
}

impl Language {
    /// The sentence of this language.
    pub(crate) fn say(self, en: impl Into<String>, zh: impl Into<String>) -> String {
        match self {
            Self::En => en.into(),
            Self::Zh => zh.into(),
        }
    }
}
