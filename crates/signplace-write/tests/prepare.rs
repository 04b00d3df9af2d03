//! Fields added to a document stand where they were asked for, on pages of every kind, and change nothing else.

use lopdf::{Dictionary, Document, Object, dictionary};
use signplace::geometry::{Page, Point, Rect};
use signplace::place::{Anchor, Control, Kind, PageAnchor, Plan, SeamAnchor, SeamPages, Sides, Size, Which};
use signplace::{OpenOptions, Warning};
use signplace_tests::look::opened;
use signplace_tests::{Lock, Paper, Pdf, Sheet, Widgets, with_junk_in_front, with_wrong_startxref};
use signplace_write::{FieldType, Manner, NewField, Original, Prepared, fields_of};

/// Pages of every rotation, cropped, in other units, inheriting.
fn papers() -> Vec<(String, Paper)> {
    let mut all = Vec::new();
    for rotate in [0, 90, 180, 270] {
        let cropped = Paper::with_media_box([-20.0, 30.0, 580.0, 880.0]).cropped_to([10.5, 50.25, 500.0, 800.125]);
        for (name, paper) in [
            ("a4", Paper::a4()),
            ("cropped", cropped),
            ("cropped in units of 2", cropped.in_units_of(2.0)),
            ("in units of 0.3", Paper::a4().in_units_of(0.3)),
            ("inheriting", cropped.inheriting()),
        ] {
            all.push((format!("{name}, turned by {rotate}"), paper.turned(rotate)));
        }
    }
    all
}

fn bounds(x: f64, y: f64, width: f64, height: f64) -> Rect<Page> {
    Rect::from_origin_size(Point::new(x, y), width, height)
}

#[track_caller]
fn original(bytes: &[u8]) -> Original {
    Original::open(bytes, OpenOptions::default()).unwrap_or_else(|e| panic!("{}: {e}", e.code()))
}

#[track_caller]
fn prepared(bytes: &[u8], fields: &[NewField]) -> Prepared {
    let done = original(bytes).with_fields(fields).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    assert!(done.bytes.starts_with(bytes), "the original is not a prefix");
    done
}

fn codes(warnings: &[Warning]) -> Vec<&'static str> {
    warnings.iter().map(|warning| warning.code.as_str()).collect()
}

fn sides(rect: &Rect<Page>) -> [f64; 4] {
    [rect.x0(), rect.y0(), rect.x1(), rect.y1()]
}

/// Asserts that the new file has exactly the old fields and these.
#[track_caller]
fn reads_back(before: &[u8], done: &Prepared, fields: &[NewField], what: &str) {
    let there = opened(&done.bytes).fields().unwrap_or_else(|e| panic!("{what}: {e}")).fields;
    let old = opened(before).fields().unwrap_or_else(|e| panic!("{what}: {e}")).fields;
    assert_eq!(there.len(), old.len() + fields.len(), "{what}");
    for field in &old {
        assert!(
            there.iter().any(|f| f.name == field.name && f.bounds == field.bounds),
            "{what}: {} is gone",
            field.name
        );
    }
    for field in fields {
        let found = there.iter().find(|f| f.name == field.name).unwrap_or_else(|| panic!("{what}: no {}", field.name));
        let kind = serde_json::to_value(found.kind).expect("it serializes");
        assert_eq!(kind, serde_json::to_value(field.kind).expect("it serializes"), "{what}");
        assert_eq!(found.page, field.page, "{what}");
        for (a, b) in sides(&found.bounds).into_iter().zip(sides(&field.bounds)) {
            assert!((a - b).abs() < 0.01, "{what}: {:?} became {:?}", sides(&field.bounds), sides(&found.bounds));
        }
    }
}

