//! Text that a page holds and does not show: in optional content that is off (ISO 32000-2, 8.11), and not painted.

use lopdf::{Document as Raw, Object, ObjectId, dictionary};
use signplace::{Query, WarningCode};
use signplace_tests::look::{opened, told};
use signplace_tests::{Affine, Line, Paper, Pdf, Sheet, Within};

const KEYWORD: &str = "甲方（盖章）";

/// Adds two groups, of which the first is off, and gives their ids and that of a membership dictionary of both.
fn add_groups(raw: &mut Raw, policy: &str) -> [ObjectId; 3] {
    let group = |name: &str| dictionary! { "Type" => "OCG", "Name" => Object::string_literal(name) };
    let (off, on) = (raw.add_object(group("off")), raw.add_object(group("on")));
    let both: Vec<Object> = vec![off.into(), on.into()];
    let member = raw.add_object(dictionary! { "Type" => "OCMD", "OCGs" => both.clone(), "P" => policy });
    let config = dictionary! { "OFF" => vec![off.into()] };
    let properties = dictionary! { "OCGs" => both, "D" => config };
    raw.catalog_mut().expect("a fixture has a catalog").set("OCProperties", properties);
    [off, on, member]
}

/// Whether each occurrence is visible, once the file was changed.
fn seen(sheet: Sheet, change: impl FnOnce(&mut Raw)) -> Vec<bool> {
    let mut raw = Raw::load_mem(&Pdf::of([sheet]).made().bytes).expect("a fixture can be loaded");
    change(&mut raw);
    let mut bytes = Vec::new();
    raw.save_to(&mut bytes).expect("a fixture can be written");
    let findings = opened(&bytes).find(&Query::new([KEYWORD])).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    let warned = findings.warnings.iter().filter(|w| w.code == WarningCode::Invisible).count();
    let seen: Vec<bool> = findings.matches.iter().map(|m| m.visible).collect();
    assert_eq!(warned, seen.iter().filter(|seen| !**seen).count(), "{}", told(&findings.matches));
    seen
}

#[test]
fn marked_content_of_a_group_that_is_off_is_invisible() {
    // Group, policy of the membership dictionary that is used instead, and whether the text shows.
    for (name, policy, visible) in [
        ("Off", "AnyOn", false),
        ("On", "AnyOn", true),
        ("Member", "AnyOn", true),
        ("Member", "AllOn", false),
        ("Member", "AnyOff", true),
        ("Member", "AllOff", false),
    ] {
        let sheet = Sheet::on(Paper::a4()).drawing(&format!("/OC /{name} BDC")).with(Line::of(KEYWORD).at(90.0, 600.0));
        let seen = seen(sheet, |raw| {
            let [off, on, member] = add_groups(raw, policy);
            let page = raw.get_pages()[&1];
            let page = raw.get_dictionary_mut(page).expect("a page");
            let resources = page.get_mut(b"Resources").and_then(Object::as_dict_mut).expect("resources of its own");
            resources.set("Properties", dictionary! { "Off" => off, "On" => on, "Member" => member });
        });
        assert_eq!(seen, [visible], "{name} {policy}");
    }
}

#[test]
fn a_form_of_a_group_that_is_off_is_invisible() {
    let within = Within::Form(Affine([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
    for nth in 0..3 {
        let sheet = Sheet::on(Paper::a4())
            .with(Line::of(KEYWORD).at(90.0, 600.0).within(within))
            .with(Line::of(KEYWORD).at(90.0, 300.0));
        let seen = seen(sheet, |raw| {
            let groups = add_groups(raw, "AllOn");
            for object in raw.objects.values_mut() {
                if let Object::Stream(stream) = object
                    && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
                {
                    stream.dict.set("OC", groups[nth]);
                }
            }
        });
        assert_eq!(seen, [nth == 1, true], "group {nth}");
    }
}

#[test]
fn text_that_is_not_painted_is_invisible() {
    for (mode, visible) in [(0, true), (1, true), (2, true), (3, false), (4, true), (7, false)] {
        let sheet = Sheet::on(Paper::a4()).drawing("").with(Line::of(KEYWORD).at(90.0, 600.0));
        let seen = seen(sheet, |raw| {
            for object in raw.objects.values_mut() {
                let Object::Stream(stream) = object else { continue };
                let Ok(content) = stream.decompressed_content() else { continue };
                let text = String::from_utf8_lossy(&content).replace(" 0 Tr", &format!(" {mode} Tr"));
                if text.contains(" Tr") {
                    stream.set_plain_content(text.into_bytes());
                }
            }
        });
        assert_eq!(seen, [visible], "Tr {mode}");
    }
}
