//! PLATFORMS.md §8 to the printed digits, and that every exporter inverts.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::geometry::{Point, Vector};
use crate::number::rounded;
use crate::platform::UserUnit;

fn a4() -> Sheet {
    Sheet::new(595.28, 841.89)
}

/// The box of §8.
fn seal() -> Spot {
    Spot::new(1, Rect::from_origin_size(Point::new(100.0, 200.0), 119.06, 119.06), a4())
}

fn fields(name: &str) -> Fields {
    exporter(name).unwrap().fields(&seal(), &ExportOptions::default())
}

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_else(|| panic!("{value} is a number"))
}

#[test]
fn the_vectors_of_section_8_come_out_to_the_printed_digits() {
    for (name, decimals, expected) in [
        ("tencent", 2, &[100.0, 522.83][..]),
        ("qiyuesuo", 5, &[0.16799, 0.23756]),
        ("esign", 2, &[159.53, 259.53]),
        ("fasc", 2, &[212.71, 776.48]),
        ("bestsign", 5, &[0.16799, 0.62102]),
        ("acrobat-sign", 2, &[100.0, 319.06]),
        ("documenso", 3, &[16.799, 62.102, 20.001, 14.142]),
        ("docusign", 0, &[100.0, 523.0]),
        ("docusign-sign-here", 0, &[100.0, 502.0]),
        ("dropbox-sign", 0, &[100.0, 523.0, 132.0, 132.0]),
        ("docuseal", 5, &[0.16799, 0.62102, 0.20001, 0.14142]),
        ("opensign", 2, &[100.0, 522.83, 119.06, 119.06]),
    ] {
        let (keys, fields) = (exporter(name).unwrap().keys(), fields(name));
        let mut names = vec![keys.x, keys.y];
        names.extend(keys.sides.iter().flat_map(|(w, h)| [*w, *h]));
        let got: Vec<f64> = names.iter().map(|key| rounded(number(&fields[*key]), decimals)).collect();
        assert_eq!(&got[..expected.len()], expected, "{name}: {fields:?}");
    }
}

