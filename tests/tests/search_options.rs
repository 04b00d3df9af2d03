//! Ways to compare, one by one; what is said of matches; and what an explanation shows.

use signplace::document::PageRanges;
use signplace::search::{Findings, Match, NearestKind};
use signplace::{MatchMode, Plan, Query, WarningCode};
use signplace_tests::look::{opened, spot, told};
use signplace_tests::{Face, Line, Made, Paper, Pdf, Sheet, Spot, Way};

/// A page with one line whose font can show anything.
fn showing(text: &str) -> Made {
    Pdf::with_lines([Line::of(text).in_face(Face::Mapped).at(72.0, 600.0)]).made()
}

fn paragraph(lines: &[&str]) -> Made {
    let lines = lines.iter().zip(0..);
    let line = |(text, i): (&&str, i32)| Line::of(*text).in_face(Face::Mapped).at(72.0, 600.0 - 16.0 * f64::from(i));
    Pdf::with_lines(lines.map(line)).made()
}

fn ask(made: &Made, query: &Query) -> Findings {
    opened(&made.bytes).find(query).unwrap_or_else(|e| panic!("a fixture can be searched: {}: {e}", e.code()))
}

fn folded(keyword: &str) -> Query {
    Query::new([keyword])
}

fn exact(keyword: &str) -> Query {
    folded(keyword).with_mode(MatchMode::Exact)
}

fn texts(findings: &Findings) -> Vec<&str> {
    findings.matches.iter().map(|m| m.text.as_str()).collect()
}

#[track_caller]
fn finds(made: &Made, query: &Query, expected: &[&str]) -> Vec<Match> {
    let findings = ask(made, query);
    assert_eq!(texts(&findings), expected, "{:?} {:?}:\n{}", query.keywords, query.mode, told(&findings.matches));
    findings.matches
}

fn codes(findings: &Findings) -> Vec<WarningCode> {
    findings.warnings.iter().map(|w| w.code).collect()
}

#[test]
fn case_is_told_apart_unless_it_is_ignored() {
    let made = showing("Signed by PARTY A and Party a");
    finds(&made, &folded("party a"), &[]);
    let matches = finds(&made, &folded("party a").ignoring_case(), &["PARTY A", "Party a"]);
    assert!(matches.iter().all(|m| m.mode == MatchMode::Folded), "case was folded:\n{}", told(&matches));
    finds(&made, &exact("party A").ignoring_case(), &["PARTY A", "Party a"]);
}

#[test]
fn a_whole_word_has_no_letter_beside_it() {
    let made = showing("Date: update, date_ (date) dates 2date date");
    finds(&made, &exact("date").for_whole_words(), &["date"; 3]);
    finds(&made, &exact("date"), &["date"; 6]);
    let made = showing("本甲方：甲方 甲方（签字）甲方与");
    finds(&made, &exact("甲方"), &["甲方"; 4]);
    finds(&made, &exact("甲方").for_whole_words(), &["甲方"; 2]);
    finds(&paragraph(&["合同由甲方", "甲方", "签署"]), &folded("甲方").for_whole_words(), &["甲方"]);
}

#[test]
fn letter_spacing_ends_no_chinese_word() {
    let made = Pdf::with_lines([Line::of("委托甲方签署").letter_spaced(3.0).at(72.0, 600.0)]).made();
    finds(&made, &folded("甲方"), &["甲方"]);
    finds(&made, &folded("甲方").for_whole_words(), &[]);
    finds(&made, &folded("委托甲方签署").for_whole_words(), &["委托甲方签署"]);
}

#[test]
fn traditional_and_simplified_are_one_when_asked_for() {
    let made = showing("甲方（蓋章）：後附");
    finds(&made, &folded("甲方（盖章）"), &[]);
    finds(&made, &folded("甲方(盖章)").with_variants(), &["甲方（蓋章）"]);
    finds(&made, &exact("后附").with_variants(), &["後附"]);
    finds(&showing("盖章之后"), &folded("蓋章之後").with_variants(), &["盖章之后"]);
}

