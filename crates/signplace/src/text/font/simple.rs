//! Simple fonts: one byte is one character. Everything is worked out at load, for all 256 codes.

use std::borrow::Cow;
use std::sync::OnceLock;

use hayro_syntax::object::{Array, Dict, Name, Number, Object};

use super::chinese;
use super::encoding::BaseEncoding;
use super::glyph_names;
use super::meaning::{Meaning, Text};
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
pub(super) struct Simple {
    glyphs: Vec<Glyph>,
    /// The character set whose byte pairs the strings may hold.
    pairs: Option<&'static Predefined>,
}

#[derive(Debug)]
struct Glyph {
    width: f64,
    meaning: Meaning,
}

impl Simple {
    /// Reads a simple font. `scale` turns glyph space into em.
    pub(super) fn load(source: &FontSource<'_, '_>, scale: f64) -> (Self, Heights) {
        let to_unicode = source.to_unicode();
        let encoding = Encoding::read(source);
        let widths = Widths::read(source);
        let is_embedded = source.is_embedded();
        let standard = if is_embedded || source.is_type3() { None } else { Standard::by_name(&source.base_font) };
        let heights = Heights::of_descriptor(&source.descriptor);

        // What the dictionaries alone say.
        let mut meanings: Vec<Meaning> = (0..=255u8)
            .map(|code| {
                let said = to_unicode.as_ref().map_or(Text::Unknown, |cmap| cmap.to_unicode(u32::from(code)));
                if said.is_useful() && !said.is_private() {
                    return Meaning::new(said, UnicodeSource::ToUnicode);
                }
                let named = encoding.explicit_meaning(code);
                if named == Meaning::UNKNOWN && said.is_useful() {
                    return Meaning::new(said, UnicodeSource::ToUnicode);
                }
                named
            })
            .collect();

        let lacks_text = is_embedded && encoding.lacks(&meanings, &widths);
        let is_private = is_embedded && meanings.iter().filter(|said| said.text().is_private()).count() >= MANY_PRIVATE;
        let lacks_widths = is_embedded && widths.is_absent();
        let lacks_heights = is_embedded && heights.is_none();
        let data = if lacks_text || is_private || lacks_widths || lacks_heights { source.program() } else { None };
        let program = data.as_deref().and_then(Program::parse);

        let prefers_symbol = source.is_symbolic() || encoding.base.is_none();
        let difference = |code: u8| encoding.differences[usize::from(code)].as_deref();
        if let Some(program) = &program
            && lacks_text
        {
            let from_program = program.texts_by_code(prefers_symbol, difference);
            for (meaning, found) in meanings.iter_mut().zip(from_program) {
                if meaning.text().is_unknown()
                    && let Some(found) = found
                {
                    *meaning = found;
                }
            }
        }

        if let Some(program) = &program
            && (lacks_text || is_private)
        {
            let said =
                |code: u8| (widths.is_absent() || widths.get(code) != 0.0).then(|| meanings[usize::from(code)].said());
            for (code, char) in program.outlines_by_code(prefers_symbol, difference, said) {
                meanings[usize::from(code)] = Meaning::new(Text::One(char), UnicodeSource::Outline);
            }
        }

        let pairs = if to_unicode.is_none() && encoding.has_no_differences() && !is_embedded && !source.is_type3() {
            chinese::pairs_of(&source.base_font)
        } else {
            None
        };

        let implicit_base = encoding.implicit_base(source, standard);
        let glyphs = meanings
            .into_iter()
            .zip(0..=255u8)
            .map(|(meaning, code)| {
                let meaning = if meaning.text().is_unknown() {
                    encoding.guess(code, implicit_base, is_embedded)
                } else {
                    meaning
                };
                let width = if lacks_widths && let Some(program) = &program {
                    let name = encoding.any_name(code, implicit_base);
                    program.width_of_code(code, name, meaning.text()).unwrap_or(0.0)
                } else if widths.is_absent() && !source.is_type3() {
                    let font =
                        standard.unwrap_or_else(|| Standard::nearest(&source.base_font, source.flags.unwrap_or(0)));
                    let width = match pairs {
                        Some(_) => Some(500.0),
                        None => encoding.any_name(code, implicit_base).and_then(|name| font.width(name)),
                    };
                    width.unwrap_or(widths.missing) / 1000.0
                } else {
                    widths.get(code) * scale
                };
                Glyph { width: finite(width), meaning }
            })
            .collect();

        let heights = heights
            .or_else(|| program.as_ref().and_then(Program::heights))
            .or_else(|| standard.map(Standard::heights).map(|(ascent, descent)| Heights { ascent, descent }))
            .unwrap_or(if pairs.is_some() { Heights::CJK } else { Heights::LATIN });
        (Self { glyphs, pairs }, heights)
    }

