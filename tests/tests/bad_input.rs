//! Bad, damaged and hostile input: an answer where there is one, else an error with its own code, and soon.

use std::time::{Duration, Instant};

use signplace::{Document, Error, ErrorCode, MatchMode, OpenOptions, PageRanges, Query};
use signplace_tests::look::{finds_exactly, opened, spot, told};
use signplace_tests::{
    Line, Lock, Made, Paper, Pdf, Sheet, cyclic_page_tree, endless_forms, forms_within_forms, million_operators,
    wild_matrices, with_junk_in_front, with_wrong_startxref, without_eof, without_tail,
};

/// What a person waits for an error.
const SOON: Duration = Duration::from_secs(20);

fn contract() -> Made {
    let line = |y: f64| Line::of("签署：甲方（盖章）").at(90.0, y).expecting("甲方（盖章）");
    Pdf::of([Sheet::on(Paper::a4()).with(line(600.0)), Sheet::on(Paper::a4()).with(line(500.0))]).made()
}

fn open(bytes: &[u8]) -> Result<Document, Error> {
    Document::open(bytes.to_vec(), OpenOptions::default())
}

fn open_with(bytes: &[u8], password: &str) -> Result<Document, Error> {
    let mut options = OpenOptions::default();
    options.password = Some(password.to_owned());
    Document::open(bytes.to_vec(), options)
}

/// Opens and searches, for an error that may come from either.
fn search(bytes: &[u8], options: OpenOptions) -> Result<signplace::search::Findings, Error> {
    Document::open(bytes.to_vec(), options)?.find(&Query::new(["signature"]))
}

#[track_caller]
fn refused<T>(what: &str, answer: Result<T, Error>, code: ErrorCode) {
    match answer {
        Ok(_) => panic!("{what}: expected {code}, but it was answered"),
        Err(error) => {
            assert_eq!(error.kind(), code, "{what}: {error}");
            assert!(error.message().len() > 10, "{what}: the message {:?} is no sentence", error.message());
        }
    }
}

#[track_caller]
fn soon<T>(what: &str, ask: impl FnOnce() -> T) -> T {
    let begin = Instant::now();
    let answer = ask();
    assert!(begin.elapsed() < SOON, "{what} took {:?}", begin.elapsed());
    answer
}

