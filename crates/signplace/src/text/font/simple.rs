//! Simple fonts: one byte is one character. What a code shows is worked out when it is first shown.

use std::sync::OnceLock;

use hayro_syntax::object::Number;

use super::chinese;
use super::cmap::CMap;
use super::differences::Encoding;
use super::encoding::BaseEncoding;
use super::meaning::{Code, Meaning, Text};
use super::metrics::{Heights, finite};
use super::predefined::Predefined;
use super::program::Program;
use super::source::FontSource;
use super::standard14::Standard;
use super::{Char, UnicodeSource};

/// A ToUnicode CMap that gives so many codes to private use says nothing; one that gives some may mean bullets.
const MANY_PRIVATE: usize = 8;

/// A simple font: Type 1, TrueType, MMType1 or Type 3.
#[derive(Debug)]
pub(crate) struct Simple {
    /// By the upper and the lower half of the code. Fonts that a page uses show some codes of theirs, mostly neighbours.
    glyphs: [OnceLock<Box<Neighbours>>; 16],
    rules: Box<Rules>,
    /// The character set whose byte pairs the strings may hold.
    pairs: Option<&'static Predefined>,
}

type Neighbours = [OnceLock<Glyph>; 16];

#[derive(Debug)]
struct Glyph {
    code: Code,
    /// Its text where that is several characters.
    long: Option<Box<str>>,
}

impl Glyph {
    fn text(&self) -> Text<'_> {
        match (self.code.one_char(), &self.long) {
            (Some(char), _) => Text::One(char),
            (None, Some(text)) => Text::Many(text),
            (None, None) => Text::Unknown,
        }
    }
}

/// What the glyphs are worked out from.
#[derive(Debug)]
struct Rules {
    to_unicode: Option<CMap>,
    encoding: Encoding,
    /// The encoding of codes about which the dictionary is silent.
    implicit_base: BaseEncoding,
    is_embedded: bool,
    /// What the program says better than the dictionaries, by code; empty where it says nothing.
    from_program: Vec<Option<Meaning>>,
    widths: GlyphWidths,
}

/// Where the widths of glyphs come from, in em.
#[derive(Debug)]
enum GlyphWidths {
    /// The dictionary, and what turns its glyph space into em.
    Dictionary(Widths, f64),
    /// The font's program.
    Program(Vec<f64>),
    /// A standard font, and the width of what it lacks, in thousandths.
    Standard(Standard, f64),
    /// The same for all, in thousandths.
    Same(f64),
}

impl Simple {
    /// Reads a simple font. `scale` turns glyph space into em.
    pub(super) fn load(source: &FontSource<'_, '_>, scale: f64) -> (Self, Heights) {
        let encoding = Encoding::read(source);
        let widths = Widths::read(source);
        let is_embedded = source.is_embedded();
        let standard = if is_embedded || source.is_type3() { None } else { Standard::by_name(&source.base_font) };
        let to_unicode = source.to_unicode();
        let heights = Heights::of_descriptor(&source.descriptor);

        let pairs = if to_unicode.is_none() && encoding.has_no_differences() && !is_embedded && !source.is_type3() {
            chinese::pairs_of(&source.base_font)
        } else {
            None
        };
        let has_no_widths = widths.is_absent();
        let missing = widths.missing;
        let mut rules = Rules {
            implicit_base: Encoding::implicit_base(source, standard),
            to_unicode,
            encoding,
            is_embedded,
            from_program: Vec::new(),
            widths: GlyphWidths::Dictionary(widths, scale),
        };
        let program_heights = if is_embedded { rules.ask_program(source, heights.is_none()) } else { None };
        if has_no_widths && matches!(rules.widths, GlyphWidths::Dictionary(..)) && !source.is_type3() {
            rules.widths = match pairs {
                Some(_) => GlyphWidths::Same(500.0),
                None => {
                    let nearest = || Standard::nearest(&source.base_font, source.flags.unwrap_or(0));
                    GlyphWidths::Standard(standard.unwrap_or_else(nearest), missing)
                }
            };
        }

        let heights = heights
            .or(program_heights)
            .or_else(|| standard.map(Standard::heights).map(|(ascent, descent)| Heights { ascent, descent }))
            .unwrap_or(if pairs.is_some() { Heights::CJK } else { Heights::LATIN });
        (Self { glyphs: [const { OnceLock::new() }; 16], rules: Box::new(rules), pairs }, heights)
    }

    #[inline]
    fn glyph(&self, code: u8) -> &Glyph {
        let neighbours = self.glyphs[usize::from(code >> 4)].get_or_init(Box::default);
        neighbours[usize::from(code & 15)].get_or_init(|| self.rules.glyph(code))
    }

    /// Whether every code has one byte.
    pub(super) fn has_one_byte_codes(&self) -> bool {
        self.pairs.is_none()
    }

    pub(super) fn next_char<'f>(&'f self, bytes: &[u8]) -> Char<'f> {
        let code = bytes.first().copied().unwrap_or(0);
        let glyph = self.glyph(code);
        let Code { width, source, .. } = glyph.code;
        if let Some(set) = self.pairs
            && let Some((pair, text)) = chinese::pair(set, bytes)
        {
            let width = width + self.glyph(bytes[1]).code.width;
            // Fonts that give widths to their Latin half only mean a full em for the rest.
            let width = if width == 0.0 { 1.0 } else { width };
            return Char {
                code: pair,
                len: 2,
                advance: width,
                width,
                origin: (0.0, 0.0),
                text,
                source: UnicodeSource::GbkPairs,
                is_space_code: false,
            };
        }
        Char {
            code: u32::from(code),
            len: 1,
            advance: width,
            width,
            origin: (0.0, 0.0),
            text: glyph.text(),
            source,
            is_space_code: code == 32,
        }
    }
}

