//! Writing positions as NORMAL Components, and ids that the platform takes.

use std::collections::BTreeSet;

use super::component::{Component, GenerateMode};
use super::locate::Hit;
use crate::geometry::{Page, PageGeometry, Rect};
use crate::platform::UserUnit;
use crate::platform::json::Json;

/// Characters that the keyword gives to the id of a resolved control.
const LONGEST_STEM: usize = 26;
const LONGEST_ID: usize = 30;
/// Keys that only a Component placed by a keyword has.
const KEYWORD_KEYS: &[&str] =
    &["KeywordOrder", "KeywordPage", "KeywordIndexes", "RelativeLocation", "OffsetX", "OffsetY"];

/// The keys of a NORMAL Component that stands here: `ComponentPage` (from 1), and `ComponentPosX`, `ComponentPosY`,
/// `ComponentWidth`, `ComponentHeight` in points with 4 decimals, from the page's upper-left corner to the control's.
///
/// `bounds` is in points on the displayed page, from its lower-left corner.
///
/// ```
/// use signplace::geometry::{PageGeometry, Point, Rect};
/// use signplace::platform::{UserUnit, tencent};
///
/// let a4 = PageGeometry::from_size(595.28, 841.89);
/// let seal = Rect::from_origin_size(Point::new(100.0, 200.0), 119.06, 119.06);
/// let keys = tencent::normal(1, &seal, &a4, UserUnit::Ignored);
/// assert_eq!(keys.map(|(_, value)| value.to_string()), ["1", "100", "522.83", "119.06", "119.06"]);
/// ```
pub fn normal(page: u32, bounds: &Rect<Page>, geometry: &PageGeometry, unit: UserUnit) -> [(&'static str, Json); 5] {
    let scale = unit.scale(geometry.user_unit());
    let points = |value: f64| Json::points(value / scale);
    [
        ("ComponentPage", page.into()),
        ("ComponentPosX", points(bounds.x0())),
        ("ComponentPosY", points(geometry.height() - bounds.y1())),
        ("ComponentWidth", points(bounds.width())),
        ("ComponentHeight", points(bounds.height())),
    ]
}

/// A Component as a NORMAL one that stands where it was found.
pub(super) fn resolved(
    component: &Component<'_>,
    hit: &Hit,
    id: Option<&str>,
    geometry: &PageGeometry,
    unit: UserUnit,
) -> Json {
    let mut json = component.node.value.clone();
    if component.mode != Some(GenerateMode::Normal) || component.node.get("GenerateMode").is_none() {
        json.set("GenerateMode", "NORMAL");
    }
    if let Some(id) = id {
        json.set("ComponentId", id);
    }
    for key in KEYWORD_KEYS {
        json.remove(key);
    }
    for (key, value) in normal(hit.page, &hit.bounds, geometry, unit) {
        let stated = match key {
            "ComponentWidth" => component.width.is_some(),
            "ComponentHeight" => component.height.is_some(),
            _ => false,
        };
        // A size that the request states stays as written; the seal's own is the platform's to know.
        let is_side = key == "ComponentWidth" || key == "ComponentHeight";
        if !(is_side && (stated || component.extra.use_seal_size)) {
            json.set(key, value);
        }
    }
    let text = component.node.get("ComponentExtra").and_then(|extra| extra.value.as_str());
    if let Some(text) = text.and_then(|text| component.extra.without_keyword_settings(text)) {
        json.set("ComponentExtra", text);
    }
    json
}

/// Whether an id may hold a character: Chinese, letters, digits, underscore.
pub(super) fn is_id_character(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c == '_'
        || matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// The ids of a flow: what is taken, and new ones.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// Notes an id that stays.
    pub(super) fn keep(&mut self, id: &str) {
        self.0.insert(id.to_owned());
    }

    /// An id of at most 30 characters that nobody has yet: what of the keyword an id may hold, and a number.
    pub(super) fn of_keyword(&mut self, keyword: &str) -> String {
        let stem: String = keyword.chars().filter(|c| is_id_character(*c)).take(LONGEST_STEM).collect();
        let stem = if stem.is_empty() { "control" } else { stem.as_str() };
        let mut n = 1_u64;
        loop {
            let number = n.to_string();
            let room = LONGEST_ID.saturating_sub(number.len() + 1);
            let id = format!("{}_{number}", stem.chars().take(room).collect::<String>());
            if self.0.insert(id.clone()) {
                return id;
            }
            n += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_keywords_hold_what_ids_may_and_are_unique() {
        let mut ids = Ids::default();
        ids.keep("甲方盖章_1");
        assert_eq!(ids.of_keyword("甲方（盖章）："), "甲方盖章_2");
        assert_eq!(ids.of_keyword("甲方 盖章"), "甲方盖章_3");
        assert_eq!(ids.of_keyword("（）："), "control_1");
        let long = ids.of_keyword(&"签".repeat(40));
        assert_eq!(long, format!("{}_1", "签".repeat(26)));
        for _ in 0..1500 {
            let id = ids.of_keyword(&"签".repeat(40));
            assert!(id.chars().count() <= 30, "{id}");
        }
    }
}
