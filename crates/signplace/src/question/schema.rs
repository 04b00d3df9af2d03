//! The JSON Schemas of requests and answers, from which the types of other languages are made.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::Found;
use crate::document::{PageRanges, Pages};
use crate::error::{Body, ErrorCode};
use crate::form::Fields;
use crate::place::{Placed, Plan};
use crate::platform::convert::{Conversion, Space};
use crate::platform::{Platform, Report};
use crate::search::{MatchMode, Progress};
#[cfg(feature = "suggest")]
use crate::suggest::Suggestions;
use crate::warning::WarningCode;

/// One JSON Schema (draft 2020-12) with a definition for every request and answer: `FindRequest`, `Found`, `FieldsRequest`,
/// `Fields`, `PagesRequest`, `Pages`, `Plan`, `Placed`, `SuggestRequest`, `Suggestions`, `ConvertRequest`,
/// `ConvertSizeRequest`, `Conversion`, `ResolveRequest`, `TranslateRequest`, `Report`, `Progress`, `ErrorBody`, and what they are made of.
pub fn json_schemas() -> Value {
    let mut given = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    name::<FindRequest>(&mut given);
    name::<FieldsRequest>(&mut given);
    name::<PagesRequest>(&mut given);
    #[cfg(feature = "suggest")]
    name::<SuggestRequest>(&mut given);
    name::<ConvertRequest>(&mut given);
    name::<ConvertSizeRequest>(&mut given);
    name::<Plan>(&mut given);
    name::<ResolveRequest>(&mut given);
    name::<TranslateRequest>(&mut given);
    let mut told = SchemaSettings::draft2020_12().for_serialize().into_generator();
    name::<Found>(&mut told);
    name::<Fields>(&mut told);
    name::<Pages>(&mut told);
    name::<Placed>(&mut told);
    #[cfg(feature = "suggest")]
    name::<Suggestions>(&mut told);
    name::<Conversion>(&mut told);
    name::<Report>(&mut told);
    name::<Progress>(&mut told);
    name::<Body<'static>>(&mut told);
    name::<ErrorCode>(&mut told);
    name::<WarningCode>(&mut told);
    let mut definitions: Map<String, Value> = told.take_definitions(true);
    definitions.extend(given.take_definitions(true));
    json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "signplace", "$defs": definitions})
}

fn name<T: JsonSchema>(generator: &mut SchemaGenerator) {
    generator.subschema_for::<T>();
}

// The keys of a request are read one by one (`read.rs`), with errors that name them; here they are only described. The test
// below holds both to the same keys.

/// What to look for.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct FindRequest {
    /// The keywords, all found in one pass.
    keywords: Vec<String>,
    /// How they are compared; folded unless stated.
    #[serde(rename = "match")]
    mode: Option<MatchMode>,
    /// Whether capital and small letters are the same.
    ignore_case: Option<bool>,
    /// Whether a keyword must stand as a word of its own.
    whole_word: Option<bool>,
    /// Whether traditional and simplified Chinese characters are the same.
    variants: Option<bool>,
    /// Whether the keywords are regular expressions.
    regex: Option<bool>,
    /// Whether the answer explains itself: each match glyph by glyph, and the nearest there is to a keyword without one.
    explain: Option<bool>,
    /// Whether the text that form fields and annotations show is searched too.
    include_fields: Option<bool>,
    /// The pages searched; all unless stated.
    pages: Option<PagesAsked>,
    /// Which occurrence of each keyword is kept; all unless stated.
    occurrence: Option<OccurrenceAsked>,
    /// Whether the answer also carries the form fields of the pages searched.
    fields: Option<bool>,
}

/// Which form fields to list.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct FieldsRequest {
    /// The pages asked about; all unless stated.
    pages: Option<PagesAsked>,
}

/// Which pages to describe.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct PagesRequest {
    /// The pages asked about; all unless stated.
    pages: Option<PagesAsked>,
    /// Whether glyphs are counted by where their Unicode comes from.
    explain: Option<bool>,
}

/// Where places to sign are looked for.
#[cfg(feature = "suggest")]
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct SuggestRequest {
    /// The pages looked at; all unless stated.
    pages: Option<PagesAsked>,
    /// Suggestions of less confidence, 0 to 1, are left out; 0.5 unless stated.
    min_confidence: Option<f64>,
}

/// A point or a rectangle on a page of the document, to be converted.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct ConvertRequest {
    /// The page: 1 is the first, −1 the last.
    page: i64,
    /// The space of the numbers.
    from: Space,
    /// The space wanted.
    to: Space,
    /// Distance to the right of the space's origin.
    x: f64,
    /// Distance along the space's y axis.
    y: f64,
    /// The rectangle's width; neither or both of the sides are given.
    width: Option<f64>,
    /// The rectangle's height; neither or both of the sides are given.
    height: Option<f64>,
    /// The size of the control whose own point (x, y) is: `119x43`, `42x42mm`, `round-42`.
    control: Option<String>,
}

