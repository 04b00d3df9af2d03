//! Pictures of pages with what is drawn on them.

mod encode;
mod fonts;
mod glyphs;

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{Affine, BezPath, Cap, Join, Stroke as Pen};
use hayro::vello_cpu::color::{AlphaColor, Srgb};
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use signplace::geometry::{Page, PageGeometry};
use signplace::{Error, ErrorCode, Warning, WarningCode};

use crate::scene::{Color, Path, Primitive, Scene, Step, Text};
pub use fonts::{FontBytes, FontFile, Fonts, NoFonts, Script, Wanted};
use glyphs::Glyphs;

/// Pixels of one picture; more would be gigabytes while it is drawn.
const MOST_PIXELS: f64 = 100e6;
/// A side of a picture; the rasterizer counts them in sixteen bits.
const LONGEST_SIDE: f64 = 32_767.0;

/// Draws the pages of one document.
pub struct Painter {
    pdf: Pdf,
    dpi: f64,
    settings: InterpreterSettings,
    glyphs: Glyphs,
    missing: Arc<fonts::Missing>,
}

impl Painter {
    /// A painter of a PDF, which must be one that [`signplace::Document::open`] took: the limits are held there.
    ///
    /// `fonts` finds what is not embedded. Fails with `invalid_value` for a resolution that makes no sense, and with
    /// `damaged` or `encryption_unsupported`.
    pub fn new(bytes: &[u8], password: Option<&str>, dpi: f64, fonts: Arc<dyn Fonts>) -> Result<Self, Error> {
        if !dpi.is_finite() || !(1.0..=2400.0).contains(&dpi) {
            return Err(Error::new(ErrorCode::InvalidValue, format!("{dpi} is not a resolution."))
                .with_hint("Give dots per inch between 1 and 2400; 144 is the usual."));
        }
        let pdf = Pdf::new_with_password(Arc::new(bytes.to_vec()), password.unwrap_or_default())
            .or_else(|_| Pdf::new(Arc::new(bytes.to_vec())))
            .map_err(|_| {
                Error::new(ErrorCode::Damaged, "The pages cannot be drawn: the renderer cannot open the document.")
                    .with_hint("Ask for SVG or HTML, or repair the PDF, for example with `qpdf IN.pdf OUT.pdf`.")
            })?;
        let missing = Arc::new(fonts::Missing::default());
        let settings = fonts::settings(Arc::clone(&fonts), Arc::clone(&missing));
        Ok(Self { pdf, dpi, settings, glyphs: Glyphs::new(fonts), missing })
    }

    /// A PNG of each page, with what its scene shows, or without.
    ///
    /// Fails with `invalid_value` where a picture would be too large.
    pub fn pngs(&self, scenes: &[Scene], with_marks: bool) -> Result<Vec<Vec<u8>>, Error> {
        let cache = RenderCache::new();
        scenes.iter().map(|scene| self.draw(scene, with_marks, &cache)).collect()
    }

    /// A PNG of one page, with what its scene shows, or without.
    ///
    /// Fails with `invalid_value` where the picture would be too large.
    pub fn png(&self, scene: &Scene, with_marks: bool) -> Result<Vec<u8>, Error> {
        self.draw(scene, with_marks, &RenderCache::new())
    }

