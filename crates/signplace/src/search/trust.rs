//! Whether a page's text can be trusted.

use std::collections::BTreeMap;

use crate::api::Document;
use crate::document::guard::guarded;
use crate::document::stream::Budget;
use crate::document::{PageInfo, PageRanges, Pages, TextTrust};
use crate::error::Error;
use crate::text::{How, Layer, PageText, Text, UnicodeSource, read_page};
use crate::warning::{Warning, WarningCode};

/// A page of which more than this share of the characters has no reliable Unicode is not to be trusted.
const DOUBTFUL_SHARE: f64 = 0.1;

/// How far the text of a page's content can be trusted.
pub(crate) fn trust(text: &PageText) -> TextTrust {
    let (mut shown, mut doubtful) = (0u64, 0u64);
    // A filled form field does not make a scan readable.
    for (nth, _) in text.pieces.iter().enumerate().filter(|(_, piece)| piece.setting.layer == Layer::Content) {
        for glyph in text.glyphs_of(nth) {
            let is_blank = match text.text(glyph) {
                Text::One(c) => c.is_whitespace(),
                Text::Many(text) => text.trim().is_empty(),
                Text::Unknown => false,
            };
            shown += u64::from(!is_blank);
            if shown > 0 && !text.is_doubtful {
                return TextTrust::Trusted;
            }
            // Glyphs that fall silent, as one before them has all the text that replaces theirs, are no riddle.
            let is_unknown = !glyph.has_text() && glyph.source != UnicodeSource::ActualText;
            doubtful += u64::from(is_unknown || glyph.source == UnicodeSource::CharCode);
        }
    }
    if shown == 0 {
        return if text.has_image { TextTrust::ImageOnly } else { TextTrust::Empty };
    }
    if doubtful as f64 > DOUBTFUL_SHARE * shown as f64 { TextTrust::NoUnicode } else { TextTrust::Trusted }
}

/// How many glyphs have their Unicode from where; those without any do not count.
fn sources(text: &PageText) -> BTreeMap<UnicodeSource, u64> {
    let mut counts = BTreeMap::new();
    for glyph in text.glyphs.iter().filter(|glyph| glyph.has_text()) {
        *counts.entry(glyph.source).or_insert(0) += 1;
    }
    counts
}

/// The warning that a page's text deserves.
pub(super) fn warning(text: &PageText, number: u32) -> Option<Warning> {
    match trust(text) {
        TextTrust::NoUnicode => Some(
            Warning::new(
                WarningCode::NoUnicode,
                format!("Part of the text on page {number} has no Unicode meaning: keywords may be missed."),
            )
            .on_page(number),
        ),
        TextTrust::ImageOnly => Some(
            Warning::new(
                WarningCode::ImageOnly,
                format!("Page {number} is an image without text: no keyword can be found on it."),
            )
            .on_page(number),
        ),
        TextTrust::Trusted | TextTrust::Empty => None,
    }
}

impl Document {
    /// Sizes, boxes, rotation and unit of pages, and whether their text can be trusted.
    ///
    /// Fails with `page_out_of_range`, or a limit.
    pub fn pages(&self, ranges: &PageRanges) -> Result<Pages, Error> {
        self.described(ranges, false)
    }

    /// The same, and how many glyphs of each page have their Unicode from where; see [`PageInfo::unicode_sources`].
    ///
    /// Fails with `page_out_of_range`, or a limit.
    pub fn pages_explained(&self, ranges: &PageRanges) -> Result<Pages, Error> {
        self.described(ranges, true)
    }

    fn described(&self, ranges: &PageRanges, explain: bool) -> Result<Pages, Error> {
        guarded(|| {
            let budget = Budget::new(self.file.limits());
            let mut answer = Pages { page_count: self.page_count(), pages: Vec::new(), warnings: Vec::new() };
            let mut text = PageText::default();
            for page in ranges.resolve(self.page_count())? {
                read_page(self, page, &budget, &mut text, How { with_appearances: true, ..How::default() })?;
                let geometry = *self.geometry(page);
                answer.warnings.extend(geometry.warnings(page));
                answer.warnings.extend(warning(&text, page));
                let unicode_sources = explain.then(|| sources(&text));
                answer.pages.push(PageInfo { page, geometry, text: trust(&text), unicode_sources });
            }
            Ok(answer)
        })
    }
}
