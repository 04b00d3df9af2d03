//! What the signatures of a document allow to be changed (ISO 32000-2, 12.8.2).

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, String as PdfString};
use signplace::{Error, ErrorCode, Warning, WarningCode};

/// Fields that are looked at; more than any form has.
const MAX_FIELDS: usize = 1_000_000;

/// What is found in a document.
#[derive(Debug, Default)]
pub(crate) struct Signatures {
    /// Signed signature fields.
    pub(crate) count: usize,
    /// The P of a certification, or of a lock on the whole document: 1 to 3.
    certified: Option<i64>,
    /// Locks on fields, with the names they list.
    locks: Vec<Lock>,
    /// Whether rights of Adobe Reader hang on the document as it is.
    usage_rights: bool,
    /// Whether the form is an XFA form.
    pub(crate) xfa: bool,
}

#[derive(Debug)]
struct Lock {
    action: Action,
    fields: Vec<String>,
}

#[derive(Debug, PartialEq)]
enum Action {
    All,
    Include,
    Exclude,
}

impl Signatures {
    /// Looks through the catalog and the form.
    pub(crate) fn of(pdf: &Pdf) -> Self {
        let mut found = Self::default();
        let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return found };
        if let Some(rights) = catalog.get::<Dict<'_>>("Perms") {
            found.usage_rights = rights.contains_key("UR") || rights.contains_key("UR3");
            if let Some(signature) = rights.get::<Dict<'_>>("DocMDP") {
                // 2 where the signature does not say.
                found.certified = Some(2);
                found.read_signature(&signature);
            }
        }
        let Some(form) = catalog.get::<Dict<'_>>("AcroForm") else { return found };
        found.xfa = form.contains_key("XFA");
        let mut met = BTreeSet::new();
        let mut open: Vec<(Dict<'_>, bool)> = Vec::new();
        push_kids(pdf, form.get::<Array<'_>>("Fields"), false, &mut met, &mut open);
        while let Some((field, above)) = open.pop() {
            if met.len() > MAX_FIELDS {
                break;
            }
            let is_signature = match field.get::<Name<'_>>("FT") {
                Some(kind) => &*kind == b"Sig",
                None => above,
            };
            if is_signature && let Some(signature) = field.get::<Dict<'_>>("V") {
                found.count += 1;
                found.read_signature(&signature);
                // PDF 2.0: the lock of a signed field may close the whole document.
                let lock = field.get::<Dict<'_>>("Lock").and_then(|lock| lock.get::<i64>("P"));
                found.certify(lock);
            }
            push_kids(pdf, field.get::<Array<'_>>("Kids"), is_signature, &mut met, &mut open);
        }
        found
    }

    fn certify(&mut self, level: Option<i64>) {
        if let Some(level) = level {
            self.certified = Some(self.certified.map_or(level, |known| known.min(level)));
        }
    }

    /// What a signature says of changes after it.
    fn read_signature(&mut self, signature: &Dict<'_>) {
        let Some(references) = signature.get::<Array<'_>>("Reference") else { return };
        for reference in references.iter::<Dict<'_>>() {
            let parameters = reference.get::<Dict<'_>>("TransformParams").unwrap_or_else(Dict::empty);
            match reference.get::<Name<'_>>("TransformMethod").as_deref() {
                Some(b"DocMDP") => self.certify(Some(parameters.get::<i64>("P").unwrap_or(2))),
                Some(b"FieldMDP") => {
                    self.certify(parameters.get::<i64>("P"));
                    let action = match parameters.get::<Name<'_>>("Action").as_deref() {
                        Some(b"Include") => Action::Include,
                        Some(b"Exclude") => Action::Exclude,
                        _ => Action::All,
                    };
                    let fields = parameters.get::<Array<'_>>("Fields");
                    let fields = fields.iter().flat_map(|names| names.iter::<PdfString<'_>>());
                    self.locks.push(Lock { action, fields: fields.map(|name| decoded(&name)).collect() });
                }
                _ => {}
            }
        }
    }

    /// Whether fields may be added, of these names, and text fields among them. Fails with `change_forbidden`; warns
    /// where a validator will have something to say.
    pub(crate) fn allow_fields<'n>(
        &self,
        names: impl Iterator<Item = &'n str>,
        has_texts: bool,
    ) -> Result<Vec<Warning>, Error> {
        self.allow("No field can be added", |level| level <= 3)?;
        if self.count > 0 && has_texts {
            // Of what comes after an approval, validators accept new signature fields, and take other new fields for
            // tampering.
            return Err(Error::new(
                ErrorCode::ChangeForbidden,
                "No text field can be added: the document is signed, and its signatures would be taken for invalid.",
            )
            .with_hint("Leave dates and texts out of the plan, or prepare the document before it is signed."));
        }
        for name in names {
            if self.locks.iter().any(|lock| lock.covers(name)) {
                return Err(Error::new(
                    ErrorCode::ChangeForbidden,
                    format!(
                        "The field “{name}” cannot be added: a signature in the document locks fields of this name."
                    ),
                )
                .with_hint("Add the fields before the document is signed, or choose another name."));
            }
        }
        Ok(self.warnings("the fields added"))
    }

    /// Whether annotations may be added.
    pub(crate) fn allow_annotations(&self) -> Result<Vec<Warning>, Error> {
        self.allow("No annotation can be added", |level| level < 3)?;
        Ok(self.warnings("the annotations added"))
    }

    fn allow(&self, what: &str, forbids: impl Fn(i64) -> bool) -> Result<(), Error> {
        match self.certified {
            Some(level) if forbids(level) => {
                let allowed = match level {
                    1 => "no change at all",
                    2 => "nothing but filling in and signing the fields that are there",
                    _ => "nothing but filling in and signing the fields that are there, and comments",
                };
                let message = format!("{what}: the document is certified, and its author allows {allowed}.");
                Err(Error::new(ErrorCode::ChangeForbidden, message)
                    .with_hint("Take the document as it was before it was certified."))
            }
            _ => Ok(()),
        }
    }

    fn warnings(&self, what: &str) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.count > 0 {
            let signatures = if self.count == 1 { "a signature" } else { "signatures" };
            warnings.push(Warning::new(
                WarningCode::SignedDocument,
                format!(
                    "The document bears {signatures}, whose bytes stay as they are; validators will say that it was \
                     changed afterwards, and name {what}."
                ),
            ));
        }
        if self.usage_rights {
            warnings.push(Warning::new(
                WarningCode::SignedDocument,
                "The document grants rights to Adobe Reader, which it may withdraw after the change.",
            ));
        }
        warnings
    }
}

