//! The report: one HTML file that opens without a network, on the screen and on paper.

use signplace::Warning;
use signplace::geometry::{Page, PageGeometry, Rect};
use signplace::number::rounded;

use crate::mark::{Mark, is_of_the_page};
use crate::scene::Scene;
use crate::svg::{escaped, groups, number};
use crate::words::Language;

/// What a report is made of.
#[derive(Debug)]
pub struct Report<'a> {
    /// The document's name.
    pub file: &'a str,
    /// Its number of pages.
    pub page_count: u32,
    /// Every mark, in the order of its number.
    pub marks: &'a [Mark],
    /// The pages shown.
    pub scenes: &'a [Scene],
    /// A PNG of each of them, without what is drawn on it; none where no picture was made.
    pub pictures: &'a [Vec<u8>],
    /// What may not be as the caller thinks of all.
    pub warnings: &'a [Warning],
    /// Its language.
    pub language: Language,
}

impl Report<'_> {
    /// The file.
    pub fn html(&self) -> String {
        let say = |en, zh| self.language.say(en, zh);
        let title = format!("{} — {}", say("Where it is signed", "签署位置预览"), escaped(self.file));
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n<p>{} · {} · {}</p>\n</header>\n<main>\n",
            self.language.tag(),
            say("Where it is signed", "签署位置预览"),
            escaped(self.file),
            self.counted(self.page_count as usize, "page", "pages", "页"),
            self.counted(self.marks.len(), "placement", "placements", "处签署位置"),
        );
        self.warnings(&mut out);
        self.pages(&mut out);
        self.table(&mut out);
        out.push_str("</main>\n</body>\n</html>\n");
        out
    }

    fn counted(&self, count: usize, one: &str, several: &str, zh: &str) -> String {
        match (self.language, count) {
            (Language::Zh, _) => format!("{count} {zh}"),
            (_, 1) => format!("1 {one}"),
            _ => format!("{count} {several}"),
        }
    }

    fn warnings(&self, out: &mut String) {
        let of_marks = self.marks.iter().zip(1..).flat_map(|(mark, number)| {
            let of = move |warning| (!is_of_the_page(warning)).then_some((number, &*mark.id));
            mark.warnings.iter().map(move |warning| (of(warning), warning))
        });
        let mut lines: Vec<String> = Vec::new();
        for (mark, warning) in self.warnings.iter().map(|warning| (None, warning)).chain(of_marks) {
            let of = mark.map(|(number, id)| format!("<b>{number} {}</b> ", escaped(id))).unwrap_or_default();
            let name = match self.language.warning(warning.code) {
                "" => String::new(),
                name => format!("{name}："),
            };
            let line = format!("<li>{of}{name}{} <code>{}</code></li>\n", escaped(&warning.message), warning.code);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        if !lines.is_empty() {
            let heading = self.language.say("Warnings", "警告");
            out.push_str(&format!(
                "<section class=\"warnings\">\n<h2>{heading}</h2>\n<ul>\n{}</ul>\n</section>\n",
                lines.concat()
            ));
        }
    }

    fn pages(&self, out: &mut String) {
        out.push_str(&format!("<section class=\"pages\">\n<h2>{}</h2>\n", self.language.say("Pages", "页面")));
        for (i, scene) in self.scenes.iter().enumerate() {
            let (width, height) = (scene.geometry.width(), scene.geometry.height());
            let caption = match self.language {
                Language::En => format!("Page {}", scene.page),
                Language::Zh => format!("第 {} 页", scene.page),
            };
            let size = format!("{} × {} mm", mm(width, 1), mm(height, 1));
            let (w, h) = (number(width), number(height));
            let picture = self.pictures.get(i).map(|png| {
                format!("<image href=\"data:image/png;base64,{}\" width=\"{w}\" height=\"{h}\"/>\n", base64(png))
            });
            out.push_str(&format!(
                "<figure>\n<svg viewBox=\"0 0 {w} {h}\" role=\"img\" aria-label=\"{caption}\">\n\
                 <rect class=\"paper\" width=\"{w}\" height=\"{h}\"/>\n{}{}</svg>\n\
                 <figcaption>{caption} <small>{size}</small></figcaption>\n</figure>\n",
                picture.unwrap_or_default(),
                groups(scene),
            ));
        }
        out.push_str("</section>\n");
    }

    fn table(&self, out: &mut String) {
        let say = |en, zh| self.language.say(en, zh);
        out.push_str(&format!(
            "<section class=\"table\">\n<h2>{}</h2>\n<table>\n<thead>\n",
            say("Placements", "签署位置")
        ));
        out.push_str(&format!(
            "<tr><th rowspan=\"2\">#</th><th rowspan=\"2\">{}</th><th rowspan=\"2\">{}</th><th rowspan=\"2\">{}</th>\
             <th rowspan=\"2\">{}</th><th colspan=\"2\">{}</th><th colspan=\"2\">{}</th><th colspan=\"2\">{}</th>\
             <th colspan=\"2\">{}</th><th colspan=\"4\">{}</th></tr>\n",
            say("id", "标识"),
            say("kind", "类型"),
            say("signer", "签署方"),
            say("page", "页码"),
            say("pt, from lower left", "磅，左下角原点"),
            say("pt, from upper left", "磅，左上角原点"),
            say("size, pt", "尺寸（磅）"),
            say("mm, from lower left", "毫米，左下角原点"),
            say("fractions of the page", "页面比例"),
        ));
        out.push_str(&format!(
            "<tr><th>x</th><th>y</th><th>x</th><th>y</th><th>{w}</th><th>{h}</th><th>x</th><th>y</th><th>x</th><th>y</th>\
             <th>{w}</th><th>{h}</th></tr>\n</thead>\n<tbody>\n",
            w = say("w", "宽"),
            h = say("h", "高"),
        ));
        for (mark, i) in self.marks.iter().zip(1..) {
            let geometry = self.scenes.iter().find(|scene| scene.page == mark.page).map(|scene| &scene.geometry);
            let head = [escaped(&mark.id), self.language.kind(mark.kind).to_owned()];
            let signer = mark.signer.as_deref().map(escaped).unwrap_or_default();
            out.push_str(&format!("<tr><td>{i}</td>"));
            for cell in head.iter().chain([&signer, &mark.page.to_string()]) {
                out.push_str(&format!("<td>{cell}</td>"));
            }
            for cell in figures(&mark.bounds, geometry) {
                out.push_str(&format!("<td class=\"n\">{cell}</td>"));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n");
        out.push_str(&format!(
            "<p><small>{}</small></p>\n</section>\n",
            say(
                "All positions are on the page as displayed. From the lower left, y is up and (x, y) is the box's lower-left \
                 corner; from the upper left, y is down and (x, y) is its upper-left corner. 1 pt = 1/72 inch.",
                "所有位置均以页面显示后的方向为准。左下角原点：y 轴向上，(x, y) 为控件左下角；左上角原点：y 轴向下，(x, y) \
                 为控件左上角。1 磅 = 1/72 英寸。",
            )
        ));
    }
}

/// The cells of a box; those that need the page are empty where it is not shown.
fn figures(bounds: &Rect<Page>, geometry: Option<&PageGeometry>) -> Vec<String> {
    let pt = |value: f64| plain(value, 2);
    let top_left = geometry.map(|geometry| geometry.page_to_top_left().rect(*bounds));
    let normalized = geometry.map(|geometry| geometry.normalize(*bounds));
    let sides = |rect: [f64; 4], decimals| rect.map(|value| plain(value, decimals)).to_vec();
    let none = || vec![String::new(); 2];
    [
        vec![pt(bounds.x0()), pt(bounds.y0())],
        top_left.map_or_else(none, |rect| vec![pt(rect.x0()), pt(rect.y0())]),
        vec![pt(bounds.width()), pt(bounds.height())],
        vec![mm(bounds.x0(), 2), mm(bounds.y0(), 2)],
        normalized.map_or_else(
            || vec![String::new(); 4],
            |rect| sides([rect.x0(), rect.y0(), rect.width(), rect.height()], 5),
        ),
    ]
    .concat()
}

fn plain(value: f64, decimals: i32) -> String {
    let value = rounded(value, decimals);
    format!("{value:.*}", usize::try_from(decimals).unwrap_or(0))
}

fn mm(points: f64, decimals: i32) -> String {
    plain(points * 25.4 / 72.0, decimals)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|i| u32::from(chunk.get(i).copied().unwrap_or(0)));
        let bits = a << 16 | b << 8 | c;
        for i in 0..4u32 {
            let digit = DIGITS[(bits >> (18 - 6 * i) & 63) as usize];
            out.push(if i as usize <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

const STYLE: &str = "
:root { color-scheme: light dark; --ground: #fff; --ink: #1c1c1e; --faint: #6b6b70; --line: #d8d8dc; --amber: #fff4d6; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #1c1c1e; --ink: #f0f0f2; --faint: #a0a0a8; --line: #3a3a3e; --amber: #3d3214; }
}
body { margin: 0 auto; padding: 1.5rem; max-width: 90rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; width: 100%; }
header p { margin: .25rem 0 0; color: var(--faint); } small { color: var(--faint); }
.warnings { background: var(--amber); padding: .25rem 1rem .5rem; border-radius: .5rem; margin-top: 1rem; }
.warnings h2 { margin-top: .5rem; } .warnings ul { margin: 0; padding-left: 1.2rem; } code { color: var(--faint); }
.pages { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }
figure { margin: 0; width: 26rem; max-width: 100%; } figure svg { width: 100%; height: auto; display: block; border: 1px solid var(--line); }
.paper { fill: #fff; } figcaption { margin-top: .25rem; }
.table { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; } td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  :root { --ground: #fff; --ink: #000; --faint: #444; --line: #999; --amber: #fff4d6; }
  body { padding: 0; max-width: none; font-size: 10pt; } h2 { break-after: avoid; } .pages { display: block; }
  figure { display: inline-block; vertical-align: top; width: 80mm; margin: 0 4mm 4mm 0; break-inside: avoid; } .table { overflow: visible; break-before: page; }
  table { font-size: 7.5pt; } tr { break-inside: avoid; }
}
";

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
