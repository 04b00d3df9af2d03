//! What pictures and reports say, in Chinese and English.

use signplace::WarningCode;
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

    /// What a warning is called before its message, which is English; nothing in English.
    pub(crate) fn warning(self, code: WarningCode) -> &'static str {
        if self == Self::En {
            return "";
        }
        match code {
            WarningCode::SeveralOccurrences => "关键字多次出现",
            WarningCode::RotatedPage => "页面有旋转",
            WarningCode::UserUnit => "页面使用自定义单位",
            WarningCode::CropOffset => "页面有裁剪偏移",
            WarningCode::MixedPageSizes => "各页尺寸不一致",
            WarningCode::OffPage => "超出页面",
            WarningCode::Overlap => "控件重叠",
            WarningCode::CoversText => "遮盖文字",
            WarningCode::FoldedOnly => "仅在归一化后匹配",
            WarningCode::BrokenOverLines => "关键字跨行",
            WarningCode::NoUnicode => "文字无法识别",
            WarningCode::ImageOnly => "页面只有图像",
            WarningCode::Invisible => "文字不可见",
            WarningCode::SealSizeAssumed => "印章尺寸为假定值",
            WarningCode::SeamSliceThin => "骑缝章切片过窄",
            WarningCode::OrderDiffers => "出现顺序可能不同",
            WarningCode::KeywordNotFound => "未找到关键字",
            WarningCode::OccurrenceOutOfRange => "关键字出现次数不足",
            WarningCode::FieldNotFound => "未找到表单域",
            WarningCode::FontMissing => "缺少字体",
            WarningCode::NearEdge => "靠近页面边缘",
            _ => "",
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
