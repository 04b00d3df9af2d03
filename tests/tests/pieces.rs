//! Glyphs that follow one another are read in pieces: the answer is that of reading each for itself, whatever operators
//! set them.

use proptest::prelude::*;
use signplace::search::Findings;
use signplace::{Document, ErrorCode, MatchMode, OpenOptions, Query};
use signplace_tests::{bombs, look};

/// Helvetica (F1), a font with letters that are narrow, of no width, or lead back (F2), the same as tall as two lines
/// (F3), Chinese with codes of two bytes (F4), of one and two (F5), written downwards (F6), and with a character that leads
/// back (F7), and one that is as tall with ordinary widths (F8).
const FONTS: &str = "/Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R /F4 8 0 R /F5 9 0 R /F6 10 0 R /F7 13 0 R /F8 15 0 R >>
    /ExtGState << /G1 << /Font [6 0 R 8] >> >>
    /Properties << /P1 << /ActualText (SEAL) >> /P2 << /ActualText (x) >> >>
    /XObject << /X1 12 0 R >>";

fn page(content: &str) -> Vec<u8> {
    let widths = |of: &dyn Fn(u8) -> i32| (32..127).map(|code| of(code).to_string()).collect::<Vec<_>>().join(" ");
    let simple = |widths: String, ascent: i32| {
        format!(
            "<< /Type /Font /Subtype /TrueType /BaseFont /Made /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 \
             /Widths [{widths}] /FontDescriptor << /Type /FontDescriptor /Ascent {ascent} /Descent -200 /Flags 32 >> >>"
        )
    };
    let odd = widths(&|code| match code {
        b'A' => -400,
        b'E' => 0,
        b'L' => 60,
        _ => 500,
    });
    let chinese = |encoding: &str| {
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [11 0 R] >>"
        )
    };
    let form = "BT /F1 9 Tf 1 0 0 1 20 20 Tm (the SEAL) Tj ET";
    let more = [
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        simple(odd.clone(), 800),
        simple(odd, 1800),
        chinese("UniGB-UCS2-H"),
        chinese("GBK-EUC-H"),
        chinese("UniGB-UCS2-V"),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
            .to_owned(),
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 300 300] /Length {} >>\nstream\n{form}\nendstream",
            form.len()
        ),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /Identity-H /DescendantFonts [14 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [4000 [-1000]] \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
            .to_owned(),
        simple(widths(&|_| 500), 1800),
    ];
    bombs::page_of(content, FONTS, &more)
}

fn found(content: &str, query: &Query) -> Findings {
    let document = Document::open(page(content), OpenOptions::default()).expect("it opens");
    document.find(query).expect("it is searched")
}

fn queries() -> Vec<Query> {
    let keywords = ["SEAL", "the SEAL", "E", "甲方", "x"];
    let exact = || Query::new(keywords).with_mode(MatchMode::Exact);
    vec![exact(), exact().for_whole_words(), Query::new(keywords), Query::new(keywords).for_whole_words()]
}

/// Fails unless pieces and single glyphs give the same matches, in places that differ by rounding alone.
#[track_caller]
fn agree(content: &str) {
    agree_on(content, queries());
}

#[track_caller]
fn agree_on(content: &str, queries: Vec<Query>) {
    for query in queries {
        let mut one_by_one = query.clone();
        one_by_one.thorough = true;
        let (pieces, glyphs) = (found(content, &query), found(content, &one_by_one));
        let told = |of: &Findings| {
            let each = |m: &signplace::search::Match| (m.keyword.clone(), m.index, m.text.clone(), m.visible, m.mode);
            of.matches.iter().map(each).collect::<Vec<_>>()
        };
        assert_eq!(told(&pieces), told(&glyphs), "{:?} {:?}\n{content}", query.mode, query.options);
        look::same_places(&pieces, &glyphs);
    }
}

fn count(content: &str, query: &Query) -> usize {
    agree(content);
    found(content, query).matches.len()
}

fn exact(keyword: &str) -> Query {
    Query::new([keyword]).with_mode(MatchMode::Exact)
}

