//! What a font is read from: its dictionary, its descriptor, and streams decoded on demand.

use std::borrow::Cow;
use std::cell::OnceCell;

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::cmap::{Base, CMap};
use super::metrics::finite;
use super::plain::Entries;
use super::program::Program;
use crate::text::content_byte::is_white_space;
use crate::text::content_number::plain_number;

/// `usecmap` of streams in streams goes no deeper.
const MAX_BASES: usize = 8;

/// Bit positions of FontDescriptor's Flags (ISO 32000-2, 9.8.2).
pub(super) const SYMBOLIC: u32 = 1 << 2;

/// A font dictionary with what every kind of font asks of it.
pub(super) struct FontSource<'p, 's> {
    /// The font dictionary.
    pub(super) dict: &'s Dict<'p>,
    /// The CIDFont of a Type 0 font, else the font dictionary itself.
    pub(super) inner: Cow<'s, Dict<'p>>,
    /// The FontDescriptor; empty when there is none.
    pub(super) descriptor: Dict<'p>,
    subtype: Vec<u8>,
    /// The name of the font, as its dictionary or else its descriptor gives it.
    pub(super) base_font: Vec<u8>,
    /// The descriptor's Flags.
    pub(super) flags: Option<u32>,
    decode: &'s Decode<'s>,
    widths: OnceCell<Vec<f64>>,
    /// The entries of the font dictionary; none where it is not written plainly.
    entries: Entries<'p>,
    /// Those of `inner`, where that is another.
    inner_entries: Entries<'p>,
}

/// Gives a stream's decoded bytes, or as many of the first ones as are asked for; none when they cannot be had or the
/// budget is spent.
pub(crate) type Decode<'d> = dyn Fn(&Stream<'_>, usize) -> Option<Vec<u8>> + 'd;

/// Bytes of a Type 1 program that mostly hold its clear text.
const CLEAR_TEXT: usize = 8 << 10;

/// More widths than a simple font has codes.
const MAX_WIDTHS: usize = 512;

