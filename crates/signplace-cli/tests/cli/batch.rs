//! `batch`: one request a line, one answer a line.

use std::io::{BufRead as _, BufReader, Write as _};
use std::sync::mpsc::channel;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{contract, signplace, signplace_reading, start};

#[track_caller]
fn batch(requests: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = requests.iter().map(|request| format!("{request}\n")).collect();
    let run = signplace_reading(&["batch"], lines.concat().as_bytes());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    let answers = run.lines();
    assert_eq!(answers.len(), requests.len(), "{run:#?}");
    answers
}

const SIZE: &str = "200x100";

fn convert(id: usize) -> Value {
    json!({"id": id, "op": "convert", "size": SIZE, "from": "points", "to": "normalized", "x": id, "y": 50})
}

#[test]
fn answers_come_in_the_order_of_the_requests() {
    for (id, answer) in batch(&(0..500).map(convert).collect::<Vec<_>>()).iter().enumerate() {
        assert_eq!((&answer["id"], &answer["input"]["x"]), (&json!(id), &json!(id)), "{answer}");
    }
}

#[test]
fn each_answer_comes_while_stdin_stays_open() {
    let mut child = start(&["batch"]);
    let mut input = child.stdin.take().expect("stdin is piped");
    let (to_test, answers) = channel();
    let mut output = BufReader::new(child.stdout.take().expect("stdout is piped"));
    std::thread::spawn(move || {
        let mut line = String::new();
        while output.read_line(&mut line).is_ok_and(|read| read > 0) {
            if to_test.send(std::mem::take(&mut line)).is_err() {
                return;
            }
        }
    });
    for id in 0..3 {
        writeln!(input, "{}", convert(id)).expect("it reads");
        let line = answers.recv_timeout(Duration::from_secs(20)).expect("an answer before the next request");
        let answer: Value = serde_json::from_str(&line).expect("the answer is JSON");
        assert_eq!(answer["id"], id, "{line}");
    }
    drop(input);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_bad_line_is_answered_and_the_next_is_read() {
    let mut input = b"{not json}\n\n   \r\n[1]\n\"text\"\nnull\n\xff\xfe\n{\"id\":\"no file\"}\n{\"id\":7,\"op\":\"sign\",\"file\":\"x\"}\n".to_vec();
    input.extend(b"{\"id\":8,\"file\":5}\n{\"id\":9,\"file\":\"-\"}\n{\"id\":10,\"file\":\"/no/such/file\"}\n");
    input.extend(format!("{}\n", "[".repeat(100_000)).bytes());
    input.extend(convert(11).to_string().bytes()); // the last line has no newline
    let run = signplace_reading(&["batch", "--jobs", "3"], &input);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    let got: Vec<(Value, Value, Value)> = run
        .lines()
        .iter()
        .map(|answer| (answer["id"].clone(), answer["error"]["code"].clone(), answer["error"]["path"].clone()))
        .collect();
    let bad =
        |id: Value, code: &str, path: Option<&str>| (id, json!(code), path.map_or(Value::Null, |path| json!(path)));
    assert_eq!(
        got,
        [
            bad(Value::Null, "invalid_json", None),
            bad(Value::Null, "invalid_json", None),
            bad(Value::Null, "invalid_json", None),
            bad(Value::Null, "invalid_json", None),
            bad(Value::Null, "invalid_json", None),
            bad(json!("no file"), "invalid_value", Some("/file")),
            bad(json!(7), "invalid_value", Some("/op")),
            bad(json!(8), "invalid_value", Some("/file")),
            bad(json!(9), "invalid_value", Some("/file")),
            bad(json!(10), "io", None),
            bad(Value::Null, "invalid_json", None),
            (json!(11), Value::Null, Value::Null),
        ]
    );
}

#[test]
fn a_line_beyond_the_limit_is_refused_and_the_next_is_read() {
    let mut input = vec![b' '; (16 << 20) + 1];
    input.extend(b"\n");
    input.extend(convert(1).to_string().bytes());
    let run = signplace_reading(&["batch"], &input);
    let answers = run.lines();
    assert_eq!(answers[0]["error"]["code"], "request_too_large", "{run:#?}");
    assert_eq!(answers[1]["id"], 1, "{run:#?}");
}

#[test]
fn what_the_request_says_is_echoed() {
    let path = contract();
    let ids = [json!(1), json!("a"), json!({"a": [1, null]}), json!(2591540368898105360u64), json!(false)];
    let requests: Vec<Value> =
        ids.iter().map(|id| json!({"id": id, "op": "pages", "file": path, "match": "exact"})).collect();
    for (id, answer) in ids.iter().zip(batch(&requests)) {
        let keys: Vec<&str> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["id", "file", "match", "page_count", "pages", "warnings"], "{answer}");
        assert_eq!((&answer["id"], &answer["file"], &answer["match"]), (id, &json!(path), &json!("exact")), "{answer}");
    }
    let answers = batch(&[json!({"file": "/no/such/file"})]);
    assert_eq!(answers[0]["file"], "/no/such/file", "{answers:?}");
    assert!(answers[0].get("id").is_none(), "{answers:?}");
}