#[test]
fn each_platform_is_written_in_its_own_names_order_and_precision() {
    for (name, text) in [
        (
            "tencent",
            r#"{"ComponentPage":1,"ComponentPosX":100,"ComponentPosY":522.83,"ComponentWidth":119.06,"ComponentHeight":119.06}"#,
        ),
        ("qiyuesuo", r#"{"page":1,"offsetX":0.1679882,"offsetY":0.2375607}"#),
        ("esign", r#"{"positionPage":"1","positionX":159.53,"positionY":259.53}"#),
        ("fasc", r#"{"positionMode":"pixel","positionPageNo":1,"positionX":"212.7067","positionY":"776.48"}"#),
        ("bestsign", r#"{"pageNum":"1","x":"0.1679882","y":"0.6210194"}"#),
        ("docusign", r#"{"pageNumber":"1","xPosition":"100","yPosition":"523"}"#),
        ("docusign-sign-here", r#"{"pageNumber":"1","xPosition":"100","yPosition":"502"}"#),
        ("acrobat-sign", r#"{"pageNumber":1,"left":100,"top":319.06,"width":119.06,"height":119.06}"#),
        ("dropbox-sign", r#"{"page":1,"x":100,"y":523,"width":132,"height":132}"#),
        ("documenso", r#"{"page":1,"positionX":16.79882,"positionY":62.10194,"width":20.00067,"height":14.14199}"#),
        ("docuseal", r#"{"page":1,"x":0.1679882,"y":0.6210194,"w":0.2000067,"h":0.1414199}"#),
        ("opensign", r#"{"page":1,"x":100,"y":522.83,"w":119.06,"h":119.06}"#),
        ("css", r#"{"page":1,"left":133.3333,"top":697.1067,"width":158.7467,"height":158.7467}"#),
    ] {
        assert_eq!(serde_json::to_string(&fields(name)).unwrap(), text, "{name}");
    }
    assert_eq!(ALL.len(), 13, "a platform was added: give it a line above");
}

#[test]
fn a_preview_is_measured_in_the_pixels_of_the_drawn_page() {
    let options = ExportOptions { css_width: Some(892.92), ..ExportOptions::default() };
    let fields = exporter("css").unwrap().fields(&seal(), &options);
    assert_eq!(json!(fields), json!({"page": 1, "left": 150, "top": 784.245, "width": 178.59, "height": 178.59}));
    let senseless = ExportOptions { css_width: Some(0.0), ..ExportOptions::default() };
    let real_size = exporter("css").unwrap().fields(&seal(), &senseless);
    assert_eq!(real_size["left"], json!(133.3333), "a width of 0 is none");
}

#[test]
fn positions_from_a_keyword_follow_each_platforms_corner() {
    // 甲方（盖章） at 120, 250, 60 × 12.
    let keyword =
        Keyword { text: "甲方（盖章）", bounds: Rect::from_origin_size(Point::new(120.0, 250.0), 60.0, 12.0) };
    let by = |name: &str, options: &ExportOptions| {
        exporter(name).unwrap().fields_by_keyword(&seal(), &keyword, options).map(Value::Object)
    };
    let plain = ExportOptions::default();
    assert_eq!(
        by("tencent", &plain),
        Some(json!({"GenerateMode": "KEYWORD", "ComponentId": "甲方（盖章）", "OffsetX": -20, "OffsetY": -57.06,
                    "ComponentWidth": 119.06, "ComponentHeight": 119.06}))
    );
    assert_eq!(
        by("qiyuesuo", &plain),
        Some(json!({"keyword": "甲方（盖章）", "offsetX": -0.0335976, "offsetY": -0.0593902}))
    );
    let mid = ExportOptions { keyword_reference: KeywordReference::MidHeight, ..plain };
    // The stamp's middle is 259.53, the keyword's 256: 3.53 / 841.89.
    assert_eq!(
        by("qiyuesuo", &mid),
        Some(json!({"keyword": "甲方（盖章）", "offsetX": -0.0335976, "offsetY": 0.0041929}))
    );
    assert_eq!(
        by("fasc", &plain),
        Some(json!({"positionMode": "keyword", "positionKeyword": "甲方（盖章）",
                    "keywordOffsetX": "12.7067", "keywordOffsetY": "4.7067"}))
    );
    assert_eq!(
        by("docusign", &plain),
        Some(json!({"anchorUnits": "pixels", "anchorString": "甲方（盖章）",
                    "anchorXOffset": "-20", "anchorYOffset": "50"}))
    );
    assert_eq!(by("docuseal", &plain), None, "DocuSeal has no keywords");
}

#[test]
fn a_unit_that_is_ignored_divides_lengths_and_leaves_fractions() {
    let big = Sheet { width: 1190.56, height: 1683.78, user_unit: 2.0 };
    let spot = Spot::new(1, Rect::from_origin_size(Point::new(200.0, 400.0), 238.12, 238.12), big);
    let told = |name: &str, user_unit| {
        let options = ExportOptions { user_unit, ..ExportOptions::default() };
        exporter(name).unwrap().fields(&spot, &options)
    };
    assert_eq!(told("tencent", UserUnit::Ignored), fields("tencent"));
    assert_eq!(told("tencent", UserUnit::Applied)["ComponentPosY"], json!(1045.66));
    for name in ["qiyuesuo", "bestsign", "documenso", "docuseal"] {
        assert_eq!(told(name, UserUnit::Ignored), told(name, UserUnit::Applied), "{name}");
        assert_eq!(told(name, UserUnit::Ignored), fields(name), "{name}");
    }
}

#[test]
fn fields_that_say_nothing_are_refused_with_their_key() {
    let back = |name: &str, fields: Value, size| {
        let Value::Object(fields) = fields else { panic!("{fields}") };
        exporter(name).unwrap().spot(&fields, a4(), size, &ExportOptions::default()).unwrap_err()
    };
    let size = Some(Vector::new(10.0, 10.0));
    for (fields, path) in [
        (json!({"offsetX": 0.1, "offsetY": 0.1}), "/page"),
        (json!({"page": 0, "offsetX": 0.1, "offsetY": 0.1}), "/page"),
        (json!({"page": 1.5, "offsetX": 0.1, "offsetY": 0.1}), "/page"),
        (json!({"page": 1, "offsetX": "left", "offsetY": 0.1}), "/offsetX"),
        (json!({"page": 1, "offsetX": 0.1, "offsetY": "NaN"}), "/offsetY"),
        (json!({"page": 1, "offsetX": 0.1, "offsetY": null}), "/offsetY"),
    ] {
        let error = back("qiyuesuo", fields, size);
        assert_eq!((error.code(), error.path()), ("invalid_value", Some(path)), "{error}");
    }
    let unsized_ = back("qiyuesuo", json!({"page": 1, "offsetX": 0.1, "offsetY": 0.1}), None);
    assert!(unsized_.message().contains("size"), "{unsized_}");
    assert_eq!(exporter("paper").err().map(|e| e.code()), Some("invalid_value"));
}

/// How far, in page-space points, a number of this form may be from what was meant.
fn reach(exporter: &dyn Exporter, sheet: &Sheet) -> f64 {
    let half = 0.5 * 10f64.powi(-exporter.keys().form.decimals());
    let in_points = match exporter.keys().form {
        Form::Fraction => half * sheet.width.max(sheet.height),
        Form::Percent => half / 100.0 * sheet.width.max(sheet.height),
        Form::Points | Form::Whole => half * sheet.user_unit.max(1.0),
    };
    // A far edge is the sum of a place and a side, both rounded.
    2.0 * in_points + 1e-9
}

fn close(a: &Rect<Page>, b: &Rect<Page>, reach: f64) -> Result<(), TestCaseError> {
    for (a, b) in [(a.x0(), b.x0()), (a.y0(), b.y0()), (a.x1(), b.x1()), (a.y1(), b.y1())] {
        prop_assert!((a - b).abs() <= reach, "{a} became {b}, which is {} away; allowed is {reach}", (a - b).abs());
    }
    Ok(())
}

fn sheets() -> impl Strategy<Value = Sheet> {
    (50.0..3000.0f64, 50.0..3000.0f64, prop_oneof![Just(1.0), 0.25..8.0f64])
        .prop_map(|(width, height, user_unit)| Sheet { width, height, user_unit })
}

fn spots() -> impl Strategy<Value = Spot> {
    (sheets(), 1..500u32, -0.2..1.2f64, -0.2..1.2f64, 1.0..300.0f64, 1.0..300.0f64).prop_map(
        |(sheet, page, x, y, width, height)| {
            let corner = Point::new(x * sheet.width, y * sheet.height);
            Spot::new(page, Rect::from_origin_size(corner, width, height), sheet)
        },
    )
}

fn options() -> impl Strategy<Value = ExportOptions> {
    (any::<bool>(), any::<bool>(), proptest::option::of(100.0..3000.0f64)).prop_map(|(applied, mid, css_width)| {
        ExportOptions {
            user_unit: if applied { UserUnit::Applied } else { UserUnit::Ignored },
            keyword_reference: if mid { KeywordReference::MidHeight } else { KeywordReference::LowerLeft },
            css_width: css_width.map(|width| width.max(300.0)),
        }
    })
}

proptest! {
    #[test]
    fn every_exporter_inverts(spot in spots(), options in options()) {
        let size = Vector::new(spot.bounds.width(), spot.bounds.height());
        for exporter in ALL {
            let fields = exporter.fields(&spot, &options);
            let back = exporter.spot(&fields, spot.sheet, Some(size), &options)
                .map_err(|e| TestCaseError::fail(format!("{}: {e} in {fields:?}", exporter.name())))?;
            prop_assert_eq!(back.page, spot.page);
            // A preview smaller than the page packs more points into a pixel.
            let shrunk = options.css_width.map_or(1.0, |width| (spot.sheet.width / width).max(1.0));
            close(&spot.bounds, &back.bounds, reach(*exporter, &spot.sheet) * shrunk)?;
        }
    }

    #[test]
    fn what_was_rounded_once_is_not_rounded_further(spot in spots(), options in options()) {
        let size = Vector::new(spot.bounds.width(), spot.bounds.height());
        for exporter in ALL.iter().filter(|one| one.keys().form == Form::Whole) {
            let once = exporter.fields(&spot, &options);
            let back = exporter.spot(&once, spot.sheet, Some(size), &options)
                .map_err(|e| TestCaseError::fail(e.to_string()))?;
            let twice = exporter.fields(&back, &options);
            prop_assert_eq!(once, twice, "{}", exporter.name());
        }
    }

    #[test]
    fn every_exporter_with_keywords_inverts(spot in spots(), options in options(), kx in 0.0..1.0f64, ky in 0.0..1.0f64) {
        let at = Point::new(kx * spot.sheet.width, ky * spot.sheet.height);
        let keyword = Keyword { text: "签字", bounds: Rect::from_origin_size(at, 24.0, 12.0) };
        let size = Vector::new(spot.bounds.width(), spot.bounds.height());
        for exporter in ALL {
            let Some(fields) = exporter.fields_by_keyword(&spot, &keyword, &options) else { continue };
            let back = exporter.rect_by_keyword(&fields, &keyword.bounds, spot.sheet, Some(size), &options)
                .ok_or_else(|| TestCaseError::fail("no keywords"))?
                .map_err(|e| TestCaseError::fail(format!("{}: {e} in {fields:?}", exporter.name())))?;
            close(&spot.bounds, &back, reach(*exporter, &spot.sheet))?;
        }
    }
}
