//! Seam seals, 骑缝章: one seal cut into columns, one column on each page's right edge (PLATFORMS.md §7).
//!
//! Of the n pages that take part, page i = 0..n−1 shows the seal's columns i·w/n to (i+1)·w/n, the first page the
//! leftmost, placed against that page's right edge, all at the same height. The pages may be those of several documents,
//! numbered through.
//!
//! ```
//! use signplace::geometry::{PageGeometry, Vector};
//! use signplace::platform::seam::{SeamPage, SeamPlan};
//!
//! // A 42 mm seal over three pages, 300 points above the lower edge of each.
//! let pages: Vec<_> = (1..=3).map(|page| SeamPage::new(0, page, PageGeometry::from_size(595.28, 841.89))).collect();
//! let plan = SeamPlan::new(&pages, Vector::new(119.055, 119.055), None, |_| 300.0)?;
//! assert_eq!(plan.slices.len(), 3);
//! assert_eq!(signplace::number::rounded(plan.slices[1].bounds.width(), 3), 39.685);
//! // The second page shows the middle third of the seal.
//! assert_eq!(signplace::number::rounded(plan.slices[1].seal.x0(), 4), 0.3333);
//!
//! let alone = SeamPlan::new(&pages[..1], Vector::new(119.055, 119.055), None, |_| 300.0);
//! assert_eq!(alone.unwrap_err().code(), "invalid_value");
//! # Ok::<(), signplace::Error>(())
//! ```

use serde::Serialize;

use super::Language;
use crate::error::{Error, ErrorCode};
use crate::geometry::{Normalized, Page, PageGeometry, Point, Rect, Vector};
use crate::number::rounded;
use crate::place::seam::THINNEST;

/// Page sizes that differ by less are the same paper, in points.
const SAME_PAPER: f64 = 0.5;

/// A page that takes part in a seam.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeamPage {
    /// Which document, as the caller numbers them.
    pub document: usize,
    /// Page number, from 1.
    pub page: u32,
    /// Its geometry.
    pub geometry: PageGeometry,
}

impl SeamPage {
    /// A page, from 1, of the document that the caller knows by this number.
    pub fn new(document: usize, page: u32, geometry: PageGeometry) -> Self {
        Self { document, page, geometry }
    }
}

/// What each page of a seam shows, in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SeamPlan {
    /// One slice a page.
    pub slices: Vec<SeamSlice>,
    /// Seals that the pages are shared among; 1 unless the caller limits the pages of one.
    pub seals: u32,
}

/// What one page shows of a seam seal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SeamSlice {
    /// Which document, as the caller numbers them.
    pub document: usize,
    /// Page number, from 1.
    pub page: u32,
    /// Which of the seals, from 1.
    pub seal_number: u32,
    /// Which slice of that seal, from 1.
    pub index: u32,
    /// The slice on the page, in points on the displayed page from its lower-left corner.
    #[serde(rename = "box")]
    pub bounds: Rect<Page>,
    /// What the slice shows of the seal, as fractions of it from its lower-left corner.
    pub seal: Rect<Normalized>,
}

impl SeamPlan {
    /// The slices of a seal of this size, in points, over these pages. `bottom` gives the height of the seal's lower edge
    /// above a page's lower edge, in points.
    ///
    /// With `max_pages_per_seal`, n pages are shared as evenly as possible among as few seals as keep to it; but no seal
    /// is left with a single page, so that it may be exceeded where it is smaller than 3.
    ///
    /// Fails with `invalid_value` for fewer than two pages, and for a size that is not positive.
    pub fn new(
        pages: &[SeamPage],
        size: Vector<Page>,
        max_pages_per_seal: Option<u32>,
        bottom: impl Fn(&PageGeometry) -> f64,
    ) -> Result<Self, Error> {
        if pages.len() < 2 {
            return Err(Error::new(
                ErrorCode::InvalidValue,
                format!("A seam seal needs at least two pages, and {} would take part.", pages.len()),
            )
            .with_hint("Place a whole seal on the page instead."));
        }
        if !size.is_finite() || size.x <= 0.0 || size.y <= 0.0 {
            return Err(Error::new(
                ErrorCode::InvalidValue,
                format!("{} × {} is not the size of a seal.", size.x, size.y),
            ));
        }
        let groups = shares(pages.len(), max_pages_per_seal);
        let seals = u32::try_from(groups.len()).unwrap_or(u32::MAX);
        let mut rest = pages;
        let mut slices = Vec::with_capacity(pages.len());
        for (seal_number, count) in (1..).zip(groups) {
            let (group, after) = rest.split_at(count.min(rest.len()));
            rest = after;
            for (i, page) in group.iter().enumerate() {
                slices.push(slice(page, seal_number, i, count, size, bottom(&page.geometry)));
            }
        }
        Ok(Self { slices, seals })
    }

