//! The command line of `prepare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Pdf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace prepare contract.pdf plan.json -o prepared.pdf
  signplace prepare contract.pdf plan.json -o prepared.pdf --as text
  signplace fields prepared.pdf

A field is named for its placement's id; where one id is placed several times, _1, _2 and so on follow. Seals and signatures become empty signature fields, dates and texts empty text fields; a seam seal cannot be a field and is left out, with a warning.

The new PDF is the old one to the byte, with an update behind it, so that fields and signatures that are there stay as they are. A certified document, one whose signatures lock its fields, and an encrypted one are refused.

Exit status: 0 the PDF is written, 1 a keyword, field or occurrence is not there, 2 the PDF or the plan cannot be used.")]
pub(crate) struct Prepare {
    #[command(flatten)]
    pub(crate) pdf: Pdf,

    /// The plan, in JSON; `-` reads stdin
    #[arg(value_name = "PLAN.json")]
    pub(crate) plan: PathBuf,

    /// The PDF to write; `-` writes it to stdout
    #[arg(short, long, value_name = "OUT.pdf")]
    pub(crate) output: PathBuf,

    /// What seals and signatures become
    #[arg(long = "as", value_enum, value_name = "TYPE", default_value_t = As::Signature)]
    pub(crate) manner: As,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum As {
    /// Signature fields, for Acrobat and signing libraries
    Signature,
    /// Text fields like all others, for the FIELD mode of platforms
    Text,
}

impl From<As> for signplace_write::Manner {
    fn from(manner: As) -> Self {
        match manner {
            As::Signature => Self::Signature,
            As::Text => Self::Text,
        }
    }
}
