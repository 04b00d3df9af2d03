//! A plan meets a document.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::anchors::Anchors;
use super::resolve::place;
use super::{Placed, Plan};
use crate::api::Document;
use crate::document::TextTrust;
use crate::document::guard::guarded;
use crate::document::stream::Budget;
use crate::error::Error;
use crate::form::Fields;
use crate::geometry::{Page, PageGeometry, Rect};
use crate::search::{Findings, Query, trust, words};
use crate::text::{PageText, page_text};

impl Document {
    /// Where the placements of a plan go.
    ///
    /// Fails with `keyword_not_found`, `occurrence_out_of_range`, `field_not_found`, `page_out_of_range` or
    /// `invalid_value` where the plan cannot be met, with the path into the plan; or with a limit.
    pub fn place(&self, plan: &Plan) -> Result<Placed, Error> {
        guarded(|| place(plan, &Asked { document: self, texts: RefCell::default() }))
    }
}

/// A document that is asked for the same pages again.
struct Asked<'d> {
    document: &'d Document,
    texts: RefCell<HashMap<u32, Rc<PageText>>>,
}

impl Asked<'_> {
    fn text(&self, page: u32) -> Result<Rc<PageText>, Error> {
        if let Some(text) = self.texts.borrow().get(&page) {
            return Ok(Rc::clone(text));
        }
        let text = Rc::new(page_text(self.document, page, &Budget::new(self.document.file.limits()))?);
        self.texts.borrow_mut().insert(page, Rc::clone(&text));
        Ok(text)
    }
}

impl Anchors for Asked<'_> {
    fn page_count(&self) -> u32 {
        self.document.page_count()
    }

    fn geometry(&self, page: u32) -> Result<PageGeometry, Error> {
        Ok(*self.document.page(i64::from(page))?.geometry())
    }

    fn find(&self, query: &Query) -> Result<Findings, Error> {
        self.document.find(query)
    }

    fn fields(&self) -> Result<Fields, Error> {
        self.document.fields()
    }

    fn text_boxes(&self, page: u32) -> Result<Vec<(Rect<Page>, String)>, Error> {
        Ok(words(&*self.text(page)?))
    }

    fn text_trust(&self, page: u32) -> Result<TextTrust, Error> {
        Ok(trust(&*self.text(page)?))
    }
}
