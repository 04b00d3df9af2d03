//! TypeScript types from the library's JSON Schemas: the part of the language that these schemas use, and no more.

use serde_json::{Map, Value};

/// A file of types, one for each definition; an error when a schema says something that is not known here.
pub(crate) fn typescript(schemas: &Value) -> Result<String, String> {
    let definitions = schemas["$defs"].as_object().ok_or("the schemas have no definitions")?;
    let mut out = String::from("// Made from the library's JSON Schemas by scripts/wasm. Changes here are lost.\n");
    for (name, schema) in definitions {
        out.push('\n');
        let declared = definition(name, schema).map_err(|why| format!("{name}: {why}"))?;
        out.push_str(&declared);
    }
    Ok(out)
}

fn definition(name: &str, schema: &Value) -> Result<String, String> {
    let doc = comment(schema, "");
    if schema.get("properties").is_some() && !is_union(schema) {
        return Ok(format!("{doc}export interface {name} {}\n", object(schema, "")?));
    }
    Ok(format!("{doc}export type {name} = {};\n", expression(schema, "")?))
}

fn is_union(schema: &Value) -> bool {
    schema.get("anyOf").is_some() || schema.get("oneOf").is_some()
}

/// A type as it stands behind a colon.
fn expression(schema: &Value, indent: &str) -> Result<String, String> {
    if *schema == Value::Bool(true) {
        return Ok("unknown".to_owned());
    }
    if let Some(to) = schema.get("$ref").and_then(Value::as_str) {
        return to.strip_prefix("#/$defs/").map(str::to_owned).ok_or_else(|| format!("a reference to {to}"));
    }
    if let Some(value) = schema.get("const") {
        return Ok(value.to_string());
    }
    for key in ["enum", "anyOf", "oneOf"] {
        if let Some(members) = schema.get(key).and_then(Value::as_array) {
            return union(members, key == "enum", indent);
        }
    }
    match schema.get("type") {
        Some(Value::String(kind)) => of_kind(kind, schema, indent),
        // An absent value is an omitted key, never null.
        Some(Value::Array(kinds)) => {
            let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect();
            let parts: Result<Vec<_>, _> = kinds.iter().map(|kind| of_kind(kind, schema, indent)).collect();
            Ok(parts?.join(" | "))
        }
        _ => Err(format!("no type in {schema}")),
    }
}

fn union(members: &[Value], literal: bool, indent: &str) -> Result<String, String> {
    let mut parts: Vec<String> = Vec::new();
    for member in members {
        if member.get("type").and_then(Value::as_str) == Some("null") {
            continue;
        }
        let part = if literal { member.to_string() } else { expression(member, indent)? };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    Ok(parts.join(" | "))
}

fn of_kind(kind: &str, schema: &Value, indent: &str) -> Result<String, String> {
    Ok(match kind {
        "string" | "boolean" => kind.to_owned(),
        "number" | "integer" => "number".to_owned(),
        "array" => array(schema, indent)?,
        "object" if schema.get("properties").is_some() => object(schema, indent)?,
        "object" => match schema.get("additionalProperties") {
            Some(values) if values.is_object() => format!("Record<string, {}>", expression(values, indent)?),
            _ => "Record<string, unknown>".to_owned(),
        },
        other => return Err(format!("a value of type {other}")),
    })
}

fn array(schema: &Value, indent: &str) -> Result<String, String> {
    if let Some(items) = schema.get("prefixItems").and_then(Value::as_array) {
        let parts: Result<Vec<_>, _> = items.iter().map(|item| expression(item, indent)).collect();
        return Ok(format!("[{}]", parts?.join(", ")));
    }
    let items = schema.get("items").ok_or("a list of nothing")?;
    let item = expression(items, indent)?;
    let bound = |key| schema.get(key).and_then(Value::as_u64);
    match (bound("minItems"), bound("maxItems")) {
        (Some(least), Some(most)) if least == most && most <= 8 => {
            Ok(format!("[{}]", vec![item; usize::try_from(most).unwrap_or(0)].join(", ")))
        }
        _ if item.contains(' ') => Ok(format!("({item})[]")),
        _ => Ok(format!("{item}[]")),
    }
}

fn object(schema: &Value, indent: &str) -> Result<String, String> {
    let nothing = Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&nothing);
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let inner = format!("{indent}  ");
    let mut out = String::from("{\n");
    for (key, value) in properties {
        out.push_str(&comment(value, &inner));
        let kind = expression(value, &inner).map_err(|why| format!("{key}: {why}"))?;
        // With exactOptionalPropertyTypes a caller may still hand on what may be undefined.
        let (mark, or) = if required.contains(&key.as_str()) { ("", "") } else { ("?", " | undefined") };
        out.push_str(&format!("{inner}{key}{mark}: {kind}{or};\n"));
    }
    out.push_str(&format!("{indent}}}"));
    Ok(out)
}

fn comment(schema: &Value, indent: &str) -> String {
    let Some(text) = schema.get("description").and_then(Value::as_str) else { return String::new() };
    let text = text.replace("*/", "*\u{200b}/");
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    match lines[..] {
        [line] => format!("{indent}/** {line} */\n"),
        _ => {
            let body: String =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_and_answer_has_a_type() {
        let types = typescript(&signplace::question::json_schemas()).expect("the schemas are known");
        for name in ["FindRequest", "Found", "Fields", "Pages", "Plan", "Placed", "Conversion", "ErrorBody", "Progress"]
        {
            assert!(types.contains(&format!("export interface {name} {{")), "{name} is not an interface in {types}");
        }
        assert!(types.contains(r#"export type MatchMode = "exact" | "folded";"#), "{types}");
    }
}
