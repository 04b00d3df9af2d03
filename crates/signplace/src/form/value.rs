//! A field's value as text, and whether a signature field is signed.

use super::budget::Budget;
use super::hierarchy::{FieldType, Node};
use crate::document::object::{Dict, Object};
use crate::document::text_string;
use crate::error::Error;

/// The value as text: a text field's text, a choice's choices joined by ", ", the state of a check box or of a group
/// of radio buttons. `None` for push buttons and signatures, and where there is nothing that is text.
pub(super) fn text(node: &Node<'_>, widget: &Dict<'_>, budget: &mut Budget) -> Result<Option<String>, Error> {
    budget.charge_object(node.value.as_deref())?;
    Ok(match node.field_type {
        Some(FieldType::Text | FieldType::Choice) => node.value.as_deref().and_then(written),
        Some(FieldType::Button) => node.value.as_deref().and_then(written).or_else(|| text_string::entry(widget, "AS")),
        Some(FieldType::Signature) | None => None,
    })
}

/// Whether a signature field has a signature in it: a dictionary with the signature's bytes, or the range they cover
/// (ISO 32000-2, table 255).
pub(super) fn is_signed(node: &Node<'_>) -> bool {
    match node.value.as_deref() {
        Some(Object::Dict(signature)) => signature.contains_key("Contents") || signature.contains_key("ByteRange"),
        _ => false,
    }
}

fn written(value: &Object<'_>) -> Option<String> {
    match value {
        Object::String(string) => Some(text_string::decode(string)),
        Object::Name(name) => Some(text_string::decode_name(name)),
        Object::Array(items) => {
            let items: Vec<_> = items.iter::<Object<'_>>().filter_map(|item| single(&item)).collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
        // A filtered stream would have to be inflated, which is not worth a budget of its own for a value this rare.
        Object::Stream(stream) if stream.filters().is_empty() => Some(text_string::decode(&stream.raw_data())),
        _ => None,
    }
}

fn single(item: &Object<'_>) -> Option<String> {
    match item {
        Object::String(string) => Some(text_string::decode(string)),
        Object::Name(name) => Some(text_string::decode_name(name)),
        _ => None,
    }
}