#[test]
fn punctuation_that_looks_alike_folds_to_one() {
    for (shown, keyword) in [
        ("甲方——盖章", "甲方--盖章"),
        ("“甲方”盖章", "\"甲方\"盖章"),
        ("阿凡提•买买提", "阿凡提·买买提"),
        ("二○二五年", "二〇二五年"),
        ("甲方∶盖章", "甲方：盖章"),
        ("详见附件……", "附件......"),
    ] {
        assert_eq!(ask(&showing(shown), &folded(keyword)).matches.len(), 1, "{keyword} in {shown}");
        assert!(ask(&showing(shown), &exact(keyword)).matches.is_empty(), "{keyword} is not exactly in {shown}");
    }
}

#[test]
fn marks_are_composed_with_their_base_across_glyphs() {
    let made = showing("ﾌｧｲﾙﾃﾞｰﾀ カ\u{3099}ス cafe\u{301} 계약");
    finds(&made, &folded("データ"), &["ﾃﾞｰﾀ"]);
    finds(&made, &folded("ガス"), &["カ\u{3099}ス"]);
    // To the letter too: é is é, and never e.
    finds(&made, &exact("café"), &["cafe\u{301}"]);
    finds(&made, &exact("cafe"), &[]);
    finds(&made, &folded("계약"), &["계약"]);
}

#[test]
fn what_cannot_be_seen_does_not_matter_on_either_side() {
    let made = showing("甲\u{200b}方（盖\u{fe0f}章）Par\u{ad}ty\u{200b} A");
    for mode in [MatchMode::Exact, MatchMode::Folded] {
        for keyword in ["甲方（盖章）", "甲方\u{200d}（盖章）", "Party A", "\u{feff}Party A"] {
            let findings = ask(&made, &Query::new([keyword]).with_mode(mode));
            assert_eq!(findings.matches.len(), 1, "{keyword:?} {mode:?}");
        }
    }
}

#[test]
fn a_part_of_a_compatibility_character_has_its_share_of_the_box() {
    let made = showing("㈱様");
    let matches = finds(&made, &folded("株"), &["㈱"]);
    let bounds = spot(&matches[0].bounds);
    assert!((bounds.x0 - 76.0).abs() < 0.01 && (bounds.x1 - 80.0).abs() < 0.01, "a third of 12 pt: {bounds}");
}

#[test]
fn a_word_broken_by_a_hyphen_is_found_with_and_without_it() {
    let made = paragraph(&["this is the signa-", "ture of the co-", "operating party"]);
    finds(&made, &folded("signature of"), &["signa-ture of"]);
    finds(&made, &folded("signa-ture"), &["signa-ture"]);
    finds(&made, &folded("cooperating"), &["co-operating"]);
    finds(&made, &folded("co-operating party"), &["co-operating party"]);
    finds(&made, &exact("signature"), &[]);
    // A line's end without a hyphen parts two words.
    finds(&paragraph(&["this is the signa", "ture of it"]), &folded("signature"), &[]);
    finds(&paragraph(&["this is the party", "of it"]), &folded("party of"), &["party of"]);
}

#[test]
fn a_blank_of_underscores_is_found_by_any_number_of_them() {
    let made = showing("甲方：________ 日期：____");
    let matches = finds(&made, &folded("甲方：__"), &["甲方：________"]);
    let bounds = spot(&matches[0].bounds);
    assert!((bounds.width() - (36.0 + 8.0 * 6.0)).abs() < 0.01, "the whole blank: {bounds}");
    assert_eq!(matches[0].mode, MatchMode::Exact, "part of the blank is the keyword to the letter");
    let matches = finds(&made, &folded("日期：__________"), &["日期：____"]);
    assert_eq!(matches[0].mode, MatchMode::Folded);
    finds(&made, &exact("日期：__________"), &[]);
    finds(&made, &exact("日期：____"), &["日期：____"]);
    finds(&made, &folded("____"), &["________", "____"]);
}

