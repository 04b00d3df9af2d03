//! What is wrong, or may be, with a request: findings and their stable codes.

use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::json::Pointer;
use crate::error::codes;
use crate::warning::{Warning, WarningCode};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The platform will refuse the request, or the control has no position.
    Error,
    /// The request can be sent, but may not do what the caller thinks.
    Warning,
}

/// What is wrong, or may be, with one value of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The stable code.
    pub code: FindingCode,
    /// Where in the request: an RFC 6901 JSON pointer.
    pub path: String,
    /// The offending value, as it stands in the request or as far as it says something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The platform's own code for it, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_code: Option<&'static str>,
    /// One sentence for people, in the language asked for.
    pub message: String,
}

impl Finding {
    /// A finding that stops the request.
    pub(crate) fn error(code: FindingCode, path: &Pointer, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            path: path.to_string(),
            value: None,
            platform_code: None,
            message: message.into(),
        }
    }

    /// A finding that the request can live with.
    pub(crate) fn warning(code: FindingCode, path: &Pointer, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, path, message) }
    }

    /// The same with the offending value, no more than 100 characters of it.
    #[must_use]
    pub(crate) fn of(mut self, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        let short: String = value.chars().take(100).collect();
        self.value = Some(if short.len() < value.len() { format!("{short}…") } else { short });
        self
    }

    /// The same with the platform's own code.
    #[must_use]
    pub(crate) fn known_as(mut self, code: Option<&'static str>) -> Self {
        self.platform_code = code;
        self
    }

    /// A warning of the library about what stands at this path.
    pub(crate) fn from_warning(warning: &Warning, path: &Pointer) -> Self {
        Self::warning(warning.code.into(), path, warning.message.clone())
    }
}

codes! {
    /// The stable codes of [`Finding`]. Those that are also codes of a warning or an error mean the same there.
    FindingCode {
        /// The keyword occurs more often than it was probably meant.
        SeveralOccurrences => "several_occurrences",
        /// The page is turned.
        RotatedPage => "rotated_page",
        /// The page's unit is not 1/72 inch, and the platform does not say what it does then.
        UserUnit => "user_unit",
        /// The displayed page does not begin at the origin of user space.
        CropOffset => "crop_offset",
        /// The pages of a seam seal differ in size or rotation.
        MixedPageSizes => "mixed_page_sizes",
        /// The box is wholly (error) or partly (warning) outside the page.
        OffPage => "off_page",
        /// The boxes of two signers share more than 1 pt².
        Overlap => "overlap",
        /// The box covers text.
        CoversText => "covers_text",
        /// The keyword matches only after folding: a platform's own search would probably miss it.
        FoldedOnly => "folded_only",
        /// The match runs over a line's end: a platform's own search would probably miss it.
        BrokenOverLines => "broken_over_lines",
        /// Text without a reliable Unicode meaning: a platform's own search would probably miss it.
        NoUnicode => "no_unicode",
        /// The page shows an image and no text.
        ImageOnly => "image_only",
        /// The match cannot be seen on the page.
        Invisible => "invisible",
        /// A size was not stated.
        SealSizeAssumed => "seal_size_assumed",
        /// The platform does not say which point of the keyword it measures from.
        KeywordReferenceAssumed => "keyword_reference_assumed",
        /// A slice of a seam seal is thinner than 2 mm.
        SeamSliceThin => "seam_slice_thin",
        /// Content-stream order would number this occurrence differently.
        OrderDiffers => "order_differs",
        /// A suggested box ends less than 5 mm from the page's edge.
        NearEdge => "near_edge",
        /// What is suggested may be for one or another, which the text does not tell.
        SeveralCandidates => "several_candidates",
        /// A key is not known.
        UnknownKey => "unknown_key",
        /// The keyword is not there.
        KeywordNotFound => "keyword_not_found",
        /// The keyword has fewer occurrences than asked for.
        OccurrenceOutOfRange => "occurrence_out_of_range",
        /// The keyword is empty or missing.
        KeywordEmpty => "keyword_empty",
        /// The form field is not there.
        FieldNotFound => "field_not_found",
        /// The page does not exist.
        PageOutOfRange => "page_out_of_range",
        /// A value is of the right type but makes no sense.
        InvalidValue => "invalid_value",
        /// A PDF was given that the request does not name.
        UnusedPdf => "unused_pdf",

        /// A person is to use a seal of an enterprise.
        PersonSeal => "person_seal",
        /// A control to fill in stands among the signing controls.
        FillControlInSignComponents => "fill_control_in_sign_components",
        /// A signing control stands among the controls to fill in.
        SignControlInComponents => "sign_control_in_components",
        /// The type of a control is missing or not known.
        ComponentType => "component_type",
        /// A signer has no signing control.
        SignerWithoutControl => "signer_without_control",
        /// The type of a signer is missing or not known.
        ApproverType => "approver_type",
        /// More signers than a flow may have, or none.
        SignerCount => "signer_count",
        /// A flow has not exactly one file.
        FileCount => "file_count",
        /// A group has fewer than two flows, or more than fifty.
        FlowCount => "flow_count",
        /// The name of a group is too long, or has characters that it may not have.
        GroupName => "group_name",
        /// How signers are to be verified is not known.
        VerifyType => "verify_type",
        /// An id is longer than it may be.
        IdTooLong => "id_too_long",
        /// An id has characters that it may not have.
        IdCharacters => "id_characters",
        /// An id is there twice.
        IdDuplicate => "id_duplicate",
        /// A name is longer than it may be.
        NameTooLong => "name_too_long",
        /// A name is needed and missing.
        NameMissing => "name_missing",
        /// The way a position is given is not known.
        GenerateMode => "generate_mode",
        /// A control has no position.
        PositionMissing => "position_missing",
        /// A form field is to be a seal or a signature, of which the platform says two things.
        FieldForSigning => "field_for_signing",
        /// The extra settings of a control cannot be read.
        ComponentExtra => "component_extra",
        /// Degrees beyond what the platform takes.
        RotationOutOfRange => "rotation_out_of_range",
        /// An opacity beyond what the platform takes.
        OpacityOutOfRange => "opacity_out_of_range",
        /// A font size beyond what the platform takes.
        FontSizeOutOfRange => "font_size_out_of_range",
        /// A format of dates that the platform does not know.
        DateFormat => "date_format",
        /// A setting has no meaning where it stands.
        SettingIgnored => "setting_ignored",

        /// The pages of a seal cannot be read, or are missing.
        SealPages => "seal_pages",
        /// A seam seal over fewer than two pages.
        SeamTooFewPages => "seam_too_few_pages",
        /// A position of an enterprise without its action.
        ActionIdMissing => "action_id_missing",
        /// A position of a person without the signatory.
        SignatoryIdMissing => "signatory_id_missing",
        /// An offset beyond what the platform takes.
        OffsetOutOfRange => "offset_out_of_range",
        /// An offset of exactly 0 or 1, which the platform's own words exclude.
        OffsetOnEdge => "offset_on_edge",
        /// A width or height beyond what the platform takes.
        SizeOutOfRange => "size_out_of_range",
        /// A width or height where the platform takes none.
        SizeIgnored => "size_ignored",
        /// The contract is named by no id, or by two.
        ContractReference => "contract_reference",
        /// A stamper's type is missing or not known.
        StamperType => "stamper_type",
        /// A rule of stampers that is not known.
        StamperRule => "stamper_rule",
        /// A stamper names a document that the contract does not have.
        DocumentUnknown => "document_unknown",
        /// What has no counterpart on the other platform.
        NotTranslated => "not_translated",
        /// The document is signed; of what is written into it, not of requests.
        SignedDocument => "signed_document",
        /// No form field is of this kind; of what is written, not of requests.
        NotAField => "not_a_field",
        /// What is written cannot be turned; not of requests.
        RotationIgnored => "rotation_ignored",
        /// The form is an XFA form; of what is written, not of requests.
        XfaForm => "xfa_form",
        /// No font has some characters; of pictures, not of requests.
        FontMissing => "font_missing",
    }
}

