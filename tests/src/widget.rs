//! Form fields: a name through the hierarchy, a kind, and one widget or several.

use lopdf::{Dictionary, Object, dictionary};

use crate::Spot;

/// The type of a form field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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

impl Kind {
    /// Every kind there is.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Checkbox, Self::Radio, Self::Button, Self::Combobox, Self::Listbox, Self::Signature];

    /// Its name in INTERFACE.md.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Checkbox => "checkbox",
            Self::Radio => "radio",
            Self::Button => "button",
            Self::Combobox => "combobox",
            Self::Listbox => "listbox",
            Self::Signature => "signature",
        }
    }

    /// FT and the bits of Ff that make the kind (ISO 32000-2, 12.7.5).
    fn type_and_flags(self) -> (&'static str, i64) {
        match self {
            Self::Text => ("Tx", 0),
            Self::Checkbox => ("Btn", 0),
            Self::Radio => ("Btn", 1 << 15),
            Self::Button => ("Btn", 1 << 16),
            Self::Combobox => ("Ch", 1 << 17),
            Self::Listbox => ("Ch", 0),
            Self::Signature => ("Sig", 0),
        }
    }
}

/// A form field and its widgets.
#[derive(Debug, Clone)]
pub struct Widgets {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) at: Vec<(u32, Spot)>,
    pub(crate) names_its_page: bool,
    value: Option<String>,
    signed: bool,
    field_flags: i64,
    annotation_flags: i64,
}

impl Widgets {
    /// A field of this full name; periods go down the hierarchy.
    pub fn of(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            at: Vec::new(),
            names_its_page: true,
            value: None,
            signed: false,
            field_flags: 0,
            annotation_flags: 4,
        }
    }

    /// The same with one more widget, in the user space of a page, from 1.
    #[must_use]
    pub fn at(mut self, page: u32, rect: [f64; 4]) -> Self {
        self.at.push((page, rect.into()));
        self
    }

    /// The same without a /P entry: only the page's Annots tell where it is.
    #[must_use]
    pub fn without_page_entry(self) -> Self {
        Self { names_its_page: false, ..self }
    }

    /// The same with a value.
    #[must_use]
    pub fn valued(self, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..self }
    }

    /// The same, signed: its value is a signature dictionary.
    #[must_use]
    pub fn signed(self) -> Self {
        Self { signed: true, ..self }
    }

    /// The same, hidden.
    #[must_use]
    pub fn hidden(self) -> Self {
        Self { annotation_flags: self.annotation_flags | 2, ..self }
    }

    /// The same, read-only and required.
    #[must_use]
    pub fn read_only_and_required(self) -> Self {
        Self { field_flags: 3, ..self }
    }

    /// The entries of the field itself.
    pub(crate) fn field_entries(&self) -> Dictionary {
        let (kind, flags) = self.kind.type_and_flags();
        let mut field = dictionary! { "FT" => kind, "Ff" => flags | self.field_flags };
        if let Some(value) = &self.value {
            field.set("V", lopdf::text_string(value));
        }
        if self.signed {
            field.set(
                "V",
                dictionary! {
                    "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "adbe.pkcs7.detached",
                    "Contents" => Object::string_literal("not a signature"),
                },
            );
        }
        field
    }

    /// The entries of a widget.
    pub(crate) fn widget_entries(&self, rect: Spot) -> Dictionary {
        dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "F" => self.annotation_flags,
            "Rect" => crate::paper::rectangle(rect.sides()),
        }
    }
}
