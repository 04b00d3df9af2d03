//! The command line: subcommands, options, and their help with examples.

mod platform;
mod prepare;
mod preview;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::ops::Occurrence;
use crate::output::Format;
pub(crate) use platform::{Check, Flow, PlatformName, Resolve, Translate};
pub(crate) use prepare::Prepare;
pub(crate) use preview::{PictureKind, Preview};

const AFTER_HELP: &str = "\
Positions are points (1/72 inch) and fractions (0..1) of the page as displayed, both from its lower-left corner.

Formats:
  human   tables, with warnings on stderr
  json    one document
  ndjson  a line for each match, field, page or placement, then a last line with
          the rest of the document, which is the one with \"page_count\"

Exit status:
  0  everything was found or done
  1  something was not found, or cannot be resolved
  2  the input or the command line cannot be used

Examples:
  signplace find contract.pdf '甲方（盖章）' '乙方（盖章）'
  signplace place contract.pdf plan.json --format json
  signplace preview contract.pdf plan.json -o report.html
  signplace prepare contract.pdf plan.json -o prepared.pdf
  signplace suggest contract.pdf --plan plan.json
  signplace fields form.pdf
  signplace pages contract.pdf
  signplace convert contract.pdf --page -1 --from acrobat --to normalized 140.73 616.84";

/// Where on this PDF does the signature go?
#[derive(Debug, Parser)]
#[command(name = "signplace", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    /// How to answer: tables, one JSON document, or JSON with a line per row
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub(crate) format: Format,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find keywords: the page and the box of every occurrence
    Find(Find),
    /// List the form fields: name, type, page and box
    Fields(Fields),
    /// List the pages: sizes, boxes, rotation, unit, and whether their text can be trusted
    Pages(Pages),
    /// Convert a point or a rectangle from one coordinate space to another
    Convert(Convert),
    /// Say where the placements of a plan go
    Place(Place),
    /// Show where everything lands: pictures of the pages, a report, or a copy with annotations
    Preview(Preview),
    /// Write the placements of a plan into the PDF, as empty form fields
    Prepare(Prepare),
    /// Suggest places to sign, read from the document itself, and a plan for them
    Suggest(Suggest),
    /// Turn every keyword, form field and relative position of a platform's request into coordinates
    Resolve(Resolve),
    /// Say the positions of a platform's request as another platform wants them
    Translate(Translate),
    /// Check a platform's request before it is sent: where its controls land, what would be refused
    Check(Check),
    /// Print a JSON Schema
    Schema(Schema),
    /// Answer JSON requests from stdin, one a line; or ask the same of many PDFs
    Batch(Batch),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print the manual page
    Man(Man),
}

/// A PDF to read.
#[derive(Debug, Args)]
pub(crate) struct Pdf {
    /// The PDF; `-` reads stdin
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) access: Access,
}

/// How to open a PDF.
#[derive(Debug, Args)]
pub(crate) struct Access {
    /// The document's password; without it, SIGNPLACE_PASSWORD from the environment
    ///
    /// Other users of the machine can see a command line: prefer the environment variable SIGNPLACE_PASSWORD. Without
    /// either, the empty password is tried.
    #[arg(long, value_name = "PASSWORD", allow_hyphen_values = true)]
    pub(crate) password: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace find contract.pdf '甲方（盖章）'
  signplace find contract.pdf Signature Date --pages -1
  signplace find contract.pdf 签字 --occurrence -1 --format json
  signplace find contract.pdf --regex '(甲|乙)方[（(]盖章[）)]'
  signplace find contract.pdf '甲方（盖章）' --explain
  curl -s https://example.com/contract.pdf | signplace find - Signature

Folded matching, the default, looks across full-width and half-width forms, compatibility characters and radicals, dashes and quotes that look alike, spaces inside, words broken by a hyphen, and line breaks; a blank of underscores is found by any number of them. A platform's own search may not: `--match exact` shows what is there to the letter.

A regular expression is matched against each line with `--match exact`, else against each paragraph or table cell, folded, where a line's end is like a space and there are no spaces next to Chinese, Japanese and Korean. `^` and `$` are the start and the end of that text.

Exit status: 0 all keywords found, 1 a keyword was not found, 2 the file cannot be used.")]
pub(crate) struct Find {
    #[command(flatten)]
    pub(crate) pdf: Pdf,

