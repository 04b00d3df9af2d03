//! What counts as a match, how matches are numbered, and what an answer says of them.

use std::collections::BTreeSet;

use signplace::search::{Findings, Match};
use signplace::{MatchMode, PageRanges, Query, WarningCode};
use signplace_tests::look::{found, opened, spot, told};
use signplace_tests::{Face, Line, Made, Paper, Pdf, Sheet, Spot};

/// A page with one line in the given face.
fn showing(text: &str, face: Face) -> Made {
    Pdf::with_lines([Line::of(text).in_face(face).at(90.0, 600.0)]).made()
}

fn exact(made: &Made, keyword: &str) -> Vec<Match> {
    found(&made.bytes, MatchMode::Exact, &[keyword]).matches
}

fn folded(made: &Made, keyword: &str) -> Vec<Match> {
    found(&made.bytes, MatchMode::Folded, &[keyword]).matches
}

/// Found by folding and not without.
#[track_caller]
fn only_folded(shown: &str, keyword: &str) {
    let made = showing(shown, Face::Mapped);
    let (strictly, loosely) = (exact(&made, keyword), folded(&made, keyword));
    assert!(strictly.is_empty(), "{keyword:?} is not exactly in {shown:?}:\n{}", told(&strictly));
    assert_eq!(loosely.len(), 1, "{keyword:?} is in {shown:?} after folding:\n{}", told(&loosely));
    assert_eq!(loosely[0].mode, MatchMode::Folded, "folding was needed for {keyword:?} in {shown:?}");
}

#[test]
fn what_needs_no_folding_is_found_exactly_in_both_modes() {
    let made = showing("签署：甲方（盖章）", Face::Song);
    for matches in [exact(&made, "甲方（盖章）"), folded(&made, "甲方（盖章）")] {
        assert_eq!(matches.len(), 1, "{}", told(&matches));
        assert_eq!(matches[0].mode, MatchMode::Exact);
        assert_eq!(matches[0].text, "甲方（盖章）");
        assert_eq!(matches[0].keyword, "甲方（盖章）");
    }
}

#[test]
fn full_width_and_half_width_forms_fold() {
    only_folded("签署：甲方（盖章）", "甲方(盖章)");
    only_folded("签署：甲方(盖章)", "甲方（盖章）");
    only_folded("ＰａｒｔｙＡ：", "PartyA:");
    only_folded("金额：１２３", "123");
}

#[test]
fn radicals_and_compatibility_characters_fold() {
    // U+2F45 and U+2F08 are the Kangxi radicals of 方 and 人; U+F98E is a compatibility form of 年.
    only_folded("签署：甲\u{2f45}（盖章）", "甲方（盖章）");
    only_folded("法定代表\u{2f08}", "法定代表人");
    only_folded("二〇二五\u{f98e}", "二〇二五年");
}

#[test]
fn a_folded_match_tells_the_text_as_shown() {
    let matches = folded(&showing("签署：甲\u{2f45}(盖章)", Face::Mapped), "甲方（盖章）");
    assert_eq!(matches[0].text, "甲\u{2f45}(盖章)");
    assert_eq!(matches[0].keyword, "甲方（盖章）");
}

#[test]
fn spaces_inside_fold() {
    only_folded("甲 方（盖 章）：", "甲方（盖章）");
    only_folded("甲\u{3000}\u{3000}方：", "甲方");
}

#[test]
fn text_spaced_out_with_blanks_folds_and_letter_spacing_needs_no_folding() {
    // Blanks between all characters are how people letter-space, but a search to the letter does not find them.
    only_folded("法 定 代 表 人", "法定代表人");
    only_folded("Schedule: S e a l", "Seal");
    for by in [3.0, 14.0] {
        let made = Pdf::with_lines([Line::of("法定代表人").letter_spaced(by).at(90.0, 600.0)]).made();
        assert_eq!(exact(&made, "法定代表人").len(), 1, "letter spacing of {by} pt");
    }
}