    fn draw<'a>(&'a self, scene: &Scene, with_marks: bool, cache: &RenderCache<'a>) -> Result<Vec<u8>, Error> {
        let geometry = &scene.geometry;
        let scale = self.dpi / 72.0;
        let (width, height) = (pixels(geometry.width() * scale), pixels(geometry.height() * scale));
        if width.max(height) > LONGEST_SIDE || width * height > MOST_PIXELS {
            return Err(Error::new(
                ErrorCode::InvalidValue,
                format!("A picture of page {} would have {width} × {height} pixels.", scene.page),
            )
            .with_hint("Ask for a lower resolution with --dpi."));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
        let mut canvas = RenderContext::new(width as u16, height as u16);
        let to_pixels = Affine::new([scale, 0.0, 0.0, -scale, 0.0, geometry.height() * scale]);
        if let Some(page) = self.pdf.pages().get(scene.page.saturating_sub(1) as usize) {
            let to_page = Affine::new(geometry.user_to_page().matrix());
            let settings = RenderSettings::default();
            render_into(page, cache, &self.settings, &settings, &mut canvas, to_pixels * to_page);
            canvas.reset_transform();
        }
        if with_marks {
            // What the page has left behind: paint, pen, blending.
            let _ = canvas.take_current_state();
            canvas.set_transform(to_pixels);
            for group in &scene.groups {
                for primitive in &group.primitives {
                    match primitive {
                        Primitive::Path(path) => paint(&mut canvas, path),
                        Primitive::Text(text) => self.write(&mut canvas, text),
                    }
                }
            }
        }
        canvas.flush();
        let mut picture = Pixmap::new(canvas.width(), canvas.height());
        let settings =
            RasterizerSettings { target_init: TargetInit::Clear(opaque(Color::WHITE)), ..Default::default() };
        canvas.render_with(&mut picture, &mut Resources::default(), settings);
        let rgb: Vec<u8> = picture.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
        Ok(encode::png(u32::from(picture.width()), u32::from(picture.height()), self.dpi, &rgb))
    }

    /// What could not be drawn so far for want of a font: fonts of the document that were replaced by one without its
    /// characters, and characters of labels.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = Vec::new();
        let names = self.missing.names();
        if !names.is_empty() {
            let message = format!(
                "The document does not embed {}, and no font of this system has its characters: text is missing or \
                 wrong in the picture, not in the document. Install a Chinese, Japanese or Korean font, such as Noto Sans CJK.",
                names.join(", ")
            );
            warnings.push(Warning::new(WarningCode::FontMissing, message));
        }
        if self.glyphs.is_missing_some() {
            let message = "Some characters of labels are drawn as boxes: no font of this system has them.";
            warnings.push(Warning::new(WarningCode::FontMissing, message));
        }
        warnings
    }

    /// Text as outlines, its rim first.
    fn write(&self, canvas: &mut RenderContext, text: &Text) {
        let outline = self.glyphs.outline(text);
        if text.rim {
            canvas.set_paint(opaque(Color::WHITE));
            canvas.set_stroke(Pen::new(2.0).with_join(Join::Round));
            canvas.stroke_path(&outline);
        }
        canvas.set_paint(opaque(text.color));
        canvas.fill_path(&outline);
    }
}

impl std::fmt::Debug for Painter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Painter").field("dpi", &self.dpi).finish_non_exhaustive()
    }
}

/// A side in whole pixels.
fn pixels(side: f64) -> f64 {
    side.round().max(1.0)
}

fn opaque(color: Color) -> AlphaColor<Srgb> {
    AlphaColor::from_rgb8(color.0, color.1, color.2)
}

fn paint(canvas: &mut RenderContext, path: &Path) {
    let mut outline = BezPath::new();
    let at = |point: signplace::geometry::Point<Page>| (point.x, point.y);
    for step in &path.steps {
        match *step {
            Step::Move(to) => outline.move_to(at(to)),
            Step::Line(to) => outline.line_to(at(to)),
            Step::Curve(a, b, to) => outline.curve_to(at(a), at(b), at(to)),
            Step::Close => outline.close_path(),
        }
    }
    if let Some((color, opacity)) = path.fill {
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
        canvas.set_paint(opaque(color).with_alpha(opacity as f32));
        canvas.fill_path(&outline);
    }
    if let Some(stroke) = path.stroke {
        let pen = Pen::new(stroke.width).with_caps(Cap::Butt).with_join(Join::Miter);
        canvas.set_paint(opaque(stroke.color));
        canvas.set_stroke(match stroke.dash {
            Some((dash, gap)) => pen.with_dashes(0.0, [dash, gap]),
            None => pen,
        });
        canvas.stroke_path(&outline);
    }
}

/// How many pixels a page has at a resolution, for whoever compares.
pub fn size_in_pixels(geometry: &PageGeometry, dpi: f64) -> (f64, f64) {
    (pixels(geometry.width() * dpi / 72.0), pixels(geometry.height() * dpi / 72.0))
}
