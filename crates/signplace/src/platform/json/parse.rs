//! From text to the tree (RFC 8259), with the place of every fault.

use super::write::quoted;
use super::{DEEPEST, Json, MOST_BYTES, Pointer, Text};
use crate::error::{Error, ErrorCode};

impl Json {
    /// Reads a JSON document.
    ///
    /// Fails with `request_too_large` beyond [`MOST_BYTES`], with `invalid_json` when it is not JSON, nests deeper than
    /// [`DEEPEST`], or has a key twice, and with `invalid_value` at a `NaN` or `Infinity`, which some programs write.
    /// The error's [`path`](Error::path) points to the value that cannot be read.
    ///
    /// ```
    /// use signplace::platform::json::Json;
    ///
    /// let mut json = Json::parse(r#"{"Id": 2591540368898105360, "X": 1.50}"#)?;
    /// json.set("Y", Json::points(2.0));
    /// assert_eq!(json.to_string(), r#"{"Id":2591540368898105360,"X":1.50,"Y":2}"#);
    /// # Ok::<(), signplace::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        if text.len() > MOST_BYTES {
            return Err(Error::new(
                ErrorCode::RequestTooLarge,
                format!("The request is larger than {} MiB, the limit of a request.", MOST_BYTES >> 20),
            )
            .with_path(""));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut parser = Parser { text, at: 0, path: Vec::new() };
        parser.skip_space();
        if parser.peek().is_none() {
            return Err(parser.fault("The request is empty."));
        }
        let value = parser.value()?;
        parser.skip_space();
        match parser.peek() {
            None => Ok(value),
            Some(_) => Err(parser.fault("There is something after the end of the JSON document.")),
        }
    }
}

enum Step {
    Key(String),
    Index(usize),
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    path: Vec<Step>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn pointer(&self) -> Pointer {
        self.path.iter().fold(Pointer::root(), |path, step| match step {
            Step::Key(key) => path.key(key),
            Step::Index(index) => path.index(*index),
        })
    }

    fn error(&self, code: ErrorCode, message: &str) -> Error {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        Error::new(code, format!("{message} (line {line}, column {column})")).with_path(self.pointer())
    }

    fn fault(&self, message: &str) -> Error {
        self.error(ErrorCode::InvalidJson, message)
    }

    fn unexpected(&self, expected: &str) -> Error {
        match self.rest().chars().next() {
            None => self
                .fault(&format!("The JSON breaks off where {expected} should be."))
                .with_hint("Is the file complete?"),
            Some(found) => self
                .fault(&format!("This is not JSON: “{}” stands where {expected} should be.", found.escape_default())),
        }
    }

    fn value(&mut self) -> Result<Json, Error> {
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => self.string().map(Json::String),
            Some(b'0'..=b'9') => self.number(),
            Some(b'-') if !self.rest().starts_with("-Infinity") => self.number(),
            _ => {
                for (word, value) in [("null", Json::Null), ("true", true.into()), ("false", false.into())] {
                    if self.rest().starts_with(word) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                for word in ["NaN", "Infinity", "-Infinity"] {
                    if self.rest().starts_with(word) {
                        return Err(self
                            .error(ErrorCode::InvalidValue, &format!("`{word}` is not a number that JSON knows."))
                            .with_hint("Whatever computed it divided by zero, or had no value."));
                    }
                }
                Err(self.unexpected("a value"))
            }
        }
    }

    fn descend(&self) -> Result<(), Error> {
        if self.path.len() < DEEPEST {
            return Ok(());
        }
        Err(self.fault(&format!("Arrays and objects nest deeper than {DEEPEST}, the limit of a request.")))
    }

    fn object(&mut self) -> Result<Json, Error> {
        self.descend()?;
        self.at += 1;
        let mut members: Vec<(Text, Json)> = Vec::new();
        let mut known = std::collections::HashSet::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Object(members));
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a key in quotes"));
            }
            let key = self.string()?;
            self.path.push(Step::Key(key.value.clone()));
            if !known.insert(key.value.clone()) {
                return Err(self
                    .fault(&format!("The key `{}` is there twice.", key.value))
                    .with_hint("Leave one of them out."));
            }
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.unexpected("a colon"));
            }
            self.at += 1;
            self.skip_space();
            let value = self.value()?;
            self.path.pop();
            members.push((key, value));
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break self.at += 1,
                _ => return Err(self.unexpected("a comma or `}`")),
            }
        }
        Ok(Json::Object(members))
    }

    fn array(&mut self) -> Result<Json, Error> {
        self.descend()?;
        self.at += 1;
        let mut items = Vec::new();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Json::Array(items));
        }
        loop {
            self.skip_space();
            self.path.push(Step::Index(items.len()));
            items.push(self.value()?);
            self.path.pop();
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break self.at += 1,
                _ => return Err(self.unexpected("a comma or `]`")),
            }
        }
        Ok(Json::Array(items))
    }

    fn digits(&mut self) -> Result<(), Error> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("a digit"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Json, Error> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.fault("A number may not begin with 0."));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Json::Number(self.text.get(start..self.at).unwrap_or("0").to_owned()))
    }

    fn string(&mut self) -> Result<Text, Error> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return Err(self.unexpected("the end of a string")),
                Some(b'"') => break self.at += 1,
                Some(b'\\') => self.at += 2,
                Some(0..0x20) => return Err(self.fault("A string holds a control character that is not escaped.")),
                Some(_) => self.at += 1,
            }
        }
        // Whether its escapes are sound is what serde_json knows.
        let Some(written) = self.text.get(start..self.at) else { return Err(self.unexpected("the end of a string")) };
        let Ok(value) = serde_json::from_str::<String>(written) else {
            return Err(self.fault("A string holds an escape that JSON does not know."));
        };
        let own = (quoted(&value) != written).then(|| written[1..written.len() - 1].into());
        Ok(Text { value, written: own })
    }
}
