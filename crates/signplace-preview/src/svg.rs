//! Scenes as SVG: transparent, in points, to be laid over a page that somebody else renders.

use signplace::geometry::{Page, PageGeometry, Point};

use crate::scene::{Path, Primitive, Role, Scene, Step, Text};

/// Decimals of a coordinate.
const DECIMALS: usize = 3;

/// A scene as an SVG document. Its viewBox is the displayed page in points, from its upper-left corner.
pub fn svg(scene: &Scene) -> String {
    let (width, height) = (number(scene.geometry.width()), number(scene.geometry.height()));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\">\n{}</svg>\n",
        groups(scene)
    )
}

/// What is within the document.
pub(crate) fn groups(scene: &Scene) -> String {
    let mut out = String::new();
    for group in &scene.groups {
        let role = match group.role {
            Role::Anchor => "anchor",
            Role::Offset(..) => "offset",
            Role::Control { .. } => "control",
        };
        out.push_str(&format!(
            "<g class=\"{role}\" data-id=\"{}\" data-number=\"{}\">",
            escaped(&group.id),
            group.number
        ));
        out.push_str(&format!("<title>{}</title>\n", escaped(&group.title)));
        for primitive in &group.primitives {
            match primitive {
                Primitive::Path(one) => path(&mut out, one, &scene.geometry),
                Primitive::Text(one) => text(&mut out, one, &scene.geometry),
            }
        }
        out.push_str("</g>\n");
    }
    out
}

fn path(out: &mut String, path: &Path, geometry: &PageGeometry) {
    let at = |point: Point<Page>| {
        let shown = geometry.page_to_top_left().point(point);
        format!("{} {}", number(shown.x), number(shown.y))
    };
    out.push_str("<path d=\"");
    for step in &path.steps {
        match *step {
            Step::Move(to) => out.push_str(&format!("M{}", at(to))),
            Step::Line(to) => out.push_str(&format!("L{}", at(to))),
            Step::Curve(a, b, to) => out.push_str(&format!("C{} {} {}", at(a), at(b), at(to))),
            Step::Close => out.push('Z'),
        }
    }
    out.push('"');
    match path.fill {
        Some((color, opacity)) => {
            out.push_str(&format!(" fill=\"{}\" fill-opacity=\"{}\"", color.css(), number(opacity)));
        }
        None => out.push_str(" fill=\"none\""),
    }
    if let Some(stroke) = path.stroke {
        out.push_str(&format!(" stroke=\"{}\" stroke-width=\"{}\"", stroke.color.css(), number(stroke.width)));
        if let Some((dash, gap)) = stroke.dash {
            out.push_str(&format!(" stroke-dasharray=\"{} {}\"", number(dash), number(gap)));
        }
    }
    out.push_str("/>\n");
}

fn text(out: &mut String, text: &Text, geometry: &PageGeometry) {
    let at = geometry.page_to_top_left().point(text.origin);
    let rim = if text.rim {
        " stroke=\"#ffffff\" stroke-width=\"2\" stroke-linejoin=\"round\" paint-order=\"stroke\""
    } else {
        ""
    };
    out.push_str(&format!(
        "<text x=\"{}\" y=\"{}\" font-size=\"{}\" font-family=\"Helvetica, Arial, 'Noto Sans CJK SC', 'PingFang SC', \
         'Microsoft YaHei', sans-serif\" fill=\"{}\"{rim}>{}</text>\n",
        number(at.x),
        number(at.y),
        number(text.size),
        text.color.css(),
        escaped(&text.text)
    ));
}

/// A number without an exponent or needless zeros.
pub(crate) fn number(value: f64) -> String {
    let written = format!("{value:.DECIMALS$}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// Text in XML and HTML; characters that XML does not have become U+FFFD.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
