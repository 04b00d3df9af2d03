//! Finds a document's widgets, page by page, and tells of each what its field and its rectangle say.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::budget::Budget;
use super::hierarchy::{FieldType, Hierarchy, Node};
use super::{Field, FieldFlag, FieldKind, value};
use crate::document::object::{Array, Dict, MaybeRef, Number, Object, ObjectIdentifier, Pdf};
use crate::document::text_string;
use crate::error::Error;
use crate::geometry::{PageGeometry, Point, Rect, User};
use crate::warning::{Warning, WarningCode};

/// Every widget of the document's form fields, by page, then in the order of the page's Annots; widgets that only the
/// field hierarchy names, by way of P, come after those of their page.
///
/// `geometries` are those of the pages, in order. `byte_limit` bounds what is read and what is answered, together.
///
/// Fails with `limit_decompressed` when that bound is reached and with `limit_nesting` when fields nest without end.
/// A cyclic hierarchy is cut where it closes, and entries of the wrong type are passed over.
pub(crate) fn fields(
    pdf: &Pdf,
    geometries: &[PageGeometry],
    byte_limit: u64,
) -> Result<(Vec<Field>, Vec<Warning>), Error> {
    let mut form = Form {
        hierarchy: Hierarchy::new(pdf),
        budget: Budget::new(byte_limit),
        geometries,
        shown: HashSet::new(),
        found: Vec::new(),
        homeless: Vec::new(),
    };
    // Top-down first: a Parent that is missing below is known from the Kids above.
    let named = form.walk_hierarchy(pdf)?;
    form.read_pages(pdf)?;
    form.place_unshown(pdf, named)?;
    form.found.sort_by_key(|field| field.page);
    let warnings = form.warnings();
    Ok((form.found, warnings))
}

struct Form<'a> {
    hierarchy: Hierarchy<'a>,
    budget: Budget,
    geometries: &'a [PageGeometry],
    /// Widgets that stand in some page's Annots.
    shown: HashSet<ObjectIdentifier>,
    found: Vec<Field>,
    /// Names of fields whose widgets are on no page.
    homeless: Vec<Rc<str>>,
}

/// A leaf of the field hierarchy.
struct Leaf<'a> {
    id: Option<ObjectIdentifier>,
    dict: Dict<'a>,
    node: Rc<Node<'a>>,
}