#[test]
fn text_drawn_again_as_a_shadow_is_one_match() {
    for (x, y) in [(1.0, -1.0), (-1.5, 1.0), (2.5, -2.5), (0.3, 3.0)] {
        let line = |x: f64, y: f64| Line::of("甲方（盖章）").at(90.0 + x, 600.0 + y);
        let made = Pdf::with_lines([line(0.0, 0.0), line(x, y), line(0.0, -40.0)]).made();
        let matches = folded(&made, "甲方（盖章）");
        assert_eq!(matches.len(), 2, "a shadow ({x}, {y}) away:\n{}", told(&matches));
        assert_eq!(matches.iter().map(|m| m.index).collect::<Vec<_>>(), [1, 2]);
    }
}

#[test]
fn of_two_over_one_another_the_one_that_can_be_seen_counts() {
    let line = |x: f64| Line::of("甲方").at(90.0 + x, 600.0);
    for lines in [[line(0.0).invisible(), line(3.0)], [line(0.0), line(3.0).invisible()]] {
        let matches = folded(&Pdf::with_lines(lines).made(), "甲方");
        assert_eq!(matches.iter().map(|m| m.visible).collect::<Vec<_>>(), [true], "{}", told(&matches));
    }
}

#[test]
fn a_watermark_across_the_text_is_text_of_its_own() {
    let mark = Line::of("甲方").at(60.0, 560.0).sized(60.0);
    let made = Pdf::with_lines([mark, Line::of("甲方").at(90.0, 600.0)]).made();
    let matches = folded(&made, "甲方");
    assert_eq!(matches.len(), 2, "{}", told(&matches));
}

#[test]
fn a_keyword_of_more_than_a_thousand_characters_is_refused() {
    let made = showing("甲方", Face::Mapped);
    let ask = |count| opened(&made.bytes).find(&Query::new(["甲".repeat(count)]));
    assert_eq!(ask(1000).expect("long, but a keyword").matches.len(), 0);
    let error = ask(1001).expect_err("too long");
    assert_eq!((error.code(), error.path()), ("invalid_value", Some("/keywords/0")));
}

#[test]
fn a_folded_match_has_the_box_of_the_text_as_shown() {
    let made = Pdf::with_lines([Line::of("签署：甲 方：").at(90.0, 600.0).expecting("甲 方")]).made();
    let matches = folded(&made, "甲方");
    assert_eq!(matches.len(), 1, "{}", told(&matches));
    let (got, expected) = (spot(&matches[0].bounds), made.expected[0].spot);
    assert!(got.is_within(0.01, &expected), "{got}, expected {expected}");
}

#[test]
fn a_keyword_over_a_line_break_folds_and_has_a_quad_a_line() {
    let made = Pdf::with_lines([
        Line::of("本合同自双方签署之日起生效，一式两份，由甲方（").at(72.0, 600.0).expecting("甲方（"),
        Line::of("盖章）与乙方各执一份，具有同等的法律效力，双方").at(72.0, 582.0).expecting("盖章）"),
    ])
    .made();
    assert!(exact(&made, "甲方（盖章）").is_empty(), "a line break is no part of an exact match");
    let matches = folded(&made, "甲方（盖章）");
    assert_eq!(matches.len(), 1, "{}", told(&matches));
    let quads: Vec<Spot> = matches[0].quads.iter().map(|quad| spot(&quad.bounds())).collect();
    assert_eq!(quads.len(), 2, "one quad a line");
    for (got, expected) in quads.iter().zip(&made.expected) {
        assert!(got.is_within(0.01, &expected.spot), "{got}, expected {}", expected.spot);
    }
    let around = Spot::around(&[(quads[0].x0, quads[0].y0), (quads[0].x1, quads[0].y1), (quads[1].x0, quads[1].y0)]);
    assert!(spot(&matches[0].bounds).is_within(0.01, &around), "the box is around all quads");
}

