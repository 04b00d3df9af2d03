//! Sheets into a PDF, and what must be found in it.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::widget::{Kind, Widgets};
use crate::{Face, Line, Lock, Paper, Spot, Within};

/// Children that a node of the page tree has at most.
const FANOUT: usize = 16;

/// One page: paper and what is on it.
#[derive(Debug, Clone)]
pub struct Sheet {
    paper: Paper,
    lines: Vec<Line>,
    more: String,
}

impl Sheet {
    /// An empty page.
    pub fn on(paper: Paper) -> Self {
        Self { paper, lines: Vec::new(), more: String::new() }
    }

    /// The same with a line of text.
    #[must_use]
    pub fn with(mut self, line: Line) -> Self {
        self.lines.push(line);
        self
    }

    /// The same with operators of its own, before the lines.
    #[must_use]
    pub fn drawing(mut self, operators: &str) -> Self {
        self.more += operators;
        self.more.push('\n');
        self
    }
}

/// Where a keyword must be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// The keyword.
    pub keyword: String,
    /// Page number, from 1.
    pub page: u32,
    /// In page space.
    pub spot: Spot,
    /// The same in user space.
    pub user: Spot,
}

/// Where a widget must be found.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedWidget {
    /// The field's full name.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
    /// Page number, from 1.
    pub page: u32,
    /// In page space.
    pub spot: Spot,
}

/// A fixture: a file, and what must be found in it.
#[derive(Debug, Clone)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// Every keyword, by page, then in the order of the lines.
    pub expected: Vec<Expected>,
    /// Every widget, in the order in which the fields were added.
    pub widgets: Vec<ExpectedWidget>,
}

/// A PDF to be made.
#[derive(Debug, Clone, Default)]
pub struct Pdf {
    sheets: Vec<Sheet>,
    fields: Vec<Widgets>,
    lock: Option<Lock>,
    packed: bool,
}

impl Pdf {
    /// A PDF of these pages.
    pub fn of(sheets: impl IntoIterator<Item = Sheet>) -> Self {
        Self { sheets: sheets.into_iter().collect(), ..Self::default() }
    }

    /// A PDF of one A4 page with these lines.
    pub fn with_lines(lines: impl IntoIterator<Item = Line>) -> Self {
        Self::of([lines.into_iter().fold(Sheet::on(Paper::a4()), Sheet::with)])
    }

    /// The same with a form field.
    #[must_use]
    pub fn field(mut self, field: Widgets) -> Self {
        self.fields.push(field);
        self
    }

    /// The same, encrypted.
    #[must_use]
    pub fn locked(self, lock: Lock) -> Self {
        Self { lock: Some(lock), ..self }
    }

    /// The same with object streams and a cross-reference stream.
    #[must_use]
    pub fn packed(self) -> Self {
        Self { packed: true, ..self }
    }

    /// The file, and what must be found in it.
    pub fn made(&self) -> Made {
        Made { bytes: self.bytes(), expected: self.expected(), widgets: self.expected_widgets() }
    }

    fn expected(&self) -> Vec<Expected> {
        let mut all = Vec::new();
        for (sheet, page) in self.sheets.iter().zip(1..) {
            for line in &sheet.lines {
                for keyword in &line.expecting {
                    for quad in line.quads_of(keyword) {
                        let user = Spot::around(&quad);
                        all.push(Expected { keyword: keyword.clone(), page, user, spot: sheet.paper.shows(user) });
                    }
                }
            }
        }
        all
    }

