//! The JSON Schemas of what is asked and told here, beside those of the library.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;
use signplace_write::PlacedFields;

use crate::preview::{Annotated, Overlays};

/// One JSON Schema (draft 2020-12) with a definition for every request and answer of the library and of this module.
pub fn json_schemas() -> Value {
    let mut given = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    name::<PreviewRequest>(&mut given);
    name::<PrepareRequest>(&mut given);
    let mut told = SchemaSettings::draft2020_12().for_serialize().into_generator();
    name::<Overlays>(&mut told);
    name::<Annotated>(&mut told);
    name::<PlacedFields>(&mut told);
    let mut schemas = signplace::question::json_schemas();
    if let Some(definitions) = schemas.get_mut("$defs").and_then(Value::as_object_mut) {
        for (name, schema) in told.take_definitions(true).into_iter().chain(given.take_definitions(true)) {
            definitions.entry(name).or_insert(schema);
        }
    }
    schemas
}

fn name<T: JsonSchema>(generator: &mut SchemaGenerator) {
    generator.subschema_for::<T>();
}

// The keys are read one by one (`request.rs`), with errors that name them; here they are only described. The test below
// holds both to the same keys.

/// How a plan is to be shown.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct PreviewRequest {
    /// The document's name, for the report's title.
    file: Option<String>,
    /// The pages shown, such as `1-3,7,-1`; all unless stated.
    pages: Option<String>,
    /// The language of titles and dates; English unless stated.
    lang: Option<Lang>,
    /// The pattern of dates, such as `yyyy年m月d日`.
    date_format: Option<String>,
    /// Whether only pages that something is placed on are shown.
    only_placed: Option<bool>,
}

/// How a plan's placements are to be written as form fields.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described, not read")]
struct PrepareRequest {
    /// `signature`, unless stated: seals and signatures as signature fields, dates and texts as text fields. `text`: all as
    /// text fields.
    #[serde(rename = "as")]
    manner: Option<As>,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[expect(dead_code, reason = "described, not read")]
enum Lang {
    En,
    Zh,
}

#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[expect(dead_code, reason = "described, not read")]
enum As {
    Signature,
    Text,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{PreviewQuestion, manner};
    use signplace::question::Keys;

    /// Every key described is read: none of them is told to be unknown.
    #[test]
    fn the_keys_described_are_the_keys_read() {
        let schemas = json_schemas();
        let full = |request: &str| -> serde_json::Map<String, Value> {
            let properties = schemas["$defs"][request]["properties"].as_object().expect(request);
            properties.keys().map(|key| (key.clone(), Value::Null)).collect()
        };
        let object = full("PreviewRequest");
        let mut keys = Keys::new(&object);
        PreviewQuestion::read(&mut keys).expect("nothing is asked");
        assert_eq!(keys.unknown(), []);
        let object = full("PrepareRequest");
        let mut keys = Keys::new(&object);
        manner(&mut keys).expect("nothing is asked");
        assert_eq!(keys.unknown(), []);
    }

    #[test]
    fn what_the_library_describes_stays_as_it_is() {
        let (own, all) = (signplace::question::json_schemas(), json_schemas());
        for (name, schema) in own["$defs"].as_object().expect("definitions") {
            assert_eq!(&all["$defs"][name], schema, "{name}");
        }
    }
}
