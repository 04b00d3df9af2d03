//! One of `stampers[]`, read and checked as far as that needs no PDF (PLATFORMS.md §3).

use super::findings::{Findings, shown};
use super::pages::{Fault, SealPages};
use crate::error::Error;
use crate::platform::FindingCode;
use crate::platform::json::{Json, Node};

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

/// Reads one stamper; `None` when its type is not known, which is a finding.
///
/// Fails with `invalid_value` where a value is of the wrong kind.
pub(super) fn read<'j>(node: &Node<'j>, findings: &mut Findings<'_>) -> Result<Option<Stamper<'j>>, Error> {
    node.object()?;
    let Some(kind) = kind(node, findings)? else { return Ok(None) };
    let signer = signer(node, kind, findings)?;
    rule(node, findings)?;
    dates(node, kind, findings)?;
    let (width, height) = sides(node, kind, findings)?;
    let rotation = rotation(node, kind, findings)?;
    let place = if kind.is_across() { seam(node, kind, findings)? } else { spot(node, findings)? };
    if !kind.is_across() {
        for key in ["acrossType", "sealPageConfig"] {
            if let Some(value) = node.get(key) {
                findings.ignored(
                    &value,
                    format!("`{key}` is for seam seals (ACROSS_PAGE…), and means nothing for {}.", kind.as_str()),
                    format!("`{key}` 只用于骑缝章（ACROSS_PAGE…），对 {} 无效。", kind.as_str()),
                );
            }
        }
    }
    Ok(Some(Stamper {
        kind,
        signer,
        seal: node.optional("sealId", Node::text_or_digits)?.map(str::to_owned),
        documents: documents(node)?,
        place,
        rotation,
        width,
        height,
        node: node.clone(),
    }))
}

fn kind(node: &Node<'_>, findings: &mut Findings<'_>) -> Result<Option<Kind>, Error> {
    let names = || Kind::ALL.map(|(name, _)| name).join(", ");
    let Some(value) = node.get("type") else {
        findings.missing(
            FindingCode::StamperType,
            &node.path,
            format!("The stamper has no `type`; the types are {}.", names()),
            format!("stamper 缺少 `type`，可选值：{}。", names()),
        );
        return Ok(None);
    };
    let text = value.text()?;
    let known = Kind::ALL.iter().find(|(name, _)| *name == text).map(|(_, kind)| *kind);
    if known.is_none() {
        findings.bad(
            FindingCode::StamperType,
            &value,
            format!("The type is not known; the types are {}.", names()),
            format!("未知的 `type`，可选值：{}。", names()),
        );
    }
    Ok(known)
}

fn signer(node: &Node<'_>, kind: Kind, findings: &mut Findings<'_>) -> Result<Option<(&'static str, String)>, Error> {
    let id = |key: &'static str| -> Result<Option<(&'static str, String)>, Error> {
        let id = node.optional(key, Node::text_or_digits)?;
        Ok(id.filter(|id| !id.trim().is_empty()).map(|id| (key, id.to_owned())))
    };
    let (action, signatory) = (id("actionId")?, id("signatoryId")?);
    let name = kind.as_str();
    match kind {
        Kind::Company | Kind::LegalPerson if action.is_none() => findings.missing(
            FindingCode::ActionIdMissing,
            &node.path,
            format!("A position of a company ({name}) needs `actionId`."),
            format!("企业签署位置（{name}）必须有 `actionId`。"),
        ),
        Kind::Personal if signatory.is_none() => findings.missing(
            FindingCode::SignatoryIdMissing,
            &node.path,
            "A position of a person (PERSONAL) needs `signatoryId`.",
            "个人签署位置（PERSONAL）必须有 `signatoryId`。",
        ),
        _ if action.is_none() && signatory.is_none() => findings.missing(
            FindingCode::ActionIdMissing,
            &node.path,
            format!("{name} needs `actionId` of a company, or `signatoryId` of a person."),
            format!("{name} 必须有企业的 `actionId` 或个人的 `signatoryId`。"),
        ),
        _ => {}
    }
    Ok(if kind == Kind::Personal { signatory.or(action) } else { action.or(signatory) })
}

