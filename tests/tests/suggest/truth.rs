//! Suggestions on contracts of many producers against what a person who looks at the pages would sign, as tables.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use signplace::suggest::{SuggestOptions, Suggestion};
use signplace::{Document, OpenOptions};

use super::holds;

/// Where a document of the truth lies: among the examples, or in the conformance set.
fn document(name: &str) -> Option<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let conformance = std::env::var_os("CONFORMANCE").map_or_else(|| root.join("../shared/conformance"), PathBuf::from);
    let places = [root.join("examples"), root.join("tests/fixtures/suggest"), conformance.join("documents/producers")];
    let bytes = places.iter().find_map(|folder| std::fs::read(folder.join(name)).ok())?;
    Some(Document::open(bytes, OpenOptions::default()).expect(name))
}

fn plain(label: &str) -> String {
    let keep = |c: &char| !c.is_whitespace() && !matches!(c, ':' | '：');
    label
        .chars()
        .filter(keep)
        .map(|c| {
            if c == '（' {
                '('
            } else if c == '）' {
                ')'
            } else {
                c
            }
        })
        .collect()
}

/// Whether a suggestion is what an entry of the truth asks for.
fn is(one: &Suggestion, entry: &Value) -> bool {
    entry["page"] == one.page
        && entry["kind"] == one.kind.as_str()
        && entry["party"].as_str().is_none_or(|party| one.party.as_deref() == Some(party))
        && entry["label"].as_str().is_some_and(|label| plain(label) == plain(&one.label))
}

fn list<'v>(of: &'v Value, key: &str) -> &'v [Value] {
    of[key].as_array().expect(key)
}

/// Suggestions that are right, may be, and are wrong; and places that are missed.
#[derive(Debug, Default)]
struct Score {
    documents: usize,
    right: usize,
    may: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

#[test]
fn what_is_suggested_is_what_a_person_would_sign() {
    judge(include_str!("../../suggest-truth.json"));
}

#[test]
fn it_is_so_too_on_contracts_that_the_rules_were_not_written_with() {
    judge(include_str!("../../suggest-held-out.json"));
}

/// Compares suggestions with a truth, prints the table, and fails on more mistakes than are known.
#[track_caller]
fn judge(truth: &str) {
    let truth: Value = serde_json::from_str(truth).expect("the truth is JSON");
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for entry in list(&truth, "documents") {
        let name = entry["file"].as_str().expect("a document has a file");
        let Some(document) = document(name) else { continue };
        let found = document.suggest(&SuggestOptions::default()).expect(name);
        holds(&document, &found);
        let score = scores.entry(entry["producer"].as_str().expect("and a producer")).or_default();
        score.documents += 1;
        let mut left: Vec<&Suggestion> = found.suggestions.iter().collect();
        for wanted in list(entry, "wanted") {
            match left.iter().position(|one| is(one, wanted)) {
                Some(at) => {
                    left.remove(at);
                    score.right += 1;
                }
                None => score.missed.push(format!("{name}: {wanted}")),
            }
        }
        for may in list(entry, "may") {
            if let Some(at) = left.iter().position(|one| is(one, may)) {
                left.remove(at);
                score.may += 1;
            }
        }
        score.wrong.extend(
            left.iter().map(|one| format!("{name}: page {} {} {:?} {}", one.page, one.kind, one.party, one.reason)),
        );
    }
    println!("| producer | documents | wanted | found | precision | recall | may be |\n|---|---|---|---|---|---|---|");
    for (producer, Score { documents, right, may, wrong, missed }) in &scores {
        let share = |of: usize| if of == 0 { "–".to_owned() } else { format!("{:.2}", *right as f64 / of as f64) };
        let (precision, recall) = (share(right + wrong.len()), share(right + missed.len()));
        println!("| {producer} | {documents} | {} | {right} | {precision} | {recall} | {may} |", right + missed.len());
    }
    let all = |of: fn(&Score) -> &Vec<String>| scores.values().flat_map(of).cloned().collect::<Vec<_>>();
    let (wrong, missed) = (all(|score| &score.wrong), all(|score| &score.missed));
    println!("wrong: {wrong:#?}\nmissed: {missed:#?}");
    // What is not known better is written into the truth; what is worse than that fails.
    let (wrong_known, missed_known) =
        (truth["known_wrong"].as_u64().unwrap_or(0), truth["known_missed"].as_u64().unwrap_or(0));
    assert!(wrong.len() as u64 <= wrong_known, "{} wrong, {wrong_known} known: {wrong:#?}", wrong.len());
    assert!(missed.len() as u64 <= missed_known, "{} missed, {missed_known} known: {missed:#?}", missed.len());
}
