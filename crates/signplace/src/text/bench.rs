//! Ways in for the benches: the content streams of a document, inflated, tokenised, interpreted. No part of the API.

use super::content::Tokens;
use super::glyph::PageText;
use super::interpreter::page_text;
use super::resources::{Resources, XObject};
use crate::api::Document;
use crate::document::object::{Array, Object, ObjectIdentifier, Stream};
use crate::document::stream::Budget;
use crate::error::Error;

/// Forms within forms are followed no deeper.
const MAX_DEPTH: usize = 28;

/// The content streams of all pages, and of the forms that each page paints, once a page.
pub struct Streams<'d> {
    document: &'d Document,
    streams: Vec<Stream<'d>>,
}

impl<'d> Streams<'d> {
    /// Collects them: what is measured afterwards is spared all looking up.
    pub fn of(document: &'d Document) -> Result<Self, Error> {
        let mut all = Self { document, streams: Vec::new() };
        let budget = all.budget();
        for page in (1..=document.page_count()).filter_map(|number| document.file.page(number)) {
            let parts = match page.raw().get::<Object<'d>>(b"Contents") {
                Some(Object::Stream(stream)) => vec![stream],
                Some(Object::Array(parts)) => Array::iter::<Stream<'d>>(&parts).collect(),
                _ => Vec::new(),
            };
            let resources = Resources::of_page(page);
            let mut forms = Vec::new();
            for part in parts {
                all.add(part, &resources, &budget, &mut forms, 0)?;
            }
        }
        Ok(all)
    }

    fn add(
        &mut self,
        stream: Stream<'d>,
        outer: &Resources<'d>,
        budget: &Budget,
        forms: &mut Vec<ObjectIdentifier>,
        depth: usize,
    ) -> Result<(), Error> {
        let data = budget.decode(&stream)?.into_owned();
        self.streams.push(stream);
        let mut tokens = Tokens::new(&data);
        while let Some(operator) = tokens.next_operator() {
            if operator != b"Do" || depth == MAX_DEPTH {
                continue;
            }
            let Some(XObject::Form(form, _)) =
                tokens.name_operand().and_then(|name| outer.x_object(name, self.document))
            else {
                continue;
            };
            if forms.contains(&form.obj_id()) {
                continue;
            }
            forms.push(form.obj_id());
            let own = form.dict().get(b"Resources").map(Resources::new);
            self.add((*form).clone(), own.as_ref().unwrap_or(outer), budget, forms, depth + 1)?;
        }
        Ok(())
    }

    fn budget(&self) -> Budget {
        Budget::new(self.document.file.limits())
    }

    /// The data of all.
    pub fn inflate(&self) -> Result<Vec<Vec<u8>>, Error> {
        let budget = self.budget();
        self.streams.iter().map(|stream| Ok(budget.decode(stream)?.into_owned())).collect()
    }

    /// Inflates and tokenises one after the other, and does nothing else. Returns the number of operators.
    pub fn inflate_and_tokenise(&self) -> Result<u64, Error> {
        let budget = self.budget();
        self.streams.iter().try_fold(0, |sum, stream| Ok(sum + tokenise(&budget.decode(stream)?)))
    }
}

/// The number of operators of a content stream, each read with its operands, the bytes of strings included.
pub fn tokenise(data: &[u8]) -> u64 {
    let mut tokens = Tokens::new(data);
    let mut operators = 0;
    while next_operator(&mut tokens).is_some() {
        operators += 1;
        tokens.unpack_all();
        std::hint::black_box(tokens.operands());
    }
    operators
}

/// Called, not put into the loop: there it takes a twentieth longer, and a slow floor flatters what is compared with it.
#[inline(never)]
fn next_operator<'a>(tokens: &mut Tokens<'a>) -> Option<&'a [u8]> {
    tokens.next_operator()
}

/// The positioned glyphs of a page.
pub struct Text(pub(crate) PageText);

impl Text {
    /// How many glyphs it has.
    pub fn glyphs(&self) -> usize {
        self.0.glyphs.len()
    }
}

/// Interprets a page, numbered from 1.
pub fn interpret(document: &Document, number: u32) -> Result<Text, Error> {
    page_text(document, number, &Budget::new(document.file.limits())).map(Text)
}
