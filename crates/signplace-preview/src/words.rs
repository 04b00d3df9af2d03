//! What pictures and reports say, in Chinese and English.

use signplace::place::Kind;

/// The language of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Language {
    /// One of two.
    pub(crate) fn say(self, en: &'static str, zh: &'static str) -> &'static str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }

    /// What a kind of control is called.
    pub(crate) fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Seal => self.say("seal", "印章"),
            Kind::Signature => self.say("signature", "签名"),
            Kind::Date => self.say("date", "日期"),
            Kind::Text => self.say("text", "文本"),
            Kind::Seam => self.say("seam seal", "骑缝章"),
            _ => kind.as_str(),
        }
    }

    /// The usual way to write a date.
    pub(crate) fn date_format(self) -> &'static str {
        self.say("yyyy-mm-dd", "yyyy年m月d日")
    }

    /// As HTML names it.
    pub(crate) fn tag(self) -> &'static str {
        self.say("en", "zh-CN")
    }
}
