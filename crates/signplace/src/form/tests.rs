//! What is read of small forms, each written for one case.

use super::conformance::geometry;
use super::{Field, FieldFlag, FieldKind, collect};
use crate::ErrorCode;
use crate::document::object::Pdf;
use crate::error::Error;
use crate::warning::{Warning, WarningCode};

const BYTES: u64 = 1 << 20;

/// A PDF of these objects, numbered from 1; the first is the catalog.
fn pdf(objects: &[&str]) -> Pdf {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", i + 1).as_bytes());
    }
    let table = bytes.len();
    bytes.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for offset in offsets {
        bytes.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    let trailer = format!("trailer\n<</Root 1 0 R/Size {}>>\nstartxref\n{table}\n%%EOF", objects.len() + 1);
    bytes.extend_from_slice(trailer.as_bytes());
    Pdf::new(bytes).unwrap()
}

fn try_read(objects: &[&str], byte_limit: u64) -> Result<(Vec<Field>, Vec<Warning>), Error> {
    let pdf = pdf(objects);
    let geometries: Vec<_> = pdf.pages().iter().map(|page| geometry(page.raw())).collect();
    collect::fields(&pdf, &geometries, byte_limit)
}

/// The fields of a document of one page, object 3, from its AcroForm's Fields, its Annots, and objects 4 and up.
fn read_all(fields: &str, annots: &str, rest: &[&str]) -> (Vec<Field>, Vec<Warning>) {
    let catalog = format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{fields}]>>>>");
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots[{annots}]>>");
    let mut objects = vec![&*catalog, "<</Type/Pages/Kids[3 0 R]/Count 1>>", &*page];
    objects.extend(rest);
    try_read(&objects, BYTES).unwrap()
}

fn read(fields: &str, annots: &str, rest: &[&str]) -> Vec<Field> {
    read_all(fields, annots, rest).0
}

fn names(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|field| field.name.as_str()).collect()
}

fn sides(field: &Field) -> [f64; 4] {
    [field.bounds.x0(), field.bounds.y0(), field.bounds.x1(), field.bounds.y1()]
}

#[test]
fn names_are_joined_through_the_hierarchy_and_empty_parts_left_out() {
    let fields = read(
        "4 0 R",
        "7 0 R 8 0 R",
        &[
            "<</T(party)/Kids[5 0 R]>>",
            "<</T()/Parent 4 0 R/Kids[6 0 R]>>",
            "<</T(a)/Parent 5 0 R/FT/Tx/Kids[7 0 R 8 0 R]>>",
            "<</T(name)/Parent 6 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
            "<</Parent 6 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
        ],
    );
    assert_eq!(names(&fields), ["party.a.name", "party.a"]);
}

#[test]
fn names_in_utf_16_and_utf_8_are_read() {
    let fields = read(
        "4 0 R 5 0 R",
        "4 0 R 5 0 R",
        &[
            "<</T<FEFF4E5965B97B7E7AE0>/FT/Sig/Subtype/Widget/Rect[0 0 9 9]>>",
            "<</T<EFBBBFE794B2>/FT/Sig/Subtype/Widget/Rect[0 0 9 9]>>",
        ],
    );
    assert_eq!(names(&fields), ["乙方签章", "甲"]);
}

#[test]
fn type_flags_and_value_are_inherited() {
    let fields = read(
        "4 0 R",
        "5 0 R 6 0 R",
        &[
            "<</T(city)/FT/Ch/Ff 131075/V[(Beijing)(Shanghai)]/Kids[5 0 R 6 0 R]>>",
            "<</Parent 4 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
            "<</Parent 4 0 R/Subtype/Widget/Rect[0 0 9 9]/FT/Tx/Ff 0/V(own)/F 2>>",
        ],
    );
    assert_eq!(fields[0].kind, FieldKind::Combobox);
    assert_eq!(fields[0].value.as_deref(), Some("Beijing, Shanghai"));
    assert_eq!(fields[0].flags, [FieldFlag::ReadOnly, FieldFlag::Required]);
    assert_eq!(fields[1].kind, FieldKind::Text);
    assert_eq!(fields[1].value.as_deref(), Some("own"));
    assert_eq!(fields[1].flags, [FieldFlag::Hidden]);
}

#[test]
fn every_type_is_told_from_its_flags() {
    for (entries, kind) in [
        ("/FT/Tx", FieldKind::Text),
        ("/FT/Btn", FieldKind::Checkbox),
        ("/FT/Btn/Ff 32768", FieldKind::Radio),
        ("/FT/Btn/Ff 65536", FieldKind::Button),
        ("/FT/Ch", FieldKind::Listbox),
        ("/FT/Ch/Ff 131072", FieldKind::Combobox),
        ("/FT/Sig", FieldKind::Signature),
    ] {
        let widget = format!("<</T(f){entries}/Subtype/Widget/Rect[0 0 9 9]>>");
        assert_eq!(read("4 0 R", "4 0 R", &[&widget])[0].kind, kind, "{entries}");
    }
}

