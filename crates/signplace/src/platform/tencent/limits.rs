//! What Tencent would refuse whatever the PDF says: types, ids, names, counts (PLATFORMS.md §2).

use std::collections::BTreeMap;

use super::codes;
use super::component::{Component, GenerateMode};
use super::resolve::Purpose;
use super::shape::{Flow, Request, Signer, SignerKind};
use super::write::is_id_character;
use crate::number::rounded;
use crate::platform::json::{Node, Pointer};
use crate::platform::{Finding, FindingCode, Language, Report, Severity};

const SIGN_TYPES: &[&str] = &[
    "SIGN_SEAL",
    "SIGN_DATE",
    "SIGN_SIGNATURE",
    "SIGN_PAGING_SEAL",
    "SIGN_PAGING_SIGNATURE",
    "SIGN_OPINION",
    "SIGN_VIRTUAL_COMBINATION",
    "SIGN_LEGAL_PERSON_SEAL",
];
const DATE_FORMATS: &[&str] = &["yyyy m d", "yyyy年m月d日", "yyyy/m/d", "yyyy-m-d", "yyyy.m.d"];
const MOST_SIGNERS: usize = 5;
const LONGEST_ID: usize = 30;
const LONGEST_NAME: usize = 20;
const LONGEST_GROUP_NAME: usize = 200;

/// Adds what can be said without looking into a PDF.
pub(super) fn run(report: &mut Report, request: &Request<'_>, language: Language, purpose: Purpose) {
    let mut findings = Findings { report, request, language, purpose };
    findings.group();
    findings.absent_modes();
    for flow in &request.flows {
        findings.flow(flow);
    }
}

struct Findings<'a, 'j> {
    report: &'a mut Report,
    request: &'a Request<'j>,
    language: Language,
    purpose: Purpose,
}

impl Findings<'_, '_> {
    fn push(&mut self, finding: Finding) {
        let known = codes::of(finding.code, self.request.api).filter(|_| finding.severity == Severity::Error);
        self.report.push(finding.known_as(known));
    }

    fn error(&mut self, code: FindingCode, path: &Pointer, value: Option<String>, en: String, zh: String) {
        let finding = Finding::error(code, path, self.language.say(en, zh));
        self.push(match value {
            Some(value) => finding.of(value),
            None => finding,
        });
    }

    fn about(&mut self, component: &Component<'_>, code: FindingCode, key: &str, en: String, zh: String) {
        self.push(component.finding(code, key, (self.language, en, zh)));
    }

    fn remark(&mut self, component: &Component<'_>, code: FindingCode, key: &str, en: String, zh: String) {
        let mut finding = component.finding(code, key, (self.language, en, zh));
        finding.severity = Severity::Warning;
        self.push(finding);
    }

    fn group(&mut self) {
        let root = self.request.root.clone();
        if let Some(key) = self.request.api.flows_key() {
            let count = self.request.flows.len();
            if !(2..=50).contains(&count) {
                self.error(
                    FindingCode::FlowCount,
                    &root.path.key(key),
                    Some(count.to_string()),
                    format!("A group has 2 to 50 flows, and this one has {count}."),
                    format!("合同组需包含 2 到 50 份合同，这里有 {count} 份。"),
                );
            }
            self.group_name(&root);
        }
        if let Some(node) = root.get("ApproverVerifyType") {
            let value = node.value.as_str().unwrap_or_default();
            if !["VerifyCheck", "MobileCheck"].contains(&value) {
                self.error(
                    FindingCode::VerifyType,
                    &node.path,
                    Some(node.value.to_string()),
                    "`ApproverVerifyType` is VerifyCheck or MobileCheck.".to_owned(),
                    "`ApproverVerifyType` 只能是 VerifyCheck 或 MobileCheck。".to_owned(),
                );
            }
        }
    }

    fn group_name(&mut self, root: &Node<'_>) {
        let Some(node) = root.get("FlowGroupName") else {
            return self.error(
                FindingCode::GroupName,
                &root.path,
                None,
                "A group needs a `FlowGroupName`.".to_owned(),
                "合同组缺少 `FlowGroupName`。".to_owned(),
            );
        };
        let name = node.value.as_str().unwrap_or_default();
        let length = name.chars().count();
        let bad: String = name.chars().filter(|c| !is_id_character(*c)).take(5).collect();
        if length == 0 || length > LONGEST_GROUP_NAME {
            self.error(
                FindingCode::GroupName,
                &node.path,
                Some(name.to_owned()),
                format!("The group's name has {length} characters; it may have 1 to {LONGEST_GROUP_NAME}."),
                format!("合同组名称有 {length} 个字符，允许 1 到 {LONGEST_GROUP_NAME} 个。"),
            );
        } else if !bad.is_empty() {
            self.error(
                FindingCode::GroupName,
                &node.path,
                Some(name.to_owned()),
                format!("The group's name has “{bad}”; it may have Chinese, letters, digits and underscores."),
                format!("合同组名称含有“{bad}”，只能使用中文、字母、数字和下划线。"),
            );
        }
    }