#[test]
fn unknown_keys_are_ignored_with_a_warning() {
    let mut request = convert(1);
    request["hieght"] = json!(3);
    request["a/b~"] = json!(4);
    let answers = batch(&[request]);
    let warnings = &answers[0]["warnings"];
    assert_eq!((&warnings[0]["code"], &warnings[0]["path"]), (&json!("unknown_key"), &json!("/hieght")), "{answers:?}");
    assert_eq!(warnings[1]["path"], "/a~1b~0", "{answers:?}");
}

#[test]
fn values_that_make_no_sense_are_refused_with_their_place() {
    let path = contract();
    for (key, value) in [
        ("keywords", json!("one")),
        ("keywords", json!([1])),
        ("fields", json!("yes")),
        ("match", json!("loose")),
        ("pages", json!([1])),
        ("pages", json!("x")),
        ("occurrence", json!(0)),
        ("password", json!(1)),
    ] {
        let mut request = json!({"file": path, "keywords": ["x"]});
        request[key] = value.clone();
        let answers = batch(&[request]);
        let error = &answers[0]["error"];
        assert_eq!(
            (&error["code"], &error["path"]),
            (&json!("invalid_value"), &json!(format!("/{key}"))),
            "{key}: {value}"
        );
    }
}

#[test]
fn find_is_the_default_and_may_carry_the_fields() {
    let path = contract();
    let answers = batch(&[
        json!({"file": path, "keywords": ["Signature", "nowhere"]}),
        json!({"file": path, "keywords": [], "match": "exact", "fields": true, "pages": "1-10"}),
        json!({"file": path, "keywords": ["Signature"], "occurrence": -1, "pages": 1}),
        json!({"file": path, "keywords": ["Signature", " "]}),
        json!({"file": path}),
    ]);
    assert_eq!(answers[0]["keywords"][1], json!({"keyword": "nowhere", "count": 0}), "{}", answers[0]);
    assert_eq!(answers[0]["matches"].as_array().map(Vec::len), Some(2), "{}", answers[0]);
    assert_eq!(
        (&answers[1]["page_count"], &answers[1]["match"], &answers[1]["fields"]),
        (&json!(2), &json!("exact"), &json!([]))
    );
    assert_eq!(answers[2]["matches"][0]["index"], 2, "{}", answers[2]);
    assert_eq!(
        (&answers[3]["error"]["code"], &answers[3]["error"]["path"]),
        (&json!("keyword_empty"), &json!("/keywords/1"))
    );
    assert_eq!((&answers[4]["page_count"], &answers[4]["matches"]), (&json!(2), &json!([])), "{}", answers[4]);
}

#[test]
fn the_other_operations_answer_as_the_commands_do() {
    let path = contract();
    let plan = json!({"version": 1, "placements": [
        {"id": "a", "kind": "seal", "anchor": {"keyword": "Signature"}, "size": "round-42"}]});
    let misspelt = json!({"version": 1, "placement": []});
    let answers = batch(&[
        json!({"op": "fields", "file": path}),
        json!({"op": "place", "file": path, "plan": plan}),
        json!({"op": "place", "file": path, "plan": misspelt}),
        json!({"op": "place", "file": path}),
        json!({"op": "convert", "file": path, "page": -1, "from": "points", "to": "points", "x": 1, "y": 2}),
    ]);
    assert_eq!(answers[0]["fields"], json!([]), "{}", answers[0]);
    assert_eq!(answers[1]["placements"][0]["page"], 1, "{}", answers[1]);
    assert_eq!(
        (&answers[2]["error"]["code"], &answers[2]["error"]["path"]),
        (&json!("unknown_key"), &json!("/plan/placement"))
    );
    assert_eq!(
        (&answers[3]["error"]["code"], &answers[3]["error"]["path"]),
        (&json!("invalid_value"), &json!("/plan"))
    );
    assert_eq!((&answers[4]["page"], &answers[4]["file"]), (&json!(2), &json!(path)), "{}", answers[4]);
}

