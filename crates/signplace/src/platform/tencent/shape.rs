//! The four requests, told apart by their keys, down to their flows, signers and Components.

use super::component::Component;
use crate::error::{Error, ErrorCode};
use crate::platform::Options;
use crate::platform::json::{Json, Node, Pointer};

/// Which call a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Api {
    /// ess, one flow.
    CreateFlowByFiles,
    /// ess, a group of flows.
    CreateFlowGroupByFiles,
    /// essbasic, one flow.
    ChannelCreateFlowByFiles,
    /// essbasic, a group of flows.
    ChannelCreateFlowGroupByFiles,
}

impl Api {
    /// The call that a request is for.
    ///
    /// Fails with `wrong_api` when it is for none of them.
    pub fn of(request: &Json) -> Result<Self, Error> {
        let has = |key: &str| request.get(key).is_some_and(|value| !value.is_null());
        let wrong = |message: &str| Error::new(ErrorCode::WrongApi, message).with_path("");
        let calls = "The calls that can be read are CreateFlowByFiles, CreateFlowGroupByFiles, ChannelCreateFlowByFiles \
                     and ChannelCreateFlowGroupByFiles.";
        if request.members().is_none() {
            return Err(wrong("The request is not a JSON object.").with_hint(calls));
        }
        if has("FlowFileInfos") {
            return Ok(Self::ChannelCreateFlowGroupByFiles);
        }
        if has("FlowGroupInfos") {
            return Ok(Self::CreateFlowGroupByFiles);
        }
        if has("stampers") {
            return Err(wrong("The request is one to Qiyuesuo.").with_hint("Write `--platform qiyuesuo`."));
        }
        if has("TemplateId") || has("FlowInfos") || has("FlowApproverInfos") {
            return Err(
                wrong("The request makes a flow from a template, whose positions are the template's.").with_hint(calls)
            );
        }
        if !(has("FileIds") || has("FlowApprovers") || has("Approvers")) {
            return Err(wrong("The request has none of the keys of a flow made from files.").with_hint(calls));
        }
        let channel = has("FlowApprovers") || (!has("Approvers") && has("Agent") && !has("Operator"));
        Ok(if channel { Self::ChannelCreateFlowByFiles } else { Self::CreateFlowByFiles })
    }

    /// The name of the call.
    pub fn name(self) -> &'static str {
        match self {
            Self::CreateFlowByFiles => "CreateFlowByFiles",
            Self::CreateFlowGroupByFiles => "CreateFlowGroupByFiles",
            Self::ChannelCreateFlowByFiles => "ChannelCreateFlowByFiles",
            Self::ChannelCreateFlowGroupByFiles => "ChannelCreateFlowGroupByFiles",
        }
    }

    /// Whether it is one of essbasic.
    pub fn is_channel(self) -> bool {
        matches!(self, Self::ChannelCreateFlowByFiles | Self::ChannelCreateFlowGroupByFiles)
    }

    /// The key of the flows of a group; `None` for one flow.
    pub(crate) fn flows_key(self) -> Option<&'static str> {
        match self {
            Self::ChannelCreateFlowGroupByFiles => Some("FlowFileInfos"),
            Self::CreateFlowGroupByFiles => Some("FlowGroupInfos"),
            Self::CreateFlowByFiles | Self::ChannelCreateFlowByFiles => None,
        }
    }

    /// The key of a flow's signers.
    pub(crate) fn signers_key(self) -> &'static str {
        if self.is_channel() { "FlowApprovers" } else { "Approvers" }
    }
}

/// A request.
#[derive(Debug)]
pub(crate) struct Request<'j> {
    pub(crate) api: Api,
    pub(crate) root: Node<'j>,
    pub(crate) flows: Vec<Flow<'j>>,
}

/// One flow: a contract.
#[derive(Debug)]
pub(crate) struct Flow<'j> {
    pub(crate) node: Node<'j>,
    /// The ids of its files, and where they stand.
    pub(crate) files: Vec<(String, Pointer)>,
    /// `SignBeanTag` is 1: signers may place their controls themselves.
    pub(crate) signers_place: bool,
    pub(crate) signers: Vec<Signer<'j>>,
    /// The controls to fill in.
    pub(crate) fill: Vec<Component<'j>>,
}

/// Who signs.
#[derive(Debug)]
pub(crate) struct Signer<'j> {
    pub(crate) node: Node<'j>,
    /// What it is; `Err` with the value where that is not known, `Ok(None)` where it is not said.
    pub(crate) kind: Result<Option<SignerKind>, String>,
    /// `ApproverOption.FillType` is 1: it is filled in later who signs.
    pub(crate) dynamic: bool,
    pub(crate) controls: Vec<Component<'j>>,
}

/// What a signer is, as far as it matters to controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignerKind {
    Person,
    Enterprise,
}

/// Reads a request. Fails with `wrong_api` or `invalid_value`.
pub(crate) fn read<'j>(json: &'j Json, options: &Options) -> Result<Request<'j>, Error> {
    let api = Api::of(json)?;
    let root = Node::root(json);
    let flows = match api.flows_key() {
        Some(key) => root.list(key)?.iter().map(|node| flow(node, api, options)).collect::<Result<_, _>>()?,
        None => vec![flow(&root, api, options)?],
    };
    Ok(Request { api, root, flows })
}

fn flow<'j>(node: &Node<'j>, api: Api, options: &Options) -> Result<Flow<'j>, Error> {
    node.object()?;
    let files = node.list("FileIds")?;
    let files = files.iter().map(|file| Ok((file.text_or_digits()?.to_owned(), file.path.clone())));
    let signers = node.list(api.signers_key())?;
    Ok(Flow {
        node: node.clone(),
        files: files.collect::<Result<_, Error>>()?,
        signers_place: node.optional("SignBeanTag", Node::integer_or_text)? == Some(1),
        signers: signers.iter().map(|node| signer(node, api, options)).collect::<Result<_, _>>()?,
        fill: components(node, "Components", options)?,
    })
}

fn components<'j>(node: &Node<'j>, key: &str, options: &Options) -> Result<Vec<Component<'j>>, Error> {
    node.list(key)?.iter().map(|node| Component::read(node, options)).collect()
}

fn signer<'j>(node: &Node<'j>, api: Api, options: &Options) -> Result<Signer<'j>, Error> {
    node.object()?;
    let kind = match node.get("ApproverType") {
        None => Ok(None),
        Some(node) if api.is_channel() => match node.text()? {
            "" => Ok(None),
            "PERSON" | "PERSON_AUTO_SIGN" | "PERSON_PIN_CODE_SIGN" => Ok(Some(SignerKind::Person)),
            "ORGANIZATION" | "ENTERPRISESERVER" | "ORGANIZATION_PIN_CODE_SIGN" | "OTHER_ORGANIZATION_PIN_CODE_SIGN" => {
                Ok(Some(SignerKind::Enterprise))
            }
            other => Err(other.to_owned()),
        },
        Some(node) => match node.integer_or_text()? {
            0 | 3 | 8 | 9 => Ok(Some(SignerKind::Enterprise)),
            1 | 7 | 10 => Ok(Some(SignerKind::Person)),
            other => Err(other.to_string()),
        },
    };
    let dynamic = match node.get("ApproverOption") {
        Some(option) => option.optional("FillType", Node::integer_or_text)? == Some(1),
        None => false,
    };
    Ok(Signer { node: node.clone(), kind, dynamic, controls: components(node, "SignComponents", options)? })
}
