//! Qiyuesuo, 契约锁: `POST /v2/contract/send`, whose `stampers[]` say where is signed (PLATFORMS.md §3).
//!
//! [`resolve`] gives back the request with every keyword replaced by page and coordinates; [`check`] says what lands where
//! and what is wrong with the request before it is sent.
//!
//! Two things the platform does not say, and the options do: which point of a keyword it measures from
//! ([`KeywordReference`](super::KeywordReference)), and how large a seal is
//! ([`Options::with_seal_size`](super::Options::with_seal_size)).
//!
//! ```
//! use signplace::platform::{Files, Options, parse_size, qiyuesuo};
//! use signplace::{Document, OpenOptions};
//!
//! let pdf = std::fs::read("../../examples/contract-zh.pdf")?;
//! let files = Files::new([("2591540368898105361", Document::open(pdf, OpenOptions::default())?)]);
//! let request = r#"{
//!   "contractId": "2591540368898105360",
//!   "stampers": [
//!     {"actionId": "2589012016299597907", "type": "COMPANY", "documentId": "2591540368898105361",
//!      "keyword": "甲方（盖章）：", "offsetX": "0.1", "offsetY": "-0.15"}
//!   ]
//! }"#;
//! let options = Options::new().with_seal_size("COMPANY", parse_size("round-42")?);
//!
//! let resolution = qiyuesuo::resolve(request, &files, &options)?;
//! let placed = &resolution.report.placements[0];
//! assert_eq!((placed.page, placed.path.as_str()), (3, "/stampers/0"));
//! // That it is measured from the keyword's lower-left corner is assumed, and said:
//! assert_eq!(resolution.report.findings[0].code.as_str(), "keyword_reference_assumed");
//! // The text to send instead, or the error that stops it:
//! let request = resolution.request?;
//! assert!(request.contains(r#""page": 3"#) && !request.contains("keyword"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod findings;
mod keyword;
mod land;
mod pages;
mod readings;
mod seal;
mod stamper;
mod to_tencent;
mod write;

use std::collections::BTreeMap;

use self::findings::{BAD_PARAMETER, Findings};
use self::land::{Ground, Outcome};
use self::stamper::{Place, Stamper};
use super::checks::{self, Codes, Landed, pages_of};
use super::facts::{Facts, Questions, gather, read_words};
use super::json::{Json, Node, Pointer};
use super::{FileEntry, Files, Finding, FindingCode, Options, Platform, Report, Resolution, Severity};
use crate::document::guard::guarded;
use crate::error::{Error, ErrorCode};
use crate::search::Query;

pub use readings::{Reading, readings};
pub(super) use to_tencent::to_tencent;

/// The request with every keyword replaced by page and coordinates, and what lands where.
///
/// A stamper with a keyword becomes one for each occurrence that it means and each of its documents. `page: 0` and seam
/// seals stay as they are, unless [`Options::max_pages_per_seal`](super::Options::max_pages_per_seal) shares the pages among
/// several seals. Unknown keys, the order of keys, and numbers as written survive.
///
/// Fails with `invalid_json`, `request_too_large`, `wrong_api`, `invalid_value`, `missing_pdf`, `duplicate_pdf`, all with the
/// path to what is wrong, or as the PDFs fail to be read. What leaves a stamper without a position is none of these:
/// [`Resolution::request`] is then the first such finding.
pub fn resolve(request: &str, files: &Files, options: &Options) -> Result<Resolution, Error> {
    guarded(|| resolved(request, files, options))
}

/// What lands where, and what is wrong with the request. Fails as [`resolve`] does.
pub fn check(request: &str, files: &Files, options: &Options) -> Result<Report, Error> {
    let mut report = resolve(request, files, options)?.report;
    report.placements.iter_mut().for_each(|placement| placement.out.clear());
    Ok(report)
}

fn resolved(request: &str, files: &Files, options: &Options) -> Result<Resolution, Error> {
    let tree = Json::parse(request)?;
    let mut report = Report::new(Platform::Qiyuesuo);
    let mut findings = Findings { report: &mut report, language: options.language };
    let read = read(&tree, files, &mut findings)?;
    let facts = facts(&read, files, options)?;
    for facts in &facts {
        findings.report.files.push(entry(facts));
    }
    let ground = Ground { facts: &facts, options, locate_all: read.locate_all };
    let outcomes = land(&read, &ground, &mut findings)?;
    let (landed, out) = assembled(&tree, &read, outcomes);
    let mut facts = facts;
    read_words(&mut facts, &pages_of(&landed, read.files.len())).map_err(|(_, error)| error)?;
    checks::run(&mut report, &landed, &facts, options.language, Codes { off_page: Some(BAD_PARAMETER) });
    in_order(&mut report);
    let request = outcome(&report, &out);
    if request.is_err() {
        report.placements.iter_mut().for_each(|placement| placement.out.clear());
    }
    Ok(Resolution { request, report })
}

