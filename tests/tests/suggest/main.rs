//! Places to sign that are suggested: on made pages, and (`truth`) against what a person would sign on contracts.

mod truth;

use signplace::place::Kind;
use signplace::suggest::{SuggestOptions, Suggestion, Suggestions};
use signplace::{Document, WarningCode};
use signplace_tests::look::opened;
use signplace_tests::{Line, Paper, Pdf, Sheet, Widgets};

fn suggested(bytes: &[u8]) -> Suggestions {
    let document = opened(bytes);
    let found = document.suggest(&SuggestOptions::default()).expect("the document can be read");
    holds(&document, &found);
    found
}

/// What must hold of any suggestion: the plan places it where it says, on the page, and apart from seals over no text.
#[track_caller]
fn holds(document: &Document, found: &Suggestions) {
    let json = serde_json::to_string(&found.to_plan()).expect("a plan has a JSON form");
    let plan = signplace::Plan::from_json(&json).expect("place reads what suggest writes");
    let placed = document.place(&plan).expect("everything suggested can be placed");
    assert_eq!(placed.placements.len(), found.suggestions.len());
    for (one, placement) in found.suggestions.iter().zip(&placed.placements) {
        assert_eq!((one.page, one.bounds), (placement.page, placement.bounds), "{}", one.reason);
        assert!(!one.warnings.iter().any(|w| w.code == WarningCode::OffPage), "{}", one.reason);
        let covers = one.warnings.iter().any(|w| w.code == WarningCode::CoversText);
        assert!(!covers || one.kind == Kind::Seal || one.confidence < 0.8, "{}: {:?}", one.reason, one.warnings);
    }
}

fn told(found: &Suggestions) -> Vec<String> {
    let line = |one: &Suggestion| {
        let party = one.party.as_deref().unwrap_or("?");
        format!("{} {} {party} {}: {}", one.page, one.kind, one.confidence, one.reason)
    };
    found.suggestions.iter().map(line).collect()
}

fn kinds(found: &Suggestions) -> Vec<(Kind, &str)> {
    found.suggestions.iter().map(|one| (one.kind, one.party.as_deref().unwrap_or("?"))).collect()
}

fn chinese_block() -> Vec<Line> {
    vec![
        Line::of("甲方（盖章）：").at(72.0, 400.0),
        Line::of("乙方（盖章）：").at(320.0, 400.0),
        Line::of("法定代表人（签字）：").at(72.0, 300.0),
        Line::of("法定代表人（签字）：").at(320.0, 300.0),
        Line::of("签署日期：").at(72.0, 250.0),
        Line::of("签署日期：").at(320.0, 250.0),
    ]
}

const SIX: [(Kind, &str); 6] = [
    (Kind::Seal, "甲方"),
    (Kind::Seal, "乙方"),
    (Kind::Signature, "甲方"),
    (Kind::Signature, "乙方"),
    (Kind::Date, "甲方"),
    (Kind::Date, "乙方"),
];

#[test]
fn two_columns_are_two_parties_on_any_page() {
    let media = [0.0, 0.0, 595.28, 841.89];
    for (what, paper) in [
        ("upright", Paper::a4()),
        ("turned by 90", Paper::a4().turned(90)),
        ("turned by 180", Paper::a4().turned(180)),
        ("turned by 270", Paper::a4().turned(270)),
        ("cropped", Paper::with_media_box(media).cropped_to([30.0, 40.0, 560.0, 800.0])),
        ("in units of 2", Paper::a4().in_units_of(2.0)),
    ] {
        let sheet = chinese_block().into_iter().fold(Sheet::on(paper), Sheet::with);
        let found = suggested(&Pdf::of([sheet]).made().bytes);
        let mut got = kinds(&found);
        got.sort_by_key(|(kind, party)| (SIX.iter().position(|six| six == &(*kind, *party)), *party));
        assert_eq!(got, SIX, "{what}: {:#?}", told(&found));
        for (i, one) in found.suggestions.iter().enumerate() {
            for other in &found.suggestions[i + 1..] {
                assert!(one.bounds.shared_area(&other.bounds) < 1.0, "{what}: {} meets {}", one.reason, other.reason);
            }
        }
    }
}

