//! A document that something is added to, and the file with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayro_syntax::Pdf;
use serde::Serialize;
use signplace::geometry::{Normalized, Page, Rect};
use signplace::{Document, Error, ErrorCode, OpenOptions, Warning, WarningCode};

use crate::annotation::Annotation;
use crate::field::{FieldType, NewField};
use crate::form::{self, Form};
use crate::guard::guarded;
use crate::signatures::Signatures;
use crate::syntax::Id;
use crate::tail::Tail;
use crate::update::Update;

/// A PDF that something can be added to.
pub struct Original {
    document: Document,
    bytes: Arc<Vec<u8>>,
    pdf: Pdf,
    tail: Tail,
    root: Id,
}

/// A PDF with fields or annotations added, and what was written.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Prepared {
    /// The file; it begins with the original's bytes, every one of them.
    pub bytes: Vec<u8>,
    /// The fields, in the order given.
    pub fields: Vec<Written>,
    /// What may not be as the caller thinks.
    pub warnings: Vec<Warning>,
}

/// A field that was written, as `fields` of the new file tells it.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Written {
    /// Its full name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Page number, from 1.
    pub page: u32,
    /// Where it is, in points on the displayed page.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
    /// The same as fractions of the displayed page.
    pub normalized: Rect<Normalized>,
}

/// How exactly a field must be read back, in points.
const EXACT: f64 = 0.01;

impl Original {
    /// Opens a PDF from its bytes.
    ///
    /// Fails as [`Document::open`] does; with `encryption_unsupported` when it is encrypted, as plain text must not come
    /// into such a file; and with `damaged` when readers have to repair it, as nobody knows what they would make of an
    /// addition.
    pub fn open(bytes: impl Into<Vec<u8>>, options: OpenOptions) -> Result<Self, Error> {
        let bytes = Arc::new(bytes.into());
        // First, as it holds the limits.
        let document = Document::open(bytes.to_vec(), options).map_err(|error| match error.kind() {
            ErrorCode::PasswordRequired | ErrorCode::PasswordWrong => encrypted(),
            _ => error,
        })?;
        guarded(|| {
            let tail = Tail::read(&bytes)?;
            if tail.is_encrypted() {
                return Err(encrypted());
            }
            let (Some(root), Ok(pdf)) = (tail.root(), Pdf::new(Arc::clone(&bytes))) else {
                return Err(Error::new(ErrorCode::Damaged, "Nothing can be added to this PDF: it is damaged.")
                    .with_hint("Repair it first, for example with `qpdf IN.pdf OUT.pdf`."));
            };
            Ok(Self { document, bytes, pdf, tail, root })
        })
    }

    /// The document, to place a plan on.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The file with these fields added, read back and compared before it is given out.
    ///
    /// Fails with `change_forbidden` where a signature forbids it, with `field_exists` where a name is taken, with
    /// `invalid_value` where one cannot be a name, `page_out_of_range`, and `damaged`.
    pub fn with_fields(&self, fields: &[NewField]) -> Result<Prepared, Error> {
        guarded(|| {
            let signatures = Signatures::of(&self.pdf);
            let has_texts = fields.iter().any(|field| field.kind == FieldType::Text);
            let mut warnings = signatures.allow_fields(fields.iter().map(|field| &*field.name), has_texts)?;
            if signatures.xfa {
                warnings.push(Warning::new(
                    WarningCode::XfaForm,
                    "The document's form is an XFA form, too: programs that show that one do not show the new fields.",
                ));
            }
            let bytes = self.update_fields(fields)?;
            let written = self.read_back(&bytes, fields)?;
            Ok(Prepared { bytes, fields: written, warnings })
        })
    }

    /// The file with these annotations added.
    ///
    /// Fails with `change_forbidden` where a signature forbids it, `page_out_of_range`, and `damaged`.
    pub fn with_annotations(&self, annotations: &[Annotation]) -> Result<Prepared, Error> {
        guarded(|| {
            let warnings = Signatures::of(&self.pdf).allow_annotations()?;
            let mut update = Update::of(&self.bytes, &self.pdf, &self.tail);
            let fields = Form::read(&update, self.root)?.list();
            let fonts = crate::annotation::Fonts::add(&mut update, annotations);
            let mut by_page: BTreeMap<u32, Vec<Id>> = BTreeMap::new();
            for annotation in annotations {
                let page = self.document.page(i64::from(annotation.page))?;
                let id = form::page_id(&self.pdf, annotation.page)?;
                let added = annotation.write(&mut update, id, page.geometry(), &fonts);
                by_page.entry(annotation.page).or_default().push(added);
            }
            self.extend_pages(&mut update, &by_page, fields)?;
            Ok(Prepared { bytes: update.finish(), fields: Vec::new(), warnings })
        })
    }