/// A point or a rectangle on an upright page that is known by its size alone, to be converted.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct ConvertSizeRequest {
    /// The page's width and height in points: `595.28x841.89`.
    size: String,
    /// The space of the numbers.
    from: Space,
    /// The space wanted.
    to: Space,
    /// Distance to the right of the space's origin.
    x: f64,
    /// Distance along the space's y axis.
    y: f64,
    /// The rectangle's width; neither or both of the sides are given.
    width: Option<f64>,
    /// The rectangle's height; neither or both of the sides are given.
    height: Option<f64>,
    /// The size of the control whose own point (x, y) is: `119x43`, `42x42mm`, `round-42`.
    control: Option<String>,
}

/// How a platform's request is to be resolved or checked.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct ResolveRequest {
    /// The platform of the request.
    platform: Platform,
    #[serde(flatten)]
    options: FlowOptions,
}

/// How a platform's request is to be translated.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct TranslateRequest {
    /// The platform of the request.
    from: Platform,
    /// The platform wanted.
    to: Platform,
    #[serde(flatten)]
    options: FlowOptions,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct FlowOptions {
    /// How large seals are that the request does not say the size of: by seal id, action id or stamper type; `*` is every
    /// other.
    seal_size: Option<std::collections::BTreeMap<String, String>>,
    /// The language of sentences; English unless stated.
    lang: Option<Lang>,
    /// Which point of a keyword Qiyuesuo's offsets are measured from; lower-left unless stated.
    keyword_reference: Option<Reference>,
    /// Which edges of a control and of its keyword meet under RelativeLocation; corners unless stated.
    relative_edges: Option<Edges>,
    /// How keywords are compared; folded unless stated.
    #[serde(rename = "match")]
    mode: Option<MatchMode>,
    /// Whether the platform knows UserUnit; ignored unless stated.
    user_unit: Option<Unit>,
    /// Over how many pages one seam seal may run; at least 2.
    max_pages_per_seal: Option<u32>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
#[expect(dead_code, reason = "described, not read")]
enum Lang {
    En,
    Zh,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
#[expect(dead_code, reason = "described, not read")]
enum Reference {
    LowerLeft,
    MidHeight,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
#[expect(dead_code, reason = "described, not read")]
enum Edges {
    Corners,
    Middles,
}

#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
#[expect(dead_code, reason = "described, not read")]
enum Unit {
    Ignored,
    Applied,
}

/// Pages such as `1-3,7,-1`, or `all`, or the number of one.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "described, not read")]
enum PagesAsked {
    Ranges(PageRanges),
    Number(i64),
}

/// 1 is the first occurrence, −1 the last, `all` every one.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "described, not read")]
enum OccurrenceAsked {
    Number(i64),
    All(All),
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[expect(dead_code, reason = "described, not read")]
enum All {
    All,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::question::{FlowQuestion, Keys, Question};

    fn described(schemas: &Value, request: &str) -> BTreeSet<String> {
        let properties = schemas["$defs"][request]["properties"].as_object().expect(request);
        properties.keys().cloned().collect()
    }

    #[test]
    fn the_keys_described_are_the_keys_read() {
        let schemas = json_schemas();
        let numbers = json!({"page": 1, "size": "10x10", "x": 0, "y": 0, "from": "user", "to": "user"});
        for (op, requests) in [
            ("find", &["FindRequest"][..]),
            ("fields", &["FieldsRequest"]),
            ("pages", &["PagesRequest"]),
            ("suggest", &["SuggestRequest"]),
            ("convert", &["ConvertRequest", "ConvertSizeRequest"]),
        ] {
            let mut keys = Keys::new(numbers.as_object().unwrap());
            Question::read(op, &mut keys).unwrap();
            // Of a page known by its size, `page` is not asked for.
            let read: BTreeSet<String> =
                keys.asked().map(str::to_owned).chain((op == "convert").then(|| "page".into())).collect();
            let described: BTreeSet<String> =
                requests.iter().flat_map(|request| described(&schemas, request)).collect();
            assert_eq!(read, described, "{op}");
        }
        let flow = json!({"platform": "tencent", "from": "tencent", "to": "qiyuesuo"});
        for (op, request) in [("resolve", "ResolveRequest"), ("translate", "TranslateRequest")] {
            let mut keys = Keys::new(flow.as_object().unwrap());
            FlowQuestion::read(op, &mut keys).unwrap();
            assert_eq!(keys.asked().map(str::to_owned).collect::<BTreeSet<_>>(), described(&schemas, request), "{op}");
        }
    }
}
