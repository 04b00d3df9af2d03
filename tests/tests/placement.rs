//! From a real contract and its plan to positions, and from made pages to the figures by construction.

use signplace::place::{Placed, Plan};
use signplace::{Document, ErrorCode, OpenOptions, WarningCode};
use signplace_tests::look::{opened, spot};
use signplace_tests::{Kind, Line, Paper, Pdf, Sheet, Spot, Widgets};

const TOLERANCE: f64 = 0.01;
/// 42 mm in points.
const SEAL: f64 = 42.0 * 72.0 / 25.4;

fn example(name: &str) -> (Document, Plan) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let bytes = std::fs::read(folder.join(format!("{name}.pdf"))).expect("the example is there");
    let plan = std::fs::read_to_string(folder.join(format!("{name}.plan.json"))).expect("its plan is there");
    let document = Document::open(bytes, OpenOptions::default()).expect("the example opens");
    (document, Plan::from_json(&plan).expect("the plan is sound"))
}

fn placed(document: &Document, plan: &Plan) -> Placed {
    document.place(plan).unwrap_or_else(|e| panic!("{}: {e}", e.code()))
}

/// Places by a plan whose placements are given as JSON, without the brackets around them.
fn place(bytes: &[u8], placements: &str) -> Result<Placed, signplace::Error> {
    opened(bytes).place(&Plan::from_json(&format!(r#"{{"version":1,"placements":[{placements}]}}"#))?)
}

#[track_caller]
fn same(what: &str, got: Spot, x: f64, y: f64, width: f64, height: f64) {
    let expected = Spot { x0: x, y0: y, x1: x + width, y1: y + height };
    assert!(got.is_within(TOLERANCE, &expected), "{what} is at {got}, expected {expected}");
}

/// One party's three placements: their lower-left corners by the label's box and the plan's offset.
struct Party {
    name: &'static str,
    seal: (f64, f64),
    signature: (f64, f64),
    date: (f64, f64),
}

#[track_caller]
fn all_three(placed: &Placed, party: &Party) {
    let at = |what: &str| {
        let id = format!("{}-{what}", party.name);
        let found = placed.placements.iter().find(|p| p.id == id).unwrap_or_else(|| panic!("{id} is placed"));
        assert_eq!(found.page, 3, "{id}");
        spot(&found.bounds)
    };
    same(party.name, at("seal"), party.seal.0, party.seal.1, SEAL, SEAL);
    same(party.name, at("signature"), party.signature.0, party.signature.1, 119.0, 43.0);
    same(party.name, at("date"), party.date.0, party.date.1, 119.0, 20.0);
}

// The labels' boxes below are those that pdfium gives for the same characters, so nothing here was taken from ourselves.

#[test]
fn the_chinese_contract_is_signed_where_its_labels_stand() {
    let (document, plan) = example("contract-zh");
    let placed = placed(&document, &plan);
    // 甲方（盖章）： ends at x 147.201, top 516.298: the seal's upper left corner, 16 left of and 6 below it.
    let top = 516.298 - 6.0 - SEAL;
    // 法定代表人或授权代表（签字）： begins at 73.701, bottom 370.812: the signature 12 right of and 3 below it, hanging.
    let under = 370.812 - 3.0 - 43.0;
    // 签署日期： ends at 126.201 and is 290.740 to 305.828 high: the date 2 right of it, 3 above its middle.
    let beside = f64::midpoint(290.740, 305.828) + 3.0 - 10.0;
    let left = Party {
        name: "party-a",
        seal: (147.201 - 16.0, top),
        signature: (73.701 + 12.0, under),
        date: (126.201 + 2.0, beside),
    };
    all_three(&placed, &left);
    // The second column begins 257.953 to the right.
    let right = Party {
        name: "party-b",
        seal: (405.154 - 16.0, top),
        signature: (331.654 + 12.0, under),
        date: (384.154 + 2.0, beside),
    };
    all_three(&placed, &right);
}

#[test]
fn the_chinese_contracts_seam_seal_is_cut_in_three() {
    let (document, plan) = example("contract-zh");
    let placed = placed(&document, &plan);
    let slices: Vec<_> = placed.placements.iter().filter(|p| p.id == "seam").collect();
    assert_eq!(slices.iter().map(|p| p.page).collect::<Vec<_>>(), [1, 2, 3]);
    for slice in slices {
        let page = document.page(slice.page.into()).expect("there").geometry().page_rect();
        let bounds = spot(&slice.bounds);
        assert!((bounds.x1 - page.x1()).abs() < TOLERANCE, "on the page's right edge: {bounds}");
        assert!((bounds.width() - SEAL / 3.0).abs() < TOLERANCE, "a third of the seal: {bounds}");
        assert!((bounds.y0 - page.height() / 2.0).abs() < TOLERANCE, "at half height: {bounds}");
    }
}

#[test]
fn the_english_contract_is_signed_where_its_labels_stand() {
    let (document, plan) = example("contract-en");
    let placed = placed(&document, &plan);
    // Party A (company seal): ends at 188.484 and its top is at 582.149: the seal stands right of it.
    let seal_top = 582.149 + 4.0 - SEAL;
    let under = 434.698 - 43.0;
    let beside = f64::midpoint(314.474, 326.872) + 2.0 - 10.0;
    let left = Party {
        name: "party-a",
        seal: (188.484 + 16.0, seal_top),
        signature: (73.701 + 12.0, under),
        date: (97.959 + 4.0, beside),
    };
    all_three(&placed, &left);
    let right = Party {
        name: "party-b",
        seal: (447.053 + 16.0, seal_top),
        signature: (331.654 + 12.0, under),
        date: (355.912 + 4.0, beside),
    };
    all_three(&placed, &right);
}

#[test]
fn nothing_of_the_contracts_overlaps_or_hangs_off_the_page() {
    for name in ["contract-zh", "contract-en"] {
        let (document, plan) = example(name);
        let placed = placed(&document, &plan);
        let warnings = placed.placements.iter().flat_map(|p| &p.warnings).chain(&placed.warnings);
        // A Chinese seal is meant to stand on the company's name, and says so; an English one stands beside it.
        let others: Vec<_> = warnings.filter(|w| name == "contract-en" || w.code != WarningCode::CoversText).collect();
        assert!(others.is_empty(), "{name}: {others:?}");
    }
}

/// One A4 page with the keyword 甲方（盖章） at x 136..208, y 597.6..609.6, and once more 100 below.
fn two_seals(paper: Paper) -> Vec<u8> {
    let line = |y: f64| Line::of("签署：甲方（盖章）").at(100.0, y);
    Pdf::of([Sheet::on(paper).with(line(600.0)).with(line(500.0))]).made().bytes
}

#[test]
fn each_of_nine_points_sits_on_each_of_nine_points() {
    let bytes = two_seals(Paper::a4());
    let points = [
        ("bottom-left", 0.0, 0.0),
        ("bottom", 0.5, 0.0),
        ("bottom-right", 1.0, 0.0),
        ("left", 0.0, 0.5),
        ("center", 0.5, 0.5),
        ("right", 1.0, 0.5),
        ("top-left", 0.0, 1.0),
        ("top", 0.5, 1.0),
        ("top-right", 1.0, 1.0),
    ];
    for (control, cx, cy) in points {
        for (anchor, ax, ay) in points {
            let plan = format!(
                r#"{{"id":"s","kind":"seal","anchor":{{"keyword":"甲方（盖章）","occurrence":1}},
                    "attach":{{"control":"{control}","anchor":"{anchor}"}},
                    "size":{{"width":50,"height":20,"unit":"pt"}}}}"#
            );
            let placed = place(&bytes, &plan).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
            let (x, y) = (136.0 + 72.0 * ax - 50.0 * cx, 597.6 + 12.0 * ay - 20.0 * cy);
            same(&format!("{control} on {anchor}"), spot(&placed.placements[0].bounds), x, y, 50.0, 20.0);
        }
    }
}

#[test]
fn offsets_and_sizes_are_in_the_unit_that_is_named() {
    let bytes = two_seals(Paper::a4());
    let units = [("pt", 1.0, 1.0), ("mm", 72.0 / 25.4, 72.0 / 25.4), ("in", 72.0, 72.0), ("fraction", 595.28, 841.89)];
    for (unit, across, up) in units {
        let plan = format!(
            r#"{{"id":"s","kind":"seal","anchor":{{"keyword":"甲方（盖章）","occurrence":2}},
                "offset":{{"x":0.25,"y":-0.5,"unit":"{unit}"}},"size":"round-42"}}"#
        );
        let placed = place(&bytes, &plan).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
        let bounds = spot(&placed.placements[0].bounds);
        same(unit, bounds, 136.0 + 0.25 * across, 497.6 - 0.5 * up, SEAL, SEAL);
    }
}

