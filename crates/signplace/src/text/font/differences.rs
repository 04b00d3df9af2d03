//! The Encoding entry of a simple font (ISO 32000-2, 9.6.5): a base encoding, and the names that differ from it.

use std::sync::atomic::{AtomicU32, Ordering};

use hayro_syntax::object::{Array, Dict, Name, Object};

use super::encoding::BaseEncoding;
use super::glyph_names;
use super::meaning::Meaning;
use super::plain::{Entries, Member, members};
use super::source::FontSource;
use super::standard14::Standard;
use super::{Text, UnicodeSource};

/// The Encoding entry.
#[derive(Debug)]
pub(super) struct Encoding {
    pub(super) base: Option<BaseEncoding>,
    differences: Differences,
}

/// Names by code.
#[derive(Debug, Default)]
struct Differences {
    /// For each code one more than the place of its name; 0 where it has none. Empty where none has.
    places: Vec<u16>,
    names: Vec<Box<str>>,
}

impl Differences {
    /// From the names of all codes in turn.
    fn new<N: AsRef<[u8]>>(by_code: &[Option<N>; 256]) -> Self {
        let mut differences = Self { places: Vec::with_capacity(256), names: Vec::new() };
        let mut last = None;
        for name in by_code {
            let Some(name) = name.as_ref().map(AsRef::as_ref) else {
                differences.places.push(0);
                continue;
            };
            // Fonts that have one glyph give hundreds of codes the name of the empty one.
            if last != Some(name) {
                differences.names.push(String::from_utf8_lossy(name).into());
                last = Some(name);
            }
            differences.places.push(differences.names.len() as u16);
        }
        differences
    }

    fn get(&self, code: u8) -> Option<&str> {
        let place = self.places.get(usize::from(code))?.checked_sub(1)?;
        self.names.get(usize::from(place)).map(|name| &**name)
    }

    /// From an array of plain names and numbers; none where it has anything else.
    fn plain(array: &[u8]) -> Option<Self> {
        let mut by_code = [None; 256];
        let mut code = 0usize;
        for member in members(array) {
            match member? {
                Member::Number(number) => code = number,
                Member::Name(name) => {
                    if let Some(slot) = by_code.get_mut(code) {
                        *slot = Some(name);
                    }
                    code = code.saturating_add(1);
                }
            }
        }
        Some(Self::new(&by_code))
    }