    /// Width of the thinnest slice, in points.
    pub fn thinnest(&self) -> f64 {
        self.slices.iter().map(|slice| slice.bounds.width()).fold(f64::INFINITY, f64::min)
    }

    /// Whether a slice is thinner than 2 mm.
    pub fn is_thin(&self) -> bool {
        self.thinnest() < THINNEST
    }

    /// A sentence about slices thinner than 2 mm, with the number of pages over which they would be thick enough; `None`
    /// when they are.
    pub(crate) fn thin(&self, seal_width: f64, language: Language) -> Option<String> {
        if !self.is_thin() {
            return None;
        }
        let millimetres = rounded(self.thinnest() * 25.4 / 72.0, 2);
        let most = (seal_width / THINNEST).floor();
        let (advice, advice_zh) = if most >= 2.0 {
            (
                format!("; up to {most} pages it would be thick enough: set max_pages_per_seal"),
                format!("；不超过 {most} 页时不会过薄，可设置 max_pages_per_seal 分组"),
            )
        } else {
            (String::new(), String::new())
        };
        Some(language.say(
            format!("A slice of the seam seal is {millimetres} mm wide, thinner than 2 mm{advice}."),
            format!("骑缝章每页只有 {millimetres} mm 宽，不足 2 mm{advice_zh}。"),
        ))
    }
}

/// The widest seal that keeps every slice at 2 mm shows on so many pages.
pub fn most_pages(seal_width: f64) -> u32 {
    let most = (seal_width / THINNEST).floor();
    if most.is_finite() && most >= 2.0 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 2, and saturating")]
        return most as u32;
    }
    2
}

/// A sentence about pages that differ in size or rotation; `None` when they do not.
pub(crate) fn mixed(pages: &[SeamPage], language: Language) -> Option<String> {
    let (first, others) = pages.split_first()?;
    let model = &first.geometry;
    let differs = |page: &&SeamPage| {
        (page.geometry.width() - model.width()).abs() > SAME_PAPER
            || (page.geometry.height() - model.height()).abs() > SAME_PAPER
            || page.geometry.rotation() != model.rotation()
    };
    let count = others.iter().filter(differs).count();
    let one = others.iter().find(differs)?;
    let size = |page: &PageGeometry| format!("{} × {} pt", rounded(page.width(), 2), rounded(page.height(), 2));
    let (is, other) = (size(model), size(&one.geometry));
    Some(language.say(
        format!(
            "The pages of the seam differ in size or rotation: page {} is {is}, page {} is {other} (turned by {}), and \
             {} of {} differ from the first; the slices may not meet.",
            first.page,
            one.page,
            one.geometry.rotation().degrees(),
            count,
            pages.len(),
        ),
        format!(
            "骑缝章各页的尺寸或旋转不同：第 {} 页为 {is}，第 {} 页为 {other}（旋转 {}°），共 {count} 页与首页不同，各页切片可能对不齐。",
            first.page,
            one.page,
            one.geometry.rotation().degrees(),
        ),
    ))
}

/// How many pages each seal gets.
fn shares(pages: usize, most: Option<u32>) -> Vec<usize> {
    let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(pages).max(2);
    let seals = pages.div_ceil(most).min(pages / 2).max(1);
    (0..seals).map(|i| pages * (i + 1) / seals - pages * i / seals).collect()
}

