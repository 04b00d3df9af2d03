//! One of `stampers[]`, read and checked as far as that needs no PDF (PLATFORMS.md §3).

mod place;
mod read;

use super::pages::SealPages;
use crate::platform::json::Node;

pub(super) use read::read;

/// A stamper, read.
#[derive(Debug, Clone)]
pub(super) struct Stamper<'j> {
    pub(super) node: Node<'j>,
    pub(super) kind: Kind,
    /// `actionId` or `signatoryId`, with the name of the key.
    pub(super) signer: Option<(&'static str, String)>,
    pub(super) seal: Option<String>,
    /// The documents that it names, each once.
    pub(super) documents: Vec<String>,
    pub(super) place: Place,
    /// Degrees clockwise about the centre.
    pub(super) rotation: Option<f64>,
    /// As sent: pt is inferred.
    pub(super) width: Option<f64>,
    pub(super) height: Option<f64>,
}

/// How a stamper says where it is.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// By a keyword, and an offset as fractions of the page.
    Keyword { text: String, index: Occurrence, offset: (f64, f64) },
    /// By a page and fractions of it.
    Point { page: i64, offset: (f64, f64) },
    /// Over the right edges of several pages, at a height that is a fraction of each.
    Seam { pages: Pages, height: f64, all_documents: bool },
    /// It does not; findings say why.
    Nowhere,
}

/// `keywordIndex`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occurrence {
    /// Not stated: the first.
    Unstated,
    /// 0.
    All,
    /// From 1, or from the end.
    Nth(i64),
}

/// Pages that a seam runs over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pages {
    All,
    Odd,
    Even,
    Scope(SealPages),
}

/// `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Company,
    Personal,
    LegalPerson,
    Timestamp,
    Across,
    AcrossOdd,
    AcrossEven,
    AcrossScope,
}

impl Kind {
    const ALL: [(&'static str, Self); 8] = [
        ("COMPANY", Self::Company),
        ("PERSONAL", Self::Personal),
        ("LP", Self::LegalPerson),
        ("TIMESTAMP", Self::Timestamp),
        ("ACROSS_PAGE", Self::Across),
        ("ACROSS_PAGE_ODD", Self::AcrossOdd),
        ("ACROSS_PAGE_EVEN", Self::AcrossEven),
        ("ACROSS_PAGE_SCOPE", Self::AcrossScope),
    ];

    pub(super) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    pub(super) fn is_across(self) -> bool {
        matches!(self, Self::Across | Self::AcrossOdd | Self::AcrossEven | Self::AcrossScope)
    }

    /// Whether width and height may be stated: signatures and timestamps, not seals.
    pub(super) fn takes_size(self) -> bool {
        matches!(self, Self::Personal | Self::Timestamp)
    }
}
