//! An annotation that draws itself: a square, a circle or a line, with an appearance of its own (ISO 32000-2, 12.5.6).

use signplace::geometry::{Page, PageGeometry, Point, Rect};

use crate::field::{decimals, rectangle};
use crate::form::text;
use crate::syntax::{Id, real};
use crate::update::Update;

/// What an annotation is, for programs that list annotations.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    /// A rectangle.
    Square,
    /// An ellipse in its box.
    Circle,
    /// A line, from one point to another of the displayed page.
    Line(Point<Page>, Point<Page>),
}

/// An annotation to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// Page number, from 1.
    pub page: u32,
    /// What it is.
    pub shape: Shape,
    /// All that it draws lies within: in points on the displayed page.
    pub bounds: Rect<Page>,
    /// What it says when it is opened.
    pub contents: String,
    /// Who is named as its author.
    pub title: String,
    /// Its colour, red, green and blue, 0 to 1.
    pub color: [f64; 3],
    /// Operators of a content stream that draw it, in points on the displayed page. They may use the fonts `/Helv`
    /// (Helvetica, WinAnsi) and `/Song` (STSong-Light, UTF-16), and the graphics states of [`opacity`](Self::opacity).
    pub drawing: String,
}

/// The fonts that appearances use; none of them is embedded.
pub(crate) struct Fonts {
    resources: String,
}

impl Fonts {
    /// Writes those that are used.
    pub(crate) fn add(update: &mut Update<'_>, annotations: &[Annotation]) -> Self {
        let uses = |name: &str| annotations.iter().any(|annotation| annotation.drawing.contains(name));
        let mut fonts = String::new();
        if uses("/Helv ") {
            let id = update.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
            fonts.push_str(&format!(" /Helv {}", id.reference()));
        }
        if uses("/Song ") {
            let descriptor = update.add(
                "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 \
                 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
            );
            let below = update.add(format!(
                "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) \
                 /Ordering (GB1) /Supplement 5 >> /FontDescriptor {} /DW 1000 /W [1 95 500 814 939 500] >>",
                descriptor.reference()
            ));
            let id = update.add(format!(
                "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H \
                 /DescendantFonts [{}] >>",
                below.reference()
            ));
            fonts.push_str(&format!(" /Song {}", id.reference()));
        }
        let states: String = (1..100)
            .filter(|percent| uses(&format!("/T{percent} ")))
            .map(|percent| format!(" /T{percent} << /ca {} >>", real(f64::from(percent) / 100.0, 2)))
            .collect();
        Self { resources: format!(" /Resources << /Font <<{fonts} >> /ExtGState <<{states} >> >>") }
    }
}

impl Annotation {
    /// The name of the graphics state that fills with this opacity, of a hundredth at least and less than 1: `/T25`.
    pub fn opacity(opacity: f64) -> String {
        format!("/T{}", (opacity * 100.0).round().clamp(1.0, 99.0))
    }

    pub(crate) fn write(&self, update: &mut Update<'_>, page: Id, geometry: &PageGeometry, fonts: &Fonts) -> Id {
        let to_user = geometry.page_to_user();
        let digits = decimals(geometry) + 2;
        // Drawn in page space: the matrix makes user space of it, and its box is the annotation's, so that nothing is
        // scaled (12.5.5, algorithm 8).
        let bounds = [self.bounds.x0(), self.bounds.y0(), self.bounds.x1(), self.bounds.y1()].map(|v| real(v, digits));
        let matrix = to_user.matrix().map(|v| real(v, 9));
        let appearance = update.add_stream(
            &format!(
                "/Type /XObject /Subtype /Form /BBox [{}] /Matrix [{}]{}",
                bounds.join(" "),
                matrix.join(" "),
                fonts.resources
            ),
            self.drawing.as_bytes(),
        );
        let subtype = match self.shape {
            Shape::Square => "/Square".to_owned(),
            Shape::Circle => "/Circle".to_owned(),
            Shape::Line(from, to) => {
                let (from, to) = (to_user.point(from), to_user.point(to));
                let ends = [from.x, from.y, to.x, to.y].map(|v| real(v, digits));
                format!("/Line /L [{}]", ends.join(" "))
            }
        };
        let color = self.color.map(|v| real(v, 3));
        update.add(format!(
            "<< /Type /Annot /Subtype {subtype} /Rect {} /P {} /F 4 /C [{}] /T {} /Contents {} /AP << /N {} >> >>",
            rectangle(to_user.rect(self.bounds), geometry),
            page.reference(),
            color.join(" "),
            text(&self.title),
            text(&self.contents),
            appearance.reference(),
        ))
    }
}