#[test]
fn a_long_line_that_is_turned_a_little_is_one_line_and_lies_on_itself() {
    let (cos, sin) = (0.4f64.to_radians().cos(), 0.4f64.to_radians().sin());
    let filling = "the seller and the buyer agree that ".repeat(6);
    let content = format!("BT /F1 6 Tf {cos} {sin} {} {cos} 50 300 Tm ({filling}SE) Tj /F1 6.2 Tf (AL) Tj ET", -sin);
    assert_eq!(count(&content, &Query::new(["SEAL"])), 1);
    // The same word drawn again upon itself, far from where the line begins.
    let width =
        found(&format!("BT /F1 6 Tf 50 300 Td ({filling}SEAL) Tj ET"), &exact("SEAL")).matches[0].bounds.x0() - 50.0;
    let again = format!(
        "BT /F1 6 Tf {cos} {sin} {m} {cos} 50 300 Tm ({filling}SEAL here) Tj {cos} {sin} {m} {cos} {} {} Tm (SEAL) Tj ET",
        50.0 + width * cos,
        300.0 + width * sin,
        m = -sin,
    );
    assert_eq!(count(&again, &exact("SEAL here").for_whole_words()), 1);
}

#[test]
fn letters_that_cannot_join_a_piece_leave_it_as_high_as_it_was() {
    // The A of the tall font leads back: its string is read glyph by glyph, after it was tried as part of the piece before.
    let content = "BT /F1 10 Tf 50 312 Td (XXXX XXXX XXXX) Tj ET BT 50 300 Td (AI) Tj /F3 10 Tf (AB) Tj \
                   /F1 10 Tf 1 0 0 1 78 300 Tm (CD) Tj ET";
    assert_eq!(count(content, &Query::new(["AI CD"])), 1);
}

#[test]
fn of_what_is_drawn_upon_itself_both_take_the_same() {
    // One narrower, from the left edge of the other on, but for rounding.
    let content = "BT /F1 10.4 Tf 1 0 0 1 60.3 500.9 Tm /F4 -8.2 Tf <753265B9> Tj (the SEAL) Tj <753265B9> Tj -32.63 Tz <753265B9> Tj ET";
    assert_eq!(count(content, &exact("甲方")), 2);
}

#[test]
fn what_is_clipped_is_told_glyph_by_glyph() {
    // A line that leaves the clip and comes back, within one string and between two.
    agree("q 100 0 400 842 re W n BT /F2 10 Tf -6 Tc 1 0 0 1 105 300 Tm (EEEEEEEEEESEAL) Tj ET Q");
    agree("q 100 0 100 842 re W n BT /F1 10 Tf 1 0 0 1 150 300 Tm [(SEAL) -9000 (SEAL) 14000 (x)] TJ ET Q");
    agree("q 0 0 300 842 re W n BT /F6 10 Tf 1 0 0 1 305 300 Tm <75325B57> Tj ET Q");
    // Upwards, beside the clip: of text that was turned, and of a clip that leaves no room.
    agree(
        "q 100 0 50 842 re W n BT /F1 10 Tf 0 1 -1 0 400 300 Tm (SEAL) Tj 0 1 -1 0 400 400 Tm <53> Tj 6.67 0 Td <45> Tj \
           6.67 0 Td <41> Tj 6.67 0 Td <4C> Tj ET Q",
    );
    agree("q 60 100 .000001 700 re W n BT /F1 9 Tf 1 0 0 1 60 100 Tm (S) Tj 6 0 Td <45> Tj 6 0 Td <41> Tj ET Q");
    agree("q 60 0 120 800 re W n BT /F1 9 Tf 0 1.1 -1 0.2 20 100 Tm 0 0 Td <53> Tj 6 0 Td <78> Tj ET Q");
}

#[test]
fn hexadecimal_strings_say_what_literal_ones_do_whatever_stands_between_their_digits() {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let octal = |bytes: &[u8]| bytes.iter().map(|byte| format!("\\{byte:03o}")).collect::<String>();
    // Of one byte each, of two, of one or two, and a string that ends within a code.
    let gbk = b"x\xbc\xd7\xb7\xbd SEAL \xbc\xd7\xb7\xbd\xbc";
    let ucs2: Vec<u8> = "x甲方SEAL甲方".encode_utf16().flat_map(u16::to_be_bytes).chain([0x75]).collect();
    for (font, bytes) in [("F1", &b"the SEAL and the SEAL"[..]), ("F2", b"x the SEAL ELAS"), ("F5", gbk), ("F4", &ucs2)]
    {
        let shown =
            |strings: &str| format!("BT /{font} 9 Tf 50 300 Td [{strings}] TJ 0 -20 Td [(x) -300 {strings}] TJ ET");
        let literal = shown(&format!("({})", octal(bytes)));
        assert!(count(&literal, &exact(if font == "F2" { "E" } else { "SEAL" })) > 0);
        let digits = hex(bytes);
        // A last digit of zero may be left out.
        let open = format!("{digits}4");
        let (start, end) = digits.split_at(7);
        for (string, same) in [
            (format!("<{digits}>"), &literal),
            (format!("<{}>", digits.to_uppercase()), &literal),
            (format!("<{start} {end}>"), &literal),
            (format!("<{start}\n\n{end} >"), &literal),
            (format!("<{start}z{end}>"), &literal),
            (format!("< {digits}>"), &literal),
            (format!("<{digits}><>"), &literal),
            (format!("<{open}>"), &shown(&format!("({}\\100)", octal(bytes)))),
        ] {
            let content = shown(&string);
            agree(&content);
            for query in queries() {
                let [this, that] = [&content, same].map(|content| format!("{:?}", found(content, &query).matches));
                assert_eq!(this, that, "{string}");
            }
        }
    }
}

