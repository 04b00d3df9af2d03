//! What pdf-extract and lopdf read in a fixture, signplace finds. What they do not read stands here by name.

use std::panic::catch_unwind;

use signplace::MatchMode;
use signplace_tests::look::{found, told};
use signplace_tests::{Affine, Face, Line, Lock, Made, Pdf, Way, Within};

/// Fixtures by name; each expects its keywords.
fn fixtures() -> Vec<(&'static str, Made)> {
    let zh = || Line::of("签署：甲方（盖章）。").at(90.0, 600.0).expecting("甲方（盖章）");
    let en = || Line::of("Signed by Party A on this day").at(90.0, 600.0).expecting("Party A");
    let flip = Within::State(Affine([1.0, 0.0, 0.0, -1.0, 0.0, 841.89]));
    let form = Within::Form(Affine([0.5, 0.0, 0.0, 0.5, 100.0, 50.0]));
    let made = |line: Line| Pdf::with_lines([line]).made();
    vec![
        ("helvetica", made(en().in_face(Face::Helvetica))),
        ("simple_font_with_widths", made(en().in_face(Face::Sans))),
        ("kerned", made(en().in_face(Face::Sans).shown(Way::Kerned(20.0)))),
        ("char_by_char", made(en().in_face(Face::Sans).shown(Way::CharByChar))),
        ("letter_spaced", made(en().in_face(Face::Sans).letter_spaced(2.0))),
        ("word_spaced", made(en().in_face(Face::Sans).word_spaced(6.0))),
        ("quote", made(en().in_face(Face::Sans).shown(Way::Quote))),
        ("size_in_matrix", made(en().in_face(Face::Sans).shown(Way::SizeInMatrix))),
        ("turned", made(en().in_face(Face::Sans).at(300.0, 400.0).turned(90.0))),
        ("y_down", made(en().in_face(Face::Sans).at(90.0, 241.89).flipped().within(flip))),
        ("form", made(en().in_face(Face::Sans).within(form))),
        ("invisible", made(en().in_face(Face::Sans).invisible())),
        ("aes_256", Pdf::with_lines([en().in_face(Face::Sans)]).locked(Lock::aes_256("")).made()),
        ("object_streams", Pdf::with_lines([en().in_face(Face::Sans)]).packed().made()),
        ("identity_with_to_unicode", made(zh().in_face(Face::Mapped))),
        ("identity_char_by_char", made(zh().in_face(Face::Mapped).shown(Way::CharByChar))),
        ("identity_kerned", made(zh().in_face(Face::Mapped).shown(Way::Kerned(120.0)))),
        ("predefined_ucs2", made(zh())),
        ("predefined_utf16", made(zh().in_face(Face::SongUtf16))),
        ("downwards", made(Line::of("甲方盖章").in_face(Face::SongDownwards).at(500.0, 700.0).expecting("甲方盖章"))),
    ]
}

/// The fixtures of whose keywords a reader's text lacks one, a panic counting as no text.
fn missed_by(read: impl Fn(&[u8]) -> Option<String> + std::panic::RefUnwindSafe) -> Vec<&'static str> {
    let fixtures = fixtures().into_iter();
    fixtures
        .filter(|(_, made)| {
            let text = catch_unwind(|| read(&made.bytes)).ok().flatten().unwrap_or_default();
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            !made.expected.iter().all(|e| text.contains(&e.keyword.replace(' ', "")))
        })
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn signplace_finds_all_of_them() {
    for (name, made) in fixtures() {
        let keywords: Vec<&str> = made.expected.iter().map(|e| &*e.keyword).collect();
        let findings = found(&made.bytes, MatchMode::Exact, &keywords);
        assert_eq!(findings.matches.len(), made.expected.len(), "{name}:\n{}", told(&findings.matches));
    }
}

#[test]
fn pdf_extract_misses_these() {
    let missed = missed_by(|bytes| pdf_extract::extract_text_from_mem(bytes).ok());
    assert_eq!(missed, ["quote", "predefined_ucs2", "predefined_utf16", "downwards"]);
}

#[test]
fn lopdf_misses_these() {
    let missed = missed_by(|bytes| lopdf::Document::load_mem(bytes).ok()?.extract_text(&[1]).ok());
    assert_eq!(missed, ["form", "downwards"]);
}
