//! Reads where a stamper says that it is: by a keyword, by a page, over a seam.

use super::super::findings::{Findings, shown};
use super::super::pages::{Fault, SealPages};
use super::{Kind, Occurrence, Pages, Place};
use crate::error::Error;
use crate::platform::FindingCode;
use crate::platform::json::{Json, Node};

/// Where a stamper on one page, or on each, says that it is.
pub(super) fn spot(node: &Node<'_>, findings: &mut Findings<'_>) -> Result<Place, Error> {
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
pub(super) fn seam(node: &Node<'_>, kind: Kind, findings: &mut Findings<'_>) -> Result<Place, Error> {
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