    /// What to look for; several are found in one pass
    #[arg(required = true, value_name = "KEYWORD", allow_negative_numbers = true)]
    pub(crate) keywords: Vec<String>,

    /// How to compare the keyword with the text
    #[arg(long = "match", value_enum, default_value_t = Matching::Folded, value_name = "MODE")]
    pub(crate) matching: Matching,

    /// The pages to search, for example `1-3,7,-1`; −1 is the last
    #[arg(long, value_name = "RANGES", allow_hyphen_values = true)]
    pub(crate) pages: Option<String>,

    /// Keep only this occurrence of each keyword: 1 is the first, −1 the last
    #[arg(long, value_name = "N|all", default_value = "all", allow_hyphen_values = true)]
    pub(crate) occurrence: Occurrence,

    /// Search what form fields and FreeText annotations show, too
    #[arg(long)]
    pub(crate) include_fields: bool,

    /// Take capital and small letters for the same
    #[arg(short, long)]
    pub(crate) ignore_case: bool,

    /// Only where no letter, digit or ideograph stands directly before or after
    #[arg(short, long)]
    pub(crate) whole_word: bool,

    /// Take traditional and simplified Chinese characters for the same
    #[arg(long)]
    pub(crate) variants: bool,

    /// Take the keywords as regular expressions
    #[arg(long)]
    pub(crate) regex: bool,