#[test]
fn exact_is_case_sensitive() {
    let made = showing("Signed by Party A", Face::Sans);
    assert_eq!(exact(&made, "Party A").len(), 1);
    assert!(exact(&made, "party a").is_empty());
    assert!(exact(&made, "PARTY A").is_empty());
}

#[test]
fn a_space_in_the_keyword_matches_a_gap_that_no_character_fills() {
    let word = |text: &str, x: f64| Line::of(text).in_face(Face::Sans).at(x, 600.0);
    // "Party" is 28.008 wide: the gap is 3.9 of 12.
    let made = Pdf::with_lines([word("Party", 90.0), word("A", 121.9)]).made();
    let matches = exact(&made, "Party A");
    assert_eq!(matches.len(), 1, "{}", told(&matches));
    let bounds = spot(&matches[0].bounds);
    assert!((bounds.x0 - 90.0).abs() < 0.01 && (bounds.x1 - 129.904).abs() < 0.01, "{bounds}");
}

#[test]
fn words_far_apart_are_not_one_text() {
    let part = |text: &str, x: f64| Line::of(text).at(x, 600.0);
    let made = Pdf::with_lines([part("左栏到甲", 72.0), part("方在右栏", 350.0)]).made();
    assert!(exact(&made, "甲方").is_empty(), "exact does not read over a column's gap");
}

/// Keywords over two columns and three pages, drawn in no order.
fn scattered() -> Made {
    let seal = |x: f64, y: f64| Line::of("甲方").at(x, y).expecting("甲方");
    let sheet = || Sheet::on(Paper::a4());
    Pdf::of([
        sheet().with(seal(320.0, 300.0)).with(seal(72.0, 300.0)).with(seal(72.0, 700.0)).with(seal(320.0, 697.0)),
        sheet().with(Line::of("这一页没有").at(72.0, 500.0)),
        sheet().with(seal(200.0, 100.0)).with(seal(72.0, 400.0)),
    ])
    .made()
}

/// Page and lower-left corner of each match, in the order of the answer.
fn places(findings: &Findings) -> Vec<(u32, i64, i64)> {
    #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
    let whole = |v: f64| v.round() as i64;
    findings.matches.iter().map(|m| (m.page, whole(m.bounds.x0()), whole(m.bounds.y0() + 2.4))).collect()
}

