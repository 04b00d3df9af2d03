//! A file of a few kilobytes that inflates to gigabytes. Alone in its process, so that its memory can be measured.

use std::time::{Duration, Instant};

use signplace::{Document, ErrorCode, OpenOptions, Query};
use signplace_tests::inflate_bomb;

/// The peak of this process's memory, in MiB, where the system tells it.
fn peak_mebibytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

#[test]
fn an_inflate_bomb_ends_at_the_limit_within_seconds_and_little_memory() {
    let bomb = inflate_bomb(8);
    assert!(bomb.len() < 1 << 20, "the bomb is small: {} bytes", bomb.len());
    let before = peak_mebibytes();
    let begin = Instant::now();

    let answer = Document::open(bomb, OpenOptions::default()).and_then(|d| d.find(&Query::new(["signature"])));
    let error = answer.expect_err("8 GiB of content are refused, on opening or when they are read");
    assert_eq!(error.kind(), ErrorCode::LimitDecompressed, "{error}");
    assert!(error.hint().is_some() || error.message().len() > 20, "the sentence says what to do");

    let took = begin.elapsed();
    assert!(took < Duration::from_secs(10), "it took {took:?}");
    if let (Some(before), Some(after)) = (before, peak_mebibytes()) {
        println!("refused in {took:?}; the peak of memory grew from {before} to {after} MiB");
        // The limit of one stream is 256 MiB, and two filters follow each other.
        assert!(after - before < 700, "the peak of memory grew from {before} to {after} MiB");
    }
}