#[test]
fn fields_come_back_on_pages_of_every_kind_from_files_of_both_kinds() {
    for (name, paper) in papers() {
        for packed in [false, true] {
            let pdf = Pdf::of([Sheet::on(paper), Sheet::on(paper)]);
            let bytes = if packed { pdf.packed() } else { pdf }.made().bytes;
            let fields = [
                NewField::new("甲方盖章", FieldType::Signature, 2, bounds(33.3333, 20.0, 119.055, 119.055)),
                NewField::new("party-a date", FieldType::Text, 2, bounds(12.3456, 44.44, 70.5, 20.0)),
                NewField::new("c", FieldType::Text, 1, bounds(0.0, 0.0, 40.0, 40.0)),
            ];
            let done = prepared(&bytes, &fields);
            reads_back(&bytes, &done, &fields, &format!("{name}, packed: {packed}"));
            assert_eq!(codes(&done.warnings), [""; 0], "{name}");
            // The update is of the original's kind.
            let has_table = |bytes: &[u8]| bytes.windows(7).any(|window| window == b"trailer");
            assert_eq!(has_table(&done.bytes[bytes.len()..]), has_table(&bytes), "{name}, packed: {packed}");
        }
    }
}

/// What lopdf, which shares no code with the core, reads of the widgets: name, Rect, FT, and whether page and form know them.
fn by_lopdf(bytes: &[u8]) -> Vec<(String, [f64; 4], String)> {
    let document = Document::load_mem(bytes).expect("lopdf reads it");
    let catalog = document.catalog().expect("a catalog");
    let form =
        document.get_dictionary(catalog.get(b"AcroForm").and_then(Object::as_reference).expect("a form")).expect("it");
    let resolve = |object: &Object| match object {
        Object::Reference(id) => document.get_object(*id).expect("an object").clone(),
        other => other.clone(),
    };
    let listed = resolve(form.get(b"Fields").expect("fields"));
    let listed = listed.as_array().expect("a list");
    let mut all = Vec::new();
    for (number, page) in document.get_pages() {
        let entries = document.get_dictionary(page).expect("a page");
        let Ok(list) = entries.get(b"Annots") else { continue };
        for widget in resolve(list).as_array().expect("a list") {
            assert!(listed.contains(widget), "page {number} has a widget that the form does not know");
            let widget = resolve(widget);
            let widget: &Dictionary = widget.as_dict().expect("a widget");
            assert_eq!(widget.get(b"P").and_then(Object::as_reference).ok(), Some(page));
            let name = lopdf::decode_text_string(widget.get(b"T").expect("a name")).expect("text");
            let rect = widget.get(b"Rect").and_then(Object::as_array).expect("a Rect");
            let rect = [0, 1, 2, 3].map(|i| f64::from(rect[i].as_float().expect("a number")));
            let kind = widget.get(b"FT").and_then(Object::as_name).expect("a type");
            all.push((name, rect, String::from_utf8_lossy(kind).into_owned()));
        }
    }
    all
}

#[test]
fn lopdf_reads_the_same_fields_in_user_space() {
    let paper = Paper::with_media_box([0.0, 0.0, 600.0, 800.0]).cropped_to([50.0, 100.0, 550.0, 700.0]).turned(90);
    for packed in [false, true] {
        let pdf = Pdf::of([Sheet::on(Paper::a4()), Sheet::on(paper.in_units_of(2.0))]);
        let bytes = if packed { pdf.packed() } else { pdf }.made().bytes;
        let fields = [
            NewField::new("first", FieldType::Text, 1, bounds(10.0, 20.0, 30.0, 40.0)),
            NewField::new("盖章", FieldType::Signature, 2, bounds(100.0, 200.0, 80.0, 60.0)),
        ];
        let done = prepared(&bytes, &fields);
        // Displayed 1200 × 1000; lower-left (100, 200) is 50 units up the stored page and 100 from its right edge.
        let expected = [
            ("first".to_owned(), [10.0, 20.0, 40.0, 60.0], "Tx".to_owned()),
            ("盖章".to_owned(), [420.0, 150.0, 450.0, 190.0], "Sig".to_owned()),
        ];
        assert_eq!(by_lopdf(&done.bytes), expected, "packed: {packed}");
        let document = Document::load_mem(&done.bytes).expect("lopdf reads it");
        let widgets = document.objects.values().filter_map(|object| object.as_dict().ok());
        let turned: Vec<_> = widgets
            .filter_map(|widget| widget.get(b"MK").and_then(Object::as_dict).ok())
            .filter_map(|look| look.get(b"R").and_then(Object::as_i64).ok())
            .collect();
        assert_eq!(turned, [90], "packed: {packed}");
    }
}

