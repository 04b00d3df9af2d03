//! A resource dictionary, with what was asked of it (ISO 32000-2, 7.8.3).
//!
//! The parser reads a dictionary anew each time it is asked for. A content stream can ask ten million times for the
//! same name, and a dictionary can be megabytes long: so each name is looked up once, and what a look-up reads is
//! charged to the page's operators.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::by_name::ByName;
use super::font::Font;
use super::fonts::{Fonts, HeldFont};
use super::interpreter::numbers;
use super::marked::{self, Replacement};
use super::references::references;
use crate::api::Document;
use crate::document::object::{Array, Dict, Name, ObjectIdentifier, Page as PdfPage, Stream};
use crate::document::stream::Budget;
use crate::error::Error;

/// Bytes of a dictionary whose reading costs as much as an operator.
const BYTES_PER_OPERATOR: usize = 64;

/// What making a font costs, however little it reads: ten thousand on one page are the most.
const BYTES_PER_FONT: usize = 1000 * BYTES_PER_OPERATOR;

/// So many fonts are looked up all at once.
const MANY: usize = 16;

/// Nodes above a page that are asked for what it inherits.
const MAX_PARENTS: usize = 64;

/// A font, with the size that a graphics state sets with it.
pub(super) type SizedFont = (HeldFont, Option<f64>);

type Cache<T> = RefCell<ByName<Option<T>>>;

/// The kinds of resources that are asked for.
#[derive(Clone, Copy)]
enum Kind {
    Font,
    State,
    XObject,
    Properties,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Font, Self::State, Self::XObject, Self::Properties];

    /// Its key in a resource dictionary (ISO 32000-2, table 34).
    fn key(self) -> &'static [u8] {
        match self {
            Self::Font => b"Font",
            Self::State => b"ExtGState",
            Self::XObject => b"XObject",
            Self::Properties => b"Properties",
        }
    }
}

/// A resource dictionary.
pub(super) struct Resources<'d> {
    dict: OnceCell<Dict<'d>>,
    /// The page whose dictionary that is, or one that it inherits.
    page: Option<Dict<'d>>,
    /// The dictionary of each kind, once it was asked for.
    kinds: [OnceCell<Dict<'d>>; Kind::ALL.len()],
    fonts: Cache<HeldFont>,
    /// Where fonts lie, of a page that has [`MANY`], if they are written plainly.
    references: OnceCell<Option<ByName<ObjectIdentifier>>>,
    states: Cache<SizedFont>,
    x_objects: Cache<XObject<'d>>,
    properties: Cache<Properties>,
    read: Cell<usize>,
}

/// What `Do` may paint.
#[derive(Clone)]
pub(super) enum XObject<'d> {
    Image,
    /// A form, and whether optional content hides it.
    Form(Rc<Stream<'d>>, bool),
}

/// A property list of marked content.
#[derive(Clone)]
pub(super) struct Properties {
    pub(super) hidden: bool,
    pub(super) actual: Option<Replacement>,
}

impl<'d> Resources<'d> {
    pub(super) fn new(dict: Dict<'d>) -> Self {
        let resources = Self::empty();
        resources.reads(dict.data().len());
        Self { dict: OnceCell::from(dict), ..resources }
    }

    fn empty() -> Self {
        Self {
            dict: OnceCell::new(),
            page: None,
            kinds: Default::default(),
            fonts: RefCell::default(),
            references: OnceCell::new(),
            states: RefCell::default(),
            x_objects: RefCell::default(),
            properties: RefCell::default(),
            read: Cell::new(0),
        }
    }

    /// Those of a page.
    pub(super) fn of_page(page: &PdfPage<'d>) -> Self {
        let (known, page) = (page.resources(), page.raw());
        let resources = Self { page: Some(page.clone()), ..Self::empty() };
        // The parser has read them all when it opened the file. What it found by a reference is asked for anew: a damaged
        // cross-reference table is mended only when something is missed, and that may have been later.
        let kinds = [&known.fonts, &known.ext_g_states, &known.x_objects, &known.properties];
        for (cell, dict) in resources.kinds.iter().zip(kinds).filter(|(_, dict)| is_part_of(dict, page)) {
            resources.reads(dict.data().len());
            _ = cell.set(dict.clone());
        }
        resources
    }

