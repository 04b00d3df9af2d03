//! The form and the pages of a document, with new fields among theirs (ISO 32000-2, 12.5.2 and 12.7.3).

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, MaybeRef, ObjectIdentifier};
use signplace::{Error, ErrorCode};

use crate::field::{DEFAULT_APPEARANCE, FONT};
use crate::syntax::{Id, get, inside, items, number, reference, text_string, with};
use crate::update::Update;

/// The object of a page.
pub(crate) fn page_id(pdf: &Pdf, page: u32) -> Result<Id, Error> {
    let id = pdf.pages().get(page.saturating_sub(1) as usize).and_then(|page| page.raw().obj_id());
    id.and_then(id_of).ok_or_else(|| {
        Error::new(ErrorCode::Damaged, format!("Nothing can be added to page {page}: it is not an object of its own."))
            .with_hint("Repair the PDF first, for example with `qpdf IN.pdf OUT.pdf`.")
    })
}

fn id_of(id: ObjectIdentifier) -> Option<Id> {
    Some(Id { number: id.obj_number, generation: u16::try_from(id.gen_number).ok()? })
}

/// How many pages, or the form's list of fields, each list of annotations serves.
pub(crate) fn shared_lists(pdf: &Pdf, fields: Option<Id>) -> BTreeMap<Id, usize> {
    let mut users = BTreeMap::new();
    for page in pdf.pages().iter() {
        if let Some(MaybeRef::Ref(list)) = page.raw().get_raw::<Array<'_>>("Annots")
            && let Some(id) = id_of(list.into())
        {
            *users.entry(id).or_default() += 1;
        }
    }
    if let Some(id) = fields {
        *users.entry(id).or_default() += 1;
    }
    users
}

/// Adds annotations to a page.
pub(crate) fn extend_page(
    update: &mut Update<'_>,
    page: Id,
    added: &[Id],
    shared: &BTreeMap<Id, usize>,
) -> Result<(), Error> {
    let entries = update.dictionary(page)?.ok_or_else(damaged)?;
    let list = get(&entries, "Annots").map(<[u8]>::to_vec);
    if let Some(changed) = extend_list(update, list.as_deref(), added, |id| shared.get(&id).is_some_and(|n| *n > 1))? {
        update.put_dictionary(page, &with(&entries, "Annots", &changed).ok_or_else(damaged)?);
    }
    Ok(())
}

/// Adds references to a list: in its own object where it has one that nobody else uses; else the new value of the entry
/// is given back.
fn extend_list(
    update: &mut Update<'_>,
    list: Option<&[u8]>,
    added: &[Id],
    is_shared: impl Fn(Id) -> bool,
) -> Result<Option<String>, Error> {
    let new: String = added.iter().map(|id| format!(" {}", id.reference())).collect();
    let own = list.and_then(reference);
    let known = match (own, list) {
        (Some(id), _) => update.array(id)?,
        (None, Some(list)) if list.starts_with(b"[") => Some(inside(list).to_vec()),
        _ => None,
    };
    // A line of its own: what stands last may be a comment.
    let mut body = b"[".to_vec();
    if let Some(known) = &known {
        if items(known).is_none() {
            return Err(damaged());
        }
        body.extend_from_slice(known);
        body.push(b'\n');
    }
    body.extend_from_slice(new.as_bytes());
    body.extend_from_slice(b" ]");
    match own {
        Some(id) if known.is_some() && !is_shared(id) => {
            update.put(id, body);
            Ok(None)
        }
        // Bytes beyond ASCII can only be in strings, which an array of references has no use for.
        _ => String::from_utf8(body).map(Some).map_err(|_| damaged()),
    }
}

/// The form: where it stands, and what is in it.
pub(crate) struct Form {
    catalog: Id,
    /// None where it is written within the catalog, or not there at all.
    own: Option<Id>,
    entries: Vec<u8>,
}

impl Form {
    pub(crate) fn read(update: &Update<'_>, catalog: Id) -> Result<Self, Error> {
        let root = update.dictionary(catalog)?.ok_or_else(damaged)?;
        let (own, entries) = update.value_dictionary(get(&root, "AcroForm"))?.unwrap_or_default();
        Ok(Self { catalog, own, entries })
    }

    /// The object of its list of fields, where it is one.
    pub(crate) fn list(&self) -> Option<Id> {
        get(&self.entries, "Fields").and_then(reference)
    }

