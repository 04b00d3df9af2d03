//! `ComponentExtra`: settings of a control as JSON text within the JSON.

use crate::error::Error;
use crate::platform::json::{Json, Node};

/// Settings that matter to where a control stands, or that have limits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extra {
    /// `PageRanges`: first and last page of each, as written.
    pub(crate) page_ranges: Option<Vec<(i64, i64)>>,
    /// `Rotate`, degrees clockwise.
    pub(crate) rotate: Option<f64>,
    /// `Opacity`.
    pub(crate) opacity: Option<f64>,
    /// `UseSealSize`.
    pub(crate) use_seal_size: bool,
    /// `IgnoreKeywordError`.
    pub(crate) ignore_keyword_error: bool,
    /// `Format` of a date.
    pub(crate) format: Option<String>,
    /// `FontSize`, points.
    pub(crate) font_size: Option<f64>,
}

impl Extra {
    /// Reads the text; an empty one says nothing. The error's path is within the text.
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let json = Json::parse(text)?;
        let root = Node::root(&json);
        let root = root.object()?;
        let page_ranges = root.optional("PageRanges", |node| {
            node.items()?
                .iter()
                .map(|range| {
                    range.object()?;
                    let begin = range.optional("BeginPage", Node::integer)?.unwrap_or(1);
                    Ok((begin, range.optional("EndPage", Node::integer)?.unwrap_or(begin)))
                })
                .collect()
        })?;
        Ok(Self {
            page_ranges,
            rotate: root.optional("Rotate", Node::number_or_text)?,
            opacity: root.optional("Opacity", Node::number_or_text)?,
            use_seal_size: root.optional("UseSealSize", Node::flag)?.unwrap_or(false),
            ignore_keyword_error: root.optional("IgnoreKeywordError", Node::flag)?.unwrap_or(false),
            format: root.optional("Format", |node| node.text().map(str::to_owned))?,
            font_size: root.optional("FontSize", Node::number_or_text)?,
        })
    }

    /// The text without the settings that only a keyword has; `None` when it has none of them, and stays as written.
    pub(crate) fn without_keyword_settings(&self, text: &str) -> Option<String> {
        let mut json = Json::parse(text).ok()?;
        let removed = [json.remove("IgnoreKeywordError"), json.remove("PageRanges")];
        removed.iter().any(Option::is_some).then(|| json.to_string())
    }
}
