//! Places to sign that are suggested: on made pages, and against what a person would sign on contracts of many producers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use signplace::place::Kind;
use signplace::suggest::{SuggestOptions, Suggestion, Suggestions};
use signplace::{Document, OpenOptions, WarningCode};
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

/// Where a document of the truth lies: among the examples, or in the conformance set.
fn document(name: &str) -> Option<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let conformance = std::env::var_os("CONFORMANCE").map_or_else(|| root.join("../shared/conformance"), PathBuf::from);
    let places = [root.join("examples"), conformance.join("documents/producers")];
    let bytes = places.iter().find_map(|folder| std::fs::read(folder.join(name)).ok())?;
    Some(Document::open(bytes, OpenOptions::default()).expect(name))
}

fn plain(label: &str) -> String {
    let keep = |c: &char| !c.is_whitespace() && !matches!(c, ':' | '：');
    label
        .chars()
        .filter(keep)
        .map(|c| {
            if c == '（' {
                '('
            } else if c == '）' {
                ')'
            } else {
                c
            }
        })
        .collect()
}

/// Whether a suggestion is what an entry of the truth asks for.
fn is(one: &Suggestion, entry: &Value) -> bool {
    entry["page"] == one.page
        && entry["kind"] == one.kind.as_str()
        && entry["party"].as_str().is_none_or(|party| one.party.as_deref() == Some(party))
        && entry["label"].as_str().is_some_and(|label| plain(label) == plain(&one.label))
}

/// Suggestions that are right, may be, and are wrong; and places that are missed.
#[derive(Debug, Default)]
struct Score {
    documents: usize,
    right: usize,
    may: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

#[test]
fn what_is_suggested_is_what_a_person_would_sign() {
    let truth = include_str!("../suggest-truth.json");
    let truth: Value = serde_json::from_str(truth).expect("the truth is JSON");
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for entry in truth["documents"].as_array().unwrap() {
        let name = entry["file"].as_str().unwrap();
        let Some(document) = document(name) else { continue };
        let found = document.suggest(&SuggestOptions::default()).expect(name);
        holds(&document, &found);
        let score = scores.entry(entry["producer"].as_str().unwrap()).or_default();
        score.documents += 1;
        let mut left: Vec<&Suggestion> = found.suggestions.iter().collect();
        for wanted in entry["wanted"].as_array().unwrap() {
            match left.iter().position(|one| is(one, wanted)) {
                Some(at) => {
                    left.remove(at);
                    score.right += 1;
                }
                None => score.missed.push(format!("{name}: {wanted}")),
            }
        }
        for may in entry["may"].as_array().unwrap() {
            if let Some(at) = left.iter().position(|one| is(one, may)) {
                left.remove(at);
                score.may += 1;
            }
        }
        score.wrong.extend(
            left.iter().map(|one| format!("{name}: page {} {} {:?} {}", one.page, one.kind, one.party, one.reason)),
        );
    }
    println!("| producer | documents | wanted | found | precision | recall | may be |\n|---|---|---|---|---|---|---|");
    for (producer, Score { documents, right, may, wrong, missed }) in &scores {
        let share = |of: usize| if of == 0 { "–".to_owned() } else { format!("{:.2}", *right as f64 / of as f64) };
        let (precision, recall) = (share(right + wrong.len()), share(right + missed.len()));
        println!("| {producer} | {documents} | {} | {right} | {precision} | {recall} | {may} |", right + missed.len());
    }
    let all = |of: fn(&Score) -> &Vec<String>| scores.values().flat_map(of).cloned().collect::<Vec<_>>();
    let (wrong, missed) = (all(|score| &score.wrong), all(|score| &score.missed));
    println!("wrong: {wrong:#?}\nmissed: {missed:#?}");
    // What is not known better is written into the truth; what is worse than that fails.
    let (wrong_known, missed_known) =
        (truth["known_wrong"].as_u64().unwrap_or(0), truth["known_missed"].as_u64().unwrap_or(0));
    assert!(wrong.len() as u64 <= wrong_known, "{} wrong, {wrong_known} known: {wrong:#?}", wrong.len());
    assert!(missed.len() as u64 <= missed_known, "{} missed, {missed_known} known: {missed:#?}", missed.len());
}
