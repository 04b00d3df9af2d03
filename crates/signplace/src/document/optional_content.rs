//! Optional content: which groups of a document are shown when it is opened (ISO 32000-2, 8.11).

use std::collections::HashMap;

use super::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Pdf};

/// Visibility expressions within visibility expressions.
const MAX_DEPTH: usize = 16;
/// Groups and operators that one membership dictionary may name; beyond it, its content counts as shown.
const MAX_TERMS: usize = 10_000;

/// Which optional-content groups are off in the document's default configuration.
#[derive(Debug, Default)]
pub(crate) struct OptionalContent {
    groups: HashMap<ObjectIdentifier, bool>,
}

impl OptionalContent {
    /// The default configuration of the catalog's OCProperties: BaseState, ON, OFF, and what View usage changes by way
    /// of AS. Without OCProperties nothing is hidden.
    pub(crate) fn load(pdf: &Pdf) -> Self {
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let Some(properties) = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("OCProperties")) else {
            return Self::default();
        };
        let config = properties.get::<Dict<'_>>("D").unwrap_or_default();
        let is_on = !is_name(&config, "BaseState", b"OFF");
        let mut groups: HashMap<_, _> = references(&properties, "OCGs").map(|id| (id, is_on)).collect();
        groups.extend(references(&config, "ON").map(|id| (id, true)));
        groups.extend(references(&config, "OFF").map(|id| (id, false)));
        let view_state = |id: ObjectIdentifier| {
            let usage = pdf.xref().get::<Dict<'_>>(id)?.get::<Dict<'_>>("Usage")?;
            usage.get::<Dict<'_>>("View")?.get::<Name<'_>>("ViewState").map(|state| &*state != b"OFF")
        };
        for id in automatic(&config).take(MAX_TERMS) {
            if let Some(is_on) = view_state(id) {
                groups.insert(id, is_on);
            }
        }
        Self { groups }
    }

    /// Whether content under this group (OCG) or membership dictionary (OCMD) is hidden. A dictionary that is neither,
    /// or that names no group, hides nothing.
    pub(crate) fn is_hidden(&self, properties: &Dict<'_>) -> bool {
        if self.groups.is_empty() {
            return false;
        }
        let is_membership = is_name(properties, "Type", b"OCMD") || properties.contains_key("OCGs");
        if !is_membership {
            return properties.obj_id().is_some_and(|id| !self.is_on(id));
        }
        let mut terms = MAX_TERMS;
        let expression = properties.get::<Array<'_>>("VE");
        if let Some(is_visible) = expression.and_then(|expression| self.evaluate(&expression, MAX_DEPTH, &mut terms)) {
            return !is_visible;
        }
        let members: Vec<_> = match properties.get_ref("OCGs") {
            // One group, or a reference to an array of them.
            Some(reference) if properties.get::<Array<'_>>("OCGs").is_none() => vec![reference.into()],
            _ => references(properties, "OCGs").take(MAX_TERMS).collect(),
        };
        if members.is_empty() {
            return false;
        }
        let mut states = members.into_iter().map(|id| self.is_on(id));
        let is_visible = match properties.get::<Name<'_>>("P").as_deref() {
            Some(b"AllOn") => states.all(|is_on| is_on),
            Some(b"AnyOff") => states.any(|is_on| !is_on),
            Some(b"AllOff") => states.all(|is_on| !is_on),
            _ => states.any(|is_on| is_on),
        };
        !is_visible
    }

    /// A group that OCProperties does not list has no state that could hide it.
    fn is_on(&self, group: ObjectIdentifier) -> bool {
        self.groups.get(&group).copied().unwrap_or(true)
    }

    /// A visibility expression; `None` when it is malformed, cyclic or beyond the bounds, and the entry P decides.
    fn evaluate(&self, expression: &Array<'_>, depth: usize, terms: &mut usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let mut items = expression.raw_iter();
        let operator = match items.next()? {
            MaybeRef::NotRef(Object::Name(name)) => name,
            _ => return None,
        };
        let mut resolved = expression.iter::<Object<'_>>().skip(1);
        let mut operands = Vec::new();
        for item in items {
            *terms = terms.checked_sub(1)?;
            let value = resolved.next();
            operands.push(match (item, value) {
                (MaybeRef::NotRef(Object::Array(inner)), _) | (MaybeRef::Ref(_), Some(Object::Array(inner))) => {
                    self.evaluate(&inner, depth, terms)?
                }
                (MaybeRef::Ref(group), Some(_)) => self.is_on(group.into()),
                _ => return None,
            });
        }
        match &*operator {
            b"And" => Some(operands.iter().all(|is_on| *is_on)),
            b"Or" => Some(operands.iter().any(|is_on| *is_on)),
            b"Not" if operands.len() == 1 => Some(!operands[0]),
            _ => None,
        }
    }
}

/// The groups whose View usage sets their state when the document is opened.
fn automatic<'a>(config: &Dict<'a>) -> impl Iterator<Item = ObjectIdentifier> + use<'a> {
    let usages = config.get::<Array<'_>>("AS").unwrap_or_default();
    usages
        .iter::<Object<'_>>()
        .filter_map(Object::into_dict)
        .filter(|usage| is_name(usage, "Event", b"View"))
        .filter(|usage| {
            let categories = usage.get::<Array<'_>>("Category").unwrap_or_default();
            categories.iter::<Name<'_>>().any(|name| &*name == b"View")
        })
        .flat_map(|usage| references(&usage, "OCGs"))
}

fn is_name(dict: &Dict<'_>, key: &str, expected: &[u8]) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|name| &*name == expected)
}

