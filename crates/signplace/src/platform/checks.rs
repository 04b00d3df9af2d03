//! Checks that every platform deserves, of boxes once it is known where they land.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::json::Pointer;
use super::near::near;
use super::{Finding, FindingCode, Language, PlacementEntry, Report, Severity, Source};
use crate::geometry::{Normalized, Page, Rect};
use crate::number::rounded;
use crate::place::checks::{Side, hidden_text, overhang, overlapping, turned};
use crate::place::suggest::shortened;
use crate::warning::WarningCode;

/// Names of texts or boxes that one message gives.
const NAMED: usize = 3;

/// One control where it lands on one page.
#[derive(Debug, Clone)]
pub(crate) struct Landed {
    /// The control in the request.
    pub(crate) path: Pointer,
    /// The controls that it becomes in the answer.
    pub(crate) out: Vec<Pointer>,
    /// Index of its file among the facts.
    pub(crate) file: usize,
    /// The contract that it belongs to: what lands in different contracts does not overlap.
    pub(crate) contract: usize,
    /// Who signs there, among those of the contract; `None` for what nobody signs.
    pub(crate) signer: Option<usize>,
    /// The page, from 1.
    pub(crate) page: u32,
    /// Of a keyword its occurrence, of a seam its slice, from 1.
    pub(crate) index: Option<u32>,
    pub(crate) source: Source,
    pub(crate) bounds: Rect<Page>,
    /// Degrees clockwise about the centre, where that changes what is covered.
    pub(crate) rotation: Option<f64>,
    /// The keyword or field that it is placed by.
    pub(crate) anchor: Option<Rect<Page>>,
    /// Of a seam seal, what the slice shows of it.
    pub(crate) slice: Option<Rect<Normalized>>,
}

impl Landed {
    /// A control without keyword, seam, or rotation.
    pub(crate) fn absolute(path: &Pointer, file: usize, contract: usize, page: u32, bounds: Rect<Page>) -> Self {
        Self {
            path: path.clone(),
            out: Vec::new(),
            file,
            contract,
            signer: None,
            page,
            index: None,
            source: Source::Absolute,
            bounds,
            rotation: None,
            anchor: None,
            slice: None,
        }
    }

    /// What it covers of its page.
    fn covered(&self) -> Rect<Page> {
        turned(self.bounds, self.rotation)
    }

    /// How the report shows it.
    fn entry(&self, facts: &Facts<'_>, language: Language) -> PlacementEntry {
        let geometry = facts.geometry(self.page);
        let near =
            (self.source == Source::Absolute).then(|| near(&self.bounds, facts.words(self.page), geometry, language));
        PlacementEntry {
            path: self.path.to_string(),
            out: self.out.iter().map(Pointer::to_string).collect(),
            file: facts.file.id.clone(),
            page: self.page,
            index: self.index,
            source: self.source,
            bounds: self.bounds,
            normalized: geometry.normalize(self.bounds),
            slice: self.slice,
            near,
        }
    }
}

/// The pages of each file on which something lands.
pub(crate) fn pages_of(landed: &[Landed], files: usize) -> Vec<BTreeSet<u32>> {
    let mut pages = vec![BTreeSet::new(); files];
    for one in landed {
        if let Some(pages) = pages.get_mut(one.file) {
            pages.insert(one.page);
        }
    }
    pages
}

/// The platform's own codes for what is found here.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Codes {
    /// Of a box off the page.
    pub(crate) off_page: Option<&'static str>,
}

