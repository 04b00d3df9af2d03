//! A Component: a control to sign or to fill in, as far as its position goes.

use super::extra::Extra;
use crate::error::Error;
use crate::place::{Attach, NinePoint};
use crate::platform::facts::Keyword;
use crate::platform::json::Node;
use crate::platform::{Finding, FindingCode, Language, Options};

use super::RelativeEdges;

/// How a Component says where it stands: `GenerateMode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum GenerateMode {
    /// By page and coordinates.
    #[default]
    Normal,
    /// By a keyword in the text: `ComponentId` is the keyword.
    Keyword,
    /// By a form field of the PDF: `ComponentName` is its name.
    Field,
}

/// Where a control stands relative to its keyword: `RelativeLocation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relative {
    /// Nothing said: upper-left corner on upper-left corner.
    Default,
    Middle,
    Below,
    Right,
    LowerRight,
    UpperRight,
}

impl Relative {
    /// Which point of the control sits on which point of the keyword.
    pub(crate) fn attach(self, edges: RelativeEdges) -> Attach {
        let (control, anchor) = match (self, edges) {
            (Self::Default, _) => (NinePoint::TopLeft, NinePoint::TopLeft),
            (Self::Middle, _) => (NinePoint::Center, NinePoint::Center),
            (Self::Below, RelativeEdges::Corners) => (NinePoint::TopLeft, NinePoint::BottomLeft),
            (Self::Below, RelativeEdges::Middles) => (NinePoint::Top, NinePoint::Bottom),
            (Self::Right, RelativeEdges::Corners) => (NinePoint::TopLeft, NinePoint::TopRight),
            (Self::Right, RelativeEdges::Middles) => (NinePoint::Left, NinePoint::Right),
            (Self::LowerRight, _) => (NinePoint::TopLeft, NinePoint::BottomRight),
            (Self::UpperRight, _) => (NinePoint::BottomLeft, NinePoint::TopRight),
        };
        Attach { control, anchor }
    }
}

/// A Component of a request. Lengths are in the platform's points; `None` where not stated, or stated as 0 for a size.
#[derive(Debug, Clone)]
pub(crate) struct Component<'j> {
    /// The Component itself.
    pub(crate) node: Node<'j>,
    /// `ComponentType`; empty when missing.
    pub(crate) kind: &'j str,
    /// `GenerateMode`; `None` when it is not one that there is.
    pub(crate) mode: Option<GenerateMode>,
    pub(crate) id: Option<&'j str>,
    pub(crate) name: Option<&'j str>,
    /// `ComponentValue`: of a seal, its id.
    pub(crate) value: Option<&'j str>,
    pub(crate) page: Option<i64>,
    pub(crate) x: Option<f64>,
    pub(crate) y: Option<f64>,
    pub(crate) width: Option<f64>,
    pub(crate) height: Option<f64>,
    /// `OffsetX`, `OffsetY`: right and down.
    pub(crate) offset: (f64, f64),
    /// `RelativeLocation`; `None` when it is not one that there is.
    pub(crate) relative: Option<Relative>,
    /// `KeywordOrder` is Reverse; `None` when it is not one that there is.
    pub(crate) reverse: Option<bool>,
    pub(crate) keyword_page: Option<i64>,
    /// `KeywordIndexes`, from 0; `None` for all.
    pub(crate) indexes: Option<Vec<i64>>,
    pub(crate) file_index: i64,
    pub(crate) extra: Extra,
    /// Why `ComponentExtra` could not be read.
    pub(crate) unreadable_extra: Option<Error>,
}

