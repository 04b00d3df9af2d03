//! The short cuts of a search, and its threads, change nothing about its answer: pages that are only glanced at, lines
//! that are passed over, pages searched at once.

use std::path::{Path, PathBuf};

use signplace::search::Findings;
use signplace::{Document, MatchMode, OpenOptions, Query};
use signplace_tests::{Line, Paper, Pdf, Sheet, bombs};

/// PDFs that there are: the examples, the regressions, and the conformance set where it lies beside the project.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let conformance = std::env::var_os("CONFORMANCE").map_or_else(|| root.join("../shared/conformance"), PathBuf::from);
    let mut files = Vec::new();
    for folder in [root.join("examples"), root.join("tests/fixtures/regressions"), conformance.join("documents")] {
        collect(&folder, &mut files);
    }
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "pdf") {
            files.push(path);
        }
    }
}

/// What is asked of every document: keywords that are on many pages, and some that are on none.
fn queries() -> Vec<Query> {
    let keywords = ["甲方", "签署日期", "Party", "the", "囍", "Q#z"];
    let mut queries = Vec::new();
    for keyword in keywords {
        queries.push(Query::new([keyword]).with_mode(MatchMode::Exact));
    }
    queries.push(Query::new(keywords));
    queries.push(Query::new(["签 章", "囍（章）"]).ignoring_case().with_variants());
    queries
}

fn answer(document: &Document, query: &Query) -> String {
    let text = |found: &Findings| serde_json::to_string(found).expect("findings are JSON");
    document.find(query).as_ref().map_or_else(|error| format!("{error:?}"), text)
}

#[test]
fn short_cuts_and_threads_give_the_answer_of_the_long_way() {
    let (mut asked, mut short) = (0, 0);
    for path in documents() {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let Ok(alone) = Document::open(bytes.clone(), OpenOptions::default().on_threads(1)) else { continue };
        let Ok(together) = Document::open(bytes, OpenOptions::default().on_threads(3)) else { continue };
        for query in queries() {
            let mut long = query.clone();
            long.thorough = true;
            let expected = answer(&alone, &long);
            assert_eq!(answer(&alone, &query), expected, "{} {:?}, short cuts", path.display(), query.keywords);
            assert_eq!(answer(&together, &query), expected, "{} {:?}, threads", path.display(), query.keywords);
            asked += 1;
            short += usize::from(expected.contains("\"count\":0"));
        }
    }
    assert!(asked > 20 && short > 5, "{asked} questions, {short} of them without a match");
}

#[test]
fn a_page_with_fonts_set_in_odd_ways_is_not_passed_over() {
    // The first two pages are read whole, whatever they hold.
    let plain = "BT /F1 12 Tf 50 500 Td (hello) Tj ET";
    let chinese = "/Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype \
                   /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) \
                   /Supplement 2 >> >>]";
    let latin = "/Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding";
    let font = |rest| format!("<< /Type /Font /Subtype {rest} >>");
    let resources = format!("/Font << /F1 {} /F4 {} >>", font(latin), font(chinese));
    // More operands than any operator takes: the oldest are forgotten, the font among them.
    let many_numbers = format!("/F4 {} 12 Tf 0 -100 Td (SEAL) Tj", "1 ".repeat(300));
    let many_operands = format!("{} /F4 12 Tf 0 -100 Td (SEAL) Tj", "1 ".repeat(255));
    let many_names = format!("{} /F4 12 Tf 0 -100 Td (SEAL) Tj", "/F1 ".repeat(255));
    for (odd, keyword) in [
        ("/F4 12 %c\n Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("/F4 12 null Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("/F4 (a) Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("/F4 << /A 1 >> Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("[/F4] 12 Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("1 0q /F4 12 Tf Q 0 -30 Td (SEAL) Tj", "SEAL"),
        // What begins as a number and is none.
        ("/F4 -x 12 Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("/F4 12 .x Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("/F4 12 -Tf 0 -100 Td (SEAL) Tj", "SEAL"),
        // Arrays that are never closed, with words in them.
        ("[/F4 re 12 Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("[/F4 12 gs] Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("[x /F4 cs 12 Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("[ q /F4 12 Tf 0 -100 Td <753265B9> Tj", "甲方"),
        ("/F4 x 12 Tf 0 -100 Td (SEAL) Tj", "SEAL"),
        (many_numbers.as_str(), "SEAL"),
        (many_operands.as_str(), "SEAL"),
        (many_names.as_str(), "SEAL"),
    ] {
        let content = format!("BT /F1 12 Tf 50 600 Td (hello) Tj {odd} ET");
        let bytes = bombs::pages_of(&[plain, plain, &content], &resources);
        let document = Document::open(bytes, OpenOptions::default()).expect("it opens");
        let query = Query::new([keyword]).with_mode(MatchMode::Exact);
        let mut long = query.clone();
        long.thorough = true;
        assert_eq!(answer(&document, &query), answer(&document, &long), "{odd}");
        assert_eq!(document.find(&query).map(|found| found.matches.len()), Ok(1), "{odd}");
    }
}

#[test]
fn a_limit_met_on_one_page_of_many_is_the_same_error_on_any_number_of_threads() {
    let sheet = |page| {
        let text = if page > 23 { "abc".repeat(12) } else { "abc".to_owned() };
        Sheet::on(Paper::a4()).with(Line::of(&text).at(72.0, 700.0))
    };
    let bytes = Pdf::of((1..=40).map(sheet)).made().bytes;
    let find = |threads| {
        let mut options = OpenOptions::default().on_threads(threads);
        options.limits.glyphs = 20;
        let document = Document::open(bytes.clone(), options).expect("it opens");
        answer(&document, &Query::new(["abc"]))
    };
    let expected = find(1);
    assert!(expected.contains("Page 24"), "{expected}");
    for threads in [2, 3, 8] {
        assert_eq!(find(threads), expected, "{threads} threads");
    }
}
