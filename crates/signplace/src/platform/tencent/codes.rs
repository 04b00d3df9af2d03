//! Tencent's own codes for what is wrong (PLATFORMS.md §2, errors of essbasic and of ess).

use super::Api;
use crate::platform::FindingCode;

/// The code with which the platform itself refuses this, where its documentation has one.
pub(super) fn of(code: FindingCode, api: Api) -> Option<&'static str> {
    if api.is_channel() { essbasic(code) } else { ess(code) }
}

fn essbasic(code: FindingCode) -> Option<&'static str> {
    Some(match code {
        FindingCode::OffPage | FindingCode::PositionMissing => "InvalidParameter.ComponentPosition",
        FindingCode::PersonSeal | FindingCode::FillControlInSignComponents => "InvalidParameter.SignComponentType",
        FindingCode::ComponentType => "InvalidParameter.UnsupportedComponentType",
        FindingCode::SignControlInComponents => "InvalidParameter.ComponentType",
        FindingCode::KeywordNotFound | FindingCode::OccurrenceOutOfRange | FindingCode::KeywordEmpty => {
            "InvalidParameter.Keyword"
        }
        FindingCode::SignerWithoutControl => "MissingParameter.SignComponents",
        FindingCode::FileCount => "InvalidParameter.FlowFileIds",
        FindingCode::SignerCount => "InvalidParameter.FlowApprovers",
        FindingCode::NameMissing => "MissingParameter.MissComponentName",
        _ => return None,
    })
}

fn ess(code: FindingCode) -> Option<&'static str> {
    Some(match code {
        FindingCode::PageOutOfRange => "InvalidParameter.ComponentPage",
        FindingCode::OffPage | FindingCode::PositionMissing => "InvalidParameter.ComponentPosition",
        FindingCode::KeywordNotFound => "MissingParameter.KeyWord",
        FindingCode::OccurrenceOutOfRange | FindingCode::KeywordEmpty => "InvalidParameter.Keyword",
        FindingCode::FieldNotFound => "MissingParameter.Field",
        FindingCode::SignerWithoutControl => "MissingParameter.ApproverSignComponent",
        _ => return None,
    })
}