impl Rules {
    fn glyph(&self, code: u8) -> Glyph {
        let meaning = self.meaning(code);
        let width = match &self.widths {
            GlyphWidths::Dictionary(widths, scale) => widths.get(code) * scale,
            GlyphWidths::Program(widths) => widths.get(usize::from(code)).copied().unwrap_or(0.0),
            GlyphWidths::Standard(font, missing) => {
                let name = self.encoding.any_name(code, self.implicit_base);
                name.and_then(|name| font.width(name)).unwrap_or(*missing) / 1000.0
            }
            GlyphWidths::Same(width) => width / 1000.0,
        };
        let long = if let Text::Many(text) = meaning.text() { Some(text.into()) } else { None };
        Glyph { code: Code::new(finite(width), meaning.text(), meaning.source), long }
    }

    fn meaning(&self, code: u8) -> Meaning {
        let meaning = match self.from_program.get(usize::from(code)) {
            Some(Some(meaning)) => meaning.clone(),
            _ => self.said(code),
        };
        if meaning.text().is_unknown() {
            self.encoding.guess(code, self.implicit_base, self.is_embedded)
        } else {
            meaning
        }
    }

    /// What the dictionaries alone say.
    fn said(&self, code: u8) -> Meaning {
        let said = self.to_unicode.as_ref().map_or(Text::Unknown, |cmap| cmap.to_unicode(u32::from(code)));
        if said.is_useful() && !said.is_private() {
            return Meaning::new(said, UnicodeSource::ToUnicode);
        }
        let named = self.encoding.explicit_meaning(code);
        if named == Meaning::UNKNOWN && said.is_useful() {
            return Meaning::new(said, UnicodeSource::ToUnicode);
        }
        named
    }

    /// Reads of the embedded program what the dictionaries do not say: the meanings of codes, the widths, the heights.
    /// Gives these.
    fn ask_program(&mut self, source: &FontSource<'_, '_>, lacks_heights: bool) -> Option<Heights> {
        let GlyphWidths::Dictionary(widths, _) = &self.widths else { return None };
        let mut meanings: Vec<Meaning> = (0..=255).map(|code| self.said(code)).collect();
        let lacks_text = self.lacks(&meanings, widths);
        let is_private = meanings.iter().filter(|said| said.text().is_private()).count() >= MANY_PRIVATE;
        let lacks_widths = widths.is_absent();
        if !(lacks_text || is_private || lacks_widths || lacks_heights) {
            return None;
        }
        let data = source.program()?;
        let program = Program::parse(&data)?;

        let prefers_symbol = source.is_symbolic() || self.encoding.base.is_none();
        let difference = |code: u8| self.encoding.difference(code);
        if lacks_text {
            let from_program = program.texts_by_code(prefers_symbol, difference);
            for (meaning, found) in meanings.iter_mut().zip(from_program) {
                if meaning.text().is_unknown()
                    && let Some(found) = found
                {
                    *meaning = found;
                }
            }
        }
        if lacks_text || is_private {
            let said = |code: u8| (lacks_widths || widths.get(code) != 0.0).then(|| meanings[usize::from(code)].said());
            for (code, char) in program.outlines_by_code(prefers_symbol, difference, said) {
                meanings[usize::from(code)] = Meaning::new(Text::One(char), UnicodeSource::Outline);
            }
            self.from_program = meanings.into_iter().map(Some).collect();
        }
        if lacks_widths {
            let width = |code: u8| {
                let name = self.encoding.any_name(code, self.implicit_base);
                program.width_of_code(code, name, self.meaning(code).text()).unwrap_or(0.0)
            };
            self.widths = GlyphWidths::Program((0..=255).map(width).collect());
        }
        program.heights()
    }

    /// Whether only the font program can tell what some codes mean.
    fn lacks(&self, meanings: &[Meaning], widths: &Widths) -> bool {
        let known = |code: u8| !meanings[usize::from(code)].text().is_unknown();
        if (0..=255).any(|code| self.encoding.difference(code).is_some_and(|name| name != ".notdef") && !known(code)) {
            return true;
        }
        let mut shown = (0..=255).filter(|&code| widths.get(code) != 0.0);
        // A ToUnicode CMap leaves out only what is not shown, and a base encoding what hardly ever is.
        let is_told =
            self.encoding.base.is_some() || meanings.iter().any(|meaning| meaning.source == UnicodeSource::ToUnicode);
        if is_told { !shown.any(known) } else { !shown.all(known) }
    }
}

/// FirstChar, Widths and MissingWidth (ISO 32000-2, 9.6.2), in glyph space.
#[derive(Debug)]
struct Widths {
    first: usize,
    widths: Box<[f64]>,
    missing: f64,
}

impl Widths {
    fn read(source: &FontSource<'_, '_>) -> Self {
        let number = |number: Number| finite(number.as_f64());
        let first = source.dict.get::<Number>("FirstChar").map_or(0, |first| first.as_i64());
        let widths = source.widths();
        let widths = if widths.iter().all(|&width| width == 0.0) { &[] } else { widths };
        let missing = source.descriptor.get::<Number>("MissingWidth").map_or(0.0, number);
        // What stands behind the last code is never asked for.
        let widths = widths.get(..256).unwrap_or(widths).into();
        Self { first: usize::try_from(first).unwrap_or(0), widths, missing }
    }

    fn is_absent(&self) -> bool {
        self.widths.is_empty()
    }

    fn get(&self, code: u8) -> f64 {
        let at = usize::from(code).checked_sub(self.first);
        at.and_then(|at| self.widths.get(at)).copied().unwrap_or(self.missing)
    }
}