    fn own(&self) -> &Dict<'d> {
        self.dict.get_or_init(|| {
            let dict = self.page.as_ref().map(inherited).unwrap_or_default();
            self.reads(dict.data().len());
            dict
        })
    }

    /// What was read since it was last asked, in operators.
    pub(super) fn cost(&self) -> u64 {
        let read = self.read.get();
        self.read.set(read % BYTES_PER_OPERATOR);
        (read / BYTES_PER_OPERATOR) as u64
    }

    fn reads(&self, bytes: usize) {
        self.read.set(self.read.get().saturating_add(bytes));
    }

    /// The dictionary of one kind of resources.
    fn kind(&self, kind: Kind) -> &Dict<'d> {
        self.kinds[kind as usize].get_or_init(|| {
            let dict = self.own().get::<Dict<'d>>(kind.key()).unwrap_or_default();
            self.reads(dict.data().len());
            dict
        })
    }

    fn dict(&self, kind: Kind, name: &[u8]) -> Option<Dict<'d>> {
        let dict = self.kind(kind).get::<Dict<'d>>(name)?;
        self.reads(dict.data().len());
        Some(dict)
    }

    /// Whether there are images or forms.
    pub(super) fn has_x_objects(&self) -> bool {
        !self.kind(Kind::XObject).is_empty()
    }

    /// Whether marked content has property lists that stand outside the content.
    pub(super) fn has_properties(&self) -> bool {
        !self.kind(Kind::Properties).is_empty()
    }

    /// The font of a name. Text in a font that is not there is still shown by viewers, in a font of their own.
    pub(super) fn font(
        &self,
        name: &[u8],
        document: &Document,
        budget: &Budget,
        met: &mut Fonts,
    ) -> Result<Option<HeldFont>, Error> {
        cached(&self.fonts, name, || {
            let reference = self.font_reference(name);
            if let Some(font) = reference.and_then(|reference| met.known(reference)) {
                return Ok(Some(font));
            }
            if let Some(font) = reference.and_then(|reference| document.fonts.known(reference)) {
                return Ok(Some(met.hold(font, reference)));
            }
            let font = self.load(&self.dict(Kind::Font, name).unwrap_or_default(), document, budget)?;
            if let Some(reference) = reference {
                document.fonts.remember(reference, &font);
            }
            Ok(Some(met.hold(font, reference)))
        })
    }

    /// Where the font of a name lies.
    fn font_reference(&self, name: &[u8]) -> Option<ObjectIdentifier> {
        let fonts = self.kind(Kind::Font);
        let known = self.references.get_or_init(|| {
            let has_many = fonts.len() >= MANY;
            has_many.then(|| references(fonts.data())).flatten()
        });
        let known = known.as_ref().and_then(|known| known.get(name));
        known.or_else(|| fonts.get_ref(name).map(ObjectIdentifier::from))
    }

    /// The font that a graphics state sets, and its size.
    pub(super) fn font_of_state(
        &self,
        name: &[u8],
        document: &Document,
        budget: &Budget,
        met: &mut Fonts,
    ) -> Result<Option<SizedFont>, Error> {
        cached(&self.states, name, || {
            let Some(array) = self.dict(Kind::State, name).and_then(|state| state.get::<Array<'d>>(b"Font")) else {
                return Ok(None);
            };
            let mut items = array.flex_iter();
            let Some(dict) = items.next::<Dict<'d>>() else { return Ok(None) };
            let font = self.load(&dict, document, budget)?;
            Ok(Some((met.hold(font, None), items.next::<f64>())))
        })
    }

    /// The font of a dictionary. A thousand fonts may share the same megabyte of widths, or the same CMap.
    fn load(&self, dict: &Dict<'d>, document: &Document, budget: &Budget) -> Result<Arc<Font>, Error> {
        let before = budget.left();
        let (font, referred) = document.fonts.get(dict, budget)?;
        self.reads(dict.data().len());
        if let Some(referred) = referred {
            let decoded = usize::try_from(before.saturating_sub(budget.left())).unwrap_or(usize::MAX);
            self.reads(decoded.saturating_add(referred).saturating_add(BYTES_PER_FONT));
        }
        Ok(font)
    }

    /// The property list of a name.
    pub(super) fn properties(&self, name: &[u8], document: &Document) -> Option<Properties> {
        let found: Result<_, std::convert::Infallible> = cached(&self.properties, name, || {
            Ok(self.dict(Kind::Properties, name).map(|dict| Properties {
                hidden: document.file.optional_content().is_hidden(&dict),
                actual: marked::actual_text(&dict),
            }))
        });
        found.unwrap_or_default()
    }

    /// The XObject of a name.
    pub(super) fn x_object(&self, name: &[u8], document: &Document) -> Option<XObject<'d>> {
        let found: Result<_, std::convert::Infallible> = cached(&self.x_objects, name, || {
            let Some(stream) = self.kind(Kind::XObject).get::<Stream<'d>>(name) else { return Ok(None) };
            let dict = stream.dict();
            self.reads(dict.data().len());
            Ok(match dict.get::<Name<'d>>(b"Subtype").as_deref() {
                Some(b"Image") => Some(XObject::Image),
                Some(b"Form") | None => {
                    let oc = dict.get::<Dict<'d>>(b"OC");
                    let hidden = oc.is_some_and(|oc| document.file.optional_content().is_hidden(&oc));
                    Some(XObject::Form(Rc::new(stream), hidden))
                }
                _ => None,
            })
        });
        found.unwrap_or_default()
    }
}