#[test]
fn a_placement_on_a_turned_cropped_enlarged_page_is_in_points_as_displayed() {
    let paper = Paper::a4().cropped_to([50.0, 40.0, 550.0, 800.0]).turned(90).in_units_of(2.0);
    let bytes = two_seals(paper);
    let plan = r#"{"id":"s","kind":"seal","anchor":{"keyword":"甲方（盖章）","occurrence":2},
                   "attach":{"control":"center","anchor":"center"},"size":"round-42"}"#;
    let placed = place(&bytes, plan).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    // Both stand beside each other as displayed, so that the upper one of user space is the second from the left.
    // Its middle, (172, 603.6): 563.6 up from the crop's bottom becomes x, 500 − 122 from its left becomes y.
    let (x, y) = (2.0 * 563.6, 2.0 * 378.0);
    same("the seal", spot(&placed.placements[0].bounds), x - SEAL / 2.0, y - SEAL / 2.0, SEAL, SEAL);
    let codes: Vec<WarningCode> =
        placed.placements[0].warnings.iter().chain(&placed.warnings).map(|warning| warning.code).collect();
    assert!(codes.contains(&WarningCode::RotatedPage), "{codes:?}");
    assert!(codes.contains(&WarningCode::UserUnit), "{codes:?}");
}