/// The references of an array; groups are told apart by their identifiers, so they are always indirect.
fn references<'a>(dict: &Dict<'a>, key: &str) -> impl Iterator<Item = ObjectIdentifier> + use<'a> {
    let array = dict.get::<Array<'_>>(key).unwrap_or_default();
    array.raw_iter().filter_map(|item| item.as_obj_ref()).map(ObjectIdentifier::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups are objects 4, 5 and 6; the membership dictionary asked about is object 7.
    fn load(config: &str, membership: &str) -> (Pdf, OptionalContent) {
        let objects = format!(
            "1 0 obj<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[4 0 R 5 0 R 6 0 R]/D<<{config}>>>>>>endobj
             2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 8 0 R>>endobj
             4 0 obj<</Type/OCG/Name(a)/Usage<</View<</ViewState/OFF>>>>>>endobj
             5 0 obj<</Type/OCG/Name(b)/Usage<</View<</ViewState/ON>>>>>>endobj
             6 0 obj<</Type/OCG/Name(c)>>endobj
             7 0 obj<</Type/OCMD{membership}>>endobj"
        );
        let bytes = format!("%PDF-1.7\n{objects}\ntrailer<</Root 1 0 R/Size 9>>\n%%EOF");
        let pdf = Pdf::new(bytes.into_bytes()).unwrap();
        let content = OptionalContent::load(&pdf);
        (pdf, content)
    }

    fn hidden(pdf: &Pdf, content: &OptionalContent, object: u32) -> bool {
        content.is_hidden(&pdf.xref().get::<Dict<'_>>(ObjectIdentifier::new(object, 0)).unwrap())
    }

    #[test]
    fn the_default_configuration_says_which_groups_are_off() {
        for (config, expected) in [
            ("", [false, false, false]),
            ("/OFF[4 0 R]", [true, false, false]),
            ("/BaseState/OFF", [true, true, true]),
            ("/BaseState/OFF/ON[5 0 R]", [true, false, true]),
            ("/BaseState/Unchanged/ON[4 0 R]/OFF[4 0 R 6 0 R]", [true, false, true]),
            ("/OFF[5 0 R]/AS[<</Event/View/Category[/View]/OCGs[4 0 R 5 0 R 6 0 R]>>]", [true, false, false]),
            ("/OFF[5 0 R]/AS[null<</Event/Print/Category[/View]/OCGs[4 0 R 5 0 R]>>]", [false, true, false]),
            ("/OFF[5 0 R]/AS[<</Event/View/Category[/Zoom]/OCGs[4 0 R 5 0 R]>>]", [false, true, false]),
        ] {
            let (pdf, content) = load(config, "");
            assert_eq!([4, 5, 6].map(|group| hidden(&pdf, &content, group)), expected, "{config}");
            assert_eq!(content.groups.values().all(|is_on| *is_on), expected == [false; 3], "{config}");
        }
    }

    #[test]
    fn membership_follows_its_policy() {
        // 4 is off; 5 and 6 are on.
        for (membership, expected) in [
            ("", false),
            ("/OCGs[]", false),
            ("/OCGs null", false),
            ("/OCGs 4 0 R", true),
            ("/OCGs 5 0 R", false),
            ("/OCGs[4 0 R 5 0 R]", false),
            ("/OCGs[4 0 R null]", true),
            ("/OCGs[99 0 R]", false),
            ("/OCGs[4 0 R 5 0 R]/P/AnyOn", false),
            ("/OCGs[4 0 R 5 0 R]/P/AllOn", true),
            ("/OCGs[4 0 R 5 0 R]/P/AnyOff", false),
            ("/OCGs[5 0 R 6 0 R]/P/AnyOff", true),
            ("/OCGs[4 0 R 5 0 R]/P/AllOff", true),
            ("/OCGs[4 0 R]/P/AllOff", false),
        ] {
            let (pdf, content) = load("/OFF[4 0 R]", membership);
            assert_eq!(hidden(&pdf, &content, 7), expected, "{membership}");
        }
    }

    #[test]
    fn an_expression_decides_before_the_policy_unless_it_is_malformed() {
        let deep = format!("/OCGs 5 0 R/VE{}4 0 R{}", "[/And".repeat(100), "]".repeat(100));
        for (membership, expected) in [
            ("/OCGs 4 0 R/VE[/Or 4 0 R 5 0 R]", false),
            ("/VE[/And 4 0 R 5 0 R]", true),
            ("/VE[/Not 4 0 R]", false),
            ("/VE[/And[/Not 4 0 R][/Or 5 0 R 4 0 R]]", false),
            ("/VE[/Not[/Or 4 0 R 5 0 R]]", true),
            ("/OCGs 4 0 R/VE[/Xor 5 0 R]", true),
            ("/OCGs 4 0 R/VE[/Not 4 0 R 5 0 R]", true),
            ("/OCGs 4 0 R/VE[]", true),
            ("/OCGs 4 0 R/VE[5 0 R]", true),
            (&deep, false),
        ] {
            let (pdf, content) = load("/OFF[4 0 R]", membership);
            assert_eq!(hidden(&pdf, &content, 7), expected, "{membership}");
        }
    }

    #[test]
    fn an_expression_that_contains_itself_ends() {
        let (pdf, content) =
            load("/OFF[4 0 R]", "/OCGs 4 0 R/VE 8 0 R>>endobj\n8 0 obj[/And 8 0 R 8 0 R]endobj\n9 0 obj<<");
        assert!(hidden(&pdf, &content, 7));
    }

    #[test]
    fn without_properties_nothing_is_hidden() {
        let (pdf, _) = load("/OFF[4 0 R]", "/OCGs 4 0 R");
        assert!(!hidden(&pdf, &OptionalContent::default(), 7));
        assert!(!hidden(&pdf, &OptionalContent::default(), 4));
    }
}