/// The text to send, or the first error that stops it.
pub(super) fn outcome(report: &Report, out: &Json) -> Result<String, Error> {
    match report.findings.iter().find(|finding| stops(finding)) {
        None => Ok(out.pretty()),
        Some(finding) => {
            Err(Error::new(land::error_code(finding.code), finding.message.clone()).with_path(finding.path.clone()))
        }
    }
}

fn entry(facts: &Facts<'_>) -> FileEntry {
    FileEntry { id: facts.file.id.clone(), pdf: facts.file.pdf.map(str::to_owned), page_count: facts.page_count() }
}

/// A request, read.
struct Read<'j> {
    /// Each stamper; `None` for one that cannot be read, which is a finding.
    stampers: Vec<Option<Stamper<'j>>>,
    locate_all: bool,
    /// The ids of the documents, each once, with where the request names them first.
    files: Vec<(String, Pointer)>,
}

impl Read<'_> {
    fn file(&self, id: &str) -> Option<usize> {
        self.files.iter().position(|(known, _)| known == id)
    }
}

fn read<'j>(tree: &'j Json, files: &Files, findings: &mut Findings<'_>) -> Result<Read<'j>, Error> {
    let root = Node::root(tree);
    root.object()?;
    let Some(list) = root.get("stampers") else { return Err(wrong_api(&root)) };
    references(&root, findings)?;
    let locate_all = root.optional("locateAllStamperKeywords", Node::flag)?.unwrap_or(true);
    let mut stampers = Vec::new();
    let mut named: Vec<(String, Pointer)> = Vec::new();
    for node in list.items()? {
        let stamper = stamper::read(&node, findings)?;
        for id in stamper.iter().flat_map(|stamper| &stamper.documents) {
            if !named.iter().any(|(known, _)| known == id) {
                let key = if node.get("documentIds").is_some() { "documentIds" } else { "documentId" };
                named.push((id.clone(), node.path.key(key)));
            }
        }
        stampers.push(stamper);
    }
    if stampers.is_empty() {
        findings.missing(FindingCode::PositionMissing, &list.path, "There is no stamper.", "没有任何 stamper。");
    }
    let over_all = |stamper: &Stamper<'_>| {
        stamper.documents.is_empty() && matches!(stamper.place, Place::Seam { all_documents: true, .. })
    };
    if named.is_empty() || stampers.iter().flatten().any(over_all) {
        // A contract's documents need not be named: those given are its documents.
        let given: Vec<String> = files.unused(&named).into_iter().map(str::to_owned).collect();
        named.extend(given.into_iter().map(|id| (id, list.path.clone())));
        if named.is_empty() {
            named.push((String::new(), list.path.clone()));
        }
    }
    for id in files.unused(&named) {
        findings.warn(
            FindingCode::UnusedPdf,
            &Pointer::root(),
            id,
            "A PDF was given for a document that no stamper names.",
            "给出了一个没有任何 stamper 引用的 PDF。",
        );
    }
    Ok(Read { stampers, locate_all, files: named })
}

fn wrong_api(root: &Node<'_>) -> Error {
    let tencent = ["FlowApprovers", "FlowFileInfos", "FlowGroupInfos", "Approvers"];
    let hint = match tencent.iter().find(|key| root.get(key).is_some()) {
        Some(key) => format!("It has `{key}`, which Tencent E-Sign's requests have: use the platform tencent."),
        None => "A request to /v2/contract/send has its positions in `stampers`.".to_owned(),
    };
    Error::new(ErrorCode::WrongApi, "The request has no `stampers`, so it is not one to Qiyuesuo's /v2/contract/send.")
        .with_path("")
        .with_hint(hint)
}

/// A contract is named by exactly one of `contractId` and `bizId`; `tenantName` goes with `bizId`.
fn references(root: &Node<'_>, findings: &mut Findings<'_>) -> Result<(), Error> {
    let id = |key: &str| -> Result<Option<Node<'_>>, Error> {
        let Some(node) = root.get(key) else { return Ok(None) };
        Ok(if node.text_or_digits()?.trim().is_empty() { None } else { Some(node) })
    };
    let (contract, business) = (id("contractId")?, id("bizId")?);
    match (&contract, &business) {
        (None, None) => findings.missing(
            FindingCode::ContractReference,
            &root.path,
            "The contract is named neither by `contractId` nor by `bizId`.",
            "缺少 `contractId` 或 `bizId`。",
        ),
        (Some(_), Some(both)) => findings.bad(
            FindingCode::ContractReference,
            both,
            "The contract is named by `contractId` and by `bizId`: give one.",
            "`contractId` 和 `bizId` 只能给一个。",
        ),
        _ => {}
    }
    if let (Some(tenant), None) = (root.get("tenantName"), &business) {
        findings.ignored(
            &tenant,
            "`tenantName` goes with `bizId`, and means nothing without it.",
            "`tenantName` 与 `bizId` 一起使用，单独给出无效。",
        );
    }
    Ok(())
}

