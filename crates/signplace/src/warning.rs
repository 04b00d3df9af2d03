//! Warnings: an answer is given, but may not be what the caller thinks.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::codes;

/// Says that an answer may not be what the caller thinks.
///
/// In JSON: `{"code", "message", "page"?, "path"?}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[non_exhaustive]
pub struct Warning {
    /// The stable code.
    pub code: WarningCode,
    /// One sentence for people.
    pub message: String,
    /// The page it is about, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The place in the input it is about: an RFC 6901 JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl Warning {
    /// A warning of the given code, with its sentence.
    pub fn new(code: WarningCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), page: None, path: None }
    }

    /// The same warning about a page, from 1.
    #[must_use]
    pub fn on_page(mut self, page: u32) -> Self {
        self.page = Some(page);
        self
    }

    /// The same warning about a place in the input, an RFC 6901 JSON pointer.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }
}

codes! {
    /// The stable codes of [`Warning`].
    WarningCode {
        /// The keyword occurs more often than the one occurrence that was taken.
        SeveralOccurrences => "several_occurrences",
        /// The page is turned: its displayed width and height are not those of its MediaBox.
        RotatedPage => "rotated_page",
        /// The page's unit is not 1/72 inch.
        UserUnit => "user_unit",
        /// The displayed page does not begin at the origin of user space.
        CropOffset => "crop_offset",
        /// The pages concerned differ in size or rotation.
        MixedPageSizes => "mixed_page_sizes",
        /// The box is partly or wholly outside the page.
        OffPage => "off_page",
        /// Two boxes cover each other by more than 1 pt².
        Overlap => "overlap",
        /// The box covers text.
        CoversText => "covers_text",
        /// The keyword matches only after folding; a platform's own search would probably miss it.
        FoldedOnly => "folded_only",
        /// The match runs over a line's end.
        BrokenOverLines => "broken_over_lines",
        /// The page has text without a Unicode meaning, so keywords may be missed.
        NoUnicode => "no_unicode",
        /// The page shows an image and no text.
        ImageOnly => "image_only",
        /// The match cannot be seen on the page.
        Invisible => "invisible",
        /// The size of a seal was not stated.
        SealSizeAssumed => "seal_size_assumed",
        /// The platform does not say which point of the keyword it measures from.
        KeywordReferenceAssumed => "keyword_reference_assumed",
        /// A slice of a seam seal is thinner than 2 mm.
        SeamSliceThin => "seam_slice_thin",
        /// Content-stream order would number this occurrence differently.
        OrderDiffers => "order_differs",
        /// A keyword is not there, and what is placed by it was left out.
        KeywordNotFound => "keyword_not_found",
        /// A keyword has fewer occurrences than asked for, and what is placed by it was left out.
        OccurrenceOutOfRange => "occurrence_out_of_range",
        /// A form field is not there, and what is placed by it was left out.
        FieldNotFound => "field_not_found",
        /// The document is signed, and is changed by what is written.
        SignedDocument => "signed_document",
        /// A placement cannot be a form field, and was left out.
        NotAField => "not_a_field",
        /// A placement is turned, which what is written cannot be.
        RotationIgnored => "rotation_ignored",
        /// The document's form is an XFA form, which does not know the new fields.
        XfaForm => "xfa_form",
        /// No font was found for some characters, which are not drawn.
        FontMissing => "font_missing",
        /// A suggested box ends less than 5 mm from the page's edge.
        NearEdge => "near_edge",
        /// What is suggested may be for one or another, which the text does not tell.
        SeveralCandidates => "several_candidates",
        /// A key that is not known was ignored.
        UnknownKey => "unknown_key",
    }
}
