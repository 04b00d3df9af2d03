//! AcroForm fields: widgets with their full name, type, page and rectangle.

mod budget;
mod collect;
mod hierarchy;
mod value;

#[cfg(test)]
mod conformance;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::Warning;
use crate::api::Document;
use crate::document::guard::guarded;
use crate::error::Error;
use crate::geometry::{Normalized, Page, Rect};

impl Document {
    /// Every widget of every form field.
    ///
    /// Fails with `limit_decompressed` or `limit_nesting` when the form's hierarchy goes beyond the budgets.
    pub fn fields(&self) -> Result<Fields, Error> {
        guarded(|| {
            let geometries: Vec<_> = (1..=self.page_count()).map(|number| *self.geometry(number)).collect();
            let (fields, warnings) = collect::fields(self.file.pdf(), &geometries, self.file.limits().stream_bytes)?;
            Ok(Fields { page_count: self.page_count(), fields, warnings })
        })
    }
}

/// The answer of [`Document::fields`](crate::Document::fields).
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Fields {
    /// Number of pages in the document.
    pub page_count: u32,
    /// One entry a widget, by page, then in the page's order.
    pub fields: Vec<Field>,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
}

/// One widget of a form field.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Field {
    /// Full name through the hierarchy, joined by periods (ISO 32000-2, 12.7.4.2).
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// Page number, from 1.
    pub page: u32,
    /// The widget's rectangle, in points on the displayed page.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
    /// The same as fractions of the displayed page.
    pub normalized: Rect<Normalized>,
    /// The field's value, where it has one that is text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Of a signature field: whether it is signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<bool>,
    /// What is particular about it.
    pub flags: Vec<FieldFlag>,
}

/// The type of a form field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FieldKind {
    /// A text field.
    Text,
    /// A check box.
    Checkbox,
    /// A radio button.
    Radio,
    /// A push button.
    Button,
    /// A combo box.
    Combobox,
    /// A list box.
    Listbox,
    /// A signature field.
    Signature,
}

/// What is particular about a widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FieldFlag {
    /// Not shown on the screen.
    Hidden,
    /// Its rectangle is empty, or wholly outside the displayed page.
    OffPage,
    /// Cannot be changed by the user.
    ReadOnly,
    /// Must have a value.
    Required,
}
