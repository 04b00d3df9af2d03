//! The operator loop: walks a page's content and yields its glyphs (ISO 32000-2, 8.4, 9.3, 9.4).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::content::{Operand, Tokens};
use super::font::Font;
use super::glyph::{Glyph, Layer, PageText};
use super::marked::{self, Marked};
use super::state::{Matrix, State};
use crate::api::Document;
use crate::document::object::{
    Array, Dict, FromBytes as _, Object, ObjectIdentifier, Page as PdfPage, Pdf, Stream, items,
};
use crate::document::stream::Budget;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Page, Point, Rect, Transform, User, Vector};

/// `q` nests no deeper; what lies beyond is damage.
const MAX_STATES: usize = 4096;
/// Marked content nests no deeper.
const MAX_MARKED: usize = 1024;

/// The text of a page (numbered from 1), its content first, then its widgets and FreeText annotations.
///
/// Fails when a budget of the document is used up.
pub(crate) fn page_text(document: &Document, number: u32, budget: &Budget) -> Result<PageText, Error> {
    let Some(page) = document.file.page(number) else { return Ok(PageText::default()) };
    let geometry = document.geometry(number);
    let mut interpreter = Interpreter {
        document,
        budget,
        to_page: geometry.user_to_page(),
        number,
        text: PageText::default(),
        layer: Layer::Content,
        operators: 0,
        forms: Vec::new(),
        decoded: HashMap::new(),
    };
    let content = interpreter.content(page)?;
    let resources = Resources::new(page_resources(page));
    let state = State::new(Matrix::IDENTITY, geometry.page_rect());
    interpreter.stream(&content, &resources, state.clone())?;
    super::annotation::appearances(&mut interpreter, page, &state)?;
    Ok(interpreter.text)
}

/// The page's resources; a page found by searching a damaged file does not inherit in the parser, so it does here.
fn page_resources<'a>(page: &PdfPage<'a>) -> Dict<'a> {
    let mut dict = page.raw().clone();
    for _ in 0..64 {
        if let Some(resources) = dict.get::<Dict<'a>>(b"Resources") {
            return resources;
        }
        let Some(parent) = dict.get::<Dict<'a>>(b"Parent") else { break };
        dict = parent;
    }
    Dict::default()
}

/// A font under its name in a resource dictionary; `None` when it is not there.
type NamedFont = (Vec<u8>, Option<Arc<Font>>);

/// A resource dictionary, with the fonts that were asked for.
pub(super) struct Resources<'a> {
    dict: Dict<'a>,
    fonts: RefCell<Vec<NamedFont>>,
}

impl<'a> Resources<'a> {
    pub(super) fn new(dict: Dict<'a>) -> Self {
        Self { dict, fonts: RefCell::default() }
    }