#[test]
fn unsigned_signature_fields_are_places_and_a_label_beside_one_asks_for_no_other() {
    let sheet = Sheet::on(Paper::a4())
        .with(Line::of("Signature of Buyer:").at(72.0, 400.0))
        .with(Line::of("Date:").at(72.0, 340.0));
    let field = |name: &str| Widgets::of(name, signplace_tests::Kind::Signature);
    let pdf = Pdf::of([sheet])
        .field(field("buyer.sign").at(1, [180.0, 390.0, 320.0, 425.0]))
        .field(field("done").at(1, [180.0, 600.0, 320.0, 640.0]).signed())
        .field(field("unseen").at(1, [180.0, 700.0, 320.0, 740.0]).hidden());
    let found = suggested(&pdf.made().bytes);
    let fields: Vec<_> = found.suggestions.iter().filter(|one| one.kind == Kind::Signature).collect();
    let [one] = &fields[..] else { panic!("{:#?}", told(&found)) };
    let anchor = serde_json::to_value(&one.placement.anchor).unwrap();
    assert_eq!((anchor, one.confidence), (serde_json::json!({"field": "buyer.sign"}), 1.0), "{:#?}", told(&found));
    assert_eq!([one.bounds.x0(), one.bounds.y1()].map(f64::round), [180.0, 425.0]);
    assert_eq!(found.suggestions.len(), 2, "the date is asked for still: {:#?}", told(&found));
}

/// What is suggested on a page with these lines, each at its x and y, 12 pt high: Latin letters are 6 pt wide.
fn on_lines(lines: &[(f64, f64, &str)]) -> Suggestions {
    let line = |(x, y, text): &(f64, f64, &str)| Line::of(*text).at(*x, *y);
    suggested(&Pdf::of([lines.iter().map(line).fold(Sheet::on(Paper::a4()), Sheet::with)]).made().bytes)
}

/// What goes where: the kind, the party, and the lower-left corner.
fn spots(found: &Suggestions) -> Vec<(Kind, &str, [f64; 2])> {
    let at = |one: &Suggestion| [one.bounds.x0().round(), one.bounds.y0().round()];
    kinds(found).into_iter().zip(&found.suggestions).map(|((kind, party), one)| (kind, party, at(one))).collect()
}

fn has(one: &Suggestion, code: WarningCode) -> bool {
    one.warnings.iter().any(|warning| warning.code == code)
}

#[test]
fn captions_that_spaces_set_apart_each_have_their_line() {
    // Date begins under the end of the first line, and is the second one's.
    let (lines, gap) = (format!("{}  {}", "_".repeat(30), "_".repeat(20)), " ".repeat(11));
    let found = on_lines(&[(72.0, 414.0, &lines), (72.0, 400.0, &format!("Patient signature{gap}Date"))]);
    let second = 72.0 + 32.0 * 6.0;
    let want = [(Kind::Signature, "Patient", [72.0, 412.0]), (Kind::Date, "Patient", [second, 412.0])];
    assert_eq!(spots(&found), want, "{:#?}", told(&found));
    // 签字 and 日期 are no 签字日期.
    let found = on_lines(&[(72.0, 414.0, &lines), (72.0, 400.0, &format!("甲方签字{}日期", " ".repeat(22)))]);
    let want = [(Kind::Signature, "甲方", [72.0, 412.0]), (Kind::Date, "甲方", [second, 412.0])];
    assert_eq!(spots(&found), want, "{:#?}", told(&found));
}

