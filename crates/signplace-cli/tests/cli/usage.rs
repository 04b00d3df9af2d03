//! Faults of the command line.

use crate::support::{signplace, signplace_reading};

#[test]
fn a_usage_error_is_json_when_json_is_asked_for() {
    for args in [
        &["find", "--format", "json"][..],
        &["--format=json", "find", "a.pdf"],
        &["find", "a.pdf", "x", "--no-such-option", "--format", "json"],
        &["no-such-command", "--format", "json"],
        &["--format", "json"],
        &["find", "a.pdf", "x", "--match", "loosely", "--format", "json"],
        &["find", "a.pdf", "x", "--occurrence", "0", "--format", "json"],
        &["find", "a.pdf", "x", "--occurrence", "first", "--format", "ndjson"],
        &["convert", "a.pdf", "--from", "points", "--to", "user", "1", "2", "--format", "json"],
        &["convert", "--size", "1x1", "--from", "pixels", "--to", "user", "1", "2", "--format", "json"],
        &["convert", "--size", "1x1", "--from", "points", "--to", "user", "1", "2", "3", "--format", "json"],
        &["convert", "--size", "1x1", "--from", "points", "--to", "user", "1", "b", "--format", "json"],
        &["batch", "--jobs", "0", "--format", "json"],
        &["place", "-", "-", "--format", "json"],
    ] {
        let error = signplace(args).fails(2, "usage");
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.ends_with('.') && !message.contains('\n'), "{args:?}: {message:?}");
        assert!(error["hint"].as_str().is_some_and(|hint| hint.ends_with('.')), "{args:?}: {error}");
    }
}

#[test]
fn a_usage_error_names_the_command_to_ask_for_help() {
    let error = signplace(&["find", "--format", "json"]).fails(2, "usage");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("`signplace find --help`")), "{error}");
}

#[test]
fn for_people_a_usage_error_is_on_stderr_only() {
    for args in [&["find"][..], &["no-such-command"], &[], &["find", "--", "--format", "json", "--format=json"]] {
        let run = signplace(args);
        if args.len() < 5 {
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{run:#?}");
        }
        // Behind `--`, `--format json` is only a file and a keyword.
        assert_eq!(run.stdout, "", "{run:#?}");
        assert!(!run.stderr.is_empty(), "{run:#?}");
    }
}

#[test]
fn help_and_version_are_answers() {
    for args in [&["--help"][..], &["find", "--help"], &["help", "convert"], &["--version"]] {
        let run = signplace(args);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
        assert!(run.stdout.contains("signplace"), "{run:#?}");
    }
}

#[test]
fn negative_numbers_are_values() {
    let args = ["convert", "--size", "100x100", "--from", "user", "--to", "points", "-3", "-0.5", "--format", "json"];
    let run = signplace(&args);
    assert_eq!(run.json()["output"], serde_json::json!({"x": -3, "y": -0.5}), "{run:#?}");
    for option in [["--pages", "-1"], ["--occurrence", "-1"]] {
        let args = ["find", "/no/such/file", "x", option[0], option[1], "--format", "json"];
        signplace(&args).fails(2, "io");
    }
    signplace(&[
        "convert", "/no/such", "--page", "-1", "--from", "points", "--to", "user", "-3", "20", "--format", "json",
    ])
    .fails(2, "io");
}

#[test]
fn a_plan_from_stdin_may_stand_beside_a_pdf_from_a_file() {
    let run = signplace_reading(&["place", "/no/such/file.pdf", "-", "--format", "json"], b"{not json");
    run.fails(2, "invalid_json");
}
