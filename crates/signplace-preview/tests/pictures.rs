//! What is drawn stands where it was placed, to the pixel, on pages of every kind and in every picture.
#![cfg(feature = "png")]

use std::io::Read as _;
use std::sync::Arc;

use signplace::geometry::{Page, Point, Rect};
use signplace::place::Kind;
use signplace::{Document, OpenOptions, Plan};
use signplace_preview::{Drawing, Language, Mark, NoFonts, Painter, Report, Scene, annotated, size_in_pixels, svg};
use signplace_write::Original;

const DPI: f64 = 144.0;

/// Pages with this MediaBox, CropBox, Rotate and UserUnit, each with a line of Helvetica.
fn pdf(pages: &[([f64; 4], [f64; 4], u32, f64)]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 5 + i)).collect();
    let content = "BT /F1 12 Tf 100 300 Td (Signature of Party A) Tj ET";
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let sides = |rect: &[f64; 4]| rect.map(|side| side.to_string()).join(" ");
    for (media, crop, rotate, unit) in pages {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [{}] /CropBox [{}] /Rotate {rotate} /UserUnit {unit} \
             /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>",
            sides(media),
            sides(crop),
        ));
    }
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (i, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", i + 1).as_bytes());
    }
    let (size, at) = (objects.len() + 1, bytes.len());
    let tail = format!("xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n");
    bytes.extend_from_slice(tail.as_bytes());
    bytes
}

/// Upright, turned, cropped, in units of 2, and all of it.
fn pages() -> Vec<([f64; 4], [f64; 4], u32, f64)> {
    let (a4, crop) = ([0.0, 0.0, 595.0, 842.0], [50.5, 80.25, 550.0, 700.0]);
    let mut all = Vec::new();
    for rotate in [0, 90, 180, 270] {
        all.extend([(a4, a4, rotate, 1.0), (a4, crop, rotate, 1.0), (a4, a4, rotate, 2.0), (a4, crop, rotate, 2.0)]);
    }
    all
}

/// Width, height, and red, green and blue of every pixel.
fn decoded(png: &[u8]) -> (usize, usize, Vec<u8>) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes")) as usize;
    let (width, height) = (number(16), number(20));
    let mut data = Vec::new();
    let mut at = 8;
    while at < png.len() {
        let length = number(at);
        if &png[at + 4..at + 8] == b"IDAT" {
            data.extend_from_slice(&png[at + 8..at + 8 + length]);
        }
        at += length + 12;
    }
    let mut rows = Vec::new();
    flate2::read::ZlibDecoder::new(&data[..]).read_to_end(&mut rows).expect("deflated data");
    let mut pixels: Vec<u8> = Vec::with_capacity(width * height * 3);
    for (i, row) in rows.chunks(width * 3 + 1).enumerate() {
        assert_eq!(row[0], 2, "each row is the difference from the one above");
        for (x, byte) in row[1..].iter().enumerate() {
            let above = if i == 0 { 0 } else { pixels[(i - 1) * width * 3 + x] };
            pixels.push(byte.wrapping_add(above));
        }
    }
    (width, height, pixels)
}

/// The box around the pixels in which two pictures differ: left, top, right, bottom.
#[track_caller]
fn difference(a: &[u8], b: &[u8]) -> [f64; 4] {
    let (width, height, a) = decoded(a);
    let (width_b, height_b, b) = decoded(b);
    assert_eq!((width, height), (width_b, height_b));
    let mut found: Option<[usize; 4]> = None;
    for (i, (a, b)) in a.chunks(3).zip(b.chunks(3)).enumerate() {
        if a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > 100) {
            let (x, y) = (i % width, i / width);
            let [l, t, r, u] = found.unwrap_or([x, y, x, y]);
            found = Some([l.min(x), t.min(y), r.max(x), u.max(y)]);
        }
    }
    let [l, t, r, u] = found.expect("the pictures differ");
    [l as f64, t as f64, r as f64 + 1.0, u as f64 + 1.0]
}

