//! Reading a plan from JSON, so that every error says where it is wrong and what was probably meant.
//!
//! A walker of our own: a derived `Deserialize` gives up on the path inside the untagged anchor and knows no hints.

use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::attach::{Attach, NinePoint};
use super::plan::{
    Anchor, Control, FieldAnchor, KeywordAnchor, Kind, Offset, OnMissing, PageAnchor, Plan, SeamAnchor, Which,
};
use super::size::{Sides, Size};
use super::{suggest, validate};
use crate::error::{Error, ErrorCode};
use crate::geometry::Unit;
use crate::search::MatchMode;

const PLAN: &[&str] = &["version", "match", "placements"];
const CONTROL: &[&str] = &["id", "kind", "signer", "anchor", "attach", "offset", "size", "rotation", "on_missing"];
const ATTACH: &[&str] = &["control", "anchor"];
const OFFSET: &[&str] = &["x", "y", "unit"];
const SIDES: &[&str] = &["width", "height", "unit"];
/// Each kind of anchor by the key that tells it apart, which comes first, and the keys that it takes.
const ANCHORS: &[(&str, &[&str])] = &[
    ("keyword", &["keyword", "occurrence", "pages", "ignore_case", "whole_word", "variants", "regex"]),
    ("field", &["field"]),
    ("page", &["page", "x", "y", "unit"]),
    ("seam", &["seam", "y", "unit"]),
];

impl Plan {
    /// Reads a plan from its JSON.
    ///
    /// Fails with
    /// - `invalid_json` when it is not JSON, or not of a plan's shape: a key missing, a value of the wrong type;
    /// - `unknown_key` when a key is not one of a plan's, with a guess at what was meant;
    /// - `invalid_value`, `keyword_empty` or `page_out_of_range` when a value makes no sense.
    ///
    /// The error's [`path`](Error::path) points to the fault; for a key that is missing, to the object that lacks it.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        if json.trim().is_empty() {
            return Err(Error::new(ErrorCode::InvalidJson, "The plan is empty.")
                .with_hint("A plan is a JSON object such as {\"version\": 1, \"placements\": []}."));
        }
        let NoKeyTwice(value) = serde_json::from_str(json).map_err(|error| {
            let hint = match error.classify() {
                serde_json::error::Category::Eof => "It breaks off: is the file complete?",
                serde_json::error::Category::Data => "Leave one of them out.",
                _ => "Look at commas, quotes and brackets around that place.",
            };
            Error::new(ErrorCode::InvalidJson, format!("The plan is not JSON that can be read: {error}."))
                .with_hint(hint)
        })?;
        Self::from_value(&value, "")
    }

    /// Reads a plan that is part of a larger JSON document, as [`from_json`](Self::from_json) does; `at` is the JSON
    /// pointer to the plan within it, which begins every error's path. Empty when the plan is all there is.
    pub fn from_value(value: &Value, at: &str) -> Result<Self, Error> {
        let plan = Node { value, path: at.to_owned() }.object("A plan", PLAN)?;
        let version = plan.required("version")?;
        let number = version.integer()?;
        if number != 1 {
            return Err(version
                .invalid(format!("This is version {number} of the plan, and only version 1 is known."))
                .with_hint("Write \"version\": 1."));
        }
        let mode = match plan.optional("match") {
            Some(node) => node.word("a way to match", &[("folded", MatchMode::Folded), ("exact", MatchMode::Exact)])?,
            None => MatchMode::Folded,
        };
        let placements = plan.required("placements")?.items()?.map(control).collect::<Result<_, _>>()?;
        let plan = Self { version: 1, mode, placements };
        validate::plan(&plan, at)?;
        Ok(plan)
    }
}

impl<'de> Deserialize<'de> for Plan {
    /// As [`Plan::from_value`]; the error's text says the path.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let NoKeyTwice(value) = NoKeyTwice::deserialize(deserializer)?;
        Self::from_value(&value, "").map_err(|error| match error.path() {
            Some(path) if !path.is_empty() => D::Error::custom(format!("{path}: {error}")),
            _ => D::Error::custom(error),
        })
    }
}

