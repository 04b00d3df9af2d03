//! Hostile files: whatever is asked of one, there is an answer or an error with its own code, and soon.
//!
//! Each was written to make some step take the square of the file's size, or two to the power of its depth.

use std::time::{Duration, Instant};

use signplace::{Document, Error, ErrorCode, MatchMode, OpenOptions, PageRanges, Query};
use signplace_tests::bombs;
use signplace_tests::look::opened;

/// The promise is five seconds for an optimised build on a machine with nothing else to do.
const SOON: Duration = if cfg!(debug_assertions) { Duration::from_secs(30) } else { Duration::from_secs(5) };

/// What this thread has cost the processor, where the system tells it: a busy machine must not fail a test.
fn cost_so_far() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = || {
        let stat = std::fs::read_to_string("/proc/thread-self/stat").ok()?;
        let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
        let mut ticks = || fields.next()?.parse::<u64>().ok();
        // A hundredth of a second each.
        Some(Duration::from_millis((ticks()? + ticks()?) * 10))
    };
    told().unwrap_or_else(|| START.elapsed())
}

/// Asks everything; the first error, if there is one.
#[track_caller]
fn asked(what: &str, bytes: Vec<u8>) -> Result<u32, Error> {
    let begin = cost_so_far();
    let size = bytes.len();
    let answer = everything(bytes);
    let took = cost_so_far() - begin;
    let told = answer.as_ref().map_or_else(|e| e.code().to_owned(), |pages| format!("{pages} pages"));
    println!("{what}, {} KB: {told} in {took:.2?}", size >> 10);
    assert!(took < SOON, "{what} took {took:?} and came to {told}");
    answer
}

fn everything(bytes: Vec<u8>) -> Result<u32, Error> {
    let document = Document::open(bytes, OpenOptions::default())?;
    for mode in [MatchMode::Exact, MatchMode::Folded] {
        for found in document.find(&Query::new(["signature", "甲方"]).with_mode(mode))?.matches {
            assert!(found.bounds.is_finite() && found.font_size.is_finite(), "{found:?}");
        }
    }
    for field in document.fields()?.fields {
        assert!(field.bounds.is_finite(), "{field:?}");
    }
    document.pages(&PageRanges::single(1))?;
    Ok(document.page_count())
}

#[track_caller]
fn answered(what: &str, bytes: Vec<u8>) {
    if let Err(error) = asked(what, bytes) {
        panic!("{what}: {}: {error}", error.code());
    }
}

#[track_caller]
fn answered_or(what: &str, bytes: Vec<u8>, codes: &[ErrorCode]) {
    if let Err(error) = asked(what, bytes) {
        assert!(codes.contains(&error.kind()), "{what}: {}: {error}", error.code());
    }
}

#[test]
fn forms_that_double_28_times() {
    answered_or("doubling forms", bombs::forms_that_double(), &[ErrorCode::LimitOperators, ErrorCode::LimitNesting]);
}

#[test]
fn a_page_of_half_a_million_glyphs_and_more() {
    let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    let page = |count: usize| {
        let lines = (0..count / 100)
            .map(|n| format!("1 0 0 1 20 {} Tm ({}) Tj ", 800 - (n * 2) % 780, "abcde fghi".repeat(10)));
        bombs::page_of(&format!("BT /F 10 Tf {} ET", lines.collect::<String>()), font, &[])
    };
    answered("400,000 glyphs", page(400_000));
    let error = asked("1,900,000 glyphs", page(1_900_000)).expect_err("too many");
    assert_eq!(error.kind(), ErrorCode::LimitGlyphs);
}

#[test]
fn an_operator_of_codes_that_each_stop_it_costs_no_square() {
    let latin = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    let show = |shown: &str| bombs::page_of(&format!("BT /F .001 Tf {shown} ET"), latin, &[]);
    answered("400,000 codes without Unicode", show(&format!("({}) Tj", "\\001".repeat(400_000))));
    answered("400,000 codes with and without", show(&format!("({}) Tj", "\\001s".repeat(200_000))));
    answered("400,000 strings far apart", show(&format!("[{}] TJ", "(s)-2000 ".repeat(400_000))));
    let spans = format!("({}) Tj {}", "signature", "/Span /P BDC EMC ".repeat(50_000));
    let properties = format!("{latin} /Properties << /P << /ActualText ({}) >> >>", "signature".repeat(10_000));
    answered("a long ActualText of nothing", bombs::page_of(&format!("BT /F 9 Tf {spans} ET"), &properties, &[]));
}

#[test]
fn resources_and_pages_in_circles() {
    answered("circular resources", bombs::resources_in_circles());
}

#[test]
fn a_cmap_over_all_codes() {
    answered("ranges over 2^32 codes", bombs::cmap_of_all_codes());
}

