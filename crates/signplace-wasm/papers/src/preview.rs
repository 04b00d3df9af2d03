//! A plan as it will look: the report, overlays, annotations.

use schemars::JsonSchema;
use serde::Serialize;
use signplace::question::Keys;
use signplace::{Document, Error, Plan, Warning};
use signplace_preview::{Mark, Report, Scene, svg};
use signplace_write::Original;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::request::PreviewQuestion;
use crate::text::{json, request, thrown};
use crate::{RawFile, file, options};

/// What is drawn on the pages, to be laid over them.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Overlays {
    /// Number of pages in the document.
    page_count: u32,
    /// The pages asked about.
    pages: Vec<Overlay>,
    /// What may not be as the caller thinks.
    warnings: Vec<Warning>,
}

/// What is drawn on one page.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Overlay {
    /// Page number, from 1.
    page: u32,
    /// A transparent SVG document. Its viewBox is the displayed page in points, from its upper-left corner.
    svg: String,
}

/// What is told of a copy of the PDF with the boxes as annotations.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Annotated {
    /// Number of pages in the document.
    page_count: u32,
    /// What may not be as the caller thinks.
    warnings: Vec<Warning>,
}

/// What is shown, and of which document.
struct Shown {
    page_count: u32,
    marks: Vec<Mark>,
    scenes: Vec<Scene>,
    warnings: Vec<Warning>,
}

impl Shown {
    fn new(document: &Document, plan: &str, asked: &PreviewQuestion, keys: &Keys<'_>) -> Result<Self, Error> {
        let plan = Plan::from_json(plan)?;
        let mut placed = document.place(&plan)?;
        let marks = Mark::of_plan(&plan, &placed);
        let pages = asked.pages.resolve(document.page_count())?;
        placed.warnings.extend(keys.unknown());
        let scenes = asked.drawing.scenes(document, &pages, &marks)?;
        Ok(Self { page_count: placed.page_count, marks, scenes, warnings: placed.warnings })
    }
}

/// The report as one HTML file.
///
/// `pictures` are PNGs of the first of the pages shown, in their order and without what is drawn on them, one behind the
/// other, and `sizes` how many bytes each has.
#[wasm_bindgen]
pub fn report(
    bytes: Vec<u8>,
    password: Option<String>,
    plan: &str,
    asked: &str,
    pictures: &[u8],
    sizes: &[u32],
) -> Result<String, JsValue> {
    let made = || {
        let object = request(asked)?;
        let mut keys = Keys::new(&object);
        let asked = PreviewQuestion::read(&mut keys)?;
        let shown = Shown::new(&Document::open(bytes, options(password))?, plan, &asked, &keys)?;
        let mut rest = pictures;
        let pictures = sizes.iter().map_while(|size| {
            let (one, behind) = rest.split_at_checked(*size as usize)?;
            rest = behind;
            Some(one.to_vec())
        });
        let pictures: Vec<Vec<u8>> = pictures.collect();
        let report = Report {
            file: &asked.file,
            page_count: shown.page_count,
            marks: &shown.marks,
            scenes: &shown.scenes,
            pictures: &pictures,
            warnings: &shown.warnings,
            language: asked.drawing.language,
        };
        Ok(report.html())
    };
    made().map_err(thrown)
}

/// An SVG for each page, to be laid over it: `Overlays`.
#[wasm_bindgen]
pub fn overlays(bytes: Vec<u8>, password: Option<String>, plan: &str, asked: &str) -> Result<String, JsValue> {
    let made = || {
        let object = request(asked)?;
        let mut keys = Keys::new(&object);
        let asked = PreviewQuestion::read(&mut keys)?;
        let shown = Shown::new(&Document::open(bytes, options(password))?, plan, &asked, &keys)?;
        let pages = shown.scenes.iter().map(|scene| Overlay { page: scene.page, svg: svg(scene) });
        json(&Overlays { page_count: shown.page_count, pages: pages.collect(), warnings: shown.warnings })
    };
    made().map_err(thrown)
}

/// A copy of the PDF with the boxes as annotations behind its own bytes, and `Annotated` of it.
#[wasm_bindgen]
pub fn annotated(bytes: Vec<u8>, password: Option<String>, plan: &str, asked: &str) -> Result<RawFile, JsValue> {
    let made = || {
        let object = request(asked)?;
        let mut keys = Keys::new(&object);
        let asked = PreviewQuestion::read(&mut keys)?;
        let original = Original::open(bytes, options(password))?;
        let mut shown = Shown::new(original.document(), plan, &asked, &keys)?;
        let copy = signplace_preview::annotated(&original, &shown.scenes)?;
        shown.warnings.extend(copy.warnings);
        file(copy.bytes, &Annotated { page_count: shown.page_count, warnings: shown.warnings })
    };
    made().map_err(thrown)
}
