//! The plan: what to place, and where. Types only; reading them with good errors is `parse`'s.

use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::attach::Attach;
use super::size::Size;
use crate::document::PageRanges;
use crate::geometry::Unit;
use crate::search::{MatchMode, MatchOptions};

/// A plan of placements (INTERFACE.md, "The plan").
///
/// ```
/// use signplace::Plan;
///
/// let plan = Plan::from_json(r#"{"version": 1, "placements": [
///     {"id": "party-a-seal", "kind": "seal", "anchor": {"keyword": "甲方（盖章）"}, "size": "round-42"}
/// ]}"#)?;
/// assert_eq!(plan.placements[0].id, "party-a-seal");
///
/// // An error says where in the JSON it is wrong, and what may have been meant.
/// let error = Plan::from_json(r#"{"version": 1, "placements": [
///     {"id": "party-a-seal", "kind": "seal", "anchor": {"keywrod": "甲方（盖章）"}}
/// ]}"#).unwrap_err();
/// assert_eq!(error.code(), "unknown_key");
/// assert_eq!(error.path(), Some("/placements/0/anchor/keywrod"));
/// assert_eq!(error.hint(), Some("Did you mean `keyword`?"));
/// # Ok::<(), signplace::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "signplace plan", description = "What to place on a PDF, and by what.")]
#[non_exhaustive]
pub struct Plan {
    /// Always 1.
    #[schemars(extend("const" = 1))]
    pub version: u32,
    /// How keywords are compared with the text; folded unless stated.
    #[serde(rename = "match", default)]
    pub mode: MatchMode,
    /// What to place.
    pub placements: Vec<Control>,
}

impl Plan {
    /// A plan of these controls, with keywords compared folded.
    pub fn new(placements: impl IntoIterator<Item = Control>) -> Self {
        Self { version: 1, mode: MatchMode::Folded, placements: placements.into_iter().collect() }
    }

    /// The JSON Schema of plans (draft 2020-12).
    pub fn json_schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
    }
}

/// One thing to place: a seal, a signature, a date, a text, or a seam seal.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Control {
    /// Names it in the answer; unique in the plan.
    #[schemars(length(min = 1))]
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Who signs there; carried through to the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// What it is placed by.
    pub anchor: Anchor,
    /// Which point of it sits on which point of the anchor's box.
    #[serde(default, skip_serializing_if = "is_default")]
    pub attach: Attach,
    /// How far it is moved from there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub offset: Offset,
    /// How large it is. Without it a seal, also over a seam, is `round-42` (with the warning `seal_size_assumed`), a
    /// signature `signature`, a date `date`; a text must have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// Degrees clockwise about its own centre, −360 to 360. The answer's box is the control before it is turned.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_number")]
    #[schemars(range(min = -360, max = 360))]
    pub rotation: Option<f64>,
    /// What happens when its keyword, field or occurrence is not there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_missing: OnMissing,
}

impl Control {
    /// A control of this kind at this anchor: its lower-left corner on the anchor's, in the size of its kind.
    pub fn new(id: impl Into<String>, kind: Kind, anchor: Anchor) -> Self {
        Self {
            id: id.into(),
            kind,
            signer: None,
            anchor,
            attach: Attach::default(),
            offset: Offset::default(),
            size: None,
            rotation: None,
            on_missing: OnMissing::default(),
        }
    }
}

/// An enum of words, with the words as they stand in JSON in one place.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$attr:meta])* $variant:ident => $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
        pub enum $name { $($(#[$attr])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// Every value there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// As it stands in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(super) use words;

words! {
    /// What a control is.
    #[non_exhaustive]
    Kind {
        /// A seal, stamped whole on one page.
        Seal => "seal",
        /// A handwritten signature.
        Signature => "signature",
        /// A date.
        Date => "date",
        /// A text.
        Text => "text",
        /// A seal cut into slices over the right edges of several pages, 骑缝章 (PLATFORMS.md §7).
        Seam => "seam",
    }
}

words! {
    /// What happens when a keyword, field or occurrence is not there.
    #[derive(Default)]
    OnMissing {
        /// The plan fails with `keyword_not_found`, `field_not_found` or `occurrence_out_of_range`.
        #[default]
        Error => "error",
        /// The control is left out, with a warning of that code.
        Skip => "skip",
    }
}

/// What a control is placed by.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Anchor {
    /// Text on the page.
    Keyword(KeywordAnchor),
    /// A form field.
    Field(FieldAnchor),
    /// A point on a page.
    Page(PageAnchor),
    /// The right edges of several pages.
    Seam(SeamAnchor),
}

/// Text on the page.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KeywordAnchor {
    /// The text.
    #[schemars(length(min = 1))]
    pub keyword: String,
    /// Which occurrence, in reading order within the pages searched: 1 is the first, −1 the last, `"all"` every one.
    /// Without it the first, with the warning `several_occurrences` when there are more. Matches that cannot be seen do
    /// not count where one can be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Which>,
    /// The pages searched; all without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<PageRanges>,
    /// Whether capital and small letters are the same.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ignore_case: bool,
    /// Whether only occurrences count that stand as a word of their own: no letter, digit or ideograph directly before
    /// or after.
    #[serde(default, skip_serializing_if = "is_default")]
    pub whole_word: bool,
    /// Whether traditional and simplified Chinese characters are the same.
    #[serde(default, skip_serializing_if = "is_default")]
    pub variants: bool,
    /// Whether the keyword is a regular expression.
    #[serde(default, skip_serializing_if = "is_default")]
    pub regex: bool,
}

impl KeywordAnchor {
    /// The first occurrence of a keyword on any page.
    pub fn new(keyword: impl Into<String>) -> Self {
        Self {
            keyword: keyword.into(),
            occurrence: None,
            pages: None,
            ignore_case: false,
            whole_word: false,
            variants: false,
            regex: false,
        }
    }

    /// How the keyword is compared, beside the plan's mode.
    pub(super) fn options(&self) -> MatchOptions {
        MatchOptions {
            ignore_case: self.ignore_case,
            whole_word: self.whole_word,
            variants: self.variants,
            regex: self.regex,
        }
    }
}

/// A form field.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FieldAnchor {
    /// Its full name, as `signplace fields` prints it. Of a field with several widgets the first that is shown is taken.
    #[schemars(length(min = 1))]
    pub field: String,
}

