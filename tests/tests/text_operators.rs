//! Whatever operators draw a keyword, it is found once, where it stands.

use signplace::MatchMode;
use signplace_tests::look::{finds_exactly, found, spot, told};
use signplace_tests::{Affine, Face, Line, Paper, Pdf, Sheet, Way, Within};

const TOLERANCE: f64 = 0.01;
const SEAL: &str = "甲方（盖章）";

/// A line with the keyword in the middle.
fn line() -> Line {
    Line::of("签署：甲方（盖章）。").at(90.0, 600.0).expecting(SEAL)
}

/// The same in English, with a space in the keyword.
fn english() -> Line {
    Line::of("Signed by Party A on this day").in_face(Face::Sans).at(90.0, 600.0).expecting("Party A")
}

#[track_caller]
fn found_at_its_place(what: &str, line: Line) {
    finds_exactly(what, &Pdf::with_lines([line]).made(), TOLERANCE);
}

#[test]
fn in_every_font() {
    for face in [Face::Song, Face::SongUtf16, Face::Mapped] {
        found_at_its_place(&format!("{face:?}"), line().in_face(face));
    }
    found_at_its_place("Sans", english());
}

#[test]
fn in_one_string() {
    found_at_its_place("Tj", line());
}

#[test]
fn split_over_a_tj_for_each_character() {
    found_at_its_place("Tj each", line().shown(Way::CharByChar));
    found_at_its_place("Tj each", english().shown(Way::CharByChar));
}

#[test]
fn kerned() {
    for kern in [120.0, 35.5, -40.0, -180.0] {
        found_at_its_place(&format!("TJ {kern}"), line().shown(Way::Kerned(kern)));
        found_at_its_place(&format!("TJ {kern}"), english().shown(Way::Kerned(kern / 4.0)));
    }
}

#[test]
fn moved_by_td() {
    found_at_its_place("Td", line().shown(Way::MovedByTd));
    found_at_its_place("Td", line().shown(Way::MovedByTd).letter_spaced(3.0));
    found_at_its_place("Td", english().shown(Way::MovedByTd));
}

#[test]
fn on_the_next_line() {
    found_at_its_place("TL T*", line().shown(Way::NextLine));
    found_at_its_place("TL '", line().shown(Way::Quote));
    found_at_its_place("TL \"", line().shown(Way::DoubleQuote).letter_spaced(1.5));
    found_at_its_place("TL \"", english().shown(Way::DoubleQuote).word_spaced(4.0).letter_spaced(0.25));
}

#[test]
fn letter_spaced() {
    for spacing in [0.5, 2.0, 6.0, 12.0] {
        found_at_its_place(&format!("Tc {spacing}"), line().letter_spaced(spacing));
    }
    for spacing in [0.5, 2.0] {
        found_at_its_place(&format!("Tc {spacing}"), english().letter_spaced(spacing));
    }
}

#[test]
fn justified_by_word_spacing() {
    for spacing in [-1.0, 3.0, 11.0] {
        found_at_its_place(&format!("Tw {spacing}"), english().word_spaced(spacing));
    }
    // Word spacing is for codes of one byte only.
    found_at_its_place("Tw on two bytes", line().word_spaced(20.0));
}

#[test]
fn stretched_and_squeezed() {
    for percent in [50.0, 80.0, 140.0] {
        found_at_its_place(&format!("Tz {percent}"), line().stretched(percent));
        found_at_its_place(&format!("Tz {percent} Tc 1"), line().stretched(percent).letter_spaced(1.0));
        found_at_its_place(&format!("Tz {percent} TJ"), line().stretched(percent).shown(Way::Kerned(-60.0)));
    }
}

#[test]
fn raised_and_lowered() {
    found_at_its_place("Ts 5", line().raised(5.0));
    found_at_its_place("Ts −3", line().raised(-3.0));
}

#[test]
fn with_the_size_in_the_text_matrix() {
    found_at_its_place("Tm 12", line().shown(Way::SizeInMatrix));
    found_at_its_place("Tm 12 Tc", line().shown(Way::SizeInMatrix).letter_spaced(2.0).raised(2.0));
}