fn rule(node: &Node<'_>, findings: &mut Findings<'_>) -> Result<(), Error> {
    let Some(value) = node.get("stamperRule") else { return Ok(()) };
    if !["MUST_FORBID", "MUST_ALLOW", "OPTIONAL"].contains(&value.text()?) {
        findings.bad(
            FindingCode::StamperRule,
            &value,
            "The rule is not known; the rules are MUST_FORBID, MUST_ALLOW, OPTIONAL.",
            "未知的 `stamperRule`，可选值：MUST_FORBID、MUST_ALLOW、OPTIONAL。",
        );
    }
    Ok(())
}

fn dates(node: &Node<'_>, kind: Kind, findings: &mut Findings<'_>) -> Result<(), Error> {
    let Some(value) = node.get("datePatterns") else { return Ok(()) };
    if kind != Kind::Timestamp {
        findings.ignored(
            &value,
            format!("`datePatterns` is for TIMESTAMP, and means nothing for {}.", kind.as_str()),
            format!("`datePatterns` 只用于 TIMESTAMP，对 {} 无效。", kind.as_str()),
        );
        return Ok(());
    }
    let patterns: Vec<(Node<'_>, String)> = if value.value.items().is_some() {
        let items = value.items()?;
        items.into_iter().map(|item| Ok((item.clone(), item.text()?.to_owned()))).collect::<Result<_, Error>>()?
    } else {
        value.text()?.split(',').map(|pattern| (value.clone(), pattern.trim().to_owned())).collect()
    };
    for (at, pattern) in patterns {
        if !["HYPHEN", "Chinese", "ALL_Chinese", "ENGLISH"].contains(&pattern.as_str()) {
            findings.bad(
                FindingCode::DateFormat,
                &at,
                "The pattern is not known; the patterns are HYPHEN, Chinese, ALL_Chinese, ENGLISH.",
                "未知的日期格式，可选值：HYPHEN、Chinese、ALL_Chinese、ENGLISH。",
            );
        }
    }
    Ok(())
}

fn sides(node: &Node<'_>, kind: Kind, findings: &mut Findings<'_>) -> Result<(Option<f64>, Option<f64>), Error> {
    let mut both = [None, None];
    for ((key, least, most), side) in [("width", 10.0, 120.0), ("height", 4.0, 48.0)].into_iter().zip(&mut both) {
        let Some(value) = node.get(key) else { continue };
        let size = value.size_or_text()?;
        if !kind.takes_size() {
            findings.warn(
                FindingCode::SizeIgnored,
                &value.path,
                shown(&value),
                format!("`{key}` counts for PERSONAL and TIMESTAMP only; the size of a seal is made with the seal."),
                format!("`{key}` 只对 PERSONAL 和 TIMESTAMP 有效；印章尺寸由印章本身决定。"),
            );
        } else if (least..=most).contains(&size) {
            *side = Some(size);
        } else {
            findings.bad(
                FindingCode::SizeOutOfRange,
                &value,
                format!("`{key}` may be {least} to {most}."),
                format!("`{key}` 的范围是 {least}–{most}。"),
            );
        }
    }
    Ok((both[0], both[1]))
}

fn rotation(node: &Node<'_>, kind: Kind, findings: &mut Findings<'_>) -> Result<Option<f64>, Error> {
    let Some(value) = node.get("rotationDegrees") else { return Ok(None) };
    let degrees = value.number_or_text()?;
    if kind.is_across() {
        findings.ignored(
            &value,
            "`rotationDegrees` is for signatures, timestamps and seals on one page, not for seam seals.",
            "`rotationDegrees` 只用于签名、时间戳和单页印章，对骑缝章无效。",
        );
        return Ok(None);
    }
    if !(0.0..=360.0).contains(&degrees) {
        findings.bad(
            FindingCode::RotationOutOfRange,
            &value,
            "`rotationDegrees` may be 0 to 360, clockwise.",
            "`rotationDegrees` 的范围是 0–360（顺时针）。",
        );
        return Ok(None);
    }
    Ok(Some(degrees).filter(|degrees| *degrees % 360.0 != 0.0))
}