fn control(node: Node<'_>) -> Result<Control, Error> {
    let object = node.object("A placement", CONTROL)?;
    let id = object.required("id")?.string()?.to_owned();
    let kind = object.required("kind")?.word_of("a kind of control", Kind::ALL, Kind::as_str)?;
    let anchor = anchor(object.required("anchor")?)?;
    let attach = object.optional("attach").map(attach).transpose()?.unwrap_or_default();
    let offset = object.optional("offset").map(offset).transpose()?.unwrap_or_default();
    let size = object.optional("size").map(size).transpose()?;
    let on_missing = match object.optional("on_missing") {
        Some(node) => node.word_of("a way to go on", OnMissing::ALL, OnMissing::as_str)?,
        None => OnMissing::default(),
    };
    Ok(Control {
        id,
        kind,
        signer: object.optional("signer").map(|node| node.string().map(str::to_owned)).transpose()?,
        anchor,
        attach,
        offset,
        size,
        rotation: object.optional("rotation").map(|node| node.number()).transpose()?,
        on_missing,
    })
}

fn anchor(node: Node<'_>) -> Result<Anchor, Error> {
    let map = node.map("An anchor")?;
    let given: Vec<_> = ANCHORS.iter().filter(|(name, _)| map.contains_key(*name)).collect();
    let (name, keys) = match given[..] {
        [one] => *one,
        [] => return Err(no_anchor(&node, map)),
        [(first, _), (second, _), ..] => {
            let error = node.invalid(format!("The anchor has both `{first}` and `{second}`, and can only be one."));
            return Err(match (*first, *second) {
                ("keyword", "page") => {
                    error.with_hint("To search one page for the keyword, write \"pages\": \"1\" beside it.")
                }
                _ => error.with_hint("Make two placements of it, or leave one of them out."),
            });
        }
    };
    let object = node.object(&format!("An anchor by {name}"), keys)?;
    Ok(match name {
        "keyword" => Anchor::Keyword(KeywordAnchor {
            keyword: object.required("keyword")?.string()?.to_owned(),
            occurrence: object.optional("occurrence").map(|node| node.which()).transpose()?,
            pages: object.optional("pages").map(|node| node.parsed()).transpose()?,
            ignore_case: object.flag("ignore_case")?,
            whole_word: object.flag("whole_word")?,
            variants: object.flag("variants")?,
            regex: object.flag("regex")?,
        }),
        "field" => Anchor::Field(FieldAnchor { field: object.required("field")?.string()?.to_owned() }),
        "page" => Anchor::Page(PageAnchor {
            page: object.required("page")?.which()?,
            x: object.required("x")?.number()?,
            y: object.required("y")?.number()?,
            unit: unit(object.required("unit")?)?,
        }),
        _ => Anchor::Seam(SeamAnchor {
            seam: object.required("seam")?.parsed()?,
            y: object.required("y")?.number()?,
            unit: unit(object.required("unit")?)?,
        }),
    })
}

/// An anchor without any of the keys that would say which kind it is: misspelt, or forgotten.
fn no_anchor(node: &Node<'_>, map: &Map<String, Value>) -> Error {
    let names = || ANCHORS.iter().map(|(name, _)| *name);
    let known: Vec<_> = ANCHORS.iter().flat_map(|(_, keys)| keys.iter().copied()).collect();
    let misspelt = map.keys().filter(|key| !known.contains(&key.as_str()));
    for key in misspelt.clone() {
        if let Some(meant) = suggest::nearest(key, names()) {
            return node.unknown_key("An anchor", key).with_hint(format!("Did you mean `{meant}`?"));
        }
    }
    if let Some(key) = misspelt.into_iter().next() {
        return node
            .unknown_key("An anchor", key)
            .with_hint("An anchor is given by `keyword`, `field`, `page` with `x` and `y`, or `seam` with `y`.");
    }
    node.wrong("The anchor does not say what it is placed by.".to_owned())
        .with_hint("Give it a `keyword`, a `field`, a `page` with `x` and `y`, or a `seam` with `y`.")
}

fn attach(node: Node<'_>) -> Result<Attach, Error> {
    let object = node.object("`attach`", ATTACH)?;
    let point = |key| match object.optional(key) {
        Some(node) => node.word_of("one of the nine points", NinePoint::ALL, NinePoint::as_str),
        None => Ok(NinePoint::default()),
    };
    Ok(Attach { control: point("control")?, anchor: point("anchor")? })
}

