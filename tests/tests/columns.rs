//! Characters one below the other may be a column of vertical text, and ActualText may say that they are others: a search that
//! reads them in pieces finds what one glyph by glyph does.

use proptest::prelude::*;
use signplace::search::Findings;
use signplace::{Document, MatchMode, OpenOptions, Query};
use signplace_tests::{bombs, look};

/// Helvetica (F1), and Chinese with codes of two bytes (F2).
const FONTS: &str = "/Font << /F1 5 0 R /F2 6 0 R >>";

fn page(content: &str) -> Vec<u8> {
    let more = [
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ];
    bombs::page_of(content, FONTS, &more.map(str::to_owned))
}

fn found(content: &str, query: &Query) -> Findings {
    let document = Document::open(page(content), OpenOptions::default()).expect("it opens");
    document.find(query).expect("it is searched")
}

fn utf_16(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

/// Shows a text, in a size and so far from the last one as told, perhaps instead of another.
fn show((x, y): (i32, i32), size: &str, shown: &str, said: Option<&str>) -> String {
    let (font, codes) = match shown.is_ascii() {
        true => ("F1", shown.bytes().map(|byte| format!("{byte:02X}")).collect()),
        false => ("F2", utf_16(shown)),
    };
    let show = format!("/{font} {size} Tf {x} {y} Td <{codes}> Tj");
    match said {
        Some(said) => format!("/Span <</ActualText <FEFF{}>>> BDC {show} EMC ", utf_16(said)),
        None => format!("{show} "),
    }
}

fn char() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["甲", "方", "后", "鿿", "2", "a", "、"])
}

fn text() -> impl Strategy<Value = String> {
    let more = prop_oneof![7 => char(), 1 => Just(" "), 1 => Just("。")];
    prop_oneof![3 => char().prop_map(str::to_owned), 2 => prop::collection::vec(more, 1..4).prop_map(|all| all.concat())]
}

fn content() -> impl Strategy<Value = String> {
    let step = prop_oneof![
        8 => prop::sample::select(vec![(0, -12), (0, -11), (0, -14)]),
        3 => prop::sample::select(vec![(11, 0), (12, 0), (0, 0)]),
        2 => (-3..3, -16..4),
        1 => prop::sample::select(vec![(-11, -11), (-22, 0), (11, 11), (0, 11), (-11, 0), (0, -22), (0, -6)]),
    ];
    let size = prop_oneof![3 => Just("11"), 1 => Just("11.3"), 1 => Just("9")];
    let said = prop_oneof![3 => Just(None), 2 => text().prop_map(Some)];
    let shown = (step, size, text(), said);
    prop::collection::vec(shown, 2..14).prop_map(|all| {
        let shown = all.iter().map(|(step, size, shown, said)| show(*step, size, shown, said.as_deref()));
        format!("BT 300 500 Td {}ET", shown.collect::<String>())
    })
}

/// Fails unless pieces and single glyphs give the same matches, in places that differ by rounding alone.
fn agree(content: &str, query: &Query) -> usize {
    let mut one_by_one = query.clone();
    one_by_one.thorough = true;
    let (pieces, glyphs) = (found(content, query), found(content, &one_by_one));
    let told =
        |of: &Findings| of.matches.iter().map(|m| (m.index, m.text.clone(), m.visible, m.mode)).collect::<Vec<_>>();
    assert_eq!(told(&pieces), told(&glyphs), "{:?} {:?}\n{content}", query.mode, query.options);
    look::same_places(&pieces, &glyphs);
    pieces.matches.len()
}

proptest! {
    #[test]
    fn pieces_stand_in_columns_as_their_glyphs_do(content in content()) {
        for keyword in ["甲方", "鿿", "方后", "a", "后"] {
            let exact = || Query::new([keyword]).with_mode(MatchMode::Exact);
            for query in [exact(), exact().for_whole_words(), Query::new([keyword]), Query::new([keyword]).for_whole_words()] {
                agree(&content, &query);
            }
        }
    }
}

#[test]
fn what_columns_say_is_found_downwards() {
    let column = |said: [Option<&str>; 3]| {
        let shown = ["甲", "方", "后"].into_iter().zip(said).map(|(shown, said)| show((0, -12), "11", shown, said));
        format!("BT 300 500 Td {}ET", shown.collect::<String>())
    };
    assert_eq!(agree(&column([None; 3]), &Query::new(["甲方后"])), 1);
    assert_eq!(agree(&column([None, Some("鿿"), None]), &Query::new(["甲鿿后"])), 1);
    assert_eq!(agree(&column([None, Some("方鿿"), None]), &Query::new(["甲方鿿后"])), 1);
}