/// The documents that a stamper names: `documentIds`, then `documentId`.
fn documents(node: &Node<'_>) -> Result<Vec<String>, Error> {
    let mut ids: Vec<String> = Vec::new();
    let mut add = |id: &str| {
        let id = id.trim();
        if !id.is_empty() && !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    };
    if let Some(list) = node.get("documentIds") {
        if list.value.items().is_some() {
            for item in list.items()? {
                add(item.text_or_digits()?);
            }
        } else {
            list.text_or_digits()?.split([',', '，']).for_each(&mut add);
        }
    }
    if let Some(id) = node.optional("documentId", Node::text_or_digits)? {
        add(id);
    }
    Ok(ids)
}

/// Where a stamper on one page, or on each, says that it is.
fn spot(node: &Node<'_>, findings: &mut Findings<'_>) -> Result<Place, Error> {
    if let Some(keyword) = node.get("keyword") {
        let text = keyword.text()?;
        if !text.trim().is_empty() {
            return by_keyword(node, text, findings);
        }
        if node.get("page").is_none() {
            findings.bad(FindingCode::KeywordEmpty, &keyword, "The keyword is empty.", "关键字为空。");
            return Ok(Place::Nowhere);
        }
    }
    if let Some(index) = node.get("keywordIndex") {
        findings.ignored(
            &index,
            "`keywordIndex` means nothing without `keyword`.",
            "没有 `keyword` 时 `keywordIndex` 无效。",
        );
    }
    let Some(page) = node.get("page") else {
        findings.missing(
            FindingCode::PositionMissing,
            &node.path,
            "The stamper has neither `keyword` nor `page`.",
            "stamper 既没有 `keyword` 也没有 `page`。",
        );
        return Ok(Place::Nowhere);
    };
    let number = page.integer_or_text()?;
    let x = share(node, "offsetX", findings)?;
    let y = share(node, "offsetY", findings)?;
    if number < -1 {
        findings.no_page(
            &page,
            "Pages count from 1; 0 is every page, and −1 the last: no other negative number has a meaning.",
            "页码从 1 开始；0 表示每一页，−1 表示最后一页，其他负数无意义。",
        );
        return Ok(Place::Nowhere);
    }
    Ok(match (x, y) {
        (Some(x), Some(y)) => Place::Point { page: number, offset: (x, y) },
        _ => Place::Nowhere,
    })
}

fn by_keyword(node: &Node<'_>, text: &str, findings: &mut Findings<'_>) -> Result<Place, Error> {
    if let Some(page) = node.get("page") {
        page.integer_or_text()?;
        findings.ignored(
            &page,
            "The keyword wins over `page`: it is looked for on every page.",
            "同时有关键字和页码时以关键字为准，会在所有页查找。",
        );
    }
    let index = match node.optional("keywordIndex", Node::integer_or_text)? {
        None => Occurrence::Unstated,
        Some(0) => Occurrence::All,
        Some(n) => Occurrence::Nth(n),
    };
    let mut offset = [0.0, 0.0];
    let mut sound = true;
    for (key, by) in ["offsetX", "offsetY"].into_iter().zip(&mut offset) {
        let Some(value) = node.get(key) else { continue };
        *by = value.number_or_text()?;
        if by.abs() >= 1.0 {
            sound = false;
            findings.bad(
                FindingCode::OffsetOutOfRange,
                &value,
                format!("With a keyword, `{key}` is a fraction of the page, between −1 and 1."),
                format!("有关键字时 `{key}` 是页面的比例，范围 (−1, 1)。"),
            );
        }
    }
    Ok(if sound {
        Place::Keyword { text: text.to_owned(), index, offset: (offset[0], offset[1]) }
    } else {
        Place::Nowhere
    })
}

/// A fraction of the page: more than 0 and less than 1. Exactly 0 is taken, with a warning.
fn share(node: &Node<'_>, key: &str, findings: &mut Findings<'_>) -> Result<Option<f64>, Error> {
    let Some(value) = node.get(key) else {
        findings.missing(
            FindingCode::PositionMissing,
            &node.path,
            format!("`{key}` is missing."),
            format!("缺少 `{key}`。"),
        );
        return Ok(None);
    };
    let share = value.number_or_text()?;
    if share == 0.0 {
        findings.warn(
            FindingCode::OffsetOnEdge,
            &value.path,
            shown(&value),
            format!("`{key}` is exactly 0, and the platform asks for more than 0."),
            format!("`{key}` 恰为 0，而平台要求大于 0。"),
        );
    } else if !(0.0..1.0).contains(&share) {
        findings.bad(
            FindingCode::OffsetOutOfRange,
            &value,
            format!("Without a keyword, `{key}` is a fraction of the page, between 0 and 1."),
            format!("没有关键字时 `{key}` 是页面的比例，范围 (0, 1)。"),
        );
        return Ok(None);
    }
    Ok(Some(share))
}