impl FieldAnchor {
    /// The field of this full name.
    pub fn new(field: impl Into<String>) -> Self {
        Self { field: field.into() }
    }
}

/// A point on a page, measured from the lower-left corner of the page as displayed, y up.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PageAnchor {
    /// The page: 1 is the first, −1 the last, `"all"` every one.
    pub page: Which,
    /// Distance from the left edge.
    #[serde(serialize_with = "number")]
    pub x: f64,
    /// Distance from the lower edge.
    #[serde(serialize_with = "number")]
    pub y: f64,
    /// The unit of both; must be stated, as 0.5 may be meant either way.
    pub unit: Unit,
}

impl PageAnchor {
    /// The point (x, y), in this unit, of a page.
    pub fn new(page: Which, x: f64, y: f64, unit: Unit) -> Self {
        Self { page, x, y, unit }
    }
}

/// The right edges of several pages.
///
/// Of `attach` only up and down count, and of `offset` only y: a slice always ends at the page's right edge.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SeamAnchor {
    /// The pages that take part: at least two.
    pub seam: SeamPages,
    /// Height above each page's lower edge.
    #[serde(serialize_with = "number")]
    pub y: f64,
    /// The unit of y; must be stated, as 0.5 may be meant either way.
    pub unit: Unit,
}

impl SeamAnchor {
    /// The right edges of these pages, at this height.
    pub fn new(seam: SeamPages, y: f64, unit: Unit) -> Self {
        Self { seam, y, unit }
    }
}

/// One of several, or all of them: `1`, `-1`, `"all"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// From 1; negative ones count from the end, −1 being the last. 0 is refused.
    Nth(i64),
    /// Every one.
    All,
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nth(n) => write!(f, "{n}"),
            Self::All => f.write_str("all"),
        }
    }
}

impl Serialize for Which {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nth(n) => serializer.serialize_i64(*n),
            Self::All => serializer.serialize_str("all"),
        }
    }
}

impl JsonSchema for Which {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Which".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "1 is the first, −1 the last, `\"all\"` every one.",
            "anyOf": [{"type": "integer", "not": {"const": 0}}, {"const": "all"}],
        })
    }
}

/// The pages that take part in a seam: `"all"`, `"odd"`, `"even"`, or page ranges.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SeamPages {
    /// Pages 1, 3, 5, …
    Odd,
    /// Pages 2, 4, 6, …
    Even,
    /// These pages, or all.
    Pages(PageRanges),
}

impl SeamPages {
    /// Every page.
    pub fn all() -> Self {
        Self::Pages(PageRanges::all())
    }
}

impl std::str::FromStr for SeamPages {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, crate::Error> {
        match text.trim() {
            "odd" => Ok(Self::Odd),
            "even" => Ok(Self::Even),
            pages => pages.parse().map(Self::Pages).map_err(|error: crate::Error| match error.kind() {
                crate::ErrorCode::InvalidValue => {
                    error.with_hint("A seam runs over all, odd or even pages, or ranges such as 2,4-7.")
                }
                _ => error,
            }),
        }
    }
}

impl fmt::Display for SeamPages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Odd => f.write_str("odd"),
            Self::Even => f.write_str("even"),
            Self::Pages(pages) => pages.fmt(f),
        }
    }
}

impl Serialize for SeamPages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for SeamPages {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SeamPages".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "`all`, `odd`, `even`, or pages such as `2,4-7`.",
            "anyOf": [{"enum": ["all", "odd", "even"]}, generator.subschema_for::<PageRanges>()],
        })
    }
}

/// How far a control is moved from where it is attached: right and up.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Offset {
    /// To the right.
    #[serde(default, serialize_with = "number")]
    pub x: f64,
    /// Up.
    #[serde(default, serialize_with = "number")]
    pub y: f64,
    /// The unit of both; points unless stated. A fraction is one of the displayed page's width (x) or height (y).
    #[serde(default)]
    pub unit: Unit,
}

/// Numbers of a plan in full, as they are read back, and whole ones without decimals.
pub(super) fn number<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        serializer.serialize_i64(*value as i64)
    } else {
        serializer.serialize_f64(*value)
    }
}

pub(super) fn optional_number<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => number(value, serializer),
        None => serializer.serialize_none(),
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
