//! `floor ROUNDS FILE KEYWORD`: our time as a multiple of the floor.
//!
//! The floor is the time to inflate and to tokenise the content streams of all pages, and of the forms that they paint,
//! and nothing else: no font is loaded, no operator obeyed. Ours is to open the file from its bytes and to find the
//! keyword on all pages, exactly, on one thread. The two run in turn, after one round that does not count, and what is
//! counted is the processor's time. Prints, as columns apart by tabs, the middle, the least and the greatest: of the floor
//! and of ours in milliseconds, and of their ratio; and the number of matches.
//!
//! `floor --one floor|ours FILE KEYWORD` does one of them once, for whoever counts instructions; what opening the file and
//! finding its streams costs is then part of the floor too, and `--one streams` does that alone, `--one open` the opening;
//! `--one pages` says how many there are.

use std::hint::black_box;
use std::process::ExitCode;

use signplace::bench::Streams;
use signplace::{Document, Error, MatchMode, OpenOptions, Query};
use signplace_benches::clock::{milliseconds, spread};

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
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["--one", what, path, keyword] => {
            let bytes = read(path)?;
            match *what {
                "open" => open(bytes).map(|document| _ = black_box(document)),
                "pages" => open(bytes).map(|document| println!("{}", document.page_count())),
                "streams" => {
                    open(bytes).and_then(|document| Streams::of(&document).map(|streams| _ = black_box(&streams)))
                }
                "floor" => open(bytes).and_then(|document| {
                    black_box(Streams::of(&document)?.inflate_and_tokenise()?);
                    Ok(())
                }),
                "ours" => find(bytes, keyword).map(|found| _ = black_box(found)),
                other => return Err(format!("neither open, pages, streams, floor nor ours: {other}")),
            }
            .map_err(|error| error.to_string())
        }
        [rounds, path, keyword] => {
            let rounds = rounds.parse().map_err(|_| format!("not a number of rounds: {rounds}"))?;
            compare(rounds, &read(path)?, keyword).map_err(|error| format!("{path}: {error}"))
        }
        _ => Err("usage: floor ROUNDS FILE KEYWORD".to_owned()),
    }
}

fn read(path: &str) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{path}: {error}"))
}

fn open(bytes: Vec<u8>) -> Result<Document, Error> {
    Document::open(bytes, OpenOptions::default().on_threads(1))
}

fn find(bytes: Vec<u8>, keyword: &str) -> Result<usize, Error> {
    Ok(open(bytes)?.find(&Query::new([keyword]).with_mode(MatchMode::Exact))?.matches.len())
}

fn compare(rounds: usize, bytes: &[u8], keyword: &str) -> Result<(), Error> {
    let document = open(bytes.to_vec())?;
    let streams = Streams::of(&document)?;
    let (mut floors, mut ours, mut ratios, mut matches) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for round in 0..=rounds {
        let (floor, operators) = milliseconds(|| streams.inflate_and_tokenise());
        black_box(operators?);
        let copy = bytes.to_vec();
        let (our, found) = milliseconds(|| find(copy, keyword));
        matches = found?;
        if round > 0 {
            floors.push(floor);
            ours.push(our);
            ratios.push(our / floor);
        }
    }
    let cells = [floors, ours, ratios].map(|figures| {
        let (median, least, most) = spread(&figures);
        format!("{median:.3}\t{least:.3}\t{most:.3}")
    });
    println!("{}\t{matches}", cells.join("\t"));
    Ok(())
}