#[test]
fn a_cmap_of_a_million_ranges() {
    answered("a million ranges", bombs::cmap_of_a_million_ranges());
}

#[test]
fn forms_of_fields_in_circles() {
    answered("a circular AcroForm", bombs::form_in_circles());
    answered_or(
        "a doubling AcroForm",
        bombs::form_that_doubles(),
        &[ErrorCode::LimitNesting, ErrorCode::LimitDecompressed],
    );
}

#[test]
fn fonts_with_absurd_metrics() {
    answered("absurd fonts", bombs::absurd_fonts());
}

#[test]
fn a_million_annotations() {
    answered_or(
        "a million annotations",
        bombs::million_annotations(),
        &[ErrorCode::LimitOperators, ErrorCode::LimitGlyphs, ErrorCode::LimitDecompressed],
    );
}

#[test]
fn an_enormous_array_of_widths() {
    answered("two million widths", bombs::enormous_widths());
}

#[test]
fn a_hundred_thousand_fonts() {
    answered_or("100,000 fonts", bombs::hundred_thousand_fonts(), &[ErrorCode::LimitOperators]);
}

#[test]
fn arrays_and_dictionaries_a_million_deep() {
    answered_or("deep arrays", bombs::deep("[", "]"), &[ErrorCode::Damaged]);
    answered_or("deep dictionaries", bombs::deep("<</A ", ">>"), &[ErrorCode::Damaged]);
    answered_or("deep dictionaries without an end", bombs::deep("<</A ", ""), &[ErrorCode::Damaged]);
    answered_or("deep strings", bombs::deep("(", ")"), &[ErrorCode::Damaged]);
}

#[test]
fn a_page_tree_that_is_deep_or_wide() {
    answered_or("a tree 100,000 deep", bombs::deep_page_tree(100_000), &[ErrorCode::Damaged, ErrorCode::LimitPages]);
    answered_or("a million pages", bombs::million_pages(), &[ErrorCode::LimitPages]);
}

#[test]
fn pages_that_share_a_megabyte_of_resources() {
    answered_or("shared resources", bombs::shared_resources(), &[ErrorCode::LimitDecompressed]);
}

#[test]
fn objects_without_an_end() {
    for open in [
        "1 0 obj (",
        "1 0 obj [",
        "1 0 obj <",
        "1 0 obj <</A ",
        "<</A (",
        "<</A[/B ",
        "<<",
        "1 0 obj<<>>stream\n",
        "<</Type/ObjStm>>stream\n",
        "1 0 obj % ",
    ] {
        answered_or(open, bombs::objects_without_end(open, 4), &[ErrorCode::Damaged]);
    }
}

#[test]
fn operands_and_operators_without_measure() {
    answered_or("long operands", bombs::long_operands(), &[ErrorCode::LimitGlyphs]);
    answered("unbalanced operators", bombs::unbalanced_operators());
}

#[test]
fn a_long_keyword_costs_no_multiple_of_the_text() {
    // Every character begins a candidate of a thousand, which the gap in its middle rules out.
    let line = |gap: &str| {
        format!("BT /F 1 Tf 1 0 0 1 9 9 Tm [{}] TJ ET", format!("({}) {gap} ", "a".repeat(750)).repeat(150))
    };
    let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    for gap in ["-600", "-300", "-90"] {
        let document = opened(&bombs::page_of(&line(gap), font, &[]));
        for query in [
            Query::new(["a".repeat(1000)]),
            Query::new([format!("{} a", "a ".repeat(400))]).with_mode(MatchMode::Exact),
        ] {
            let begin = cost_so_far();
            document.find(&query).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
            let took = cost_so_far() - begin;
            println!("gap {gap}: {took:.2?}");
            assert!(took < SOON, "gap {gap} took {took:?}");
        }
    }
}

#[test]
fn many_matches_of_a_broken_or_a_folded_text_cost_no_square() {
    // A hyphen at a line's end makes a second text, and a full-width letter a search to the letter.
    let lines: String = (0..300).map(|n| format!("1 0 0 1 9 {} Tm ({}-) Tj ", 9 + n, "a".repeat(300))).collect();
    let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>";
    let document = opened(&bombs::page_of(&format!("BT /F 1 Tf {lines} ET"), font, &[]));
    for query in [Query::new(["a"]), Query::new(["a"]).as_regex(), Query::new(["A"]).ignoring_case().as_regex()] {
        let begin = cost_so_far();
        let found = document.find(&query).unwrap_or_else(|e| panic!("{}: {e}", e.code())).matches.len();
        let took = cost_so_far() - begin;
        println!("{found} matches in {took:.2?}");
        assert!(took < SOON, "{found} matches took {took:?}");
    }
}