#[test]
fn a_regular_expression_matches_each_line_exactly_or_a_paragraph_folded() {
    let made = paragraph(&["甲方（盖章）：张三", "乙方(盖章): 李四", "日期 2025 年 3 月"]);
    let both = r"(甲|乙)方[（(]盖章[）)]";
    finds(&made, &exact(both).as_regex(), &["甲方（盖章）", "乙方(盖章)"]);
    finds(&made, &folded(both).as_regex(), &["甲方（盖章）", "乙方(盖章)"]);
    finds(&made, &folded("(甲|乙)方（盖章）：").as_regex(), &["甲方（盖章）：", "乙方(盖章):"]);
    finds(&made, &folded(r"\d{4}年\d+月").as_regex(), &["2025 年 3 月"]);
    finds(&made, &exact(r"\d{4}年").as_regex(), &[]);
    finds(&made, &exact(r"\d{4}\s年").as_regex(), &["2025 年"]);
    finds(&made, &exact(r"^乙方.*$").as_regex(), &["乙方(盖章): 李四"]);
    finds(&made, &folded(r"^乙方").as_regex(), &[]);
    finds(&made, &folded(r"张三乙方").as_regex(), &["张三乙方"]);
    finds(&made, &folded(r"[x]*").as_regex(), &[]);
}

#[test]
fn a_regular_expression_reads_latin_words_with_their_spaces() {
    let made = paragraph(&["Signed by Party A of this con-", "tract and by", "party B"]);
    finds(&made, &exact(r"Party\s\w").as_regex(), &["Party A"]);
    finds(&made, &exact(r"party [AB]\b").as_regex().ignoring_case(), &["Party A", "party B"]);
    finds(&made, &folded("contract and by party B").as_regex(), &["con-tract and by party B"]);
    finds(&made, &exact(r"arty").as_regex().for_whole_words(), &[]);
    finds(&showing("甲方（蓋章）"), &folded("盖章|签字").as_regex().with_variants(), &["蓋章"]);
}

#[test]
fn a_regular_expression_does_not_match_across_a_gutter() {
    let part = |text: &str, x: f64| Line::of(text).at(x, 600.0);
    let made = Pdf::with_lines([part("左栏到甲", 72.0), part("方在右栏", 350.0)]).made();
    finds(&made, &folded("甲.*方").as_regex(), &[]);
}

#[test]
fn an_expression_that_is_none_is_refused_with_the_reason() {
    let document = opened(&showing("甲方").bytes);
    for (bad, code) in [("(甲方", "invalid_value"), ("a{9999}{9999}", "invalid_value"), ("  ", "keyword_empty")] {
        let error = document.find(&Query::new(["甲方", bad]).as_regex()).expect_err(bad);
        assert_eq!((error.code(), error.path()), (code, Some("/keywords/1")), "{bad}: {error}");
    }
    let error = document.find(&folded("(甲方").as_regex()).expect_err("not closed");
    assert!(error.message().contains("unclosed group"), "{error}");
}

#[test]
fn what_is_only_folded_or_runs_over_lines_is_said_once() {
    let made = paragraph(&["双方约定由甲", "方(盖章)后生效"]);
    let findings = ask(&made, &folded("甲方（盖章）"));
    assert_eq!(codes(&findings), [WarningCode::FoldedOnly, WarningCode::BrokenOverLines], "{:?}", findings.warnings);
    assert_eq!(findings.warnings[0].page, Some(1));
    assert_eq!(findings.warnings[0].path.as_deref(), Some("/keywords/0"));
    // One match to the letter is enough for a platform to find the keyword.
    let made = showing("甲方(盖章) 与 甲方（盖章）");
    assert!(ask(&made, &folded("甲方（盖章）")).warnings.is_empty());
}

/// The second occurrence as read is drawn first.
fn out_of_order() -> Made {
    let seal = |y: f64| Line::of("甲方（盖章）").at(90.0, y).expecting("甲方（盖章）");
    Pdf::with_lines([seal(300.0), seal(700.0), seal(100.0)]).made()
}

#[test]
fn occurrences_drawn_in_another_order_are_said_once_for_a_keyword() {
    let findings = ask(&out_of_order(), &folded("甲方（盖章）"));
    assert_eq!(codes(&findings), [WarningCode::OrderDiffers], "{:?}", findings.warnings);
    assert!(findings.warnings[0].message.contains("occurrence 1 comes there as number 2"), "{:?}", findings.warnings);
    assert!(ask(&out_of_order(), &folded("没有")).warnings.is_empty());
}

