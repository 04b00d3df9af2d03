//! Composite fonts (Type 0): bytes → code by codespaces, code → CID by the encoding, CID → width and Unicode.

use hayro_syntax::object::{Dict, Name, Object, Stream, String as PdfString};

use super::cmap::CMap;
use super::codespace::Codespaces;
use super::meaning::Text;
use super::metrics::Heights;
use super::predefined::{self, Collection, Predefined};
use super::program::{GlyphTexts, Program};
use super::source::FontSource;
use super::standard14::{Standard, without_subset_tag};
use super::widths::CidWidths;
use super::{Char, UnicodeSource};

/// A Type 0 font with its CIDFont (ISO 32000-2, 9.7).
#[derive(Debug)]
pub(crate) struct Composite {
    encoding: Encoding,
    to_unicode: Option<CMap>,
    collection: Option<Collection>,
    /// CID → text from the embedded program; only where nothing else tells.
    glyph_texts: Option<GlyphTexts>,
    /// The same from the outlines of its glyphs.
    outlines: Option<GlyphTexts>,
    /// What a code may be taken for, as a last resort.
    guess: Guess,
    widths: CidWidths,
    is_vertical: bool,
    /// Whether every code has two bytes, but for a single one that a string ends with.
    has_two_byte_codes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Guess {
    Nothing,
    /// Its own Unicode.
    Unicode,
    /// A glyph of one of the Latin fonts whose glyphs stand in the order of ASCII, the space being the fourth.
    LatinGlyph,
}

#[derive(Debug)]
enum Encoding {
    Predefined(&'static Predefined),
    Embedded(Box<CMap>, Box<Codespaces>),
}

impl Composite {
    pub(super) fn load(source: &FontSource<'_, '_>) -> (Self, Heights) {
        let encoding = Encoding::read(source);
        let is_vertical = match &encoding {
            Encoding::Predefined(cmap) => cmap.is_vertical,
            Encoding::Embedded(cmap, _) => cmap.vertical(),
        };
        let to_unicode = source.to_unicode();
        let collection = collection(&source.inner).or_else(|| match &encoding {
            Encoding::Predefined(cmap) => cmap.collection(),
            Encoding::Embedded(..) => None,
        });
        let heights = Heights::of_descriptor(&source.descriptor);

        let is_embedded = source.is_embedded();
        let lacks_text = to_unicode.is_none() && collection.is_none() && !encoding.is_unicode();
        let data = if is_embedded && (lacks_text || heights.is_none()) { source.program() } else { None };
        let program = data.as_deref().and_then(Program::parse);
        let (mut glyph_texts, mut outlines) = (None, None);
        if lacks_text && let Some(program) = &program {
            let cid_to_gid = source.inner.get::<Stream<'_>>("CIDToGIDMap");
            let cid_to_gid = cid_to_gid.and_then(|stream| source.decoded(&stream));
            let texts = program.texts();
            outlines = texts.as_ref().and_then(|texts| program.outlines(texts));
            glyph_texts = texts.map(|texts| texts.by_cid(cid_to_gid.as_deref()));
            outlines = outlines.map(|texts| texts.by_cid(cid_to_gid.as_deref()));
        }

        let heights = heights.or_else(|| program.as_ref().and_then(Program::heights)).unwrap_or(Heights::CJK);
        let composite = Self {
            has_two_byte_codes: encoding.has_two_byte_codes(),
            guess: Guess::of(source, lacks_text && !is_embedded),
            encoding,
            to_unicode,
            collection,
            glyph_texts,
            outlines,
            widths: CidWidths::read(&source.inner, source.inner_entries(), is_vertical),
            is_vertical,
        };
        (composite, heights)
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.is_vertical
    }

    /// Whether every code has two bytes, but for a single one that a string ends with.
    pub(super) fn has_two_byte_codes(&self) -> bool {
        self.has_two_byte_codes
    }

    /// Bytes of every code that begins with this one; 0 where the next ones decide.
    #[inline]
    pub(super) fn length_by_first(&self, first: u8) -> u8 {
        self.encoding.length_by_first(first)
    }

    pub(super) fn next_char<'f>(&'f self, bytes: &[u8]) -> Char<'f> {
        let (code, len) = self.encoding.next(bytes);
        // What a width is chosen by; where more depends on it, the CID itself.
        let cid = match &self.encoding {
            Encoding::Predefined(cmap) if !self.is_vertical => cmap.cid_below(self.widths.end(), code, len),
            encoding => encoding.cid(code, len),
        };
        let width = f64::from(self.widths.stored(cid.unwrap_or(0))) / 1000.0;
        let (text, source) = self.text(code, len, cid);
        let (advance, origin) = if self.is_vertical {
            let vertical = self.widths.vertical(cid.unwrap_or(0), width);
            (vertical.advance, vertical.origin)
        } else {
            (width, (0.0, 0.0))
        };
        Char { code, len: len.max(1), advance, width, origin, text, source, is_space_code: len == 1 && code == 32 }
    }