impl<'a> Form<'a> {
    /// The leaves under AcroForm's Fields.
    fn walk_hierarchy(&mut self, pdf: &'a Pdf) -> Result<Vec<Leaf<'a>>, Error> {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let roots = catalog
            .and_then(|catalog| catalog.get::<Dict<'_>>("AcroForm"))
            .and_then(|form| form.get::<Array<'_>>("Fields"));
        let mut leaves = Vec::new();
        let mut met = HashSet::new();
        let mut open: Vec<(_, Option<Rc<Node<'a>>>)> = roots.iter().map(|array| (array.raw_iter(), None)).collect();
        while let Some((items, above)) = open.last_mut() {
            let Some(item) = items.next() else {
                open.pop();
                continue;
            };
            if let MaybeRef::Ref(reference) = &item
                && !met.insert(ObjectIdentifier::from(*reference))
            {
                continue;
            }
            let above = above.clone();
            let (id, Some(dict)) = self.hierarchy.resolve(item, &mut self.budget)? else { continue };
            let node = self.hierarchy.node(id, &dict, above.as_ref(), &mut self.budget)?;
            match dict.get::<Array<'_>>("Kids") {
                Some(kids) if kids.raw_iter().next().is_some() => {
                    self.budget.charge(kids.data().len())?;
                    open.push((kids.raw_iter(), Some(node)));
                }
                _ => leaves.push(Leaf { id, dict, node }),
            }
        }
        Ok(leaves)
    }

    fn read_pages(&mut self, pdf: &'a Pdf) -> Result<(), Error> {
        for (index, page) in pdf.pages().iter().take(self.geometries.len()).enumerate() {
            let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { continue };
            self.budget.charge(annotations.data().len())?;
            let mut on_this_page = HashSet::new();
            for item in annotations.raw_iter() {
                let (id, Some(dict)) = self.hierarchy.resolve(item, &mut self.budget)? else { continue };
                if !is_widget(&dict) || id.is_some_and(|id| !on_this_page.insert(id)) {
                    continue;
                }
                self.shown.extend(id);
                let node = self.hierarchy.node(id, &dict, None, &mut self.budget)?;
                self.add(index, &dict, &node)?;
            }
        }
        Ok(())
    }

    /// Widgets that no page's Annots has: their P says where they would be.
    fn place_unshown(&mut self, pdf: &'a Pdf, leaves: Vec<Leaf<'a>>) -> Result<(), Error> {
        let is_shown = |leaf: &Leaf<'_>| leaf.id.is_some_and(|id| self.shown.contains(&id));
        let unshown: Vec<_> = leaves.into_iter().filter(|leaf| !is_shown(leaf)).collect();
        if unshown.is_empty() {
            return Ok(());
        }
        let mut page_of = HashMap::new();
        for (index, page) in pdf.pages().iter().take(self.geometries.len()).enumerate() {
            if let Some(id) = page.raw().obj_id() {
                page_of.entry(id).or_insert(index);
            }
        }
        for Leaf { dict, node, .. } in unshown {
            let page = dict.get_ref("P").and_then(|page| page_of.get(&page.into()).copied());
            match page {
                Some(page) if is_widget(&dict) => self.add(page, &dict, &node)?,
                _ if node.field_type.is_some() => self.homeless.push(Rc::clone(&node.name)),
                _ => {}
            }
        }
        Ok(())
    }

    fn add(&mut self, page_index: usize, dict: &Dict<'a>, node: &Node<'a>) -> Result<(), Error> {
        let (Some(kind), Some(geometry)) = (kind(node), self.geometries.get(page_index)) else { return Ok(()) };
        let placed = rectangle(dict).map(|rect| {
            let bounds = geometry.user_to_page().rect(rect);
            (bounds, geometry.page_to_normalized().rect(bounds))
        });
        // A page of no size has no fractions.
        let Some((bounds, normalized)) = placed.filter(|(b, n)| b.is_finite() && n.is_finite()) else {
            self.homeless.push(Rc::clone(&node.name));
            return Ok(());
        };
        let value = value::text(node, dict, &mut self.budget)?;
        self.budget.charge(node.name.len() + value.as_ref().map_or(0, String::len))?;
        let field = Field {
            name: node.name.to_string(),
            kind,
            page: u32::try_from(page_index + 1).unwrap_or(u32::MAX),
            bounds,
            normalized,
            value,
            signed: (kind == FieldKind::Signature).then(|| value::is_signed(node)),
            flags: flags(dict, node, geometry.page_rect().intersection(&bounds).is_none()),
        };
        self.found.push(field);
        Ok(())
    }

    fn warnings(&self) -> Vec<Warning> {
        const NAMED: usize = 5;
        // A copy of the field that is on a page answers for it.
        let found: HashSet<&str> = self.found.iter().map(|field| field.name.as_str()).collect();
        let mut names: Vec<_> = self.homeless.iter().filter(|name| !found.contains(&***name)).collect();
        names.sort_unstable();
        names.dedup();
        if names.is_empty() {
            return Vec::new();
        }
        let shown: Vec<_> = names.iter().take(NAMED).map(|name| format!("“{name}”")).collect();
        let more = if names.len() > NAMED { format!(" and {} more", names.len() - NAMED) } else { String::new() };
        let message = format!("Left out, as they have no place on any page: the fields {}{more}.", shown.join(", "));
        vec![Warning::new(WarningCode::OffPage, message)]
    }
}

/// Whether an annotation is a field's widget; some writers leave Subtype out of merged dictionaries.
fn is_widget(dict: &Dict<'_>) -> bool {
    match text_string::name(dict, "Subtype") {
        Some(subtype) => &*subtype == b"Widget",
        None => dict.contains_key("Rect") && (dict.contains_key("FT") || dict.contains_key("Parent")),
    }
}

/// Field flags and what they make of a button or choice (ISO 32000-2, tables 227, 229 and 233).
fn kind(node: &Node<'_>) -> Option<FieldKind> {
    let has = |bit: u32| node.flags & (1 << (bit - 1)) != 0;
    Some(match node.field_type? {
        FieldType::Text => FieldKind::Text,
        FieldType::Signature => FieldKind::Signature,
        FieldType::Button if has(17) => FieldKind::Button,
        FieldType::Button if has(16) => FieldKind::Radio,
        FieldType::Button => FieldKind::Checkbox,
        FieldType::Choice if has(18) => FieldKind::Combobox,
        FieldType::Choice => FieldKind::Listbox,
    })
}

/// Field flags ReadOnly and Required, and annotation flags Hidden and NoView (12.5.3). Invisible is for annotations
/// of unknown type, which a widget is not.
fn flags(dict: &Dict<'_>, node: &Node<'_>, off_page: bool) -> Vec<FieldFlag> {
    const HIDDEN_OR_NO_VIEW: i64 = 1 << 1 | 1 << 5;
    let annotation = dict.get::<Number>("F").map_or(0, |f| f.as_i64());
    [
        (FieldFlag::Hidden, annotation & HIDDEN_OR_NO_VIEW != 0),
        (FieldFlag::OffPage, off_page),
        (FieldFlag::ReadOnly, node.flags & 1 != 0),
        (FieldFlag::Required, node.flags & 2 != 0),
    ]
    .into_iter()
    .filter_map(|(flag, is_set)| is_set.then_some(flag))
    .collect()
}

/// Rect in user space, corners in any order; `None` unless it is four finite numbers.
fn rectangle(dict: &Dict<'_>) -> Option<Rect<User>> {
    let array = dict.get::<Array<'_>>("Rect")?;
    let mut numbers = array.iter::<Object<'_>>().map(|item| item.into_number().map(|number| number.as_f64()));
    let mut next = || numbers.next().flatten();
    let (x0, y0, x1, y1) = (next()?, next()?, next()?, next()?);
    let rect = Rect::from_corners(Point::new(x0, y0), Point::new(x1, y1));
    rect.is_finite().then_some(rect)
}