#[test]
fn captions_of_one_line_share_it() {
    let sheet = Sheet::on(Paper::a4())
        .drawing("72 412 m 420 412 l S")
        .with(Line::of("Physician's signature").at(80.0, 400.0))
        .with(Line::of("Date").at(330.0, 400.0));
    let found = suggested(&Pdf::of([sheet]).made().bytes);
    let want = [(Kind::Signature, "?", [72.0, 412.0]), (Kind::Date, "?", [330.0, 412.0])];
    assert_eq!(spots(&found), want, "{:#?}", told(&found));
}

#[test]
fn a_signature_stands_in_one_row_of_a_table() {
    let sheet = Sheet::on(Paper::a4())
        .drawing("60 412 m 540 412 l S 60 380 m 540 380 l S")
        .with(Line::of("Preparer's signature").at(72.0, 396.0));
    let found = suggested(&Pdf::of([sheet]).made().bytes);
    let [one] = &found.suggestions[..] else { panic!("{:#?}", told(&found)) };
    assert!(one.bounds.y0() > 377.0 && one.bounds.y1() < 415.0, "{:?}", one.bounds);
    assert!((one.confidence - 0.7).abs() < 1e-9, "only that nothing marks it is in doubt: {}", one.reason);
}

#[test]
fn underscores_set_apart_each_are_one_line() {
    let line = ["_"; 25].join(" ");
    let found = on_lines(&[(72.0, 414.0, &line), (72.0, 400.0, "Authorized Signature")]);
    assert_eq!(spots(&found), [(Kind::Signature, "?", [72.0, 412.0])], "{:#?}", told(&found));
    assert!(found.suggestions[0].bounds.width() > 100.0, "{:#?}", found.suggestions);
}

#[test]
fn heads_of_columns_names_with_underscores_and_who_fills_a_form_are_no_places() {
    let gap = " ".repeat(12);
    let heads = format!("Item{gap}Signature{gap}Date{gap}Remark");
    for line in [
        heads.as_str(),
        "set security.pdf_signature_verification to true",
        "a_seal_b",
        "signature_date",
        "Supervisor: ________",
    ] {
        let found = on_lines(&[(72.0, 400.0, line)]);
        assert!(found.suggestions.is_empty(), "{line}: {:#?}", told(&found));
    }
}

#[test]
fn two_dates_on_one_line_are_two_places_and_their_blanks_no_text() {
    let date = "年　　月　　日";
    let found = on_lines(&[
        (72.0, 400.0, "甲方（签字）：________"),
        (240.0, 400.0, "乙方（签字）：________"),
        (72.0, 360.0, &format!("{date}　　　　　　　{date}")),
    ]);
    let dates: Vec<_> = spots(&found).into_iter().filter(|(kind, ..)| *kind == Kind::Date).collect();
    let y = dates.first().map_or(0.0, |(.., at)| at[1]);
    let second = 72.0 + 14.0 * 12.0;
    assert_eq!(dates, [(Kind::Date, "甲方", [72.0, y]), (Kind::Date, "乙方", [second, y])], "{:#?}", told(&found));
    assert!(!found.suggestions.iter().any(|one| has(one, WarningCode::CoversText)), "{:#?}", found.suggestions);
}

#[test]
fn a_label_takes_the_first_of_two_dates_and_leaves_the_other() {
    let found = on_lines(&[
        (72.0, 400.0, "甲方（签字）：________"),
        (72.0, 360.0, "日期："),
        (200.0, 360.0, "年　　月　　日　　　　　年　　月　　日"),
    ]);
    let dates: Vec<_> = found.suggestions.iter().filter(|one| one.kind == Kind::Date).collect();
    let starts: Vec<f64> = dates.iter().map(|one| one.bounds.x0().round()).collect();
    assert_eq!(starts, [200.0, 200.0 + 12.0 * 12.0], "{:#?}", told(&found));
}