    fn update_fields(&self, fields: &[NewField]) -> Result<Vec<u8>, Error> {
        let mut update = Update::of(&self.bytes, &self.pdf, &self.tail);
        let mut form = Form::read(&update, self.root)?;
        self.check_names(&form, &update, fields)?;
        let list = form.list();
        let has = |kind| fields.iter().any(|field| field.kind == kind);
        let (has_signatures, has_texts) = (has(FieldType::Signature), has(FieldType::Text));
        let font = if has_texts { Some(form.font(&mut update)?) } else { None };
        let mut by_page: BTreeMap<u32, Vec<Id>> = BTreeMap::new();
        let mut added = Vec::new();
        for field in fields {
            let page = self.document.page(i64::from(field.page))?;
            let id = form::page_id(&self.pdf, field.page)?;
            let new = field.write(&mut update, id, page.geometry(), font);
            by_page.entry(field.page).or_default().push(new);
            added.push(new);
        }
        self.extend_pages(&mut update, &by_page, list)?;
        form.extend(&mut update, &added, has_signatures, has_texts)?;
        Ok(update.finish())
    }

    fn extend_pages(
        &self,
        update: &mut Update<'_>,
        by_page: &BTreeMap<u32, Vec<Id>>,
        fields: Option<Id>,
    ) -> Result<(), Error> {
        let shared = form::shared_lists(&self.pdf, fields);
        for (page, added) in by_page {
            form::extend_page(update, form::page_id(&self.pdf, *page)?, added, &shared)?;
        }
        Ok(())
    }

    /// Names must be good, new, and different.
    fn check_names(&self, form: &Form, update: &Update<'_>, fields: &[NewField]) -> Result<(), Error> {
        let mut taken = form.names(update)?;
        taken.extend(self.document.fields()?.fields.into_iter().map(|field| field.name));
        let mut new: Vec<&str> = Vec::new();
        for field in fields {
            field.check()?;
            if new.contains(&&*field.name) {
                return Err(exists(&field.name, "Two of the new fields are named"));
            }
            if taken.iter().any(|taken| form::is_taken(&field.name, taken)) {
                return Err(exists(&field.name, "The document has a field named"));
            }
            new.push(&field.name);
        }
        Ok(())
    }

    /// What the new file's fields are by the core's own reading, which must be what was asked for.
    fn read_back(&self, bytes: &[u8], fields: &[NewField]) -> Result<Vec<Written>, Error> {
        let failed = |name: &str| {
            Error::new(
                ErrorCode::Damaged,
                format!("The document cannot be prepared: the field “{name}” would not be read back where it belongs."),
            )
            .with_hint("Repair it first, for example with `qpdf IN.pdf OUT.pdf`, or print it to a new PDF.")
        };
        let there = Document::open(bytes.to_vec(), OpenOptions::default())?.fields()?.fields;
        let by_name: BTreeMap<&str, _> = there.iter().map(|field| (&*field.name, field)).collect();
        let read = |field: &NewField| {
            let found = by_name.get(&*field.name).filter(|found| found.page == field.page)?;
            let sides = |rect: &Rect<Page>| [rect.x0(), rect.y0(), rect.x1(), rect.y1()];
            let apart = sides(&found.bounds).into_iter().zip(sides(&field.bounds)).map(|(a, b)| (a - b).abs());
            apart.into_iter().all(|apart| apart < EXACT).then(|| Written {
                name: found.name.clone(),
                kind: field.kind,
                page: found.page,
                bounds: found.bounds,
                normalized: found.normalized,
            })
        };
        fields.iter().map(|field| read(field).ok_or_else(|| failed(&field.name))).collect()
    }
}

impl std::fmt::Debug for Original {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Original").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}

fn exists(name: &str, who: &str) -> Error {
    Error::new(ErrorCode::FieldExists, format!("{who} “{name}” already."))
        .with_hint("Give the placement another id; `signplace fields` lists the names that are taken.")
}

fn encrypted() -> Error {
    Error::new(ErrorCode::EncryptionUnsupported, "Nothing can be added to an encrypted document.").with_hint(
        "Prepare it before it is encrypted, or take the encryption off with its owner's password, \
         for example `qpdf --decrypt --password=… IN.pdf OUT.pdf`.",
    )
}