#[test]
fn an_id_comes_back_as_it_was_written() {
    let ids = [
        "18446744073709551616",
        "2591540368898105360123",
        "1.0",
        "-0",
        "1e2",
        "null",
        "true",
        "\"\\u7532\"",
        "{\"b\": 1.50, \"a\":[1e300]}",
        "[]",
    ];
    let request = |id: &str| {
        format!(
            "{{\"op\":\"convert\",\"size\":\"{SIZE}\",\"id\": {id} ,\"x\":1,\"y\":1,\"from\":\"points\",\"to\":\"points\"}}\n"
        )
    };
    let lines: String = ids.iter().map(|id| request(id)).collect();
    let run = signplace_reading(&["batch"], lines.as_bytes());
    for (id, line) in ids.iter().zip(run.stdout.lines()) {
        assert!(line.starts_with(&format!("{{\"id\":{id},")), "{id}: {line}");
    }
    // So does that of a request that is refused; and of two, the last counts.
    let run = signplace_reading(&["batch"], b"{\"id\":1,\"op\":\"sign\",\"id\":1.00}\n");
    assert!(run.stdout.starts_with("{\"id\":1.00,\"error\""), "{run:#?}");
}

#[cfg(unix)]
#[test]
fn stdin_is_no_file_of_a_batch_by_any_name() {
    let answers = batch(
        &["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0", "/dev/../dev/stdin"].map(|file| json!({"file": file})),
    );
    for answer in answers {
        assert_eq!(answer["error"]["code"], "invalid_value", "{answer}");
        assert_eq!(answer["error"]["path"], "/file", "{answer}");
    }
}

#[test]
fn one_request_is_asked_of_every_pdf_in_folders_and_on_lists() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("many-{}", std::process::id()));
    let inner = folder.join("inner");
    std::fs::create_dir_all(&inner).expect("a folder within");
    for (place, name) in [(&folder, "b.pdf"), (&folder, "a.PDF"), (&inner, "c.pdf"), (&inner, "no.txt")] {
        std::fs::copy(contract(), place.join(name)).expect("a copy");
    }
    std::fs::write(folder.join("bad.pdf"), "not a PDF").expect("a file");
    let path = folder.to_string_lossy().into_owned();
    let each = r#"{"keywords":["Signature"],"id":"x"}"#;
    let run = signplace(&["batch", "--each", each, "--jobs", "2", &path]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
    let told: Vec<(String, Value)> = run
        .lines()
        .iter()
        .map(|answer| {
            let file = answer["file"].as_str().unwrap_or_default();
            let name = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            (
                name,
                if answer["error"].is_null() {
                    answer["keywords"][0]["count"].clone()
                } else {
                    answer["error"]["code"].clone()
                },
            )
        })
        .collect();
    let count = told[0].1.clone();
    assert!(count.as_u64().is_some_and(|count| count > 0), "{told:?}");
    let expected = [("a.PDF", &count), ("b.pdf", &count), ("bad.pdf", &json!("not_a_pdf")), ("c.pdf", &count)];
    assert_eq!(told, expected.map(|(name, answer)| (name.to_owned(), answer.clone())));

    let list = format!("{path}/b.pdf\n\n{path}/inner/c.pdf\r\n");
    let run = signplace_reading(&["batch", "--each", r#"{"op":"pages"}"#, "--list", "-"], list.as_bytes());
    assert_eq!((run.status, run.lines().len()), (0, 2), "{run:#?}");
}

#[test]
fn what_cannot_be_asked_of_every_pdf_is_refused_before_any_is_read() {
    for (arguments, code) in [
        (&["batch", "--each", "{", "a.pdf"][..], "invalid_json"),
        (&["batch", "--each", r#"{"file":"b.pdf"}"#, "a.pdf"], "usage"),
        (&["batch", "--each", "{}"], "io"),
        (&["batch", "--each", "{}", "--list", "/no/such/list"], "io"),
        (&["batch", "a.pdf"], "usage"),
    ] {
        let run = signplace(&[&["--format", "json"], arguments].concat());
        assert_eq!(run.status, 2, "{arguments:?}: {run:#?}");
        let told = format!("{}{}", run.stdout, run.stderr);
        assert!(told.contains(code) || code == "usage", "{arguments:?}: {run:#?}");
    }
}