/// Where a seam seal says that it is.
fn seam(node: &Node<'_>, kind: Kind, findings: &mut Findings<'_>) -> Result<Place, Error> {
    let across = node.get("acrossType");
    let all_documents = match &across {
        None => false,
        Some(value) => match value.text()? {
            "SINGLE_DOCUMENT" => false,
            "ALL_DOCUMENT" => true,
            _ => {
                findings.bad(
                    FindingCode::InvalidValue,
                    value,
                    "`acrossType` is SINGLE_DOCUMENT or ALL_DOCUMENT.",
                    "`acrossType` 只能是 SINGLE_DOCUMENT 或 ALL_DOCUMENT。",
                );
                false
            }
        },
    };
    for key in ["keyword", "keywordIndex", "page"] {
        if let Some(value) = node.get(key) {
            findings.ignored(
                &value,
                format!("`{key}` means nothing for a seam seal: only `offsetY` counts."),
                format!("`{key}` 对骑缝章无效，只有 `offsetY` 有效。"),
            );
        }
    }
    let pages = match kind {
        Kind::AcrossOdd => Some(Pages::Odd),
        Kind::AcrossEven => Some(Pages::Even),
        Kind::AcrossScope => scope(node, findings)?.map(Pages::Scope),
        _ => Some(Pages::All),
    };
    if kind != Kind::AcrossScope
        && let Some(value) = node.get("sealPageConfig")
    {
        findings.ignored(
            &value,
            format!("`sealPageConfig` is for ACROSS_PAGE_SCOPE, and means nothing for {}.", kind.as_str()),
            format!("`sealPageConfig` 只用于 ACROSS_PAGE_SCOPE，对 {} 无效。", kind.as_str()),
        );
    }
    let height = share(node, "offsetY", findings)?;
    Ok(match (pages, height) {
        (Some(pages), Some(height)) => Place::Seam { pages, height, all_documents },
        _ => Place::Nowhere,
    })
}

fn scope(node: &Node<'_>, findings: &mut Findings<'_>) -> Result<Option<SealPages>, Error> {
    let Some(value) = node.get("sealPageConfig") else {
        findings.missing(
            FindingCode::SealPages,
            &node.path,
            "ACROSS_PAGE_SCOPE needs `sealPageConfig`, for example `2,4 ~ 7,8 ~ 11`.",
            "ACROSS_PAGE_SCOPE 必须有 `sealPageConfig`，例如 `2,4 ~ 7,8 ~ 11`。",
        );
        return Ok(None);
    };
    let text = match value.value {
        Json::Number(digits) => digits.as_str(),
        _ => value.text()?,
    };
    match SealPages::parse(text) {
        Ok(pages) => Ok(Some(pages)),
        Err(fault) => {
            let (en, zh) = match &fault {
                Fault::Empty => ("a page is missing".to_owned(), "缺少页码".to_owned()),
                Fault::NotPages(part) => (
                    format!("`{part}` is neither a page from 1 nor a range with `~`"),
                    format!("`{part}` 既不是页码也不是 `~` 区间"),
                ),
                Fault::Reversed(part) => {
                    (format!("`{part}` ends before it begins"), format!("`{part}` 结束页在起始页之前"))
                }
                Fault::TooMany => ("it has too many parts".to_owned(), "区间过多".to_owned()),
            };
            findings.bad(
                FindingCode::SealPages,
                &value,
                format!("The pages of the seal cannot be read: {en}. Write `2,4 ~ 7,8 ~ 11`."),
                format!("无法识别盖章页：{zh}。写法：`2,4 ~ 7,8 ~ 11`。"),
            );
            Ok(None)
        }
    }
}