    fn read(array: &Array<'_>) -> Self {
        let mut by_code = [const { None }; 256];
        let mut code = 0usize;
        for object in array.iter::<Object<'_>>() {
            match object {
                Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(256),
                Object::Name(name) => {
                    if let Some(slot) = by_code.get_mut(code) {
                        *slot = Some(name);
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
        Self::new(&by_code)
    }
}

impl Encoding {
    pub(super) fn read(source: &FontSource<'_, '_>) -> Self {
        let mut encoding = match Self::plain(source.entries()) {
            Some(encoding) => encoding,
            None => match source.dict.get::<Object<'_>>("Encoding") {
                Some(Object::Name(name)) => Self::named(name.as_ref()),
                Some(Object::Dict(dict)) => Self::of_dict(&dict),
                // A stream in this place is damage, but its dictionary may hold what is meant.
                Some(Object::Stream(stream)) => Self::of_dict(stream.dict()),
                _ => Self { base: None, differences: Differences::default() },
            },
        };
        // The two symbol fonts have one encoding, whatever their dictionary says; embedded ones may say otherwise.
        if !source.is_type3()
            && (encoding.base.is_none() || !source.is_embedded())
            && let Some(font @ (Standard::Symbol | Standard::ZapfDingbats)) = Standard::by_name(&source.base_font)
        {
            encoding.base = Some(font.encoding());
        }
        encoding
    }

    /// Of a font dictionary that is written plainly and has the encoding in itself.
    fn plain(font: &Entries<'_>) -> Option<Self> {
        if let Some(name) = font.name(b"Encoding") {
            return Some(Self::named(name));
        }
        let entries = Entries::of(font.get(b"Encoding")?)?;
        let base = match entries.get(b"BaseEncoding") {
            Some(_) => BaseEncoding::by_name(entries.name(b"BaseEncoding")?),
            None => None,
        };
        let differences = match entries.get(b"Differences") {
            Some(_) => Differences::plain(entries.array(b"Differences")?)?,
            None => Differences::default(),
        };
        Some(Self { base, differences })
    }

    fn named(name: &[u8]) -> Self {
        Self { base: BaseEncoding::by_name(name), differences: Differences::default() }
    }

    fn of_dict(dict: &Dict<'_>) -> Self {
        let base = dict.get::<Name<'_>>("BaseEncoding").and_then(|name| BaseEncoding::by_name(name.as_ref()));
        let differences = dict.get::<Array<'_>>("Differences").map(|array| Differences::read(&array));
        Self { base, differences: differences.unwrap_or_default() }
    }

    pub(super) fn has_no_differences(&self) -> bool {
        self.differences.names.is_empty()
    }

    /// The name that the differences give to a code.
    pub(super) fn difference(&self, code: u8) -> Option<&str> {
        self.differences.get(code)
    }

    /// The meaning that the dictionary itself gives to a code.
    pub(super) fn explicit_meaning(&self, code: u8) -> Meaning {
        match (self.difference(code), self.base) {
            (Some(name), base) => of_name(name, base == Some(BaseEncoding::ZapfDingbats), UnicodeSource::Encoding),
            (None, Some(base)) => of_base(base, code, UnicodeSource::Encoding),
            (None, None) => Meaning::UNKNOWN,
        }
    }

    /// The name that the dictionary itself gives to a code.
    fn explicit_name(&self, code: u8) -> Option<&str> {
        self.difference(code).or_else(|| self.base?.name(code))
    }

    pub(super) fn any_name(&self, code: u8, implicit: BaseEncoding) -> Option<&str> {
        self.explicit_name(code).or_else(|| implicit.name(code))
    }

    /// The encoding of codes about which the dictionary is silent.
    pub(super) fn implicit_base(source: &FontSource<'_, '_>, standard: Option<Standard>) -> BaseEncoding {
        match standard {
            Some(font) => font.encoding(),
            // The standard says StandardEncoding; producers of TrueType fonts mean the other.
            None if source.is_true_type() || source.is_type3() => BaseEncoding::WinAnsi,
            None => BaseEncoding::Standard,
        }
    }

    /// What a code may mean when nothing says so.
    pub(super) fn guess(&self, code: u8, implicit: BaseEncoding, is_embedded: bool) -> Meaning {
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

/// The meaning of a glyph's name, if it has one.
pub(super) fn of_name(name: &str, is_dingbats: bool, source: UnicodeSource) -> Meaning {
    let chars = if is_dingbats { glyph_names::dingbat_unicode(name) } else { glyph_names::unicode(name) };
    match chars[..] {
        [] => Meaning::UNKNOWN,
        [char] => Meaning::new(Text::One(char), source),
        _ => Meaning::new(Text::Many(&chars.into_iter().collect::<String>()), source),
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

/// What a code means in a base encoding. Many fonts ask for the same codes of one, so each is worked out once for all.
fn of_base(base: BaseEncoding, code: u8, source: UnicodeSource) -> Meaning {
    /// By encoding and code: 0 as long as it was not asked for, else the character, or one of the others.
    static KNOWN: [[AtomicU32; 256]; BaseEncoding::COUNT] =
        [const { [const { AtomicU32::new(0) }; 256] }; BaseEncoding::COUNT];
    const UNKNOWN: u32 = u32::MAX;
    const SEVERAL: u32 = u32::MAX - 1;
    let slot = &KNOWN[base as usize][usize::from(code)];
    let known = slot.load(Ordering::Relaxed);
    if known == UNKNOWN {
        return Meaning::UNKNOWN;
    }
    if let Some(char) = char::from_u32(known).filter(|_| known != 0) {
        return Meaning::new(Text::One(char), source);
    }
    let is_dingbats = base == BaseEncoding::ZapfDingbats;
    let meaning = base.name(code).map_or(Meaning::UNKNOWN, |name| of_name(name, is_dingbats, source));
    let known = match meaning.text() {
        Text::Unknown => UNKNOWN,
        Text::One(char) => u32::from(char),
        Text::Many(_) => SEVERAL,
    };
    slot.store(known, Ordering::Relaxed);
    meaning
}
