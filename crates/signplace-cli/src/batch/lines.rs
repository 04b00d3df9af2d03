//! Lines of stdin, none longer than the limit, whatever comes.

use std::io::{self, BufRead};

use crate::io::REQUEST_LIMIT;

/// A line that is to be answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Its bytes, without the line's end.
    Bytes(Vec<u8>),
    /// It was longer than the limit, and has been skipped.
    TooLong,
    /// Reading failed, and there will be no further lines.
    Failed(String),
}

/// The lines of a stream that are not blank.
pub(super) struct Lines<R> {
    input: R,
    limit: usize,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, limit: usize::try_from(REQUEST_LIMIT).unwrap_or(usize::MAX), ended: false }
    }

    /// The next line, blank or not; `None` at the end.
    fn read(&mut self) -> io::Result<Option<Line>> {
        let (mut bytes, mut too_long, mut any) = (Vec::new(), false, false);
        loop {
            let available = match self.input.fill_buf() {
                Err(why) if why.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            let newline = available.iter().position(|&byte| byte == b'\n');
            let part = &available[..newline.unwrap_or(available.len())];
            any |= !available.is_empty();
            too_long |= bytes.len() + part.len() > self.limit;
            if too_long {
                bytes = Vec::new();
            } else {
                bytes.extend_from_slice(part);
            }
            let used = part.len() + usize::from(newline.is_some());
            let at_end = available.is_empty();
            self.input.consume(used);
            if newline.is_some() || at_end {
                return Ok(any.then_some(if too_long { Line::TooLong } else { Line::Bytes(bytes) }));
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        while !self.ended {
            match self.read() {
                Ok(None) => self.ended = true,
                Ok(Some(Line::Bytes(bytes))) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Some(line)) => return Some(line),
                Err(why) => {
                    self.ended = true;
                    return Some(Line::Failed(why.to_string()));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &[u8], limit: usize) -> Vec<Line> {
        // A buffer of three bytes, so that lines run over its end.
        Lines { input: io::BufReader::with_capacity(3, input), limit, ended: false }.collect()
    }

    #[test]
    fn blank_lines_are_skipped_and_the_last_needs_no_newline() {
        let bytes = |text: &str| Line::Bytes(text.into());
        assert_eq!(lines(b"one\n\n \t\r\ntwo two\nthree", 100), [bytes("one"), bytes("two two"), bytes("three")]);
        assert_eq!(lines(b"", 100), []);
    }

    #[test]
    fn a_line_beyond_the_limit_is_skipped_and_the_next_is_read() {
        assert_eq!(
            lines(b"123456\n1234567\n12", 6),
            [Line::Bytes(b"123456".into()), Line::TooLong, Line::Bytes(b"12".into())]
        );
        assert_eq!(lines(b"1234567", 6), [Line::TooLong]);
    }
}