#[test]
fn a_radio_group_has_one_entry_a_widget_and_one_value() {
    let fields = read(
        "4 0 R",
        "6 0 R 5 0 R",
        &[
            "<</T(paid)/FT/Btn/Ff 49152/V/yes/Kids[5 0 R 6 0 R]>>",
            "<</Parent 4 0 R/Subtype/Widget/Rect[10 10 20 20]/AS/yes>>",
            "<</Parent 4 0 R/Subtype/Widget/Rect[50 10 60 20]/AS/Off>>",
        ],
    );
    assert_eq!(names(&fields), ["paid", "paid"]);
    assert!(fields.iter().all(|field| field.kind == FieldKind::Radio && field.value.as_deref() == Some("yes")));
    assert_eq!([sides(&fields[0])[0], sides(&fields[1])[0]], [50.0, 10.0], "not in the order of Annots");
}

#[test]
fn a_check_box_without_a_value_has_the_state_that_it_shows() {
    let fields = read("4 0 R", "4 0 R", &["<</T(agree)/FT/Btn/AS/Off/Subtype/Widget/Rect[0 0 9 9]>>"]);
    assert_eq!(fields[0].value.as_deref(), Some("Off"));
}

#[test]
fn widgets_that_no_form_names_are_found_with_the_name_of_their_parents() {
    let fields = read(
        "null (wrong) 99 0 R",
        "null 5 0 R <</T(direct)/FT/Tx/Subtype/Widget/Rect[0 0 9 9]>> 77 0 R <</Subtype/Link/Rect[0 0 9 9]>>",
        &["<</T(lost)/FT/Sig>>", "<</T(sign)/Parent 4 0 R/Subtype/Widget/Rect[0 0 9 9]>>"],
    );
    assert_eq!(names(&fields), ["lost.sign", "direct"]);
}

#[test]
fn a_missing_parent_is_known_from_the_kids() {
    let fields = read("4 0 R", "5 0 R", &["<</T(a)/FT/Tx/Kids[5 0 R]>>", "<</T(b)/Subtype/Widget/Rect[0 0 9 9]>>"]);
    assert_eq!(names(&fields), ["a.b"]);
}

#[test]
fn cyclic_parents_and_kids_end() {
    let fields = read(
        "4 0 R",
        "5 0 R 6 0 R",
        &[
            "<</T(a)/FT/Tx/Parent 5 0 R/Kids[5 0 R 4 0 R]>>",
            "<</T(b)/Parent 4 0 R/Kids[4 0 R]/Subtype/Widget/Rect[0 0 9 9]>>",
            "<</T(self)/FT/Sig/Parent 6 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
        ],
    );
    assert_eq!(names(&fields), ["a.b", "self"]);
}

#[test]
fn a_widget_only_the_hierarchy_names_goes_to_the_page_of_its_p_or_is_warned_of() {
    let (fields, warnings) = read_all(
        "4 0 R 5 0 R 6 0 R",
        "6 0 R",
        &[
            "<</T(unshown)/FT/Tx/P 3 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
            "<</T(nowhere)/FT/Tx/P 88 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
            "<</T(shown)/FT/Tx/P 88 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
        ],
    );
    assert_eq!(names(&fields), ["shown", "unshown"]);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!(warnings[0].code, WarningCode::OffPage);
    assert!(warnings[0].message.contains("“nowhere”"), "{}", warnings[0].message);
}

#[test]
fn annots_is_stronger_than_p_and_a_widget_on_two_pages_is_on_both() {
    let (fields, warnings) = try_read(
        &[
            "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 6 0 R]>>>>",
            "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 600 800]>>",
            "<</Type/Page/Parent 2 0 R/Annots[5 0 R]>>",
            "<</Type/Page/Parent 2 0 R/Annots[6 0 R 5 0 R 5 0 R]>>",
            "<</T(both)/FT/Tx/P 3 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
            "<</T(second)/FT/Tx/P 3 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
        ],
        BYTES,
    )
    .unwrap();
    let found: Vec<_> = fields.iter().map(|field| (field.page, field.name.as_str())).collect();
    assert_eq!(found, [(1, "both"), (2, "second"), (2, "both")]);
    assert_eq!(warnings, []);
}

