//! Development check of the fields against a conformance set: `SIGNPLACE_CONFORMANCE=DIR cargo test -p signplace
//! form::conformance -- --ignored --nocapture`, DIR with `documents/` and `truth/`. Prints what is missed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Field;
use super::collect::fields;
use crate::document::object::{Array, Dict, Number, Object, Pdf};
use crate::geometry::{PageBoxes, PageGeometry, Point, Rect, User};

/// Pages of public documents that the truth looked at.
const PAGES_SEEN: u32 = 20;

#[test]
#[ignore = "needs a conformance set"]
fn fields_are_where_the_readers_agree() {
    let Some(root) = std::env::var_os("SIGNPLACE_CONFORMANCE").map(PathBuf::from) else { return };
    for truth in ["fields.jsonl", "fields_construct.jsonl"] {
        score(&root, truth);
    }
}

#[test]
#[ignore = "needs a conformance set"]
fn every_document_is_read_without_trouble() {
    let Some(root) = std::env::var_os("SIGNPLACE_CONFORMANCE").map(PathBuf::from) else { return };
    let mut folders = vec![root.join("documents")];
    let (mut documents, mut fields) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "pdf") {
                let started = std::time::Instant::now();
                let found = open(&path);
                if started.elapsed().as_millis() > 200 {
                    println!("{}: {:?}", path.display(), started.elapsed());
                }
                documents += 1;
                match found {
                    Ok(found) => fields += found.len(),
                    Err(error) => println!("{}: {error}", path.display()),
                }
            }
        }
    }
    println!("{documents} documents, {fields} fields");
}

#[derive(Default)]
struct Score {
    truth: usize,
    boxes: usize,
    names: usize,
    types: usize,
    given: usize,
    extra: usize,
}

fn score(root: &Path, truth: &str) {
    let mut files: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in std::fs::read_to_string(root.join("truth").join(truth)).unwrap().lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        files.entry(row["file"].as_str().unwrap().to_owned()).or_default().push(row);
    }
    let mut score = Score::default();
    for (file, rows) in &files {
        let found = match open(&root.join("documents").join(file)) {
            Ok(found) => found,
            Err(error) => {
                println!("{file}: {error}");
                Vec::new()
            }
        };
        let seen = if file.starts_with("generated/") { u32::MAX } else { PAGES_SEEN };
        let found: Vec<_> = found.into_iter().filter(|field| field.page <= seen).collect();
        score.file(file, rows, &found);
    }
    let of = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!(
        "{truth}: {} rows, box {:.4}, name {:.4}, type {:.4}, precision {:.4}",
        score.truth,
        of(score.boxes, score.truth),
        of(score.names, score.truth),
        of(score.types, score.truth),
        1.0 - of(score.extra, score.given)
    );
}

impl Score {
    fn file(&mut self, file: &str, rows: &[Value], found: &[Field]) {
        let mut used = vec![false; found.len()];
        for row in rows {
            self.truth += 1;
            let close: Vec<_> = (0..found.len()).filter(|i| !used[*i] && is_close(row, &found[*i])).collect();
            let same_name = close.iter().find(|i| found[**i].name == row["name"]);
            let Some(&i) = same_name.or(close.first()) else {
                println!("{file}: missed {row}");
                continue;
            };
            used[i] = true;
            let kind = serde_json::to_value(found[i].kind).unwrap();
            self.boxes += 1;
            self.names += usize::from(found[i].name == row["name"]);
            self.types += usize::from(kind == row["type"]);
            if found[i].name != row["name"] || kind != row["type"] {
                println!("{file}: {} {} for {} {}", found[i].name, kind, row["name"], row["type"]);
            }
        }
        self.given += found.len();
        for (field, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            self.extra += 1;
            println!("{file}: extra {}", serde_json::to_string(field).unwrap());
        }
    }
}

fn is_close(row: &Value, field: &Field) -> bool {
    let number = |key: &str| row[key].as_f64().unwrap();
    let (x, y, w, h) = (number("x"), number("y"), number("w"), number("h"));
    let sides =
        [(x, field.bounds.x0()), (y, field.bounds.y0()), (x + w, field.bounds.x1()), (y + h, field.bounds.y1())];
    row["page"] == field.page && sides.iter().all(|(a, b)| (a - b).abs() <= 1.0)
}

fn open(path: &Path) -> Result<Vec<Field>, String> {
    let pdf = Pdf::new(std::fs::read(path).unwrap()).map_err(|error| format!("{error:?}"))?;
    let geometries: Vec<_> = pdf.pages().iter().map(|page| geometry(page.raw())).collect();
    let (fields, warnings) = fields(&pdf, &geometries, 256 << 20).map_err(|error| error.to_string())?;
    for warning in warnings {
        println!("{}: {}", path.display(), warning.message);
    }
    Ok(fields)
}

/// The geometry of a page, inheritance resolved by way of Parent.
pub(super) fn geometry(page: &Dict<'_>) -> PageGeometry {
    let mut chain = vec![page.clone()];
    while let Some(parent) = chain.last().and_then(|dict| dict.get::<Dict<'_>>("Parent")).filter(|_| chain.len() < 50) {
        chain.push(parent);
    }
    let rect = |key: &str| chain.iter().find_map(|dict| boxed(dict, key));
    let number = |key: &str| chain.iter().find_map(|dict| dict.get::<Number>(key));
    PageGeometry::new(PageBoxes {
        media_box: rect("MediaBox").unwrap_or_else(|| Rect::from_corners(Point::ORIGIN, Point::new(612.0, 792.0))),
        crop_box: rect("CropBox"),
        rotate: number("Rotate").map_or(0.0, |n| n.as_f64()),
        user_unit: page.get::<Number>("UserUnit").map_or(1.0, |n| n.as_f64()),
    })
}

fn boxed(dict: &Dict<'_>, key: &str) -> Option<Rect<User>> {
    let numbers: Vec<_> = dict
        .get::<Array<'_>>(key)?
        .iter::<Object<'_>>()
        .filter_map(|item| item.into_number().map(|number| number.as_f64()))
        .collect();
    let [x0, y0, x1, y1] = numbers[..] else { return None };
    Some(Rect::from_corners(Point::new(x0, y0), Point::new(x1, y1)))
}
