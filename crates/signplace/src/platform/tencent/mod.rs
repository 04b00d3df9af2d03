//! Tencent E-Sign, 腾讯电子签 (PLATFORMS.md §2): a flow request in, the same request with every position absolute out.
//!
//! Read are `CreateFlowByFiles` and `CreateFlowGroupByFiles` (ess), `ChannelCreateFlowByFiles` and
//! `ChannelCreateFlowGroupByFiles` (essbasic), told apart by their keys.
//!
//! ```
//! use signplace::platform::{Files, Options, tencent};
//! use signplace::{Document, OpenOptions};
//!
//! let pdf = std::fs::read("../../examples/contract-zh.pdf")?;
//! let files = Files::new([("yDwhxUUckp3gl8j5UuFX33LSNozpRsbi", Document::open(pdf, OpenOptions::default())?)]);
//! let request = r#"{
//!   "Operator": {"UserId": "yDxbTUyKQDbqEJUuO4zjEBX6aNwjHIFz"},
//!   "FlowName": "采购合同",
//!   "FileIds": ["yDwhxUUckp3gl8j5UuFX33LSNozpRsbi"],
//!   "Approvers": [{"ApproverType": 0, "OrganizationName": "云杉智造科技（北京）有限公司", "SignComponents": [{
//!     "ComponentType": "SIGN_SEAL", "GenerateMode": "KEYWORD", "ComponentId": "甲方（盖章）：", "KeywordIndexes": [0],
//!     "OffsetX": 57.5, "OffsetY": 21.1, "ComponentWidth": 119, "ComponentHeight": 119
//!   }]}]
//! }"#;
//!
//! let resolution = tencent::resolve(request, &files, &Options::new())?;
//! let placed = &resolution.report.placements[0];
//! assert_eq!((placed.page, placed.path.as_str()), (3, "/Approvers/0/SignComponents/0"));
//! // The text to send instead, or the error that stops it:
//! let request = resolution.request?;
//! assert!(request.contains(r#""GenerateMode": "NORMAL""#) && request.contains(r#""ComponentPage": 3"#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What the platform does not say is decided as follows, and warned of where it matters:
//!
//! | open question | default | switch |
//! |---|---|---|
//! | a Component without `GenerateMode` | NORMAL | [`Switches::absent_mode`] |
//! | the edges that Below, Right, LowerRight and UpperRight meet at | corners | [`Switches::relative_edges`] |
//! | points on a page with a UserUnit | user-space units | [`Options::user_unit`] |
//! | the order in which occurrences are counted | reading order | – (warning `order_differs`) |
//! | which text a keyword equals | folded | [`Options::match_mode`] |
//! | how a seam seal is cut | equal columns, first page leftmost | – |

mod codes;
mod component;
mod extra;
mod keyword;
mod limits;
mod locate;
mod resolve;
mod shape;
mod switches;
mod to_qiyuesuo;
mod write;

use super::{Files, Options, PlacementEntry, Report, Resolution};
use crate::error::Error;

pub use component::GenerateMode;
pub use keyword::{KeywordComponent, WouldMatch, keyword_component};
pub use shape::Api;
pub use switches::{RelativeEdges, Switches};
pub use write::normal;

pub(super) use to_qiyuesuo::to_qiyuesuo;

/// The request with every position absolute, and what lands where.
///
/// The request is [`Err`] within the answer where the report has an error; the report is there all the same.
///
/// Fails where the input cannot be used at all: `invalid_json`, `wrong_api`, `missing_pdf`, `duplicate_pdf`,
/// `request_too_large`, `invalid_value` (a value of the wrong type, a negative size), each with its path, and with the
/// limits of reading a PDF.
pub fn resolve(request: &str, files: &Files, options: &Options) -> Result<Resolution, Error> {
    resolve::run(request, files, options, resolve::Purpose::Resolve)
}

/// What lands where, and what the platform would refuse, of a request that is sent as it is.
///
/// Fails as [`resolve`] does.
pub fn check(request: &str, files: &Files, options: &Options) -> Result<Report, Error> {
    Ok(resolve::run(request, files, options, resolve::Purpose::Check)?.report)
}

/// Where the controls of a request land.
///
/// Fails as [`resolve`] does.
pub fn read(request: &str, files: &Files, options: &Options) -> Result<Vec<PlacementEntry>, Error> {
    Ok(check(request, files, options)?.placements)
}
