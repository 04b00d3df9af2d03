//! `preview`: where everything lands, as pictures, a report, or a copy with annotations.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Serialize;
use signplace::platform::Language as ReportLanguage;
use signplace::{Document, Error, ErrorCode, MatchMode, OpenOptions, Plan, Warning};
use signplace_preview::{Drawing, Language, Mark, Report, Scene, annotated, svg};
use signplace_write::Original;

use super::prepare::check_paths;
use crate::args::{PictureKind, Preview};
use crate::io::{self, read_request};
use crate::ops::{FlowRequest, PdfArgument, Source, guarded, page_ranges};
use crate::output::{self, Format, Status, human};

/// What is answered of pictures that were written.
#[derive(Debug, Serialize)]
struct Answer {
    file: String,
    page_count: u32,
    placements: usize,
    files: Vec<Written>,
    warnings: Vec<Warning>,
}

/// A file that was written.
#[derive(Debug, Serialize)]
pub(crate) struct Written {
    pub(crate) path: String,
    /// The page that it shows; of a report or a copy there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<u32>,
}

/// A file still to be written.
struct File {
    page: Option<u32>,
    bytes: Vec<u8>,
}

const DPI: f64 = 144.0;
/// A report is looked at in a browser's window.
const REPORT_DPI: f64 = 96.0;

/// PNGs, and what is missing in them.
type Pictures = (Vec<Vec<u8>>, Vec<Warning>);

/// Writes the files and says which.
pub(super) fn run(format: Format, args: &Preview) -> ExitCode {
    match preview(format, args) {
        Ok((None, answer)) => output::document(
            format,
            &answer,
            "files",
            || human::previewed(&answer.file, answer.placements, &answer.files),
            || human::written_warnings(&answer.warnings),
        ),
        Ok((Some(bytes), answer)) => {
            let written = output::stdout_bytes(&bytes);
            output::stderr(&human::written_warnings(&answer.warnings));
            output::exit(written, Status::Done)
        }
        Err(error) => output::error(format, &error),
    }
}

/// The answer, and what goes to stdout in place of a file.
fn preview(format: Format, args: &Preview) -> Result<(Option<Vec<u8>>, Answer), Error> {
    check_paths(format, &args.pdf.file, &args.plan, &args.output)?;
    let kind = kind_of(args)?;
    let text = read_request(&args.plan)?;
    let source = Source::new(&args.pdf.file, args.pdf.access.password.clone());
    let bytes = io::read_pdf(&source.file)?;
    guarded(|| {
        let shown = Shown::new(args, &text, &source, bytes)?;
        let (files, warnings) = shown.files(args, kind)?;
        let mut answer = Answer {
            file: args.pdf.file.to_string_lossy().into_owned(),
            page_count: shown.document.page_count(),
            placements: shown.marks.len(),
            files: Vec::new(),
            warnings,
        };
        if io::is_dash(&args.output) {
            let mut files = files.into_iter();
            return match (files.next(), files.next()) {
                (Some(file), None) => Ok((Some(file.bytes), answer)),
                _ => {
                    Err(Error::new(ErrorCode::Usage, "stdout takes one picture, and there are several pages or none.")
                        .with_hint("Choose a page with --pages, or give -o a directory."))
                }
            };
        }
        let count = files.len();
        for file in files {
            let path = path_of(&args.output, kind, file.page, count)?;
            io::write(&path, &file.bytes)?;
            answer.files.push(Written { path: path.to_string_lossy().into_owned(), page: file.page });
        }
        Ok((None, answer))
    })
}

/// What is to be shown, and of which document.
struct Shown {
    bytes: Vec<u8>,
    password: Option<String>,
    document: Document,
    marks: Vec<Mark>,
    warnings: Vec<Warning>,
    language: Language,
}

