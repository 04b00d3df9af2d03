//! The letters of labels as outlines: Latin ones from the renderer's own Helvetica, others from a font of the caller's,
//! and a box for a character that no font has.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::font::StandardFont;
use hayro::kurbo::{Affine, BezPath, Shape as _};
use ttf_parser::{Face, GlyphId, OutlineBuilder, cff};

use super::fonts::{FontBytes, FontFile, Fonts, Script, Wanted};
use crate::scene::{Text, is_wide};

/// Units to an em of the built-in font.
const LATIN_EM: f64 = 1000.0;

/// Where outlines come from.
pub(super) struct Glyphs {
    latin: FontBytes,
    fonts: Arc<dyn Fonts>,
    wide: std::sync::OnceLock<Option<FontFile>>,
    missing: AtomicBool,
}

impl Glyphs {
    pub(super) fn new(fonts: Arc<dyn Fonts>) -> Self {
        Self {
            latin: StandardFont::Helvetica.get_font_data().0,
            fonts,
            wide: std::sync::OnceLock::new(),
            missing: AtomicBool::new(false),
        }
    }

    pub(super) fn is_missing_some(&self) -> bool {
        self.missing.load(Ordering::Relaxed)
    }

    /// A text as one path in page space; what is wider than the rough measure is drawn narrower.
    pub(super) fn outline(&self, text: &Text) -> BezPath {
        let latin = cff::Table::parse((*self.latin).as_ref());
        let wide = self.wide.get_or_init(|| {
            let wanted = Wanted { script: Script::SimplifiedChinese, ..Wanted::default() };
            self.fonts.find(&wanted)
        });
        let wide = wide.as_ref().and_then(|file| Face::parse((*file.bytes).as_ref(), file.index).ok());
        let mut whole = BezPath::new();
        let mut x = 0.0;
        for c in text.text.chars() {
            let found = latin.as_ref().and_then(|font| of_latin(font, c)).or_else(|| of_face(wide.as_ref()?, c));
            let (path, advance) = found.unwrap_or_else(|| {
                self.missing.fetch_or(c != ' ', Ordering::Relaxed);
                hollow(c)
            });
            whole.extend(Affine::translate((x, 0.0)) * path);
            x += advance;
        }
        let narrower = if x > 0.0 { (text.width() / (x * text.size)).min(1.0) } else { 1.0 };
        let place = Affine::translate((text.origin.x, text.origin.y));
        place * Affine::scale_non_uniform(text.size * narrower, text.size) * whole
    }
}

/// A glyph and its advance, in ems.
fn of_latin(font: &cff::Table<'_>, c: char) -> Option<(BezPath, f64)> {
    let glyph = match c {
        ' '..='~' => font.glyph_index(u8::try_from(c).ok()?)?,
        '·' => font.glyph_index_by_name("periodcentered")?,
        '…' => font.glyph_index_by_name("ellipsis")?,
        _ => return None,
    };
    let mut pen = Pen::default();
    let _ = font.outline(glyph, &mut pen);
    let advance = f64::from(font.glyph_width(glyph)?) / LATIN_EM;
    Some((Affine::scale(1.0 / LATIN_EM) * pen.0, advance))
}

fn of_face(face: &Face<'_>, c: char) -> Option<(BezPath, f64)> {
    let glyph: GlyphId = face.glyph_index(c).filter(|glyph| glyph.0 != 0)?;
    let em = f64::from(face.units_per_em()).max(1.0);
    let mut pen = Pen::default();
    let _ = face.outline_glyph(glyph, &mut pen);
    Some((Affine::scale(1.0 / em) * pen.0, f64::from(face.glyph_hor_advance(glyph).unwrap_or(1000)) / em))
}

/// A box in place of a character.
fn hollow(c: char) -> (BezPath, f64) {
    let width = if is_wide(c) { 1.0 } else { 0.56 };
    if c == ' ' {
        return (BezPath::new(), 0.28);
    }
    let frame = |by: f64| hayro::kurbo::Rect::new(0.06 + by, by, width - 0.06 - by, 0.72 - by);
    let mut path = frame(0.0).to_path(0.1);
    // The other way round, so that it is a hole.
    path.extend(frame(0.06).to_path(0.1).reverse_subpaths());
    (path, width)
}

#[derive(Default)]
struct Pen(BezPath);

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to((f64::from(x), f64::from(y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to((f64::from(x), f64::from(y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to((f64::from(x1), f64::from(y1)), (f64::from(x), f64::from(y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let point = |x, y| (f64::from(x), f64::from(y));
        self.0.curve_to(point(x1, y1), point(x2, y2), point(x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}
