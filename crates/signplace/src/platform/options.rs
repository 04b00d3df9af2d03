//! How a request is to be read where the platform leaves it open, and what it does not say.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::Language;
use super::export::KeywordReference;
use crate::error::{Error, ErrorCode};
use crate::geometry::Unit;
use crate::place::{NamedSize, Sides, Size};
use crate::search::MatchMode;

/// How requests are read. Every switch stands for something that the platforms do not document, and its use is warned of.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// The language of the report's sentences.
    pub language: Language,
    /// How large seals are, which requests do not always say.
    pub seal_sizes: SealSizes,
    /// How keywords are compared with the text; folded unless stated.
    pub match_mode: MatchMode,
    /// What numbers in points mean on a page whose UserUnit is not 1; ignored unless stated.
    pub user_unit: UserUnit,
    /// Which point of a keyword Qiyuesuo measures from; the lower-left corner unless stated.
    pub keyword_reference: KeywordReference,
    /// What Tencent leaves open.
    pub tencent: super::tencent::Switches,
    /// The pages that one seam seal may run over; with more, the pages are shared among several seals.
    pub max_pages_per_seal: Option<u32>,
    /// Who is told how far the work on the files is.
    pub progress: Progress,
}

impl Options {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with sentences in this language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// The same with the size of the seal of this key: a seal id, an action id, a type, or `*` for every other.
    #[must_use]
    pub fn with_seal_size(mut self, key: impl Into<String>, size: impl Into<Size>) -> Self {
        self.seal_sizes.insert(key, size);
        self
    }

    /// The same with keywords compared in this way.
    #[must_use]
    pub fn with_match_mode(mut self, mode: MatchMode) -> Self {
        self.match_mode = mode;
        self
    }

    /// The same with this meaning of points on pages with a UserUnit.
    #[must_use]
    pub fn with_user_unit(mut self, user_unit: UserUnit) -> Self {
        self.user_unit = user_unit;
        self
    }

    /// The same with these answers to what Tencent leaves open.
    #[must_use]
    pub fn with_tencent(mut self, switches: super::tencent::Switches) -> Self {
        self.tencent = switches;
        self
    }

    /// The same with Qiyuesuo's keywords measured from this point.
    #[must_use]
    pub fn with_keyword_reference(mut self, reference: KeywordReference) -> Self {
        self.keyword_reference = reference;
        self
    }

    /// The same with no more than so many pages, at least 2, to one seam seal.
    #[must_use]
    pub fn with_max_pages_per_seal(mut self, pages: u32) -> Self {
        self.max_pages_per_seal = Some(pages);
        self
    }
}

/// Who is told how many files are done, of how many; nobody unless stated.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<dyn Fn(usize, usize) + Send + Sync>>);

impl Progress {
    /// Calls `tell` with the number of files done, and of how many; from several threads, one at a time.
    pub fn new(tell: impl Fn(usize, usize) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    pub(crate) fn report(&self, done: usize, total: usize) {
        if let Some(tell) = &self.0 {
            tell(done, total);
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Progress(told)" } else { "Progress(silent)" })
    }
}

/// What a platform's numbers in points mean on a page whose UserUnit is not 1. Undocumented (PLATFORMS.md §2, I).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum UserUnit {
    /// The platform takes user-space units for points: the number sent is the page-space value divided by UserUnit.
    #[default]
    Ignored,
    /// The platform applies UserUnit: the number sent is the page-space value.
    Applied,
}

impl UserUnit {
    /// How many page-space points one of the platform's points is, on a page of this UserUnit.
    pub fn scale(self, user_unit: f64) -> f64 {
        match self {
            Self::Ignored => user_unit,
            Self::Applied => 1.0,
        }
    }
}

/// The sizes of seals by a key: a seal id, an action id, a type of stamper, or `*`.
#[derive(Debug, Clone, Default)]
pub struct SealSizes(BTreeMap<String, Size>);

impl SealSizes {
    /// States the size of the seals of a key.
    pub fn insert(&mut self, key: impl Into<String>, size: impl Into<Size>) {
        self.0.insert(key.into(), size.into());
    }

    /// The size stated for the first of these keys that has one, else for `*`.
    pub fn of<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Option<Size> {
        keys.into_iter().chain(["*"]).find_map(|key| self.0.get(key)).copied()
    }
}

/// A size as the command line writes it: a name such as `round-42`, or `WIDTHxHEIGHT` in points, `42x42mm`, `1.5x1in`.
///
/// Fails with `invalid_value`.
///
/// ```
/// use signplace::platform::parse_size;
///
/// assert!(parse_size("round-42").is_ok());
/// assert!(parse_size("119x43").is_ok());
/// assert_eq!(parse_size("-3x20mm").unwrap_err().code(), "invalid_value");
/// ```
pub fn parse_size(text: &str) -> Result<Size, Error> {
    let text = text.trim();
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return text.parse::<NamedSize>().map(Size::Named);
    }
    let wrong = || {
        Error::new(ErrorCode::InvalidValue, format!("`{}` is not a size.", text.escape_debug()))
            .with_hint("A size is a name such as round-42, or WIDTHxHEIGHT in pt, mm or in: 119x43, 42x42mm.")
    };
    let (unit, numbers) = [("mm", Unit::Mm), ("in", Unit::In), ("pt", Unit::Pt)]
        .iter()
        .find_map(|(name, unit)| Some((*unit, text.strip_suffix(name)?)))
        .unwrap_or((Unit::Pt, text));
    let (width, height) = numbers.trim().split_once(['x', 'X', '×']).ok_or_else(wrong)?;
    let side = |text: &str| text.trim().parse::<f64>().ok().filter(|side| side.is_finite() && *side > 0.0);
    match (side(width), side(height)) {
        (Some(width), Some(height)) => Ok(Size::Measured(Sides { width, height, unit })),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::PageGeometry;

    #[test]
    fn sizes_are_names_or_sides_with_a_unit() {
        let page = PageGeometry::from_size(600.0, 800.0);
        for (text, width, height) in [
            ("round-42", 42.0 * 72.0 / 25.4, 42.0 * 72.0 / 25.4),
            ("119x43", 119.0, 43.0),
            ("119 × 43pt", 119.0, 43.0),
            ("1x0.5in", 72.0, 36.0),
            ("25.4x50.8mm", 72.0, 144.0),
        ] {
            let size = parse_size(text).unwrap().on(&page);
            assert!((size.x - width).abs() < 1e-9 && (size.y - height).abs() < 1e-9, "{text} is {size:?}");
        }
        for text in ["", "round", "12", "0x3", "-1x3", "NaNx3", "1ex3", "3x4cm", "infx1"] {
            assert_eq!(parse_size(text).unwrap_err().code(), "invalid_value", "{text}");
        }
    }

    #[test]
    fn a_seal_is_known_by_its_own_key_first() {
        let options = Options::new()
            .with_seal_size("*", parse_size("round-40").unwrap())
            .with_seal_size("s1", parse_size("round-50").unwrap());
        assert_eq!(options.seal_sizes.of(["s1", "COMPANY"]), Some(parse_size("round-50").unwrap()));
        assert_eq!(options.seal_sizes.of(["s2", "COMPANY"]), Some(parse_size("round-40").unwrap()));
        assert_eq!(SealSizes::default().of(["s2"]), None);
    }
}