#[test]
fn fields_that_are_there_stay_and_their_names_are_taken() {
    let existing = |pdf: Pdf| {
        pdf.field(Widgets::of("old", signplace_tests::Kind::Text).at(1, [10.0, 10.0, 50.0, 30.0]))
            .field(Widgets::of("group.inner", signplace_tests::Kind::Signature).at(1, [60.0, 10.0, 90.0, 30.0]))
    };
    for packed in [false, true] {
        let pdf = existing(Pdf::of([Sheet::on(Paper::a4())]));
        let bytes = if packed { pdf.packed() } else { pdf }.made().bytes;
        let fields = [NewField::new("new", FieldType::Text, 1, bounds(100.0, 100.0, 50.0, 20.0))];
        let done = prepared(&bytes, &fields);
        reads_back(&bytes, &done, &fields, "beside others");
        // And once more, on top of the update.
        let again = [NewField::new("newer", FieldType::Signature, 1, bounds(200.0, 100.0, 50.0, 20.0))];
        let twice = prepared(&done.bytes, &again);
        reads_back(&done.bytes, &twice, &again, "twice");
        for name in ["old", "group", "new"] {
            let field = NewField::new(name, FieldType::Text, 1, bounds(0.0, 0.0, 9.0, 9.0));
            let error = original(&twice.bytes).with_fields(&[field]).expect_err(name);
            assert_eq!(error.code(), "field_exists", "{name}");
        }
        let twins = [(); 2].map(|()| NewField::new("twin", FieldType::Text, 1, bounds(0.0, 0.0, 9.0, 9.0)));
        assert_eq!(original(&bytes).with_fields(&twins).expect_err("twins").code(), "field_exists");
    }
}

#[test]
fn names_and_boxes_that_cannot_be_are_refused() {
    let bytes = Pdf::of([Sheet::on(Paper::a4())]).made().bytes;
    for (name, place, code) in [
        ("a.b", bounds(0.0, 0.0, 9.0, 9.0), "invalid_value"),
        (" ", bounds(0.0, 0.0, 9.0, 9.0), "invalid_value"),
        ("a\u{1b}b", bounds(0.0, 0.0, 9.0, 9.0), "invalid_value"),
        ("flat", bounds(0.0, 0.0, 9.0, 0.0), "invalid_value"),
        ("nan", bounds(0.0, 0.0, f64::NAN, f64::NAN), "invalid_value"),
    ] {
        let error = original(&bytes).with_fields(&[NewField::new(name, FieldType::Text, 1, place)]).expect_err(name);
        assert_eq!((error.code(), error.hint().is_some()), (code, true), "{name}: {error}");
    }
    let beyond = NewField::new("beyond", FieldType::Text, 2, bounds(0.0, 0.0, 9.0, 9.0));
    assert_eq!(original(&bytes).with_fields(&[beyond]).expect_err("no page 2").code(), "page_out_of_range");
}

#[test]
fn encrypted_documents_are_refused_whatever_the_password() {
    for user in ["", "secret"] {
        for lock in Lock::all(user) {
            let bytes = Pdf::of([Sheet::on(Paper::a4())]).locked(lock).made().bytes;
            for options in [OpenOptions::default(), OpenOptions::with_password("owner")] {
                let error = Original::open(bytes.clone(), options).expect_err("it is encrypted");
                assert_eq!(error.code(), "encryption_unsupported", "{lock:?}: {error}");
            }
        }
    }
}

#[test]
fn files_that_readers_have_to_repair_are_refused() {
    let bytes = Pdf::of([Sheet::on(Paper::a4())]).made().bytes;
    let error = Original::open(with_wrong_startxref(&bytes), OpenOptions::default()).expect_err("damaged");
    assert_eq!(error.code(), "damaged", "{error}");
    // With junk in front, some writers count from the header: that is a file like any other.
    let junk = with_junk_in_front(&bytes);
    if let Ok(original) = Original::open(junk.clone(), OpenOptions::default()) {
        let fields = [NewField::new("a", FieldType::Text, 1, bounds(10.0, 10.0, 50.0, 20.0))];
        let done = original.with_fields(&fields).unwrap_or_else(|e| panic!("{e}"));
        reads_back(&junk, &done, &fields, "behind junk");
    }
}