impl<'p, 's> FontSource<'p, 's> {
    pub(super) fn new(dict: &'s Dict<'p>, decode: &'s Decode<'s>) -> Self {
        let name = |dict: &Dict<'p>, key: &str| dict.get::<Name<'_>>(key).map(|name| name.as_ref().to_vec());
        let subtype = name(dict, "Subtype").unwrap_or_default();
        let descendant = dict.get::<Array<'p>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'p>>().next());
        let descendant = descendant.or_else(|| dict.get::<Dict<'p>>("DescendantFonts"));
        let inner = match descendant {
            Some(descendant) => Cow::Owned(descendant),
            None => Cow::Borrowed(dict),
        };
        let descriptor =
            inner.get::<Dict<'p>>("FontDescriptor").or_else(|| dict.get("FontDescriptor")).unwrap_or_default();
        let base_font = name(&inner, "BaseFont")
            .or_else(|| name(dict, "BaseFont"))
            .or_else(|| name(&descriptor, "FontName"))
            .unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "flags are the low 32 bits")]
        let flags = descriptor.get::<Number>("Flags").map(|flags| flags.as_i64() as u32);
        let entries = Entries::of(dict.data()).unwrap_or_default();
        let inner_entries = match &inner {
            Cow::Owned(inner) => Entries::of(inner.data()).unwrap_or_default(),
            Cow::Borrowed(_) => Entries::default(),
        };
        let widths = OnceCell::new();
        Self { dict, inner, descriptor, subtype, base_font, flags, decode, widths, entries, inner_entries }
    }

    /// The Widths of a simple font, in glyph space; what is no number is 0. Read once, as several ask for them.
    pub(super) fn widths(&self) -> &[f64] {
        self.widths.get_or_init(|| {
            if let Some(widths) = self.entries.array(b"Widths").and_then(plain_widths) {
                return widths;
            }
            let array = self.dict.get::<Array<'_>>("Widths").unwrap_or_default();
            let width = |object| match object {
                Object::Number(width) => finite(width.as_f64()),
                _ => 0.0,
            };
            plain_widths(array.data())
                .unwrap_or_else(|| array.iter::<Object<'_>>().take(MAX_WIDTHS).map(width).collect())
        })
    }

    /// The entries of the font dictionary where it is written plainly.
    pub(super) fn entries(&self) -> &Entries<'p> {
        &self.entries
    }

    /// The same of `inner`.
    pub(super) fn inner_entries(&self) -> &Entries<'p> {
        match &self.inner {
            Cow::Owned(_) => &self.inner_entries,
            Cow::Borrowed(_) => &self.entries,
        }
    }

    /// The bytes of what the font dictionary refers to and is read with it; what stands in the dictionary itself is
    /// counted with it.
    pub(super) fn referred(&self) -> usize {
        let array = |dict: &Dict<'_>, key: &[u8]| match dict.get_ref(key) {
            Some(_) => dict.get::<Array<'_>>(key).map_or(0, |array| array.data().len()),
            None => 0,
        };
        let encoding = match self.dict.get_ref(b"Encoding") {
            Some(_) => self.dict.get::<Dict<'_>>(b"Encoding").map_or(0, |encoding| encoding.data().len()),
            None => 0,
        };
        let below = match &self.inner {
            Cow::Owned(font) => font.data().len() + array(font, b"W") + array(font, b"W2"),
            Cow::Borrowed(_) => 0,
        };
        array(self.dict, b"Widths") + encoding + below
    }

    pub(super) fn is_type0(&self) -> bool {
        self.subtype == b"Type0" || self.dict.contains_key("DescendantFonts")
    }

    pub(super) fn is_type3(&self) -> bool {
        self.subtype == b"Type3" || (self.dict.contains_key("CharProcs") && !self.is_type0())
    }

    pub(super) fn is_true_type(&self) -> bool {
        self.subtype == b"TrueType"
    }

    /// Whether the CIDFont of a Type 0 font is TrueType.
    pub(super) fn inner_is_true_type(&self) -> bool {
        self.inner.get::<Name<'_>>("Subtype").as_deref() == Some(b"CIDFontType2")
    }

    pub(super) fn is_symbolic(&self) -> bool {
        self.flags.is_some_and(|flags| flags & SYMBOLIC != 0)
    }

    /// Whether the font's program is in the file.
    pub(super) fn is_embedded(&self) -> bool {
        ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| self.descriptor.contains_key(key))
    }

    /// The embedded font program. Decoding is dear: ask only when nothing else will do.
    pub(super) fn program(&self) -> Option<Vec<u8>> {
        let stream = |key: &&str| self.descriptor.get::<Stream<'p>>(key);
        if let Some(stream) = ["FontFile2", "FontFile3"].iter().find_map(stream) {
            return self.decoded(&stream);
        }
        let stream = stream(&"FontFile")?;
        // Of a Type 1 program only the beginning is read, a few kilobytes of a hundred.
        let start = (self.decode)(&stream, CLEAR_TEXT)?;
        if start.len() < CLEAR_TEXT || Program::is_enough(&start) { Some(start) } else { self.decoded(&stream) }
    }

    pub(super) fn decoded(&self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        (self.decode)(stream, usize::MAX)
    }

    /// The ToUnicode CMap, if it maps anything.
    pub(super) fn to_unicode(&self) -> Option<CMap> {
        let cmap = match self.dict.get::<Object<'p>>("ToUnicode")? {
            Object::Stream(stream) => self.cmap(&stream, 0)?,
            Object::Name(name) if self.is_type0() => {
                let base =
                    if name.starts_with(b"Identity") { Some(Base::Identity) } else { Base::by_name(name.as_ref()) };
                CMap::of_base(base?)
            }
            _ => return None,
        };
        cmap.says_something().then_some(cmap)
    }

    /// A CMap stream with the CMap that it builds upon.
    pub(super) fn cmap(&self, stream: &Stream<'p>, depth: usize) -> Option<CMap> {
        if depth > MAX_BASES {
            return None;
        }
        let base = match stream.dict().get::<Object<'p>>("UseCMap") {
            Some(Object::Name(name)) => Base::by_name(name.as_ref()),
            Some(Object::Stream(base)) => self.cmap(&base, depth + 1).map(|base| Base::Embedded(Box::new(base))),
            _ => None,
        };
        let mut cmap = CMap::parse(&self.decoded(stream)?, base);
        if let Some(mode) = stream.dict().get::<Number>("WMode") {
            cmap.wmode = Some(mode.as_i64() == 1);
        }
        Some(cmap)
    }
}

/// The numbers of an array that holds nothing else, from its bytes.
fn plain_widths(array: &[u8]) -> Option<Vec<f64>> {
    let mut widths = Vec::with_capacity(256);
    let mut rest = array;
    while let [first, tail @ ..] = rest {
        let (width, length) = match (first, tail) {
            // Fonts that have one glyph say of hundreds of others that these have no width.
            (b'0', [b' ', ..]) => (0.0, 2),
            (&byte, _) if is_white_space(byte) || matches!(byte, b'[' | b']') => {
                rest = tail;
                continue;
            }
            _ => plain_number(rest)?,
        };
        rest = rest.get(length..)?;
        if widths.len() < MAX_WIDTHS {
            widths.push(width);
        }
    }
    Some(widths)
}
