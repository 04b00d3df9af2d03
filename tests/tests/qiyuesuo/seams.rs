//! Seam seals: the pages that they run over, their slices, and what is said of them.

use serde_json::json;
use signplace::platform::{Files, Report, qiyuesuo};
use signplace_tests::look::opened;
use signplace_tests::{Paper, Pdf, Sheet};

use super::{HEIGHT, SEAL, WIDTH, codes, contract, one_page, options, out, request, resolved, resolved_with, seal};

#[test]
fn seam_seals_stay_and_the_report_draws_their_slices() {
    let stamper = seal(json!({"type": "ACROSS_PAGE_ODD", "offsetY": 0.5}));
    let resolution = resolved(&json!([stamper]));
    assert_eq!(out(&resolution), [stamper]);
    let slices = &resolution.report.placements;
    assert_eq!(slices.iter().map(|slice| slice.page).collect::<Vec<_>>(), [1, 3]);
    for (slice, seal) in slices.iter().zip([(0.0, 0.5), (0.5, 1.0)]) {
        assert!((slice.bounds.x1() - WIDTH).abs() < 1e-3 && (slice.bounds.width() - SEAL / 2.0).abs() < 1e-3);
        assert!((slice.bounds.y0() - HEIGHT / 2.0).abs() < 1e-3, "{:?}", slice.bounds);
        let shown = slice.slice.expect("a slice shows a part of the seal");
        assert_eq!((shown.x0(), shown.x1()), seal);
    }
}

#[test]
fn a_seam_over_all_documents_numbers_their_pages_through() {
    let mut files = Files::default();
    for (id, bytes) in [("11", one_page()), ("22", contract())] {
        files.add(Some(id.to_owned()), None, std::sync::Arc::new(opened(&bytes)));
    }
    let text = request(&json!([seal(
        json!({"type": "ACROSS_PAGE_EVEN", "offsetY": 0.5, "acrossType": "ALL_DOCUMENT", "documentIds": "11,22"})
    )]));
    let resolution = qiyuesuo::resolve(&text, &files, &options()).unwrap();
    // Five pages in all; the second is page 1 of the second document, the fourth its page 3.
    let pages: Vec<(&str, u32)> = resolution.report.placements.iter().map(|p| (&*p.file, p.page)).collect();
    assert_eq!(pages, [("22", 1), ("22", 3)]);
}

#[test]
fn a_limit_of_pages_shares_a_seam_among_seals() {
    let stampers = json!([seal(json!({"type": "ACROSS_PAGE", "offsetY": "0.5"}))]);
    let limited = options().with_max_pages_per_seal(2);
    let resolution = resolved_with(&request(&stampers), &contract(), &limited);
    let out = out(&resolution);
    let scopes: Vec<_> = out.iter().map(|one| (one["type"].clone(), one["sealPageConfig"].clone())).collect();
    assert_eq!(scopes, [(json!("ACROSS_PAGE_SCOPE"), json!("1 ~ 2")), (json!("ACROSS_PAGE_SCOPE"), json!("3 ~ 4"))]);
    let outs: Vec<&str> = resolution.report.placements.iter().map(|placed| &*placed.out[0]).collect();
    assert_eq!(outs, ["/stampers/0", "/stampers/0", "/stampers/1", "/stampers/1"]);
    let again = resolved_with(resolution.request.as_ref().unwrap(), &contract(), &options());
    assert_eq!(boxes(&again.report), boxes(&resolution.report), "the answer means the same when it is read again");
}

fn boxes(report: &Report) -> Vec<(u32, [i64; 4])> {
    let micro = |v: f64| (v * 1e3).round() as i64;
    report
        .placements
        .iter()
        .map(|p| (p.page, [p.bounds.x0(), p.bounds.y0(), p.bounds.x1(), p.bounds.y1()].map(micro)))
        .collect()
}

#[test]
fn a_seam_on_one_page_or_over_mixed_or_too_many_pages_is_told() {
    let stampers = json!([seal(json!({"type": "ACROSS_PAGE", "offsetY": 0.5}))]);
    let report = |bytes: &[u8]| resolved_with(&request(&stampers), bytes, &options());
    let alone = report(&one_page());
    assert_eq!(codes(&alone.report), ["seam_too_few_pages"]);
    assert!(alone.request.is_err());
    let sheets = |count: usize| (0..count).map(|_| Sheet::on(Paper::a4()));
    assert_eq!(codes(&report(&Pdf::of(sheets(21)).made().bytes).report), [""; 0], "42 mm over 21 pages is 2 mm each");
    assert_eq!(codes(&report(&Pdf::of(sheets(22)).made().bytes).report), ["seam_slice_thin"]);
    let mixed = Pdf::of(sheets(2).chain([Sheet::on(Paper::with_media_box([0.0, 0.0, 841.89, 595.28]))])).made().bytes;
    assert_eq!(codes(&report(&mixed).report), ["mixed_page_sizes"]);
}
