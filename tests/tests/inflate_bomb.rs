//! A file of a few kilobytes that inflates to gigabytes. Alone in its process, so that its memory can be measured.

use std::time::{Duration, Instant};

use signplace::{Document, ErrorCode, OpenOptions, PageRanges, Query};
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

    let document =
        Document::open(bomb, OpenOptions::default()).unwrap_or_else(|e| panic!("it opens: {}: {e}", e.code()));
    let error = document.find(&Query::new(["signature"])).expect_err("8 GiB of content are refused");
    assert_eq!(error.kind(), ErrorCode::LimitDecompressed, "{error}");
    assert!(error.hint().is_some() || error.message().len() > 20, "the sentence says what to do");

    assert!(begin.elapsed() < Duration::from_secs(10), "it took {:?}", begin.elapsed());
    if let (Some(before), Some(after)) = (before, peak_mebibytes()) {
        // The limit of one stream is 256 MiB, and two filters follow each other.
        assert!(after - before < 700, "the peak of memory grew from {before} to {after} MiB");
    }

    // Its geometry needs no content.
    let page = document.page(1).unwrap_or_else(|e| panic!("{}: {e}", e.code()));
    assert!((page.geometry().width() - 595.28).abs() < 0.01);
    if let Err(error) = document.pages(&PageRanges::all()) {
        assert_eq!(error.kind(), ErrorCode::LimitDecompressed, "{error}");
    }
}
