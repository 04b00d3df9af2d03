//! The language in which a report speaks.

use crate::place::resolve::page_list;

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

    /// `page 3`, `pages 1, 2 and 5`; `第 1、2、5 页`; each page once, and no more than a few.
    pub(crate) fn pages(self, pages: impl IntoIterator<Item = u32>) -> String {
        const NAMED: usize = 5;
        let mut pages: Vec<u32> = pages.into_iter().collect();
        pages.sort_unstable();
        pages.dedup();
        let named: Vec<_> = pages.iter().take(NAMED).map(u32::to_string).collect();
        let more = if pages.len() > NAMED { format!("等 {} 页", pages.len()) } else { "页".to_owned() };
        let zh = format!("第 {} {more}", named.join("、"));
        self.say(page_list(pages), zh)
    }
}