impl Shown {
    fn new(args: &Preview, text: &str, source: &Source, bytes: Vec<u8>) -> Result<Self, Error> {
        let mut options = OpenOptions::default();
        options.password.clone_from(&source.password);
        let document = Document::open(bytes.clone(), options)?;
        let language = args.lang.map_or_else(super::platform::locale, ReportLanguage::from);
        let (marks, warnings) = match args.platform {
            None => {
                let plan = Plan::from_json(text).map_err(|error| of_a_platform(text, error))?;
                let placed = document.place(&plan)?;
                (Mark::of_plan(&plan, &placed), placed.warnings)
            }
            Some(_) => (of_request(args, text, language)?, Vec::new()),
        };
        let language = if language == ReportLanguage::Zh { Language::Zh } else { Language::En };
        Ok(Self { bytes, password: source.password.clone(), document, marks, warnings, language })
    }

    fn files(&self, args: &Preview, kind: PictureKind) -> Result<(Vec<File>, Vec<Warning>), Error> {
        let pages = page_ranges(args.pages.as_deref())?.resolve(self.document.page_count())?;
        let mut drawing = Drawing::default();
        drawing.language = self.language;
        drawing.date_format.clone_from(&args.date_format);
        drawing.only_placed = args.only_placed;
        let scenes = drawing.scenes(&self.document, &pages, &self.marks)?;
        let of_marks = self.marks.iter().flat_map(|mark| mark.warnings.iter().cloned());
        let mut warnings: Vec<Warning> = self.warnings.iter().cloned().chain(of_marks).collect();
        let one = |page, bytes| File { page, bytes };
        let files = match kind {
            PictureKind::Svg => scenes.iter().map(|scene| one(Some(scene.page), svg(scene).into_bytes())).collect(),
            PictureKind::Png => {
                let (pictures, missing) = self.pictures(&scenes, args.dpi.unwrap_or(DPI), true)?;
                warnings.extend(missing);
                scenes.iter().zip(pictures).map(|(scene, png)| one(Some(scene.page), png)).collect()
            }
            PictureKind::Html => {
                let (pictures, missing) = self.report_pictures(&scenes, args.dpi)?;
                let of_all = [&*self.warnings, &missing].concat();
                let report = Report {
                    file: &args.pdf.file.file_name().unwrap_or_default().to_string_lossy(),
                    page_count: self.document.page_count(),
                    marks: &self.marks,
                    scenes: &scenes,
                    pictures: &pictures,
                    warnings: &of_all,
                    language: self.language,
                };
                warnings.extend(missing);
                vec![one(None, report.html().into_bytes())]
            }
            PictureKind::Pdf => {
                let mut options = OpenOptions::default();
                options.password.clone_from(&self.password);
                let copy = annotated(&Original::open(self.bytes.clone(), options)?, &scenes)?;
                warnings.extend(copy.warnings);
                vec![one(None, copy.bytes)]
            }
        };
        Ok((files, warnings))
    }

    /// The pictures of a report; none where the command was built without a renderer.
    fn report_pictures(&self, scenes: &[Scene], dpi: Option<f64>) -> Result<Pictures, Error> {
        if cfg!(feature = "pictures") {
            self.pictures(scenes, dpi.unwrap_or(REPORT_DPI), false)
        } else {
            Ok((Vec::new(), Vec::new()))
        }
    }

    #[cfg(not(feature = "pictures"))]
    fn pictures(&self, _: &[Scene], _: f64, _: bool) -> Result<Pictures, Error> {
        Err(Error::new(ErrorCode::Usage, "This command was built without pictures.")
            .with_hint("Ask for SVG, HTML or PDF, or build it with the feature `pictures`."))
    }

    #[cfg(feature = "pictures")]
    fn pictures(&self, scenes: &[Scene], dpi: f64, with_marks: bool) -> Result<Pictures, Error> {
        let fonts = std::sync::Arc::new(crate::fonts::SystemFonts::default());
        let painter = signplace_preview::Painter::new(&self.bytes, self.password.as_deref(), dpi, fonts)?;
        let pictures = painter.pngs(scenes, with_marks)?;
        Ok((pictures, painter.warnings()))
    }
}