impl<'j> Component<'j> {
    /// Reads a Component. Fails with `invalid_value` where a value is of the wrong type, or a size is negative.
    pub(crate) fn read(node: &Node<'j>, options: &Options) -> Result<Self, Error> {
        node.object()?;
        let text = |key: &str| node.optional(key, Node::text_or_digits);
        let word = |key: &str| node.optional(key, Node::text);
        let number = |key: &str| node.optional(key, Node::number);
        let whole = |key: &str| node.optional(key, Node::integer);
        let size = |key: &str| node.optional(key, Node::size).map(|size| size.filter(|size| *size > 0.0));
        let mode = match word("GenerateMode")? {
            None | Some("") => Some(options.tencent.absent_mode),
            Some("NORMAL") => Some(GenerateMode::Normal),
            Some("KEYWORD") => Some(GenerateMode::Keyword),
            Some("FIELD") => Some(GenerateMode::Field),
            Some(_) => None,
        };
        let relative = match word("RelativeLocation")? {
            None | Some("") => Some(Relative::Default),
            Some("Middle") => Some(Relative::Middle),
            Some("Below") => Some(Relative::Below),
            Some("Right") => Some(Relative::Right),
            Some("LowerRight") => Some(Relative::LowerRight),
            Some("UpperRight") => Some(Relative::UpperRight),
            Some(_) => None,
        };
        let reverse = match word("KeywordOrder")? {
            None | Some("" | "Positive") => Some(false),
            Some("Reverse") => Some(true),
            Some(_) => None,
        };
        let indexes = node.optional("KeywordIndexes", |node| node.items()?.iter().map(Node::integer).collect())?;
        let (extra, unreadable_extra) = match node.optional("ComponentExtra", Node::text) {
            Ok(text) => match Extra::read(text.unwrap_or_default()) {
                Ok(extra) => (extra, None),
                Err(error) => (Extra::default(), Some(error)),
            },
            Err(error) => (Extra::default(), Some(error)),
        };
        Ok(Self {
            node: node.clone(),
            kind: word("ComponentType")?.unwrap_or_default(),
            mode,
            id: text("ComponentId")?,
            name: text("ComponentName")?,
            value: node.get("ComponentValue").and_then(|value| value.value.as_str()),
            page: whole("ComponentPage")?,
            x: number("ComponentPosX")?,
            y: number("ComponentPosY")?,
            width: size("ComponentWidth")?,
            height: size("ComponentHeight")?,
            offset: (number("OffsetX")?.unwrap_or(0.0), number("OffsetY")?.unwrap_or(0.0)),
            relative,
            reverse,
            keyword_page: whole("KeywordPage")?,
            indexes: indexes.filter(|list: &Vec<i64>| !list.is_empty()),
            file_index: whole("FileIndex")?.unwrap_or(0),
            extra,
            unreadable_extra,
        })
    }

    /// The keyword that it is placed by: `^…^` stands as a word of its own. `None` when there is none.
    pub(crate) fn keyword(&self) -> Option<Keyword> {
        let id = self.id?;
        let inner = id.strip_prefix('^').and_then(|id| id.strip_suffix('^')).filter(|inner| !inner.trim().is_empty());
        let keyword = (inner.unwrap_or(id).to_owned(), inner.is_some());
        (!keyword.0.trim().is_empty()).then_some(keyword)
    }

    /// A control that is signed, by its type.
    pub(crate) fn is_signing(&self) -> bool {
        self.kind.starts_with("SIGN_")
    }

    /// A seam seal, or a signature over the seam.
    pub(crate) fn is_paging(&self) -> bool {
        matches!(self.kind, "SIGN_PAGING_SEAL" | "SIGN_PAGING_SIGNATURE")
    }

    /// A seal of any kind.
    pub(crate) fn is_seal(&self) -> bool {
        matches!(self.kind, "SIGN_SEAL" | "SIGN_PAGING_SEAL" | "SIGN_LEGAL_PERSON_SEAL")
    }

    /// A finding about one of its keys.
    pub(crate) fn finding(&self, code: FindingCode, key: &str, say: (Language, String, String)) -> Finding {
        let (language, en, zh) = say;
        let path = if self.node.get(key).is_some() { self.node.path.key(key) } else { self.node.path.clone() };
        let finding = Finding::error(code, &path, language.say(en, zh));
        match self.node.get(key) {
            Some(node) => match node.value.as_str() {
                Some(text) => finding.of(text),
                None => finding.of(node.value),
            },
            None => finding,
        }
    }
}