/// A document whose annotations are listed in an object that two pages, or the form, have in common.
fn sharing(form_too: bool) -> Vec<u8> {
    let bytes = Pdf::of([Sheet::on(Paper::a4()), Sheet::on(Paper::a4())]).made().bytes;
    let mut document = Document::load_mem(&bytes).expect("a fixture");
    let widget = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "T" => Object::string_literal("shared"),
        "Rect" => vec![10.into(), 10.into(), 50.into(), 30.into()],
    });
    let list = document.add_object(vec![Object::Reference(widget)]);
    let pages: Vec<_> = document.get_pages().into_values().collect();
    let users = if form_too { &pages[..1] } else { &pages[..] };
    for page in users {
        document.get_dictionary_mut(*page).expect("a page").set("Annots", list);
    }
    let fields = if form_too { Object::Reference(list) } else { vec![Object::Reference(widget)].into() };
    document.catalog_mut().expect("a catalog").set("AcroForm", dictionary! { "Fields" => fields });
    let mut out = Vec::new();
    document.save_to(&mut out).expect("it is written");
    out
}

#[test]
fn a_list_of_annotations_that_others_use_too_is_left_to_them() {
    for form_too in [false, true] {
        let bytes = sharing(form_too);
        let fields = [
            NewField::new("on 1", FieldType::Text, 1, bounds(100.0, 100.0, 50.0, 20.0)),
            NewField::new("on 2", FieldType::Signature, 2, bounds(100.0, 100.0, 50.0, 20.0)),
        ];
        reads_back(&bytes, &prepared(&bytes, &fields), &fields, &format!("with the form: {form_too}"));
    }
}

#[test]
fn a_placement_becomes_the_field_of_its_kind() {
    let at = |which| Anchor::Page(PageAnchor::new(which, 100.0, 200.0, signplace::geometry::Unit::Pt));
    let control = |id: &str, kind, which| {
        let mut control = Control::new(id, kind, at(which));
        if kind == Kind::Text {
            control.size =
                Some(Size::Measured(Sides { width: 80.0, height: 60.0, unit: signplace::geometry::Unit::Pt }));
        }
        control
    };
    let seam = Anchor::Seam(SeamAnchor::new(SeamPages::all(), 0.5, signplace::geometry::Unit::Fraction));
    let mut turned = control("turned", Kind::Signature, Which::Nth(1));
    turned.rotation = Some(90.0);
    let plan = Plan::new([
        control("seal", Kind::Seal, Which::All),
        control("date", Kind::Date, Which::Nth(-1)),
        control("text", Kind::Text, Which::Nth(1)),
        turned,
        Control::new("seam", Kind::Seam, seam.clone()),
    ]);
    let bytes = Pdf::of([Sheet::on(Paper::a4()), Sheet::on(Paper::a4())]).made().bytes;
    let original = original(&bytes);
    let placed = original.document().place(&plan).unwrap_or_else(|e| panic!("{e}"));
    let (fields, warnings) = fields_of(&placed, Manner::Signature).unwrap_or_else(|e| panic!("{e}"));
    let told: Vec<_> = fields.iter().map(|field| (&*field.name, field.kind, field.page, field.multiline)).collect();
    assert_eq!(
        told,
        [
            ("seal_1", FieldType::Signature, 1, false),
            ("seal_2", FieldType::Signature, 2, false),
            ("date", FieldType::Text, 2, false),
            ("text", FieldType::Text, 1, true),
            ("turned", FieldType::Signature, 1, false),
        ]
    );
    assert_eq!(codes(&warnings), ["rotation_ignored", "not_a_field"]);
    let (texts, _) = fields_of(&placed, Manner::Text).unwrap_or_else(|e| panic!("{e}"));
    assert!(texts.iter().all(|field| field.kind == FieldType::Text), "{texts:?}");
    reads_back(&bytes, &prepared(&bytes, &fields), &fields, "from a plan");

    let seams = original.document().place(&Plan::new([Control::new("seam", Kind::Seam, seam)]));
    let error = fields_of(&seams.unwrap_or_else(|e| panic!("{e}")), Manner::Signature).expect_err("nothing is left");
    assert_eq!(error.code(), "invalid_value", "{error}");
}