#[test]
fn a_placement_warns_only_when_another_occurrence_would_be_taken() {
    let made = out_of_order();
    let placed = |occurrence: &str| {
        let plan = format!(
            r#"{{"version":1,"placements":[{{"id":"a","kind":"seal","size":"round-42","anchor":{{"keyword":"甲方（盖章）","occurrence":{occurrence}}}}}]}}"#
        );
        let plan = Plan::from_json(&plan).unwrap_or_else(|e| panic!("{e}"));
        let placed = opened(&made.bytes).place(&plan).unwrap_or_else(|e| panic!("{e}"));
        assert!(placed.warnings.is_empty(), "{:?}", placed.warnings);
        placed.placements[0].warnings.iter().any(|w| w.code == WarningCode::OrderDiffers)
    };
    assert!(placed("1") && placed("2") && placed("-2"));
    assert!(!placed("3") && !placed("-1") && !placed("\"all\""));
}

#[test]
fn a_plan_takes_the_same_options() {
    let made = showing("本甲方：甲方（蓋章）：Party A");
    let left = |anchor: &str| {
        let plan = format!(
            r#"{{"version":1,"placements":[{{"id":"a","kind":"seal","size":"round-42","anchor":{{{anchor}}}}}]}}"#
        );
        let plan = Plan::from_json(&plan)?;
        let json = serde_json::to_string(&plan).expect("it serializes");
        assert_eq!(Plan::from_json(&json)?, plan, "what is written is read back");
        opened(&made.bytes).place(&plan).map(|placed| placed.placements[0].anchor.bounds.x0().round())
    };
    assert_eq!(left(r#""keyword":"甲方""#).ok(), Some(84.0));
    assert_eq!(left(r#""keyword":"甲方","whole_word":true"#).ok(), Some(120.0));
    assert_eq!(left(r#""keyword":"盖章","variants":true"#).ok(), Some(156.0));
    assert_eq!(left(r#""keyword":"party\\s[A-Z]","regex":true,"ignore_case":true"#).ok(), Some(204.0));
    let error = left(r#""keyword":"(甲方","regex":true"#).expect_err("not closed");
    assert_eq!((error.code(), error.path()), ("invalid_value", Some("/placements/0/anchor/keyword")));
    let error = left(r#""keyword":"甲方","regex":"yes""#).expect_err("not a boolean");
    assert_eq!((error.code(), error.path()), ("invalid_json", Some("/placements/0/anchor/regex")));
    // What is nearly there is said.
    let error = left(r#""keyword":"甲方（盖章）""#).expect_err("it is traditional");
    assert!(error.hint().is_some_and(|hint| hint.contains("甲方（蓋章）")), "{error:?}");
}

#[test]
fn text_that_cannot_be_seen_is_said_and_skipped_where_another_can() {
    let hidden = |y: f64| Line::of("甲方（盖章）").at(90.0, y);
    let clipped = "q 0 0 200 50 re W n";
    let sheet =
        Sheet::on(Paper::a4()).drawing(clipped).with(hidden(700.0)).with(Line::of("甲方（盖章）").at(30.0, 30.0));
    let findings = ask(&Pdf::of([sheet]).made(), &folded("甲方（盖章）"));
    assert_eq!(findings.matches.iter().map(|m| m.visible).collect::<Vec<_>>(), [false, true], "clipped away, and not");
    let off_page = Pdf::with_lines([hidden(-300.0), hidden(900.0)]).made();
    let findings = ask(&off_page, &folded("甲方（盖章）"));
    assert!(findings.matches.iter().all(|m| !m.visible), "off the page:\n{}", told(&findings.matches));
    assert_eq!(codes(&findings).iter().filter(|c| **c == WarningCode::Invisible).count(), findings.matches.len());
    let cropped = Sheet::on(Paper::a4().cropped_to([0.0, 0.0, 595.0, 400.0])).with(hidden(600.0)).with(hidden(100.0));
    let findings = ask(&Pdf::of([cropped]).made(), &folded("甲方（盖章）"));
    assert_eq!(findings.matches.iter().map(|m| m.visible).collect::<Vec<_>>(), [false, true], "cropped away, and not");
}

#[test]
fn an_explanation_shows_every_glyph() {
    let made = showing("甲\u{2f45} （盖章）");
    let findings = ask(&made, &folded("甲方（盖章）").explained());
    let explain = findings.matches[0].explain.as_ref().expect("it was asked for");
    let json = serde_json::to_value(explain).expect("it serializes");
    assert_eq!(json["glyphs"].as_array().map(Vec::len), Some(6), "{json}");
    assert_eq!(json["glyphs"][0]["text"], "甲");
    assert!(json["glyphs"][0].get("gap").is_none() && json["glyphs"][0].get("folded").is_none(), "{json}");
    let radical = &json["glyphs"][1];
    assert_eq!(radical["unicode"], "U+2F45");
    assert_eq!((&radical["folded"], &radical["gap"]), (&"方".into(), &"none".into()), "{json}");
    assert_eq!(radical["font"], "FixtureIdentity");
    assert_eq!(radical["code"], format!("{:04X}", 0x2f45 ^ 0x1555));
    assert_eq!(radical["unicode_source"], "to_unicode");
    assert_eq!((&json["glyphs"][2]["gap"], &json["glyphs"][2]["gap_width"]), (&"space".into(), &0.5.into()), "{json}");
    assert!(ask(&made, &folded("甲方")).matches[0].explain.is_none());
}

#[test]
fn the_nearest_to_a_missing_keyword_is_told() {
    let made = paragraph(&["甲方（公章）：", "乙方（蓋章）：Signature", "附件清单见后页"]);
    for (query, kind, text) in [
        (folded("丙方（公章）"), NearestKind::Similar, "甲方（公章）"),
        (folded("乙方（盖章）"), NearestKind::Option, "乙方（蓋章）"),
        (folded("signature"), NearestKind::Option, "Signature"),
        (exact("甲方(公章)"), NearestKind::Option, "甲方（公章）"),
        (folded("附件清单以及其他文件"), NearestKind::Start, "附件清单"),
        (folded("请双方代表见后页"), NearestKind::End, "见后页"),
        (folded("Sign").for_whole_words(), NearestKind::Option, "Sign"),
    ] {
        let findings = ask(&made, &query.clone().explained());
        let nearest = findings.keywords[0].nearest.as_ref();
        let found = nearest.map(|n| (n.kind, n.text.as_str(), n.page));
        assert_eq!(found, Some((kind, text, 1)), "{:?}: {nearest:?}", query.keywords);
    }
    let findings = ask(&made, &folded("毫不相干").explained());
    assert!(findings.keywords[0].nearest.is_none(), "{:?}", findings.keywords);
}

#[test]
fn pages_tell_where_their_unicode_comes_from_when_asked() {
    let made = Pdf::with_lines([
        Line::of("甲方").in_face(Face::Mapped).at(72.0, 600.0),
        Line::of("Seal").in_face(Face::Sans).at(72.0, 500.0),
    ])
    .made();
    let pages = opened(&made.bytes).pages_explained(&PageRanges::all()).expect("it has pages");
    let json = serde_json::to_value(&pages).expect("it serializes");
    assert_eq!(json["pages"][0]["unicode_sources"], serde_json::json!({"to_unicode": 2, "encoding": 4}));
    let plain = opened(&made.bytes).pages(&PageRanges::all()).expect("it has pages");
    assert!(serde_json::to_value(&plain).expect("it serializes")["pages"][0].get("unicode_sources").is_none());
}

#[test]
fn the_box_of_a_match_is_the_same_whatever_the_options() {
    let made = Pdf::with_lines([Line::of("乙方（盖章）").at(90.0, 500.0).shown(Way::Kerned(30.0))]).made();
    let query = folded("乙方（盖章）").ignoring_case().for_whole_words().with_variants();
    let (plain, all) = (ask(&made, &folded("乙方（盖章）")), ask(&made, &query));
    let pattern = ask(&made, &folded("乙方（盖章）").as_regex());
    let boxes: Vec<Spot> = [&plain, &all, &pattern].iter().map(|f| spot(&f.matches[0].bounds)).collect();
    assert!(boxes.iter().all(|b| b.is_within(1e-9, &boxes[0])), "{boxes:?}");
}