fn offset(node: Node<'_>) -> Result<Offset, Error> {
    let object = node.object("`offset`", OFFSET)?;
    let distance = |key| object.optional(key).map_or(Ok(0.0), |node| node.number());
    let unit = object.optional("unit").map_or(Ok(Unit::default()), unit)?;
    Ok(Offset { x: distance("x")?, y: distance("y")?, unit })
}

fn size(node: Node<'_>) -> Result<Size, Error> {
    match node.value {
        Value::String(_) => node.parsed().map(Size::Named),
        Value::Object(_) => {
            let object = node.object("A size", SIDES)?;
            Ok(Size::Measured(Sides {
                width: object.required("width")?.number()?,
                height: object.required("height")?.number()?,
                unit: object.optional("unit").map_or(Ok(Unit::default()), unit)?,
            }))
        }
        _ => Err(node.mistyped("the name of a size, or {\"width\", \"height\", \"unit\"}")),
    }
}

fn unit(node: Node<'_>) -> Result<Unit, Error> {
    node.parsed()
}

/// A value and the JSON pointer to it.
struct Node<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Node<'a> {
    /// What a message calls it: its key, or the whole path of an array's element.
    fn name(&self) -> String {
        match self.path.rsplit_once('/') {
            None => "the plan".to_owned(),
            Some((_, key)) if key.starts_with(|c: char| c.is_ascii_digit()) => format!("`{}`", self.path),
            Some((_, key)) => format!("`{key}`"),
        }
    }

    fn wrong(&self, message: String) -> Error {
        Error::new(ErrorCode::InvalidJson, message).with_path(self.path.clone())
    }

    fn invalid(&self, message: String) -> Error {
        Error::new(ErrorCode::InvalidValue, message).with_path(self.path.clone())
    }

    fn mistyped(&self, expected: &str) -> Error {
        let is = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        let name = self.name();
        let name = name.strip_prefix("the ").map_or(name.clone(), |rest| format!("The {rest}"));
        self.wrong(format!("{name} must be {expected}, and is {is}."))
    }

    fn unknown_key(&self, what: &str, key: &str) -> Error {
        let pointer = key.replace('~', "~0").replace('/', "~1");
        Error::new(ErrorCode::UnknownKey, format!("{what} has no key `{}`.", suggest::shortened(key)))
            .with_path(format!("{}/{pointer}", self.path))
    }

    fn string(&self) -> Result<&'a str, Error> {
        self.value.as_str().ok_or_else(|| self.mistyped("a string"))
    }

    fn number(&self) -> Result<f64, Error> {
        self.value.as_f64().ok_or_else(|| self.mistyped("a number"))
    }

    fn integer(&self) -> Result<i64, Error> {
        if let Some(whole) = self.value.as_i64() {
            return Ok(whole);
        }
        let number = self.number()?;
        // Some languages write 1.0 for 1.
        if number.fract() == 0.0 && number.abs() < 9e15 {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
            return Ok(number as i64);
        }
        Err(self.invalid(format!(
            "{} must be a whole number, and is {}.",
            self.name(),
            suggest::shortened(&self.value.to_string())
        )))
    }

    fn which(&self) -> Result<Which, Error> {
        match self.value {
            Value::String(text) if text == "all" => Ok(Which::All),
            Value::String(text) => Err(self
                .invalid(format!(
                    "{} is `{}`, which is neither a number nor `all`.",
                    self.name(),
                    suggest::shortened(text)
                ))
                .with_hint("1 is the first, -1 the last, \"all\" every one.")),
            Value::Number(_) => self.integer().map(Which::Nth),
            _ => Err(self.mistyped("a number or \"all\"")),
        }
    }

    /// A string that reads itself.
    fn parsed<T: FromStr<Err = Error>>(&self) -> Result<T, Error> {
        self.string()?.parse().map_err(|error: Error| error.with_path(self.path.clone()))
    }

    /// One of some words.
    fn word<T: Copy>(&self, what: &str, words: &[(&str, T)]) -> Result<T, Error> {
        let text = self.string()?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Ok(*value);
        }
        let near = match suggest::nearest(text, words.iter().map(|(word, _)| *word)) {
            Some(word) => format!("Did you mean `{word}`? "),
            None => String::new(),
        };
        let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        Err(self
            .invalid(format!("`{}` is not {what}.", suggest::shortened(text)))
            .with_hint(format!("{near}It is one of {}.", known.join(", "))))
    }

    fn word_of<T: Copy>(&self, what: &str, all: &[T], text: fn(T) -> &'static str) -> Result<T, Error> {
        let words: Vec<_> = all.iter().map(|value| (text(*value), *value)).collect();
        self.word(what, &words)
    }

    fn items(&self) -> Result<impl Iterator<Item = Node<'a>>, Error> {
        let items = self.value.as_array().ok_or_else(|| self.mistyped("an array"))?;
        let path = self.path.clone();
        Ok(items.iter().enumerate().map(move |(i, value)| Node { value, path: format!("{path}/{i}") }))
    }

    fn map(&self, what: &str) -> Result<&'a Map<String, Value>, Error> {
        self.value.as_object().ok_or_else(|| match what {
            "An anchor" => self.mistyped("an object such as {\"keyword\": \"…\"}"),
            _ => self.mistyped("an object"),
        })
    }

    /// An object that has no keys but these.
    fn object(&self, what: &str, known: &'static [&'static str]) -> Result<Object<'a>, Error> {
        let map = self.map(what)?;
        if let Some(key) = map.keys().find(|key| !known.contains(&key.as_str())) {
            let hint = match suggest::nearest(key, known.iter().copied()) {
                Some(meant) => format!("Did you mean `{meant}`?"),
                None => format!("Its keys are {}.", known.join(", ")),
            };
            return Err(self.unknown_key(what, key).with_hint(hint));
        }
        Ok(Object { map, path: self.path.clone(), what: what.to_owned() })
    }
}

