//! What a font is read from: its dictionary, its descriptor, and streams decoded on demand.

use std::borrow::Cow;
use std::cell::OnceCell;

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use smallvec::SmallVec;

use super::cmap::{Base, CMap};
use super::metrics::finite;
use crate::text::content_number::plain_numbers;

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
    decode: &'s dyn Fn(&Stream<'_>) -> Option<Vec<u8>>,
    widths: OnceCell<SmallVec<[f64; 256]>>,
}

/// More widths than a simple font has codes.
const MAX_WIDTHS: usize = 512;

impl<'p, 's> FontSource<'p, 's> {
    pub(super) fn new(dict: &'s Dict<'p>, decode: &'s dyn Fn(&Stream<'_>) -> Option<Vec<u8>>) -> Self {
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
        Self { dict, inner, descriptor, subtype, base_font, flags, decode, widths: OnceCell::new() }
    }

    /// The Widths of a simple font, in glyph space; what is no number is 0. Read once, as several ask for them.
    pub(super) fn widths(&self) -> &[f64] {
        self.widths.get_or_init(|| {
            let array = self.dict.get::<Array<'_>>("Widths").unwrap_or_default();
            let width = |object| match object {
                Object::Number(width) => finite(width.as_f64()),
                _ => 0.0,
            };
            let plain = plain_numbers(array.data(), MAX_WIDTHS);
            plain.unwrap_or_else(|| array.iter::<Object<'_>>().take(MAX_WIDTHS).map(width).collect())
        })
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
        ["FontFile2", "FontFile3", "FontFile"]
            .iter()
            .find_map(|key| self.descriptor.get::<Stream<'p>>(key))
            .and_then(|stream| self.decoded(&stream))
    }

    pub(super) fn decoded(&self, stream: &Stream<'_>) -> Option<Vec<u8>> {
        (self.decode)(stream)
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
