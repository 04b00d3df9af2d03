//! `make-documents FOLDER PAGES…`: the documents that lopdf makes, and the text of the others.
//!
//! Writes `FACE-LANGUAGE-PAGES.pdf`, and `text-LANGUAGE.json` with as many pages as the longest; `scripts/bench-documents`
//! gives that text to other makers.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use signplace_benches::{Face, Language, contract, text};

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let [folder, pages @ ..] = arguments else { return Err("usage: make-documents FOLDER PAGES…".to_owned()) };
    let pages: Vec<u32> = pages
        .iter()
        .map(|text| text.parse().map_err(|_| format!("not a number of pages: {text}")))
        .collect::<Result<_, _>>()?;
    let folder = Path::new(folder);
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let write = |name: String, bytes: Vec<u8>| {
        std::fs::write(folder.join(&name), bytes).map_err(|error| format!("{name}: {error}"))
    };
    for language in Language::ALL {
        for face in Face::ALL.into_iter().filter(|face| face.has_chinese() == (language == Language::Zh)) {
            for &pages in &pages {
                let bytes = contract(face, language, pages).map_err(|error| error.to_string())?;
                write(format!("{}-{}-{pages}.pdf", face.name(), language.code()), bytes)?;
            }
        }
        let text: Vec<_> = (1..=pages.iter().copied().max().unwrap_or(0))
            .map(|number| text::page(language, number))
            .map(|page| {
                json!({
                    "title": page.title, "clauses": page.clauses, "table": page.table, "signatures": page.signatures,
                })
            })
            .collect();
        write(format!("text-{}.json", language.code()), serde_json::Value::from(text).to_string().into_bytes())?;
    }
    Ok(())
}
