//! Fonts built once per document, whatever their type, and shared by all pages.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::font::Font;
use crate::document::object::{Dict, ObjectIdentifier};
use crate::document::stream::Budget;
use crate::error::Error;

/// The fonts of one document, by where their dictionary lies in the file: that works for direct dictionaries too.
#[derive(Default)]
pub(crate) struct FontCache {
    fonts: Mutex<HashMap<(usize, usize), Arc<Font>>>,
    /// The same by their references, so that a dictionary need not be read again for every page that names it.
    by_reference: Mutex<HashMap<ObjectIdentifier, Arc<Font>>>,
}

impl FontCache {
    /// The font that a reference is known to lead to.
    pub(super) fn known(&self, reference: ObjectIdentifier) -> Option<Arc<Font>> {
        self.by_reference.lock().unwrap_or_else(PoisonError::into_inner).get(&reference).cloned()
    }

    /// Keeps in mind where a reference leads.
    pub(super) fn remember(&self, reference: ObjectIdentifier, font: &Arc<Font>) {
        let mut known = self.by_reference.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(reference, Arc::clone(font));
    }

    /// The font of a dictionary and, where it is new, the bytes that were read of what the dictionary refers to, streams
    /// aside. Fails only when a stream of it goes beyond the budget.
    pub(super) fn get(&self, dict: &Dict<'_>, budget: &Budget) -> Result<(Arc<Font>, Option<usize>), Error> {
        // The parser keeps the bytes of dictionaries, those of object streams too, at one place for its lifetime.
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(font) = self.fonts.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok((Arc::clone(font), None));
        }
        let failure = std::cell::RefCell::new(None);
        let (font, referred) = Font::load(dict, &|stream, enough| match budget.decode_start(stream, enough) {
            Ok(data) => Some(data.into_owned()),
            Err(error) => {
                failure.replace(Some(error));
                None
            }
        });
        let font = Arc::new(font);
        if let Some(error) = failure.into_inner() {
            return Err(error);
        }
        let mut fonts = self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        Ok((Arc::clone(fonts.entry(key).or_insert(font)), Some(referred)))
    }
}