#[test]
fn drawn_twice_for_boldness_is_one_keyword() {
    for by in [0.0, 0.3, 0.6] {
        for way in [Way::Twice(by), Way::TwiceEachChar(by)] {
            let made = Pdf::with_lines([line().shown(way)]).made();
            let findings = found(&made.bytes, MatchMode::Exact, &[SEAL]);
            let told = told(&findings.matches);
            assert_eq!(findings.matches.len(), 1, "{way:?} is one keyword to the eye:\n{told}");
            let (got, expected) = (spot(&findings.matches[0].bounds), made.expected[0].spot);
            // Which of the two drawings is taken is open.
            assert!(got.is_within(by + TOLERANCE, &expected), "{way:?}: {got}, expected {expected}");
        }
    }
}

#[test]
fn turned() {
    for degrees in [90.0, 180.0, 270.0, 30.0, -12.5] {
        found_at_its_place(&format!("Tm by {degrees}°"), line().at(300.0, 400.0).turned(degrees));
    }
}

#[test]
fn within_a_space_whose_y_points_down() {
    let flip = Within::State(Affine([1.0, 0.0, 0.0, -1.0, 0.0, 841.89]));
    found_at_its_place("y down", line().at(90.0, 241.89).flipped().within(flip));
    // Chromium and Skia: scaled by 0.24 too.
    let skia = Within::State(Affine([0.24, 0.0, 0.0, -0.24, 0.0, 841.89]));
    found_at_its_place("y down and scaled", line().sized(50.0).at(375.0, 1000.0).flipped().within(skia));
}

#[test]
fn within_graphics_states() {
    let (shift, scale) = (Affine([1.0, 0.0, 0.0, 1.0, 30.0, -40.0]), Affine([1.5, 0.0, 0.0, 1.5, 0.0, 0.0]));
    found_at_its_place("cm", line().at(60.0, 300.0).within(Within::State(shift)).within(Within::State(scale)));
}

#[test]
fn within_a_form() {
    let matrix = Affine([0.5, 0.0, 0.0, 0.5, 100.0, 50.0]);
    found_at_its_place("a form", line().within(Within::Form(matrix)));
}

#[test]
fn within_a_form_within_a_form_within_a_state() {
    let outer = Within::Form(Affine([0.8, 0.0, 0.0, 0.8, 20.0, 10.0]));
    let inner = Within::Form(Affine([0.0, 1.0, -1.0, 0.0, 500.0, 0.0]));
    let state = Within::State(Affine([1.0, 0.0, 0.0, 1.0, 0.0, 100.0]));
    found_at_its_place("nested forms", line().at(60.0, 100.0).within(state).within(outer).within(inner));
}

#[test]
fn written_downwards() {
    let line =
        Line::of("签署甲方盖章处").in_face(Face::SongDownwards).sized(14.0).at(500.0, 700.0).expecting("甲方盖章");
    let made = Pdf::with_lines([line]).made();
    // Two ems down from the pen, four ems high, centred on it.
    let expected = made.expected[0].spot;
    assert_eq!(expected.sides(), [493.0, 616.0, 507.0, 672.0]);
    finds_exactly("downwards", &made, TOLERANCE);
}

#[test]
fn two_columns_written_downwards() {
    let column = |text: &str, x: f64| Line::of(text).in_face(Face::SongDownwards).sized(14.0).at(x, 700.0);
    let made = Pdf::with_lines([
        column("甲方盖章签字", 500.0).expecting("甲方盖章"),
        column("乙方盖章签字", 460.0).expecting("乙方盖章"),
    ])
    .made();
    finds_exactly("two columns downwards", &made, TOLERANCE);
}

#[test]
fn state_of_one_text_object_lasts_into_the_next_and_ends_with_q() {
    // Tc set within q…Q does not reach the line after it; Tc set outside does, until it is set again.
    let sheet = Sheet::on(Paper::a4()).drawing("q 9 Tc 50 Tz 20 Ts Q").with(line());
    finds_exactly("q Q", &Pdf::of([sheet]).made(), TOLERANCE);
}

#[test]
fn every_line_of_a_page_with_all_ways_at_once() {
    let ways = [Way::OneString, Way::CharByChar, Way::Kerned(80.0), Way::MovedByTd, Way::Quote, Way::SizeInMatrix];
    let lines = ways.iter().zip(0..).map(|(&way, i)| line().shown(way).at(90.0, 700.0 - 40.0 * f64::from(i)));
    finds_exactly("all ways", &Pdf::with_lines(lines).made(), TOLERANCE);
}
