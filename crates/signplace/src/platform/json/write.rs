//! From the tree back to text: two spaces, or none.

use std::fmt;

use super::{Json, Text};

impl Json {
    /// With two spaces of indentation and without a newline at the end. The same tree always gives the same text.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        write(self, Some(0), &mut out);
        out
    }
}

impl fmt::Display for Json {
    /// On one line, without spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        write(self, None, &mut out);
        f.write_str(&out)
    }
}

fn write(value: &Json, indent: Option<usize>, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Json::Number(digits) => out.push_str(digits),
        Json::String(text) => write_text(text, out),
        Json::Array(items) => {
            list(items, ['[', ']'], indent, out, write);
        }
        Json::Object(members) => list(members, ['{', '}'], indent, out, |(key, value), indent, out| {
            write_text(key, out);
            out.push_str(if indent.is_some() { ": " } else { ":" });
            write(value, indent, out);
        }),
    }
}

fn list<T>(
    items: &[T],
    [open, close]: [char; 2],
    indent: Option<usize>,
    out: &mut String,
    one: impl Fn(&T, Option<usize>, &mut String),
) {
    out.push(open);
    let inner = indent.map(|depth| depth + 1);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        new_line(inner, out);
        one(item, inner, out);
    }
    if !items.is_empty() {
        new_line(indent, out);
    }
    out.push(close);
}

fn new_line(indent: Option<usize>, out: &mut String) {
    if let Some(depth) = indent {
        out.push('\n');
        (0..depth).for_each(|_| out.push_str("  "));
    }
}

fn write_text(text: &Text, out: &mut String) {
    match &text.written {
        Some(written) => {
            out.push('"');
            out.push_str(written);
            out.push('"');
        }
        None => out.push_str(&quoted(&text.value)),
    }
}

/// A string as JSON writes it, with as few escapes as it takes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
