//! The parser's types, under one roof: rooms that read PDF objects name them from here, so that the parser is named
//! in `document` alone.

pub(crate) use hayro_syntax::Pdf;
pub(crate) use hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Number, Object, ObjectIdentifier, String as PdfString,
};