    fn text(&self, code: u32, len: usize, cid: Option<u32>) -> (Text<'_>, UnicodeSource) {
        let said = self.to_unicode.as_ref().map_or(Text::Unknown, |cmap| cmap.to_unicode(code));
        if said.is_useful() && !said.is_private() {
            return (said, UnicodeSource::ToUnicode);
        }
        let known = match &self.encoding {
            Encoding::Predefined(cmap) => cmap.text_of(code, len, cid),
            Encoding::Embedded(..) => Text::Unknown,
        };
        if known.is_useful() {
            return (known, UnicodeSource::PredefinedCmap);
        }
        if let (Some(collection), Some(cid)) = (self.collection, self.encoding.cid(code, len)) {
            let known = collection.text(cid);
            if known.is_useful() {
                return (known, UnicodeSource::PredefinedCmap);
            }
        }
        let known = by_cid(self.glyph_texts.as_ref(), cid);
        if known.is_useful() && !known.is_private() {
            return (known, UnicodeSource::FontProgram);
        }
        let outlined = by_cid(self.outlines.as_ref(), cid);
        if !outlined.is_unknown() {
            return (outlined, UnicodeSource::Outline);
        }
        if known.is_useful() {
            return (known, UnicodeSource::FontProgram);
        }
        if said.is_useful() {
            return (said, UnicodeSource::ToUnicode);
        }
        (self.guess.text(code), UnicodeSource::CharCode)
    }
}

fn by_cid(texts: Option<&GlyphTexts>, cid: Option<u32>) -> Text<'_> {
    match (texts, cid) {
        (Some(texts), Some(cid)) => texts.get(cid),
        _ => Text::Unknown,
    }
}

impl Guess {
    fn of(source: &FontSource<'_, '_>, is_needed: bool) -> Self {
        let name = without_subset_tag(&source.base_font);
        let is_ordered = || {
            let in_order: [&[u8]; 4] = [b"Verdana", b"Tahoma", b"Georgia", b"Trebuchet"];
            let text_font = |font| !matches!(font, Standard::Symbol | Standard::ZapfDingbats);
            Standard::by_name(name).is_some_and(text_font) || in_order.iter().any(|family| name.starts_with(family))
        };
        match is_needed {
            true if source.inner_is_true_type() && is_ordered() => Self::LatinGlyph,
            true => Self::Unicode,
            false => Self::Nothing,
        }
    }

    fn text(self, code: u32) -> Text<'static> {
        let char = match self {
            Self::Nothing => None,
            Self::LatinGlyph if (3..=97).contains(&code) => char::from_u32(code + 29),
            Self::LatinGlyph | Self::Unicode => char::from_u32(code),
        };
        char.map(Text::One).filter(|text| text.is_useful()).unwrap_or(Text::Unknown)
    }
}

impl Encoding {
    fn read(source: &FontSource<'_, '_>) -> Self {
        let embedded = match source.dict.get::<Object<'_>>("Encoding") {
            Some(Object::Name(name)) => return Self::named(name.as_ref()),
            Some(Object::Stream(stream)) => source.cmap(&stream, 0),
            _ => None,
        };
        match embedded {
            Some(cmap) if cmap.has_cids() => {
                let codespaces = Box::new(Codespaces::new(&cmap.codespaces));
                Self::Embedded(Box::new(cmap), codespaces)
            }
            // A CMap without any CID is damaged: taking codes for CIDs at least keeps the text in place.
            Some(cmap) => Self::named(if cmap.vertical() { b"Identity-V" } else { b"Identity-H" }),
            None => Self::named(b"Identity-H"),
        }
    }

    fn named(name: &[u8]) -> Self {
        let unknown = if name.ends_with(b"-V") { &b"Identity-V"[..] } else { b"Identity-H" };
        match predefined::get(name).or_else(|| predefined::get(unknown)) {
            Some(cmap) => Self::Predefined(cmap),
            None => Self::Embedded(Box::default(), Box::new(Codespaces::new(&[]))),
        }
    }

    #[inline]
    fn next(&self, bytes: &[u8]) -> (u32, usize) {
        match self {
            Self::Predefined(cmap) => cmap.next(bytes),
            Self::Embedded(_, codespaces) => codespaces.next(bytes),
        }
    }

    /// Bytes of every code that begins with this one; 0 where the next ones decide.
    #[inline]
    fn length_by_first(&self, first: u8) -> u8 {
        match self {
            Self::Predefined(cmap) => cmap.length_by_first(first),
            Self::Embedded(_, codespaces) => codespaces.length_by_first(first),
        }
    }

    fn has_two_byte_codes(&self) -> bool {
        match self {
            Self::Predefined(cmap) => cmap.has_two_byte_codes(),
            Self::Embedded(_, codespaces) => codespaces.has_two_byte_codes(),
        }
    }

    #[inline]
    fn cid(&self, code: u32, len: usize) -> Option<u32> {
        match self {
            Self::Predefined(cmap) => cmap.cid(code, len),
            Self::Embedded(cmap, _) => cmap.cid(code, len),
        }
    }

    fn is_unicode(&self) -> bool {
        matches!(self, Self::Predefined(cmap) if cmap.is_unicode())
    }
}

/// The character collection of a CIDFont's CIDSystemInfo.
fn collection(cid_font: &Dict<'_>) -> Option<Collection> {
    let info = cid_font.get::<Dict<'_>>("CIDSystemInfo")?;
    let ordering = info.get::<PdfString<'_>>("Ordering").map(|ordering| ordering.as_bytes().to_vec());
    let ordering = ordering.or_else(|| info.get::<Name<'_>>("Ordering").map(|name| name.as_ref().to_vec()));
    Collection::by_ordering(&ordering?)
}
