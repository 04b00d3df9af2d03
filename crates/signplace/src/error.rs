//! The one error of the library: a stable code, a sentence, and what to do next.

use std::fmt;

use serde::{Serialize, Serializer};

/// Says that an answer is impossible, and why.
///
/// [`code`](Self::code) is stable and shared by Rust, the command's JSON and JavaScript.
/// The message is one sentence for people; the hint, where there is one, says what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    code: ErrorCode,
    message: String,
    hint: Option<String>,
    path: Option<String>,
}

impl Error {
    /// An error of the given code, with the sentence that says what was wrong.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, path: None }
    }

    /// The same error with a sentence that says what to do next.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same error with the place in the input that is wrong, an RFC 6901 JSON pointer.
    #[must_use]
    pub fn with_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// What went wrong, as a value to match on.
    pub fn kind(&self) -> ErrorCode {
        self.code
    }

    /// The stable code, for example `"password_required"`.
    pub fn code(&self) -> &'static str {
        self.code.as_str()
    }

    /// One sentence that says what was wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// One sentence that says what to do next, where there is something to do.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Where in the input the fault lies: an RFC 6901 JSON pointer.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

/// An error as it stands in JSON.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(rename = "ErrorBody", description = "An error as it stands in JSON.")]
pub(crate) struct Body<'a> {
    /// The stable code.
    code: ErrorCode,
    /// One sentence that says what was wrong.
    message: &'a str,
    /// One sentence that says what to do next, where there is something to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    /// Where in the input the fault lies: an RFC 6901 JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

impl Serialize for Error {
    /// `{"code", "message", "hint"?, "path"?}`; absent values are omitted.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Body { code: self.code, message: &self.message, hint: self.hint(), path: self.path() }.serialize(serializer)
    }
}

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident => $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name { $($(#[doc = $doc])* $variant,)* }

        impl $name {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable text of the code, as it stands in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let codes = [$(($text, concat!($($doc),*).trim())),*];
                let codes = codes.map(|(code, meaning)| serde_json::json!({"const": code, "description": meaning}));
                schemars::json_schema!({"oneOf": codes.as_slice()})
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// The stable codes of [`Error`].
    ErrorCode {
        /// The file could not be read or written.
        Io => "io",
        /// The input has no bytes at all.
        EmptyFile => "empty_file",
        /// The bytes are of something else than a PDF.
        NotAPdf => "not_a_pdf",
        /// It is a PDF, but too much of it is lost to answer.
        Damaged => "damaged",
        /// The document is encrypted, and the empty password does not open it.
        PasswordRequired => "password_required",
        /// The given password does not open the document.
        PasswordWrong => "password_wrong",
        /// The document is encrypted in a way that is not supported.
        EncryptionUnsupported => "encryption_unsupported",
        /// The file is larger than the limit.
        LimitFileSize => "limit_file_size",
        /// A stream, or all streams together, inflate beyond the limit.
        LimitDecompressed => "limit_decompressed",
        /// The document has more pages than the limit.
        LimitPages => "limit_pages",
        /// A page has more operators than the limit.
        LimitOperators => "limit_operators",
        /// Forms, objects or states nest deeper than the limit.
        LimitNesting => "limit_nesting",
        /// A page shows more glyphs than the limit.
        LimitGlyphs => "limit_glyphs",
        /// The page does not exist.
        PageOutOfRange => "page_out_of_range",
        /// The keyword is empty, or only of spaces.
        KeywordEmpty => "keyword_empty",
        /// A keyword that a plan requires is not there.
        KeywordNotFound => "keyword_not_found",
        /// The keyword is there, but has fewer occurrences than asked for.
        OccurrenceOutOfRange => "occurrence_out_of_range",
        /// A form field that a plan requires is not there.
        FieldNotFound => "field_not_found",
        /// The text is not JSON, or not of the expected shape.
        InvalidJson => "invalid_json",
        /// A key of the plan is unknown, probably misspelt.
        UnknownKey => "unknown_key",
        /// A value is of the right type but makes no sense.
        InvalidValue => "invalid_value",
        /// The request is of another API.
        WrongApi => "wrong_api",
        /// A file that the request names was not given.
        MissingPdf => "missing_pdf",
        /// Two files were given for one id.
        DuplicatePdf => "duplicate_pdf",
        /// The request is larger than the limit.
        RequestTooLarge => "request_too_large",
        /// A signature in the document forbids the change.
        ChangeForbidden => "change_forbidden",
        /// A form field of this name is there already.
        FieldExists => "field_exists",
        /// The command line cannot be understood.
        Usage => "usage",
    }
}
