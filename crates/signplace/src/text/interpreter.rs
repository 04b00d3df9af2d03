//! The operator loop: walks a page's content and yields its glyphs (ISO 32000-2, 8.4, 9.3, 9.4).

use std::collections::HashMap;
use std::rc::Rc;

use super::basis::Basis;
use super::content::{Operand, Tokens};
use super::glyph::{Layer, PageText, Setting};
use super::marked::{self, Marked, Replacement};
use super::matrices::TextMatrices;
use super::path::Path;
use super::resources::{Form, Resources, XObject};
use super::shows::{Mask, MaskOf};
use super::skim::{Skimmed, skim};
use super::state::{Matrix, State};
use crate::api::Document;
use crate::document::Limits;
use crate::document::object::{Array, Dict, Object, ObjectIdentifier, Page as PdfPage, Pdf, Stream, items};
use crate::document::stream::Budget;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Point, Rect};

/// `q` nests no deeper; what lies beyond is damage.
const MAX_STATES: usize = 4096;
/// What painting a form costs, in operators: its state and its stream are begun anew, which few paintings make up for.
const COST_OF_A_FORM: u64 = 10;
/// Marked content nests no deeper.
const MAX_MARKED: usize = 1024;

/// The text of a page (numbered from 1), its content first, then its widgets and FreeText annotations.
///
/// Fails when a budget of the document is used up.
pub(crate) fn page_text(document: &Document, number: u32, budget: &Budget) -> Result<PageText, Error> {
    let mut text = PageText::default();
    read_page(document, number, budget, &mut text, How { with_appearances: true, ..How::default() })?;
    // It may be kept with those of a thousand other pages.
    text.fonts.forget_codes();
    text.glyphs.shrink();
    Ok(text)
}

/// How a page is read.
#[derive(Clone, Copy)]
pub(crate) struct How<'h> {
    /// With the text of widgets and FreeText annotations.
    pub(crate) with_appearances: bool,
    /// With glyphs in pieces, as they should be; else each is a piece of its own, and nothing else is another: this is what
    /// pieces are tested against.
    pub(crate) forms_pieces: bool,
    /// Which of the characters looked for a text holds: always the same for pages that are read into the same memory.
    pub(crate) mask_of: MaskOf<'h>,
    /// Whether a page that shows these of them must be interpreted; the page is glanced at first, if that is given.
    pub(crate) is_enough: Option<&'h dyn Fn(Mask) -> bool>,
}

impl Default for How<'_> {
    /// The page's own content, in pieces, whatever it holds.
    fn default() -> Self {
        Self { with_appearances: false, forms_pieces: true, mask_of: &|_| 0, is_enough: None }
    }
}

/// How a page was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Read {
    /// Whether it was interpreted. It was not where a glance told that the page holds nothing that is looked for, and
    /// that its text can be trusted.
    pub(crate) is_whole: bool,
    /// Length of its content, in bytes.
    pub(crate) length: usize,
}

/// The same, in the memory of the text of another page.
pub(crate) fn read_page(
    document: &Document,
    number: u32,
    budget: &Budget,
    memory: &mut PageText,
    how: How<'_>,
) -> Result<Read, Error> {
    let mut text = std::mem::take(memory);
    text.clear();
    let Some(page) = document.file.page(number) else { return Ok(Read { is_whole: true, length: 0 }) };
    let geometry = document.geometry(number);
    let mut interpreter = Interpreter {
        document,
        budget,
        number,
        text,
        layer: Layer::Content,
        setting: None,
        style: 0,
        open: None,
        begun: 0,
        forms_pieces: how.forms_pieces,
        mask_of: how.mask_of,
        operators: 0,
        most_operators: document.file.limits().operators,
        forms: Vec::new(),
        read: HashMap::new(),
    };
    let content = page_content(document, page, budget)?;
    let resources = Resources::of_page(page);
    if let Some(is_enough) = how.is_enough
        && let Skimmed::Text =
            skim(&mut interpreter.text.fonts, document, &content, &resources, budget, how.mask_of, is_enough)
    {
        *memory = interpreter.text;
        return Ok(Read { is_whole: false, length: content.len() });
    }
    let state = State::new(geometry.user_to_page(), geometry.page_rect());
    interpreter.stream(&content, &resources, state.clone())?;
    let has_image = interpreter.text.has_image;
    if how.with_appearances {
        super::annotation::appearances(&mut interpreter, page, &state)?;
    }
    *memory = interpreter.text;
    memory.has_image = has_image;
    Ok(Read { is_whole: true, length: content.len() })
}

