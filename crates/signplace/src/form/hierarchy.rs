//! The field hierarchy: what a widget gets from the fields above it (ISO 32000-2, 12.7.4.1).

use std::collections::HashMap;
use std::rc::Rc;

use super::budget::Budget;
use crate::document::object::{Dict, MaybeRef, Number, Object, ObjectIdentifier, Pdf};
use crate::document::text_string;
use crate::error::{Error, ErrorCode};

/// Fields within fields: real forms reach a dozen or so.
const MAX_DEPTH: usize = 256;

/// A field or widget dictionary with everything that it inherits.
pub(super) struct Node<'a> {
    /// Full name: partial names joined by periods; empty when no dictionary of the chain has one.
    pub(super) name: Rc<str>,
    /// FT, own or inherited.
    pub(super) field_type: Option<FieldType>,
    /// Ff, own or inherited.
    pub(super) flags: i64,
    /// V, own or inherited; never null.
    pub(super) value: Option<Rc<Object<'a>>>,
    depth: usize,
}

/// FT of a field (ISO 32000-2, table 226).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldType {
    Button,
    Text,
    Choice,
    Signature,
}

impl FieldType {
    fn of(dict: &Dict<'_>) -> Option<Self> {
        match &*text_string::name(dict, "FT")? {
            b"Btn" => Some(Self::Button),
            b"Tx" => Some(Self::Text),
            b"Ch" => Some(Self::Choice),
            b"Sig" => Some(Self::Signature),
            _ => None,
        }
    }
}

/// The nodes met so far, each read once: a field may have tens of thousands of widgets.
pub(super) struct Hierarchy<'a> {
    pdf: &'a Pdf,
    nodes: HashMap<ObjectIdentifier, Rc<Node<'a>>>,
}

impl<'a> Hierarchy<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, nodes: HashMap::new() }
    }

    /// The object behind an array's item, and its identifier when it has one of its own.
    pub(super) fn resolve(
        &self,
        item: MaybeRef<Object<'a>>,
        budget: &mut Budget,
    ) -> Result<(Option<ObjectIdentifier>, Option<Dict<'a>>), Error> {
        let (id, object) = match item {
            MaybeRef::Ref(reference) => {
                let id = ObjectIdentifier::from(reference);
                (Some(id), self.pdf.xref().get::<Object<'_>>(id))
            }
            MaybeRef::NotRef(object) => (None, Some(object)),
        };
        budget.charge_object(object.as_ref())?;
        Ok((id, object.and_then(Object::into_dict)))
    }

    /// The node of a dictionary, with `above` standing in for a Parent that is missing or leads nowhere.
    pub(super) fn node(
        &mut self,
        id: Option<ObjectIdentifier>,
        dict: &Dict<'a>,
        above: Option<&Rc<Node<'a>>>,
        budget: &mut Budget,
    ) -> Result<Rc<Node<'a>>, Error> {
        if let Some(known) = id.and_then(|id| self.nodes.get(&id)) {
            return Ok(Rc::clone(known));
        }
        // Up to the first ancestor that is known, or to the top.
        let mut chain = vec![(id, dict.clone())];
        let mut top = above.cloned();
        let mut is_cyclic = false;
        while let Some(parent_id) = chain.last().and_then(|(_, child)| child.get_ref("Parent")) {
            let parent_id = ObjectIdentifier::from(parent_id);
            if let Some(known) = self.nodes.get(&parent_id) {
                top = Some(Rc::clone(known));
                break;
            }
            is_cyclic = chain.iter().any(|(id, _)| *id == Some(parent_id));
            if is_cyclic {
                top = None;
                break;
            }
            if chain.len() > MAX_DEPTH {
                return Err(too_deep());
            }
            let parent = self.pdf.xref().get::<Object<'_>>(parent_id);
            budget.charge_object(parent.as_ref())?;
            let Some(parent) = parent.and_then(Object::into_dict) else { break };
            chain.push((Some(parent_id), parent));
        }
        let mut node = top;
        for (id, dict) in chain.into_iter().rev() {
            let built = Rc::new(Node::new(&dict, node.as_deref(), budget)?);
            if built.depth > MAX_DEPTH {
                return Err(too_deep());
            }
            // Where a cycle is cut depends on where one enters it, so nodes on it are good for one answer only.
            if let Some(id) = id.filter(|_| !is_cyclic) {
                self.nodes.insert(id, Rc::clone(&built));
            }
            node = Some(built);
        }
        // The chain holds the dictionary itself, so there is a node.
        node.ok_or_else(too_deep)
    }
}

impl<'a> Node<'a> {
    fn new(dict: &Dict<'a>, above: Option<&Self>, budget: &mut Budget) -> Result<Self, Error> {
        let inherited = above.map(|node| Rc::clone(&node.name)).unwrap_or_default();
        let name = match text_string::entry(dict, "T").filter(|own| !own.is_empty()) {
            None => inherited,
            Some(own) if inherited.is_empty() => own.into(),
            Some(own) => format!("{inherited}.{own}").into(),
        };
        budget.charge(name.len())?;
        let value = dict.get::<Object<'_>>("V").filter(|value| !matches!(value, Object::Null(_)));
        budget.charge_object(value.as_ref())?;
        Ok(Self {
            name,
            field_type: FieldType::of(dict).or_else(|| above?.field_type),
            flags: dict.get::<Number>("Ff").map_or_else(|| above.map_or(0, |node| node.flags), |ff| ff.as_i64()),
            value: value.map(Rc::new).or_else(|| above?.value.clone()),
            depth: above.map_or(0, |node| node.depth + 1),
        })
    }
}

fn too_deep() -> Error {
    Error::new(ErrorCode::LimitNesting, format!("The form's fields nest deeper than {MAX_DEPTH} levels."))
}