impl Lock {
    /// Whether a field is locked: it is named, or one above it is.
    fn covers(&self, name: &str) -> bool {
        let is_named = || {
            self.fields.iter().any(|locked| {
                name == locked || name.strip_prefix(&**locked).is_some_and(|below| below.starts_with('.'))
            })
        };
        match self.action {
            Action::All => true,
            Action::Include => is_named(),
            Action::Exclude => !is_named(),
        }
    }
}

fn push_kids<'a>(
    pdf: &'a Pdf,
    kids: Option<Array<'a>>,
    is_signature: bool,
    met: &mut BTreeSet<(u32, i32)>,
    open: &mut Vec<(Dict<'a>, bool)>,
) {
    for kid in kids.iter().flat_map(Array::raw_iter) {
        let object = match kid {
            MaybeRef::Ref(to) if met.insert((to.obj_number, to.gen_number)) => {
                pdf.xref().get::<Object<'_>>(ObjectIdentifier::from(to))
            }
            MaybeRef::Ref(_) => None,
            MaybeRef::NotRef(object) => Some(object),
        };
        if let Some(dict) = object.and_then(Object::into_dict) {
            open.push((dict, is_signature));
        }
    }
}

/// A text string; Latin-1 stands in for PDFDocEncoding, as it does for every letter.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    }
}
