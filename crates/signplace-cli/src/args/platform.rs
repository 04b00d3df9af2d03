//! The command line of `resolve` and `check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use signplace::place::Size;
use signplace::platform::tencent::RelativeEdges;
use signplace::platform::{KeywordReference, Language, Platform, UserUnit, parse_size};

use super::{Access, Matching};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace resolve --platform tencent request.json --pdf contract.pdf
  signplace resolve --platform tencent group.json --pdf FILE_ID_1=a.pdf --pdf FILE_ID_2=b.pdf > absolute.json
  signplace resolve --platform qiyuesuo send.json --pdf 2591540368898105360=contract.pdf --seal-size '*=round-42' \\
    --report report.json

The request with absolute positions goes to stdout; where each control lands, and what is wrong with it, to stderr.

Exit status: 0 every position is absolute, 1 one cannot be resolved (nothing is on stdout), 2 the request or a PDF cannot be
used.")]
pub(crate) struct Resolve {
    /// Whose request it is
    #[arg(long, value_enum, value_name = "PLATFORM")]
    pub(crate) platform: PlatformName,

    #[command(flatten)]
    pub(crate) flow: Flow,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace check --platform tencent request.json --pdf contract.pdf
  signplace check --platform tencent request.json --pdf FILE_ID=contract.pdf --format json --lang zh

The report is JSON on stdout, and a table on stderr; `signplace schema report` describes it.

Exit status: 0 no finding is an error, 1 at least one is, 2 the request or a PDF cannot be used.")]
pub(crate) struct Check {
    /// Whose request it is
    #[arg(long, value_enum, value_name = "PLATFORM")]
    pub(crate) platform: PlatformName,

    #[command(flatten)]
    pub(crate) flow: Flow,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace translate --from tencent --to qiyuesuo request.json --pdf FILE_ID=contract.pdf > stampers.json
  signplace translate --from qiyuesuo --to tencent send.json --pdf contract.pdf --seal-size '*=round-42'
  signplace translate --from qiyuesuo --to tencent send.json --pdf contract.pdf --what-platform-sees

The other platform's request part goes to stdout: `stampers`, or the signers with their SignComponents. What has no counterpart is the warning `not_translated`.

Exit status: 0 everything has a position, 1 something has none (nothing is on stdout), 2 the request or a PDF cannot be used.")]
pub(crate) struct Translate {
    /// Whose request it is
    #[arg(long, value_enum, value_name = "PLATFORM")]
    pub(crate) from: PlatformName,

    /// Who is to get it
    #[arg(long, value_enum, value_name = "PLATFORM")]
    pub(crate) to: PlatformName,

    /// Print instead where each keyword stamper of Qiyuesuo lands by both readings of the keyword's position, as JSON
    #[arg(long)]
    pub(crate) what_platform_sees: bool,

    #[command(flatten)]
    pub(crate) flow: Flow,
}

/// A request to a platform, and its PDFs.
#[derive(Debug, Args)]
pub(crate) struct Flow {
    /// The request, in JSON; `-` reads stdin
    #[arg(value_name = "REQUEST.json")]
    pub(crate) request: PathBuf,

    /// The PDF of a file that the request names; without an id, that of its only file
    #[arg(long = "pdf", required = true, value_name = "ID=PATH")]
    pub(crate) pdfs: Vec<String>,

    /// How large a seal is: by its id, an action id, a type, or `*`; a size is `round-42`, `119x43`, `42x42mm`
    #[arg(long = "seal-size", value_name = "KEY=SIZE", value_parser = seal_size)]
    pub(crate) seal_sizes: Vec<(String, Size)>,

    /// Which point of a keyword Qiyuesuo measures from, which it does not say
    #[arg(long, value_enum, value_name = "POINT", default_value_t = Reference::LowerLeft)]
    pub(crate) keyword_reference: Reference,

    /// What a platform makes of UserUnit in numbers of points, which none says
    #[arg(long, value_enum, value_name = "USE", default_value_t = Unit::Ignored)]
    pub(crate) user_unit: Unit,

    /// Which edges of a control and its keyword meet in Tencent's Below and Right, which it does not say
    #[arg(long, value_enum, value_name = "EDGES", default_value_t = Edges::Corners)]
    pub(crate) relative_edges: Edges,

    /// How to compare keywords with the text
    #[arg(long = "match", value_enum, value_name = "MODE", default_value_t = Matching::Folded)]
    pub(crate) matching: Matching,

    /// Share the pages of a seam seal among several seals of no more pages than this
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub(crate) max_pages_per_seal: Option<u32>,

    /// Also write the report, as JSON, into this file
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,

    /// The language of the report; without it, that of the locale
    #[arg(long, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,

    #[command(flatten)]
    pub(crate) access: Access,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PlatformName {
    /// Tencent E-Sign, 腾讯电子签
    Tencent,
    /// Qiyuesuo, 契约锁
    Qiyuesuo,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Reference {
    /// From its lower-left corner to the stamp's
    LowerLeft,
    /// From the middle of its height to that of the stamp's
    MidHeight,
}

impl From<Reference> for KeywordReference {
    fn from(reference: Reference) -> Self {
        match reference {
            Reference::LowerLeft => Self::LowerLeft,
            Reference::MidHeight => Self::MidHeight,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Edges {
    /// Below: upper-left corner on lower-left corner. Right: upper-left on upper-right
    Corners,
    /// Below: centred under the keyword. Right: centred beside it
    Middles,
}

impl From<Edges> for RelativeEdges {
    fn from(edges: Edges) -> Self {
        match edges {
            Edges::Corners => Self::Corners,
            Edges::Middles => Self::Middles,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Unit {
    /// Its points are units of user space
    Ignored,
    /// Its points are 1/72 inch
    Applied,
}

impl From<Unit> for UserUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Ignored => Self::Ignored,
            Unit::Applied => Self::Applied,
        }
    }
}

impl From<PlatformName> for Platform {
    fn from(name: PlatformName) -> Self {
        match name {
            PlatformName::Tencent => Self::Tencent,
            PlatformName::Qiyuesuo => Self::Qiyuesuo,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Lang {
    /// 简体中文
    Zh,
    /// English
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

/// `KEY=SIZE`; the last `=` divides, as a key may hold one and a size does not.
pub(super) fn seal_size(text: &str) -> Result<(String, Size), String> {
    let (key, size) = text.rsplit_once('=').ok_or("write KEY=SIZE, for example *=round-42")?;
    let size = parse_size(size).map_err(|error| match error.hint() {
        Some(hint) => format!("{error} {hint}"),
        None => error.to_string(),
    })?;
    Ok((key.to_owned(), size))
}