/// The content of a page, its parts joined.
pub(super) fn page_content<'d>(document: &'d Document, page: &PdfPage<'d>, budget: &Budget) -> Result<Vec<u8>, Error> {
    let contents = page.raw().get::<Object<'d>>(b"Contents");
    match contents {
        Some(Object::Stream(stream)) => Ok(budget.decode(&stream)?.into_owned()),
        Some(Object::Array(parts)) => {
            let mut all = Vec::new();
            for part in items(&parts, document.file.pdf()).filter_map(Object::into_stream) {
                all.extend_from_slice(&budget.decode(&part)?);
                budget.check_joined(all.len())?;
                // A part's end separates tokens (ISO 32000-2, 7.8.2).
                all.push(b'\n');
            }
            Ok(all)
        }
        _ => Ok(Vec::new()),
    }
}

pub(super) struct Interpreter<'d> {
    document: &'d Document,
    budget: &'d Budget,
    pub(super) number: u32,
    pub(super) text: PageText,
    pub(super) layer: Layer,
    /// How the glyphs shown last are set, and its number.
    pub(super) setting: Option<Setting>,
    pub(super) style: u32,
    /// That number of the last piece, if the next glyph may be of it.
    pub(super) open: Option<u32>,
    /// How many pieces were begun.
    pub(super) begun: u64,
    /// Whether glyphs form pieces; else each is one.
    pub(super) forms_pieces: bool,
    /// Which of the characters looked for a text holds.
    pub(super) mask_of: MaskOf<'d>,
    operators: u64,
    most_operators: u64,
    /// The forms being drawn, to stop at one that draws itself.
    forms: Vec<ObjectIdentifier>,
    /// Forms of this page, read once.
    read: HashMap<ObjectIdentifier, Rc<Form<'d>>>,
}