#[test]
fn what_is_no_pdf_is_refused_as_such() {
    refused("no bytes", open(b""), ErrorCode::EmptyFile);
    refused("a text", open(b"Dear Sir or Madam,\nplease sign this contract.\n"), ErrorCode::NotAPdf);
    refused("a text in Chinese", open("甲方（盖章）".as_bytes()), ErrorCode::NotAPdf);
    refused("a PNG", open(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"), ErrorCode::NotAPdf);
    refused("a zip", open(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml"), ErrorCode::NotAPdf);
    refused("one byte", open(b"%"), ErrorCode::NotAPdf);
    refused("zeros", open(&[0; 4096]), ErrorCode::NotAPdf);
}

#[test]
fn a_pdf_of_which_too_much_is_lost_is_damaged() {
    let bytes = contract().bytes;
    refused("a header and no more", open(&bytes[..16]), ErrorCode::Damaged);
    refused("a header and rubbish", open(b"%PDF-1.7\nnothing that a PDF would say\n%%EOF\n"), ErrorCode::Damaged);
}

#[test]
fn a_pdf_cut_anywhere_is_answered_or_damaged() {
    let bytes = contract().bytes;
    for length in (0..bytes.len()).step_by(97) {
        let answer = soon("a cut file", || search(&bytes[..length], OpenOptions::default()));
        if let Err(error) = answer {
            let expected = [ErrorCode::Damaged, ErrorCode::NotAPdf, ErrorCode::EmptyFile];
            assert!(expected.contains(&error.kind()), "cut at {length} of {}: {}", bytes.len(), error.code());
        }
    }
}

#[test]
fn damage_that_can_be_mended_is_mended() {
    let Made { bytes, expected, widgets } = contract();
    let damaged = [
        ("junk in front", with_junk_in_front(&bytes)),
        ("a wrong startxref", with_wrong_startxref(&bytes)),
        ("no %%EOF", without_eof(&bytes)),
        ("a cut tail", without_tail(&bytes, 60)),
        ("junk in front and a cut tail", without_tail(&with_junk_in_front(&bytes), 60)),
        ("a tail of junk", [&*bytes, &[0; 3000]].concat()),
    ];
    for (what, bytes) in damaged {
        finds_exactly(what, &Made { bytes, expected: expected.clone(), widgets: widgets.clone() }, 0.01);
    }
}

#[test]
fn object_streams_are_read() {
    let made = Pdf::with_lines([Line::of("甲方（盖章）").at(90.0, 600.0).expecting("甲方（盖章）")]).packed().made();
    finds_exactly("object streams", &made, 0.01);
}

#[test]
fn a_locked_document_opens_with_its_passwords_only() {
    for lock in Lock::all("secret") {
        let line = Line::of("甲方（盖章）").at(90.0, 600.0);
        let made = Pdf::with_lines([line]).locked(lock).made();
        refused(&format!("{lock:?} without a password"), open(&made.bytes), ErrorCode::PasswordRequired);
        refused(&format!("{lock:?} with a wrong one"), open_with(&made.bytes, "wrong"), ErrorCode::PasswordWrong);
        opens_with(lock, &made.bytes, "secret");
        opens_with(lock, &made.bytes, "owner");
    }
}

#[test]
fn a_password_opens_however_it_is_spelt() {
    // Set as SASLprep has it, which folds compatibility characters and composes accents.
    for (set, typed) in [("pässword9", "pa\u{308}ssword９"), ("IX secret", "Ⅸ\u{a0}secret"), ("密码２", "密码2")]
    {
        let line = Line::of("甲方（盖章）").at(90.0, 600.0);
        let lock = Lock::aes_256(set);
        let made = Pdf::with_lines([line]).locked(lock).made();
        for password in [set, typed] {
            opens_with(lock, &made.bytes, password);
        }
        refused("another", open_with(&made.bytes, "ä"), ErrorCode::PasswordWrong);
    }
}

#[track_caller]
fn opens_with(lock: Lock, bytes: &[u8], password: &str) {
    let document = open_with(bytes, password).unwrap_or_else(|e| panic!("{lock:?}: {password}: {e}"));
    let findings = document.find(&Query::new(["甲方（盖章）"])).unwrap_or_else(|e| panic!("{lock:?}: {e}"));
    assert_eq!(findings.matches.len(), 1, "{lock:?} opened with {password}");
}

#[test]
fn the_owners_password_opens_a_document_that_has_no_user_password() {
    for lock in Lock::all("") {
        let made = Pdf::with_lines([Line::of("甲方（盖章）")]).locked(lock).made();
        opens_with(lock, &made.bytes, "owner");
        // One that nobody asked for locks nobody out.
        opens_with(lock, &made.bytes, "wrong");
    }
}

#[test]
fn a_document_locked_with_the_empty_password_opens_by_itself() {
    for lock in Lock::all("") {
        let line = Line::of("甲方（盖章）").at(90.0, 600.0).expecting("甲方（盖章）");
        finds_exactly(&format!("{lock:?}"), &Pdf::with_lines([line]).locked(lock).made(), 0.01);
    }
}

#[test]
fn pages_that_are_not_there_are_refused() {
    let document = opened(&contract().bytes);
    for number in [0, 3, 99, -3, i64::MIN, i64::MAX] {
        refused(&format!("page {number}"), document.page(number), ErrorCode::PageOutOfRange);
    }
    for number in [1, 2] {
        assert_eq!(document.page(number).expect("there").number(), u32::try_from(number).expect("small"));
        assert_eq!(document.page(number - 3).expect("there").number(), u32::try_from(number).expect("small"));
    }
    for ranges in ["99", "-3", "3-7", "1,99"] {
        let pages: Result<_, Error> = ranges.parse::<PageRanges>();
        let answer = pages.and_then(|ranges| document.find(&Query::new(["甲方"]).on_pages(ranges)));
        refused(&format!("pages {ranges}"), answer, ErrorCode::PageOutOfRange);
    }
}

#[test]
fn page_ranges_that_make_no_sense_are_refused() {
    let document = opened(&contract().bytes);
    for ranges in ["0", "0-2", "a", "1-", "1--", "1;2", "1.5", "", ",", "99999999999999999999", "--1"] {
        let answer = ranges.parse::<PageRanges>().and_then(|ranges| document.pages(&ranges));
        let code = answer.map(|_| "an answer").map_err(|e| e.code());
        assert!(matches!(code, Err("invalid_value" | "page_out_of_range" | "usage")), "{ranges:?}: {code:?}");
    }
}

#[test]
fn a_keyword_of_nothing_is_refused() {
    let document = opened(&contract().bytes);
    for keyword in ["", " ", "\u{3000}\u{a0} \t\n"] {
        for mode in [MatchMode::Exact, MatchMode::Folded] {
            let query = Query::new(["甲方", keyword]).with_mode(mode);
            refused(&format!("{keyword:?} in {mode:?}"), document.find(&query), ErrorCode::KeywordEmpty);
        }
    }
}

#[test]
fn every_limit_has_its_own_code() {
    let bytes = contract().bytes;
    let limited = |set: &dyn Fn(&mut signplace::Limits)| {
        let mut options = OpenOptions::default();
        set(&mut options.limits);
        search(&bytes, options)
    };
    refused("file size", limited(&|l| l.file_bytes = 100), ErrorCode::LimitFileSize);
    refused("a stream", limited(&|l| l.stream_bytes = 10), ErrorCode::LimitDecompressed);
    refused("all streams", limited(&|l| l.total_stream_bytes = 100), ErrorCode::LimitDecompressed);
    refused("pages", limited(&|l| l.pages = 1), ErrorCode::LimitPages);
    refused("operators", limited(&|l| l.operators = 3), ErrorCode::LimitOperators);
    refused("glyphs", limited(&|l| l.glyphs = 3), ErrorCode::LimitGlyphs);
}

#[test]
fn too_many_operators_are_refused_soon() {
    let bytes = million_operators(12);
    let answer = soon("12 million operators", || search(&bytes, OpenOptions::default()));
    refused("12 million operators", answer, ErrorCode::LimitOperators);
    let bytes = million_operators(2);
    let answer = soon("2 million operators", || search(&bytes, OpenOptions::default()));
    assert!(answer.is_ok(), "2 million operators are within the limit: {:?}", answer.err());
}

#[test]
fn a_form_that_paints_itself_ends_soon() {
    let answer = soon("a form in itself", || search(&endless_forms(), OpenOptions::default()));
    if let Err(error) = answer {
        assert!(matches!(error.kind(), ErrorCode::LimitNesting | ErrorCode::LimitOperators), "{}", error.code());
    }
}

#[test]
fn forms_within_forms_end_soon() {
    for depth in [1, 8, 12, 40] {
        let answer = soon("nested forms", || search(&forms_within_forms(depth), OpenOptions::default()));
        match answer {
            Ok(_) => {}
            Err(error) if depth > 12 => {
                assert!(
                    matches!(error.kind(), ErrorCode::LimitNesting | ErrorCode::LimitOperators),
                    "{}",
                    error.code()
                );
            }
            Err(error) => panic!("{depth} forms within each other are no attack: {}", error.code()),
        }
    }
}

#[test]
fn a_page_tree_in_circles_ends_soon() {
    let answer = soon("a cyclic page tree", || search(&cyclic_page_tree(), OpenOptions::default()));
    if let Err(error) = answer {
        assert!(
            matches!(error.kind(), ErrorCode::Damaged | ErrorCode::LimitPages | ErrorCode::LimitNesting),
            "{}",
            error.code()
        );
    }
}

#[test]
fn wild_matrices_do_no_harm() {
    let findings = search(&wild_matrices(), OpenOptions::default()).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    for found in &findings.matches {
        assert!(spot(&found.bounds).sides().iter().all(|v| v.is_finite()), "{}", told(&findings.matches));
        assert!(found.font_size.is_finite());
    }
    // "the " is 278+556+556+278 wide.
    let sane = findings.matches.iter().any(|m| (m.bounds.x0() - (72.0 + 1.668 * 12.0)).abs() < 0.01);
    assert!(sane, "the sane line among the wild ones is found:\n{}", told(&findings.matches));
}

#[test]
fn an_error_reads_in_json_as_the_interface_says() {
    let error = open(b"").expect_err("refused");
    let json = serde_json::to_value(&error).expect("it serializes");
    assert_eq!(json["code"], "empty_file");
    assert!(json["message"].is_string());
    assert!(json.get("path").is_none(), "what is absent is omitted");
}
