//! Stub.
use super::UnicodeSource;
use hayro_syntax::object::{Dict, Stream};
pub(crate) struct Font;
pub(crate) struct Char<'f> { pub(crate) len: usize, pub(crate) advance: f64, pub(crate) width: f64, pub(crate) origin: (f64, f64), pub(crate) text: &'f str, pub(crate) source: UnicodeSource, pub(crate) is_space_code: bool }
impl Font {
    pub(crate) fn load(_: &Dict<'_>, _: &dyn Fn(&Stream<'_>) -> Option<Vec<u8>>) -> Self { Self }
    pub(crate) fn is_vertical(&self) -> bool { false }
    pub(crate) fn ascent(&self) -> f64 { 0.8 }
    pub(crate) fn descent(&self) -> f64 { -0.2 }
    pub(crate) fn next_char<'f>(&'f self, _: &[u8]) -> Char<'f> { Char { len: 1, advance: 0.5, width: 0.5, origin: (0.0, 0.0), text: "a", source: UnicodeSource::CharCode, is_space_code: false } }
}
