//! What the command says about itself.

use crate::support::{file, signplace};

#[test]
fn completions_and_the_manual_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = signplace(&["completions", shell]);
        assert_eq!(run.status, 0, "{shell}: {run:#?}");
        assert!(run.stdout.contains("occurrence"), "{shell}: {run:#?}");
    }
    let run = signplace(&["man"]);
    assert!(run.status == 0 && run.stdout.contains(".TH signplace"), "{run:#?}");
}

#[test]
fn every_command_has_a_manual_page() {
    let dir = format!("{}.d", file("man", b""));
    let run = signplace(&["man", "--dir", &dir]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""), "{run:#?}");
    for name in [
        "",
        "-find",
        "-fields",
        "-pages",
        "-convert",
        "-place",
        "-prepare",
        "-preview",
        "-schema",
        "-batch",
        "-completions",
        "-man",
    ] {
        let page = format!("{dir}/signplace{name}.1");
        assert!(std::fs::metadata(&page).is_ok_and(|file| file.len() > 0), "{page} is missing");
    }
    let in_a_file = format!("{}/man", file("file", b""));
    signplace(&["man", "--dir", &in_a_file, "--format", "json"]).fails(2, "io");
}

#[test]
fn the_schema_of_a_plan_is_a_json_schema() {
    let run = signplace(&["schema", "plan"]);
    let schema = run.json();
    assert_eq!(run.status, 0, "{run:#?}");
    assert!(schema["$schema"].is_string() && schema["properties"]["placements"].is_object(), "{run:#?}");
}