/// Puts what landed into the report, with the findings `off_page`, `overlap`, `covers_text`, and those of the pages.
pub(crate) fn run(report: &mut Report, landed: &[Landed], facts: &[Facts<'_>], language: Language, codes: Codes) {
    let mut told = BTreeSet::new();
    for one in landed {
        let Some(file) = facts.get(one.file) else { continue };
        report.placements.push(one.entry(file, language));
        if told.insert((one.file, one.page)) {
            about_page(report, one, file, language);
        }
        off_page(report, one, file, language, codes);
        covers_text(report, one, file, language);
    }
    overlaps(report, landed, language);
}

/// What may surprise on a turned or cropped page, said where the first control lands on it.
fn about_page(report: &mut Report, one: &Landed, file: &Facts<'_>, language: Language) {
    let page = one.page;
    for warning in file.geometry(page).warnings(page) {
        let zh = match warning.code {
            WarningCode::RotatedPage => format!("第 {page} 页是旋转显示的，坐标按显示后的页面计算。"),
            WarningCode::CropOffset => format!("第 {page} 页的显示区域不从原点开始，坐标按显示后的页面计算。"),
            // Said by the platform, together with what it does about it.
            _ => continue,
        };
        let mut finding = Finding::from_warning(&warning, &one.path).of(page);
        finding.message = language.say(warning.message.clone(), zh);
        report.push(finding);
    }
}

fn off_page(report: &mut Report, one: &Landed, file: &Facts<'_>, language: Language, codes: Codes) {
    let paper = file.geometry(one.page).page_rect();
    let covered = one.covered();
    let over = overhang(&covered, &paper);
    if over.is_empty() {
        return;
    }
    let wholly = covered.shared_area(&paper) <= 0.0;
    let en: Vec<_> = over
        .iter()
        .map(|(by, side)| {
            let side = match side {
                Side::Left => "on the left",
                Side::Right => "on the right",
                Side::Bottom => "at the bottom",
                Side::Top => "at the top",
            };
            format!("by {} pt {side}", rounded(*by, 2))
        })
        .collect();
    let zh: Vec<_> = over
        .iter()
        .map(|(by, side)| {
            let side = match side {
                Side::Left => "左",
                Side::Right => "右",
                Side::Bottom => "下",
                Side::Top => "上",
            };
            format!("{side}边超出 {} pt", rounded(*by, 2))
        })
        .collect();
    let (lies, wholly_zh) = if wholly { ("lies wholly off", "完全在") } else { ("hangs off", "部分在") };
    let size = format!("{} × {} pt", rounded(paper.width(), 2), rounded(paper.height(), 2));
    let message = language.say(
        format!("The control {lies} page {} ({size}), {}.", one.page, en.join(", ")),
        format!("控件{wholly_zh}第 {} 页（{size}）之外：{}。", one.page, zh.join("，")),
    );
    let mut finding = Finding::error(FindingCode::OffPage, &one.path, message).of(said(&one.bounds));
    if wholly {
        finding = finding.known_as(codes.off_page);
    } else {
        finding.severity = Severity::Warning;
    }
    report.push(finding);
}

fn covers_text(report: &mut Report, one: &Landed, file: &Facts<'_>, language: Language) {
    // A seam seal lies over the edge of the text wherever there is text.
    if one.source == Source::Seam {
        return;
    }
    let anchor = one.anchor.unwrap_or_else(|| Rect::from_corners(one.bounds.center(), one.bounds.center()));
    let hidden = hidden_text(&one.covered(), &anchor, file.words(one.page));
    if hidden.is_empty() {
        return;
    }
    let names: Vec<_> = hidden.iter().take(NAMED).map(|text| format!("“{}”", shortened(text))).collect();
    let more = hidden.len().saturating_sub(NAMED);
    let (and_en, and_zh) = match more {
        0 => (String::new(), String::new()),
        n => (format!(" and {n} more"), format!("等 {} 处", n + names.len())),
    };
    let message = language.say(
        format!("The control covers text on page {}: {}{and_en}.", one.page, names.join(", ")),
        format!("控件盖住了第 {} 页的文字：{}{and_zh}。", one.page, names.join("、")),
    );
    report.push(Finding::warning(FindingCode::CoversText, &one.path, message).of(names.join(", ")));
}

/// Boxes, each with its number.
type Boxes = Vec<(Rect<Page>, usize)>;

/// Boxes of two signers of one contract that share more than 1 pt².
fn overlaps(report: &mut Report, landed: &[Landed], language: Language) {
    // By contract, file and page.
    let mut pages: BTreeMap<(usize, usize, u32), Boxes> = BTreeMap::new();
    for (i, one) in landed.iter().enumerate().filter(|(_, one)| one.signer.is_some()) {
        pages.entry((one.contract, one.file, one.page)).or_default().push((one.covered(), i));
    }
    let mut all = BTreeMap::new();
    for boxes in pages.into_values() {
        all.extend(overlapping(boxes, |i, j| landed[i].signer != landed[j].signer));
    }
    for (i, with) in all {
        let one = &landed[i];
        let names: Vec<_> = with.iter().take(NAMED).map(|&j| landed[j].path.to_string()).collect();
        let more = with.len().saturating_sub(NAMED);
        let (and_en, and_zh) = match more {
            0 => (String::new(), String::new()),
            n => (format!(" and {n} more"), format!("等 {} 个", n + names.len())),
        };
        let message = language.say(
            format!("The control overlaps another signer's on page {}: {}{and_en}.", one.page, names.join(", ")),
            format!("控件与另一签署方的控件在第 {} 页重叠：{}{and_zh}。", one.page, names.join("、")),
        );
        report.push(Finding::warning(FindingCode::Overlap, &one.path, message).of(names.join(", ")));
    }
}

/// A box as a value of a finding.
pub(crate) fn said(bounds: &Rect<Page>) -> String {
    let [x, y, width, height] =
        [bounds.x0(), bounds.y0(), bounds.width(), bounds.height()].map(|value| rounded(value, 2));
    format!("x {x}, y {y}, {width} × {height}")
}
