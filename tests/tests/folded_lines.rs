//! A folded search goes on over the ends of lines, but spells out only those lines that may hold a keyword: its answer is that
//! of spelling out all.

use proptest::prelude::*;
use signplace::search::{Findings, Match};
use signplace::{Document, OpenOptions, Query};
use signplace_tests::{Face, Line, Pdf, look};

fn found(bytes: &[u8], query: &Query) -> Findings {
    let document = Document::open(bytes.to_vec(), OpenOptions::default()).expect("it opens");
    document.find(query).expect("it is searched")
}

/// Lines below one another, each as far to the right and as much larger than 10 points as told.
fn page(lines: &[(f64, f64, String)]) -> Vec<u8> {
    let line = |(nth, (x, more, text)): (usize, &(f64, f64, String))| {
        Line::of(text.as_str()).in_face(Face::Mapped).sized(10.0 + more).at(60.0 + x, 780.0 - 13.0 * nth as f64)
    };
    Pdf::with_lines(lines.iter().enumerate().map(line)).made().bytes
}

/// Fails unless the answer is that of spelling out all lines, in places that differ by rounding alone.
#[track_caller]
fn agree(bytes: &[u8], query: &Query) {
    let mut all = query.clone();
    all.thorough = true;
    let (some, all) = (found(bytes, query), found(bytes, &all));
    let told = |m: &Match| {
        let glyphs =
            m.explain.iter().flat_map(|how| &how.glyphs).map(|glyph| (glyph.text.clone(), glyph.gap, glyph.line));
        let order = (m.index, m.quads.len());
        (m.keyword.clone(), m.text.clone(), m.mode, order, glyphs.collect::<Vec<_>>())
    };
    let all_told = |of: &Findings| of.matches.iter().map(told).collect::<Vec<_>>();
    assert_eq!(all_told(&some), all_told(&all), "{:?}", query.options);
    look::same_places(&some, &all);
}

/// Pieces of keywords, what folds to their characters or to nothing, what joins them over the end of a line, and other text.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "S", "E", "A", "L", "SEAL", "se", "al", "SE-", "AL", "-", "‐", "_", "__", " ", "  ", "\u{ad}", "\u{200b}",
        "\u{301}", "\u{3099}", "か", "甲", "方", "甲方", "⽅", "（", "(", "章", "）", "、", "：", ":", "ﬁ", "fi", "①",
        "1", "Ａ", "other", "其他", "蓋",
    ])
}

fn lines() -> impl Strategy<Value = Vec<(f64, f64, String)>> {
    let text = prop_oneof![
        4 => prop::collection::vec(piece(), 1..4).prop_map(|pieces| pieces.concat()),
        2 => Just("and what else is agreed".to_owned()),
        1 => prop::collection::vec(piece(), 1..12).prop_map(|pieces| pieces.concat()),
    ];
    let x = prop_oneof![6 => Just(0.0), 1 => Just(23.7), 1 => Just(251.3)];
    let more = prop_oneof![6 => Just(0.0), 1 => Just(1.3)];
    prop::collection::vec((x, more, text), 1..14)
}

proptest! {
    #[test]
    fn lines_that_are_not_spelled_out_hold_no_keyword(lines in lines()) {
        let bytes = page(&lines);
        let one_by_one = ["SEAL", "S", "SE AL", "S_E", "SE-AL", "甲方", "甲、方(章)", "方：", "甲方__", "AE", "éA", "fi1", "-", "が"];
        for keyword in one_by_one {
            agree(&bytes, &Query::new([keyword]));
            agree(&bytes, &Query::new([keyword]).for_whole_words());
        }
        let together = Query::new(["SEAL", "甲方", "方甲", "A"]);
        agree(&bytes, &together.clone().explained());
        agree(&bytes, &together.clone().ignoring_case());
        agree(&bytes, &together.clone().with_variants().for_whole_words());
        agree(&bytes, &Query::new(["盖章", "seal"]).with_variants().ignoring_case());
        agree(&bytes, &Query::new(["SEAL", "が", "__"]));
    }
}

#[test]
fn a_keyword_may_fill_many_lines() {
    let text: Vec<char> = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".chars().collect();
    let lines: Vec<_> = text.iter().map(|c| (0.0, 0.0, format!("{c}-"))).collect();
    for length in [2, 3, 30, 33, 34, 35, 40, 52] {
        let keyword: String = text[..length].iter().collect();
        let bytes = page(&lines);
        agree(&bytes, &Query::new([keyword.as_str()]));
        assert_eq!(found(&bytes, &Query::new([keyword.as_str()])).matches.len(), 1, "{keyword}");
    }
}

#[test]
fn of_two_that_overlap_either_may_be_the_one() {
    // The first would begin after a wide gap within the word.
    let lines = ["aba", "ba b", "aba-", "baba"].map(|text| (0.0, 0.0, text.to_owned()));
    for keyword in ["aba", "abab", "babab", "ba b"] {
        agree(&page(&lines), &Query::new([keyword]));
    }
}

#[test]
fn a_mark_belongs_to_no_letter_of_another_line_whatever_cannot_be_seen_stands_between() {
    let lines = ["S", "\u{ad}\u{301}", "e\u{301}t"].map(|text| (0.0, 0.0, text.to_owned()));
    let bytes = page(&lines);
    for (keyword, count) in [("S", 1), ("\u{15a}", 0), ("\u{e9}t", 1), ("e", 0)] {
        agree(&bytes, &Query::new([keyword]));
        assert_eq!(found(&bytes, &Query::new([keyword])).matches.len(), count, "{keyword}");
    }
}

#[test]
fn of_many_keywords_each_may_fill_a_line() {
    let lines = ["甲", "方盖", "章"].map(|text| (0.0, 0.0, text.to_owned()));
    for fillers in 55..70 {
        let filler: String = ('\u{5000}'..).take(fillers).collect();
        let query = Query::new([filler.as_str(), "甲方盖章"]);
        agree(&page(&lines), &query);
        assert_eq!(found(&page(&lines), &query).matches.len(), 1, "{fillers}");
    }
}