    /// Says once that Components without `GenerateMode` are taken for what they are taken for.
    fn absent_modes(&mut self) {
        let all = self
            .request
            .flows
            .iter()
            .flat_map(|flow| flow.signers.iter().flat_map(|signer| &signer.controls).chain(&flow.fill));
        let absent: Vec<_> = all.filter(|c| c.node.get("GenerateMode").is_none() && !c.is_paging()).collect();
        if let Some(first) = absent.first() {
            let mode = match first.mode {
                Some(GenerateMode::Keyword) => "KEYWORD",
                Some(GenerateMode::Field) => "FIELD",
                _ => "NORMAL",
            };
            let count = absent.len();
            let finding = Finding::warning(
                FindingCode::GenerateMode,
                &first.node.path,
                self.language.say(
                    format!(
                        "{count} Component(s) without `GenerateMode`, of which this is the first, are taken for {mode}."
                    ),
                    format!("有 {count} 个控件未写 `GenerateMode`（此为第一个），按 {mode} 处理。"),
                ),
            );
            self.push(finding);
        }
    }

    fn flow(&mut self, flow: &Flow<'_>) {
        let count = flow.files.len();
        if count != 1 {
            self.error(
                FindingCode::FileCount,
                &if flow.node.get("FileIds").is_some() {
                    flow.node.path.key("FileIds")
                } else {
                    flow.node.path.clone()
                },
                Some(count.to_string()),
                format!("A flow has exactly one file, and this one has {count}."),
                format!("每份合同只能有一个文件，这里有 {count} 个。"),
            );
        }
        let signers = flow.signers.len();
        let most = if self.request.api.is_channel() { MOST_SIGNERS } else { usize::MAX };
        if signers == 0 || signers > most {
            let key = self.request.api.signers_key();
            let path = if flow.node.get(key).is_some() { flow.node.path.key(key) } else { flow.node.path.clone() };
            let (en, zh) = if signers == 0 {
                ("The flow has no signers.".to_owned(), "合同没有签署方。".to_owned())
            } else {
                (
                    format!("A flow has at most {most} signers, and this one has {signers}."),
                    format!("每份合同最多 {most} 个签署方，这里有 {signers} 个。"),
                )
            };
            self.error(FindingCode::SignerCount, &path, Some(signers.to_string()), en, zh);
        }
        for signer in &flow.signers {
            self.signer(signer, flow);
        }
        for component in &flow.fill {
            self.component(component);
            if component.is_signing() {
                self.about(
                    component,
                    FindingCode::SignControlInComponents,
                    "ComponentType",
                    format!("{} is a signing control, and stands among those to fill in.", component.kind),
                    format!("{} 是签署控件，不能放在填写控件 Components 中。", component.kind),
                );
            }
        }
        self.unique_ids(flow);
    }

    fn signer(&mut self, signer: &Signer<'_>, flow: &Flow<'_>) {
        match &signer.kind {
            Err(value) => self.error(
                FindingCode::ApproverType,
                &signer.node.path.key("ApproverType"),
                Some(value.clone()),
                format!("`{value}` is not a type of signer."),
                format!("`{value}` 不是有效的签署方类型。"),
            ),
            Ok(None) if !signer.dynamic => {
                let finding = Finding::warning(
                    FindingCode::ApproverType,
                    &signer.node.path,
                    self.language.say(
                        "The signer has no `ApproverType`: whether it may use a seal is not checked.",
                        "签署方没有 `ApproverType`，无法检查其能否使用印章。",
                    ),
                );
                self.push(finding);
            }
            Ok(_) => {}
        }
        if signer.controls.is_empty() && !flow.signers_place {
            self.error(
                FindingCode::SignerWithoutControl,
                &signer.node.path,
                None,
                "The signer has no signing control, and `SignBeanTag` is not 1.".to_owned(),
                "签署方没有任何签署控件，且 `SignBeanTag` 不为 1。".to_owned(),
            );
        }
        for component in &signer.controls {
            self.component(component);
            self.sign_type(component, signer);
        }
    }

    fn sign_type(&mut self, component: &Component<'_>, signer: &Signer<'_>) {
        let kind = component.kind;
        if kind.is_empty() {
            return;
        }
        if !component.is_signing() {
            return self.about(
                component,
                FindingCode::FillControlInSignComponents,
                "ComponentType",
                format!("{kind} is a control to fill in; only signing controls can stand in SignComponents."),
                format!("{kind} 是填写控件，SignComponents 中只能放签署控件。"),
            );
        }
        if component.is_seal() && signer.kind == Ok(Some(SignerKind::Person)) {
            self.about(
                component,
                FindingCode::PersonSeal,
                "ComponentType",
                format!("A person has no {kind}: use SIGN_SIGNATURE."),
                format!("个人签署方不能使用 {kind}，请改用 SIGN_SIGNATURE。"),
            );
        }
    }