/// The resources of a page or of the first node above it that has any. (A page that was found by searching a damaged file does
/// not inherit in the parser.)
fn inherited<'d>(page: &Dict<'d>) -> Dict<'d> {
    let mut dict = page.clone();
    for _ in 0..MAX_PARENTS {
        if let Some(resources) = dict.get::<Dict<'d>>(b"Resources") {
            return resources;
        }
        let Some(parent) = dict.get::<Dict<'d>>(b"Parent") else { break };
        dict = parent;
    }
    Dict::default()
}

/// Whether a dictionary stands within another one, as a part of the same object.
fn is_part_of(part: &Dict<'_>, whole: &Dict<'_>) -> bool {
    let (bytes, all) = (part.data(), whole.data());
    !bytes.is_empty()
        && bytes.len() < all.len()
        && all.as_ptr_range().contains(&bytes.as_ptr())
        && part.obj_id() == whole.obj_id()
}

/// What is known of a name, or is now found out.
fn cached<T: Clone, E>(
    cache: &Cache<T>,
    name: &[u8],
    find: impl FnOnce() -> Result<Option<T>, E>,
) -> Result<Option<T>, E> {
    let known = cache.borrow().get(name);
    if let Some(known) = known {
        return Ok(known);
    }
    let found = find()?;
    cache.borrow_mut().insert(name, found.clone());
    Ok(found)
}

/// A form XObject, read once.
pub(super) struct Form<'d> {
    pub(super) data: Rc<[u8]>,
    /// Its own resources, where it has any.
    pub(super) resources: Option<Rc<Resources<'d>>>,
    pub(super) matrix: Option<[f64; 6]>,
    pub(super) bbox: Option<[f64; 4]>,
}

impl<'d> Form<'d> {
    pub(super) fn read(stream: &Stream<'d>, budget: &Budget) -> Result<Self, Error> {
        let dict = stream.dict();
        Ok(Self {
            data: budget.decode(stream)?.into(),
            resources: dict.get::<Dict<'d>>(b"Resources").map(|dict| Rc::new(Resources::new(dict))),
            matrix: numbers::<6>(dict, b"Matrix"),
            bbox: numbers::<4>(dict, b"BBox"),
        })
    }
}