    fn entry<T>(&self, kind: &[u8], name: &[u8], get: impl FnOnce(&Dict<'a>, &[u8]) -> Option<T>) -> Option<T> {
        get(&self.dict.get::<Dict<'a>>(kind)?, name)
    }
}

pub(super) struct Interpreter<'d> {
    document: &'d Document,
    budget: &'d Budget,
    to_page: Transform<User, Page>,
    number: u32,
    pub(super) text: PageText,
    pub(super) layer: Layer,
    operators: u64,
    /// The forms being drawn, to stop at one that draws itself.
    forms: Vec<ObjectIdentifier>,
    /// Forms of this page, decoded once.
    decoded: HashMap<ObjectIdentifier, Rc<[u8]>>,
}

/// Text matrices, which live from `BT` on (ISO 32000-2, 9.4.1).
#[derive(Clone, Copy)]
struct TextMatrices {
    current: Matrix,
    line: Matrix,
}

/// The path being built, as bounds on the displayed page.
#[derive(Default)]
struct Path {
    bounds: Option<Rect<Page>>,
    clips: bool,
}

impl<'d> Interpreter<'d> {
    fn content(&self, page: &PdfPage<'d>) -> Result<Vec<u8>, Error> {
        let contents = page.raw().get::<Object<'d>>(b"Contents");
        match contents {
            Some(Object::Stream(stream)) => Ok(self.budget.decode(&stream)?.into_owned()),
            Some(Object::Array(parts)) => {
                let mut all = Vec::new();
                for part in items(&parts, self.document.file.pdf()).filter_map(Object::into_stream) {
                    all.extend_from_slice(&self.budget.decode(&part)?);
                    // A part's end separates tokens (ISO 32000-2, 7.8.2).
                    all.push(b'\n');
                }
                Ok(all)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Interprets one content stream: the page's, a form's, an appearance's.
    pub(super) fn stream(&mut self, data: &[u8], resources: &Resources<'d>, first: State) -> Result<(), Error> {
        let identity = TextMatrices { current: Matrix::IDENTITY, line: Matrix::IDENTITY };
        let (mut state, mut text) = (first, identity);
        let mut saved: Vec<State> = Vec::new();
        let mut marked: Vec<Marked> = Vec::new();
        let mut path = Path::default();
        let mut tokens = Tokens::new(data);
        while let Some(operator) = tokens.next_operator() {
            self.count_operator()?;
            match operator {
                b"q" if saved.len() < MAX_STATES => {
                    saved.push(state.clone());
                }
                b"Q" => {
                    if let Some(last) = saved.pop() {
                        state = last;
                    }
                }
                b"cm" => {
                    if let Some(m) = tokens.numbers::<6>() {
                        state.ctm = Matrix::from_matrix(m).then(&state.ctm);
                    }
                }
                b"BT" => text = identity,
                b"Tc" => set(&mut state.char_spacing, &tokens),
                b"Tw" => set(&mut state.word_spacing, &tokens),
                b"TL" => set(&mut state.leading, &tokens),
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
                    if let Some([size]) = tokens.numbers() {
                        state.size = size;
                    }
                    if let Some(name) = tokens.name_operand() {
                        state.font = self.font(resources, name)?;
                    }
                }
                b"Td" | b"TD" => {
                    if let Some([x, y]) = tokens.numbers() {
                        if operator == b"TD" {
                            state.leading = -y;
                        }
                        next_line(&mut text, x, y);
                    }
                }
                b"Tm" => {
                    if let Some(m) = tokens.numbers::<6>() {
                        let m = Matrix::from_matrix(m);
                        text = TextMatrices { current: m, line: m };
                    }
                }
                b"T*" => next_line(&mut text, 0.0, -state.leading),
                b"Tj" => self.show(&tokens, &state, &mut text, &marked)?,
                b"TJ" => self.show(&tokens, &state, &mut text, &marked)?,
                b"'" => {
                    next_line(&mut text, 0.0, -state.leading);
                    self.show(&tokens, &state, &mut text, &marked)?;
                }
                b"\"" => {
                    if let [Operand::Number(word), Operand::Number(char), ..] = tokens.operands() {
                        (state.word_spacing, state.char_spacing) = (*word, *char);
                    }
                    next_line(&mut text, 0.0, -state.leading);
                    self.show(&tokens, &state, &mut text, &marked)?;
                }
                b"Do" => {
                    if let Some(name) = tokens.name_operand() {
                        let hidden = marked.iter().any(|m| m.hidden);
                        self.x_object(resources, name, &state, hidden)?;
                    }
                }
                b"gs" => {
                    if let Some(name) = tokens.name_operand() {
                        self.graphics_state(resources, name, &mut state)?;
                    }
                }
                b"BMC" | b"BDC" if marked.len() < MAX_MARKED => {
                    marked.push(self.begin_marked(&tokens, resources, &marked));
                }
                b"EMC" => {
                    if let Some(Marked { actual: Some((replacement, start)), .. }) = marked.pop() {
                        marked::replace(&mut self.text, start, &replacement);
                    }
                }
                b"m" | b"l" => self.path_points(&mut path, &state, tokens.numbers::<2>().as_ref().map(|n| &n[..])),
                b"v" | b"y" => self.path_points(&mut path, &state, tokens.numbers::<4>().as_ref().map(|n| &n[..])),
                b"c" => self.path_points(&mut path, &state, tokens.numbers::<6>().as_ref().map(|n| &n[..])),
                b"re" => {
                    if let Some([x, y, w, h]) = tokens.numbers() {
                        self.path_points(&mut path, &state, Some(&[x, y, x + w, y, x + w, y + h, x, y + h]));
                    }
                }
                b"W" | b"W*" => path.clips = true,
                b"n" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => {
                    let Path { bounds, clips } = std::mem::take(&mut path);
                    if clips && let Some(bounds) = bounds {
                        state.clip_to(bounds);
                    }
                }
                _ => {}
            }
        }
        // ActualText that was never closed still holds to the end of the stream.
        while let Some(open) = marked.pop() {
            if let Some((replacement, start)) = open.actual {
                marked::replace(&mut self.text, start, &replacement);
            }
        }
        self.text.has_image |= tokens.saw_image();
        Ok(())
    }

    fn count_operator(&mut self) -> Result<(), Error> {
        self.operators += 1;
        let limit = self.document.file.limits().operators;
        if self.operators <= limit {
            return Ok(());
        }
        let message = format!("page {} has more than {limit} operators", self.number);
        Err(Error::new(ErrorCode::LimitOperators, message)
            .with_hint("raise the limit, or leave the page out (--pages)"))
    }

    fn font(&self, resources: &Resources<'d>, name: &[u8]) -> Result<Option<Arc<Font>>, Error> {
        if let Some((_, font)) = resources.fonts.borrow().iter().find(|(known, _)| known == name) {
            return Ok(font.clone());
        }
        let font = match resources.entry(b"Font", name, |fonts, name| fonts.get::<Dict<'d>>(name)) {
            Some(dict) => Some(self.document.fonts.get(&dict, self.budget)?),
            // Text in a font that is not there is still shown by viewers, in a font of their own.
            None => Some(self.document.fonts.get(&Dict::default(), self.budget)?),
        };
        resources.fonts.borrow_mut().push((name.to_vec(), font.clone()));
        Ok(font)
    }

    fn graphics_state(&self, resources: &Resources<'d>, name: &[u8], state: &mut State) -> Result<(), Error> {
        let entry = resources.entry(b"ExtGState", name, |states, name| states.get::<Dict<'d>>(name));
        if let Some(font) = entry.and_then(|gs| gs.get::<Array<'d>>(b"Font")) {
            let mut items = font.flex_iter();
            if let Some(dict) = items.next::<Dict<'d>>() {
                state.font = Some(self.document.fonts.get(&dict, self.budget)?);
                state.size = items.next::<f64>().unwrap_or(state.size);
            }
        }
        Ok(())
    }

    fn begin_marked(&self, tokens: &Tokens<'_>, resources: &Resources<'d>, open: &[Marked]) -> Marked {
        let mut marked = Marked { actual: None, hidden: false };
        let properties = match tokens.operands() {
            [.., Operand::Dict(range)] => {
                if let Some(inline) = Dict::from_bytes(tokens.raw(range)) {
                    marked.actual = marked::actual_text(&inline).map(|text| (text, self.text.glyphs.len()));
                }
                None
            }
            [.., Operand::Name(_), Operand::Name(name)] => {
                resources.entry(b"Properties", tokens.bytes(name), |all, name| all.get::<Dict<'d>>(name))
            }
            _ => None,
        };
        if let Some(properties) = properties {
            marked.hidden = self.document.file.optional_content().is_hidden(&properties);
            marked.actual = marked::actual_text(&properties).map(|text| (text, self.text.glyphs.len()));
        }
        // The outermost replacement holds for everything within.
        if open.iter().any(|m| m.actual.is_some()) {
            marked.actual = None;
        }
        marked
    }

    fn path_points(&self, path: &mut Path, state: &State, numbers: Option<&[f64]>) {
        let to_page = state.ctm.then(&self.to_page);
        for pair in numbers.unwrap_or_default().chunks_exact(2) {
            let point = to_page.point(Point::new(pair[0], pair[1]));
            let spot = Rect::from_corners(point, point);
            path.bounds = Some(path.bounds.map_or(spot, |bounds| bounds.union(spot)));
        }
    }

    fn x_object(&mut self, resources: &Resources<'d>, name: &[u8], state: &State, hidden: bool) -> Result<(), Error> {
        let Some(stream) = resources.entry(b"XObject", name, |all, name| all.get::<Stream<'d>>(name)) else {
            return Ok(());
        };
        let hidden = hidden
            || stream
                .dict()
                .get::<Dict<'d>>(b"OC")
                .is_some_and(|oc| self.document.file.optional_content().is_hidden(&oc));
        let kind = stream.dict().get::<crate::document::object::Name<'d>>(b"Subtype");
        match kind.as_deref() {
            Some(b"Image") => self.text.has_image = true,
            Some(b"Form") | None => self.form(&stream, resources, state.clone(), hidden)?,
            _ => {}
        }
        Ok(())
    }

    /// Draws a form XObject (ISO 32000-2, 8.10) in a state whose ctm is that of its place.
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
        if self.forms.len() >= self.document.file.limits().nesting as usize {
            let message = format!("forms on page {} nest deeper than {}", self.number, self.forms.len());
            return Err(Error::new(ErrorCode::LimitNesting, message)
                .with_hint("raise the limit if the document can be trusted"));
        }
        let dict = stream.dict();
        if let Some(matrix) = numbers::<6>(dict, b"Matrix") {
            state.ctm = Matrix::from_matrix(matrix).then(&state.ctm);
        }
        if let Some([x0, y0, x1, y1]) = numbers::<4>(dict, b"BBox") {
            let bounds = Rect::from_corners(Point::new(x0, y0), Point::new(x1, y1));
            state.clip_to(state.ctm.then(&self.to_page).rect(bounds));
        }
        let data = match self.decoded.get(&id) {
            Some(data) => Rc::clone(data),
            None => {
                let data: Rc<[u8]> = self.budget.decode(stream)?.into();
                self.decoded.insert(id, Rc::clone(&data));
                data
            }
        };
        let own = dict.get::<Dict<'d>>(b"Resources").map(Resources::new);
        let before = self.text.glyphs.len();
        self.forms.push(id);
        let result = self.stream(&data, own.as_ref().unwrap_or(outer), state);
        self.forms.pop();
        if hidden {
            self.text.glyphs.iter_mut().skip(before).for_each(|glyph| glyph.visible = false);
        }
        result
    }

    /// Shows every string among the operands, moving by the numbers between them (ISO 32000-2, 9.4.3).
    fn show(
        &mut self,
        tokens: &Tokens<'_>,
        state: &State,
        text: &mut TextMatrices,
        marked: &[Marked],
    ) -> Result<(), Error> {
        let Some(font) = &state.font else { return Ok(()) };
        let in_array = tokens.operands().iter().any(|operand| matches!(operand, Operand::ArrayStart));
        let hidden = marked.iter().any(|m| m.hidden);
        for operand in tokens.operands() {
            match operand {
                Operand::String(range) => self.show_string(tokens.bytes(range), font, state, text, hidden)?,
                Operand::Number(adjustment) if in_array => {
                    let by = -adjustment / 1000.0 * state.size;
                    if font.is_vertical() {
                        advance(text, 0.0, by);
                    } else {
                        advance(text, by * state.scale, 0.0);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn show_string(
        &mut self,
        mut bytes: &[u8],
        font: &Arc<Font>,
        state: &State,
        text: &mut TextMatrices,
        hidden: bool,
    ) -> Result<(), Error> {
        let limit = self.document.file.limits().glyphs;
        let vertical = font.is_vertical();
        let font_index = self.text.font_index(font);
        let (ascent, descent) = (font.ascent(), font.descent());
        // The linear part stays the same for the whole string: only the origin moves.
        let to_page = text.current.then(&state.ctm).then(&self.to_page);
        let right: Vector<Page> = to_page.vector(Vector::new(state.size * state.scale, 0.0));
        let up: Vector<Page> = to_page.vector(Vector::new(0.0, state.size));
        let invisible_mode = matches!(state.render_mode, 3 | 7);
        while !bytes.is_empty() {
            let char = font.next_char(bytes);
            bytes = bytes.get(char.len.max(1)..).unwrap_or_default();
            let word = if char.is_space_code { state.word_spacing } else { 0.0 };
            let spacing = state.char_spacing + word;
            let at = text.current.then(&state.ctm).then(&self.to_page).point(Point::new(0.0, state.rise));
            let (kept, text_len) = self.text.keep(char.text.chars());
            if text_len == 0 {
                self.text.unknown += 1;
            }
            let em_spacing = if state.size == 0.0 { 0.0 } else { spacing / state.size };
            let glyph = if vertical {
                let (vx, _) = char.origin;
                Glyph {
                    origin: at,
                    along: -up,
                    up: right,
                    width: -char.advance,
                    ascent: char.width - vx,
                    descent: -vx,
                    spacing: -em_spacing,
                    ..self.glyph(kept, text_len, &char, vertical)
                }
            } else {
                Glyph {
                    origin: at,
                    along: right,
                    up,
                    width: char.advance,
                    ascent,
                    descent,
                    spacing: em_spacing,
                    ..self.glyph(kept, text_len, &char, vertical)
                }
            };
            let finite = glyph.origin.is_finite() && glyph.along.is_finite() && glyph.up.is_finite();
            if finite {
                let bounds = glyph.quad(0.0, 1.0).bounds();
                let seen = touches(&bounds, &state.clip);
                let visible = seen && !hidden && !invisible_mode;
                self.text.glyphs.push(Glyph { visible, font: font_index, ..glyph });
            }
            if self.text.glyphs.len() as u64 > limit {
                let message = format!("page {} shows more than {limit} characters", self.number);
                return Err(Error::new(ErrorCode::LimitGlyphs, message)
                    .with_hint("raise the limit, or leave the page out (--pages)"));
            }
            if vertical {
                advance(text, 0.0, char.advance * state.size + spacing);
            } else {
                advance(text, (char.advance * state.size + spacing) * state.scale, 0.0);
            }
        }
        Ok(())
    }

    fn glyph(&self, text: u32, text_len: u16, char: &super::font::Char<'_>, vertical: bool) -> Glyph {
        Glyph {
            origin: Point::ORIGIN,
            along: Vector::ZERO,
            up: Vector::ZERO,
            width: 0.0,
            ascent: 0.0,
            descent: 0.0,
            spacing: 0.0,
            text,
            text_len,
            source: char.source,
            layer: self.layer,
            vertical,
            visible: true,
            font: 0,
            code: char.code,
        }
    }

    pub(super) fn pdf(&self) -> &'d Pdf {
        self.document.file.pdf()
    }

    pub(super) fn page_transform(&self) -> Transform<User, Page> {
        self.to_page
    }
}

/// Whether two rectangles meet, edges and degenerate rectangles included.
fn touches(a: &Rect<Page>, b: &Rect<Page>) -> bool {
    a.x0() <= b.x1() && b.x0() <= a.x1() && a.y0() <= b.y1() && b.y0() <= a.y1()
}

fn set(value: &mut f64, tokens: &Tokens<'_>) {
    if let Some([number]) = tokens.numbers() {
        *value = number;
    }
}

/// Moves to the start of the next line (ISO 32000-2, table 106).
fn next_line(text: &mut TextMatrices, x: f64, y: f64) {
    let moved = Matrix::from_matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&text.line);
    *text = TextMatrices { current: moved, line: moved };
}

/// Moves within the line, by text-space units.
fn advance(text: &mut TextMatrices, x: f64, y: f64) {
    text.current = Matrix::from_matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&text.current);
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
