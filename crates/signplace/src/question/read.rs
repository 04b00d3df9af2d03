//! A question as JSON: the keys of `batch` (INTERFACE.md), without those that name the document.

use super::keys::{Keys, required, wrong};
use super::{ConvertQuestion, FindQuestion, Occurrence, Question, Sheet};
use crate::document::PageRanges;
use crate::error::Error;
use crate::geometry::ConvertInput;
use crate::place::Plan;
use crate::platform::convert::Space;
use crate::platform::parse_size;
use crate::search::{MatchMode, MatchOptions};
#[cfg(feature = "suggest")]
use crate::suggest::SuggestOptions;

impl Question {
    /// The question of an operation, `find`, `fields`, `pages`, `place`, `suggest` or `convert`, from the keys of a request.
    ///
    /// Keys that are not the question's are left unasked: see [`Keys::unknown`]. Fails with `invalid_value`, or as
    /// [`Plan::from_value`], with the path into the request.
    pub fn read(op: &str, keys: &mut Keys<'_>) -> Result<Self, Error> {
        match op {
            "find" => find(keys).map(Self::Find),
            "fields" => Ok(Self::Fields { pages: pages(keys)? }),
            "pages" => {
                let (pages, explain) = (pages(keys)?, keys.flag("explain")?.unwrap_or(false));
                Ok(Self::Pages { pages, explain })
            }
            "place" => Ok(Self::Place(Plan::from_value(required("plan", keys.value("plan"))?, "/plan")?)),
            #[cfg(feature = "suggest")]
            "suggest" => suggest(keys).map(Self::Suggest),
            "convert" => convert(keys).map(Self::Convert),
            other => Err(wrong("op", format!("`{other}` is not an operation.")).with_hint(
                "The operations are find, fields, pages, place, suggest, convert, resolve, translate and check.",
            )),
        }
    }
}

fn find(keys: &mut Keys<'_>) -> Result<FindQuestion, Error> {
    Ok(FindQuestion {
        keywords: keys.texts("keywords")?.unwrap_or_default(),
        mode: match_mode(keys)?.unwrap_or_default(),
        options: options(keys)?,
        explain: keys.flag("explain")?.unwrap_or(false),
        include_fields: keys.flag("include_fields")?.unwrap_or(false),
        pages: pages(keys)?,
        occurrence: occurrence(keys)?,
        with_fields: keys.flag("fields")?.unwrap_or(false),
    })
}

#[cfg(feature = "suggest")]
fn suggest(keys: &mut Keys<'_>) -> Result<SuggestOptions, Error> {
    let mut options = SuggestOptions::default().on_pages(pages(keys)?);
    options.min_confidence = keys.number("min_confidence")?.unwrap_or(options.min_confidence);
    Ok(options)
}

fn convert(keys: &mut Keys<'_>) -> Result<ConvertQuestion, Error> {
    let sheet = match keys.text("size")? {
        Some(size) => size.parse().map_err(|error: Error| error.with_path("/size"))?,
        None => Sheet::Page(required("page", keys.whole_number("page")?)?),
    };
    let input = ConvertInput {
        x: required("x", keys.number("x")?)?,
        y: required("y", keys.number("y")?)?,
        width: keys.number("width")?,
        height: keys.number("height")?,
    };
    let control = keys.text("control")?.map(parse_size).transpose().map_err(|error| error.with_path("/control"))?;
    Ok(ConvertQuestion { sheet, from: space(keys, "from")?, to: space(keys, "to")?, input, control })
}

/// Pages as written in an option or a request; nothing, or `all`, is every page.
pub fn page_ranges(text: Option<&str>) -> Result<PageRanges, Error> {
    match text.map(str::trim) {
        None | Some("all") => Ok(PageRanges::all()),
        Some(text) => text.parse(),
    }
}

fn pages(keys: &mut Keys<'_>) -> Result<PageRanges, Error> {
    let text = keys.text_or_number("pages")?;
    page_ranges(text.as_deref()).map_err(|error| error.with_path("/pages"))
}

fn occurrence(keys: &mut Keys<'_>) -> Result<Occurrence, Error> {
    match keys.text_or_number("occurrence")? {
        None => Ok(Occurrence::All),
        Some(text) => text.parse().map_err(|why: String| wrong("occurrence", format!("`occurrence`: {why}."))),
    }
}

/// The key `match`: `exact` or `folded`.
pub fn match_mode(keys: &mut Keys<'_>) -> Result<Option<MatchMode>, Error> {
    match keys.text("match")? {
        None => Ok(None),
        Some("exact") => Ok(Some(MatchMode::Exact)),
        Some("folded") => Ok(Some(MatchMode::Folded)),
        Some(other) => Err(wrong("match", format!("`{other}` is not a way to match; there are exact and folded."))),
    }
}

fn options(keys: &mut Keys<'_>) -> Result<MatchOptions, Error> {
    let mut options = MatchOptions::default();
    for (key, option) in [
        ("ignore_case", &mut options.ignore_case),
        ("whole_word", &mut options.whole_word),
        ("variants", &mut options.variants),
        ("regex", &mut options.regex),
    ] {
        *option = keys.flag(key)?.unwrap_or(false);
    }
    Ok(options)
}

fn space(keys: &mut Keys<'_>, key: &'static str) -> Result<Space, Error> {
    required(key, keys.text(key)?)?.parse().map_err(|error: Error| error.with_path(format!("/{key}")))
}
