//! Input that cannot be used: each kind has its own code, a sentence, and exit status 2.

use crate::support::{Run, contract, file, pdf, signplace, signplace_reading};

#[track_caller]
fn find(path: &str) -> Run {
    signplace(&["find", path, "Signature", "--format", "json"])
}

#[test]
fn a_file_that_cannot_be_read_is_io() {
    let error = find("/no/such/file.pdf").fails(2, "io");
    assert!(error["message"].as_str().is_some_and(|m| m.contains("/no/such/file.pdf")), "{error}");
    find(env!("CARGO_TARGET_TMPDIR")).fails(2, "io");
}

#[test]
fn for_people_the_error_is_a_sentence_and_a_hint_on_stderr() {
    let run = signplace(&["find", "/no/such/file.pdf", "x"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run:#?}");
    assert_eq!(
        run.stderr,
        "error: Cannot read /no/such/file.pdf: there is no such file.\nhint: Check the path; `-` reads stdin.\n"
    );
}

#[test]
fn an_empty_file_says_so() {
    find(&file("empty.pdf", b"")).fails(2, "empty_file");
    signplace_reading(&["find", "-", "x", "--format", "json"], b"").fails(2, "empty_file");
}

#[test]
fn a_text_file_and_a_picture_are_not_a_pdf() {
    find(&file("letter.pdf", b"Dear Sir or Madam,\n\nplease sign here.\n")).fails(2, "not_a_pdf");
    find(&file("scan.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0")).fails(2, "not_a_pdf");
}

#[test]
fn a_pdf_without_its_pages_is_damaged() {
    let whole = pdf(&[&["Signature"]]);
    find(&file("cut.pdf", &whole[..40])).fails(2, "damaged");
}

#[test]
fn a_pdf_without_its_end_is_read_or_damaged_but_no_more() {
    let whole = pdf(&[&["Signature"]]);
    for length in (0..whole.len()).step_by(23) {
        let run = find(&file("cut.pdf", &whole[..length]));
        let code = run.json()["error"]["code"].as_str().map(str::to_owned);
        let expected = match run.status {
            0 | 1 => code.is_none(),
            2 => matches!(code.as_deref(), Some("damaged" | "empty_file" | "not_a_pdf")),
            _ => false,
        };
        assert!(expected, "cut at {length} of {}: {run:#?}", whole.len());
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_unread() {
    let path = file("huge.pdf", b"%PDF-1.7\n");
    let huge = std::fs::OpenOptions::new().write(true).open(&path).expect("the file is there");
    huge.set_len((512 << 20) + 1).expect("a sparse file");
    find(&path).fails(2, "limit_file_size");
    std::fs::remove_file(&path).expect("the file is ours");
}

#[test]
fn pages_that_are_not_there_are_out_of_range() {
    let path = contract();
    for pages in ["99", "99-100", "-3", "0", "0-1"] {
        signplace(&["find", &path, "x", "--pages", pages, "--format", "json"]).fails(2, "page_out_of_range");
    }
    for page in ["0", "99", "-3"] {
        let args = ["convert", &path, "--page", page, "--from", "points", "--to", "user", "1", "2", "--format", "json"];
        signplace(&args).fails(2, "page_out_of_range");
    }
    for pages in ["", "x", "1-", "1,,2", "1.5"] {
        signplace(&["pages", &path, "--pages", pages, "--format", "json"]).fails(2, "invalid_value");
    }
}

#[test]
fn a_keyword_of_spaces_is_empty() {
    for keyword in ["", "   ", "\u{3000}", "\t\n"] {
        let error =
            signplace(&["find", "/no/such/file.pdf", "ok", keyword, "--format", "json"]).fails(2, "keyword_empty");
        assert_eq!(error["path"], "/keywords/1", "{error}");
    }
}

#[test]
fn a_plan_is_refused_with_the_place_of_its_fault() {
    let pdf = contract();
    let refused = |plan: &str, code: &str| {
        signplace(&["place", &pdf, &file("plan.json", plan.as_bytes()), "--format", "json"]).fails(2, code)
    };
    refused("{", "invalid_json");
    refused("[]", "invalid_json");
    refused("", "invalid_json");
    let misspelt = r#"{"version":1,"placements":[{"id":"a","kind":"seal","anchr":{"keyword":"x"},"size":"round-42"}]}"#;
    assert_eq!(refused(misspelt, "unknown_key")["path"], "/placements/0/anchr");
    let size = r#"{"version":1,"placements":[{"id":"a","kind":"seal","anchor":{"keyword":"x"},"size":"round-43"}]}"#;
    assert_eq!(refused(size, "invalid_value")["path"], "/placements/0/size");
    signplace(&["place", &pdf, &file("plan.json", b"\xff\xfe{}"), "--format", "json"]).fails(2, "invalid_json");
    signplace(&["place", &pdf, "/no/such/plan.json", "--format", "json"]).fails(2, "io");
}

#[test]
fn a_plan_whose_keyword_is_not_there_cannot_be_resolved() {
    let plan =
        r#"{"version":1,"placements":[{"id":"a","kind":"seal","anchor":{"keyword":"nowhere"},"size":"round-42"}]}"#;
    signplace(&["place", &contract(), &file("plan.json", plan.as_bytes()), "--format", "json"])
        .fails(1, "keyword_not_found");
}

#[test]
fn what_people_read_has_no_pointer_into_json() {
    let path = crate::support::contract();
    for keyword in ["", "  "] {
        let run = signplace(&["find", &path, "甲方", keyword]);
        assert_eq!(run.status, 2, "{run:#?}");
        assert!(run.stderr.starts_with("error: A keyword is empty, or only of spaces.\n"), "{run:#?}");
    }
    // Programs still get it.
    let error = signplace(&["find", &path, "甲方", "", "--format", "json"]).fails(2, "keyword_empty");
    assert_eq!(error["path"], "/keywords/1");
}

#[test]
fn messages_are_sentences() {
    let password = crate::support::file("not-a.pdf", b"plain text");
    let empty = crate::support::file("empty.pdf", b"");
    let path = crate::support::contract();
    for args in [
        &["pages", &password][..],
        &["pages", &empty],
        &["pages", &path, "--pages", "0"],
        &["pages", &path, "--pages", "99"],
        &["find", &path, "(", "--regex"],
        &["convert", &path, "--page", "0", "--from", "user", "--to", "points", "1", "1"],
    ] {
        let run = signplace(&[args, &["--format", "json"]].concat());
        let error = run.json()["error"].clone();
        for key in ["message", "hint"] {
            let text = error[key].as_str().unwrap_or_else(|| panic!("{args:?} has a {key}: {error}"));
            assert!(text.ends_with('.') && !text.starts_with(char::is_lowercase), "{args:?}: {text}");
        }
    }
    // One thing is said in one way.
    let of = |args: &[&str]| signplace(&[args, &["--format", "json"]].concat()).json()["error"]["message"].clone();
    assert_eq!(
        of(&["pages", &path, "--pages", "0"]),
        of(&["convert", &path, "--page", "0", "--from", "user", "--to", "points", "1", "1"])
    );
}