    /// The names at its top.
    pub(crate) fn names(&self, update: &Update<'_>) -> Result<Vec<String>, Error> {
        let list = get(&self.entries, "Fields");
        let list = match list.and_then(reference) {
            Some(id) => update.array(id)?.unwrap_or_default(),
            None => list.map(inside).unwrap_or_default().to_vec(),
        };
        let mut names = Vec::new();
        for item in items(&list).ok_or_else(damaged)? {
            if let Some((_, entries)) = update.value_dictionary(Some(item))?
                && let Some(name) = get(&entries, "T")
            {
                names.extend(string(name));
            }
        }
        Ok(names)
    }

    /// The font for what is typed into text fields: that of the form where it has one, else a new one.
    pub(crate) fn font(&mut self, update: &mut Update<'_>) -> Result<Id, Error> {
        let resources = get(&self.entries, "DR").map(<[u8]>::to_vec);
        let (resources_id, resources) = update.value_dictionary(resources.as_deref())?.unwrap_or_default();
        let fonts = get(&resources, "Font").map(<[u8]>::to_vec);
        let (fonts_id, fonts) = update.value_dictionary(fonts.as_deref())?.unwrap_or_default();
        if let Some(font) = get(&fonts, FONT).and_then(reference) {
            return Ok(font);
        }
        let font =
            update.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Name /Helv /Encoding /WinAnsiEncoding >>");
        if get(&fonts, FONT).is_some() {
            // It is written in place: good for the form, and ours is good for the appearances.
            return Ok(font);
        }
        let fonts = with(&fonts, FONT, &font.reference()).ok_or_else(damaged)?;
        if let Some(id) = fonts_id {
            update.put_dictionary(id, &fonts);
            return Ok(font);
        }
        let resources = with(&resources, "Font", &in_place(&fonts)?).ok_or_else(damaged)?;
        if let Some(id) = resources_id {
            update.put_dictionary(id, &resources);
            return Ok(font);
        }
        self.entries = with(&self.entries, "DR", &in_place(&resources)?).ok_or_else(damaged)?;
        Ok(font)
    }

    /// Adds the fields, and writes what has changed by that.
    pub(crate) fn extend(
        mut self,
        update: &mut Update<'_>,
        added: &[Id],
        has_signatures: bool,
        has_texts: bool,
    ) -> Result<(), Error> {
        let list = get(&self.entries, "Fields").map(<[u8]>::to_vec);
        if let Some(changed) = extend_list(update, list.as_deref(), added, |_| false)? {
            self.entries = with(&self.entries, "Fields", &changed).ok_or_else(damaged)?;
        }
        let flags = get(&self.entries, "SigFlags").and_then(number::<u32>).unwrap_or(0);
        if has_signatures && flags & 1 == 0 {
            // SignaturesExist: there is a signature field, signed or not (table 225).
            self.entries = with(&self.entries, "SigFlags", &(flags | 1).to_string()).ok_or_else(damaged)?;
        }
        if has_texts && get(&self.entries, "DA").is_none() {
            self.entries = with(&self.entries, "DA", DEFAULT_APPEARANCE).ok_or_else(damaged)?;
        }
        match self.own {
            Some(id) => {
                if update.dictionary(id)?.as_deref() != Some(&self.entries) {
                    update.put_dictionary(id, &self.entries);
                }
            }
            None => {
                let id = update.reserve();
                update.put_dictionary(id, &self.entries);
                let root = update.dictionary(self.catalog)?.ok_or_else(damaged)?;
                let root = with(&root, "AcroForm", &id.reference()).ok_or_else(damaged)?;
                update.put_dictionary(self.catalog, &root);
            }
        }
        Ok(())
    }
}

/// A dictionary as a value within another.
fn in_place(entries: &[u8]) -> Result<String, Error> {
    String::from_utf8(entries.to_vec()).map(|entries| format!("<<{entries}\n>>")).map_err(|_| damaged())
}

/// A text string as written in a file.
fn string(written: &[u8]) -> Option<String> {
    use hayro_syntax::object::{FromBytes as _, String as PdfString};
    Some(crate::signatures::decoded(&PdfString::from_bytes(written)?))
}

/// Whether a name is taken, or would stand above or below one that is.
pub(crate) fn is_taken(name: &str, taken: &str) -> bool {
    taken == name || taken.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
}

fn damaged() -> Error {
    Error::new(ErrorCode::Damaged, "Nothing can be added to this PDF: its form or a page of it is damaged.")
        .with_hint("Repair it first, for example with `qpdf IN.pdf OUT.pdf`, or print it to a new PDF.")
}

/// A text string for a dictionary.
pub(crate) fn text(value: &str) -> String {
    text_string(value)
}
