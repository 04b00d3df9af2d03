//! Scenes as annotations in a copy of the PDF: what stands in it stays to the byte, the boxes come behind.

use signplace::Error;
use signplace::geometry::{Page, Point};
use signplace_write::{Annotation, Original, Prepared, Shape};

use crate::scene::{Color, Group, Path, Primitive, Role, Scene, Step, Text};

/// A copy of the document with what the scenes show as annotations.
///
/// Fails where nothing can be added to the document: with `encryption_unsupported`, `change_forbidden` or `damaged`.
pub fn annotated(original: &Original, scenes: &[Scene]) -> Result<Prepared, Error> {
    let annotations: Vec<Annotation> =
        scenes.iter().flat_map(|scene| scene.groups.iter().filter_map(|group| annotation(scene.page, group))).collect();
    original.with_annotations(&annotations)
}

fn annotation(page: u32, group: &Group) -> Option<Annotation> {
    let mut drawing = String::new();
    for primitive in &group.primitives {
        match primitive {
            Primitive::Path(one) => path(&mut drawing, one),
            Primitive::Text(one) => text(&mut drawing, one),
        }
    }
    Some(Annotation {
        page,
        shape: match group.role {
            Role::Control { is_round: true } => Shape::Circle,
            Role::Offset(from, to) => Shape::Line(from, to),
            _ => Shape::Square,
        },
        bounds: group.bounds()?,
        contents: group.title.clone(),
        title: "signplace".to_owned(),
        color: group.color.fractions(),
        drawing,
    })
}

fn number(value: f64) -> String {
    crate::svg::number(value)
}

fn color(color: Color, operator: &str) -> String {
    let parts = color.fractions().map(number);
    format!("{} {operator} ", parts.join(" "))
}

fn path(out: &mut String, path: &Path) {
    if path.fill.is_none() && path.stroke.is_none() {
        return;
    }
    out.push_str("q ");
    if let Some((fill, opacity)) = path.fill {
        if opacity < 1.0 {
            out.push_str(&format!("{} gs ", Annotation::opacity(opacity)));
        }
        out.push_str(&color(fill, "rg"));
    }
    if let Some(stroke) = path.stroke {
        out.push_str(&color(stroke.color, "RG"));
        out.push_str(&format!("{} w ", number(stroke.width)));
        if let Some((dash, gap)) = stroke.dash {
            out.push_str(&format!("[{} {}] 0 d ", number(dash), number(gap)));
        }
    }
    let at = |point: Point<Page>| format!("{} {}", number(point.x), number(point.y));
    for step in &path.steps {
        match *step {
            Step::Move(to) => out.push_str(&format!("{} m ", at(to))),
            Step::Line(to) => out.push_str(&format!("{} l ", at(to))),
            Step::Curve(a, b, to) => out.push_str(&format!("{} {} {} c ", at(a), at(b), at(to))),
            Step::Close => out.push_str("h "),
        }
    }
    out.push_str(match (path.fill, path.stroke) {
        (Some(_), Some(_)) => "B Q\n",
        (Some(_), None) => "f Q\n",
        _ => "S Q\n",
    });
}

/// The text, first its rim, then itself: letters in Helvetica, others in a Chinese font of the reader's.
fn text(out: &mut String, text: &Text) {
    let modes: &[&str] = if text.rim { &["1 1 1 RG 2 w 1 j 1 Tr", "0 Tr"] } else { &["0 Tr"] };
    for mode in modes {
        out.push_str(&format!(
            "q {}BT {mode} {} {} Td ",
            color(text.color, "rg"),
            number(text.origin.x),
            number(text.origin.y),
        ));
        for (font, shown) in runs(&text.text) {
            out.push_str(&format!("/{font} {} Tf <{shown}> Tj ", number(text.size)));
        }
        out.push_str("ET Q\n");
    }
}

/// Parts of a text by their font, each in the codes of that font.
fn runs(text: &str) -> Vec<(&'static str, String)> {
    let mut runs: Vec<(&'static str, String)> = Vec::new();
    for c in text.chars() {
        let (font, code) = match latin(c) {
            Some(byte) => ("Helv", format!("{byte:02X}")),
            None => {
                let mut units = [0; 2];
                ("Song", c.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04X}")).collect())
            }
        };
        match runs.last_mut() {
            Some((last, codes)) if *last == font => codes.push_str(&code),
            _ => runs.push((font, code)),
        }
    }
    runs
}

/// The code of a character in WinAnsiEncoding.
fn latin(c: char) -> Option<u8> {
    match c {
        ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        '…' => Some(0x85),
        _ => None,
    }
}
