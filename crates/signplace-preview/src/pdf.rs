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

/// White and a colour, mixed: opacity without a graphics state. What lies below is meant to be seen through little
/// anyway, so faint fills are left out.
const FAINT: f64 = 0.2;

fn path(out: &mut String, path: &Path) {
    let fill = path.fill.filter(|(_, opacity)| *opacity > FAINT);
    if fill.is_none() && path.stroke.is_none() {
        return;
    }
    out.push_str("q ");
    if let Some((fill, opacity)) = fill {
        let mixed = |part: u8| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
            let mixed = (255.0 + (f64::from(part) - 255.0) * opacity).round() as u8;
            mixed
        };
        out.push_str(&color(Color(mixed(fill.0), mixed(fill.1), mixed(fill.2)), "rg"));
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
    out.push_str(match (fill, path.stroke) {
        (Some(_), Some(_)) => "B Q\n",
        (Some(_), None) => "f Q\n",
        _ => "S Q\n",
    });
}

/// The text in Helvetica where it is ASCII, else in a Chinese font of the reader's; first its rim, then itself.
fn text(out: &mut String, text: &Text) {
    let (font, shown) = if text.text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        ("Helv", text.text.bytes().map(|byte| format!("{byte:02X}")).collect::<String>())
    } else {
        ("Song", text.text.encode_utf16().map(|unit| format!("{unit:04X}")).collect())
    };
    let modes: &[&str] = if text.rim { &["1 1 1 RG 2 w 1 j 1 Tr", "0 Tr"] } else { &["0 Tr"] };
    for mode in modes {
        out.push_str(&format!(
            "q {}BT /{font} {} Tf {mode} {} {} Td <{shown}> Tj ET Q\n",
            color(text.color, "rg"),
            number(text.size),
            number(text.origin.x),
            number(text.origin.y),
        ));
    }
}