    fn expected_widgets(&self) -> Vec<ExpectedWidget> {
        let widgets = self.fields.iter().flat_map(|field| field.at.iter().map(move |at| (field, at)));
        widgets
            .map(|(field, &(page, rect))| ExpectedWidget {
                name: field.name.clone(),
                kind: field.kind,
                page,
                spot: self.sheets[page as usize - 1].paper.shows(rect),
            })
            .collect()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let fonts = self.add_fonts(&mut document);
        let pages: Vec<ObjectId> = self.sheets.iter().map(|sheet| add_page(&mut document, sheet, &fonts)).collect();
        let tree = self.add_tree(&mut document, &pages);
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
        if !self.fields.is_empty() {
            catalog.set("AcroForm", self.add_form(&mut document, &pages));
        }
        let catalog = document.add_object(catalog);
        document.trailer.set("Root", catalog);
        let id = Object::string_literal("signplace fixture");
        document.trailer.set("ID", vec![id.clone(), id]);
        if let Some(lock) = &self.lock {
            lock.apply_to(&mut document);
        }
        let mut bytes = Vec::new();
        let saved = if self.packed { document.save_modern(&mut bytes) } else { document.save_to(&mut bytes) };
        saved.expect("a fixture can be written");
        bytes
    }

    fn add_fonts(&self, document: &mut Document) -> Dictionary {
        let mut characters: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
        for line in self.sheets.iter().flat_map(|sheet| &sheet.lines) {
            characters.entry(line.face()).or_default().extend(line.characters());
        }
        let mut fonts = Dictionary::new();
        for (face, characters) in characters {
            fonts.set(face.name(), face.add_to(document, &characters));
        }
        let fonts = document.add_object(fonts);
        dictionary! { "Font" => fonts }
    }

    /// The page tree over the pages, balanced; pages that inherit get a node of their own above them.
    fn add_tree(&self, document: &mut Document, pages: &[ObjectId]) -> ObjectId {
        let mut level: Vec<(ObjectId, i64)> = Vec::new();
        for (&page, sheet) in pages.iter().zip(&self.sheets) {
            if sheet.paper.is_inherited() {
                let node = add_node(document, &[(page, 1)]);
                let entries = document.get_dictionary_mut(node).expect("just added");
                sheet.paper.write_inheritable(entries);
                level.push((node, 1));
            } else {
                level.push((page, 1));
            }
        }
        while level.len() > FANOUT {
            let groups: Vec<Vec<(ObjectId, i64)>> = level.chunks(FANOUT).map(<[_]>::to_vec).collect();
            level = groups.iter().map(|kids| (add_node(document, kids), kids.iter().map(|k| k.1).sum())).collect();
        }
        add_node(document, &level)
    }

    fn add_form(&self, document: &mut Document, pages: &[ObjectId]) -> ObjectId {
        let mut roots: Vec<ObjectId> = Vec::new();
        let mut nodes: BTreeMap<String, ObjectId> = BTreeMap::new();
        for field in &self.fields {
            let (above, own) = field.name.rsplit_once('.').map_or(("", &*field.name), |(a, o)| (a, o));
            let parent = branch(document, above, &mut nodes, &mut roots);
            let mut entries = field.field_entries();
            entries.set("T", lopdf::text_string(own));
            let id = match field.at.as_slice() {
                [(page, rect)] => {
                    // Field and widget are one dictionary where there is one widget (ISO 32000-2, 12.5.6.19).
                    entries.extend(&field.widget_entries(*rect));
                    let id = document.add_object(entries);
                    hang(document, pages[*page as usize - 1], id, field.names_its_page);
                    id
                }
                several => {
                    let id = document.add_object(entries);
                    for (page, rect) in several {
                        let mut widget = field.widget_entries(*rect);
                        widget.set("Parent", id);
                        let widget = document.add_object(widget);
                        push(document, id, "Kids", widget);
                        hang(document, pages[*page as usize - 1], widget, field.names_its_page);
                    }
                    id
                }
            };
            match parent {
                Some(parent) => {
                    document.get_dictionary_mut(id).expect("just added").set("Parent", parent);
                    push(document, parent, "Kids", id);
                }
                None => roots.push(id),
            }
        }
        let roots: Vec<Object> = roots.into_iter().map(Object::from).collect();
        document.add_object(dictionary! { "Fields" => roots })
    }
}

