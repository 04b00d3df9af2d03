//! Every combination of rotation, CropBox, origin, UserUnit and inheritance: keyword boxes, form-field rectangles and
//! page sizes stand where PLATFORMS.md §0 says, within 0.01 pt.

use proptest::prelude::{Just, Strategy, prop_assert, prop_oneof, proptest};
use signplace::{MatchMode, PageRanges};
use signplace_tests::look::{finds_exactly, found, opened, spot};
use signplace_tests::{Face, Kind, Line, Paper, Pdf, Sheet, Spot, Widgets};

const TOLERANCE: f64 = 0.01;

/// What a page is made with, and how it is called when a test fails.
#[derive(Debug, Clone, Copy)]
struct Case {
    rotate: i64,
    cropped: bool,
    offset: bool,
    unit: f64,
    inherited: bool,
}

impl Case {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for rotate in [0, 90, 180, 270, -90, 450] {
            for cropped in [false, true] {
                for offset in [false, true] {
                    for unit in [1.0, 2.0] {
                        for inherited in [false, true] {
                            all.push(Self { rotate, cropped, offset, unit, inherited });
                        }
                    }
                }
            }
        }
        all
    }

    /// The lower-left corner of the MediaBox.
    fn origin(&self) -> (f64, f64) {
        if self.offset { (-120.5, 36.25) } else { (0.0, 0.0) }
    }

    fn paper(&self) -> Paper {
        let (x, y) = self.origin();
        let mut paper = Paper::with_media_box([x, y, x + 600.0, y + 800.0]).turned(self.rotate).in_units_of(self.unit);
        if self.cropped {
            // Beyond the MediaBox on the right: only the intersection is displayed.
            paper = paper.cropped_to([x + 40.0, y + 70.0, x + 650.0, y + 780.0]);
        }
        if self.inherited { paper.inheriting() } else { paper }
    }

    /// A line whose first origin stands 100 right of and 500 above the MediaBox's corner.
    fn line(&self, face: Face) -> Line {
        let (x, y) = self.origin();
        let (before, keyword) =
            if face == Face::Sans { ("Signed: ", "Party A") } else { ("签署：", "甲方（盖章）") };
        Line::of(format!("{before}{keyword}__")).in_face(face).at(x + 100.0, y + 500.0).expecting(keyword)
    }
}

/// The displayed box of a rectangle that is given from the MediaBox's corner, worked out by hand for this file's pages:
/// the crop cuts 40 left, 70 below, 20 above and nothing on the right.
fn by_hand(case: &Case, [x0, y0, x1, y1]: [f64; 4]) -> (Spot, (f64, f64)) {
    let (left, below, w, h) = if case.cropped { (40.0, 70.0, 560.0, 710.0) } else { (0.0, 0.0, 600.0, 800.0) };
    let (x0, x1, y0, y1) = (x0 - left, x1 - left, y0 - below, y1 - below);
    let (sides, size) = match case.rotate {
        90 | 450 => ([y0, w - x1, y1, w - x0], (h, w)),
        180 => ([w - x1, h - y1, w - x0, h - y0], (w, h)),
        270 | -90 => ([h - y1, x0, h - y0, x1], (h, w)),
        _ => ([x0, y0, x1, y1], (w, h)),
    };
    (Spot::from(sides.map(|v| v * case.unit)), (size.0 * case.unit, size.1 * case.unit))
}

#[test]
fn a_keyword_is_found_at_its_place_on_every_page() {
    for case in Case::all() {
        for face in [Face::Song, Face::Sans, Face::Mapped] {
            let made = Pdf::of([Sheet::on(case.paper()).with(case.line(face))]).made();
            // The keyword begins after 「签署：」, three ems of 12, and is six ems wide.
            if face != Face::Sans {
                let (expected, _) = by_hand(&case, [136.0, 497.6, 208.0, 509.6]);
                assert!(made.expected[0].spot.is_within(1e-9, &expected), "the fixture itself is wrong for {case:?}");
            }
            finds_exactly(&format!("{case:?} in {face:?}"), &made, TOLERANCE);
        }
    }
}

#[test]
fn a_standard_font_without_metrics_is_found_at_its_place_on_every_page() {
    for case in Case::all() {
        let (x, y) = case.origin();
        let line = Line::of("Signed by Party A today").in_face(Face::Helvetica).at(x + 100.0, y + 500.0);
        let made = Pdf::of([Sheet::on(case.paper()).with(line.expecting("Party A"))]).made();
        let findings = found(&made.bytes, MatchMode::Exact, &["Party A"]);
        assert_eq!(findings.matches.len(), 1, "{case:?}");

        // "Signed by " is 667+222+556+556+556+556+278+556+500+278 wide, "Party A" 667+556+333+278+500+278+667.
        let (from, to) = (100.0 + 4.725 * 12.0, 100.0 + 4.725 * 12.0 + 3.279 * 12.0);
        // Helvetica's own ascent and descent decide the height; a letter's body is between these.
        let (body, _) = by_hand(&case, [from, 498.5, to, 508.0]);
        let (around, _) = by_hand(&case, [from, 496.0, to, 513.0]);
        let got = spot(&findings.matches[0].bounds);
        let turned = matches!(case.rotate.rem_euclid(180), 90);
        let (got_along, along) =
            if turned { ([got.y0, got.y1], [body.y0, body.y1]) } else { ([got.x0, got.x1], [body.x0, body.x1]) };
        for (got, expected) in got_along.iter().zip(along) {
            assert!((got - expected).abs() <= TOLERANCE, "{case:?}: {got_along:?}, expected {along:?}");
        }
        let contains = |outer: &Spot, inner: &Spot| {
            outer.x0 <= inner.x0 + TOLERANCE
                && outer.y0 <= inner.y0 + TOLERANCE
                && inner.x1 <= outer.x1 + TOLERANCE
                && inner.y1 <= outer.y1 + TOLERANCE
        };
        assert!(contains(&got, &body), "{case:?}: {got} does not cover the letters, {body}");
        assert!(contains(&around, &got), "{case:?}: {got} is higher than the line, {around}");
    }
}