impl<'d> Interpreter<'d> {
    /// Interprets one content stream: the page's, a form's, an appearance's.
    pub(super) fn stream(&mut self, data: &[u8], resources: &Resources<'d>, first: State) -> Result<(), Error> {
        let (mut state, mut text) = (first, TextMatrices::IDENTITY);
        let mut saved: Vec<State> = Vec::new();
        let mut marked: Vec<Marked> = Vec::new();
        let mut path = Path::default();
        let mut tokens = Tokens::new(data);
        // What glyphs have in common holds until an operator changes more of the state than the place, the font or the text
        // matrix. Those that do not go on with the loop. Rise and clip count too: the way along the last piece knows them.
        let mut basis: Option<Basis> = None;
        while let Some(operator) = tokens.next_operator() {
            self.count_operator(1)?;
            match operator {
                b"q" if saved.len() < MAX_STATES => {
                    saved.push(state.clone());
                    continue;
                }
                b"Q" => {
                    if let Some(last) = saved.pop() {
                        path.settle(&state);
                        state = last;
                    }
                }
                b"cm" => {
                    if let Some(m) = tokens.numbers::<6>() {
                        path.settle(&state);
                        state.concatenate(&Matrix::from_matrix(m));
                    }
                }
                b"BT" => {
                    text = TextMatrices::IDENTITY;
                    continue;
                }
                b"ET" => continue,
                b"Tc" => set(&mut state.char_spacing, &tokens),
                b"Tw" => set(&mut state.word_spacing, &tokens),
                b"TL" => {
                    set(&mut state.leading, &tokens);
                    continue;
                }
                b"Ts" => set(&mut state.rise, &tokens),
                b"Tz" => {
                    if let Some([percent]) = tokens.numbers() {
                        state.scale = percent / 100.0;
                    }
                }
                b"Tr" => {
                    if let Some([mode]) = tokens.numbers() {
                        state.render_mode = mode as u8;
                    }
                }
                b"Tf" => {
                    let before = state.size;
                    if let Some([size]) = tokens.numbers() {
                        state.size = size;
                    }
                    if let Some(name) = tokens.name_operand() {
                        state.font = resources.font(name, self.document, self.budget, &mut self.text.fonts)?;
                        self.count_operator(resources.cost())?;
                    }
                    if state.size == before {
                        if let Some(basis) = &mut basis {
                            basis.change_font();
                        }
                        continue;
                    }
                }
                b"Td" | b"TD" => {
                    if let Some([x, y]) = tokens.numbers() {
                        if operator == b"TD" {
                            state.leading = -y;
                        }
                        text.next_line(x, y);
                    }
                    if let Some((code, length, end)) = tokens.code_ahead()
                        && self
                            .show_alone(code.get(..length).unwrap_or_default(), &state, &mut text, &mut basis)
                            .is_some()
                    {
                        tokens.pass(end);
                        self.count_operator(1)?;
                    }
                    continue;
                }
                b"Tm" => {
                    if let Some(m) = tokens.numbers::<6>() {
                        text = TextMatrices::new(m);
                    }
                    continue;
                }
                b"T*" => {
                    text.next_line(0.0, -state.leading);
                    continue;
                }
                b"Tj" if self.shows_alone(&tokens, &state, &mut text, &mut basis) => continue,
                b"Tj" | b"TJ" => {
                    self.show(&mut tokens, &state, &mut text, &marked, &mut basis)?;
                    continue;
                }
                b"'" => {
                    text.next_line(0.0, -state.leading);
                    self.show(&mut tokens, &state, &mut text, &marked, &mut basis)?;
                    continue;
                }
                b"\"" => {
                    if let [Operand::Number(word), Operand::Number(char), ..] = tokens.operands() {
                        (state.word_spacing, state.char_spacing) = (*word, *char);
                        basis = None;
                    }
                    text.next_line(0.0, -state.leading);
                    self.show(&mut tokens, &state, &mut text, &marked, &mut basis)?;
                }
                b"Do" => {
                    if let Some(name) = tokens.name_operand() {
                        self.x_object(resources, name, &state, is_hidden(&marked))?;
                    }
                }
                b"gs" => {
                    if let Some(name) = tokens.name_operand() {
                        let fonts = &mut self.text.fonts;
                        let set = resources.font_of_state(name, self.document, self.budget, fonts)?;
                        self.count_operator(resources.cost())?;
                        if let Some((font, size)) = set {
                            state.font = Some(font);
                            state.size = size.unwrap_or(state.size);
                        }
                    }
                }
                b"BMC" | b"BDC" if marked.len() < MAX_MARKED => {
                    let hidden = is_hidden(&marked);
                    marked.push(self.begin_marked(&tokens, resources, marked.last()));
                    self.count_operator(resources.cost())?;
                    if is_hidden(&marked) == hidden {
                        continue;
                    }
                }
                b"EMC" => {
                    let hidden = is_hidden(&marked);
                    if let Some(Marked { actual: Some((replacement, start)), .. }) = marked.pop() {
                        self.replace(start, &replacement)?;
                    }
                    if is_hidden(&marked) == hidden {
                        continue;
                    }
                }
                b"m" | b"l" => {
                    if let Some(point) = tokens.numbers() {
                        path.add([point], &state);
                    }
                    continue;
                }
                b"v" | b"y" => {
                    if let Some([a, b, x, y]) = tokens.numbers() {
                        path.add([[a, b], [x, y]], &state);
                    }
                    continue;
                }
                b"c" => {
                    if let Some([a, b, c, d, x, y]) = tokens.numbers() {
                        path.add([[a, b], [c, d], [x, y]], &state);
                    }
                    continue;
                }
                b"re" => {
                    if let Some([x, y, w, h]) = tokens.numbers() {
                        path.add([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], &state);
                    }
                    continue;
                }
                b"W" | b"W*" => {
                    path.clip();
                    continue;
                }
                b"n" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => {
                    let Some(bounds) = path.end(&state) else { continue };
                    state.clip_to(bounds);
                }
                _ => continue,
            }
            basis = None;
        }
        // ActualText that was never closed still holds to the end of the stream.
        while let Some(open) = marked.pop() {
            if let Some((replacement, start)) = open.actual {
                self.replace(start, &replacement)?;
            }
        }
        self.text.has_image |= tokens.saw_image();
        Ok(())
    }

    /// Whether the only string among the operands is one code that could be [shown alone](Self::show_alone).
    #[inline]
    fn shows_alone(
        &mut self,
        tokens: &Tokens<'_>,
        state: &State,
        text: &mut TextMatrices,
        basis: &mut Option<Basis>,
    ) -> bool {
        let [Operand::String(range)] = tokens.operands() else { return false };
        range.len() <= 2 && self.show_alone(tokens.bytes(range), state, text, basis).is_some()
    }

    /// Gives the glyphs from `start` on the text that stands for them.
    fn replace(&mut self, start: usize, by: &Replacement) -> Result<(), Error> {
        if marked::replace(&mut self.text, start, by, self.mask_of) {
            self.open = None;
        }
        self.check_long_texts()
    }

    #[inline]
    pub(super) fn count_operator(&mut self, cost: u64) -> Result<(), Error> {
        self.operators += cost;
        if self.operators <= self.most_operators { Ok(()) } else { Err(self.too_many_operators()) }
    }