/// The field of this full name that only groups others, made when it is not there yet; `None` for the root.
fn branch(
    document: &mut Document,
    name: &str,
    nodes: &mut BTreeMap<String, ObjectId>,
    roots: &mut Vec<ObjectId>,
) -> Option<ObjectId> {
    if name.is_empty() {
        return None;
    }
    if let Some(&node) = nodes.get(name) {
        return Some(node);
    }
    let (above, own) = name.rsplit_once('.').map_or(("", name), |(a, o)| (a, o));
    let parent = branch(document, above, nodes, roots);
    let node = document.add_object(dictionary! { "T" => lopdf::text_string(own) });
    match parent {
        Some(parent) => {
            document.get_dictionary_mut(node).expect("just added").set("Parent", parent);
            push(document, parent, "Kids", node);
        }
        None => roots.push(node),
    }
    nodes.insert(name.to_owned(), node);
    Some(node)
}

/// Puts a widget among a page's annotations.
fn hang(document: &mut Document, page: ObjectId, widget: ObjectId, names_its_page: bool) {
    push(document, page, "Annots", widget);
    if names_its_page {
        document.get_dictionary_mut(widget).expect("just added").set("P", page);
    }
}

fn push(document: &mut Document, owner: ObjectId, key: &str, object: ObjectId) {
    let owner = document.get_dictionary_mut(owner).expect("just added");
    match owner.get_mut(key.as_bytes()) {
        Ok(Object::Array(list)) => list.push(object.into()),
        _ => owner.set(key, vec![object.into()]),
    }
}

fn add_node(document: &mut Document, kids: &[(ObjectId, i64)]) -> ObjectId {
    let list: Vec<Object> = kids.iter().map(|&(id, _)| id.into()).collect();
    let count: i64 = kids.iter().map(|&(_, pages)| pages).sum();
    let node = document.add_object(dictionary! { "Type" => "Pages", "Kids" => list, "Count" => count });
    for &(kid, _) in kids {
        document.get_dictionary_mut(kid).expect("just added").set("Parent", node);
    }
    node
}

fn add_page(document: &mut Document, sheet: &Sheet, fonts: &Dictionary) -> ObjectId {
    let mut content = sheet.more.clone();
    let mut forms = Dictionary::new();
    for line in &sheet.lines {
        let (operators, used) = wrap(document, line, &line.within, fonts);
        content += &operators;
        forms.extend(&used);
    }
    let mut resources = fonts.clone();
    resources.set("XObject", forms);
    let content = add_stream(document, Dictionary::new(), content);
    let mut page = dictionary! { "Type" => "Page", "Contents" => content, "Resources" => resources };
    if !sheet.paper.is_inherited() {
        sheet.paper.write_inheritable(&mut page);
    }
    sheet.paper.write_own(&mut page);
    document.add_object(page)
}

/// A line's operators within its coordinate systems, and the forms that they paint.
fn wrap(document: &mut Document, line: &Line, within: &[Within], fonts: &Dictionary) -> (String, Dictionary) {
    let Some((outer, inner)) = within.split_first() else { return (line.operators(), Dictionary::new()) };
    let (operators, used) = wrap(document, line, inner, fonts);
    match outer {
        Within::State(map) => (format!("q {} cm\n{operators}Q\n", map.operands()), used),
        Within::Form(map) => {
            let mut resources = fonts.clone();
            resources.set("XObject", used);
            let form = dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "Resources" => resources,
                "BBox" => crate::paper::rectangle([-2000.0, -2000.0, 2000.0, 2000.0]),
                "Matrix" => Object::Array(map.0.iter().map(|&v| crate::paper::real(v)).collect()),
            };
            let form = add_stream(document, form, operators);
            let name = format!("Form{}", form.0);
            (format!("/{name} Do\n"), dictionary! { name.as_str() => form })
        }
    }
}

fn add_stream(document: &mut Document, entries: Dictionary, content: String) -> ObjectId {
    let mut stream = Stream::new(entries, content.into_bytes());
    stream.compress().expect("text can be compressed");
    document.add_object(stream)
}