#[test]
fn the_name_and_address_of_who_signs_are_not_signed() {
    let blank = "_".repeat(16);
    let lines = [
        "Witness signature:",
        "Witness name:",
        "Witness address:",
        "Name of director:",
        "Director of the company:",
        "法定代表人姓名：",
        "法定代表人：",
        "甲方地址：",
        "Seller name:",
    ];
    let lines: Vec<String> = lines.iter().map(|label| format!("{label} {blank}")).collect();
    let lines: Vec<_> = (0..).zip(&lines).map(|(i, line)| (72.0, 600.0 - 50.0 * f64::from(i), line.as_str())).collect();
    let found = on_lines(&lines);
    let labels: Vec<&str> = found.suggestions.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["Witness signature", "Director of the company", "法定代表人"], "{:#?}", told(&found));
}

#[test]
fn a_witness_signs_for_no_party() {
    let found = on_lines(&[
        (72.0, 500.0, "Buyer signature: ________________"),
        (72.0, 460.0, "Date: ________________"),
        (72.0, 420.0, "Witness signature: ________________"),
        (72.0, 380.0, "Date: ________________"),
    ]);
    let want = [(Kind::Signature, "Buyer"), (Kind::Date, "Buyer"), (Kind::Signature, "?"), (Kind::Date, "?")];
    assert_eq!(kinds(&found), want, "{:#?}", told(&found));
}

const CLAUSE: &str = "第一条　双方本着平等自愿、协商一致的原则签订本合同，并各执一份，具有同等法律效力。";

#[test]
fn parties_above_clauses_are_not_those_of_the_block() {
    let lines = |clause: &'static str| {
        [
            (72.0, 700.0, "出租方：王建国"),
            (72.0, 670.0, "承租方：李晓梅"),
            (72.0, 640.0, clause),
            (72.0, 610.0, clause),
            (72.0, 560.0, "出租方（签字）：________"),
            (72.0, 520.0, "签约日期：________"),
        ]
    };
    let found = on_lines(&lines(CLAUSE));
    assert_eq!(kinds(&found), [(Kind::Signature, "出租方"), (Kind::Date, "出租方")], "{:#?}", told(&found));
    // Without clauses between, nobody can tell.
    let found = on_lines(&lines(""));
    let date = found.suggestions.iter().find(|one| one.kind == Kind::Date).expect("there is a date");
    assert_eq!(date.party, None, "{:#?}", told(&found));
    assert!(has(date, WarningCode::SeveralCandidates), "{:#?}", date.warnings);
}

#[test]
fn the_head_of_a_block_names_its_party_also_where_the_contract_named_it_before() {
    let found = on_lines(&[
        (72.0, 740.0, "供方：江苏华盛钢铁有限公司"),
        (72.0, 710.0, "需方：南京长江机械厂"),
        (72.0, 680.0, CLAUSE),
        (72.0, 650.0, CLAUSE),
        (72.0, 500.0, "供　方"),
        (320.0, 500.0, "需　方"),
        (72.0, 450.0, "法定代表人（签字）："),
        (320.0, 450.0, "法定代表人（签字）："),
    ]);
    assert_eq!(kinds(&found), [(Kind::Signature, "供方"), (Kind::Signature, "需方")], "{:#?}", told(&found));
}

#[test]
fn a_blank_behind_a_chinese_label_or_below_it_is_written_on() {
    let blank = "_".repeat(24);
    let found = on_lines(&[
        (72.0, 500.0, &format!("法定代表人（签字）：{blank}")),
        (72.0, 440.0, "授权代表："),
        (72.0, 414.0, &blank),
    ]);
    let behind = 72.0 + 10.0 * 12.0;
    let want = [(Kind::Signature, "?", [behind, 498.0]), (Kind::Signature, "?", [72.0, 412.0])];
    assert_eq!(spots(&found), want, "{:#?}", told(&found));
    assert!(!found.suggestions.iter().any(|one| has(one, WarningCode::CoversText)), "{:#?}", found.suggestions);
}