#[test]
fn a_column_goes_on_below_a_line_with_a_character_that_leads_back() {
    // Which makes a piece that stays empty.
    let content =
        "BT /F7 10 Tf 1 0 0 1 100 500 Tm <0BB80BB9> Tj 1 0 0 1 110 490 Tm <0FA0> Tj 1 0 0 1 110 480 Tm <0BBB> Tj ET";
    let keyword = Query::new(["砒批姓"]);
    agree_on(content, vec![keyword.clone()]);
    assert_eq!(found(content, &keyword).matches.len(), 1);
}

#[test]
fn what_stands_behind_a_character_of_a_column_keeps_its_gaps() {
    let content = "BT /F4 10 Tf 14 TL 60 500 Td <7532> ' <7532> ' <7532> ' <753200530045> Tj <0041004C> Tj ET";
    agree(content);
    assert_eq!(count(content, &exact("SEAL")), 1);
    assert_eq!(count(content, &exact("S").for_whole_words()), 0);
}

#[test]
fn a_keyword_may_fill_a_line_of_which_actual_text_replaces_a_character() {
    for second in [
        "/Span << /ActualText <FEFF65B9> >> BDC <5176> Tj EMC",
        "<65B9> Tj /Span << /ActualText ( ) >> BDC <5176> Tj EMC",
    ] {
        let content = format!("BT /F4 10 Tf 14 TL 60 500 Td <75327532> Tj T* {second} T* <7AE07AE0> Tj ET");
        agree(&content);
        assert_eq!(count(&content, &Query::new(["甲方章"])), 1, "{second}");
    }
}

#[test]
fn a_keyword_may_fill_a_column_whose_last_character_begins_a_longer_string() {
    let column = |x: i32, last: &str, strings: &[&str]| {
        let shown: String = strings.iter().chain([&last]).map(|string| format!("{string} Tj T* ")).collect();
        format!("BT /F4 10 Tf 12 TL {x} 500 Td {shown} ET\n")
    };
    for rest in ["<65B9>", "<65B95176>", "<65B90078>"] {
        let (party, seal) = ("<7532>", "<7AE0>");
        let content =
            column(120, party, &[party; 3]) + &column(102, rest, &["<65B9>"; 3]) + &column(84, seal, &[seal; 3]);
        agree(&content);
        assert_eq!(count(&content, &Query::new(["甲方方方方章"])), 1, "{rest}");
    }
}

#[test]
fn the_first_of_two_directions_stays_the_first_when_its_lines_are_passed_over() {
    // Twice the same box.
    let content = "BT /F1 10 Tf 1 0 0 1 50 700 Tm (other text) Tj ET BT /F4 10 Tf 0 1 -1 0 108.8 498.8 Tm <7AE0> Tj ET \
                   BT /F4 10 Tf 1 0 0 1 100 500 Tm <7AE0> Tj ET";
    let mut long = exact("章");
    long.thorough = true;
    let quads = |query: &Query| found(content, query).matches.iter().map(|m| m.quads.clone()).collect::<Vec<_>>();
    assert_eq!(quads(&exact("章")), quads(&long));
}

#[test]
fn an_empty_name_replaces_text_by_nothing() {
    for list in ["<</ActualText/>>", "<</ActualText ()>>", "<</ActualText()/A 1>>"] {
        assert_eq!(
            count(&format!("BT /F1 10 Tf 50 300 Td /Span {list} BDC (SEAL) Tj EMC ET"), &exact("SEAL")),
            0,
            "{list}"
        );
    }
}

#[test]
fn a_number_that_leads_far_away_loses_only_what_stands_there() {
    assert_eq!(count("BT /F1 10 Tf 50 300 Td [(the SEAL) -1000000000000000] TJ ET", &exact("SEAL")), 1);
    assert_eq!(count("BT /F1 10 Tf 50 300 Td 9999999999999 Tc (E) Tj ET", &exact("E")), 1);
}