fn slice(page: &SeamPage, seal_number: u32, i: usize, count: usize, size: Vector<Page>, bottom: f64) -> SeamSlice {
    #[expect(clippy::cast_precision_loss, reason = "counts of pages")]
    let (i_f, count_f) = (i as f64, count as f64);
    let right = page.geometry.width();
    let width = size.x / count_f;
    SeamSlice {
        document: page.document,
        page: page.page,
        seal_number,
        index: u32::try_from(i + 1).unwrap_or(u32::MAX),
        bounds: Rect::from_corners(Point::new(right - width, bottom), Point::new(right, bottom + size.y)),
        seal: Rect::from_corners(Point::new(i_f / count_f, 0.0), Point::new((i_f + 1.0) / count_f, 1.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 42 mm.
    const SEAL: Vector<Page> = Vector::new(42.0 * 72.0 / 25.4, 42.0 * 72.0 / 25.4);

    fn pages(count: u32) -> Vec<SeamPage> {
        (1..=count).map(|page| SeamPage::new(0, page, PageGeometry::from_size(595.28, 841.89))).collect()
    }

    fn plan(count: u32, most: Option<u32>) -> SeamPlan {
        SeamPlan::new(&pages(count), SEAL, most, |_| 300.0).unwrap()
    }

    #[test]
    fn the_slices_lie_against_the_right_edge_and_make_up_the_seal() {
        let plan = plan(4, None);
        assert_eq!(plan.seals, 1);
        let mut shown = 0.0;
        for (slice, page) in plan.slices.iter().zip(1..) {
            assert_eq!((slice.page, slice.index), (page, page));
            assert!((slice.bounds.x1() - 595.28).abs() < 1e-9 && slice.bounds.y0() == 300.0, "{slice:?}");
            assert!((slice.bounds.width() - SEAL.x / 4.0).abs() < 1e-9, "{slice:?}");
            assert!((slice.seal.x0() - shown).abs() < 1e-12, "page {page} goes on where the last one ended");
            shown = slice.seal.x1();
        }
        assert_eq!(shown, 1.0, "the last page shows the end of the seal");
    }

    #[test]
    fn a_42_mm_seal_is_thick_enough_over_21_pages_and_not_over_22() {
        assert!(!plan(21, None).is_thin());
        assert_eq!(plan(21, None).thin(SEAL.x, Language::En), None);
        let said = plan(22, None).thin(SEAL.x, Language::En).unwrap();
        assert!(said.contains("1.91 mm") && said.contains("21 pages"), "{said}");
        assert_eq!(most_pages(SEAL.x), 21);
    }

    #[test]
    fn long_documents_are_shared_evenly_and_no_page_is_left_alone() {
        let counts = |count, most| {
            let plan = plan(count, Some(most));
            (1..=plan.seals).map(|n| plan.slices.iter().filter(|s| s.seal_number == n).count()).collect::<Vec<_>>()
        };
        assert_eq!(counts(42, 21), [21, 21]);
        assert_eq!(counts(22, 21), [11, 11]);
        assert_eq!(counts(21, 21), [21]);
        assert_eq!(counts(3, 2), [3], "a page of its own would be no seam");
        assert_eq!(counts(5, 2), [2, 3]);
        assert_eq!(counts(7, 0), [2, 2, 3], "a limit under two is two");
        assert!(!plan(200, Some(21)).is_thin());
    }

    #[test]
    fn pages_that_differ_are_told_and_equal_ones_are_not() {
        let mut all = pages(3);
        assert_eq!(mixed(&all, Language::En), None);
        all[2].geometry = PageGeometry::from_size(841.89, 595.28);
        let said = mixed(&all, Language::En).unwrap();
        assert!(said.contains("page 3 is 841.89 × 595.28 pt"), "{said}");
    }

    #[test]
    fn fewer_than_two_pages_and_sizes_that_are_none_are_refused() {
        for (count, size) in [(0, SEAL), (1, SEAL), (2, Vector::new(0.0, 10.0)), (2, Vector::new(f64::NAN, 10.0))] {
            let error = SeamPlan::new(&pages(count), size, None, |_| 0.0).unwrap_err();
            assert_eq!(error.code(), "invalid_value", "{count} pages, {size:?}: {error}");
        }
    }
}