    /// Whether every code has one byte.
    pub(super) fn has_one_byte_codes(&self) -> bool {
        self.pairs.is_none()
    }

    #[inline]
    pub(super) fn next_char<'f>(&'f self, bytes: &[u8]) -> Char<'f> {
        let code = bytes.first().copied().unwrap_or(0);
        let glyph = &self.glyphs[usize::from(code)];
        if let Some(set) = self.pairs
            && let Some((pair, text)) = chinese::pair(set, bytes)
        {
            let width = glyph.width + self.glyphs[usize::from(bytes[1])].width;
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
            advance: glyph.width,
            width: glyph.width,
            origin: (0.0, 0.0),
            text: glyph.meaning.text(),
            source: glyph.meaning.source,
            is_space_code: code == 32,
        }
    }
}

/// The meaning of a glyph's name, if it has one.
pub(super) fn of_name(name: &str, is_dingbats: bool, source: UnicodeSource) -> Meaning {
    let chars = if is_dingbats { glyph_names::dingbat_unicode(name) } else { glyph_names::unicode(name) };
    let mut buffer = [0; 4];
    let text: Cow<'_, str> = match chars[..] {
        [] => return Meaning::UNKNOWN,
        [char] => Cow::Borrowed(char.encode_utf8(&mut buffer)),
        _ => Cow::Owned(chars.into_iter().collect()),
    };
    Meaning::new(Text::Many(&text), source)
}

/// The Encoding entry (ISO 32000-2, 9.6.5).
struct Encoding {
    base: Option<BaseEncoding>,
    differences: Vec<Option<Box<str>>>,
}