#[test]
fn matches_are_numbered_in_reading_order() {
    let findings = found(&scattered().bytes, MatchMode::Exact, &["甲方"]);
    // 700 and 697 overlap by more than half: one line, left to right.
    let expected = [(1, 72, 700), (1, 320, 697), (1, 72, 300), (1, 320, 300), (3, 72, 400), (3, 200, 100)];
    assert_eq!(places(&findings), expected);
    assert_eq!(findings.matches.iter().map(|m| m.index).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn numbers_begin_anew_within_the_pages_searched() {
    let document = opened(&scattered().bytes);
    let on = |ranges: &str| {
        let ranges: PageRanges = ranges.parse().unwrap_or_else(|e| panic!("{ranges}: {e}"));
        let query = Query::new(["甲方"]).with_mode(MatchMode::Exact).on_pages(ranges);
        document.find(&query).unwrap_or_else(|e| panic!("{}: {e}", e.code()))
    };
    assert_eq!(places(&on("-1")), [(3, 72, 400), (3, 200, 100)]);
    assert_eq!(on("-1").matches.iter().map(|m| m.index).collect::<Vec<_>>(), [1, 2]);
    assert!(on("2").matches.is_empty());
    assert_eq!(on("2-99").matches.len(), 2, "a range's end beyond the document is clamped");
    assert_eq!(on("3,1").matches.iter().map(|m| m.page).collect::<Vec<_>>(), [1, 1, 1, 1, 3, 3], "pages in order");
    assert_eq!(on("-3").page_count, 3);
}

#[test]
fn turned_pages_are_read_as_displayed() {
    // On a page turned by 180 degrees what stands lowest in user space is read first.
    let upside_down = |y: f64, x: f64| Line::of("甲方").at(x, y).turned(180.0).expecting("甲方");
    let sheet = Sheet::on(Paper::a4().turned(180)).with(upside_down(700.0, 300.0)).with(upside_down(100.0, 200.0));
    let made = Pdf::of([sheet]).made();
    let findings = found(&made.bytes, MatchMode::Exact, &["甲方"]);
    let tops: Vec<f64> = findings.matches.iter().map(|m| m.bounds.y1()).collect();
    assert_eq!(tops.len(), 2);
    assert!(tops[0] > tops[1], "top to bottom as displayed: {tops:?}");
}

#[test]
fn an_absent_keyword_is_an_empty_answer() {
    let made = showing("签署：甲方（盖章）", Face::Song);
    for mode in [MatchMode::Exact, MatchMode::Folded] {
        let findings = found(&made.bytes, mode, &["丙方", "方甲", "甲乙方", "盖章甲方"]);
        assert!(findings.matches.is_empty(), "{mode:?}:\n{}", told(&findings.matches));
        assert!(findings.keywords.iter().all(|k| k.count == 0));
        assert_eq!(findings.keywords.len(), 4, "a keyword that is not there is counted, as 0");
    }
}

#[test]
fn many_keywords_are_answered_in_the_order_asked_for() {
    let lines = ["甲方（盖章）", "乙方（盖章）", "签署日期", "乙方（盖章）"];
    let lines = lines.iter().zip(0..).map(|(text, i)| Line::of(*text).at(90.0, 700.0 - 30.0 * f64::from(i)));
    let made = Pdf::with_lines(lines).made();
    let findings = found(&made.bytes, MatchMode::Folded, &["签署日期", "丙方", "乙方（盖章）", "盖章"]);
    let counts: Vec<(&str, u32)> = findings.keywords.iter().map(|k| (&*k.keyword, k.count)).collect();
    assert_eq!(counts, [("签署日期", 1), ("丙方", 0), ("乙方（盖章）", 2), ("盖章", 3)]);
    let order: Vec<(&str, u32)> = findings.matches.iter().map(|m| (&*m.keyword, m.index)).collect();
    let expected = [("签署日期", 1), ("乙方（盖章）", 1), ("乙方（盖章）", 2), ("盖章", 1), ("盖章", 2), ("盖章", 3)];
    assert_eq!(order, expected);
}

#[test]
fn matches_of_one_keyword_never_overlap() {
    let made = showing("盖章盖章盖章盖", Face::Song);
    assert_eq!(exact(&made, "盖章盖").len(), 1 + 1, "the first in reading order wins: 盖章盖 章 盖章盖");
    let made = showing("aaaaa", Face::Sans);
    assert_eq!(exact(&made, "aa").len(), 2);
}

#[test]
fn invisible_text_is_found_and_said_to_be_invisible() {
    let made = Pdf::with_lines([
        Line::of("甲方（盖章）").at(90.0, 700.0).invisible(),
        Line::of("甲方（盖章）").at(90.0, 300.0),
    ])
    .made();
    let matches = exact(&made, "甲方（盖章）");
    let seen: Vec<(u32, bool)> = matches.iter().map(|m| (m.index, m.visible)).collect();
    assert_eq!(seen, [(1, false), (2, true)], "invisible matches are counted too:\n{}", told(&matches));
}

#[test]
fn a_page_whose_text_has_no_unicode_is_warned_of() {
    let made = showing("甲方（盖章）与乙方（盖章）", Face::Unmapped);
    let findings = found(&made.bytes, MatchMode::Folded, &["甲方（盖章）"]);
    assert!(findings.matches.is_empty());
    let codes: BTreeSet<WarningCode> = findings.warnings.iter().map(|w| w.code).collect();
    assert!(codes.contains(&WarningCode::NoUnicode), "not found is not the same as cannot be read: {codes:?}");
}

#[test]
fn the_same_question_has_the_same_answer() {
    let bytes = scattered().bytes;
    let ask = || serde_json::to_string(&found(&bytes, MatchMode::Folded, &["甲方", "没有"])).expect("it serializes");
    let first = ask();
    assert!((0..5).all(|_| ask() == first));
}

#[test]
fn an_answer_reads_in_json_as_the_interface_says() {
    let made = Pdf::with_lines([Line::of("甲方（盖章）").at(90.0, 600.0)]).made();
    let findings = found(&made.bytes, MatchMode::Folded, &["甲方（盖章）"]);
    let json = serde_json::to_value(&findings).expect("it serializes");
    assert_eq!(json["page_count"], 1);
    assert_eq!(json["match"], "folded");
    assert_eq!(json["keywords"][0], serde_json::json!({"keyword": "甲方（盖章）", "count": 1}));
    let found = &json["matches"][0];
    assert_eq!(found["box"], serde_json::json!({"x": 90, "y": 597.6, "width": 72, "height": 12}));
    // 90 / 595.28 and its kin, to seven decimals.
    assert_eq!(found["normalized"]["x"], serde_json::json!(0.1511894));
    assert_eq!(found["normalized"]["width"], serde_json::json!(0.1209515));
    assert_eq!(found["quads"], serde_json::json!([[[90, 597.6], [162, 597.6], [162, 609.6], [90, 609.6]]]));
    assert_eq!(found["font_size"], 12);
    assert_eq!(found["match"], "exact");
    assert_eq!(found["unicode_source"], "predefined_cmap");
}

#[test]
fn the_quads_of_a_column_of_upright_characters_are_those_of_vertical_writing() {
    let column = "甲方（盖章）处".chars().zip(0..);
    let lines = column.map(|(c, nth)| Line::of(c.to_string()).at(300.0, 700.0 - 14.0 * f64::from(nth)));
    let made = Pdf::with_lines(lines).made();
    let matches = folded(&made, "甲方（盖章）");
    assert_eq!(matches.len(), 1, "{}", told(&matches));
    let [lower_left, lower_right, upper_right, upper_left] = matches[0].quads[0].corners;
    // As it reads, downwards: the lower edge is on the left, and the quad ends below.
    assert!(lower_left.x < upper_left.x && lower_right.x < upper_right.x, "{:?}", matches[0].quads);
    assert!(lower_left.y > lower_right.y && upper_left.y > upper_right.y, "{:?}", matches[0].quads);
    let bounds = spot(&matches[0].bounds);
    let first = Line::of("甲").at(300.0, 700.0).spot();
    let last = Line::of("）").at(300.0, 700.0 - 14.0 * 5.0).spot();
    assert!(bounds.is_within(0.01, &Spot { x0: first.x0, y0: last.y0, x1: first.x1, y1: first.y1 }), "{bounds}");
}

#[test]
fn what_is_only_broken_over_lines_is_said_to_be_that() {
    let made = Pdf::with_lines([
        Line::of("本合同自双方签署之日起生效，一式两份，由甲方（").at(72.0, 600.0),
        Line::of("盖章）与乙方各执一份，具有同等的法律效力，双方").at(72.0, 582.0),
    ])
    .made();
    let findings = found(&made.bytes, MatchMode::Folded, &["甲方（盖章）", "甲方(盖章)"]);
    let folded: Vec<&str> =
        findings.warnings.iter().filter(|w| w.code == WarningCode::FoldedOnly).map(|w| w.message.as_str()).collect();
    assert!(folded[0].contains("only broken over 2 lines"), "{folded:?}");
    assert!(folded[1].contains("only as “甲方（盖章）”"), "{folded:?}");
}
