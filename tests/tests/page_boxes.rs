//! Boxes and rotations that cannot be used: another stands in, and that is said.

use signplace::PageRanges;
use signplace_tests::bombs::file_of;
use signplace_tests::look::opened;

/// One page with these entries.
fn page(entries: &str) -> Vec<u8> {
    file_of(&[
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 400] >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R {entries} >>"),
    ])
}

/// Displayed width and height, the MediaBox as told, and the codes of the warnings.
fn told(entries: &str) -> (f64, f64, serde_json::Value, Vec<String>) {
    let pages = opened(&page(entries)).pages(&PageRanges::all()).expect("pages are told");
    let json = serde_json::to_value(&pages.pages[0]).expect("JSON");
    let codes = pages.warnings.iter().map(|w| w.code.to_string()).collect();
    (pages.pages[0].width(), pages.pages[0].height(), json["media_box"].clone(), codes)
}

#[test]
fn a_media_box_that_cannot_be_used_is_told_as_stored_and_warned_of() {
    for (stored, x, y, width, height) in [
        ("[0 0 0 0]", 0.0, 0.0, 0.0, 0.0),
        ("[5 5 5 800]", 5.0, 5.0, 0.0, 795.0),
        ("[0 0 99999999999 100]", 0.0, 0.0, 99_999_999_999.0, 100.0),
        ("[0 0 600]", 0.0, 0.0, 0.0, 0.0),
    ] {
        let (shown_width, shown_height, media_box, codes) = told(&format!("/MediaBox {stored}"));
        assert_eq!((shown_width, shown_height), (612.0, 792.0), "{stored}");
        for (key, expected) in [("x", x), ("y", y), ("width", width), ("height", height)] {
            assert_eq!(media_box[key].as_f64(), Some(expected), "{key} of {stored}: {media_box}");
        }
        assert_eq!(codes, ["crop_offset"], "{stored}");
    }
    assert_eq!(told("").3, [""; 0]);
}

#[test]
fn a_crop_box_without_area_is_warned_of() {
    for stored in ["[0 0 0 0]", "[9 9 9 50]", "[1 2 3]"] {
        let (width, height, _, codes) = told(&format!("/CropBox {stored}"));
        assert_eq!((width, height), (300.0, 400.0), "{stored}");
        assert_eq!(codes, ["crop_offset"], "{stored}");
    }
}

#[test]
fn a_rotation_that_is_no_multiple_of_90_is_none_and_warned_of() {
    for (stored, sides) in
        [("90.4", (300.0, 400.0)), ("89.9", (300.0, 400.0)), ("90.0", (400.0, 300.0)), ("450", (400.0, 300.0))]
    {
        let (width, height, _, codes) = told(&format!("/Rotate {stored}"));
        assert_eq!((width, height), sides, "Rotate {stored}");
        assert_eq!(codes, ["rotated_page"], "Rotate {stored}");
    }
}