#[test]
fn clauses_that_speak_of_seals_are_no_places() {
    let lines = [
        "甲方盖章后生效，乙方签字后生效。",
        "本合同自双方签字盖章之日起生效。",
        "甲方（盖章）后，乙方应于三日内付款。",
        "甲方：北京某某公司",
        "Party A shall sign this Agreement by 1 May.",
        "The Date: of signature is the day of the last seal.",
    ];
    let sheet = (0..).zip(lines).fold(Sheet::on(Paper::a4()), |sheet, (i, line)| {
        sheet.with(Line::of(line).at(72.0, 700.0 - 30.0 * f64::from(i)))
    });
    let found = suggested(&Pdf::of([sheet]).made().bytes);
    assert!(found.suggestions.is_empty(), "{:#?}", told(&found));
}

#[test]
fn what_is_filled_in_is_not_asked_for_again() {
    let found = suggested(
        &Pdf::with_lines([
            Line::of("Signed by: Ann Lee").at(72.0, 400.0),
            Line::of("Date: 1 May 2025").at(72.0, 370.0),
            Line::of("Signature:").at(72.0, 340.0),
        ])
        .made()
        .bytes,
    );
    assert_eq!(kinds(&found), [(Kind::Signature, "?")], "{:#?}", told(&found));
}

#[test]
fn blanks_are_used_and_lines_stand_under_what_is_written() {
    let bytes = Pdf::of([Sheet::on(Paper::a4())
        .drawing("120 498 m 300 498 l S")
        .with(Line::of("By:").at(72.0, 500.0))
        .with(Line::of("Date: ____________").at(72.0, 450.0))
        .with(Line::of("____________________").at(72.0, 380.0))
        .with(Line::of("Authorized Signature").at(72.0, 366.0))])
    .made()
    .bytes;
    let found = suggested(&bytes);
    let at: Vec<_> =
        found.suggestions.iter().map(|one| (one.kind, one.bounds.x0().round(), one.bounds.y0().round())).collect();
    assert_eq!(at.len(), 3, "{:#?}", told(&found));
    assert_eq!(at[0], (Kind::Signature, 120.0, 498.0), "on the drawn line: {:#?}", told(&found));
    assert_eq!(at[1].0, Kind::Date, "{:#?}", told(&found));
    assert_eq!(at[2].0, Kind::Signature, "above its caption: {:#?}", told(&found));
    assert!((375.0..382.0).contains(&at[2].2), "{:?}", at[2]);
}

#[test]
fn a_cover_gives_way_to_the_page_that_is_signed() {
    let cover = Sheet::on(Paper::a4())
        .with(Line::of("甲方：____________").at(72.0, 500.0))
        .with(Line::of("签订日期：____________").at(72.0, 460.0));
    let last = chinese_block().into_iter().fold(Sheet::on(Paper::a4()), Sheet::with);
    let found = suggested(&Pdf::of([cover, last]).made().bytes);
    assert!(found.suggestions.iter().all(|one| one.page == 2), "{:#?}", told(&found));
    assert_eq!(found.suggestions.len(), 6, "{:#?}", told(&found));
}

#[test]
fn a_keyword_that_is_there_more_than_once_is_counted_from_the_end() {
    let first = Sheet::on(Paper::a4()).with(Line::of("甲方（盖章）：见最后一页").at(72.0, 700.0));
    let last = Sheet::on(Paper::a4()).with(Line::of("甲方（盖章）：").at(72.0, 300.0));
    let found = suggested(&Pdf::of([first, last]).made().bytes);
    let one = found.suggestions.last().expect("one is found");
    assert_eq!(one.page, 2);
    let anchor = serde_json::to_value(&one.placement.anchor).unwrap();
    assert_eq!(anchor, serde_json::json!({"keyword": "甲方（盖章）：", "occurrence": -1}));
}