/// The error of a plan that is none, but what a platform takes.
fn of_a_platform(text: &str, error: Error) -> Error {
    let has = |key| text.contains(&format!("\"{key}\""));
    if has("placements") || !["FlowName", "FileIds", "Approvers", "FlowFileInfos", "signatories"].into_iter().any(has) {
        return error;
    }
    error.with_hint("This looks like a platform's request: say of which with --platform.")
}

/// Where the controls of a request land in the file.
fn of_request(args: &Preview, text: &str, language: ReportLanguage) -> Result<Vec<Mark>, Error> {
    let Some(platform) = args.platform else { return Ok(Vec::new()) };
    let mut pdfs: Vec<_> = args.pdfs.iter().map(|text| PdfArgument::parse(text)).collect();
    let own = pdfs.iter().find(|pdf| io::is_same_file(&pdf.path, &args.pdf.file)).and_then(|pdf| pdf.id.clone());
    if pdfs.is_empty() {
        pdfs.push(PdfArgument { id: None, path: args.pdf.file.clone() });
    } else if own.is_none() {
        return Err(Error::new(ErrorCode::Usage, "None of the --pdf is the file that is to be shown.")
            .with_hint("Say of which file of the request it is the PDF: --pdf ID=PATH."));
    }
    let request = FlowRequest {
        platform: platform.into(),
        text: text.to_owned(),
        pdfs,
        seal_sizes: args.seal_sizes.clone(),
        keyword_reference: Default::default(),
        user_unit: Default::default(),
        relative_edges: Default::default(),
        mode: MatchMode::default(),
        max_pages_per_seal: None,
        language,
        password: args.pdf.access.password.clone(),
    };
    let report = request.check(None)?;
    let marks = Mark::of_report(&report, text, own.as_deref());
    if marks.is_empty()
        && let Some(finding) = report.findings.first()
    {
        return Err(Error::new(
            ErrorCode::InvalidValue,
            format!("Nothing of the request can be shown: {}", finding.message),
        )
        .with_path(finding.path.clone())
        .with_hint("`signplace check` says all that is wrong with it."));
    }
    Ok(marks)
}

/// What is to be written: as said, or by the output's ending.
fn kind_of(args: &Preview) -> Result<PictureKind, Error> {
    if let Some(kind) = args.kind {
        return Ok(kind);
    }
    if is_directory(&args.output) {
        return Ok(PictureKind::Png);
    }
    let ending = args.output.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("png") => Ok(PictureKind::Png),
        Some("svg") => Ok(PictureKind::Svg),
        Some("html" | "htm") => Ok(PictureKind::Html),
        Some("pdf") => Ok(PictureKind::Pdf),
        _ => Err(Error::new(ErrorCode::Usage, "The output's name does not tell what to write.")
            .with_hint("Let it end with .png, .svg, .html or .pdf, or with / for a directory, or say it with --as.")),
    }
}

fn is_directory(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

/// Where a file goes.
fn path_of(out: &Path, kind: PictureKind, page: Option<u32>, count: usize) -> Result<PathBuf, Error> {
    if is_directory(out) {
        std::fs::create_dir_all(out)
            .map_err(|why| Error::new(ErrorCode::Io, format!("Cannot make {}: {why}.", out.display())))?;
        let name = page.map_or_else(|| "preview".to_owned(), |page| format!("page-{page}"));
        return Ok(out.join(format!("{name}.{}", kind.ending())));
    }
    let Some(page) = page else { return Ok(out.to_owned()) };
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.contains("%d") {
        return Ok(out.with_file_name(name.replace("%d", &page.to_string())));
    }
    if count == 1 {
        return Ok(out.to_owned());
    }
    let stem = out.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = out.extension().map_or_else(|| kind.ending().into(), |ending| ending.to_string_lossy());
    Ok(out.with_file_name(format!("{stem}-{page}.{ending}")))
}