impl Encoding {
    fn read(source: &FontSource<'_, '_>) -> Self {
        let mut encoding = Self { base: None, differences: vec![None; 256] };
        match source.dict.get::<Object<'_>>("Encoding") {
            Some(Object::Name(name)) => encoding.base = BaseEncoding::by_name(name.as_ref()),
            Some(Object::Dict(dict)) => encoding.read_dict(&dict),
            // A stream in this place is damage, but its dictionary may hold what is meant.
            Some(Object::Stream(stream)) => encoding.read_dict(stream.dict()),
            _ => {}
        }
        // The two symbol fonts have one encoding, whatever their dictionary says; embedded ones may say otherwise.
        if !source.is_type3()
            && (encoding.base.is_none() || !source.is_embedded())
            && let Some(font @ (Standard::Symbol | Standard::ZapfDingbats)) = Standard::by_name(&source.base_font)
        {
            encoding.base = Some(font.encoding());
        }
        encoding
    }

    fn read_dict(&mut self, dict: &Dict<'_>) {
        self.base = dict.get::<Name<'_>>("BaseEncoding").and_then(|name| BaseEncoding::by_name(name.as_ref()));
        let Some(differences) = dict.get::<Array<'_>>("Differences") else { return };
        let mut code = 0usize;
        for object in differences.iter::<Object<'_>>() {
            match object {
                Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(256),
                Object::Name(name) => {
                    if let Some(slot) = self.differences.get_mut(code) {
                        *slot = Some(String::from_utf8_lossy(name.as_ref()).into());
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }

    fn has_no_differences(&self) -> bool {
        self.differences.iter().all(Option::is_none)
    }

    /// The meaning that the dictionary itself gives to a code.
    fn explicit_meaning(&self, code: u8) -> Meaning {
        match (self.differences[usize::from(code)].as_deref(), self.base) {
            (Some(name), base) => of_name(name, base == Some(BaseEncoding::ZapfDingbats), UnicodeSource::Encoding),
            (None, Some(base)) => of_base(base, code, UnicodeSource::Encoding),
            (None, None) => Meaning::UNKNOWN,
        }
    }

    /// The name that the dictionary itself gives to a code.
    fn explicit_name(&self, code: u8) -> Option<&str> {
        self.differences[usize::from(code)].as_deref().or_else(|| self.base?.name(code))
    }

    fn any_name(&self, code: u8, implicit: BaseEncoding) -> Option<&str> {
        self.explicit_name(code).or_else(|| implicit.name(code))
    }

    /// The encoding of codes about which the dictionary is silent.
    fn implicit_base(&self, source: &FontSource<'_, '_>, standard: Option<Standard>) -> BaseEncoding {
        match standard {
            Some(font) => font.encoding(),
            // The standard says StandardEncoding; producers of TrueType fonts mean the other.
            None if source.is_true_type() || source.is_type3() => BaseEncoding::WinAnsi,
            None => BaseEncoding::Standard,
        }
    }

    /// Whether only the font program can tell what some codes mean.
    fn lacks(&self, meanings: &[Meaning], widths: &Widths<'_>) -> bool {
        let known = |code: u8| !meanings[usize::from(code)].text().is_unknown();
        if (0..=255).any(|code| {
            self.differences[usize::from(code)].as_deref().is_some_and(|name| name != ".notdef") && !known(code)
        }) {
            return true;
        }
        let mut shown = (0..=255).filter(|&code| widths.get(code) != 0.0);
        // A ToUnicode CMap leaves out only what is not shown, and a base encoding what hardly ever is.
        let is_told = self.base.is_some() || meanings.iter().any(|meaning| meaning.source == UnicodeSource::ToUnicode);
        if is_told { !shown.any(known) } else { !shown.all(known) }
    }

    /// What a code may mean when nothing says so.
    fn guess(&self, code: u8, implicit: BaseEncoding, is_embedded: bool) -> Meaning {
        if let Some(name) = self.explicit_name(code) {
            // A name that only repeats a code speaks for that one; `.notdef` and its kin show no character at all.
            return match glyph_names::repeated_code(name) {
                _ if name.starts_with('.') => Meaning::UNKNOWN,
                repeated => of_code(repeated.unwrap_or(code)),
            };
        }
        match implicit.name(code) {
            Some(_) if !is_embedded => of_base(implicit, code, UnicodeSource::Encoding),
            Some(_) if implicit != BaseEncoding::ZapfDingbats => of_base(implicit, code, UnicodeSource::CharCode),
            Some(name) => of_name(name, false, UnicodeSource::CharCode),
            None => of_code(code),
        }
    }
}

/// A code taken for Windows' Latin: the guess of last resort.
fn of_code(code: u8) -> Meaning {
    match BaseEncoding::WinAnsi.name(code) {
        Some("bullet") if code != 0x95 => Meaning::UNKNOWN,
        Some(_) => of_base(BaseEncoding::WinAnsi, code, UnicodeSource::CharCode),
        None => Meaning::UNKNOWN,
    }
}

/// What a code means in a base encoding. Every font asks for most codes of one, so each is worked out once for all.
fn of_base(base: BaseEncoding, code: u8, source: UnicodeSource) -> Meaning {
    static KNOWN: [OnceLock<Vec<Meaning>>; BaseEncoding::COUNT] = [const { OnceLock::new() }; BaseEncoding::COUNT];
    let is_dingbats = base == BaseEncoding::ZapfDingbats;
    let known = KNOWN[base as usize].get_or_init(|| {
        let meaning = |code| base.name(code).map_or(Meaning::UNKNOWN, |name| of_name(name, is_dingbats, source));
        (0..=255).map(meaning).collect()
    });
    match known.get(usize::from(code)) {
        Some(meaning) if meaning.text().is_unknown() => Meaning::UNKNOWN,
        Some(meaning) => Meaning::new(meaning.text(), source),
        None => Meaning::UNKNOWN,
    }
}

/// FirstChar, Widths and MissingWidth (ISO 32000-2, 9.6.2), in glyph space.
struct Widths<'s> {
    first: usize,
    widths: &'s [f64],
    missing: f64,
}

impl<'s> Widths<'s> {
    fn read(source: &'s FontSource<'_, '_>) -> Self {
        let number = |number: Number| finite(number.as_f64());
        let first = source.dict.get::<Number>("FirstChar").map_or(0, |first| first.as_i64());
        let widths = source.widths();
        let widths = if widths.iter().all(|&width| width == 0.0) { &[] } else { widths };
        let missing = source.descriptor.get::<Number>("MissingWidth").map_or(0.0, number);
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
