//! The command line of `preview`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use signplace::place::Size;

use super::Pdf;
use super::platform::{Lang, PlatformName, seal_size};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace preview contract.pdf plan.json -o pictures/
  signplace preview contract.pdf plan.json -o last.png --pages -1 --dpi 200
  signplace preview contract.pdf plan.json -o page-%d.svg --only-placed
  signplace preview contract.pdf plan.json -o report.html --lang zh
  signplace preview contract.pdf plan.json -o copy.pdf
  signplace preview contract.pdf request.json --platform tencent -o report.html

What is written is told by the output's name: .png and .svg a picture of each page, .html one report that opens without a network, .pdf a copy with the boxes as annotations. A directory gets page-1.png and so on. In a name, %d is the page's number; without it, several pages get theirs before the ending.

A seal is drawn as a ring of its real size, a signature as a box with its line, a date in its format, a seam seal as the slice that each page shows; what a control hangs on is outlined, with a line to the control. An SVG holds what is drawn and not the page. Colours stand for signers, a triangle for a warning.

Exit status: 0 the files are written, 1 a keyword, field or occurrence is not there, 2 the PDF, the plan or the request cannot be used.")]
pub(crate) struct Preview {
    #[command(flatten)]
    pub(crate) pdf: Pdf,

    /// The plan, or with --platform a platform's request, in JSON; `-` reads stdin
    #[arg(value_name = "PLAN.json")]
    pub(crate) plan: PathBuf,

    /// The file or the directory to write; `-` writes a single file to stdout
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,

    /// What to write, where the output's name does not tell
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub(crate) kind: Option<PictureKind>,

    /// The pages to show, for example `1-3,7,-1`; all without it
    #[arg(long, value_name = "RANGES", allow_hyphen_values = true)]
    pub(crate) pages: Option<String>,

    /// Show only pages that something is placed on
    #[arg(long)]
    pub(crate) only_placed: bool,

    /// Dots per inch of pictures; 144 without it, 96 in a report
    #[arg(long, value_name = "N")]
    pub(crate) dpi: Option<f64>,

    /// How dates are written whose control does not say, for example `yyyy年m月d日`
    #[arg(long, value_name = "PATTERN")]
    pub(crate) date_format: Option<String>,

    /// The language of the report and of dates; without it, that of the locale
    #[arg(long, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,

    /// Show a platform's request in place of a plan
    #[arg(long, value_enum, value_name = "PLATFORM")]
    pub(crate) platform: Option<PlatformName>,

    /// Of a request that names several files: the PDF of each, FILE among them
    #[arg(long = "pdf", requires = "platform", value_name = "ID=PATH")]
    pub(crate) pdfs: Vec<String>,

    /// Of a request: how large a seal is, by its id, an action id, a type, or `*`
    #[arg(long = "seal-size", requires = "platform", value_name = "KEY=SIZE", value_parser = seal_size)]
    pub(crate) seal_sizes: Vec<(String, Size)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PictureKind {
    /// A picture of each page
    Png,
    /// What is drawn on each page, transparent
    Svg,
    /// One report
    Html,
    /// A copy with annotations
    Pdf,
}

impl PictureKind {
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Pdf => "pdf",
        }
    }
}
