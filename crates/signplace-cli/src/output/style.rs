//! Colour, on a terminal that wants it; and text from a file made safe to show on one.

use std::borrow::Cow;
use std::io::IsTerminal;

/// Whether to colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    colour: bool,
}

impl Style {
    /// Plain text.
    #[cfg(test)]
    pub(crate) const PLAIN: Self = Self { colour: false };

    /// Colour on a terminal, unless NO_COLOR is set or the terminal is a dumb one.
    pub(crate) fn of(stream: &impl IsTerminal) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self { colour: stream.is_terminal() && !refused }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// What the eye should find first.
    pub(crate) fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    /// What is only there to explain.
    pub(crate) fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// The word `error`.
    pub(crate) fn error(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    /// The word `warning`.
    pub(crate) fn warning(self, text: &str) -> String {
        self.paint("1;33", text)
    }

    /// The word `hint`.
    pub(crate) fn hint(self, text: &str) -> String {
        self.paint("36", text)
    }
}

/// Text without characters that could steer a terminal: a PDF may hold anything.
pub(crate) fn safe(text: &str) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(steers) {
        Cow::Owned(
            text.chars()
                .map(|c| {
                    if c.is_whitespace() {
                        ' '
                    } else if steers(c) {
                        '\u{fffd}'
                    } else {
                        c
                    }
                })
                .collect(),
        )
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_from_a_file_reaches_no_terminal() {
        assert_eq!(safe("a\x1b[31mb\nc"), "a\u{fffd}[31mb c");
        assert_eq!(safe("甲方"), "甲方");
    }
}
