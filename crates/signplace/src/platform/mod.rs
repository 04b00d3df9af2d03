//! E-sign platforms: a flow request in, the same request with exact positions out (PLATFORMS.md).
//!
//! Each platform is a room of its own that reads its request and writes its positions. What they have in common is
//! here: the [`json`] that keeps what it does not know, the [`Files`] that a request is about, [`Options`], and the
//! [`Report`] of what lands where and what is wrong with it.

mod checks;
pub mod convert;
pub mod export;
mod facts;
mod files;
mod finding;
pub mod json;
mod keyword;
mod language;
mod near;
mod options;
pub mod qiyuesuo;
mod report;
pub mod seam;
pub mod tencent;
pub mod translate;

pub use export::KeywordReference;
pub use files::Files;
pub use finding::{Finding, FindingCode, Severity};
pub use language::Language;
pub use options::{Options, Progress, SealSizes, UserUnit, parse_size};
pub use report::{FileEntry, PlacementEntry, Platform, Report, Resolution, Source};
