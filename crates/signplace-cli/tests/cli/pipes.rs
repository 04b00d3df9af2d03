//! Readers that go away.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{command, start};

/// The exit status and stderr of the command when nobody reads its stdout.
fn unread(args: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = command(args).stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped()).output().expect("it runs");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_closed_pipe_is_no_failure_and_makes_no_noise() {
    for args in [
        &["--help"][..],
        &["completions", "bash"],
        &["man"],
        &["schema", "plan"],
        &["find", "/no/such/file", "x", "--format", "json"],
        &["find", "--format", "json"],
        &["convert", "--size", "1x1", "--from", "points", "--to", "user", "1", "2"],
    ] {
        assert_eq!(unread(args), (Some(0), String::new()), "{args:?}");
    }
}

#[test]
fn a_batch_ends_when_nobody_reads_its_answers() {
    let mut child = start(&["batch"]);
    let mut input = child.stdin.take().expect("stdin is piped");
    input.write_all(b"{\"id\":1}\n").expect("it reads");
    let mut answers = BufReader::new(child.stdout.take().expect("stdout is piped"));
    answers.read_line(&mut String::new()).expect("it answers");
    drop(answers);
    // stdin stays open: the command must notice by itself, at an answer. Not always the next one: a process that another
    // test is just starting may hold the reading end for a moment.
    let deadline = Instant::now() + Duration::from_secs(20);
    while child.try_wait().expect("it can be waited for").is_none() {
        assert!(Instant::now() < deadline, "the command did not notice that nobody reads");
        let _ = input.write_all(b"{\"id\":2}\n");
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().expect("it ends");
    drop(input);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
