//! What is read is what is written; what cannot be read says where.

use proptest::prelude::*;

use super::{DEEPEST, Json, MOST_BYTES, Node, Pointer};

#[test]
fn ids_of_19_digits_and_numbers_as_written_survive() {
    let text = r#"{"Id":2591540368898105360,"a":1.50,"b":1e3,"c":-0,"d":[],"e":{},"f":"\u65b9\/","z":null,"y":true}"#;
    assert_eq!(Json::parse(text).unwrap().to_string(), text);
}

#[test]
fn pretty_is_two_spaces_and_parses_to_the_same() {
    let json = Json::parse(r#"{"a":[1,{"b":"甲"}],"c":[],"d":{}}"#).unwrap();
    let pretty = "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"甲\"\n    }\n  ],\n  \"c\": [],\n  \"d\": {}\n}";
    assert_eq!(json.pretty(), pretty);
    assert_eq!(Json::parse(pretty).unwrap(), json);
}

#[test]
fn setting_keeps_the_order_and_new_keys_go_last() {
    let mut json = Json::parse(r#"{"a":1,"b":2,"c":3}"#).unwrap();
    json.set("b", Json::points(7.123_45));
    json.set("d", "x");
    json.remove("a");
    assert_eq!(json.to_string(), r#"{"b":7.1235,"c":3,"d":"x"}"#);
}

#[test]
fn a_pointer_finds_what_it_points_to_also_through_odd_keys() {
    let mut json = Json::parse(r#"{"a/b":[{"~":5}]}"#).unwrap();
    let pointer = Pointer::root().key("a/b").index(0).key("~");
    assert_eq!(pointer.as_str(), "/a~1b/0/~0");
    assert_eq!(json.at(&pointer), Some(&Json::Number("5".to_owned())));
    *json.at_mut(&pointer).unwrap() = "six".into();
    assert_eq!(json.to_string(), r#"{"a/b":[{"~":"six"}]}"#);
}

#[test]
fn every_fault_has_a_code_and_a_place() {
    for (text, code, path) in [
        ("", "invalid_json", ""),
        ("{", "invalid_json", ""),
        ("{\"a\":1,}", "invalid_json", ""),
        ("{'a':1}", "invalid_json", ""),
        ("[1] x", "invalid_json", ""),
        (r#"{"a":{"b":01}}"#, "invalid_json", "/a/b"),
        (r#"{"a":[1,2,{"b":1,"b":2}]}"#, "invalid_json", "/a/2/b"),
        (r#"{"a":{"b":"\x"}}"#, "invalid_json", "/a/b"),
        (r#"{"a":"\ud800"}"#, "invalid_json", "/a"),
        ("{\"a\":\"\\", "invalid_json", "/a"),
        ("{\"a\":\"\n\"}", "invalid_json", "/a"),
        (r#"{"a":[0,NaN]}"#, "invalid_value", "/a/1"),
        (r#"{"a":-Infinity}"#, "invalid_value", "/a"),
        (r#"{"a":-}"#, "invalid_json", "/a"),
        (r#"{"a":1.}"#, "invalid_json", "/a"),
    ] {
        let error = Json::parse(text).expect_err(text);
        assert_eq!((error.code(), error.path()), (code, Some(path)), "{text}: {error}");
    }
}

#[test]
fn depth_and_size_have_a_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Json::parse(&nested(DEEPEST)).is_ok());
    assert_eq!(Json::parse(&nested(DEEPEST + 1)).unwrap_err().code(), "invalid_json");
    let large = format!("\"{}\"", "x".repeat(MOST_BYTES));
    assert_eq!(Json::parse(&large).unwrap_err().code(), "request_too_large");
}

#[test]
fn reading_a_value_of_the_wrong_kind_says_which_and_where() {
    let json = Json::parse(r#"{"w":-3,"s":"12","n":1e999,"f":1.5,"l":[1]}"#).unwrap();
    let root = Node::root(&json);
    let at = |key: &str| root.get(key).unwrap();
    assert_eq!(at("w").size().unwrap_err().path(), Some("/w"));
    assert_eq!(at("s").number().unwrap_err().hint(), Some("Write it without quotes."));
    assert_eq!(at("s").integer_or_text().unwrap(), 12);
    assert_eq!(at("n").number().unwrap_err().code(), "invalid_value");
    assert_eq!(at("f").integer().unwrap_err().message(), "`f` must be a whole number, and is 1.5.");
    assert_eq!(at("l").text().unwrap_err().message(), "`l` must be a string, and is an array.");
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-1e9f64..1e9).prop_map(Json::points),
        ".{0,12}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::Array),
            proptest::collection::btree_map(".{0,6}", inner, 0..5)
                .prop_map(|map| Json::Object(map.into_iter().map(|(key, value)| (key.into(), value)).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same(json in any_json()) {
        prop_assert_eq!(Json::parse(&json.to_string()).unwrap(), json.clone());
        prop_assert_eq!(Json::parse(&json.pretty()).unwrap(), json);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[\\[\\]{}\",:0-9eE.+\\\\a-zu \u{e9}\u{65b9}-]{0,40}") {
        if let Ok(json) = Json::parse(&text) {
            prop_assert!(serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok(), "{} read as {}", text, json);
        }
    }
}
