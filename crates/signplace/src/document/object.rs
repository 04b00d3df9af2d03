//! The parser's objects, under the one name by which the rooms that read them know them.

pub(crate) use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, ObjRef, Object, ObjectIdentifier, Stream};
pub(crate) use hayro_syntax::page::Page;
pub(crate) use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