    #[cold]
    fn too_many_operators(&self) -> Error {
        let message = format!("Page {} has more than {} operators.", self.number, self.most_operators);
        Error::new(ErrorCode::LimitOperators, message).with_hint("Raise the limit, or leave the page out (--pages).")
    }

    fn begin_marked(&self, tokens: &Tokens<'_>, resources: &Resources<'d>, outer: Option<&Marked>) -> Marked {
        let (mut hidden, replaced) = outer.map_or((false, false), |outer| (outer.hidden, outer.replaced));
        let actual = match tokens.operands() {
            [.., Operand::Dict(range)] => marked::actual_text_of(tokens.raw(range)),
            [.., Operand::Name(_), Operand::Name(name)] => {
                resources.properties(tokens.bytes(name), self.document).and_then(|properties| {
                    hidden |= properties.hidden;
                    properties.actual
                })
            }
            _ => None,
        };
        // The outermost replacement holds for everything within.
        let actual = actual.filter(|_| !replaced).map(|text| (text, self.text.glyphs.len()));
        Marked { replaced: replaced || actual.is_some(), actual, hidden }
    }

    fn x_object(&mut self, resources: &Resources<'d>, name: &[u8], state: &State, hidden: bool) -> Result<(), Error> {
        let found = resources.x_object(name, self.document);
        self.count_operator(resources.cost())?;
        match found {
            Some(XObject::Image) => self.text.has_image = true,
            Some(XObject::Form(stream, hides)) => {
                self.count_operator(COST_OF_A_FORM)?;
                self.form(&stream, resources, state.clone(), hidden || hides)?;
            }
            None => {}
        }
        Ok(())
    }

    /// Draws a form XObject (ISO 32000-2, 8.10) in a state whose user space is that of its place.
    pub(super) fn form(
        &mut self,
        stream: &Stream<'d>,
        outer: &Resources<'d>,
        mut state: State,
        hidden: bool,
    ) -> Result<(), Error> {
        let id = stream.obj_id();
        if self.forms.contains(&id) {
            return Ok(());
        }
        if self.forms.len() >= self.limits().nesting as usize {
            let message = format!("Forms on page {} nest deeper than {}.", self.number, self.forms.len());
            return Err(Error::new(ErrorCode::LimitNesting, message)
                .with_hint("Raise the limit if the document can be trusted."));
        }
        let form = match self.read.get(&id) {
            Some(form) => Rc::clone(form),
            None => {
                let form = Rc::new(Form::read(stream, self.budget)?);
                self.read.insert(id, Rc::clone(&form));
                form
            }
        };
        if let Some(matrix) = form.matrix {
            state.concatenate(&Matrix::from_matrix(matrix));
        }
        if let Some([x0, y0, x1, y1]) = form.bbox {
            let bounds = Rect::from_corners(Point::new(x0, y0), Point::new(x1, y1));
            state.clip_to(state.to_page.rect(bounds));
        }
        let before = self.text.glyphs.len();
        self.forms.push(id);
        let result = self.stream(&form.data, form.resources.as_deref().unwrap_or(outer), state);
        self.forms.pop();
        if hidden {
            self.text.glyphs.iter_mut().skip(before).for_each(|glyph| glyph.set_visible(false));
        }
        result
    }

    pub(super) fn limits(&self) -> &'d Limits {
        self.document.file.limits()
    }

    pub(super) fn pdf(&self) -> &'d Pdf {
        self.document.file.pdf()
    }

    /// Whether a dictionary belongs to optional content that is hidden.
    pub(super) fn hides(&self, dict: &Dict<'d>) -> bool {
        let group = dict.get::<Dict<'d>>(b"OC");
        group.is_some_and(|group| self.document.file.optional_content().is_hidden(&group))
    }
}

/// Whether optional content hides what is shown here.
pub(super) fn is_hidden(marked: &[Marked]) -> bool {
    marked.last().is_some_and(|marked| marked.hidden)
}

fn set(value: &mut f64, tokens: &Tokens<'_>) {
    if let Some([number]) = tokens.numbers() {
        *value = number;
    }
}

/// An array of exactly `N` finite numbers or more.
pub(super) fn numbers<const N: usize>(dict: &Dict<'_>, key: &[u8]) -> Option<[f64; N]> {
    let array = dict.get::<Array<'_>>(key)?;
    let mut items = array.iter::<f64>().filter(|n| n.is_finite());
    let mut all = [0.0; N];
    for slot in &mut all {
        *slot = items.next()?;
    }
    Some(all)
}
