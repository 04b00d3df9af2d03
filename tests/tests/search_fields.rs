//! Text that stands in form fields and annotations: found when asked for, marked with where it stands, and never an anchor.

use lopdf::{Document as Raw, Object, Stream, dictionary};
use signplace::search::{Findings, Origin};
use signplace::{Plan, Query, WarningCode};
use signplace_tests::look::{opened, spot, told};
use signplace_tests::{Face, Line, Paper, Pdf, Sheet, Spot};

/// An annotation to be added: subtype, flags, rectangle, what its appearance shows in Helvetica of 12 pt.
struct Note {
    subtype: &'static str,
    field_type: &'static str,
    flags: i64,
    rect: [f32; 4],
    text: &'static str,
}

const TEXT_FIELD: Note =
    Note { subtype: "Widget", field_type: "Tx", flags: 4, rect: [300.0, 500.0, 500.0, 520.0], text: "Party A" };

/// A page with one line, and these annotations.
fn with_notes(line: Option<&str>, notes: &[Note]) -> Vec<u8> {
    let sheet = Sheet::on(Paper::a4());
    let sheet = match line {
        Some(text) => sheet.with(Line::of(text).in_face(Face::Sans).at(72.0, 400.0)),
        None => sheet,
    };
    let mut raw = Raw::load_mem(&Pdf::of([sheet]).made().bytes).expect("a fixture can be loaded");
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
    let mut all: Vec<Object> = Vec::new();
    for note in notes {
        let [x0, y0, x1, y1] = note.rect;
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), (x1 - x0).into(), (y1 - y0).into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F" => font.clone() } },
        };
        let content = format!("BT /F 12 Tf 2 5 Td ({}) Tj ET", note.text);
        let appearance = raw.add_object(Stream::new(form, content.into_bytes()));
        let rect: Vec<Object> = note.rect.iter().map(|v| (*v).into()).collect();
        let mut annotation = dictionary! {
            "Type" => "Annot", "Subtype" => note.subtype, "F" => note.flags, "Rect" => rect,
            "AP" => dictionary! { "N" => appearance },
        };
        if note.subtype == "Widget" {
            annotation.set("FT", note.field_type);
            annotation.set("T", Object::string_literal("a"));
        }
        all.push(raw.add_object(annotation).into());
    }
    let page = raw.get_pages()[&1];
    raw.get_dictionary_mut(page).expect("a page").set("Annots", all);
    let mut bytes = Vec::new();
    raw.save_to(&mut bytes).expect("a fixture can be written");
    bytes
}

fn find(bytes: &[u8], keyword: &str) -> Findings {
    opened(bytes).find(&Query::new([keyword]).including_fields()).unwrap_or_else(|e| panic!("{}: {e}", e.code()))
}

#[test]
fn what_a_field_shows_is_found_in_reading_order_and_marked() {
    let bytes = with_notes(Some("Party A (seal)"), &[TEXT_FIELD]);
    let findings = find(&bytes, "Party A");
    let got: Vec<_> = findings.matches.iter().map(|m| (m.index, m.origin, m.visible)).collect();
    assert_eq!(got, [(1, Some(Origin::Field), true), (2, None, true)], "{}", told(&findings.matches));
    let json = serde_json::to_value(&findings.matches).expect("JSON");
    assert_eq!((&json[0]["origin"], json[1].get("origin")), (&serde_json::json!("field"), None));
    // Helvetica: P a r t y space A are 667, 556, 333, 278, 500, 278 and 667 wide.
    let place = spot(&findings.matches[0].bounds);
    assert!((place.x0 - 302.0).abs() < 0.01 && (place.width() - 12.0 * 3.279).abs() < 0.01, "{place}");
    // The content stream draws one only: there is no other order.
    assert!(!findings.warnings.iter().any(|w| w.code == WarningCode::OrderDiffers), "{:?}", findings.warnings);
}

#[test]
fn an_annotation_is_marked_as_one() {
    let bytes = with_notes(None, &[Note { subtype: "FreeText", ..TEXT_FIELD }]);
    let findings = find(&bytes, "party a");
    assert!(findings.matches.is_empty());
    let findings = find(&bytes, "Party A");
    assert_eq!(findings.matches.iter().map(|m| m.origin).collect::<Vec<_>>(), [Some(Origin::Annotation)]);
}

#[test]
fn what_is_hidden_is_not_found() {
    // Hidden, and not to be viewed (ISO 32000-2, 12.5.3).
    for flags in [2, 32, 2 | 4] {
        for subtype in ["Widget", "FreeText"] {
            let bytes = with_notes(None, &[Note { subtype, flags, ..TEXT_FIELD }]);
            assert!(find(&bytes, "Party A").matches.is_empty(), "{subtype} with flags {flags}");
        }
    }
}

#[test]
fn a_match_does_not_run_from_the_page_into_a_field() {
    let beside = Note { rect: [72.0 + 12.0 * 2.501 - 2.0, 395.0, 300.0, 415.0], text: "A", ..TEXT_FIELD };
    let bytes = with_notes(Some("Party"), &[beside]);
    assert!(find(&bytes, "Party A").matches.is_empty());
    assert_eq!(find(&bytes, "Party").matches.len(), 1);
}

fn place(bytes: &[u8], anchor: &str) -> signplace::place::Placed {
    let plan = format!(
        r#"{{"version":1,"placements":[{{"id":"a","kind":"seal","anchor":{anchor},"size":{{"width":40,"height":40}}}}]}}"#
    );
    opened(bytes).place(&Plan::from_json(&plan).expect("sound")).unwrap_or_else(|e| panic!("{}: {e}", e.code()))
}

fn codes(placed: &signplace::place::Placed) -> Vec<&'static str> {
    placed.placements[0].warnings.iter().map(|w| w.code.as_str()).collect()
}

#[test]
fn only_the_page_itself_is_searched_unless_more_is_asked_for() {
    let bytes = with_notes(Some("Party A (seal)"), &[TEXT_FIELD]);
    let matches = opened(&bytes).find(&Query::new(["Party A"])).expect("searched").matches;
    assert_eq!(matches.iter().map(|m| (m.index, m.origin)).collect::<Vec<_>>(), [(1, None)], "{}", told(&matches));
}

#[test]
fn a_fields_text_moves_no_seal() {
    for field_type in ["Sig", "Tx"] {
        let bytes = with_notes(Some("Party A (seal)"), &[Note { field_type, ..TEXT_FIELD }]);
        let placed = place(&bytes, r#"{"keyword":"Party A"}"#);
        let bounds: Spot = spot(&placed.placements[0].bounds);
        assert!((bounds.x0 - 72.0).abs() < 0.01 && bounds.y0 < 400.0, "{field_type}: {bounds}");
        assert_eq!(codes(&placed), [""; 0], "{field_type}: {:?}", placed.placements[0].warnings);
    }
}

#[test]
fn a_box_over_a_filled_field_covers_text() {
    let bytes = with_notes(Some("Other"), &[TEXT_FIELD]);
    let placed = place(&bytes, r#"{"page":1,"x":310,"y":490,"unit":"pt"}"#);
    assert_eq!(codes(&placed), ["covers_text"], "{:?}", placed.placements[0].warnings);
}

#[test]
fn a_filled_field_does_not_make_a_page_readable() {
    let pages = opened(&with_notes(None, &[TEXT_FIELD])).pages(&signplace::PageRanges::all()).expect("pages");
    assert_eq!(pages.pages[0].text, signplace::document::TextTrust::Empty);
}
