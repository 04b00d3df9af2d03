//! The parser's types, under one roof: rooms that read PDF objects name them from here, so that the parser is named
//! in `document` alone.

pub(crate) use hayro_syntax::object::{
    Array, Dict, FromBytes, MaybeRef, Name, Number, Object, ObjectIdentifier, Stream, String as PdfString,
};
pub(crate) use hayro_syntax::page::Page;
pub(crate) use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

/// The items of an array, references resolved; what cannot be resolved is passed over. (The parser's own iterator over
/// items of one type ends at the first that is of another.)
pub(crate) fn items<'a>(array: &Array<'a>, pdf: &'a Pdf) -> impl Iterator<Item = Object<'a>> {
    array.raw_iter().filter_map(|item| match item {
        MaybeRef::Ref(id) => pdf.xref().get(id.into()),
        MaybeRef::NotRef(object) => Some(object),
    })
}