#[test]
fn every_occurrence_or_the_last() {
    let bytes = two_seals(Paper::a4());
    let ys = |occurrence: &str| -> Vec<f64> {
        let plan = format!(
            r#"{{"id":"s","kind":"seal","anchor":{{"keyword":"甲方（盖章）","occurrence":{occurrence}}},"size":"square-20"}}"#
        );
        let placed = place(&bytes, &plan).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
        placed.placements.iter().map(|p| (p.bounds.y0() * 10.0).round() / 10.0).collect()
    };
    assert_eq!(ys("\"all\""), [597.6, 497.6]);
    assert_eq!(ys("-1"), [497.6]);
    assert_eq!(ys("-2"), [597.6]);
}

#[test]
fn the_first_of_several_is_taken_with_a_warning() {
    let plan = r#"{"id":"s","kind":"seal","anchor":{"keyword":"甲方（盖章）"},"size":"round-42"}"#;
    let placed = place(&two_seals(Paper::a4()), plan).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    assert_eq!(placed.placements.len(), 1);
    let warnings = &placed.placements[0].warnings;
    assert!(warnings.iter().any(|w| w.code == WarningCode::SeveralOccurrences), "{warnings:?}");
}

#[test]
fn a_field_and_a_point_of_the_page_are_anchors() {
    let made = Pdf::of([Sheet::on(Paper::a4()), Sheet::on(Paper::a4().turned(270))])
        .field(Widgets::of("partyA.seal", Kind::Signature).at(2, [100.0, 200.0, 220.0, 260.0]))
        .made();
    let field = r#"{"id":"f","kind":"seal","anchor":{"field":"partyA.seal"},
                    "attach":{"control":"center","anchor":"center"},"size":"round-40"}"#;
    let placed = place(&made.bytes, field).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    let (mm40, around) = (40.0 * 72.0 / 25.4, made.widgets[0].spot);
    let (x, y) = (f64::midpoint(around.x0, around.x1), f64::midpoint(around.y0, around.y1));
    same("the field", spot(&placed.placements[0].bounds), x - mm40 / 2.0, y - mm40 / 2.0, mm40, mm40);
    assert_eq!(placed.placements[0].page, 2);

    let point = r#"{"id":"p","kind":"date","anchor":{"page":-1,"x":0.5,"y":0.2,"unit":"fraction"},"size":"date"}"#;
    let placed = place(&made.bytes, point).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    same("the point", spot(&placed.placements[0].bounds), 841.89 / 2.0, 595.28 * 0.2, 119.0, 20.0);
}

#[test]
fn what_is_not_there_has_its_own_code() {
    let bytes = two_seals(Paper::a4());
    let cases = [
        (r#"{"keyword":"丙方（盖章）"}"#, ErrorCode::KeywordNotFound),
        (r#"{"keyword":"甲方（盖章）","occurrence":3}"#, ErrorCode::OccurrenceOutOfRange),
        (r#"{"keyword":"甲方（盖章）","occurrence":-3}"#, ErrorCode::OccurrenceOutOfRange),
        (r#"{"field":"partyC.seal"}"#, ErrorCode::FieldNotFound),
        (r#"{"page":9,"x":1,"y":1,"unit":"pt"}"#, ErrorCode::PageOutOfRange),
        (r#"{"keyword":"  "}"#, ErrorCode::KeywordEmpty),
    ];
    for (anchor, code) in cases {
        let plan = format!(r#"{{"id":"s","kind":"seal","anchor":{anchor},"size":"round-42"}}"#);
        let error = place(&bytes, &plan).expect_err(anchor);
        assert_eq!(error.kind(), code, "{anchor}: {error}");
        assert!(error.path().is_some_and(|path| path.starts_with("/placements/0")), "{anchor}: {:?}", error.path());
    }
}

#[test]
fn what_is_not_there_may_be_left_out() {
    let plan = r#"{"id":"s","kind":"seal","anchor":{"keyword":"丙方"},"size":"round-42","on_missing":"skip"}"#;
    let placed = place(&two_seals(Paper::a4()), plan).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    assert!(placed.placements.is_empty());
    assert_eq!(placed.warnings.len(), 1, "left out with a warning: {:?}", placed.warnings);
}

#[test]
fn a_misspelt_key_is_pointed_at() {
    let plan = r#"{"id":"s","kind":"seal","anchor":{"keyword":"甲方","occurence":1},"size":"round-42"}"#;
    let error = place(&two_seals(Paper::a4()), plan).expect_err("a misspelt key is refused");
    assert_eq!(error.kind(), ErrorCode::UnknownKey, "{error}");
    assert_eq!(error.path(), Some("/placements/0/anchor/occurence"));
}