    fn component(&mut self, component: &Component<'_>) {
        let kind = component.kind;
        if kind.is_empty() {
            self.about(
                component,
                FindingCode::ComponentType,
                "ComponentType",
                "The Component has no `ComponentType`.".to_owned(),
                "控件缺少 `ComponentType`。".to_owned(),
            );
        } else if component.is_signing() && !SIGN_TYPES.contains(&kind) {
            self.remark(
                component,
                FindingCode::ComponentType,
                "ComponentType",
                format!("{kind} is not a signing control that is known."),
                format!("{kind} 不是已知的签署控件类型。"),
            );
        }
        if component.file_index != 0 {
            self.remark(
                component,
                FindingCode::SettingIgnored,
                "FileIndex",
                "`FileIndex` is not used by the platform, and always 0.".to_owned(),
                "平台不使用 `FileIndex`，应为 0。".to_owned(),
            );
        }
        self.id_and_name(component);
        self.extra(component);
    }

    fn id_and_name(&mut self, component: &Component<'_>) {
        if let Some(id) = component.id.filter(|_| component.mode != Some(GenerateMode::Keyword)) {
            let length = id.chars().count();
            if length > LONGEST_ID {
                self.about(
                    component,
                    FindingCode::IdTooLong,
                    "ComponentId",
                    format!("The id has {length} characters; it may have {LONGEST_ID}."),
                    format!("控件 id 有 {length} 个字符，最多 {LONGEST_ID} 个。"),
                );
            }
            let bad: String = id.chars().filter(|c| !is_id_character(*c)).take(5).collect();
            if !bad.is_empty() {
                self.about(
                    component,
                    FindingCode::IdCharacters,
                    "ComponentId",
                    format!("The id has “{bad}”; it may have Chinese, letters, digits and underscores."),
                    format!("控件 id 含有“{bad}”，只能使用中文、字母、数字和下划线。"),
                );
            }
        }
        let length = component.name.map_or(0, |name| name.chars().count());
        if length > LONGEST_NAME {
            self.about(
                component,
                FindingCode::NameTooLong,
                "ComponentName",
                format!("The name has {length} characters; it may have {LONGEST_NAME}."),
                format!("控件名称有 {length} 个字符，最多 {LONGEST_NAME} 个。"),
            );
        }
    }

    fn extra(&mut self, component: &Component<'_>) {
        const KEY: &str = "ComponentExtra";
        if let Some(error) = &component.unreadable_extra {
            let message = error.message();
            return self.about(
                component,
                FindingCode::ComponentExtra,
                KEY,
                format!("`ComponentExtra` must be a text that is JSON: {message}"),
                format!("`ComponentExtra` 应为 JSON 文本：{message}"),
            );
        }
        let extra = &component.extra;
        let mut bounds = |code, name: &str, value: Option<f64>, from: f64, to: f64| {
            if let Some(value) = value.filter(|value| !(from..=to).contains(value)) {
                let value = rounded(value, 4);
                self.about(
                    component,
                    code,
                    KEY,
                    format!("`{name}` is {value}; it may be {from} to {to}."),
                    format!("`{name}` 为 {value}，允许范围是 {from} 到 {to}。"),
                );
            }
        };
        bounds(FindingCode::RotationOutOfRange, "Rotate", extra.rotate, -360.0, 360.0);
        bounds(FindingCode::OpacityOutOfRange, "Opacity", extra.opacity, 0.6, 1.0);
        bounds(FindingCode::FontSizeOutOfRange, "FontSize", extra.font_size, 6.0, 72.0);
        if let Some(format) = extra.format.as_deref().filter(|_| component.kind == "SIGN_DATE")
            && !DATE_FORMATS.contains(&format)
        {
            let known = DATE_FORMATS.join(", ");
            self.remark(
                component,
                FindingCode::DateFormat,
                KEY,
                format!("`{format}` is not a format of dates that is known; there are: {known}."),
                format!("`{format}` 不是已知的日期格式，可用：{known}。"),
            );
        }
    }

    /// Ids are unique within a flow's PDF. Of keywords, resolving makes unique ones.
    fn unique_ids(&mut self, flow: &Flow<'_>) {
        let mut seen: BTreeMap<&str, Pointer> = BTreeMap::new();
        let all = flow.signers.iter().flat_map(|signer| &signer.controls).chain(&flow.fill);
        let mut twice = Vec::new();
        for component in all {
            let Some(id) = component.id.filter(|id| !id.is_empty()) else { continue };
            match seen.get(id) {
                Some(first) => twice.push((component, id, first.clone())),
                None => {
                    seen.insert(id, component.node.path.clone());
                }
            }
        }
        for (component, id, first) in twice {
            let (en, zh) = (
                format!("The id “{id}” is also that of {first}; ids are unique within a PDF."),
                format!("控件 id“{id}”与 {first} 重复，同一份 PDF 内必须唯一。"),
            );
            let by_keyword = component.mode == Some(GenerateMode::Keyword);
            if by_keyword && self.purpose == Purpose::Resolve {
                self.remark(component, FindingCode::IdDuplicate, "ComponentId", en, zh);
            } else {
                self.about(component, FindingCode::IdDuplicate, "ComponentId", en, zh);
            }
        }
    }
}
