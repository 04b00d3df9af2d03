//! Plans and page ranges that are nearly right: always an answer or an error that points into the input.

use proptest::prelude::*;
use serde_json::{Value, json};
use signplace::{PageRanges, Plan};

fn good() -> Value {
    json!({"version": 1, "match": "exact", "placements": [
        {"id": "a", "kind": "seal", "signer": "甲方", "anchor": {"keyword": "甲方（盖章）", "occurrence": -1, "pages": "1-3,-1"},
         "attach": {"control": "center", "anchor": "top-right"}, "offset": {"x": 1.5, "y": -2, "unit": "mm"},
         "size": "round-42", "rotation": 15, "on_missing": "skip"},
        {"id": "b", "kind": "signature", "anchor": {"field": "sig.a"}, "size": {"width": 119, "height": 43, "unit": "pt"}},
        {"id": "c", "kind": "date", "anchor": {"page": "all", "x": 0.5, "y": 0.2, "unit": "fraction"}},
        {"id": "d", "kind": "seam", "anchor": {"seam": "2,4-7", "y": 0.5, "unit": "fraction"}, "size": "round-40"},
    ]})
}

/// Every place in a document, as JSON pointers.
fn places(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| places(value, format!("{at}/{key}"), all)),
        Value::Array(items) => items.iter().enumerate().for_each(|(i, value)| places(value, format!("{at}/{i}"), all)),
        _ => {}
    }
    all.push(at);
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop_oneof![Just("all"), Just(""), Just("0"), Just("round-42"), Just("pt"), Just("seam")].prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        let key = prop_oneof![Just("keyword".to_owned()), Just("seam".to_owned()), Just("x".to_owned()), ".{0,6}"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..4).prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Equal, but for the last bit of numbers, which serde_json does not promise to read back.
fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((ka, va), (kb, vb))| ka == kb && alike(va, vb))
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Number(a), Value::Number(b)) => {
            let numbers = a.as_f64().zip(b.as_f64());
            numbers.is_some_and(|(a, b)| (a - b).abs() <= 1e-12 * a.abs().max(b.abs()))
        }
        _ => a == b,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_fault_anywhere_is_pointed_at(place: prop::sample::Index, put in anything(), key in prop::option::of("[a-z~/]{0,8}")) {
        let mut all = Vec::new();
        places(&good(), String::new(), &mut all);
        let mut plan = good();
        let target = plan.pointer_mut(place.get(&all[..]).as_str()).expect("a place of the plan");
        match (key, target) {
            (Some(key), Value::Object(map)) => { map.insert(key, put); }
            (_, target) => *target = put,
        }
        // As text and back, for numbers that JSON does not have become null.
        let plan: Value = serde_json::from_str(&plan.to_string()).unwrap();
        if let Err(error) = Plan::from_json(&plan.to_string()) {
            let path = error.path().expect("a path");
            prop_assert!(plan.pointer(path).is_some(), "{} ({}) points to {}, which is not in {}", error, error.code(), path, plan);
            prop_assert!(error.message().len() < 400, "{}", error);
        }
    }

    #[test]
    fn what_is_read_is_written_and_read_alike(place: prop::sample::Index, put in anything()) {
        let mut all = Vec::new();
        places(&good(), String::new(), &mut all);
        let mut plan = good();
        *plan.pointer_mut(place.get(&all[..]).as_str()).expect("a place of the plan") = put;
        if let Ok(plan) = Plan::from_json(&plan.to_string()) {
            let written = serde_json::to_value(&plan).unwrap();
            let again = Plan::from_json(&written.to_string()).expect("what is written can be read");
            let again = serde_json::to_value(&again).unwrap();
            prop_assert!(alike(&again, &written), "{} is written as {}", written, again);
        }
    }

    #[test]
    fn no_text_is_too_strange_for_a_plan(text in ".{0,60}") {
        let _ = Plan::from_json(&text);
    }

    #[test]
    fn page_ranges_give_what_is_within_them(parts in prop::collection::vec((-12i64..=12, prop::option::of(-12i64..=15)), 1..6), count in 0u32..12) {
        let text: Vec<_> = parts.iter().map(|(a, b)| b.map_or(format!("{a}"), |b| format!("{a}-{b}"))).collect();
        let n = i64::from(count);
        let number = |k: i64| if k < 0 { n + 1 + k } else { k };
        let exists = |k: i64| k != 0 && (1..=n).contains(&number(k));
        let good = parts.iter().all(|&(a, b)| match b {
            None => exists(a),
            Some(b) => exists(a) && b != 0 && number(b).min(n) >= number(a),
        });
        let resolved = text.join(",").parse::<PageRanges>().and_then(|ranges| ranges.resolve(count));
        if good {
            let within = |page: i64| parts.iter().any(|&(a, b)| (number(a)..=number(b.unwrap_or(a))).contains(&page));
            let expected: Vec<u32> = (1..=count).filter(|page| within(i64::from(*page))).collect();
            prop_assert_eq!(resolved.unwrap(), expected);
        } else {
            let code = resolved.expect_err("must be refused").code();
            prop_assert!(["page_out_of_range", "invalid_value"].contains(&code), "{}", code);
        }
    }

    #[test]
    fn no_text_is_too_strange_for_page_ranges(text in "[-0-9, a]{0,30}|.{0,30}", count: u32) {
        if let Ok(ranges) = text.parse::<PageRanges>() {
            prop_assert_eq!(ranges.to_string().parse::<PageRanges>().unwrap(), ranges.clone());
            if let Ok(pages) = ranges.resolve(count % 1000) {
                prop_assert!(pages.is_sorted_by(|a, b| a < b), "{:?}", pages);
            }
        }
    }
}