#[test]
fn a_word_at_the_start_of_a_line_is_whole_whatever_cannot_be_seen_before_it() {
    // U+200B, by its ActualText, then the word, below a line of one letter.
    let content =
        "BT /F1 10 Tf 50 312 Td (x) Tj 0 -12 Td /Span << /ActualText <FEFF200B> >> BDC (.) Tj EMC (SEAL) Tj ET";
    assert_eq!(count(content, &exact("SEAL").for_whole_words()), 1);
}

#[test]
fn replacement_texts_count_towards_the_limit_of_characters() {
    let long = "A".repeat(16_000);
    let content = "/Span /P3 BDC (A) Tj EMC ".repeat(200);
    let resources = format!("/Font << /F1 5 0 R >> /Properties << /P3 << /ActualText ({long}) >> >>");
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned();
    let bytes = bombs::page_of(&format!("BT /F1 10 Tf {content} ET"), &resources, &[font]);
    let document = Document::open(bytes, OpenOptions::default()).expect("it opens");
    let error = document.find(&exact("Zq")).expect_err("there are millions of characters");
    assert_eq!(error.kind(), ErrorCode::LimitGlyphs);
}

/// A number that operators are given, round ones left out: exactly on a threshold either answer is right.
fn number(range: std::ops::Range<i32>) -> impl Strategy<Value = f64> {
    range.prop_map(|n| f64::from(n) + 0.37)
}

fn string() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("(the SEAL)".to_owned()),
        Just("(SE)".to_owned()),
        Just("(AL )".to_owned()),
        Just("( x)".to_owned()),
        Just("()".to_owned()),
        Just("<75326 5B9>".to_owned()),
        Just("<753265B9>".to_owned()),
        Just("<BCD7B7BD41>".to_owned()),
    ]
}

/// All but F3: of letters that are tall and lead back, either way of putting lines together may be right.
fn font() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["F1", "F2", "F4", "F5", "F6", "F8"])
}

fn operator() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => string().prop_map(|s| format!("{s} Tj")),
        4 => (string(), number(-900..900), string()).prop_map(|(a, n, b)| format!("[{a} {n} {b}] TJ")),
        1 => string().prop_map(|s| format!("{s} '")),
        1 => (number(-2..6), number(-1..3), string()).prop_map(|(w, c, s)| format!("{w} {c} {s} \"")),
        3 => (font(), prop_oneof![Just(9.3), Just(12.7), Just(-8.2), Just(0.0)]).prop_map(|(f, size)| format!("/{f} {size} Tf")),
        2 => (number(-60..120), number(-30..30)).prop_map(|(x, y)| format!("{x} {y} Td")),
        2 => (number(-60..120)).prop_map(|x| format!("{x} 0 Td")),
        1 => (number(20..300), number(100..700)).prop_map(|(x, y)| format!("1 0 0 1 {x} {y} Tm")),
        1 => (number(20..300), number(100..700)).prop_map(|(x, y)| format!(".99997 .0078 -.0078 .99997 {x} {y} Tm")),
        1 => (number(20..300), number(100..700)).prop_map(|(x, y)| format!("0 1.1 -1 0.2 {x} {y} Tm")),
        1 => number(-2..9).prop_map(|n| format!("{n} Tc")),
        1 => number(-3..20).prop_map(|n| format!("{n} Tw")),
        1 => number(-120..160).prop_map(|n| format!("{n} Tz")),
        1 => number(-4..6).prop_map(|n| format!("{n} Ts")),
        1 => number(8..20).prop_map(|n| format!("{n} TL")),
        1 => prop_oneof![Just("0 Tr"), Just("3 Tr"), Just("T*"), Just("ET BT"), Just("q"), Just("Q")].prop_map(str::to_owned),
        1 => prop_oneof![Just("/G1 gs"), Just("/X1 Do"), Just("1.2 0 0 .9 3.1 7.7 cm"), Just("q 90 90 200 500 re W n")]
            .prop_map(str::to_owned),
        1 => prop_oneof![Just("/Span /P1 BDC"), Just("/Span /P2 BDC"), Just("/Span << /MCID 3 >> BDC"), Just("EMC"), Just("EMC")]
            .prop_map(str::to_owned),
    ]
}

