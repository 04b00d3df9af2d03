//! What to say when a keyword, an occurrence or a field is not there: where it is instead, and what to try.

use super::anchors::Anchors;
use super::plan::{Control, FieldAnchor, KeywordAnchor};
use super::resolve::{page_list, times};
use super::suggest::{nearest, shortened};
use crate::document::TextTrust;
use crate::error::{Error, ErrorCode};
use crate::form::Field;
use crate::search::{Match, MatchMode, Query};
use crate::warning::{Warning, WarningCode};

/// Why a control has no anchor.
pub(super) enum Missing {
    /// It is not there: an error, or a reason to leave it out.
    NotThere {
        /// What is missing.
        error: Error,
        /// The pages whose text cannot be trusted, where it may be all the same.
        untrusted: Vec<Warning>,
    },
    /// Something else went wrong.
    Error(Error),
}

impl From<Error> for Missing {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// The warning that a control is left out; its code is that of the error which it stands for.
pub(super) fn left_out(control: &Control, error: &Error) -> Warning {
    let code = match error.kind() {
        ErrorCode::FieldNotFound => WarningCode::FieldNotFound,
        ErrorCode::OccurrenceOutOfRange => WarningCode::OccurrenceOutOfRange,
        _ => WarningCode::KeywordNotFound,
    };
    let message = format!("“{}” is left out: {}", shortened(&control.id), error.message());
    let warning = Warning::new(code, message);
    match error.path() {
        Some(path) => warning.at(path),
        None => warning,
    }
}

/// A keyword without any match.
pub(super) fn keyword(
    document: &impl Anchors,
    mode: MatchMode,
    anchor: &KeywordAnchor,
    at: &str,
) -> Result<Missing, Error> {
    let pages = anchor.pages.clone().unwrap_or_default();
    let searched = pages.resolve(document.page_count())?;
    let word = shortened(&anchor.keyword);
    let place = match &anchor.pages {
        Some(pages) if !pages.is_all() => page_list(searched.iter().copied()),
        _ => "the document".to_owned(),
    };
    let mut hints = Vec::new();
    let all_pages = Query::new([anchor.keyword.as_str()]).with_options(anchor.options());
    let elsewhere =
        if pages.is_all() && mode == MatchMode::Folded { Vec::new() } else { document.find(&all_pages)?.matches };
    let reachable = |one: &&Match| searched.binary_search(&one.page).is_ok();
    if let Some(folded) = elsewhere.iter().find(reachable) {
        hints.push(format!(
            "It is there as “{}” on page {}: write \"match\": \"folded\".",
            shortened(&folded.text),
            folded.page
        ));
    } else if !elsewhere.is_empty() {
        hints.push(format!(
            "It stands on {}: search there with \"pages\".",
            page_list(elsewhere.iter().map(|m| m.page))
        ));
    }
    let (mut no_unicode, mut image_only) = (Vec::new(), Vec::new());
    for page in searched {
        match document.text_trust(page)? {
            TextTrust::NoUnicode => no_unicode.push(page),
            TextTrust::ImageOnly => image_only.push(page),
            TextTrust::Trusted | TextTrust::Empty => {}
        }
    }
    let mut untrusted = Vec::new();
    for (pages, code, what) in [
        (image_only, WarningCode::ImageOnly, "an image without text"),
        (no_unicode, WarningCode::NoUnicode, "text without a Unicode meaning"),
    ] {
        if let Some(first) = pages.first().copied() {
            let has = if pages.len() == 1 { "has" } else { "have" };
            let message =
                format!("{} {has} {what}, where no keyword can be found.", capital(&page_list(pages.iter().copied())));
            hints.push(message.clone());
            let warning = Warning::new(code, message).at(format!("{at}/anchor/keyword"));
            untrusted.push(if pages.len() == 1 { warning.on_page(first) } else { warning });
        }
    }
    if !untrusted.is_empty() {
        hints.push("Place it by page and coordinates instead.".to_owned());
    } else if hints.is_empty() {
        let here = Query::new([anchor.keyword.as_str()]).with_mode(mode).with_options(anchor.options()).on_pages(pages);
        let found = document.find(&here.explained())?.keywords;
        if let Some(near) = found.first().and_then(|keyword| keyword.nearest.as_ref()) {
            hints.push(format!("The nearest there is: {}", near.message));
        }
        hints.push("Run `signplace find` with a shorter part of it to see how it is written there.".to_owned());
    }
    let error = Error::new(ErrorCode::KeywordNotFound, format!("The keyword “{word}” is not in {place}."))
        .with_path(format!("{at}/anchor/keyword"))
        .with_hint(hints.join(" "));
    Ok(Missing::NotThere { error, untrusted })
}

/// A keyword that has matches, but not that many.
pub(super) fn occurrence(anchor: &KeywordAnchor, asked: i64, there: usize, invisible: usize, at: &str) -> Missing {
    let unseen = match invisible {
        0 => String::new(),
        n => format!(" where it can be seen (and {} where it cannot)", times(n)),
    };
    let message = format!(
        "The keyword “{}” occurs {}{unseen}, and occurrence {asked} was asked for.",
        shortened(&anchor.keyword),
        times(there),
    );
    let error = Error::new(ErrorCode::OccurrenceOutOfRange, message)
        .with_path(format!("{at}/anchor/occurrence"))
        .with_hint("Run `signplace find` to see every occurrence with its number; -1 is the last.");
    Missing::NotThere { error, untrusted: Vec::new() }
}

/// A field that the document does not have.
pub(super) fn field(anchor: &FieldAnchor, fields: &[Field], at: &str) -> Missing {
    let name = shortened(&anchor.field);
    let hint = if fields.is_empty() {
        "The document has no form fields at all: place it by a keyword or by coordinates.".to_owned()
    } else {
        let names = || fields.iter().map(|field| field.name.as_str());
        // What is asked for may be the last part of a full name.
        let part = || names().find(|full| full.rsplit('.').next() == Some(anchor.field.as_str()));
        match nearest(&anchor.field, names()).or_else(part) {
            Some(meant) => format!("Did you mean “{}”?", shortened(meant)),
            None => "Run `signplace fields` to see the names there are.".to_owned(),
        }
    };
    let error = Error::new(ErrorCode::FieldNotFound, format!("The document has no field “{name}”."))
        .with_path(format!("{at}/anchor/field"))
        .with_hint(hint);
    Missing::NotThere { error, untrusted: Vec::new() }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