impl From<WarningCode> for FindingCode {
    fn from(code: WarningCode) -> Self {
        match code {
            WarningCode::SeveralOccurrences => Self::SeveralOccurrences,
            WarningCode::RotatedPage => Self::RotatedPage,
            WarningCode::UserUnit => Self::UserUnit,
            WarningCode::CropOffset => Self::CropOffset,
            WarningCode::MixedPageSizes => Self::MixedPageSizes,
            WarningCode::OffPage => Self::OffPage,
            WarningCode::Overlap => Self::Overlap,
            WarningCode::CoversText => Self::CoversText,
            WarningCode::FoldedOnly => Self::FoldedOnly,
            WarningCode::BrokenOverLines => Self::BrokenOverLines,
            WarningCode::NoUnicode => Self::NoUnicode,
            WarningCode::ImageOnly => Self::ImageOnly,
            WarningCode::Invisible => Self::Invisible,
            WarningCode::SealSizeAssumed => Self::SealSizeAssumed,
            WarningCode::KeywordReferenceAssumed => Self::KeywordReferenceAssumed,
            WarningCode::SeamSliceThin => Self::SeamSliceThin,
            WarningCode::OrderDiffers => Self::OrderDiffers,
            WarningCode::KeywordNotFound => Self::KeywordNotFound,
            WarningCode::OccurrenceOutOfRange => Self::OccurrenceOutOfRange,
            WarningCode::FieldNotFound => Self::FieldNotFound,
            WarningCode::NearEdge => Self::NearEdge,
            WarningCode::SeveralCandidates => Self::SeveralCandidates,
            WarningCode::UnknownKey => Self::UnknownKey,
            WarningCode::SignedDocument => Self::SignedDocument,
            WarningCode::NotAField => Self::NotAField,
            WarningCode::RotationIgnored => Self::RotationIgnored,
            WarningCode::XfaForm => Self::XfaForm,
            WarningCode::FontMissing => Self::FontMissing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_also_a_warnings_keeps_its_name() {
        for code in WarningCode::ALL {
            assert_eq!(FindingCode::from(*code).as_str(), code.as_str());
        }
    }

    #[test]
    fn a_long_value_is_cut() {
        let finding = Finding::error(FindingCode::IdTooLong, &Pointer::root(), "").of("x".repeat(1000));
        assert_eq!(finding.value.unwrap().chars().count(), 101);
    }
}