/// Characters that are each placed by an operator of their own, as browsers do, and little between them: most go on with the
/// one before.
fn lone_characters() -> impl Strategy<Value = String> {
    let code = prop_oneof![Just("53"), Just("45"), Just("41"), Just("4c"), Just("7532"), Just("65b9"), Just("5 3")];
    let show =
        (number(1..12), code, prop_oneof![Just(" Tj"), Just("Tj"), Just("\nTj"), Just(" %\n Tj"), Just(" Tj(x)Tj")]);
    prop_oneof![
        12 => show.prop_map(|(x, code, tj)| format!("{x} 0 Td <{code}>{tj}")),
        1 => font().prop_map(|font| format!("/{font} 9.3 Tf")),
        1 => operator(),
    ]
}

/// A string shown somewhere: alone or as two, in small letters above its line, upon itself, or as a cell beside it.
fn shown() -> impl Strategy<Value = String> {
    let text = || {
        prop_oneof![
            6 => Just("and what else is agreed"),
            1 => Just("(E)"),
            1 => Just("the SEAL"),
            1 => Just("SE"),
            1 => Just("AL"),
        ]
    };
    prop_oneof![
        6 => text().prop_map(|text| format!("({text}) Tj")),
        // Whether this is one line or two cells, the lines around decide.
        4 => (prop_oneof![Just("the"), Just("one")], prop_oneof![3 => Just("other"), 1 => Just("SEAL")]).prop_map(
            |(left, right)| format!("(it bears {left}) Tj 75 0 Td ({right} and more) Tj -75 0 Td")),
        2 => (text(), 1..300, text()).prop_map(|(a, x, b)| format!("({a}) Tj {x}.3 0 Td ({b}) Tj -{x}.3 0 Td")),
        1 => (text(), 1..8).prop_map(|(text, rise)| format!("(SE) Tj 6 0 0 6 0 0 Tm {rise}.3 Ts ({text}) Tj 0 Ts")),
        1 => (text(), 1..9).prop_map(|(text, off)| format!("({text}) Tj .{off} 0 Td ({text}) Tj -.{off} 0 Td")),
        1 => (text(), 1..9).prop_map(|(text, off)| format!("({text}) Tj 0 .{off} Td ({text}) Tj 0 -.{off} Td")),
        1 => Just("() Tj".to_owned()),
    ]
}

/// Lines of a page, from the top or in any order, in one column or two: mostly such that search passes most of them over.
fn lines() -> impl Strategy<Value = String> {
    let size = prop_oneof![8 => Just("/F1 10.3"), 1 => Just("/F1 31.7"), 1 => Just("/F1 6.1")];
    // As tall as two lines.
    let tall = (0..20).prop_map(|nth| if nth == 0 { "/F3 9.1 Tf (or ) Tj" } else { "" });
    let turn = prop_oneof![
        30 => Just("1 0 0 1"),
        1 => Just("1 0 .2 1"),
        1 => Just("-1 0 0 1"),
        1 => Just("0 1 -1 0"),
        1 => Just(".99997 .0078 -.0078 .99997"),
    ];
    let drop = prop_oneof![6 => Just(13), 3 => 2..40, 1 => -400..0];
    let line = (drop, size, turn, 0..20, (tall, shown()));
    prop::collection::vec(line, 1..40).prop_map(|lines| {
        let (mut y, mut content) = (760, String::new());
        for (drop, size, turn, x, (tall, shown)) in lines {
            y -= drop;
            let x = if x > 12 { 300 } else { 40 };
            content += &format!("BT {turn} {x}.37 {y}.37 Tm {tall} {size} Tf {shown} ET\n");
        }
        content
    })
}

proptest! {
    #[test]
    fn lines_that_are_passed_over_change_nothing(content in lines()) {
        let whole = exact("the SEAL").for_whole_words();
        agree_on(&content, vec![exact("SEAL"), exact("(E)"), whole, Query::new(["SEAL", "é"]).with_mode(MatchMode::Exact)]);
    }

    #[test]
    fn lone_characters_stand_where_single_glyphs_do(
        operators in prop::collection::vec(lone_characters(), 1..40),
        matrix in prop_oneof![Just("1 0 0 1"), Just("1 0 0 -1"), Just("0 1.1 -1 0.2"), Just(".99997 .0078 -.0078 .99997")],
        clip in prop_oneof![Just(""), Just("60 0 120 800 re W n"), Just("60.3 500.9 61.2 30 re W n")],
    ) {
        agree(&format!("{clip} BT /F1 9.3 Tf 14 TL {matrix} 60.3 500.9 Tm {} ET", operators.join(" ")));
    }

    #[test]
    fn pieces_say_what_single_glyphs_say(operators in prop::collection::vec(operator(), 1..24)) {
        agree(&format!("BT /F1 10.4 Tf 14 TL 1 0 0 1 60.3 500.9 Tm {} ET", operators.join(" ")));
    }
}