#[test]
fn a_form_field_stands_at_its_place_on_every_page() {
    for case in Case::all() {
        let (x, y) = case.origin();
        let widgets = Widgets::of("seal", Kind::Signature).at(1, [x + 300.25, y + 100.5, x + 420.25, y + 160.5]);
        let made = Pdf::of([Sheet::on(case.paper())]).field(widgets).made();
        let fields = opened(&made.bytes).fields().unwrap_or_else(|e| panic!("{case:?}: {}: {e}", e.code()));
        assert_eq!(fields.fields.len(), 1, "{case:?}");
        let (expected, _) = by_hand(&case, [300.25, 100.5, 420.25, 160.5]);
        let got = spot(&fields.fields[0].bounds);
        assert!(got.is_within(TOLERANCE, &expected), "{case:?}: the field is at {got}, expected {expected}");
    }
}

#[test]
fn page_sizes_and_normalized_boxes_follow() {
    for case in Case::all() {
        let made = Pdf::of([Sheet::on(case.paper()).with(case.line(Face::Song))]).made();
        let document = opened(&made.bytes);
        let (expected, (width, height)) = by_hand(&case, [136.0, 497.6, 208.0, 509.6]);

        let pages = document.pages(&PageRanges::all()).unwrap_or_else(|e| panic!("{case:?}: {}: {e}", e.code()));
        let geometry = &pages.pages[0].geometry;
        let got = (geometry.width(), geometry.height());
        assert!((got.0 - width).abs() <= TOLERANCE && (got.1 - height).abs() <= TOLERANCE, "{case:?}: size {got:?}");
        assert_eq!(i64::from(geometry.rotation().degrees()), case.rotate.rem_euclid(360), "{case:?}");

        let findings = found(&made.bytes, MatchMode::Exact, &["甲方（盖章）"]);
        let normalized = &findings.matches[0].normalized;
        let got = [normalized.x0(), normalized.y0(), normalized.x1(), normalized.y1()];
        let expected = [expected.x0 / width, expected.y0 / height, expected.x1 / width, expected.y1 / height];
        for (got, expected) in got.iter().zip(expected) {
            assert!((got - expected).abs() < 1e-4, "{case:?}: normalized {got}, expected {expected}");
        }
        let size = findings.matches[0].font_size;
        assert!((size - 12.0 * case.unit).abs() < TOLERANCE, "{case:?}: font size {size}");
    }
}

#[test]
fn a_quad_reads_from_lower_left_round_to_upper_left_as_the_text_reads() {
    // On a page turned by 90 the text reads downwards: its lower-left corner is the box's upper-left one.
    let made =
        Pdf::of([Sheet::on(Paper::a4().turned(90)).with(Line::of("甲方").at(100.0, 700.0).expecting("甲方"))]).made();
    let findings = found(&made.bytes, MatchMode::Exact, &["甲方"]);
    let corners = findings.matches[0].quads[0].corners;
    let expected = [(697.6, 495.28), (697.6, 471.28), (709.6, 471.28), (709.6, 495.28)];
    for (corner, (x, y)) in corners.iter().zip(expected) {
        assert!((corner.x - x).abs() <= TOLERANCE && (corner.y - y).abs() <= TOLERANCE, "{corners:?} for {expected:?}");
    }
}

fn any_paper() -> impl Strategy<Value = Paper> {
    let boxes = (-500.0..500.0f64, -500.0..500.0f64, 400.0..2000.0f64, 400.0..2000.0f64);
    let crop = prop_oneof![Just(None), (0.0..150.0f64, 0.0..150.0f64, -50.0..150.0f64, -50.0..150.0f64).prop_map(Some)];
    (boxes, crop, -8..8i64, 0.5..4.0f64, proptest::bool::ANY).prop_map(
        |((x, y, w, h), crop, turns, unit, inherited)| {
            let mut paper = Paper::with_media_box([x, y, x + w, y + h]).turned(turns * 90).in_units_of(unit);
            if let Some((l, b, r, t)) = crop {
                paper = paper.cropped_to([x + l, y + b, x + w - r, y + h - t]);
            }
            if inherited { paper.inheriting() } else { paper }
        },
    )
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_keyword_is_found_at_its_place_on_any_page(paper in any_paper(), along in 0.1..0.5f64, up in 0.2..0.7f64) {
        let visible = paper.visible();
        let (x, y) = (visible.x0 + along * visible.width(), visible.y0 + up * visible.height());
        let made = Pdf::of([Sheet::on(paper).with(Line::of("乙方（盖章）").sized(9.0).at(x, y).expecting("乙方（盖章）"))]).made();
        let findings = found(&made.bytes, MatchMode::Exact, &["乙方（盖章）"]);
        prop_assert!(findings.matches.len() == 1, "{paper:?}: {} matches", findings.matches.len());
        let got = spot(&findings.matches[0].bounds);
        let expected = made.expected[0].spot;
        prop_assert!(got.is_within(TOLERANCE, &expected), "{paper:?}: {got}, expected {expected}");
    }
}