/// A document with a signed field, and the signature's references.
fn signed(reference: Option<Dictionary>, certifies: bool) -> Vec<u8> {
    let bytes = Pdf::of([Sheet::on(Paper::a4())])
        .field(Widgets::of("signed", signplace_tests::Kind::Signature).at(1, [10.0, 10.0, 50.0, 30.0]))
        .made()
        .bytes;
    let mut document = Document::load_mem(&bytes).expect("a fixture");
    let mut signature =
        dictionary! { "Type" => "Sig", "Filter" => "Adobe.PPKLite", "Contents" => Object::string_literal("…") };
    if let Some(reference) = reference {
        signature.set("Reference", vec![Object::Dictionary(reference)]);
    }
    let signature = document.add_object(signature);
    let field = document.objects.values_mut().find_map(|object| {
        object
            .as_dict_mut()
            .ok()
            .filter(|dict| dict.get(b"FT").is_ok_and(|kind| kind == &Object::Name(b"Sig".to_vec())))
    });
    field.expect("the field").set("V", signature);
    if certifies {
        document.catalog_mut().expect("a catalog").set("Perms", dictionary! { "DocMDP" => signature });
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("it is written");
    out
}

#[test]
fn signatures_decide_what_may_be_added() {
    let certification = |level: i64| {
        dictionary! { "TransformMethod" => "DocMDP", "TransformParams" => dictionary! { "P" => level } }
    };
    let lock = |action: &str, names: &[&str]| {
        let names: Vec<Object> = names.iter().map(|name| Object::string_literal(*name)).collect();
        dictionary! {
            "TransformMethod" => "FieldMDP",
            "TransformParams" => dictionary! { "Action" => action, "Fields" => names },
        }
    };
    let field = NewField::new("new", FieldType::Signature, 1, bounds(100.0, 100.0, 50.0, 20.0));
    for (what, bytes, allowed) in [
        ("a signature alone", signed(None, false), true),
        ("certified, no change", signed(Some(certification(1)), true), false),
        ("certified, filling in", signed(Some(certification(2)), true), false),
        ("certified, comments", signed(Some(certification(3)), true), false),
        ("certified, and the catalog forgot", signed(Some(certification(1)), false), false),
        ("all fields locked", signed(Some(lock("All", &[])), false), false),
        ("this field locked", signed(Some(lock("Include", &["new"])), false), false),
        ("another field locked", signed(Some(lock("Include", &["other"])), false), true),
        ("all others locked", signed(Some(lock("Exclude", &["new"])), false), true),
        ("this one among the others", signed(Some(lock("Exclude", &["other"])), false), false),
    ] {
        let done = original(&bytes).with_fields(std::slice::from_ref(&field));
        match (done, allowed) {
            (Ok(done), true) => assert_eq!(codes(&done.warnings), ["signed_document"], "{what}"),
            (Err(error), false) => {
                assert_eq!((error.code(), error.hint().is_some()), ("change_forbidden", true), "{what}");
            }
            (done, _) => panic!("{what}: {done:?}"),
        }
    }
    // Validators take a new text field in a signed document for tampering.
    let text = NewField::new("new", FieldType::Text, 1, bounds(100.0, 100.0, 50.0, 20.0));
    let error = original(&signed(None, false)).with_fields(&[text]).expect_err("it is signed");
    assert_eq!(error.code(), "change_forbidden", "{error}");
}

#[test]
fn the_same_input_gives_the_same_file() {
    let bytes = Pdf::of([Sheet::on(Paper::a4())]).packed().made().bytes;
    let fields = [NewField::new("a", FieldType::Text, 1, bounds(10.0, 10.0, 50.0, 20.0))];
    assert_eq!(prepared(&bytes, &fields).bytes, prepared(&bytes, &fields).bytes);
}
