//! A bar of how much is done, for people who wait at a terminal.

/// Draws it over the one before: so many are done, of how many.
pub(crate) fn draw(done: usize, total: usize) {
    const WIDTH: usize = 30;
    // Of thousands, every hundredth part is enough to see it move.
    let part = |done: usize| 100 * done / total.max(1);
    if total > 1000 && done > 1 && part(done) == part(done - 1) {
        return;
    }
    let full = WIDTH * done / total.max(1);
    let (done_part, open_part) = ("#".repeat(full), " ".repeat(WIDTH.saturating_sub(full)));
    super::stderr(&format!("\r[{done_part}{open_part}] {}%, {done} of {total}", part(done)));
}

/// Wipes the bar off the line.
pub(crate) fn clear(drawn: bool) {
    if drawn {
        super::stderr("\r\x1b[K");
    }
}
