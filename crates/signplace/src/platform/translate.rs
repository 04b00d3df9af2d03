//! From one platform's request to the other's request part (PLATFORMS.md §4).
//!
//! Positions come out exact to 1e-6 of a page; occurrences and pages are mapped as the other platform counts them; what
//! has no counterpart is a warning, `not_translated`, with the path to it.
//!
//! ```
//! use signplace::platform::{Files, Options, Platform, translate};
//! use signplace::{Document, OpenOptions};
//!
//! let pdf = std::fs::read("../../examples/contract-zh.pdf")?;
//! let files = Files::only(Document::open(pdf, OpenOptions::default())?);
//! let request = r#"{"FileIds": ["yDwhxUUckp3gl8j5UuFX33LSNozpRsbi"], "FlowApprovers": [{"ApproverType": "ORGANIZATION",
//!   "SignComponents": [{"ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": "甲方（盖章）：",
//!     "KeywordIndexes": [0], "ComponentWidth": 119, "ComponentHeight": 119, "OffsetX": 57.5, "OffsetY": 21.1}]}]}"#;
//!
//! let options = Options::new();
//! let translation = translate::translate(request, Platform::Tencent, Platform::Qiyuesuo, &files, &options)?;
//! // Ids of signers and seals differ between platforms, and the report names them as `not_translated`.
//! assert!(translation.report.findings.iter().any(|finding| finding.code.as_str() == "not_translated"));
//! let part = translation.request?;
//! assert!(part.contains(r#""keyword": "甲方（盖章）：""#) && part.contains(r#""keywordIndex": 1"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use super::{Files, Options, Platform, Resolution, qiyuesuo, tencent};
use crate::document::guard::guarded;
use crate::error::{Error, ErrorCode};

/// The positions of a request as the part of a request that the other platform wants: `stampers`, or flows with their
/// signers and `SignComponents`.
///
/// The report is of the request given; `out` of its placements points into the part. Fails as
/// [`tencent::resolve`] and [`qiyuesuo::resolve`] do, and with `invalid_value` when both platforms are the same.
pub fn translate(
    request: &str,
    from: Platform,
    to: Platform,
    files: &Files,
    options: &Options,
) -> Result<Resolution, Error> {
    guarded(|| match (from, to) {
        (Platform::Tencent, Platform::Qiyuesuo) => tencent::to_qiyuesuo(request, files, options),
        (Platform::Qiyuesuo, Platform::Tencent) => qiyuesuo::to_tencent(request, files, options),
        _ => Err(Error::new(
            ErrorCode::InvalidValue,
            format!("The request is for {} and wanted for {}.", from.as_str(), to.as_str()),
        )
        .with_hint("Name two platforms: tencent and qiyuesuo.")),
    })
}