#[test]
fn boxes_follow_rotation_crop_and_unit() {
    // Cropped to 400 × 500 units from (50, 100); the widget is 10 from its left and 20 from its lower edge.
    for (rotate, expected) in [
        (0, [20.0, 40.0, 220.0, 140.0]),
        (90, [40.0, 580.0, 140.0, 780.0]),
        (180, [580.0, 860.0, 780.0, 960.0]),
        (270, [860.0, 20.0, 960.0, 220.0]),
    ] {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[-20 0 450 600]/CropBox[50 100 500 700]/Rotate {rotate}/UserUnit 2
               /Annots[<</T(seal)/FT/Sig/Subtype/Widget/Rect[160 170 60 120]>>]>>"
        );
        let fields = try_read(&["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", &page], BYTES);
        let field = &fields.unwrap().0[0];
        assert_eq!(sides(field), expected, "Rotate {rotate}");
        let (width, height) = if rotate % 180 == 0 { (800.0, 1000.0) } else { (1000.0, 800.0) };
        assert!((field.normalized.x0() - expected[0] / width).abs() < 1e-12, "Rotate {rotate}: {:?}", field.normalized);
        assert!(
            (field.normalized.y1() - expected[3] / height).abs() < 1e-12,
            "Rotate {rotate}: {:?}",
            field.normalized
        );
    }
}

#[test]
fn a_signature_is_signed_when_its_value_has_contents_or_a_byte_range() {
    for (value, signed) in [
        ("", false),
        ("/V null", false),
        ("/V<</Type/Sig>>", false),
        ("/V<</Type/Sig/Contents<00>>>", true),
        ("/V<</ByteRange[0 1 2 3]>>", true),
        ("/V 5 0 R", true),
    ] {
        let widget = format!("<</T(s)/FT/Sig{value}/Subtype/Widget/Rect[0 0 9 9]>>");
        let fields = read("4 0 R", "4 0 R", &[&widget, "<</Type/Sig/Contents<00>>>"]);
        assert_eq!(fields[0].signed, Some(signed), "{value}");
        assert_eq!(fields[0].value, None, "{value}");
    }
}

#[test]
fn empty_and_distant_rectangles_are_listed_as_off_page_and_wrong_ones_left_out() {
    let widget = |name: &str, rect: &str| format!("<</T({name})/FT/Sig/Subtype/Widget/Rect {rect}>>");
    let annots = [
        widget("empty", "[0 0 0 0]"),
        widget("outside", "[700 0 720 20]"),
        widget("edge", "[590 0 720 20]"),
        widget("short", "[1 2 3]"),
        widget("words", "[1 /two 3 4 5]"),
    ]
    .concat();
    let (fields, warnings) = read_all("", &annots, &[]);
    assert_eq!(names(&fields), ["empty", "outside", "edge"]);
    let off_page: Vec<_> = fields.iter().map(|field| field.flags.contains(&FieldFlag::OffPage)).collect();
    assert_eq!(off_page, [true, true, false]);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].message.contains("“short”, “words”"), "{}", warnings[0].message);
}

#[test]
fn a_text_field_may_keep_its_value_in_a_stream() {
    let fields = read(
        "4 0 R",
        "4 0 R",
        &["<</T(note)/FT/Tx/V 5 0 R/Subtype/Widget/Rect[0 0 9 9]>>", "<</Length 5>>\nstream\nhello\nendstream"],
    );
    assert_eq!(fields[0].value.as_deref(), Some("hello"));
}

#[test]
fn fields_nested_without_end_are_an_error() {
    let nested: Vec<_> = (0..400).map(|i| format!("<</T(t)/FT/Tx/Kids[{} 0 R]>>", i + 5)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>",
    ];
    objects.extend(nested.iter().map(String::as_str));
    assert_eq!(try_read(&objects, BYTES).unwrap_err().kind(), ErrorCode::LimitNesting);
}

#[test]
fn a_small_file_that_expands_to_a_huge_form_is_an_error() {
    let annots = format!("[{}]", "6 0 R ".repeat(40));
    let name = format!("<</T({})/FT/Tx>>", "n".repeat(5000));
    let pages: Vec<_> = (0..200).map(|_| "<</Type/Page/Parent 2 0 R/Annots 5 0 R>>").collect();
    let kids: String = (0..pages.len()).map(|i| format!("{} 0 R ", i + 7)).collect();
    let tree = format!("<</Type/Pages/Kids[{kids}]/Count 200/MediaBox[0 0 600 800]>>");
    let widget = "<</Parent 3 0 R/Subtype/Widget/Rect[0 0 9 9]>>";
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>", &*tree, &*name, "null", &*annots, widget];
    objects.extend(pages);
    assert_eq!(try_read(&objects, BYTES).unwrap_err().kind(), ErrorCode::LimitDecompressed);
    assert_eq!(try_read(&objects, BYTES * 16).unwrap().0.len(), 200);
}
