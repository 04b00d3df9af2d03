//! Keyword output, for who must send a keyword: the Component, and what the platform would probably match with it.

use crate::api::Document;
use crate::document::PageRanges;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, Rect};
use crate::place::suggest::shortened;
use crate::platform::json::Json;
use crate::platform::keyword::concerns;
use crate::platform::{FindingCode, Options};
use crate::search::{MatchMode, Query};

/// A position as a KEYWORD Component.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct KeywordComponent {
    /// The keys that say the position: `GenerateMode`, `ComponentId` (the keyword), `KeywordPage`, `KeywordIndexes`,
    /// `OffsetX`, `OffsetY`, `ComponentWidth`, `ComponentHeight`.
    pub component: Json,
    /// Every occurrence on that page, in the order in which `KeywordIndexes` counts (ours is reading order).
    pub matches: Vec<WouldMatch>,
}

/// An occurrence of the keyword.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WouldMatch {
    /// What `KeywordIndexes` calls it, from 0.
    pub index: u32,
    /// The page, from 1.
    pub page: u32,
    /// The text as shown.
    pub text: String,
    /// Its box, in points on the displayed page.
    pub bounds: Rect<Page>,
    /// Whether it is the one that the position is measured from.
    pub chosen: bool,
    /// Why the platform's own search would probably miss it: `folded_only`, `broken_over_lines`, `no_unicode`,
    /// `invisible`. Empty where it would probably find it.
    pub concerns: Vec<(FindingCode, String)>,
}

/// A position (`bounds` in points on the displayed page, from its lower-left corner; `page` from 1) told from the nearest
/// occurrence of a keyword on that page.
///
/// Fails with `keyword_empty`, `keyword_not_found`, `page_out_of_range`, or a limit.
///
/// ```
/// use signplace::geometry::{Point, Rect};
/// use signplace::platform::{Options, tencent};
/// use signplace::{Document, OpenOptions};
///
/// let document = Document::open(std::fs::read("../../examples/contract-zh.pdf")?, OpenOptions::default())?;
/// let seal = Rect::from_origin_size(Point::new(131.2, 391.2), 119.0, 119.0);
/// let told = tencent::keyword_component(&document, "甲方（盖章）：", 3, &seal, &Options::new())?;
/// assert_eq!(told.matches.len(), 1);
/// assert!(told.component.to_string().contains(r#""KeywordIndexes":[0]"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn keyword_component(
    document: &Document,
    keyword: &str,
    page: u32,
    bounds: &Rect<Page>,
    options: &Options,
) -> Result<KeywordComponent, Error> {
    let query = Query::new([keyword]).with_mode(MatchMode::Folded).on_pages(PageRanges::single(i64::from(page)));
    let found = document.find(&query)?.matches;
    let distance = |rect: &Rect<Page>| rect.center().distance(bounds.center());
    let nearest = found
        .iter()
        .enumerate()
        .min_by(|(_, a), (_, b)| b.visible.cmp(&a.visible).then(distance(&a.bounds).total_cmp(&distance(&b.bounds))));
    let Some((chosen, anchor)) = nearest else {
        let text = shortened(keyword);
        return Err(Error::new(ErrorCode::KeywordNotFound, format!("The keyword “{text}” is not on page {page}.")));
    };
    let scale = options.user_unit.scale(document.geometry(page).user_unit());
    let points = |value: f64| Json::points(value / scale);
    let mut component = Json::Object(Vec::new());
    component.set("GenerateMode", "KEYWORD");
    component.set("ComponentId", keyword);
    component.set("KeywordPage", page);
    component.set("KeywordIndexes", Json::Array(vec![Json::from(u32::try_from(chosen).unwrap_or_default())]));
    component.set("OffsetX", points(bounds.x0() - anchor.bounds.x0()));
    component.set("OffsetY", points(anchor.bounds.y1() - bounds.y1()));
    component.set("ComponentWidth", points(bounds.width()));
    component.set("ComponentHeight", points(bounds.height()));
    let matches = (0..).zip(&found).map(|(index, one)| WouldMatch {
        index,
        page: one.page,
        text: one.text.clone(),
        bounds: one.bounds,
        chosen: usize::try_from(index) == Ok(chosen),
        concerns: concerns(&shortened(keyword), one, options.language),
    });
    Ok(KeywordComponent { component, matches: matches.collect() })
}