    /// Show each match glyph by glyph, and the nearest there is to a keyword that is not found
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Matching {
    /// Case-sensitive, as displayed, line by line
    Exact,
    /// Also across character forms, spaces inside, and line breaks
    Folded,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace fields form.pdf
  signplace fields form.pdf --pages -1 --format json

Exit status: 0 there are fields, 1 there are none, 2 the file cannot be used.")]
pub(crate) struct Fields {
    #[command(flatten)]
    pub(crate) pdf: Pdf,

    /// Only fields on these pages, for example `1-3,7,-1`
    #[arg(long, value_name = "RANGES", allow_hyphen_values = true)]
    pub(crate) pages: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace pages contract.pdf
  signplace pages contract.pdf --pages 1,-1 --format json

The text of a page is `trusted`, `no_unicode` (there is text, but keywords may be missed), `image_only` (a scan), or `empty`.")]
pub(crate) struct Pages {
    #[command(flatten)]
    pub(crate) pdf: Pdf,

    /// Only these pages, for example `1-3,7,-1`
    #[arg(long, value_name = "RANGES", allow_hyphen_values = true)]
    pub(crate) pages: Option<String>,

    /// Count the glyphs of each page by where their Unicode comes from
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "\
signplace convert --page <N> --from <SPACE> --to <SPACE> <FILE> <X> <Y> [<WIDTH> <HEIGHT>]
       signplace convert --size <WxH> --from <SPACE> --to <SPACE> <X> <Y> [<WIDTH> <HEIGHT>]",
    after_help = "\
Arguments:
  FILE          the PDF; `-` reads stdin; not with --size
  X Y           the point, or the rectangle's corner
  WIDTH HEIGHT  the rectangle's size

Spaces:
  points      1/72 inch on the page as displayed, origin lower-left, y up
  normalized  fractions (0..1) of the page as displayed, origin lower-left, y up
  user        the PDF's own user space: before CropBox, Rotate and UserUnit
  top-left    points, origin upper-left, y down; (x, y) is a rectangle's upper-left corner
  acrobat     left and top as Acrobat's Prepare Form shows them, from the lower-left

Platforms, in place of a space, with the answer by the names of their fields:
  tencent qiyuesuo esign fasc bestsign docusign docusign-sign-here acrobat-sign dropbox-sign
  documenso docuseal opensign css
With --control, X Y is the control's own point there: its upper-left corner in acrobat and top-left, the platform's corner or centre, else its lower-left corner.

Examples:
  signplace convert contract.pdf --page -1 --from points --to normalized 72 90 119 43
  signplace convert contract.pdf --page 3 --from acrobat --to tencent 140.7288 616.8359 --control 119x43
  signplace convert contract.pdf --page 3 --from acrobat --to qiyuesuo 140.7288 616.8359 --control round-42
  signplace convert contract.pdf --page 1 --from user --to points -3 20
  signplace convert --size 595.28x841.89 --from top-left --to points 140.7288 225.0541"
)]
pub(crate) struct Convert {
    // The usage and the help below say what these are, which clap cannot: the first is absent with --size.
    #[arg(required = true, value_name = "NUMBER", allow_negative_numbers = true, hide = true)]
    pub(crate) values: Vec<OsString>,

    /// The page: 1 is the first, −1 the last
    #[arg(long, value_name = "N", allow_negative_numbers = true, required_unless_present = "size")]
    pub(crate) page: Option<i64>,

    /// An upright page of this size in points, in place of a PDF: `595.28x841.89`
    #[arg(long, value_name = "WxH", conflicts_with = "page", allow_hyphen_values = true)]
    pub(crate) size: Option<String>,

    /// The space, or the platform, of the numbers given
    #[arg(long, value_name = "SPACE", value_parser = spaces())]
    pub(crate) from: String,

    /// The space, or the platform, of the numbers wanted
    #[arg(long, value_name = "SPACE", value_parser = spaces())]
    pub(crate) to: String,

    /// The size of the control whose own point X Y is: `round-42`, `119x43`, `42x42mm`
    #[arg(long, value_name = "SIZE")]
    pub(crate) control: Option<String>,

    #[command(flatten)]
    pub(crate) access: Access,
}

/// The names of spaces and platforms.
fn spaces() -> clap::builder::PossibleValuesParser {
    signplace::platform::convert::Space::names().into()
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace place contract.pdf plan.json
  signplace place contract.pdf plan.json --format json
  echo '{\"version\":1,\"placements\":[{\"id\":\"seal\",\"kind\":\"seal\",
    \"anchor\":{\"keyword\":\"甲方（盖章）\"},\"size\":\"round-42\"}]}' | signplace place contract.pdf -

`signplace schema plan` prints the JSON Schema of a plan.

Exit status: 0 everything is placed, 1 a keyword, field or occurrence is not there, 2 the file or the plan cannot be
used.")]
pub(crate) struct Place {
    #[command(flatten)]
    pub(crate) pdf: Pdf,

    /// The plan, in JSON; `-` reads stdin
    #[arg(value_name = "PLAN.json")]
    pub(crate) plan: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace suggest contract.pdf
  signplace suggest contract.pdf --plan plan.json
  signplace suggest contract.pdf --plan - | signplace place contract.pdf -
  signplace suggest contract.pdf --pages -1 --min-confidence 0.9 --format json

Labels such as 甲方（盖章）： and Authorized signature: are found, blanks and empty cells beside them, and unsigned signature fields. Confidence is 1 for a signature field, 0.9 for a label that says what is to be done and has the place for it, and 0.2 less for each doubt, which the sentence names.

Exit status: 0 there are suggestions, 1 there are none, 2 the file cannot be used.")]
pub(crate) struct Suggest {
    #[command(flatten)]
    pub(crate) pdf: Pdf,

    /// Only these pages, for example `1-3,7,-1`
    #[arg(long, value_name = "RANGES", allow_hyphen_values = true)]
    pub(crate) pages: Option<String>,

    /// Leave out suggestions of less confidence, from 0 to 1
    #[arg(long, value_name = "0..1", default_value_t = 0.5, allow_negative_numbers = true)]
    pub(crate) min_confidence: f64,

    /// Write a plan that places everything suggested; `-` prints it in place of the answer
    #[arg(long, value_name = "PLAN.json")]
    pub(crate) plan: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace schema plan > plan.schema.json
  signplace schema suggestions > suggestions.schema.json
  signplace schema report > report.schema.json")]
pub(crate) struct Schema {
    /// What to describe
    #[arg(value_enum)]
    pub(crate) of: SchemaOf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SchemaOf {
    /// The plan that `place` takes, and that `suggest` writes
    Plan,
    /// The answer of `suggest`
    Suggestions,
    /// The report that `resolve` and `check` give
    Report,
}

#[derive(Debug, Args)]
#[command(after_help = "\
A request is one JSON object on one line:
  {\"id\"?, \"op\"?, \"file\", \"password\"?, …}
with, for each op:
  find     \"keywords\", \"match\"?, \"pages\"?, \"occurrence\"?, \"fields\"?: true adds the form fields;
           true or false: \"ignore_case\"?, \"whole_word\"?, \"variants\"?, \"regex\"?, \"explain\"?,
           \"include_fields\"?
  fields   \"pages\"?
  pages    \"pages\"?, \"explain\"?
  place    \"plan\": {…}
  suggest  \"pages\"?, \"min_confidence\"?
  resolve, check
           \"platform\", \"request\": {…} or its text, \"pdf\": {\"ID\": \"path\"} or \"path\",
           \"seal_size\"?: {\"KEY\": \"SIZE\"}, \"lang\"?: \"zh\" or \"en\", \"keyword_reference\"?, \"user_unit\"?,
           \"relative_edges\"?, \"match\"?,
           \"max_pages_per_seal\"?; no \"file\". The answer of resolve is
           {\"request\": {…}, \"report\": {…}}, with \"error\" in place of a request that cannot be resolved
  translate
           \"from\" and \"to\" in place of \"platform\", else the same
  convert  \"page\", \"from\", \"to\", \"x\", \"y\", \"width\"?, \"height\"?, \"control\"?;
           \"size\": \"595.28x841.89\" in place of \"file\" and \"page\"
Without \"op\" it is find.

Answers come in the order of the requests, each on one line: the command's own JSON with the request's \"id\", \"file\" and \"match\". A request that cannot be answered gets {\"error\":{…}}, and the next one is read; a keyword that is not there is no error. Unknown keys are ignored, with a warning. Blank lines are skipped. A line may have 16 MiB. The exit status is 0 when all are answered. Ten thousand PDFs are no more to keep in memory than those that are worked on. --format makes no difference here.

Examples:
  echo '{\"id\":1,\"file\":\"contract.pdf\",\"keywords\":[\"甲方（盖章）\"]}' | signplace batch
  signplace batch < requests.ndjson > answers.ndjson
  signplace batch --each '{\"keywords\":[\"甲方（盖章）\"]}' contracts/ > answers.ndjson
  find . -name '*.pdf' | signplace batch --each '{\"op\":\"fields\"}' --list - > fields.ndjson")]
pub(crate) struct Batch {
    /// With --each: PDFs, and folders in which all PDFs are asked, in the order of their names
    #[arg(value_name = "PATH", requires = "each")]
    pub(crate) paths: Vec<PathBuf>,

    /// Ask this of each PDF, in place of requests from stdin: a request without "file"
    #[arg(long, value_name = "JSON")]
    pub(crate) each: Option<String>,

    /// With --each: a file with the path of a PDF on each line, in place of PATH; `-` reads stdin
    #[arg(long, value_name = "FILE", requires = "each", conflicts_with = "paths")]
    pub(crate) list: Option<PathBuf>,

    /// Requests worked on at the same time; default: one per processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace completions bash > ~/.local/share/bash-completion/completions/signplace
  signplace completions zsh > ~/.zfunc/_signplace
  signplace completions fish > ~/.config/fish/completions/signplace.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  signplace man | man -l -
  signplace man --dir ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// Write a page for the command and one for each subcommand into this directory
    #[arg(long, value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
}

impl From<Matching> for signplace::MatchMode {
    fn from(matching: Matching) -> Self {
        match matching {
            Matching::Exact => Self::Exact,
            Matching::Folded => Self::Folded,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        for command in super::Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Examples:"), "no examples in the help of {}", command.get_name());
        }
    }
}