/// Where a box is in a picture.
fn in_pixels(bounds: &Rect<Page>, scene: &Scene) -> [f64; 4] {
    let scale = DPI / 72.0;
    let shown = scene.geometry.page_to_top_left().rect(*bounds);
    [shown.x0(), shown.y0(), shown.x1(), shown.y1()].map(|side| side * scale)
}

#[track_caller]
fn is_at(found: [f64; 4], expected: [f64; 4], what: &str) {
    let off = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(off <= 1.0, "{what}: {off} px off; found {found:?}, expected {expected:?}");
}

fn seal_on(page: u32) -> Mark {
    // 42 mm, at a place that is on no grid.
    let side = 42.0 * 72.0 / 25.4;
    Mark::new("seal", Kind::Seal, page, Rect::from_origin_size(Point::new(201.37, 133.71), side, side))
}

fn bare() -> Drawing {
    let mut drawing = Drawing::default();
    drawing.labels = false;
    drawing
}

#[test]
fn a_ring_is_where_the_seal_was_placed_to_the_pixel() {
    let bytes = pdf(&pages());
    let document = Document::open(bytes.clone(), OpenOptions::default()).expect("a document");
    let painter = Painter::new(&bytes, None, DPI, Arc::new(NoFonts)).expect("a painter");
    for page in 1..=document.page_count() {
        let mark = seal_on(page);
        let scenes = bare().scenes(&document, &[page], std::slice::from_ref(&mark)).expect("a scene");
        let pictures = [true, false].map(|with_marks| painter.png(&scenes[0], with_marks).expect("a picture"));
        let (width, height, _) = decoded(&pictures[0]);
        assert_eq!((width as f64, height as f64), size_in_pixels(&scenes[0].geometry, DPI));
        let what = format!("{:?}", pages()[page as usize - 1]);
        is_at(difference(&pictures[0], &pictures[1]), in_pixels(&mark.bounds, &scenes[0]), &what);
    }
}

#[test]
fn the_annotations_of_a_copy_are_drawn_at_the_same_place() {
    let bytes = pdf(&pages());
    let original = Original::open(bytes.clone(), OpenOptions::default()).expect("a document");
    let marks: Vec<Mark> = (1..=original.document().page_count()).map(seal_on).collect();
    let all: Vec<u32> = marks.iter().map(|mark| mark.page).collect();
    let scenes = bare().scenes(original.document(), &all, &marks).expect("scenes");
    let copy = annotated(&original, &scenes).expect("a copy").bytes;
    assert!(copy.starts_with(&bytes), "the original is not a prefix");
    let painter = |bytes: &[u8]| Painter::new(bytes, None, DPI, Arc::new(NoFonts)).expect("a painter");
    let (before, after) = (painter(&bytes), painter(&copy));
    for (scene, mark) in scenes.iter().zip(&marks) {
        let picture = |painter: &Painter| painter.png(scene, false).expect("a picture");
        let what = format!("{:?}", pages()[mark.page as usize - 1]);
        is_at(difference(&picture(&before), &picture(&after)), in_pixels(&mark.bounds, scene), &what);
    }
}

fn plan() -> Plan {
    Plan::from_json(
        r#"{"version": 1, "placements": [
            {"id": "party-a <seal>", "kind": "seal", "signer": "A & B", "anchor": {"keyword": "Signature of Party A"},
             "offset": {"x": 40, "y": 30}, "size": "round-42"},
            {"id": "party-a-date", "kind": "date", "signer": "A & B", "anchor": {"page": 1, "x": 60, "y": 60, "unit": "pt"}},
            {"id": "sign", "kind": "signature", "signer": "B", "anchor": {"page": 1, "x": 560, "y": 60, "unit": "pt"}},
            {"id": "seam", "kind": "seam", "anchor": {"seam": "all", "y": 0.5, "unit": "fraction"}, "size": "round-42"}
        ]}"#,
    )
    .expect("a plan")
}

fn three_pages() -> (Document, Vec<u8>) {
    let a4 = [0.0, 0.0, 595.0, 842.0];
    let bytes = pdf(&[(a4, a4, 0, 1.0); 3]);
    (Document::open(bytes.clone(), OpenOptions::default()).expect("a document"), bytes)
}

