//! Placing, on documents made of what each test says.

mod anchors;
mod checks;
mod parsing;
mod seams;

use serde_json::{Value, json};

use super::fake::Fake;
use super::resolve::place;
use super::{Placed, Plan};
use crate::error::Error;

/// A plan of these placements; each is given an id and a kind where it has none.
fn plan(placements: Value) -> Plan {
    let mut placements = placements;
    for (i, one) in placements.as_array_mut().unwrap().iter_mut().enumerate() {
        let one = one.as_object_mut().unwrap();
        one.entry("id").or_insert_with(|| json!(format!("c{i}")));
        one.entry("kind").or_insert_with(|| json!("signature"));
    }
    Plan::from_json(&json!({"version": 1, "placements": placements}).to_string()).unwrap()
}

fn placed(document: &Fake, placements: Value) -> Placed {
    place(&plan(placements), document).unwrap()
}

fn refused(document: &Fake, placements: Value) -> Error {
    place(&plan(placements), document).unwrap_err()
}

/// x, y, width and height of a placement, as printed.
fn printed_box(placed: &Placed, n: usize) -> [f64; 4] {
    let json = serde_json::to_value(&placed.placements[n]).unwrap();
    ["x", "y", "width", "height"].map(|key| json["box"][key].as_f64().unwrap())
}

/// The codes of a placement's warnings.
fn codes(placed: &Placed, n: usize) -> Vec<&'static str> {
    placed.placements[n].warnings.iter().map(|warning| warning.code.as_str()).collect()
}

/// The message of the one warning of this code that a placement has.
fn message<'a>(placed: &'a Placed, n: usize, code: &str) -> &'a str {
    let found: Vec<_> = placed.placements[n].warnings.iter().filter(|w| w.code.as_str() == code).collect();
    assert_eq!(found.len(), 1, "warnings {:?}", placed.placements[n].warnings);
    &found[0].message
}
