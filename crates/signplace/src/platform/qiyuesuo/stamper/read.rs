//! Reads a stamper: who signs, with what, in which documents; where, `place` reads.

use super::super::findings::{Findings, shown};
use super::place::{seam, spot};
use super::{Kind, Stamper};
use crate::error::Error;
use crate::platform::FindingCode;
use crate::platform::json::Node;

/// Reads one stamper; `None` when its type is not known, which is a finding.
///
/// Fails with `invalid_value` where a value is of the wrong kind.
pub(in crate::platform::qiyuesuo) fn read<'j>(
    node: &Node<'j>,
    findings: &mut Findings<'_>,
) -> Result<Option<Stamper<'j>>, Error> {
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
