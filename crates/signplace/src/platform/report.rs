//! The report: which control lands where, and what is wrong with the request (INTERFACE.md, "resolve, check, translate").

use schemars::JsonSchema;
use serde::Serialize;

use super::{Finding, Severity};
use crate::error::Error;
use crate::geometry::{Normalized, Page, Rect};

/// An e-sign platform whose requests can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Platform {
    /// Tencent E-Sign, 腾讯电子签.
    Tencent,
    /// Qiyuesuo, 契约锁.
    Qiyuesuo,
}

impl Platform {
    /// Its name, as it stands in JSON and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tencent => "tencent",
            Self::Qiyuesuo => "qiyuesuo",
        }
    }
}

/// What came of a request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Resolution {
    /// The request with every position absolute, as JSON text with two spaces of indentation; or the first error that
    /// stops it, with its path.
    pub request: Result<String, Error>,
    /// What lands where, and what is wrong: also of a request that cannot be resolved.
    pub report: Report,
}

/// Which control lands where, and what is wrong with the request.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(
    title = "signplace report",
    description = "Which control of a request lands where, and what is wrong with it."
)]
#[non_exhaustive]
pub struct Report {
    /// The platform of the request.
    pub platform: Platform,
    /// Whether no finding is an error.
    pub ok: bool,
    /// The files of the request, in the order in which it names them.
    pub files: Vec<FileEntry>,
    /// Where controls land, in the request's order; of one control in reading order, or by page.
    pub placements: Vec<PlacementEntry>,
    /// What is wrong, or may be, in the request's order.
    pub findings: Vec<Finding>,
}

impl Report {
    /// A report without findings yet.
    pub(crate) fn new(platform: Platform) -> Self {
        Self { platform, ok: true, files: Vec::new(), placements: Vec::new(), findings: Vec::new() }
    }

    /// Adds a finding, once.
    pub(crate) fn push(&mut self, finding: Finding) {
        self.ok &= finding.severity != Severity::Error;
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// The JSON Schema of reports (draft 2020-12).
    pub fn json_schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
    }
}

/// A file of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FileEntry {
    /// Its id in the request.
    pub id: String,
    /// The PDF that was given for it, by the name that it was given with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pdf: Option<String>,
    /// Its number of pages.
    pub page_count: u32,
}

/// What a position comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Source {
    /// A keyword on the page.
    Keyword,
    /// A form field.
    Field,
    /// Coordinates in the request.
    Absolute,
    /// The right edges of several pages.
    Seam,
}

/// Where one control lands, once.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PlacementEntry {
    /// The control in the request: an RFC 6901 JSON pointer.
    pub path: String,
    /// The controls that it has become in the answer; empty where there is no answer.
    pub out: Vec<String>,
    /// The id of its file.
    pub file: String,
    /// The page, from 1.
    pub page: u32,
    /// Of a keyword: its occurrence in reading order, from 1; of a seam: the slice, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// What the position comes from.
    pub source: Source,
    /// In points on the displayed page, from its lower-left corner. Of a seam seal: the slice that this page shows.
    #[serde(rename = "box")]
    #[schemars(with = "BoxSchema")]
    pub bounds: Rect<Page>,
    /// The same as fractions of the displayed page.
    #[schemars(with = "BoxSchema")]
    pub normalized: Rect<Normalized>,
    /// Of a seam seal: what the slice shows of the seal, as fractions of it from its lower-left corner.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<BoxSchema>")]
    pub slice: Option<Rect<Normalized>>,
    /// Of an absolute control: where it lands, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near: Option<String>,
}

/// How a rectangle is written.
#[derive(JsonSchema)]
#[schemars(rename = "Box", description = "The lower-left corner and the size.")]
#[expect(dead_code, reason = "only its schema is of use")]
struct BoxSchema {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}