#[test]
fn the_slices_of_a_seam_seal_are_drawn_on_their_pages() {
    let (document, bytes) = three_pages();
    let placed = document.place(&plan()).expect("placed");
    let seam: Vec<Mark> = Mark::of_plan(&plan(), &placed).into_iter().filter(|mark| mark.id == "seam").collect();
    assert_eq!(seam.iter().map(|mark| mark.slice).collect::<Vec<_>>(), [Some((0, 3)), Some((1, 3)), Some((2, 3))]);
    let painter = Painter::new(&bytes, None, DPI, Arc::new(NoFonts)).expect("a painter");
    let scenes = bare().scenes(&document, &[1, 2, 3], &seam).expect("scenes");
    for (scene, mark) in scenes.iter().zip(&seam) {
        let [with, without] = [true, false].map(|marks| painter.png(scene, marks).expect("a picture"));
        is_at(difference(&with, &without), in_pixels(&mark.bounds, scene), &format!("page {}", scene.page));
    }
}

#[test]
fn an_svg_says_what_it_shows_and_is_well_escaped() {
    let (document, _) = three_pages();
    let marks = Mark::of_plan(&plan(), &document.place(&plan()).expect("placed"));
    let scenes = Drawing::default().scenes(&document, &[1, 2, 3], &marks).expect("scenes");
    let first = svg(&scenes[0]);
    assert!(first.contains("viewBox=\"0 0 595 842\""), "{first}");
    assert!(first.contains("data-id=\"party-a &lt;seal&gt;\""), "{first}");
    for part in ["class=\"anchor\"", "class=\"offset\"", "class=\"control\"", "A &amp; B", "2026-12-28", "seam 1/3"] {
        assert!(first.contains(part), "no {part} in {first}");
    }
    let mut only = Drawing::default();
    only.only_placed = true;
    let without_seam: Vec<Mark> = marks.into_iter().filter(|mark| mark.id != "seam").collect();
    let pages: Vec<u32> =
        only.scenes(&document, &[1, 2, 3], &without_seam).expect("scenes").iter().map(|scene| scene.page).collect();
    assert_eq!(pages, [1]);
}

#[test]
fn a_report_is_one_file_that_opens_without_a_network() {
    let (document, bytes) = three_pages();
    let placed = document.place(&plan()).expect("placed");
    let marks = Mark::of_plan(&plan(), &placed);
    let scenes = Drawing::default().scenes(&document, &[1, 2, 3], &marks).expect("scenes");
    let painter = Painter::new(&bytes, None, 50.0, Arc::new(NoFonts)).expect("a painter");
    let pictures: Vec<_> = scenes.iter().map(|scene| painter.png(scene, false).expect("a picture")).collect();
    for (language, word) in [(Language::En, "Placements"), (Language::Zh, "骑缝章")] {
        let report = Report {
            file: "a <b>.pdf",
            page_count: 3,
            marks: &marks,
            scenes: &scenes,
            pictures: &pictures,
            warnings: &placed.warnings,
            language,
        };
        let html = report.html();
        assert!(html.contains(word) && html.contains("a &lt;b&gt;.pdf"), "{language:?}");
        assert_eq!(html.matches("data:image/png;base64,").count(), 3);
        assert!(!html.contains("http"), "{language:?} names an address");
        // x and y from the lower left, from the upper left, and in millimetres.
        for figure in ["560.00", "739.00", "197.56"] {
            assert!(html.contains(&format!(">{figure}</td>")), "no {figure}");
        }
    }
}

#[test]
fn a_resolution_that_makes_no_sense_is_refused() {
    let (document, bytes) = three_pages();
    for dpi in [0.0, -1.0, f64::NAN, 1e9] {
        let error = Painter::new(&bytes, None, dpi, Arc::new(NoFonts)).expect_err("no resolution");
        assert_eq!(error.code(), "invalid_value");
    }
    let painter = Painter::new(&bytes, None, 2400.0, Arc::new(NoFonts)).expect("a painter");
    let scenes = bare().scenes(&document, &[1], &[]).expect("a scene");
    assert_eq!(painter.png(&scenes[0], true).expect_err("too large").code(), "invalid_value");
}