/// An object whose keys are all known.
struct Object<'a> {
    map: &'a Map<String, Value>,
    path: String,
    what: String,
}

impl<'a> Object<'a> {
    /// A key that may be left out. Many languages write null for what is absent.
    fn optional(&self, key: &str) -> Option<Node<'a>> {
        let value = self.map.get(key).filter(|value| !value.is_null())?;
        Some(Node { value, path: format!("{}/{key}", self.path) })
    }

    /// Whether a key is there and true.
    fn flag(&self, key: &str) -> Result<bool, Error> {
        match self.optional(key) {
            Some(node) => node.value.as_bool().ok_or_else(|| node.mistyped("true or false")),
            None => Ok(false),
        }
    }

    fn required(&self, key: &str) -> Result<Node<'a>, Error> {
        match self.map.get(key) {
            Some(value) => Ok(Node { value, path: format!("{}/{key}", self.path) }),
            None => {
                let error = Error::new(ErrorCode::InvalidJson, format!("{} needs the key `{key}`.", self.what))
                    .with_path(self.path.clone());
                Err(match key {
                    "unit" => error.with_hint("The unit is pt, mm, in or fraction (of the page, 0 to 1)."),
                    "version" => error.with_hint("Write \"version\": 1."),
                    _ => error,
                })
            }
        }
    }
}

/// A JSON value in which no object has a key twice: of a size that is written twice, one would be lost without a word.
struct NoKeyTwice(Value);

impl<'de> Deserialize<'de> for NoKeyTwice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor).map(Self)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(NoKeyTwice(item)) = items.next_element()? {
            array.push(item);
        }
        Ok(array.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if map.contains_key(&key) {
                return Err(de::Error::custom(format!(
                    "the key `{}` stands twice in one object",
                    suggest::shortened(&key)
                )));
            }
            let NoKeyTwice(value) = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(map.into())
    }
}

/// The keys of every object of a plan, by the name of its type.
#[cfg(test)]
pub(super) fn tests_keys() -> [(&'static str, &'static [&'static str]); 9] {
    [
        ("Plan", PLAN),
        ("Control", CONTROL),
        ("Attach", ATTACH),
        ("Offset", OFFSET),
        ("Sides", SIDES),
        ("KeywordAnchor", ANCHORS[0].1),
        ("FieldAnchor", ANCHORS[1].1),
        ("PageAnchor", ANCHORS[2].1),
        ("SeamAnchor", ANCHORS[3].1),
    ]
}