fn facts<'f>(read: &Read<'_>, files: &'f Files, options: &Options) -> Result<Vec<Facts<'f>>, Error> {
    let mut work: Vec<_> = files.of(&read.files)?.into_iter().map(|file| (file, Questions::default())).collect();
    for stamper in read.stampers.iter().flatten() {
        let Place::Keyword { text, .. } = &stamper.place else { continue };
        let query = Query::new([text.as_str()]).with_mode(options.match_mode);
        crate::search::check(&query).map_err(|error| error.with_path(stamper.node.path.key("keyword")))?;
        for file in documents(stamper, read).into_iter().flatten() {
            if let Some((_, questions)) = work.get_mut(file) {
                questions.keyword((text.clone(), false), None);
            }
        }
    }
    gather(work, options).map_err(|(file, error)| {
        let path = read.files.get(file).map(|(_, path)| path.clone()).unwrap_or_default();
        error.with_path(path)
    })
}

/// The files of a stamper; `None` where it names none and there are several.
fn documents(stamper: &Stamper<'_>, read: &Read<'_>) -> Option<Vec<usize>> {
    if !stamper.documents.is_empty() {
        return Some(stamper.documents.iter().filter_map(|id| read.file(id)).collect());
    }
    let over_all = matches!(stamper.place, Place::Seam { all_documents: true, .. });
    (over_all || read.files.len() == 1).then(|| (0..read.files.len()).collect())
}

fn land(read: &Read<'_>, ground: &Ground<'_, '_>, findings: &mut Findings<'_>) -> Result<Vec<Outcome>, Error> {
    let mut signers: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut outcomes = Vec::with_capacity(read.stampers.len());
    let mut so_far = 0;
    for stamper in &read.stampers {
        let Some(stamper) = stamper else {
            outcomes.push(Outcome::default());
            continue;
        };
        let signer = stamper.signer.as_ref().map(|(key, id)| {
            let next = signers.len();
            *signers.entry((*key, id.as_str())).or_insert(next)
        });
        let Some(files) = documents(stamper, read) else {
            findings.missing(
                FindingCode::DocumentUnknown,
                &stamper.node.path,
                format!("The stamper names no document, and the contract has {}.", read.files.len()),
                format!("stamper 没有指定文档，而合同有 {} 个文档。", read.files.len()),
            );
            outcomes.push(Outcome::default());
            continue;
        };
        let outcome = ground.land(stamper, &files, signer, so_far, findings)?;
        so_far += outcome.landings.len();
        outcomes.push(outcome);
    }
    let by_keyword = || outcomes.iter().filter_map(|outcome| outcome.found);
    if !ground.locate_all && by_keyword().next().is_some() && !by_keyword().any(|found| found) {
        findings.error(
            FindingCode::KeywordNotFound,
            &Pointer::root().key("stampers"),
            "locateAllStamperKeywords: false",
            "None of the keywords is found, and one at least must be.",
            "所有关键字都没有找到，至少要找到一个。",
        );
    }
    Ok(outcomes)
}

/// Everything that landed, with the stampers that it has become, and the request with those in place.
fn assembled(tree: &Json, read: &Read<'_>, outcomes: Vec<Outcome>) -> (Vec<Landed>, Json) {
    let mut out = tree.clone();
    let list = Pointer::root().key("stampers");
    let originals = tree.get("stampers").and_then(Json::items).unwrap_or_default();
    let mut stampers: Vec<Json> = Vec::new();
    let mut landed = Vec::new();
    debug_assert_eq!(originals.len(), read.stampers.len());
    for (original, outcome) in originals.iter().zip(outcomes) {
        let first = stampers.len();
        stampers.extend(outcome.replaced.unwrap_or_else(|| vec![original.clone()]));
        for landing in outcome.landings {
            let mut one = landing.landed;
            one.out = vec![list.index(first + landing.becomes)];
            landed.push(one);
        }
    }
    out.set("stampers", Json::Array(stampers));
    (landed, out)
}

/// Whether a finding leaves something without a position. What only the platform would refuse does not stop a request:
/// it is for [`check`] and the report.
fn stops(finding: &Finding) -> bool {
    finding.severity == Severity::Error
        && !matches!(
            finding.code,
            FindingCode::ActionIdMissing
                | FindingCode::SignatoryIdMissing
                | FindingCode::StamperRule
                | FindingCode::DateFormat
                | FindingCode::ContractReference
                | FindingCode::SizeOutOfRange
                | FindingCode::RotationOutOfRange
        )
}

/// Findings in the order of the request: of the whole first, then stamper by stamper.
fn in_order(report: &mut Report) {
    let stamper = |finding: &Finding| {
        let rest = finding.path.strip_prefix("/stampers/")?;
        rest.split('/').next()?.parse::<usize>().ok()
    };
    report.findings.sort_by_key(stamper);
}
