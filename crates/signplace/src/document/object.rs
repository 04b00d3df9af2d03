//! The parser's types, under one roof: rooms that read PDF objects name them from here, so that the parser is named
//! in `document` alone.

pub(crate) use hayro_syntax::object::{
    Array, Dict, FromBytes, MaybeRef, Name, Number, Object, ObjectIdentifier, Stream, String as PdfString,
};
pub(crate) use hayro_syntax::page::Page;
pub(crate) use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
